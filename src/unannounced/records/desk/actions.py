"""Officers of a State: appointed, ended; reports taken in; answers drafted, given as responses. Each with its line."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q

from unannounced.crafts.packing import Packed, digest_of
from unannounced.crafts.passing import File, NotAsAgreed, Requested, Transmitted, read_transmission, responses
from unannounced.crafts.passing import GivenAnswer as Answered
from unannounced.crafts.passing import GivenResponse as Response
from unannounced.duties import answering, noting
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import Refused, RefusedByRule, require
from unannounced.duties.words import say
from unannounced.records.accounts.models import Person
from unannounced.records.accounts.queries import Viewer, permit
from unannounced.records.desk.models import Answer, Appointment, Given, GivenAnswer, Laid, Transmission
from unannounced.records.desk.queries import OFFICE, Officer, Report, Standing, are_here
from unannounced.records.ledger.actions import LineDraft, SomebodyWasFirst, act
from unannounced.records.parcels.actions import ParcelRefused, ParcelWaits, Taken, arrived, frozen
from unannounced.records.parcels.queries import is_parcelled, known_of
from unannounced.records.states.models import State

KNOWN_VERSIONS = {"transmission": 1, "document": 1}


# Officers


def appoint(person: Person, state: State, *, begins: date, ends: date | None, by: Viewer, at: datetime) -> Appointment:
    """Make somebody an officer of a State, from a day to a day."""
    permit(Act.GIVE_MANDATE, by)
    if ends is not None and ends < begins:
        raise RefusedByRule(Refused(say("The mandate would end before it begins."), "accounts"))
    others = Appointment.objects.filter(person=person).exclude(state=state)
    meanwhile = others.filter(Q(ends__isnull=True) | Q(ends__gte=begins))
    meanwhile = meanwhile if ends is None else meanwhile.filter(begins__lte=ends)
    require(answering.may_belong(login=person.login, of_another=meanwhile.exists()))
    with act("appoint an officer of a State", by=by.pk, at=at, about=person) as line:
        return line.keep(Appointment(person=person, state=state, begins=begins, ends=ends))


def end_appointment(appointment: Appointment, *, ends: date, by: Viewer, at: datetime) -> Appointment:
    """Let somebody be an officer until the day ``ends``; access ends with it, what they wrote stays."""
    permit(Act.END_MANDATE, by)
    if ends < appointment.begins:
        raise RefusedByRule(Refused(say("The mandate would end before it begins."), "accounts"))
    with act("end the appointment of an officer", by=by.pk, at=at, about=appointment.person) as line:
        return line.move(appointment, seen={"ends": appointment.ends}, to={"ends": ends})


# What the office transmits


def take_in(packed: Packed, *, by: UUID, at: datetime) -> Taken:
    """Take a parcel of the office in; what it belongs to may have to come first. The same again changes nothing."""
    if packed.version > KNOWN_VERSIONS.get(packed.kind, 0) or packed.room != OFFICE:
        raise ParcelRefused(
            f"Parcel {packed.digest[:12]} ({packed.kind}, version {packed.version}) was made by a newer version, or "
            "does not belong here. Bring this room up to date; the courier offers it again."
        )
    try:
        with transaction.atomic():
            return _take_in(packed, by, at)
    except IntegrityError:  # another courier brought the same at the same moment: now it is known
        with transaction.atomic():
            return _take_in(packed, by, at)


def _take_in(packed: Packed, by: UUID, at: datetime) -> Taken:
    if known_of([packed], from_room=OFFICE):
        return Taken.KNOWN
    if packed.kind == "document":
        with act("take a document in", by=by, at=at) as line:
            line.keep(arrived(packed, at=at))
        return Taken.NEW
    try:
        said = read_transmission(packed.content)
    except NotAsAgreed as wrong:
        raise ParcelRefused(
            f"Parcel {packed.digest[:12]} ({packed.kind}) is not what its kind says: {wrong}. Nothing of it was kept."
        ) from wrong
    if not are_here({one.digest for one in said.files}):
        raise ParcelWaits(f"It names a file of the report {said.report} that has not come yet.")
    with act("take a transmission in", by=by, at=at) as line:
        _keep_transmission(line, packed, said, at)
    return Taken.NEW


def _keep_transmission(line: LineDraft, packed: Packed, said: Transmitted, at: datetime) -> None:
    state = _state(line, said)
    earlier = Transmission.objects.filter(report=said.report)
    if earlier.exclude(state=state).exists() or earlier.filter(serial=said.serial).exists():
        raise ParcelRefused(
            f"Parcel {packed.digest[:12]} says of the report {said.report} another State, or a serial that came "
            "already with other words. Nothing of it was kept; look at the report in the office."
        )
    asked = [item for item in said.items if item.withdrawn_on is None]
    row = Transmission(
        state=state,
        report=UUID(said.report),
        serial=said.serial,
        because=said.because,
        title=said.title,
        transmitted_on=said.transmitted_on,
        response_due=said.due.day if said.due else None,
        asked=len(asked),
        received=sum(bool(item.received) for item in asked),
        came_at=at,
    )
    row.parcel = line.keep(arrived(packed, at=at))
    line.about = line.keep(row)


def _state(line: LineDraft, said: Transmitted) -> State:
    """The State it is transmitted to; its names as the office has them now."""
    held = State.objects.filter(code=said.state).first()
    if held is None:
        return line.keep(State(code=said.state, names=dict(said.state_names), invented=said.invented))
    if held.names != dict(said.state_names):
        line.move(held, seen={"code": said.state}, to={"names": dict(said.state_names)})
    return held


# Drafts of answers


def write_answer(
    report: Report, item: Standing, *, claim: str, text: str, ministry: str, seen: int, by: Officer, at: datetime
) -> Answer:
    """Write a draft of an answer, having seen the version ``seen``.

    Where somebody wrote meanwhile both are kept, and this one is marked; the same words again change nothing.
    """
    text, ministry = noting.tidy(text), noting.tidy(ministry).strip()
    asked = item.item
    require(
        answering.may_write(
            claim=claim,
            text=text,
            ministry=ministry,
            withdrawn_on=asked.withdrawn_on,
            on=at.date(),
            profile=settings.MECHANISM,
        )
    )
    said = Answer(item=UUID(asked.id), claim=claim, text=text, ministry=ministry)
    return _write(report, [said], {asked.id: seen}, by=by, at=at)[0]


def take_back_answer(report: Report, item: Standing, *, seen: int, by: Officer, at: datetime) -> Answer:
    """Take the draft of an answer back: the item is not answered again. What was written stays to be read."""
    return _write(report, [Answer(item=UUID(item.item.id))], {item.item.id: seen}, by=by, at=at)[0]


def _write(
    report: Report, said: Sequence[Answer], seen: dict[str, int], *, by: Officer, at: datetime, laid: Laid | None = None
) -> list[Answer]:
    try:
        return _written(report, said, seen, by, at, laid)
    except IntegrityError:  # somebody wrote the same version at the same moment: now theirs is there
        return _written(report, said, seen, by, at, laid)


def _written(
    report: Report, said: Sequence[Answer], seen: dict[str, int], by: Officer, at: datetime, laid: Laid | None
) -> list[Answer]:
    rows = []
    with act("write an answer", by=by.pk, at=at, about=report.transmission) as line:
        newest = {
            str(one.item): one
            for one in Answer.objects.filter(state=by.state, item__in=[one.item for one in said]).order_by("version")
        }
        new = []
        for one in said:
            held = newest.get(str(one.item))
            if held and (held.claim, held.text, held.ministry) == (one.claim, one.text, one.ministry):
                rows.append(held)
                continue
            last = held.version if held else 0
            row = Answer(
                state_id=by.state,
                report=report.pk,
                item=one.item,
                version=last + 1,
                claim=one.claim,
                text=one.text,
                ministry=one.ministry,
                in_conflict=seen[str(one.item)] < last,
                came_from=laid,
                written_by_id=by.pk,
                written_at=at,
            )
            new.append(row)
            rows.append(row)
        line.keep_all(new)
        if laid is not None:
            line.move(laid, seen={"settled_at": None}, to={"settled_at": at, "settled_by_id": by.pk})
    return rows


# Files beside a report


def lay(
    report: Report,
    file_name: str,
    content: bytes,
    *,
    media: str,
    is_document: bool,
    read: dict[str, object],
    by: Officer,
    at: datetime,
) -> Laid:
    """Lay a file beside a report, with what was found in it; nothing of it counts before it is confirmed."""
    digest = digest_of(content)
    waits = Laid.objects.filter(state=by.state, report=report.pk, digest=digest, settled_at__isnull=True)
    if held := waits.filter(is_document=is_document).first():
        return held
    row = Laid(
        state_id=by.state,
        report=report.pk,
        is_document=is_document,
        file_name=file_name,
        media=media,
        digest=digest,
        size=len(content),
        content=content,
        read=read,
        laid_by_id=by.pk,
        laid_at=at,
    )
    with act("lay a file beside a report", by=by.pk, at=at, about=report.transmission) as line:
        return line.keep(row)


def put_away(report: Report, laid: Laid, *, by: Officer, at: datetime) -> Laid:
    """Put a file away: nothing of it is taken, and it goes nowhere. It stays to be looked at."""
    with act("put a file away", by=by.pk, at=at, about=report.transmission) as line:
        return line.move(
            laid, seen={"settled_at": None}, to={"settled_at": at, "settled_by_id": by.pk, "put_away": True}
        )


def settle(
    report: Report, laid: Laid, answers: Sequence[tuple[Standing, str, str, str]], *, by: Officer, at: datetime
) -> list[Answer]:
    """Take what was confirmed of a file as drafts: of each item its claim, text and ministry. All of it or nothing."""
    for item, claim, text, ministry in answers:
        require(
            answering.may_write(
                claim=claim,
                text=noting.tidy(text),
                ministry=ministry,
                withdrawn_on=item.item.withdrawn_on,
                on=at.date(),
                profile=settings.MECHANISM,
            )
        )
    said = [
        Answer(item=UUID(item.item.id), claim=claim, text=noting.tidy(text), ministry=ministry.strip())
        for item, claim, text, ministry in answers
    ]
    return _write(report, said, {one.item.id: one.seen for one, *_ in answers}, by=by, at=at, laid=laid)


# Giving


def give_response(
    report: Report,
    answers: Sequence[Standing],
    *,
    document: Laid | None = None,
    publication: Requested | None = None,
    by: Officer,
    at: datetime,
    key: UUID | None = None,
) -> Given:
    """Give a response to the office: the drafts of these items, a document, a request to publish. It cannot be undone.

    The parcel is frozen in the transaction of the act. Given again under its ``key`` it changes nothing.
    """
    if key and (held := Given.objects.filter(pk=key, state=by.state).first()):
        return held
    require(
        answering.may_give(
            answers=len(answers),
            document=document is not None,
            publication=publication is not None,
            withdrawn=[one.item.number for one in answers if one.item.withdrawn_on is not None],
            disputed=[one.item.number for one in answers if one.disputed],
            profile=settings.MECHANISM,
        )
    )
    if publication is not None:
        known = report.said.publication
        require(
            answering.may_request(
                authority=publication.authority,
                part=len(publication.part) if publication.scope == "part" else None,
                embargo_until=publication.embargo_until,
                requested_on=known.requested_on,
                published_on=known.published_on,
                now=at,
                profile=settings.MECHANISM,
            )
        )
    try:
        return _give(report, [one.draft for one in answers if one.draft], document, publication, by, at, key or uuid4())
    except IntegrityError as first:  # a colleague gave one of these drafts at the same moment
        if key and (held := Given.objects.filter(pk=key, state=by.state).first()):
            return held
        raise SomebodyWasFirst("response") from first


def _give(
    report: Report,
    drafts: Sequence[Answer],
    document: Laid | None,
    publication: Requested | None,
    by: Officer,
    at: datetime,
    key: UUID,
) -> Given:
    with act("give a response", by=by.pk, at=at) as line:
        if not _still_newest(drafts, by):  # inside: a colleague may have written at this moment
            raise SomebodyWasFirst("answer")
        gone = [GivenAnswer(given_id=key, answer=one) for one in drafts]
        content = Response(
            given=str(key),
            report=str(report.pk),
            state=by.code,
            given_by=by.display_name,
            given_at=at.astimezone(UTC),
            answers=tuple(_answered(one) for one in gone),
            document=_file(document) if document else None,
            publication=publication,
        ).content()
        responses.read_response(content)  # what the office could not read is never given
        if document is not None:
            _keep_document(line, document, by, at)
        parcel = frozen("response", responses.VERSION, content, digest_of(content), to_room=OFFICE, at=at)
        row = Given(
            id=key,
            state_id=by.state,
            report=report.pk,
            given_by_id=by.pk,
            given_at=at,
            document=document,
            asks_publication=publication is not None,
            parcel=line.keep(parcel),
        )
        line.about = line.keep(row)
        line.keep_all(gone)
        return row


def _still_newest(drafts: Sequence[Answer], by: Officer) -> bool:
    items = [one.item for one in drafts]
    newest: dict[UUID, UUID] = dict(
        Answer.objects.filter(state=by.state, item__in=items).order_by("version").values_list("item", "pk")
    )
    return all(newest[one.item] == one.pk for one in drafts)


def _answered(one: GivenAnswer) -> Answered:
    said = one.answer
    return Answered(str(one.pk), str(said.item), said.claim, said.text, said.ministry)


def _file(laid: Laid) -> File:
    return File(laid.digest, laid.file_name, laid.media, laid.size)


def _keep_document(line: LineDraft, document: Laid, by: Officer, at: datetime) -> None:
    if not is_parcelled(document.digest, OFFICE):
        content = bytes(document.content)
        before = at - timedelta(microseconds=1)  # parcels go in the order in which they were made
        line.keep(frozen("document", 1, content, document.digest, to_room=OFFICE, at=before))
    if document.settled_at is None:
        line.move(document, seen={"settled_at": None}, to={"settled_at": at, "settled_by_id": by.pk})
