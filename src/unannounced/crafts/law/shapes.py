"""The law as JSON: one stable shape for the command line and for the public interface of the portal.

Days are written 2026-09-30; codes are those of the register; what is not known is null. Keys are never taken away.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from unannounced.duties.decision import Refused
from unannounced.duties.treaty.acts import UNKNOWN, Act
from unannounced.duties.treaty.claims import Claim, Said
from unannounced.duties.treaty.competences import covered, territories
from unannounced.duties.treaty.conventions import Body, Clause, Convention
from unannounced.duties.treaty.coverage import missing
from unannounced.duties.treaty.findings import Finding
from unannounced.duties.treaty.law import Interval, Law, Parties
from unannounced.duties.treaty.naming import ACTS
from unannounced.duties.treaty.periods import Period
from unannounced.duties.treaty.receipt import if_received
from unannounced.duties.treaty.seats import Seats, Votes
from unannounced.duties.treaty.standing import Ground, Status
from unannounced.duties.treaty.taking_effect import TakesEffect
from unannounced.duties.treaty.tallies import Tally
from unannounced.duties.treaty.withdrawal import Withdrawal

Shape = dict[str, Any]


def day(value: date | None) -> str | None:
    """A day as text; null where there is none."""
    return value.isoformat() if value else None


def ground(one: Ground) -> Shape:
    """``{on, act, words, article, source, confidence, note}``."""
    return {
        "on": day(one.day),
        "act": one.act,
        "words": ACTS.get(one.act, one.act.replace("_", " ")),
        "article": one.article,
        "source": one.source,
        "confidence": one.confidence.value,
        "note": one.note,
    }


def act(one: Act) -> Shape:
    """An act as a row of the register has it."""
    return {
        "treaty": one.treaty,
        "state": one.state or None,
        "action": one.action,
        "date": None if one.written == UNKNOWN else one.written,
        "note": one.note,
        "source": one.source,
        "confidence": one.confidence.value,
        "effect": day(one.named_day),
        "concerns": list(one.concerns),
        "known_since": day(one.known_since),
        "corrects": one.corrects or None,
    }


def standing(law: Law, state: str, convention: str, held: Status, *, on: date) -> Shape:
    """``{state, convention, on, standing, bound, certain_until, grounds}``, with since, confidence, what is missing."""
    return {
        "state": state,
        "convention": convention,
        "on": day(on),
        "standing": held.standing.value,
        "bound": held.bound,
        "certain_until": day(held.certain_until),
        "since": day(held.since),
        "confidence": {"that": held.confidence.value, "since": held.confidence_since.value},
        "grounds": [ground(one) for one in held.grounds],
        "if_received": [
            {"from": day(one.first_day), "to": day(one.last_day), "effect": day(one.effect)}
            for one in if_received(law, state, convention, on=on)
        ],
        "competences": competences(law, state, convention, on=on),
        "territories": [
            {"name": one.name, "from": day(one.first), "to": day(one.last)}
            for one in territories(law, state, convention, on=on)
        ],
        "coverage": [clause(one) for one in missing(law, convention, on=on, state=state)],
    }


def competences(law: Law, state: str, convention: str, *, on: date) -> list[Shape]:
    """``[{code, covers, why, article, confidence}]``: each optional competence; ``covers`` null where not known."""
    found = []
    for rule in law.convention(convention).competences:
        one = covered(law, state, convention, rule.code, on=on)
        answer = {"code": rule.code, "covers": one.yes, "why": one.why}
        found.append({**answer, "article": one.article, "confidence": one.confidence.value})
    return found


def interval(one: Interval) -> Shape:
    """``{first, last, standing, bound}``; last is null where no change is known."""
    first = None if one.first == date.min else day(one.first)
    return {"first": first, "last": day(one.last), "standing": one.status.standing.value, "bound": one.status.bound}


def parties(law: Law, convention: str, found: Parties, *, on: date) -> Shape:
    """``{convention, on, count, parties, pending, not_known}``: codes of States; ``count`` without those not known."""
    return {
        "convention": convention,
        "on": day(on),
        "count": len(found.bound) if law.knows(convention) else None,
        "parties": list(found.bound),
        "pending": list(found.pending),
        "not_known": list(found.not_known),
        "coverage": [clause(one) for one in missing(law, convention, on=on)],
    }


def clause(one: Clause) -> Shape:
    """``{words, article, source, confidence}`` with period and day where the clause has them; words by language."""
    shape: Shape = {
        "words": dict(one.words),
        "article": one.article,
        "source": one.source,
        "confidence": one.confidence.value,
    }
    if one.period:
        shape["period"] = one.period.words
    if one.day:
        shape["day"] = day(one.day)
    return shape


def convention(one: Convention) -> Shape:
    """A convention with its clauses."""
    return {
        "convention": one.code,
        "number": one.number,
        "names": dict(one.names),
        "short_names": dict(one.short),
        "depositary": dict(one.depositary),
        "opened": clause(one.opened),
        "in_force": clause(one.general),
        "open_to": clause(one.open_to),
        "entry_into_force": clause(one.entry),
        "leaving": {"possible": one.leaving.possible.value, **clause(one.leaving.clause)},
        "stays": [clause(rule) for rule in one.stays],
        "reservations": clause(one.reservations),
        "competences": [
            {"code": rule.code, "needs": rule.needs.value, **clause(rule.clause)} for rule in one.competences
        ],
        "coverage": [
            {"what": reach.what, "through": day(reach.through), **clause(reach.clause)} for reach in one.coverage
        ],
    }


def votes(one: Votes) -> Shape:
    """``{members, quorum, two_thirds, arithmetic}``; ``two_thirds`` is null for a body without public statements."""
    return {
        "members": one.members,
        "quorum": one.quorum,
        "two_thirds": one.statement,
        "arithmetic": [str(line) for line in one.arithmetic],
    }


def seats(one: Seats) -> Shape:
    """``{seats, seats_least, seats_most, quorum, two_thirds, vacant, by_seats, by_members}``."""
    return {
        "seats": one.known,
        "seats_least": one.least,
        "seats_most": one.most,
        "quorum": one.by_seats.quorum if one.known or one.if_least.quorum == one.by_seats.quorum else None,
        "two_thirds": one.by_seats.statement if one.known or one.if_least.statement == one.by_seats.statement else None,
        "vacant": [{"state": seat.state, "since": day(seat.since), "source": seat.source} for seat in one.vacant],
        "by_seats": votes(one.by_seats),
        "by_members": votes(one.by_members),
        "if_least": votes(one.if_least),
    }


def withdrawal(one: Withdrawal) -> Shape:
    """What a notice changes: the day of effect, what is at stake, what stays, what to do before, seats."""
    return {
        "state": one.state,
        "convention": one.convention,
        "received": day(one.received),
        "effect": day(one.effect),
        "date": day(one.effect),
        "last_day_bound": day(one.last_day),
        "disputed": one.disputed,
        "rule": clause(one.rule),
        "changes": [
            {
                "on": day(one.effect) if row.fate.value in ("lost", "uncertain") else None,
                "fate": row.fate.value,
                "what": dict(row.what),
                "while_pending": dict(row.pending),
                "after": dict(row.after),
                **clause(row.clause),
            }
            for row in one.at_stake
        ],
        "stays": [clause(rule) for rule in one.stays],
        "before": [{"remind_on": [day(when) for when in row.days], **clause(row.what.clause)} for row in one.reminders],
        "other_conventions": [
            {"convention": row.convention, "on": day(row.day), "before": row.before.value, "after": row.after.value}
            for row in one.followers
        ],
        "seats": {
            "before": seats(one.seats_before) if one.seats_before else None,
            "after": seats(one.seats_after) if one.seats_after else None,
        },
    }


def claim(one: Claim) -> Shape:
    """A claim as it was read: kind, state, convention, open, act, date, since, number, bound, excepted, said_on."""
    return {
        "kind": one.kind.value,
        "state": one.state or None,
        "convention": one.convention or None,
        "open": list(one.open),
        "act": one.act or None,
        "date": str(one.when) if one.when else None,
        "since": one.since,
        "number": one.number,
        "bound": one.bound,
        "excepted": list(one.excepted),
        "said_on": day(one.said_on),
    }


def finding(one: Finding) -> Shape:
    """``{verdict, ground}``, where ground is ``{words, article, source, confidence, acts}``."""
    return {
        "verdict": one.verdict.value,
        "ground": {
            "words": str(one.why),
            "article": one.article,
            "source": one.source,
            "confidence": one.confidence.value,
            "acts": [ground(act) for act in one.grounds],
        },
    }


def said(one: Said, found: Finding, *, day_inferred: bool = False) -> Shape:
    """``{file, quote, claim, said_by, via, day_inferred, verdict, ground}``.

    ``day_inferred``: the text does not say its day; it is taken to be of the newest step that it reports.
    """
    shape: Mapping[str, Any] = {
        "file": one.file,
        "quote": one.quote,
        "claim": claim(one.claim),
        "said_by": one.said_by,
        "via": one.via,
        "day_inferred": day_inferred,
    }
    return {**shape, **finding(found)}


def effect(one: TakesEffect, convention: str, act: str, *, received: date) -> Shape:
    """``{date, convention, act, received, period, article, source, confidence}``; with the last day for a leaving."""
    shape = {
        "date": day(one.day),
        "convention": convention,
        "act": act,
        "received": day(received),
        "period": one.clause.period.words if one.clause.period else None,
        "article": one.clause.article,
        "source": one.clause.source,
        "confidence": one.clause.confidence.value,
    }
    if one.last_day_bound is None:
        return shape
    return shape | {"last_day_bound": day(one.last_day_bound), "disputed": one.disputed}


def no_effect(why: Refused, convention: str, act: str) -> Shape:
    """``{date: null, convention, act, reason, article}``: an act that takes no effect, and why."""
    return {"date": None, "convention": convention, "act": act, "reason": str(why.sentence), "article": why.rule}


def no_withdrawal(why: Refused, state: str, convention: str) -> Shape:
    """``{state, convention, effect: null, date: null, reason, article}``: a notice that could end nothing, and why."""
    nothing = {"state": state, "convention": convention, "effect": None, "date": None}
    return {**nothing, "reason": str(why.sentence), "article": why.rule}


def period(one: Period, begins: date, ends: date) -> Shape:
    """``{date, period, from}``."""
    return {"date": day(ends), "period": one.words, "from": day(begins)}


def committee(convention: str, body: Body, found: Seats, *, on: date, in_office: Votes | None = None) -> Shape:
    """``{convention, on, body, …}`` as ``seats``; quorum and two thirds of the members ``in_office`` where given."""
    shape = {"convention": convention, "on": day(on), "body": dict(body.names), **seats(found)}
    if in_office is None:
        return shape
    return shape | {"members": in_office.members, "quorum": in_office.quorum, "two_thirds": in_office.statement}


def checked(one: Claim, found: Finding) -> Shape:
    """``{state, convention, act, claimed, claim, verdict, ground}``."""
    parts = {"state": one.state or None, "convention": one.convention or None, "act": one.act or None}
    claimed = str(one.when) if one.when else None
    return {**parts, "claimed": claimed, "claim": claim(one), **finding(found)}


def coverage(law: Law, conventions: Iterable[str], *, on: date) -> Shape:
    """``{on, missing: {convention: [clause]}}``."""
    return {
        "on": day(on),
        "missing": {code: [clause(one) for one in missing(law, code, on=on)] for code in conventions},
    }


def counts(convention: str, tallies: Iterable[Tally]) -> Shape:
    """``{convention, counts: [{on, count, not_known}]}``: each day on which the number of Parties is another one.

    ``on`` is null for what holds from the first day of the calendar on.
    """
    found: list[Shape] = []
    for one in tallies:
        row = {"count": one.parties, "not_known": one.not_known}
        if not found or row != {name: found[-1][name] for name in row}:
            found.append({"on": None if one.first == date.min else day(one.first), **row})
    return {"convention": convention, "counts": found}


def listed(one: Convention) -> Shape:
    """A convention as a list has it: ``{convention, number, names, short_names}``."""
    return {"convention": one.code, "number": one.number, "names": dict(one.names), "short_names": dict(one.short)}
