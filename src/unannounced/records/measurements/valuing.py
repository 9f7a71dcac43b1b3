"""Values between a person, a table and the rules: read at the door, kept as texts, read again for the rules."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import lru_cache

from unannounced.crafts.standards import shipped_measures
from unannounced.duties.decision import Refused, RefusedByRule
from unannounced.duties.measuring import as_text
from unannounced.duties.standards import Rule, Value, parse_value
from unannounced.duties.words import say

_RULE = say("Rule of this software: measures are a closed list")


def value_of(measure: str, text: str, *, decimal: str = "", on: date | None = None) -> Value | Refused | None:
    """The value that somebody wrote for a measure of the list; ``None`` where it says that nobody measured."""
    known = shipped_measures().get(measure)
    if known is None or known.only_derived:
        return Refused(
            say("“{measure}” is no measure that is taken."),
            _RULE,
            say("Choose a measure of the list of measures."),
            {"measure": measure},
        )
    return parse_value(known, text, decimal=decimal, on=on)


def understood(texts: Mapping[str, str], *, on: date, decimal: str = "") -> dict[str, Value]:
    """The values that were measured among ``texts``; raises ``RefusedByRule`` for the first that is none."""
    found = {}
    for measure, text in texts.items():
        value = value_of(measure, text, decimal=decimal, on=on)
        if isinstance(value, Refused):
            raise RefusedByRule(value)
        if value is not None:
            found[measure] = value
    return found


def as_kept(values: Mapping[str, Value]) -> dict[str, str]:
    """Values as a row keeps them, in the order of the list: the same values are always the same texts."""
    return {one.id: as_text(one, values[one.id]) for one in shipped_measures().values() if one.id in values}


def as_values(kept: Mapping[str, str]) -> dict[str, Value]:
    """The values of a row; a text that the list no longer understands is left out, as one that nobody measured."""
    read = {measure: _read(measure, text) for measure, text in kept.items()}
    return {measure: value for measure, value in read.items() if value is not None}


@lru_cache(maxsize=65_536)
def _read(measure: str, text: str) -> Value | None:
    value = value_of(measure, text)
    return None if isinstance(value, Refused) else value


def wording_of(rule: Rule) -> str:
    """The digest of a rule as it stands: everything that it says, in English; translations are no part of it."""
    return hashlib.sha256(json.dumps(_plain(rule), sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _plain(thing: object) -> object:
    """What a rule is made of, in one order, for a digest that is the same everywhere."""
    match thing:
        case Enum():
            return thing.value
        case Mapping() if "en" in thing:
            return thing["en"]
        case Mapping():
            return {str(name): _plain(value) for name, value in thing.items()}
        case frozenset() | set():
            return sorted(str(one) for one in thing)
        case tuple() | list():
            return [_plain(one) for one in thing]
        case _ if is_dataclass(thing):
            return {one.name: _plain(getattr(thing, one.name)) for one in fields(thing)}
        case None | bool() | int() | str():
            return thing
        case _:
            return str(thing)
