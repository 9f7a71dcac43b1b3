"""Finding what lies nearest: by signs first, which half a million rows have in 32 MB, then by the vectors themselves.

Of the rows that may be found those are taken whose signs differ least, ``CANDIDATES`` of them, and only these are
multiplied out. Where few rows may be found, all of them are: the narrower it was asked, the more exact it is.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from unannounced.crafts.searching.meaning.keeping import KeptGroup, MeaningDamaged, columns, read, signs_of

CANDIDATES, LATELY = 4_000, 64
AT_ONCE = 1_024
"""Rows that are multiplied out together: what the nearest memory of a core takes."""
FEW = 4
"""Where at most one of so many may be found, the signs of the others are not looked at."""
FARTHEST = 513
"""More signs than can differ."""

Marks = Mapping[str, Collection[str]]
Wanted = Callable[[Marks], bool]
Numbers = NDArray[np.float32]
Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What may be found: groups and texts by their marks, or those with these keys; None narrows nothing."""

    groups: Wanted | None = None
    texts: Wanted | None = None
    keys: Collection[str] | None = None


EVERYTHING = Narrowed()


class Nearest:
    """The vectors of a folder as they stand now, to be looked into; raises ``MeaningDamaged``.

    A key is ``group/number/place``, for an answer with its turn behind it; what stands behind a ``~`` does not count.
    Whoever added to the folder since is not seen: open it again.
    """

    def __init__(self, folder: Path) -> None:
        self._kept = read(folder)
        held = columns(folder, self._kept)
        self._vectors, self._scales = held["vectors"], np.array(held["scales"])
        self._group, self._number = np.array(held["groups"]), np.array(held["numbers"])
        self._place, self._turn = np.array(held["places"]), np.array(held["turns"])
        self._marks = np.array(held["marks"])
        self._signs = np.ascontiguousarray(np.array(held["signs"]).T)
        if self._kept.rows and (
            int(self._group.max()) >= len(self._kept.groups) or int(self._marks.max()) >= len(self._kept.marks)
        ):
            raise MeaningDamaged(f"The vectors in {folder} are of groups that are not there. Build them again.")
        self._of_groups = [_by_name(one.marks) for one in self._kept.groups]
        self._of_texts = [_by_name(one) for one in self._kept.marks]
        self._lately: dict[tuple[Wanted, int], NDArray[np.bool_]] = {}
        self._standing = self._kept.standing
        self._is_found = np.zeros(self._kept.rows, dtype=np.bool_)
        for one in self._standing.values():
            self._is_found[one.first : one.first + one.count] = True

    def __len__(self) -> int:
        """How many texts can be found."""
        return int(self._is_found.sum())

    def holds(self, key: str) -> bool:
        """Whether a text stands under ``key``."""
        return bool(len(self._rows_of(key)))

    def like(self, key: str, narrowed: Narrowed = EVERYTHING, at_most: int = 100) -> list[tuple[str, float]]:
        """What lies nearest to the text under ``key``, less what stands under the same number; [] if nothing does."""
        rows = self._rows_of(key)
        if not len(rows):
            return []
        row = int(rows[0])
        beside = np.flatnonzero((self._group == self._group[row]) & (self._number == self._number[row]))
        vector = self._vectors[row].astype(np.float32) * self._scales[row]
        return self.to(vector, narrowed, at_most, less=beside)

    def to(
        self, vector: Numbers, narrowed: Narrowed = EVERYTHING, at_most: int = 100, less: Rows | None = None
    ) -> list[tuple[str, float]]:
        """The keys of what lies nearest to ``vector`` (length one), each once with its cosine, the nearest first."""
        may = self._may_be_found(narrowed)
        if less is not None:
            may[less] = False
        rows = self._candidates(vector, may, max(CANDIDATES, 20 * at_most))
        scores = self._products(rows, vector)
        found: dict[str, float] = {}
        for place in np.argsort(-scores, kind="stable"):
            found.setdefault(self._key(int(rows[place])), float(scores[place]))
            if len(found) >= at_most:
                break
        return list(found.items())[:at_most]

    def _may_be_found(self, narrowed: Narrowed) -> NDArray[np.bool_]:
        may = self._is_found.copy()
        if narrowed.groups is not None:
            may &= self._which(narrowed.groups, self._of_groups)[self._group]
        if narrowed.texts is not None:
            may &= self._which(narrowed.texts, self._of_texts)[self._marks]
        if narrowed.keys is not None:
            may &= self._with_keys(narrowed.keys)
        return may

    def _which(self, wanted: Wanted, marks: Collection[Marks]) -> NDArray[np.bool_]:
        """Which of ``marks`` are wanted; what was asked lately is remembered, for each facet asks it again."""
        key = (wanted, id(marks))
        found = self._lately.get(key)
        if found is None:
            found = self._lately[key] = np.fromiter(map(wanted, marks), dtype=np.bool_, count=len(marks))
            while len(self._lately) > LATELY:
                self._lately.pop(next(iter(self._lately), key), None)
        return found

    def _candidates(self, vector: Numbers, may: NDArray[np.bool_], most: int) -> Rows:
        """The rows that may be found, or of many those whose signs differ least from those of ``vector``."""
        count = int(np.count_nonzero(may))
        if count <= most:
            return np.flatnonzero(may)
        rows = np.flatnonzero(may) if FEW * count < len(may) else slice(None)
        signs = signs_of(vector[None, :])[0]
        differ = np.zeros(len(may[rows]), dtype=np.uint16)
        for mine, of_all in zip(signs, self._signs, strict=True):
            differ += np.bitwise_count(of_all[rows] ^ mine)
        differ[~may[rows]] = FARTHEST
        counted = np.cumsum(np.bincount(differ, minlength=FARTHEST + 1))
        near = np.flatnonzero(differ <= int(np.searchsorted(counted, most)))
        return near if isinstance(rows, slice) else rows[near]

    def _products(self, rows: Rows, vector: Numbers) -> Numbers:
        """The cosines of ``rows``; not by a library that wakes threads, which takes longer than so few sums."""
        out = np.empty(len(rows), dtype=np.float32)
        for at in range(0, len(rows), AT_ONCE):
            some = rows[at : at + AT_ONCE]
            np.einsum("ij,j->i", self._vectors[some].astype(np.float32), vector, out=out[at : at + len(some)])
        out *= self._scales[rows]
        return out

    def _key(self, row: int) -> str:
        turn = f"/{self._turn[row]}" if self._turn[row] else ""
        return f"{self._kept.groups[self._group[row]].name}/{self._number[row]}/{self._place[row]}{turn}"

    def _rows_of(self, key: str) -> Rows:
        name, within = _parts(key)
        group = self._standing.get(name)
        if group is None or within is None:
            return np.empty(0, dtype=np.int64)
        return group.first + np.flatnonzero(self._within(group) == within)

    def _with_keys(self, keys: Collection[str]) -> NDArray[np.bool_]:
        wanted: dict[str, list[int]] = {}
        for key in keys:
            name, within = _parts(key)
            if within is not None:
                wanted.setdefault(name, []).append(within)
        may = np.zeros(self._kept.rows, dtype=np.bool_)
        for name, places in wanted.items():
            group = self._standing.get(name)
            if group is not None:
                may[_span(group)] = np.isin(self._within(group), places)
        return may

    def _within(self, group: KeptGroup) -> Rows:
        """Number, place and turn of each row of a group as one number."""
        own = _span(group)
        number, place, turn = (one[own].astype(np.int64) for one in (self._number, self._place, self._turn))
        within: Rows = (number << 32) + (place << 16) + turn
        return within


def _by_name(marks: Collection[tuple[str, str]]) -> Marks:
    named: dict[str, list[str]] = {}
    for name, value in marks:
        named.setdefault(name, []).append(value)
    return named


def _span(group: KeptGroup) -> slice:
    return slice(group.first, group.first + group.count)


def _parts(key: str) -> tuple[str, int | None]:
    """The group of a key, and what ``_within`` has of it; None where it is no key."""
    name, *numbers = key.partition("~")[0].split("/")
    if len(numbers) not in (2, 3) or not all(one.isascii() and one.isdigit() and len(one) < 10 for one in numbers):
        return name, None
    number, place, turn = (int(one) for one in (*numbers, "0")[:3])
    if max(place, turn) >= 1 << 16:
        return name, None
    return name, (number << 32) + (place << 16) + turn
