"""Transmitting a report, and what the liaison room knows of it: frozen whole, again each time that something changed.

Nothing goes to the liaison room but what the State may know: no draft, no assessment, nobody's name of the office.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings

from unannounced.crafts.packing import digest_of
from unannounced.crafts.passing import transmissions
from unannounced.duties import chain, reporting
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import Allowed, Decision, Refused, require
from unannounced.duties.dialogue import DueDate
from unannounced.duties.reporting import ItemKind, ReportStage
from unannounced.duties.words import Sentence, say
from unannounced.records.accounts.queries import Viewer
from unannounced.records.documents.models import Document
from unannounced.records.ledger.actions import LineDraft, act
from unannounced.records.parcels.actions import frozen
from unannounced.records.parcels.queries import is_parcelled
from unannounced.records.recommendations.models import Assessment, Item, Response, Transmission
from unannounced.records.recommendations.more_time import due_after, granted_among
from unannounced.records.recommendations.queries import Thread, threads_of_report
from unannounced.records.reports.models import CoverLetter, Paragraph, Report
from unannounced.records.reports.queries import paragraphs_of
from unannounced.records.visits.queries import visit_permit

LIAISON = "liaison"
BECAUSE_TRANSMITTED = say("the report was transmitted")
BECAUSE_EXTENDED = say("a decision was taken on more time")
BECAUSE_WITHDRAWN = say("an item was withdrawn")
BECAUSE_REGISTERED = say("a response was registered")
BECAUSE_TAKEN_BACK = say("a response registered by mistake was withdrawn")
BECAUSE_TAKEN_IN = say("a response was taken in")
BECAUSE_REQUESTED = say("publication was requested")
BECAUSE_PUBLISHED = say("the report was published")


@dataclass(frozen=True, slots=True)
class OfPublication:
    """What the State knows of the publication of its report."""

    requested_on: date | None = None
    published_on: date | None = None
    symbol: str = ""


def transmit_report(
    report: Report,
    *,
    on: date,
    files: Sequence[Document] = (),
    letter: CoverLetter | None = None,
    by: Viewer,
    at: datetime,
) -> Report:
    """Transmit the adopted report to the State in confidence (ECPT Art. 10(1), 11(1)); the time to respond begins.

    ``files`` go with it: the report as PDF; the newest cover letter goes by itself. ``letter`` is a new one with its
    document, neither kept yet (``reports.letters.cover_letter``).
    """
    visit_permit(Act.TRANSMIT_REPORT, by, report.visit)
    require(
        reporting.may_transmit(
            stage=ReportStage(report.stage),
            on=on,
            adopted_on=report.adopted_on,
            today=at.date(),
            profile=settings.MECHANISM,
        )
    )
    with act("transmit a report", by=by.pk, at=at, about=report, within=report.visit_id) as line:
        line.move(
            report,
            seen={"stage": ReportStage.ADOPTED.value},
            to={"stage": ReportStage.TRANSMITTED.value, "transmitted_on": on},
        )
        if letter is not None:
            line.keep(letter.document)
            line.keep(letter)
        freeze(report, BECAUSE_TRANSMITTED, files=files, line=line, at=at)
    return report


def may_bring(report: Report) -> Decision:
    """Whether a report can be brought to the liaison room: transmitted by this mechanism, and not there yet."""
    if report.body or report.from_archive or report.transmitted_on is None:
        return Refused(
            say("Only a report that this mechanism transmitted to the State is brought to the liaison room."),
            settings.MECHANISM.cited("report"),
        )
    if Transmission.objects.filter(report=report).exists():
        return Refused(say("The liaison room has the report already."), settings.MECHANISM.cited("report"))
    return Allowed()


def bring_to_liaison(report: Report, *, files: Sequence[Document] = (), by: Viewer, at: datetime) -> Report:
    """Let the State read and answer at its own door a report that was transmitted before there was such a door.

    The day it was transmitted stays, and every day due with it; ``files`` go with it, as when it is transmitted.
    """
    visit_permit(Act.TRANSMIT_REPORT, by, report.visit)
    with act("bring a report to the liaison room", by=by.pk, at=at, about=report, within=report.visit_id) as line:
        require(may_bring(report))
        freeze(report, BECAUSE_TRANSMITTED, files=files, line=line, at=at)
    return report


def retransmit(
    report: Report,
    *,
    because: str,
    line: LineDraft,
    at: datetime,
    given: Iterable[UUID] = (),
    publication: OfPublication | None = None,
    files: Sequence[Document] = (),
) -> Transmission | None:
    """Freeze anew what the State may know, within the act of ``line``; None where the liaison room has no such report.

    ``given`` are responses that were taken in, ``publication`` and ``files`` what changed of them; the rest stays as
    it was said last.
    """
    if not Transmission.objects.filter(report=report).exists():
        return None
    return freeze(report, because, given=given, publication=publication, files=files, line=line, at=at)


def after_registering(rows: Sequence[Response | Assessment], *, line: LineDraft, at: datetime) -> None:
    """Let the liaison room know of responses that were registered; of an assessment it hears nothing."""
    items = [one.item for one in rows if isinstance(one, Response)]
    retransmit_each(items, because=BECAUSE_REGISTERED, line=line, at=at)


def after_withdrawing(rows: Sequence[Response | Assessment], *, line: LineDraft, at: datetime) -> None:
    """Let the liaison room know that responses registered by mistake were withdrawn."""
    items = [one.item for one in rows if isinstance(one, Response)]
    retransmit_each(items, because=BECAUSE_TAKEN_BACK, line=line, at=at)


def retransmit_each(items: Iterable[Item], *, because: str, line: LineDraft, at: datetime) -> None:
    """The same for every report of ``items`` that the liaison room has; one query where it has none of them."""
    reports = {item.report_id: item.report for item in items}
    if not reports:
        return
    held = Transmission.objects.filter(report__in=list(reports)).order_by().values_list("report", flat=True)
    for report in sorted(set(held), key=str):
        freeze(reports[report], because, line=line, at=at)


def freeze(
    report: Report,
    because: str,
    *,
    given: Iterable[UUID] = (),
    publication: OfPublication | None = None,
    files: Sequence[Document] = (),
    line: LineDraft,
    at: datetime,
) -> Transmission:
    """The next serial of a report, with its files, each of which travels before it."""
    before = Transmission.objects.filter(report=report).select_related("parcel").order_by("-serial").first()
    last: dict[str, Any] = json.loads(bytes(before.parcel.content)) if before else {}
    named = {one["digest"]: one for one in last.get("files", ())}
    for document in [*_letters(report), *files]:
        if document.digest not in named:
            _keep_document(line, document, at)
            named[document.digest] = _file(document)
    serial = before.serial + 1 if before else 1
    said = last.get("publication") if publication is None else _publication(publication, last.get("publication"))
    said = said or _publication(OfPublication(), None)
    content = chain.canonical(
        {
            **_about(report, serial, because),
            "symbol": said["symbol"] or report.symbol,
            "paragraphs": _paragraphs(report, at.date()),
            "given": sorted({*last.get("given", ()), *map(str, given)}),
            "publication": said,
            "files": list(named.values()),
        }
    )
    parcel = frozen("transmission", transmissions.VERSION, content, digest_of(content), to_room=LIAISON, at=at)
    return line.keep(Transmission(report=report, serial=serial, parcel=line.keep(parcel), because=because))


def _letters(report: Report) -> list[Document]:
    """The newest cover letter."""
    letters = CoverLetter.objects.filter(report=report).select_related("document").order_by("-day", "-pk")
    return [one.document for one in letters[:1]]


def _keep_document(line: LineDraft, document: Document, at: datetime) -> None:
    if not is_parcelled(document.digest, LIAISON):
        content, before = bytes(document.content), at - timedelta(microseconds=1)
        line.keep(frozen("document", 1, content, document.digest, to_room=LIAISON, at=before))


def _file(document: Document) -> dict[str, Any]:
    return {
        "digest": document.digest,
        "file_name": document.file_name,
        "media": document.media,
        "size": document.size,
    }


def _publication(known: OfPublication, before: dict[str, Any] | None) -> dict[str, Any]:
    held = before or {"requested_on": None, "published_on": None, "symbol": ""}
    return {
        "requested_on": known.requested_on or held["requested_on"],
        "published_on": known.published_on or held["published_on"],
        "symbol": known.symbol or held["symbol"],
    }


def _about(report: Report, serial: int, because: str) -> dict[str, Any]:
    profile, state, visit = settings.MECHANISM, report.state, report.visit
    return {
        "report": report.pk,
        "serial": serial,
        "because": because,
        "mechanism": {
            "name": profile.name,
            "short": profile.short,
            "names": {language: said["name"] for language, said in profile.said_in.items() if "name" in said},
        },
        "state": {"code": state.code, "names": state.names, "invented": state.invented},
        "title": report.title,
        "language": report.language,
        "symbol": report.symbol,
        "transmitted_on": report.transmitted_on,
        "response_due": _due(_due_of(report)),
        "visit": {"kind": visit.kind, "begins": visit.begins, "ends": visit.ends} if visit else None,
        "rules": {key: profile.cited(key) for key in ("response", "publication", "confidentiality")},
    }


def _due_of(report: Report) -> DueDate | None:
    """When the response to the report as a whole is due: as for a recommendation in which no other time is set."""
    if report.transmitted_on is None:
        return None
    kind = ItemKind.RECOMMENDATION
    until = granted_among(reports=[report.pk]).until(report.pk, report.pk, kind.value)
    return due_after(kind, report.transmitted_on, None, bool(report.body), until)


def _due(due: DueDate | None) -> dict[str, Any] | None:
    return {"day": due.day, "steps": [_step(one) for one in due.steps]} if due else None


def _step(step: Sentence) -> dict[str, Any]:
    return {"words": step.english, "facts": dict(step.facts)}


def _paragraphs(report: Report, today: date) -> list[dict[str, Any]]:
    by_paragraph: dict[UUID, list[Thread]] = {}
    for thread in threads_of_report(report, today=today):
        by_paragraph.setdefault(thread.item.paragraph_id, []).append(thread)
    return [_paragraph(one, by_paragraph.get(one.pk, [])) for one in paragraphs_of(report)]


def _paragraph(paragraph: Paragraph, found: Sequence[Thread]) -> dict[str, Any]:
    return {
        "id": paragraph.pk,
        "number": paragraph.printed or str(paragraph.number),
        "chapter": paragraph.chapter,
        "text": paragraph.text,
        "items": [_item(one) for one in found],
    }


def _item(thread: Thread) -> dict[str, Any]:
    item: Item = thread.item
    return {
        "id": item.pk,
        "number": thread.number,
        "kind": item.kind,
        "text": item.text,
        "addressee": item.addressee,
        "due": _due(thread.due),
        "withdrawn_on": item.withdrawn_on,
        "received": [
            {"answer": one.pk, "received_on": one.received_on, "claim": one.claim, "text": one.text}
            for one in thread.responses
        ],
        "repeats": item.repeats_id is not None,
    }
