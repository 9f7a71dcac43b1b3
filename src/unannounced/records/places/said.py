"""What sources say of a place as texts: each value with everyone who says it, side by side where they contradict."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from uuid import UUID

from unannounced.duties.reckoning import position_of
from unannounced.duties.registering import ATTRIBUTES, EVENTS
from unannounced.records.places.models import Event, Listing, Place, Source
from unannounced.records.places.queries import level
from unannounced.records.places.series import BY_THE_OFFICE, Teller

NAME, OTHER_NAME, KIND, POSITION = "name", "other_name", "kind", "position"
CONTRADICTED = frozenset({KIND, "status", POSITION, "sovereign", "control"})
"""Attributes of which there is one truth, whatever the words: here sources contradict each other."""

NEAR = 100_000  # millionths of a degree, some ten kilometres: how far apart two positions of one place may be


class Listed(NamedTuple):
    """A listing, as light as it can be read."""

    pk: UUID
    place: UUID
    source: UUID
    row: int | None
    key: str
    says: list[list[str | None]]


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who says a value: which edition last, on which row, and since and until when it holds."""

    teller: Teller
    edition: UUID | None
    as_of: date | None
    row: int | None
    since: date | None = None
    until: date | None = None
    first_said: date | None = None


@dataclass(slots=True)
class Version:
    """A value of an attribute, with those who say it now, and those who said it once."""

    value: str
    now: list[Voice] = field(default_factory=list)
    once: list[Voice] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """Whether anybody says it now."""
        return bool(self.now)

    @property
    def voices(self) -> list[Voice]:
        """Everyone who says it or said it."""
        return self.now + self.once

    @property
    def first(self) -> date | None:
        """The first day for which it was said."""
        return min((day for one in self.voices if (day := one.since or one.first_said)), default=None)

    @property
    def last(self) -> date | None:
        """The last day for which it was said."""
        return max((day for one in self.voices if (day := one.until or one.as_of)), default=None)


@dataclass(frozen=True, slots=True)
class Told:
    """Everything said of one attribute: what holds first, then the newest."""

    attribute: str
    versions: list[Version]

    @property
    def word(self) -> str:
        """The attribute in words."""
        return ATTRIBUTES.get(self.attribute, self.attribute)

    @property
    def now(self) -> list[Version]:
        """The values that somebody says now."""
        return [one for one in self.versions if one.holds]

    @property
    def once(self) -> list[Version]:
        """The values that nobody says any more."""
        return [one for one in self.versions if not one.holds]

    @property
    def disagrees(self) -> bool:
        """Whether those who say it now contradict each other."""
        if self.attribute not in CONTRADICTED or len(self.now) < 2:
            return False
        if self.attribute == POSITION:
            return not near([one.value for one in self.now])
        return len({voice.teller.key for one in self.now for voice in one.now}) > 1


def listings_of(group: Collection[UUID]) -> list[Listed]:
    """What sources in force list of the places of ``group``; one statement."""
    held = Listing.objects.filter(place__in=group, source__withdrawn_at__isnull=True).order_by("row", "pk")
    return [Listed(*row) for row in held.values_list("pk", "place", "source", "row", "key", "says")]


def told(listings: Sequence[Listed], places: Sequence[Place], editions: Sequence[Source], today: date,
         tellers: Mapping[UUID, Teller]) -> dict[str, Told]:  # fmt: skip
    """Everything said, by attribute, in the order of ``ATTRIBUTES``; ``editions`` in the order of correction."""
    by_source: dict[UUID, list[Listed]] = {}
    for one in listings:
        by_source.setdefault(one.source, []).append(one)
    found: dict[str, dict[str, Version]] = {}
    for attribute, sayings in _sayings(by_source, editions, tellers).items():
        found[attribute] = _versions(attribute, sayings, today)
    for attribute, value in _legacy(places):
        _add_legacy(found.setdefault(attribute, {}), attribute, value)
    return {
        attribute: Told(attribute, sorted(found[attribute].values(), key=_latest_first))
        for attribute in ATTRIBUTES
        if attribute in found
    }


Sayings = dict[str, list[tuple[Voice, str]]]


def _sayings(
    by_source: Mapping[UUID, list[Listed]], editions: Sequence[Source], tellers: Mapping[UUID, Teller]
) -> Sayings:
    """Attribute → who says what, in the order of editions."""
    found: Sayings = {}
    for edition in editions:
        for listed in by_source.get(edition.pk, []):
            for attribute, value, since, until in listed.says:
                voice = Voice(tellers[edition.pk], edition.pk, edition.as_of, listed.row, _day(since), _day(until))
                found.setdefault(str(attribute), []).append((voice, str(value or "")))
    return found


def _versions(attribute: str, sayings: list[tuple[Voice, str]], today: date) -> dict[str, Version]:
    """The values of an attribute: of each teller the newest edition that speaks of it says what holds."""
    newest = {voice.teller.key: voice.edition for voice, _value in sayings}
    latest: dict[tuple[str, str], Voice] = {}
    words: dict[str, str] = {}
    for voice, value in sayings:
        same = folded(attribute, value)
        before = latest.get((same, voice.teller.key))
        first = before.first_said if before else voice.as_of
        latest[same, voice.teller.key] = _from(voice, first)
        words[same] = value
    found: dict[str, Version] = {}
    for (same, teller), voice in latest.items():
        version = found.setdefault(same, Version(words[same]))
        ended = voice.until is not None and voice.until <= today
        (version.now if voice.edition == newest[teller] and not ended else version.once).append(voice)
    return found


def _from(voice: Voice, first: date | None) -> Voice:
    return Voice(voice.teller, voice.edition, voice.as_of, voice.row, voice.since, voice.until, first)


def _legacy(places: Iterable[Place]) -> Iterable[tuple[str, str]]:
    """What stands in the row of a place itself: entered in the office, before there were sources."""
    for place in places:
        yield from ((NAME, place.name), (KIND, place.kind), ("region", place.region), ("authority", place.authority))


def _add_legacy(versions: dict[str, Version], attribute: str, value: str) -> None:
    """Only where no source speaks of the attribute: a place that was taken in has its first name from its source."""
    if value and not any(voice.edition for version in versions.values() for voice in version.voices):
        office = Voice(Teller("office", BY_THE_OFFICE), None, None, None)
        versions.setdefault(folded(attribute, value), Version(value)).now.append(office)


def folded(attribute: str, value: str) -> str:
    """What two wordings of one value have in common."""
    return value.replace(" ", "") if attribute == POSITION else level(value) or value


def _latest_first(version: Version) -> tuple[bool, int, str]:
    return not version.holds, -(version.last.toordinal() if version.last else 0), version.value


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def near(values: Sequence[str]) -> bool:
    """Whether positions are of one place, as far as one can tell.

    >>> near(["45.5,9.2", "45.52,9.21"]), near(["45.5,9.2", "9.2,45.5"])
    (True, False)
    """
    places = [found for value in values if (found := position_of(value))]
    return all(max(axis) - min(axis) <= NEAR for axis in zip(*places, strict=True))


@dataclass(slots=True)
class Happening:
    """Something that happened to a place in the world, with everyone who says so."""

    what: str
    day: date | None
    other: str
    note: str
    tellers: list[Teller] = field(default_factory=list)

    @property
    def word(self) -> str:
        """What happened, in words."""
        return EVENTS.get(self.what, self.what)


def happenings(group: Collection[UUID], tellers: Mapping[UUID, Teller]) -> list[Happening]:
    """What happened to the places of ``group``, the newest first; said by several it stands once. One statement."""
    rows = Event.objects.filter(listing__place__in=group, listing__source__withdrawn_at__isnull=True)
    found: dict[tuple[str, date | None, str], Happening] = {}
    for what, day, other, note, source in rows.values_list("what", "day", "other", "note", "listing__source"):
        one = found.setdefault((what, day, level(other)), Happening(what, day, other, note))
        teller = tellers.get(source)
        if teller and teller not in one.tellers:
            one.tellers.append(teller)
    return sorted(found.values(), key=_newest_first)


def _newest_first(one: Happening) -> tuple[int, str, str]:
    return -(one.day or date.min).toordinal(), one.what, one.other
