"""A visit of two thousand cells, what every standard says of each: the page, its list narrowed, and the reckoning."""

from collections.abc import Iterator

from bench import homes
from bench.figures import Claim, Figure, Row

CELLS = (20, 200, 2000)
SHARE = 0.95
PAGE, ALL = Claim(300), Claim(500)
WAYS = {
    "page": ("page of a visit, {cells:,} cells, p95", PAGE),
    "narrowed": ("the same narrowed to what is not met, p95", PAGE),
    "compared": ("two visits of {cells:,} cells beside each other, p95", None),
    "first": ("every standard asked of {cells:,} cells, nothing remembered", ALL),
}


def rows() -> Iterator[Row]:
    """The page at a twentieth, a tenth and the whole, beside its rows fetched and nothing else."""
    for cells in CELLS:
        took = homes.ask(homes.newly_prepared(), "office", "measured", str(cells))
        fetched = Figure(tuple(took["fetched"]), "ms")
        for name, (words, claim) in WAYS.items():
            share = 0.5 if name == "first" else SHARE
            measured = Figure(tuple(took[name]), "ms", share)
            yield Row(words.format(cells=cells), measured, "its rows fetched", fetched, claim)
