"""From the bytes of a report to what is in it."""

import re
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from unannounced.crafts.reading.about import UNIVERSAL_REVIEW, about
from unannounced.crafts.reading.asking import asked_in, recommended_in_dialogue
from unannounced.crafts.reading.cleaning import clean, one_line, without_controls
from unannounced.crafts.reading.confidence import once_said
from unannounced.crafts.reading.listing import Listed, listed
from unannounced.crafts.reading.numbering import Dotted, Mark, dotted_in, plain_in
from unannounced.crafts.reading.paragraphs import Stretch, body_of, stretches
from unannounced.crafts.reading.positions import said_later
from unannounced.crafts.reading.sources import source_of
from unannounced.crafts.reading.values import Reading, ReadItem, ReadParagraph, Unreadable
from unannounced.duties.dialogue import Position
from unannounced.duties.words import Sentence, say

NONE_KNOWN: Mapping[str, str] = MappingProxyType({})
_CONCLUSIONS = re.compile(
    r"(?:^|\n| [IVX]{1,4}\.) ?(?:[IVX]{1,4}\. ?)?(?:CONCLUSIONS? AND(?: ?/ ?OR)? RECOMMENDATIONS?"
    r"|CONCLUSIONS? ET(?: ?/ ?OU)? RECOMMANDATIONS?)\b",
    re.IGNORECASE,
)


def read(name: str, content: bytes, known: Mapping[str, str] = NONE_KNOWN) -> Reading | Unreadable:
    """What is in the report ``content``, a text or PDF file called ``name``.

    ``known`` maps codes to names of States that are in no table, such as invented ones. Never raises for what is in
    the file, and ends in time proportional to its size.
    """
    source = source_of(name, content)
    if isinstance(source, Unreadable):
        return source
    cleaned = clean(source.pages)
    marks = plain_in(cleaned.text)
    body = body_of(cleaned.text, marks)
    marks = [mark for mark in marks if mark.start < len(body)]
    dotted = dotted_in(body)
    found = stretches(body, marks, dotted)
    if len(found) < 2:
        return _unnumbered()
    head = about(cleaned, body, found[0].start, known)
    lists = _lists(body, found, marks, dotted, known)
    paragraphs = tuple(_paragraph(body, one, lists.get(one.number)) for one in found)
    items = _with_later(paragraphs, lists) or _asked(paragraphs, head.body)
    words = body.count(" ") + body.count("\n") + 1
    return Reading(head, paragraphs, items, words, len(source.pages) if source.paged else 0, notes=source.notes)


def text_of(name: str, content: bytes) -> str | Unreadable:
    """The whole text of the file, without controls, lines ended by a line feed."""
    source = source_of(name, content)
    return source if isinstance(source, Unreadable) else "\n\n".join(without_controls(page) for page in source.pages)


def _unnumbered() -> Unreadable:
    return Unreadable(
        Sentence(say("The file has no numbered paragraphs, so nothing in it could be cited.")),
        Sentence(say("Give the report itself, with its paragraphs numbered 1, 2, 3 and so on.")),
    )


def _lists(
    body: str, found: list[Stretch], marks: list[Mark], dotted: list[Dotted], known: Mapping[str, str]
) -> dict[int, Listed]:
    """The paragraphs that are lists of items, by number: under the conclusions, if the report has that heading."""
    heading = _CONCLUSIONS.search(body, found[0].start)
    if heading is None:
        return {}
    under = [one for one in found if one.start > heading.start()]
    lists = {one.number: listed(body, one, marks, dotted, known) for one in under}
    return {number: one for number, one in lists.items() if one is not None}


def _paragraph(body: str, stretch: Stretch, under: Listed | None) -> ReadParagraph:
    stop = under.chapeau_stop if under else stretch.stop
    return ReadParagraph(stretch.number, stretch.chapter, one_line(body[stretch.start : stop]))


def _with_later(paragraphs: tuple[ReadParagraph, ...], lists: Mapping[int, Listed]) -> tuple[ReadItem, ...]:
    """The items of the lists, with what paragraphs after a list say of them."""
    items: list[ReadItem] = []
    by_number: dict[str, Position] = {}
    of_list: dict[int, Position] = {}
    for paragraph in paragraphs:
        under = lists.get(paragraph.number)
        if under:
            items += under.items
            of_list[paragraph.number] = Position.UNKNOWN
        for said in said_later(paragraph.text, max(of_list)) if of_list and not under else ():
            passed = [number for number in said.numbers if int(number.partition(".")[0]) in of_list]
            by_number |= dict.fromkeys(passed, said.position)
            if said.above:
                of_list = {one: said.position if known is Position.UNKNOWN else known for one, known in of_list.items()}
    return tuple(_as_said(item, by_number, of_list[item.paragraph]) for item in items)


def _as_said(item: ReadItem, by_number: Mapping[str, Position], of_list: Position) -> ReadItem:
    """The item with the position said of its number, or of its list where the list itself says none."""
    above = of_list if item.position is Position.UNKNOWN else item.position
    position = by_number.get(item.printed) or by_number.get(str(item.paragraph)) or above
    if position is item.position:
        return item
    return replace(item, position=position, confidence=once_said(item.confidence, item.position))


def _asked(paragraphs: tuple[ReadParagraph, ...], made_by: str) -> tuple[ReadItem, ...]:
    if made_by == UNIVERSAL_REVIEW:
        return tuple(item for one in paragraphs for item in recommended_in_dialogue(one))
    return tuple(item for one in paragraphs for item in asked_in(one, sure_of_body=bool(made_by)))
