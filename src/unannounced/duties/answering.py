"""How a State answers a report item by item: where each item stands for its officers, what they may write and give.

ECPT Art. 3, 10(1) and 11(2). What was given stays given; later answers add to it.
"""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum

from unannounced.duties.decision import Allowed, Decision, Refused, first_refusal
from unannounced.duties.dialogue import Claim, may_respond
from unannounced.duties.noting import may_keep, may_stand
from unannounced.duties.profile import Mechanism
from unannounced.duties.words import say

LONGEST_MINISTRY = 200


class Stand(StrEnum):
    """Where an item stands for the officers of the State."""

    UNANSWERED = "unanswered"
    DRAFTED = "drafted"
    GIVEN = "given"
    RECEIVED = "received"
    WITHDRAWN = "withdrawn"


WORDS: dict[Stand, str] = {
    Stand.UNANSWERED: say("not answered"),
    Stand.DRAFTED: say("drafted, not given"),
    Stand.GIVEN: say("given, on its way"),
    Stand.RECEIVED: say("received"),
    Stand.WITHDRAWN: say("no longer asked"),
}
SHAPES: dict[Stand, str] = {
    Stand.UNANSWERED: "ring",
    Stand.DRAFTED: "half",
    Stand.GIVEN: "bar",
    Stand.RECEIVED: "check",
    Stand.WITHDRAWN: "dash",
}
OPEN: frozenset[Stand] = frozenset({Stand.UNANSWERED, Stand.DRAFTED})
"""Where something is still to be given."""


def stand(*, drafted: bool, given: bool, received: bool, withdrawn: bool) -> Stand:
    """Where an item stands; a draft later than what was given counts as drafted, whatever was received before.

    >>> stand(drafted=True, given=True, received=True, withdrawn=False)
    <Stand.DRAFTED: 'drafted'>
    """
    if withdrawn:
        return Stand.WITHDRAWN
    if drafted:
        return Stand.DRAFTED
    if received:
        return Stand.RECEIVED
    return Stand.GIVEN if given else Stand.UNANSWERED


def is_overdue(where: Stand, due_on: date | None, received: bool, today: date) -> bool:
    """Whether an answer is late: the day has passed and nothing was received or given.

    >>> is_overdue(Stand.DRAFTED, date(2026, 3, 1), False, date(2026, 3, 2))
    True
    """
    return due_on is not None and today > due_on and where in OPEN and not received


def may_write(
    *, claim: str, text: str, ministry: str, withdrawn_on: date | None, on: date, profile: Mechanism
) -> Decision:
    """Whether a draft of an answer may be kept: the item is asked, something is said, and one of the claims is made."""
    return first_refusal(
        _asked(withdrawn_on, on, profile),
        _claims(claim, profile),
        may_keep(text),
        may_stand(ministry, LONGEST_MINISTRY),
    )


def may_give(
    *,
    answers: int,
    document: bool,
    publication: bool,
    withdrawn: Sequence[str],
    disputed: Sequence[str],
    profile: Mechanism,
) -> Decision:
    """Whether a response may be given: there is something in it, and colleagues agree on the words of each answer.

    ``withdrawn`` and ``disputed`` name items, such as "12.1".
    """
    rule = profile.cited("response")
    if not (answers or document or publication):
        reason = say("There is nothing in this response.")
        return Refused(reason, rule, say("Choose an answer, add a document, or ask for publication."))
    if withdrawn:
        reason = say("These items were withdrawn and are no longer asked: {items}.")
        return Refused(reason, rule, say("Leave them out."), {"items": ", ".join(withdrawn)})
    if disputed:
        reason = say("Two officers wrote at once, and nobody has chosen: {items}.")
        return Refused(reason, rule, say("Open each of them and keep one wording."), {"items": ", ".join(disputed)})
    return Allowed()


def may_request(
    *,
    authority: str,
    part: int | None,
    embargo_until: datetime | None,
    requested_on: date | None,
    published_on: date | None,
    now: datetime,
    profile: Mechanism,
) -> Decision:
    """Whether officers may ask for publication: once, of the whole, or of a part where the mechanism has such a rule.

    ``part`` is the number of paragraphs asked for; None: the whole.
    """
    rule = profile.cited("publication")
    if published_on is not None:
        facts: dict[str, object] = {"day": published_on}
        return Refused(say("The report was published on {day}."), rule, say("Leave the request out."), facts)
    if requested_on is not None:
        facts = {"day": requested_on}
        return Refused(say("Publication was requested on {day} already."), rule, say("Leave the request out."), facts)
    if part is not None and not profile.partial_publication:
        reason = say("The rules of the mechanism know no publication of a part.")
        return Refused(reason, rule, say("Ask for the whole report, or for none."))
    if part == 0:
        reason = say("No paragraph was chosen of the part to be published.")
        return Refused(reason, rule, say("Choose the paragraphs, or ask for the whole report."))
    if embargo_until is not None and embargo_until <= now:
        reason = say("The embargo would end before it begins.")
        return Refused(reason, rule, say("Enter a day to come, or leave it empty."))
    return first_refusal(may_keep(authority), may_stand(authority, LONGEST_MINISTRY))


def may_register(
    *,
    of_report: bool,
    withdrawn_on: date | None,
    transmitted_on: date | None,
    received_on: date,
    today: date,
    text: str,
    profile: Mechanism,
) -> Decision:
    """Whether an answer that came from the liaison room may be registered; where not, it is kept apart and says why."""
    rule = profile.cited("response")
    if not of_report:
        return Refused(
            say("The answer is to an item that this report does not have."),
            rule,
            say("Ask the authorities which item they mean."),
        )
    return may_respond(
        transmitted_on=transmitted_on,
        received_on=received_on,
        today=today,
        text=text,
        profile=profile,
        withdrawn_on=withdrawn_on,
    )


def may_belong(*, login: str, of_another: bool) -> Decision:
    """Whether somebody may become an officer of a State: of one State at a time."""
    if of_another:
        return Refused(
            say("{login} is an officer of another State in that time."),
            "accounts",
            say("End that first, or make another account."),
            {"login": login},
        )
    return Allowed()


def _asked(withdrawn_on: date | None, on: date, profile: Mechanism) -> Decision:
    if withdrawn_on is None or withdrawn_on > on:
        return Allowed()
    return Refused(
        say("The item was withdrawn on {day} and is no longer asked."),
        profile.cited("response"),
        say("Nothing has to be answered."),
        {"day": withdrawn_on},
    )


def _claims(claim: str, profile: Mechanism) -> Decision:
    if claim in set(Claim):
        return Allowed()
    return Refused(
        say("The answer does not say what the authority claims."),
        profile.cited("response"),
        say("Choose one of the claims."),
    )
