"""A State's places on several days: what each held and might hold, how it was called, whether it was listed."""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.db.models import F, Q

from unannounced.duties.series import Run, runs_of
from unannounced.records.places import series
from unannounced.records.places.models import Counts, Event, Listing, PlaceNow, Source
from unannounced.records.places.said import NAME
from unannounced.records.places.series import OFFICIAL, PERSONS, Said
from unannounced.records.states.models import State

OLDEST = timedelta(days=2 * 366)
"""How old a number may be to be taken for a day (project choice)."""

CAME, WENT = ("opened", "reopened", "split"), ("closed", "merged")


@dataclass(frozen=True, slots=True)
class Then:
    """What is known of a place on a day; numbers with the day they are of."""

    name: str = ""
    persons: int | None = None
    persons_on: date | None = None
    capacity: int | None = None
    capacity_on: date | None = None
    listed: bool | None = None


@dataclass(slots=True)
class Compared:
    """A place on two days, and what happened between them."""

    now: PlaceNow
    first: Then
    second: Then
    events: list[str] = field(default_factory=list)

    @property
    def opened(self) -> bool:
        """Whether it opened between the two days."""
        return any(what in CAME for what in self.events)

    @property
    def closed(self) -> bool:
        """Whether it closed between the two days."""
        return any(what in WENT for what in self.events)

    @property
    def renamed(self) -> bool:
        """Whether it was called otherwise."""
        named = bool(self.first.name and self.second.name) and self.first.name != self.second.name
        return named or "renamed" in self.events

    @property
    def newly_listed(self) -> bool:
        """Whether a register lists it on the second day that did not on the first."""
        return self.first.listed is False and self.second.listed is True

    @property
    def no_longer_listed(self) -> bool:
        """Whether a register no longer lists it."""
        return self.first.listed is True and self.second.listed is False


def compared(state: State, first: date, second: date) -> list[Compared]:
    """The places of a State on two days, by name; a fixed number of statements."""
    places = list(PlaceNow.objects.filter(state=state, place=F("root"), listed=True).order_by("name", "pk"))
    for place in places:
        place.state = state
    sources = series.in_order(series.sources_in_force().filter(listings__place__state=state).distinct())
    numbers = _Numbers(series.counts_in(state), sources, Q(place__state=state))
    names, listed = _named_and_listed(state, sources)
    happened = _events(state, first, second)
    legacy = series.legacy_capacities(Q(state=state))
    found = []
    for place in places:
        then, now = (
            _then(place.pk, day, numbers, names, _listed_on(sources, listed.get(place.pk, set()), day), legacy)
            for day in (first, second)
        )
        found.append(Compared(place, then, now, happened.get(place.pk, [])))
    return found


class _Numbers:
    """Persons and capacity of many places, asked for by day."""

    def __init__(self, said: Iterable[Said], sources: Sequence[Source], entered: Q) -> None:
        self.order = {source.pk: place for place, source in enumerate(sources)}
        self.held: dict[tuple[UUID, str], list[tuple[int, list[Run]]]] = {}
        for one in said:
            for count in (PERSONS, "persons_midnight", "persons_average", OFFICIAL):
                if count in one.series and one.source in self.order:
                    begin, text = one.series[count]
                    runs = runs_of(date.fromisoformat(begin), text)
                    self.held.setdefault((one.about, count), []).append((self.order[one.source], runs))
        for root, day, persons in series.legacy_counts(entered):
            run = (day.toordinal(), day.toordinal(), persons)
            self.held.setdefault((root, PERSONS), []).append((-1, [run]))

    def on(self, root: UUID, counts: Sequence[str], day: date) -> tuple[int, date] | None:
        """The last number said up to a day that is not too old; of one day the later edition's."""
        for count in counts:
            found: list[tuple[int, int, int]] = []
            for order, runs in self.held.get((root, count), ()):
                place = bisect_right(runs, day.toordinal(), key=_start) - 1
                if place >= 0:
                    _begin, end, number = runs[place]
                    found.append((min(end, day.toordinal()), order, number))
            if found and (day - date.fromordinal(max(found)[0])) <= OLDEST:
                newest = max(found)
                return newest[2], date.fromordinal(newest[0])
        return None


def _start(run: Run) -> int:
    return run[0]


def _then(
    root: UUID,
    day: date,
    numbers: _Numbers,
    names: Mapping[UUID, list[tuple[date, str]]],
    listed: bool | None,
    legacy: Mapping[UUID, int],
) -> Then:
    persons = numbers.on(root, series.HELD, day)
    capacity = numbers.on(root, (OFFICIAL,), day)
    name = ""
    for since, called in names.get(root, ()):
        if since <= day:
            name = called
    return Then(
        name=name,
        persons=persons[0] if persons else None,
        persons_on=persons[1] if persons else None,
        capacity=capacity[0] if capacity else legacy.get(root),
        capacity_on=capacity[1] if capacity else None,
        listed=listed,
    )


Names = dict[UUID, list[tuple[date, str]]]


def _named_and_listed(state: State, sources: Sequence[Source]) -> tuple[Names, dict[UUID, set[UUID]]]:
    """For each place since when it is called how, and which sources list it; one statement."""
    order = {source.pk: (place, source.as_of) for place, source in enumerate(sources)}
    names: dict[UUID, list[tuple[date, int, str]]] = {}
    listed: dict[UUID, set[UUID]] = {}
    rows = Listing.objects.filter(place__state=state, source__withdrawn_at__isnull=True).annotate(
        root=F("place__now__root")
    )
    for root, source, says in rows.values_list("root", "source", "says").iterator(chunk_size=5000):
        listed.setdefault(root, set()).add(source)
        for attribute, value, since, _until in says:
            if attribute == NAME and source in order:
                place, as_of = order[source]
                names.setdefault(root, []).append((date.fromisoformat(since) if since else as_of, place, value))
    return {root: [(day, name) for day, _place, name in sorted(held)] for root, held in names.items()}, listed


def _listed_on(sources: Sequence[Source], listing: Collection[UUID], day: date) -> bool | None:
    """Whether the newest edition of a register that once listed the place listed it on a day; ``None``: no edition."""
    registers = {source.register for source in sources if source.pk in listing and source.register}
    newest = {source.register: source.pk for source in sources if source.register in registers and source.as_of <= day}
    return any(edition in listing for edition in newest.values()) if newest else None


def _events(state: State, first: date, second: date) -> dict[UUID, list[str]]:
    """What happened to each place after the first day and up to the second; one statement."""
    found: dict[UUID, list[str]] = {}
    rows = Event.objects.filter(listing__place__state=state, listing__source__withdrawn_at__isnull=True)
    between = rows.filter(day__gt=first, day__lte=second).exclude(what="inspected").order_by("day")
    for root, what in between.values_list("listing__place__now__root", "what"):
        if what not in found.setdefault(root, []):
            found[root].append(what)
    return found


@dataclass(frozen=True, slots=True)
class SumOn:
    """What the places of a State say together on a day, and how many of them say it."""

    day: date
    persons: int | None
    counted: int
    capacity: int | None
    measured: int


MOST_DAYS = 24


def how_much_is_said(state: State) -> int:
    """How many rows of counts there are of the places of a State: what it costs to sum them up."""
    return Counts.objects.filter(state=state, listing__isnull=False).count()


def sums_through_time(state: State) -> list[SumOn]:
    """The sums of the places of a State on the days for which registers speak, or at the ends of periods."""
    sources = series.in_order(series.sources_in_force().filter(listings__place__state=state).distinct())
    numbers = _Numbers(series.counts_in(state), sources, Q(place__state=state))
    roots = {root for root, _count in numbers.held}
    return [_sum_on(day, numbers, roots) for day in _days_of(numbers)] if roots else []


def _days_of(numbers: _Numbers) -> list[date]:
    """The last days of the series, if they are few; else the ends of months, quarters or years between them."""
    ends = {runs[-1][1] for tellings in numbers.held.values() for _order, runs in tellings}
    begins = {runs[0][0] for tellings in numbers.held.values() for _order, runs in tellings}
    if len(ends | begins) <= MOST_DAYS:
        return [date.fromordinal(day) for day in sorted(ends | begins)]
    first, last = date.fromordinal(min(begins)), date.fromordinal(max(ends))
    months = 12 * (last.year - first.year) + last.month - first.month + 1
    every = next((size for size in (1, 3, 6, 12, 24, 60) if months <= size * MOST_DAYS), 120)
    marks = range(12 * first.year + first.month, 12 * last.year + last.month + 1, every)
    days = [date(mark // 12, mark % 12 + 1, 1) - timedelta(days=1) for mark in marks]
    return [*(day for day in days if first <= day < last), last]


def _sum_on(day: date, numbers: _Numbers, roots: Iterable[UUID]) -> SumOn:
    persons, capacity = [], []
    for root in roots:
        if held := numbers.on(root, series.HELD, day):
            persons.append(held[0])
        if may_hold := numbers.on(root, (OFFICIAL,), day):
            capacity.append(may_hold[0])
    return SumOn(
        day,
        sum(persons) if persons else None,
        len(persons),
        sum(capacity) if capacity else None,
        len(capacity),
    )
