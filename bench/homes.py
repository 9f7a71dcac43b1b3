"""Homes to measure in: each made in a temporary folder, each room asked in a process of its own."""

import json
import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from time import perf_counter
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("office", "portal")
_kept = ExitStack()


class WorkedCase(NamedTuple):
    """A home with the worked case, and how long building it took."""

    home: Path
    seconds: float


class Failed(Exception):
    """A process that was measured ended with a fault; the text is what it said."""


@cache
def _all_homes() -> Path:
    return Path(_kept.enter_context(tempfile.TemporaryDirectory(prefix="unannounced-bench-")))


def remove_all() -> None:
    """Remove every home that was made."""
    _kept.close()


def empty() -> Path:
    """A new folder."""
    return Path(tempfile.mkdtemp(dir=_all_homes()))


def environment(home: Path, database: str = "") -> dict[str, str]:
    """The environment of an installation of its own: nothing of the one the bench was started from."""
    mine = {name: held for name, held in os.environ.items() if not name.startswith(("UNANNOUNCED_", "DJANGO_"))}
    made = {**mine, "UNANNOUNCED_HOME": str(home)}
    return {**made, "UNANNOUNCED_DATABASE_URL": database} if database else made


def run(arguments: list[str], home: Path, database: str = "") -> str:
    """Run Python with ``arguments``; what it said. Raises ``Failed`` with what it complained of."""
    done = subprocess.run(
        [sys.executable, *arguments],
        env=environment(home, database),
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Failed(f"python {' '.join(arguments)[:80]}: {done.stderr.strip()[-2000:]}")
    return done.stdout


def unannounced(home: Path, *words: str, database: str = "") -> str:
    """Run a command of the program."""
    return run(["-m", "unannounced.cli.main", *words], home, database)


def ask(home: Path, room: str, module: str, *words: str, database: str = "") -> Any:
    """What ``bench.inside.<module>`` answers in a process of ``room``."""
    return json.loads(run(["-m", "bench.inside", room, module, *words], home, database).splitlines()[-1])


@cache
def prepared() -> Path:
    """A home whose rooms are empty; for measurements that write nothing."""
    return newly_prepared()


def newly_prepared(database: str = "") -> Path:
    """A new home whose rooms are empty."""
    home = empty()
    unannounced(home, "prepare", database=database)
    return home


@cache
def worked_case() -> WorkedCase:
    """A home with the worked case; measurements in it note readings and change nothing else."""
    return newly_built()


def newly_built() -> WorkedCase:
    """A new home with the worked case, built by ``unannounced demo --check``."""
    home, begun = empty(), perf_counter()
    unannounced(home, "demo", "--check")
    return WorkedCase(home, perf_counter() - begun)
