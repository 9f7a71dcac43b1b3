"""What an item is about: as the mechanism said it, or, where the parcel says nothing, as cue words propose it."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from django.utils.translation import get_language

from unannounced.crafts.topics import Classifier, Topic, shipped

MOST = 3
"""How many topics cue words propose at most: the surest."""
AT_ONCE = 2048
Given = tuple[str, bool]
"""The id of a topic, and whether a person decided it."""


@cache
def _classifier() -> Classifier:
    return Classifier(shipped())


def topics_of(items: Sequence[Mapping[str, Any]]) -> list[list[Given]]:
    """The topics of each item. What came with it stands; only an item that came without is read by the program."""
    silent = [place for place, item in enumerate(items) if "topics" not in item]
    proposed: dict[int, list[Given]] = {}
    for start in range(0, len(silent), AT_ONCE):
        some = silent[start : start + AT_ONCE]
        found = _classifier().classify([str(items[place]["text"]) for place in some])
        proposed |= {
            place: [(one.topic, False) for one in given[:MOST]] for place, given in zip(some, found, strict=True)
        }
    return [proposed[place] if place in proposed else _came(item) for place, item in enumerate(items)]


def _came(item: Mapping[str, Any]) -> list[Given]:
    """The topics that came with an item; one that this taxonomy does not have is left out."""
    known = shipped().by_id
    return [(one["id"], bool(one.get("decided"))) for one in item["topics"] if one.get("id") in known]


def named(topic: str) -> str:
    """The name of a topic in the reader's language; its id where the taxonomy no longer has it."""
    held = shipped().by_id.get(topic)
    return held.name(_language()) if held else topic


def described(topic: Topic) -> str:
    """What belongs to a topic, in the reader's language."""
    return topic.description.get(_language()) or next(iter(topic.description.values()), "")


def in_order() -> tuple[Topic, ...]:
    """Every topic, each below its parent as the taxonomy has it."""
    return shipped().topics


def with_those_above(topics: Iterable[str]) -> set[str]:
    """``topics`` and every topic above one of them: an item on access to a lawyer is on safeguards too."""
    held, found = shipped().by_id, set()
    for topic in topics:
        while topic in held and topic not in found:
            found.add(topic)
            topic = held[topic].parent
    return found


def with_those_below(topic: str) -> tuple[str, ...]:
    """``topic`` and every topic below it: what the figures of a topic count; nothing for no topic."""
    found = [topic] if topic else []
    for one in in_order():
        if one.parent in found:
            found.append(one.id)
    return tuple(found)


def _language() -> str:
    return (get_language() or "en").split("-")[0]
