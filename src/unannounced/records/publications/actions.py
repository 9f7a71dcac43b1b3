"""The only door out: requests to publish, persons made unrecognisable, publication, editions of the register."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from uuid import UUID, uuid4

from django.conf import settings
from django.db import IntegrityError
from django.db.models import Max

from unannounced.duties import noting, publishing, reporting, showing
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import Refused, RefusedByRule, require
from unannounced.duties.reporting import ReportStage
from unannounced.duties.words import say
from unannounced.records.accounts.queries import Viewer, permit
from unannounced.records.archive.queries import newest_words
from unannounced.records.ledger.actions import LineDraft, SomebodyWasFirst, act
from unannounced.records.parcels.actions import frozen
from unannounced.records.parcels.models import Parcel
from unannounced.records.parcels.queries import is_parcelled
from unannounced.records.persons.models import Pseudonym
from unannounced.records.places.models import Place
from unannounced.records.publications import freezing
from unannounced.records.publications.checkpoints import make_checkpoint
from unannounced.records.publications.models import (
    Edition,
    FieldDecision,
    ParagraphCheck,
    PersonMark,
    PlacesEdition,
    Publication,
    PublicationRequest,
)
from unannounced.records.publications.placing import frozen_places, may_show
from unannounced.records.publications.queries import (
    showing_decision,
    texts_digest,
    texts_of,
    with_texts,
)
from unannounced.records.recommendations.transmitting import (
    BECAUSE_REQUESTED,
    OfPublication,
    retransmit,
)
from unannounced.records.reports.models import Paragraph, Report
from unannounced.records.reports.queries import hold_report
from unannounced.records.states.models import State
from unannounced.records.visits.queries import visit_permit

PORTAL = "portal"


def request_publication(
    report: Report,
    *,
    requested_on: date,
    authority: str,
    part: Sequence[UUID] = (),
    embargo_until: datetime | None = None,
    by: Viewer,
    at: datetime,
    key: UUID | None = None,
) -> PublicationRequest:
    """Register that the State asks for publication (ECPT Art. 11(2)): of the whole, or of ``part`` where rules allow.

    ``part`` are ids of paragraphs; ``embargo_until``: nobody is to read it earlier.
    """
    visit_permit(Act.REQUEST_PUBLICATION, by, report.visit)
    authority = noting.tidy(authority)
    require(noting.may_keep(authority))
    require(
        reporting.may_request_publication(
            stage=ReportStage(report.stage),
            by_its_maker=reporting.published_by_its_maker(
                from_archive=report.from_archive, body=report.body, already_public=report.already_public
            ),
            by_state=True,
            on=requested_on,
            transmitted_on=report.transmitted_on,
            today=at.date(),
            profile=settings.MECHANISM,
        )
    )
    if part:
        require(publishing.may_publish_part(by_state=True, profile=settings.MECHANISM))
    with act("register a request for publication", by=by.pk, at=at, about=report, within=report.visit_id) as line:
        asked = line.keep_once(
            PublicationRequest(
                id=key or uuid4(),
                report=report,
                requested_on=requested_on,
                authority=authority,
                scope="part" if part else "whole",
                part=[str(one) for one in part],
                embargo_until=embargo_until,
            )
        )
        if line.rows:
            told = OfPublication(requested_on=requested_on)
            retransmit(report, because=BECAUSE_REQUESTED, publication=told, line=line, at=at)
        return asked


def mark_person(
    report: Report,
    words: str,
    *,
    instead: str,
    consent: bool = False,
    pseudonym: Pseudonym | None = None,
    by: Viewer,
    at: datetime,
    key: UUID | None = None,
) -> PersonMark:
    """Mark words by which a person could be recognised, and say what stands instead (ECPT Art. 11(3)).

    ``pseudonym`` says whose consent it is, and no consent goes without; it must still be given on the day of
    publication.
    """
    visit_permit(Act.MARK_PERSON, by, report.visit)
    words, instead = noting.tidy(words), noting.tidy(instead)
    require(noting.may_keep(words))
    require(publishing.may_name(consent=consent, whose=pseudonym is not None, profile=settings.MECHANISM))
    held = PersonMark.objects.filter(report=report, words=words, taken_back_at__isnull=True).first()
    if held and (held.instead, held.consent, held.pseudonym_id) == (instead, consent, pseudonym and pseudonym.pk):
        return held
    if held:
        raise RefusedByRule(
            Refused(
                say("These words are marked already, with other words instead."),
                settings.MECHANISM.cited("persons"),
                say("Take the mark that is there, or mark a longer or shorter piece."),
            )
        )
    with act("mark a person", by=by.pk, at=at, about=report, within=report.visit_id) as line:
        return line.keep_once(
            PersonMark(
                id=key or uuid4(), report=report, words=words, instead=instead, consent=consent, pseudonym=pseudonym
            )
        )


def check_paragraphs(paragraphs: Iterable[Paragraph], *, seen: str = "", by: Viewer, at: datetime) -> int:
    """Confirm that all that leaves with these paragraphs was read for persons; return how many were new.

    ``seen`` is how the report stood when somebody read it (``texts_of``): what came since was not read.

    A response that comes afterwards was not read: its paragraph has to be checked again.
    """
    chosen = list(paragraphs)
    if not chosen:
        return 0
    report = chosen[0].report
    visit_permit(Act.CHECK_PARAGRAPHS, by, report.visit)
    with act("check paragraphs for persons", by=by.pk, at=at, about=report, within=report.visit_id) as line:
        hold_report(report)
        if seen and seen != texts_of(report):
            raise SomebodyWasFirst("paragraph")
        held = set(ParagraphCheck.objects.filter(paragraph__in=chosen).values_list("paragraph_id", "digest"))
        read = with_texts(Paragraph.objects.filter(pk__in=[paragraph.pk for paragraph in chosen]))
        new = [
            ParagraphCheck(paragraph=paragraph, digest=digest, checked_on=at.date(), checked_by_id=by.pk)
            for paragraph in read
            if (paragraph.pk, digest := texts_digest(paragraph)) not in held
        ]
        line.keep_all(new)
    return len(new)


def show_archived(report: Report, *, by: Viewer, at: datetime) -> Publication:
    """Show a report from the archive on the portal, with the file it came in: it is public already. Cannot be undone.

    It keeps the symbol it was published under. What the State answered since does not leave. Shown again after a
    correction was taken in, it becomes the next version, and the earlier one stays. Refused if it does not say that
    it is public, has no symbol, or persons were marked in it, whom its file would name.
    """
    permit(Act.SHOW_ARCHIVED, by)
    try:
        return _show(report, by, at)
    except IntegrityError as first:  # another report got this symbol or number at the same moment
        raise SomebodyWasFirst("publication") from first


def _show(report: Report, by: Viewer, at: datetime) -> Publication:
    with act("show an archived report", by=by.pk, at=at, about=report) as line:
        report.refresh_from_db()  # inside: somebody may have corrected it at this moment
        require(showing_decision(report))
        earlier = Publication.objects.filter(report=report).aggregate(last=Max("version"))["last"] or 0
        if not earlier:
            known = {"symbol": report.symbol, "already_public": report.already_public, "body": report.body}
            seen = {**known, "stage": ReportStage.TRANSMITTED.value}
            line.move(report, seen=seen, to={"stage": ReportStage.PUBLISHED.value})
        rendition = newest_words(report)
        original = rendition.document if rendition else None
        content = freezing.frozen_report(
            report,
            symbol=report.symbol,
            version=earlier + 1,
            requested_on=None,
            published_on=at.date(),
            at=at,
            original=original,
            with_responses=False,
        )
        if original is not None and not is_parcelled(original.digest, PORTAL):
            line.keep(_parcel("original", bytes(original.content), at))
        parcel = line.keep(_parcel("publication", content, at))
        make_checkpoint(line, at)
        year, number = reporting.numbered(settings.MECHANISM, report.symbol) or (
            (report.dated_on or at.date()).year,
            None,
        )
        return line.keep(
            Publication(
                report=report,
                version=earlier + 1,
                symbol=report.symbol,
                year=year,
                number=number,
                published_on=at.date(),
                parcel=parcel,
            )
        )


def _parcel(kind: str, content: bytes, at: datetime) -> Parcel:
    digest = freezing.digest_of(content)
    return frozen(kind, freezing.VERSIONS[kind], content, digest, to_room=PORTAL, at=at)


def make_edition(*, by: Viewer, at: datetime) -> Edition:
    """Freeze the treaty register, the public record and the figures into a parcel for the portal.

    What came out of an embargo since the last checkpoint gets one with it.
    """
    permit(Act.MAKE_EDITION, by)
    try:
        with act("make an edition of the register", by=by.pk, at=at) as line:
            number = (Edition.objects.aggregate(last=Max("number"))["last"] or 0) + 1
            content = freezing.frozen_register(number, at.date(), at)
            parcel = _parcel("register", content, at)
            edition = Edition(number=number, made_on=at.date(), parcel=parcel)
            line.about = edition
            line.keep(parcel)
            make_checkpoint(line, at)
            return line.keep(edition)
    except IntegrityError as first:  # somebody made an edition, or published, at the same moment
        raise SomebodyWasFirst("edition") from first


def decide_fields(
    state: State, shown: Collection[str], *, by_hand: bool = False, because: str, by: Viewer, at: datetime
) -> int:
    """Decide which fields of the places of a State may be shown; every other one may not. How many changed.

    ``by_hand``: also what people of the office entered by hand. Nothing leaves before an edition is published.
    """
    permit(Act.SHOW_FIELD, by)
    because = noting.tidy(because)
    require(noting.may_keep(because))
    fields = {field: (field in shown, by_hand and field in shown) for field in showing.FIELDS}
    with act("decide what of places may be shown", by=by.pk, at=at, about=state) as line:
        return _decide_fields(line, state, None, fields, because, by, at)


def hide_fields(place: Place, hidden: Collection[str], *, because: str, by: Viewer, at: datetime) -> int:
    """Decide which fields of one place may not be shown, whatever holds for the others; how many changed."""
    permit(Act.SHOW_FIELD, by)
    because = noting.tidy(because)
    require(noting.may_keep(because))
    fields = {field: (field not in hidden, False) for field in showing.FIELDS}
    with act("decide what of a place may be shown", by=by.pk, at=at, about=place) as line:
        return _decide_fields(line, place.state, place, fields, because, by, at)


def _decide_fields(
    line: LineDraft,
    state: State,
    place: Place | None,
    fields: dict[str, tuple[bool, bool]],
    because: str,
    by: Viewer,
    at: datetime,
) -> int:
    """Keep the decisions that are new or other than before; without any before, a field of all places is not shown."""
    held = {one.field: one for one in FieldDecision.objects.filter(state=state, place=place)}
    decided = {"because": because, "decided_by_id": by.pk, "decided_at": at}
    changed, new = 0, []
    for field, (shown, by_hand) in fields.items():
        before = held.get(field)
        if before is None:
            if shown != (place is not None):
                new.append(
                    FieldDecision(state=state, place=place, field=field, shown=shown, by_hand=by_hand, **decided)
                )
        elif (before.shown, before.by_hand) != (shown, by_hand):
            seen = {"shown": before.shown, "by_hand": before.by_hand}
            line.move(before, seen=seen, to={"shown": shown, "by_hand": by_hand, **decided})
            changed += 1
    line.keep_all(new)
    return changed + len(new)


def publish_places(state: State, *, by: Viewer, at: datetime) -> PlacesEdition:
    """Freeze what may be shown of the places of a State into a parcel for the portal, instead of what it showed before.

    Cannot be undone: another edition takes its place. Refused where no name may be shown.
    """
    permit(Act.PUBLISH_PLACES, by)
    try:
        with act("publish the places of a State", by=by.pk, at=at, about=state) as line:
            before = PlacesEdition.objects.filter(state=state).aggregate(last=Max("number"))["last"] or 0
            content, places = frozen_places(state, edition=before + 1, made_on=at.date())
            require(showing.may_publish_places(may_show(state).fields, places=places, shown_before=before > 0))
            parcel = line.keep(_parcel("places", content, at))
            return line.keep(
                PlacesEdition(state=state, number=before + 1, made_on=at.date(), places=places, parcel=parcel)
            )
    except IntegrityError as first:  # somebody published an edition at the same moment
        raise SomebodyWasFirst("edition") from first
