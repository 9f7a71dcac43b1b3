"""Telling: where the measurement is, on standard error; the table, on standard output."""

import os
import platform
import sqlite3
import sys
from collections.abc import Iterable, Sequence
from importlib.metadata import version

from bench.figures import Row

HEAD = ("figure", "measured", "compared with", "its value", "ratio", "spread (repeats)", "claim")


def progress(words: str) -> None:
    """One line on standard error that the next one replaces; where nobody watches, a line each."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\033[K{words[:100]}")
    elif words:
        sys.stderr.write(f"{words}\n")
    sys.stderr.flush()


def machine() -> str:
    """On what the figures were measured."""
    load = "/".join(f"{one:.1f}" for one in os.getloadavg())
    return (
        f"{os.cpu_count()} cores, load {load}; {platform.system()} {platform.release()}, "
        f"Python {platform.python_version()}, Django {version('django')}, SQLite {sqlite3.sqlite_version}"
    )


def cells(row: Row) -> tuple[str, ...]:
    """A row as the words of its columns."""
    if row.measured is None:
        return (row.figure, "–", f"left out: {row.why_not}", "", "", "", "")
    claim = row.claim.said(row.measured) if row.claim else ""
    peer = str(row.peer) if row.peer else ""
    return (row.figure, str(row.measured), row.compared_with, peer, row.ratio, row.measured.spread, claim)


def table(rows: Iterable[Row]) -> str:
    """The rows as a table of Markdown that is aligned for reading."""
    lines = [HEAD, *map(cells, rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEAD))]
    rule = "|".join("-" * (width + 2) for width in widths)
    first, *rest = [_line(line, widths) for line in lines]
    return "\n".join([first, f"|{rule}|", *rest])


def _line(words: Sequence[str], widths: Sequence[int]) -> str:
    return "| " + " | ".join(word.ljust(width) for word, width in zip(words, widths, strict=True)) + " |"
