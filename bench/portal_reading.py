"""How long the portal works on a page: search, narrowing, suggestions, reports; beside a page that does nothing."""

from collections.abc import Iterator
from typing import Any

from bench import homes, portal_home
from bench.figures import Claim, Figure, Row
from bench.telling import progress

TIMES = 60
SHARE = 0.95
LIMITS = {
    "search": Claim(25),
    "search, all counted anew": Claim(25 + 40),
    "narrowed": Claim(40),
    "meaning": Claim(200),
    "suggestion": Claim(15),
    "report": Claim(50),
}
KEPT = Claim(5)


def rows() -> Iterator[Row]:
    """p95 of each page over sixty requests, in time of a processor: it is made anew each time; and what is kept."""
    home = portal_home.home()
    progress("portal_reading: pages")
    took: dict[str, Any] = homes.ask(home, "portal", "portal_reading", str(TIMES))
    nothing = Figure(tuple(took["nothing"]), "ms", SHARE)
    of = f"{took['reports']} reports, {took['paragraphs']:,} paragraphs"
    for name, (kind, values) in took["pages"].items():
        yield Row(
            f"{name}, made, p95 ({of})",
            Figure(tuple(values), "ms", SHARE),
            "/healthy/",
            nothing,
            LIMITS.get(kind, Claim(50)),
        )
    yield Row("any of these pages when it is kept, p95", Figure(tuple(took["kept"]), "ms", SHARE), claim=KEPT)
