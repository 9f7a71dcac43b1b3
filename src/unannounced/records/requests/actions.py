"""Making requests for information, registering answers."""

from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from django.conf import settings

from unannounced.duties import noting, requesting
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import require
from unannounced.records.accounts.queries import Viewer, permit
from unannounced.records.documents.models import Document
from unannounced.records.ledger.actions import act
from unannounced.records.requests.models import Answer, Reminder, Request
from unannounced.records.requests.queries import reminding_decision
from unannounced.records.states.models import State
from unannounced.records.treaties.queries import bound


def make_request(
    subject: str,
    text: str,
    *,
    to_state: State,
    made_on: date,
    due_on: date | None = None,
    by: Viewer,
    at: datetime,
    key: UUID | None = None,
) -> Request:
    """Ask a State for information on a person or an event; due after the days the mechanism's rule sets."""
    permit(Act.MAKE_REQUEST, by)
    text = noting.tidy(text)
    held = bound(to_state, settings.MECHANISM.convention, on=made_on)
    due = due_on or made_on + timedelta(days=settings.MECHANISM.request_days)
    require(
        requesting.may_make(
            text=text,
            made_on=made_on,
            due_on=due,
            today=at.date(),
            profile=settings.MECHANISM,
            bound_from=held.first,
            bound_until=held.last,
        )
    )
    with act("make a request", by=by.pk, at=at) as line:
        return line.keep_once(
            Request(
                id=key or uuid4(), state=to_state, subject=noting.tidy(subject), text=text, made_on=made_on, due_on=due
            )
        )


def remind_state(
    request: Request, text: str = "", *, made_on: date, by: Viewer, at: datetime, key: UUID | None = None
) -> Reminder:
    """Remind the State of a request it has not answered; the reminder sets a new day, the first one stays."""
    permit(Act.REMIND_STATE, by)
    held = request.reminders.filter(pk=key).first() if key else None
    if held is not None:
        return held
    require(reminding_decision(request, on=made_on, today=at.date()))
    due = requesting.new_due(made_on, settings.MECHANISM)
    with act("remind a State of a request", by=by.pk, at=at, about=request) as line:
        return line.keep_once(
            Reminder(id=key or uuid4(), request=request, made_on=made_on, due_on=due, text=noting.tidy(text))
        )


def answer_request(
    request: Request,
    text: str,
    *,
    received_on: date,
    document: Document | None = None,
    by: Viewer,
    at: datetime,
    key: UUID | None = None,
) -> Answer:
    """Register what the State answered, with the document it came in."""
    permit(Act.ANSWER_REQUEST, by)
    text = noting.tidy(text)
    require(
        requesting.may_answer(
            text=text, made_on=request.made_on, answered_on=received_on, today=at.date(), profile=settings.MECHANISM
        )
    )
    held = Answer.objects.filter(pk=key).first() if key else None
    if held is not None and (held.text, held.received_on) == (text, received_on):
        return held
    answer = Answer(id=key or uuid4(), request=request, received_on=received_on, text=text, document=document)
    with act("register an answer", by=by.pk, at=at, about=request) as line:
        if document is not None:
            line.keep(document)
        return line.keep_once(answer)
