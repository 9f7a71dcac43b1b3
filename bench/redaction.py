"""What may let somebody be recognised in a report of 120 pages: proposed in the background, and shown for decision."""

from collections.abc import Iterator

from bench import homes
from bench.figures import Claim, Figure, Row

PAGES, PARAGRAPHS = 120, 420
PROPOSING, PAGE = Claim(20), Claim(150)


def rows() -> Iterator[Row]:
    """The worker's look through every word, the page of those who decide, and the act with its files."""
    found = homes.ask(homes.newly_prepared(), "office", "redaction", str(PARAGRAPHS))
    what = f"{PAGES} pages ({found['words']:,} words) looked through for persons, {found['proposed']} proposals"
    peer = Figure(tuple(found["splitting"]), "s")
    yield Row(what, Figure(tuple(found["proposing"]), "s"), "splitting the same words", peer, PROPOSING)
    yield Row("the page of those who decide, p95", Figure(tuple(found["page"]), "ms", 0.95), claim=PAGE)
    yield Row("publishing it, with five files beside it", Figure((found["publishing"],), "s"))
