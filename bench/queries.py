"""How often the pages that list something ask the database, for ten rows and for a thousand."""

from collections.abc import Iterator

from bench import homes
from bench.figures import Claim, Figure, Row

FEW, MANY = 10, 1000


def rows() -> Iterator[Row]:
    """Each page with a thousand rows beside itself with ten: the number must be the same."""
    for room in homes.ROOMS:
        found = homes.ask(homes.newly_prepared(), room, f"{room}_queries", str(FEW), str(MANY))
        for page, (few, many) in found.items():
            beside = Figure(tuple(map(float, few)), "queries")
            counted = Figure(tuple(map(float, many)), "queries")
            claim = Claim(beside.value, exactly=True)
            yield Row(f"{room} {page}, {MANY:,} rows", counted, f"the same, {FEW} rows", beside, claim)
