"""What of two texts is compared, for many pairs at once: how close they are, their words, their slots kind by kind."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from unannounced.crafts.repeating.slots import FOUNDED, Said, negations, said_in, values_by_kind
from unannounced.crafts.repeating.words import LITTLE_WORDS

Numbers = NDArray[np.float32]
Places = NDArray[np.int64]

_OPEN = ("treaty", "hours", "minutes", "m2", "per cent", "article", "number")
"""Kinds whose values are not listed in the file; each is hashed to one of 64 bits, treaties to one of 128."""
_STEPS = ("joining", "ending", "formality", "founding", "ruling", "means", "tool", "justice", "care")
_CORE = "core"
"""What is demanded of what, where this is clear: to join a treaty, to found an institution."""
_JOINING = frozenset(("ratification", "signature"))
_HASHED = 2**20
LANGUAGES = ("", *LITTLE_WORDS, "other")
"""The languages that are told apart; the first for one that stays open."""

NAMES = (
    "cos", "words", "contained", "cos x contained", "short", "unlike length",
    "earlier said", "later said", "earlier short", "later short", "later longer",
    "treaty alike", "treaty clash", "treaty one", "matter alike", "matter clash", "matter one", "matter equal",
    "group alike", "group clash", "group one", "group part", "person differs", "place differs",
    "institution alike", "institution clash", "institution one",
    "core alike", "core common", "core clash", "core one",
    "joining clash", "ending clash", "formality clash", "founding clash", "ruling clash", "means clash", "means alike",
    "tool alike", "tool clash", "tool one",
    "justice clash", "justice alike", "care clash", "number differs", "negation", "slots",
)  # fmt: skip


@cache
def _columns() -> dict[str, tuple[int, int]]:
    """For each kind the 64-bit columns that hold its values, from the first to behind the last."""
    columns, at = {}, 0
    for kind, values in values_by_kind().items():
        width = -(-len(values) // 64)
        columns[kind] = (at, at + width)
        at += width
    for kind in _OPEN:
        width = 2 if kind == "treaty" else 1
        columns[kind] = (at, at + width)
        at += width
    columns[_CORE] = (at, at + 4)
    return columns


@cache
def _bits() -> dict[tuple[str, str], int]:
    return {(kind, value): at for kind, values in values_by_kind().items() for at, value in enumerate(values)}


@lru_cache(maxsize=2**14)
def _bit(kind: str, value: str) -> tuple[int, int]:
    """The column of a value, and its bit in there."""
    first, end = _columns()[kind]
    known = _bits().get((kind, value))
    at = known if known is not None else crc32(f"{kind} {value}".encode()) % (64 * (end - first))
    return first + at // 64, 1 << (at % 64)


def core_of(said: Said) -> set[str]:
    """What is demanded of what, as far as the slots say it."""
    core = set()
    joining, means = said.values("joining"), said.values("means")
    for treaty in said.values("treaty"):
        if not _JOINING.isdisjoint(joining):
            core.add(f"join {treaty}")
        elif "withdrawal of reservations" in joining:
            core.add(f"unreserve {treaty}")
        elif joining or "alignment of law" in means:
            core.add(f"apply {treaty}")
    endings = said.values("ending")
    core.update(end for end in endings if end == "moratorium" or "death penalty" in said.values("matter"))
    if "standing invitation" in means:
        core.add("standing invitation")
    for founded in FOUNDED:
        if founded in said.values("institution"):
            core.update(f"{step} {founded}" for step in said.values("founding"))
    core.update(f"{rule} {matter}" for matter in said.values("matter") for rule in said.values("ruling"))
    return core


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts ready to be compared: what each says, its slots as bits, its words as a sparse row."""

    said: Sequence[Said]
    bits: NDArray[np.uint64]
    words: sparse.csr_array
    weights: Numbers
    languages: NDArray[np.int8]
    """For each text the place of its language in ``LANGUAGES``."""
    negated: NDArray[np.bool_]


def texts_of(texts: Iterable[str]) -> Texts:
    """``texts`` ready to be compared."""
    said = [said_in(text) for text in texts]
    width = max(end for _, end in _columns().values())
    bits = np.zeros((len(said), width), dtype=np.uint64)
    for row, one in enumerate(said):
        columns: dict[int, int] = {}
        for kind, values in (*one.slots.items(), (_CORE, core_of(one))):
            for value in values:
                column, bit = _bit(kind, value)
                columns[column] = columns.get(column, 0) | bit
        for column, held in columns.items():
            bits[row, column] = held
    languages = np.array([LANGUAGES.index(one.language) for one in said], dtype=np.int8)
    weights = np.array([one.weight for one in said], dtype=np.float32)
    negated = np.array([bool(one.negated) for one in said], dtype=bool)
    return Texts(said, bits, _words_of(said), weights, languages, negated)


def _words_of(said: Sequence[Said]) -> sparse.csr_array:
    """A row for each text; the product of two rows is the weight of the words they have in common."""
    indices = [crc32(stem.encode()) % _HASHED for one in said for stem in one.stems]
    values = [weight for one in said for weight in one.stems.values()]
    ends = np.concatenate(([0], np.cumsum([len(one.stems) for one in said])))
    data = np.sqrt(np.array(values, dtype=np.float32))
    return sparse.csr_array((data, np.array(indices, dtype=np.int32), ends), shape=(len(said), _HASHED))


def _flags(true: NDArray[np.bool_]) -> Numbers:
    return true.astype(np.float32)


@dataclass(frozen=True, slots=True)
class _Kind:
    """How many values of a kind the earlier, the later and both texts of each pair name."""

    then: Numbers
    now: Numbers
    both: Numbers

    @property
    def alike(self) -> Numbers:
        """Twice what is common by all that is named; 0 where one names nothing."""
        found: Numbers = 2 * self.both / np.maximum(self.then + self.now, 1)
        return found

    @property
    def clash(self) -> Numbers:
        """1 where both name something and nothing in common."""
        return _flags((self.then > 0) & (self.now > 0) & (self.both == 0))

    @property
    def differs(self) -> Numbers:
        """1 where each names something that the other does not."""
        return _flags((self.then > self.both) & (self.now > self.both))

    @property
    def one(self) -> Numbers:
        """1 where only one of the two names something."""
        return _flags((self.then > 0) != (self.now > 0))

    @property
    def equal(self) -> Numbers:
        """1 where both name the same, and something."""
        return _flags((self.both > 0) & (self.both == self.then) & (self.both == self.now))

    @property
    def part(self) -> Numbers:
        """1 where one names all that the other names, and more."""
        least = np.minimum(self.then, self.now)
        return _flags((self.both > 0) & (self.both == least) & (self.then != self.now))


def features_of(earlier: Texts, then: Places, later: Texts, now: Places, cosines: Numbers) -> tuple[Numbers, Numbers]:
    """The features of pairs, a row each as in ``NAMES``, and 1 for each pair of two languages.

    ``then`` and ``now`` are the places of the pair's texts in ``earlier`` and ``later``. Of two languages the slots
    are compared instead of the words.
    """
    one, other = earlier.bits[then], later.bits[now]
    counts = [np.bitwise_count(bits).astype(np.float32) for bits in (one, other, one & other)]
    kinds = {
        kind: _Kind(*(count[:, first:end].sum(axis=1) for count in counts)) for kind, (first, end) in _columns().items()
    }
    before_core = _columns()[_CORE][0]
    every = _Kind(*(count[:, :before_core].sum(axis=1) for count in counts))
    foreign = _foreign(earlier, then, later, now)
    columns = [
        *_of_words(_words_alike(earlier, then, later, now, foreign, every), cosines),
        *_of_things(kinds),
        *_of_steps(kinds),
        _negated(earlier, then, later, now),
        every.alike,
    ]
    return np.stack(columns, axis=1).astype(np.float32), foreign


def _foreign(earlier: Texts, then: Places, later: Texts, now: Places) -> Numbers:
    """1 where both texts are of languages that are known, and not the same."""
    one, other = earlier.languages[then], later.languages[now]
    return _flags((one != other) & (one > 0) & (other > 0))


def _words_alike(
    earlier: Texts, then: Places, later: Texts, now: Places, foreign: Numbers, every: _Kind
) -> tuple[Numbers, Numbers, Numbers]:
    """What the words of the earlier text weigh, those of the later, and those in common; of two languages the slots."""
    common = np.asarray(earlier.words[then].multiply(later.words[now]).sum(axis=1), dtype=np.float32).ravel()
    one, other = earlier.weights[then], later.weights[now]
    share = every.both / np.maximum(np.minimum(every.then, every.now), 1)
    return one, other, np.where(foreign > 0, share * np.minimum(one, other), common)


def _of_words(weights: tuple[Numbers, Numbers, Numbers], cosines: Numbers) -> list[Numbers]:
    """How close the texts are, how much of each is said in the other, and which of them is short."""
    one, other, common = weights
    least = np.minimum(one, other)
    contained = np.minimum(common / np.maximum(least, 1), 1)
    longer = np.log((other + 1) / (one + 1))
    return [
        *(cosines, 2 * common / np.maximum(one + other, 1e-6), contained, cosines * contained),
        *(1 / (1 + least), np.abs(longer)),
        *(np.minimum(common / np.maximum(one, 1), 1), np.minimum(common / np.maximum(other, 1), 1)),
        *(1 / (1 + one), 1 / (1 + other), longer),
    ]


def _of_things(kinds: dict[str, _Kind]) -> list[Numbers]:
    treaty, matter, group, institution = (kinds[kind] for kind in ("treaty", "matter", "group", "institution"))
    core = kinds[_CORE]
    return [
        *(treaty.alike, treaty.clash, treaty.one, matter.alike, matter.clash, matter.one, matter.equal),
        *(group.alike, group.clash, group.one, group.part, kinds["person"].differs, kinds["place"].differs),
        *(institution.alike, institution.clash, institution.one),
        *(core.alike, (core.both > 0).astype(np.float32), core.clash, core.one),
    ]


def _of_steps(kinds: dict[str, _Kind]) -> list[Numbers]:
    numbers = sum((kinds[kind].differs for kind in _OPEN[1:]), np.zeros_like(kinds["hours"].then))
    joining, ending, formality, founding, ruling, means, tool, justice, care = (kinds[step] for step in _STEPS)
    return [
        *(joining.clash, ending.clash, formality.clash, founding.clash, ruling.clash, means.clash, means.alike),
        *(tool.alike, tool.clash, tool.one),
        *(justice.clash, justice.alike, care.clash, numbers),
    ]


def _negated(earlier: Texts, then: Places, later: Texts, now: Places) -> Numbers:
    """1 where one text wants done what the other does not."""
    found = np.zeros(len(then), dtype=np.float32)
    for row in np.flatnonzero(earlier.negated[then] | later.negated[now]):
        found[row] = bool(negations(earlier.said[then[row]], later.said[now[row]]))
    return found
