"""Show every report from the archive that may be shown on the portal: it is public already and has a symbol.

Each is an act of its own, which cannot be undone. Repeated, it adds nothing; what may not be shown stays confidential
and is counted by its reason, and the exit code is then 2. `unannounced carry` brings the rest to the portal.
"""

import argparse
import sys
from collections import Counter
from typing import TYPE_CHECKING

from unannounced.cli import main, speaking
from unannounced.cli.speaking import CommandProblem

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

    from unannounced.duties.decision import Refused
    from unannounced.records.reports.models import Report

EXAMPLE = "unannounced show-archived --as maud --state FRA --dry-run"
FIRST = "Somebody else was first with it: look again."
NOT_KEPT = "The database cannot keep what would be shown of it: nothing of it was written."


def arguments(command: argparse.ArgumentParser) -> None:
    """As whom, and which of them."""
    command.add_argument("--as", dest="person", required=True, metavar="PERSON", help="the login of who acts")
    command.add_argument("--state", metavar="CODE", default="", help="those on this State alone")
    command.add_argument("--body", metavar="TEXT", default="", help="those whose maker has this in its name")
    command.add_argument("--dry-run", action="store_true", help="say what would happen, and change nothing")


def run(asked: argparse.Namespace) -> int:
    """Show what may be shown, count what may not by its reason."""
    main.enter("office")
    from django.db import DatabaseError

    from unannounced.duties.confidentiality import Act
    from unannounced.records.accounts.queries import permit
    from unannounced.records.ledger.actions import BY_COMMAND, acting
    from unannounced.records.ledger.linking import linked_at_the_end

    permit(Act.SHOW_ARCHIVED, speaking.as_viewer(asked.person, speaking.now().date()))
    keys = list(_waiting(asked).values_list("pk", flat=True))
    outcomes = Counter[str]()
    stopped = ""
    try:
        with acting(BY_COMMAND), linked_at_the_end():
            stopped = _each(keys, asked, outcomes)
    except DatabaseError:
        if not stopped:
            raise
        # the disk is full, which is said: the lines that wait are linked by the worker when there is room again
    return _summed_up(outcomes, stopped, len(keys), dry_run=asked.dry_run)


def _each(keys: "list[UUID]", asked: argparse.Namespace, outcomes: Counter[str]) -> str:
    """Show each, and count what became of it; why it ended early, if the room cannot be written to any more."""
    from django.db import DatabaseError

    from unannounced.rooms.web.middleware import sentence_of

    progress = speaking.Progress("showing")
    try:
        for done, key in enumerate(keys, start=1):
            outcomes[_show(key, asked)] += 1
            progress(done, len(keys))
    except DatabaseError as problem:
        return sentence_of(problem)
    finally:
        progress.end()
    return ""


def _waiting(asked: argparse.Namespace) -> "QuerySet[Report]":
    """The archived reports that are not on the portal yet, the oldest first."""
    from unannounced.duties.reporting import ReportStage
    from unannounced.records.reports.queries import reports_seen_by
    from unannounced.records.states.queries import UnknownState, state_called

    viewer = speaking.as_viewer(asked.person, speaking.now().date())
    found = reports_seen_by(viewer).filter(visit__isnull=True).exclude(stage=ReportStage.PUBLISHED.value)
    if asked.state:
        try:
            found = found.filter(state=state_called(asked.state))
        except UnknownState as unknown:
            raise CommandProblem(str(unknown)) from unknown
    if asked.body:
        found = found.filter(body__icontains=asked.body)
    return found.order_by("opened_on", "symbol", "id")


def _show(key: "UUID", asked: argparse.Namespace) -> str:
    """Show one report as it stands now, or with ``--dry-run`` see whether it may be shown; why not, or nothing.

    Raises ``DatabaseError`` if no other one could be shown either.
    """
    from django.db import DataError, IntegrityError

    from unannounced.duties.decision import Refused, RefusedByRule
    from unannounced.records.ledger.actions import KeptOtherwise, SomebodyWasFirst
    from unannounced.records.publications.actions import show_archived
    from unannounced.records.publications.queries import showing_decision

    report = _waiting(asked).filter(pk=key).first()
    if report is None:
        return FIRST  # it was shown, taken out or corrected since the command began
    decision = showing_decision(report)
    if isinstance(decision, Refused):
        if asked.dry_run:
            about = f"{report.state.code}, {report.opened_on}, {report.symbol or 'no symbol'}"
            print(f"{report.pk} not shown: {about}, {report.title}")
        return _reason(decision)
    if asked.dry_run:
        return ""
    at = speaking.now()
    try:
        show_archived(report, by=speaking.as_viewer(asked.person, at.date()), at=at)
    except RefusedByRule as refused:
        return _reason(refused.refusal)
    except (SomebodyWasFirst, KeptOtherwise):
        return FIRST
    except DataError:
        return NOT_KEPT
    except IntegrityError:
        return "A published report has the same symbol or number: correct the symbol of one of the two."
    return ""


def _reason(refusal: "Refused") -> str:
    return " ".join(filter(None, (speaking.said(refusal.sentence), speaking.said(refusal.way_out))))


def _summed_up(outcomes: Counter[str], stopped: str, reports: int, *, dry_run: bool) -> int:
    tried, shown = outcomes.total(), outcomes.pop("", 0)
    print(f"{shown} would be shown" if dry_run else f"{shown} shown; `unannounced carry` brings them to the portal")
    for why, count in outcomes.most_common():
        print(f"{count} not shown: {why}", file=sys.stderr)
    if stopped:
        rest = f"What was shown before stands; repeat the command for the {reports - tried} not tried."
        print(f"{stopped} {rest}", file=sys.stderr)
    return main.REFUSED if outcomes or stopped else main.DONE
