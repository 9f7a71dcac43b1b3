"""Cue words: what the taxonomy itself says of how people write about a topic, in any of its languages."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from unannounced.crafts.topics.features import plain, surfaces
from unannounced.crafts.topics.taxonomy import Topic

FIRST, EACH_MORE, MOST = 40, 10, 65
"""Per cent: a cue word says less than learning does, and several say more than one."""
PHRASE = 2
"""Several words in a row count as so many cue words."""
_ANY_ENDING = "*"


@dataclass(frozen=True, slots=True)
class _Cue:
    """A cue word: its words, each with whether any ending will do, and the topic."""

    words: tuple[tuple[str, bool], ...]
    topic: str


@dataclass(frozen=True, slots=True)
class Told:
    """What cue words say of a text: the topic, how sure that is (per cent), and the words as they stand there."""

    topic: str
    sure: int
    words: tuple[str, ...]


class Cues:
    """The cue words of some topics, found by their first words."""

    def __init__(self, topics: Sequence[Topic]) -> None:
        self._order = {topic.id: place for place, topic in enumerate(topics)}
        self._exact: dict[str, list[_Cue]] = {}
        self._begun: dict[str, list[_Cue]] = {}
        for topic in topics:
            for said in topic.words:
                cue = _Cue(tuple(_words(said)), topic.id)
                first, any_ending = cue.words[0]
                (self._begun if any_ending else self._exact).setdefault(first, []).append(cue)
        self._lengths = sorted({len(first) for first in self._begun})
        self._begin_with: dict[str, tuple[_Cue, ...]] = {}

    def told(self, text: str, words: Sequence[str]) -> list[Told]:
        """The topics of a text whose ``tokens`` are ``words``, the surest first."""
        found: dict[str, dict[str, int]] = {}
        written: list[str] = []
        for place, word in enumerate(words):
            for cue in self._begin_with.get(word) or self._beginning_with(word):
                if _stands(cue, words, place):
                    written = written or surfaces(text)
                    phrase = " ".join(written[place : place + len(cue.words)])
                    weight = PHRASE if len(cue.words) > 1 else 1
                    found.setdefault(cue.topic, {}).setdefault(phrase, weight)
        told = [Told(topic, _sure(phrases), longest(phrases)) for topic, phrases in found.items()]
        return sorted(told, key=lambda one: (-one.sure, self._order[one.topic]))

    def _beginning_with(self, word: str) -> tuple[_Cue, ...]:
        """The cues whose first word this is; kept, for words come again."""
        found = list(self._exact.get(word, ()))
        for length in self._lengths:
            if length <= len(word):
                found += self._begun.get(word[:length], ())
        if len(self._begin_with) < 2**16:
            self._begin_with[word] = tuple(found)
        return tuple(found)


def _words(cue: str) -> Iterator[tuple[str, bool]]:
    """The words of a cue, and whether any ending will do: ``medical exam*`` → medical, exam with any ending."""
    for part in cue.split():
        inside = surfaces(part)
        for place, word in enumerate(inside, start=1):
            yield plain(word), place == len(inside) and part.endswith(_ANY_ENDING)


def _stands(cue: _Cue, words: Sequence[str], place: int) -> bool:
    if place + len(cue.words) > len(words):
        return False
    return all(
        words[at].startswith(word) if any_ending else words[at] == word
        for at, (word, any_ending) in enumerate(cue.words, start=place)
    )


def _sure(phrases: Mapping[str, int]) -> int:
    return min(MOST, FIRST + EACH_MORE * (sum(phrases.values()) - 1))


def longest(phrases: Iterable[str]) -> tuple[str, ...]:
    """The phrases, without those that are part of a longer one.

    >>> longest(["judicial", "judicial system", "trial"])
    ('judicial system', 'trial')
    """
    said = tuple(phrases)
    return tuple(one for one in said if not any(one != other and f" {one} " in f" {other} " for other in said))
