"""List the States, visits, reports, items or requests that somebody may see; nothing else is counted or named."""

import argparse
import sys
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from unannounced.cli import item_words, main, speaking
from unannounced.duties.requesting import RequestStatus

if TYPE_CHECKING:
    from unannounced.records.accounts.queries import Viewer
    from unannounced.records.states.models import State

LIMIT = 200
EXAMPLE = "unannounced list items --as maud --state XXB --follow-up overdue"


def arguments(command: argparse.ArgumentParser) -> None:
    """What, as whom, of which State."""
    command.add_argument("what", choices=["states", "visits", "reports", "items", "requests"])
    command.add_argument("--as", dest="person", required=True, metavar="PERSON")
    command.add_argument("--state", metavar="CODE", help="one State alone")
    item_words.add_filters(command)
    command.add_argument(
        "--status", choices=[*RequestStatus], metavar="WORD", help=f"requests that stand so: {', '.join(RequestStatus)}"
    )
    command.add_argument("--invented", action="store_true", help="invented States instead of the real register")
    command.add_argument("--limit", type=int, metavar="N", help=f"items printed at most (default: {LIMIT})")
    command.add_argument("--all", action="store_true", help="print every item")
    form = command.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true")
    form.add_argument("--csv", action="store_true", help="items as a table with every column the office exports")


def run(asked: argparse.Namespace) -> int:
    """Print the rows."""
    main.enter("office")
    from unannounced.records.states.queries import UnknownState, state_called

    today = speaking.now().date()
    viewer = speaking.as_viewer(asked.person, today)
    try:
        state = state_called(asked.state) if asked.state else None
    except UnknownState as unknown:
        raise speaking.CommandProblem(str(unknown)) from unknown
    if asked.csv:
        return _items_as_csv(asked, viewer, today)
    rows = {
        "states": _states,
        "visits": _visits,
        "reports": _reports,
        "items": _items,
        "requests": _requests,
    }[asked.what](asked, viewer, state, today)
    speaking.print_rows(list(rows), as_json=asked.json)
    return main.DONE


Rows = Iterator[dict[str, Any]]


def _of(state: "State | None", asked: argparse.Namespace, path: str) -> dict[str, Any]:
    """The condition for one State, or for the real or the invented ones: never both in one list."""
    return {path: state} if state else {f"{path}__invented": asked.invented}


def _states(asked: argparse.Namespace, viewer: "Viewer", state: "State | None", today: date) -> Rows:
    from unannounced.records.states.queries import states

    for one in states(invented=asked.invented):
        if state is None or state == one:
            yield {"code": one.code, "name": one.name()}


def _visits(asked: argparse.Namespace, viewer: "Viewer", state: "State | None", today: date) -> Rows:
    from unannounced.records.visits.queries import seen_by

    found = seen_by(viewer).select_related("state").order_by("-begins", "id")
    for visit in found.filter(**_of(state, asked, "state")):
        yield {
            "id": visit.pk,
            "state": visit.state.code,
            "begins": visit.begins,
            "ends": visit.ends,
            "stage": visit.stage,
            "kind": visit.kind,
        }


def _reports(asked: argparse.Namespace, viewer: "Viewer", state: "State | None", today: date) -> Rows:
    from unannounced.records.reports.queries import reports_seen_by

    found = reports_seen_by(viewer).order_by("-opened_on", "id")
    for report in found.filter(**_of(state, asked, "state")):
        yield {
            "id": report.pk,
            "state": report.state.code,
            "stage": report.stage,
            "transmitted": report.transmitted_on,
            "title": report.title,
        }


def _items(asked: argparse.Namespace, viewer: "Viewer", state: "State | None", today: date) -> Rows:
    from unannounced.rooms.office.pages.item_paging import threads_of

    for keys in _keys_at_once(asked, viewer, today):
        for thread in threads_of(keys, today=today):
            yield {
                "id": thread.item.pk,
                "state": thread.item.report.state.code,
                "number": thread.number,
                "kind": thread.item.kind,
                "position": thread.item.position,
                "made-by": ", ".join(thread.item.made_by),
                "follow-up": thread.follow_up.status.value,
                "due": thread.due.day if thread.due else None,
                "text": thread.item.text,
            }


AT_ONCE = 500


def _keys_at_once(asked: argparse.Namespace, viewer: "Viewer", today: date) -> "Iterator[list[UUID]]":
    """The ids of the items asked for, in order, up to the end that was set; says how many more there are."""
    from unannounced.rooms.office.pages.item_paging import InOrder

    filters = item_words.filters_of(asked)
    ordered = InOrder(item_words.items_of(filters, viewer, today).items, sort=filters.sort, today=today)
    end = _end(asked, ordered.count())
    for start in range(0, end, AT_ONCE):
        yield ordered[start : min(start + AT_ONCE, end)]


def _end(asked: argparse.Namespace, count: int) -> int:
    if asked.limit is not None and asked.limit < 1:
        raise speaking.CommandProblem("--limit takes a number from 1 upwards.")
    end = count if asked.all else min(count, asked.limit or LIMIT)
    if end < count:
        print(f"{count - end} more; --all prints every one, --limit N the first N.", file=sys.stderr)
    return end


def _items_as_csv(asked: argparse.Namespace, viewer: "Viewer", today: date) -> int:
    """The items as the office exports them."""
    from unannounced.crafts.tabling import as_csv
    from unannounced.records.recommendations.models import Item
    from unannounced.rooms.office.pages import item_rows

    if asked.what != "items":
        raise speaking.CommandProblem("--csv prints items. For other lists take --json.")
    keys = [key for some in _keys_at_once(asked, viewer, today) for key in some]
    place = {str(key): number for number, key in enumerate(keys)}
    rows = [
        row
        for start in range(0, len(keys), AT_ONCE)
        for row in item_rows.rows(Item.objects.filter(pk__in=keys[start : start + AT_ONCE]), today=today, address="{}")
    ]
    named = item_rows.COLUMNS.index("id")
    rows.sort(key=lambda row: place[str(row[named])])
    for chunk in as_csv(item_rows.COLUMNS, rows):
        sys.stdout.write(chunk.decode())
    return main.DONE


def _requests(asked: argparse.Namespace, viewer: "Viewer", state: "State | None", today: date) -> Rows:
    from unannounced.records.requests.queries import as_asked, in_full, requests_seen_by, standing_so

    found = requests_seen_by(viewer).filter(**_of(state, asked, "state"))
    if asked.status:
        found = standing_so(found, RequestStatus(asked.status), today=today)
    for held in as_asked(in_full(found.order_by("-made_on", "-id")), today=today):
        yield {
            "id": held.request.pk,
            "state": held.request.state.code,
            "made": held.request.made_on,
            "due": held.due_on,
            "status": held.status.value,
            "silence": held.silence,
            "subject": held.request.subject,
        }
