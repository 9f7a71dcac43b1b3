"""What goes out to a ministry and what comes back, as values."""

from collections.abc import Mapping
from dataclasses import dataclass

from unannounced.duties.words import Sentence, say

Claims = Mapping[str, str]
"""The words of each claim, in small letters and in every language of the room, and the claim they mean."""


@dataclass(frozen=True, slots=True)
class Out:
    """An item as it goes out, with the draft there is."""

    item: str
    number: str
    kind: str
    text: str
    due: str
    ministry: str
    claim: str
    answer: str


@dataclass(frozen=True, slots=True)
class Back:
    """An answer as it came back. ``place`` says where in the file; ``words`` are those of the item there.

    ``claim`` is empty where none was written, ``token`` is the mark that was given out with the item.
    """

    place: str
    item: str
    token: str
    words: str
    claim: str
    answer: str
    ministry: str


@dataclass(frozen=True, slots=True)
class Fault:
    """What cannot be taken: where it stands, why, and what to do."""

    place: str
    why: Sentence
    instead: Sentence


def cannot_read(name: str) -> Fault:
    """The word on a file in which nothing that was given out is found."""
    return Fault(
        name,
        Sentence(say("Nothing in this file was given out here: it has no reference of an item.")),
        Sentence(say("Take the file that was given out, or lay it as a response in one document.")),
    )


def no_claim(place: str, said: str) -> Fault:
    """The word on a claim that is none."""
    return Fault(
        place,
        Sentence(say("“{said}” is none of the claims."), {"said": said[:80]}),
        Sentence(say("Write one of the claims that stand in the file, or choose one on the page of the item.")),
    )


def claim_in(said: str, claims: Claims) -> str | None:
    """The claim that words mean; empty where nothing is said, None where they mean none.

    >>> claim_in(" Accepted. ", {"accepted": "accepted"})
    'accepted'
    """
    plain = " ".join(said.casefold().strip(" .;:\n\t_–-[]").split())
    return "" if not plain else claims.get(plain)
