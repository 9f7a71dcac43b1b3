"""How long the server takes for the pages of the worked case, beside a page that does nothing."""

from collections.abc import Iterator

from bench import homes
from bench.figures import Claim, Figure, Row

TIMES = 40
SHARE = 0.95
MILLISECONDS = Claim(100)
NOTHING = "/healthy/"


def rows() -> Iterator[Row]:
    """Each page by its p95 over forty requests, and the worst of them all."""
    found = [row for room in homes.ROOMS for row in _pages(room)]
    yield from found
    worst = max(found, key=lambda row: row.measured.value if row.measured else 0)
    yield Row(f"worst: {worst.figure}", worst.measured, worst.compared_with, worst.peer, worst.claim)


def _pages(room: str) -> Iterator[Row]:
    took = homes.ask(homes.worked_case().home, room, f"{room}_pages", str(TIMES))
    peer = Figure(tuple(took.pop(NOTHING)), "ms", SHARE)
    for page, values in took.items():
        yield Row(f"{room} {page}, p95", Figure(tuple(values), "ms", SHARE), NOTHING, peer, MILLISECONDS)
