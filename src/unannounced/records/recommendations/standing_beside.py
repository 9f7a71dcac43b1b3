"""What stands beside items: what assessments rest on, answers that could not be registered, decisions on time."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from unannounced.records.accounts.queries import Viewer
from unannounced.records.documents.models import Document
from unannounced.records.findings.models import Finding
from unannounced.records.notebooks.models import Entry
from unannounced.records.recommendations.many import Basis
from unannounced.records.recommendations.models import Extension, Item, Response, RestsOn, StrayAnswer
from unannounced.records.recommendations.queries import items_ever_seen_by
from unannounced.records.reports.models import Report
from unannounced.records.reports.queries import reports_seen_by
from unannounced.records.visits.queries import seen_by


def documents_seen_by(viewer: Viewer) -> QuerySet[Document]:
    """The documents that came with responses to items ``viewer`` may read, without their bytes."""
    responses = Response.objects.filter(item__in=items_ever_seen_by(viewer).order_by().values("pk"))
    return Document.objects.filter(pk__in=responses.order_by().values("document")).defer("content")


def nameable(viewer: Viewer, keys: Collection[UUID]) -> list[Basis]:
    """What of ``keys`` an assessment of ``viewer`` can rest on, in the order of ``keys``; four queries always.

    Hidden and absent are one: neither is among them.
    """
    visits = seen_by(viewer)
    found: dict[UUID, Basis] = {}
    for one in Entry.objects.filter(visit__in=visits, pk__in=keys):
        found[one.pk] = one
    for finding in Finding.objects.filter(visit__in=visits, pk__in=keys):
        found[finding.pk] = finding
    for document in documents_seen_by(viewer).filter(pk__in=keys):
        found[document.pk] = document
    for visit in visits.filter(pk__in=keys):
        found[visit.pk] = visit
    return [found[key] for key in dict.fromkeys(keys) if key in found]


def rests_of(item: Item, viewer: Viewer) -> dict[UUID, list[RestsOn]]:
    """What the assessments of an item rest on, by assessment, as far as ``viewer`` sees it; one query."""
    visits = seen_by(viewer).order_by().values("pk")
    seen = Q(entry__visit__in=visits) | Q(finding__visit__in=visits) | Q(visit__in=visits)
    seen |= Q(document__in=documents_seen_by(viewer).order_by().values("pk"))
    held: dict[UUID, list[RestsOn]] = defaultdict(list)
    rows = RestsOn.objects.filter(seen, assessment__item=item)
    ordered = rows.select_related("entry", "finding", "document", "visit").defer("document__content")
    for row in ordered.order_by("assessment", "pk"):
        held[row.assessment_id].append(row)
    return held


def document_urls(rows: Iterable[RestsOn], viewer: Viewer) -> dict[UUID, UUID]:
    """For each document that something rests on, an item under which ``viewer`` can read it; one query."""
    keys = [row.document_id for row in rows if row.document_id]
    seen = items_ever_seen_by(viewer).order_by().values("pk")
    held = Response.objects.filter(document__in=keys, item__in=seen)
    return {document: item for document, item in held.values_list("document", "item") if document is not None}


def strays_seen_by(viewer: Viewer) -> QuerySet[StrayAnswer]:
    """Answers that could not be registered, of the reports ``viewer`` may read: those to be decided first."""
    held = StrayAnswer.objects.filter(report__in=reports_seen_by(viewer).order_by().values("pk"))
    return held.select_related("report__state", "item__paragraph", "decided_by").order_by(
        "decided_on", "-received_on", "pk"
    )


def strays_of(item: Item) -> list[StrayAnswer]:
    """The answers to an item that could not be registered, the latest first."""
    held = StrayAnswer.objects.filter(item=item).select_related("decided_by")
    return list(held.order_by("-received_on", "pk"))


def strays_waiting(report: Report, item: Item | None = None) -> QuerySet[StrayAnswer]:
    """The answers to a report, or to one item of it, on which nobody has decided."""
    held = StrayAnswer.objects.filter(report=report, decided_on=None)
    waiting = held.filter(item=item) if item else held
    return waiting.select_related("report__visit", "item").order_by("received_on", "pk")


def extensions_of(of: Report | Item) -> list[Extension]:
    """The decisions on more time for a report, or for an item and its report, the latest first."""
    held = Extension.objects.select_related("decided_by")
    if isinstance(of, Item):
        found = held.filter(Q(item=of) | Q(item=None, report=of.report_id))
    else:
        found = held.filter(report=of)
    return list(found.order_by("-decided_on", "-registered_at", "pk"))
