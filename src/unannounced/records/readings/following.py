"""Keeping what is proposed of items abreast of what they say: vectors, topics, repetitions."""

import logging
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from time import monotonic
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError
from django.db.models import Max, QuerySet

from unannounced.crafts.law.strictly import LawFileProblem
from unannounced.crafts.topics import Classifier, ModelProblem, Taxonomy, shipped, taxonomy
from unannounced.records.ledger.models import Line
from unannounced.records.readings.proposing import (
    keep_vectors,
    not_compared,
    propose_repeats,
    propose_topics,
    without_topics,
    without_vector,
)
from unannounced.records.recommendations.models import Item

_LOG = logging.getLogger(__name__)

Progress = Callable[[str, int, int], None]
"""Is told what is being done (one of ``DOING``), how many items are done, and of how many."""

READING, SORTING, COMPARING = "meanings", "topics", "repetitions"
DOING = (READING, SORTING, COMPARING)
AT_ONCE = 256
"""Items whose meaning or topics are read at once, and kept."""


def follow_readings(limit_seconds: float | None = None, progress: Progress | None = None) -> int:
    """Bring vectors and proposals of all items up to what they say now; how many items were looked at.

    Stops after ``limit_seconds`` and goes on the next time: each part of the work is kept as soon as it is done.
    """
    ends = None if limit_seconds is None else monotonic() + limit_seconds
    return sum(_until(ends, step, progress) for step in (_meanings, _topics, _repetitions))


def _until(ends: float | None, step: Callable[[], "Iterator[_Far]"], progress: Progress | None) -> int:
    """Do a step piece by piece as long as there is time; how many items it looked at."""
    looked_at = 0
    if ends is not None and monotonic() >= ends:
        return 0
    try:
        for doing, done, of in step():
            looked_at = done
            if progress is not None:
                progress(doing, done, of)
            if ends is not None and monotonic() >= ends:
                break
    except IntegrityError:
        pass  # a report was taken out of the archive meanwhile, which wrote a line: the next round goes on without it
    return looked_at


_Far = tuple[str, int, int]


def _meanings() -> "Iterator[_Far]":
    done, keys = 0, _keys(without_vector())
    for items in _read(keys):
        keep_vectors(items)
        done += len(items)
        yield READING, done, len(keys)


def _topics() -> "Iterator[_Far]":
    topics = topics_here()
    name = _name_of(topics)
    done, keys = 0, _keys(without_topics(name))
    if not keys or not topics.topics:
        return
    classifier = classifier_here(topics)
    for items in _read(keys):
        propose_topics(items, classifier, name)
        done += len(items)
        yield SORTING, done, len(keys)


def _repetitions() -> "Iterator[_Far]":
    waiting = not_compared().order_by().values_list("report__state", flat=True)
    counted: dict[UUID, int] = {}
    for state in waiting:
        counted[state] = counted.get(state, 0) + 1
    done, of = 0, sum(counted.values())
    for state, count in counted.items():
        propose_repeats(state)
        done += count
        yield COMPARING, done, of


def _keys(items: QuerySet[Item]) -> list[UUID]:
    return list(items.values_list("pk", flat=True))


def _read(keys: list[UUID]) -> Iterator[list[Item]]:
    for start in range(0, len(keys), AT_ONCE):
        yield list(Item.objects.filter(pk__in=keys[start : start + AT_ONCE]).only("pk", "text", "wording"))


# The mechanism's own topics


def topics_here() -> Taxonomy:
    """The topics this mechanism works by: its own file, or those that are shipped."""
    path = Path(settings.TOPICS_FILE)
    return _read_topics(path, path.stat().st_mtime_ns) if path.exists() else shipped()


@lru_cache(maxsize=2)
def _read_topics(path: Path, _changed_at: int) -> Taxonomy:
    """The topics of a file; those that are shipped where it cannot be read, and the log says which line is wrong.

    No page fails because of it: `unannounced topics` names the line to whoever writes the file.
    """
    try:
        return taxonomy(path)
    except (LawFileProblem, OSError) as problem:
        _LOG.warning("The topics that are shipped stand in for %s: %s", path.name, problem)
        return shipped()


def classifier_here(topics: Taxonomy) -> Classifier:
    """What gives topics: as it was trained here, or by the cue words where it was not, or for other topics."""
    path = Path(settings.TOPICS_MODEL)
    try:
        return Classifier.load(path.read_bytes() if path.exists() else None, topics)
    except ModelProblem:
        return Classifier.load(None, topics)


def _name_of(topics: Taxonomy) -> str:
    """A name of the classifier that changes with its topics and whenever it is trained again."""
    path = Path(settings.TOPICS_MODEL)
    trained = str(path.stat().st_mtime_ns) if path.exists() else ""
    return f"{topics.digest[:16]} {trained}".strip()


class Follower:
    """Follows for the worker: looks at nothing unless something was written since the last time it was through."""

    def __init__(self) -> None:
        self.through_at: tuple[object, ...] = ()

    def follow(self, limit_seconds: float) -> bool:
        """Do one round; whether more waits."""
        mark = self._mark()
        if mark == self.through_at:
            return False
        ends = monotonic() + limit_seconds
        follow_readings(limit_seconds)
        if monotonic() >= ends:
            return True
        self.through_at = mark
        return False

    def _mark(self) -> tuple[object, ...]:
        """What changes with every line of the ledger, and with the topics and what was learned of them."""
        files = [Path(settings.TOPICS_FILE), Path(settings.TOPICS_MODEL)]
        head = Line.objects.aggregate(seq=Max("seq"), number=Max("number"))
        return (*head.values(), *(path.stat().st_mtime_ns if path.exists() else 0 for path in files))
