"""Entries that four devices bring to the field room at once, each kept on the disk before it is answered."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter, sleep

from bench import homes
from bench.databases import on_both
from bench.figures import REPEATS, Claim, Figure, Row

DEVICES, BATCHES, SINGLES = 4, 20, 150
CLAIMED = {"batches": 1_000, "singles": 200}
WAYS = {
    "batches": f"entries a second, batches of 50 from {DEVICES}",
    "singles": f"entries a second, one by one from {DEVICES}",
}
CENTRAL = "not at hand here; measured elsewhere on such a machine: 91 to 127 a second from 4 clients"


def rows() -> Iterator[Row]:
    """SQLite and PostgreSQL, in batches and one by one; fsyncs of the same disk beside them; nothing lost."""
    yield from on_both(_measured, otherwise=WAYS["batches"])
    yield Row("the same on ODK Central", why_not=CENTRAL)


def _measured(database: str, address: str) -> Iterator[Row]:
    home = homes.empty()
    homes.unannounced(home, "prepare", "--room", "field", database=address)
    rates: dict[str, list[float]] = defaultdict(list)
    fsyncs, lost = [], 0.0
    for turn in range(REPEATS):
        folder = homes.empty()
        homes.ask(
            home,
            "field",
            "field",
            "furnish",
            str(folder),
            *map(str, (DEVICES, turn, BATCHES, SINGLES)),
            database=address,
        )
        with served("field", home, address) as port, _devices(port, folder) as devices:
            fsyncs.append(syncs(home))
            for way, number in (("batches", BATCHES * 50), ("singles", SINGLES)):
                seconds, refused = _all_at_once(devices)
                rates[way].append(DEVICES * number / seconds)
                lost += refused
    held = homes.ask(home, "field", "field", "held", database=address)
    wanted = REPEATS * DEVICES * (BATCHES * 50 + SINGLES)
    peer = Figure(tuple(fsyncs), "/s")
    for way, figure in WAYS.items():
        claim = Claim(CLAIMED[way], at_least=True)
        yield Row(f"{figure} ({database})", Figure(tuple(rates[way]), "/s"), "fsyncs of 4 kB", peer, claim)
    none = Claim(0, exactly=True)
    yield Row(f"lost of them ({database})", Figure((lost + wanted - held,), f"of {wanted:,}"), "none", claim=none)


@contextmanager
def served(room: str, home: Path, address: str) -> Iterator[int]:
    """A room as ``unannounced serve`` starts it; its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "unannounced.cli.main", "serve", room, "--port", str(port)]
    serving = subprocess.Popen(command, env=homes.environment(home, address), stdout=subprocess.DEVNULL)
    try:
        _await(port, serving)
        yield port
    finally:
        serving.send_signal(signal.SIGTERM)
        serving.wait(30)


def _await(port: int, serving: "subprocess.Popen[bytes]") -> None:
    until = perf_counter() + 60
    while perf_counter() < until and serving.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthy/", timeout=5):
                return
        except OSError:
            sleep(0.1)
    raise homes.Failed("The room did not start; what it said stands above.")


@contextmanager
def _devices(port: int, folder: Path) -> Iterator[list["subprocess.Popen[str]"]]:
    """So many devices, each with a connection of its own, that wait to be told."""
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "bench.bringing", str(port), *(str(folder / f"{way}-{number}") for way in WAYS)],
            cwd=homes.ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(DEVICES)
    ]
    try:
        yield running
    finally:
        for process in running:
            process.communicate()


def _all_at_once(devices: list["subprocess.Popen[str]"]) -> tuple[float, float]:
    """Let all of them bring what they have; how long it took until the last was done, and how much was not kept."""
    for process in devices:
        heard(process)
    begun = perf_counter()
    for process in devices:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    refused = sum(float(heard(process)) for process in devices)
    return perf_counter() - begun, refused


def heard(process: "subprocess.Popen[str]") -> str:
    """The next line that a process says."""
    assert process.stdout is not None
    line = process.stdout.readline()
    if not line:
        raise homes.Failed("Whoever brings ended before it was done; what it said stands above.")
    return line.strip()


def syncs(home: Path, seconds: float = 1.0) -> float:
    """Writes of 4 kB a second, each on the disk before the next."""
    path = home / "syncs"
    begun, count = perf_counter(), 0
    file = os.open(path, os.O_WRONLY | os.O_CREAT)
    try:
        while perf_counter() - begun < seconds:
            os.pwrite(file, b"x" * 4_096, count * 4_096)
            os.fsync(file)
            count += 1
    finally:
        os.close(file)
        path.unlink()
    return count / (perf_counter() - begun)
