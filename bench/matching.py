"""One identity: which places of two registers are one; how fast, how it grows, how sure, on registers with a key."""

import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import perf_counter

from bench.figures import Claim, Figure, Row
from bench.one_identity import learning
from bench.one_identity.invented import registers
from bench.one_identity.truths import prisons_and_immigration
from bench.telling import progress
from unannounced.crafts.matching import Described, Verdict, match

SIZES = ((648, 96), (6_468, 962), (64_680, 9_620))
"""Places of the first and second register: 1×, 10×, 100×. What takes a hundred times the first may not take more."""
SECONDS, REPEATS = 10, 3
PRECISION, RECALL = 0.99, 0.90
MOST_WRONG = 100 * (1 - PRECISION)


def rows() -> Iterator[Row]:
    """The time for two registers by command, the growth on invented ones, and what was judged."""
    real = os.environ.get("UNANNOUNCED_REAL_DATA")
    yield from _growth()
    yield _by_command("invented", *registers(*SIZES[1]))
    if not real:
        yield Row("places matched: precision and recall", why_not="UNANNOUNCED_REAL_DATA names no folder of registers")
        return
    truth = next(iter(prisons_and_immigration(Path(real) / "places")))
    yield _by_command("real", truth.first, truth.second)
    yield from _judged(Path(real))


def _growth() -> Iterator[Row]:
    once = 0.0
    for places, others in SIZES:
        progress(f"matching: {places:,} and {others:,} invented places")
        first, second = registers(places, others)
        begun = perf_counter()
        pairs = match(first, second)
        took = perf_counter() - begun
        once = once or took / places
        joined = sum(pair.verdict is Verdict.JOINED for pair in pairs)
        peer = Figure((once * places,), "s")
        yield Row(
            f"{places:,} and {others:,} invented places matched, {joined:,} pairs joined",
            Figure((took,), "s"), "so many times the smallest", peer,
        )  # fmt: skip
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield Row("memory of the last", Figure((most,), "MB"))


def _by_command(what: str, first: Sequence[Described], second: Sequence[Described]) -> Row:
    """Two tables read, matched and printed by the command, beside its limit."""
    progress(f"matching: {len(first):,} and {len(second):,} {what} places by command")
    with tempfile.TemporaryDirectory() as folder:
        paths = [_written(Path(folder) / f"{name}.csv", side) for name, side in (("A", first), ("B", second))]
        took = []
        for _ in range(REPEATS):
            begun = perf_counter()
            command = [sys.executable, "-m", "unannounced.cli.main", "places", "match", *map(str, paths), "--json"]
            subprocess.run(command, check=True, capture_output=True)
            took.append(perf_counter() - begun)
    figure = Figure(tuple(took), "s")
    return Row(
        f"{len(first):,} and {len(second):,} {what} places by command, names and towns alone",
        figure,
        claim=Claim(SECONDS),
    )


def _written(path: Path, places: Sequence[Described]) -> Path:
    import csv

    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["id", "name", "city", "state"])
        out.writerows((one.id, one.names[0], one.town, one.state) for one in places)
    return path


def _judged(folder: Path) -> Iterator[Row]:
    progress("matching: learning five times without a fifth of the States, and judging by it")
    lessons = learning.lessons(folder)
    judged = learning.judge(lessons, [learning.learn(lessons, without=part) for part in range(learning.PARTS)])
    for one in judged:
        wrong = Figure((100 * (1 - one.precision),), "%")
        yield Row(f"{one.truth.name}: joined wrongly, of {one.joined:,} joined", wrong, claim=Claim(MOST_WRONG))
        found = Figure((100 * one.recall,), "%")
        asked = Figure((100 * RECALL,), "%")
        yield Row(
            f"{one.truth.name}: joined or offered, of {one.truth.same:,}", found, "what is asked for, at least", asked
        )
