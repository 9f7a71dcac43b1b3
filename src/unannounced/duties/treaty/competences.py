"""Optional competences and territories: what covers a State on a day besides the convention itself.

UNCAT Art. 20, 21, 22; ICPPED Art. 30 to 33; ECPT Art. 20; ECHR Art. 56. What needs a declaration is not known for a
State of which no declarations were read; absence on record is no answer.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from unannounced.duties.treaty.acts import (
    ACCEPTING,
    COMPETING,
    EXCLUDING,
    INCLUDING,
    NOT_ACCEPTING,
    TERRITORIAL,
    Act,
    Confidence,
    weakest,
)
from unannounced.duties.treaty.conventions import Clause, Competence, Convention, Needs
from unannounced.duties.treaty.law import Law
from unannounced.duties.treaty.spans import day_of
from unannounced.duties.treaty.standing import Ground, Status
from unannounced.duties.words import say

_NOT_BOUND = say("The State is not bound by the convention.")
_BOUND_NOT_KNOWN = say("Whether the State is bound by the convention is not known.")
_ALWAYS = say("It covers every Party.")
_DECLARED = say("The State made the declaration.")
_NOT_DECLARED = say("The State did not make the declaration.")
_EXCLUDED = say("The State excluded it.")
_NOT_EXCLUDED = say("The State did not exclude it, or withdrew the exclusion.")
_NOT_READ = say("Declarations and exclusions of this State were not read.")


@dataclass(frozen=True, slots=True)
class Covered:
    """Whether a competence covers a State on a day; ``yes`` is None where that is not known."""

    yes: bool | None
    why: str
    article: str
    confidence: Confidence
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class Territory:
    """A territory to which a convention extends, from ``first`` to ``last``, both inclusive; None: open."""

    name: str
    first: date
    last: date | None
    grounds: tuple[Ground, ...]


def covered(law: Law, state: str, convention: str, code: str, *, on: date) -> Covered:
    """Whether the competence ``code`` of a convention covers ``state`` on a day, and on what that rests.

    Raises ``LookupError`` if the convention has no such competence.
    """
    rules = law.convention(convention)
    rule = next((one for one in rules.competences if one.code == code), None)
    if rule is None:
        raise LookupError(f"{convention} has no competence {code}")
    held = law.standing(state, convention, on=on)
    if held.bound is not True:
        why = _NOT_BOUND if held.bound is False else _BOUND_NOT_KNOWN
        return Covered(held.bound, why, rule.clause.article, held.confidence, held.grounds)
    if rule.needs is Needs.NOTHING:
        sure = weakest(held.confidence, rule.clause.confidence)
        return Covered(True, _ALWAYS, rule.clause.article, sure, (_ground(rule.clause),))
    acts = [act for act in law.acts_of(state, convention) if _is_about(act, rule)]
    by_rule = _by_declaration if rule.needs is Needs.DECLARATION else _by_exclusion
    return by_rule(rule, acts, _what_was_read(law, rules, state), on)


def territories(law: Law, state: str, convention: str, *, on: date) -> tuple[Territory, ...]:
    """The territories to which ``state`` extended a convention and which it covers on a day, by name."""
    rules = law.convention(convention).territory
    if rules is None or not law.standing(state, convention, on=on).bound:
        return ()
    acts = [act for act in law.acts_of(state, convention) if act.action in TERRITORIAL and act.day is not None]
    begun = _in_force_since(law.standing(state, convention, on=on), law.convention(convention))
    found = [one for name in _names(acts) for one in _spans(rules.extension, rules.withdrawal, name, acts, begun)]
    return tuple(one for one in found if one.first <= on and (one.last is None or on <= one.last))


def _is_about(act: Act, rule: Competence) -> bool:
    about = ACCEPTING | EXCLUDING | INCLUDING | NOT_ACCEPTING
    return act.action in about and (rule.code in act.concerns or act.action in ACCEPTING)


def _by_declaration(rule: Competence, acts: list[Act], read: list[Clause], on: date) -> Covered:
    own = [act for act in acts if rule.code in act.concerns]
    made = [act for act in own if act.action in ACCEPTING and _certainly(act, on)]
    maybe = [act for act in own if act.action in ACCEPTING and not _certainly(act, on) and _possibly(act, on)]
    taken_back = [act for act in own if act.action == "declaration_withdrawn" and _possibly(act, on)]
    if maybe and not made:
        return _covered(None, _NOT_READ, rule, maybe, read)
    newest = max(made, key=_day, default=None)
    if newest is not None and not any(_day(act) >= _day(newest) for act in taken_back):
        return _covered(True, _DECLARED, rule, [newest], read)
    if taken_back or acts or read:
        return _covered(False, _NOT_DECLARED, rule, taken_back or acts, read)
    return Covered(None, _NOT_READ, rule.clause.article, Confidence.UNVERIFIED, (_ground(rule.clause),))


def _by_exclusion(rule: Competence, acts: list[Act], read: list[Clause], on: date) -> Covered:
    own = [act for act in acts if rule.code in act.concerns]
    excluded = [act for act in own if act.action in EXCLUDING and _possibly(act, on)]
    ended = [act for act in own if act.action in INCLUDING]
    past = [act for act in ended if _certainly(act, on)]
    if past and all(_day(one) <= max(map(_day, past)) for one in excluded):
        return _covered(True, _NOT_EXCLUDED, rule, past, read)
    if excluded or ended:  # an exclusion that was withdrawn later was made with the consent
        return _covered(False, _EXCLUDED, rule, excluded or ended, read)
    if read:
        return _covered(True, _NOT_EXCLUDED, rule, [], read)
    return Covered(None, _NOT_READ, rule.clause.article, Confidence.UNVERIFIED, (_ground(rule.clause),))


def _what_was_read(law: Law, rules: Convention, state: str) -> list[Clause]:
    """What says that the declarations of this State were read, so that their absence says something.

    As the law was known on an earlier day, only if some declaration under the convention was on record by then.
    """
    if law.known is not None and not any(act.treaty == rules.code and act.action in COMPETING for act in law.acts):
        return []
    return [
        one.clause for one in rules.coverage if one.what == "competences" and (not one.states or state in one.states)
    ]


def _covered(yes: bool | None, why: str, rule: Competence, acts: list[Act], read: list[Clause]) -> Covered:
    grounds = tuple(_of_act(act, rule) for act in acts) or tuple(map(_ground, read)) or (_ground(rule.clause),)
    sure = weakest(*(one.confidence for one in grounds)) if yes is not None else Confidence.UNVERIFIED
    return Covered(yes, why, rule.clause.article, sure, grounds)


def _of_act(act: Act, rule: Competence) -> Ground:
    return Ground(act.day, act.action, rule.clause.article, act.source, act.confidence, act.remark)


def _ground(clause: Clause) -> Ground:
    return Ground(None, "", clause.article, clause.source, clause.confidence, "")


def _day(act: Act) -> date:
    return act.day or date(act.year or 1, 1, 1)


def _possibly(act: Act, on: date) -> bool:
    return _day(act) <= on


def _certainly(act: Act, on: date) -> bool:
    return (act.day or date(act.year or 9999, 12, 31)) <= on


def _names(acts: Iterable[Act]) -> list[str]:
    return sorted({name for act in acts for name in act.concerns})


def _in_force_since(held: Status, convention: Convention) -> date:
    begun = [one.day for one in held.grounds if one.act == "entry_into_force" and one.day is not None]
    return max(begun, default=day_of(convention.general))


def _spans(extension: Clause, withdrawal: Clause, name: str, acts: list[Act], begun: date) -> Iterator[Territory]:
    """The times in which a convention extends to a territory, in force with the convention itself at the earliest."""
    own = sorted((act for act in acts if name in act.concerns), key=_day)
    for made in (act for act in own if act.action == "territorial_extension"):
        ended = next((act for act in own if act.action == "territorial_withdrawal" and _day(act) >= _day(made)), None)
        first = max(begun, _after(extension, _day(made)))
        last = date.fromordinal(_after(withdrawal, _day(ended)).toordinal() - 1) if ended else None
        grounds = [_by_clause(made, extension), *([_by_clause(ended, withdrawal)] if ended else [])]
        yield Territory(name, first, last, tuple(grounds))


def _by_clause(act: Act, clause: Clause) -> Ground:
    return Ground(act.day, act.action, clause.article, act.source, act.confidence, act.remark)


def _after(clause: Clause, day: date) -> date:
    return clause.period.after(day) if clause.period else day
