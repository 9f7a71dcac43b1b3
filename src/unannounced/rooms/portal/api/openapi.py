"""The description of the public interface as OpenAPI 3.1, made from the addresses and schemas themselves.

Its examples are real answers, of the law as it is shipped, so they are the same in every installation.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any
from urllib.parse import urlencode

from unannounced.crafts.law.acts import PUT_TOGETHER_ON, shipped_law
from unannounced.crafts.law.schema_parts import BASIC, PLACE, Schema, ref
from unannounced.crafts.law.schemas import ANSWERS, ASKED
from unannounced.crafts.names import real_names
from unannounced.rooms.portal.api import problems
from unannounced.rooms.portal.api.address import BASE, Address, Group
from unannounced.rooms.portal.api.addresses import ADDRESSES, LISTS
from unannounced.rooms.portal.api.archive_schemas import ARCHIVED
from unannounced.rooms.portal.api.asked import Asked, Shape
from unannounced.rooms.portal.api.parameters import Parameter, Values
from unannounced.rooms.portal.api.problems import ABOUT, Kind
from unannounced.rooms.portal.law import OnRecord, Register

VERSION = "1.1.0"
_MOST = 12
"""How many entries of a list an example shows."""
_INTRODUCTION = """\
The law of the register: who is bound, on which day, by what, and how that is known; its answers are those of
`unannounced law … --json`. And what was published: reports, paragraphs, items, responses, statements, places,
checkpoints.

- Days are written 2026-09-30. What is not known, or is not there, is null.
- States and conventions are named by the codes of the register, conventions as in `/conventions`.
- Every answer names what it rests on: day, act, article, source, confidence. `coverage` says what is missing.
- Texts in answers are in English, or by language; messages about problems are in the language asked for.
- Keys may come in later versions of `/api/v1`; none goes, and none changes its meaning.
- Lists have pages: follow `next` until it is null. A cursor belongs to its question and stays good.
- One can only read: GET and HEAD. Any page may ask (`Access-Control-Allow-Origin: *`). No key, no cookie.
- `ETag` changes with the edition of the register, with what is published and with the day; ask again with
  `If-None-Match`.
- What is not understood is refused with what to do instead, never overlooked: an unknown parameter too.
- In the examples below, long lists are cut.
"""


@cache
def document(*, demonstration: bool = False) -> dict[str, Any]:
    """The whole description; that of a demonstration says how the invented are asked."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Unannounced: the law and the archive",
            "summary": "Who is bound, on which day, by what; and what was published, paragraph by paragraph.",
            "description": _INTRODUCTION,
            "version": VERSION,
        },
        "servers": [{"url": BASE}],
        "security": [{}],
        "tags": [
            {"name": Group.LAW.value, "description": "The law of the register."},
            {"name": Group.ARCHIVE.value, "description": "What was published."},
        ],
        "paths": {one.path: {"get": _operation(one, one.offered(demonstration=demonstration))} for one in ADDRESSES},
        "components": {
            "schemas": schemas(),
            "headers": _headers(),
            "responses": {kind.name.lower(): _problem(kind) for kind in Kind},
        },
    }


def schemas() -> dict[str, Schema]:
    """Every schema by its name."""
    return {**ANSWERS, **LISTS, **BASIC, **ARCHIVED, "Problem": problems.SCHEMA}


def example_of(address: Address) -> Shape:
    """The answer to the question that stands as an example, of the shipped law."""
    return address.answer(Asked(_shipped(), _read(address), today=PUT_TOGETHER_ON))


def question(address: Address, in_path: Mapping[str, str] | None = None) -> str:
    """The address of the question that stands as an example; ``in_path`` is for what differs from shelf to shelf."""
    said = {**(in_path or {}), **address.example}
    path = address.at({one.name: said[one.name] for one in address.in_path if one.name in said})
    asked = {one.name: address.example[one.name] for one in _given(address) if one not in address.in_path}
    return f"{BASE}{path}?{urlencode(asked)}" if asked else f"{BASE}{path}"


def shortened(value: Any, most: int = _MOST) -> Any:
    """The same with long lists cut."""
    match value:
        case dict():
            return {key: shortened(one, most) for key, one in value.items()}
        case list():
            return [shortened(one, most) for one in value[:most]]
        case _:
            return value


def _read(address: Address) -> Values:
    return {one.name: one.read(address.example[one.name], PUT_TOGETHER_ON) for one in _given(address)}


def _given(address: Address) -> list[Parameter]:
    return [one for one in address.parameters if one.name in address.example]


@cache
def _shipped() -> Register:
    law = shipped_law()
    states = {code: OnRecord(code, real_names(code), False, (), {}) for code in law.states()}
    return Register(1, states, law)


def _operation(one: Address, parameters: Sequence[Parameter]) -> dict[str, Any]:
    answers = [ref(name) for name in one.answers]
    content: dict[str, Any] = {"schema": answers[0] if len(answers) == 1 else {"anyOf": answers}}
    if one.group is Group.LAW:
        content["examples"] = {one.name: {"summary": f"GET {question(one)}", "value": shortened(example_of(one))}}
    kinds = [kind for kind in Kind if kind is not Kind.NO_ADDRESS]
    refused = {str(ABOUT[kind].status): {"$ref": f"#/components/responses/{kind.name.lower()}"} for kind in kinds}
    return {
        "operationId": one.name,
        "tags": [one.group.value],
        "summary": one.about,
        "description": _by_command(one),
        "parameters": [_parameter(one, asked) for asked in parameters],
        "responses": {
            "200": {
                "description": "The answer.",
                "headers": _referred("ETag", "Cache-Control", "Access-Control-Allow-Origin"),
                "content": {"application/json": content},
            },
            "304": {
                "description": "Nothing has changed since the answer with this tag.",
                "headers": _referred("ETag", "Cache-Control", "Access-Control-Allow-Origin"),
            },
            **refused,
        },
    }


def _by_command(one: Address) -> str:
    command = next((word for word, answers in ASKED.items() if answers == one.answers), None)
    return (
        f"The answer of `unannounced law {command} --json`." if command else "Only the public interface answers this."
    )


def _parameter(address: Address, one: Parameter) -> dict[str, Any]:
    in_path = one in address.in_path
    found: dict[str, Any] = {
        "name": one.name,
        "in": "path" if in_path else "query",
        "description": one.about,
        "required": in_path or one.needed,
        "schema": one.schema,
    }
    if one.schema["type"] == "array":
        found |= {"style": "form", "explode": False}
    if one.name in address.example:
        found["example"] = address.example[one.name]
    return found


def _headers() -> dict[str, Any]:
    said = {
        "ETag": "Changes with the edition of the register, what is published, the day and the program.",
        "Cache-Control": "How long the answer may be kept.",
        "Access-Control-Allow-Origin": "Any page may ask.",
        "Allow": "GET, HEAD, OPTIONS",
    }
    return {name: {"description": about, "schema": {"type": "string"}} for name, about in said.items()}


def _referred(*names: str) -> dict[str, Any]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def _problem(kind: Kind) -> dict[str, Any]:
    headers = ["Access-Control-Allow-Origin", *(["Allow"] if kind is Kind.METHOD else [])]
    return {
        "description": f"{ABOUT[kind].title}. {ABOUT[kind].when}",
        "headers": _referred(*headers),
        "content": {problems.MEDIA: {"schema": {"$ref": f"{PLACE}Problem"}}},
    }
