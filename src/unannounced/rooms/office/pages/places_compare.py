"""A State's places on two days: opened, closed, renamed, how many may be held and are, then and now, and the sums."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from unannounced.crafts.tabling import Row
from unannounced.duties.treaty.dates import add_months
from unannounced.records.places import queries
from unannounced.records.places.comparing import Compared, compared
from unannounced.records.states.models import State
from unannounced.records.states.queries import UnknownState, state_called
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages.choosing import ON_A_PAGE, choices, of_invented, state_choices
from unannounced.rooms.office.pages.exporting import FORMATS, Table, table
from unannounced.rooms.office.pages.places import change_of

Test = Callable[[Compared], bool]
CHANGES: Mapping[str, tuple[str | Promise, Test]] = {
    "opened": (lazy("opened"), lambda one: one.opened),
    "closed": (lazy("closed"), lambda one: one.closed),
    "renamed": (lazy("renamed"), lambda one: one.renamed),
    "newly-listed": (lazy("newly listed"), lambda one: one.newly_listed),
    "no-longer-listed": (lazy("no longer listed"), lambda one: one.no_longer_listed),
}
"""What may have changed, with its words and how it is told."""

COLUMNS = (
    "id", "name", "name_then", "name_now", "changes", "persons_then", "persons_then_on", "persons_now",
    "persons_now_on", "capacity_then", "capacity_then_on", "capacity_now", "capacity_now_on",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which State, which two days, and what change; a problem where that cannot be answered."""

    state: State | None
    first: date
    second: date
    change: str
    problem: str = ""


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """A place on two days."""

    held: Compared
    url: str
    changes: list[str]
    persons_change: int | None
    capacity_change: int | None


@dataclass(frozen=True, slots=True)
class Sum:
    """What those places say together that say it for both days."""

    word: str
    first: int
    second: int
    places: int

    @property
    def change(self) -> int | None:
        """By how many per cent it changed."""
        return change_of(self.second, self.first)


def asked(request: Asked) -> Wanted:
    """What the address asks for: a year back from today unless it says otherwise."""
    today = request.moment.date()
    problem = ""
    days = {}
    for word, default in (("first", add_months(today, -12)), ("second", today)):
        written = request.GET.get(word, "").strip()
        try:
            days[word] = date.fromisoformat(written) if written else default
        except ValueError:
            days[word], problem = default, _("“{day}” is no day. Write it as 2026-09-30.").format(day=written[:40])
    if not problem and days["first"] > days["second"]:
        problem = _("The first day is after the second. Exchange them.")
    return Wanted(_state(request), days["first"], days["second"], request.GET.get("change", ""), problem)


def _state(request: Asked) -> State | None:
    try:
        return state_called(request.GET["state"])
    except (KeyError, UnknownState):
        return None


def places_compare(request: Asked) -> HttpResponse:
    """The comparison, fifty places on a page."""
    wanted = asked(request)
    invented = wanted.state.invented if wanted.state else of_invented(request)
    states = queries.states_with_places(invented=invented)
    context: dict[str, Any] = {
        "wanted": wanted,
        "typed": {word: request.GET.get(word, "") for word in ("first", "second")},
        "name": wanted.state.name(get_language() or "en") if wanted.state else "",
        "invented": invented,
        "states": state_choices(states, wanted.state.code if wanted.state else "")[1:],
        "changes": choices({word: str(words) for word, (words, _test) in CHANGES.items()}, wanted.change),
    }
    if wanted.state is not None and not wanted.problem:
        context |= _shown(wanted, request)
    return render(request, "office/places_compare.html", context)


def _shown(wanted: Wanted, request: Asked) -> dict[str, Any]:
    every = found(wanted)
    chosen = narrowed(every, wanted.change)
    page = Paginator(chosen, ON_A_PAGE).get_page(request.GET.get("page"))
    return {
        "page": page,
        "rows": [row(one) for one in page.object_list],
        "sums": sums(every),
        "tallies": [
            (str(words), sum(map(test, every)), _address(wanted, word)) for word, (words, test) in CHANGES.items()
        ],
        "all": len(every),
        "tables": [
            Table(one.word, reverse(f"places_compare_{one.ending}") + _address(wanted, wanted.change))
            for one in FORMATS
        ],
    }


def found(wanted: Wanted) -> list[Compared]:
    """The places of the State on both days."""
    if wanted.state is None or wanted.problem:
        return []
    return compared(wanted.state, wanted.first, wanted.second)


def narrowed(every: Sequence[Compared], change: str) -> list[Compared]:
    """Those with the change that is asked for; all for none."""
    return [one for one in every if CHANGES[change][1](one)] if change in CHANGES else list(every)


def _address(wanted: Wanted, change: str) -> str:
    held = {
        "state": wanted.state.code if wanted.state else "",
        "first": wanted.first.isoformat(),
        "second": wanted.second.isoformat(),
        "change": change,
    }
    return f"?{urlencode({word: value for word, value in held.items() if value})}"


def row(one: Compared) -> ComparedRow:
    """A place as a row."""
    return ComparedRow(
        held=one,
        url=reverse("place", args=[one.now.pk]),
        changes=[str(words) for words, test in CHANGES.values() if test(one)],
        persons_change=change_of(one.second.persons, one.first.persons),
        capacity_change=change_of(one.second.capacity, one.first.capacity),
    )


def sums(every: Iterable[Compared]) -> list[Sum]:
    """Persons and capacity of the places that say them for both days: else it would be known places that grew."""
    held = list(every)
    persons = [(a, b) for one in held if (a := one.first.persons) is not None and (b := one.second.persons) is not None]
    places = [
        (a, b) for one in held if (a := one.first.capacity) is not None and (b := one.second.capacity) is not None
    ]
    return [
        Sum(word, sum(a for a, _b in pairs), sum(b for _a, b in pairs), len(pairs))
        for word, pairs in ((_("Persons held"), persons), (_("Official capacity"), places))
    ]


def compare_table(request: Asked, ending: str) -> HttpResponseBase:
    """The comparison as a table."""
    wanted = asked(request)
    rows = table_rows(narrowed(found(wanted), wanted.change))
    return table(ending, "places-compared", COLUMNS, rows, on=request.moment.date())


def table_rows(every: Iterable[Compared]) -> Iterator[Row]:
    """A row for each place."""
    for one in every:
        changes = ";".join(word for word, (_words, test) in CHANGES.items() if test(one))
        yield (
            str(one.now.pk), one.now.name, one.first.name, one.second.name, changes, one.first.persons,
            one.first.persons_on, one.second.persons, one.second.persons_on, one.first.capacity, one.first.capacity_on,
            one.second.capacity, one.second.capacity_on,
        )  # fmt: skip


def compare_urls() -> list[URLPattern]:
    """The page and its tables."""
    tables = [
        path(f"places/compare.{one.ending}", compare_table, {"ending": one.ending}, name=f"places_compare_{one.ending}")
        for one in FORMATS
    ]
    return [path("places/compare/", places_compare, name="places_compare"), *tables]
