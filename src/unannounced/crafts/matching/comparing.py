"""Two places side by side: every feature from which their likeness is reckoned."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler

from unannounced.crafts.matching.alike import Shared, share
from unannounced.crafts.matching.prepared import Prepared
from unannounced.crafts.matching.wording import Worded, sound

TOWN_ALIKE = 0.9
NEAR, CLOSE_BY, FAR = 0.4, 3.0, 15.0
"""Kilometres: at the same gate, in the same quarter, in another town."""
KILOMETRES_A_DEGREE = 111.195
LOCAL, LOCAL_LEFT = 0.6, 0.25
"""A word that is also the town's tells less; if it is missing, the town still says it."""
BESIDES = frozenset({"police", "youth"})
"""Families that a name says or leaves out: “County Jail / Sheriff”, “HMP” and “HMP & YOI”."""
ON_THEIR_OWN = frozenset({"release", "community", "camp work", "farm", "progress"})
"""Sorts of the family of custody that stand beside a prison and are no other word for it."""
LOCAL_LEVELS = frozenset({"county", "city"})
"""Who runs it: “Orlo County Detention Center” and “Orlo Processing Center” may be two."""
TELLING = 0.35
"""The weight from which a word that one name has alone may be that of another place."""
APART = frozenset({"number", "letter", "side", "sex", "age", "part", "security", "regime"})


@dataclass(slots=True)
class Compared:
    """The features of a pair by name, and the facts for its reasons."""

    features: dict[str, float]
    names: tuple[Worded, Worded]
    shared: Shared
    distance: float | None
    clashes: frozenset[str]
    one_sided: frozenset[str]


def compare(one: Prepared, other: Prepared, weight: Callable[[str], float]) -> Compared:
    """All there is to say of a pair; of several names the most alike count. Both have names."""
    where = _where(one, other)
    local = one.town_words | other.town_words

    def here(word: str) -> float:
        return weight(word) * (LOCAL if word in local else 1.0)

    found = []
    for name in one.names:
        for counter in other.names:
            shared = share(name, counter, here)
            found.append((_of_names(name, counter, shared, local, weight), name, counter, shared))
    features, name, counter, shared = max(found, key=lambda pair: _rank(pair[0]))
    clashes, one_sided = _marks(name, counter)
    clashes, one_sided = _sexes(one, other, clashes, one_sided)
    distance = kilometres(one.place.position, other.place.position)
    features = features | where | _of_place(one, other, distance)
    features |= {
        "mark_clash": float(bool(clashes)),
        "mark_one_sided": float(bool(one_sided & APART)),
        "mark_same": float(bool(name.marks & counter.marks)),
    }
    _together(features)
    return Compared(features, (name, counter), shared, distance, clashes, one_sided)


def _rank(features: dict[str, float]) -> float:
    """How alike two names are, to choose among several of a place."""
    return features["cover_large"] + features["same_text"] + 0.3 * features["kinds_same"] + features["ratio"]


def _of_names(
    one: Worded, other: Worded, shared: Shared, local: frozenset[str], weight: Callable[[str], float]
) -> dict[str, float]:
    first, second = (
        sum(weight(word) * (LOCAL_LEFT if word in local else 1.0) for word in left)
        for left in (shared.first_left, shared.second_left)
    )
    less, more = sorted((shared.both + shared.loss + first, shared.both + shared.loss + second))
    nothing_own = not one.own and not other.own
    kinds = len(one.kinds & other.kinds) / len(one.kinds | other.kinds) if one.kinds | other.kinds else 0.0
    return {
        "same_text": float(_sorted(one) == _sorted(other)),
        "ratio": fuzz.ratio(_sorted(one), _sorted(other)) / 100,
        "cover_large": 0.0 if nothing_own else shared.both / more if more else 0.0,
        "cover_small": 0.0 if nothing_own else shared.both / less if less else 0.0,
        "shared": min(shared.both, 2.0) / 2,
        "left": min(first + second, 3.0) / 3,
        "left_both": min(first, second, 1.5) / 1.5,
        "loss": min(shared.loss, 1.0),
        "nothing_own": float(nothing_own),
        "kinds_apart": float(bool(one.kinds and other.kinds) and not one.kinds & other.kinds),
        "levels_one_sided": float(bool(one.levels & LOCAL_LEVELS) != bool(other.levels & LOCAL_LEVELS)),
        "sort_said_more": float(one.own == other.own and not one.levels | other.levels and _one_says_more(one, other)),
        "one_nothing_own": float(bool(one.own) != bool(other.own)),
        "kinds_same": float(bool(one.kinds) and one.kinds == other.kinds),
        "kinds_part": kinds,
        "kinds_clash": float(bool(one.families and other.families) and not one.families & other.families),
        "sorts_differ": float(_sorts_differ(one, other)),
        "word_alone": float(max(first, second) >= TELLING),
        "levels_same": float(bool(one.levels & other.levels)),
        "levels_clash": float(bool(one.levels and other.levels) and not one.levels & other.levels),
        "initials_clash": float(bool(one.initials and other.initials) and not one.initials & other.initials),
    }


def _one_says_more(one: Worded, other: Worded) -> bool:
    """Whether one name says of its sort what the other says, and more, or nothing else: “HMP” and “HMP & YOI”."""
    return one.kinds <= other.kinds or other.kinds <= one.kinds


def _sorts_differ(one: Worded, other: Worded) -> bool:
    """Whether the names say sorts of place that may stand side by side under one name."""
    first, second = _sorts(one), _sorts(other)
    if first != second:
        return True
    apart = one.kinds and other.kinds and not one.kinds & other.kinds
    return bool(apart and (first != {"custody"} or "migration" in one.kinds | other.kinds))


def _sorts(name: Worded) -> frozenset[str]:
    return (name.families - BESIDES) | (name.kinds & ON_THEIR_OWN) or frozenset({"custody"})


def _sorted(name: Worded) -> str:
    marks = [f"{slot}{value}" for slot, value in sorted(name.marks)]
    return " ".join([*sorted(name.own), *sorted(name.kinds), *sorted(name.levels), *marks])


def _marks(one: Worded, other: Worded) -> tuple[frozenset[str], frozenset[str]]:
    """Slots in which both say something else, and those in which one alone says something."""
    clashes, one_sided = set(), set()
    for slot in APART:
        first = {value for kind, value in one.marks if kind == slot}
        second = {value for kind, value in other.marks if kind == slot}
        if first and second:
            if first != second and not (slot not in ("number", "letter") and (first <= second or second <= first)):
                clashes.add(slot)
            elif first != second:
                one_sided.add(slot)
        elif first or second:
            faint = other.faint if first else one.faint
            if slot != "number" or not (first | second) <= faint:  # “Unit 2” and “Unit2” are one
                one_sided.add(slot)
    if one.faint != other.faint and not (one.faint | other.faint) & {
        value for slot, value in one.marks | other.marks if slot == "number"
    }:
        (clashes if one.faint and other.faint else one_sided).add("number")
    return frozenset(clashes), frozenset(one_sided)


def _sexes(
    one: Prepared, other: Prepared, clashes: frozenset[str], one_sided: frozenset[str]
) -> tuple[frozenset[str], frozenset[str]]:
    """Who is held, where columns say it."""
    if len(one.sex) == len(other.sex) == 1:
        return (clashes | {"sex"}, one_sided) if one.sex != other.sex else (clashes, one_sided - {"sex"})
    return clashes, one_sided


def _where(one: Prepared, other: Prepared) -> dict[str, float]:
    known = bool(one.town and other.town)
    same = known and one.town == other.town
    alike = known and not same and towns_alike(one.town, other.town)
    named = not same and not alike and (_names_town(one, other) or _names_town(other, one))
    districts = bool(one.district and other.district)
    return {
        "town_same": float(same),
        "town_alike": float(alike),
        "town_other": float(known and not same and not alike and not named),
        "town_in_name": float(named),
        "towns_two": float(known and not same and not alike),
        "district_same": float(districts and one.district == other.district),
        "district_other": float(districts and one.district != other.district),
    }


def towns_alike(one: str, other: str) -> bool:
    """Whether two towns are one, misspelled or shortened.

    >>> towns_alike("colorado spring", "colorado springs"), towns_alike("north bend", "south bend")
    (True, False)
    """
    first, second = one.split(), other.split()
    if len(first) > 1 and len(second) > 1 and first[0] != second[0] and first[1:] == second[1:]:
        return False
    if sound(one.replace(" ", "")) == sound(other.replace(" ", "")):
        return True
    return float(JaroWinkler.similarity(one, other)) >= TOWN_ALIKE and fuzz.ratio(one, other) >= 80


def _names_town(one: Prepared, other: Prepared) -> bool:
    words = other.town.split()
    return bool(words) and any(set(words) <= set(name.text.split()) for name in one.names)


def _of_place(one: Prepared, other: Prepared, distance: float | None) -> dict[str, float]:
    postcodes = bool(one.postcode and other.postcode)
    same_code = postcodes and _codes_same(one.postcode, other.postcode)
    addressed = bool(one.street and other.street)
    streets = len(one.street & other.street) / min(len(one.street), len(other.street)) if addressed else 0.0
    numbered = bool(one.house and other.house)
    same_number = numbered and bool(one.house & other.house)
    figures = [_figures(one, other, what) for what in ("capacity", "population")]
    return {
        "postcode_same": float(same_code),
        "postcode_other": float(postcodes and not same_code),
        "address_same": float(streets >= 0.5 and same_number),
        "address_alike": float(streets >= 0.5 and not numbered),
        "address_other": float(addressed and (streets < 0.34 or (numbered and not same_number))),
        "near": float(distance is not None and distance <= NEAR),
        "close": float(distance is not None and NEAR < distance <= CLOSE_BY),
        "far": float(distance is not None and distance > FAR),
        "figures_alike": float(any(one == 1 for one in figures)),
        "figures_other": float(figures[0] == -1),
        "key_same": float(any(other.place.keys.get(what) == value for what, value in one.place.keys.items() if value)),
    }


def _codes_same(one: str, other: str) -> bool:
    """Whether two postcodes are one, one of them perhaps with a longer ending."""
    return one == other or (min(len(one), len(other)) >= 5 and (one.startswith(other) or other.startswith(one)))


def _figures(one: Prepared, other: Prepared, what: str) -> int:
    first, second = one.place.figures.get(what, 0), other.place.figures.get(what, 0)
    if first <= 0 or second <= 0:
        return 0
    apart = abs(math.log(first / second))
    return 1 if apart < 0.1 and min(first, second) > 5 else -1 if apart > 1.1 else 0


def _together(features: dict[str, float]) -> None:
    """What counts only together."""
    here = features["town_same"] or features["town_alike"]
    features["same_text_here"] = features.get("same_text", 0.0) * here
    features["cover_here"] = features.get("cover_large", 0.0) * here
    features["cover_elsewhere"] = features.get("cover_large", 0.0) * features["town_other"]
    features["part_here"] = features.get("cover_small", 0.0) * here
    features["kinds_here"] = features.get("kinds_same", 0.0) * features.get("cover_large", 0.0)
    features["at_gate"] = max(features["address_same"], features["near"]) * features.get("cover_small", 0.0)


def kilometres(one: tuple[int, int] | None, other: tuple[int, int] | None) -> float | None:
    """How far apart two positions in millionths of degrees are; ``None`` if one is not known.

    >>> round(kilometres((48_200_000, 16_370_000), (48_210_000, 16_370_000)), 2)
    1.11
    """
    if one is None or other is None:
        return None
    middle = math.radians((one[0] + other[0]) / 2e6)
    north = (one[0] - other[0]) / 1e6
    east = ((one[1] - other[1]) / 1e6 + 180) % 360 - 180
    return KILOMETRES_A_DEGREE * math.hypot(north, east * math.cos(middle))
