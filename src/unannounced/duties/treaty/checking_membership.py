"""Claims about membership of an organisation: joined, suspended, expelled, left, and for how many years."""

from collections.abc import Mapping
from datetime import date

from unannounced.duties.treaty.acts import Act
from unannounced.duties.treaty.claims import Claim, Verdict
from unannounced.duties.treaty.findings import Finding, found
from unannounced.duties.treaty.law import Law
from unannounced.duties.treaty.standing import BOUND, Ground, Standing
from unannounced.duties.words import say

_YEARS = frozenset({"membership_years", "years", "party_years"})
_STARTED = frozenset({"membership_start", "joined", "accession"})
_EXPELLED = frozenset({"expulsion", "expelled", "exclusion"})
_LEFT = frozenset({"withdrawal", "left", "quit", "withdrawal_notified", "denunciation"})
ARTICLES: Mapping[str, str] = {
    "membership_start": "COE Statute Art. 4",
    "suspension": "COE Statute Art. 8",
    "withdrawal_notified": "COE Statute Art. 7",
    "membership_end": "COE Statute Art. 8",
}
"""The rules under which acts of membership are done."""


def check_membership(law: Law, claim: Claim, on: date) -> Finding:
    """What the record says of it. Expelled and left are both imprecise where notice and decision met."""
    code = claim.convention or next(one.code for one in law.conventions.values() if one.membership)
    acts = {act.action: act for act in law.acts_of(claim.state, code) if (act.day or date.max) <= on}
    if claim.act in _YEARS:
        return _for_years(law, claim, code, on)
    if claim.act in _STARTED:
        return _compared(law, claim, acts.get("membership_start"), say("A member since {day}."))
    if claim.act == "suspension":
        return _compared(law, claim, acts.get("suspension"), say("Suspended on {day}."))
    decided, noticed = acts.get("membership_end"), acts.get("withdrawal_notified")
    ended = decided or noticed
    if ended is None:
        return _still_or_never(law, claim, code, on)
    if decided is None and noticed is not None:
        return _by_own_notice(law, claim, code, noticed)
    if claim.when is not None and ended.day is not None and not claim.when.covers(ended.day):
        return _compared(law, claim, ended, say("Membership ended on {day}."))
    if claim.act in _EXPELLED | _LEFT and decided is not None and noticed is not None:
        why = say("Notice under Art. 7 was given on {noticed}; on {decided} a decision under Art. 8 ended membership.")
        facts = {"noticed": noticed.day, "decided": decided.day}
        return found(Verdict.IMPRECISE, why, facts, (_ground(noticed), _ground(decided)))
    if claim.act in _LEFT and noticed is None:
        why = say("A decision ended membership on {day}; no notice is on record.")
        return found(Verdict.IMPRECISE, why, {"day": ended.day}, (_ground(ended),))
    return _compared(law, claim, ended, say("Membership ended on {day}."))


def _by_own_notice(law: Law, claim: Claim, code: str, noticed: Act) -> Finding:
    """Left by a notice alone: membership lasts to the end of the financial year (COE Statute Art. 7)."""
    grounds = law.intervals(claim.state, code)[-1].status.grounds
    out = next((one.day for one in grounds if one.act == "denunciation_effective" and one.day), None)
    last = date.fromordinal(out.toordinal() - 1) if out else None
    facts = {"day": noticed.day, "last": last}
    if claim.act in _EXPELLED:
        why = say("It left by its own notice, received on {day}.")
        return found(Verdict.CONTRADICTED, why, facts, (_ground(noticed),))
    why = say("Notice was given on {day}; membership lasted until {last}.")
    if claim.when is None or (last is not None and claim.when.covers(last)):
        return found(Verdict.CONSISTENT, why, facts, (_ground(noticed),))
    if noticed.day is None or not claim.when.covers(noticed.day):
        return found(Verdict.CONTRADICTED, why, facts, (_ground(noticed),))
    gave_notice = claim.act in ("denunciation", "withdrawal", "withdrawal_notified")
    return found(Verdict.CONSISTENT if gave_notice else Verdict.IMPRECISE, why, facts, (_ground(noticed),))


def _compared(law: Law, claim: Claim, act: Act | None, why: str) -> Finding:
    if act is None:
        code = claim.convention or next(one.code for one in law.conventions.values() if one.membership)
        held = law.standing(claim.state, code, on=claim.said_on or date.max)
        if held.standing is Standing.NONE and law.knows(code):
            return found(Verdict.CONTRADICTED, say("The State was never a member."), {}, held.grounds)
        return found(Verdict.NOT_KNOWN, say("No such act is on record."), {})
    agrees = claim.when is None or (act.day is not None and claim.when.covers(act.day))
    verdict = Verdict.CONSISTENT if agrees else Verdict.CONTRADICTED
    return found(verdict, why, {"day": act.day or act.year}, (_ground(act),))


def _still_or_never(law: Law, claim: Claim, code: str, on: date) -> Finding:
    held = law.standing(claim.state, code, on=on)
    if held.standing in BOUND:
        return found(Verdict.CONTRADICTED, say("The State was a member on {on}."), {"on": on}, held.grounds)
    if held.standing is Standing.NOT_KNOWN:
        return found(Verdict.NOT_KNOWN, say("Whether the State was a member on {on} is not known."), {"on": on})
    return found(Verdict.CONTRADICTED, say("The State was never a member."), {}, held.grounds)


def _for_years(law: Law, claim: Claim, code: str, on: date) -> Finding:
    """A number of years agrees if it is the whole years, or those begun, from consent or from entry into force."""
    spans = [one for one in law.intervals(claim.state, code) if one.status.standing in BOUND and one.first <= on]
    if not spans or claim.number is None:
        return found(Verdict.NOT_KNOWN, say("No time as Party or member is on record."), {})
    grounds = spans[-1].status.grounds
    last = spans[-1].last
    end = on if last is None or last > on else last
    begun = [one for one in grounds if one.day and one.act not in ("signature", "domestic_ratification_law")][:2]
    starts = [day for day in (*(one.day for one in begun), spans[0].first) if day is not None and day <= end]
    years = {whole for start in starts for whole in _whole_and_begun(start, end)}
    facts = {"since": spans[0].first, "until": end}
    why = say("From {since} to {until}.")
    verdict = Verdict.CONSISTENT if claim.number in years else Verdict.CONTRADICTED
    return found(verdict, why, facts, tuple(begun) or grounds[:2])


def _whole_and_begun(start: date, end: date) -> tuple[int, int]:
    whole = end.year - start.year - ((end.month, end.day) < (start.month, start.day))
    return whole, whole + 1


def _ground(act: Act) -> Ground:
    return Ground(act.day, act.action, ARTICLES.get(act.action, ""), act.source, act.confidence, act.remark)
