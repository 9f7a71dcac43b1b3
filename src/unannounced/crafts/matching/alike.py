"""How far the words of two names are the same: equal, spelled otherwise, shortened, or written as one."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import JaroWinkler

from unannounced.crafts.matching.wording import Worded, sound

SAME_SOUND, SHORTENED, AS_ONE = 0.96, 0.85, 0.95
CLOSE = 0.9
"""From which likeness on (Jaro and Winkler) two words are one word misspelled."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What two names share, in weights of words; ``words`` are those of the first name that were found again."""

    both: float
    first_alone: float
    second_alone: float
    loss: float
    words: tuple[str, ...]
    first_left: tuple[str, ...]
    second_left: tuple[str, ...]


@lru_cache(maxsize=262_144)
def likeness(one: str, other: str) -> float:
    """How likely two words are one, 0 to 1; 0 when they are plainly two.

    >>> likeness("presid", "presidente"), likeness("hill", "mill"), round(likeness("oldham", "oldhan"), 2)
    (0.85, 0.0, 0.93)
    """
    if one == other:
        return 1.0
    short, long = sorted((one, other), key=len)
    if short.isdigit() or long.isdigit() or len(short) < 3:
        return 0.0
    heard, whole = sound(short), sound(long)
    if len(short) >= 4 and heard == whole:
        return SAME_SOUND
    begins = long.startswith(short) or (len(short) >= 4 and len(heard) >= 3 and whole.startswith(heard))
    if begins and len(short) * 3 >= len(long):
        return SHORTENED
    found: float = JaroWinkler.similarity(one, other)
    return found if found >= CLOSE and len(short) >= 4 else 0.0


def share(one: Worded, other: Worded, weight: Callable[[str], float]) -> Shared:
    """Pair the words of two names, the most alike first."""
    common = set(one.own) & set(other.own)
    both, loss = sum(weight(word) for word in common), 0.0
    first = [word for word in one.own if word not in common]
    second = [word for word in other.own if word not in common]
    words = [word for word in one.own if word in common]
    if first and second:
        for near, a, b in _pairs(first, second):
            if a in first and b in second:
                gained = min(weight(a), weight(b))
                both, loss = both + gained * near, loss + gained * (1 - near)
                first.remove(a)
                second.remove(b)
                words.append(a)
    for alone, against in ((first, other.joined), (second, one.joined)):
        for word in [word for word in alone if len(word) > 4 and word in against]:
            both += weight(word) * AS_ONE
            alone.remove(word)
            words.append(word)
            opposite = second if alone is first else first
            opposite[:] = [part for part in opposite if not (word.startswith(part) or word.endswith(part))]
    return Shared(both, _sum(first, weight), _sum(second, weight), loss, tuple(words), tuple(first), tuple(second))


def _sum(words: list[str], weight: Callable[[str], float]) -> float:
    return sum(weight(word) for word in words)


def _pairs(first: list[str], second: list[str]) -> list[tuple[float, str, str]]:
    found = [(likeness(a, b), a, b) for a in first for b in second]
    return sorted((one for one in found if one[0] > 0), reverse=True)
