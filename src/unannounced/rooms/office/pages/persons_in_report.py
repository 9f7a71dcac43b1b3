"""Everybody who may be recognised in a report: what was proposed, in its context, and what was decided of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from unannounced.duties import recognising, redaction
from unannounced.records.ledger.actions import note_readings
from unannounced.records.publications.models import NobodyIn, PersonMark
from unannounced.records.publications.persons import Occurrence, Suspected, decided_in, suspected_in, undecided
from unannounced.records.publications.queries import marks_of
from unannounced.records.reports.models import Report
from unannounced.records.reports.queries import paragraphs_of, reports_seen_by
from unannounced.rooms.office.acts.on_reports import TowardsPublication
from unannounced.rooms.office.doors import Asked

ON_A_PAGE = 50
CONTEXT, MOST_PLACES = 90, 5
"""Letters shown on each side of the words, and how many of their places."""


@dataclass(frozen=True, slots=True)
class Place:
    """Words where they stand: what is before and after them, and the paragraph with its anchor."""

    paragraph: int
    url: str
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class ShownSuspected:
    """Words that wait for a decision, and where it is taken."""

    words: str
    trait: str
    why: str
    places: list[Place]
    more: int
    mark_url: str
    nobody_url: str


@dataclass(frozen=True, slots=True)
class ShownDecided:
    """Words that were decided on, how, and where that is taken back."""

    words: str
    how: str
    take_back_url: str


@dataclass(frozen=True, slots=True)
class Compared:
    """A paragraph as it stands and as it would leave."""

    number: int
    original: str
    redacted: str


def report_persons(request: Asked, report: UUID) -> HttpResponse:
    """The persons in one report. Hidden and absent are the same answer by the same query."""
    found = get_object_or_404(reports_seen_by(request.viewer), pk=report)
    if not TowardsPublication.suits(found):
        raise Http404
    note_readings([found], by=request.viewer.pk, at=request.moment)
    every = suspected_in(found, kept=True)
    waiting = undecided(found, every)
    page = Paginator(waiting, ON_A_PAGE).get_page(request.GET.get("page"))
    marks, nobody = decided_in(found)
    context = {
        "report": found,
        "name": found.state.name(get_language() or "en"),
        "waiting": len(waiting),
        "found": len(every),
        "page": page,
        "shown": [_shown(one, found) for one in page.object_list],
        "marked": [_marked(one, found) for one in marks],
        "nobody": [_nobody(one, found) for one in nobody],
        "compared": _compared(found),
        "nobody_url": reverse("report-judge-nobody", args=[found.pk]),
        "mark_url": reverse("report-mark-person", args=[found.pk]),
    }
    return render(request, "office/report_persons.html", context)


def _shown(one: Suspected, found: Report) -> ShownSuspected:
    words = urlencode({"words": one.words})
    return ShownSuspected(
        words=one.words,
        trait=_(recognising.WORDS[one.trait]),
        why=_(recognising.WHY[one.trait]),
        places=[_place(place, one.words, found) for place in one.where[:MOST_PLACES]],
        more=max(0, len(one.where) - MOST_PLACES),
        mark_url=reverse("report-mark-person", args=[found.pk]) + f"?{words}",
        nobody_url=reverse("report-judge-nobody", args=[found.pk]) + f"?{words}",
    )


def _place(place: Occurrence, words: str, found: Report) -> Place:
    at = place.at if place.text[place.at : place.at + len(words)] == words else place.text.find(words)
    if at < 0:
        before, after = place.text[:CONTEXT], ""
    else:
        before = place.text[max(0, at - CONTEXT) : at]
        after = place.text[at + len(words) : at + len(words) + CONTEXT]
    url = reverse("report", args=[found.pk]) + (f"#p-{place.paragraph}" if place.paragraph else "")
    return Place(place.paragraph, url, before, words if at >= 0 else "", after)


def _marked(mark: PersonMark, found: Report) -> ShownDecided:
    how = _("named, with express consent") if mark.consent else _("“{instead}” stands instead")
    return ShownDecided(mark.words, how.format(instead=mark.instead or redaction.WITHHELD), _back(mark.pk, found))


def _nobody(one: NobodyIn, found: Report) -> ShownDecided:
    how = _("nobody is recognised: {because} ({by})").format(because=one.because, by=one.decided_by.display_name)
    return ShownDecided(one.words, how, _back(one.pk, found))


def _back(decision: UUID, found: Report) -> str:
    return reverse("report-take-back-on-persons", args=[found.pk]) + f"?decision={decision}"


def _compared(found: Report) -> Sequence[Compared]:
    """The paragraphs in which other words would stand, as they are and as they would leave; fifty at the most."""
    marks = marks_of(found)
    compared = []
    for one in paragraphs_of(found):
        redacted = redaction.redact(one.text, marks)
        if redacted != one.text:
            compared.append(Compared(one.number, one.text, redacted))
    return compared[:ON_A_PAGE]
