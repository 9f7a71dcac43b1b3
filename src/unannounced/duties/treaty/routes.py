"""Routes: which bodies may receive what from whom about an act of a given day, why or why not, and by when.

A route is open if every question about it is answered with yes; one no closes it, and one answer that is not known
leaves it not known. What a State did later never makes a past act better covered than the treaty says.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from unannounced.duties.decision import Allowed, Decision, Refused, require
from unannounced.duties.identity import nearest
from unannounced.duties.treaty import route_court as court
from unannounced.duties.treaty import route_gates as gates
from unannounced.duties.treaty.acts import WORDS, Confidence, weakest
from unannounced.duties.treaty.conventions import Words
from unannounced.duties.treaty.law import Law, NotKnown
from unannounced.duties.treaty.route_rules import Answer, Case, Kind, Remark, RouteRule, RouteRules, Used, Victim
from unannounced.duties.treaty.standing import Ground
from unannounced.duties.words import say

Question = Callable[[Case], Answer | None]

QUESTIONS: Mapping[str, tuple[Question, ...]] = {
    "ecthr_34": (
        gates.bound_then,
        gates.within_its_power,
        gates.never_elsewhere,
        gates.remedies_used,
        gates.in_time,
        gates.with_a_name,
    ),
    "cat_22": (
        gates.accepted,
        gates.bound_today,
        gates.bound_then,
        gates.accepted_then,
        gates.within_its_power,
        gates.never_elsewhere,
        gates.remedies_used,
        gates.with_a_name,
    ),
    "cat_20": (gates.accepted, gates.bound_today, gates.bound_then, gates.accepted_then, gates.within_its_power),
    "hrc_op1": (
        gates.accepted,
        gates.bound_today,
        gates.bound_then,
        gates.within_its_power,
        gates.not_elsewhere_now,
        gates.remedies_used,
        gates.not_late,
        gates.with_a_name,
    ),
    "ced_30": (
        gates.accepted,
        gates.bound_today,
        gates.began_after,
        gates.a_disappearance,
        gates.within_its_power,
    ),
    "ced_31": (
        gates.accepted,
        gates.bound_today,
        gates.began_after,
        gates.a_disappearance,
        gates.accepted_then,
        gates.within_its_power,
        gates.not_elsewhere_now,
        gates.remedies_used,
        gates.with_a_name,
    ),
    "wgad": (gates.open_to_all,),
    "special_procedures": (gates.open_to_all, gates.with_consent),
    "cpt": (gates.bound_today, gates.background_only, gates.within_its_power),
    "spt": (gates.bound_today, gates.background_only, gates.within_its_power, gates.no_sanction),
    "npm": (gates.mechanism_due, gates.bound_today, gates.background_only, gates.no_sanction),
    "icc": (court.not_too_early, court.has_jurisdiction),
    "icrc": (gates.in_conflicts,),
    "domestic": (gates.at_home,),
}
"""What decides each route, in the order in which a reason is given."""

_FROM_MEMORY = frozenset({Confidence.MEMORY_HIGH, Confidence.MEMORY_MEDIUM, Confidence.MEMORY_LOW})
_PENDING = ":pending"


@dataclass(frozen=True, slots=True)
class Route:
    """A row of the table with its answer.

    ``available`` is True, False, or None where it is not known or depends on what was not said. ``deadline`` is the
    last day, where one is known; ``reckoned`` says how, and is None where a closed route never had one. ``confidence``
    is how sure the answer is, its rule included.
    """

    rule: RouteRule
    available: bool | None
    reason: Remark
    deadline: date | None
    reckoned: Remark | None
    warnings: tuple[Remark, ...]
    grounds: tuple[Ground, ...]
    confidence: Confidence

    @property
    def code(self) -> str:
        """The code of the route: ``cat_22``."""
        return self.rule.code

    @property
    def kind(self) -> Kind:
        """What the body does with what it receives."""
        return self.rule.kind

    @property
    def name(self) -> Words:
        """The official name of the body, in each language."""
        return self.rule.names

    @property
    def who(self) -> Words:
        """Who may turn to it, in each language."""
        return self.rule.who

    @property
    def article(self) -> str:
        """Where the rule stands."""
        return self.rule.clause.article

    @property
    def source(self) -> str:
        """Who says so."""
        return self.rule.clause.source


def routes(
    law: Law,
    state: str,
    *,
    rules: RouteRules,
    act: date | None,
    on: date,
    victim: Victim | None = None,
    used: Iterable[Used] = (),
    exhausted: bool | None = None,
    final_decision: date | None = None,
    territory: str = "",
) -> tuple[Route, ...]:
    """Every route about an act of ``state`` on the day ``act``, to be taken on the day ``on``, as ``rules`` order them.

    ``exhausted`` is False only where a remedy within the State that works is still open. ``territory`` is the State
    where the act was. Raises ``NotKnown`` for a State, or a used route, that is not known, and ``RefusedByRule`` for
    days that cannot be (``possible``).
    """
    require(possible(act=act, on=on, final_decision=final_decision))
    law.state(state)
    if territory:
        law.state(territory)
    brought = tuple(used)
    for one in brought:
        _known(one.route, rules)
    said = (victim or Victim(), brought, exhausted, final_decision, territory)
    return tuple(_route(Case(law, rules, rule, state, act, on, *said)) for rule in rules.values())


def possible(*, act: date | None, on: date, final_decision: date | None = None) -> Decision:
    """Whether the days can be: nobody turns anywhere before the act, and the decision lies between the two."""
    rule = say("Rule of this software: routes")
    if act is not None and act > on:
        reason, instead = (
            say("The act of {act} is after {on}, the day of turning to a body."),
            say("Change one of them."),
        )
        return Refused(reason, rule, instead, {"act": act, "on": on})
    if final_decision is not None and not (act or date.min) <= final_decision <= on:
        reason = say("The final decision of {final} is not between the act and {on}, the day of turning to a body.")
        return Refused(reason, rule, say("Change one of the days."), {"final": final_decision, "on": on})
    return Allowed()


def read_used(said: str, rules: RouteRules) -> Used:
    """A used route as people write it: ``cat_22``, or ``cat_22:pending`` while the matter is being examined there.

    Raises ``NotKnown`` with the nearest codes.
    """
    code = said.strip().casefold()
    pending = code.endswith(_PENDING)
    return Used(_known(code.removesuffix(_PENDING), rules), pending)


def _known(code: str, rules: RouteRules) -> str:
    if code not in rules:
        raise NotKnown("route", code, nearest(code[:80], {one: one for one in rules}))
    return code


def _route(case: Case) -> Route:
    answers = [found for ask in QUESTIONS[case.rule.code] if (found := ask(case)) is not None]
    decides = _decisive(answers)
    available = decides.yes
    bearing = [decides] if available is False else answers
    sure = weakest(case.rule.clause.confidence, *(one.confidence for one in bearing))
    confidence = Confidence.UNVERIFIED if available is None else sure
    warnings = [warning for one in bearing for warning in one.warnings] + list(_doubts(available, confidence))
    until, how = _until(bearing)
    return Route(
        rule=case.rule,
        available=available,
        reason=decides.because,
        deadline=until,
        reckoned=how or (None if available is False else Remark("no_deadline")),
        warnings=tuple(_each_once(warnings)),
        grounds=_grounds(bearing),
        confidence=confidence,
    )


def _decisive(answers: list[Answer]) -> Answer:
    """The first no, else the first that is not known, else the first yes."""
    for wanted in (False, None):
        for one in answers:
            if one.yes is wanted:
                return one
    return answers[0]


def _until(answers: Iterable[Answer]) -> tuple[date | None, Remark | None]:
    """The first of the last days, and how it is reckoned; without a day, how one would be."""
    said = [one for one in answers if one.reckoned is not None]
    first = min(said, key=lambda one: one.deadline or date.max, default=None)
    return (first.deadline, first.reckoned) if first else (None, None)


def _doubts(available: bool | None, confidence: Confidence) -> Iterable[Remark]:
    """An answer that nobody has read in a text says so."""
    if available is not None and confidence in _FROM_MEMORY | {Confidence.UNVERIFIED}:
        yield Remark("from_memory", {"confidence": WORDS[confidence]})


def _each_once(warnings: Iterable[Remark]) -> Iterable[Remark]:
    seen: list[Remark] = []
    for one in warnings:
        if one not in seen:
            seen.append(one)
    return seen


def _grounds(answers: Iterable[Answer]) -> tuple[Ground, ...]:
    """What the answers rest on, each ground once, by day."""
    found = dict.fromkeys(ground for one in answers for ground in one.grounds)
    return tuple(sorted(found, key=lambda ground: ground.day or date.max))
