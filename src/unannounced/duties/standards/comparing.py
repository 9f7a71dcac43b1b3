"""Holding a value against a test: met, not met, or not to be told, with the sentence that says so."""

from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple

from unannounced.duties.standards.deriving import NO, YES
from unannounced.duties.standards.measures import UNIT_WORDS, Measure, MeasureKind
from unannounced.duties.standards.rules import Condition, Op, Test
from unannounced.duties.standards.values import Checklist, Interval, Value, written
from unannounced.duties.standards.verdicts import Outcome
from unannounced.duties.words import Sentence, say

Asked = dict[Op, str]
PLAIN: Asked = {
    Op.GE: say("{value} {unit}; at least {threshold} is asked for."),
    Op.GT: say("{value} {unit}; more than {threshold} is asked for."),
    Op.LE: say("{value} {unit}; at most {threshold} is asked for."),
    Op.LT: say("{value} {unit}; less than {threshold} is asked for."),
    Op.EQ: say("{value} {unit}; exactly {threshold} is asked for."),
}
SHARE: Asked = {
    Op.GE: say("A share of {value}; at least {threshold} is asked for."),
    Op.GT: say("A share of {value}; more than {threshold} is asked for."),
    Op.LE: say("A share of {value}; at most {threshold} is asked for."),
    Op.LT: say("A share of {value}; less than {threshold} is asked for."),
    Op.EQ: say("A share of {value}; exactly {threshold} is asked for."),
}
STRADDLES = say("Between {low} and {high} {unit}, and the threshold is {threshold}: measure more exactly, or decide.")
TRUTH_WANTED = say("{found}; {wanted} is asked for.")
ALL_THERE = say("All {count} entries are there.")
ENTRIES_MISSING = say("Entries that are missing: {missing} of {count}; not looked at: {unseen}.")
ENTRIES_UNSEEN = say("No entry is known to be missing; not looked at: {unseen} of {count}.")
FIGURE = say("{value} {unit}. The standard names no number: compare over time and with other places.")
FIGURE_TRUTH = say("{found}. The standard asks for neither: compare over time and with other places.")


class Answer(NamedTuple):
    """What a comparison comes to."""

    outcome: Outcome
    why: Sentence
    result: str = ""
    missing: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    unseen: tuple[str, ...] = ()
    test: Test | None = None
    value: Value | None = None


def _order(one: Fraction, other: Fraction) -> int:
    """Below, at or above zero as ``one`` is less than, equal to or more than ``other``; five times as fast as ``<``."""
    return one.numerator * other.denominator - other.numerator * one.denominator


def _between(passes: Callable[[int], bool]) -> Callable[[Interval, Fraction], bool | None]:
    """Whether both ends of an interval pass, neither does (False), or one does (None)."""

    def compare(value: Interval, threshold: Fraction) -> bool | None:
        low = passes(_order(value.low, threshold))
        if value.low is value.high:
            return low
        return low if low is passes(_order(value.high, threshold)) else None

    return compare


def _equal(value: Interval, threshold: Fraction) -> bool | None:
    if value.is_exact:
        return value.low == threshold
    return None if value.low <= threshold <= value.high else False


COMPARED: dict[Op, Callable[[Interval, Fraction], bool | None]] = {
    Op.GE: _between(lambda order: order >= 0),
    Op.GT: _between(lambda order: order > 0),
    Op.LE: _between(lambda order: order <= 0),
    Op.LT: _between(lambda order: order < 0),
    Op.EQ: _equal,
}
"""Whether every number of an interval passes, none does (False), or some do (None)."""
OUTCOMES: dict[bool | None, Outcome] = {True: Outcome.MET, False: Outcome.NOT_MET, None: Outcome.NEEDS_REVIEW}


def holds(condition: Condition, value: Value | None) -> bool | None:
    """Whether a condition holds for a value; None if that is not known. ``ValueError`` for a value of another kind."""
    if value is None:
        return None
    compare = COMPARED.get(condition.op)
    if compare and isinstance(value, Interval):
        return compare(value, condition.threshold)
    if isinstance(value, bool) and condition.op in (Op.IS_TRUE, Op.IS_FALSE):
        return value is (condition.op is Op.IS_TRUE)
    raise ValueError(f"{condition} cannot be asked of {value!r}")


def compared(test: Test, measure: Measure, value: Value) -> Answer:
    """What a test that is no table says of a value. Raises ``ValueError`` for a value of another kind."""
    if isinstance(value, Interval):
        return _number(test, measure, value)
    if isinstance(value, bool):
        return _truth(test, value)
    if isinstance(value, Checklist) and test.op is Op.PRESENT_ALL:
        return _all_present(measure, value)
    raise ValueError(f"{test.op} cannot be asked of {measure.id}, which is a {measure.kind}, with {value!r}")


def _number(test: Test, measure: Measure, value: Interval) -> Answer:
    unit = UNIT_WORDS[measure.unit]
    if test.threshold is None:
        return Answer(Outcome.NEEDS_REVIEW, Sentence(FIGURE, {"value": value, "unit": unit}))
    passes = COMPARED[test.op](value, test.threshold)
    if passes is None:
        facts = {"low": written(value.low), "high": written(value.high), "unit": unit, "threshold": test.shown}
        return Answer(Outcome.NEEDS_REVIEW, Sentence(STRADDLES, facts))
    said = SHARE if measure.kind is MeasureKind.RATIO else PLAIN
    return Answer(OUTCOMES[passes], Sentence(said[test.op], {"value": value, "unit": unit, "threshold": test.shown}))


def _truth(test: Test, value: bool) -> Answer:
    if test.op is Op.METRIC:
        return Answer(Outcome.NEEDS_REVIEW, Sentence(FIGURE_TRUTH, {"found": YES if value else NO}))
    return _TRUTHS[value, test.op is Op.IS_TRUE]


_TRUTHS = {
    (found, wanted): Answer(
        OUTCOMES[found is wanted],
        Sentence(TRUTH_WANTED, {"found": YES if found else NO, "wanted": YES if wanted else NO}),
    )
    for found in (True, False)
    for wanted in (True, False)
}
"""The answer to a yes or no, by what was found and what is asked for."""


def _all_present(measure: Measure, value: Checklist) -> Answer:
    lacking = tuple(item for item in measure.items if item in value.absent)
    unseen = tuple(item for item in measure.items if item not in value.absent and item not in value.present)
    count = len(measure.items)
    if lacking:
        why = Sentence(ENTRIES_MISSING, {"missing": len(lacking), "count": count, "unseen": len(unseen)})
        return Answer(Outcome.NOT_MET, why, lacking=lacking, unseen=unseen)
    if unseen:
        return Answer(
            Outcome.NEEDS_REVIEW, Sentence(ENTRIES_UNSEEN, {"unseen": len(unseen), "count": count}), unseen=unseen
        )
    return Answer(Outcome.MET, Sentence(ALL_THERE, {"count": count}))
