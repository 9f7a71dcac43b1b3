"""A State's places at a glance: how many of which kind, held and capacity, how many were visited, and through time."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from unannounced.crafts import curving
from unannounced.crafts.curving import Curve, Point
from unannounced.duties.registering import kind_word
from unannounced.duties.treaty.dates import add_months
from unannounced.records.accounts.queries import Viewer
from unannounced.records.places import comparing, queries, series
from unannounced.records.places.comparing import SumOn
from unannounced.records.places.queries import BY_OCCUPANCY, Occupancy, Sought, Summed
from unannounced.records.places.series import HELD, OFFICIAL, Line, Lines
from unannounced.records.states.models import State
from unannounced.records.states.queries import UnknownState, state_called
from unannounced.records.visits.models import VisitedPlace
from unannounced.records.visits.queries import seen_by
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages.choosing import ON_A_PAGE
from unannounced.rooms.office.pages.place_numbers import CAPACITY_KIND, CURVES, Chart, Named, count_word
from unannounced.rooms.office.pages.places import PlaceRow, rows_of
from unannounced.rooms.web.templatetags.field_words import day as written_day
from unannounced.rooms.web.templatetags.field_words import thin

TOP = 5
YEARS = 4
SUMMED_AT_ONCE = 2000
"""Rows of counts that the page of a State sums up itself; more are summed up on a page of their own."""

SHORT = 12
PARTS_OF_PERSONS = ("men", "women", "juveniles", "remand", "sentenced", "foreigners")
"""What a register may count of all places together besides the whole."""


@dataclass(frozen=True, slots=True)
class KindRow:
    """The places of one kind."""

    word: str
    url: str
    places: int
    persons: int | None
    capacity: int | None
    percent: int | None
    visited: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many places a delegation has been to, ever and in the last years, on visits that the viewer may see."""

    ever: int
    lately: int
    years: int
    places: int


@dataclass(frozen=True, slots=True)
class DaySum:
    """What is said of all places of a State together on a day."""

    day: date
    persons: int | None
    capacity: int | None
    counted: int | None

    @property
    def percent(self) -> int | None:
        """The occupancy in per cent."""
        return Occupancy(self.persons, self.capacity).percent


@dataclass(frozen=True, slots=True)
class Through:
    """The numbers of a State through time as chart and table: said by registers, or ``summed`` over its places."""

    chart: Chart
    days: list[DaySum]
    summed: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """What the page of a State shows of its places."""

    sums: Summed
    kinds: list[KindRow]
    coverage: Coverage
    top: list[PlaceRow]
    suspicious: int
    through: Through | None
    days: list[DaySum]
    to_be_summed: bool


def overview(state: State, viewer: Viewer, today: date) -> Overview:
    """The places of a State at a glance; a fixed number of statements."""
    among = queries.places_sought(Sought(state=state), viewer)
    sums = queries.summed(among)
    kinds, coverage = _visited(state, viewer, today, sums.places)
    rated = queries.in_order(among.filter(per_mille__isnull=False), BY_OCCUPANCY).select_related("state")
    through = through_time(state) if sums.places or _says_something(state) else None
    return Overview(
        sums=sums,
        kinds=[_kind_row(state, one, kinds) for one in queries.by_kind(among)],
        coverage=coverage,
        top=rows_of(rated[:TOP]) if sums.rated else [],
        suspicious=queries.places_sought(Sought(state=state, suspicious=True), viewer).count() if sums.places else 0,
        through=through,
        days=list(reversed(through.days))[:SHORT] if through else [],
        to_be_summed=through is None and bool(sums.places),
    )


def _says_something(state: State) -> bool:
    return bool(series.counts_of_state(state))


def _visited(state: State, viewer: Viewer, today: date, places: int) -> tuple[Counter[str], Coverage]:
    """How many places of each kind were visited, and how many at all; one statement."""
    held = VisitedPlace.objects.filter(place__state=state, visit__in=seen_by(viewer).values("pk"))
    shown = held.filter(place__now__root__now__listed=True)
    rows = shown.order_by().values_list("place__now__root", "place__now__root__now__kind", "day").distinct()
    since = add_months(today, -12 * YEARS)
    ever: dict[Any, tuple[str, date]] = {}
    for root, kind, day in rows:
        if root not in ever or day > ever[root][1]:
            ever[root] = (kind, day)
    lately = sum(day >= since for _kind, day in ever.values())
    kinds = Counter(kind for kind, _day in ever.values())
    return kinds, Coverage(len(ever), lately, YEARS, places)


def _kind_row(state: State, one: Mapping[str, Any], visited: Counter[str]) -> KindRow:
    return KindRow(
        word=_(kind_word(one["kind"])),
        url=f"{reverse('places')}?state={state.code}&kind={one['kind']}",
        places=one["places"],
        persons=one["held"],
        capacity=one["may_hold"],
        percent=Occupancy(one["rated_persons"], one["rated_capacity"]).percent,
        visited=visited[one["kind"]],
    )


def through_time(state: State, *, at_any_cost: bool = False) -> Through | None:
    """What registers say of all places together; else the sums of what they say of each, where these are few."""
    said = series.counts_of_state(state)
    if said:
        found = _of_registers(state, said)
        if found is not None:
            return found
    if at_any_cost or comparing.how_much_is_said(state) <= SUMMED_AT_ONCE:
        return _of_sums(comparing.sums_through_time(state))
    return None


def _of_registers(state: State, said: Sequence[series.Said]) -> Through | None:
    """One curve for each group that a register counts, and the capacity where it says one."""
    whole_state = series.sources_in_force().filter(counts__state=state, counts__listing__isnull=True)
    known = series.tellers(whole_state.distinct())
    curves: list[Curve] = []
    names: list[Named] = []
    whole: tuple[Line | None, Line | None] = (None, None)
    for concerns in dict.fromkeys(one.about for one in said):
        lines = series.lines([one for one in said if one.about == concerns], known)
        for count, line in _of_persons(lines):
            if len(curves) >= CURVES:
                break
            if whole[0] is None:
                whole = line, series.main_line(lines.get(OFFICIAL, []))
            names.append(Named(curving.key(len(curves)), _curve_name(concerns, count, line)))
            curves.append(Curve(list(line.days.items()), len(curves)))
    persons, capacity = whole
    if persons is None:
        return None
    if capacity is not None:
        curves.append(Curve(list(capacity.days.items()), CAPACITY_KIND, steps=True))
        names.append(Named(curving.key(CAPACITY_KIND), count_word(OFFICIAL)))
    days = [DaySum(day, number, _held_on(capacity, day), None) for day, number in persons.days.items()]
    return Through(_chart(curves, names, days[-1]), days, summed=False)


def _of_persons(lines: Lines) -> Iterator[tuple[str, Line]]:
    """What is counted of persons: the whole in one manner, then its parts."""
    held = next((count for count in HELD if count in lines), "")
    for count in (held, *PARTS_OF_PERSONS):
        line = series.main_line(lines.get(count, []))
        if line is not None:
            yield count, line


def _curve_name(concerns: str, count: str, line: Line) -> str:
    of = concerns or _(line.teller.title)
    return of if count in HELD else _("{of_what}: {count}").format(of_what=of, count=count_word(count))


def _held_on(line: Line | None, day: date) -> int | None:
    """The last number of a line up to a day."""
    if line is None:
        return None
    return next((number for since, number in reversed(line.days.items()) if since <= day), None)


def _of_sums(sums: Sequence[SumOn]) -> Through | None:
    days = [DaySum(one.day, one.persons, one.capacity, one.counted) for one in sums]
    counted: list[Point] = [(one.day, one.persons) for one in days if one.persons is not None]
    if not counted:
        return None
    curves, names = [Curve(counted)], [Named(curving.key(0), _("persons held, of all places together"))]
    if capacity := [(one.day, one.capacity) for one in days if one.capacity is not None]:
        curves.append(Curve(capacity, CAPACITY_KIND, steps=True))
        names.append(Named(curving.key(CAPACITY_KIND), _("official capacity, of all places together")))
    last = next(one for one in reversed(days) if one.persons is not None)
    return Through(_chart(curves, names, last), days, summed=True)


def _chart(curves: Sequence[Curve], names: list[Named], last: DaySum) -> Chart:
    facts = {"persons": thin(last.persons), "day": written_day(last.day), "percent": thin(last.percent)}
    words = _("{persons} held on {day}")
    if last.percent is not None:
        words = _("{persons} held on {day}, {percent} % of the official capacity")
    title = words.format(**facts)
    drawing = curving.draw(curves, label=title, described_by="through-time")
    return Chart(title, drawing, names, bool(curving.gaps(curves[0].points)))


def state_places(request: Asked, code: str) -> HttpResponse:
    """The places of a State through time, summed up from all that is said of each where no register says it."""
    try:
        state = state_called(code)
    except UnknownState as unknown:
        language = get_language() or "en"
        nearest = [(one.code, one.name(language)) for one in unknown.nearest]
        return render(request, "office/no_state.html", {"nearest": nearest}, status=404)
    if state.code != code:
        return redirect("state_places", state.code)
    through = through_time(state, at_any_cost=True)
    days = list(reversed(through.days)) if through else []
    context = {
        "state": state,
        "name": state.name(get_language() or "en"),
        "through": through,
        "page": Paginator(days, ON_A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "office/state_places.html", context)
