"""Keeping the register of communications: who may, and the key to which communications are sealed.

For everybody else nothing of communications exists (OPCAT Art. 21(2); ECPT Art. 11, 13). The key is made in a keeper's
browser; a rule sees who asks and for whom it was wrapped, never what is sealed.
"""

from collections.abc import Collection

from unannounced.duties.confidentiality import COMMITTEE, Role
from unannounced.duties.decision import Allowed, Decision, Refused, first_refusal
from unannounced.duties.profile import Mechanism
from unannounced.duties.words import say


def may_be_keeper(*, roles: Collection[Role], keeps: bool, profile: Mechanism) -> Decision:
    """Whether somebody may be named a keeper: once, and with a mandate that lets them know (ECPT Art. 13)."""
    if keeps:
        return Refused(say("They keep the register of communications already."), profile.cited("confidentiality"))
    if COMMITTEE & frozenset(roles):
        return Allowed()
    return Refused(
        say("Only a member or somebody of the secretariat may keep the register of communications."),
        profile.cited("confidentiality"),
        say("Name somebody whose mandate runs today."),
    )


def may_name_keeper(*, roles: Collection[Role], keeps: bool, keepers: int, profile: Mechanism) -> Decision:
    """Whether somebody may name a keeper: the first one the secretariat, all later ones a keeper."""
    if keeps or (not keepers and Role.SECRETARIAT in roles):
        return Allowed()
    return Refused(
        say("Keepers of the register of communications are named by a keeper, the first one by the secretariat."),
        profile.cited("confidentiality"),
        say("Ask a keeper. Where there is none, ask the secretariat."),
    )


def must_keep(*, keeps: bool, profile: Mechanism) -> Decision:
    """Communications are for keepers of the register alone."""
    if keeps:
        return Allowed()
    return Refused(
        say("Communications are for keepers of their register alone."),
        profile.cited("confidentiality"),
        say("Ask the secretariat."),
    )


def may_end_keeping(*, others: int, because: str, profile: Mechanism) -> Decision:
    """Whether somebody may stop keeping the register: not the last one, and for a reason that is kept."""
    if not others:
        return Refused(
            say("Nobody else keeps the register: what is sealed could not be read any more."),
            profile.cited("confidentiality"),
            say("Name another keeper first, and re-seal the key for them."),
        )
    return has_reason(because)


def has_reason(because: str) -> Decision:
    """Whether a reason is given: it is kept with the act."""
    if because.strip():
        return Allowed()
    return Refused(
        say("No reason is given."),
        say("Rule of this software: what touches somebody's trust is done for a reason that is kept"),
        say("Say why in a few words, without naming whoever wrote."),
    )


# The key


def may_make_key(
    *, keeps: bool, has_key: bool, version: int, newest: int, because: str, profile: Mechanism
) -> Decision:
    """Whether somebody may make ``version`` of the key of communications, whose newest version is ``newest``."""
    if not has_key:
        return Refused(
            say("The key of communications is wrapped for whoever makes it, and you have no key of your own."),
            profile.cited("confidentiality"),
            say("Make your own key first, on the page of your account."),
        )
    if version != newest + 1:
        return Refused(
            say("Somebody made another version of the key meanwhile: the newest is {newest}."),
            profile.cited("confidentiality"),
            say("Nothing was changed. Look at the keys again."),
            {"newest": newest},
        )
    return first_refusal(must_keep(keeps=keeps, profile=profile), has_reason(because) if newest else Allowed())


def may_recover_key(*, keeps: bool, has_key: bool, profile: Mechanism) -> Decision:
    """Whether somebody may put pieces of the key together: a keeper, for whose own key it is then wrapped."""
    if not has_key:
        return Refused(
            say("The key of communications is wrapped for whoever recovers it, and you have no key of your own."),
            profile.cited("confidentiality"),
            say("Make your own key first, on the page of your account."),
        )
    return must_keep(keeps=keeps, profile=profile)


def wrapped_for_keepers(*, strangers: int, for_maker: bool, profile: Mechanism) -> Decision:
    """Whether the key is wrapped for keepers with a key of their own and nobody else, its maker among them."""
    if strangers:
        return Refused(
            say("The key was wrapped for somebody who keeps no register, or whose own key was revoked."),
            profile.cited("confidentiality"),
            say("Nothing was changed. Look at the keys again."),
        )
    if for_maker:
        return Allowed()
    return Refused(
        say("The key was not wrapped for you: you could not open what is sealed to it."),
        profile.cited("confidentiality"),
        say("Nothing was changed. Begin again."),
    )


def must_hold_key(*, holds: bool, profile: Mechanism) -> Decision:
    """Whoever re-seals the key for others holds it."""
    if holds:
        return Allowed()
    return Refused(
        say("You do not hold this version of the key of communications."),
        profile.cited("confidentiality"),
        say("Ask a keeper who holds it to re-seal it for those who wait."),
    )


def may_revoke_key(*, is_newest: bool, revoked: bool, because: str, profile: Mechanism) -> Decision:
    """Whether a version of the key may be revoked: never the newest, or nobody could write any more."""
    if revoked:
        return Refused(say("This version is revoked already."), profile.cited("confidentiality"))
    if is_newest:
        return Refused(
            say("This is the newest version: with it revoked nobody could write to the mechanism."),
            profile.cited("confidentiality"),
            say("Make a new version first, then revoke this one."),
        )
    return has_reason(because)


def there_is_a_key(newest: int | None, *, profile: Mechanism) -> Decision:
    """Whether there is a key to which what is entered can be sealed."""
    if newest:
        return Allowed()
    return Refused(
        say("There is no key of communications yet: what is entered could not be sealed, and is not kept in clear."),
        profile.cited("confidentiality"),
        say("A keeper makes it in their browser."),
    )


def sealed_to_newest(*, version: int, newest: int, profile: Mechanism) -> Decision:
    """Whether what a browser sealed is sealed to the newest version of the key."""
    if version == newest:
        return Allowed()
    return Refused(
        say("It was sealed to version {version} of the key, and the newest is {newest}."),
        profile.cited("confidentiality"),
        say("Nothing was kept. Load the page again: the browser then seals it to the newest."),
        {"version": version, "newest": newest},
    )


def of_the_same_size(*, held: int, offered: int, profile: Mechanism) -> Decision:
    """Whether what was re-sealed has the size of what it replaces: filled up as before, it is as long."""
    if held == offered:
        return Allowed()
    return Refused(
        say("What was re-sealed has {offered} bytes, what it replaces has {held}: it is not the same."),
        profile.cited("confidentiality"),
        say("Nothing was changed. Load the page again, and re-seal it once more."),
        {"held": held, "offered": offered},
    )
