"""One's own key: made, locked anew, opened by a passkey too, given up. Its identity comes locked, from a browser."""

from datetime import datetime

from django.conf import settings

from unannounced.duties import entrusting
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import require
from unannounced.records.accounts.queries import Viewer, passkeys_of, permit
from unannounced.records.keyrings import queries, sealed
from unannounced.records.keyrings.models import KeyPasskey, MemberKey
from unannounced.records.ledger.actions import SomebodyWasFirst, act


def make_member_key(recipient: str, locked: str, *, by: Viewer, at: datetime) -> MemberKey:
    """Keep the key somebody made in their browser: its recipient, and its identity locked by their passphrase."""
    permit(Act.KEEP_KEY, by)
    sealed.require_recipient(recipient)
    sealed.require_locked(locked)
    held = queries.own_key(by)
    if held is not None and (held.recipient, held.locked) == (recipient, locked):
        return held
    require(entrusting.may_have_key(has_one=held is not None, profile=settings.MECHANISM))
    with act("make a key of one's own", by=by.pk, at=at) as line:
        return line.keep(MemberKey(person_id=by.pk, recipient=recipient, locked=locked, made_at=at))


def change_passphrase(key: MemberKey, locked: str, *, seen: str, by: Viewer, at: datetime) -> MemberKey:
    """Lock one's own key by another passphrase; ``seen`` is how it was locked when it was opened."""
    permit(Act.KEEP_KEY, by)
    sealed.require_locked(locked)
    if key.person_id != by.pk:
        raise SomebodyWasFirst("key")
    with act("change the passphrase of one's own key", by=by.pk, at=at) as line:
        return line.move(key, seen={"locked": seen, "revoked_at": None}, to={"locked": locked})


def let_passkey_open(key: MemberKey, credential_id: str, locked: str, *, by: Viewer, at: datetime) -> KeyPasskey:
    """Let a passkey of one's own open one's own key: ``locked`` is the identity as its secret opens it."""
    permit(Act.KEEP_KEY, by)
    sealed.require_locked(locked)
    if key.person_id != by.pk or key.revoked_at is not None:
        raise SomebodyWasFirst("key")
    label = passkeys_of(by).filter(credential_id=credential_id).values_list("label", flat=True).first()
    require(entrusting.may_open_by_passkey(enrolled=label is not None, profile=settings.MECHANISM))
    held = KeyPasskey.objects.filter(member_key=key, credential_id=credential_id).first()
    with act("let a passkey open one's own key", by=by.pk, at=at) as line:
        if held is not None:
            return line.move(held, seen={"locked": held.locked}, to={"locked": locked})
        said = {"credential_id": credential_id, "label": label or "", "locked": locked}
        return line.keep(KeyPasskey(member_key=key, made_at=at, **said))


def let_passkey_open_no_more(credential_id: str, *, by: Viewer, at: datetime) -> int:
    """Forget how a passkey opens any key of ``by``: of the one in use and of earlier ones. How many there were."""
    held = list(KeyPasskey.objects.filter(member_key__person_id=by.pk, credential_id=credential_id))
    if held:
        with act("let a passkey open one's own key no more", by=by.pk, at=at) as line:
            for one in held:
                line.erase(one)
    return len(held)


def revoke_member_key(key: MemberKey, *, even_so: bool = False, by: Viewer, at: datetime) -> MemberKey:
    """Give up one's own key. Nothing is wrapped for it any more; what it alone could open stays closed."""
    permit(Act.KEEP_KEY, by)
    if key.person_id != by.pk:
        raise SomebodyWasFirst("key")
    alone = queries.alone_on(by)
    require(entrusting.may_give_up_key(alone_on=alone, even_so=even_so, profile=settings.MECHANISM))
    with act("revoke a key of one's own", by=by.pk, at=at) as line:
        return line.move(key, seen={"revoked_at": None}, to={"revoked_at": at})
