"""Weighing entries: what a finding rests on, and how firmly."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from unannounced.duties.decision import Allowed, Decision, Refused, first_refusal
from unannounced.duties.noting import EntryKind, may_keep
from unannounced.duties.profile import Mechanism
from unannounced.duties.words import say


class Strength(StrEnum):
    """How firmly a finding stands (project choice, after the practice of triangulation)."""

    SINGLE_SOURCE = "single_source"
    CORROBORATED = "corroborated"
    STRONGLY_CORROBORATED = "strongly_corroborated"


WORDS: dict[Strength, str] = {
    Strength.SINGLE_SOURCE: say("single source"),
    Strength.CORROBORATED: say("corroborated"),
    Strength.STRONGLY_CORROBORATED: say("strongly corroborated"),
}

_FIRM = frozenset({EntryKind.DOCUMENT, EntryKind.MEASUREMENT})


@dataclass(frozen=True, slots=True)
class Support:
    """An entry a finding rests on: its kind, and who or what it comes from (a pseudonym, a register, a device)."""

    kind: EntryKind
    source: str


def strength(supports: Sequence[Support]) -> Strength:
    """How firmly ``supports`` carry a finding; many entries from one source stay a single source.

    Two independent sources corroborate. Three or more, or two of different kinds of which one is a document or a
    measurement, corroborate strongly. Without any support the answer is the weakest; ``may_draw`` refuses that.
    """
    sources = {support.source for support in supports}
    if len(sources) < 2:
        return Strength.SINGLE_SOURCE
    if len(sources) > 2 or _firm_pair(supports):
        return Strength.STRONGLY_CORROBORATED
    return Strength.CORROBORATED


def may_draw(*, text: str, supports: Sequence[Support], profile: Mechanism) -> Decision:
    """Whether a finding may be drawn: it has words and rests on at least one entry."""
    return first_refusal(may_keep(text), _rests_on_something(supports, profile))


def _rests_on_something(supports: Sequence[Support], profile: Mechanism) -> Decision:
    if supports:
        return Allowed()
    return Refused(
        say("The finding rests on no entry."),
        profile.cited("report"),
        say("Choose at least one entry of the notebook it rests on."),
    )


def _firm_pair(supports: Sequence[Support]) -> bool:
    """Whether a document or measurement meets an entry of another kind from another source."""
    return any(
        one.kind in _FIRM and other.kind is not one.kind and other.source != one.source
        for one in supports
        for other in supports
    )
