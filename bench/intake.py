"""Letters that 64 senders bring to the intake room at once, each on the disk before it is answered."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from bench import homes
from bench.databases import on_both
from bench.field import heard, served, syncs
from bench.figures import Claim, Figure, Row

SENDERS, LETTERS = 64, 20_000
PEER = "not at hand here; measured elsewhere on such a machine: 16 to 19 a second, 38 to 48 % lost from four; 27"


def rows(letters: int = LETTERS) -> Iterator[Row]:
    """SQLite and PostgreSQL; fsyncs of the same disk beside them; nothing lost, nothing refused, nobody waits long."""
    yield from on_both(partial(_measured, letters=letters), otherwise=f"letters a second from {SENDERS} senders")
    yield Row("the same of two widespread systems", why_not=PEER)


def _measured(database: str, address: str, letters: int) -> Iterator[Row]:
    home, path = homes.empty(), homes.empty() / "letters"
    homes.unannounced(home, "prepare", "--room", "intake", database=address)
    homes.ask(home, "intake", "intake", "furnish", str(path), str(letters), database=address)
    with served("intake", home, address) as port, _senders(port, str(path)) as posting:
        heard(posting)
        peer = Figure((syncs(home),), "/s")
        assert posting.stdin is not None
        posting.stdin.write("go\n")
        posting.stdin.flush()
        said = json.loads(heard(posting))
    held = homes.ask(home, "intake", "intake", "held", database=address)
    rate = Figure((said["letters"] / said["seconds"],), "/s")
    claim = Claim(300, at_least=True)
    yield Row(f"letters a second from {SENDERS} senders ({database})", rate, "fsyncs of 4 kB", peer, claim)
    longest = Figure((said["longest"] * 1000,), "ms")
    yield Row(f"the longest wait of a sender ({database})", longest, "none", claim=Claim(2_000))
    missing = Figure((float(letters - held + said["refused"]),), f"of {letters:,}")
    yield Row(f"lost or refused of them ({database})", missing, "none", claim=Claim(0, exactly=True))


@contextmanager
def _senders(port: int, path: str) -> Iterator["subprocess.Popen[str]"]:
    """All senders, in a process of their own, that wait to be told."""
    running = subprocess.Popen(
        [sys.executable, "-m", "bench.posting", str(port), path, str(SENDERS)],
        cwd=homes.ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield running
    finally:
        running.communicate()
