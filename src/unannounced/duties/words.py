"""Marking of sentences meant for people, so that the rooms can translate them.

Duties know no framework and therefore no language. They name each sentence once, in English, with
``{placeholders}``; whoever shows it translates the sentence first and fills it in afterwards.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


def say(sentence: str) -> str:
    """Mark ``sentence`` for the catalogues of translation and return it unchanged.

    >>> say("A report needs a vote.")
    'A report needs a vote.'
    """
    return sentence


@dataclass(frozen=True, slots=True)
class Sentence:
    """An English sentence with named placeholders, and what to put into them.

    >>> str(Sentence("{needed} members are needed.", {"needed": 24}))
    '24 members are needed.'
    """

    english: str
    facts: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.english.format(**self.facts)
