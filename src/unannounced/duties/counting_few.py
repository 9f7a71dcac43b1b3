"""Counts so small that they may point to somebody are withheld, and others with them, so that none can be reckoned.

A table parts what came in a year, so whoever knows the whole can subtract. Where a count is withheld, at least two
are, and what they hold together is not small: then any of them may hold it (as in ``withholding``). No table crosses
another, and figures are of whole calendar years alone, because of two spans that overlap the difference could be small
(ECPT Art. 11(3); OPCAT Art. 21(2)).
"""

from collections.abc import Mapping


def of_few(counts: Mapping[str, int], *, small: int) -> dict[str, int | None]:
    """The counts of one table; None for what is withheld. Nobody at all is no small count.

    >>> of_few({"paper": 40, "telephone": 3, "intake": 12, "email": 0}, small=5)
    {'paper': 40, 'telephone': None, 'intake': None, 'email': 0}
    """
    hidden = {key for key, count in counts.items() if 0 < count < small}
    while hidden and (len(hidden) < 2 or sum(counts[key] for key in hidden) < small):
        shown = [(count, key) for key, count in counts.items() if count and key not in hidden]
        if not shown:
            break
        hidden.add(min(shown)[1])
    return {key: None if key in hidden else count for key, count in counts.items()}


def alone(count: int, *, small: int) -> int | None:
    """A count that stands in no table; None for fewer than ``small``, so that none at all is not told from a few."""
    return count if count >= small else None
