"""Parcels of the liaison room: a response with its answers and the request to publish, and documents before it."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction

from unannounced.crafts.packing import Packed
from unannounced.crafts.passing import File, GivenResponse, NotAsAgreed, Requested, read_response
from unannounced.duties import publishing, reporting
from unannounced.duties.decision import Refused, first_refusal
from unannounced.duties.dialogue import Claim
from unannounced.duties.reporting import ReportStage
from unannounced.duties.words import say
from unannounced.records.documents.models import Document
from unannounced.records.ledger.actions import LineDraft, act
from unannounced.records.parcels.actions import ParcelRefused, ParcelWaits, Taken, arrived
from unannounced.records.parcels.models import Direction, Parcel
from unannounced.records.parcels.queries import known_of
from unannounced.records.publications.models import PublicationRequest
from unannounced.records.recommendations.coming import OF_ANOTHER_STATE, say_taken_in, take_answers
from unannounced.records.recommendations.models import StrayAnswer
from unannounced.records.recommendations.transmitting import OfPublication
from unannounced.records.reports.models import Report
from unannounced.records.reports.queries import hold_report, paragraphs_of

LIAISON = "liaison"
ALONE = say("The document came without answers to items. Say which items it answers.")
KNOWN_VERSIONS: Mapping[str, int] = {"response": 1, "document": 1}


def take_response(packed: Packed, *, by: UUID, at: datetime) -> Taken:
    """Take a parcel of the liaison room in, by one act; the same again changes nothing.

    Raises ``ParcelWaits`` while its document has not come, and ``ParcelRefused`` where it is no response, or names a
    report that is not here: then it stays in the liaison room and is offered again.
    """
    if packed.room != LIAISON or packed.version > KNOWN_VERSIONS.get(packed.kind, 0):
        raise ParcelRefused(
            f"Parcel {packed.digest[:12]} ({packed.kind}) was made by a newer version, or does not belong here. "
            "Bring the office up to date; it is offered again."
        )
    try:
        with transaction.atomic():
            return _take(packed, by, at)
    except IntegrityError:  # another courier brought the same at the same moment: now it is known
        with transaction.atomic():
            return _take(packed, by, at)


def _take(packed: Packed, by: UUID, at: datetime) -> Taken:
    if known_of([packed], from_room=LIAISON):
        return Taken.KNOWN
    if packed.kind == "document":
        with act("take a document in", by=by, at=at) as line:
            line.keep(arrived(packed, at=at))
        return Taken.NEW
    try:
        said = read_response(packed.content)
    except NotAsAgreed as wrong:
        raise ParcelRefused(
            f"Parcel {packed.digest[:12]} ({packed.kind}) is not what its kind says: {wrong}. Nothing of it was kept."
        ) from wrong
    report = Report.objects.filter(pk=said.report).select_related("state", "visit").first()
    if report is None:
        raise ParcelRefused(
            f"Parcel {packed.digest[:12]} answers the report {said.report}, which is not here. It stays in the liaison "
            "room; look whether the newest copy of the office was put back."
        )
    _take_response(packed, said, report, by, at)
    return Taken.NEW


def _take_response(packed: Packed, said: GivenResponse, report: Report, by: UUID, at: datetime) -> None:
    brought = _brought(said.document) if said.document else None
    with act("take a response in", by=by, at=at, about=report, within=report.visit_id) as line:
        hold_report(report)  # what is published at this moment is read whole, before or after
        parcel = line.keep(arrived(packed, at=at))
        document = line.keep(brought) if brought else None
        take_answers(report, said, parcel, document, line=line, at=at)
        asked = _take_request(report, said, parcel, line, at) if said.publication else None
        if document is not None and not said.answers:
            _keep_alone(report, said, parcel, document, line)
        say_taken_in(report, said, asked, line=line, at=at)


def _brought(file: File) -> Document:
    """The document that travelled before, as the office keeps it."""
    came = Parcel.objects.filter(direction=Direction.IN, room=LIAISON, kind="document", digest=file.digest).first()
    if came is None:
        raise ParcelWaits(f"It names the document {file.digest[:12]}, which has not come yet.")
    return Document.as_it_came(file.file_name, bytes(came.content))


def _take_request(
    report: Report, said: GivenResponse, parcel: Parcel, line: LineDraft, at: datetime
) -> OfPublication | None:
    """Register the request to publish, or keep it apart with the reason."""
    asked = said.publication
    if asked is None:
        return None
    decision = reporting.may_request_publication(
        stage=ReportStage(report.stage),
        by_its_maker=reporting.published_by_its_maker(
            from_archive=report.from_archive, body=report.body, already_public=report.already_public
        ),
        by_state=True,
        on=asked.requested_on,
        transmitted_on=report.transmitted_on,
        today=at.date(),
        profile=settings.MECHANISM,
    )
    why = OF_ANOTHER_STATE if said.state != report.state.code else ""
    if isinstance(decision, Refused):
        why = why or str(decision.sentence)
    if asked.scope == "part" and not why:
        why = _no_part(report, asked)
    if why:
        line.keep(_apart(report, said, parcel, _in_words(asked), why))
        return None
    line.keep(
        PublicationRequest(
            report=report,
            requested_on=asked.requested_on,
            authority=asked.authority,
            scope=asked.scope,
            part=list(asked.part),
            embargo_until=asked.embargo_until,
            parcel=parcel.digest,
        )
    )
    return OfPublication(requested_on=asked.requested_on)


def _no_part(report: Report, asked: Requested) -> str:
    """Why a part cannot be asked for, or is none; empty where nothing stands against it."""
    standing = {str(pk) for pk in paragraphs_of(report).values_list("pk", flat=True)}
    decision = first_refusal(
        publishing.may_publish_part(by_state=True, profile=settings.MECHANISM),
        publishing.has_part(len(standing & set(asked.part)), profile=settings.MECHANISM),
    )
    return str(decision.sentence) if isinstance(decision, Refused) else ""


def _in_words(asked: Requested) -> str:
    until = f" · {asked.embargo_until.isoformat()}" if asked.embargo_until else ""
    return f"{asked.requested_on.isoformat()} · {asked.authority} · {asked.scope}{until}"


def _keep_alone(report: Report, said: GivenResponse, parcel: Parcel, document: Document, line: LineDraft) -> None:
    """A document that came without answers to items: somebody decides to which items it speaks."""
    line.keep(_apart(report, said, parcel, document.file_name, ALONE, document))


def _apart(
    report: Report, said: GivenResponse, parcel: Parcel, text: str, why: str, document: Document | None = None
) -> StrayAnswer:
    return StrayAnswer(
        report=report,
        document=document,
        received_on=said.given_at.date(),
        claim=Claim.NOT_ADDRESSED.value,
        text=text,
        given_by=said.given_by,
        parcel=parcel.digest,
        why=why[:300],
    )
