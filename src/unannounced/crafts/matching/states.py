"""What one register calls a State or region, in the words of the other: told by the towns they share."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from unannounced.crafts.matching.prepared import name_of_town
from unannounced.crafts.matching.values import Described
from unannounced.crafts.matching.wording import level

LEAST_SHARE, LEAST_TOWNS, LONGEST_CODE = 0.5, 2, 3


def aligned(first: Sequence[Described], second: Sequence[Described]) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """For both sides, what each State is called when they are compared; "" if that cannot be told.

    Where half of the places of the smaller vocabulary use words of the other, the words mean the same. Else
    “Texas” is what the other side calls “TX” if their towns are the same. Codes of one length are of one list.
    """
    ours, theirs = (Counter(level(one.state) for one in side if one.state) for side in (first, second))
    mine, yours = ({one.state: level(one.state) for one in side} for side in (first, second))
    if not ours or not theirs:
        return dict.fromkeys(mine, ""), dict.fromkeys(yours, "")
    common = sum(count for state, count in ours.items() if state in theirs) / ours.total()
    other = sum(count for state, count in theirs.items() if state in ours) / theirs.total()
    if max(common, other) >= LEAST_SHARE or _are_codes(ours, theirs):
        return mine, yours
    told = _by_towns(first, second)
    if not told:
        return dict.fromkeys(mine, ""), dict.fromkeys(yours, "")
    return {state: told.get(levelled, levelled) for state, levelled in mine.items()}, yours


def _are_codes(ours: Iterable[str], theirs: Iterable[str]) -> bool:
    lengths = {len(state) for states in (ours, theirs) for state in states}
    return len(lengths) == 1 and max(lengths) <= LONGEST_CODE


def _by_towns(first: Sequence[Described], second: Sequence[Described]) -> dict[str, str]:
    """Each State of the first side whose towns lie, on the second side, mostly in one State."""
    towns: defaultdict[str, set[str]] = defaultdict(set)
    for one in second:
        if one.town and one.state:
            towns[name_of_town(one.town)].add(level(one.state))
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for state, town in {(level(one.state), name_of_town(one.town)) for one in first if one.town and one.state}:
        for named in towns.get(town, ()):
            votes[state][named] += 1
    told = {}
    for state, counted in votes.items():
        (likeliest, count), *_ = counted.most_common(1)
        if count >= LEAST_TOWNS and count / counted.total() >= LEAST_SHARE:
            told[state] = likeliest
    return told
