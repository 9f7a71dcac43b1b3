"""Letters that an answer begins with, in the sender's language, which a browser fills in, lets be changed, and seals.

The mechanism does not decide on a communication; the person must learn who can, and until when (DOMAIN, section 7). The
routes are reckoned from the treaty acts of the State that was noted, on this day. What was written takes no part in it.
"""

from datetime import date
from http import HTTPStatus
from uuid import UUID

from django.conf import settings
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from unannounced.crafts.law.answer_letters import LANGUAGES, written
from unannounced.crafts.law.conventions import shipped_conventions
from unannounced.crafts.law.routes import shipped_routes
from unannounced.crafts.names import name_in
from unannounced.duties import writing_back
from unannounced.duties.corresponding import AnswerKind
from unannounced.duties.decision import RefusedByRule
from unannounced.duties.receiving import Told
from unannounced.duties.treaty.law import Law
from unannounced.duties.treaty.route_rules import Victim
from unannounced.duties.treaty.routes import Route, routes
from unannounced.duties.writing_back import Letter
from unannounced.records.communications import queries
from unannounced.records.communications.models import Communication, Triage
from unannounced.records.states.models import State
from unannounced.records.treaties.queries import acts_of
from unannounced.rooms.office.doors import Asked

QUESTION = "[…]"
"""Stands where the question goes: it is typed in the browser, and the office does not read it."""


def communication_letter(request: Asked, communication: UUID) -> JsonResponse:
    """The letter of the kind that is asked for, in the language asked for or, where there is none, in English."""
    assigned = queries.assigned_to(request.viewer).select_related("triage__state")
    found = get_object_or_404(assigned, pk=communication)
    asked = request.GET.get("language", "").partition("-")[0].lower()
    language = asked if asked in LANGUAGES else "en"
    try:
        letter = _letter(request.GET.get("kind", ""), found, language, on=request.moment.date())
    except RefusedByRule as refused:
        return JsonResponse({"problem": _(refused.refusal.reason)}, status=HTTPStatus.CONFLICT)
    if letter is None:
        return JsonResponse({"problem": _("Note first which State it concerns.")}, status=HTTPStatus.CONFLICT)
    return JsonResponse({"language": language, "text": written(letter, language), "question": QUESTION})


def _letter(kind: str, found: Communication, language: str, *, on: date) -> Letter | None:
    match kind:
        case AnswerKind.ACKNOWLEDGED:
            return writing_back.acknowledged()
        case AnswerKind.ASKED:
            return writing_back.asking(QUESTION)
        case AnswerKind.ROUTES:
            noted = found.triage
            return _who_can_decide(noted, noted.state, language, on=on) if noted and noted.state else None
        case _:
            raise Http404


def _who_can_decide(triage: Triage, state: State, language: str, *, on: date) -> Letter:
    every = routes_for(triage, state, on=on)
    by = settings.MECHANISM.kind
    known = name_in(state.code, "en") != state.code  # by its code in every language; else as the register names it
    named = state.code if known else state.name(language)
    return writing_back.who_can_decide(every, state=named, act=triage.happened_on, written_by=by)


def routes_for(triage: Triage, state: State, *, on: date) -> tuple[Route, ...]:
    """Every route for what was noted, on a day; raises ``RefusedByRule`` where the day of the act is after it."""
    law = Law(shipped_conventions(), acts_of(state), {state.code: state.name()})
    disappeared = True if Told.DISAPPEARANCE.value in triage.told else None
    victim, rules = Victim(disappeared=disappeared), shipped_routes()
    return routes(law, state.code, rules=rules, act=triage.happened_on, on=on, victim=victim)
