"""A rule answers ``Allowed`` or ``Refused(reason, rule)``; a refusal is falsy and never an exception.

One function thereby serves the button (is it shown?), the page (why not?) and the action, which
calls ``require`` and so cannot go on.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from unannounced.duties.words import Sentence


@dataclass(frozen=True, slots=True)
class Allowed:
    """Nothing in the rules stands against it."""

    def __bool__(self) -> Literal[True]:
        return True


@dataclass(frozen=True, slots=True)
class Refused:
    """A rule stands against it.

    ``reason`` and ``instead`` are English sentences marked with ``say``; ``facts`` fills the
    placeholders of both. ``rule`` cites the article, or the mechanism's own rule.
    """

    reason: str
    rule: str
    instead: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)

    def __bool__(self) -> Literal[False]:
        return False

    @property
    def sentence(self) -> Sentence:
        """The reason, ready to be translated and filled in."""
        return Sentence(self.reason, self.facts)

    @property
    def way_out(self) -> Sentence:
        """What can be done instead; an empty sentence where nothing can."""
        return Sentence(self.instead, self.facts)

    def __str__(self) -> str:
        return f"{self.sentence} ({self.rule})"


Decision = Allowed | Refused


class RefusedByRule(Exception):
    """Raised by ``require`` alone: an action was called although a rule refuses it."""

    def __init__(self, refusal: Refused) -> None:
        super().__init__(str(refusal))
        self.refusal = refusal


def require(decision: Decision) -> None:
    """Return if ``decision`` allows; raise ``RefusedByRule`` with the refusal otherwise.

    >>> require(Allowed())
    >>> require(Refused("There is no quorum.", "ECPT Art. 6(1)"))
    Traceback (most recent call last):
    ...
    unannounced.duties.decision.RefusedByRule: There is no quorum. (ECPT Art. 6(1))
    """
    if isinstance(decision, Refused):
        raise RefusedByRule(decision)


def first_refusal(*decisions: Decision) -> Decision:
    """The first refusal among ``decisions``, or ``Allowed`` if none refuses."""
    return next((decision for decision in decisions if not decision), Allowed())
