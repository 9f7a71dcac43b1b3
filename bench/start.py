"""From spawning ``unannounced serve ROOM`` to its first page, beside setting Django up and beside bare Python."""

from collections.abc import Iterator

from bench import homes
from bench.figures import REPEATS, Claim, Figure, Row, timed
from bench.starting import starts

SECONDS = Claim(3)


def rows() -> Iterator[Row]:
    """Each room, in a new process; files are where the system has put them (its cache is not emptied)."""
    for room in homes.ROOMS:
        took = Figure(tuple(one.seconds for one in starts(room)), "s")
        yield Row(f"{room}, start to first page", took, "django.setup() of it", setting_up(room), SECONDS)
        yield Row(f"{room}, start to first page", took, "python -c pass", python("pass"), SECONDS)


def setting_up(room: str) -> Figure:
    """Python, and Django with the settings of the room."""
    return python(f"from unannounced.cli.main import enter; enter({room!r})")


def python(code: str) -> Figure:
    """Python with this code, from spawning it to its end."""
    home = homes.prepared()
    return Figure(tuple(timed(lambda: homes.run(["-c", code], home)) for _ in range(REPEATS)), "s")
