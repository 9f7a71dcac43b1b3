"""Measurements that cannot all be true: a room smaller than its annexe, a hundred persons for one place."""

from collections.abc import Iterator, Mapping

from unannounced.duties.standards.deriving import less
from unannounced.duties.standards.values import Interval, Value
from unannounced.duties.words import Sentence, say

FULLEST = 100
"""How often a capacity can be exceeded before a slip is likelier than crowding."""

ANNEXE_TOO_LARGE = say("The sanitary annexe ({annexe} m²) is not smaller than the room ({room} m²).")
NET_TOO_LARGE = say("The area without the annexe ({net} m²) is more than that of the room ({room} m²).")
NET_OTHERWISE = say("The area without the annexe is said to be {net} m², but {room} m² less {annexe} m² are {left} m².")
NO_ANNEXE_BUT_AREA = say("No annexe is said to lie in the room, and an area of {annexe} m² is given for it.")
TOO_FULL = say("{persons} persons for {places} places: more than {times} times as many. A number may have slipped.")


def contradictions(values: Mapping[str, Value]) -> Iterator[Sentence]:
    """What in the measurements of one subject cannot be; each is to be looked at, and nothing is taken for true."""
    room, annexe, net = (_number(values, one) for one in ("room_area", "annexe_area", "net_area"))
    if room and annexe and annexe.low >= room.high:
        yield Sentence(ANNEXE_TOO_LARGE, {"annexe": annexe, "room": room})
    elif net and room and net.low > room.high:
        yield Sentence(NET_TOO_LARGE, {"net": net, "room": room})
    elif net and room and annexe:
        left = less(room, annexe)
        if net.high < left.low or left.high < net.low:
            yield Sentence(NET_OTHERWISE, {"net": net, "room": room, "annexe": annexe, "left": left})
    if annexe and annexe.low > 0 and values.get("annexe_in_room") is False:
        yield Sentence(NO_ANNEXE_BUT_AREA, {"annexe": annexe})
    for persons, places in (("persons_held", "official_capacity"), ("persons", "room_capacity")):
        held, capacity = _number(values, persons), _number(values, places)
        if held and capacity and held.low >= capacity.high * FULLEST:
            yield Sentence(TOO_FULL, {"persons": held, "places": capacity, "times": FULLEST})


def _number(values: Mapping[str, Value], measure: str) -> Interval | None:
    found = values.get(measure)
    return found if isinstance(found, Interval) else None
