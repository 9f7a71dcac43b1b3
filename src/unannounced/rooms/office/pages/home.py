"""The first page: what waits for the one who opened it."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language

from unannounced.duties import visiting
from unannounced.duties.confidentiality import Act, Role
from unannounced.duties.dialogue import distance
from unannounced.duties.reporting import ReportStage
from unannounced.duties.visiting import VisitStage
from unannounced.records.accounts.queries import Viewer, permitted
from unannounced.records.publications.models import PublicationRequest
from unannounced.records.readings.queries import ITEMS, REPEATS, how_many
from unannounced.records.recommendations.silence import silent
from unannounced.records.reports.models import Report
from unannounced.records.reports.queries import reports_seen_by
from unannounced.records.requests.queries import overdue, unanswered
from unannounced.records.states.models import State
from unannounced.records.visits.models import Visit
from unannounced.records.visits.queries import under_way
from unannounced.rooms.office.doors import Asked, keeps
from unannounced.rooms.office.pages import communications, reprisals, statements
from unannounced.rooms.office.pages.lanes import visit_words
from unannounced.rooms.office.pages.requests import RequestRow, row

SOON = timedelta(days=30)
AT_MOST = 12


@dataclass(frozen=True, slots=True)
class Waiting:
    """The items of one State that are overdue or soon due, and where they are listed."""

    state: State
    name: str
    overdue: int
    soon: int
    next_day: date
    url: str


@dataclass(frozen=True, slots=True)
class Ahead:
    """A visit ahead or in progress."""

    visit: Visit
    name: str
    kind: str
    stage: str
    distance: Any


@dataclass(frozen=True, slots=True)
class Pile:
    """Reports that wait for the same act: how many, and the longest-waiting ones."""

    count: int
    reports: list[Report]


@dataclass(frozen=True, slots=True)
class Requests:
    """Requests that nobody answered: how many, and the longest-waiting ones."""

    count: int
    rows: list[RequestRow]


def home(request: Asked) -> HttpResponse:
    """What waits for the viewer, by role."""
    viewer, today = request.viewer, request.moment.date()
    committee = bool(viewer.roles & {Role.MEMBER, Role.SECRETARIAT, Role.EXPERT})
    context: dict[str, object] = {
        "auditor": Role.AUDITOR in viewer.roles,
        "administrator": Role.ADMINISTRATOR in viewer.roles,
        "committee": committee,
        "without_mandate": not viewer.roles,
    }
    if committee:
        context |= waiting_for(viewer, today=today)
    if keeps(request):
        context["communications"] = communications.waiting(viewer)
        context["calls_due"] = reprisals.waiting(viewer, today=today)
    return render(request, "office/home.html", context)


def waiting_for(viewer: Viewer, *, today: date) -> dict[str, object]:
    """Everything that waits for members, experts and the secretariat; a fixed number of queries."""
    seen = reports_seen_by(viewer).filter(visit__isnull=False)  # nothing waits for an act on what came from the archive
    parts: dict[str, object] = {
        "ahead": [_ahead(visit, today) for visit in under_way(viewer, today)],
        "drafts": list(_drafts_of(viewer, seen)[:AT_MOST]),
        "waiting": by_state(viewer, today=today),
        "requests": _unanswered(viewer, today=today),
        "statements": statements.open_everywhere(viewer, today=today),
        "to_adopt": pile(seen.filter(stage=ReportStage.DRAFT, visit__stage=VisitStage.ENDED).order_by("opened_on")),
        "to_transmit": pile(seen.filter(stage=ReportStage.ADOPTED).order_by("adopted_on")),
        **_to_publish(seen),
        "readings": _readings(viewer),
    }
    nothing = not any(part.count if isinstance(part, Pile) else part for part in parts.values())
    return {**parts, "nothing": nothing, "soon_days": SOON.days}


def _to_publish(seen: QuerySet[Report]) -> dict[str, object]:
    asked = PublicationRequest.objects.filter(report=OuterRef("pk"))
    transmitted = seen.filter(stage=ReportStage.TRANSMITTED).order_by("transmitted_on")
    return {
        "to_publish": pile(transmitted.filter(Exists(asked))),
        "to_request": pile(transmitted.filter(~Exists(asked))),
    }


def pile(found: QuerySet[Report]) -> Pile:
    """How many reports wait, and the first of them; two queries."""
    return Pile(found.count(), list(found[:AT_MOST]))


def _drafts_of(viewer: Viewer, seen: QuerySet[Report]) -> QuerySet[Report]:
    """Drafts on visits the viewer goes on, or in which they wrote a paragraph."""
    mine = Q(visit__delegates__person_id=viewer.pk) | Q(paragraphs__written_by_id=viewer.pk)
    return seen.filter(mine, stage=ReportStage.DRAFT).order_by("-opened_on", "id").distinct()


def _ahead(visit: Visit, today: date) -> Ahead:
    far = distance(visit.begins, today) if visit.begins >= today else None
    words = visiting.STAGE_WORDS[VisitStage(visit.stage)]
    return Ahead(visit, visit.state.name(get_language() or "en"), visit_words(visit), words, far)


def by_state(viewer: Viewer, *, today: date) -> list[Waiting]:
    """The items that are overdue or soon due, counted by State, the most overdue first; two queries."""
    late, soon = Counter[UUID](), Counter[UUID]()
    days: dict[UUID, date] = {}
    for held in silent(reports_seen_by(viewer), today=today):
        state, day = held.state, held.due.day
        if day <= today + SOON:
            (late if day < today else soon)[state] += held.count
            days[state] = min(day, days.get(state, day))
    states = State.objects.in_bulk(days)
    return sorted((_waiting(states[pk], late[pk], soon[pk], days[pk]) for pk in days), key=_most_overdue)


def _waiting(state: State, overdue: int, soon: int, next_day: date) -> Waiting:
    return Waiting(
        state, state.name(get_language() or "en"), overdue, soon, next_day, reverse("items", args=[state.code])
    )


def _most_overdue(row: Waiting) -> tuple[int, date]:
    return -row.overdue, row.next_day


def _readings(viewer: Viewer) -> int:
    """How many items wait because of what was read of them or may be said again; for whoever may decide on it.

    Topics do not count among what waits here: any number of them can stay guesses, and nothing is wrong by it.
    """
    return sum(how_many(viewer, of=(ITEMS, REPEATS)).values()) if permitted(Act.CORRECT_READING, viewer) else 0


def _unanswered(viewer: Viewer, *, today: date) -> Requests | None:
    """How many requests are overdue, and those that are so longest; none where every one is answered in time."""
    count = overdue(viewer, today=today).count()
    if not count:
        return None
    return Requests(count, [row(asked, today=today) for asked in unanswered(viewer, today=today, at_most=AT_MOST)])


def healthy(request: HttpRequest) -> HttpResponse:
    """That the room answers; says nothing else to anybody."""
    return HttpResponse("ok", content_type="text/plain")
