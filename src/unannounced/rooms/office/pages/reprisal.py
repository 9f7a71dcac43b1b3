"""One case of reprisal, for those entrusted with it: what was done, what the person agreed to, measures and calls.

How the person can be reached and what was said in calls is not here. The browser asks for the sealed parts and opens
them itself; each handing out is noted in the reading log.
"""

import base64
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from unannounced.duties import consenting, protecting
from unannounced.duties.protecting import CaseStage, PartKind, Step
from unannounced.records.accounts.queries import Viewer
from unannounced.records.communications.queries import wrapped_for
from unannounced.records.keyrings.queries import own_key
from unannounced.records.ledger.actions import note_readings
from unannounced.records.reprisals import queries
from unannounced.records.reprisals.erasing import erasure_of
from unannounced.records.reprisals.models import FollowUp, Reprisal, SealedPart
from unannounced.records.reprisals.reading import read_parts
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages.choosing import page_of
from unannounced.rooms.office.pages.offers import offers_on
from unannounced.rooms.office.pages.reprisals import shown_due
from unannounced.rooms.office.pages.shown import ShownDue

MOST_AT_ONCE = 20
"""Parts in one answer."""
OF_CONTACTS, OF_CALLS = ("keep-contacts",), ("plan-call",)


@dataclass(frozen=True, slots=True)
class ShownCall:
    """A call: due on a day, or held on one; ``has_note`` where one was sealed."""

    call: FollowUp
    due: ShownDue
    has_note: bool


def reprisal(request: Asked, reprisal: UUID) -> HttpResponse:
    """The page. Hidden and absent are the same answer by the same query."""
    viewer, today = request.viewer, request.moment.date()
    found = get_object_or_404(queries.cases_of(viewer), pk=reprisal)
    note_readings([found], by=viewer.pk, at=request.moment)
    page = page_of(request, queries.follow_ups_of(found.pk, viewer).order_by("-due_on", "pk"))
    waits = list(queries.calls_of(viewer).filter(reprisal=found, held_on__isnull=True).order_by("due_on", "pk")[:50])
    context = {
        "case": found,
        "open": found.stage == CaseStage.OPEN,
        "stage": protecting.STAGE_WORDS[CaseStage(found.stage)],
        "today": today,
        "page": page,
        "calls": [_call(one, today) for one in page.object_list],
        "waits": waits,
        "next": shown_due(waits[0].due_on, today) if waits and found.stage == CaseStage.OPEN else None,
        "erased_on": erasure_of(found),
        "offers": offers_on(found, viewer, today=today),
        **_noted(found, viewer),
        **_sealed(found, viewer),
    }
    return render(request, "office/reprisal.html", context)


def _call(one: FollowUp, today: date) -> ShownCall:
    return ShownCall(one, shown_due(one.due_on, today), one.note_id is not None)


def _noted(found: Reprisal, viewer: Viewer) -> dict[str, Any]:
    """What was noted of the case, and who was entrusted with it."""
    agreed = [
        (one, protecting.STEP_WORDS[Step(one.step)], consenting.ANSWER_WORDS[consenting.Answer(one.answer)])
        for one in queries.agreed_to(found.pk, viewer)
    ]
    return {
        "agreed": agreed,
        "measures": list(queries.measures_of(found.pk, viewer)),
        "entrusted": list(queries.entrusted_with(found.pk, viewer)),
        "links": list(queries.links_of(found.pk, viewer)),
    }


def _sealed(found: Reprisal, viewer: Viewer) -> dict[str, Any]:
    """How many parts are sealed, and whether the viewer's browser can open them."""
    return {
        "own": own_key(viewer),
        "holds_key": wrapped_for(viewer).exists(),
        "contacts": queries.parts_of(found.pk, viewer).filter(kind=PartKind.CONTACTS.value).count(),
    }


def reprisal_parts(request: Asked, reprisal: UUID) -> JsonResponse:
    """The sealed parts after so many, twenty at a time, the newest first."""
    found = get_object_or_404(queries.cases_of(request.viewer), pk=reprisal)
    said = request.GET.get("after", "")
    first = int(said) if said.isdecimal() and len(said) < 9 else 0
    read = read_parts(found, first=first, most=MOST_AT_ONCE, by=request.viewer, at=request.moment)
    return JsonResponse({"parts": [_part(one) for one in read], "more": len(read) == MOST_AT_ONCE})


def _part(one: SealedPart) -> dict[str, Any]:
    call: FollowUp | None = getattr(one, "follow_up", None)
    return {
        "kind": one.kind,
        "at": one.at.date().isoformat(),
        "held_on": call.held_on.isoformat() if call and call.held_on else "",
        "by": one.by.display_name,
        "version": one.intake_key.version,
        "sealed": base64.b64encode(bytes(one.sealed)).decode(),
        "reseal": reverse("part-re-seal", args=[one.pk]),
    }
