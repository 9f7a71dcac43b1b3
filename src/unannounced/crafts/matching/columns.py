"""Tables of places as descriptions: which column says what is told by its name, in many languages."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files

import yaml

from unannounced.crafts.matching.values import Described
from unannounced.crafts.matching.wording import level

SEVERAL = re.compile(r"[;|\n]")
"""What stands between several names in one cell."""
MISSING = frozenset({"", "na", "n a", "nan", "none", "null", "999", "not available", "unknown"})
FURTHEST = {"latitude": 90, "longitude": 180}


class NoNames(ValueError):
    """A table has no column of names; the text says which columns it has."""


@lru_cache(maxsize=1)
def known_heads() -> Mapping[str, str]:
    """Each known name of a column, levelled, with the part that it holds."""
    told = yaml.safe_load(files("unannounced.crafts.matching").joinpath("columns.yaml").read_text(encoding="utf-8"))
    found: dict[str, str] = {}
    for part, names in told.items():
        for name in names:
            found.setdefault(_levelled(str(name)), part)
    return found


def parts_of(header: Sequence[str]) -> dict[str, int]:
    """Where each part of a description stands: the column with the name that comes first in the list.

    >>> parts_of(["ID", "Facility_Name", "City", "ST", "remarks"])
    {'id': 0, 'name': 1, 'town': 2, 'state': 3}
    """
    known = known_heads()
    order = {name: place for place, name in enumerate(known)}
    best: dict[str, tuple[int, int]] = {}
    for at, head in enumerate(header):
        name = _levelled(head)
        if name in known:
            part = known[name]
            best[part] = min(best.get(part, (len(order), 0)), (order[name], at))
    return {part: at for part, (_, at) in best.items()}


def _levelled(head: str) -> str:
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", head.replace("_", " "))
    return level(re.sub(r"(?<=[a-zA-Z])(?=\d)|(?<=\d)(?=[a-zA-Z])", " ", spaced)) or " ".join(head.casefold().split())


def described(header: Sequence[str], rows: Iterable[tuple[int, Sequence[str]]]) -> list[Described]:
    """The rows of a table; one without an id is called by its number, one without a name is left out.

    Raises ``NoNames``.
    """
    parts = parts_of(header)
    if "name" not in parts:
        raise NoNames(", ".join(header))
    return list(_each(parts, rows))


def _each(parts: Mapping[str, int], rows: Iterable[tuple[int, Sequence[str]]]) -> Iterator[Described]:
    for number, row in rows:
        told = {part: "" if _is_missing(row[at]) else row[at].strip() for part, at in parts.items() if at < len(row)}
        names = tuple(dict.fromkeys(filter(None, (told.get("name", ""), *_several(told.get("aliases", ""))))))
        if told.get("name"):
            yield Described(
                id=told.get("id") or str(number),
                names=names,
                town=told.get("town", ""),
                state=told.get("state", ""),
                region=told.get("region", ""),
                district=told.get("district", ""),
                address=told.get("address", ""),
                postcode=told.get("postcode", ""),
                kind=told.get("kind", ""),
                operator=told.get("operator", ""),
                sex=told.get("sex", ""),
                position=_position(told),
                figures=_figures(told),
            )


def _is_missing(cell: str) -> bool:
    return level(cell) in MISSING if cell.isascii() else not cell.strip()


def _several(cell: str) -> Iterator[str]:
    return (name.strip() for name in SEVERAL.split(cell))


def _position(told: Mapping[str, str]) -> tuple[int, int] | None:
    """Millionths of degrees; nothing where a number is not one, is too large, or both are zero."""
    found = []
    for part, most in FURTHEST.items():
        try:
            degrees = float(told.get(part, "").replace(",", "."))
        except ValueError:
            return None
        if not -most <= degrees <= most:
            return None
        found.append(round(degrees * 1_000_000))
    return (found[0], found[1]) if any(found) else None


def _figures(told: Mapping[str, str]) -> dict[str, int]:
    figures = {}
    for part in ("capacity", "population"):
        try:
            number = float(told.get(part, ""))
        except ValueError:
            continue
        if 0 <= number < 1_000_000:
            figures[part] = round(number)
    return figures
