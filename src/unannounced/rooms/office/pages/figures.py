"""The figures of a period: every table of a general report, each number down to its rows; also as printed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.conf import settings
from django.core.paginator import Page
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from unannounced.duties import general_report
from unannounced.duties.confidentiality import COMMITTEE
from unannounced.duties.decision import Refused
from unannounced.duties.general_report import Figures
from unannounced.duties.tabulating import TOTAL, Line, Period, Table
from unannounced.duties.words import Sentence
from unannounced.records.publications.figures import Scope, known_places
from unannounced.records.states.models import State
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages.choosing import ON_A_PAGE, Choice, page_of, state_choices
from unannounced.rooms.office.pages.figures_asked import Filters, made, of_words, period_of
from unannounced.rooms.office.pages.figures_charts import chart_of
from unannounced.rooms.office.pages.figures_rows import known_rows, note, rows_behind
from unannounced.rooms.office.pages.figures_shown import KNOWN, Names, ShownLine, notes_of, reasons, shown_lines
from unannounced.rooms.office.pages.figures_taken import figures_annex, figures_csv
from unannounced.rooms.office.pages.tables import Chart


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table on a page. ``more`` is how many lines it has that are not shown here."""

    id: str
    title: str
    first: str
    heads: list[tuple[str, bool]]
    lines: list[ShownLine]
    total: list[ShownLine]
    notes: list[str]
    reasons: list[Sentence]
    chart: Chart | None
    more: int
    url: str
    csv: str
    rows_url: str


def figures_urls() -> list[URLPattern]:
    """The addresses of the figures; ``counted`` is the word of a table."""
    return [
        path("figures/", figures, name="figures"),
        path("figures/annex.pdf", figures_annex, name="figures_annex"),
        path("figures/<slug:counted>.csv", figures_csv, name="figures_csv"),
        path("figures/<slug:counted>/", figures_table, name="figures_table"),
    ]


def figures(request: Asked) -> HttpResponse:
    """Every table of the period."""
    filters, period, context = _asked(request)
    found = _made(request, filters, period)
    names = Names(invented=filters.invented)
    context["tables"] = [_shown(found, one, filters, names, one.lines[:ON_A_PAGE]) for one in found.tables]
    context["annex"] = reverse("figures_annex") + filters.link()
    context["empty"] = not (found.facts.visits or found.facts.reports)
    return render(request, "office/figures.html", context)


def figures_table(request: Asked, counted: str) -> HttpResponse:
    """One table with its lines in pages; or, with a line and a column in the address, the rows that a number counts."""
    if counted not in general_report.words(settings.MECHANISM):
        raise Http404
    filters, period, context = _asked(request)
    line, column = request.GET.get("row", ""), request.GET.get("column", "")
    behind = bool(line and column)
    if behind:
        filters = replace(filters, public="")
    found = _made(request, filters, period, only=counted)
    table = found.table(counted)
    if table is None:
        raise Http404
    names = Names(invented=filters.invented)
    context |= {"back": reverse("figures") + filters.link(), "filters": filters}
    if behind:
        context |= _rows(request, filters, found, table, line, column, names)
        context["table_url"] = reverse("figures_table", args=[counted]) + filters.link()
        return render(request, "office/figures_rows.html", context)
    page: Page[Any] = page_of(request, table.lines)
    context |= {"page": page, "table": _shown(found, table, filters, names, list(page.object_list))}
    return render(request, "office/figures_table.html", context)


def _asked(request: Asked) -> tuple[Filters, Period, dict[str, Any]]:
    """The filters, the period they mean, and what every one of these pages shows of them."""
    filters = of_words({word: str(request.GET.get(word, "")) for word in Filters.WORD.values()})
    today = request.moment.date()
    period, decision = period_of(filters, today)
    states = State.objects.filter(invented=filters.invented)
    context = {
        "filters": filters,
        "period": period,
        "first": filters.first or period.first.isoformat(),
        "last": filters.last or period.last.isoformat(),
        "refusal": decision if isinstance(decision, Refused) else None,
        "runs": period.until < period.last,
        "states": state_choices(states, filters.state),
        "years": _years(filters, period),
        "of_state": _name(filters.of_state),
        "part": not request.viewer.roles & COMMITTEE,
        "inner": filters.link() if not filters.for_public else replace(filters, public="").link() or "?",
        "outer": replace(filters, public="1").link(),
    }
    return filters, period, context


def _name(state: State | None) -> str:
    return state.name(get_language() or "en") if state else ""


def _years(filters: Filters, period: Period) -> list[Choice]:
    """The years up to this one, to choose at a touch; chosen is the one that is shown."""
    years = range(period.today.year, period.today.year - 6, -1)
    return [
        Choice(
            replace(filters, first=f"{year}-01-01", last=f"{year}-12-31").link(),
            str(year),
            (period.first, period.last) == (date(year, 1, 1), date(year, 12, 31)),
        )
        for year in years
    ]


def _made(request: Asked, filters: Filters, period: Period, *, only: str = "") -> Figures:
    sound = Filters(register=filters.register, public=filters.public) if filters.unknown else filters
    return made(sound, request.viewer, period, only=only)


def _shown(found: Figures, table: Table, filters: Filters, names: Names, lines: Sequence[Line]) -> ShownTable:
    leads = not filters.for_public
    url = reverse("figures_table", args=[table.id])
    return ShownTable(
        id=table.id,
        title=_(table.title),
        first=_(table.first),
        heads=[(names.head(column), _is_number(table, place)) for place, column in enumerate(table.columns)],
        lines=shown_lines(found, table, lines, names, leads=leads),
        total=shown_lines(found, table, [table.total] if table.total else [], names, leads=leads),
        notes=notes_of(table),
        reasons=reasons(found, table),
        chart=chart_of(found, table, names),
        more=len(table.lines) - len(lines),
        url=url + filters.link(),
        csv=reverse("figures_csv", args=[table.id]) + filters.link(),
        rows_url=f"{url}{filters.link() or '?'}&" if filters.link() else f"{url}?",
    )


def _is_number(table: Table, place: int) -> bool:
    every = table.every_line
    return not every or every[0].figures[place].form.value not in ("word", "day")


def _rows(
    request: Asked, filters: Filters, found: Figures, table: Table, line: str, column: str, names: Names
) -> dict[str, Any]:
    """The rows behind a number; none for a line or a column that there is not."""
    figure = table.figure(line, column)
    of = next((one for one in table.every_line if one.key == line), None)
    head = next((one for one in table.columns if one.key == column), None)
    page: Page[Any]
    if figure is not None and column == KNOWN:
        scope = Scope(request.viewer, filters.invented, filters.of_state)
        known = known_places(scope, "" if line == TOTAL else line).select_related("state")
        page = page_of(request, known)
        rows = known_rows(page.object_list)
    else:
        page = page_of(request, figure.refs if figure else ())
        rows = rows_behind(list(page.object_list), found.facts, request.viewer)
        note(rows, request)
    return {
        "title": _(table.title),
        "line": names.line(table, of) if of else line,
        "column": names.head(head) if head else column,
        "page": page,
        "rows": rows,
    }
