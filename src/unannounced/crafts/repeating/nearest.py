"""The nearest earlier items of each item, by meaning and words together, in blocks that fit into little memory."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import TypeVar
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from unannounced.crafts.repeating.features import Numbers, Places, Texts

ROWS, COLUMNS = 512, 4096
"""Items compared at once: a block of products takes 8 MB."""
_SAMPLE = 8192
"""Items from which the directions are taken in which meanings differ."""
MEANING, WORDS, MANY = 96, 64, 4096
"""Numbers that stand for the meaning of an item, and for its words, when it is looked for among ``MANY`` or more."""
SHARE_OF_WORDS = 0.5
"""What words count beside meaning: what a vector alone would miss is found by its words."""
_FEW = 4
"""Times as many better ones as are kept, from which on they are not sorted one by one."""
LEAST = 0.45
"""Items further apart than this are not looked at again. Chosen on the pairs tuned on: see docs/said-before.md."""


def sketches_of(vectors: NDArray[np.float16] | Numbers, group: Places, texts: Texts) -> Numbers:
    """A short row for each item of ``group``: the product of two says how near they are, by meaning and by words."""
    axes = _axes_of(vectors, group)
    meaning = axes.shape[1]
    sketch = np.empty((len(group), meaning + WORDS), dtype=np.float32)
    for start in range(0, len(group), COLUMNS):
        part = slice(start, start + COLUMNS)
        sketch[part, :meaning] = vectors[group[part]].astype(np.float32) @ axes
        sketch[part, meaning:] = _words(texts, part)
    _to_length(sketch[:, :meaning], np.sqrt(1 - SHARE_OF_WORDS))
    _to_length(sketch[:, meaning:], np.sqrt(SHARE_OF_WORDS))
    return sketch


def _axes_of(vectors: NDArray[np.float16] | Numbers, group: Places) -> Numbers:
    """The directions in which the meanings of many items differ most, of a sample at equal steps; all for a few."""
    if len(group) < MANY:
        return np.eye(vectors.shape[1], dtype=np.float32)
    sample = vectors[group[:: max(1, len(group) // _SAMPLE)]].astype(np.float32)
    _, found = np.linalg.eigh(sample.T @ sample)
    axes: Numbers = np.ascontiguousarray(found[:, ::-1][:, :MEANING])
    return axes


def _words(texts: Texts, part: slice) -> Numbers:
    """The words of each item, each added to two of the numbers, with a sign of its own."""
    rows = texts.words[part].tocsr()
    hashed = _places_of_words(rows.indices)
    out = np.zeros((rows.shape[0], WORDS), dtype=np.float32)
    lines = np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr))
    for shift in (0, 8):
        signs = np.where((hashed >> (16 + shift)) & 1, 1.0, -1.0).astype(np.float32)
        np.add.at(out, (lines, (hashed >> shift) % WORDS), signs * rows.data)
    return out


def _places_of_words(indices: NDArray[np.int32]) -> NDArray[np.int64]:
    """A number for each word, mixed so that words next to each other share no place."""
    known, back = np.unique(indices, return_inverse=True)
    mixed = np.array([crc32(int(one).to_bytes(4, "little")) for one in known], dtype=np.int64)
    found: NDArray[np.int64] = mixed[back]
    return found


def _to_length(rows: Numbers, length: float) -> None:
    rows *= length / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


def nearest(
    sketches: Numbers, limits: Places, count: int, rows: Places | None = None
) -> Iterator[Callable[[], tuple[Places, Places]]]:
    """For each row the ``count`` nearest of those before its limit: for each block of rows what finds its pairs.

    A pair is (earlier, later). ``limits`` says for each row how many of the first ones are earlier than it; it must
    not fall.
    """
    asked = np.arange(len(sketches)) if rows is None else rows
    for start in range(0, len(asked), ROWS):
        block = asked[start : start + ROWS]
        yield partial(_of_block, sketches, block, limits[block], count)


_Task = TypeVar("_Task")
_Found = TypeVar("_Found")


def at_once(work: Callable[[_Task], _Found], tasks: Iterable[_Task]) -> Iterator[_Found]:
    """What ``work`` finds of each task, in their order, on all cores: what numpy does runs side by side."""
    waiting = list(tasks)
    cores = min(os.cpu_count() or 1, len(waiting))
    if cores <= 1:
        yield from map(work, waiting)
        return
    with threadpool_limits(1, user_api="blas"), ThreadPoolExecutor(cores) as threads:
        running: deque[Future[_Found]] = deque()
        for task in waiting:
            running.append(threads.submit(work, task))
            if len(running) > cores:
                yield running.popleft().result()
        while running:
            yield running.popleft().result()


def _of_block(sketches: Numbers, block: Places, limits: Places, count: int) -> tuple[Places, Places]:
    """The nearest of one block: of each piece only what is nearer than the ``count`` nearest until then."""
    best = np.full((len(block), count), LEAST, dtype=np.float32)
    where = np.full((len(block), count), -1, dtype=np.int64)
    mine = sketches[block]
    for start, end in _pieces(int(limits.max(initial=0))):
        products = mine @ sketches[start:end].T
        if end > limits.min():
            products[np.arange(start, end)[None, :] >= limits[:, None]] = -1
        _merge(best, where, products, start)
    rows, places = np.nonzero(where >= 0)
    return where[rows, places], block[rows]


def _pieces(end: int) -> Iterator[tuple[int, int]]:
    """The columns in pieces that grow: what is near enough is known from the first, and few are nearer later."""
    start, size = 0, COLUMNS // 8
    while start < end:
        yield start, min(start + size, end)
        start, size = start + size, min(2 * size, COLUMNS)


def _merge(best: Numbers, where: Places, products: Numbers, start: int) -> None:
    """Put what is near enough in ``products`` among the best of the rows; of equals the first.

    Once the best are known, few products are better: those alone are sorted.
    """
    count = best.shape[1]
    lines, places = np.divmod(np.flatnonzero(products > best[:, -1:]), products.shape[1])
    hits = np.bincount(lines, minlength=len(best))
    many = hits > _FEW * count
    if many.any():
        rows = np.flatnonzero(many)
        picked = np.argpartition(-products[rows], count - 1, axis=1)[:, :count]
        picked.sort(axis=1)
        _keep(best, where, rows, np.take_along_axis(products[rows], picked, axis=1), picked + start)
        lines, places = lines[~many[lines]], places[~many[lines]]
    if len(lines):
        rows, firsts, here = np.unique(lines, return_index=True, return_counts=True)
        at = np.arange(len(lines)) - np.repeat(firsts, here)
        line = np.repeat(np.arange(len(rows)), here)
        scores = np.full((len(rows), int(here.max())), -1, dtype=np.float32)
        columns = np.full(scores.shape, -1, dtype=np.int64)
        scores[line, at] = products[lines, places]
        columns[line, at] = places + start
        _keep(best, where, rows, scores, columns)


def _keep(best: Numbers, where: Places, rows: Places, scores: Numbers, places: Places) -> None:
    """Of what ``rows`` have and of these, keep the best."""
    count = best.shape[1]
    scores = np.concatenate((best[rows], scores), axis=1)
    places = np.where(scores > LEAST, np.concatenate((where[rows], places), axis=1), -1)
    order = np.argsort(-scores, axis=1, kind="stable")[:, :count]
    best[rows] = np.take_along_axis(scores, order, axis=1)
    where[rows] = np.take_along_axis(places, order, axis=1)
