"""The body of a report as HTML, built in Python: a template takes several times as long for 500 paragraphs.

Every text goes through ``format_html`` and so is escaped; only what it returned is joined.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext, pgettext

from unannounced.duties.dialogue import CLAIM_WORDS, POSITION_WORDS, Position
from unannounced.duties.reporting import ITEM_WORDS
from unannounced.records.shelf.models import ShelvedParagraph
from unannounced.rooms.portal.words import called
from unannounced.rooms.web.templatetags.field_words import day as in_words

_BLANK_LINE = re.compile(r"\n[ \t]*\n\s*")
_BREAK = SafeString("<br>")
_KINDS = {kind.value: word for kind, word in ITEM_WORDS.items()}
_CLAIMS = {claim.value: word for claim, word in CLAIM_WORDS.items()}
_POSITIONS = {position.value: word for position, word in POSITION_WORDS.items()}
_NOT_IN_AN_ID = re.compile(r"[^0-9A-Za-z.]+")


@dataclass(frozen=True, slots=True)
class Chapter:
    """A run of paragraphs under one heading."""

    number: int
    name: str
    paragraphs: tuple[ShelvedParagraph, ...]

    @property
    def first(self) -> int:
        """The number of its first paragraph."""
        return self.paragraphs[0].number

    @property
    def last(self) -> int:
        """The number of its last paragraph."""
        return self.paragraphs[-1].number


class Anchors:
    """Where the items of a page stand on it.

    >>> given = Anchors()
    >>> given.of("57 (a)"), given.of("57 (a)")
    ('item-57-a', 'item-57-a-again')
    """

    def __init__(self) -> None:
        self._given: set[str] = set()

    def of(self, number: str) -> str:
        """The place of the next item, by its number; one that comes again gets a tail."""
        anchor = f"item-{_NOT_IN_AN_ID.sub('-', number).strip('-')}"
        while anchor in self._given:
            anchor += "-again"
        self._given.add(anchor)
        return anchor


@dataclass(frozen=True, slots=True)
class Words:
    """The words that come again and again in a report, translated once for each page."""

    paragraph: str = field(default_factory=lambda: gettext("Paragraph {number}"))
    received: str = field(default_factory=lambda: gettext("Response of the State, received on {day}: {claim}"))
    addressed: str = field(default_factory=lambda: pgettext("addressee of an item", "to: {addressee}"))
    made: str = field(default_factory=lambda: gettext("Made by {makers}"))
    position: str = field(default_factory=lambda: gettext("The report itself says: {position}"))
    kinds: Mapping[str, str] = field(default_factory=lambda: {k: capfirst(gettext(w)) for k, w in _KINDS.items()})
    claims: Mapping[str, str] = field(default_factory=lambda: {k: gettext(w) for k, w in _CLAIMS.items()})
    positions: Mapping[str, str] = field(default_factory=lambda: {k: gettext(w) for k, w in _POSITIONS.items()})
    days: dict[str, str] = field(default_factory=dict)
    anchors: Anchors = field(default_factory=Anchors)

    def day(self, written: str) -> str:
        """A day in words; a report names few days many times."""
        if written not in self.days:
            self.days[written] = in_words(date.fromisoformat(written))
        return self.days[written]


def chapters(paragraphs: Iterable[ShelvedParagraph]) -> list[Chapter]:
    """The paragraphs, in order, cut where the heading changes."""
    runs = groupby(paragraphs, key=lambda paragraph: paragraph.chapter)
    return [Chapter(number, name, tuple(run)) for number, (name, run) in enumerate(runs, start=1)]


def body(cut: Sequence[Chapter], address: Callable[[int], str]) -> SafeString:
    """The whole report; ``address`` gives where the number of a paragraph links to."""
    words = Words()
    return _joined(part for chapter in cut for part in (_heading(chapter), *_run(chapter, words, address)))


def one(paragraph: ShelvedParagraph, address: Callable[[int], str]) -> SafeString:
    """One paragraph with its items."""
    return _paragraph(paragraph, Words(), address)


def text(written: str) -> SafeString:
    """A text with its blocks and line breaks."""
    return _blocks(_BLANK_LINE.split(written.strip()))


def answers(answered: Iterable[Mapping[str, Any]]) -> SafeString:
    """A State's response, item by item: what was asked, and what the State says to it."""
    words = Words()
    return _joined(_item({**one, "addressee": ""}, words) for one in answered)


def kind_in_words(kind: str) -> str:
    """The word for a kind of item, as it begins a line."""
    return capfirst(gettext(called(_KINDS, kind)))


def _heading(chapter: Chapter) -> SafeString:
    if not chapter.name:
        return SafeString("")
    return format_html('\n<h2 id="chapter-{}">{}</h2>', chapter.number, chapter.name)


def _run(chapter: Chapter, words: Words, address: Callable[[int], str]) -> Iterator[SafeString]:
    return (_paragraph(paragraph, words, address) for paragraph in chapter.paragraphs)


def _paragraph(paragraph: ShelvedParagraph, words: Words, address: Callable[[int], str]) -> SafeString:
    number = paragraph.number
    first, *more = _BLANK_LINE.split(paragraph.text.strip())
    return format_html(
        '\n<p class="para" id="paragraph-{}"><a class="para-no" href="{}" aria-label="{}">{}</a> {}</p>{}{}',
        number,
        address(number),
        words.paragraph.format(number=paragraph.label),
        paragraph.label,
        _lines(first),
        _blocks(more),
        _joined(_item(item, words) for item in paragraph.items),
    )


def _item(item: Mapping[str, Any], words: Words) -> SafeString:
    kind = words.kinds.get(item["kind"]) or capfirst(called({}, item["kind"]))
    addressed = " · " + words.addressed.format(addressee=item["addressee"]) if item["addressee"] else ""
    return format_html(
        '\n<div class="marked kind-{}" id="{}"><p class="marked-kind">{} {}{}</p>{}{}</div>{}',
        item["kind"],
        words.anchors.of(item["number"]),
        kind,
        item["number"],
        addressed,
        _blocks(_BLANK_LINE.split(item["text"].strip())),
        _standing(item, words),
        _thread(item["responses"], words),
    )


def _standing(item: Mapping[str, Any], words: Words) -> SafeString:
    """Who made an item and what the report says of the State's position, where it says so."""
    makers, position = item.get("made_by"), item.get("position", Position.UNKNOWN.value)
    said = [words.made.format(makers=", ".join(makers))] if makers else []
    if position != Position.UNKNOWN.value:
        said.append(words.position.format(position=words.positions.get(position) or called({}, position)))
    return format_html('<p class="marked-kind">{}</p>', " · ".join(said)) if said else SafeString("")


def _thread(responses: Sequence[Mapping[str, str]], words: Words) -> SafeString:
    if not responses:
        return SafeString("")
    return format_html('\n<ol class="thread">{}</ol>', _joined(_said(one, words) for one in responses))


def _said(response: Mapping[str, str], words: Words) -> SafeString:
    claim = words.claims.get(response["claim"]) or called({}, response["claim"])
    received = words.received.format(day=words.day(response["received_on"]), claim=claim)
    text = response["text"].strip()
    quoted = format_html("<blockquote>{}</blockquote>", _blocks(_BLANK_LINE.split(text))) if text else ""
    return format_html('<li class="theirs"><span class="said-by">{}</span>{}</li>', received, quoted)


def _blocks(blocks: Iterable[str]) -> SafeString:
    return _joined(format_html("<p>{}</p>", _lines(block)) for block in blocks)


def _lines(text: str) -> SafeString | str:
    """``text`` with its single line breaks kept."""
    return format_html_join(_BREAK, "{}", ((line,) for line in text.split("\n"))) if "\n" in text else text


def _joined(parts: Iterable[SafeString]) -> SafeString:
    """``parts`` one after the other: each is HTML already, so that nothing is escaped a second time."""
    return SafeString("".join(parts))  # nosec
