"""Two wordings of one text: what was taken out and put in, word by word, and whether two changes go together."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import pairwise

_WORD = re.compile(r"\s+|\w+|[^\w\s]")


class Change(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    OUT = "out"
    IN = "in"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text and what became of it."""

    change: Change
    text: str


def differences(before: str, after: str) -> tuple[Piece, ...]:
    """What has to go out of ``before`` and what has to come in to make ``after``, word by word.

    The pieces that are not put in are ``before`` when joined, those that are not taken out are ``after``.

    >>> [(piece.change.value, piece.text) for piece in differences("The roof leaks.", "The old roof leaks.")]
    [('same', 'The'), ('in', ' old'), ('same', ' roof leaks.')]
    """
    old, new = _WORD.findall(before), _WORD.findall(after)
    pieces: list[Piece] = []
    for tag, begins, ends, from_new, to_new in _opcodes(old, new):
        if tag == "equal":
            pieces.append(Piece(Change.SAME, "".join(old[begins:ends])))
            continue
        if begins < ends:
            pieces.append(Piece(Change.OUT, "".join(old[begins:ends])))
        if from_new < to_new:
            pieces.append(Piece(Change.IN, "".join(new[from_new:to_new])))
    return tuple(pieces)


def merged(base: str, ours: str, theirs: str) -> str | None:
    """Both changes of ``base`` in one text, or ``None`` where they touch the same words.

    >>> merged("The roof leaks.", "The old roof leaks.", "The roof leaks badly.")
    'The old roof leaks badly.'
    >>> merged("The roof leaks.", "The roof holds.", "The roof fell.") is None
    True
    """
    words = _WORD.findall(base)
    changes = [*_changes(words, ours), *_changes(words, theirs)]
    changes = sorted(set(changes), key=lambda change: change[:2])
    for (_, ends, _before), (begins, _until, _after) in pairwise(changes):
        if begins <= ends:
            return None
    joined: list[str] = []
    at = 0
    for begins, ends, instead in changes:
        joined += [*words[at:begins], instead]
        at = ends
    return "".join([*joined, *words[at:]])


def _changes(words: Sequence[str], changed: str) -> list[tuple[int, int, str]]:
    new = _WORD.findall(changed)
    return [
        (begins, ends, "".join(new[from_new:to_new]))
        for tag, begins, ends, from_new, to_new in _opcodes(words, new)
        if tag != "equal"
    ]


def _opcodes(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, int, int, int, int]]:
    yield from SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
