"""What the standards say of what was measured: rows of one subject taken together, and asked of every rule.

Nothing of it is kept. Marks, which are verdicts without their words, are remembered in the process by the values they
rest on, so that lists and counts of thousands of cells need not be reckoned for each page.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from uuid import UUID

from unannounced.crafts.standards import shipped_rules
from unannounced.duties.measuring import folded
from unannounced.duties.standards import Outcome, RuleBook, Severity, Subject, Verdict, evaluate
from unannounced.duties.standards.rules import Role
from unannounced.duties.standards.verdicts import FAILING, OPEN
from unannounced.records.measurements.models import Measured
from unannounced.records.measurements.queries import signed_off
from unannounced.records.measurements.themes import theme_of
from unannounced.records.measurements.valuing import as_values
from unannounced.records.places.models import Part, Place

REMEMBERED = 10_000
"""Subjects whose marks a process remembers: about a kilobyte each."""

RULES_CALL = {
    "temporary_detention": "temporary_detention_isolator",
    "prisoner_of_war_camp": "pow_camp",
    "transport": "transport_vehicle",
}
"""Kinds of places as the register calls them and the standards do not."""

_FIRST = (
    Outcome.NOT_MET,
    Outcome.PRESUMPTION,
    Outcome.NEEDS_REVIEW,
    Outcome.MET,
    Outcome.NOT_MEASURED,
    Outcome.NOT_APPLICABLE,
)
_SILENT = frozenset({Outcome.NOT_MEASURED, Outcome.NOT_APPLICABLE})
_GRAVITY = {severity: place for place, severity in enumerate(Severity)}

Texts = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """The rules that are asked: those that are on, and those that were signed off as they stand."""

    book: RuleBook
    signed_off: frozenset[str]


@dataclass(frozen=True, slots=True)
class Mark:
    """A verdict without its words: where it stands among those of its subject, and what lists ask of it."""

    position: int
    rule: str
    measure: str
    outcome: Outcome
    severity: Severity
    tests: bool

    @property
    def theme(self) -> str:
        """What its rule is about."""
        return theme_of(self.rule)


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of one subject. ``tally`` counts tests for each outcome, in the order of ``Outcome``.

    ``speaking`` are the tests that say something: not those that do not apply or were not measured. ``attention`` is
    what fails or needs a look, with what other standards say of the same measures; ``standing`` is small for subjects
    of whom graver or more standards are not met.
    """

    every: tuple[Mark, ...]
    speaking: tuple[Mark, ...]
    attention: tuple[Mark, ...]
    tally: tuple[int, ...]
    standing: tuple[int, int]

    @property
    def fails(self) -> bool:
        """Whether a standard is not met, or presumed not to be."""
        return self.standing[1] < 0


@dataclass(frozen=True, slots=True)
class Together:
    """A subject with all that was measured of it on one visit, or on one day outside any.

    Of two values of one measure the later counts; groups are those of all rows.
    """

    rows: tuple[Measured, ...]
    values: Mapping[str, str]
    groups: tuple[str, ...]
    room_kind: str

    @property
    def last(self) -> Measured:
        """The row that was measured last, which names the subject."""
        return self.rows[-1]

    @property
    def place(self) -> Place:
        """Where it is."""
        return self.last.place

    @property
    def part(self) -> Part | None:
        """The part of the register that it is, where somebody said so."""
        return next((row.part for row in reversed(self.rows) if row.part is not None), None)

    @property
    def name(self) -> str:
        """As it is called there."""
        return self.last.subject

    @property
    def day(self) -> date:
        """The last day on which something of it was measured."""
        return self.last.day

    @property
    def visit_id(self) -> UUID | None:
        """The visit, or none."""
        return self.last.visit_id


def asked_now() -> Asked:
    """The shipped rules, with what is signed off; one query."""
    return Asked(shipped_rules(), signed_off())


def subject_key(row: Measured) -> tuple[object, ...]:
    """What rows of one subject share: its part of the register, else its name however it is written."""
    return ("part", row.part_id) if row.part_id else ("name", row.place_id, folded(row.subject) or row.subject)


def taken_together(rows: Iterable[Measured]) -> list[Together]:
    """The subjects of ``rows``, in the order in which they first come."""
    by_subject: dict[tuple[object, ...], list[Measured]] = {}
    for row in rows:
        when = row.visit_id or row.day
        by_subject.setdefault((when, *subject_key(row)), []).append(row)
    return [_together(sorted(held, key=_when)) for held in by_subject.values()]


def _together(rows: Sequence[Measured]) -> Together:
    if len(rows) == 1:
        row = rows[0]
        return Together((row,), row.values, tuple(row.groups), row.room_kind)
    values: dict[str, str] = {}
    for row in rows:
        values.update(row.values)
    groups = tuple(sorted({group for row in rows for group in row.groups}))
    return Together(tuple(rows), values, groups, next((row.room_kind for row in reversed(rows) if row.room_kind), ""))


def _when(row: Measured) -> tuple[object, ...]:
    return (row.day, row.noted_at, str(row.pk))


def verdicts_of(one: Together, asked: Asked) -> tuple[Verdict, ...]:
    """What every rule that is on says of a subject, with its words and its arithmetic."""
    subject = _subject(one.place.kind, one.groups, one.room_kind, one.values, one.name)
    return evaluate(subject, asked.book, signed_off=asked.signed_off)


def marks_of(one: Together, asked: Asked) -> Marks:
    """The same verdicts without their words; remembered."""
    return _marks(one.place.kind, one.groups, one.room_kind, tuple(sorted(one.values.items())), asked.signed_off)


@lru_cache(maxsize=REMEMBERED)
def _marks(kind: str, groups: tuple[str, ...], room_kind: str, values: Texts, signed: frozenset[str]) -> Marks:
    subject = _subject(kind, groups, room_kind, dict(values), "")
    verdicts = evaluate(subject, shipped_rules(), signed_off=signed)
    every = tuple(
        _mark(position, one.rule.id, one.measure, one.outcome, one.severity, one.rule.role is Role.TEST)
        for position, one in enumerate(verdicts)
    )
    tests = [one for one in every if one.tests]
    fails = [one for one in tests if one.outcome in FAILING]
    return Marks(
        every,
        tuple(one for one in tests if one.outcome not in _SILENT),
        _attention(tests),
        tuple(sum(one.outcome is outcome for one in tests) for outcome in Outcome),
        (min((_GRAVITY[one.severity] for one in fails), default=len(_GRAVITY)), -len(fails)),
    )


def forget() -> None:
    """Forget all marks, as a process that has just begun."""
    _marks.cache_clear()


def _attention(tests: Sequence[Mark]) -> tuple[Mark, ...]:
    """What fails or needs a look, the gravest first, each with what other standards say of the same measure."""
    stands_out = [one for one in tests if one.outcome in OPEN]
    first: dict[str, tuple[int, int]] = {}
    for one in stands_out:
        first[one.measure] = min(first.get(one.measure, _rank(one)), _rank(one))
    beside = [one for one in tests if one.measure in first and one.outcome not in _SILENT]
    return tuple(sorted(beside, key=lambda one: (first[one.measure], one.measure, _rank(one), one.position)))


def _rank(one: Mark) -> tuple[int, int]:
    return (_FIRST.index(one.outcome), _GRAVITY[one.severity])


@lru_cache(maxsize=20_000)
def _mark(position: int, rule: str, measure: str, outcome: Outcome, severity: Severity, tests: bool) -> Mark:
    """One object for all marks that are alike: of thousands of cells most say the same."""
    return Mark(position, rule, measure, outcome, severity, tests)


def _subject(kind: str, groups: Iterable[str], room_kind: str, values: Mapping[str, str], name: str) -> Subject:
    known = shipped_rules().place_kinds
    called = kind if kind in known else RULES_CALL.get(kind, kind)
    return Subject(name, called, frozenset(groups), room_kind, as_values(values))
