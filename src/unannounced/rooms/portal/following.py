"""What is derived from the shelf follows it: each part is brought up to date after parcels were taken in.

What is derived (the index of words, rendered pages, bulk files) stands in folders beside the database and can be
built again from the shelf at any time. A part that cannot follow is named, and the others go on.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import DatabaseError

from unannounced.crafts.searching import IndexBusy, IndexDamaged, alone
from unannounced.rooms.portal import dumping, finding, meaning, rendered
from unannounced.rooms.portal.figures import keeping_up
from unannounced.rooms.web.installation import derived_folder

Progress = Callable[[int, int], None]
Work = Callable[[Progress | None], int]

FAILURES = (IndexBusy, IndexDamaged, OSError, ValueError, RuntimeError, DatabaseError)
"""What may keep a part from following, and is somebody's to mend. ValueError: how the index says: disk full."""


@dataclass(frozen=True, slots=True)
class Follower:
    """A part that is derived from the shelf. Both kinds of work return how many documents were new to it."""

    name: str
    bring_up_to_date: Work
    build_again: Work


@dataclass(frozen=True, slots=True)
class Followed:
    """What became of one part: how many documents were new to it, or why it could not follow."""

    name: str
    new: int = 0
    problem: str = ""


FOLLOWERS: tuple[Follower, ...] = (
    Follower("words", finding.index_new, finding.build_again),
    Follower("meaning", meaning.bring_up_to_date, meaning.build_again),
    Follower("pages", rendered.bring_up_to_date, rendered.build_again),
    Follower("themes", keeping_up.bring_up_to_date, keeping_up.build_again),
    Follower("dumps", dumping.bring_up_to_date, dumping.build_again),
)


def follow(progress: Progress | None = None, *, again: bool = False) -> list[Followed]:
    """Bring every part up to date, or build each ``again``; say of each what became of it.

    Whoever else follows at this moment is waited for: two would clear away what the other has just begun.
    """
    try:
        with alone(derived_folder("portal", "following")):
            return [_followed(one, one.build_again if again else one.bring_up_to_date, progress) for one in FOLLOWERS]
    except OSError as problem:
        return [Followed("everything", problem=_first_line(problem))]


def _followed(follower: Follower, work: Work, progress: Progress | None) -> Followed:
    try:
        return Followed(follower.name, new=work(progress))
    except FAILURES as problem:
        return Followed(follower.name, problem=_first_line(problem))


def _first_line(problem: Exception) -> str:
    return next(iter(str(problem).splitlines()), "") or type(problem).__name__
