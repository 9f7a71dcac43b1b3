"""How verdicts are printed: by subject for people, an object on a line for programs."""

import json
import shutil
import sys
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Any

from unannounced.cli.standards import asking
from unannounced.crafts.measurements import Measured
from unannounced.crafts.registers.values import Problem
from unannounced.duties.standards import Interval, Outcome, Rule, RuleBook, Value, Verdict, told
from unannounced.duties.standards.rules import LEVEL_WORDS, SEVERITY_WORDS
from unannounced.duties.standards.tables import RESULT_WORDS
from unannounced.duties.standards.verdicts import OUTCOME_WORDS

QUIET = (Outcome.NOT_MEASURED, Outcome.NOT_APPLICABLE)
GUTTER = 16
NARROWEST, WIDEST = 60, 120


def print_subject(measured: Measured, verdicts: Sequence[Verdict], book: RuleBook, *, every: bool) -> list[Rule]:
    """A subject, and below it what each rule says of it; of those that say little, how many. The rules shown."""
    subject = measured.subject
    where = [subject.place_kind, subject.room_kind, *sorted(subject.groups), str(measured.day or "")]
    print(f"{subject.id}  ({', '.join(filter(None, where))})")
    shown = [one for one in verdicts if every or one.outcome not in QUIET]
    for verdict in shown:
        print("\n".join(_lines(verdict, book)))
    if not every:
        _print_quiet(verdicts)
    print()
    return [one.rule for one in shown]


def _lines(verdict: Verdict, book: RuleBook) -> Iterator[str]:
    """The verdict, on what it rests, and what is to be known of the rule."""
    rule = verdict.rule
    result = f" → {RESULT_WORDS.get(verdict.result, verdict.result)}" if verdict.result else ""
    yield _wrapped(OUTCOME_WORDS[verdict.outcome], f"{rule.id}  {rule.name()}{result}")
    yield _wrapped("", str(verdict.why))
    entries = [("missing", verdict.lacking), ("not looked at", verdict.unseen)]
    for what, items in entries:
        if items:
            yield _wrapped("", f"{what}: {', '.join(_labels(verdict, items, book))}")
    for step in (*verdict.steps, *verdict.raised):
        yield _wrapped("", f"= {step}")
    if verdict.missing:
        yield _wrapped("", f"to be measured: {', '.join(verdict.missing)}")
    grave = f"severity {SEVERITY_WORDS[verdict.severity]}; " if verdict.is_open else ""
    yield _wrapped("", f"{grave}{LEVEL_WORDS[rule.level]}; {rule.source}; {asking.how_sure(rule)}")
    if rule.beside:
        yield _wrapped("", f"says otherwise: {', '.join(rule.beside)}")


def _labels(verdict: Verdict, items: Iterable[str], book: RuleBook) -> list[str]:
    """The names of entries, of the list that was asked for or of the one that the bands of a rule name."""
    lists = [verdict.measure, *(one for band in verdict.rule.bands for one in band.measures)]
    labels = {item: words["en"] for one in lists if one for item, words in book.measures[one].items.items()}
    return [labels.get(one, one) for one in items]


def _wrapped(head: str, text: str) -> str:
    width = min(max(shutil.get_terminal_size().columns, NARROWEST), WIDEST)
    begins = f"  {head:{GUTTER}}"
    return textwrap.fill(text, width, initial_indent=begins, subsequent_indent=" " * (GUTTER + 2))


def _print_quiet(verdicts: Sequence[Verdict]) -> None:
    unmeasured = [one for one in verdicts if one.outcome is Outcome.NOT_MEASURED]
    if unmeasured:
        wanted = Counter(measure for one in unmeasured for measure in one.missing)
        listed = ", ".join(sorted(wanted))
        print(_wrapped("not measured", f"{len(unmeasured)} rules; they need: {listed}"))
    elsewhere = sum(one.outcome is Outcome.NOT_APPLICABLE for one in verdicts)
    if elsewhere:
        print(_wrapped("not applicable", f"{elsewhere} rules"))


def print_rules(rules: Iterable[Rule]) -> None:
    """What the rules that were shown say, each once, with its note."""
    print("The standards")
    for rule in rules:
        note = f" {rule.note['en']}" if rule.note else ""
        print(_wrapped(rule.id, f"{rule.says['en']}{note}"))
    print()


def print_sum(subjects: int, counts: Counter[Outcome], off: Sequence[Rule]) -> None:
    """How many of each, and which rules were not asked."""
    said = ", ".join(f"{counts[one]} {OUTCOME_WORDS[one]}" for one in Outcome)
    print(f"{subjects} measured: {said}.")
    for rule in off:
        print(f"  {asking.OFF}: {rule.id}  {rule.name()} ({asking.how_sure(rule)})")
    if off:
        print("  `--signed-off RULE` asks one of them for once.")


def print_problem(problem: Problem, *, as_json: bool) -> None:
    """A cell or row that could not be taken: on standard error, or as an object."""
    reason, instead = (one.format(**problem.facts) for one in (problem.reason, problem.way_out))
    if as_json:
        where = {"kind": "refused", "row": problem.row, "column": problem.column or None}
        print(json.dumps({**where, "reason": reason, "do": instead}, ensure_ascii=False))
        return
    row = f"row {problem.row}" if problem.row else "the table"
    print(f"{row}{f', {problem.column}' if problem.column else ''}: {reason} {instead}".rstrip(), file=sys.stderr)


def print_json(measured: Measured, verdicts: Iterable[Verdict], book: RuleBook) -> None:
    """An object for each verdict."""
    subject = measured.subject
    where = {
        "kind": "verdict",
        "row": measured.row,
        "subject": subject.id,
        "place": measured.place or None,
        "place_kind": subject.place_kind or None,
        "room": measured.room or None,
        "room_kind": subject.room_kind or None,
        "groups": sorted(subject.groups),
        "day": measured.day and str(measured.day),
    }
    for verdict in verdicts:
        print(json.dumps({**where, **_shape(verdict, book)}, ensure_ascii=False))


def _shape(verdict: Verdict, book: RuleBook) -> dict[str, Any]:
    rule, test = verdict.rule, verdict.test
    return {
        "rule": rule.id,
        "outcome": verdict.outcome,
        "result": verdict.result or None,
        "measure": verdict.measure or None,
        "unit": book.measures[verdict.measure].unit if verdict.measure else None,
        "value": _value(verdict.value),
        "exact": _exact(verdict.value),
        "op": test.op if test else None,
        "threshold": asking.number(verdict.threshold),
        "threshold_is": "project_choice" if rule.threshold_is_choice else None,
        "severity": verdict.severity,
        "severity_of_rule": rule.severity,
        "raised": [str(one) for one in verdict.raised],
        "level": rule.level,
        "confidence": rule.confidence,
        "source": rule.source,
        "role": rule.role,
        "title": rule.name(),
        "says": rule.says["en"],
        "why": str(verdict.why),
        "steps": [str(one) for one in verdict.steps],
        "missing": list(verdict.missing),
        "lacking": list(verdict.lacking),
        "unseen": list(verdict.unseen),
        "beside": list(rule.beside),
        "note": rule.note.get("en"),
    }


def _value(value: Value | None) -> Any:
    """A value for programs: numbers as such, an interval as both its ends, yes and no as true and false."""
    match value:
        case None | bool():
            return value
        case Interval() if value.is_exact:
            return asking.number(value.low)
        case Interval():
            return {"low": asking.number(value.low), "high": asking.number(value.high)}
        case _:
            return told(value)


def _exact(value: Value | None) -> str | None:
    """A number as it was computed, as a fraction where decimals do not end."""
    if not isinstance(value, Interval):
        return None
    ends: list[Fraction] = [value.low] if value.is_exact else [value.low, value.high]
    return "..".join(map(str, ends))
