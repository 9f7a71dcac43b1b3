"""The dialogue with a State after a report: days due, responses, assessments, and follow-up computed from them.

ECPT Art. 3 and 10(1). What the authority claims and what the mechanism verified are two things and stay apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

from unannounced.duties.decision import Allowed, Decision, Refused, first_refusal
from unannounced.duties.desisting import may_answer_still
from unannounced.duties.noting import may_keep
from unannounced.duties.profile import Mechanism
from unannounced.duties.resting import moved_on
from unannounced.duties.treaty.dates import add_months
from unannounced.duties.words import Sentence, say


class Position(StrEnum):
    """What a report itself says of the State's position on an item, at the time the report was made."""

    ACCEPTED = "accepted"
    NOTED = "noted"
    REJECTED = "rejected"
    PENDING = "pending"
    IMPLEMENTED = "implemented"
    UNKNOWN = "unknown"


class Claim(StrEnum):
    """What the State says about an item in a response."""

    IMPLEMENTED = "implemented"
    PARTIALLY_IMPLEMENTED = "partially_implemented"
    IN_PROGRESS = "in_progress"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    NOT_ADDRESSED = "not_addressed"


class Verdict(StrEnum):
    """What the mechanism holds about an item in an assessment."""

    IMPLEMENTED = "implemented"
    PARTIALLY_IMPLEMENTED = "partially_implemented"
    NOT_IMPLEMENTED = "not_implemented"
    NO_LONGER_RELEVANT = "no_longer_relevant"


class FollowUp(StrEnum):
    """Where an item stands; computed by ``follow_up``, never stored."""

    NOT_TRANSMITTED = "not_transmitted"
    AWAITED = "awaited"
    OVERDUE = "overdue"
    ANSWERED = "answered"
    NOTED = "noted"
    ACCEPTED = "accepted"
    IN_PROGRESS = "in_progress"
    REJECTED = "rejected"
    UNVERIFIED_CLAIM = "unverified_claim"
    PARTIALLY_IMPLEMENTED = "partially_implemented"
    NOT_IMPLEMENTED = "not_implemented"
    IMPLEMENTED = "implemented"
    NO_LONGER_RELEVANT = "no_longer_relevant"
    WITHDRAWN = "withdrawn"


POSITION_WORDS: dict[Position, str] = {
    Position.ACCEPTED: say("accepted"),
    Position.NOTED: say("noted"),
    Position.REJECTED: say("rejected"),
    Position.PENDING: say("to be answered later"),
    Position.IMPLEMENTED: say("implemented already, the State says"),
    Position.UNKNOWN: say("not known"),
}
CLAIM_WORDS: dict[Claim, str] = {
    Claim.IMPLEMENTED: say("implemented, the State says"),
    Claim.PARTIALLY_IMPLEMENTED: say("partially implemented, the State says"),
    Claim.IN_PROGRESS: say("in progress, the State says"),
    Claim.ACCEPTED: say("accepted"),
    Claim.REJECTED: say("rejected"),
    Claim.NOT_ADDRESSED: say("not addressed"),
}
VERDICT_WORDS: dict[Verdict, str] = {
    Verdict.IMPLEMENTED: say("implemented"),
    Verdict.PARTIALLY_IMPLEMENTED: say("partially implemented"),
    Verdict.NOT_IMPLEMENTED: say("not implemented"),
    Verdict.NO_LONGER_RELEVANT: say("no longer relevant"),
}
WORDS: dict[FollowUp, str] = {
    FollowUp.NOT_TRANSMITTED: say("not transmitted"),
    FollowUp.AWAITED: say("response awaited"),
    FollowUp.OVERDUE: say("response overdue"),
    FollowUp.ANSWERED: say("answered without addressing it"),
    FollowUp.NOTED: say("noted by the State"),
    FollowUp.ACCEPTED: say("accepted"),
    FollowUp.IN_PROGRESS: say("in progress"),
    FollowUp.REJECTED: say("rejected"),
    FollowUp.UNVERIFIED_CLAIM: say("claimed by the State, not verified"),
    FollowUp.PARTIALLY_IMPLEMENTED: say("partially implemented"),
    FollowUp.NOT_IMPLEMENTED: say("not implemented"),
    FollowUp.IMPLEMENTED: say("implemented"),
    FollowUp.NO_LONGER_RELEVANT: say("no longer relevant"),
    FollowUp.WITHDRAWN: say("withdrawn by the mechanism"),
}

OPEN: frozenset[FollowUp] = frozenset(FollowUp) - {
    FollowUp.NOT_TRANSMITTED,
    FollowUp.IMPLEMENTED,
    FollowUp.NO_LONGER_RELEVANT,
    FollowUp.WITHDRAWN,
}
"""The standings in which the State still has something to do."""

SHAPES: dict[FollowUp, str] = {
    FollowUp.NOT_TRANSMITTED: "dot",
    FollowUp.AWAITED: "ring",
    FollowUp.OVERDUE: "clock",
    FollowUp.ANSWERED: "ring",
    FollowUp.NOTED: "dot",
    FollowUp.ACCEPTED: "bar",
    FollowUp.IN_PROGRESS: "bar",
    FollowUp.REJECTED: "cross",
    FollowUp.UNVERIFIED_CLAIM: "half",
    FollowUp.PARTIALLY_IMPLEMENTED: "half",
    FollowUp.NOT_IMPLEMENTED: "cross",
    FollowUp.IMPLEMENTED: "check",
    FollowUp.NO_LONGER_RELEVANT: "dash",
    FollowUp.WITHDRAWN: "dash",
}

_CLAIMED: dict[Claim, FollowUp] = {
    Claim.IMPLEMENTED: FollowUp.UNVERIFIED_CLAIM,
    Claim.PARTIALLY_IMPLEMENTED: FollowUp.UNVERIFIED_CLAIM,
    Claim.IN_PROGRESS: FollowUp.IN_PROGRESS,
    Claim.ACCEPTED: FollowUp.ACCEPTED,
    Claim.REJECTED: FollowUp.REJECTED,
    Claim.NOT_ADDRESSED: FollowUp.ANSWERED,
}
_STOOD: dict[Position, FollowUp] = {
    Position.ACCEPTED: FollowUp.ACCEPTED,
    Position.NOTED: FollowUp.NOTED,
    Position.REJECTED: FollowUp.REJECTED,
    Position.IMPLEMENTED: FollowUp.UNVERIFIED_CLAIM,
}
"""Where a position in the report leaves an item; one to come or not known is silence."""
_HELD: dict[Verdict, FollowUp] = {verdict: FollowUp(verdict.value) for verdict in Verdict}


@dataclass(frozen=True, slots=True)
class DueDate:
    """A day something is due, and how it was reckoned."""

    day: date
    steps: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class ResponseFact:
    """What the State said about one item, and when it was received."""

    received_on: date
    claim: Claim


@dataclass(frozen=True, slots=True)
class AssessmentFact:
    """What the mechanism held about one item, when, and what that rests on."""

    on: date
    verdict: Verdict
    rests_on: str


@dataclass(frozen=True, slots=True)
class FollowUpFact:
    """Where one item stands, since when, and why."""

    status: FollowUp
    since: date | None
    why: Sentence


@dataclass(frozen=True, slots=True)
class Rates:
    """How much was implemented of the ``total`` items transmitted and not withdrawn.

    ``rate`` is implemented over all but those no longer relevant, and None where nothing is left to divide by.
    Partial implementation is counted beside it, never into it.
    """

    total: int
    implemented: int
    partially: int
    no_longer_relevant: int
    rate: Fraction | None


def due_date(start: date, months: int, profile: Mechanism, *, rule: str) -> DueDate:
    """``months`` calendar months after ``start``, moved on to the mechanism's next working day if it is none.

    ``rule`` cites what sets the time. Days of the week and holidays without work are the profile's.
    """
    counted = add_months(start, months)
    facts = {"start": start, "months": months, "day": counted, "rule": rule}
    if months == 1:
        steps = [Sentence(say("One month after {start} is {day} ({rule})."), facts)]
    else:
        steps = [Sentence(say("{months} months after {start} is {day} ({rule})."), facts)]
    if counted.day != start.day:
        steps.append(Sentence(say("That month has no such day, so its last day counts."), facts))
    day, passed = moved_on(counted, profile)
    return DueDate(day, (*steps, *passed))


def distance(day: date, today: date) -> Sentence:
    """How far off a day due is: "in 3 days", "today", "overdue by 12 days".

    >>> str(distance(date(2026, 3, 2), date(2026, 3, 1)))
    'in 1 day'
    """
    days = (day - today).days
    if days == 0:
        return Sentence(say("today"))
    facts = {"days": abs(days)}
    if days > 0:
        return Sentence(say("in 1 day") if days == 1 else say("in {days} days"), facts)
    return Sentence(say("overdue by 1 day") if days == -1 else say("overdue by {days} days"), facts)


def follow_up(
    *,
    transmitted_on: date | None,
    due_on: date | None,
    responses: Sequence[ResponseFact],
    assessments: Sequence[AssessmentFact],
    today: date,
    position: Position = Position.UNKNOWN,
    withdrawn_on: date | None = None,
) -> FollowUpFact:
    """Where an item stands ``today``: the latest event decides, and on the same day the assessment.

    A claim of implementation stays unverified until the mechanism assesses it, and a later response after an
    assessment brings the item back to the claim. ``position``, what the report itself says, counts as said on
    ``transmitted_on``, until a response or an assessment decides. A response that does not address the item changes
    nothing that was said or held before. From ``withdrawn_on`` on the mechanism asks no more for it, whatever was said
    or held. Events after ``today`` are left out.
    """
    if transmitted_on is None or transmitted_on > today:
        why = Sentence(say("The report with this item has not been transmitted."))
        return FollowUpFact(FollowUp.NOT_TRANSMITTED, None, why)
    if withdrawn_on is not None and withdrawn_on <= today:
        why = Sentence(say("Withdrawn on {on}: the mechanism asks no more for it."), {"on": withdrawn_on})
        return FollowUpFact(FollowUp.WITHDRAWN, withdrawn_on, why)
    held = max((one for one in assessments if one.on <= today), key=_assessed_on, default=None)
    received = [one for one in responses if one.received_on <= today]
    said = max((one for one in received if one.claim is not Claim.NOT_ADDRESSED), key=_received_on, default=None)
    if held is not None and (said is None or held.on >= said.received_on):
        return _by_assessment(held)
    if said is not None:
        return _by_response(said)
    if position in _STOOD:
        why = Sentence(say("The report itself says: {position}."), {"position": POSITION_WORDS[position]})
        return FollowUpFact(_STOOD[position], transmitted_on, why)
    if received:
        return _by_response(max(received, key=_received_on))
    return _by_silence(transmitted_on, due_on, today)


def may_respond(
    *,
    transmitted_on: date | None,
    received_on: date,
    today: date,
    text: str,
    profile: Mechanism,
    withdrawn_on: date | None = None,
) -> Decision:
    """Whether a response may be registered: the report was transmitted before it came, and the item is asked still."""
    return first_refusal(
        may_keep(text),
        _after_transmission(received_on, transmitted_on, today, "response", profile),
        may_answer_still(withdrawn_on=withdrawn_on, received_on=received_on, profile=profile),
    )


def may_assess(
    *, evidence: str, on: date, transmitted_on: date | None, today: date, profile: Mechanism, named: int = 0
) -> Decision:
    """Whether the item may be assessed: whatever the verdict, it says what it rests on.

    In words (``evidence``), or by ``named`` entries, findings, documents or visits. Neither what the State says nor its
    silence verifies anything; a letter that shows something is named as the document it is.
    """
    after = _after_transmission(on, transmitted_on, today, "report", profile)
    if evidence.strip():
        return first_refusal(after, may_keep(evidence))
    if not after or named:
        return after
    return Refused(
        say("An assessment needs evidence: neither what the State says nor its silence verifies anything."),
        profile.cited("report"),
        say("Name what shows it: a visit, a document, a measurement."),
    )


def rates(statuses: Sequence[FollowUp]) -> Rates:
    """Count implementation over the items transmitted; items not transmitted, or withdrawn since, are left out.

    >>> rates([FollowUp.IMPLEMENTED, FollowUp.OVERDUE, FollowUp.NO_LONGER_RELEVANT]).rate
    Fraction(1, 2)
    """
    left_out = (FollowUp.NOT_TRANSMITTED, FollowUp.WITHDRAWN)
    total = sum(1 for status in statuses if status not in left_out)
    implemented = statuses.count(FollowUp.IMPLEMENTED)
    gone = statuses.count(FollowUp.NO_LONGER_RELEVANT)
    rate = Fraction(implemented, total - gone) if total > gone else None
    return Rates(total, implemented, statuses.count(FollowUp.PARTIALLY_IMPLEMENTED), gone, rate)


def _assessed_on(assessment: AssessmentFact) -> date:
    return assessment.on


def _received_on(response: ResponseFact) -> date:
    return response.received_on


def _by_assessment(held: AssessmentFact) -> FollowUpFact:
    facts = {"on": held.on, "verdict": VERDICT_WORDS[held.verdict], "rests_on": held.rests_on}
    if held.rests_on.strip():
        why = Sentence(say("Assessed on {on} as {verdict}, resting on: {rests_on}."), facts)
    else:
        why = Sentence(say("Assessed on {on} as {verdict}."), facts)
    return FollowUpFact(_HELD[held.verdict], held.on, why)


def _by_response(said: ResponseFact) -> FollowUpFact:
    facts = {"on": said.received_on, "claim": CLAIM_WORDS[said.claim]}
    if said.claim is Claim.NOT_ADDRESSED:
        why = Sentence(say("The response received on {on} does not address this item."), facts)
    elif _CLAIMED[said.claim] is FollowUp.UNVERIFIED_CLAIM:
        why = Sentence(say("Response received on {on}: {claim}; not verified since."), facts)
    else:
        why = Sentence(say("Response received on {on}: {claim}."), facts)
    return FollowUpFact(_CLAIMED[said.claim], said.received_on, why)


def _by_silence(transmitted_on: date, due_on: date | None, today: date) -> FollowUpFact:
    if due_on is None:
        why = Sentence(say("Transmitted on {on}; no day is set for the response."), {"on": transmitted_on})
        return FollowUpFact(FollowUp.AWAITED, transmitted_on, why)
    facts = {"on": transmitted_on, "due_on": due_on}
    if today > due_on:
        why = Sentence(say("The response was due on {due_on} and has not been received."), facts)
        return FollowUpFact(FollowUp.OVERDUE, due_on + timedelta(days=1), why)
    why = Sentence(say("Transmitted on {on}; the response is due on {due_on}."), facts)
    return FollowUpFact(FollowUp.AWAITED, transmitted_on, why)


def _after_transmission(day: date, transmitted_on: date | None, today: date, key: str, profile: Mechanism) -> Decision:
    rule = profile.cited(key)
    if transmitted_on is None:
        reason = say("The report has not been transmitted, so the State cannot have answered it.")
        return Refused(reason, rule, say("Transmit the report first."))
    if day < transmitted_on:
        return Refused(
            say("{day} is before the report was transmitted on {transmitted_on}."),
            rule,
            say("Correct the day."),
            {"day": day, "transmitted_on": transmitted_on},
        )
    if day > today:
        return Refused(say("{day} is in the future."), rule, say("Correct the day."), {"day": day})
    return Allowed()
