"""A standard as data: what is tested, of whom, where, how sure the standard is, and how grave a failure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from unannounced.duties.standards.measures import NUMBERS, Measure, MeasureKind, Words
from unannounced.duties.standards.values import Interval, written
from unannounced.duties.treaty.acts import Confidence
from unannounced.duties.words import say


class Level(StrEnum):
    """What kind of standard it is, strictest first."""

    PROHIBITION = "prohibition"
    COURT_PRESUMPTION = "court_presumption"
    MINIMUM = "minimum"
    DESIRABLE = "desirable"
    PROCESS = "process"
    RECORD = "record"
    METRIC = "metric"


class Severity(StrEnum):
    """How grave a failure is, gravest first."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    INFO = "info"

    @property
    def raised(self) -> "Severity":
        """One step graver; the gravest stays."""
        return _GRAVER[self]


_GRAVER = {one: list(Severity)[max(0, place - 1)] for place, one in enumerate(Severity)}


class Op(StrEnum):
    """How a value is held against a threshold."""

    GE = "ge"
    GT = "gt"
    LE = "le"
    LT = "lt"
    EQ = "eq"
    IS_TRUE = "is_true"
    IS_FALSE = "is_false"
    PRESENT_ALL = "present_all"
    TABLE = "table"
    METRIC = "metric"


class Table(StrEnum):
    """The tables there are; what each does stands in ``tables``."""

    SPACE_BANDS = "space_bands"
    BY_PERSONS = "by_persons"
    ESTIMATE = "estimate"
    SCOPE = "scope"
    GRADES = "grades"
    AID = "aid"
    ALL_OF = "all_of"


class Role(StrEnum):
    """What the answer is for."""

    TEST = "test"
    DEFINITION = "definition"
    FIGURE = "figure"


ANSWERED_BY: dict[Op, frozenset[MeasureKind]] = {
    Op.GE: NUMBERS,
    Op.GT: NUMBERS,
    Op.LE: NUMBERS,
    Op.LT: NUMBERS,
    Op.EQ: NUMBERS,
    Op.IS_TRUE: frozenset({MeasureKind.TRUTH}),
    Op.IS_FALSE: frozenset({MeasureKind.TRUTH}),
    Op.PRESENT_ALL: frozenset({MeasureKind.CHECKLIST}),
    Op.TABLE: frozenset({MeasureKind.CHECKLIST, MeasureKind.CHOICE}) | NUMBERS,
    Op.METRIC: frozenset({MeasureKind.TRUTH}) | NUMBERS,
}
"""Of which kinds of measure each comparison can be asked."""
LEVEL_WORDS: dict[Level, str] = {
    Level.PROHIBITION: say("prohibition: never allowed"),
    Level.COURT_PRESUMPTION: say("presumption of a court's case law"),
    Level.MINIMUM: say("minimum of a monitoring body"),
    Level.DESIRABLE: say("desirable, above the minimum"),
    Level.PROCESS: say("safeguard or procedure"),
    Level.RECORD: say("duty to keep a record"),
    Level.METRIC: say("number to compute, no standard by itself"),
}
SEVERITY_WORDS: dict[Severity, str] = {
    Severity.CRITICAL: say("critical"),
    Severity.HIGH: say("high"),
    Severity.MEDIUM: say("medium"),
    Severity.LOW: say("low"),
    Severity.INFO: say("for information"),
}
SIGNS: dict[Op, str] = {Op.GE: "≥", Op.GT: ">", Op.LE: "≤", Op.LT: "<", Op.EQ: "="}
"""The comparisons with a number, as they are written."""
NEEDS_SIGNING = frozenset({Confidence.MEMORY_LOW, Confidence.MEMORY_MEDIUM})
"""Rules so remembered are off until somebody signed them off."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A measure held against a number, or against yes or no: ``persons ge 2``."""

    measure: str
    op: Op
    threshold: Fraction = Fraction(0)

    def __str__(self) -> str:
        if self.op in (Op.IS_TRUE, Op.IS_FALSE):
            return f"{self.measure}: {'yes' if self.op is Op.IS_TRUE else 'no'}"
        return f"{self.measure} {SIGNS[self.op]} {written(self.threshold)}"


@dataclass(frozen=True, slots=True)
class Test:
    """One comparison of a rule; a rule with several gives a verdict for each measure that was taken.

    ``for_groups`` are other thresholds, for persons of a group; ``shown`` is the threshold as people read it.
    """

    __test__ = False  # no test of pytest

    measure: str
    op: Op
    threshold: Fraction | None = None
    when: tuple[Condition, ...] = ()
    unless: tuple[Condition, ...] = ()
    for_groups: Mapping[str, Fraction] = field(default_factory=dict)
    shown: Interval | None = field(init=False)

    def __post_init__(self) -> None:
        threshold = self.threshold
        object.__setattr__(self, "shown", None if threshold is None else Interval(threshold, threshold))


@dataclass(frozen=True, slots=True)
class Band:
    """A row of a table: below ``below`` (None: without end) the result is ``result``.

    ``measures`` are those that weigh in this row: three conditions that together rebut a presumption, or a list of
    other bad conditions.
    """

    result: str
    below: Fraction | None
    measures: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False, slots=True)
class Rule:
    """A standard. Places and groups that are empty mean every place and everybody.

    ``groups`` are alternatives: who belongs to any of them is meant; ``group_if`` names a measure that must be true for
    those of a group. ``scope`` is the rule that says which rooms it is about. ``numbers``, ``words`` and ``bands`` are
    its table. ``cumulates`` names the rules that must fail, any of each list. From a value over the first number of a
    pair in ``graver`` on a failure is as grave as its second. ``setting`` is the setting that replaces its threshold,
    ``beside`` are rules that say otherwise, and ``threshold_is_choice`` tells that no source has the number.
    """

    id: str
    title: Words
    says: Words
    source: str
    confidence: Confidence
    level: Level
    severity: Severity
    tests: tuple[Test, ...]
    places: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    role: Role = Role.TEST
    table: Table | None = None
    numbers: Mapping[str, Fraction] = field(default_factory=dict)
    words: Mapping[str, frozenset[str]] = field(default_factory=dict)
    bands: tuple[Band, ...] = ()
    benchmark_days: Fraction | None = None
    scope: str = ""
    group_if: Mapping[str, str] = field(default_factory=dict)
    cumulates: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    graver: tuple[tuple[Fraction, Severity], ...] = ()
    beside: tuple[str, ...] = ()
    setting: str = ""
    threshold_is_choice: bool = False
    note: Words = field(default_factory=dict)

    @property
    def needs_signing(self) -> bool:
        """Whether it is off until somebody signed it off."""
        return self.confidence in NEEDS_SIGNING

    @property
    def measures(self) -> tuple[str, ...]:
        """The measures it tests, in their order."""
        return tuple(dict.fromkeys(test.measure for test in self.tests))

    @property
    def others(self) -> tuple[str, ...]:
        """The rules that it names."""
        scope = (self.scope,) if self.scope else ()
        return (*self.beside, *scope, *(one for rules in self.cumulates.values() for one in rules))

    def name(self, language: str = "en") -> str:
        """The title in a language, in English where that has none."""
        return self.title.get(language) or self.title["en"]


@dataclass(frozen=True, eq=False)
class RuleBook:
    """Every rule, in the order of the file, with the measures and words they speak of."""

    rules: tuple[Rule, ...]
    measures: Mapping[str, Measure]
    place_kinds: Mapping[str, Words]
    groups: Mapping[str, Words]
    room_kinds: Mapping[str, Words]
    implied_groups: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, rule: str) -> Rule:
        return next(one for one in self.rules if one.id == rule)

    def __contains__(self, rule: str) -> bool:
        return any(one.id == rule for one in self.rules)

    def off(self, signed_off: Collection[str] = ()) -> tuple[Rule, ...]:
        """The rules that are not asked, because nobody signed them off."""
        return tuple(one for one in self.rules if one.needs_signing and one.id not in signed_off)

    def on(self, signed_off: Collection[str] = ()) -> tuple[Rule, ...]:
        """The rules that are asked."""
        return tuple(one for one in self.rules if not one.needs_signing or one.id in signed_off)
