"""What the commands of standards share: which rule is meant, and how a rule, a measure and a value are written."""

import difflib
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from unannounced.cli.speaking import CommandProblem
from unannounced.duties.standards import Measure, Rule, RuleBook
from unannounced.duties.standards.measures import UNIT_WORDS
from unannounced.duties.standards.rules import SIGNS, Op, Test
from unannounced.duties.standards.values import written
from unannounced.duties.treaty.acts import WORDS as CONFIDENCES

OFF = "off: not signed off"


def rules_called(book: RuleBook, names: Iterable[str]) -> frozenset[str]:
    """The ids of the rules that are meant, whatever their case; a problem names the nearest for one that is none."""
    known = {one.id for one in book.rules}
    found = set()
    for name in names:
        if name.upper() not in known:
            raise CommandProblem(nearest("rule", name, known))
        found.add(name.upper())
    return frozenset(found)


def nearest(what: str, name: str, known: Iterable[str]) -> str:
    """That no such thing is known, with the nearest."""
    every = list(known)
    near = difflib.get_close_matches(name.upper(), every) or difflib.get_close_matches(name.lower(), every)
    meant = f"Did you mean {', '.join(near)}?" if near else "`unannounced standards list` names them all."
    return f"No {what} is called “{name[:60]}”. {meant}"


def test_in_words(test: Test, measure: Measure) -> str:
    """A test in a few signs: ``net_area ≥ 6 m²``."""
    if test.op in SIGNS and test.threshold is not None:
        return f"{test.measure} {SIGNS[test.op]} {written(test.threshold)} {unit_of(measure)}".rstrip()
    said = {Op.IS_TRUE: "yes", Op.IS_FALSE: "no", Op.PRESENT_ALL: "all entries", Op.TABLE: "by a table"}
    return f"{test.measure}: {said.get(test.op, 'a figure without threshold')}"


def unit_of(measure: Measure) -> str:
    """The unit in words; nothing for a share."""
    return "" if measure.unit == "ratio" else UNIT_WORDS[measure.unit]


def how_sure(rule: Rule) -> str:
    """How well the rule is founded, and whether its number is of its source."""
    said = CONFIDENCES[rule.confidence]
    return f"{said}; the number is a choice of this project" if rule.threshold_is_choice else said


def number(value: Fraction | None) -> float | int | None:
    """A number for programs, rounded as theirs are; what is exact stands beside it."""
    if value is None:
        return None
    return value.numerator if value.denominator == 1 else float(value)


def shape_of_rule(rule: Rule, book: RuleBook, *, signed_off: frozenset[str] = frozenset()) -> dict[str, Any]:
    """A rule for programs."""
    return {
        "rule": rule.id,
        "title": dict(rule.title),
        "says": dict(rule.says),
        "on": not rule.needs_signing or rule.id in signed_off,
        "level": rule.level,
        "severity": rule.severity,
        "confidence": rule.confidence,
        "threshold_is": "project_choice" if rule.threshold_is_choice else None,
        "source": rule.source,
        "places": sorted(rule.places),
        "groups": sorted(rule.groups),
        "tests": [
            {
                "measure": one.measure,
                "unit": book.measures[one.measure].unit,
                "op": one.op,
                "threshold": number(one.threshold),
                "for_groups": {group: number(own) for group, own in one.for_groups.items()},
                "when": [str(condition) for condition in one.when],
                "unless": [str(condition) for condition in one.unless],
            }
            for one in rule.tests
        ],
        "table": rule.table,
        "numbers": {name: number(value) for name, value in rule.numbers.items()},
        "bands": [
            {"result": one.result, "below": number(one.below), "measures": list(one.measures)} for one in rule.bands
        ],
        "role": rule.role,
        "beside": list(rule.beside),
        "note": dict(rule.note),
    }


def shape_of_measure(measure: Measure) -> dict[str, Any]:
    """A measure for programs."""
    return {
        "measure": measure.id,
        "unit": measure.unit,
        "kind": measure.kind,
        "of": list(measure.of),
        "label": dict(measure.label),
        "help": dict(measure.help),
        "items": {item: dict(words) for item, words in measure.items.items()},
        "most": number(measure.most),
        "computed_from": list(measure.derived_from),
        "may_be_interval": measure.may_be_interval,
        "only_computed": measure.only_derived,
    }
