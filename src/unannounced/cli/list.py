"""List the States, visits, reports, items or requests that somebody may see; nothing else is counted or named."""

import argparse
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from unannounced.cli import main, speaking
from unannounced.duties.dialogue import FollowUp

if TYPE_CHECKING:
    from unannounced.records.accounts.queries import Viewer
    from unannounced.records.states.models import State

EXAMPLE = "unannounced list items --as maud --state XXB --follow-up overdue"


def arguments(command: argparse.ArgumentParser) -> None:
    """What, as whom, of which State."""
    command.add_argument("what", choices=["states", "visits", "reports", "items", "requests"])
    command.add_argument("--as", dest="person", required=True, metavar="PERSON")
    command.add_argument("--state", metavar="CODE", help="one State alone")
    command.add_argument(
        "--follow-up",
        choices=["open", *FollowUp],
        metavar="WORD",
        help=f"items that stand so: open, {', '.join(FollowUp)}",
    )
    command.add_argument("--invented", action="store_true", help="invented States instead of the real register")
    command.add_argument("--json", action="store_true")


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

    found = reports_seen_by(viewer).order_by("-visit__begins", "id")
    for report in found.filter(**_of(state, asked, "visit__state")):
        yield {
            "id": report.pk,
            "state": report.visit.state.code,
            "stage": report.stage,
            "transmitted": report.transmitted_on,
            "title": report.title,
        }


def _items(asked: argparse.Namespace, viewer: "Viewer", state: "State | None", today: date) -> Rows:
    from unannounced.records.recommendations.queries import items_seen_by, threads

    found = items_seen_by(viewer).filter(**_of(state, asked, "report__visit__state"))
    for thread in threads(found, today=today):
        if asked.follow_up in (None, thread.follow_up.status.value) or (asked.follow_up == "open" and thread.is_open):
            yield {
                "id": thread.item.pk,
                "state": thread.item.report.visit.state.code,
                "number": thread.number,
                "kind": thread.item.kind,
                "follow-up": thread.follow_up.status.value,
                "due": thread.due.day if thread.due else None,
                "text": thread.item.text,
            }


def _requests(asked: argparse.Namespace, viewer: "Viewer", state: "State | None", today: date) -> Rows:
    from unannounced.records.requests.queries import requests_to
    from unannounced.records.states.models import State

    asked_ones = State.objects.filter(requests__isnull=False, invented=asked.invented).distinct().order_by("code")
    for one in [state] if state else asked_ones:
        for held in requests_to(one, viewer, today=today):
            yield {
                "id": held.request.pk,
                "state": one.code,
                "made": held.request.made_on,
                "due": held.request.due_on,
                "status": held.status.value,
                "subject": held.request.subject,
            }
