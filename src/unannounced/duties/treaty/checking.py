"""A claim held against the record: consistent, imprecise, contradicted, not known or opinion, and the rule for it.

A claim is judged by the law of the day on which it was said; where the record does not reach, the verdict is "not
known". Days that are only known to the year, or not at all, never contradict anybody.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from unannounced.duties.treaty.acts import Confidence
from unannounced.duties.treaty.checking_acts import check_act
from unannounced.duties.treaty.checking_membership import check_membership
from unannounced.duties.treaty.claims import Claim, ClaimKind, Verdict
from unannounced.duties.treaty.conventions import Clause
from unannounced.duties.treaty.coverage import out_of_reach
from unannounced.duties.treaty.findings import Codes, Finding, found, on_clause
from unannounced.duties.treaty.law import Law
from unannounced.duties.treaty.standing import BOUND, Ground, Standing
from unannounced.duties.words import say


def check(law: Law, claim: Claim, *, today: date) -> Finding:
    """What the record says of ``claim``; ``today`` stands in where it is not known when it was said.

    Raises ``NotKnown`` for a convention that the law does not have.
    """
    if claim.state and claim.state not in law.names:
        return found(Verdict.NOT_KNOWN, say("The register here does not have this State."), {})
    if not claim.convention and claim.open:
        return _ask(law, claim)
    if claim.convention:
        law.convention(claim.convention)
    said = replace(claim, said_on=claim.said_on or today)
    return _CHECKS[claim.kind](law, said, said.said_on or today)


def _ask(law: Law, claim: Claim) -> Finding:
    """The words leave open which convention is meant: never resolved, always asked."""
    names = Codes({code: law.convention(code).short_name("en") for code in claim.open})
    return found(
        Verdict.NOT_KNOWN, say("The words leave open which convention is meant: {names}. Ask."), {"names": names}
    )


def _bound(law: Law, claim: Claim, on: date) -> Finding:
    if not claim.convention:
        return _protections(law, claim, on)
    day = claim.when.last if claim.when else on
    held = law.standing(claim.state, claim.convention, on=min(day, on))
    leaving = law.convention(claim.convention).leaving.clause
    facts: Mapping[str, object] = {"on": min(day, on), "until": held.certain_until, "article": leaving.article}
    if held.standing is Standing.NOT_KNOWN:
        return found(Verdict.NOT_KNOWN, say("Whether the State is bound on {on} is not known."), facts, held.grounds)
    beyond = out_of_reach(law, claim.state, claim.convention, on=min(day, on))
    if beyond is not None:
        return on_clause(
            Verdict.NOT_KNOWN, beyond, why=say("No act is on record, and the record does not reach that day.")
        )
    if claim.bound:
        return _said_to_be_bound(law, claim, on)
    if held.standing in BOUND:
        why = say("On {on} the State is bound in full: an act within the State changes nothing; see {article}.")
        if held.certain_until is not None:
            why = say("On {on} the State is bound in full, until {until} at least: only a notice counts, {article}.")
        return on_clause(Verdict.CONTRADICTED, leaving, held.grounds, why, facts)
    stays = law.convention(claim.convention).stays
    if claim.act in ("rulings", "obligations") and stays and held.standing in (Standing.CEASED, Standing.FORMER_PARTY):
        return on_clause(Verdict.IMPRECISE, stays[0], held.grounds)
    return found(Verdict.CONSISTENT, say("On {on} the State is not bound."), facts, held.grounds)


def _said_to_be_bound(law: Law, claim: Claim, on: date) -> Finding:
    """Bound on a day, or since one: later than said is imprecise, never is contradicted."""
    day = claim.when.last if claim.when else on
    held = law.standing(claim.state, claim.convention, on=min(day, on))
    if held.standing in BOUND:
        return found(Verdict.CONSISTENT, say("The State was bound on {on}."), {"on": min(day, on)}, held.grounds)
    spans = law.intervals(claim.state, claim.convention)
    later = next((one for one in spans if min(day, on) < one.first <= on and one.status.standing in BOUND), None)
    if later is not None:
        entry, since = law.convention(claim.convention).entry, later.status.since or later.first
        why = say("The State is bound, but only since {since}: signature gives no rights of access.")
        return on_clause(Verdict.IMPRECISE, entry, later.status.grounds, why, {"since": since})
    return found(Verdict.CONTRADICTED, say("The State was not bound on {on}."), {"on": min(day, on)}, held.grounds)


def _protections(law: Law, claim: Claim, on: date) -> Finding:
    """That the last protection is lost: contradicted by each convention under which the State is still bound."""
    left = [code for code in law.conventions if law.standing(claim.state, code, on=on).standing in BOUND]
    left = [code for code in left if not law.convention(code).membership]
    if bool(left) is (claim.bound is not False):
        return found(Verdict.CONSISTENT, say("The State is bound by other conventions on {on}."), {"on": on})
    if not left:
        return found(Verdict.NOT_KNOWN, say("No convention of this register binds the State on {on}."), {"on": on})
    names = Codes({code: law.convention(code).short_name("en") for code in left})
    grounds = tuple(_binding(law.standing(claim.state, code, on=on).grounds) for code in left[:3])
    why = say("On {on} the State is still bound by: {names}.")
    return found(Verdict.CONTRADICTED, why, {"on": on, "names": names}, grounds)


def _binding(grounds: tuple[Ground, ...]) -> Ground:
    """The ground since which the State is bound: its entry into force where that is among them."""
    return next((one for one in reversed(grounds) if one.act == "entry_into_force"), grounds[-1])


def _parties(law: Law, claim: Claim, on: date) -> Finding:
    day = min(claim.when.last, on) if claim.when else on
    counted = law.parties(claim.convention, on=day)
    if not law.knows(claim.convention):
        return found(Verdict.NOT_KNOWN, say("On that day the register knew nothing of this convention."), {})
    least, most = len(counted.bound), len(counted.bound) + len(counted.not_known)
    clause = law.convention(claim.convention).entry
    wrong = [state for state in claim.excepted if not _is_member(law, state, day)] if claim.group else []
    if wrong:
        why = say(
            "{states} was not a member of the Council of Europe on {on}, so it is no exception among its members."
        )
        facts: Mapping[str, object] = {
            "states": Codes({one: law.names.get(one, one) for one in wrong}),
            "on": day,
        }
        statute = next(one.entry for one in law.conventions.values() if one.membership)
        return on_clause(Verdict.CONTRADICTED, statute, why=why, facts=facts)
    if claim.group and claim.number is not None:
        members = [code for code in counted.bound if _is_member(law, code, day)]
        if claim.number == len(members):
            why = say("{number} members of the Council of Europe were Parties on {on}.")
            return replace(found(Verdict.CONSISTENT, why, {"number": claim.number, "on": day}), article=clause.article)
    if claim.group and claim.number is None:
        return _every_member(law, claim, day, counted.bound)
    return _number(law, claim, day, (least, most))


def _every_member(law: Law, claim: Claim, day: date, bound: tuple[str, ...]) -> Finding:
    """That all members of the Council of Europe are Parties, but those named."""
    clause = law.convention(claim.convention).entry
    members = [code for code in law.states() if _is_member(law, code, day)]
    missing = [code for code in members if code not in bound and code not in claim.excepted]
    if not missing:
        why = say("All {number} members of the Council of Europe were Parties on {on}.")
        return on_clause(Verdict.CONSISTENT, clause, why=why, facts={"number": len(members), "on": day})
    why = say("Not all members of the Council of Europe were Parties on {on}.")
    return on_clause(Verdict.CONTRADICTED, clause, why=why, facts={"on": day})


def _number(law: Law, claim: Claim, day: date, counted: tuple[int, int]) -> Finding:
    least, most = counted
    coverage = law.convention(claim.convention).coverage
    clause = coverage[0].clause if coverage else law.convention(claim.convention).entry
    facts: Mapping[str, object] = {"least": least, "most": most, "on": day, "number": claim.number}
    if claim.number is None:
        return found(Verdict.NOT_KNOWN, say("The words give no number."), facts)
    short = any(one.through is not None and one.through < day for one in coverage)
    if least <= claim.number <= most:
        why = say("{least} States were Parties on {on}.") if least == most else say("{least} to {most} on {on}.")
        verdict = Verdict.CONSISTENT if least == most else Verdict.NOT_KNOWN
        return on_clause(verdict, clause, why=why, facts=facts)
    if short and claim.number > least:
        why = say("{least} Parties are on record on {on}, but the record does not reach that day.")
        return on_clause(Verdict.NOT_KNOWN, clause, why=why, facts=facts)
    why = say("{least} States were Parties on {on}, not {number}.")
    return on_clause(Verdict.CONTRADICTED, clause, why=why, facts=facts)


def _is_member(law: Law, state: str, on: date) -> bool:
    statutes = [code for code, one in law.conventions.items() if one.membership]
    return any(law.standing(state, code, on=on).standing in BOUND for code in statutes if state in law.names)


def _convention(law: Law, claim: Claim, on: date) -> Finding:
    """Adopted, opened for signature, in force: two of them often stand for each other in common speech."""
    rules = law.convention(claim.convention)
    named: Mapping[str, tuple[Clause | None, ...]] = {
        "adoption": (rules.adopted, rules.opened),
        "opened_for_signature": (rules.opened,),
        "entry_into_force": (rules.general,),
    }
    days = [one for one in named.get(claim.act, ()) if one is not None and one.day is not None]
    if not days or claim.when is None:
        return found(Verdict.NOT_KNOWN, say("The record has no day for that."), {})
    for clause in days:
        if clause.day is not None and claim.when.covers(clause.day):
            return on_clause(Verdict.CONSISTENT, clause, why=say("It was on {day}."), facts={"day": clause.day})
    sure = days[0].confidence in (Confidence.VERIFIED, Confidence.MIXED, Confidence.MEMORY_HIGH)
    verdict = Verdict.CONTRADICTED if sure else Verdict.NOT_KNOWN
    return on_clause(verdict, days[0], why=say("It was on {day}."), facts={"day": days[0].day})


def _effect_day(law: Law, claim: Claim, on: date) -> Finding:
    rules = law.convention(claim.convention)
    held = law.standing(claim.state, claim.convention, on=on)
    known = held.until is not None and held.standing is Standing.DENUNCIATION_PENDING
    out = date.fromordinal(held.certain_until.toordinal() + 1) if held.certain_until else None
    clause, facts = rules.leaving.clause, {"day": out, "on": on}
    past = [one.day for one in held.grounds if one.act in ("denunciation_effective", "cessation") and one.day]
    if claim.when is not None and past and past[-1] <= on:
        verdict = Verdict.CONSISTENT if any(map(claim.when.covers, past)) else Verdict.CONTRADICTED
        return on_clause(verdict, clause, held.grounds, say("It took effect on {day}."), {"day": past[-1]})
    if claim.when is None:
        why = say("On {on} no day of receipt by the depositary was on record, so no day of effect was set.")
        if known:
            return on_clause(Verdict.CONTRADICTED, clause, held.grounds, say("The day of effect is {day}."), facts)
        return on_clause(Verdict.CONSISTENT, clause, held.grounds, why, facts)
    if out is None:
        return on_clause(Verdict.NOT_KNOWN, clause, held.grounds, say("No notice is on record."), facts)
    if known and claim.when.covers(out):
        return on_clause(Verdict.CONSISTENT, clause, held.grounds, say("The day of effect is {day}."), facts)
    if known or claim.when.last < out:
        why = say("The day of effect is {day}.") if known else say("No effect is possible before {day}.")
        return on_clause(Verdict.CONTRADICTED, clause, held.grounds, why, facts)
    why = say("Possible from {day} on; the day of receipt is not on record.")
    return on_clause(Verdict.NOT_KNOWN, clause, held.grounds, why, facts)


def _mandate(law: Law, claim: Claim, on: date) -> Finding:
    said = [one for one in law.convention(claim.convention).often_said if one.act == claim.act]
    if not said:
        return found(Verdict.NOT_KNOWN, say("The convention’s file says nothing of that."), {})
    return on_clause(said[0].verdict, said[0].clause)


_CHECKS: Mapping[ClaimKind, Callable[[Law, Claim, date], Finding]] = {
    ClaimKind.ACT: check_act,
    ClaimKind.CONVENTION: _convention,
    ClaimKind.BOUND: _bound,
    ClaimKind.PARTIES: _parties,
    ClaimKind.MEMBERSHIP: check_membership,
    ClaimKind.EFFECT_DAY: _effect_day,
    ClaimKind.MANDATE: _mandate,
}
