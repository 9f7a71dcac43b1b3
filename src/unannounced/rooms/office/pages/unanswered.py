"""Questions that stay unanswered: requests for information in reports, and items that responses passed over."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from unannounced.records.accounts.queries import Viewer
from unannounced.records.recommendations.models import Item
from unannounced.records.recommendations.tallying import questions_open
from unannounced.records.reports.queries import reports_seen_by
from unannounced.records.states.models import State
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages import item_rows
from unannounced.rooms.office.pages.choosing import choices, page_of, state_choices
from unannounced.rooms.office.pages.exporting import FORMATS, Table, table
from unannounced.rooms.office.pages.exports import address_of_item, note_reports
from unannounced.rooms.office.pages.item_choices import age_words
from unannounced.rooms.office.pages.item_filters import Filters, narrowed, of_address, years_before
from unannounced.rooms.office.pages.item_paging import OLDEST_FIRST, InOrder, threads_of
from unannounced.rooms.office.pages.items import by_report, note
from unannounced.rooms.office.pages.tables import Cell

SILENT, PASSED_OVER = "silent", "passed-over"
ON_A_PAGE = 30
"""Questions with all that was said of each, beside a table of all States: fewer than in other lists."""
CUTS = (1, 2, 5)
"""Years between the columns of the table by age."""


@dataclass(frozen=True, slots=True)
class StateRow:
    """A State with its questions unanswered, by how long it has known them, and all of them."""

    state: State
    name: str
    cells: list[tuple[str, Cell]]
    total: Cell


def unanswered(items: QuerySet[Item], *, why: str = "", today: date) -> QuerySet[Item]:
    """The requests for information that nobody answered, and the items of any kind that responses passed over."""
    return items.filter(questions_open(today, silent=why != PASSED_OVER, passed_over=why != SILENT))


def unanswered_page(request: Asked) -> HttpResponse:
    """The questions unanswered to the States of one register, the oldest first, thirty on a page."""
    today, viewer = request.moment.date(), request.viewer
    filters, why = _asked(request)
    found = narrowed(filters, viewer, today=today)
    questions = unanswered(found.items, why=why, today=today)
    ordered: Any = InOrder(questions, sort=OLDEST_FIRST, today=today)
    page = page_of(request, ordered, ON_A_PAGE)
    threads = threads_of(list(page.object_list), today=today)
    note(threads, request)
    rows = _by_state(ordered, filters, why, today) if page.number == 1 else []
    context = {
        "filters": filters,
        "why": why,
        "page": page,
        "reports": by_report(threads, today=today, viewer=viewer),
        "rows": rows,
        "ages": _age_heads(),
        "states": state_choices(_states(viewer, invented=filters.invented), filters.state),
        "whys": choices({SILENT: _("no answer came"), PASSED_OVER: _("the response passed over it")}, why),
        "olders": choices(age_words(filters.older_than), filters.older_than),
        "invented": filters.invented,
        "tables": [Table(one.word, _table_url(one.ending, filters, why)) for one in FORMATS],
        "narrowed": bool(why) or filters.narrowing,
    }
    return render(request, "office/unanswered.html", context)


def _asked(request: Asked) -> tuple[Filters, str]:
    held = of_address(request.GET)
    why = request.GET.get("why", "")
    kept = Filters(state=held.state, register=held.register, older_than=held.older_than, topic=held.topic)
    return kept, why if why in (SILENT, PASSED_OVER) else ""


def _states(viewer: Viewer, *, invented: bool) -> QuerySet[State]:
    seen = reports_seen_by(viewer).order_by().values("state")
    return State.objects.filter(pk__in=seen, invented=invented)


def _age_heads() -> list[str]:
    return [_("less than 1 year"), _("1 to 2 years"), _("2 to 5 years"), _("more than 5 years")]


def _by_state(ordered: InOrder, filters: Filters, why: str, today: date) -> list[StateRow]:
    """The States with most questions unanswered first, by the age of the reports that ask; one query."""
    counted: Counter[tuple[UUID, int]] = Counter()
    cuts = [years_before(today, years) for years in CUTS]
    for group in ordered.groups:
        known_on = group.report.transmitted_on or today
        counted[group.report.state, sum(known_on <= cut for cut in cuts)] += group.count
    states = State.objects.in_bulk({pk for pk, _age in counted})
    rows = [_state_row(state, counted, filters, why) for state in states.values()]
    return sorted(rows, key=_most_first)


def _state_row(state: State, counted: Counter[tuple[UUID, int]], filters: Filters, why: str) -> StateRow:
    counts = [counted[state.pk, age] for age in range(len(CUTS) + 1)]
    url = reverse("unanswered") + _address(replace(filters, state=state.code), why)
    cells = [(word, Cell(count, url)) for word, count in zip(_age_heads(), counts, strict=True)]
    return StateRow(state, state.name(get_language() or "en"), cells, Cell(sum(counts), url))


def _most_first(row: StateRow) -> tuple[int, str]:
    return -row.total.count, row.state.code


def _address(filters: Filters, why: str) -> str:
    held = filters.address()
    return held + (f"{'&' if held else '?'}why={why}" if why else "")


def _table_url(ending: str, filters: Filters, why: str) -> str:
    return reverse(f"unanswered_{ending}") + _address(filters, why)


def unanswered_table(request: Asked, ending: str) -> HttpResponseBase:
    """The questions unanswered as a table, with the filters of the page."""
    today = request.moment.date()
    filters, why = _asked(request)
    found = unanswered(narrowed(filters, request.viewer, today=today).items, why=why, today=today)
    note_reports(found, request)
    rows = item_rows.rows(found, today=today, address=address_of_item(request))
    return table(ending, "unanswered", item_rows.COLUMNS, rows, on=today)


def unanswered_urls() -> Iterator[URLPattern]:
    """The page, and its tables."""
    yield path("unanswered/", unanswered_page, name="unanswered")
    for one in FORMATS:
        yield path(
            f"unanswered.{one.ending}", unanswered_table, {"ending": one.ending}, name=f"unanswered_{one.ending}"
        )
