"""What stands behind one number of a State's cooperation: the visits, items, requests, reports and statements."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from unannounced.records.accounts.queries import Viewer
from unannounced.records.ledger.actions import note_readings
from unannounced.records.recommendations.models import PublicStatement
from unannounced.records.recommendations.queries import items_seen_by
from unannounced.records.reports.models import Report
from unannounced.records.reports.queries import reports_seen_by
from unannounced.records.requests.queries import requests_seen_by
from unannounced.records.treaties.models import PublicFact
from unannounced.records.visits.models import VisitedPlace
from unannounced.records.visits.queries import seen_by
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages.cooperation_facts import Cooperated, ids_in
from unannounced.rooms.office.pages.statements import GROUND_WORDS


@dataclass(frozen=True, slots=True)
class RowBehind:
    """One thing that was counted: what it is, where it is read, its day, and what counts of it."""

    ref: str
    title: str
    url: str
    on: date | None
    said: str
    due_on: date | None = None
    answered_on: date | None = None
    report: UUID | None = None


def rows_behind(refs: Sequence[str], found: Cooperated, viewer: Viewer) -> list[RowBehind]:
    """The rows of ``refs`` in their order, those ``viewer`` may see; at most one query for each kind of row."""
    held: dict[str, RowBehind] = {}
    for kind, read in _READERS.items():
        keys = ids_in(refs, kind)
        if keys:
            held |= {row.ref: row for row in read(keys, found, viewer)}
    return [held[ref] for ref in refs if ref in held]


def note(rows: Sequence[RowBehind], request: Asked) -> None:
    """Note in the reading log the reports whose items were shown."""
    note_readings(reports_of(rows), by=request.viewer.pk, at=request.moment)


def reports_of(rows: Sequence[RowBehind]) -> list[Report]:
    """The reports whose items are among ``rows``, by their ids alone."""
    return [Report(pk=key) for key in sorted({row.report for row in rows if row.report is not None}, key=_hex)]


def _hex(key: UUID) -> str:
    return key.hex


def _accesses(keys: list[UUID], found: Cooperated, viewer: Viewer) -> list[RowBehind]:
    visited = VisitedPlace.objects.filter(pk__in=keys, visit__in=seen_by(viewer).values("pk"))
    return [
        RowBehind(
            f"access:{one.pk}",
            one.place.name,
            reverse("visit", args=[one.visit_id]),
            one.day,
            " · ".join(filter(None, (_waited(one.waited_minutes), one.access))),
        )
        for one in visited.select_related("place")
    ]


def _waited(minutes: int) -> str:
    words = ngettext("waited {minutes} minute", "waited {minutes} minutes", minutes)
    return words.format(minutes=minutes) if minutes else _("let in at once")


def _items(keys: list[UUID], found: Cooperated, viewer: Viewer) -> list[RowBehind]:
    items = items_seen_by(viewer).filter(pk__in=keys).select_related("report", "paragraph")
    rows = []
    for one in items:
        due = found.dues[f"item:{one.pk}"]
        title = f"{one.report.title} · {one.number}"
        url = reverse("item", args=[one.pk])
        rows.append(RowBehind(due.ref, title, url, due.known_on, one.text, due.due_on, due.answered_on, one.report_id))
    return rows


def _requests(keys: list[UUID], found: Cooperated, viewer: Viewer) -> list[RowBehind]:
    rows = []
    for one in requests_seen_by(viewer).filter(pk__in=keys):
        due = found.dues[f"request:{one.pk}"]
        url = reverse("request", args=[one.pk])
        rows.append(RowBehind(due.ref, one.subject, url, one.made_on, "", due.due_on, due.answered_on))
    return rows


def _reports(keys: list[UUID], found: Cooperated, viewer: Viewer) -> list[RowBehind]:
    rows = []
    for one in reports_seen_by(viewer).filter(pk__in=keys):
        fact = found.publications[f"report:{one.pk}"]
        said = _("published on {day}").format(day=fact.published_on.isoformat()) if fact.published_on else ""
        rows.append(RowBehind(fact.ref, one.title, reverse("report", args=[one.pk]), fact.transmitted_on, said))
    return rows


def _statements(keys: list[UUID], found: Cooperated, viewer: Viewer) -> list[RowBehind]:
    return [
        RowBehind(
            f"statement:{one.pk}",
            str(GROUND_WORDS[one.ground]),
            reverse("state", args=[one.state.code]) + "#statements",
            one.adopted_on,
            "",
        )
        for one in PublicStatement.objects.filter(pk__in=keys).select_related("state")
    ]


def _facts(keys: list[UUID], found: Cooperated, viewer: Viewer) -> list[RowBehind]:
    return [
        RowBehind(
            f"fact:{one.pk}",
            one.symbol or _("Public statement"),
            reverse("state", args=[one.state.code]) + "#facts-h",
            one.begins or one.published_on,
            one.note,
        )
        for one in PublicFact.objects.filter(pk__in=keys).select_related("state")
    ]


_Reader = Callable[[list[UUID], Cooperated, Viewer], list[RowBehind]]
_READERS: dict[str, _Reader] = {
    "access": _accesses,
    "item": _items,
    "request": _requests,
    "report": _reports,
    "statement": _statements,
    "fact": _facts,
}
