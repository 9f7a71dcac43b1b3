"""A small check of values against JSON Schema (2020-12): the words that our own schemas use, and no others.

Strict: a key that the schema does not name is a problem too, so a shape cannot grow without its description.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

_TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "boolean": (bool,),
    "null": (type(None),),
}
_UNDERSTOOD = {
    "$ref", "additionalProperties", "anyOf", "description", "enum", "format", "items", "maximum", "maxLength",
    "minimum", "minLength", "pattern", "properties", "required", "type",
}  # fmt: skip


def problems(schema: Mapping[str, Any], value: Any, known: Mapping[str, Any], at: str = "answer") -> Iterator[str]:
    """What of ``value`` is not as ``schema`` says; ``known`` are the schemas by name."""
    strange = schema.keys() - _UNDERSTOOD
    if strange:
        yield f"{at}: the schema says {sorted(strange)}, which is not understood here"
    if "$ref" in schema:
        yield from problems(known[schema["$ref"].rpartition("/")[2]], value, known, at)
    elif "anyOf" in schema:
        found = [list(problems(one, value, known, at)) for one in schema["anyOf"]]
        if all(found):
            yield from min(found, key=len)
    else:
        yield from _as_typed(schema, value, known, at)


def _as_typed(schema: Mapping[str, Any], value: Any, known: Mapping[str, Any], at: str) -> Iterator[str]:
    said = schema.get("type", [])
    types = [said] if isinstance(said, str) else said
    allowed = tuple(one for name in types for one in _TYPES[name])
    if allowed and (not isinstance(value, allowed) or (isinstance(value, bool) and bool not in allowed)):
        yield f"{at}: {value!r} is not {said}"
        return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at}: {value!r} is not among {schema['enum']}"
    match value:
        case dict():
            yield from _object(schema, value, known, at)
        case list():
            for place, one in enumerate(value):
                yield from problems(schema.get("items", {}), one, known, f"{at}[{place}]")
        case str():
            yield from _string(schema, value, at)
        case int() if not isinstance(value, bool) and value < schema.get("minimum", value):
            yield f"{at}: {value} is too small"


def _object(schema: Mapping[str, Any], value: Mapping[str, Any], known: Mapping[str, Any], at: str) -> Iterator[str]:
    named, further = schema.get("properties", {}), schema.get("additionalProperties", False)
    yield from (f"{at}: {name} is missing" for name in schema.get("required", ()) if name not in value)
    for name, one in value.items():
        if name in named:
            yield from problems(named[name], one, known, f"{at}.{name}")
        elif further is False:
            yield f"{at}: {name} is not described"
        else:
            yield from problems(further, one, known, f"{at}.{name}")


def _string(schema: Mapping[str, Any], value: str, at: str) -> Iterator[str]:
    if schema.get("format") == "date":
        try:
            date.fromisoformat(value)
        except ValueError:
            yield f"{at}: {value!r} is no day"
    if "pattern" in schema and not re.search(schema["pattern"], value):
        yield f"{at}: {value!r} is not like {schema['pattern']}"
