"""The rows that a figure counts, those that the viewer may see: at most two queries for each kind of row."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from unannounced.duties import reporting
from unannounced.duties.confidentiality import COMMITTEE
from unannounced.duties.registering import kind_word
from unannounced.duties.reporting import ItemKind, ReportStage
from unannounced.duties.tabulating import Facts
from unannounced.records.accounts.queries import Viewer
from unannounced.records.committee.models import Session
from unannounced.records.ledger.actions import note_readings
from unannounced.records.places.models import Place, PlaceNow
from unannounced.records.publications.figures import ids_of
from unannounced.records.recommendations.models import HighLevelTalks, PublicStatement
from unannounced.records.recommendations.queries import items_seen_by
from unannounced.records.reports.models import Report
from unannounced.records.reports.queries import reports_seen_by
from unannounced.records.states.models import State
from unannounced.records.visits.models import VisitedPlace
from unannounced.records.visits.queries import seen_by
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages.lanes import visit_words
from unannounced.rooms.office.pages.statements import GROUND_WORDS


@dataclass(frozen=True, slots=True)
class RowBehind:
    """One row that was counted: what it is, where it is read, its State, its day, and what counts of it."""

    ref: str
    title: str
    url: str
    state: str
    on: date | None
    said: str = ""
    report: UUID | None = None


def rows_behind(refs: Sequence[str], facts: Facts, viewer: Viewer) -> list[RowBehind]:
    """The rows of ``refs`` in their order, those ``viewer`` may see."""
    held: dict[str, RowBehind] = {}
    for kind, read in _READERS.items():
        keys = ids_of(refs, kind)
        if keys:
            held |= {row.ref: row for row in read(keys, facts, viewer)}
    return [held[ref] for ref in map(plain, refs) if ref in held]


def plain(ref: str) -> str:
    """A ref with the id as it is written without hyphens, whichever the database gave."""
    kind, _colon, key = ref.partition(":")
    return f"{kind}:{key.replace('-', '')}"


def note(rows: Iterable[RowBehind], request: Asked) -> None:
    """Note in the reading log the reports of which items were shown."""
    note_readings(reports_of(rows), by=request.viewer.pk, at=request.moment)


def reports_of(rows: Iterable[RowBehind]) -> list[Report]:
    """The reports of which items are among ``rows``, by their ids alone."""
    return [Report(pk=key) for key in sorted({row.report for row in rows if row.report is not None}, key=_hex)]


def _hex(key: UUID) -> str:
    return key.hex


def _name(state: State) -> str:
    return state.name(get_language() or "en")


def _visits(keys: list[UUID], facts: Facts, viewer: Viewer) -> Iterable[RowBehind]:
    days = {one.ref: facts.period.days_of(one.begins, one.ends) for one in facts.visits}
    for one in seen_by(viewer).filter(pk__in=keys).select_related("state"):
        ref, name = f"visit:{one.pk.hex}", _name(one.state)
        counted = days.get(ref, 0)
        words = ngettext("{days} day in the period", "{days} days in the period", counted).format(days=counted)
        yield RowBehind(ref, visit_words(one), reverse("visit", args=[one.pk]), name, one.begins, words)


def _went(keys: list[UUID], facts: Facts, viewer: Viewer) -> Iterable[RowBehind]:
    held = VisitedPlace.objects.filter(pk__in=keys, visit__in=seen_by(viewer).values("pk"))
    for one in held.select_related("place__state"):
        words = _(kind_word(one.place.kind))
        url = reverse("place", args=[one.place_id])
        yield RowBehind(f"went:{one.pk.hex}", one.place.name, url, _name(one.place.state), one.day, words)


def _places(keys: list[UUID], facts: Facts, viewer: Viewer) -> Iterable[RowBehind]:
    last: dict[str, date] = {one.place: one.day for one in facts.places if facts.period.holds(one.day)}
    for one in Place.objects.filter(pk__in=keys).select_related("state"):
        day, url = last.get(one.pk.hex), reverse("place", args=[one.pk])
        yield RowBehind(f"place:{one.pk.hex}", one.name, url, _name(one.state), day, _(kind_word(one.kind)))


def _reports(keys: list[UUID], facts: Facts, viewer: Viewer) -> Iterable[RowBehind]:
    days = {one.ref: one for one in facts.reports}
    for one in reports_seen_by(viewer).filter(pk__in=keys):
        ref = f"report:{one.pk.hex}"
        fact = days.get(ref)
        on = fact and (fact.transmitted_on or fact.adopted_on)
        words = _(reporting.WORDS[ReportStage(one.stage)])
        yield RowBehind(ref, one.title, reverse("report", args=[one.pk]), _name(one.state), on or None, words)


def _items(keys: list[UUID], facts: Facts, viewer: Viewer) -> Iterable[RowBehind]:
    held = items_seen_by(viewer).filter(pk__in=keys).select_related("report__state", "paragraph")
    for one in held.defer("paragraph__text"):
        kind = _(reporting.ITEM_WORDS[ItemKind(one.kind)])
        yield RowBehind(
            f"item:{one.pk.hex}",
            f"{one.number} · {one.report.title}",
            reverse("item", args=[one.pk]),
            _name(one.report.state),
            one.report.transmitted_on,
            f"{kind} · {one.text}",
            one.report_id,
        )


def _sessions(keys: list[UUID], facts: Facts, viewer: Viewer) -> Iterable[RowBehind]:
    for one in Session.objects.filter(pk__in=keys) if viewer.roles & COMMITTEE else ():
        yield RowBehind(f"session:{one.pk.hex}", one.name, "", "", one.begins)


def _talks(keys: list[UUID], facts: Facts, viewer: Viewer) -> Iterable[RowBehind]:
    for one in HighLevelTalks.objects.filter(pk__in=keys).select_related("state") if viewer.roles & COMMITTEE else ():
        url = reverse("state", args=[one.state.code])
        yield RowBehind(f"talks:{one.pk.hex}", one.subject, url, _name(one.state), one.begins)


def _statements(keys: list[UUID], facts: Facts, viewer: Viewer) -> Iterable[RowBehind]:
    for one in PublicStatement.objects.filter(pk__in=keys).select_related("state") if viewer.roles & COMMITTEE else ():
        url, title = reverse("state", args=[one.state.code]) + "#statements", str(GROUND_WORDS[one.ground])
        yield RowBehind(f"statement:{one.pk.hex}", title, url, _name(one.state), one.adopted_on)


def known_rows(places: Iterable[PlaceNow]) -> list[RowBehind]:
    """Places of the register that are known; no visit hides them."""
    return [
        RowBehind(
            f"place:{one.place_id.hex}",
            one.name,
            reverse("place", args=[one.place_id]),
            _name(one.state),
            None,
            _(kind_word(one.kind)),
        )
        for one in places
    ]


_Reader = Callable[[list[UUID], Facts, Viewer], Iterable[RowBehind]]
_READERS: dict[str, _Reader] = {
    "visit": _visits,
    "went": _went,
    "place": _places,
    "report": _reports,
    "item": _items,
    "session": _sessions,
    "talks": _talks,
    "statement": _statements,
}
