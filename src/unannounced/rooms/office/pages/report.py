"""The page of a report: where it stands, its paragraphs and items, the vote, and what publication still lacks."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from unannounced.duties import deciding, publishing
from unannounced.duties.deciding import Majority
from unannounced.duties.decision import Refused
from unannounced.duties.dialogue import DueDate, due_date
from unannounced.duties.reporting import ReportStage, slug_of
from unannounced.duties.words import Sentence
from unannounced.records.committee.models import Vote
from unannounced.records.committee.queries import tally_of
from unannounced.records.ledger.actions import note_readings
from unannounced.records.publications.followed_up import newest_edition
from unannounced.records.publications.models import Publication, PublicationRequest
from unannounced.records.publications.queries import (
    publications_of,
    unchecked,
    with_texts,
)
from unannounced.records.publications.ready import Readiness, publication_decision, readiness
from unannounced.records.reports.letters import letters_of
from unannounced.records.reports.models import Report
from unannounced.records.reports.queries import paragraphs_of, reports_seen_by
from unannounced.rooms.office.acts.on_reports import TowardsPublication
from unannounced.rooms.office.acts.subjects import PARAGRAPH
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages import shown
from unannounced.rooms.office.pages.archived import archived, earlier_wordings
from unannounced.rooms.office.pages.draft_acts import links_on
from unannounced.rooms.office.pages.lanes import visit_words
from unannounced.rooms.office.pages.lines import ledger_lines
from unannounced.rooms.office.pages.offers import offers_on
from unannounced.rooms.office.pages.report_body import ON_REPORT, body
from unannounced.rooms.office.pages.shown import ShownDue
from unannounced.rooms.office.pages.stages import report_steps
from unannounced.rooms.office.pages.tracking import threads_in

LOOK = "look-for-persons"


@dataclass(frozen=True, slots=True)
class ShownVote:
    """What ``web/pieces/vote.html`` shows."""

    question: str
    carried: bool
    in_favour: int
    against: int
    abstaining: int
    present: int
    members: int
    needed: int
    rule: str
    day: date
    steps: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """What stands between a transmitted report and its publication.

    ``ready`` and ``refusal`` are there if somebody asked to look for persons: that reads every word twice.
    """

    asked: PublicationRequest | None
    unchecked: list[int]
    ready: Readiness | None
    refusal: Refused | None
    ground: str = ""


@dataclass(frozen=True, slots=True)
class ShownPublication:
    """A published version and its address in the portal, where that is known."""

    publication: Publication
    url: str


def report(request: Asked, report: UUID) -> HttpResponse:
    """One report. Hidden and absent are the same answer by the same query."""
    seen = reports_seen_by(request.viewer).select_related("visit", "state", "adopted_by__session")
    found = get_object_or_404(seen, pk=report)
    note_readings([found], by=request.viewer.pk, at=request.moment)
    return render(request, "office/report.html", context_of(found, request))


def context_of(found: Report, request: Asked) -> dict[str, object]:
    """What the page shows."""
    viewer, today = request.viewer, request.moment.date()
    paragraphs = list(paragraphs_of(found))
    drafted = found.stage == ReportStage.DRAFT and not found.from_archive
    for paragraph in paragraphs:
        paragraph.report = found
    threads = threads_in(found, paragraphs, today=today)
    publications = publications_of(found)
    lacking = found.stage == ReportStage.TRANSMITTED and TowardsPublication.suits(found)
    links = (
        links_on(PARAGRAPH, paragraphs[0], found, viewer, today=today, only=ON_REPORT) if paragraphs and drafted else {}
    )
    return {
        "report": found,
        "visit": found.visit,
        "visit_kind": visit_words(found.visit) if found.visit else "",
        "name": found.state.name(get_language() or "en"),
        "answer": answer(found, publications),
        "steps": report_steps(found, publications[-1].published_on if publications else None) if found.visit else [],
        "aim": aim(found, today),
        "vote": vote(found.adopted_by) if found.adopted_by else None,
        "letters": list(letters_of(found)) if found.transmitted_on and not found.from_archive else [],
        "missing": missing(found, look=LOOK in request.GET, today=today) if lacking else None,
        "follow_up_edition": newest_edition(found) if publications else None,
        "publications": [ShownPublication(one, portal_address(one)) for one in publications],
        "archived": archived(found, threads),
        "drafted": drafted,
        "body": body(paragraphs, threads, links, today=today, earlier=earlier_wordings(paragraphs, found)),
        "paragraphs": len(paragraphs),
        "items": len(threads),
        "open": sum(thread.is_open for thread in threads),
        "offers": offers_on(found, viewer, today=today),
        "lines": ledger_lines([found.pk], viewer),
    }


def answer(found: Report, publications: list[Publication]) -> str:
    """The sentence the page begins with: who can read the report."""
    sentences = {
        ReportStage.DRAFT: _("A draft: it can still be changed, and nobody outside the office has it."),
        ReportStage.ADOPTED: _("Adopted and not transmitted: the State does not have it yet."),
        ReportStage.TRANSMITTED: _archived_answer(found)
        if found.from_archive
        else _("Transmitted in confidence: the State has it, the public does not."),
        ReportStage.PUBLISHED: _("Published as {symbol}."),
    }
    symbol = publications[0].symbol if publications else "–"
    return sentences[ReportStage(found.stage)].format(symbol=symbol)


def _archived_answer(found: Report) -> str:
    if found.already_public:
        return _("From the archive. It says itself that it is public; it is not on the portal.")
    return _("From the archive. It does not say that it is public, so it stays confidential.")


def aim(found: Report, today: date) -> ShownDue | None:
    """The day by which the mechanism aims to transmit; ``None`` once it has, or while the visit has not ended."""
    if found.visit is None or found.transmitted_on or not found.visit.talks_on:
        return None
    profile = settings.MECHANISM
    by: DueDate = due_date(found.visit.talks_on, profile.report_aim_months, profile, rule=_("aim of the mechanism"))
    return shown.due(by, today=today)


def vote(held: Vote) -> ShownVote:
    """A vote with the arithmetic it was decided by."""
    tally = tally_of(held)
    outcome = deciding.outcome(tally, Majority(held.majority), settings.MECHANISM)
    return ShownVote(
        question=held.question,
        carried=outcome.carried,
        in_favour=tally.in_favour,
        against=tally.against,
        abstaining=tally.abstaining,
        present=tally.present,
        members=tally.members,
        needed=outcome.needed,
        rule=settings.MECHANISM.cited("majority"),
        day=held.taken_on,
        steps=outcome.arithmetic,
    )


def missing(found: Report, *, look: bool, today: date) -> Missing:
    """What the rules of publication still ask for; with ``look`` also who can still be recognised."""
    if look:
        ready = readiness(found, on=today)
        ground = _(publishing.WORDS[ready.ground])
        return Missing(ready.request, ready.unchecked, ready, _refusal(found, ready), ground)
    asked = PublicationRequest.objects.filter(report=found).order_by("requested_on").first()
    return Missing(asked, unchecked(found, with_texts(paragraphs_of(found))), None, None)


def _refusal(found: Report, ready: Readiness) -> Refused | None:
    decision = publication_decision(found, ready)
    return decision if isinstance(decision, Refused) else None


def portal_address(one: Publication) -> str:
    """Where the public reads it, if the installation says where its portal is (``PORTAL_ADDRESS``)."""
    portal = str(getattr(settings, "PORTAL_ADDRESS", "")).rstrip("/")
    return f"{portal}/reports/{slug_of(one.symbol)}/" if portal else ""
