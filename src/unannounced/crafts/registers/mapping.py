"""Mappings of tables: the ones that are shipped, which one fits a table, and how one is read and written as YAML."""

from collections.abc import Sequence
from fnmatch import fnmatchcase
from functools import cache
from importlib import resources

from unannounced.crafts.registers.heads import fits
from unannounced.crafts.registers.mapping_files import MappingProblem, read_mapping, write_mapping
from unannounced.crafts.registers.meanings import (
    DAY_FORMS,
    LAYOUTS,
    MEANINGS,
    Column,
    Layout,
    LeaveOut,
    Mapping,
    Moment,
)

__all__ = [
    "DAY_FORMS",
    "LAYOUTS",
    "MEANINGS",
    "Column",
    "Layout",
    "LeaveOut",
    "Mapping",
    "MappingProblem",
    "Moment",
    "mapping_for",
    "read_mapping",
    "shipped_mappings",
    "write_mapping",
]


@cache
def shipped_mappings() -> dict[str, Mapping]:
    """The mappings that are shipped, by name, in the order of their names."""
    folder = resources.files("unannounced.facts").joinpath("registers")
    files = sorted((one.name, one.read_text("utf-8")) for one in folder.iterdir() if one.name.endswith(".yaml"))
    found = (read_mapping(text, where=name) for name, text in files)
    return {one.name: one for one in found}


def mapping_for(file_name: str, header: Sequence[str], known: Sequence[Mapping] = ()) -> Mapping | None:
    """The mapping that fits a table by the names of its columns, and among several by the name of its file.

    Looks at ``known``, by default at the shipped ones. None if no mapping finds all its columns, or if several fit
    and nothing tells them apart: then somebody has to choose.
    """
    fitting = [one for one in (known or tuple(shipped_mappings().values())) if fits(one, header)]
    if not fitting:
        return None
    bare = file_name.replace("\\", "/").rsplit("/", 1)[-1].casefold()
    named = [one for one in fitting if any(fnmatchcase(bare, pattern.casefold()) for pattern in one.files)]
    pool = named or fitting
    most = max(len(one.heads()) for one in pool)
    best = [one for one in pool if len(one.heads()) == most]
    return best[0] if len(best) == 1 and (named or most >= 4) else None
