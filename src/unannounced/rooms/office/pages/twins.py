"""Pairs of places that may be one: side by side with the reasons, decided one by one, and undone as easily."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import TypeVar
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import Refused, RefusedByRule
from unannounced.duties.words import Sentence
from unannounced.records.accounts.queries import permitted
from unannounced.records.ledger.actions import SomebodyWasFirst
from unannounced.records.places.actions import join_places, keep_apart, take_back_apart, take_back_joining
from unannounced.records.places.models import IdentityDecision, Place, PlaceNow, Sameness, Twin
from unannounced.records.places.twins import open_twins
from unannounced.rooms.office.doors import Asked

Row = TypeVar("Row")
ON_A_PAGE, LAST = 20, 5
LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class Pair:
    """Two places side by side, how likely they are one, and why."""

    twin: Twin
    first: PlaceNow
    second: PlaceNow
    reasons: list[tuple[Sentence, bool]]

    @property
    def both(self) -> tuple[PlaceNow, PlaceNow]:
        """The two of them."""
        return self.first, self.second


def twins(request: Asked) -> HttpResponse:
    """The pairs that wait, the likeliest first; with POST, a decision or its undoing."""
    decision = permitted(Act.DECIDE_IDENTITY, request.viewer)
    may = not isinstance(decision, Refused)
    problem: object = None
    if request.method == "POST":
        if isinstance(decision, Refused):
            return _page(request, decision, may=False, status=HTTPStatus.CONFLICT)
        try:
            _decide(request)
            return redirect(_here(request))
        except RefusedByRule as no:
            problem = no.refusal
        except SomebodyWasFirst:
            problem = _("Somebody decided on these two places first: look again.")
        return _page(request, problem, may=may, status=HTTPStatus.CONFLICT)
    return _page(request, decision if isinstance(decision, Refused) else None, may=may)


def _page(request: Asked, problem: object, *, may: bool, status: int = HTTPStatus.OK) -> HttpResponse:
    page = Paginator(open_twins(request.viewer), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "pairs": [_pair(one) for one in page],
        "may": may,
        "problem": problem if isinstance(problem, str) else "",
        "refusal": problem if isinstance(problem, Refused) else None,
        "last": _last(request) if may else [],
    }
    return render(request, "office/twins.html", context, status=status)


def _pair(twin: Twin) -> Pair:
    return Pair(
        twin,
        twin.first.now,
        twin.second.now,
        [(Sentence(sentence, facts), bool(speaks_for)) for sentence, facts, speaks_for in twin.reasons],
    )


def _last(request: Asked) -> list[IdentityDecision]:
    """What the viewer decided last, to take it back."""
    held = IdentityDecision.objects.filter(decided_by_id=request.viewer.pk).exclude(decided=Sameness.OPEN)
    return list(held.select_related("first", "second").order_by("-decided_at")[:LAST])


def _decide(request: Asked) -> None:
    said, by, at = request.POST, request.viewer, request.moment
    if "back" in said:
        decided = _or_404(
            IdentityDecision.objects.filter(pk=_id(said["back"])).select_related("first", "second").first()
        )
        if decided.decided == Sameness.APART:
            take_back_apart(decided, by=by, at=at)
            return
        joined = decided.first if decided.first.joined_into_id == decided.second_id else decided.second
        take_back_joining(joined, by=by, at=at)
        return
    first, second = (_or_404(Place.objects.filter(pk=_id(said.get(name, ""))).first()) for name in ("first", "second"))
    because = said.get("because", "").strip()[:LONGEST_REASON] or _("Both were looked at side by side.")
    if said.get("decided") == Sameness.SAME:
        join_places(second, first, because=because, by=by, at=at)
    elif said.get("decided") == Sameness.APART:
        keep_apart(first, second, because=because, by=by, at=at)
    else:
        raise Http404


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as wrong:
        raise Http404 from wrong


def _or_404(found: Row | None) -> Row:
    if found is None:
        raise Http404
    return found


def _here(request: HttpRequest) -> str:
    page = request.GET.get("page", "")
    return reverse("twins") + (f"?page={page}" if page.isdecimal() else "")
