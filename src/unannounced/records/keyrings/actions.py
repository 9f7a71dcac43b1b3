"""Keys of visits made and wrapped; itineraries sealed; devices invited, let in, written to and revoked.

What is sealed comes sealed: it was made in somebody's browser, and what is no age file is refused.
"""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Max

from unannounced.duties import entrusting, noting
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import require
from unannounced.duties.words import say
from unannounced.records.accounts.models import Person
from unannounced.records.accounts.queries import Viewer
from unannounced.records.keyrings import freezing, queries, sealed
from unannounced.records.keyrings.freezing import Checklists
from unannounced.records.keyrings.models import (
    Device,
    Invitation,
    Letter,
    SealedItinerary,
    VisitKey,
    WrappedKey,
)
from unannounced.records.ledger.actions import LineDraft, SomebodyWasFirst, act
from unannounced.records.visits.models import Visit
from unannounced.records.visits.queries import visit_permit

Wrapped = Mapping[UUID, str]
"""By the id of a member's key: the identity of the visit's key, an armoured age file for that member."""


def make_visit_key(
    visit: Visit,
    recipient: str,
    wrapped: Wrapped,
    *,
    number: int = 1,
    itinerary: str = "",
    because: str = "",
    by: Viewer,
    at: datetime,
) -> VisitKey:
    """Make version ``number`` of the key of a visit, wrapped for delegates, with the itinerary sealed to it anew."""
    visit_permit(Act.MAKE_VISIT_KEY, by, visit)
    newest, profile = queries.newest_key(visit), settings.MECHANISM
    require(
        entrusting.may_make_visit_key(
            going=queries.goes_on(by, visit),
            has_key=queries.own_key(by) is not None,
            number=number,
            newest=newest.version if newest else 0,
            because=because,
            profile=profile,
        )
    )
    require(entrusting.says_no_secret(because, profile=profile))
    sealed.require_recipient(recipient)
    _require_for_those_who_go(visit, wrapped, by)
    held, last = queries.holds_newest(by, visit), queries.newest_itinerary(visit)
    require(
        entrusting.itinerary_goes_along(
            there_is_one=last is not None, held=held, sealed_again=bool(itinerary), profile=profile
        )
    )
    key = VisitKey(
        visit=visit, version=number, recipient=recipient, because=noting.tidy(because), made_by_id=by.pk, made_at=at
    )
    name = say("replace the key of a visit") if newest else say("make the key of a visit")
    with act(name, by=by.pk, at=at, about=visit, within=visit.pk) as line:
        line.keep(key)
        line.keep_all([_copy(key, member_key, copy, by, at) for member_key, copy in wrapped.items()])
        if itinerary:
            _keep_itinerary(line, key, last.number + 1 if last else 1, itinerary, by, at)
    return key


def _require_for_those_who_go(visit: Visit, wrapped: Wrapped, by: Viewer) -> None:
    going = {key.pk: key.person_id for key in queries.member_keys_for(visit)}
    require(
        entrusting.wrapped_for_those_who_go(
            strangers=len(set(wrapped) - set(going)),
            for_maker=by.pk in {going.get(member_key) for member_key in wrapped},
            profile=settings.MECHANISM,
        )
    )
    for copy in wrapped.values():
        sealed.require_for_one(copy)


def _copy(key: VisitKey, member_key: UUID, copy: str, by: Viewer, at: datetime) -> WrappedKey:
    return WrappedKey(visit_key=key, member_key_id=member_key, sealed=copy, wrapped_by_id=by.pk, wrapped_at=at)


def wrap_key(visit: Visit, wrapped: Mapping[int, Wrapped], *, by: Viewer, at: datetime) -> int:
    """Re-seal versions of the key for those who wait: ``{version: {member's key: copy}}``; return how many were new.

    Whoever re-seals holds each of these versions. A copy that is there already is welcome again.
    """
    visit_permit(Act.MAKE_VISIT_KEY, by, visit)
    profile = settings.MECHANISM
    require(entrusting.must_go(going=queries.goes_on(by, visit), profile=profile))
    own = {copy.visit_key.version: copy.visit_key for copy in queries.wrapped_for(visit, by)}
    require(entrusting.must_hold(holds=set(wrapped) <= set(own), profile=profile))
    going = {key.pk for key in queries.member_keys_for(visit)}
    strangers = sum(len(set(copies) - going) for copies in wrapped.values())
    require(entrusting.wrapped_for_those_who_go(strangers=strangers, for_maker=True, profile=profile))
    there = set(WrappedKey.objects.filter(visit_key__visit=visit).values_list("visit_key__version", "member_key"))
    new = []
    for version, copies in wrapped.items():
        for member_key, copy in copies.items():
            sealed.require_for_one(copy)
            if (version, member_key) not in there:
                new.append(_copy(own[version], member_key, copy, by, at))
    with act("re-seal the key of a visit", by=by.pk, at=at, about=visit, within=visit.pk) as line:
        line.keep_all(new)
    return len(new)


def set_write_only(visit: Visit, to: bool, *, by: Viewer, at: datetime) -> Visit:
    """Set a visit to write-only, or back: from then on packages and letters leave the key of the visit out."""
    visit_permit(Act.SET_WRITE_ONLY, by, visit)
    require(entrusting.may_set_write_only(is_head=queries.heads(by, visit), profile=settings.MECHANISM))
    if visit.write_only == to:
        return visit
    name = say("set a visit to write-only") if to else say("let devices of a visit read back again")
    with act(name, by=by.pk, at=at, about=visit, within=visit.pk) as line:
        return line.move(visit, seen={"write_only": not to}, to={"write_only": to})


# The itinerary


def seal_itinerary(visit: Visit, itinerary: str, *, number: int, by: Viewer, at: datetime) -> SealedItinerary:
    """Keep an itinerary that was sealed to the newest key; ``number`` follows the one that was seen."""
    visit_permit(Act.SEAL_ITINERARY, by, visit)
    key = _held_key(visit, by)
    sealed.require_for_one(itinerary)
    last = queries.newest_itinerary(visit)
    if last is not None and last.sealed == itinerary:
        return last
    if number != (last.number if last else 0) + 1:
        raise SomebodyWasFirst("itinerary")
    with act("seal an itinerary", by=by.pk, at=at, about=visit, within=visit.pk) as line:
        return _keep_itinerary(line, key, number, itinerary, by, at)


def _keep_itinerary(
    line: LineDraft, key: VisitKey, number: int, itinerary: str, by: Viewer, at: datetime
) -> SealedItinerary:
    sealed.require_for_one(itinerary)
    return line.keep(SealedItinerary(visit_key=key, number=number, sealed=itinerary, sealed_by_id=by.pk, sealed_at=at))


def _held_key(visit: Visit, by: Viewer) -> VisitKey:
    """The newest key of a visit, which ``by`` goes on and holds; refused otherwise."""
    profile = settings.MECHANISM
    require(entrusting.must_go(going=queries.goes_on(by, visit), profile=profile))
    newest = queries.newest_key(visit)
    require(entrusting.must_hold(holds=queries.holds_newest(by, visit), profile=profile))
    assert newest is not None  # nobody holds what is not there
    return newest


# Devices, from the office's side


def invite_device(
    visit: Visit,
    person: Person,
    *,
    device: UUID,
    lookup: str,
    proof_key: str,
    package: str,
    letters_key: str,
    label: str,
    expires_on: date,
    write_only: bool = False,
    checklists: Checklists = (),
    odk_key: str = "",
    by: Viewer,
    at: datetime,
) -> Invitation:
    """Invite a device of ``person`` by a code that was handed over; the office has what follows from it, not the code.

    ``package`` is base64url, ``letters_key`` an armoured age file for the key of the visit. The same device with the
    same words is welcome again.
    """
    visit_permit(Act.INVITE_DEVICE, by, visit)
    key = _held_key(visit, by)
    _require_invitable(visit, person, label, expires_on, write_only=write_only, today=at.date())
    sealed.require_derived(lookup, proof_key)
    sealed.require_closed(package)
    sealed.require_for_one(letters_key)
    held = Invitation.objects.filter(visit=visit, device=device, lookup=lookup).first()
    if held is not None:
        return held
    parcel = freezing.invitation_parcel(
        lookup,
        device,
        key,
        package=package,
        expires_on=expires_on,
        checklists=checklists,
        odk_key=odk_key,
        at=at,
    )
    with act("invite a device", by=by.pk, at=at, about=visit, within=visit.pk) as line:
        return line.keep(
            Invitation(
                visit=visit,
                person=person,
                device=device,
                lookup=lookup,
                proof_key=proof_key,
                letters_key=letters_key,
                label=noting.tidy(label),
                write_only=write_only,
                expires_on=expires_on,
                visit_key=key,
                parcel=line.keep(parcel),
                made_by_id=by.pk,
                made_at=at,
            )
        )


def _require_invitable(
    visit: Visit, person: Person, label: str, expires_on: date, *, write_only: bool, today: date
) -> None:
    require(
        entrusting.may_invite(
            person_goes=queries.those_who_go(visit).filter(pk=person.pk).exists(),
            expires_on=expires_on,
            today=today,
            write_only=write_only,
            visit_is_write_only=visit.write_only,
            profile=settings.MECHANISM,
        )
    )
    require(entrusting.says_no_secret(label, profile=settings.MECHANISM))


def withdraw_invitation(invitation: Invitation, *, by: Viewer, at: datetime) -> Invitation:
    """Let a code let nobody in any more, so long as no device came with it."""
    visit, profile = invitation.visit, settings.MECHANISM
    visit_permit(Act.INVITE_DEVICE, by, visit)
    require(entrusting.must_go(going=queries.goes_on(by, visit), profile=profile))
    require(
        entrusting.may_withdraw_invitation(
            came=hasattr(invitation, "came"), withdrawn=invitation.withdrawn_at is not None, profile=profile
        )
    )
    with act("withdraw an invitation of a device", by=by.pk, at=at, about=visit, within=visit.pk) as line:
        line.keep(freezing.withdrawal_parcel(invitation.lookup, invitation.device, at=at))
        return line.move(invitation, seen={"withdrawn_at": None}, to={"withdrawn_at": at})


def write_letter(
    device: Device,
    letter: str,
    *,
    number: int,
    write_only: bool = False,
    checklists: Checklists = (),
    by: Viewer,
    at: datetime,
) -> Letter:
    """Write to a device what it shall hold from now on: ``letter`` is an age file for its key, base64url."""
    visit, profile = device.visit, settings.MECHANISM
    visit_permit(Act.INVITE_DEVICE, by, visit)
    key = _held_key(visit, by)
    require(entrusting.may_write_to(revoked=device.revoked_at is not None, profile=profile))
    require(entrusting.without_key(write_only=write_only, visit_is_write_only=visit.write_only, profile=profile))
    sealed.require_letter(letter)
    last = Letter.objects.filter(device=device).aggregate(last=Max("number"))["last"] or 0
    if number != last + 1:
        raise SomebodyWasFirst("letter")
    parcel = freezing.letter_parcel(device.pk, number, key, sealed=letter, checklists=checklists, at=at)
    with act("write a letter to a device", by=by.pk, at=at, about=visit, within=visit.pk) as line:
        return line.keep(
            Letter(
                device=device,
                number=number,
                visit_key=key,
                write_only=write_only,
                parcel=line.keep(parcel),
                written_by_id=by.pk,
                written_at=at,
            )
        )


def revoke_device(device: Device, because: str, *, from_number: int = 1, by: Viewer, at: datetime) -> Device:
    """Revoke a device that was lost or taken: no letters any more, and blobs from ``from_number`` on are set apart."""
    visit, profile = device.visit, settings.MECHANISM
    visit_permit(Act.REVOKE_DEVICE, by, visit)
    require(entrusting.must_go(going=queries.goes_on(by, visit), profile=profile))
    require(entrusting.may_revoke_device(revoked=device.revoked_at is not None, profile=profile))
    require(noting.may_keep(because))
    require(entrusting.says_no_secret(because, profile=profile))
    to = {
        "revoked_at": at,
        "revoked_by_id": by.pk,
        "revoked_because": noting.tidy(because),
        "revoked_from": from_number,
    }
    with act("revoke a device", by=by.pk, at=at, about=visit, within=visit.pk) as line:
        line.keep(freezing.revocation_parcel(device.pk, at=at))
        return line.move(device, seen={"revoked_at": None}, to=to)


# Devices, from the field room


def take_enrolment(content: bytes, *, at: datetime, by: UUID | None = None) -> Device:
    """Let a device in that came with its code: what the courier brought, in the name of whom it was invited for.

    Raises ``RefusedByRule`` where the code is not known, the proof is forged, or another device came with it. The same
    device is welcome again. One whose invitation was withdrawn meanwhile comes in revoked: what it brings is set apart.
    """
    came = sealed.read_enrolment(content)
    invitation = queries.invitation_by(came.lookup, came.device)
    there = Device.objects.filter(invitation=invitation).first() if invitation else None
    require(
        entrusting.may_come_in(
            known=invitation is not None,
            proven=invitation is not None and came.is_proven_by(invitation.proof_key),
            used_by_another=there is not None and there.verifying_key != came.verifying_key,
            profile=settings.MECHANISM,
        )
    )
    assert invitation is not None
    return there or _let_in(invitation, came, by=by or invitation.person_id, at=at)


def _let_in(invitation: Invitation, came: "sealed.Enrolment", *, by: UUID, at: datetime) -> Device:
    withdrawn = invitation.withdrawn_at is not None
    device = Device(
        id=invitation.device,
        invitation=invitation,
        verifying_key=came.verifying_key,
        recipient=came.recipient,
        label=came.label,
        enrolled_at=at,
        revoked_at=invitation.withdrawn_at,
        revoked_from=1 if withdrawn else None,
    )
    visit = invitation.visit
    with act("let a device in", by=by, at=at, about=visit, within=visit.pk) as line:
        if withdrawn:
            line.keep(freezing.revocation_parcel(device.pk, at=at))
        return line.keep(device)
