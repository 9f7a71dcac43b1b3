"""Findings somebody may read, with what they rest on."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from unannounced.duties import weighing
from unannounced.duties.noting import EntryKind
from unannounced.duties.weighing import Source, Strength, Support
from unannounced.records.accounts.queries import Viewer
from unannounced.records.communications.models import Communication
from unannounced.records.communications.queries import assigned_to
from unannounced.records.findings.models import Finding, ToldIn
from unannounced.records.notebooks.models import Entry
from unannounced.records.visits.models import Visit
from unannounced.records.visits.queries import seen_by


@dataclass(frozen=True, slots=True)
class Weighed:
    """A finding with its entries and how strongly they support it."""

    finding: Finding
    entries: list[Entry]
    strength: Strength
    sources: list[Source]


def findings_of(visit: Visit, viewer: Viewer) -> list[Weighed]:
    """The findings of a visit, for those who see it; two queries."""
    findings = Finding.objects.filter(visit=visit, visit__in=seen_by(viewer)).prefetch_related("supports__entry__blob")
    return [_weigh(finding) for finding in findings.order_by("drawn_on", "id")]


def _weigh(finding: Finding) -> Weighed:
    entries = [support.entry for support in finding.supports.all()]
    supports = supports_of(entries)
    return Weighed(finding, entries, weighing.strength(supports), weighing.sources(supports))


def supports_of(entries: Sequence[Entry]) -> list[Support]:
    """What each entry brings to a finding: who or what it comes from, and on which device it was written."""
    return [
        Support(
            EntryKind(entry.kind),
            entry.source,
            pseudonym=str(entry.pseudonym_id or ""),
            device=str(entry.blob.device_id or "") if entry.blob else "",
            said_as=str(first_wording(entry)),
        )
        for entry in entries
    ]


def first_wording(entry: Entry) -> UUID:
    """The entry that this one corrects, or whose id it came under with other words; itself otherwise."""
    return entry.corrects_id or entry.conflicts_with_id or entry.pk


def told_by(communication: Communication) -> QuerySet[ToldIn]:
    """What was said of this communication and findings, whoever may know it: to be erased with it."""
    return ToldIn.objects.filter(communication=communication)


def findings_told_in(communication: UUID, viewer: Viewer) -> QuerySet[Finding]:
    """The findings that a communication tells of, for those who deal with it, of visits they see."""
    told = ToldIn.objects.filter(communication=communication, communication__in=assigned_to(viewer)).values("finding")
    seen = Finding.objects.filter(pk__in=told, visit__in=seen_by(viewer)).select_related("visit__state")
    return seen.order_by("drawn_on", "pk")


def communications_that_tell(findings: Collection[UUID], viewer: Viewer) -> dict[UUID, list[Communication]]:
    """The communications that tell of each finding, where ``viewer`` deals with them and sees its visit; one query."""
    told = ToldIn.objects.filter(finding__in=findings, finding__visit__in=seen_by(viewer))
    rows = told.filter(communication__in=assigned_to(viewer)).select_related("communication").order_by("at", "pk")
    found: dict[UUID, list[Communication]] = {}
    for one in rows:
        found.setdefault(one.finding_id, []).append(one.communication)
    return found
