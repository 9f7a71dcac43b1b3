"""Figures on communications that reveal nobody, for keepers: of whole calendar years, in tables that do not cross."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Min
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.dates import MONTHS
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from unannounced.crafts.tabling import Row
from unannounced.duties.corresponding import WAY_IN_WORDS, WayIn
from unannounced.duties.receiving import TOLD_WORDS, Told
from unannounced.records.accounts.queries import Viewer
from unannounced.records.communications import queries
from unannounced.records.communications.counting import Counts, Figures, figures
from unannounced.records.states.models import State
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages.choosing import Choice
from unannounced.rooms.office.pages.communication_keys import require_keeper
from unannounced.rooms.office.pages.exporting import FORMATS, Table, table

COLUMNS = ("year", "counted_by", "value", "communications", "withheld")
TITLES = {
    "way_in": lazy("By way in"),
    "month": lazy("By month"),
    "told": lazy("By what they tell of"),
    "state": lazy("By State"),
}
FIRST_YEAR = 1990
"""No register is older (project choice)."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A table: its title, what its lines count by, and the lines with their words; None is withheld."""

    name: str
    title: str
    lines: list[tuple[str, int | None]]


def communication_figure_urls() -> Iterator[URLPattern]:
    """The page, and its tables in every format."""
    yield path("communications/figures/", communication_figures, name="communication_figures")
    for one in FORMATS:
        route, name = f"communications/figures.{one.ending}", f"communication_figures_{one.ending}"
        yield path(route, communication_figures_table, {"ending": one.ending}, name=name)


def communication_figures(request: Asked) -> HttpResponse:
    """The four tables of the year that the address asks for, or of this year."""
    require_keeper(request)
    today = request.moment.date()
    year = _year(request, today)
    counted = [
        Counted(name, str(TITLES[name]), lines) for name, lines in _lines(figures(request.viewer, year)) if lines
    ]
    context = {
        "year": year,
        "running": year == today.year,
        "years": [Choice(str(one), str(one), one == year) for one in _years(request.viewer, today)],
        "counted": counted,
        "small": settings.MECHANISM.small_number,
        "tables": [Table(one.word, f"{reverse(f'communication_figures_{one.ending}')}?year={year}") for one in FORMATS],
    }
    return render(request, "office/communication_figures.html", context)


def _year(request: Asked, today: date) -> int:
    said = request.GET.get("year", "")
    year = int(said) if said.isascii() and said.isdecimal() and len(said) == 4 else today.year
    return year if FIRST_YEAR <= year <= today.year else today.year


def _years(viewer: Viewer, today: date) -> list[int]:
    """This year and those before it, back to the first communication."""
    first = queries.register_of(viewer).aggregate(first=Min("came_on"))["first"]
    last = max(first.year, FIRST_YEAR) if first else today.year
    return list(range(today.year, min(last, today.year) - 1, -1))


def _lines(found: Figures) -> Iterator[tuple[str, list[tuple[str, int | None]]]]:
    """The tables by name, each line in words."""
    yield "way_in", _worded(found.by_way_in, lambda key: _(WAY_IN_WORDS[WayIn(key)]))
    yield "month", _worded(found.by_month, lambda key: str(MONTHS[int(key)]))
    yield "told", _worded(found.by_told, lambda key: _(TOLD_WORDS[Told(key)]))
    names = _state_names(found.by_state)
    lines = _worded(found.by_state, lambda key: names.get(key, key) if key else _("not known"))
    yield "state", sorted(lines, key=lambda line: line[0].casefold())


def _worded(counts: Counts, word: Callable[[str], str]) -> list[tuple[str, int | None]]:
    return [(word(key), count) for key, count in counts.items()]


def _state_names(counts: Counts) -> Mapping[str, str]:
    found = State.objects.filter(code__in=[code for code in counts if code])
    return {one.code: one.name(get_language() or "en") for one in found}


def communication_figures_table(request: Asked, ending: str) -> HttpResponseBase:
    """The same figures as one table to be kept, with the codes of what is counted; of what is withheld no number."""
    require_keeper(request)
    today = request.moment.date()
    year = _year(request, today)
    rows = _rows(year, figures(request.viewer, year))
    return table(ending, f"communications-{year}", COLUMNS, rows, on=today)


def _rows(year: int, found: Figures) -> Iterator[Row]:
    tables: Mapping[str, Counts] = {
        "way_in": found.by_way_in,
        "month": found.by_month,
        "told": found.by_told,
        "state": found.by_state,
    }
    for name, counts in tables.items():
        for key, count in counts.items():
            yield year, name, key, count, "yes" if count is None else "no"
