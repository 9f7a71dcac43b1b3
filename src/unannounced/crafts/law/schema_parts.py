"""What the answers of the law are made of, as JSON Schema (2020-12); ``schemas`` has the answers themselves."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from unannounced.duties.treaty.acts import Confidence
from unannounced.duties.treaty.claims import ClaimKind
from unannounced.duties.treaty.route_rules import Kind
from unannounced.duties.treaty.standing import Standing

Schema = dict[str, Any]

PLACE = "#/components/schemas/"


def text(about: str = "") -> Schema:
    """Text."""
    return _said({"type": "string"}, about)


def day(about: str = "") -> Schema:
    """A day, as 2026-09-30."""
    return _said({"type": "string", "format": "date"}, about)


def number(about: str = "") -> Schema:
    """A whole number, from zero."""
    return _said({"type": "integer", "minimum": 0}, about)


def flag(about: str = "") -> Schema:
    """True or false."""
    return _said({"type": "boolean"}, about)


def one_of(values: type[StrEnum] | Iterable[str], about: str = "") -> Schema:
    """One word of a list that is closed."""
    return _said({"type": "string", "enum": [str(value) for value in values]}, about)


def or_none(schema: Schema) -> Schema:
    """The same, or null where it is not known or there is none."""
    if "type" in schema and "enum" not in schema:
        return {**schema, "type": [schema["type"], "null"]}
    return {"anyOf": [{key: value for key, value in schema.items() if key != "description"}, {"type": "null"}]} | (
        {"description": schema["description"]} if "description" in schema else {}
    )


def many(schema: Schema, about: str = "") -> Schema:
    """A list."""
    return _said({"type": "array", "items": schema}, about)


def by_language(about: str) -> Schema:
    """The same words in each language; English is always there where there are any."""
    return _said({"type": "object", "additionalProperties": {"type": "string"}}, about)


def ref(name: str, about: str = "") -> Schema:
    """The schema called ``name``."""
    return _said({"$ref": PLACE + name}, about)


def record(about: str, fields: Mapping[str, Schema], *, optional: Iterable[str] = ()) -> Schema:
    """An object with these keys, all of which are always there but for those that are ``optional``."""
    needed = [name for name in fields if name not in set(optional)]
    return {"type": "object", "description": about, "properties": dict(fields), "required": needed}


def _said(schema: Schema, about: str) -> Schema:
    return {**schema, "description": about} if about else schema


CODE = "code of the State, three letters; ISO 3166 for real States"
SURE = "how sure that is"
CONVENTION = "code of the convention"
RULE: dict[str, Schema] = {
    "article": text("where the rule stands"),
    "source": text("who says so"),
    "confidence": ref("Confidence", SURE),
}
CLAUSE: dict[str, Schema] = {
    "words": by_language("what the clause says; empty where its period or day says all"),
    **RULE,
    "period": text("the period it sets, in the words of treaties"),
    "day": day("the day it sets"),
}
UNSAID = ("period", "day")
SEATS: dict[str, Schema] = {
    "seats": or_none(number("number of seats; null where it is not known whether a State is still Party")),
    "seats_least": number("the fewest there can be"),
    "seats_most": number("the most there can be"),
    "quorum": or_none(number("of all seats; null where it is not known")),
    "two_thirds": or_none(number("votes for a public statement; null where it is not known or there is no such rule")),
    "vacant": many(
        record(
            "A seat known to be empty.",
            {"state": text(CODE), "since": or_none(day("since when")), "source": text("who says so")},
        )
    ),
    "by_seats": ref("Votes"),
    "by_members": ref("Votes"),
    "if_least": ref("Votes"),
}
BASIC: dict[str, Schema] = {
    "StandingWord": one_of(Standing, "What a State is to a convention."),
    "Confidence": one_of(Confidence, "How well something is founded, the surest first."),
    "Ground": record(
        "One thing an answer rests on.",
        {
            "on": or_none(day("the day; null where it is not known")),
            "act": text("an action of the register, or a computed day as entry_into_force; empty: no act is on record"),
            "words": text("the act in English"),
            **RULE,
            "note": text("what is to be said of it; may be empty"),
        },
    ),
    "Clause": record("A clause of a convention, or a gap in the facts.", CLAUSE, optional=UNSAID),
    "Act": record(
        "An act as a row of the register has it. A correction is a new row; what was corrected is not listed.",
        {
            "treaty": text(CONVENTION),
            "state": or_none(text(CODE)),
            "action": text("what was done: signature, ratification, denunciation_notified …"),
            "date": or_none(text("2026-09-30, or 2026 where only the year is known; null where neither is")),
            "note": text("may be empty"),
            "source": text("who says so"),
            "confidence": ref("Confidence", SURE),
            "effect": or_none(day("a later day of effect that the act itself names")),
            "concerns": many(text(), "articles of a declaration, or the territory of an extension"),
            "known_since": or_none(day("since when the register knows of it")),
            "corrects": or_none(text("the date that it corrects, as that row has it")),
        },
    ),
    "Interval": record(
        "A standing and the days on which it holds, both inclusive.",
        {
            "first": or_none(day("null: from the first day of the calendar on")),
            "last": or_none(day("null: no change is known")),
            "standing": ref("StandingWord", "the standing"),
            "bound": or_none(flag("null where it is not known")),
        },
    ),
    "Votes": record(
        "What a number of members needs.",
        {
            "members": number("how many there are"),
            "quorum": number("how many must be present"),
            "two_thirds": or_none(number("votes for a public statement; null where there is no such rule")),
            "arithmetic": many(text(), "how that is reckoned, in English"),
        },
    ),
    "Seats": record("The seats of a body, with quorum and majority.", SEATS),
    "Claim": record(
        "A statement as it was understood.",
        {
            "kind": one_of(ClaimKind, "what it is about"),
            "state": or_none(text(CODE)),
            "convention": or_none(text(CONVENTION)),
            "open": many(text(), "codes of the conventions that may be meant, where the words leave it open"),
            "act": or_none(text("what is said to have been done")),
            "date": or_none(text("2026-09-30, 2026-09 or 2026, as precise as it was said")),
            "since": flag("whether that date is said to be the first day of being bound"),
            "number": or_none({"type": "integer", "description": "the number that was said"}),
            "bound": or_none(flag("bound or not, where that was said")),
            "excepted": many(text(), "codes of the States said to be the only ones that are not Party"),
            "said_on": or_none(day("when it was said")),
        },
    ),
    "FindingGround": record(
        "What decides.",
        {
            "words": text("the reason in English"),
            "article": text("the rule; may be empty"),
            "source": text("who says so; may be empty"),
            "confidence": ref("Confidence", SURE),
            "acts": many(ref("Ground"), "the acts it rests on"),
        },
    ),
    "Route": record(
        "A body that may be turned to, and whether it can.",
        {
            "route": text("code of the route"),
            "name": text("the body, in English"),
            "available": or_none(flag("null where it depends on what is not known or was not said")),
            "type": one_of(Kind, "what the body does with what it receives"),
            "who": text("who may turn to it, in English"),
            "reason": text("why or why not, in English"),
            "deadline": or_none(day("the last day, where one is known")),
            "reckoned": or_none(text("how that is reckoned, in English; null where nothing is")),
            **RULE,
            "warnings": many(text(), "what to take care of, in English"),
            "grounds": many(
                record(
                    "One thing the answer rests on.",
                    {
                        "on": or_none(day("null where it is not known")),
                        "act": text("an action of the register"),
                        **RULE,
                    },
                )
            ),
        },
    ),
    "Listed": record(
        "A convention in a list.",
        {
            "convention": text(CONVENTION),
            "number": text("number with the depositary"),
            "names": by_language("full name"),
            "short_names": by_language("name short enough for a sentence"),
        },
    ),
}
"""What answers are made of."""
