"""Pairing the items of a report with those of a new rendition of it: which is which, when some were changed or moved.

Responses hang on items. An item that says something else under the same number is another item; one that says the
same under another number is the same. So words go before numbers, and a number counts only for words that are alike.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

ALIKE = 0.5
"""From here on (F1 of their words) an item of the same number says the same in other words (project choice)."""
MUCH_ALIKE = 0.7
"""The same for an item of the same paragraph under another number (project choice)."""

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Standing:
    """An item as it stands in a rendition: its paragraph, its number as printed, its words."""

    paragraph: int
    printed: str
    text: str


def paired(held: Sequence[Standing], read: Sequence[Standing]) -> dict[int, int]:
    """For each place in ``held`` the place in ``read`` of what it is now; those that are in neither are left out.

    In passes, the surest first, each of ``read`` used once: wholly the same; the same words in the paragraph; the
    same words anywhere; the same number with words that are alike; words much alike in the same paragraph.

    >>> now = [Standing(5, "5.1", "Feed everybody."), Standing(5, "5.2", "Fit windows.")]
    >>> paired([Standing(5, "5.1", "Fit windows.")], now)
    {0: 1}
    """
    found: dict[int, int] = {}
    for key in (_whole, _in_paragraph, _words_alone):
        _by_key(held, read, found, key)
    _by_likeness(held, read, found, _numbered_alike, ALIKE)
    _by_likeness(held, read, found, _in_one_paragraph, MUCH_ALIKE)
    return found


def likeness(one: Counter[str], other: Counter[str]) -> float:
    """How alike two counts of words are: their F1, from 0 to 1.

    >>> likeness(words_of("No window."), words_of("no WINDOW"))
    1.0
    """
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0


def words_of(text: str) -> Counter[str]:
    """The words of a text, counted; case does not matter."""
    return Counter(_WORD.findall(text.casefold()))


def _whole(one: Standing) -> tuple[object, ...]:
    return one.paragraph, one.printed, one.text


def _in_paragraph(one: Standing) -> tuple[object, ...]:
    return one.paragraph, one.text


def _words_alone(one: Standing) -> tuple[object, ...]:
    return (one.text,)


def _by_key(
    held: Sequence[Standing],
    read: Sequence[Standing],
    found: dict[int, int],
    key: Callable[[Standing], tuple[object, ...]],
) -> None:
    """Pair what has the same key, in the order in which both stand."""
    used = set(found.values())
    waiting: dict[tuple[object, ...], list[int]] = {}
    for place in reversed(range(len(read))):
        if place not in used:
            waiting.setdefault(key(read[place]), []).append(place)
    for place, one in enumerate(held):
        if place not in found and waiting.get(key(one)):
            found[place] = waiting[key(one)].pop()


def _numbered_alike(one: Standing) -> tuple[object, ...] | None:
    return (one.paragraph, one.printed) if one.printed else None


def _in_one_paragraph(one: Standing) -> tuple[object, ...] | None:
    return (one.paragraph,)


def _by_likeness(
    held: Sequence[Standing],
    read: Sequence[Standing],
    found: dict[int, int],
    group: Callable[[Standing], tuple[object, ...] | None],
    least: float,
) -> None:
    """Pair what is left in the same group by likeness, the likest first."""
    used = set(found.values())
    waiting: dict[object, list[int]] = {}
    for place, one in enumerate(read):
        if place not in used and group(one) is not None:
            waiting.setdefault(group(one), []).append(place)
    words = {place: words_of(read[place].text) for places in waiting.values() for place in places}
    pairs = [
        (likeness(words_of(one.text), words[there]), place, there)
        for place, one in enumerate(held)
        if place not in found
        for there in waiting.get(group(one), ())
    ]
    for alike, place, there in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if alike >= least and place not in found and there not in used:
            found[place] = there
            used.add(there)
