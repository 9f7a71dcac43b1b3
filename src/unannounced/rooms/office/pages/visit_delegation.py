"""The delegation of a visit: who goes and as what, what is to be said of it, and who else may go or not, and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from unannounced.duties import composing
from unannounced.duties.composing import Candidate, GoesAs, Remark
from unannounced.duties.decision import Refused
from unannounced.records.visits import candidates
from unannounced.records.visits.models import Confidant, Delegate, Visit
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages.choosing import page_of
from unannounced.rooms.office.pages.languages import language_words
from unannounced.rooms.office.pages.visit_frame import DELEGATION, frame, offers_among, opened


@dataclass(frozen=True, slots=True)
class GoingRow:
    """Somebody who goes, or went, and what they bring."""

    delegate: Delegate
    capacity: str
    languages: str
    skills: str
    named: str
    url_leave: str
    url_head: str


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """Somebody who is not named, as what they would go, and why they cannot where they cannot."""

    name: str
    capacity: str
    languages: str
    skills: str
    refusal: Refused | None
    url: str


def visit_delegation(request: Asked, visit: UUID) -> HttpResponse:
    """Who goes, and who else may."""
    found = opened(request, visit)
    offers = offers_among(found, request, DELEGATION)
    open_now = {one.name for one in offers.allowed}
    delegates = Delegate.objects.filter(visit=found).select_related("person", "named_in")
    rows = list(delegates.order_by("left_on", "-head", "capacity", "person__display_name"))
    bring = {one.name: one for one in candidates.composed(found, request.viewer)}
    page = page_of(request, candidates.offers(found, request.viewer))
    context = {
        **frame(found, "visit_delegation"),
        "offers": offers,
        "going": [_going(one, bring.get(one.person.display_name), found, open_now) for one in rows if not one.left_on],
        "left": [_going(one, None, found, frozenset()) for one in rows if one.left_on],
        "remarks": remarks(found, request),
        "page": page,
        "others": _others(page.object_list, found, "name-delegate" in open_now),
        "confidants": Confidant.objects.filter(visit=found).select_related("person").order_by("person__display_name"),
    }
    return render(request, "office/visit_delegation.html", context)


def remarks(found: Visit, request: Asked) -> list[Remark]:
    """What is to be said of the delegation as it stands."""
    return candidates.remarks(found, request.viewer)


def skill_words(skills: Iterable[str]) -> str:
    """Skills in the reader's language, one after the other."""
    return ", ".join(_(composing.SKILLS[one]) if one in composing.SKILLS else one for one in skills)


def _going(one: Delegate, candidate: Candidate | None, visit: Visit, open_now: Iterable[str]) -> GoingRow:
    chosen = "?" + urlencode({"delegate": one.pk})
    leave = reverse("visit-leave-delegation", args=[visit.pk]) + chosen if "leave-delegation" in open_now else ""
    head = reverse("visit-change-head", args=[visit.pk]) + chosen if "change-head" in open_now else ""
    return GoingRow(
        delegate=one,
        capacity=_(composing.WORDS[GoesAs(one.capacity)]),
        languages=language_words(candidate.languages if candidate else one.languages),
        skills=skill_words(candidate.skills) if candidate else "",
        named=str(one.named_in.number) if one.named_in else "",
        url_leave=leave,
        url_head=head if one.capacity == GoesAs.MEMBER and not one.head else "",
    )


def _others(found: Iterable[candidates.Offer], visit: Visit, may_name: bool) -> list[CandidateRow]:
    address = reverse("visit-name-delegate", args=[visit.pk])
    return [
        CandidateRow(
            name=one.candidate.name,
            capacity=_(composing.WORDS[one.candidate.goes_as]),
            languages=language_words(one.candidate.languages),
            skills=skill_words(one.candidate.skills),
            refusal=one.decision if isinstance(one.decision, Refused) else None,
            url=f"{address}?{urlencode({'person': one.person.pk, 'capacity': one.candidate.goes_as.value})}"
            if may_name and one.decision
            else "",
        )
        for one in found
    ]
