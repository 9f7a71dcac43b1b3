"""What is measured, and what a standard says of it: never more than the closed list of outcomes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from unannounced.duties.standards.rules import Role, Rule, Severity, Test
from unannounced.duties.standards.values import Value
from unannounced.duties.words import Sentence, say


class Outcome(StrEnum):
    """What a rule says of a subject. There is none that says that torture was found."""

    MET = "met"
    NOT_MET = "not_met"
    PRESUMPTION = "presumption"
    NEEDS_REVIEW = "needs_review"
    NOT_MEASURED = "not_measured"
    NOT_APPLICABLE = "not_applicable"


OUTCOME_WORDS: dict[Outcome, str] = {
    Outcome.MET: say("met"),
    Outcome.NOT_MET: say("not met"),
    Outcome.PRESUMPTION: say("presumption"),
    Outcome.NEEDS_REVIEW: say("needs review"),
    Outcome.NOT_MEASURED: say("not measured"),
    Outcome.NOT_APPLICABLE: say("not applicable"),
}
FAILING = frozenset({Outcome.NOT_MET, Outcome.PRESUMPTION})
OPEN = FAILING | {Outcome.NEEDS_REVIEW}


@dataclass(frozen=True, slots=True)
class Subject:
    """What was measured: a room, a person, an episode, a unit or a place, in a place of ``place_kind``.

    Empty: the kind of place, the groups or the kind of room are not known. A measure that nobody took is not among
    ``values``.
    """

    id: str
    place_kind: str = ""
    groups: frozenset[str] = frozenset()
    room_kind: str = ""
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one rule says of one subject, with everything it rests on.

    ``test`` is the comparison that was made, with the threshold that counted; ``value`` what was compared, measured or
    computed; ``result`` the word of the rule's own table, where it has one; ``severity`` that of the rule, raised where
    ``raised`` says why; ``steps`` the arithmetic. ``missing`` are measures that would be needed, ``lacking`` entries of
    a checklist that are not there, ``unseen`` those that nobody looked at.
    """

    rule: Rule
    outcome: Outcome
    why: Sentence
    severity: Severity
    test: Test | None = None
    value: Value | None = None
    result: str = ""
    steps: tuple[Sentence, ...] = ()
    raised: tuple[Sentence, ...] = ()
    missing: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    unseen: tuple[str, ...] = ()

    @property
    def measure(self) -> str:
        """What was compared."""
        return self.test.measure if self.test else ""

    @property
    def threshold(self) -> Fraction | None:
        """The number it was held against, if it was one."""
        return self.test.threshold if self.test else None

    @property
    def fails(self) -> bool:
        """Whether it is a finding against the place: a definition that does not fit is none."""
        return self.outcome in FAILING and self.rule.role is Role.TEST

    @property
    def is_open(self) -> bool:
        """Whether somebody must look at it: it fails, or nothing but a person can tell."""
        return self.fails or (self.outcome is Outcome.NEEDS_REVIEW and self.rule.role is Role.TEST)
