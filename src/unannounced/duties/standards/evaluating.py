"""Evaluating: what every standard says of a subject, all of them beside each other, whatever they say of each other."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple, TypeVar

from unannounced.duties.standards.comparing import Answer, compared, holds
from unannounced.duties.standards.deriving import Figures
from unannounced.duties.standards.gravity import BY_CUMULATION, gravity, together
from unannounced.duties.standards.planning import OTHER_GROUPS, REMEMBERED, Key, Left, Plan, Planner, Told
from unannounced.duties.standards.rules import Condition, Rule, RuleBook, Table, Test
from unannounced.duties.standards.tables import NOT_MEASURED, TABLES
from unannounced.duties.standards.values import Interval, Value
from unannounced.duties.standards.verdicts import Outcome, Subject, Verdict
from unannounced.duties.words import Sentence, say

ANNEXE, SPACE, SOLITARY = "CPT-SPACE-06", "CPT-SPACE-02", "UN-SOL-01"
"""Rules whose numbers others rest on: the annexe not measured, the space for each person, and what solitary is."""
SOLITARY_SIGNS = ("solitary_days", "placed_in_solitary", "hours_without_contact")

ASKED_WHERE = say("It is asked only where {condition}.")
NOT_ASKED_WHERE = say("It is not asked where {condition}.")
CONDITION_NOT_KNOWN = say("Whether it is asked depends on what is not known: {condition}.")
GROUP_NOT_KNOWN = say("It is not met if {measure}, and nobody looked at that.")


Kept = TypeVar("Kept")


class Settings(NamedTuple):
    """What a mechanism may set: how long a break between solitary periods must be, and how many are a dormitory."""

    gap_days: int = 1
    max_persons: int | None = None


def evaluate(
    subject: Subject,
    rules: RuleBook,
    *,
    signed_off: Collection[str] = (),
    only: Collection[str] = (),
    gap_days: int = 1,
    max_persons: int | None = None,
) -> tuple[Verdict, ...]:
    """What every rule that is on says of ``subject``, in the order of the rules.

    A rule with several tests (at actual occupancy, at official capacity) gives a verdict for each that can be
    answered. Rules that nobody signed off give none: ``rules.off(signed_off)`` names them. ``only`` names the rules
    whose verdicts are wanted, ``gap_days`` how long a break between solitary periods must be to count, and
    ``max_persons`` replaces the number of CPT-SPACE-08.
    """
    asked = _asking(rules, frozenset(signed_off), Settings(gap_days, max_persons))
    found = asked.verdicts(subject)
    return tuple(one for one in found if one.rule.id in only) if only else tuple(found)


def evaluate_all(
    subjects: Iterable[Subject],
    rules: RuleBook,
    *,
    signed_off: Collection[str] = (),
    only: Collection[str] = (),
    gap_days: int = 1,
    max_persons: int | None = None,
) -> Iterator[tuple[Subject, tuple[Verdict, ...]]]:
    """Each subject with its verdicts, in order."""
    asked = _asking(rules, frozenset(signed_off), Settings(gap_days, max_persons))
    for subject in subjects:
        found = asked.verdicts(subject)
        yield subject, tuple(one for one in found if one.rule.id in only) if only else tuple(found)


@lru_cache(maxsize=32)
def _asking(book: RuleBook, signed_off: frozenset[str], settings: Settings) -> "_Asking":
    return _Asking(book, signed_off, settings)


class _Asking:
    """The rules that are on, asked of one subject after another."""

    def __init__(self, book: RuleBook, signed_off: frozenset[str], settings: Settings) -> None:
        self.book, self.gap_days = book, settings.gap_days
        self.planner = Planner(book, tuple(_as_set(rule, settings) for rule in book.on(signed_off)))
        numbers = book[ANNEXE].numbers
        self.annexe = Interval(numbers["low"], numbers["high"])
        self.four, self.solitary_from = (book[one].tests[0].threshold or Fraction(1) for one in (SPACE, SOLITARY))
        self.tell_of_solitary = frozenset[str]().union(*(self.planner.reach[one] for one in SOLITARY_SIGNS))

    def verdicts(self, subject: Subject) -> list[Verdict]:
        """What the rules say, in their order."""
        values: Mapping[str, Value] = subject.values
        if subject.room_kind:
            values = {**values, "room_kind": subject.room_kind}
        figures = Figures(values, self.annexe, self.four, self.gap_days)
        groups = self._groups(subject, figures)
        plan = self.planner.plan(Key(subject.place_kind, groups, subject.room_kind, frozenset(values)))
        asked = [(left, key := _key(left, values), self._ask(left, key, figures)) for left in plan.left]
        cumulative = self._together(plan, [(left, told) for left, _, told in asked]) if plan.cumulative else None
        graver = (BY_CUMULATION,) if cumulative and cumulative.outcome is Outcome.NOT_MET else ()
        found = plan.told.copy()
        for left, key, told in asked:  # last first, so that places stay true
            if left.rule.cumulates and cumulative:
                said = [self._verdict(left.rule, left.rule.tests[0], cumulative, figures, left.raised)]
            else:
                said = self._verdicts(left, key, told, figures, graver)
            found[left.place : left.place + 1] = said
        return found

    def _groups(self, subject: Subject, figures: Figures) -> frozenset[str]:
        """The groups that are said, and those that follow from the place, from solitary confinement, and from age."""
        groups = set(subject.groups)
        implied = self.book.implied_groups.get(subject.place_kind)
        if implied and "adult" not in groups:
            groups.add(implied)
        if not self.tell_of_solitary.isdisjoint(subject.values) and any(
            self._tells_of_solitary(one, figures) for one in SOLITARY_SIGNS
        ):
            groups.add("solitary")
        if "juvenile" not in groups:
            groups.add("adult")
        return frozenset(groups)

    def _tells_of_solitary(self, measure: str, figures: Figures) -> bool:
        value = figures.get(measure)
        if not isinstance(value, Interval):
            return value is True
        return value.low >= self.solitary_from if measure == "hours_without_contact" else value.low > 0

    # One rule

    def _ask(self, left: Left, key: object, figures: Figures) -> Told:
        """An answer for each test that can be answered; of those that cannot, the first."""
        if key is not None and (known := left.told.get(key)) is not None:
            return known
        told: Told = []
        others: Told = []
        for test in left.tests[:1] if left.rule.table is Table.ALL_OF else left.tests:
            answer = self._answer(left.rule, test, figures)
            if left.doubtful_group:
                answer = _by_group(left.rule, left.doubtful_group, answer, figures)
            (others if answer.outcome in _SAYS_LITTLE else told).append((test, answer))
        found = told or [min(others, key=_is_not_measured)] if others else told
        if key is not None:
            _remember(left.told, key, found)
        return found

    def _verdicts(
        self, left: Left, key: object, told: Told, figures: Figures, graver: tuple[Sentence, ...]
    ) -> list[Verdict]:
        """The verdict of each answer of a rule."""
        if key is not None and (known := left.verdicts.get((key, bool(graver)))) is not None:
            return known
        reasons = (*left.raised, *graver)
        found = [self._verdict(left.rule, test, answer, figures, reasons) for test, answer in told]
        if key is not None:
            _remember(left.verdicts, (key, bool(graver)), found)
        return found

    def _answer(self, rule: Rule, test: Test, figures: Figures) -> Answer:
        """The answer of one test, after its conditions."""
        unknown: Condition | None = None
        for condition in test.when:
            said = holds(condition, figures.get(condition.measure))
            if said is False:
                return Answer(Outcome.NOT_APPLICABLE, Sentence(ASKED_WHERE, {"condition": condition}))
            unknown = condition if said is None else unknown
        for condition in test.unless:
            if holds(condition, figures.get(condition.measure)):
                return Answer(Outcome.NOT_APPLICABLE, Sentence(NOT_ASKED_WHERE, {"condition": condition}))
        value = figures.get(test.measure)
        table = TABLES[rule.table] if rule.table else None
        if value is None and table is None:
            return NOT_MEASURED._replace(missing=self._missing(test.measure, figures))
        if unknown:
            return _open(unknown, figures, value)
        if table:
            return table(rule, test, self.book, figures)
        return compared(test, self.book.measures[test.measure], value) if value is not None else NOT_MEASURED

    def _missing(self, measure: str, figures: Figures) -> tuple[str, ...]:
        """What would have to be measured: the measure, or of what it is computed from that which is not known."""
        inputs = self.book.measures[measure].derived_from
        unknown = tuple(one for one in inputs if figures.get(one) is None)
        return unknown if 0 < len(unknown) < len(inputs) else (measure,)

    def _verdict(
        self, rule: Rule, test: Test, answer: Answer, figures: Figures, graver: tuple[Sentence, ...]
    ) -> Verdict:
        tested, missing = answer.test or test, answer.missing
        value = answer.value if answer.value is not None else figures.get(tested.measure)
        severity, raised = gravity(rule, answer.outcome, value, graver)
        if answer.outcome is Outcome.NOT_MEASURED and not missing:
            missing = self._missing(tested.measure, figures)
        steps = figures.steps.get(tested.measure, ())
        return Verdict(
            rule,
            answer.outcome,
            answer.why,
            severity,
            tested,
            value,
            answer.result,
            steps,
            raised,
            missing,
            answer.lacking,
            answer.unseen,
        )

    # All rules together

    def _together(self, plan: Plan, asked: list[tuple[Left, Told]]) -> Answer | None:
        """The answer of the rule on deficiencies that come together, from those of the others."""
        if plan.cumulative is None:
            return None
        answers = {left.rule.id: [answer for _, answer in told] for left, told in asked}
        outcomes = {rule: [one.outcome for one in told] for rule, told in answers.items()}
        outcome, why, unknown = together(plan.cumulative, outcomes)
        if outcome is not Outcome.NOT_MEASURED:
            value = None if outcome is Outcome.NEEDS_REVIEW else outcome is Outcome.NOT_MET
            return Answer(outcome, why, value=value)
        told = {one.rule.id: one.missing for one in plan.told if one.rule.id in unknown}
        wanted = (measure for rule in unknown for one in answers.get(rule, ()) for measure in one.missing)
        never = (measure for rule in unknown if rule not in answers for measure in told.get(rule, ()))
        return Answer(outcome, why, missing=tuple(dict.fromkeys((*wanted, *never))))


_SAYS_LITTLE = frozenset({Outcome.NOT_APPLICABLE, Outcome.NOT_MEASURED})


def _is_not_measured(told: tuple[Test, Answer]) -> bool:
    return told[1].outcome is Outcome.NOT_MEASURED


def _key(left: Left, values: Mapping[str, Value]) -> object:
    """What decides the answer of a rule, as something that is quickly looked up; None where nothing is remembered."""
    if not left.inputs:
        return None
    return tuple(_quick(values[one]) for one in left.inputs)


def _quick(value: Value) -> object:
    if isinstance(value, Interval):
        low, high = value.low, value.high
        if low is high:
            return low.numerator, low.denominator
        return low.numerator, low.denominator, high.numerator, high.denominator
    return value


def _remember(kept: dict[object, Kept], key: object, what: Kept) -> None:
    if len(kept) >= REMEMBERED:
        kept.clear()
    kept[key] = what


def _as_set(rule: Rule, settings: Settings) -> Rule:
    """The rule with the threshold that a mechanism set for it."""
    if rule.setting != "max_persons" or settings.max_persons is None:
        return rule
    return replace(rule, tests=tuple(replace(one, threshold=Fraction(settings.max_persons)) for one in rule.tests))


def _open(condition: Condition, figures: Figures, value: Value | None) -> Answer:
    """The condition of a rule is not known: its measure is missing, or its interval straddles."""
    why = Sentence(CONDITION_NOT_KNOWN, {"condition": condition})
    if figures.get(condition.measure) is not None and value is not None:
        return Answer(Outcome.NEEDS_REVIEW, why)
    return Answer(Outcome.NOT_MEASURED, why, missing=(condition.measure,))


def _by_group(rule: Rule, group: str, answer: Answer, figures: Figures) -> Answer:
    """A group meant under a condition: without it the rule is not asked; where it is not known, a person decides."""
    if answer.outcome is not Outcome.NOT_MET:
        return answer
    measure = rule.group_if[group]
    said = figures.truth(measure)
    if said is None:
        return Answer(Outcome.NEEDS_REVIEW, Sentence(GROUP_NOT_KNOWN, {"measure": measure}), missing=(measure,))
    return answer if said else Answer(Outcome.NOT_APPLICABLE, OTHER_GROUPS)
