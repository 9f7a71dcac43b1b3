"""Counts so small that they may point to somebody are withheld, and others with them, so that none can be reckoned.

A table parts what came in a year, so whoever knows the whole can subtract. Where a small count is withheld, the least
of the others is withheld as well: which of the two is the small one nobody can tell, even who knows this rule. No table
crosses another, and figures are of whole calendar years alone, because of two spans that overlap the difference could
be small (ECPT Art. 11(3); OPCAT Art. 21(2)).
"""

from collections.abc import Mapping


def of_few(counts: Mapping[str, int], *, small: int) -> dict[str, int | None]:
    """The counts of one table; None for what is withheld. Nobody at all is no small count.

    Where nothing is left to be withheld beside a small count, the whole table is.

    >>> of_few({"paper": 40, "telephone": 3, "intake": 12, "email": 0}, small=5)
    {'paper': 40, 'telephone': None, 'intake': None, 'email': 0}
    >>> of_few({"paper": 3, "telephone": 3, "email": 0}, small=5)
    {'paper': None, 'telephone': None, 'email': None}
    """
    if not any(0 < count < small for count in counts.values()):
        return dict(counts)
    least = min((count for count in counts.values() if count >= small), default=None)
    if least is None:
        return dict.fromkeys(counts)
    return {key: None if 0 < count < small or count == least else count for key, count in counts.items()}


def named(counts: Mapping[str, int], *, small: int) -> dict[str, int]:
    """The same for a table whose lines tell something by being there: what is withheld is not named.

    >>> named({"XXA": 40, "XXB": 3, "XXC": 12}, small=5)
    {'XXA': 40}
    """
    return {key: count for key, count in of_few(counts, small=small).items() if count is not None}


def alone(count: int, *, small: int) -> int | None:
    """A count that stands in no table; None for fewer than ``small``, so that none at all is not told from a few."""
    return count if count >= small else None
