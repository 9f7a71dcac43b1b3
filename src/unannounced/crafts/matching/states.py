"""What one register calls a State or region, in the words of the other: told by shared towns, and by letters."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from unannounced.crafts.matching.prepared import name_of_town
from unannounced.crafts.matching.values import Described
from unannounced.crafts.matching.wording import level

LEAST_SHARE, LEAST_TOWNS, LONGEST_CODE = 0.5, 2, 3
CLEAR = 1.5
"""How much more a State shares with the one it is taken for than with any other."""
Towns = Mapping[str, frozenset[str]]


def aligned(first: Sequence[Described], second: Sequence[Described]) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """For both sides, what each State is called when they are compared; "" if that cannot be told.

    What both sides write is one State. “Texas” is what the other side calls “TX” if their towns are the same, or the
    letters fit and no other's do. Codes of one length are of one list. If that tells too little, no State counts.
    """
    ours, theirs = (Counter(level(one.state) for one in side if one.state) for side in (first, second))
    mine, yours = ({one.state: level(one.state) for one in side} for side in (first, second))
    if _are_codes(ours, theirs):
        return mine, yours
    told, back = _told(first, second, ours, theirs), _told(second, first, theirs, ours)
    told |= {state: other for other, state in back.items() if state not in told}
    known = sum(ours[state] for state in told), sum(theirs[state] for state in back)
    if not ours or not theirs or max(known[0] / ours.total(), known[1] / theirs.total()) < LEAST_SHARE:
        return dict.fromkeys(mine, ""), dict.fromkeys(yours, "")
    called = {state: told.get(back[state], state) if state in back else "" for state in theirs}
    called |= dict.fromkeys(told.values(), "") | {state: state for state in told.values()}
    return (
        {state: told.get(levelled, "") for state, levelled in mine.items()},
        {state: called.get(levelled, "") for state, levelled in yours.items()},
    )


def _are_codes(ours: Iterable[str], theirs: Iterable[str]) -> bool:
    lengths = {len(state) for states in (ours, theirs) for state in states}
    return len(lengths) == 1 and max(lengths) <= LONGEST_CODE


def _told(
    first: Sequence[Described], second: Sequence[Described], ours: Counter[str], theirs: Counter[str]
) -> dict[str, str]:
    """Each State of the first side with that of the second side which it is, as far as that can be told."""
    told = {state: state for state in ours if state in theirs}
    mine, yours = _towns(first), _towns(second)
    spread = Counter(town for towns in yours.values() for town in towns)
    for state in ours:
        if state not in told and (found := _by_towns(mine.get(state, frozenset()), yours, spread, state)):
            told[state] = found
    left = [state for state in theirs if state not in told.values()]
    lone = [state for state in ours if state not in told]
    for state in lone:
        fitting = [other for other in left if abbreviates(state, other)]
        if len(fitting) == 1 and sum(abbreviates(fitting[0], other) for other in lone) == 1:
            told[state] = fitting[0]
    return told


def _towns(places: Sequence[Described]) -> Towns:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for one in places:
        if one.town and one.state:
            found[level(one.state)].add(name_of_town(one.town))
    return {state: frozenset(towns) for state, towns in found.items()}


def _by_towns(mine: frozenset[str], yours: Towns, spread: Counter[str], state: str) -> str:
    """The State of the other side that shares most towns with these, towns of few States counting more."""
    shared = {other: sum(1 / spread[town] for town in mine & towns) for other, towns in yours.items()}
    scores = {
        other: score / min(len(mine), len(yours[other])) ** 0.5 * (2 if abbreviates(state, other) else 1)
        for other, score in shared.items()
        if score
    }
    if not scores:
        return ""
    likeliest, *others = sorted(scores, key=lambda other: (-scores[other], other))
    enough = len(mine & yours[likeliest]) >= (1 if abbreviates(state, likeliest) else LEAST_TOWNS)
    clear = not others or scores[likeliest] >= CLEAR * scores[others[0]]
    return likeliest if enough and clear else ""


def abbreviates(one: str, other: str) -> bool:
    """Whether one of two words may be the code of the other: its letters stand in it, in order, from the first on.

    >>> abbreviates("tx", "texas"), abbreviates("new york", "ny"), abbreviates("ca", "texas"), abbreviates("xa", "xb")
    (True, True, False, False)
    """
    code, name = sorted((one.replace(" ", ""), other.replace(" ", "")), key=len)
    if not 2 <= len(code) <= LONGEST_CODE or len(name) <= LONGEST_CODE or code[0] != name[0]:
        return False
    letters = iter(name)
    return all(letter in letters for letter in code)
