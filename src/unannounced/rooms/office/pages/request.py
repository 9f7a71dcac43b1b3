"""The page of a request: its words, its deadline, the State's answers or its silence."""

from datetime import date
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from unannounced.duties import requesting
from unannounced.duties.dialogue import distance
from unannounced.duties.requesting import RequestStatus
from unannounced.duties.words import Sentence
from unannounced.records.ledger.actions import note_readings
from unannounced.records.requests import queries
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages.lanes import Event
from unannounced.rooms.office.pages.lines import ledger_lines
from unannounced.rooms.office.pages.offers import offers_on
from unannounced.rooms.office.pages.requests import SHAPES
from unannounced.rooms.office.pages.saved import as_it_came
from unannounced.rooms.office.pages.shown import ShownDue


def request(asked: Asked, request: UUID) -> HttpResponse:
    """One request. Hidden and absent are the same answer by the same query."""
    found = get_object_or_404(queries.in_full(queries.requests_seen_by(asked.viewer)), pk=request)
    note_readings([found], by=asked.viewer.pk, at=asked.moment)
    today = asked.moment.date()
    (held,) = queries.as_asked([found], today=today)
    context = {
        "held": held,
        "request_": found,
        "name": found.state.name(get_language() or "en"),
        "answer": answer(held),
        "word": requesting.WORDS[held.status],
        "shape": SHAPES[held.status],
        "due": due(held, today=today),
        "silence": silence_words(held),
        "events": events(held, today=today),
        "offers": offers_on(found, asked.viewer, today=today),
        "lines": ledger_lines([found.pk], asked.viewer),
    }
    return render(asked, "office/request.html", context)


def document(asked: Asked, request: UUID, document: UUID) -> HttpResponse:
    """A document that came with an answer, as it came: saved and never shown by the browser itself."""
    found = queries.document_seen(asked.viewer, document, request)
    if found is None:
        raise Http404
    note_readings([found], by=asked.viewer.pk, at=asked.moment)
    return as_it_came(found)


def answer(held: queries.Asked) -> Sentence:
    """Where the request stands, in one sentence."""
    facts = {"due_on": held.due_on, "answered_on": held.answers[0].received_on if held.answers else None}
    match held.status:
        case RequestStatus.ANSWERED:
            return Sentence(_("The State answered on {answered_on}."), facts)
        case RequestStatus.OVERDUE:
            return Sentence(_("The State has not answered; the answer was due on {due_on}."), facts)
        case RequestStatus.AWAITED:
            return Sentence(_("The answer is awaited by {due_on}."), facts)


def silence_words(held: queries.Asked) -> str:
    """Days of silence after the day first set, as the record counts them."""
    if held.silence is None:
        return _("none: the day first set had not passed without an answer")
    if held.status is RequestStatus.ANSWERED:
        words = ngettext("{days} day, until the answer came", "{days} days, until the answer came", held.silence)
    else:
        words = ngettext("{days} day so far", "{days} days so far", held.silence)
    return words.format(days=held.silence)


def due(held: queries.Asked, *, today: date) -> ShownDue:
    """The day the answer is due now, with its arithmetic."""
    found = requesting.due(
        made_on=held.request.made_on,
        due_on=held.request.due_on,
        reminded=[(one.made_on, one.due_on) for one in held.reminders],
        profile=settings.MECHANISM,
    )
    waits = held.status is not RequestStatus.ANSWERED
    off = distance(found.day, today) if waits else None
    return ShownDue(found.day, off, waits and found.day < today, found.steps)


def events(held: queries.Asked, *, today: date) -> list[Event]:
    """All that happened to a request, by day, and what is due next."""
    found = [Event(held.request.made_on, _("Request made"), shape="dot")]
    found += [Event(one.made_on, _("The State was reminded"), shape="ring") for one in held.reminders]
    found += [Event(one.received_on, _("Answer received"), shape="check") for one in held.answers]
    first = held.answers[0].received_on if held.answers else None
    for day in dict.fromkeys([held.request.due_on, *(one.due_on for one in held.reminders)]):
        missed = day < today and (first is None or first > day)
        words = _("Answer was due; none had come") if missed else _("Answer due")
        found.append(
            Event(day, words, kind="not-known" if missed else "pending" if day >= today else "", shape="clock")
        )
    return sorted(found, key=_day)


def _day(event: Event) -> date:
    return event.day
