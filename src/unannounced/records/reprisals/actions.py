"""Cases of reprisal opened, entrusted, followed and closed; linked to a communication, which they keep from erasure."""

import secrets
from datetime import date, datetime
from uuid import UUID, uuid4

from django.conf import settings

from unannounced.crafts.receipt_words import words_of
from unannounced.duties import keeping, noting, protecting
from unannounced.duties.confidentiality import Act
from unannounced.duties.consenting import Answer
from unannounced.duties.decision import require
from unannounced.duties.protecting import CaseStage, PartKind, Step
from unannounced.duties.receiving import Hold
from unannounced.records.accounts.models import Person
from unannounced.records.accounts.queries import Viewer, permit
from unannounced.records.communications.models import Communication, Held
from unannounced.records.communications.pieces import Offered, accepted
from unannounced.records.communications.queries import keepers_on, keeps_register, require_assigned
from unannounced.records.ledger.actions import LineDraft, act
from unannounced.records.reprisals import queries
from unannounced.records.reprisals.models import AgreedTo, CaseLink, Entrusted, FollowUp, Measure, Reprisal, SealedPart


def open_case(
    authority: str, what: str, *, happened_on: date | None = None, by: Viewer, at: datetime, key: UUID | None = None
) -> Reprisal:
    """Open a case; the person gets a word by which they are called, and ``by`` is entrusted with it."""
    permit(Act.KEEP_REPRISAL, by)
    require(keeping.must_keep(keeps=keeps_register(by), profile=settings.MECHANISM))
    held = queries.cases_of(by).filter(pk=key).first() if key else None
    if held is not None:
        return held
    authority, what = noting.tidy(authority).strip(), noting.tidy(what)
    require(protecting.may_open(authority, what, happened_on=happened_on, today=at.date()))
    case = Reprisal(
        id=key or uuid4(),
        pseudonym=_pseudonym(),
        authority=authority,
        act=what,
        happened_on=happened_on,
        stage=CaseStage.OPEN.value,
        opened_by_id=by.pk,
        opened_at=at,
    )
    with act("open a case of reprisal", by=by.pk, at=at) as line:
        line.keep(case)
        line.keep(Entrusted(reprisal=case, person_id=by.pk, by_id=by.pk, at=at))
    return case


def _pseudonym() -> str:
    """Two words drawn by chance that no case has."""
    words = words_of("en")
    while True:
        drawn = f"{secrets.choice(words)} {secrets.choice(words)}"
        if not Reprisal.objects.filter(pseudonym=drawn).exists():
            return drawn


def _require_entrusted(case: Reprisal, by: Viewer) -> None:
    permit(Act.KEEP_REPRISAL, by)
    require(protecting.must_be_entrusted(entrusted=queries.cases_of(by).filter(pk=case.pk).exists()))


def entrust(case: Reprisal, person: Person, *, by: Viewer, at: datetime) -> Entrusted:
    """Entrust a keeper with a case."""
    _require_entrusted(case, by)
    held = Entrusted.objects.filter(reprisal=case, person=person, ended_at__isnull=True).exists()
    keeps = keepers_on(at.date()).filter(person=person).exists()
    require(protecting.may_entrust(keeps=keeps, entrusted=held))
    with act("entrust somebody with a case of reprisal", by=by.pk, at=at, about=case) as line:
        return line.keep(Entrusted(reprisal=case, person=person, by_id=by.pk, at=at))


def end_trust(entrusted: Entrusted, *, by: Viewer, at: datetime) -> Entrusted:
    """Somebody deals with a case no more; the last one stays."""
    case = entrusted.reprisal
    _require_entrusted(case, by)
    others = Entrusted.objects.filter(reprisal=case, ended_at__isnull=True).exclude(pk=entrusted.pk)
    require(protecting.may_end_trust(others=others.count()))
    with act("end the trust with a case of reprisal", by=by.pk, at=at, about=case) as line:
        return line.move(entrusted, seen={"ended_at": None}, to={"ended_at": at})


def note_measure(
    case: Reprisal, text: str, *, taken_on: date, by: Viewer, at: datetime, key: UUID | None = None
) -> Measure:
    """Note what was done about it; an earlier measure stays."""
    _require_entrusted(case, by)
    held = case.measures.filter(pk=key).first() if key else None
    if held is not None:
        return held
    text = noting.tidy(text)
    require(noting.may_keep(text))
    row = Measure(id=key or uuid4(), reprisal=case, text=text, taken_on=taken_on, by_id=by.pk, at=at)
    with act("note a measure against a reprisal", by=by.pk, at=at, about=case) as line:
        return line.keep(row)


def keep_contacts(case: Reprisal, offered: Offered, *, by: Viewer, at: datetime) -> SealedPart:
    """Keep how the person can be reached, sealed in a browser; the newest counts."""
    _require_entrusted(case, by)
    part = _part(case, PartKind.CONTACTS, offered, by, at)
    with act("keep contacts of a case of reprisal", by=by.pk, at=at, about=case) as line:
        return line.keep(part)


def reseal_part(part: SealedPart, offered: Offered, *, by: Viewer, at: datetime) -> SealedPart:
    """Replace the bytes of a part by ones sealed to the newest key; those sealed to the older one are gone."""
    _require_entrusted(part.reprisal, by)
    key = accepted(offered)
    sizes = len(part.sealed), len(offered.sealed)
    require(keeping.of_the_same_size(held=sizes[0], offered=sizes[1], profile=settings.MECHANISM))
    to = {"sealed": offered.sealed, "intake_key_id": key.pk}
    with act("re-seal a part of a case of reprisal", by=by.pk, at=at, about=part.reprisal) as line:
        return line.move(part, seen={"intake_key_id": part.intake_key_id}, to=to)


def _part(case: Reprisal, kind: PartKind, offered: Offered, by: Viewer, at: datetime) -> SealedPart:
    key = accepted(offered)
    return SealedPart(reprisal=case, kind=kind.value, intake_key=key, sealed=offered.sealed, by_id=by.pk, at=at)


def note_agreed(
    case: Reprisal,
    step: Step,
    answer: Answer,
    *,
    asked_on: date,
    body: str = "",
    by: Viewer,
    at: datetime,
    key: UUID | None = None,
) -> AgreedTo:
    """Note what the person answered when asked for one step."""
    _require_entrusted(case, by)
    held = case.agreed_to.filter(pk=key).first() if key else None
    if held is not None:
        return held
    row = AgreedTo(
        id=key or uuid4(),
        reprisal=case,
        step=step.value,
        body=noting.tidy(body).strip(),
        answer=answer.value,
        asked_on=asked_on,
        by_id=by.pk,
        at=at,
    )
    with act("note what somebody agreed to", by=by.pk, at=at, about=case) as line:
        return line.keep(row)


def plan_call(case: Reprisal, due_on: date, *, by: Viewer, at: datetime, key: UUID | None = None) -> FollowUp:
    """Plan a call by which somebody asks how the person fares."""
    _require_entrusted(case, by)
    held = case.follow_ups.filter(pk=key).first() if key else None
    if held is not None:
        return held
    require(protecting.must_be_open(CaseStage(case.stage)))
    with act("plan a follow-up call", by=by.pk, at=at, about=case) as line:
        return line.keep(FollowUp(id=key or uuid4(), reprisal=case, due_on=due_on, by_id=by.pk, at=at))


def hold_call(call: FollowUp, held_on: date, *, note: Offered | None = None, by: Viewer, at: datetime) -> FollowUp:
    """Note that a call was held, with a note that a browser sealed."""
    case = call.reprisal
    _require_entrusted(case, by)
    require(protecting.may_hold_call(held=call.held_on is not None, held_on=held_on, today=at.date()))
    part = _part(case, PartKind.NOTE, note, by, at) if note is not None else None
    with act("note a follow-up call", by=by.pk, at=at, about=case) as line:
        if part is not None:
            line.keep(part)
        to = {"held_on": held_on, "note_id": part.pk if part else None}
        return line.move(call, seen={"held_on": None}, to=to)


# The communication it is about


def link_case(case: Reprisal, communication: Communication, *, by: Viewer, at: datetime) -> CaseLink:
    """Say that a case is about a communication, by somebody who may read both; while it is open it holds it."""
    _require_entrusted(case, by)
    require_assigned(communication, by)
    link = CaseLink.objects.filter(reprisal=case, communication=communication).first()
    if link is not None:
        return link
    require(protecting.must_be_open(CaseStage(case.stage)))
    with act("link a case of reprisal", by=by.pk, at=at, about=case) as line:
        held = _hold(line, communication.pk, by, at)
        return line.keep(CaseLink(reprisal=case, communication=communication, held=held, by_id=by.pk, at=at))


def _hold(line: LineDraft, communication: UUID, by: Viewer, at: datetime) -> UUID:
    row = Held(communication_id=communication, what=Hold.REPRISAL.value, by_id=by.pk, at=at)
    return line.keep(row).pk


def close_case(case: Reprisal, *, by: Viewer, at: datetime) -> Reprisal:
    """Close a case: what it held may be erased in time."""
    _require_entrusted(case, by)
    require(protecting.may_go_to(CaseStage(case.stage), CaseStage.CLOSED))
    held = list(Held.objects.filter(pk__in=case.links.values("held"), ended_at__isnull=True))
    with act("close a case of reprisal", by=by.pk, at=at, about=case) as line:
        line.move_all(held, seen={"ended_at": None}, to={"ended_at": at})
        return line.move(case, seen={"stage": case.stage}, to={"stage": CaseStage.CLOSED.value, "closed_at": at})


def open_case_again(case: Reprisal, *, by: Viewer, at: datetime) -> Reprisal:
    """Open a case again: it holds what it is about, so far as that is not erased."""
    _require_entrusted(case, by)
    require(protecting.may_go_to(CaseStage(case.stage), CaseStage.OPEN))
    links = list(case.links.filter(communication__erased_on__isnull=True))
    with act("open a case of reprisal again", by=by.pk, at=at, about=case) as line:
        for link in links:
            line.move(link, seen={"held": link.held}, to={"held": _hold(line, link.communication_id, by, at)})
        return line.move(case, seen={"stage": case.stage}, to={"stage": CaseStage.OPEN.value, "closed_at": None})


def keep_case_for(case: Reprisal, months: int, *, by: Viewer, at: datetime) -> Reprisal:
    """Say for how many months after closing a case is kept."""
    _require_entrusted(case, by)
    require(protecting.may_keep_for(months))
    with act("say how long a case of reprisal is kept", by=by.pk, at=at, about=case) as line:
        return line.move(case, seen={"keep_months": case.keep_months}, to={"keep_months": months})
