"""Filters that write dates, numbers and marked sentences the way the field writes them.

``{% load field_words %}`` in every template that shows a day::

    {{ visit.begins|day }}      30 September 2026 (in the reader's language)
    {{ visit.begins|iso }}      <time datetime="2026-09-30">2026-09-30</time>
    {{ line.at|moment }}        <time datetime="…">2026-09-30 14:05 UTC</time>
    {{ refusal.sentence|said }} a marked sentence, translated and filled in
    {{ 500000|thin }}           500 000 with narrow no-break spaces
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import lru_cache

from django import template
from django.core.paginator import Page
from django.utils import formats, timezone
from django.utils.functional import Promise
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from unannounced.duties.words import Sentence
from unannounced.rooms.web.conventions import translated
from unannounced.rooms.web.lanes import Row, rows_by_year

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
    return _day_in(get_language() or "en", value)


_DAY_FIRST = {"en": "j F Y", "uk": "j E Y року", "ru": "j E Y года"}
"""How a day is written in running text; abbreviations of the year would end a sentence with two full stops."""


@lru_cache(maxsize=4096)
def _day_in(language: str, value: date) -> str:
    """The day in a language, which is the active one: a list of items writes the same few days hundreds of times."""
    if language.startswith("fr") and value.day == 1:
        return formats.date_format(value, "1\\e\\r F Y")
    return formats.date_format(value, _DAY_FIRST.get(language.partition("-")[0], "DATE_FORMAT"))


@register.filter
def fingerprint(text: str) -> str:
    """The first letters of the digest of a key, in fours, by which two people can compare it.

    >>> fingerprint("age1pq")
    'b84f df57 be60 a9f3 6937'
    """
    digest = hashlib.sha256(text.encode()).hexdigest()[:20]
    return " ".join(digest[at : at + 4] for at in range(0, 20, 4))


@register.filter
def day(value: object) -> str:
    """A date as running text has it: ``30 September 2026``; nothing where there is no date."""
    return _written_day(_as_day(value)) if isinstance(value, date) else ""


@register.filter
def iso(value: object) -> SafeString | str:
    """A date as a table has it, ``2026-09-30``, in a ``<time>``; nothing where there is no date."""
    if not isinstance(value, date):
        return ""
    return _iso(_as_day(value))


@lru_cache(maxsize=4096)
def _iso(value: date) -> SafeString:
    written = value.isoformat()
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
    """A number grouped in threes by narrow no-break spaces, so that it never breaks over a line.

    >>> thin(1234567)
    '1\\u202f234\\u202f567'
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "" if value is None else str(value)
    grouped = f"{value:,}".replace(",", NARROW_SPACE)
    return grouped.replace(".", formats.get_format("DECIMAL_SEPARATOR"))


def _fact_in_words(value: object, autoescape: bool) -> object:
    """One fact of a sentence: dates localised, words of the duties translated, text escaped, numbers left alone."""
    match value:
        case Sentence():
            return said(value, autoescape)
        case date():
            return _written_day(_as_day(value))
        case int() | float():
            return value
        case str() if value and not isinstance(value, SafeString):
            return conditional_escape(gettext(str(value))) if autoescape else gettext(str(value))
        case _:
            return conditional_escape(str(value)) if autoescape else str(value)


@register.filter(needs_autoescape=True)
def said(sentence: object, autoescape: bool = True) -> str:
    """A marked sentence in the reader's language, filled in with its facts and escaped.

    Takes a ``Sentence``, or the text of one without facts. A translation that names a placeholder
    which is not there never takes a page down: the English is shown.
    """
    match sentence:
        case None | "" | Sentence(english=""):
            return ""  # gettext("") would be the head of the catalogue
        case Sentence(english=english, facts=facts):
            words = {name: _fact_in_words(value, autoescape) for name, value in facts.items()}
            try:
                return _filled(_in_language(english), words, autoescape)
            except (KeyError, IndexError, ValueError):
                return _filled(english, words, autoescape)
        case SafeString():
            return sentence
        case _:
            return _as_it_stands(_in_language(str(sentence)), autoescape)


@register.filter
def lang(words: object) -> SafeString:
    """The attribute for words that stay English on a page in another language: sources, and notes of the register."""
    if not words or (get_language() or "en").startswith("en") or said(words, autoescape=False) != str(words):
        return SafeString("")
    return SafeString(' lang="en"')


def _in_language(english: str) -> str:
    """A sentence of the catalogue, or of the law files, in the reader's language."""
    found = gettext(english)
    return translated(english) if found == english else found


def _as_it_stands(words: str, autoescape: bool) -> str:
    """``words`` as they stand; braces in them are only braces."""
    return conditional_escape(words) if autoescape else words


def _filled(words: str, facts: Mapping[str, object], autoescape: bool) -> str:
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
def shape(name: object) -> SafeString:
    """A mark beside a word, never alone: dot, ring, half, bar, cross, check, dash or clock."""
    return _drawn(str(name or "ring"))


@lru_cache(maxsize=64)
def _drawn(name: str) -> SafeString:
    return format_html(
        '<svg class="shape shape-{}" width="16" height="16" aria-hidden="true" focusable="false">'
        '<use href="#shape-{}"></use></svg>',
        name,
        name,
    )


@register.filter
def confidence(value: object) -> SafeString:
    """How sure something is: a shape and a word; hover or the text for screen readers explains."""
    return _sure(get_language() or "en", str(getattr(value, "value", value) or "unverified"))


@lru_cache(maxsize=256)
def _sure(_language: str, name: str) -> SafeString:
    """In a language, which is the active one: a table says the same few words hundreds of times."""
    word, means, drawn = CONFIDENCE.get(name, (name, "", "ring"))
    return format_html(
        '<span class="confidence" title="{}">{}{}<span class="visually-hidden"> ({})</span></span>',
        means,
        shape(drawn),
        word,
        means,
    )


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


@register.simple_tag
def timeline_rows(lanes: Iterable[object], today: date | None = None) -> list[Row]:
    """The lanes of ``timeline.html`` cut into years."""
    return rows_by_year(lanes, today)
