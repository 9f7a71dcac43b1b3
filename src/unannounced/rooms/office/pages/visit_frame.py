"""What the pages of one visit share: how it is found, its head, and which acts are offered on which of them."""

from collections.abc import Collection
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils.translation import get_language

from unannounced.duties import visiting
from unannounced.duties.visiting import VisitStage
from unannounced.records.ledger.actions import note_readings
from unannounced.records.visits.models import Visit
from unannounced.records.visits.queries import seen_by
from unannounced.rooms.office.acts.registry import acts_on
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages.lanes import visit_words
from unannounced.rooms.office.pages.offers import Offers, sorted_out
from unannounced.rooms.office.pages.visit_links import links_of

DELEGATION = frozenset({"name-delegate", "change-head", "leave-delegation", "let-know"})
LETTERS = frozenset({"notify", "add-letter", "announce-place", "decide-objection", "settle-objection"})
ACCESS = frozenset(
    {"record-place", "note-access", "overcome-hindrance", "take-back-access", "note-interviews", "take-back-interviews"}
)
TALKS = frozenset({"hold-talks", "observe-at-once", "answer-observation", "note-preliminary", "grade-cooperation"})
NOTEBOOK = frozenset({"open-notebook", "read-again", "note-entry", "draw-finding"})
ELSEWHERE = DELEGATION | LETTERS | ACCESS | TALKS | NOTEBOOK
"""Acts that are offered on a page of their own; the board has the others."""


def opened(request: Asked, visit: UUID) -> Visit:
    """The visit, its reading noted. Hidden and absent are the same answer by the same query."""
    found = get_object_or_404(seen_by(request.viewer).select_related("state", "planned_by"), pk=visit)
    note_readings([found], by=request.viewer.pk, at=request.moment)
    return found


def frame(found: Visit, here: str) -> dict[str, object]:
    """The head of each page of a visit: ``here`` is the name of the address of this one."""
    return {
        "visit": found,
        "name": found.state.name(get_language() or "en"),
        "kind": visit_words(found),
        "stage": visiting.STAGE_WORDS[VisitStage(found.stage)],
        "links": links_of(found, here),
    }


def offers_among(found: Visit, request: Asked, names: Collection[str]) -> Offers:
    """The acts of these ``names`` on the visit."""
    every = acts_on(found, request.viewer, today=request.moment.date())
    return sorted_out(one for one in every if one.name in names)
