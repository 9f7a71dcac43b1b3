"""From the bytes of a report to what is in it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from unannounced.crafts.reading.about import REVIEWS, about
from unannounced.crafts.reading.appendices import Appended, appended_in, pledged
from unannounced.crafts.reading.asking import asked_in, recommended_in_dialogue
from unannounced.crafts.reading.chains import Numbered, numbered
from unannounced.crafts.reading.cleaning import Clean, clean, one_line, without_controls
from unannounced.crafts.reading.committing import committed_in, may_commit
from unannounced.crafts.reading.confidence import of_unnumbered, once_said
from unannounced.crafts.reading.contents import Contents, contents_in
from unannounced.crafts.reading.dividing import Division, Part
from unannounced.crafts.reading.joining import joined
from unannounced.crafts.reading.listing import Listed, listed
from unannounced.crafts.reading.numbering import Dotted, Mark, numbers_in
from unannounced.crafts.reading.paragraphs import Stretch, body_of, line_at, stretches
from unannounced.crafts.reading.placing import Pages
from unannounced.crafts.reading.positions import said_later
from unannounced.crafts.reading.saying import filled
from unannounced.crafts.reading.sourced import Source
from unannounced.crafts.reading.sources import source_of
from unannounced.crafts.reading.unnumbered import blocks, counts_little, first_text
from unannounced.crafts.reading.values import About, Reading, ReadItem, ReadParagraph, Unreadable
from unannounced.crafts.reading.views import are_views, said_in
from unannounced.duties.dialogue import Position
from unannounced.duties.words import Sentence, say

SURE = 100
NONE_KNOWN: Mapping[str, str] = MappingProxyType({})
_CONCLUSIONS = re.compile(
    r"(?:^|\n| [IVX]{1,4}\.)\s?(?:(?:[IVXl1|]{1,4}|\d)[.,]\s?)?(?:CONCLUSIONS?\sAND(?: ?/ ?OR)?\sRECOMMENDATIONS?"
    r"|CONCLUSIONS?\sET(?: ?/ ?OU)?\sRECOMMANDATIONS?|CONCLUSION(?:ES)?\sY(?: ?/ ?O)?\sRECOMENDACION(?:ES)?)\b"
    r"(?!\s(?:contained|included|formulated|set\sout|in\sthe|of\sthe|reflect|figurant|qui|que|contenidas|made|which))",
    re.IGNORECASE,
)

_LEAST_WITHOUT_HEADING = 3
_MOST_NAMED, _LONGEST_NAME = 30, 60


@dataclass(frozen=True, slots=True)
class _Text:
    """The text of one report with its numbers, as far as its first annex; what the file says of it beside."""

    source: Source
    cleaned: Clean
    contents: Contents
    marks: list[Mark]
    dotted: list[Dotted]
    pages: Pages
    headings: frozenset[str]


def read(name: str, content: bytes, known: Mapping[str, str] = NONE_KNOWN) -> Reading | Unreadable:
    """What is in the report ``content``, a file called ``name``.

    ``known`` maps codes to names of States that are in no table, such as invented ones. Never raises for what is in
    the file, and ends in time proportional to its size.
    """
    source = source_of(name, content)
    del content  # whoever gave it may have kept none of it: a large file is not held beside its text
    if isinstance(source, Unreadable):
        return source
    whole = _text(Part(source))
    division = Division(source, whole.cleaned, whole.marks, whole.contents)
    if len(division) == 1:
        return _reading(whole, known)
    del whole, source
    every = [_reading(_text(part), known) for part in division.parts()]
    readings = [one for one in every if isinstance(one, Reading)]
    if not readings:
        return every[0]
    notes = (_several(readings), *readings[0].notes) if len(readings) > 1 else readings[0].notes
    return replace(readings[0], notes=notes, further=tuple(readings[1:]))


def _several(readings: Sequence[Reading]) -> Sentence:
    called = list(dict.fromkeys(one.about.symbol or one.about.title[:_LONGEST_NAME] or "–" for one in readings))
    named = ", ".join(called[:_MOST_NAMED]) + (" …" if len(called) > _MOST_NAMED else "")
    return Sentence(
        say("The file holds {count} reports, one after the other: {reports}. Each is read by itself."),
        {"count": len(readings), "reports": named},
    )


def text_of(name: str, content: bytes) -> str | Unreadable:
    """The whole text of the file, without controls, lines ended by a line feed."""
    source = source_of(name, content)
    return source if isinstance(source, Unreadable) else "\n\n".join(without_controls(page) for page in source.pages)


def _text(part: Part) -> _Text:
    source = part.source
    cleaned = clean(source.pages, paged=source.paged, removed=source.furniture)
    contents = contents_in(cleaned.text)
    marks, dotted = numbers_in(cleaned.text)
    if contents.spans:
        marks = [mark for mark in marks if not contents.hold(mark.start)]
        dotted = [one for one in dotted if not contents.hold(one.start)]
    headings = frozenset(map(one_line, source.headings))
    if headings:
        marks = [mark for mark in marks if line_at(cleaned.text, mark.start) not in headings]
    return _Text(source, cleaned, contents, marks, dotted, Pages(cleaned, part.pages_before), headings)


def _reading(text: _Text, known: Mapping[str, str]) -> Reading | Unreadable:
    """What is in one report: by the numbers of its paragraphs, or by its blocks of text if it has none."""
    body = body_of(text.cleaned.text, text.marks, text.contents)
    marks, dotted, numbers = _numbers(text, body)
    appended = appended_in(text.cleaned.text, text.contents, numbers.marks)
    first = numbers.marks[0].start if numbers.marks else len(body) // 3
    if appended and first < appended.start < len(body):
        body = body[: appended.start]
        marks, dotted, numbers = _numbers(text, body)
    found = stretches(body, numbers, dotted, text.contents, text.headings)
    if len(found) < 2 or counts_little(body, found, text.contents):
        return _unnumbered(text, body, appended, known)
    head = about(text.cleaned, body, found[0].start, known)
    views = are_views(body[: found[0].start])
    lists = {} if views else _lists(body, found, marks, dotted, known, text.pages, review=head.body in REVIEWS)
    paragraphs = tuple(_paragraph(body, one, lists.get(one.number), text.pages) for one in found)
    items = _with_later(paragraphs, lists)
    if items:
        items = _with_commitments(items, paragraphs, lists)
        items += tuple(pledged(text.cleaned.text, text.contents, paragraphs, text.pages.at))
    if views:
        items = tuple(said_in(body, found, known, text.pages.at))
    elif not items:
        items = text.pages.placed(body, found, _asked(paragraphs, head))
        if appended:
            items = joined(appended.entries, items, paragraphs, text.pages.at)
    return _made(text, head, paragraphs, items, body, numbers)


def _numbers(text: _Text, body: str) -> tuple[list[Mark], list[Dotted], Numbered]:
    marks = [mark for mark in text.marks if mark.start < len(body)]
    dotted = [one for one in text.dotted if one.start < len(body)]
    return marks, dotted, numbered(body, marks, dotted)


def _unnumbered(text: _Text, body: str, appended: Appended | None, known: Mapping[str, str]) -> Reading | Unreadable:
    """The same by blocks of text; a file without numbers that asks for nothing and names no body is no report."""
    found = blocks(body, text.contents, text.source.pages, text.headings)
    first = first_text(body, found)
    head = about(text.cleaned, body, first, known)
    paragraphs = tuple(_paragraph(body, one, None, text.pages) for one in found)
    if are_views(body[:first]) and found:
        items = tuple(said_in(body, found, known, text.pages.at))
    else:
        items = text.pages.placed(body, found, _asked(paragraphs, head))
        if appended and paragraphs and appended.start >= len(body):
            items = joined(appended.entries, items, paragraphs, text.pages.at)
    if not paragraphs or not (items or head.body or head.symbol):
        return Unreadable(
            Sentence(say("The file has no numbered paragraphs, so nothing in it could be cited.")),
            Sentence(say("Give the report itself, with its paragraphs numbered 1, 2, 3 and so on.")),
        )
    items = tuple(replace(one, confidence=of_unnumbered(one.confidence)) for one in items)
    return _made(text, head, paragraphs, items, body, None)


def _made(
    text: _Text,
    head: About,
    paragraphs: tuple[ReadParagraph, ...],
    items: tuple[ReadItem, ...],
    body: str,
    numbers: Numbered | None,
) -> Reading:
    by_number = {one.number: one for one in paragraphs}
    if text.source.sure < SURE:
        items = tuple(replace(one, confidence=one.confidence * text.source.sure // SURE) for one in items)
    items = tuple(_cited(filled(one, by_number[one.paragraph], head), by_number[one.paragraph]) for one in items)
    notes = text.source.notes
    if numbers is None:
        notes = (
            *notes,
            Sentence(say("The report prints no numbers of paragraphs. They were counted here, so check them.")),
        )
    elif numbers.again:
        notes = (
            *notes,
            Sentence(
                say(
                    "The numbers of paragraphs begin again in this report. Here they run on; the printed ones are kept."
                )
            ),
        )
    words = body.count(" ") + body.count("\n") + 1
    pages = len(text.source.pages) if text.source.paged else 0
    return Reading(head, paragraphs, items, words, pages, numbers is not None, notes)


def _cited(item: ReadItem, paragraph: ReadParagraph) -> ReadItem:
    """The item cited as its paragraph is printed, where it has no number of its own and the paragraph another."""
    return replace(item, printed=paragraph.printed) if paragraph.printed and not item.printed else item


def _lists(
    body: str,
    found: list[Stretch],
    marks: list[Mark],
    dotted: list[Dotted],
    known: Mapping[str, str],
    pages: Pages,
    *,
    review: bool,
) -> dict[int, Listed]:
    """The paragraphs that are lists of items, by number: under the conclusions, if the report has that heading.

    A ``review`` whose heading was lost has them where several items are closed by names.
    """
    heading = _CONCLUSIONS.search(body, found[0].start)
    below = [one for one in found if heading and one.start > heading.start()]
    lists = ((one.number, listed(body, one, marks, dotted, known, pages.at)) for one in below)
    taken = {number: one for number, one in lists if one is not None}
    if taken or not review:
        return taken
    lists = ((one.number, listed(body, one, marks, dotted, known, pages.at)) for one in found)
    taken = {number: one for number, one in lists if one and any(item.made_by for item in one.items)}
    return taken if sum(len(one.items) for one in taken.values()) >= _LEAST_WITHOUT_HEADING else {}


def _paragraph(body: str, stretch: Stretch, under: Listed | None, pages: Pages) -> ReadParagraph:
    stop = under.chapeau_stop if under else stretch.stop
    text = one_line(body[stretch.start : stop])
    return ReadParagraph(stretch.number, stretch.chapter, text, stretch.printed, pages.at(stretch.start))


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


def _with_commitments(
    items: tuple[ReadItem, ...], paragraphs: tuple[ReadParagraph, ...], lists: Mapping[int, Listed]
) -> tuple[ReadItem, ...]:
    """The items with what the State commits itself to, each after those of the paragraphs before it."""
    added = [
        item
        for one in paragraphs
        if one.number not in lists and (may_commit(one.text) or may_commit(one.chapter))
        for item in committed_in(one)
    ]
    return tuple(sorted((*items, *added), key=lambda item: item.paragraph)) if added else items


def _as_said(item: ReadItem, by_number: Mapping[str, Position], of_list: Position) -> ReadItem:
    """The item with the position said of its number, or of its list where the list itself says none."""
    above = of_list if item.position is Position.UNKNOWN else item.position
    position = by_number.get(item.printed) or by_number.get(str(item.paragraph)) or above
    if position is item.position:
        return item
    return replace(item, position=position, confidence=once_said(item.confidence, item.position))


def _asked(paragraphs: tuple[ReadParagraph, ...], head: About) -> tuple[ReadItem, ...]:
    if head.body in REVIEWS:
        said = tuple(item for one in paragraphs for item in recommended_in_dialogue(one))
        return _with_commitments(said, paragraphs, {})
    return tuple(item for one in paragraphs for item in asked_in(one, sure_of_body=bool(head.body), body=head.body))
