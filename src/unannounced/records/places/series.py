"""Numbers on days as they were said of places, told apart by who says them; later editions correct earlier ones."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import F, Q, QuerySet

from unannounced.duties.series import Run, overlaid, runs_of
from unannounced.duties.words import say
from unannounced.records.places.hearing import by_a_person
from unannounced.records.places.models import Counts, Place, Population, Source
from unannounced.records.states.models import State

PERSONS, OFFICIAL = "persons", "official_capacity"
HELD = ("persons", "persons_midnight", "persons_average")
"""Counts that say how many a place holds, the plainest first."""

BY_THE_OFFICE = say("entered in the office")


@dataclass(frozen=True, slots=True)
class Teller:
    """Who says something: a register in all its editions, or a source by itself.

    ``edition`` is its newest source, where it has one; ``key`` tells tellers apart.
    """

    key: str
    title: str
    confidence: str = ""
    edition: UUID | None = None


@dataclass
class Line:
    """One count as one teller says it: runs of days with the same number, the days rising."""

    count: str
    teller: Teller
    runs: list[Run] = field(default_factory=list)

    @cached_property
    def days(self) -> dict[date, int]:
        """A number for each day of which the teller speaks, the days rising."""
        return {date.fromordinal(day): number for first, last, number in self.runs for day in range(first, last + 1)}

    @property
    def newest(self) -> tuple[date, int] | None:
        """The last day and its number."""
        return (date.fromordinal(self.runs[-1][1]), self.runs[-1][2]) if self.runs else None

    @property
    def length(self) -> int:
        """Of how many days the teller speaks."""
        return sum(last - first + 1 for first, last, _number in self.runs)


class Said(NamedTuple):
    """A row of counts, as light as it can be read."""

    about: Any
    source: UUID
    series: Mapping[str, tuple[str, str]]


Lines = dict[str, list[Line]]
"""For each count what each teller says, in no order."""


def tellers(sources: Iterable[Source]) -> dict[UUID, Teller]:
    """Who speaks in each of ``sources``; editions of a register are one teller, called as its newest."""
    ordered = in_order(sources)
    newest = {key_of(source): source for source in ordered}
    made = {key: Teller(key, one.title, one.confidence, one.pk) for key, one in newest.items()}
    return {source.pk: made[key_of(source)] for source in ordered}


def key_of(source: Source) -> str:
    """What tells its teller apart: the register, or what a person named as the source."""
    return source.register or by_a_person(source.title)


def in_order(sources: Iterable[Source]) -> list[Source]:
    """Sources in the order in which they correct each other: by the day they speak for, then as they were taken in."""
    return sorted(sources, key=_place)


def _place(source: Source) -> tuple[date, Any, str]:
    return source.as_of, source.taken_at, source.pk.hex


def sources_in_force() -> QuerySet[Source]:
    """The sources that count: those that were not withdrawn."""
    return Source.objects.filter(withdrawn_at__isnull=True)


def counts_of(group: Collection[UUID]) -> list[Said]:
    """What sources in force count at the places of ``group``; one statement."""
    held = Counts.objects.filter(listing__place__in=group, source__withdrawn_at__isnull=True)
    return _read(held.order_by("listing__row"), "listing__place")


def counts_of_groups(roots: Collection[UUID]) -> list[Said]:
    """What sources in force count at places that are shown as ``roots``, each with its root; one statement."""
    held = Counts.objects.filter(listing__place__now__root__in=roots, source__withdrawn_at__isnull=True)
    return _read(held.order_by("listing__row"), "listing__place__now__root")


def counts_in(state: State) -> list[Said]:
    """What sources in force count at each place of a State, each with its root; one statement."""
    held = Counts.objects.filter(state=state, listing__isnull=False, source__withdrawn_at__isnull=True)
    return _read(held.filter(listing__place__now__listed=True).order_by(), "listing__place__now__root")


def counts_of_state(state: State) -> list[Said]:
    """What sources in force say of all places of a State together, each with what it concerns; one statement."""
    held = Counts.objects.filter(state=state, listing__isnull=True, source__withdrawn_at__isnull=True)
    return _read(held.order_by("first"), "concerns")


def _read(held: QuerySet[Counts], about: str) -> list[Said]:
    return [Said(*row) for row in held.values_list(about, "source", "series")]


def lines(said: Sequence[Said], known: Mapping[UUID, Teller], only: Collection[str] = ()) -> Lines:
    """What was ``said``, in full, for each count, or ``only`` for some; ``known`` in the order of editions."""
    place = {pk: number for number, pk in enumerate(known)}
    found: dict[tuple[str, str], Line] = {}
    for one in sorted(said, key=lambda row: place.get(row.source, -1)):
        teller = known.get(one.source)
        if teller is None:
            continue
        for count, (first, text) in one.series.items():
            if not only or count in only:
                line = found.setdefault((count, teller.key), Line(count, teller))
                line.runs = overlaid(line.runs, runs_of(date.fromisoformat(first), text))
    return _by_count(found.values())


def _by_count(found: Iterable[Line]) -> Lines:
    made: Lines = {}
    for line in found:
        made.setdefault(line.count, []).append(line)
    return made


def legacy_lines(group: Collection[UUID]) -> list[Line]:
    """What was entered in the office before there were sources: persons on days, by the source named with each."""
    found: dict[str, Line] = {}
    rows = Population.objects.filter(place__in=group).order_by("day").values_list("source", "day", "persons")
    for source, day, persons in rows:
        teller = Teller(by_a_person(source), source or BY_THE_OFFICE)
        found.setdefault(source, Line(PERSONS, teller)).runs.append((day.toordinal(), day.toordinal(), persons))
    return list(found.values())


def legacy_counts(roots: Q) -> Iterator[tuple[UUID, date, int]]:
    """Root, day and persons of what was entered in the office, for the places that ``roots`` names."""
    held = Population.objects.filter(roots).annotate(root=F("place__now__root")).order_by("day")
    yield from held.values_list("root", "day", "persons")


def legacy_capacities(roots: Q) -> dict[UUID, int]:
    """The official capacity that was entered with a place, by root; nobody noted a day with it."""
    held = Place.objects.filter(roots, capacity__isnull=False).annotate(root=F("now__root"))
    return {root: capacity for root, capacity in held.values_list("root", "capacity") if capacity is not None}


def together(*made: Lines) -> Lines:
    """Several tellings as one."""
    held: Lines = {}
    for one in made:
        for count, found in one.items():
            held.setdefault(count, []).extend(found)
    return held


def newest_of(found: Sequence[Line]) -> tuple[date, int, Teller] | None:
    """The newest number of any teller; of one day the first teller's."""
    held = [(newest[0], newest[1], line.teller) for line in found if (newest := line.newest)]
    return max(held, key=lambda one: one[0]) if held else None


def main_line(found: Sequence[Line]) -> Line | None:
    """The line that says most: of the newest day, then of most days."""
    held = [line for line in found if line.runs]
    return max(held, key=lambda line: (line.runs[-1][1], line.length)) if held else None
