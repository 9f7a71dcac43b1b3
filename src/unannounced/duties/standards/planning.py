"""Plans: what every standard says of all subjects alike, worked out once, and what is left to be asked of each.

A plan depends on where and of whom something was measured and on what was measured at all, so it serves the next
thousand cells too. What is left are the rules whose numbers are there.
"""

from dataclasses import dataclass, field, replace
from typing import NamedTuple

from unannounced.duties.standards.comparing import Answer
from unannounced.duties.standards.gravity import by_group
from unannounced.duties.standards.measures import MeasureKind
from unannounced.duties.standards.rules import Rule, RuleBook, Table, Test
from unannounced.duties.standards.tables import NOT_MEASURED
from unannounced.duties.standards.verdicts import Outcome, Verdict
from unannounced.duties.words import Sentence, say

PLANS, REMEMBERED = 4096, 4096
"""How many plans are kept, and how many answers of one rule; a visit needs a handful and some dozen."""
FEW = frozenset({MeasureKind.TRUTH, MeasureKind.COUNT, MeasureKind.CHOICE})
"""Kinds of which there are few values, so that the same come again and again."""

PLACE_NOT_KNOWN = Sentence(say("The kind of place is not known."))
OTHER_PLACES = Sentence(say("The standard is about other kinds of places."))
OTHER_GROUPS = Sentence(say("The standard is about other groups of persons."))
OTHER_ROOMS = say("The standards on space are not about such a room ({rule}).")

Told = list[tuple[Test, Answer]]
"""The answers of one rule, each with the test that gave it."""


class Key(NamedTuple):
    """All that a plan depends on."""

    place_kind: str
    groups: frozenset[str]
    room_kind: str
    measured: frozenset[str]


@dataclass(frozen=True, slots=True)
class Left:
    """A rule that has to be asked of each subject, at its place in the plan, with the tests that can be answered.

    ``inputs`` are the measures that decide the answer, where they are few enough that answers are worth remembering in
    ``told`` and ``verdicts``; empty where they are not.
    """

    place: int
    rule: Rule
    tests: tuple[Test, ...]
    raised: tuple[Sentence, ...]
    doubtful_group: str = ""
    inputs: tuple[str, ...] = ()
    told: dict[object, Told] = field(default_factory=dict)
    verdicts: dict[object, list[Verdict]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Plan:
    """The verdict of each rule in order, a mere place where it is left to be asked; those left, last first."""

    told: list[Verdict]
    left: tuple[Left, ...]
    cumulative: Rule | None


class Planner:
    """The plans that were worked out so far for the rules that are on."""

    def __init__(self, book: RuleBook, rules: tuple[Rule, ...]) -> None:
        self.book, self.rules = book, rules
        self.reach = {one: _reach(one, book) for one in book.measures}
        self.plans: dict[Key, Plan] = {}

    def plan(self, key: Key) -> Plan:
        """The plan for such subjects."""
        plan = self.plans.get(key)
        if plan is None:
            if len(self.plans) >= PLANS:
                self.plans.clear()
            reached = frozenset(one for one, inputs in self.reach.items() if inputs & key.measured)
            rules = [self._planned(place, rule, key, reached) for place, rule in enumerate(self.rules)]
            told = [one if isinstance(one, Verdict) else _nothing_measured(one.rule, ()) for one in rules]
            left = tuple(one for one in reversed(rules) if isinstance(one, Left))
            cumulative = next((one.rule for one in left if one.rule.cumulates), None)
            plan = self.plans[key] = Plan(told, left, cumulative)
        return plan

    def _planned(self, place: int, rule: Rule, key: Key, reached: frozenset[str]) -> Verdict | Left:
        """The verdict, where it follows from the key alone; else what is left to be asked."""
        if rule.places and key.place_kind not in rule.places:
            if not key.place_kind:
                return Verdict(rule, Outcome.NOT_MEASURED, PLACE_NOT_KNOWN, rule.severity, missing=("place_kind",))
            return Verdict(rule, Outcome.NOT_APPLICABLE, OTHER_PLACES, rule.severity)
        belongs = rule.groups & key.groups
        if rule.groups and not belongs:
            return Verdict(rule, Outcome.NOT_APPLICABLE, OTHER_GROUPS, rule.severity)
        if rule.scope and key.room_kind in self.book[rule.scope].words["excluded"]:
            why = Sentence(OTHER_ROOMS, {"rule": rule.scope})
            return Verdict(rule, Outcome.NOT_APPLICABLE, why, rule.severity)
        tests = tuple(_for_groups(test, key.groups) for test in rule.tests if _needs(rule, test) & reached)
        if not tests and not rule.cumulates:
            return _nothing_measured(rule, (rule.tests[0].measure,))
        doubtful = next(iter(belongs)) if belongs and belongs <= rule.group_if.keys() else ""
        return Left(place, rule, tests, by_group(key.groups), doubtful, self._few_inputs(rule, tests, doubtful, key))

    def _few_inputs(self, rule: Rule, tests: tuple[Test, ...], doubtful: str, key: Key) -> tuple[str, ...]:
        """What decides the answer, if it is one measurement, or some of which there are few values."""
        if rule.table is not None or rule.cumulates or doubtful:
            return ()
        asked = frozenset[str]().union(*(_needs(rule, test) for test in tests))
        inputs = frozenset[str]().union(*(self.reach[one] for one in asked)) & key.measured
        few = len(inputs) == 1 or all(self.book.measures[one].kind in FEW for one in inputs)
        return tuple(sorted(inputs)) if few else ()


def _nothing_measured(rule: Rule, missing: tuple[str, ...]) -> Verdict:
    return Verdict(rule, Outcome.NOT_MEASURED, NOT_MEASURED.why, rule.severity, test=rule.tests[0], missing=missing)


def _reach(measure: str, book: RuleBook) -> frozenset[str]:
    """Every measure from which this one can come, itself included."""
    found, left = {measure}, [measure]
    while left:
        for one in book.measures[left.pop()].derived_from:
            if one not in found:
                found.add(one)
                left.append(one)
    return frozenset(found)


def _needs(rule: Rule, test: Test) -> frozenset[str]:
    """The measures of which one at least must be known for a test to say more than that nothing was measured."""
    more = {"room_area"} if rule.table is Table.ESTIMATE else set()
    more |= {one.measure for one in rule.tests} if rule.table is Table.ALL_OF else set()
    conditions = {one.measure for one in (*test.when, *test.unless)}
    return frozenset({test.measure} | more | conditions)


def _for_groups(test: Test, groups: frozenset[str]) -> Test:
    """The test with the threshold of a group, if the subject belongs to one that has its own."""
    own = [number for group, number in test.for_groups.items() if group in groups]
    return replace(test, threshold=own[0]) if own else test
