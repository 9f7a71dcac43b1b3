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
    """An entry a finding rests on: its kind, and who or what it comes from (a letter, a role, a register).

    ``pseudonym`` is the person it speaks of, ``device`` that on which it was written, ``said_as`` the entry it corrects
    or is another wording of; each is empty where there is none.
    """

    kind: EntryKind
    source: str
    pseudonym: str = ""
    device: str = ""
    said_as: str = ""


class Tie(StrEnum):
    """Why two entries count as one source."""

    PERSON = "person"
    SOURCE = "source"
    WORDING = "wording"


TIE_WORDS: dict[Tie, str] = {
    Tie.PERSON: say("they are of the same person"),
    Tie.SOURCE: say("they name the same source"),
    Tie.WORDING: say("one corrects the other, or is another wording of it"),
}


@dataclass(frozen=True, slots=True)
class Source:
    """One independent source: the places of its supports in the order given, and why they are one."""

    supports: tuple[int, ...]
    ties: tuple[Tie, ...]


def sources(supports: Sequence[Support]) -> list[Source]:
    """The independent sources among ``supports``, in the order in which they first appear.

    Counted once are entries of the same person, entries with the same source on the same device, and an entry with
    its correction. A letter is a member's own: “source A” on two devices may be two persons. A register or a
    measurement that two devices name alike is one thing, and what was noted in the office bears no device: there the
    words alone decide (project choice, on the side of counting too few).

    >>> said = [Support(EntryKind.ALLEGATION, "A", device="1"), Support(EntryKind.ALLEGATION, "A", device="2")]
    >>> len(sources(said)), len(sources([*said, Support(EntryKind.OBSERVATION, "A")]))
    (2, 1)
    """
    groups: list[tuple[list[int], set[Tie]]] = []
    for number, support in enumerate(supports):
        tied = [(group, _ties([supports[other] for other in group[0]], support)) for group in groups]
        joined, ties = [number], set[Tie]()
        for group, why in tied:
            if why:
                groups.remove(group)
                joined, ties = [*group[0], *joined], ties | group[1] | why
        groups.append((sorted(joined), ties))
    return [Source(tuple(found), tuple(tie for tie in Tie if tie in why)) for found, why in sorted(groups, key=_first)]


def _first(group: tuple[list[int], set[Tie]]) -> int:
    return group[0][0]


def _ties(group: Sequence[Support], one: Support) -> set[Tie]:
    return {tie for other in group if (tie := tie_between(one, other)) is not None}


def tie_between(one: Support, other: Support) -> Tie | None:
    """Why two entries count as one source; ``None`` if they are independent."""
    if one.said_as and one.said_as == other.said_as:
        return Tie.WORDING
    if one.pseudonym and one.pseudonym == other.pseudonym:
        return Tie.PERSON
    if one.source != other.source or (one.pseudonym and other.pseudonym):
        return None
    same_device = one.device == other.device or not one.device or not other.device
    return Tie.SOURCE if same_device or (one.kind in _FIRM and other.kind in _FIRM) else None


def strength(supports: Sequence[Support]) -> Strength:
    """How firmly ``supports`` carry a finding; many entries from one source stay a single source.

    Two independent sources corroborate. Three or more, or two of different kinds of which one is a document or a
    measurement, corroborate strongly. Without any support the answer is the weakest; ``may_draw`` refuses that.
    """
    found = sources(supports)
    if len(found) < 2:
        return Strength.SINGLE_SOURCE
    if len(found) > 2 or _firm_pair(supports, found):
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


def _firm_pair(supports: Sequence[Support], found: Sequence[Source]) -> bool:
    """Whether a document or measurement meets an entry of another kind from another source."""
    one, other = ([supports[number].kind for number in source.supports] for source in found)
    return any(
        firm in _FIRM and kind is not firm
        for held, beside in ((one, other), (other, one))
        for firm in held
        for kind in beside
    )
