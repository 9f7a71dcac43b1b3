"""Who is meant: suggestions for the mistyped name or code of a State; never a decision."""

import unicodedata
from collections.abc import Mapping
from difflib import SequenceMatcher

_NEAR = 0.6
"""The least likeness, from 0 to 1, at which a name is worth suggesting (project choice)."""


def nearest(name: str, known: Mapping[str, str], at_most: int = 3) -> tuple[str, ...]:
    """The codes of the States that ``name`` may mean, likeliest first; ``known`` maps codes to names.

    Case and accents do not count. Empty if nothing is near.

    >>> nearest("Turkeye", {"TUR": "Türkiye", "TKM": "Turkmenistan", "FRA": "France"})
    ('TUR',)
    """
    wanted = folded(name)
    if not wanted:
        return ()
    likeness = {code: _likeness(wanted, code, called) for code, called in known.items()}
    close = (code for code in likeness if likeness[code] >= _NEAR)
    near = sorted(close, key=lambda code: (-likeness[code], -_begins_alike(wanted, folded(code)), code))
    return tuple(near[:at_most])


def _begins_alike(one: str, other: str) -> int:
    """How many letters two words have in common at their beginning: a slip is likelier at the end."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _likeness(wanted: str, code: str, called: str) -> float:
    name, short = folded(called), folded(code)
    if wanted in (short, name):
        return 1.0
    if len(wanted) >= 3 and any(word.startswith(wanted) for word in name.split()):
        return 0.9
    by_code = _ratio(wanted, short) if len(wanted) <= len(short) + 1 else 0.0
    return max(_ratio(wanted, name), by_code)


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def folded(text: str) -> str:
    """``text`` as names are compared and sorted: case, accents and space around do not count."""
    apart = unicodedata.normalize("NFKD", text.strip().casefold())
    return "".join(one for one in apart if not unicodedata.combining(one))
