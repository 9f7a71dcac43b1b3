"""The cooperation of a State over years: a table and a chart, each number down to its rows."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from unannounced.duties import cooperating
from unannounced.duties.cooperating import Year
from unannounced.duties.words import Sentence
from unannounced.records.states.models import State
from unannounced.records.states.queries import UnknownState, state_called
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages.choosing import ON_A_PAGE
from unannounced.rooms.office.pages.cooperation_facts import CELLS, Cooperated, cooperated
from unannounced.rooms.office.pages.cooperation_rows import note, rows_behind
from unannounced.rooms.office.pages.state import named
from unannounced.rooms.office.pages.tables import Bar, Chart

CELL_WORDS: dict[str, str | Promise] = {
    "access": lazy("places visited"),
    "hindered": lazy("hindered"),
    "in_time": lazy("answered in time"),
    "late": lazy("answered late"),
    "silent": lazy("silent"),
    "running": lazy("not due yet"),
    "transmitted": lazy("reports transmitted"),
    "published": lazy("published"),
    "statements": lazy("public statements"),
}
_ANSWERS = ("in_time", "late", "silent")


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A number, or ``None`` where there is nothing to say, and the address that lists what it counts."""

    word: str
    count: int | None
    url: str


@dataclass(frozen=True, slots=True)
class YearRow:
    """One year of the table."""

    year: int
    empty: bool
    word: str
    shape: str
    steps: tuple[Sentence, ...]
    cells: list[ShownCell]


def cooperation(request: Asked, code: str) -> HttpResponse:
    """The table; or the rows of the year and cell in the address."""
    try:
        state = state_called(code)
    except UnknownState as unknown:
        return render(request, "office/no_state.html", {"nearest": named(unknown.nearest)}, status=404)
    if state.code != code:
        return redirect("cooperation", state.code)
    today = request.moment.date()
    found = cooperated(state, request.viewer, today=today)
    context = {
        "state": state,
        "name": state.name(get_language() or "en"),
        "of_others": found.of_others,
        "today": today,
    }
    year, cell = request.GET.get("year", ""), request.GET.get("cell", "")
    if cell in CELLS and year.isascii() and year.isdigit() and len(year) == 4:
        return render(request, "office/cooperation_rows.html", context | _rows(request, found, int(year), cell))
    return render(request, "office/cooperation.html", context | _table(state, found))


def _table(state: State, found: Cooperated) -> dict[str, object]:
    return {
        "heads": [str(CELL_WORDS[cell]) for cell in CELLS],
        "rows": [year_row(one, state) for one in reversed(found.years)],
        "chart": chart(found.years),
        "finding": finding(found.years),
    }


def _rows(request: Asked, found: Cooperated, year: int, cell: str) -> dict[str, object]:
    page = Paginator(found.refs(year, cell), ON_A_PAGE).get_page(request.GET.get("page"))
    rows = rows_behind(list(page.object_list), found, request.viewer)
    note(rows, request)
    return {"year": year, "word": str(CELL_WORDS[cell]), "page": page, "rows": rows}


def year_row(one: Year, state: State) -> YearRow:
    """A year as the table shows it."""
    base = reverse("cooperation", args=[state.code])
    return YearRow(
        year=one.year,
        empty=one.is_empty,
        word=cooperating.WORDS[one.cooperation],
        shape=cooperating.SHAPES[one.cooperation],
        steps=one.steps,
        cells=[
            ShownCell(
                str(CELL_WORDS[cell]), count_of(one, cell), f"{base}?{urlencode({'year': one.year, 'cell': cell})}"
            )
            for cell in CELLS
        ],
    )


def count_of(one: Year, cell: str) -> int | None:
    """The number in a cell; ``None`` where nothing could be counted, which is not zero.

    Without a visit nobody can be hindered, and where nothing was due nothing is late; only the last year runs.
    """
    count: int = getattr(one, cell).count
    due = any(getattr(one, name).refs for name in _ANSWERS)
    unknown = (
        one.is_empty
        or (cell in ("access", "hindered") and not one.access.refs)
        or (cell in _ANSWERS and not due)
        or cell == "running"
    )
    return None if unknown and not count else count


def finding(years: tuple[Year, ...]) -> str:
    """What the years say together, as one sentence."""
    in_time, late, silent = (sum(getattr(one, name).count for one in years) for name in _ANSWERS)
    due, answered = in_time + late + silent, in_time + late
    if not due:
        return _("No answer of the State has been due yet.")
    words = ngettext(
        "{answered} of {due} answer due since {year} came, {late} of them late.",
        "{answered} of {due} answers due since {year} came, {late} of them late.",
        due,
    )
    return words.format(answered=answered, due=due, late=late, year=years[0].year)


def chart(years: tuple[Year, ...]) -> Chart | None:
    """How much of what was due came, year by year; its title says the finding."""
    if not any(getattr(one, name).refs for one in years for name in _ANSWERS):
        return None
    return Chart(
        title=finding(years),
        of=_("Year"),
        unit=_("Answers that came"),
        most=100,
        rows=[_bar(one) for one in reversed(years)],
        source=_("the records of the office; silence is computed, never stored"),
        note=_("Hatched: nothing was due, so there is nothing to say."),
    )


def _bar(one: Year) -> Bar:
    label = format_html("{}", one.year)
    if one.answered_rate is None:
        return Bar(label, None, text=_("nothing to say"))
    answered, due = one.in_time.count + one.late.count, one.in_time.count + one.late.count + one.silent.count
    text = _("{answered} of {due}").format(answered=answered, due=due)
    return Bar(label, round(one.answered_rate * 100), text=text)
