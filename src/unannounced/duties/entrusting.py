"""Keys and devices of a visit: who may make, hold, hand over and take away (project rules under ECPT Art. 11, 13).

What is sealed is never looked into here: a rule sees who asks, who goes, and the form of what was handed in.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from unannounced.duties.decision import Allowed, Decision, Refused, first_refusal
from unannounced.duties.profile import Mechanism
from unannounced.duties.words import say

LEAST_PASSPHRASE = 12
"""Characters; the browser asks for them, since the office never sees a passphrase (project choice)."""
LEAST_WORK = 15
"""Work of a passphrase as a power of two, below which a lock is not kept (project choice; the browser takes 17)."""
LONGEST_INVITATION = timedelta(days=60)
"""How long a code may wait for its device (project choice)."""
SECRET_MARK = "AGE-SECRET-KEY"  # noqa: S105  (how a secret key begins, and none)


def may_have_key(*, has_one: bool, profile: Mechanism) -> Decision:
    """Whether somebody may make a key of their own: one at a time."""
    if not has_one:
        return Allowed()
    return Refused(
        say("You have a key already."),
        profile.cited("confidentiality"),
        say("Change its passphrase, or revoke it before you make another one."),
    )


def may_give_up_key(*, alone_on: int, even_so: bool, profile: Mechanism) -> Decision:
    """Whether somebody may revoke their key, although of ``alone_on`` visits nobody else holds the key."""
    if not alone_on or even_so:
        return Allowed()
    return Refused(
        say("Nobody but you holds the key of {count} visits: what is sealed to them could never be opened again."),
        profile.cited("confidentiality"),
        say("Re-seal the key for another delegate first, or say that you revoke it even so."),
        {"count": alone_on},
    )


def may_open_by_passkey(*, enrolled: bool, profile: Mechanism) -> Decision:
    """Whether a passkey may open somebody's key: it is one of theirs."""
    if enrolled:
        return Allowed()
    return Refused(
        say("This passkey is not in your account."),
        profile.cited("confidentiality"),
        say("Add it to your account first, then let it open your key."),
    )


def may_make_visit_key(
    *, going: bool, has_key: bool, number: int, newest: int, because: str, profile: Mechanism
) -> Decision:
    """Whether somebody may make version ``number`` of the key of a visit, whose newest version is ``newest``."""
    return first_refusal(
        must_go(going=going, profile=profile),
        _has_key(has_key, profile),
        _follows(number, newest, profile),
        _has_reason(newest, because, profile),
    )


def must_go(*, going: bool, profile: Mechanism) -> Decision:
    """Keys, devices and the itinerary are the delegation's alone."""
    if going:
        return Allowed()
    return Refused(
        say("Keys, devices and the itinerary of a visit are for its delegation alone."),
        profile.cited("confidentiality"),
        say("Ask the head of the delegation."),
    )


def must_hold(*, holds: bool, profile: Mechanism) -> Decision:
    """Whoever seals for others, or hands over, holds the newest key of the visit."""
    if holds:
        return Allowed()
    return Refused(
        say("You do not hold the newest key of this visit."),
        profile.cited("confidentiality"),
        say("Ask a delegate who holds it to re-seal it for those who wait."),
    )


def _has_key(has_key: bool, profile: Mechanism) -> Decision:
    if has_key:
        return Allowed()
    return Refused(
        say("The key of a visit is wrapped for whoever makes it, and you have no key of your own."),
        profile.cited("confidentiality"),
        say("Make your own key first, on the page of your account."),
    )


def _follows(number: int, newest: int, profile: Mechanism) -> Decision:
    if number == newest + 1:
        return Allowed()
    return Refused(
        say("Somebody made another version of the key meanwhile: the newest is {newest}."),
        profile.cited("confidentiality"),
        say("Nothing was changed. Look at the keys again."),
        {"newest": newest},
    )


def _has_reason(newest: int, because: str, profile: Mechanism) -> Decision:
    if not newest or because.strip():
        return Allowed()
    return Refused(
        say("A new version replaces a key for a reason, and none is given."),
        profile.cited("confidentiality"),
        say("Say why: a device was lost, or somebody left the delegation."),
    )


def wrapped_for_those_who_go(*, strangers: int, for_maker: bool, profile: Mechanism) -> Decision:
    """Whether a key is wrapped for delegates with a key of their own and nobody else, its maker among them."""
    if strangers:
        return Refused(
            say("The key was wrapped for somebody who does not go on this visit, or whose own key was revoked."),
            profile.cited("confidentiality"),
            say("Nothing was changed. Look at the keys again."),
        )
    if not for_maker:
        return Refused(
            say("The key was not wrapped for you: you could not open what is sealed to it."),
            profile.cited("confidentiality"),
            say("Nothing was changed. Begin again."),
        )
    return Allowed()


def itinerary_goes_along(*, there_is_one: bool, held: bool, sealed_again: bool, profile: Mechanism) -> Decision:
    """Whether a new version of the key takes the itinerary along, where its maker could open it."""
    if not there_is_one or not held or sealed_again:
        return Allowed()
    return Refused(
        say("The itinerary was not sealed again to the new key."),
        profile.cited("confidentiality"),
        say("Nothing was changed. Begin again: the browser seals it anew."),
    )


def may_invite(
    *,
    person_goes: bool,
    expires_on: date,
    today: date,
    write_only: bool,
    visit_is_write_only: bool,
    profile: Mechanism,
) -> Decision:
    """Whether a device may be invited for somebody until ``expires_on``."""
    return first_refusal(
        _for_a_delegate(person_goes, profile),
        _within_days(expires_on, today, profile),
        without_key(write_only=write_only, visit_is_write_only=visit_is_write_only, profile=profile),
    )


def _for_a_delegate(goes: bool, profile: Mechanism) -> Decision:
    if goes:
        return Allowed()
    return Refused(
        say("A device is invited for somebody who goes on the visit."),
        profile.cited("delegation"),
        say("Choose a delegate."),
    )


def _within_days(expires_on: date, today: date, profile: Mechanism) -> Decision:
    if today <= expires_on <= today + LONGEST_INVITATION:
        return Allowed()
    return Refused(
        say("A code is good until a day between today and {last}."),
        profile.cited("confidentiality"),
        say("Choose another day."),
        {"last": today + LONGEST_INVITATION},
    )


def without_key(*, write_only: bool, visit_is_write_only: bool, profile: Mechanism) -> Decision:
    """Whether what goes to a device may hold the key: never once the visit is write-only."""
    if write_only or not visit_is_write_only:
        return Allowed()
    return Refused(
        say("The visit is write-only: no device gets its key."),
        profile.cited("confidentiality"),
        say("Begin again: the browser then leaves the key out."),
    )


def may_withdraw_invitation(*, came: bool, withdrawn: bool, profile: Mechanism) -> Decision:
    """Whether a code may be withdrawn: so long as no device came with it."""
    if came:
        return Refused(
            say("A device has come with this code."),
            profile.cited("confidentiality"),
            say("Revoke the device instead."),
        )
    return _once(withdrawn, say("This code is withdrawn already."), profile)


def may_revoke_device(*, revoked: bool, profile: Mechanism) -> Decision:
    """Whether a device may be revoked: once."""
    return _once(revoked, say("This device is revoked already."), profile)


def may_write_to(*, revoked: bool, profile: Mechanism) -> Decision:
    """Whether a letter may go to a device: never to a revoked one."""
    return _once(revoked, say("The device is revoked: no letter goes to it any more."), profile)


def _once(done: bool, reason: str, profile: Mechanism) -> Decision:
    return Refused(reason, profile.cited("confidentiality")) if done else Allowed()


def may_set_write_only(*, is_head: bool, profile: Mechanism) -> Decision:
    """Whether somebody may set a visit to write-only, or back: its head alone."""
    if is_head:
        return Allowed()
    return Refused(
        say("Only the head of the delegation sets a visit to write-only, or back."),
        profile.cited("delegation"),
        say("Ask the head of the delegation."),
    )


def may_come_in(*, known: bool, proven: bool, used_by_another: bool, profile: Mechanism) -> Decision:
    """Whether a device that showed keys and a proof comes in with its code."""
    if not known:
        return _not_let_in(say("A device came with a code that the office did not hand over."), profile)
    if not proven:
        return _not_let_in(say("A device came with a forged proof: it did not have the code."), profile)
    if used_by_another:
        return _not_let_in(say("Another device has come with this code before."), profile)
    return Allowed()


def _not_let_in(reason: str, profile: Mechanism) -> Refused:
    return Refused(
        reason, profile.cited("confidentiality"), say("Nothing was changed. Tell the delegation: a code may be known.")
    )


def is_sealed(
    *, kinds: Sequence[str], wanted: Sequence[str], sound: bool, reads_as_text: bool, profile: Mechanism
) -> Decision:
    """Whether what was handed in is sealed for as many as ``wanted`` and in their way, and nothing of it is text."""
    if list(kinds) == list(wanted) and sound and not reads_as_text:
        return Allowed()
    return Refused(
        say("What was handed in is not sealed as it must be, and nothing of it was kept."),
        profile.cited("confidentiality"),
        say("The browser seals it. Load the page again, with JavaScript, and begin again."),
    )


def says_no_secret(*texts: str, profile: Mechanism) -> Decision:
    """Whether none of these texts, which stand in clear, holds a secret key."""
    if not any(SECRET_MARK in text.upper() for text in texts):
        return Allowed()
    return Refused(
        say("A secret key stands in a text that the office would keep in clear."),
        profile.cited("confidentiality"),
        say("Take it out. Whoever else has seen it could use it: make a new version of the key."),
    )
