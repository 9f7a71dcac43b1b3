"""A draft of five hundred paragraphs: its pages, a paragraph moved through all of it, ten people who save at once."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench import homes
from bench.figures import Claim, Figure, Row

PARAGRAPHS, PEOPLE, EACH = 500, 10, 8
SHARE = 0.95
SAVING, PAGE = Claim(80), Claim(150)
BARE = "one bare UPDATE with its fsync"


def rows() -> Iterator[Row]:
    """What one person waits for, then what ten wait for who save different paragraphs of one draft."""
    home = homes.newly_prepared()
    alone = homes.ask(home, "office", "drafting", "furnish", str(PARAGRAPHS))
    for page in ("draft/", "checks/", "appendix/"):
        yield Row(f"{page} of {PARAGRAPHS} paragraphs, p95", Figure(tuple(alone[page]), "ms", SHARE), claim=PAGE)
    yield Row(f"a paragraph moved through {PARAGRAPHS}, references follow", Figure(tuple(alone["moves"]), "ms"))
    peer = Figure(tuple(homes.ask(home, "office", "drafting", "bare", str(EACH * PEOPLE))), "ms", SHARE)
    with _people(home) as people:
        found = {way: _all(people, way) for way in ("people", "at once")}
    figure = f"saving a paragraph, {PEOPLE} people in the draft, each every 2 to 3 s, p95"
    yield Row(figure, Figure(tuple(found["people"]), "ms", SHARE), BARE, peer, SAVING)
    yield Row(
        f"the same without a pause, {PEOPLE} at once, p95", Figure(tuple(found["at once"]), "ms", SHARE), BARE, peer
    )


@contextmanager
def _people(home: Path) -> Iterator[list["subprocess.Popen[str]"]]:
    """So many processes of the office, each with a paragraph of its own."""
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "bench.inside", "office", "drafting", "save", str(number), str(EACH)],
            env=homes.environment(home),
            cwd=homes.ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(PEOPLE)
    ]
    try:
        yield running
    finally:
        for process in running:
            process.communicate()


def _all(people: list["subprocess.Popen[str]"], way: str) -> list[float]:
    """Tell all of them at once; how long each save took."""
    for process in people:
        assert process.stdin is not None
        process.stdin.write(f"{way}\n")
        process.stdin.flush()
    times: list[float] = []
    for process in people:
        assert process.stdout is not None
        line = process.stdout.readline()
        if not line:
            raise homes.Failed("Somebody ended before they had saved; what they said stands above.")
        times += json.loads(line)
    return times
