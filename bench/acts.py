"""An act with its line in the ledger, beside bare inserts of the same row, and beside what the disk can do."""

from collections.abc import Iterator

from bench import homes
from bench.figures import Figure, Row

PEERS = {
    "orm": "the same row through the ORM, no line",
    "raw": "the same row by sqlite3 alone",
    "fsync": "writes of 4 kB with fsync, same disk",
    "fdatasync": "the same with fdatasync, as SQLite asks",
}


def rows() -> Iterator[Row]:
    """Acts per second: an entry is noted, its line written with it, the line linked after commit (two commits)."""
    found = homes.ask(homes.newly_prepared(), "office", "acts")
    rates = {name: Figure(tuple(values), "/s") for name, values in found.items()}
    for name, words in PEERS.items():
        yield Row("acts with their lines (SQLite)", rates["act"], words, rates[name])
