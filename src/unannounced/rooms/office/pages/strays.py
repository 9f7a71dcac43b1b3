"""Answers from the liaison room that could not be registered: why, and what was decided on each."""

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from unannounced.duties import desisting, dialogue
from unannounced.duties.confidentiality import COMMITTEE
from unannounced.duties.desisting import OnStray
from unannounced.duties.dialogue import Claim
from unannounced.records.documents.models import Document
from unannounced.records.ledger.actions import note_readings
from unannounced.records.recommendations.models import StrayAnswer
from unannounced.records.recommendations.standing_beside import strays_seen_by
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages.choosing import choices, page_of
from unannounced.rooms.office.pages.saved import as_it_came

WAITING, DECIDED = "waiting", "decided"


@dataclass(frozen=True, slots=True)
class ShownStray:
    """A stray answer in words: its claim, what was decided on it, and where it is decided."""

    stray: StrayAnswer
    name: str
    claim: str
    decided: str
    because: str
    url: str


def strays(request: Asked) -> HttpResponse:
    """The answers to reports somebody may read that could not be registered, those to be decided first."""
    seen = strays_seen_by(request.viewer)
    stands = request.GET.get("stands", "")
    if stands in (WAITING, DECIDED):
        seen = seen.filter(decided_on__isnull=stands == WAITING)
    page = page_of(request, seen)
    note_readings(page.object_list, by=request.viewer.pk, at=request.moment)
    may = bool(request.viewer.roles & COMMITTEE)
    context = {
        "page": page,
        "rows": [shown(one, may_decide=may) for one in page.object_list],
        "waiting": strays_seen_by(request.viewer).filter(decided_on=None).count(),
        "choices": choices({WAITING: _("to be decided"), DECIDED: _("decided")}, stands),
        "stands": stands,
    }
    return render(request, "office/strays.html", context)


def stray_document(request: Asked, report: UUID, document: UUID) -> HttpResponse:
    """The document in which answers came that were not registered. Hidden and absent are the same answer."""
    seen = strays_seen_by(request.viewer).filter(report=report)
    found = Document.objects.filter(pk=document, stray_answers__in=seen.values("pk")).first()
    if found is None:
        raise Http404
    note_readings([found], by=request.viewer.pk, at=request.moment)
    return as_it_came(found)


def shown(one: StrayAnswer, *, may_decide: bool) -> ShownStray:
    """A stray answer for a page."""
    how, _colon, because = one.decided.partition(": ")
    words = _(desisting.WORDS[OnStray(how)]) if how in set(OnStray) else how
    url = f"{reverse('report-decide-stray', args=[one.report_id])}?which={one.pk}"
    return ShownStray(
        stray=one,
        name=one.report.state.name(get_language() or "en"),
        claim=dialogue.CLAIM_WORDS[Claim(one.claim)],
        decided=words,
        because=because,
        url=url if may_decide and one.decided_on is None else "",
    )
