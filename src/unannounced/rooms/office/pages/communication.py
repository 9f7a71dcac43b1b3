"""One communication: its line of the register for keepers; for those assigned what was noted of it and what they do.

What was written is not here. Their browser asks for the sealed pieces (``communication_pieces``) and opens them itself.
"""

from datetime import date
from typing import Any
from uuid import UUID

from csp.decorators import csp_update
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from unannounced.duties import consenting, corresponding, receiving
from unannounced.duties.corresponding import Days, PieceKind
from unannounced.duties.receiving import Group, Risk, Told, Urgency, Way
from unannounced.records.accounts.queries import Viewer
from unannounced.records.communications import queries
from unannounced.records.communications.dealing import may_answer_by
from unannounced.records.communications.erasing import erasure_now, holds_of
from unannounced.records.communications.models import Communication, Paper, Triage
from unannounced.records.findings.queries import findings_told_in
from unannounced.records.keyrings.queries import own_key
from unannounced.rooms.office.acts.on_answers import AddPiece, Answer, Refer
from unannounced.rooms.office.acts.on_communications import NoteTriage, is_assigned
from unannounced.rooms.office.acts.registry import ActForm
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages.communications import SHAPES
from unannounced.rooms.office.pages.lanes import visit_words
from unannounced.rooms.office.pages.languages import language_name
from unannounced.rooms.office.pages.offers import offers_on
from unannounced.rooms.web.templatetags.field_words import day as in_words

ON_ITS_OWN = ("triage", "answer", "add-piece", "refer")
"""Acts for which the page has forms of their own."""


@csp_update({"img-src": ["blob:"]})  # type: ignore[arg-type]
def communication(request: Asked, communication: UUID) -> HttpResponse:
    """The page. Hidden and absent are the same answer by the same query."""
    viewer, today = request.viewer, request.moment.date()
    known = queries.register_of(viewer).select_related("triage__state", "triage__place", "triage__by", "entered_by")
    found = get_object_or_404(known, pk=communication)
    assigned = is_assigned(found, viewer)
    urgency = tuple(Urgency)[found.urgency]
    context: dict[str, Any] = {
        "communication": found,
        "assigned": assigned,
        "way_in": corresponding.WAY_IN_WORDS[corresponding.WayIn(found.way_in)],
        "stage": corresponding.STAGE_WORDS[corresponding.Stage(found.stage)],
        "urgency": receiving.URGENCY_WORDS[urgency],
        "shape": SHAPES[urgency],
        "language": language_name(found.language) if found.language else "",
        "assignments": list(queries.assignments_of(found.pk, viewer)),
        "offers": offers_on(found, viewer, today=today, elsewhere=ON_ITS_OWN if assigned else ()),
    }
    if assigned:
        context |= _for_those_assigned(found, request)
    return render(request, "office/communication.html", context)


def _for_those_assigned(found: Communication, request: Asked) -> dict[str, Any]:
    viewer, today, pk = request.viewer, request.moment.date(), found.pk
    forms: dict[str, type[ActForm]] = {
        "triage_form": NoteTriage,
        "answer_form": Answer,
        "note_form": AddPiece,
        "refer_form": Refer,
    }
    holds, paper = list(holds_of(pk, viewer)), queries.paper_of(pk, viewer)
    return {
        **{name: form(subject=found, viewer=viewer, today=today, prefix=None) for name, form in forms.items()},
        "own": own_key(viewer),
        "row": queries.keepers(viewer).get(person_id=viewer.pk, ended_at__isnull=True),
        "holds_key": queries.wrapped_for(viewer).exists(),
        "because": _because(found.triage),
        "noted": _noted(found.triage),
        "ways": [one.value for one in Way if may_answer_by(found, one)],
        "pieces": list(queries.pieces_of(pk, viewer)),
        "who": queries.who_pieces(viewer).filter(communication=pk).count(),
        "openings": list(queries.openings_of(pk, viewer)),
        "paper": paper,
        "way": _way_of(paper),
        "answers": [
            (one, corresponding.ANSWER_WORDS[corresponding.AnswerKind(one.kind)], receiving.WAY_WORDS[Way(one.way)])
            for one in queries.answers_of(pk, viewer)
        ],
        "consents": [
            (one, consenting.ANSWER_WORDS[consenting.Answer(one.answer)]) for one in queries.consents_of(pk, viewer)
        ],
        "referrals": list(queries.referrals_of(pk, viewer)),
        "links": _links(found, viewer),
        "holds": [one for one in holds if one.ended_at is None],
        "hold_words": receiving.HOLD_WORDS,
        "erasure": erasure_now(found, holds),
        "kinds": {one.value: _(word) for one, word in corresponding.PIECE_WORDS.items()},
        "language_code": found.language,
    }


def _way_of(paper: Paper | None) -> list[tuple[str, date, int | None]]:
    """What each day of a letter is, the day, and how many days after the one before it; only days that are known."""
    if paper is None:
        return []
    days = Days(paper.written_on, paper.stamped_on, paper.posted_on, paper.arrived_on)
    later = {then: gone for (_first, then), gone in corresponding.delays(days).items()}
    return [(corresponding.DAY_WORDS[name], day, later.get(name)) for name, day in days.in_order if day is not None]


def _because(triage: Triage | None) -> list[str]:
    """What makes it urgent, in words."""
    if triage is None:
        return []
    noted = receiving.Triage(frozenset(map(Told, triage.told)), frozenset(map(Group, triage.groups)), Risk(triage.risk))
    return [_word(one) for one in receiving.urgency_of(noted).because]


def _word(one: Told | Group | Risk) -> str:
    if isinstance(one, Told):
        return receiving.TOLD_WORDS[one]
    return receiving.GROUP_WORDS[one] if isinstance(one, Group) else receiving.RISK_WORDS[one]


def _noted(triage: Triage | None) -> dict[str, Any] | None:
    """What was noted last, in words."""
    if triage is None:
        return None
    return {
        "told": [receiving.TOLD_WORDS[Told(one)] for one in triage.told],
        "groups": [receiving.GROUP_WORDS[Group(one)] for one in triage.groups],
        "risk": receiving.RISK_WORDS[Risk(triage.risk)],
        "ways": [receiving.WAY_WORDS[Way(one)] for one in triage.ways],
        "state": triage.state.name(get_language() or "en") if triage.state else "",
        "triage": triage,
    }


def _links(found: Communication, viewer: Viewer) -> list[tuple[str, str]]:
    """The visits, places and findings it bears on: address and words."""
    links = []
    for one in queries.bearings_of(found.pk, viewer):
        if one.visit is not None:
            name = one.visit.state.name(get_language() or "en")
            links.append((reverse("visit", args=[one.visit.pk]), f"{name}, {visit_words(one.visit)}"))
        elif one.place is not None:
            links.append((reverse("place", args=[one.place.pk]), str(one.place)))
    for finding in findings_told_in(found.pk, viewer):
        words = _("finding of {day}: {text}").format(day=in_words(finding.drawn_on), text=finding.text[:80])
        links.append((f"{reverse('visit', args=[finding.visit_id])}#findings-h", words))
    return links


SHOWN_AT_ONCE = frozenset(PieceKind) - {PieceKind.WHO, PieceKind.FILE, PieceKind.ORIGINAL}
"""Kinds whose bytes the browser asks for as soon as the key is open: letters, notes, answers."""
