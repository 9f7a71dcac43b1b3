"""The JSON of the law as a chapter of the reference: every command, address and key, from the schemas themselves."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

Schema = Mapping[str, Any]

_WORDS = {"string": "text", "integer": "whole number", "boolean": "true or false", "object": "object", "null": "null"}
_INTRODUCTION = """\
One shape for the command line (`unannounced law … --json`) and for the public interface of the portal (`/api/v1/…`,
explained to people at `/api/`, described for programs in `/api/v1/openapi.json`). Days are written 2026-09-30; what is
not known, or is not there, is null. Keys may come; none goes, and none changes its meaning. Texts are in English, or by
language.

The command line refuses what it does not understand in words on standard error and ends with 1 (unknown name, no such
day) or 2 (refused by a rule); the public interface answers with a [Problem](#problem).
"""


def law_json(written: str, document: Mapping[str, Any]) -> str:
    """The whole chapter in Markdown, from the OpenAPI ``document``; ``written`` says who wrote the page."""
    parts = [
        "# The law as JSON",
        written.rstrip(),
        _INTRODUCTION.rstrip(),
        "## By command",
        _table(("command", "answer", "example"), _commands()),
        "## By address",
        _table(("GET", "what it answers", "answer", "parameters"), map(_address, document["paths"].items())),
        "Every address answers a `HEAD` too. An answer bears an `ETag`, which changes with the edition of the register"
        " and with the day, and may be kept for the seconds its `Cache-Control` says.",
        *_parameters(document),
        "## The answers",
        *_shapes(document),
    ]
    return "\n\n".join(parts) + "\n"


def _commands() -> Iterator[tuple[str, str, str]]:
    from unannounced.cli.sub_commands import module_of
    from unannounced.crafts.law.schemas import ASKED, LISTED

    answers = {word: " or ".join(map(_link, names)) for word, names in ASKED.items()}
    answers |= {word: f"list of {_link(name)}" for word, name in LISTED.items()}
    for word, said in answers.items():
        module = module_of("law", word)
        yield f"`law {word}`", said, f"`{module.EXAMPLE}`"


def _address(item: tuple[str, Any]) -> tuple[str, str, str, str]:
    path, operation = item[0], item[1]["get"]
    schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
    answers = " or ".join(_link(_name(one)) for one in schema.get("anyOf", [schema]))
    asked = [one for one in operation["parameters"] if one["in"] == "query"]
    names = (f"**`{one['name']}`**" if one["required"] else f"`{one['name']}`" for one in asked)
    return f"`{path}`", operation["summary"], answers, ", ".join(names) or "–"


def _parameters(document: Mapping[str, Any]) -> Iterator[str]:
    """Every parameter with what it means, once for each meaning; those in bold above are needed."""
    rows: dict[tuple[str, str, str], list[str]] = {}
    for item in document["paths"].values():
        operation = item["get"]
        for one in operation["parameters"]:
            row = (f"`{one['name']}`", _sort(one["schema"]), one["description"])
            rows.setdefault(row, []).append(operation["operationId"])
    yield "The parameters; those in bold above are needed. One that an address does not know is refused."
    yield _table(("parameter", "what", "meaning", "of"), ((*row, ", ".join(of)) for row, of in sorted(rows.items())))


def _shapes(document: Mapping[str, Any]) -> Iterator[str]:
    examples = dict(_examples(document))
    for name, schema in document["components"]["schemas"].items():
        yield f"### {name}"
        yield schema["description"]
        yield _table(("key", "what", "meaning"), _keys(schema)) if "properties" in schema else _sort(schema)
        if name in examples:
            asked, answer = examples[name]
            yield f"`{asked}`:"
            yield f"```json\n{answer}\n```"


def _examples(document: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, str]]]:
    """One answer for each schema that is the answer of an address, long lists cut to two entries."""
    for item in document["paths"].values():
        content = item["get"]["responses"]["200"]["content"]["application/json"]
        schema = content["schema"]
        for one in content.get("examples", {}).values():
            answer = json.dumps(_cut(one["value"]), ensure_ascii=False, indent=2)
            yield _name(schema.get("anyOf", [schema])[0]), (one["summary"], answer)


def _cut(value: Any) -> Any:
    match value:
        case dict():
            return {key: _cut(one) for key, one in value.items()}
        case list():
            return [_cut(one) for one in value[:2]]
        case _:
            return value


def _keys(schema: Schema, before: str = "") -> Iterator[tuple[str, str, str]]:
    """A row for each key; those of an object within stand below it, as ``seats.before``."""
    needed = schema.get("required", ())
    for key, one in schema.get("properties", {}).items():
        may_be_left_out = "" if key in needed else " (may be left out)"
        inner = one.get("items", one)
        yield f"`{before}{key}`", _sort(one) + may_be_left_out, one.get("description") or inner.get("description", "")
        if "properties" in inner:
            yield from _keys(inner, f"{before}{key}{'[]' if 'items' in one else ''}.")


def _sort(schema: Schema) -> str:
    """What kind of value it is, in words."""
    if "$ref" in schema:
        return _link(_name(schema))
    if "anyOf" in schema:
        return " or ".join(map(_sort, schema["anyOf"]))
    if "enum" in schema:
        return ", ".join(f"`{one}`" for one in schema["enum"])
    said = schema["type"]
    kinds = [said] if isinstance(said, str) else said
    return " or ".join(_kind(kind, schema) for kind in kinds)


def _kind(kind: str, schema: Schema) -> str:
    if kind == "array":
        return f"list of {_sort(schema['items'])}"
    if kind == "string" and schema.get("format") == "date":
        return "day"
    further = schema.get("additionalProperties")
    return f"object of {_sort(further)}" if kind == "object" and further else _WORDS[kind]


def _name(schema: Schema) -> str:
    return str(schema["$ref"]).rpartition("/")[2]


def _link(name: str) -> str:
    return f"[{name}](#{name.lower()})"


def _table(head: tuple[str, ...], rows: Any) -> str:
    """A table in Markdown; what would end a cell is written so that it does not."""
    lines = [[str(cell).replace("|", "\\|").replace("\n", " ") for cell in row] for row in [head, *rows]]
    lines.insert(1, ["---"] * len(head))
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
