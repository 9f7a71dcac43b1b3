"""The page of an item: what it asks, what the State claims, what the monitor verified, and all that happened."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from unannounced.duties import dialogue
from unannounced.duties.confidentiality import COMMITTEE
from unannounced.duties.dialogue import Claim, Verdict
from unannounced.records.accounts.queries import Viewer
from unannounced.records.ledger.actions import note_readings
from unannounced.records.recommendations.models import Assessment, EarlierReading, Item, Response, RestsOn
from unannounced.records.recommendations.more_time import granted_among
from unannounced.records.recommendations.queries import (
    Said,
    Thread,
    document_seen,
    items_ever_seen_by,
    thread_of,
)
from unannounced.records.recommendations.standing_beside import document_urls, extensions_of, rests_of, strays_of
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages import high_talks, shown, strays
from unannounced.rooms.office.pages.item_reading import of_reading
from unannounced.rooms.office.pages.lanes import Event
from unannounced.rooms.office.pages.lines import ledger_lines
from unannounced.rooms.office.pages.measured_compare import measured_since
from unannounced.rooms.office.pages.offers import offers_on
from unannounced.rooms.office.pages.saved import as_it_came
from unannounced.rooms.web.templatetags.field_words import day as in_words


@dataclass(frozen=True, slots=True)
class ShownResponse:
    """What the State answered, its claim in words, and where the document it came in is kept."""

    response: Response
    word: str
    document_url: str


@dataclass(frozen=True, slots=True)
class Named:
    """Something an assessment rests on, in words, and where it is read."""

    words: str
    url: str


@dataclass(frozen=True, slots=True)
class ShownAssessment:
    """What the monitor verified, its verdict in words, and what it names as evidence, as far as the viewer sees it."""

    assessment: Assessment
    word: str
    named: list[Named]


@dataclass(frozen=True, slots=True)
class ShownReading:
    """What an item said before, of whom, and what said it otherwise."""

    reading: EarlierReading
    made_by: str
    position_word: str


def item(request: Asked, item: UUID) -> HttpResponse:
    """One item. Hidden and absent are the same answer by the same query."""
    seen = items_ever_seen_by(request.viewer).select_related("report__visit", "report__state", "paragraph")
    found = get_object_or_404(seen, pk=item)
    note_readings([found], by=request.viewer.pk, at=request.moment)
    return render(request, "office/item.html", context_of(found, request))


def context_of(found: Item, request: Asked) -> dict[str, object]:
    """What the page shows."""
    viewer, today = request.viewer, request.moment.date()
    responses, assessments = registered_on(found)
    thread = thread_of(found, today=today, said=_said_of(found, responses, assessments))
    held = shown.item(thread, today=today)
    return {
        "item": held,
        "report": found.report,
        "state": found.report.state,
        "name": found.report.state.name(get_language() or "en"),
        "paragraph": found.paragraph,
        "paragraph_url": f"{held.report_url}#p-{found.paragraph.number}",
        "known_on": thread.known_on,
        "claimed": [_response(one, found) for one in responses],
        "verified": _verified(found, assessments, viewer),
        "extensions": extensions_of(found),
        "strays": [strays.shown(one, may_decide=bool(viewer.roles & COMMITTEE)) for one in strays_of(found)],
        "talks": high_talks.of_item(found, viewer),
        "read_with": found.read_with,
        "printed": found.printed,
        "earlier": [_reading(one) for one in EarlierReading.objects.filter(item=found).order_by("-wording")],
        "reading": of_reading(found, viewer, today=today),
        "within": found.within,
        "place_named": found.place_named,
        "refers_to": found.refers_to,
        "events": events(thread, today=today),
        "since": measured_since(found, viewer),
        "today": today,
        "left_out_of": found.left_out_of,
        "withdrawn_on": found.withdrawn_on,
        "withdrawn_because": found.withdrawn_because,
        "offers": None if found.left_out_of else offers_on(found, viewer, today=today),
        "lines": ledger_lines([found.pk], viewer),
    }


def _said_of(found: Item, responses: list[Response], assessments: list[Assessment]) -> Said:
    return Said({found.pk: responses}, {found.pk: assessments}, granted_among(reports=[found.report_id]))


def registered_on(found: Item) -> tuple[list[Response], list[Assessment]]:
    """All responses and assessments, the latest first, withdrawn ones too; two queries, no bytes of documents."""
    responses = Response.objects.filter(item=found).select_related("document").defer("document__content")
    assessments = Assessment.objects.filter(item=found)
    return (
        list(responses.order_by("-received_on", "-registered_at", "-pk")),
        list(assessments.order_by("-day", "-registered_at", "-pk")),
    )


def _response(one: Response, found: Item) -> ShownResponse:
    url = reverse("item_document", args=[found.pk, one.document_id]) if one.document_id else ""
    return ShownResponse(one, dialogue.CLAIM_WORDS[Claim(one.claim)], url)


def _verified(found: Item, assessments: list[Assessment], viewer: Viewer) -> list[ShownAssessment]:
    """The assessments with what each names as evidence; two queries."""
    rests = rests_of(found, viewer)
    under = document_urls([row for rows in rests.values() for row in rows], viewer)
    return [
        ShownAssessment(
            one,
            dialogue.VERDICT_WORDS[Verdict(one.verdict)],
            [_named(row, under) for row in rests.get(one.pk, ())],
        )
        for one in assessments
    ]


def _named(row: RestsOn, under: Mapping[UUID, UUID]) -> Named:
    if row.entry is not None:
        words = _("entry of {day}: {text}").format(day=in_words(row.entry.noted_on), text=row.entry.text[:80])
        return Named(words, reverse("entry", args=[row.entry.pk]))
    if row.finding is not None:
        words = _("finding of {day}: {text}").format(day=in_words(row.finding.drawn_on), text=row.finding.text[:80])
        return Named(words, reverse("visit", args=[row.finding.visit_id]))
    if row.visit is not None:
        words = _("visit of {day}").format(day=in_words(row.visit.begins))
        return Named(words, reverse("visit", args=[row.visit.pk]))
    held = row.document
    if held is None:
        return Named("", "")
    item = under.get(held.pk)
    return Named(held.file_name, reverse("item_document", args=[item, held.pk]) if item else "")


def _reading(one: EarlierReading) -> ShownReading:
    return ShownReading(one, ", ".join(one.made_by), shown.position_word(one.position))


def document(request: Asked, item: UUID, document: UUID) -> HttpResponse:
    """A document that came with a response, as it came: saved and never shown by the browser itself."""
    found = document_seen(request.viewer, document, item)
    if found is None:
        raise Http404
    note_readings([found], by=request.viewer.pk, at=request.moment)
    return as_it_came(found)


def events(thread: Thread, *, today: date) -> list[Event]:
    """All that happened to an item, by day; what is due or overdue stands among it."""
    found = [_answered(one) for one in thread.responses] + [_assessed(one) for one in thread.assessments]
    report = thread.item.report
    url = reverse("report", args=[report.pk])
    if report.adopted_on:
        found.append(Event(report.adopted_on, _("Adopted with the report"), url, shape="ring"))
    if thread.known_on and thread.known_on != report.transmitted_on:
        found.append(Event(thread.known_on, _("Made at the final talks")))
    if report.transmitted_on:
        words = _("The day the report bears") if report.from_archive else _("Transmitted with the report")
        found.append(Event(report.transmitted_on, words, url))
    if thread.item.withdrawn_on:
        found.append(Event(thread.item.withdrawn_on, _("Withdrawn by the mechanism"), shape="dash"))
    if thread.due:
        found.append(_due(thread, today))
    return sorted(found, key=_day)


def _answered(one: Response) -> Event:
    claim = _(dialogue.CLAIM_WORDS[Claim(one.claim)])
    return Event(one.received_on, _("Response: {claim}").format(claim=claim), shape="half")


def _assessed(one: Assessment) -> Event:
    verdict = _(dialogue.VERDICT_WORDS[Verdict(one.verdict)])
    return Event(one.day, _("Assessed: {verdict}").format(verdict=verdict), shape="check")


def _due(thread: Thread, today: date) -> Event:
    day = thread.due.day if thread.due else today
    missed = day < today and not any(one.received_on <= day for one in thread.responses)
    words = _("Response was due; none had come") if missed else _("Response due")
    return Event(day, words, kind="not-known" if missed else "pending" if day >= today else "", shape="clock")


def _day(event: Event) -> date:
    return event.day
