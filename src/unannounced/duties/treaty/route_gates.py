"""The questions that decide whether a route is open: is the State bound, did it accept, was it in time, and so on.

Each takes the case and answers yes, no or not known, with its reason; None where the question does not arise.
ECHR Art. 34, 35, 58; UNCAT Art. 20, 22, 31; ICCPR-OP1 Art. 1, 3, 5, 12; ICPPED Art. 30, 31, 35; OPCAT Art. 17, 24;
VCLT Art. 28.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from unannounced.duties.treaty.acts import CONSENTING, Act, Confidence, weakest
from unannounced.duties.treaty.competences import covered
from unannounced.duties.treaty.conventions import Needs
from unannounced.duties.treaty.coverage import out_of_reach
from unannounced.duties.treaty.dates import add_months
from unannounced.duties.treaty.law import Law
from unannounced.duties.treaty.receipt import if_received
from unannounced.duties.treaty.route_rules import Answer, Case, Counts, Limit, Named, Remark
from unannounced.duties.treaty.spans import day_of
from unannounced.duties.treaty.standing import Ground, Standing, Status

ENDED = frozenset({Standing.FORMER_PARTY, Standing.CEASED})
_ONE_DAY = timedelta(days=1)
_YEAR, _POSTPONED, _LONGEST_POSTPONED = 12, 36, 60
"""Months: to set up a mechanism (OPCAT Art. 17), to postpone it, and with the extension (Art. 24)."""
_BY_NEED = {
    Needs.DECLARATION: ("accepted", "not_accepted"),
    Needs.NO_EXCLUSION: ("not_excluded", "excluded"),
    Needs.NOTHING: ("for_every_party", "not_bound"),
}


# Is the State bound?


def bound_today(case: Case) -> Answer:
    """Whether the State is bound on the day of asking, and until when: nothing new is taken up after it has left."""
    held, facts = _held(case, case.on), {"convention": case.convention, "on": case.on}
    warnings = tuple(_disputed(case))
    if held.bound:
        return _bound(case, held, warnings)
    if held.bound is None:
        return Answer(None, _not_known(case, held), held.confidence, held.grounds, warnings)
    if held.standing in ENDED and held.since is not None:
        last = held.since - _ONE_DAY
        how = Remark("reckoned_from_end", {"convention": case.convention, "until": last})
        left = Remark("left", {**facts, "since": held.since})
        return Answer(False, left, held.confidence, held.grounds, warnings, last, how)
    since = _begins_after(case.law, case.state, case.rule.convention, case.on)
    if since is None and out_of_reach(case.law, case.state, case.rule.convention, on=case.on):
        return Answer(None, Remark("bound_not_known", facts), Confidence.UNVERIFIED, held.grounds, warnings)
    soon = since if held.standing is Standing.CONSENTED else None
    because = Remark("not_yet_bound", {**facts, "since": soon}) if soon else Remark("not_bound", facts)
    return Answer(False, because, held.confidence, held.grounds, warnings)


def bound_then(case: Case) -> Answer:
    """Whether the State was bound on the day of the act; on the day on which membership ended that is uncertain."""
    return _on_day_of_the_act(case, continuing=True)


def began_after(case: Case) -> Answer:
    """Whether a disappearance began while the State was bound; one from before is left out (ICPPED Art. 35)."""
    found = _on_day_of_the_act(case, continuing=False)
    if not found.yes or case.act is None:
        return found
    facts = {"convention": case.convention, "act": case.act}
    if _held(case, case.act - _ONE_DAY).bound is False:
        return Answer(None, Remark("day_of_beginning", facts), found.confidence, found.grounds)
    return Answer(True, Remark("began_after", facts), found.confidence, found.grounds)


def _on_day_of_the_act(case: Case, *, continuing: bool) -> Answer:
    if case.act is None:
        return _without_a_day(case)
    held = _held(case, case.act)
    facts = {"convention": case.convention, "act": case.act}
    if held.bound:
        return Answer(True, Remark("bound_then", facts), held.confidence, held.grounds)
    if held.bound is None:
        return Answer(None, Remark("bound_then_not_known", facts), held.confidence, held.grounds)
    if held.standing is Standing.CEASED and held.since == case.act:
        return Answer(None, Remark("day_of_end", facts), held.confidence, held.grounds)
    if held.standing in ENDED and held.since is not None:
        return Answer(False, Remark("after_end", {**facts, "since": held.since}), held.confidence, held.grounds)
    since = _begins_after(case.law, case.state, case.rule.convention, case.act)
    if since is None and out_of_reach(case.law, case.state, case.rule.convention, on=case.act):
        return Answer(None, Remark("bound_then_not_known", facts), Confidence.UNVERIFIED, held.grounds)
    if since is None:
        return Answer(False, Remark("not_bound", facts), held.confidence, held.grounds)
    later = _held(case, since)
    warnings = (Remark("continuing", {"since": since}),) if continuing else ()
    because = Remark("before_in_force", {**facts, "since": since})
    return Answer(False, because, later.confidence_since, later.grounds, warnings)


def _without_a_day(case: Case) -> Answer:
    """The day of the act was not said: what holds today, or that it depends on the day."""
    held, facts = _held(case, case.on), {"convention": case.convention, "on": case.on}
    if held.bound:
        return Answer(True, Remark("bound_today", facts), held.confidence, held.grounds, (Remark("say_the_day"),))
    if held.bound is None:
        return Answer(None, Remark("bound_not_known", facts), held.confidence, held.grounds)
    if held.standing in ENDED and held.until is not None:
        return Answer(None, Remark("depends_on_day", {**facts, "last": held.until}), held.confidence, held.grounds)
    return Answer(False, Remark("not_bound", facts), held.confidence, held.grounds)


def background_only(case: Case) -> Answer | None:
    """A body that judges nobody hears of older facts too, but they are background."""
    if case.act is None or _held(case, case.act).bound is not False:
        return None
    if _begins_after(case.law, case.state, case.rule.convention, case.act) is None:
        return None
    return Answer(True, _bound_today(case), warnings=(Remark("earlier_facts"),))


def within_its_power(case: Case) -> Answer | None:
    """Outside its own territory a State answers for what it does where it has the power."""
    if case.territory in ("", case.state):
        return None
    return Answer(True, Remark("within_its_power"), warnings=(Remark("outside_territory"),))


# Did it accept the procedure?


def accepted(case: Case) -> Answer | None:
    """Whether the procedure covers the State on the day of asking; does not arise where the State is not bound."""
    if _held(case, case.on).bound is not True:
        return None
    found = covered(case.law, case.state, case.rule.convention, case.rule.competence, on=case.on)
    yes, no = _BY_NEED[_needs(case)]
    code = "not_read" if found.yes is None else yes if found.yes else no
    return Answer(found.yes, Remark(code, {"convention": case.convention}), found.confidence, found.grounds)


def accepted_then(case: Case) -> Answer | None:
    """Whether the procedure covered the State on the day of the act already; it may reach back to what had effects."""
    if case.act is None or not _held(case, case.act).bound or not _held(case, case.on).bound:
        return None
    now, then = (
        covered(case.law, case.state, case.rule.convention, case.rule.competence, on=day) for day in (case.on, case.act)
    )
    if not now.yes or then.yes:
        return None
    because = Remark("before_acceptance", {"convention": case.convention, "act": case.act})
    return Answer(None, because, now.confidence, now.grounds, (Remark("continuing_accepted"),))


def _needs(case: Case) -> Needs:
    rules = case.law.convention(case.rule.convention).competences
    return next(one.needs for one in rules if one.code == case.rule.competence)


# Was the matter brought elsewhere?


def never_elsewhere(case: Case) -> Answer:
    """Whether no other procedure has examined or is examining the matter (ECHR Art. 35(2)(b), UNCAT Art. 22(5)(a))."""
    renewed = (Remark("new_information"),) if case.rule.convention == "ECHR" else ()
    return _elsewhere(case, past_counts=True, warnings=renewed)


def not_elsewhere_now(case: Case) -> Answer:
    """Whether no other procedure is examining the matter now (ICCPR-OP1 Art. 5(2)(a), ICPPED Art. 31(2)(c)).

    What has ended counts only by a reservation of the State.
    """
    listed = case.rule.past_counts
    if listed is None or case.state not in listed.states:
        return _elsewhere(case, past_counts=False)
    found, clause = _elsewhere(case, past_counts=True), listed.clause
    ground = Ground(None, "reservation", clause.article, clause.source, clause.confidence, "")
    sure, warnings = weakest(found.confidence, clause.confidence), (*found.warnings, Remark("by_reservation"))
    return replace(found, grounds=(ground,), confidence=sure, warnings=warnings)


def _elsewhere(case: Case, *, past_counts: bool, warnings: tuple[Remark, ...] = ()) -> Answer:
    if any(one.route == case.rule.code for one in case.used):
        return Answer(False, Remark("brought_already"), warnings=warnings)
    bearing = [one for one in case.used if past_counts or one.pending]
    for counts, yes in ((Counts.YES, False), (Counts.UNSETTLED, None)):
        for one in bearing:
            rule = case.rules[one.route]
            if rule.counts is counts:
                code = "pending_elsewhere" if one.pending else "examined_elsewhere"
                because = Remark(code if yes is False else "unsettled_elsewhere", {"other": Named(rule.names)})
                return Answer(yes, because, warnings=warnings)
    if any(case.rules[one.route].counts is not Counts.NO for one in case.used):
        ended = Remark("past_examination")
        return Answer(True, ended, warnings=(ended, *_after_other(case.rule.limits)))
    return Answer(True, Remark("not_elsewhere"), warnings=(Remark("same_matter"),))


def _after_other(limits: Iterable[Limit]) -> Iterable[Remark]:
    return (Remark("after_other", {"months": one.months}) for one in limits if one.after_other)


# Was it in time, and what comes first?


def remedies_used(case: Case) -> Answer:
    """Whether remedies within the State were used; what was not said is a warning, not a no."""
    if case.exhausted is False:
        return Answer(False, Remark("remedies_open"), warnings=(Remark("remedies_first"),))
    said = case.exhausted is True or case.final is not None
    return Answer(True, Remark("remedies_used"), warnings=() if said else (Remark("remedies_first"),))


def in_time(case: Case) -> Answer:
    """Whether the time limit after the final decision within the State still runs (ECHR Art. 35(1))."""
    limit = _limit(case.rule.limits, case.final)
    sure, months = limit.clause.confidence, {"months": limit.months}
    if case.final is None:
        how, since = Remark("reckoned_from_some_decision", months), _out_since(case)
        if case.act is None or since is None or case.on <= add_months(since, limit.months):
            return Answer(True, how, sure, reckoned=how)
        almost = Remark("time_almost_over", {"act": case.act, "since": since, **months})
        return Answer(None, almost, sure, reckoned=how)
    deadline = add_months(case.final, limit.months)
    facts = {**months, "final": case.final, "deadline": deadline}
    code = "in_time" if case.on <= deadline else "too_late"
    how = Remark("reckoned_from_decision", facts)
    return Answer(case.on <= deadline, Remark(code, facts), sure, deadline=deadline, reckoned=how)


def not_late(case: Case) -> Answer | None:
    """Whether it comes so late that it may be refused as abuse (rules of procedure of the Human Rights Committee)."""
    if case.final is None:
        return None
    limit = _limit(case.rule.limits, case.final)
    facts = {"months": limit.months, "final": case.final}
    deadline, how = add_months(case.final, limit.months), Remark("reckoned_as_late", facts)
    if case.on <= deadline:
        in_time_still = Remark("in_time", {**facts, "deadline": deadline})
        return Answer(True, in_time_still, limit.clause.confidence, deadline=deadline, reckoned=how)
    return Answer(None, Remark("late", facts), limit.clause.confidence, deadline=deadline, reckoned=how)


def _limit(limits: Iterable[Limit], final: date | None) -> Limit:
    """The time limit for a final decision of that day; without a day the one in force now."""
    bearing = [one for one in limits if not one.after_other]
    dated = [one for one in bearing if one.before is not None and final is not None and final < one.before]
    return (dated or [one for one in bearing if one.before is None])[0]


def with_a_name(case: Case) -> Answer:
    """Whether the person gives their name (ECHR Art. 35(2)(a), UNCAT Art. 22(2), ICCPR-OP1 Art. 3)."""
    return Answer(case.victim.named, Remark("with_a_name" if case.victim.named else "without_name"))


def a_disappearance(case: Case) -> Answer:
    """Whether a person has disappeared; the procedure is for nothing else."""
    gone = case.victim.disappeared is not False
    return Answer(gone, Remark("disappeared" if gone else "no_disappearance"))


# What needs no treaty of the State, and mechanisms at home.


def open_to_all(case: Case) -> Answer:
    """A procedure that rests on no treaty is open for every State."""
    return Answer(True, Remark("open_to_all"), case.rule.clause.confidence)


def with_consent(case: Case) -> Answer:
    """The person concerned agrees to letters that become public."""
    return Answer(True, Remark("open_to_all"), warnings=(Remark("consent"),))


def in_conflicts(case: Case) -> Answer:
    """Every State is bound by the Geneva Conventions (III Art. 126, IV Art. 143)."""
    return Answer(True, Remark("geneva"), case.rule.clause.confidence, warnings=(Remark("in_conflicts"),))


def at_home(case: Case) -> Answer:
    """The State's own bodies come first."""
    return Answer(True, Remark("at_home"), case.rule.clause.confidence)


def no_sanction(case: Case) -> Answer | None:
    """No sanction for what is said, true or false (OPCAT Art. 15, 21(1)), unless the State declared otherwise."""
    if case.rule.false_excluded is None or case.state not in case.rule.false_excluded.states:
        return None
    return Answer(True, _bound_today(case), warnings=(Remark("false_excluded"),))


def mechanism_due(case: Case) -> Answer | None:
    """Whether the State has to have a mechanism by now (OPCAT Art. 17), or has postponed its duty (Art. 24).

    It has one year from the entry into force of the Protocol itself, or from its own consent if that came later.
    """
    held, begun = _held(case, case.on), first_bound_day(case.law, case.state, case.rule.convention, on=case.on)
    if begun is None:
        return None
    rules = case.law.convention(case.rule.convention)
    acts = case.law.acts_of(case.state, case.rule.convention)
    consents = [act.day for act in acts if act.action in CONSENTING and act.day is not None and act.day <= begun]
    due = add_months(max([*consents, day_of(rules.general)]), _YEAR)
    for act in case.law.acts_of(case.state, case.rule.convention):
        if act.action == "art24_postponement" and act.day is not None and "Part IV" in act.note:
            due = max(due, add_months(act.day, _LONGEST_POSTPONED))
            if case.on < add_months(act.day, _POSTPONED):
                return _postponed(act, add_months(act.day, _POSTPONED))
    code = "mechanism_due" if case.on >= due else "mechanism_not_due"
    because = Remark(code, {"convention": case.convention, "since": due, "until": due})
    warnings = (Remark("body_not_on_record"),)
    return Answer(case.on >= due or None, because, held.confidence, held.grounds, warnings)


def _postponed(act: Act, until: date) -> Answer:
    return Answer(False, Remark("mechanism_postponed", {"until": until}), act.confidence)


# What the law says of the case.


def _held(case: Case, on: date) -> Status:
    return case.law.standing(case.state, case.rule.convention, on=on)


def _bound_today(case: Case) -> Remark:
    return Remark("bound_today", {"convention": case.convention, "on": case.on})


def _bound(case: Case, held: Status, warnings: tuple[Remark, ...]) -> Answer:
    until, how = held.certain_until, None
    if until is not None:
        facts = {"convention": case.convention, "until": until}
        how = Remark("reckoned_from_end" if held.until is not None else "reckoned_at_least", facts)
        warning = Remark("leaving" if held.until is not None else "bound_at_least", {"until": until})
        warnings = (warning, *warnings)
    return Answer(True, _bound_today(case), held.confidence, held.grounds, warnings, until, how)


def _not_known(case: Case, held: Status) -> Remark:
    facts = {"convention": case.convention, "on": case.on}
    rows = if_received(case.law, case.state, case.rule.convention, on=case.on)
    latest = max((row.last_day for row in rows if row.effect <= case.on), default=None)
    if held.certain_until is None or latest is None:
        return Remark("bound_not_known", facts)
    return Remark("receipt_not_known", {**facts, "until": held.certain_until, "latest": latest})


def _disputed(case: Case) -> Iterable[Remark]:
    for one in case.rule.disputed:
        before = one.day - _ONE_DAY
        if one.state == case.state and case.on in (before, one.day):
            yield Remark("one_day_earlier", {"before": before, "day": one.day})


def _out_since(case: Case) -> date | None:
    """The day since which the State is not bound any more; None where it is, or that is not known."""
    held = _held(case, case.on)
    return held.since if held.standing in ENDED else None


def _begins_after(law: Law, state: str, convention: str, day: date) -> date | None:
    """The first day after ``day`` on which the State is bound for certain."""
    return next((one.first for one in law.intervals(state, convention) if one.first > day and one.status.bound), None)


def first_bound_day(law: Law, state: str, convention: str, *, on: date) -> date | None:
    """The first day of the unbroken time in which the State is bound for certain; None where it is not bound."""
    first: date | None = None
    for one in law.intervals(state, convention):
        if one.first > on:
            break
        first = (first or one.first) if one.status.bound else None
    return first
