"""Which figures the version for the public withholds, so that nobody reckons from the others what is confidential.

ECPT Art. 11(1), OPCAT Art. 16(1): what a report says stays between the mechanism and the State until it is published.
A line of figures on what unpublished reports say is withheld unless these are reports on enough States and no number
of it is small; how many are enough is a number of the profile (``small_number``).

A reader knows every published report. So of each figure only what unpublished reports add to it is unknown, and a line
on published reports alone protects nothing by being withheld. Lines are withheld whole, because the numbers of a line
add up among themselves. Where a total is printed, at least two lines below it are withheld, and what they hold together
is not small in any column: then any one of them may hold all of it, or nothing, for all that a reader can reckon. Where
that cannot be, the numbers of the total are withheld with them, a family of numbers that add up at a time.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from unannounced.duties.words import say

MAIN = "main"
"""The family of the number of which all others of a line are parts: withheld in the total, the whole total is."""


class Why(StrEnum):
    """Why a figure is withheld."""

    FEW_STATES = "few_states"
    SMALL = "small"
    BESIDE = "beside"


WORDS: dict[Why, str] = {
    Why.FEW_STATES: say("Withheld where it rests on unpublished reports on fewer than {small} States ({rule})."),
    Why.SMALL: say("Withheld where fewer than {small} of what it counts stand in unpublished reports ({rule})."),
    Why.BESIDE: say("Withheld where another number that is withheld could be reckoned from it ({rule})."),
}


@dataclass(frozen=True, slots=True)
class Secret:
    """What of a line is confidential: the States among whose unpublished reports it counts, and how much by column."""

    states: frozenset[str]
    counts: Mapping[str, int]

    @property
    def size(self) -> int:
        """How much it is, to choose the least of several."""
        return max(self.counts.values(), default=0)


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that add up to a total. ``whole`` names the total: the same for all blocks that part the same rows.

    ``families`` puts every column of it into a family.
    """

    name: str
    whole: str
    lines: Mapping[str, Secret]
    total: Secret
    families: Mapping[str, str]


@dataclass(slots=True)
class Withheld:
    """What is withheld: lines by block and line, and of totals the families, each with why."""

    lines: dict[tuple[str, str], Why] = field(default_factory=dict)
    totals: dict[tuple[str, str], Why] = field(default_factory=dict)

    def of_total(self, whole: str, family: str) -> Why | None:
        """Why a number of a total is withheld, or None."""
        return self.totals.get((whole, family))


def judged(one: Secret, small: int) -> Why | None:
    """Whether a line is withheld for what it says itself; none at all is no small number.

    >>> judged(Secret(frozenset({"XXA"}), {"items": 70}), 5), judged(Secret(frozenset(), {"items": 2}), 5)
    (<Why.FEW_STATES: 'few_states'>, None)
    """
    if not one.states:
        return None
    if len(one.states) < small:
        return Why.FEW_STATES
    return Why.SMALL if any(0 < count < small for count in one.counts.values()) else None


def withheld(blocks: Sequence[Block], *, small: int) -> Withheld:
    """What of the blocks is withheld; the same whatever order they come in."""
    found = Withheld()
    for block in blocks:
        for key, line in block.lines.items():
            if why := judged(line, small):
                found.lines[block.name, key] = why
        for family, why in _judged_total(block, small):
            found.totals.setdefault((block.whole, family), why)
    while any(_further(block, found, small) for block in sorted(blocks, key=_name)):
        pass
    return found


def _name(block: Block) -> str:
    return block.name


def _judged_total(block: Block, small: int) -> Iterator[tuple[str, Why]]:
    """The families of a total that are withheld for what they say themselves; with the main one all of them."""
    why = judged(Secret(block.total.states, {}), small)
    for column, count in block.total.counts.items():
        if why or (block.total.states and 0 < count < small):
            yield block.families[column], why or Why.SMALL


def _further(block: Block, found: Withheld, small: int) -> bool:
    """Withhold one thing more of a block where a withheld number could be reckoned; whether anything was."""
    if _spread(block, found):
        return True
    hidden = [line for key, line in block.lines.items() if (block.name, key) in found.lines]
    printed = [column for column in block.total.counts if (block.whole, block.families[column]) not in found.totals]
    told = len(printed) < len(block.total.counts)
    if not hidden and not told:
        return False
    given_away = [column for column in printed if sum(line.counts.get(column, 0) for line in hidden) < small]
    alone = len(hidden) < (2 if printed else 1)
    if not given_away and not alone:
        return False
    if (least := _least(block, found)) is not None:
        found.lines[block.name, least] = Why.BESIDE
        return True
    families = {block.families[column] for column in (printed if alone and hidden else given_away)}
    found.totals |= {(block.whole, family): Why.BESIDE for family in families if hidden}
    return bool(families and hidden)


def _spread(block: Block, found: Withheld) -> bool:
    """With the main number of a total all its numbers are withheld; whether any was added."""
    why = found.totals.get((block.whole, MAIN))
    new = {(block.whole, family) for family in block.families.values()} - found.totals.keys() if why else set()
    found.totals |= dict.fromkeys(new, Why.BESIDE)
    return bool(new)


def _least(block: Block, found: Withheld) -> str | None:
    """The line that holds least, of those that are printed and of which a reader does not know all."""
    shown = [
        (not line.size, line.size, key)
        for key, line in block.lines.items()
        if (block.name, key) not in found.lines and line.states
    ]
    return min(shown)[2] if shown else None
