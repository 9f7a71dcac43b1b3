"""The page of a report of five hundred paragraphs in both rooms, beside merely joining the same words."""

from collections.abc import Iterator

from bench import homes
from bench.figures import Figure, Row

PARAGRAPHS = 500
JOINING = "joining the same words"


def rows() -> Iterator[Row]:
    """The draft in the office, with what can be done to each paragraph; then, published and carried, the portal."""
    home = homes.newly_prepared()
    office = homes.ask(home, "office", "report", "draft", str(PARAGRAPHS))
    yield _row(f"office, draft of {PARAGRAPHS} paragraphs", office)
    homes.unannounced(home, "carry")
    portal = homes.ask(home, "portal", "published", office["slug"])
    yield _row(f"portal, report of {PARAGRAPHS} paragraphs", portal)


def _row(figure: str, found: dict[str, list[float]]) -> Row:
    return Row(figure, Figure(tuple(found["page"]), "ms"), JOINING, Figure(tuple(found["joining"]), "ms"))
