"""Decisions in writing: those that are open, those that were counted, and one with its ballots."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from unannounced.duties import deciding, sitting
from unannounced.duties.confidentiality import COMMITTEE
from unannounced.duties.deciding import Choice, Majority
from unannounced.duties.dialogue import distance
from unannounced.duties.sitting import WrittenStage
from unannounced.duties.words import Sentence, say
from unannounced.records.accounts.models import Person
from unannounced.records.accounts.queries import Viewer
from unannounced.records.committee.models import Vote, WrittenBallot, WrittenProcedure
from unannounced.records.committee.queries import ballots_of, written_stage
from unannounced.records.committee.writing import waiting_for
from unannounced.records.ledger.actions import note_readings
from unannounced.records.recommendations.decided import procedures_seen_by
from unannounced.rooms.office.acts.on_written import matter_of
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages.choosing import page_of
from unannounced.rooms.office.pages.lines import ledger_lines
from unannounced.rooms.office.pages.offers import offers_on
from unannounced.rooms.office.pages.shown import ShownDue
from unannounced.rooms.office.pages.voted import addresses, shown_votes

SHAPES = {
    WrittenStage.OPEN: "half",
    WrittenStage.CARRIED: "check",
    WrittenStage.NOT_CARRIED: "cross",
    WrittenStage.WITHOUT_QUORUM: "dash",
}


@dataclass(frozen=True, slots=True)
class BallotRow:
    """Who cast a ballot, when, who entered it, and what it says where that may be shown."""

    name: str
    at: datetime
    entered_by: str
    word: str


def procedures(request: Asked) -> HttpResponse:
    """The written procedures somebody may know of, the open ones first, fifty on a page."""
    seen = procedures_seen_by(request.viewer)
    page = page_of(request, seen.order_by(F("closed_at").desc(nulls_first=True), "closes_on", "pk"))
    note_readings(page.object_list, by=request.viewer.pk, at=request.moment)
    today = request.moment.date()
    context = {
        "page": page,
        "rows": [(one, due_of(one, today)) for one in page.object_list],
        "is_inside": bool(request.viewer.roles & COMMITTEE),
    }
    return render(request, "office/procedures.html", context)


def procedure(request: Asked, procedure: UUID) -> HttpResponse:
    """One procedure. What a ballot says is shown when it is closed; before that everybody sees their own alone."""
    found = get_object_or_404(procedures_seen_by(request.viewer), pk=procedure)
    note_readings([found], by=request.viewer.pk, at=request.moment)
    today, vote = request.moment.date(), Vote.objects.filter(procedure=found).first()
    stage = written_stage(found, vote)
    it = matter_of(found, today)
    waiting = (
        [] if vote else waiting_for(found, on_state=it.state, invented=it.invented, on=min(today, found.closes_on))
    )
    cast = ballots_of(found)
    context = {
        "procedure": found,
        "word": sitting.WRITTEN_WORDS[stage],
        "shape": SHAPES[stage],
        "answer": answer(found, stage, len(cast), len(waiting)),
        "majority": deciding.MAJORITY_WORDS[Majority(found.majority)],
        "due": due_of(found, today),
        "thing": it.thing,
        "thing_url": addresses([(found.about, found.about_id)]).get(found.about_id, ""),
        "ballots": [ballot_row(one, found, request.viewer) for one in cast.values()],
        "waiting": list(Person.objects.filter(pk__in=waiting).order_by("display_name")),
        "votes": shown_votes([vote]) if vote else [],
        "offers": offers_on(found, request.viewer, today=today),
        "lines": ledger_lines([found.pk], request.viewer),
    }
    return render(request, "office/procedure.html", context)


def due_of(found: WrittenProcedure, today: date) -> ShownDue:
    """The last day for ballots, and how far off it is while it is open."""
    waits = found.closed_at is None
    off = distance(found.closes_on, today) if waits else None
    return ShownDue(found.closes_on, off, waits and found.closes_on < today, ())


def answer(found: WrittenProcedure, stage: WrittenStage, cast: int, waiting: int) -> Sentence:
    """Where it stands, in one sentence."""
    if stage is not WrittenStage.OPEN:
        return Sentence(sitting.WRITTEN_WORDS[stage])
    facts = {"cast": cast, "waiting": waiting, "closes": found.closes_on}
    return Sentence(say("Open until {closes}. Ballots cast: {cast}; members who have not cast one: {waiting}."), facts)


def ballot_row(one: WrittenBallot, found: WrittenProcedure, viewer: Viewer) -> BallotRow:
    """A ballot as the page shows it to ``viewer``."""
    shown = found.closed_at is not None or one.person_id == viewer.pk
    return BallotRow(
        name=one.person.display_name,
        at=one.cast_at,
        entered_by=one.cast_by.display_name if one.cast_by_id != one.person_id else "",
        word=_(deciding.WORDS[Choice(one.choice)]) if shown else "",
    )
