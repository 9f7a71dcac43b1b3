"""Finding, for each item, the earlier ones that it may say again."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from unannounced.crafts.repeating.features import Numbers, Places, texts_of
from unannounced.crafts.repeating.likeness import LIKELY, OTHERWISE, likenesses
from unannounced.crafts.repeating.nearest import COLUMNS, MANY, at_once, nearest, sketches_of
from unannounced.crafts.repeating.slots import Said, differing
from unannounced.crafts.repeating.values import Candidate, Differs, Proposal

MOST = 5
"""Earlier items that are proposed for an item at most."""
LOOKED_AT = 10
"""Earlier items that are compared closely for an item, the nearest ones."""

_AROUND = 30
"""Held items around each new one that are read again, where there are very many."""

Vectors = NDArray[np.float16] | NDArray[np.float32]
_Finds = Callable[[], tuple[Places, Places]]


def find(items: Sequence[Candidate], vectors: Vectors) -> list[Proposal]:
    """For each of ``items`` the earlier ones of the same State, or of the same place, that it may say again.

    ``vectors`` are those of the texts, in the same order. An earlier item is one whose day is earlier. For each item
    the likeliest are proposed, ``MOST`` at most: those that are likely to demand the same, and behind them those that
    are alike but for a slot. In the order of the items, the likeliest first; the same whatever the order of ``items``
    but for theirs.
    """
    return list(_found(items, vectors, 0))


def find_for(
    new: Sequence[Candidate], new_vectors: Vectors, held: Sequence[Candidate], held_vectors: Vectors
) -> list[Proposal]:
    """The same for ``new`` and ``held`` items together, as far as one of the two is new.

    A new item may be the later or the earlier one: an archive is not taken in by its days. What a held item says again
    of held ones is not looked for again.
    """
    states = {one.state for one in new if one.state}
    places = {one.place for one in new if one.place}
    kept = [at for at, one in enumerate(held) if one.state in states or (one.place and one.place in places)]
    if len(kept) > MANY:
        kept = _around(new_vectors, held_vectors, kept)
    beside = held_vectors[kept].astype(new_vectors.dtype).reshape(len(kept), new_vectors.shape[1])
    vectors: Vectors = np.concatenate((new_vectors, beside))
    return list(_found([*new, *(held[at] for at in kept)], vectors, len(new)))


def _around(new: Vectors, held: Vectors, kept: Sequence[int]) -> list[int]:
    """Of very many held items those whose meaning is nearest to a new one: the others need not be read again."""
    wanted = new.astype(np.float32)
    nearness = np.empty((len(wanted), len(kept)), dtype=np.float32)
    for start in range(0, len(kept), COLUMNS):
        part = kept[start : start + COLUMNS]
        nearness[:, start : start + len(part)] = wanted @ held[part].astype(np.float32).T
    near = np.argpartition(-nearness, _AROUND, axis=1)[:, :_AROUND]
    return [kept[at] for at in np.unique(near)]


def _found(items: Sequence[Candidate], vectors: Vectors, new: int) -> Iterator[Proposal]:
    """The proposals among ``items``; of the first ``new`` ones with any, if that is not 0."""
    best: dict[int, dict[int, _Likely]] = {}
    for group in _groups(items):
        for now, likely in _of_group(items, vectors, np.array(group), new):
            best.setdefault(now, {}).update({one.then: one for one in likely})
    for now in sorted(best):
        for one in sorted(best[now].values(), key=_rank(items))[:MOST]:
            yield Proposal(items[now].key, items[one.then].key, one.likeness, one.differs)


class _Likely(NamedTuple):
    """The place of an earlier item, its likeness, and what differs."""

    then: int
    likeness: int
    differs: Differs


def _rank(items: Sequence[Candidate]) -> Callable[[_Likely], tuple[int, int, str]]:
    """The likeliest first, of equals the latest."""
    return lambda one: (-one.likeness, -items[one.then].day.toordinal(), items[one.then].key)


def _groups(items: Sequence[Candidate]) -> list[list[int]]:
    """The places of items that may say each other again: of one State; of one place where a State is not known."""
    states: dict[str, list[int]] = {}
    places: dict[str, list[int]] = {}
    for at, one in enumerate(items):
        if one.state:
            states.setdefault(one.state, []).append(at)
        if one.place:
            places.setdefault(one.place, []).append(at)
    unknown = [group for group in places.values() if any(not items[at].state for at in group)]
    groups = [group for group in (*states.values(), *unknown) if len({items[at].day for at in group}) > 1]
    return [sorted(group, key=lambda at: (items[at].day, items[at].key)) for group in groups]


def _of_group(
    items: Sequence[Candidate], vectors: Vectors, group: Places, new: int
) -> Iterator[tuple[int, list[_Likely]]]:
    """For each item of a group, which is in the order of its days and keys, the likely earlier ones."""
    days = np.array([items[at].day.toordinal() for at in group])
    texts = texts_of(items[at].text for at in group)
    sketches = sketches_of(vectors, group, texts)
    limits = np.searchsorted(days, days, side="left")
    named = _numbered([items[at].place for at in group])

    def compared(near: _Finds) -> tuple[Places, Places, NDArray[np.int16]]:
        then, now = near()
        sure, otherwise = likenesses(texts, then, texts, now, _cosines(vectors, group[then], group[now]))
        sure, otherwise = _elsewhere(named[then], named[now], sure, otherwise)
        at = np.flatnonzero((sure >= LIKELY) | otherwise)
        at = at[np.lexsort((then[at], -days[then[at]], -sure[at], now[at]))]
        at = at[_firsts(now[at])]
        return then[at], now[at], sure[at]

    for then, now, sure in at_once(compared, _near(sketches, limits, group < new if new else None)):
        likely: dict[int, list[_Likely]] = {}
        for one, at, percent in zip(then.tolist(), now.tolist(), sure.tolist(), strict=True):
            before, later = int(group[one]), int(group[at])
            differs = _differing(items[before], items[later], texts.said[one], texts.said[at])
            likely.setdefault(later, []).append(_Likely(before, percent, differs))
        yield from likely.items()


def _firsts(now: Places) -> NDArray[np.bool_]:
    """Which of pairs that are in the order of their later items are among the first ``MOST`` of theirs."""
    starts = np.searchsorted(now, now, side="left")
    firsts: NDArray[np.bool_] = np.arange(len(now)) - starts < MOST
    return firsts


def _numbered(places: Sequence[str]) -> Places:
    """A number for each place of detention; 0 for none."""
    numbers = {"": 0}
    return np.array([numbers.setdefault(place, len(numbers)) for place in places], dtype=np.int64)


def _differing(earlier: Candidate, later: Candidate, then: Said, now: Said) -> Differs:
    differs = differing(then, now)
    place = (earlier.place, later.place)
    if all(place) and earlier.place != later.place and place not in differs:
        return (place, *differs)
    return differs


def _near(sketches: Numbers, limits: Places, fresh: NDArray[np.bool_] | None) -> Iterator[_Finds]:
    """What finds pairs (earlier, later) that are near: of all, or those in which at least one is fresh."""
    if fresh is None:
        yield from nearest(sketches, limits, LOOKED_AT)
        return
    yield from nearest(sketches, limits, LOOKED_AT, np.flatnonzero(fresh))
    early = np.flatnonzero(fresh)
    later = np.flatnonzero(~fresh)
    if len(early) and len(later):
        together = np.concatenate((sketches[early], sketches[later]))
        before = np.searchsorted(early, limits[later], side="left")
        bounds = np.concatenate((np.zeros(len(early), dtype=np.int64), before))
        for found in nearest(together, bounds, LOOKED_AT, np.arange(len(early), len(together))):
            yield partial(_as_places, found, early, later)


def _as_places(found: _Finds, early: Places, later: Places) -> tuple[Places, Places]:
    then, now = found()
    return early[then], later[now - len(early)]


def _cosines(vectors: Vectors, then: Places, now: Places) -> Numbers:
    one, other = vectors[then].astype(np.float32), vectors[now].astype(np.float32)
    lengths = np.linalg.norm(one, axis=1) * np.linalg.norm(other, axis=1)
    found: Numbers = np.einsum("ij,ij->i", one, other) / np.maximum(lengths, 1e-9)
    return found


def _elsewhere(
    then: Places, now: Places, sure: NDArray[np.int16], otherwise: NDArray[np.bool_]
) -> tuple[NDArray[np.int16], NDArray[np.bool_]]:
    """A demand about one named place, told by its number, is not the same as that about another."""
    apart = (then > 0) & (now > 0) & (then != now)
    less = np.rint(sure * OTHERWISE).astype(np.int16)
    return np.where(apart & ~otherwise, less, sure), otherwise | (apart & (sure >= LIKELY))
