"""Numbers of the paragraphs of a draft: they run through the whole report, and references follow when one moves.

One step moves one paragraph, puts it in or takes it out; the numbers of the others follow from it. A paragraph that was
taken out keeps a number beyond ``OUTSIDE``, so that what refers to it still names it, and nothing else by mistake.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from unannounced.duties.decision import Allowed, Decision, Refused
from unannounced.duties.laying_out import LEVEL, referred_to, renumbered
from unannounced.duties.profile import Mechanism
from unannounced.duties.words import say

OUTSIDE = 9000
"""Paragraphs of a draft are numbered up to here; those taken out have a number beyond (project choice)."""
MOST_OUT = 999
"""So many paragraphs can be taken out of one draft: a reference has four digits at most."""


@dataclass(frozen=True, slots=True)
class Step:
    """A paragraph went from a number to another; 0 is outside the report."""

    paragraph: str
    from_number: int
    to_number: int

    def shifted(self, number: int) -> int:
        """The number that another paragraph has after this step.

        >>> one_in = Step("a", 0, 3)
        >>> one_in.shifted(2), one_in.shifted(3)
        (2, 4)
        >>> [Step("a", 2, 4).shifted(number) for number in (1, 3, 4, 5)]
        [1, 2, 3, 5]
        """
        if number > OUTSIDE:
            return number
        closed = number - 1 if self.from_number and number > self.from_number else number
        return closed + 1 if self.to_number and closed >= self.to_number else closed


def outside_of(taken_out: Iterable[str]) -> dict[str, int]:
    """The number beyond ``OUTSIDE`` of each paragraph ever taken out, given in the order in which they first were.

    >>> outside_of(["a", "b", "a"])
    {'a': 9001, 'b': 9002}
    """
    return {one: OUTSIDE + place for place, one in enumerate(dict.fromkeys(taken_out), start=1)}


def after(numbers: Mapping[str, int], steps: Iterable[Step], outside: Mapping[str, int]) -> dict[str, int]:
    """The number of each paragraph after ``steps``; those outside have the number ``outside`` gives them.

    >>> after({"a": 1, "b": 2, "c": 3}, [Step("c", 3, 1)], {})
    {'a': 2, 'b': 3, 'c': 1}
    """
    held = dict(numbers)
    for step in steps:
        held = {one: step.shifted(number) for one, number in held.items() if one != step.paragraph} | {
            step.paragraph: step.to_number or outside[step.paragraph]
        }
    return {one: held[one] for one in (*numbers, *(new for new in held if new not in numbers))}


def followed(number: int, steps: Iterable[Step], outside: Mapping[str, int]) -> int:
    """The number that stands for the same paragraph after ``steps``.

    >>> followed(4, [Step("a", 0, 2), Step("b", 5, 1)], {})
    1
    """
    for step in steps:
        here = step.from_number or outside.get(step.paragraph, 0)
        number = step.to_number or outside[step.paragraph] if number == here else step.shifted(number)
    return number


def caught_up(text: str, steps: Sequence[Step], outside: Mapping[str, int]) -> str:
    """``text`` as it reads after ``steps`` that were made while somebody wrote it.

    >>> caught_up("See §4.", [Step("a", 0, 2)], {})
    'See §5.'
    """
    if not steps:
        return text
    return renumbered(text, {number: followed(number, steps, outside) for number in referred_to(text)})


def may_number(number: int, *, last: int, profile: Mechanism) -> Decision:
    """Whether a paragraph of the draft may stand at ``number``, where ``last`` is the greatest it may have."""
    if 1 <= number <= last <= OUTSIDE:
        return Allowed()
    return Refused(
        say("There is no number {number} in this draft: a paragraph can stand at 1 to {last}."),
        profile.cited("report"),
        say("Choose a number from 1 to {last}."),
        {"number": number, "last": min(last, OUTSIDE)},
    )


def may_take_out(*, stands: bool, outside: int, profile: Mechanism) -> Decision:
    """Whether a paragraph may be taken out of the draft; ``outside`` is the number it would have then."""
    if not stands:
        return Refused(
            say("The paragraph was taken out already."),
            profile.cited("report"),
            say("Put it back if it is to stand in the report."),
        )
    if outside > OUTSIDE + MOST_OUT:
        return Refused(
            say("{most} paragraphs were taken out of this draft; no more can be."),
            profile.cited("report"),
            say("Put one of them back and write it anew."),
            {"most": MOST_OUT},
        )
    return Allowed()


def chapter_between(own: str, before: str, behind: str) -> str:
    """The heading under which a paragraph stands between two others.

    It keeps its own if one of them has it; otherwise it takes that of the one before, or at the beginning of the next.

    >>> chapter_between("Police", "Prisons", "Prisons"), chapter_between("Police", "Police", "Prisons")
    ('Prisons', 'Police')
    """
    return own if own in (before, behind) else before or behind


def place_for(chapter: str, standing: Sequence[str], order: Sequence[str]) -> int:
    """Behind how many of the paragraphs ``standing``, given by their headings, one with the heading ``chapter`` goes.

    Behind the last of the same heading; else behind the last of a heading that comes before it in ``order``. Headings
    that ``order`` does not name stay behind what stands before them.

    >>> place_for("Police", ["Introduction", "Remarks", "Prisons"], ["Introduction", "Police", "Prisons"])
    2
    """
    same = [place for place, heading in enumerate(standing, start=1) if heading == chapter]
    if same:
        return same[-1]
    ranks = {heading: rank for rank, heading in enumerate(order)}
    own, rank, found = ranks.get(chapter, len(ranks)), -1, 0
    for place, heading in enumerate(standing, start=1):
        rank = _rank(heading, ranks, rank)
        if rank <= own:
            found = place
    return found


def _rank(heading: str, ranks: Mapping[str, int], before: int) -> int:
    """The place of a heading in the order; of one that is not in it, that of its outermost level, or as ``before``."""
    if heading in ranks:
        return ranks[heading]
    outermost = heading.split(LEVEL)[0]
    return max(ranks.get(outermost, before), before) if outermost in ranks else before
