"""A report as it is set out on paper: its parts in order, its items listed once, its references resolved.

What typesets a report (PDF, Word, HTML, data) takes a ``SetOut`` and nothing else, so that every rendition says the
same. ECPT Art. 10(1); that the items are listed in an appendix with their paragraphs is practice of the CPT.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from unannounced.duties.dialogue import Claim
from unannounced.duties.reporting import ItemKind

LEVEL = " › "
"""What parts the levels of a heading in ``chapter``: "Prisons › Material conditions" is a heading under "Prisons"."""

REFERENCE = re.compile("§[ \u00a0\u202f]?(?P<number>[1-9][0-9]{0,3})(?![0-9])")
"""A reference to a paragraph of the same report, such as "§12" or "§ 12"."""

CITATION = re.compile(r"\[(?P<standard>[A-Z]{2,8}(?:-[A-Z0-9]{2,12}){1,4})\]")
"""A citation of a standard by its id, such as "[CPT-SPACE-02]"."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What the State answered to an item, as it leaves with the report."""

    received_on: date
    claim: Claim
    text: str


@dataclass(frozen=True, slots=True)
class SetItem:
    """An item: ``id`` never changes, ``number`` is as printed, such as "12.1". ``months``: time set for it alone."""

    id: str
    number: str
    kind: ItemKind
    text: str
    addressee: str = ""
    months: int | None = None
    responses: tuple[Answered, ...] = ()


@dataclass(frozen=True, slots=True)
class SetParagraph:
    """A numbered paragraph. ``id`` never changes; blank lines divide ``text``; ``items`` in their order."""

    id: str
    number: int
    chapter: str
    text: str
    wording: int = 1
    items: tuple[SetItem, ...] = ()

    @property
    def headings(self) -> tuple[str, ...]:
        """The levels of its heading, the outermost first."""
        return tuple(part.strip() for part in self.chapter.split(LEVEL) if part.strip())


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark beside a paragraph or an item: who made it, when (ISO 8601, UTC), and what it says."""

    on: str
    by: str
    at: str
    text: str


@dataclass(frozen=True, slots=True)
class SetOut:
    """A report to be set out. Empty ``symbol``: not published. ``marking`` stands on each page, such as "Confidential".

    ``visit`` is the sentence that names the visit; ``standards`` gives the words of each standard cited by its id;
    ``remarks`` leave with a Word draft alone. ``version`` counts from 1, 0 for a draft.
    """

    id: str
    language: str
    mechanism: str
    short: str
    state: str
    title: str
    visit: str = ""
    symbol: str = ""
    marking: str = ""
    day: date | None = None
    version: int = 0
    paragraphs: tuple[SetParagraph, ...] = ()
    standards: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the appendix: an item, and the paragraph it stands in."""

    paragraph: SetParagraph
    item: SetItem


APPENDIX_ORDER: tuple[ItemKind, ...] = (
    ItemKind.IMMEDIATE_OBSERVATION,
    ItemKind.RECOMMENDATION,
    ItemKind.COMMENT,
    ItemKind.REQUEST,
    ItemKind.COMMITMENT,
)
"""The kinds of items under each heading of the appendix, the strongest first."""


def appendix(paragraphs: Iterable[SetParagraph]) -> list[tuple[str, ItemKind, list[Listed]]]:
    """The items by outermost heading and kind, in the order of the report, each exactly once (invariant 12)."""
    by_heading: dict[str, list[Listed]] = {}
    for paragraph in paragraphs:
        heading = paragraph.headings[0] if paragraph.headings else ""
        by_heading.setdefault(heading, []).extend(Listed(paragraph, item) for item in paragraph.items)
    return [
        (heading, kind, found)
        for heading, listed in by_heading.items()
        for kind in APPENDIX_ORDER
        if (found := [one for one in listed if one.item.kind is kind])
    ]


def marked(text: str, items: Sequence[SetItem]) -> Iterator[tuple[str, SetItem | None]]:
    """``text`` in pieces, each with the item whose words it is, if it is an item's; joined they are ``text``.

    An item whose words do not stand in the text (or overlap an earlier one's) is in no piece: it is set after it.

    >>> one = SetItem("1", "4.1", ItemKind.RECOMMENDATION, "Mend the roof.")
    >>> [(piece, item is one) for piece, item in marked("It rains in. Mend the roof. Soon.", [one])]
    [('It rains in. ', False), ('Mend the roof.', True), (' Soon.', False)]
    """
    spans: list[tuple[int, int, SetItem]] = []
    for item in items:
        start = text.find(item.text) if item.text else -1
        end = start + len(item.text)
        if start >= 0 and all(end <= begins or start >= ends for begins, ends, _ in spans):
            spans.append((start, end, item))
    at = 0
    for start, end, found in sorted(spans, key=lambda span: span[0]):
        if start > at:
            yield text[at:start], None
        yield text[start:end], found
        at = end
    if at < len(text):
        yield text[at:], None


def set_after(text: str, items: Sequence[SetItem]) -> list[SetItem]:
    """The items whose words do not stand in ``text``: they are set after it, each a piece of its own."""
    inside = {item.id for _, item in marked(text, items) if item is not None}
    return [item for item in items if item.id not in inside]


def referred_to(text: str) -> list[int]:
    """The numbers of the paragraphs ``text`` refers to, in its order.

    >>> referred_to("See §4 and § 12; §4 again.")
    [4, 12, 4]
    """
    return [int(found["number"]) for found in REFERENCE.finditer(text)]


def cited(text: str) -> list[str]:
    """The ids of the standards ``text`` cites, in its order.

    >>> cited("Less than the minimum [CPT-SPACE-02].")
    ['CPT-SPACE-02']
    """
    return [found["standard"] for found in CITATION.finditer(text)]


def renumbered(text: str, moved: Mapping[int, int]) -> str:
    """``text`` with each reference following its paragraph from its old number to the new; others stay.

    >>> renumbered("See §4 and §5.", {4: 5, 5: 4})
    'See §5 and §4.'
    """

    def follow(found: re.Match[str]) -> str:
        number = int(found["number"])
        return found[0].replace(found["number"], str(moved.get(number, number)))

    return REFERENCE.sub(follow, text)
