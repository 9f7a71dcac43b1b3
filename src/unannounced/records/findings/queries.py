"""Findings somebody may read, with what they rest on."""

from dataclasses import dataclass

from unannounced.duties import weighing
from unannounced.duties.noting import EntryKind
from unannounced.duties.weighing import Strength
from unannounced.records.accounts.queries import Viewer
from unannounced.records.findings.models import Finding
from unannounced.records.notebooks.models import Entry
from unannounced.records.visits.models import Visit
from unannounced.records.visits.queries import seen_by


@dataclass(frozen=True, slots=True)
class Weighed:
    """A finding with its entries and how strongly they support it."""

    finding: Finding
    entries: list[Entry]
    strength: Strength


def findings_of(visit: Visit, viewer: Viewer) -> list[Weighed]:
    """The findings of a visit, for those who see it; two queries."""
    findings = Finding.objects.filter(visit=visit, visit__in=seen_by(viewer)).prefetch_related("supports__entry")
    return [_weigh(finding) for finding in findings.order_by("drawn_on", "id")]


def _weigh(finding: Finding) -> Weighed:
    entries = [support.entry for support in finding.supports.all()]
    supports = [weighing.Support(EntryKind(entry.kind), entry.source) for entry in entries]
    return Weighed(finding, entries, weighing.strength(supports))
