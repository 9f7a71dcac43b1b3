"""An archive of made-up reports in the office."""

from bench.inside.archive import furnish
from unannounced.rooms.office.finding import build_again


def main() -> int:
    """Furnish it and index it; how many items there are."""
    items = furnish().items
    build_again()
    return items
