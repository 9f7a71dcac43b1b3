"""Filters that write dates, numbers and marked sentences the way the field writes them.

``{% load field_words %}`` in every template that shows a day::

    {{ visit.begins|day }}      30 September 2026 (in the reader's language)
    {{ visit.begins|iso }}      <time datetime="2026-09-30">2026-09-30</time>
    {{ line.at|moment }}        <time datetime="…">2026-09-30 14:05 UTC</time>
    {{ refusal.sentence|said }} a marked sentence, translated and filled in
    {{ 500000|thin }}           500 000 with narrow no-break spaces
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django import template
from django.core.paginator import Page
from django.utils import formats, timezone
from django.utils.functional import Promise
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from unannounced.duties.words import Sentence

register = template.Library()

NARROW_SPACE = "\u202f"

CONFIDENCE: dict[str, tuple[str | Promise, str | Promise, str]] = {
    "verified": (_("verified"), _("Read in the primary source and checked."), "check"),
    "computed": (_("computed"), _("Derived by rule from other facts; the steps are shown."), "bar"),
    "mixed": (_("mixed"), _("Rests on facts of different confidence."), "half"),
    "memory_high": (_("from memory, high"), _("Recalled, not looked up; very likely right."), "half"),
    "memory_medium": (_("from memory, medium"), _("Recalled, not looked up; check before use."), "half"),
    "memory_low": (_("from memory, low"), _("Recalled, not looked up; may be wrong."), "ring"),
    "secondary": (_("secondary source"), _("Read in a source that reports another."), "half"),
    "unverified": (_("unverified"), _("Nobody has checked this."), "ring"),
    "project_choice": (_("chosen by this project"), _("Not law: a reading this project chose and explains."), "dash"),
}


def _as_day(value: date | datetime) -> date:
    """The calendar day of ``value``, in the reader's zone where it is a moment."""
    if isinstance(value, datetime):
        return (timezone.localtime(value) if timezone.is_aware(value) else value).date()
    return value


def _written_day(value: date) -> str:
    """``value`` in words of the active language; English is always written day first."""
    language = get_language() or "en"
    if language.startswith("fr") and value.day == 1:
        return formats.date_format(value, "1\\e\\r F Y")
    return formats.date_format(value, "j F Y" if language.startswith("en") else "DATE_FORMAT")


@register.filter
def day(value: object) -> str:
    """A date as running text has it: ``30 September 2026``; nothing where there is no date."""
    return _written_day(_as_day(value)) if isinstance(value, date) else ""


@register.filter
def iso(value: object) -> SafeString | str:
    """A date as a table has it, ``2026-09-30``, in a ``<time>``; nothing where there is no date."""
    if not isinstance(value, date):
        return ""
    written = _as_day(value).isoformat()
    return format_html('<time datetime="{}">{}</time>', written, written)


@register.filter
def moment(value: object) -> SafeString | str:
    """A moment with its zone, ``2026-09-30 14:05 UTC``, in a ``<time>``; nothing where there is none."""
    if not isinstance(value, datetime):
        return iso(value)
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    written = f"{local:%Y-%m-%d %H:%M} {local.tzname() or ''}".rstrip()
    return format_html('<time datetime="{}">{}</time>', local.isoformat(), written)


@register.filter
def thin(value: object) -> str:
    """A number grouped in threes by narrow no-break spaces, so that it never breaks over a line."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "" if value is None else str(value)
    grouped = f"{value:,}".replace(",", NARROW_SPACE)
    return grouped.replace(".", formats.get_format("DECIMAL_SEPARATOR"))


def _fact_in_words(value: object, autoescape: bool) -> object:
    """One fact of a sentence: dates localised, sentences said, text escaped, numbers left alone."""
    match value:
        case Sentence():
            return said(value, autoescape)
        case date():
            return _written_day(_as_day(value))
        case int() | float():
            return value
        case _:
            return conditional_escape(value) if autoescape else str(value)


@register.filter(needs_autoescape=True)
def said(sentence: object, autoescape: bool = True) -> str:
    """A marked sentence in the reader's language, filled in with its facts and escaped.

    Takes a ``Sentence``, or the text of one without facts. A translation that names a placeholder
    which is not there never takes a page down: the English is shown.
    """
    english = sentence.english if isinstance(sentence, Sentence) else sentence
    if english is None or english == "":
        return ""
    if not isinstance(sentence, Sentence):
        translated = gettext(english) if type(english) is str else str(english)
        return conditional_escape(english if isinstance(english, SafeString) else translated) if autoescape else translated
    facts = {name: _fact_in_words(value, autoescape) for name, value in sentence.facts.items()}
    try:
        filled = _filled(gettext(sentence.english), facts, autoescape)
    except (KeyError, IndexError, ValueError):
        filled = _filled(sentence.english, facts, autoescape)
    return filled


def _filled(words: str, facts: dict[str, object], autoescape: bool) -> str:
    """``words`` with its placeholders filled; safe for a page if escaped."""
    if autoescape:
        # Both the words and every textual fact have been escaped.
        return mark_safe(str(conditional_escape(words)).format(**facts))  # noqa: S308  # nosec
    return words.format(**facts)


def _confidence(value: object) -> tuple[str | Promise, str | Promise, str]:
    """Word, meaning and shape of a value of confidence; what is not known says so."""
    name = str(getattr(value, "value", value) or "unverified")
    return CONFIDENCE.get(name, (name, "", "ring"))


@register.filter
def confidence_word(value: object) -> str:
    """The word for a value of confidence: ``memory_high`` → from memory, high."""
    return str(_confidence(value)[0])


@register.filter
def confidence_means(value: object) -> str:
    """What a value of confidence means, as a sentence."""
    return str(_confidence(value)[1])


@register.filter
def confidence_shape(value: object) -> str:
    """The shape that goes with the word, so that colour never speaks alone."""
    return _confidence(value)[2]


@register.filter
def share(value: object, most: object) -> str:
    """``value`` as a percentage of ``most`` for the width of a bar: a plain number from 0 to 100."""
    if not isinstance(value, int | float) or not isinstance(most, int | float) or most <= 0:
        return "0"
    return f"{min(max(value / most, 0), 1) * 100:.2f}"


@register.filter
def as_list(value: object) -> list[object]:
    """``value`` as a list: a text or sentence alone becomes a list of one."""
    return list(value) if isinstance(value, list | tuple) else [value]


@register.filter
def elided(page: Page[object]) -> Iterator[str | int]:
    """Numbers of pages around ``page`` with gaps elided."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """What happened in one stretch of time: a year, a gap between years, or the line of today."""

    words: str
    lanes: tuple[tuple[str, tuple[object, ...]], ...] = ()
    is_gap: bool = False
    is_today: bool = False
    is_ahead: bool = False


def _of(thing: object, name: str) -> object:
    """Attribute or key ``name`` of ``thing``, as a template would find it."""
    return thing.get(name) if isinstance(thing, dict) else getattr(thing, name, None)


@register.simple_tag
def timeline_rows(lanes: Iterable[object], today: date | None = None) -> list[TimelineRow]:
    """The lanes cut into years, earliest first, with gaps named and the line of today between."""
    named = [(str(_of(lane, "name")), list(_of(lane, "events") or ())) for lane in lanes]  # type: ignore[call-overload]
    dated = sorted(
        ((_as_day(_of(event, "day")), place, event) for place, (_name, events) in enumerate(named) for event in events),  # type: ignore[arg-type]
        key=lambda found: (found[0], found[1]),
    )
    rows: list[TimelineRow] = []
    before: int | None = None
    today_shown = today is None
    for (ahead, year), found in groupby(dated, key=lambda one: (today is not None and one[0] > today, one[0].year)):
        if ahead and not today_shown and today is not None:
            rows.extend(_gap(before, today.year))
            rows.append(TimelineRow(_written_day(today), is_today=True))
            before, today_shown = today.year, True
        rows.extend(_gap(before, year))
        kept = list(found)
        rows.append(
            TimelineRow(
                str(year),
                tuple(
                    (name, tuple(event for _day, at, event in kept if at == place))
                    for place, (name, _events) in enumerate(named)
                ),
                is_ahead=ahead,
            )
        )
        before = year
    if not today_shown and today is not None:
        rows.extend(_gap(before, today.year))
        rows.append(TimelineRow(_written_day(today), is_today=True))
    return rows


def _gap(before: int | None, year: int) -> list[TimelineRow]:
    """One row for the years between ``before`` and ``year`` in which no event is recorded."""
    if before is None or year - before < 2:
        return []
    first, last = before + 1, year - 1
    return [TimelineRow(str(first) if first == last else f"{first}\u2013{last}", is_gap=True)]
