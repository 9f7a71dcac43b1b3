"""The page of a procedure of a public statement: its way, its ground and the facts behind it, votes and warnings."""

from datetime import date
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render

from unannounced.records.committee.queries import votes_about
from unannounced.records.ledger.actions import note_readings
from unannounced.records.recommendations.models import PublicStatement
from unannounced.records.treaties.queries import has_left
from unannounced.rooms.office.acts.subjects import STATEMENT
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages import grounds
from unannounced.rooms.office.pages.leaving import standings_of
from unannounced.rooms.office.pages.lines import ledger_lines
from unannounced.rooms.office.pages.statements import published_on, shown, steps
from unannounced.rooms.office.pages.voted import shown_votes


def statement(request: Asked, statement: UUID) -> HttpResponse:
    """One procedure, for members and the secretariat. Hidden and absent are the same answer."""
    found = STATEMENT.find(request.viewer, statement)
    if not isinstance(found, PublicStatement):
        raise Http404
    note_readings([found], by=request.viewer.pk, at=request.moment)
    return render(request, "office/statement.html", context_of(found, request, today=request.moment.date()))


def context_of(found: PublicStatement, request: Asked, *, today: date) -> dict[str, object]:
    """What the page shows."""
    viewer, state = request.viewer, found.state
    published = published_on([found]).get(found.pk)
    standing = standings_of([state], today=today)[state.pk]
    held = shown(found, standing, viewer, today=today, published_on=published)
    facts = grounds.facts_of(state, viewer, today=today) if held.is_open else ()
    return {
        "held": held,
        "statement": found,
        "state": state,
        "name": held.name,
        "left": held.is_open and has_left(state, settings.MECHANISM.convention, on=today),
        "steps": steps(found, held.stage, published),
        "facts": grounds.shown(facts, state),
        "votes": shown_votes(votes_about(found.pk)[:10]),
        "decided_by": settings.MECHANISM.statement_decided_by,
        "rule": settings.MECHANISM.cited("public_statement"),
        "today": today,
        "lines": ledger_lines([found.pk], viewer),
    }
