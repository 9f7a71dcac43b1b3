"""The States at the end of an item: "(France, Bolivia (Plurinational State of))" → who made it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from unannounced.crafts.names import code_of

_LONGEST = 1500
_PARTS = re.compile(r"\s*[,;]\s*|\s+/\s+")
_AND = re.compile(r"\s+(?:and|et|&)\s+|\s*/\s*")
_NAME = re.compile(r"(?:the |The )?[A-ZÀ-Þ][\w.’'-]*(?: (?:of|the|and|de|du|des|et|d’|l’)| [A-ZÀ-Þ(][\w.’'()-]*){0,9}")
_ASIDE = re.compile(
    r"^(?:and|et|by|from|made by|recommended by|recommendations? (?:of|from|by|made by))\s+", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Closing:
    """Parentheses in a text with their place, and the names in them; ``known`` of these are States."""

    start: int
    end: int
    names: tuple[str, ...]
    known: int


def closings(text: str, extra: Mapping[str, str]) -> list[Closing]:
    """The outermost parentheses that hold nothing but what may be names, in running order.

    ``extra`` maps codes to further names that count as known. Reads ``text`` once, whatever it holds.
    """
    found: list[Closing] = []
    depth, start = 0, 0
    for place in (one.start() for one in re.finditer(r"[()]", text)):
        if text[place] == "(":
            if depth == 0 or place - start > _LONGEST:
                depth, start = 0, place
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0 and place - start <= _LONGEST:
                names, known = names_in(text[start + 1 : place], extra)
                if names:
                    found.append(Closing(start, place + 1, names, known))
    return found


def names_in(text: str, extra: Mapping[str, str]) -> tuple[tuple[str, ...], int]:
    """The names that ``text`` lists, as printed, and how many of them are States; none if it holds anything else.

    >>> names_in("the Netherlands, Bolivia (Plurinational State of) and Bresk", {"XXB": "Bresk"})
    (('Netherlands', 'Bolivia (Plurinational State of)', 'Bresk'), 3)
    >>> names_in("see paragraph 3", {})
    ((), 0)
    """
    names: list[str] = []
    known = 0
    for part in _PARTS.split(" ".join(text.split())):
        for name, is_state in _apart(_tidy(part), extra):
            if not is_state and not _NAME.fullmatch(name):
                return (), 0
            names.append(name)
            known += is_state
    return tuple(dict.fromkeys(names)), known


def _apart(part: str, extra: Mapping[str, str]) -> list[tuple[str, bool]]:
    """The names in a part between commas: one, or several with "and" between them, each with whether it is a State."""
    if not part:
        return []
    if is_state(part, extra):
        return [(part, True)]
    pieces = _AND.split(part)
    for cut in range(1, len(pieces)):
        found = list(_AND.finditer(part))[cut - 1]
        first, rest = _tidy(part[: found.start()]), _tidy(part[found.end() :])
        if is_state(first, extra):
            return [(first, True), *_apart(rest, extra)]
    return [(part, False)]


def is_state(name: str, extra: Mapping[str, str]) -> bool:
    """Whether ``name`` is that of a State."""
    if code_of(name):
        return True
    plain = name.casefold()
    return any(plain == one.casefold() for one in extra.values())


def _tidy(name: str) -> str:
    name = _ASIDE.sub("", name.strip(" .,;:*"))
    return name[4:] if name[:4].casefold() == "the " and code_of(name[4:]) else name
