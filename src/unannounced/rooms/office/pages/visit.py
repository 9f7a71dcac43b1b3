"""The page of a visit: who goes, where they went, what was noted and found, and the reports."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from unannounced.duties import noting, visiting, weighing
from unannounced.duties.noting import EntryKind
from unannounced.duties.visiting import VisitStage
from unannounced.duties.weighing import Strength
from unannounced.records.findings.queries import Weighed, findings_of
from unannounced.records.ledger.actions import note_readings
from unannounced.records.measurements.queries import measured_on
from unannounced.records.notebooks.models import Entry
from unannounced.records.notebooks.queries import entries_of
from unannounced.records.publications.models import Publication
from unannounced.records.recommendations.queries import items_seen_by
from unannounced.records.reports.queries import reports_of
from unannounced.records.visits.models import Capacity, Confidant, Delegate, Visit, VisitedPlace
from unannounced.records.visits.queries import delegation, seen_by
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages import tables
from unannounced.rooms.office.pages.lanes import visit_words
from unannounced.rooms.office.pages.lines import ledger_lines
from unannounced.rooms.office.pages.offers import offers_on
from unannounced.rooms.office.pages.stages import visit_steps
from unannounced.rooms.office.pages.tracking import light_threads

CAPACITY_WORDS = {
    Capacity.MEMBER: lazy("member"),
    Capacity.EXPERT: lazy("expert"),
    Capacity.INTERPRETER: lazy("interpreter"),
    Capacity.SECRETARIAT: lazy("secretariat"),
}
STRENGTH_SHAPES: dict[Strength, str] = {
    Strength.SINGLE_SOURCE: "ring",
    Strength.CORROBORATED: "half",
    Strength.STRONGLY_CORROBORATED: "check",
}


@dataclass(frozen=True, slots=True)
class ShownDelegate:
    """Somebody who goes, and as what."""

    delegate: Delegate
    capacity: str


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """An entry under its number on this page, and what corrects it or is corrected by it."""

    number: int
    entry: Entry
    kind: str
    corrects: int | None = None
    corrected_by: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """A finding, how strongly it is supported, and the numbers of the entries it rests on."""

    weighed: Weighed
    word: str
    shape: str
    numbers: list[int]


def visit(request: Asked, visit: UUID) -> HttpResponse:
    """One visit. Hidden and absent are the same answer by the same query."""
    found = get_object_or_404(seen_by(request.viewer).select_related("state", "planned_by"), pk=visit)
    note_readings([found], by=request.viewer.pk, at=request.moment)
    return render(request, "office/visit.html", context_of(found, request))


def context_of(found: Visit, request: Asked) -> dict[str, object]:
    """What the page shows."""
    viewer, today = request.viewer, request.moment.date()
    entries = numbered(list(entries_of(found, viewer)))
    reports = list(reports_of(found, viewer))
    threads = light_threads(items_seen_by(viewer).filter(report__visit=found), today=today)
    return {
        "visit": found,
        "name": found.state.name(get_language() or "en"),
        "kind": visit_words(found),
        "stage": visiting.STAGE_WORDS[VisitStage(found.stage)],
        "answer": answer(found),
        "steps": visit_steps(found),
        "days": (found.ends - found.begins).days + 1,
        "delegation": [_delegate(one) for one in delegation(found)],
        "confidants": Confidant.objects.filter(visit=found).select_related("person").order_by("person__display_name"),
        "visited": _visited(found),
        "entries": entries,
        "findings": _findings(findings_of(found, viewer), entries),
        "reports": tables.reports(reports, Publication.objects.filter(report__in=reports, version=1), threads),
        "measured": measured_on(found, viewer).order_by().count(),
        "offers": offers_on(found, viewer, today=today),
        "lines": ledger_lines([found.pk], viewer),
    }


def answer(found: Visit) -> str:
    """The sentence the page begins with: who knows of the visit, and where it stands."""
    sentences = {
        VisitStage.PLANNED: _("Planned and not notified: only the delegation and those let know see this visit."),
        VisitStage.NOTIFIED: _("The State was notified; the visit has not begun."),
        VisitStage.IN_PROGRESS: _("The delegation is in the State."),
        VisitStage.ENDED: _("The visit ended with the final talks."),
        VisitStage.CANCELLED: _("The visit was cancelled."),
    }
    return sentences[VisitStage(found.stage)]


def _delegate(one: Delegate) -> ShownDelegate:
    return ShownDelegate(one, str(CAPACITY_WORDS[Capacity(one.capacity)]))


def _visited(found: Visit) -> list[VisitedPlace]:
    return list(VisitedPlace.objects.filter(visit=found).select_related("place").order_by("day", "place__name"))


def numbered(entries: Sequence[Entry]) -> list[ShownEntry]:
    """The entries in order with numbers that stand on this page, so that findings can point at them."""
    numbers = {entry.pk: number for number, entry in enumerate(entries, start=1)}
    corrected: dict[UUID, list[int]] = {}
    for entry in entries:
        if entry.corrects_id:
            corrected.setdefault(entry.corrects_id, []).append(numbers[entry.pk])
    return [
        ShownEntry(
            number=numbers[entry.pk],
            entry=entry,
            kind=noting.WORDS[EntryKind(entry.kind)],
            corrects=numbers.get(entry.corrects_id) if entry.corrects_id else None,
            corrected_by=corrected.get(entry.pk, []),
        )
        for entry in entries
    ]


def _findings(found: Sequence[Weighed], entries: Sequence[ShownEntry]) -> list[ShownFinding]:
    numbers = {one.entry.pk: one.number for one in entries}
    return [
        ShownFinding(
            weighed=one,
            word=weighing.WORDS[one.strength],
            shape=STRENGTH_SHAPES[one.strength],
            numbers=sorted(numbers[entry.pk] for entry in one.entries if entry.pk in numbers),
        )
        for one in found
    ]
