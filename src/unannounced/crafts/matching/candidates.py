"""Which places are worth comparing: those that share a rare word, a town, a postcode, an address or a position."""

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence

from unannounced.crafts.matching.prepared import Prepared
from unannounced.crafts.matching.wording import Worded, sound

COMMON = 100
"""A key that so many places share finds none of them."""
CELL = 20_000
"""Millionths of degrees of one side of a cell: about two kilometres."""
SHORT, LONG = 4, 10
"""Letters of words that are also found with one letter missing, where no town helps."""

Key = tuple[str, ...]


class Index:
    """Known places by the keys that find them."""

    def __init__(self, known: Sequence[Prepared]) -> None:
        found: defaultdict[Key, list[int]] = defaultdict(list)
        for number, one in enumerate(known):
            for key in set(keys(one)):
                found[key].append(number)
        self._weights = {key: math.log(1 + len(known) / len(some)) for key, some in found.items()}
        self._found = {key: some for key, some in found.items() if len(some) <= COMMON}
        self._crowds = {key: len(some) for key, some in found.items() if key[0] == "town"}

    def near(self, one: Prepared, most: int) -> list[int]:
        """The numbers of at most ``most`` known places that share most with ``one``, the likeliest first."""
        counted: dict[int, float] = {}
        for key in set(keys(one, asking=True)):
            some = self._found.get(key)
            if some:
                weight = self._weights[key]
                for number in some:
                    counted[number] = counted.get(number, 0.0) + weight
        if len(counted) <= most:
            return sorted(counted, key=lambda number: (-counted[number], number))
        return sorted(counted, key=lambda number: (-counted[number], number))[:most]

    def crowd(self, one: Prepared) -> int:
        """How many known places stand in the town of ``one``."""
        return self._crowds.get(("town", one.state, one.town), 0)


def keys(one: Prepared, *, asking: bool = False) -> Iterator[Key]:
    """All keys of a place; who asks also looks into neighbouring cells, and for words written as one."""
    for name in one.names:
        yield from _of_name(name, one, asking=asking)
    if one.town:
        yield ("town", one.state, one.town)
        yield ("town sounds", one.state, sound(one.town.replace(" ", "")))
    if one.postcode:
        yield ("postcode", one.state, one.postcode)
    for number in one.house:
        for word in one.street:
            yield ("address", one.state, number, word)
    for what, value in one.place.keys.items():
        yield ("key", what, value)
    yield from _cells(one, asking=asking)


def _of_name(name: Worded, one: Prepared, *, asking: bool) -> Iterator[Key]:
    yield ("text", one.state, name.text)
    for word in name.own:
        yield from _of_word(word, one)
        for slot, value in name.marks:
            yield ("marked", one.state, sound(word), slot, value)
    if not name.own:
        for slot, value in name.marks:
            yield ("marked", one.state, one.town, slot, value)
    if asking:
        for word in name.joined:
            if len(word) > SHORT:
                yield from _of_word(word, one)


def _of_word(word: str, one: Prepared) -> Iterator[Key]:
    heard = sound(word)
    yield ("word", one.state, heard)
    if one.town:
        yield ("here", one.state, one.town, heard)
    elif SHORT <= len(word) <= LONG:
        yield from (("slip", one.state, word[:at] + word[at + 1 :]) for at in range(len(word)))
        yield ("slip", one.state, word)
    if len(heard) >= SHORT:
        yield ("begins", one.state, heard[:SHORT])
        yield ("ends", one.state, heard[-SHORT:])


def _cells(one: Prepared, *, asking: bool) -> Iterator[Key]:
    if one.place.position is None:
        return
    north, east = (part // CELL for part in one.place.position)
    around = (-1, 0, 1) if asking else (0,)
    for up in around:
        for right in around:
            yield ("cell", str(north + up), str(east + right))
