"""A notebook opened: 10,000 entries by their file keys, judged and kept, beside merely decrypting the same bytes."""

from collections.abc import Iterator

from bench import homes
from bench.figures import Figure, Row

ENTRIES = 10_000


def rows() -> Iterator[Row]:
    """Entries per second: each blob opened by its file key, read, judged, kept with its line; and again, all held."""
    found = homes.ask(homes.newly_prepared(), "office", "opening", str(ENTRIES))
    opened = Figure((found["opened"],), "/s")
    bare = Figure((found["decrypted"],), "/s")
    yield Row(f"{ENTRIES} entries opened and judged (SQLite)", opened, "bare decryption by file key", bare)
    again = Figure((found["again"],), "/s")
    yield Row(f"{ENTRIES} entries judged that are held already", again, "bare decryption by file key", bare)
