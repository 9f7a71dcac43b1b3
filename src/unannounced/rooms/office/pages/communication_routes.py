"""Which bodies can decide for whoever wrote, as a letter in plain words, which a browser reads, changes and seals.

The mechanism does not decide on a communication; the person must learn who can, and until when (DOMAIN, section 7). The
routes are reckoned from the treaty acts of the State that was noted, on this day. What was written takes no part in it.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import translation
from django.utils.translation import gettext as _

from unannounced.crafts.law.conventions import shipped_conventions
from unannounced.crafts.law.routes import LANGUAGES, PlainWords, shipped_plain_words, shipped_routes
from unannounced.crafts.names import name_in
from unannounced.duties.decision import RefusedByRule
from unannounced.duties.receiving import Told
from unannounced.duties.treaty.law import Law
from unannounced.duties.treaty.route_rules import Named, Remark, Victim
from unannounced.duties.treaty.routes import Route, routes
from unannounced.records.communications import queries
from unannounced.records.communications.models import Triage
from unannounced.records.treaties.queries import acts_of
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.web.templatetags.field_words import day

OPEN, PERHAPS = True, None
ADVICE = ("safe_danger", "safe_agree", "safe_free", "no_advice")


def communication_routes(request: Asked, communication: UUID) -> JsonResponse:
    """The letter, in the language asked for where it is one of those of the plain words."""
    assigned = queries.assigned_to(request.viewer).select_related("triage__state")
    found = get_object_or_404(assigned, pk=communication)
    asked = request.GET.get("language", "").partition("-")[0]
    language = asked if asked in LANGUAGES else "en"
    if found.triage is None or found.triage.state is None:
        return JsonResponse({"problem": _("Note first which State it concerns.")}, status=HTTPStatus.CONFLICT)
    try:
        every = routes_for(found.triage, on=request.moment.date())
    except RefusedByRule as refused:
        return JsonResponse({"problem": _(refused.refusal.reason)}, status=HTTPStatus.CONFLICT)
    return JsonResponse({"language": language, "text": letter(every, language)})


def routes_for(triage: Triage, *, on: date) -> tuple[Route, ...]:
    """Every route for what was noted, on a day; raises ``RefusedByRule`` where the day of the act is after it."""
    state = triage.state
    assert state is not None  # asked for before
    law = Law(shipped_conventions(), acts_of(state), {state.code: state.name()})
    disappeared = True if Told.DISAPPEARANCE.value in triage.told else None
    victim, rules = Victim(disappeared=disappeared), shipped_routes()
    return routes(law, state.code, rules=rules, act=triage.happened_on, on=on, victim=victim)


def letter(every: tuple[Route, ...], language: str) -> str:
    """The bodies that are open, then those that may be, each with what it can do and by when; then general advice."""
    words = shipped_plain_words()
    with translation.override(language):
        lines = list(_lines(every, words, language))
    return "\n".join(lines).strip() + "\n"


def _lines(every: tuple[Route, ...], words: PlainWords, language: str) -> Iterator[str]:
    page = {key: said[language] for key, said in words.page.items()}
    for available, head in ((OPEN, "group_yes"), (PERHAPS, "group_maybe")):
        group = [one for one in every if one.available is available]
        if group:
            yield from (page[head], "")
        for number, one in enumerate(group, 1):
            yield f"{number}. {one.name[language]}"
            yield from (f"   {name}{page['colon']} {text}" for name, text in _facts(one, page, words, language))
            yield ""
    yield from (page[key] for key in ADVICE)


def _facts(one: Route, page: Mapping[str, str], words: PlainWords, language: str) -> Iterator[tuple[str, str]]:
    until = day(one.deadline) if one.deadline else ""
    reckoned = _remark(one.reckoned, one, words, language) if one.reckoned else ""
    if until or reckoned:
        yield page["until"], ". ".join(filter(None, (until, reckoned)))
    for key in ("can", "cannot", "before"):
        yield page[key], one.rule.words[key][language]
    for warning in one.warnings:
        yield page["careful"], _remark(warning, one, words, language)


def _remark(remark: Remark, route: Route, words: PlainWords, language: str) -> str:
    sure = words.confidences[route.confidence.value][language]
    facts = {name: _fact(one, language) for name, one in {**remark.facts, "confidence": sure}.items()}
    return words.reasons[remark.code][language].format(**facts)


def _fact(fact: Any, language: str) -> str:
    match fact:
        case date():
            return day(fact)
        case Named(state=code) if code:
            return name_in(code, language)
        case Named(words=words):
            return str(words.get(language) or words["en"])
        case _:
            return str(fact)
