"""Claims that a State did something under a convention, held against its acts."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from unannounced.duties.treaty.acts import CONSENTING, DOMESTIC, LEAVING, SIGNING, Act, Confidence
from unannounced.duties.treaty.checking_membership import check_membership
from unannounced.duties.treaty.claims import Claim, Verdict, When
from unannounced.duties.treaty.conventions import Leavable
from unannounced.duties.treaty.findings import Finding, found, on_clause
from unannounced.duties.treaty.law import Law
from unannounced.duties.treaty.standing import BOUND, Ground, Standing
from unannounced.duties.words import say

_JOINING = frozenset({"joined", "consent", "accession_or_ratification"})
_LEFT = frozenset({"denunciation", "withdrawal", "denunciation_notified", "withdrawal_notified", "left", "quit"})
_IN_SPEECH: Mapping[str, frozenset[str]] = {
    "signature": SIGNING,
    "ratification": frozenset({"ratification", "acceptance", "approval", "consent_to_be_bound", "succession"}),
    "accession": frozenset({"accession", "consent_to_be_bound", "succession"}),
    "domestic_denunciation_duma": frozenset({"domestic_denunciation_duma", "domestic_lower_house"}),
    "domestic_denunciation_upper_house": frozenset({"domestic_denunciation_upper_house", "domestic_upper_house"}),
    "domestic_denunciation_law": frozenset({"domestic_denunciation_law", "domestic_publication"}),
    "denunciation_announced": LEAVING | frozenset(act for act in DOMESTIC if "ratification" not in act),
    **dict.fromkeys(_JOINING, CONSENTING),
    **dict.fromkeys(_LEFT, LEAVING),
}
"""Which acts of the register a word of common speech may mean."""


def check_act(law: Law, claim: Claim, on: date) -> Finding:
    """What the record says of an act: done and on that day, done on another day, not done, or not on record."""
    if law.convention(claim.convention).membership and claim.act in _LEFT | {"joined"}:
        return check_membership(law, claim, on)
    if claim.act in _LEFT:
        return _leaving(law, claim, on)
    if claim.act == "entry_into_force":
        return _in_force(law, claim, on)
    meant = _IN_SPEECH.get(claim.act, frozenset({claim.act}))
    acts = [act for act in law.acts_of(claim.state, claim.convention) if act.action in meant and _first(act) <= on]
    if not acts:
        return _not_on_record(law, claim, on)
    if claim.when is None:
        return _done(Verdict.CONSISTENT, say("It is on record, on {day}."), law, claim, acts[0])
    for act in acts:
        if _may_be(act, claim.when):
            return _done(Verdict.CONSISTENT, say("It is on record, on {day}."), law, claim, act)
    return _on_another_day(law, claim, acts)


def _on_another_day(law: Law, claim: Claim, acts: list[Act]) -> Finding:
    """The act is on record on another day; what did happen when it is claimed is named."""
    when, act = claim.when, min(acts, key=_first)
    begun = _entries(law, claim)
    if when is not None and claim.act in CONSENTING | _JOINING:
        if any(one.day is not None and when.covers(one.day) for one in begun):
            near = next(one for one in begun if one.day is not None and when.covers(one.day))
            if claim.act in _JOINING:
                return found(Verdict.CONSISTENT, say("In force for it since {day}."), {"day": near.day}, (near,))
            why = say("Entered into force for it then; the act itself was on {day}.")
            return _done(Verdict.IMPRECISE, why, law, claim, act)
        others = [one for one in law.acts_of(claim.state, claim.convention) if one.action not in LEAVING]
        then = next((one for one in others if one.day is not None and when.covers(one.day)), None)
        if then is not None and then.action in SIGNING:
            verdict = Verdict.IMPRECISE if claim.act in _JOINING else Verdict.CONTRADICTED
            return _done(
                verdict, say("Signed then, which does not bind; the act itself was on {day}."), law, claim, act
            )
        if then is not None and then.action in DOMESTIC:
            why = say("A law within the State was made then; the act itself was on {day}.")
            return _done(Verdict.IMPRECISE, why, law, claim, act)
    if any(one.day is None for one in acts):
        return _done(Verdict.NOT_KNOWN, say("It is on record without a day ({day})."), law, claim, act)
    return _done(Verdict.CONTRADICTED, say("It was on {day}."), law, claim, act)


def _not_on_record(law: Law, claim: Claim, on: date) -> Finding:
    """No such act: contradicted as far as the record reaches, not known beyond."""
    rules = law.convention(claim.convention)
    consented = [act for act in law.acts_of(claim.state, claim.convention) if act.action in CONSENTING]
    if claim.act in CONSENTING | _JOINING and consented and _first(consented[0]) <= on:
        why = say("It consented to be bound in another form, on {day}.")
        when = claim.when
        same = when is None or _may_be(consented[0], when)
        return _done(Verdict.IMPRECISE if same else Verdict.CONTRADICTED, why, law, claim, consented[0])
    if claim.act in DOMESTIC or claim.act not in CONSENTING | _JOINING | SIGNING | {"ratification"}:
        return found(Verdict.NOT_KNOWN, say("No such act is on record."), {})
    if claim.act in SIGNING and consented:
        return found(Verdict.NOT_KNOWN, say("No signature is on record; the State is Party."), {})
    reach = [one for one in rules.coverage if one.what == "consents"]
    day = claim.when.first if claim.when else on
    beyond = [one for one in reach if one.through is not None and one.through < day]
    if beyond:
        why = say("No such act is on record, and the record does not reach that day.")
        return on_clause(Verdict.NOT_KNOWN, beyond[0].clause, why=why)
    held = law.standing(claim.state, claim.convention, on=on)
    why = say("No such act is on record; on {on} the State was not bound.")
    clause = reach[0].clause if reach else rules.entry
    return on_clause(Verdict.CONTRADICTED, clause, held.grounds, why, {"on": on})


def _in_force(law: Law, claim: Claim, on: date) -> Finding:
    begun = [one for one in _entries(law, claim) if one.day is not None and one.day <= on]
    if not begun:
        return _not_on_record(law, replace(claim, act="ratification"), on)
    if claim.when is None or any(one.day is not None and claim.when.covers(one.day) for one in begun):
        return found(Verdict.CONSISTENT, say("In force for it since {day}."), {"day": begun[0].day}, (begun[0],))
    return found(Verdict.CONTRADICTED, say("In force for it since {day}."), {"day": begun[0].day}, (begun[0],))


def _leaving(law: Law, claim: Claim, on: date) -> Finding:
    """That a State left or denounced: by notice, with membership, by a law at home alone, or not at all."""
    held = law.standing(claim.state, claim.convention, on=on)
    rules = law.convention(claim.convention)
    if held.standing is Standing.CEASED and rules.ends_with is not None:
        why = say("It ended by itself, six months after membership of the Council of Europe; no notice was given.")
        return on_clause(Verdict.IMPRECISE, rules.ends_with.clause, held.grounds, why)
    if rules.leaving.possible is Leavable.NO and rules.ends_with is None and rules.follows is None:
        return on_clause(Verdict.CONTRADICTED, rules.leaving.clause, held.grounds)
    acts = [act for act in law.acts_of(claim.state, claim.convention) if act.action in LEAVING and _first(act) <= on]
    dated = [act for act in acts if act.day is not None]
    if dated:
        return _by_notice(law, claim, dated, held.grounds)
    at_home = [
        act for act in law.acts_of(claim.state, claim.convention) if act.action in DOMESTIC and _first(act) <= on
    ]
    at_home = [act for act in at_home if "ratification" not in act.action]
    if at_home and claim.when is not None and claim.when.last < min(map(_first, at_home)):
        why = say("The first step towards leaving was on {day}, within the State.")
        return _done(Verdict.CONTRADICTED, why, law, claim, min(at_home, key=_first))
    if at_home or acts:
        why = say("A law was made within the State; whether the depositary received a notice is not on record.")
        return on_clause(Verdict.IMPRECISE, rules.leaving.clause, held.grounds, why)
    if held.standing in BOUND:
        through = [one.through for one in rules.coverage if one.through is not None]
        if through and min(through) < on:
            return on_clause(Verdict.NOT_KNOWN, rules.leaving.clause, held.grounds, say("No notice is on record."))
        return on_clause(Verdict.CONTRADICTED, rules.leaving.clause, held.grounds, say("No notice is on record."))
    unsigned = [act for act in law.acts_of(claim.state, claim.convention) if act.action == "signature_withdrawn"]
    if unsigned and (claim.when is None or _may_be(unsigned[-1], claim.when)):
        why = say("It withdrew its signature on {day}; it had never been bound.")
        return _done(Verdict.IMPRECISE, why, law, claim, unsigned[-1])
    return found(Verdict.CONTRADICTED, say("The State was not bound on {on}."), {"on": on}, held.grounds)


def _by_notice(law: Law, claim: Claim, notices: list[Act], grounds: tuple[Ground, ...]) -> Finding:
    ends = [one for one in grounds if one.act in ("denunciation_effective", "cessation") and one.day is not None]
    if claim.when is None:
        return _done(Verdict.CONSISTENT, say("A notice was received on {day}."), law, claim, notices[-1])
    for act in notices:
        if _may_be(act, claim.when):
            return _done(Verdict.CONSISTENT, say("A notice was received on {day}."), law, claim, act)
    for end in ends:
        if end.day is not None and claim.when.covers(end.day):
            return found(Verdict.CONSISTENT, say("The notice took effect on {day}."), {"day": end.day}, (end,))
    at_home = [act for act in law.acts_of(claim.state, claim.convention) if act.action in DOMESTIC]
    if any(_may_be(act, claim.when) for act in at_home):
        why = say("A law within the State was made then; the notice was received on {day}.")
        return _done(Verdict.IMPRECISE, why, law, claim, notices[-1])
    return _done(Verdict.CONTRADICTED, say("A notice was received on {day}."), law, claim, notices[-1])


def _entries(law: Law, claim: Claim) -> list[Ground]:
    """The days on which the convention entered into force for the State."""
    last = law.intervals(claim.state, claim.convention)[-1].status
    return [one for one in last.grounds if one.act == "entry_into_force"]


def _done(verdict: Verdict, why: str, law: Law, claim: Claim, act: Act) -> Finding:
    clause = _rule_for(law, claim, act)
    ground = Ground(act.day, act.action, clause, act.source, act.confidence, act.remark)
    day: object = act.day or act.year or "–"
    unsure = act.confidence in (Confidence.MEMORY_LOW, Confidence.UNVERIFIED) and verdict is Verdict.CONTRADICTED
    return found(Verdict.NOT_KNOWN if unsure else verdict, why, {"day": day}, (ground,))


def _rule_for(law: Law, claim: Claim, act: Act) -> str:
    grounds: Iterable[Ground] = law.intervals(claim.state, claim.convention)[-1].status.grounds
    return next((one.article for one in grounds if one.act == act.action and one.day == act.day), "")


def _may_be(act: Act, when: When) -> bool:
    """Whether the act can have been when it is said to have been; a year alone is met by any day of it."""
    if act.day is not None:
        return when.covers(act.day)
    return act.year is not None and act.year == when.year


def _first(act: Act) -> date:
    return act.day or date(act.year or 1, 1, 1)
