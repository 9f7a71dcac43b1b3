"""The words by which rules recognise that somebody may be recognised, out of their file."""

import tomllib
from functools import cache
from importlib import resources

from unannounced.duties.counting_persons import Counting
from unannounced.duties.recognising import Traits

_KEYS = ("titles", "after_names", "births", "ages", "rare", "beside_age", "months")


@cache
def shipped_traits() -> Traits:
    """The words of all languages together: names of one language stand in reports of another."""
    text = resources.files("unannounced.facts").joinpath("traits.toml").read_text("utf-8")
    tables = tomllib.loads(text).values()
    words = {key: tuple(dict.fromkeys(word for table in tables for word in table[key])) for key in _KEYS}
    return Traits(
        **words,
        no_names=frozenset(word for table in tables for word in table["no_names"]),
        counting=tuple(
            Counting(tuple(map(tuple, table["numbers"])), tuple(table["larger"]), tuple(table["persons"]))
            for table in tables
        ),
    )
