"""What the figures of a period are made from, as far as somebody may see it: few queries, however many rows.

The tables themselves are ``duties.tables_of_visits`` and ``duties.tables_of_items``. Reports of other bodies count in
nothing. A report from the archive counts on the day it bears.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Count, F, Min, Q, QuerySet

from unannounced.crafts.law.conventions import shipped_conventions
from unannounced.duties.confidentiality import COMMITTEE
from unannounced.duties.reporting import ReportStage
from unannounced.duties.tabulating import DayFact, Facts, Period, PlaceFact, ReportFact, VisitFact
from unannounced.duties.treaty.standing import WORDS as STANDING_WORDS
from unannounced.duties.treaty.standing import status
from unannounced.duties.visiting import VisitKind, VisitStage
from unannounced.records.accounts.queries import Viewer
from unannounced.records.committee.models import Session
from unannounced.records.places.models import PlaceNow
from unannounced.records.publications.figured_items import item_facts
from unannounced.records.publications.models import Publication, StandingConsent
from unannounced.records.recommendations.models import HighLevelTalks, PublicStatement
from unannounced.records.recommendations.tallying import live_responses
from unannounced.records.reports.models import Report
from unannounced.records.reports.queries import reports_seen_by
from unannounced.records.states.models import State
from unannounced.records.treaties.queries import states_and_acts
from unannounced.records.visits.models import Visit, VisitedPlace
from unannounced.records.visits.queries import seen_by

CARRIED_OUT = (VisitStage.IN_PROGRESS.value, VisitStage.INTERRUPTED.value, VisitStage.ENDED.value)


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose figures: of one register, and of one State where one is named."""

    viewer: Viewer
    invented: bool
    state: State | None = None

    def within(self, path: str = "state") -> dict[str, Any]:
        """The States, as rows whose State stands at ``path`` are filtered."""
        return {path: self.state} if self.state else {f"{path}__invented": self.invented}


def facts(scope: Scope, period: Period, *, items: bool = True) -> Facts:
    """Everything that is counted, visible to the viewer; the same number of queries, however many rows.

    Without ``items`` none are looked at, which takes most of the time.
    """
    reports = list(_reports(scope, period))
    return Facts(
        period,
        visits=list(_visits(scope, period)),
        places=list(_places(scope, period)),
        reports=reports,
        items=item_facts(_own_reports(scope), reports, scope.viewer, period) if items else (),
        sessions=_sessions(scope, period),
        talks=_talks(scope, period),
        statements=_statements(scope),
        known_places=_known_places(scope),
        parties=_parties(scope, period),
        automatic=_automatic(scope, period),
    )


# Visits


def carried_out(scope: Scope) -> QuerySet[Visit]:
    """The visits that were carried out or go on, and that the viewer sees."""
    return seen_by(scope.viewer).filter(stage__in=CARRIED_OUT, **scope.within())


def _visits(scope: Scope, period: Period) -> Iterable[VisitFact]:
    columns = ("pk", "state__code", "kind", "begins", "ends", "stage", "talks_on", "interrupted_on")
    held = carried_out(scope).filter(begins__lte=period.until).order_by("begins", "pk")
    for pk, state, kind, begins, ends, stage, talks_on, interrupted_on in held.values_list(*columns):
        last = _last_day(ends, stage, talks_on, interrupted_on, period.today)
        over = stage == VisitStage.ENDED.value
        yield VisitFact(f"visit:{pk.hex}", state, VisitKind(kind), begins, max(begins, last), over)


def _last_day(ends: date, stage: str, talks_on: date | None, interrupted_on: date | None, today: date) -> date:
    """The last day on which the delegation was there: the visit may have ended or been interrupted before its time."""
    if stage == VisitStage.ENDED.value:
        return min(ends, talks_on or ends)
    if stage == VisitStage.INTERRUPTED.value:
        return min(ends, interrupted_on or ends, today)
    return min(ends, today)


def _places(scope: Scope, period: Period) -> Iterable[PlaceFact]:
    """Places as they are shown: those that were joined are one, with the kind that the register says now."""
    went = VisitedPlace.objects.filter(visit__in=carried_out(scope).values("pk"), day__lte=period.until)
    columns = ("pk", "visit_id", "place__state__code", "place_id", "place__now__root_id", "day", "place__kind")
    shown = ("place__name", "place__now__root__now__kind", "place__now__root__now__name")
    for row in went.order_by("day", "pk").values_list(*columns, *shown):
        pk, visit, state, place, root, day, kind, name, kind_now, name_now = row
        yield PlaceFact(
            f"went:{pk.hex}",
            f"visit:{visit.hex}",
            state,
            (root or place).hex,
            name_now or name,
            kind_now or kind,
            day,
        )


def _known_places(scope: Scope) -> dict[str, int]:
    """How many places the register lists, by kind."""
    held = PlaceNow.objects.filter(place=F("root"), listed=True, **scope.within())
    return dict(held.order_by().values_list("kind").annotate(held=Count("pk")))


def known_places(scope: Scope, kind: str) -> QuerySet[PlaceNow]:
    """The places that the register lists, of one kind or of any."""
    held = PlaceNow.objects.filter(place=F("root"), listed=True, **scope.within())
    return (held.filter(kind=kind) if kind else held).order_by("state__code", "name", "pk")


# Reports


def _own_reports(scope: Scope) -> QuerySet[Report]:
    return reports_seen_by(scope.viewer).filter(body="", **scope.within()).exclude(stage=ReportStage.DRAFT.value)


def _reports(scope: Scope, period: Period) -> Iterable[ReportFact]:
    own = _own_reports(scope)
    published, whole = _published(own, period)
    answered = _answered(own, period)
    columns = ("pk", "state__code", "title", "adopted_on", "transmitted_on", "already_public", "visit__ends")
    further = ("visit__talks_on", "visit_id")
    for row in own.order_by("transmitted_on", "pk").values_list(*columns, *further):
        pk, state, title, adopted_on, transmitted_on, public, ends, talks_on, visit = row
        dated = visit is None
        yield ReportFact(
            f"report:{pk.hex}",
            state,
            title,
            min(ends, talks_on or ends) if ends else None,
            adopted_on,
            transmitted_on,
            answered.get(pk),
            (transmitted_on if public else None) if dated else published.get(pk),
            is_open=public if dated else pk in whole,
            dated=dated,
        )


def _published(own: QuerySet[Report], period: Period) -> tuple[dict[UUID, date], set[UUID]]:
    """Since when reports can be read outside, and which of them in whole: an embargo is waited for."""
    rows = Publication.objects.filter(report__in=own.order_by().values("pk")).order_by("-version")
    first: dict[UUID, date] = {}
    whole = set()
    for report, published_on, embargo, partial in rows.values_list(
        "report_id", "published_on", "embargo_until", "partial"
    ):
        day = max(published_on, embargo.date()) if embargo else published_on
        if day <= period.today:
            first[report] = min(day, first.get(report, day))
            whole |= set() if partial else {report}
    return first, whole


def _answered(own: QuerySet[Report], period: Period) -> dict[UUID, date]:
    """The day of the first response to any item of a report."""
    came = live_responses().filter(item__report__in=own.order_by().values("pk"), received_on__lte=period.today)
    rows = came.order_by().values_list("item__report").annotate(first=Min("received_on"))
    return {report: first for report, first in rows if first is not None}


# What else happened


def _sessions(scope: Scope, period: Period) -> list[DayFact]:
    """The sessions, which are of no State; for the Committee, and not for one State."""
    if scope.state is not None or not scope.viewer.roles & COMMITTEE:
        return []
    held = Session.objects.filter(begins__lte=period.until).order_by("begins", "pk")
    return [DayFact(f"session:{pk.hex}", "", begins) for pk, begins in held.values_list("pk", "begins")]


def _talks(scope: Scope, period: Period) -> list[DayFact]:
    if not scope.viewer.roles & COMMITTEE:
        return []
    held = HighLevelTalks.objects.filter(begins__lte=period.until, **scope.within()).order_by("begins", "pk")
    rows = held.values_list("pk", "state__code", "begins")
    return [DayFact(f"talks:{pk.hex}", state, begins) for pk, state, begins in rows]


def _statements(scope: Scope) -> list[DayFact]:
    if not scope.viewer.roles & COMMITTEE:
        return []
    held = PublicStatement.objects.filter(adopted_on__isnull=False, **scope.within()).order_by("adopted_on", "pk")
    rows = held.values_list("pk", "state__code", "adopted_on")
    return [DayFact(f"statement:{pk.hex}", state, day) for pk, state, day in rows if day is not None]


def _parties(scope: Scope, period: Period) -> dict[str, str]:
    """The standing under the founding convention on the last day, of each State of which it holds an act."""
    convention = settings.MECHANISM.convention
    if not convention:
        return {}
    acts = states_and_acts(convention, invented=scope.invented)
    return {
        code: STANDING_WORDS[status(convention, held, shipped_conventions(), on=period.until).standing]
        for code, held in acts.items()
        if scope.state is None or scope.state.code == code
    }


def _automatic(scope: Scope, period: Period) -> frozenset[str]:
    """The States whose standing consent to publication holds on the last day."""
    day = period.until
    held = StandingConsent.objects.filter(
        Q(ends__isnull=True) | Q(ends__gte=day),
        Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=day),
        begins__lte=day,
        **scope.within(),
    )
    return frozenset(held.values_list("state__code", flat=True))


def ids_of(refs: Sequence[str], kind: str) -> list[UUID]:
    """The ids of the rows of one kind among ``refs``."""
    return [UUID(ref.partition(":")[2]) for ref in refs if ref.startswith(f"{kind}:")]
