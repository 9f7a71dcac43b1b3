"""The end of a visit: talks, immediate observations with the days due, preliminary observations, cooperation."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from unannounced.duties import admitting
from unannounced.duties.admitting import Cooperation
from unannounced.records.access.queries import suggested_grade
from unannounced.records.documents.models import Document
from unannounced.records.ledger.actions import note_readings
from unannounced.records.talks.models import CooperationGrade, ImmediateObservation, PreliminaryObservations
from unannounced.records.talks.queries import grades_of, observations_of, preliminary_of, talks_of
from unannounced.records.visits.models import Visit
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages.choosing import page_of
from unannounced.rooms.office.pages.observations_due import shown_due
from unannounced.rooms.office.pages.saved import as_it_came
from unannounced.rooms.office.pages.shown import ShownDue
from unannounced.rooms.office.pages.visit_frame import TALKS, frame, offers_among, opened


@dataclass(frozen=True, slots=True)
class ObservationRow:
    """An immediate observation and how far off its answer is."""

    observation: ImmediateObservation
    due: ShownDue
    url: str


@dataclass(frozen=True, slots=True)
class GradeRow:
    """A grade that was given, and whether it still stands."""

    grade: CooperationGrade
    word: str
    stands: bool


def visit_talks(request: Asked, visit: UUID) -> HttpResponse:
    """Talks, observations, cooperation."""
    found, today = opened(request, visit), request.moment.date()
    offers = offers_among(found, request, TALKS)
    answers = next((one.url for one in offers.allowed if one.name == "answer-observation"), "")
    page = page_of(request, observations_of(found, request.viewer))
    suggested = suggested_grade(found, request.viewer)
    context = {
        **frame(found, "visit_talks"),
        "offers": offers,
        "talks": talks_of(found, request.viewer)[:50],
        "page": page,
        "observations": [_observation(one, answers, today) for one in page.object_list],
        "preliminary": preliminary_of(found, request.viewer),
        "grades": [_grade(one) for one in grades_of(found, request.viewer)[:50]],
        "suggested": admitting.COOPERATION_WORDS[suggested.grade] if suggested else "",
        "reasons": list(suggested.reasons) if suggested else [],
    }
    return render(request, "office/visit_talks.html", context)


def visit_document(request: Asked, visit: UUID, document: UUID) -> HttpResponse:
    """A document of the talks, as it came: saved and never shown by the browser itself."""
    found = opened(request, visit)
    held = _documents(found).filter(pk=document).first()
    if held is None:
        raise Http404
    note_readings([held], by=request.viewer.pk, at=request.moment)
    return as_it_came(held)


def _documents(found: Visit) -> QuerySet[Document]:
    answers = ImmediateObservation.objects.filter(visit=found).values("document")
    written = PreliminaryObservations.objects.filter(visit=found).values("document")
    return Document.objects.filter(Q(pk__in=answers) | Q(pk__in=written))


def _observation(one: ImmediateObservation, answers: str, today: date) -> ObservationRow:
    waits = one.answered_on is None
    url = f"{answers}?{urlencode({'observation': one.pk})}" if answers and waits else ""
    return ObservationRow(one, shown_due(one, today), url)


def _grade(one: CooperationGrade) -> GradeRow:
    word = _(admitting.COOPERATION_WORDS[Cooperation(one.grade)])
    return GradeRow(one, word, not hasattr(one, "replaced_by"))
