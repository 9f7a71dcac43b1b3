"""The same measured on SQLite and, where a server can be had, on PostgreSQL that writes to disk as in use."""

from collections.abc import Callable, Iterator

from tests import postgres

from bench.figures import Row


def on_both(measured: Callable[[str, str], Iterator[Row]], *, otherwise: str) -> Iterator[Row]:
    """The rows of ``measured``, told the database's name and address; ``otherwise``: the figure that is missing."""
    yield from measured("SQLite", "")
    reason = postgres.why_not()
    if not reason:
        try:
            with postgres.server(durable=True) as server, postgres.rooms(server, "bench") as address:
                yield from measured("PostgreSQL", address)
        except postgres.NoServer as none:
            reason = str(none)
    if reason:
        yield Row(f"{otherwise} (PostgreSQL)", why_not=reason)
