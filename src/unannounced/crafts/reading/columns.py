"""Columns that a file draws line by line across the page, put one after the other.

Most files draw one column and then the next, and their order is kept. Some draw the first line of both, then the
second: read so, every sentence is broken by another. A table looks alike and must be read across, so columns are only
believed where nearly every line of the page has a gap at the same place, where both sides are wide enough for prose,
and where the ends of paragraphs do not fall together.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

Gaps = Callable[["Piece"], list[tuple[int, int, float, float]]]
"""The spaces in a piece: its first and last place in the text, and where on the page it begins and ends."""

_LEAST_LINES = 8
_WIDE = 0.9
_NARROWEST = 0.2
_SHARE = 0.6
_GAP_SHARE = 0.4
_LEAST_LETTERS = 14
_STEPS = 300
_LEAST_GUTTER = 6.0
_CROSSED = 0.25
_TOGETHER = 0.5


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a page's text on one line: from where to where in the text, and on the page."""

    start: int
    stop: int
    left: float
    right: float
    base: float
    size: float
    turns: int = 0
    aside: bool = False
    slanted: bool = False


def seem_columns(pieces: Sequence[Piece], gaps: Gaps) -> bool:
    """Whether a look at some lines finds wide gaps in many of them, or lines beside others again and again."""
    upright = [piece for piece in pieces if not piece.aside]
    if len(upright) < _LEAST_LINES:
        return False
    beside = sum(
        abs(one.base - other.base) < 0.7 * one.size and (one.right < other.left or other.right < one.left)
        for one, other in pairwise(upright)
    )
    if beside >= _LEAST_LINES // 2:
        return True
    widest = max(piece.right for piece in upright) - min(piece.left for piece in upright)
    some = [piece for piece in upright if piece.right - piece.left > _SHARE * widest][::4]
    return sum(bool(_wide(piece, gaps)) for piece in some) > _GAP_SHARE * max(2, len(some))


def in_columns(pieces: list[Piece], gaps: Gaps, *, leftwards: bool = False) -> list[Piece]:
    """The pieces in reading order, those cut that reach over a gutter; as they are if these are no columns.

    ``leftwards`` if the page is written from right to left.
    """
    upright = [piece for piece in pieces if not piece.aside]
    cut = [part for piece in upright for part in _cut(piece, _wide(piece, gaps))]
    gutters = _gutters(cut)
    if not gutters:
        return pieces
    ordered: list[Piece] = []
    for block in _blocks(_whole_again(cut, gutters), gutters):
        ordered += _ordered(block, gutters, -1 if leftwards else 1)
    return [*ordered, *(piece for piece in pieces if piece.aside)]


def _wide(piece: Piece, gaps: Gaps) -> list[tuple[int, int, float, float]]:
    return [gap for gap in gaps(piece) if gap[3] - gap[2] > _WIDE * piece.size]


def _cut(piece: Piece, wide: list[tuple[int, int, float, float]]) -> list[Piece]:
    parts = []
    for first, last, left, right in wide:
        parts.append(replace(piece, stop=first, right=left))
        piece = replace(piece, start=last, left=right)
    return [*parts, piece]


def _gutters(pieces: list[Piece]) -> list[float]:
    """The middles of the gutters: places that few lines cross, with much text at both sides."""
    left = min(piece.left for piece in pieces)
    right = max(piece.right for piece in pieces)
    step = max(1.0, (right - left) / _STEPS)
    covered = [0] * (int((right - left) / step) + 2)
    for piece in pieces:
        for place in range(int((piece.left - left) / step), int((piece.right - left) / step) + 1):
            covered[place] += 1
    lines = len({round(piece.base) for piece in pieces})
    found: list[float] = []
    begin = 0
    for place, times in enumerate(covered):
        if times > _CROSSED * lines:
            if begin and (place - begin) * step >= _LEAST_GUTTER:
                found.append(left + (begin + place) / 2 * step)
            begin = place + 1
    return found if _are_prose(pieces, found, left, right) else []


def _are_prose(pieces: list[Piece], gutters: list[float], left: float, right: float) -> bool:
    """Whether what stands between the gutters are two or three columns of prose, beside each other line by line."""
    if not 1 <= len(gutters) <= 2:
        return False
    edges = [left, *gutters, right]
    if any(after - before < _NARROWEST * (right - left) for before, after in pairwise(edges)):
        return False
    inside = [piece for piece in pieces if not _crosses(piece, gutters)]
    columns = [[piece for piece in inside if _column(piece, gutters) == number] for number in range(len(gutters) + 1)]
    if any(len({round(piece.base) for piece in column}) < _LEAST_LINES for column in columns):
        return False
    if any(sum(one.stop - one.start for one in column) < _LEAST_LETTERS * len(column) for column in columns):
        return False
    return not _ends_together(columns)


def _ends_together(columns: list[list[Piece]]) -> bool:
    """Whether gaps between lines fall together, as those between the rows of a table do."""
    gaps = []
    for column in columns:
        bases = sorted({round(piece.base) for piece in column}, reverse=True)
        steps = sorted(before - after for before, after in pairwise(bases))
        usual = steps[len(steps) // 2]
        gaps.append({after for before, after in pairwise(bases) if before - after > 1.25 * usual})
    fewest = min(gaps, key=len)
    if len(fewest) < 2:
        return False
    shared = sum(all(any(abs(one - other) <= 3 for other in others) for others in gaps) for one in fewest)
    return shared > _TOGETHER * len(fewest)


def _whole_again(pieces: list[Piece], gutters: list[float]) -> list[Piece]:
    """Pieces of one line joined again where no gutter lies between them."""
    joined: list[Piece] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if (
            last is not None
            and last.base == piece.base
            and 0 <= piece.start - last.stop <= 3
            and not any(last.right <= gutter <= piece.left for gutter in gutters)
        ):
            joined[-1] = replace(last, stop=piece.stop, right=max(last.right, piece.right))
        else:
            joined.append(piece)
    return joined


def _blocks(pieces: list[Piece], gutters: list[float]) -> list[list[Piece]]:
    """The pieces from the head of the page to its foot, apart at each line that goes over the whole width."""
    blocks: list[list[Piece]] = [[]]
    for piece in sorted(pieces, key=lambda piece: -piece.base):
        if _crosses(piece, gutters):
            blocks += [[piece], []]
        else:
            blocks[-1].append(piece)
    return [block for block in blocks if block]


def _ordered(block: list[Piece], gutters: list[float], onwards: int) -> list[Piece]:
    return sorted(block, key=lambda piece: (onwards * _column(piece, gutters), -piece.base, onwards * piece.left))


def _crosses(piece: Piece, gutters: list[float]) -> bool:
    return any(piece.left + 1 < gutter < piece.right - 1 for gutter in gutters)


def _column(piece: Piece, gutters: list[float]) -> int:
    return sum(piece.left >= gutter for gutter in gutters)
