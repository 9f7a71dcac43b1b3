"""A flood on the intake room: nothing acknowledged is lost, its memory is bounded, and each refusal has a name."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench import homes
from bench.field import heard, syncs
from bench.figures import Claim, Figure, Row
from bench.starting import await_page, family, free_port, served
from bench.telling import progress

SENDERS = 64
LETTERS = int(os.environ.get("UNANNOUNCED_BENCH_LETTERS", "100000"))
MEMORY, LONGEST = Claim(300), Claim(5_000)
NAMED = {"broken: no_challenge", "broken: spent", "broken: other_key", "broken: malformed"}
"""How what cannot be taken is answered."""


def rows(letters: int = LETTERS) -> Iterator[Row]:
    """Letters a second beside fsyncs of the same disk, what was lost, how each was answered, and the memory."""
    home, folder = homes.empty(), homes.empty()
    homes.unannounced(home, "prepare", "--room", "intake")
    progress(f"intake_flood: the work of {letters:,} letters")
    homes.ask(home, "intake", "flood", "furnish", str(folder), str(letters))
    fsyncs = Figure((syncs(home),), "/s")
    port = free_port()
    with served(home, "intake", port) as process:
        await_page(f"http://127.0.0.1:{port}/healthy/", process)
        before = peak(process.pid)
        said = _flooded(port, folder)
        after = peak(process.pid)
    told, wanted = said["told"], letters - said["broken"]
    rate = Figure((said["kept"] / said["seconds"],), "/s")
    yield Row(f"letters a second in a flood of {letters:,} from {SENDERS} senders", rate, "fsyncs of 4 kB", fsyncs)
    none = Claim(0, exactly=True)
    lost = homes.ask(home, "intake", "flood", "lost", str(folder / "acknowledged"))
    yield Row("of those acknowledged, not there", Figure((lost,), f"of {said['kept']:,}"), "none", claim=none)
    refused = Figure((wanted - told.get("kept", 0),), f"of {wanted:,}")
    yield Row("with work, and refused", refused, "none", claim=none)
    unnamed = sum(held for word, held in told.items() if word not in {*NAMED, "kept"})
    names = ", ".join(sorted(word.partition(": ")[2] for word in told if word in NAMED))
    yield Row(
        f"that cannot be taken, and not told why ({names})", Figure((unnamed,), f"of {said['broken']:,}"), claim=none
    )
    yield Row("the longest wait of a sender", Figure((said["longest"] * 1_000,), "ms"), claim=LONGEST)
    yield Row("memory of the room at its peak", Figure((after,), "MB"), "before it", Figure((before,), "MB"), MEMORY)


def _flooded(port: int, folder: Path) -> Any:
    """What the senders say when all is sent; ``broken``: how many could not be taken."""
    running = subprocess.Popen(
        [sys.executable, "-m", "bench.flooding", str(port), str(folder), str(SENDERS)],
        cwd=homes.ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        heard(running)
        assert running.stdin is not None
        running.stdin.write("go\n")
        running.stdin.flush()
        said = json.loads(heard(running))
    finally:
        running.communicate()
    return {**said, "broken": sum(held for word, held in said["told"].items() if word.startswith("broken"))}


def peak(pid: int) -> float:
    """The MB that the processes of a room held at most, each at its own peak (VmHWM); shared pages count in each."""
    found = 0.0
    for one in family(pid)[1:]:
        for line in Path(f"/proc/{one}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                found += int(line.split()[1]) * 1024 / 1e6
    return found
