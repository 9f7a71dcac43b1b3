"""The body of a report as HTML, built in Python: a template takes several times as long for 500 paragraphs.

Every text goes through ``format_html`` and so is escaped; only what it returned is joined.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext

from unannounced.records.shelf.models import ShelvedParagraph, ShelvedReport
from unannounced.rooms.portal.around import Around, Item
from unannounced.rooms.portal.margin import (
    BLANK_LINE,
    KINDS,
    NOTHING,
    Anchors,
    Words,
    answered_item,
    blocks,
    item_block,
    joined,
    length,
    lines,
    spoken,
)
from unannounced.rooms.portal.words import called

__all__ = ["Anchors", "Chapter", "Passage", "Ways", "answers", "body", "chapters", "kind_in_words", "one", "text"]

LONGEST_RUN, MOST_LETTERS = 150, 60_000
"""Paragraphs, and letters of them and their items, up to which a chapter stands on one page."""
BESIDE = 700
"""Letters of items that always have room beside a paragraph; more of them only beside a longer paragraph."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph as it is read: in the language of the report or in another it exists in.

    ``language`` is the code of the language its words are in, "" where not known; ``heading`` is that of its chapter
    in the report's own language, by which chapters are the same in every language.
    """

    number: int
    label: str
    chapter: str
    text: str
    items: tuple[Item, ...]
    language: str
    heading: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """A run of paragraphs under one heading; ``run`` counts from 1 where a long chapter is cut."""

    number: int
    name: str
    paragraphs: tuple[Passage, ...]
    run: int = 1

    @property
    def first(self) -> int:
        """The number of its first paragraph."""
        return self.paragraphs[0].number

    @property
    def last(self) -> int:
        """The number of its last paragraph."""
        return self.paragraphs[-1].number


@dataclass(frozen=True, slots=True)
class Ways:
    """Where the number of a paragraph links to, and where it is cited; ``cite`` gives "" where it is not."""

    address: Callable[[int], str]
    cite: Callable[[int], str] = lambda _number: ""


def passages(report: ShelvedReport, paragraphs: Iterable[ShelvedParagraph], language: str = "") -> list[Passage]:
    """The paragraphs as they are read in ``language``; one that does not exist in it stands in that of the report."""
    return [_passage(report, one, language) for one in paragraphs]


def _passage(report: ShelvedReport, paragraph: ShelvedParagraph, language: str) -> Passage:
    said = paragraph.renditions.get(language) if language else None
    number, label, chapter = paragraph.number, paragraph.label, paragraph.chapter
    if said is None:
        return Passage(number, label, chapter, paragraph.text, tuple(paragraph.items), report.language, chapter)
    own = {"language": report.language}  # of what is said around their words: to whom they go
    items = tuple({**item, **own, "text": words} for item, words in zip(paragraph.items, said["items"], strict=True))
    return Passage(number, label, said["chapter"] or chapter, said["text"], items, language, chapter)


def chapters(paragraphs: Iterable[Passage]) -> list[Chapter]:
    """The paragraphs, in order, cut where the heading changes, and a chapter that is too long for a page into runs."""
    cut: list[Chapter] = []
    for number, (_name, found) in enumerate(groupby(paragraphs, key=lambda paragraph: paragraph.heading), start=1):
        runs = [tuple(some) for some in _runs(found)]
        cut += [Chapter(number, runs[0][0].chapter, some, run) for run, some in enumerate(runs, start=1)]
    return cut


def _runs(paragraphs: Iterable[Passage]) -> Iterator[list[Passage]]:
    """The paragraphs of a chapter, cut where they are too many or too long for a page."""
    run: list[Passage] = []
    letters = 0
    for one in paragraphs:
        size = len(one.text) + sum(len(item["text"]) for item in one.items)
        if run and (len(run) == LONGEST_RUN or letters + size > MOST_LETTERS):
            yield run
            run, letters = [], 0
        run.append(one)
        letters += size
    if run:
        yield run


def body(cut: Sequence[Chapter], ways: Ways, around: Around) -> list[SafeString]:
    """Each chapter as HTML; an item has the same place on the page of its chapter as in the whole report."""
    words, here = Words(around), (get_language() or "en").split("-")[0]
    return [
        joined((_heading(chapter, here), *(_paragraph(one, words, ways, here) for one in chapter.paragraphs)))
        for chapter in cut
    ]


def one(paragraph: Passage, ways: Ways, around: Around) -> SafeString:
    """One paragraph with its items."""
    return _paragraph(paragraph, Words(around), ways, (get_language() or "en").split("-")[0])


def text(written: str, language: str = "") -> SafeString:
    """A text with its blocks and line breaks."""
    return blocks(BLANK_LINE.split(written.strip()), language)


def answers(answered: Iterable[Mapping[str, Any]], language: str = "") -> SafeString:
    """A State's response, item by item: what was asked, in ``language``, and what the State says to it."""
    words = Words()
    return joined(answered_item(one, words, language) for one in answered)


def kind_in_words(kind: str) -> str:
    """The word for a kind of item, as it begins a line."""
    return capfirst(gettext(called(KINDS, kind)))


def _heading(chapter: Chapter, here: str) -> SafeString:
    if not chapter.name or chapter.run > 1:
        return NOTHING
    language = chapter.paragraphs[0].language
    spoken_in = spoken("" if language == here else language)
    return format_html('\n<h2 id="chapter-{}"{}>{}</h2>', chapter.number, spoken_in, chapter.name)


def _paragraph(paragraph: Passage, words: Words, ways: Ways, here: str) -> SafeString:
    """A paragraph with its items beside it, where they are short enough for that, or under it."""
    language = "" if paragraph.language == here else paragraph.language
    said = _words_of(paragraph, words, ways, language)
    items = joined(item_block(item, words, language) for item in paragraph.items)
    if not items:
        return said
    room = max(BESIDE, len(paragraph.text) + BESIDE // 2)
    if sum(length(item, words.around) for item in paragraph.items) > room:
        return joined((said, items))
    return format_html('\n<div class="unit"><div class="said">{}</div><div class="margin">{}</div></div>', said, items)


def _words_of(paragraph: Passage, words: Words, ways: Ways, language: str) -> SafeString:
    number, label = paragraph.number, paragraph.label
    first, *more = BLANK_LINE.split(paragraph.text.strip())
    cite = ways.cite(number)
    return format_html(
        '\n<p class="para" id="paragraph-{}"{}><a class="para-no" href="{}" aria-label="{}">{}</a>{} {}</p>{}',
        number,
        spoken(language),
        ways.address(number),
        words.paragraph.format(number=label),
        label,
        _cite_link(cite, label, words) if cite else NOTHING,
        lines(first),
        blocks(more, language),
    )


def _cite_link(address: str, label: str, words: Words) -> SafeString:
    return format_html(
        ' <a class="para-cite" rel="nofollow" href="{}" aria-label="{}">{}</a>',
        address,
        words.cite_it.format(number=label),
        words.cite,
    )


def all_items(paragraphs: Iterable[Passage]) -> Iterator[Item]:
    """The items of ``paragraphs``, one after the other."""
    return (item for paragraph in paragraphs for item in paragraph.items)
