"""Requests with their answers, and whether the State was silent."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, assert_never
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from unannounced.duties import requesting
from unannounced.duties.confidentiality import Role
from unannounced.duties.decision import Decision
from unannounced.duties.requesting import RequestStatus
from unannounced.records.accounts.queries import Viewer
from unannounced.records.documents.models import Document
from unannounced.records.requests.models import Answer, Reminder, Request
from unannounced.records.states.models import State

SEE = frozenset({Role.MEMBER, Role.SECRETARIAT})


@dataclass(frozen=True, slots=True)
class Asked:
    """A request with its answers and reminders, and its status of the day.

    ``due_on`` is the day now in force, which a reminder moves; ``silence`` counts days from the day first set.
    """

    request: Request
    answers: list[Answer]
    reminders: list[Reminder]
    status: RequestStatus
    due_on: date
    silence: int | None


def requests_seen_by(viewer: Viewer) -> QuerySet[Request]:
    """Every request ``viewer`` may read, with its State: members and the secretariat read all, others none."""
    return Request.objects.select_related("state") if viewer.roles & SEE else Request.objects.none()


def requests_to(state: State, viewer: Viewer, *, today: date, at_most: int) -> list[Asked]:
    """The newest requests to a State, the latest first."""
    latest = requests_seen_by(viewer).filter(state=state).order_by("-made_on", "-id")
    return as_asked(in_full(latest)[:at_most], today=today)


def overdue(viewer: Viewer, *, today: date) -> "QuerySet[Any]":
    """Every request to any State whose day has passed in silence, the longest overdue first."""
    return standing_so(requests_seen_by(viewer), RequestStatus.OVERDUE, today=today).order_by("in_force", "id")


def unanswered(viewer: Viewer, *, today: date, at_most: int) -> list[Asked]:
    """The requests that are overdue longest."""
    return as_asked(in_full(overdue(viewer, today=today))[:at_most], today=today)


def awaited(viewer: Viewer, *, today: date) -> QuerySet[Request]:
    """Every request without an answer, with the day its answer is due now as ``in_force``: overdue or not."""
    return _with_day(requests_seen_by(viewer), today).filter(~_answered(today))


def standing_so(requests: QuerySet[Request], status: RequestStatus, *, today: date) -> "QuerySet[Any]":
    """Those of ``requests`` that stand as ``status``, as ``requesting.status`` says it: the rule as one query."""
    found = _with_day(requests, today)
    match status:
        case RequestStatus.ANSWERED:
            return found.filter(_answered(today))
        case RequestStatus.OVERDUE:
            return found.filter(~_answered(today), in_force__lt=today)
        case RequestStatus.AWAITED:
            return found.filter(~_answered(today), in_force__gte=today)
        case never:
            assert_never(never)


def about(requests: QuerySet[Request], words: str) -> QuerySet[Request]:
    """Those of ``requests`` that have all ``words`` in their subject; case does not matter."""
    for word in words.split():
        requests = requests.filter(subject__icontains=word)
    return requests


def _with_day(requests: QuerySet[Request], today: date) -> "QuerySet[Any]":
    last = Reminder.objects.filter(request=OuterRef("pk"), made_on__lte=today).order_by("-made_on")
    return requests.annotate(in_force=Coalesce(Subquery(last.values("due_on")[:1]), F("due_on")))


def _answered(today: date) -> Q:
    return Q(Exists(Answer.objects.filter(request=OuterRef("pk"), received_on__lte=today)))


def in_full(requests: QuerySet[Request]) -> QuerySet[Request]:
    """``requests`` with their State, answers and reminders, and the names of documents without their bytes."""
    answers = Answer.objects.select_related("document").defer("document__content")
    return requests.select_related("state").prefetch_related(Prefetch("answers", answers), "reminders")


def as_asked(requests: Iterable[Request], *, today: date) -> list[Asked]:
    """``requests``, read ``in_full``, each with where it stands today."""
    return [_with_status(request, today) for request in requests]


def reminding_decision(request: Request, *, on: date, today: date) -> Decision:
    """Whether the State may be reminded of ``request`` on the day ``on``: what the button asks, and the action."""
    answers = [answer.received_on for answer in request.answers.all()]
    reminders = sorted(request.reminders.all(), key=lambda reminder: reminder.made_on)
    return requesting.may_remind(
        made_on=request.made_on,
        due_on=reminders[-1].due_on if reminders else request.due_on,
        answered_on=min(answers, default=None),
        reminded_on=[one.made_on for one in reminders],
        on=on,
        today=today,
        profile=settings.MECHANISM,
    )


def document_seen(viewer: Viewer, document: UUID, request: UUID) -> Document | None:
    """A document that came with an answer to this request, with its bytes; hidden and absent are one."""
    of_request = Answer.objects.filter(request__in=requests_seen_by(viewer).values("pk"), request=request)
    return Document.objects.filter(pk=document, answers__in=of_request).first()


def _with_status(request: Request, today: date) -> Asked:
    answers = sorted(request.answers.all(), key=lambda answer: answer.received_on)
    reminders = sorted(request.reminders.all(), key=lambda reminder: reminder.made_on)
    first = answers[0].received_on if answers else None
    due_on = reminders[-1].due_on if reminders else request.due_on
    status = requesting.status(made_on=request.made_on, due_on=due_on, answered_on=first, today=today)
    silence = requesting.silence(due_on=request.due_on, answered_on=first, today=today)
    return Asked(request, answers, reminders, status, due_on, silence)
