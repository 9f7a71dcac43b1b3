"""Building the worked case, and starting it again once it is built, beside as many bare rows."""

from collections.abc import Iterator

from bench import homes
from bench.figures import REPEATS, Figure, Row, timed
from bench.telling import progress

ROWS = 2600
"""About as many acts as the worked case consists of."""


def rows() -> Iterator[Row]:
    """``unannounced demo --check`` twice in each home: built, served, verified; then served and verified again."""
    built, again = [], []
    for turn in range(REPEATS):
        progress(f"demo: building the worked case, {turn + 1} of {REPEATS}")
        case = homes.newly_built() if turn else homes.worked_case()
        built.append(case.seconds)
        again.append(timed(lambda home=case.home: homes.unannounced(home, "demo", "--check")))
    bare = homes.ask(homes.newly_prepared(), "office", "acts", str(ROWS))
    peer, words = Figure(tuple(bare), "s"), f"{ROWS:,} bare rows, a transaction each"
    yield Row("worked case, built and verified", Figure(tuple(built), "s"), words, peer)
    yield Row("worked case, second start, verified", Figure(tuple(again), "s"), words, peer)
