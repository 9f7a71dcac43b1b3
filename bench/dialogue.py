"""The dialogue over years: road maps, questions unanswered, what is due and what to verify, over 60,000 items."""

import os
from collections.abc import Iterator

from bench import homes
from bench.dialogue_home import REPORTS, dialogue_home
from bench.figures import Claim, Figure, Row
from bench.telling import progress

PERSON, TIMES, SHARE = "maud", 30, 0.95
ROAD_MAP, PAGE = 200, 150
"""Milliseconds that are asked for: a road map of a State, any other page; 95 of 100 times."""
TENFOLD = "UNANNOUNCED_BENCH_TENFOLD"


def rows() -> Iterator[Row]:
    """The pages over the number that is asked for, and growth from a tenth of it; ten times as many if asked."""
    tenth, whole = (_pages(reports) for reports in (REPORTS // 10, REPORTS))
    yield from _claimed(whole, tenth)
    if os.environ.get(TENFOLD):
        yield from _grown(_pages(10 * REPORTS), whole)
    else:
        yield Row("dialogue at ten times as many reports", why_not=f"{TENFOLD} is not set; it takes an hour to make")


def _pages(reports: int) -> dict[str, list[float]]:
    made = dialogue_home(reports)
    progress(f"dialogue: pages over {made.items:,} items and {made.responses:,} responses")
    found = homes.ask(made.home, "office", "dialogue_pages", PERSON, str(TIMES))
    pages: dict[str, list[float]] = found["pages"]
    return pages


def _claimed(pages: dict[str, list[float]], tenth: dict[str, list[float]]) -> Iterator[Row]:
    for name, values in pages.items():
        limit = ROAD_MAP if name.startswith("road map of") else PAGE
        peer = Figure(tuple(tenth[name]), "ms", SHARE)
        yield Row(f"dialogue: {name}, p95", Figure(tuple(values), "ms", SHARE), "a tenth as many", peer, Claim(limit))


def _grown(pages: dict[str, list[float]], whole: dict[str, list[float]]) -> Iterator[Row]:
    for name, values in pages.items():
        peer = Figure(tuple(whole[name]), "ms", SHARE)
        yield Row(
            f"dialogue at ten times as many: {name}, p95", Figure(tuple(values), "ms", SHARE), "as asked for", peer
        )
