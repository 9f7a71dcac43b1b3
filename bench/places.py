"""The pages of the register of places over 10,000 invented ones, each in eight editions; growth at 100 and 1,000."""

from collections.abc import Iterator

from bench import homes
from bench.figures import Claim, Figure, Row
from bench.telling import progress

SIZES = (100, 1_000, 10_000)
TIMES = 40
SHARE = 0.95
NOTHING = "/healthy/"
CLAIMS = {
    "a place": Claim(80),
    "a place with two years of days": Claim(80),
    "ranking": Claim(200),
    "list": Claim(200),
    "search": Claim(200),
}
PERSON = ("maud", "secretariat")


def rows() -> Iterator[Row]:
    """Each page by its p95 over forty requests, beside a page that does nothing."""
    for size in SIZES:
        progress(f"places: {size:,} invented places in eight editions")
        home = homes.newly_prepared()
        homes.ask(home, "office", "archive_people", *PERSON)
        homes.ask(home, "office", "places_made_up", str(size))
        took = homes.ask(home, "office", "places_pages", str(TIMES))
        peer = Figure(tuple(took.pop(NOTHING)), "ms", SHARE)
        for page, values in took.items():
            claim = CLAIMS.get(page) if size == max(SIZES) else None
            yield Row(f"{size:,} places: {page}, p95", Figure(tuple(values), "ms", SHARE), NOTHING, peer, claim)
