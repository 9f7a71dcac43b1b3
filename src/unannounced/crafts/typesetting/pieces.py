"""What a report consists of as it is drawn: its headings in order, and each paragraph's text in pieces.

Every rendition (PDF, HTML) draws these same pieces, so that a reference is a link, and an item marked, in all or none.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from unannounced.duties.laying_out import CITATION, REFERENCE, SetItem, SetOut, SetParagraph, cited, marked, set_after

DEEPEST = 4
"""Levels of headings that are told apart; deeper ones are drawn as the deepest."""

_BLANK_LINES = re.compile(r"[ \t]*\n(?:[ \t]*\n)+[ \t]*")
_LINE_END = re.compile(r"[ \t]*\n[ \t]*")
_NOT_PRINTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a line: plain words, or words of an item, or a link to a ``paragraph`` or a ``standard``.

    ``begins`` marks the first piece of an item; a piece that is only ``"\\n"`` ends a line.
    """

    text: str
    item: SetItem | None = None
    begins: bool = False
    paragraph: int = 0
    standard: str = ""


Block = tuple[Piece, ...]
"""What stands between two blank lines."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as it comes: ``level`` from 1; ``place`` counts the headings of the report from 1."""

    level: int
    text: str
    place: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """A paragraph with what stands before and in it: new headings, blocks, and the items set after it."""

    headings: tuple[Heading, ...]
    paragraph: SetParagraph
    blocks: tuple[Block, ...]
    after: tuple[Block, ...]


def in_order(setout: SetOut) -> Iterator[Drawn]:
    """The paragraphs as they come, each with the headings that are new before it."""
    numbers = frozenset(one.number for one in setout.paragraphs)
    before: tuple[str, ...] = ()
    place = 0
    for paragraph in setout.paragraphs:
        new = _new_headings(before, paragraph.headings, place)
        place += len(new)
        before = paragraph.headings or before
        blocks = blocks_of(paragraph.text, paragraph.items, numbers, setout.standards)
        after = tuple(
            block
            for item in set_after(paragraph.text, paragraph.items)
            for block in blocks_of(item.text, (item,), numbers, setout.standards)
        )
        yield Drawn(new, paragraph, blocks, after)


def _new_headings(before: Sequence[str], now: Sequence[str], place: int) -> tuple[Heading, ...]:
    if not now:
        return ()
    same = 0
    while same < min(len(before), len(now)) and before[same] == now[same]:
        same += 1
    if same == len(now) < len(before):
        same -= 1  # back from a heading below: it is said again, or the paragraph would seem to stand under that one
    return tuple(
        Heading(min(level, DEEPEST), printable(text), place + number)
        for number, (level, text) in enumerate(
            ((level, text) for level, text in enumerate(now, start=1) if level > same), start=1
        )
    )


def blocks_of(
    text: str, items: Sequence[SetItem], numbers: frozenset[int], standards: Mapping[str, str]
) -> tuple[Block, ...]:
    """``text`` parted at blank lines, each block in pieces; links only to ``numbers`` and ``standards`` there are.

    >>> from unannounced.duties.reporting import ItemKind
    >>> one = SetItem("1", "4.1", ItemKind.RECOMMENDATION, "Mend it.")
    >>> [[piece.text for piece in block] for block in blocks_of("Wet, see §3.\\n\\nMend it.", [one], {3}, {})]
    [['Wet, see ', '§3', '.'], ['Mend it.']]
    """
    blocks: list[list[Piece]] = [[]]
    begun: set[str] = set()
    for words, item in marked(text, items):
        for number, part in enumerate(_BLANK_LINES.split(words)):
            if number:
                blocks.append([])
            for piece in _linked(part, numbers, standards):
                begins = item is not None and item.id not in begun and not piece.text.isspace()
                if item is not None and begins:
                    begun.add(item.id)
                blocks[-1].append(replace(piece, item=item, begins=begins))
    return tuple(tuple(block) for block in blocks if any(not piece.text.isspace() for piece in block))


def _linked(text: str, numbers: frozenset[int], standards: Mapping[str, str]) -> Iterator[Piece]:
    """``text`` in pieces, with its references and citations as links, and its line ends on their own."""
    found = sorted(
        [(one.span(), Piece(one[0], paragraph=int(one["number"]))) for one in REFERENCE.finditer(text)]
        + [(one.span(), Piece(one[0], standard=one["standard"])) for one in CITATION.finditer(text)],
        key=lambda one: one[0],
    )
    at = 0
    for (begins, ends), piece in found:
        if piece.paragraph in numbers or piece.standard in standards:
            yield from _lines(text[at:begins])
            yield piece
            at = ends
    yield from _lines(text[at:])


def _lines(text: str) -> Iterator[Piece]:
    for number, line in enumerate(_LINE_END.split(printable(text))):
        if number:
            yield Piece("\n")
        if line:
            yield Piece(line)


def printable(text: str) -> str:
    """``text`` without the control characters that no paper shows, its line ends alike.

    >>> printable("a\\r\\nb\\x00")
    'a\\nb'
    """
    return _NOT_PRINTED.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n"))


def standards_cited(setout: SetOut) -> list[tuple[str, str, list[int]]]:
    """The standards that are cited and known, by id: their words, and the paragraphs that cite them."""
    where: dict[str, list[int]] = {}
    for paragraph in setout.paragraphs:
        for standard in dict.fromkeys(_cited_in(paragraph)):
            if standard in setout.standards:
                where.setdefault(standard, []).append(paragraph.number)
    return [(one, printable(setout.standards[one]), where[one]) for one in sorted(where)]


def _cited_in(paragraph: SetParagraph) -> Iterable[str]:
    yield from cited(paragraph.text)
    for item in paragraph.items:
        yield from cited(item.text)
