"""The road maps of all States side by side, and any of them as a table to take along."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from unannounced.crafts.tabling import Row
from unannounced.records.recommendations.queries import items_seen_by
from unannounced.records.states.models import State
from unannounced.records.states.queries import UnknownState, state_called
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages.choosing import of_invented, page_of
from unannounced.rooms.office.pages.exporting import FORMATS, Table, table
from unannounced.rooms.office.pages.item_filters import of_address
from unannounced.rooms.office.pages.road_counting import AGES, by_state, counted
from unannounced.rooms.office.pages.road_map import Mapped, mapped, place_rows, repetition_rows, road_map, topic_rows
from unannounced.rooms.office.pages.road_rows import age_words, theme_word
from unannounced.rooms.office.pages.state import named
from unannounced.rooms.office.pages.tables import MOST_PRESSING

COLUMNS = ("part", "of", "open", "under_1_year", "1_to_2_years", "2_to_5_years", "over_5_years", "repeated")
STATE_COLUMNS = ("state", "name", "open", "under_1_year", "1_to_2_years", "2_to_5_years", "over_5_years")


@dataclass(frozen=True, slots=True)
class StateRow:
    """A State with its open items, all of them and by age."""

    code: str
    name: str
    url: str
    open: int
    ages: list[tuple[str, int]]


def road_maps(request: Asked) -> HttpResponse:
    """The States of one register with most open items first, fifty on a page."""
    invented = of_invented(request)
    page = page_of(request, _rows(request, invented=invented))
    register = "invented" if invented else "real"
    context = {
        "page": page,
        "rows": page.object_list,
        "invented": invented,
        "ages": age_words(),
        "today": request.moment.date(),
        "tables": [Table(one.word, f"{reverse(f'road_maps_{one.ending}')}?register={register}") for one in FORMATS],
    }
    return render(request, "office/road_maps.html", context)


def _rows(request: Asked, *, invented: bool) -> list[StateRow]:
    items = items_seen_by(request.viewer, of_reports={"state__invented": invented})
    ages = by_state(items, today=request.moment.date())
    states = State.objects.in_bulk(list(ages))
    return sorted((_row(states[pk], held) for pk, held in ages.items()), key=_most_first)


def _row(state: State, held: Counter[int]) -> StateRow:
    ages = [(word, held[age]) for age, word in enumerate(age_words())]
    name = state.name(get_language() or "en")
    return StateRow(state.code, name, reverse("road_map", args=[state.code]), sum(held.values()), ages)


def _most_first(row: StateRow) -> tuple[int, str]:
    return -row.open, row.code


def road_maps_table(request: Asked, ending: str) -> HttpResponseBase:
    """The same as a table."""
    rows = _rows(request, invented=of_invented(request))
    lines: list[Row] = [(one.code, one.name, one.open, *(count for _word, count in one.ages)) for one in rows]
    return table(ending, "road-maps", STATE_COLUMNS, lines, on=request.moment.date())


def road_map_table(request: Asked, code: str, ending: str) -> HttpResponseBase:
    """The road map of one State as a table: a row for each theme, topic, place, follow-up and repetition."""
    try:
        state = state_called(code)
    except UnknownState as unknown:
        return render(request, "office/no_state.html", {"nearest": named(unknown.nearest)}, status=404)
    held = mapped(state, request.viewer, of_address(request.GET), today=request.moment.date())
    return table(ending, f"road-map-{state.code}", COLUMNS, list(_lines(held)), on=held.today)


def _lines(held: Mapped) -> Iterator[Row]:
    road = counted(held.found, held.before, today=held.today)
    every = range(len(AGES))
    yield (_("all"), "", road.open, *(road.ages[age] for age in every), sum(road.repeated.values()))
    for theme in road.in_order:
        ages = (road.themes[theme, age] for age in every)
        yield (_("theme"), theme_word(theme), road.of(theme), *ages, road.repeated[theme])
    nothing = (None,) * len(AGES)
    for one in topic_rows(held):
        repeated = one.repeated.count if one.repeated else None
        yield (_("topic"), one.word, one.total.count, *nothing, repeated)
    for one in place_rows(held):
        yield (_("place"), one.word, one.total.count, *nothing, None)
    for status in MOST_PRESSING:
        if road.follow_ups[status]:
            yield (_("follow-up"), status.value, road.follow_ups[status], *nothing, None)
    for one in repetition_rows(held):
        yield (_("repetition"), one.word, one.total.count, *nothing, None)


def road_urls() -> Iterator[URLPattern]:
    """The road map of a State and of all States, each with its tables."""
    yield path("road-map/", road_maps, name="road_maps")
    yield path("states/<str:code>/road-map/", road_map, name="road_map")
    for one in FORMATS:
        with_ending = {"ending": one.ending}
        yield path(f"road-map.{one.ending}", road_maps_table, with_ending, name=f"road_maps_{one.ending}")
        route = f"states/<str:code>/road-map.{one.ending}"
        yield path(route, road_map_table, with_ending, name=f"road_map_{one.ending}")
