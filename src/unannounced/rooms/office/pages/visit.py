"""The board of a visit: where it stands, what is missing and what waits, what was noted and found, and the reports."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from unannounced.duties import noting, weighing
from unannounced.duties.noting import EntryKind
from unannounced.duties.receiving import URGENCY_WORDS, Urgency
from unannounced.duties.visiting import VisitStage
from unannounced.duties.weighing import Strength
from unannounced.records.accounts.queries import Viewer
from unannounced.records.communications.models import Communication
from unannounced.records.communications.queries import communications_on
from unannounced.records.findings.queries import Weighed, communications_that_tell, findings_of
from unannounced.records.measurements.queries import measured_on
from unannounced.records.notebooks.models import Entry
from unannounced.records.notebooks.queries import entries_of
from unannounced.records.publications.models import Publication
from unannounced.records.recommendations.queries import items_seen_by
from unannounced.records.recommendations.standings import standings
from unannounced.records.reports.queries import reports_of
from unannounced.records.visits.models import Visit, VisitedPlace
from unannounced.records.visits.queries import delegation
from unannounced.rooms.office.acts.registry import acts_on
from unannounced.rooms.office.doors import Asked, keeps
from unannounced.rooms.office.pages import tables
from unannounced.rooms.office.pages.choosing import page_of
from unannounced.rooms.office.pages.lines import ledger_lines
from unannounced.rooms.office.pages.offers import sorted_out
from unannounced.rooms.office.pages.stages import visit_steps
from unannounced.rooms.office.pages.visit_board import next_steps, waiting
from unannounced.rooms.office.pages.visit_frame import ELSEWHERE, frame, opened

MOST_COMMUNICATIONS = 50
LATEST = 10
"""So many entries stand on the board; the notebook has all of them."""

STRENGTH_SHAPES: dict[Strength, str] = {
    Strength.SINGLE_SOURCE: "ring",
    Strength.CORROBORATED: "half",
    Strength.STRONGLY_CORROBORATED: "check",
}


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """An entry on the board, and its kind in words."""

    entry: Entry
    kind: str


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """A finding, how strongly it is supported, the entries it rests on, and communications that tell of the same."""

    weighed: Weighed
    word: str
    shape: str
    entries: list[Entry]
    told_in: list[Communication]


def visit(request: Asked, visit: UUID) -> HttpResponse:
    """One visit. Hidden and absent are the same answer by the same query."""
    found = opened(request, visit)
    return render(request, "office/visit.html", context_of(found, request))


def context_of(found: Visit, request: Asked) -> dict[str, object]:
    """What the page shows."""
    viewer, today = request.viewer, request.moment.date()
    entries = entries_of(found, viewer)
    page = page_of(request, findings_of(found, viewer))
    reports = list(reports_of(found, viewer))
    items = standings(items_seen_by(viewer, of_reports={"visit": found}), today=today)
    every = acts_on(found, viewer, today=today)
    waits = waiting(found, viewer, today=today)
    steps = next_steps(every, VisitStage(found.stage), waits)
    shown = ELSEWHERE | {one.name for one in steps}
    return {
        **frame(found, "visit"),
        "answer": answer(found),
        "steps": visit_steps(found),
        "days": (found.ends - found.begins).days + 1,
        "next_steps": steps,
        "waiting": waits,
        "going": list(delegation(found)),
        "visited": VisitedPlace.objects.filter(visit=found).values("place").distinct().count(),
        "page": page,
        "findings": _findings(list(page.object_list), viewer),
        "entries": [_entry(one) for one in entries.order_by("-noted_on", "-pk")[:LATEST]],
        "every_entry": entries.order_by().count(),
        "reports": tables.reports(reports, Publication.objects.filter(report__in=reports, version=1), items),
        "measured": measured_on(found, viewer).order_by().count(),
        "offers": sorted_out(one for one in every if one.name not in shown),
        "lines": ledger_lines([found.pk], viewer),
        "communications": _communications(found, request),
    }


def _communications(found: Visit, request: Asked) -> list[tuple[str, UUID, str]]:
    """Mark, id and urgency of the communications that bear on the visit, for who deals with them; asked for keepers.

    For everybody else nothing is asked and nothing shown, whether there are some or not.
    """
    if not keeps(request):
        return []
    bearing = communications_on(found.pk, request.viewer)[:MOST_COMMUNICATIONS]
    return [(one.mark, one.pk, URGENCY_WORDS[tuple(Urgency)[one.urgency]]) for one in bearing]


def answer(found: Visit) -> str:
    """The sentence the page begins with: who knows of the visit, and where it stands."""
    sentences = {
        VisitStage.PLANNED: _("Planned and not notified: only the delegation and those let know see this visit."),
        VisitStage.ANNOUNCED: _("The year is announced; only the delegation and those let know see the visit itself."),
        VisitStage.NOTIFIED: _("The State was notified; the visit has not begun."),
        VisitStage.IN_PROGRESS: _("The delegation is in the State."),
        VisitStage.INTERRUPTED: _("The visit is interrupted; it can be taken up again or ended."),
        VisitStage.ENDED: _("The visit ended with the final talks."),
        VisitStage.CANCELLED: _("The visit was cancelled."),
    }
    return sentences[VisitStage(found.stage)]


def _entry(one: Entry) -> ShownEntry:
    return ShownEntry(one, noting.WORDS[EntryKind(one.kind)])


def _findings(shown: Sequence[Weighed], viewer: Viewer) -> list[ShownFinding]:
    told = communications_that_tell([one.finding.pk for one in shown], viewer)
    return [
        ShownFinding(
            one,
            weighing.WORDS[one.strength],
            STRENGTH_SHAPES[one.strength],
            one.entries,
            told.get(one.finding.pk, []),
        )
        for one in shown
    ]
