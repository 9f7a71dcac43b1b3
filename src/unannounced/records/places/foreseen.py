"""What taking a table in would do, row by row: values, and how they are told to a person or a program."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

from unannounced.crafts.matching.values import Reason
from unannounced.crafts.registers.values import Problem, ReadPlace, ReadRegister
from unannounced.duties.chain import plain
from unannounced.duties.words import say


class How(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    MATCHED = "matched"
    UNSURE = "unsure"
    KNOWN = "known"
    REFUSED = "refused"


WORDS: dict[How, str] = {
    How.NEW: say("new place"),
    How.CHANGED: say("says something new of a known place"),
    How.MATCHED: say("taken for a known place by its name"),
    How.UNSURE: say("new place that may be a known one: a person decides"),
    How.KNOWN: say("nothing new"),
    How.REFUSED: say("refused"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """What a row says that its register did not say before; ``what`` is an attribute, a count or an event.

    Of a count: of how many days nothing was said before, and on how many days the number is another one.
    """

    what: str
    before: str = ""
    after: str = ""
    new_days: int = 0
    other_days: int = 0


@dataclass(frozen=True, slots=True)
class Offered:
    """A known place that a row may be of: how likely, in per cent, and why."""

    place: UUID
    name: str
    likeness: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class ForeseenRow:
    """What becomes of what a table says of one place.

    ``to`` is the known place it is of, called ``called``; ``None`` makes a new one. ``match`` says why where a name
    and not a key decided; ``offers`` are the known places that it may be of.
    """

    place: ReadPlace
    how: How
    to: UUID | None = None
    called: str = ""
    changes: tuple[Change, ...] = ()
    match: Offered | None = None
    offers: tuple[Offered, ...] = ()

    def shape(self) -> dict[str, Any]:
        """The row as JSON can hold it."""
        return {
            "row": self.place.row,
            "how": self.how.value,
            "key": self.place.key,
            "name": self.place.name,
            "place": str(self.to) if self.to else None,
            "called": self.called,
            "changes": [_change(one) for one in self.changes],
            "likeness": self.match.likeness if self.match else None,
            "reasons": reasons_kept(self.match.reasons) if self.match else [],
            "offers": [
                {
                    "place": str(one.place),
                    "name": one.name,
                    "likeness": one.likeness,
                    "reasons": reasons_kept(one.reasons),
                }
                for one in self.offers
            ],
        }


@dataclass(slots=True)
class Foreseen:
    """What taking a table in would do; nothing of it has happened.

    ``problems`` are those of reading and those found here; ``stamp`` says in what the register was compared with:
    taking in is refused once it is another one. ``missing`` are places that the edition before listed and this one
    does not.
    """

    rows: list[ForeseenRow]
    problems: list[Problem]
    stamp: str
    missing: list[tuple[UUID, str]] = field(default_factory=list)
    new_states: tuple[str, ...] = ()
    about_state: int = 0

    @property
    def counts(self) -> Counter[How]:
        """How many rows become what; a row that has several refused cells is refused once."""
        counted = Counter(row.how for row in self.rows)
        counted[How.REFUSED] = len(self.refused_rows)
        return counted

    @property
    def refused_rows(self) -> set[int]:
        """The rows that are not taken."""
        return {one.row for one in self.problems if one.refused and one.row is not None}

    @property
    def refusal(self) -> Problem | None:
        """Why the file as a whole is not taken; ``None`` if it may be."""
        return next((one for one in self.problems if one.refused and one.row is None), None)

    def shape(self) -> dict[str, Any]:
        """All of it as JSON can hold it."""
        return {
            "counts": {how.value: self.counts[how] for how in How},
            "rows": [row.shape() for row in self.rows],
            "problems": [problem_shape(one) for one in self.problems],
            "missing": [{"place": str(place), "name": name} for place, name in self.missing],
        }


def reasons_kept(reasons: tuple[Reason, ...]) -> list[list[Any]]:
    """Reasons as a table keeps them: [sentence, facts, speaks for]."""
    return [[one.sentence, _facts(one.facts), one.speaks_for] for one in reasons]


def problem_shape(problem: Problem) -> dict[str, Any]:
    """A problem as JSON can hold it."""
    return {
        "row": problem.row,
        "column": problem.column,
        "value": problem.value,
        "reason": problem.reason.format(**problem.facts),
        "do": problem.way_out.format(**problem.facts),
        "refused": problem.refused,
    }


def _facts(facts: Mapping[str, object]) -> dict[str, Any]:
    return {name: value if isinstance(value, int | str) else plain(_written(value)) for name, value in facts.items()}


def _written(value: object) -> object:
    """Floating-point numbers have no canonical form: in a reason they are text."""
    return f"{value:.3g}" if isinstance(value, float) else value


def _change(one: Change) -> dict[str, Any]:
    said = {"what": one.what, "before": one.before, "after": one.after}
    return {**said, "new_days": one.new_days, "other_days": one.other_days} if one.new_days or one.other_days else said


def refused_of(read: ReadRegister) -> Iterator[Problem]:
    """The problems of reading for which something is not taken."""
    return (one for one in read.problems if one.refused)
