"""Eight who write at once on PostgreSQL, beside eight who insert the same rows and nothing else."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests import postgres

from bench import homes
from bench.figures import REPEATS, Claim, Figure, Row, timed

WRITERS, EACH = 8, 125
WHO = f"acts, {WRITERS} writers (PostgreSQL)"


def rows() -> Iterator[Row]:
    """Acts per second, how many were refused, and what ``verify`` says afterwards."""
    reason = postgres.why_not()
    if reason:
        yield Row(WHO, why_not=reason)
        return
    try:
        with postgres.server(durable=True) as server, postgres.rooms(server, "bench") as address:
            yield from _measured(homes.newly_prepared(address), address)
    except postgres.NoServer as none:
        yield Row(WHO, why_not=str(none))


def _measured(home: Path, address: str) -> Iterator[Row]:
    homes.ask(home, "office", "writer", "furnish", database=address)
    acts, bare, refused = [], [], []
    with _writers(home, address) as writers:
        _all(writers, "warm")
        for _ in range(REPEATS):
            answers: list[Any] = []
            acts.append(WRITERS * EACH / timed(lambda said=answers: said.extend(_all(writers, "act"))))
            refused.append(float(sum(answers)))
            bare.append(WRITERS * EACH / timed(lambda: _all(writers, "bare")))
    found = homes.ask(home, "office", "writer", "check", database=address)
    yield Row(
        WHO, Figure(tuple(acts), "/s"), f"{WRITERS} writers of the same rows, no lines", Figure(tuple(bare), "/s")
    )
    of = f"of {WRITERS * EACH:,} acts"
    yield Row("acts refused or lost to each other", Figure(tuple(refused), of), "none", claim=Claim(0, exactly=True))
    faults = Figure((float(found["faults"]),), f"in {found['lines']:,} lines")
    yield Row("faults verify finds after that", faults, "none", claim=Claim(0, exactly=True))


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
