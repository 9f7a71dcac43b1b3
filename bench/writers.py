"""Eight who write at once on PostgreSQL, beside eight who insert the same rows and nothing else."""

import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import Any

from tests import postgres

from bench import homes
from bench.figures import REPEATS, Claim, Figure, Row

WRITERS, EACH = 8, 125
WAYS = {
    "entries": f"acts, {WRITERS} writers: entries (PostgreSQL)",
    "both": f"acts, {WRITERS} writers: half paragraphs of one report",
}


def rows() -> Iterator[Row]:
    """Acts per second, how many were refused, and what ``verify`` says afterwards."""
    reason = postgres.why_not()
    if reason:
        yield Row(WAYS["entries"], why_not=reason)
        return
    try:
        with postgres.server(durable=True) as server, postgres.rooms(server, "bench") as address:
            yield from _measured(homes.newly_prepared(address), address)
    except postgres.NoServer as none:
        yield Row(WAYS["entries"], why_not=str(none))


def _measured(home: Path, address: str) -> Iterator[Row]:
    homes.ask(home, "office", "writer", "furnish", database=address)
    rates: dict[str, list[float]] = defaultdict(list)
    refused = []
    with _writers(home, address) as writers:
        _all(writers, "warm")
        for _ in range(REPEATS):
            for way in WAYS:
                refused.append(_round(writers, way, rates))
                _round(writers, f"bare {way}", rates)
    for way, figure in WAYS.items():
        peer = Figure(tuple(rates[f"bare {way}"]), "/s")
        yield Row(figure, Figure(tuple(rates[way]), "/s"), f"{WRITERS} writers of the same rows, no lines", peer)
    none = Claim(0, exactly=True)
    yield Row("refused of them", Figure(tuple(refused), f"of {WRITERS * EACH:,}"), "none", claim=none)
    found = homes.ask(home, "office", "writer", "check", database=address)
    faults = Figure((float(found["faults"]),), f"in {found['lines']:,} lines")
    yield Row("faults that verify finds then", faults, "none", claim=none)


def _round(writers: list["subprocess.Popen[str]"], way: str, rates: dict[str, list[float]]) -> float:
    """Let all of them write at once; how many acts were refused."""
    begun = perf_counter()
    answers = _all(writers, way)
    rates[way].append(WRITERS * EACH / (perf_counter() - begun))
    return float(sum(answers))


@contextmanager
def _writers(home: Path, address: str) -> Iterator[list["subprocess.Popen[str]"]]:
    """So many processes of the office that wait to be told what to do."""
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "bench.inside", "office", "writer", "write", str(number), str(EACH)],
            env=homes.environment(home, address),
            cwd=homes.ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(WRITERS)
    ]
    try:
        yield running
    finally:
        for process in running:
            process.communicate()


def _all(writers: list["subprocess.Popen[str]"], way: str) -> list[Any]:
    """Tell all of them at once; what each says when it is done."""
    for process in writers:
        assert process.stdin is not None
        process.stdin.write(f"{way}\n")
        process.stdin.flush()
    answers = []
    for process in writers:
        assert process.stdout is not None
        line = process.stdout.readline()
        if not line:
            raise homes.Failed("A writer ended before it was done; what it said stands above.")
        answers.append(json.loads(line))
    return answers
