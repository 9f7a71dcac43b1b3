"""Whether the International Criminal Court has jurisdiction over an act: by place, nationality, or another way in.

Rome Statute Art. 11, 12, 13(b), 124, 127(2). Those who acted are taken to be nationals of the State asked about. Where
the place was not said, the answer is a yes only if it would be one wherever the act was.
"""

import re
from collections.abc import Iterator
from datetime import date

from unannounced.duties.treaty.acts import Act, weakest
from unannounced.duties.treaty.coverage import out_of_reach
from unannounced.duties.treaty.dates import add_months
from unannounced.duties.treaty.route_gates import first_bound_day
from unannounced.duties.treaty.route_rules import Answer, Case, Referral, Remark
from unannounced.duties.treaty.spans import day_of
from unannounced.duties.treaty.standing import Ground

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_EXCLUDED_FOR = 84
"""Months for which a State may exclude war crimes (Rome Statute Art. 124)."""


def not_too_early(case: Case) -> Answer | None:
    """Whether the Statute was in force at all when the act was (Art. 11(1))."""
    general = case.law.convention(case.rule.convention).general
    if case.act is None or case.act >= day_of(general):
        return None
    return Answer(False, Remark("court_too_early", {"since": day_of(general)}), general.confidence)


def has_jurisdiction(case: Case) -> Answer:
    """Whether the place of the act or the nationality of those who acted leads to the Court (Art. 12, 13(b))."""
    act, exclusion = case.act or case.on, tuple(_exclusions(case))
    of_nationals, own = _by_state(case, case.state, act, nationals=True), _by_state(case, case.state, act)
    if case.territory:
        found = _best(_by_state(case, case.territory, act), of_nationals)
        best = found or _no_link(case, case.territory, act)
    else:
        best = _best(of_nationals, own) or _depends_on_place(case, act)
    if best.yes and case.act is None:
        return Answer(None, Remark("court_depends_on_day"), best.confidence, best.grounds, exclusion)
    return Answer(best.yes, best.because, best.confidence, best.grounds, (*best.warnings, *exclusion))


def _best(*answers: Answer | None) -> Answer | None:
    """A yes before what is not known; None where there is neither."""
    said = [one for one in answers if one is not None]
    return next((one for one in said if one.yes), said[0] if said else None)


def _by_state(case: Case, code: str, act: date, *, nationals: bool = False) -> Answer | None:
    """What the acts of a State say of its territory, or of its nationals; None where nothing leads to the Court."""
    held = case.law.standing(code, case.rule.convention, on=act)
    facts = {"act": act, "place": case.state_named(code)}
    if held.bound:
        if case.law.standing(code, case.rule.convention, on=case.on).bound is False:
            return Answer(None, Remark("court_left", facts), held.confidence, held.grounds)
        because = Remark("court_nationals" if nationals else "court_territory", facts)
        return Answer(True, because, held.confidence, held.grounds)
    for one in case.law.acts_of(code, case.rule.convention):
        if one.action == "art12_3_declaration" and _accepts(one, act) and one.day is not None and one.day <= case.on:
            return Answer(True, Remark("court_accepted", facts), one.confidence, (_ground(one),))
    referred = None if nationals else _referral(case, code, act)
    if referred is not None:
        because = Remark(
            "court_referred" if referred.whole else "court_referred_in_part", {**facts, "since": referred.since}
        )
        return Answer(True if referred.whole else None, because, referred.clause.confidence, (_of_referral(referred),))
    if held.bound is None:
        return Answer(None, Remark("court_not_known", facts), held.confidence, held.grounds)
    return None


def _accepts(act: Act, day: date) -> bool:
    """Whether a declaration covers ``day``: its note has the first day of what it accepts, and the last if any."""
    try:
        days = [date.fromisoformat(said) for said in _DAY.findall(act.note)[:2]]
    except ValueError:  # a note that names no day of the calendar accepts nothing that is known
        return False
    return bool(days) and days[0] <= day and (len(days) == 1 or day <= days[1])


def _referral(case: Case, code: str, act: date) -> Referral | None:
    bearing = (one for one in case.rule.referrals if one.state == code and one.since <= act)
    return next((one for one in bearing if one.clause.day is None or one.clause.day <= case.on), None)


def _no_link(case: Case, place: str, act: date) -> Answer:
    code = case.rule.convention
    if any(out_of_reach(case.law, one, code, on=act) for one in {case.state, place}):
        return _without(case, Remark("court_not_known", {"act": act, "place": case.state_named(place)}), None, act)
    return _without(case, Remark("court_no_link", {"place": case.state_named(place)}), False, act)


def _depends_on_place(case: Case, act: date) -> Answer:
    return _without(case, Remark("court_depends_on_place"), None, act)


def _without(case: Case, because: Remark, yes: bool | None, act: date) -> Answer:
    """No link is on record: how sure that is, is how sure it is that the States are not bound."""
    codes = {case.state, case.territory or case.state}
    held = [case.law.standing(code, case.rule.convention, on=act) for code in sorted(codes)]
    grounds = tuple(ground for one in held for ground in one.grounds)
    return Answer(yes, because, weakest(*(one.confidence for one in held)), grounds, (Remark("can_be_referred"),))


def _exclusions(case: Case) -> Iterator[Remark]:
    """The State excluded war crimes of its nationals when it became a Party, and the act is in that time."""
    acts = case.law.acts_of(case.state, case.rule.convention)
    excluded = any(one.action == "art124_declaration" or "Art 124 declaration" in one.note for one in acts)
    begun = first_bound_day(case.law, case.state, case.rule.convention, on=case.on)
    if not excluded or begun is None:
        return
    until = add_months(begun, _EXCLUDED_FOR)
    if case.act is None or case.act < until:
        yield Remark("war_crimes_excluded", {"until": until})


def _ground(act: Act) -> Ground:
    return Ground(act.day, act.action, "Rome Statute Art. 12(3)", act.source, act.confidence, act.note)


def _of_referral(one: Referral) -> Ground:
    return Ground(one.clause.day, "referral", one.clause.article, one.clause.source, one.clause.confidence, "")
