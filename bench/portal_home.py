"""The home of a portal to measure in: one that is named, or one with invented reports."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from bench import homes
from bench.telling import progress

NAMED = "UNANNOUNCED_BENCH_PORTAL"
"""The environment names a home with an archive in it; without, invented reports are made."""
PARAGRAPHS = int(os.environ.get("UNANNOUNCED_BENCH_PARAGRAPHS", "500000"))
PATIENCE = 120.0


@cache
def home() -> Path:
    """The home, indexed."""
    if named := os.environ.get(NAMED):
        return Path(named)
    made = homes.newly_prepared()
    progress(f"portal: {PARAGRAPHS:,} invented paragraphs")
    homes.ask(made, "portal", "portal_words_made", str(PARAGRAPHS), os.environ.get("UNANNOUNCED_REAL_DATA", ""))
    homes.unannounced(made, "index", "--room", "portal")
    return made


@contextmanager
def served(*, workers: int, **more: str) -> Iterator[str]:
    """The address of the portal, served by so many processes for a while; ``more`` is added to their environment."""
    command = [sys.executable, "-m", "unannounced.cli.main", "serve", "portal", "--workers", str(workers)]
    with subprocess.Popen(
        command, env={**homes.environment(home()), **more}, cwd=homes.ROOT, stdout=subprocess.PIPE, text=True
    ) as house:
        assert house.stdout is not None
        address = house.stdout.readline().split()[-1]
        _await(address)
        yield address
        house.send_signal(signal.SIGTERM)
        house.wait(30)


def _await(address: str) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"{address}/healthy/", timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    raise homes.Failed(f"{address} did not answer")
