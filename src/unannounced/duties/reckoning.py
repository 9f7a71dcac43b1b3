"""What holds of a place, reckoned from all that is said of it: the newest word on each thing, by the day it is for.

Nothing is averaged and nothing is guessed. Of one register a later edition corrects an earlier one on the days of
which it speaks; of several sources the one that speaks for the latest day holds, and one entered by hand before a
register that speaks for the same day.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from unannounced.duties.series import Runs, differing, nearest, overlaid
from unannounced.duties.suspecting import CAPACITIES, PERSONS, Counted, suspected, too_many

OPEN, CLOSED = "open", "closed"
STATUS_AFTER = {"opened": OPEN, "reopened": OPEN, "closed": CLOSED, "merged": CLOSED}
"""What a place is after an event."""

LONG_AGO = datetime.min.replace(tzinfo=UTC)
_YEAR, _ABOUT, _EVER = 365, 120, 1_000_000
_E6 = 1_000_000
_NEAR = 100_000
"""Millionths of a degree by which two sources may differ on where a place is: about ten kilometres."""


@dataclass(frozen=True, slots=True)
class Edition:
    """Who says something and for which day: ``voice`` is the register, or the title of what a person entered."""

    voice: str
    as_of: date
    taken_at: datetime = LONG_AGO
    by_hand: bool = False

    @property
    def order(self) -> tuple[date, bool, datetime]:
        """The later edition is the greater one."""
        return self.as_of, self.by_hand, self.taken_at


@dataclass(frozen=True, slots=True)
class Said:
    """An attribute of ``registering.ATTRIBUTES`` as an edition says it, and the days for which it holds, if said."""

    what: str
    value: str
    edition: Edition
    since: date | None = None
    until: date | None = None

    @property
    def order(self) -> tuple[tuple[date, bool, datetime], date]:
        """The later word is the greater one."""
        return self.edition.order, self.since or date.min


@dataclass(frozen=True, slots=True)
class Occurred:
    """An event of ``registering.EVENTS`` as an edition says it."""

    what: str
    day: date | None
    edition: Edition


@dataclass(frozen=True, slots=True)
class Spoken:
    """A series of a count as an edition says it."""

    what: str
    edition: Edition
    runs: Runs


@dataclass(slots=True)
class Heard:
    """All that is said of one place; the rest is what the office's own entry of it says, without a day."""

    name: str
    kind: str = ""
    region: str = ""
    authority: str = ""
    capacity: int | None = None
    says: list[Said] = field(default_factory=list)
    events: list[Occurred] = field(default_factory=list)
    series: list[Spoken] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Number:
    """A number with its day and the count it is of; the day is ``None`` for what the office entered without one."""

    what: str
    number: int
    day: date | None
    voice: str = ""


def number_of(number: Number | None) -> int | None:
    """The bare number."""
    return None if number is None else number.number


def day_of(number: Number | None) -> date | None:
    """The day of a number."""
    return None if number is None else number.day


@dataclass(frozen=True, slots=True)
class Holds:
    """What holds of a place. Positions in millionths of degrees; ``suspicions`` by ``suspecting.SUSPICIONS``."""

    name: str
    names: tuple[str, ...]
    kind: str
    town: str
    region: str
    operator: str
    status: str
    position: tuple[int, int] | None
    persons: Number | None
    capacity: Number | None
    before: Number | None
    suspicions: tuple[str, ...]
    disagrees: bool

    @property
    def per_mille(self) -> int | None:
        """Persons for a thousand places of the capacity; ``None`` where either is not known."""
        if self.persons is None or self.capacity is None or self.capacity.number <= 0 or self.persons.number < 0:
            return None
        return round(self.persons.number * 1000 / self.capacity.number)


def reckoned(heard: Heard) -> Holds:
    """What holds of a place by all that is said of it."""
    newest = {what: newest_said(heard.says, what) for what in {one.what for one in heard.says}}
    series = by_voice(heard.series)
    persons, capacity = persons_and_capacity(series)
    if capacity is None and heard.capacity is not None:
        capacity = Number("official_capacity", heard.capacity, None)
    status = status_now(heard)
    events = [one.day.toordinal() for one in heard.events if one.day is not None and one.what != "inspected"]
    suspicions = [one.what for one in too_many(number_of(persons), number_of(capacity))]
    for told in series.values():
        counted = Counted({what: runs for what, (_edition, runs) in told.items()}, events, status == CLOSED)
        suspicions += [one.what for one in suspected(counted)]
    return Holds(
        name=newest.get("name") or heard.name,
        names=tuple(dict.fromkeys([heard.name, *(one.value for one in heard.says if one.what in _NAMES)])),
        kind=newest.get("kind") or heard.kind,
        town=newest.get("town", ""),
        region=newest.get("region") or heard.region or newest.get("district", ""),
        operator=newest.get("operator") or newest.get("authority") or heard.authority,
        status=status,
        position=position_of(newest.get("position", "")),
        persons=persons,
        capacity=capacity,
        before=_a_year_before(of_all_persons(series), persons),
        suspicions=tuple(dict.fromkeys(suspicions)),
        disagrees=disagree(heard, series),
    )


_NAMES = frozenset({"name", "other_name"})


def newest_said(says: Iterable[Said], what: str) -> str:
    """The newest value of an attribute; what ended before the edition's own day holds no more. "" if none is said."""
    holding = [one for one in says if one.what == what and (one.until is None or one.until >= one.edition.as_of)]
    return max(holding, key=lambda one: one.order).value if holding else ""


Voices = Mapping[str, Mapping[str, tuple[Edition, Runs]]]
"""For each voice its counts, each with the latest edition that speaks of it."""


def by_voice(series: Iterable[Spoken]) -> dict[str, dict[str, tuple[Edition, Runs]]]:
    """For each voice its counts, its editions laid over each other; each with the latest edition that speaks of it."""
    told: dict[str, dict[str, tuple[Edition, Runs]]] = {}
    for one in sorted(series, key=lambda one: one.edition.order):
        counts = told.setdefault(one.edition.voice, {})
        held = counts.get(one.what)
        counts[one.what] = (one.edition, overlaid(held[1], one.runs) if held else one.runs)
    return told


def newest_number(series: Voices, counts: Sequence[str]) -> Number | None:
    """The newest number of the first of ``counts`` that is as new as any other of them, give or take a year."""
    found: dict[str, tuple[int, bool, datetime, int, str]] = {}
    for voice, told in series.items():
        for what in counts:
            if what in told and told[what][1]:
                edition, runs = told[what]
                key = (runs[-1][1], edition.by_hand, edition.taken_at, runs[-1][2], voice)
                found[what] = max(found.get(what, key), key)
    if not found:
        return None
    latest = max(day for day, *_rest in found.values())
    what = next(one for one in counts if one in found and found[one][0] >= latest - _YEAR)
    return Number(what, found[what][3], date.fromordinal(found[what][0]), found[what][4])


def persons_and_capacity(series: Voices) -> tuple[Number | None, Number | None]:
    """How many persons there are, by voices that count all of them, and how many there may be, by that voice first."""
    persons = newest_number(of_all_persons(series), PERSONS)
    return persons, _capacity_for(persons, series)


def of_all_persons(series: Voices) -> Voices:
    """The voices without registers that seem to count only some of the persons, such as the migrants in a prison.

    Where one register says both how many persons there are and how many there may be, another one that says persons
    alone is heard if its number nearest in time is between half and double of that; otherwise it counts others.
    """
    whole = {
        voice: told
        for voice, told in series.items()
        if any(what in told for what in PERSONS) and any(what in told for what in CAPACITIES)
    }
    of_whole = newest_number(whole, PERSONS)
    if of_whole is None or of_whole.day is None:
        return series
    return {
        voice: told
        for voice, told in series.items()
        if voice in whole or _is_by_hand(told) or _is_about(told, of_whole.number, of_whole.day.toordinal())
    }


def _is_by_hand(told: Mapping[str, tuple[Edition, Runs]]) -> bool:
    return any(edition.by_hand for edition, _runs in told.values())


def _is_about(told: Mapping[str, tuple[Edition, Runs]], number: int, day: int) -> bool:
    """Whether a voice says about as many persons."""
    near = [nearest(told[what][1], day, _EVER) for what in PERSONS if what in told]
    return all(found is None or number <= 2 * found[1] <= 4 * number for found in near)


def _capacity_for(persons: Number | None, series: Voices) -> Number | None:
    """The newest capacity that the voice of the persons says, or somebody by hand; else the newest of all."""
    if persons is not None:
        own = {voice: told for voice, told in series.items() if voice == persons.voice or _is_by_hand(told)}
        if found := newest_number(own, CAPACITIES):
            return found
    return newest_number(series, CAPACITIES)


def _a_year_before(series: Voices, now: Number | None) -> Number | None:
    """About a year before, by the voice that says the newest number first."""
    if now is None or now.day is None:
        return None
    day = now.day.toordinal()
    voices = [(voice != now.voice, told[now.what][1]) for voice, told in series.items() if now.what in told]
    for _other, runs in sorted(voices, key=lambda one: (one[0], -one[1][-1][1])):
        if found := nearest(runs, day - _YEAR, _ABOUT):
            return Number(now.what, found[1], date.fromordinal(found[0]))
    return None


def status_now(heard: Heard) -> str:
    """Open, closed, or "" where nobody says; each edition by its word on it, else by the last event it knows of."""
    said: dict[Edition, tuple[tuple[date, bool, datetime], date, str]] = {}
    for event in heard.events:
        after, edition = STATUS_AFTER.get(event.what), event.edition
        if after is not None and (event.day is None or event.day <= edition.as_of):
            key = (edition.order, event.day or date.min, after)
            said[edition] = max(said.get(edition, key), key)
    for one in heard.says:
        if one.what == "status" and one.value in (OPEN, CLOSED):
            held = said.get(one.edition)
            key = (one.edition.order, date.max if one.since is None else one.since, one.value)
            said[one.edition] = key if held is None else max(held, key)
    return max(said.values())[2] if said else ""


def position_of(text: str) -> tuple[int, int] | None:
    """A position, as registers say it ("45.5,-9.25"), in millionths of degrees; ``None`` where it is none.

    >>> position_of("45.5,-9.25"), position_of("91,0"), position_of("")
    ((45500000, -9250000), None, None)
    """
    north, comma, east = text.partition(",")
    try:
        found = round(float(north) * _E6), round(float(east) * _E6)
    except (ValueError, OverflowError):
        return None
    inside = comma and abs(found[0]) <= 90 * _E6 and abs(found[1]) <= 180 * _E6
    return found if inside else None


def disagree(heard: Heard, series: Voices) -> bool:
    """Whether two sources contradict each other: on kind, on open or closed, on where it is, on a number of a day."""
    for what in ("kind", "status"):
        if len({value for value in newest_by_voice(heard.says, what).values() if value}) > 1:
            return True
    places = [place for text in newest_by_voice(heard.says, "position").values() if (place := position_of(text))]
    if any(abs(one[n] - places[0][n]) > _NEAR for one in places[1:] for n in (0, 1)):
        return True
    for what in ("persons", "official_capacity"):
        told = [voice[what][1] for voice in series.values() if what in voice]
        if any(differing(one, other)[1] for n, one in enumerate(told) for other in told[n + 1 :]):
            return True
    return False


def newest_by_voice(says: Iterable[Said], what: str) -> dict[str, str]:
    """The newest value of an attribute that each voice says."""
    of_voice: dict[str, list[Said]] = {}
    for one in says:
        if one.what == what:
            of_voice.setdefault(one.edition.voice, []).append(one)
    return {voice: newest_said(ones, what) for voice, ones in of_voice.items()}
