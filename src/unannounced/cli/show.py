"""Show one visit, report or item with its id, as somebody who may see it."""

import argparse
from datetime import date
from typing import TYPE_CHECKING, Any

from unannounced.cli import main, speaking

if TYPE_CHECKING:
    from django.db.models import Model

    from unannounced.records.accounts.queries import Viewer

EXAMPLE = "unannounced show item 6f1c… --as maud"


def arguments(command: argparse.ArgumentParser) -> None:
    """What, which, as whom."""
    command.add_argument("what", choices=["visit", "report", "item"])
    command.add_argument("id")
    command.add_argument("--as", dest="person", required=True, metavar="PERSON")
    command.add_argument("--json", action="store_true")


def run(asked: argparse.Namespace) -> int:
    """Print it; hidden and absent are one answer."""
    main.enter("office")
    from django.core.exceptions import ValidationError

    today = speaking.now().date()
    viewer = speaking.as_viewer(asked.person, today)
    try:
        rows = {"visit": _visit, "report": _report, "item": _item}[asked.what](asked.id, viewer, today)
    except ValidationError:
        rows = []
    if not rows:
        raise speaking.CommandProblem(
            f"There is no such {asked.what}. `unannounced list {asked.what}s` prints those you may see."
        )
    speaking.print_rows(rows, as_json=asked.json)
    return main.DONE


Rows = list[dict[str, Any]]


def _noted(thing: "Model", viewer: "Viewer") -> None:
    """Reading by command is noted as reading by page is."""
    from unannounced.records.ledger.actions import note_readings

    note_readings([thing], by=viewer.pk, at=speaking.now())


def _visit(key: str, viewer: "Viewer", today: date) -> Rows:
    from unannounced.records.notebooks.queries import entries_of
    from unannounced.records.visits.queries import delegation, seen_by

    visit = seen_by(viewer).select_related("state").filter(pk=key).first()
    if visit is None:
        return []
    _noted(visit, viewer)
    rows: Rows = [{"part": "visit", "day": visit.begins, "said": f"{visit.state.code} {visit.kind}, {visit.stage}"}]
    rows += [{"part": "delegate", "day": None, "said": str(one)} for one in delegation(visit)]
    rows += [{"part": one.kind, "day": one.noted_on, "said": one.text} for one in entries_of(visit, viewer)]
    return rows


def _report(key: str, viewer: "Viewer", today: date) -> Rows:
    from unannounced.records.reports.queries import paragraphs_of, reports_seen_by

    report = reports_seen_by(viewer).filter(pk=key).first()
    if report is None:
        return []
    _noted(report, viewer)
    return [
        {"id": paragraph.pk, "number": paragraph.number, "chapter": paragraph.chapter, "text": paragraph.text}
        for paragraph in paragraphs_of(report)
    ] or [{"id": report.pk, "number": 0, "chapter": "", "text": report.title}]


def _item(key: str, viewer: "Viewer", today: date) -> Rows:
    from unannounced.records.recommendations.queries import items_seen_by, threads

    found = threads(items_seen_by(viewer).filter(pk=key), today=today)
    if not found:
        return []
    thread = found[0]
    _noted(thread.item, viewer)
    rows: Rows = [
        {"part": thread.item.kind, "day": thread.known_on, "said": thread.item.text},
        {
            "part": "due",
            "day": thread.due.day if thread.due else None,
            "said": " ".join(speaking.said(step) for step in (thread.due.steps if thread.due else ())),
        },
    ]
    rows += [
        {"part": "claimed", "day": one.received_on, "said": f"{one.claim}: {one.text}"} for one in thread.responses
    ]
    rows += [{"part": "verified", "day": one.day, "said": f"{one.verdict}: {one.text}"} for one in thread.assessments]
    rows.append({"part": "follow-up", "day": thread.follow_up.since, "said": thread.follow_up.status.value})
    return rows
