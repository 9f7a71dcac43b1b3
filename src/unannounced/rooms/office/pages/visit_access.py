"""Access on one visit: the places gone to, what hindered the delegation, and the interviews, counted."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from unannounced.duties import admitting
from unannounced.duties.admitting import Hindrance, Whom
from unannounced.records.access.models import AccessEvent, InterviewHeld
from unannounced.records.access.queries import access_of, interviews_of
from unannounced.records.visits.models import AnnouncedPlace, Visit, VisitedPlace
from unannounced.records.visits.queries import visited_places
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages.choosing import ON_A_PAGE, page_of
from unannounced.rooms.office.pages.languages import language_name
from unannounced.rooms.office.pages.visit_frame import ACCESS, frame, offers_among, opened


@dataclass(frozen=True, slots=True)
class WentRow:
    """A place the delegation went to, and whether the State was told of it before."""

    visited: VisitedPlace
    announced: bool


@dataclass(frozen=True, slots=True)
class EventRow:
    """A delay or refusal, and the acts on it."""

    event: AccessEvent
    word: str
    shape: str
    url_overcome: str
    url_back: str


@dataclass(frozen=True, slots=True)
class InterviewRow:
    """An interview, and the act that takes it back."""

    held: InterviewHeld
    whom: str
    language: str
    url_back: str


def visit_access(request: Asked, visit: UUID) -> HttpResponse:
    """The access log and the interviews of a visit; each list has pages of its own."""
    found = opened(request, visit)
    offers = offers_among(found, request, ACCESS)
    open_now = {one.name for one in offers.allowed}
    went = page_of(request, visited_places(found, request.viewer))
    hindered = _other_page(request, access_of(found, request.viewer), "hindered")
    spoken = _other_page(request, interviews_of(found, request.viewer), "interviews")
    told = set(AnnouncedPlace.objects.filter(visit=found).values_list("place", flat=True))
    context = {
        **frame(found, "visit_access"),
        "offers": offers,
        "page": went,
        "went": [WentRow(one, one.place_id in told) for one in went.object_list],
        "hindered_page": hindered,
        "hindered": _events(hindered.object_list, found, open_now),
        "interviews_page": spoken,
        "interviews": _interviews(spoken.object_list, found, open_now),
    }
    return render(request, "office/visit_access.html", context)


def _other_page(request: Asked, rows: QuerySet[Any], word: str) -> "Page[Any]":
    return Paginator(rows, ON_A_PAGE).get_page(request.GET.get(word))


def _events(rows: Iterable[object], visit: Visit, open_now: Collection[str]) -> list[EventRow]:
    overcome, back = (
        reverse(f"visit-{name}", args=[visit.pk]) if name in open_now else ""
        for name in ("overcome-hindrance", "take-back-access")
    )
    return [_event(one, overcome, back) for one in rows if isinstance(one, AccessEvent)]


def _event(one: AccessEvent, overcome: str, back: str) -> EventRow:
    counts, asked = one.taken_back_at is None, "?" + urlencode({"event": one.pk})
    what = Hindrance(one.hindrance)
    shape = "dash" if not counts else "clock" if what is Hindrance.WAITED else "half" if one.overcome_on else "cross"
    return EventRow(
        event=one,
        word=admitting.HINDRANCE_WORDS[what],
        shape=shape,
        url_overcome=overcome + asked if overcome and counts and one.overcome_on is None else "",
        url_back=back + asked if back and counts else "",
    )


def _interviews(rows: Iterable[object], visit: Visit, open_now: Collection[str]) -> list[InterviewRow]:
    back = reverse("visit-take-back-interviews", args=[visit.pk]) if "take-back-interviews" in open_now else ""
    return [
        InterviewRow(
            held=one,
            whom=_(admitting.WHOM_WORDS[Whom(one.whom)]),
            language=language_name(one.language) if one.language else "",
            url_back=f"{back}?{urlencode({'interview': one.pk})}" if back and one.taken_back_at is None else "",
        )
        for one in rows
        if isinstance(one, InterviewHeld)
    ]
