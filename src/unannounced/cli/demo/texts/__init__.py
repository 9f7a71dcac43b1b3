"""The texts of the worked case, as TOML."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def read(name: str) -> dict[str, Any]:
    """The texts of one file."""
    with resources.files(__package__).joinpath(f"{name}.toml").open("rb") as stream:
        return tomllib.load(stream)
