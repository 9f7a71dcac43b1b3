"""Requests with their answers, and whether the State was silent."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from unannounced.duties import requesting
from unannounced.duties.confidentiality import Role
from unannounced.duties.requesting import RequestStatus
from unannounced.records.accounts.queries import Viewer
from unannounced.records.requests.models import Answer, Request
from unannounced.records.states.models import State

SEE = frozenset({Role.MEMBER, Role.SECRETARIAT})


@dataclass(frozen=True, slots=True)
class Asked:
    """A request with its answers and its status of the day."""

    request: Request
    answers: list[Answer]
    status: RequestStatus


def requests_to(state: State, viewer: Viewer, *, today: date) -> list[Asked]:
    """The requests to a State, the latest first; two queries."""
    return _asked(Request.objects.filter(state=state), viewer, today)


def unanswered(viewer: Viewer, *, today: date) -> list[Asked]:
    """Every request to any State whose day has passed in silence."""
    asked = _asked(Request.objects.filter(due_on__lt=today, answers__isnull=True), viewer, today)
    return [one for one in asked if one.status is RequestStatus.OVERDUE]


def _asked(requests: QuerySet[Request], viewer: Viewer, today: date) -> list[Asked]:
    if not viewer.roles & SEE:
        return []
    found = requests.select_related("state").prefetch_related("answers").order_by("-made_on", "-id")
    return [_with_status(request, today) for request in found]


def _with_status(request: Request, today: date) -> Asked:
    answers = sorted(request.answers.all(), key=lambda answer: answer.received_on)
    first = answers[0].received_on if answers else None
    status = requesting.status(made_on=request.made_on, due_on=request.due_on, answered_on=first, today=today)
    return Asked(request, answers, status)
