"""What still is wanted, and how a process becomes one of those that make it: known before Django is."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Wanted:
    """What still is wanted: where, in which languages (the first at the root), of which day, reached at ``origin``.

    ``only`` has the first parts of the addresses wanted; all where it is empty.
    """

    folder: Path
    languages: tuple[str, ...]
    day: date
    origin: str
    only: frozenset[str] = frozenset()
    workers: int = 1


def begin(wanted: Wanted) -> None:
    """Make a new process one of the portal, at noon of the day, with what it needs at hand."""
    import django

    django.setup()
    from unannounced.rooms.portal.still import asking, making

    asking.let_it_be(wanted.day)
    making.sit_down(wanted)
