"""Standards of detention as rules on measures: what each says of what was measured."""

from unannounced.duties.standards.evaluating import evaluate, evaluate_all
from unannounced.duties.standards.measures import Measure, MeasureKind, Of
from unannounced.duties.standards.reading import parse_value
from unannounced.duties.standards.rules import Level, Rule, RuleBook, Severity
from unannounced.duties.standards.values import Checklist, Interval, Period, Value, told
from unannounced.duties.standards.verdicts import Outcome, Subject, Verdict

__all__ = [
    "Checklist",
    "Interval",
    "Level",
    "Measure",
    "MeasureKind",
    "Of",
    "Outcome",
    "Period",
    "Rule",
    "RuleBook",
    "Severity",
    "Subject",
    "Value",
    "Verdict",
    "evaluate",
    "evaluate_all",
    "parse_value",
    "told",
]
