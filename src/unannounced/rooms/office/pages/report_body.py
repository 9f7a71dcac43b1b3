"""The paragraphs of a report as long reading, joined in Python: a template takes ten times as long for 500 of them."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from uuid import UUID

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from unannounced.duties import dialogue
from unannounced.records.recommendations.queries import Thread
from unannounced.records.reports.models import EarlierWording, Paragraph
from unannounced.rooms.office.pages import shown
from unannounced.rooms.office.pages.draft_acts import Link, html_of
from unannounced.rooms.web.templatetags.field_words import day as in_words
from unannounced.rooms.web.templatetags.field_words import said

NOTHING_BEFORE: Mapping[UUID, Sequence[EarlierWording]] = MappingProxyType({})


ON_REPORT = ("rewrite", "add-item")
"""The acts beside each paragraph of a draft on the page of the report."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter: its heading, its place in the report, and its first paragraph."""

    heading: str
    anchor: str
    first: int


@dataclass(frozen=True, slots=True)
class Body:
    """The report as HTML, and its chapters for the table of contents."""

    html: SafeString
    chapters: list[Chapter]


@dataclass(frozen=True, slots=True)
class _Words:
    """What is the same under each paragraph, translated once."""

    kinds: Mapping[str, str]
    follow_ups: Mapping[str, str]
    wording: str
    due: str
    to: str
    by: str
    before: str
    positions: Mapping[str, str]
    today: date


def body(
    paragraphs: Sequence[Paragraph],
    threads: Iterable[Thread],
    links: Mapping[str, Link],
    *,
    today: date,
    earlier: Mapping[UUID, Sequence[EarlierWording]] = NOTHING_BEFORE,
) -> Body:
    """The report in order: a heading where the chapter changes, each paragraph with its items and its acts.

    ``links`` are the acts open on each paragraph of a draft, ``earlier`` is what paragraphs said before, by their ids.
    """
    items: dict[UUID, list[Thread]] = defaultdict(list)
    for thread in threads:
        items[thread.item.paragraph_id].append(thread)
    words, anchors = _words(items, today), Counter[str]()
    pieces: list[str] = []
    chapters: list[Chapter] = []
    for paragraph in paragraphs:
        if paragraph.chapter and (not chapters or chapters[-1].heading != paragraph.chapter):
            chapters.append(Chapter(paragraph.chapter, f"c-{len(chapters) + 1}", paragraph.number))
            pieces.append(f'<h2 id="{chapters[-1].anchor}">{escape(paragraph.chapter)}</h2>')
        pieces.append(_paragraph(paragraph, words))
        pieces.append(_before(earlier.get(paragraph.pk, ()), words))
        pieces.extend(_item(thread, words, anchors) for thread in items.get(paragraph.pk, ()))
        pieces.append(_acts(links, paragraph.pk))
    # Every text from outside went through `escape`.
    return Body(mark_safe("\n".join(filter(None, pieces))), chapters)  # noqa: S308  # nosec


def _words(items: Mapping[UUID, Sequence[Thread]], today: date) -> _Words:
    kinds = {thread.item.kind for threads in items.values() for thread in threads}
    return _Words(
        kinds={kind: escape(shown.kind_word(kind)) for kind in kinds},
        follow_ups={one.value: _follow_up(one) for one in dialogue.FollowUp},
        wording=escape(_("wording {number}")),
        due=escape(_("due {day}")),
        to=escape(_("to {addressee}")),
        by=escape(_("made by {makers}")),
        before=escape(_("What it said before")),
        positions={
            one.value: escape(_("the report says: {position}").format(position=_(dialogue.POSITION_WORDS[one])))
            for one in dialogue.Position
            if one is not dialogue.Position.UNKNOWN
        },
        today=today,
    )


def _follow_up(one: dialogue.FollowUp) -> str:
    shape = dialogue.SHAPES[one]
    drawing = (
        f'<svg class="shape shape-{shape}" width="16" height="16" aria-hidden="true" focusable="false">'
        f'<use href="#shape-{shape}"></use></svg>'
    )
    return f'<span class="word follow-up">{drawing}{escape(_(dialogue.WORDS[one]))}</span>'


def _paragraph(paragraph: Paragraph, words: _Words) -> str:
    """The paragraph with its number as an anchor; blank lines in the text divide it."""
    number = paragraph.number
    first, *rest = [part.replace("\n", "<br>") for part in str(escape(paragraph.text)).split("\n\n")]
    wording = ""
    if paragraph.wording > 1:
        wording = f' <small class="muted">({words.wording.format(number=paragraph.wording)})</small>'
    printed = str(escape(paragraph.printed)) if paragraph.printed else f"{number}."
    anchor = f'<a class="para-no" href="#p-{number}">{printed}</a>'
    html = f'<p class="para" id="p-{number}" data-row tabindex="-1">{anchor}{first}{"" if rest else wording}</p>'
    if rest:
        html += "".join(f"<p>{part}</p>" for part in rest[:-1]) + f"<p>{rest[-1]}{wording}</p>"
    return html


def _before(earlier: Sequence[EarlierWording], words: _Words) -> str:
    """What a paragraph said before, folded."""
    if not earlier:
        return ""
    said_before = "".join(
        f'<p><small class="muted">{words.wording.format(number=one.wording)}</small> '
        f"{str(escape(one.text)).replace(chr(10), '<br>')}</p>"
        for one in earlier
    )
    return f'<details class="why"><summary>{words.before}</summary><div class="flow">{said_before}</div></details>'


def anchor_of(number: str) -> str:
    """The anchor of an item in its report, by its number as printed.

    >>> anchor_of("57.17"), anchor_of("57 (a)")
    ('i-57.17', 'i-57-a')
    """
    return "i-" + re.sub(r"[^\w.-]+", "-", number).strip("-")


def _item(thread: Thread, words: _Words, anchors: Counter[str]) -> str:
    """An item as it stands in the report: kind, number, follow-up and day due, then its words."""
    held = thread.item
    anchor = anchor_of(thread.number)
    anchors[anchor] += 1
    if anchors[anchor] > 1:
        anchor = f"{anchor}-again-{anchors[anchor]}"
    said_of_it = [
        f'<a href="{reverse("item", args=[held.pk])}">{words.kinds[held.kind]} {escape(thread.number)}</a>',
        words.follow_ups[thread.follow_up.status.value],
    ]
    if held.addressee:
        said_of_it.append(words.to.format(addressee=escape(held.addressee)))
    if held.made_by:
        said_of_it.append(words.by.format(makers=escape(", ".join(held.made_by))))
    if held.position in words.positions and not _says_the_same(held.position, thread):
        said_of_it.append(words.positions[held.position])
    if thread.due and thread.follow_up.status in (dialogue.FollowUp.AWAITED, dialogue.FollowUp.OVERDUE):
        said_of_it.append(_due(thread.due.day, words))
    text = str(escape(held.text)).replace("\n", "<br>")
    return (
        f'<div class="marked kind-{held.kind}" id="{anchor}">'
        f'<p class="marked-kind">{" · ".join(said_of_it)}</p><p>{text}</p></div>'
    )


def _says_the_same(position: str, thread: Thread) -> bool:
    """Whether the follow-up stands on the position, and by the same word."""
    said_otherwise = thread.responses or thread.assessments
    return not said_otherwise and thread.follow_up.status.value == position


def _due(day: date, words: _Words) -> str:
    over = " due-over" if day < words.today else ""
    far = said(dialogue.distance(day, words.today))
    return f'<span class="due{over}">{words.due.format(day=in_words(day))} ({far})</span>'


def _acts(links: Mapping[str, Link], paragraph: UUID) -> str:
    """Links to the acts that are open on a paragraph; the others are on the page of the draft."""
    acts = html_of(links, paragraph, ON_REPORT)
    return f'<p class="row small para-acts">{acts}</p>' if acts else ""
