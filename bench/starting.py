"""Starting a room as it is started in use, until its first page answers; then what it holds of the memory."""

import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import NamedTuple

from bench import homes
from bench.figures import REPEATS

PATIENCE, SETTLING = 60.0, 0.5


class Start(NamedTuple):
    """One start: the seconds until the first page, and the MB of all processes of the room afterwards."""

    seconds: float
    room: float | None
    with_command: float | None


@cache
def starts(room: str) -> list[Start]:
    """A room started again and again; the same starts serve for the time and for the memory."""
    homes.prepared()
    return [_start(room) for _ in range(REPEATS)]


def _start(room: str) -> Start:
    port = free_port()
    begun = time.perf_counter()
    with served(homes.prepared(), room, port) as process:
        await_page(f"http://127.0.0.1:{port}/healthy/", process)
        seconds = time.perf_counter() - begun
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=30) as page:
            page.read()
        time.sleep(SETTLING)
        held = [memory(one) for one in family(process.pid)]
    if None in held:
        return Start(seconds, None, None)
    return Start(seconds, sum(held[1:]), sum(held))  # type: ignore[arg-type]


@contextmanager
def served(home: Path, room: str, port: int) -> Iterator["subprocess.Popen[bytes]"]:
    """``unannounced serve ROOM``, ended afterwards with all it started."""
    process = subprocess.Popen(
        [sys.executable, "-m", "unannounced.cli.main", "serve", room, "--port", str(port)],
        env=homes.environment(home),
        cwd=homes.ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def await_page(address: str, process: "subprocess.Popen[bytes]") -> None:
    """Wait until an address answers; ``Failed`` if it does not."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5) as page:
                page.read()
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.01)
    raise homes.Failed(f"{address} did not answer")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def family(pid: int) -> list[int]:
    """A process and all it started, itself first."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        children = []
    return [pid, *(one for child in children for one in family(int(child)))]


def memory(pid: int) -> float | None:
    """What a process holds of the memory in MB, shared pages by their part (PSS); ``None`` where nobody says it."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return None
    return next(int(line.split()[1]) * 1024 / 1e6 for line in lines if line.startswith("Pss:"))
