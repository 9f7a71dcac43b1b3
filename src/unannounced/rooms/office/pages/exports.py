"""The lists of the office as tables to take along: items, reports, visits and requests, with the filters of lists."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import URLPattern, path, reverse

from unannounced.crafts.tabling import Row
from unannounced.records.ledger.actions import note_readings
from unannounced.records.recommendations.models import Item
from unannounced.records.reports.models import Report
from unannounced.records.reports.queries import reports_seen_by
from unannounced.records.requests.models import Request
from unannounced.records.requests.queries import as_asked, in_full, requests_seen_by
from unannounced.records.states.models import State
from unannounced.records.states.queries import UnknownState, state_called
from unannounced.records.visits.models import Visit
from unannounced.records.visits.queries import seen_by
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages import item_rows, requests
from unannounced.rooms.office.pages.exporting import FORMATS, table
from unannounced.rooms.office.pages.item_filters import Filters, narrowed, of_address, register_of
from unannounced.rooms.office.pages.state import named

NOWHERE = UUID(int=0)
REPORT_COLUMNS = (
    "state", "title", "symbol", "body", "dated", "stage", "opened", "adopted", "transmitted", "from_archive", "id",
    "address",
)  # fmt: skip
VISIT_COLUMNS = ("state", "kind", "stage", "begins", "ends", "notified", "talks", "id", "address")
REQUEST_COLUMNS = ("state", "subject", "text", "made", "due", "due_now", "status", "answers", "reminders", "id")


def all_items_table(request: Asked, ending: str) -> HttpResponseBase:
    """The items to the States of one register as a table."""
    return _items(request, of_address(request.GET), None, ending)


def items_table(request: Asked, code: str, ending: str) -> HttpResponseBase:
    """The items to one State as a table."""
    try:
        state = state_called(code)
    except UnknownState as unknown:
        return render(request, "office/no_state.html", {"nearest": named(unknown.nearest)}, status=404)
    return _items(request, replace(of_address(request.GET), state="", register=""), state, ending)


def _items(request: Asked, filters: Filters, state: State | None, ending: str) -> HttpResponseBase:
    """Every item that the filters leave: none is held back, and the reports are noted as read, each once."""
    today = request.moment.date()
    found = narrowed(filters, request.viewer, today=today, state=state)
    note_reports(found.items, request)
    rows = item_rows.rows(found.items, today=today, address=address_of_item(request))
    return table(ending, f"items-{state.code}" if state else "items", item_rows.COLUMNS, rows, on=today)


def note_reports(items: QuerySet[Item], request: Asked) -> None:
    """Note in the reading log the reports of ``items``, each once."""
    reports = Report.objects.filter(pk__in=items.order_by().values("report")).only("pk")
    note_readings(reports, by=request.viewer.pk, at=request.moment)


def address_of_item(request: Asked) -> str:
    """The address of an item with ``{}`` for its id."""
    return _address("item", request)


def _address(name: str, request: Asked) -> str:
    """The address of one thing with ``{}`` for its id: made once for all rows."""
    return request.build_absolute_uri(reverse(name, args=[NOWHERE])).replace(str(NOWHERE), "{}")


def _of_states(request: Asked, path: str = "state") -> Q:
    """The condition for the State of the address, or for its register; nothing for a State that nobody knows."""
    filters = of_address(request.GET)
    if not filters.state:
        return Q(**{f"{path}__invented": register_of(filters)})
    try:
        return Q(**{path: state_called(filters.state)})
    except UnknownState:
        return Q(pk__in=[])


def reports_table(request: Asked, ending: str) -> HttpResponseBase:
    """The reports somebody may read as a table."""
    found = reports_seen_by(request.viewer).filter(_of_states(request)).order_by("-opened_on", "pk")
    rows = _report_rows(found, _address("report", request))
    return table(ending, "reports", REPORT_COLUMNS, rows, on=request.moment.date())


def _report_rows(found: QuerySet[Report], address: str) -> Iterator[Row]:
    for one in found.iterator():
        yield (
            one.state.code, one.title, one.symbol, one.body, one.dated_on, one.stage, one.opened_on, one.adopted_on,
            one.transmitted_on, one.from_archive, str(one.pk), address.format(one.pk),
        )  # fmt: skip


def visits_table(request: Asked, ending: str) -> HttpResponseBase:
    """The visits somebody may see as a table."""
    seen = seen_by(request.viewer).filter(_of_states(request)).select_related("state").order_by("-begins", "pk")
    rows = _visit_rows(seen, _address("visit", request))
    return table(ending, "visits", VISIT_COLUMNS, rows, on=request.moment.date())


def _visit_rows(found: QuerySet[Visit], address: str) -> Iterator[Row]:
    for one in found.iterator():
        yield (
            one.state.code, one.kind, one.stage, one.begins, one.ends, one.notified_on, one.talks_on, str(one.pk),
            address.format(one.pk),
        )  # fmt: skip


def requests_table(request: Asked, ending: str) -> HttpResponseBase:
    """The requests for information somebody may see as a table, each with its answer or the silence after it."""
    today = request.moment.date()
    seen = requests_seen_by(request.viewer).filter(_of_states(request))
    asked = requests.Filters("", request.GET.get("status", ""), request.GET.get("words", ""))
    found = requests.chosen(seen, asked, today=today)
    return table(ending, "requests", REQUEST_COLUMNS, _request_rows(found, today), on=today)


def _request_rows(found: QuerySet[Request], today: date) -> Iterator[Row]:
    for one in as_asked(in_full(found), today=today):
        held = one.request
        yield (
            held.state.code, held.subject, held.text, held.made_on, held.due_on, one.due_on, one.status.value,
            len(one.answers), len(one.reminders), str(held.pk),
        )  # fmt: skip


def table_urls() -> list[URLPattern]:
    """An address of each list for each format: ``/items.csv``, ``/states/XXB/items.xlsx``."""
    lists: list[tuple[str, str, Callable[..., HttpResponseBase]]] = [
        ("items", "all_items", all_items_table),
        ("states/<str:code>/items", "items", items_table),
        ("reports", "reports", reports_table),
        ("visits", "visits", visits_table),
        ("requests", "requests", requests_table),
    ]
    return [
        path(f"{route}.{one.ending}", page, {"ending": one.ending}, name=f"{name}_{one.ending}")
        for route, name, page in lists
        for one in FORMATS
    ]
