"""Findings somebody may read, with what they rest on."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from unannounced.duties import weighing
from unannounced.duties.noting import EntryKind
from unannounced.duties.weighing import Source, Strength, Support
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
