"""Names of columns: which of a table's columns a mapping means, and what is near to one that is missing."""

import unicodedata
from collections.abc import Sequence
from fnmatch import fnmatchcase
from functools import lru_cache

from rapidfuzz import fuzz, process

from unannounced.crafts.registers.meanings import Mapping

BETWEEN = " | "  # what joins the names of a column that stand in several rows of a header


@lru_cache(maxsize=20_000)
def plain(head: str) -> str:
    """A name of a column in small letters, with single spaces and without what only distinguishes typing.

    >>> plain(" Capacity\\n (2019)*")
    'capacity (2019)*'
    """
    return " ".join(unicodedata.normalize("NFKC", head).replace("\ufeff", "").casefold().split())


def found(head: str, header: Sequence[str]) -> list[int]:
    """The positions of the columns that ``head`` means: the one of that name, or all that a star stands for.

    Case, spaces and line breaks do not count. In a header over several rows the lowest name is enough, if it stands
    there once.
    """
    exact = [at for at, one in enumerate(header) if one == head]
    if exact:
        return exact[:1]
    wanted = plain(head)
    alike = [at for at, one in enumerate(header) if plain(one) == wanted]
    if alike:
        return alike[:1]
    if "*" not in head:
        below = [at for at, one in enumerate(header) if plain(one.rsplit(BETWEEN, 1)[-1]) == wanted]
        return below if len(below) == 1 else []
    pattern = wanted.replace("[", "[[]").replace("?", "[?]")
    return [at for at, one in enumerate(header) if fnmatchcase(plain(one), pattern)]


def fits(mapping: Mapping, header: Sequence[str]) -> bool:
    """Whether the table has every column that the mapping needs."""
    return not missing(mapping, header)


def missing(mapping: Mapping, header: Sequence[str]) -> list[str]:
    """The names of columns that the mapping needs and the table does not have."""
    return [head for head in mapping.heads() if not found(head, header)]


def near(head: str, header: Sequence[str], at_most: int = 3) -> list[str]:
    """The columns whose names are nearest to ``head``, nearest first; none where nothing is alike.

    >>> near("Nome", ["nomes", "UF", "Capacidade"])
    ['nomes']
    """
    by_name = {one: plain(one) for one in header}
    close = process.extract(plain(head), by_name, scorer=fuzz.WRatio, limit=at_most, score_cutoff=70)
    return [name for _, _, name in close]
