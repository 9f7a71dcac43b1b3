"""What sources say of a place, as its page shows it: side by side, contradictions marked, what was said once apart."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from unannounced.duties.registering import ATTRIBUTES, kind_word
from unannounced.records.places.said import KIND, NAME, OTHER_NAME, Told, Version, Voice
from unannounced.rooms.office.pages.place_read import Read


@dataclass(frozen=True, slots=True)
class SaidRow:
    """A value of an attribute as one teller says it."""

    attribute: str
    value: str
    by: str
    url: str
    as_of: date | None
    row: int | None
    since: date | None
    until: date | None
    confidence: str
    contradicted: bool


@dataclass(frozen=True, slots=True)
class Span:
    """A value through time: since when and until when it is said, and by whom."""

    value: str
    first: date | None
    last: date | None
    by: str
    holds: bool


def value_word(attribute: str, value: str) -> str:
    """A value as people read it: kinds and states in words, all else as it was said."""
    if attribute == KIND:
        return _(kind_word(value))
    return str(_word_of_status(value)) if attribute == "status" else value


def _word_of_status(value: str) -> str:
    return {"open": _("open"), "closed": _("closed")}.get(value, value)


def side_by_side(held: Read) -> list[SaidRow]:
    """What everyone says now, attribute by attribute."""
    return [row for attribute in held.told.values() for row in _rows(attribute, attribute.now)]


def said_once(held: Read) -> list[SaidRow]:
    """What was said once and is said no more, but for names and kinds, which stand through time."""
    return [
        row
        for attribute in held.told.values()
        if attribute.attribute not in (NAME, OTHER_NAME, KIND)
        for row in _rows(attribute, attribute.once)
    ]


def _rows(told: Told, versions: Iterable[Version]) -> Iterable[SaidRow]:
    for version in versions:
        for voice in version.now or version.once:
            yield _row(told, version, voice)


def _row(told: Told, version: Version, voice: Voice) -> SaidRow:
    return SaidRow(
        attribute=_(ATTRIBUTES.get(told.attribute, told.attribute)),
        value=value_word(told.attribute, version.value),
        by=_(voice.teller.title),
        url=reverse("place_source", args=[voice.edition]) if voice.edition else "",
        as_of=voice.as_of,
        row=voice.row,
        since=voice.since,
        until=voice.until,
        confidence=voice.teller.confidence,
        contradicted=version.holds and told.disagrees,
    )


def through_time(held: Read, attributes: Sequence[str]) -> list[Span]:
    """Every value that was ever said of some attributes, the newest first."""
    spans = [
        Span(
            value_word(attribute, version.value),
            version.first,
            None if version.holds else version.last,
            ", ".join(dict.fromkeys(_(voice.teller.title) for voice in version.voices)),
            version.holds,
        )
        for attribute in attributes
        if attribute in held.told
        for version in held.told[attribute].versions
    ]
    return sorted(spans, key=_newest_first)


def _newest_first(span: Span) -> tuple[bool, int, str]:
    return not span.holds, -(span.first or date.min).toordinal(), span.value


def dated_facts(held: Read) -> list[tuple[str, list[SaidRow]]]:
    """Sovereign and effective control: two facts, each with its days, whoever says them; none where nobody does."""
    return [
        (_(ATTRIBUTES[name]), list(_rows(told, told.versions)) if (told := held.told.get(name)) else [])
        for name in ("sovereign", "control")
    ]
