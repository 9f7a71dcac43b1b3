"""What was published that lies near in meaning: to words somebody typed, in whichever language, or to a paragraph.

The vectors stand in a folder beside the database and follow the shelf: of the newest versions each paragraph of a
report, each item on it, what a State answered, and public statements, in every language they exist in. They can be
built again at any time.
"""

import re
from collections.abc import Callable, Collection
from datetime import date
from functools import lru_cache
from itertools import islice
from pathlib import Path

from unannounced.crafts.searching import alone, clear
from unannounced.crafts.searching.meaning import (
    Marks,
    MeaningDamaged,
    Narrowed,
    Nearest,
    Written,
    damage,
    read,
)
from unannounced.crafts.searching.meaning.nearest import Numbers, Wanted
from unannounced.crafts.searching.terms import english_of
from unannounced.crafts.vectors import vectors_of
from unannounced.rooms.portal.meant import on_shelf, texts_of
from unannounced.rooms.web.installation import derived_folder

NAME = "meaning"
TOGETHER = 8
"""Documents that are added at once: what is lost at most to an interruption is the work on them."""
WASTE = 0.5
"""The share of rows of older versions from which on all is built again."""
LONGEST = 2_000
"""Characters of a question that count."""
THREADS = 1
"""More than one is slower for one question, and the other processes need the other cores."""

Progress = Callable[[int, int], None]

_KEY = re.compile(r"[^\s/]+(?:/\d{1,9}){2,3}(?:~\w+)?")
_held: dict[Path, tuple[tuple[int, int], Nearest]] = {}


class NotReady(Exception):
    """There are no vectors that can be looked into; the next parcels taken in, or a command, will make them."""


# Looking


def nearest(
    text_or_key: str, allowed: Narrowed | Collection[str] | None = None, at_most: int = 100
) -> list[tuple[str, float]]:
    """The keys of what lies nearest to words, or to what stands under a key, with their cosine; the nearest first.

    ``allowed`` is what ``within`` gives, or keys; None allows everything real that is on the shelf. A key is
    ``slug/paragraph/place``, as in the index of words; place 0 is the paragraph itself. A key that is not found, and
    words that say nothing, have nothing near. Raises ``NotReady``.
    """
    narrowed = allowed if isinstance(allowed, Narrowed) else within(keys=allowed)
    said = " ".join(text_or_key.encode(errors="replace").decode()[:LONGEST].split())
    if not any(one.isalnum() for one in said) or at_most < 1:
        return []
    try:
        held = _to_read(derived_folder("portal", NAME))
        if _KEY.fullmatch(said):
            return held.like(said, narrowed, at_most)
        return held.to(_vector_of(" ".join([said, *english_of(said)])), narrowed, at_most)
    except (MeaningDamaged, OSError) as damaged:  # OSError: it is being put in its place at this moment
        raise NotReady from damaged


@lru_cache(maxsize=32)
def _vector_of(words: str) -> Numbers:
    """The vector of a question; of the last few it is not made again for each facet and each page."""
    made: Numbers = vectors_of([words], THREADS)[0]
    made.setflags(write=False)
    return made


def within(
    *,
    invented: bool = False,
    states: Collection[str] = (),
    bodies: Collection[str] = (),
    place_kinds: Collection[str] = (),
    kinds: Collection[str] = (),
    topics: Collection[str] = (),
    positions: Collection[str] = (),
    languages: Collection[str] = (),
    first: date | None = None,
    last: date | None = None,
    keys: Collection[str] | None = None,
) -> Narrowed:
    """What may be found: any of the values of each that is given, from one day to another, and only these keys."""
    of_reports = {"state": states, "body": bodies, "place_kind": place_kinds}
    of_texts = {"kind": kinds, "topic": topics, "position": positions, "language": languages}
    register = {"register": ["invented" if invented else "real"]}
    reports = {name: frozenset(values) for name, values in (of_reports | register).items() if values}
    texts = {name: frozenset(values) for name, values in of_texts.items() if values}
    reach = _in_reach(tuple(reports.items()), (first or date.min).isoformat(), (last or date.max).isoformat())
    return Narrowed(reach, _having(tuple(texts.items())) if texts else None, keys)


Values = tuple[tuple[str, frozenset[str]], ...]


@lru_cache(maxsize=64)
def _in_reach(wanted: Values, from_day: str, to_day: str) -> Wanted:
    """The same for the same, so that what it says is remembered."""
    return lambda marks: _has_any(marks, wanted) and from_day <= min(marks["day"]) <= to_day


@lru_cache(maxsize=64)
def _having(wanted: Values) -> Wanted:
    return lambda marks: _has_any(marks, wanted)


def warm() -> None:
    """Load the model and the vectors, so that the first who asks does not wait for them; where none are, nothing."""
    try:
        nearest("warm", at_most=1)
    except NotReady:
        return


def _has_any(marks: Marks, wanted: Values) -> bool:
    return all(not values.isdisjoint(marks.get(name, ())) for name, values in wanted)


def _to_read(folder: Path) -> Nearest:
    """The vectors as they were last written: a look at one file tells whether they are others than before."""
    try:
        now = (folder / "list.json").stat()
    except OSError as missing:
        _held.pop(folder, None)
        raise NotReady from missing
    seen = (now.st_ino, now.st_mtime_ns)
    if folder not in _held or _held[folder][0] != seen:
        _held.pop(folder, None)  # before the new one: never two in memory
        _held[folder] = (seen, Nearest(folder))
    return _held[folder][1]


# Following the shelf


def bring_up_to_date(progress: Progress | None = None) -> int:
    """Add what came to the shelf, and end what it replaced; how many documents were new.

    Where the vectors are missing, damaged, of another version or mostly of older versions, all are made again.
    """
    folder = derived_folder("portal", NAME)
    with alone(folder):
        try:
            kept = read(folder)
        except MeaningDamaged:
            return _build_again(folder, progress)
        if kept.waste > WASTE or damage(folder, kept):
            return _build_again(folder, progress)
        return _add(Written(folder), progress)


def build_again(progress: Progress | None = None) -> int:
    """Make all vectors again; how many documents they are of.

    What a building that was interrupted had made is not made twice.
    """
    folder = derived_folder("portal", NAME)
    with alone(folder):
        return _build_again(folder, progress)


def _build_again(folder: Path, progress: Progress | None) -> int:
    """Make them beside those there are, so that search goes on, and put them in their place when they are whole."""
    beside = folder.with_name(f"{folder.name}.new")
    try:
        kept = read(beside)
        sound = kept.waste <= WASTE and not damage(beside, kept)
    except MeaningDamaged:
        sound = False
    if not sound:
        clear(beside)
    written = Written(beside)
    _add(written, progress)
    count = len(written.kept.standing)
    clear(folder)
    beside.rename(folder)
    return count


def _add(written: Written, progress: Progress | None) -> int:
    """Add what is on the shelf and not there, a few documents at a time, and end what it no longer shows."""
    standing = {name: group.digest for name, group in written.kept.standing.items()}
    shelf = dict(on_shelf())
    new = [name for name, digest in shelf.items() if standing.get(name) != digest]
    gone = standing.keys() - shelf.keys()
    if not written.kept.groups or gone:
        written.add([], ended=gone)
    names, done = iter(new), 0
    while some := list(islice(names, TOGETHER)):
        written.add(list(texts_of(some)))
        done += len(some)
        if progress:
            progress(done, len(new))
    return len(new)
