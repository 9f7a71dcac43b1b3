"""The key of communications: made in a keeper's browser, wrapped for the others, replaced, revoked; and re-sealing."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.conf import settings

from unannounced.duties import entrusting, keeping, noting
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import require
from unannounced.duties.words import say
from unannounced.records.accounts.queries import Viewer, permit
from unannounced.records.communications import freezing, queries
from unannounced.records.communications.models import IntakeKey, Piece, SealedBytes, WrappedIntakeKey
from unannounced.records.communications.pieces import Offered, accepted
from unannounced.records.keyrings import sealed as age
from unannounced.records.keyrings.queries import own_key
from unannounced.records.ledger.actions import act

Wrapped = Mapping[UUID, str]
"""By the id of a keeper's own key: the identity of a version, an armoured age file for that keeper."""


def make_intake_key(
    recipient: str, wrapped: Wrapped, *, version: int = 1, because: str = "", by: Viewer, at: datetime
) -> IntakeKey:
    """Make ``version`` of the key of communications, wrapped for keepers; letters are sealed to it once it is carried.

    The same version again with the same recipient is welcome.
    """
    permit(Act.MAKE_INTAKE_KEY, by)
    newest, profile = queries.newest_key(), settings.MECHANISM
    if newest is not None and (newest.version, newest.recipient, newest.made_by_id) == (version, recipient, by.pk):
        return newest
    require(
        keeping.may_make_key(
            keeps=queries.keeps_register(by),
            has_key=own_key(by) is not None,
            version=version,
            newest=newest.version if newest else 0,
            because=because,
            profile=profile,
        )
    )
    require(entrusting.says_no_secret(because, profile=profile))
    age.require_recipient(recipient)
    _require_for_keepers(wrapped, by, at)
    parcel = freezing.key_parcel(version, recipient, at=at)
    key = IntakeKey(
        version=version, recipient=recipient, because=noting.tidy(because), made_by_id=by.pk, made_at=at, parcel=parcel
    )
    name = say("replace the key of communications") if newest else say("make the key of communications")
    with act(name, by=by.pk, at=at, about=key) as line:
        line.keep(parcel)
        line.keep(key)
        line.keep_all([_copy(key, member_key, copy, by, at) for member_key, copy in wrapped.items()])
    return key


def _require_for_keepers(wrapped: Wrapped, by: Viewer, at: datetime) -> None:
    keys = {key.pk: key.person_id for key in queries.member_keys_for(at.date())}
    strangers, for_maker = len(set(wrapped) - set(keys)), by.pk in {keys.get(one) for one in wrapped}
    require(keeping.wrapped_for_keepers(strangers=strangers, for_maker=for_maker, profile=settings.MECHANISM))
    for copy in wrapped.values():
        age.require_for_one(copy)


def _copy(key: IntakeKey, member_key: UUID, copy: str, by: Viewer, at: datetime) -> WrappedIntakeKey:
    return WrappedIntakeKey(key=key, member_key_id=member_key, sealed=copy, wrapped_by_id=by.pk, wrapped_at=at)


def wrap_intake_key(wrapped: Mapping[int, Wrapped], *, by: Viewer, at: datetime) -> int:
    """Re-seal versions of the key for keepers who wait: ``{version: {member's key: copy}}``; how many were new.

    Whoever does it holds each of these versions. A copy that is there already is welcome again.
    """
    permit(Act.MAKE_INTAKE_KEY, by)
    profile = settings.MECHANISM
    require(keeping.must_keep(keeps=queries.keeps_register(by), profile=profile))
    own = {copy.key.version: copy.key for copy in queries.wrapped_for(by)}
    require(keeping.must_hold_key(holds=set(wrapped) <= set(own), profile=profile))
    keys = {key.pk for key in queries.member_keys_for(at.date())}
    strangers = sum(len(set(copies) - keys) for copies in wrapped.values())
    require(keeping.wrapped_for_keepers(strangers=strangers, for_maker=True, profile=profile))
    there = set(WrappedIntakeKey.objects.values_list("key__version", "member_key"))
    new = []
    for version, copies in wrapped.items():
        for member_key, copy in copies.items():
            age.require_for_one(copy)
            if (version, member_key) not in there:
                new.append(_copy(own[version], member_key, copy, by, at))
    with act("re-seal the key of communications", by=by.pk, at=at) as line:
        line.keep_all(new)
    return len(new)


def recover_intake_key(key: IntakeKey, copy: str, *, by: Viewer, at: datetime) -> WrappedIntakeKey:
    """Keep a copy of a version for ``by`` alone, who put two of its three pieces together in their browser.

    A copy that is there already is welcome again, and stays.
    """
    permit(Act.MAKE_INTAKE_KEY, by)
    own, profile = own_key(by), settings.MECHANISM
    require(keeping.may_recover_key(keeps=queries.keeps_register(by), has_key=own is not None, profile=profile))
    assert own is not None  # required just before
    age.require_for_one(copy)
    held = WrappedIntakeKey.objects.filter(key=key, member_key=own).first()
    if held is not None:
        return held
    with act("recover the key of communications", by=by.pk, at=at, about=key) as line:
        return line.keep(_copy(key, own.pk, copy, by, at))


def revoke_intake_key(key: IntakeKey, *, because: str, by: Viewer, at: datetime) -> IntakeKey:
    """Revoke an older version: the intake room takes nothing more that is sealed to it. What came is kept."""
    permit(Act.MAKE_INTAKE_KEY, by)
    newest, profile = queries.newest_key(), settings.MECHANISM
    require(keeping.must_keep(keeps=queries.keeps_register(by), profile=profile))
    is_newest, revoked = newest is None or newest.pk == key.pk, key.revoked_at is not None
    require(keeping.may_revoke_key(is_newest=is_newest, revoked=revoked, because=because, profile=profile))
    to = {"revoked_at": at, "revoked_because": noting.tidy(because)}
    with act("revoke a key of communications", by=by.pk, at=at, about=key) as line:
        line.keep(freezing.revocation_parcel(key.version, at=at))
        return line.move(key, seen={"revoked_at": None}, to=to)


def reseal(pieces: Mapping[UUID, Offered], *, by: Viewer, at: datetime) -> int:
    """Replace the bytes of pieces by ones a browser sealed to the newest key; how many were. The old rows are erased.

    ``pieces`` is by the id of the row of bytes that was re-sealed; one that is gone was re-sealed before, and is
    passed over. Only for those assigned.
    """
    permit(Act.MAKE_INTAKE_KEY, by)
    keys = {pk: accepted(offered) for pk, offered in pieces.items()}
    held = queries.waiting_to_be_resealed(by).filter(pk__in=pieces)
    with act("re-seal pieces of communications", by=by.pk, at=at) as line:
        rows = list(held.select_for_update(of=("self",)))
        for old in rows:
            offered = pieces[old.pk].sealed
            require(keeping.of_the_same_size(held=old.size, offered=len(offered), profile=settings.MECHANISM))
            new = _bytes(old.piece, offered, keys[old.pk], instead_of=old.pk, by=by, at=at)
            line.erase(old)
            line.keep(new)
    return len(rows)


def _bytes(piece: Piece, sealed: bytes, key: IntakeKey, *, instead_of: UUID, by: Viewer, at: datetime) -> SealedBytes:
    return SealedBytes(
        piece=piece,
        intake_key=key,
        sealed=sealed,
        size=len(sealed),
        sealed_at=at,
        sealed_by_id=by.pk,
        instead_of=instead_of,
    )
