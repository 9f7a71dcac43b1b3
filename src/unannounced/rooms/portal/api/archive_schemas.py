"""What the answers of the archive are, as JSON Schema (2020-12); a test holds each answer against its schema."""

from collections.abc import Mapping

from unannounced.crafts.law.schema_parts import CODE, Schema, day, flag, many, number, or_none, record, ref, text
from unannounced.crafts.law.schema_parts import by_language as in_languages
from unannounced.crafts.law.schema_parts import one_of as among
from unannounced.duties.dialogue import FollowUp, Position

_NEXT = or_none(text("the address of the next page; null: this is the last"))
_SHA256 = text("SHA-256 of the frozen bytes, hexadecimal")
_STATE: Mapping[str, Schema] = {
    "state": text(CODE),
    "state_names": in_languages("its name"),
    "invented": flag("whether it is invented"),
}
_SLUG = text("the report, as in its address /reports/…/")
_ADDRESS = text("where it is read, an address that stays")
_DATA = text("where its frozen bytes are, whose SHA-256 is sha256")

_REPORT: Mapping[str, Schema] = {
    "report": _SLUG,
    "symbol": text("symbol under which it is cited"),
    "version": number("version of the publication, from 1"),
    "title": text("title"),
    **_STATE,
    "body": or_none(text("who made it; null: the mechanism of this portal")),
    "language": or_none(text("code of the language of its words; null where it is not known")),
    "day": day("the day it bears, or else the day it was published here"),
    "dated_on": or_none(day("the day it bears")),
    "published_on": day("the day since which it is here"),
    "requested_on": or_none(day("the day on which the State asked for publication; null: it did not ask")),
    "visit": or_none(
        record(
            "The visit it is on.",
            {"kind": text("kind of the visit"), "begins": or_none(day("first day")), "ends": or_none(day("last day"))},
        )
    ),
    "place_kinds": many(text(), "kinds of the places of detention it is on"),
    "numbered": flag("whether it prints numbers of paragraphs"),
    "partial": flag("whether it is a part of the report alone"),
    "ground": or_none(text("why it may be public; null: not said")),
    "renditions": in_languages("the title in other languages in which this version exists"),
    "sha256": _SHA256,
    "address": _ADDRESS,
}
_FILE: Mapping[str, Schema] = {
    "file_name": text("name"),
    "media": text("media type"),
    "size": or_none(number("bytes")),
    "sha256": text("SHA-256 of the file"),
    "address": text("where it is"),
}
_SAID = record(
    "What the State said to an item.",
    {"received_on": day("when it was received"), "claim": text("what it claims"), "text": text("its words")},
)
_RESPONSE: Mapping[str, Schema] = {
    "response": text("the response, as in its address /responses/…/"),
    "symbol": text("symbol under which it is cited"),
    "version": number("version of the publication, from 1"),
    **_STATE,
    "report": text("the report it responds to"),
    "report_symbol": text("the symbol of that report"),
    "title": text("the title of that report"),
    "published_on": day("the day since which it is here"),
    "sha256": _SHA256,
    "address": _ADDRESS,
    "data": _DATA,
}
_STATEMENT: Mapping[str, Schema] = {
    "statement": text("the statement, as in its address /statements/…/"),
    "symbol": text("symbol under which it is cited"),
    "version": number("version of the publication, from 1"),
    **_STATE,
    "ground": text("on what ground it was made"),
    "opened_on": day("the day on which the procedure was opened"),
    "state_heard_on": or_none(day("the day on which the State was heard")),
    "adopted_on": day("the day on which it was adopted, or another body decided"),
    "decided_by": or_none(text("the other body that decided; null: the mechanism of this portal did")),
    "published_on": day("the day since which it is here"),
    "sha256": _SHA256,
    "address": _ADDRESS,
    "data": _DATA,
}
_PLACE: Mapping[str, Schema] = {
    "place": text("its id"),
    "state": text(CODE),
    "name": text("name in use"),
    "kind": or_none(text("its kind; null where it is not known or not shown")),
    "address": _ADDRESS,
}
_SOURCE = record(
    "A source.",
    {
        "title": text("title"),
        "publisher": text("who publishes it"),
        "licence": text("under which terms"),
        "as_of": day("the day for which it speaks"),
    },
)
_COUNT = record(
    "How often a value stands among the results.", {"value": text("the value"), "count": number("how often")}
)
_HIT: Mapping[str, Schema] = {
    "kind": text("paragraph, a kind of item, response, statement or page"),
    "key": text("what results can be asked to be like"),
    "title": text("title of what it stands in; may be empty"),
    "report": text("the report, response or statement, as in its address; may be empty"),
    "symbol": text("its symbol; may be empty"),
    "paragraph": or_none(number("number of the paragraph")),
    "number": or_none(text("number of the item")),
    "address": _ADDRESS,
    "chapter": or_none(text("heading it stands under")),
    "snippet": many(
        record("A part of the text.", {"text": text("the words"), "marked": flag("whether they were asked for")}),
        "the text around what was found",
    ),
    "state": or_none(text(CODE)),
    "body": or_none(text("who made it; null: the mechanism of this portal")),
    "day": or_none(day("the day it bears")),
    "language": or_none(text("code of the language of its words")),
}


def _list(about: str, name: str, of: str, **more: Schema) -> Schema:
    return record(about, {**more, name: many(ref(of)), "next": _NEXT})


ARCHIVED: dict[str, Schema] = {
    "ReportListed": record("A report in a list.", _REPORT),
    "Reports": _list("Reports, the latest first.", "reports", "ReportListed"),
    "Report": record(
        "A report in its newest version.",
        {
            **_REPORT,
            "because": or_none(text("what this version corrects")),
            "summary": in_languages("what it says in plain language"),
            "paragraphs": number("how many paragraphs it has"),
            "original": or_none(record("The file it came in.", _FILE)),
            "files": many(record("A file beside it.", _FILE)),
            "versions": many(
                record(
                    "A version of it.",
                    {
                        "version": number("its number"),
                        "published_on": day("the day since which it is here"),
                        "because": or_none(text("what it corrects")),
                        "sha256": _SHA256,
                        "address": _ADDRESS,
                        "data": _DATA,
                    },
                ),
                "the newest first",
            ),
            "response": or_none(text("the State’s response, as in its address; null: none is published")),
        },
    ),
    "Item": record(
        "A recommendation, comment, request for information or immediate observation.",
        {
            "report": _SLUG,
            "symbol": text("symbol of the report"),
            "state": text(CODE),
            "body": or_none(text("who made the report; null: the mechanism of this portal")),
            "language": or_none(text("code of the language of its words")),
            "day": day("the day the report bears"),
            "paragraph": number("number of the paragraph, as in its address"),
            "item": number("its place on the paragraph, from 1"),
            "number": text("its number as printed, or paragraph and place"),
            "kind": text("recommendation, comment, request or immediate_observation"),
            "text": text("its words"),
            "addressee": or_none(text("to which authority it is addressed")),
            "made_by": many(text(), "the States that made it, as printed"),
            "position": or_none(among(Position, "what the report itself says of the State’s position")),
            "topics": many(
                record("A theme.", {"topic": text("its id"), "decided": flag("whether a person decided it")}),
                "what it is about",
            ),
            "repeats": many(
                record("An earlier item.", {"report": _SLUG, "number": text("its number")}),
                "earlier published items that it repeats",
            ),
            "follow_up": or_none(
                record(
                    "What became of it, as far as the mechanism made that public.",
                    {"status": among(FollowUp, "where it stands"), "since": or_none(day("since when"))},
                )
            ),
            "responses": many(_SAID, "what the State said to it"),
            "address": _ADDRESS,
        },
    ),
    "Items": _list("Items by report and place; a page can be short and yet not the last.", "items", "Item"),
    "Paragraph": record(
        "A paragraph of a report.",
        {
            "report": _SLUG,
            "paragraph": number("its number, as in its address"),
            "printed": or_none(text("how the report itself numbers it, where that is otherwise")),
            "chapter": text("heading it stands under"),
            "text": text("its words"),
            "renditions": {"type": "object", "description": "its chapter, text and items in other languages"},
            "items": many(ref("Item"), "the items on it"),
            "address": _ADDRESS,
        },
    ),
    "Paragraphs": _list("Paragraphs by number.", "paragraphs", "Paragraph"),
    "ResponseListed": record("A State’s response to a report.", _RESPONSE),
    "Responses": _list("Responses, the latest first.", "responses", "ResponseListed"),
    "Response": record(
        "A State’s response, item by item.",
        {
            **_RESPONSE,
            "answers": many(
                record(
                    "What the State says to an item.",
                    {
                        "paragraph": number("number of the paragraph"),
                        "number": text("number of the item"),
                        "kind": text("kind of the item"),
                        "text": text("words of the item"),
                        "responses": many(_SAID),
                    },
                )
            ),
        },
    ),
    "StatementListed": record("A public statement.", _STATEMENT),
    "Statements": _list("Public statements, the latest first.", "statements", "StatementListed"),
    "Statement": record("A public statement with its words.", {**_STATEMENT, "text": text("its words")}),
    "Themes": record(
        "What items can be about.",
        {
            "themes": many(
                record(
                    "A theme.",
                    {
                        "topic": text("its id"),
                        "parent": or_none(text("the theme it belongs to")),
                        "names": in_languages("its name"),
                        "description": in_languages("what it is"),
                    },
                )
            )
        },
    ),
    "Figures": record(
        "What is counted of a State.",
        {
            "state": text(CODE),
            "mechanism": {
                "type": "object",
                "description": "visits, reports and publications as the mechanism counts them",
                "additionalProperties": {"type": "integer", "minimum": 0},
            },
            "reports": many(
                record(
                    "How many reports are public here.",
                    {
                        "year": number("of the day they bear"),
                        "body": or_none(text("who made them; null: the mechanism of this portal")),
                        "reports": number("how many"),
                    },
                ),
                "by year and body, the latest first",
            ),
            "responses": number("how many responses are public here"),
            "statements": number("how many public statements are here"),
        },
    ),
    "PlaceListed": record("A place of detention in a list.", _PLACE),
    "Places": _list(
        "Places of a State, as far as they may be shown.",
        "places",
        "PlaceListed",
        state=text(CODE),
        edition=number("number of the edition"),
        made_on=day("when it was made"),
        fields=many(text(), "attributes, counts and events that are shown"),
    ),
    "Place": record(
        "A place with everything that is shown of it.",
        {
            **_PLACE,
            "says": many(
                record(
                    "What a source says.",
                    {
                        "field": text("of what"),
                        "value": text("the value"),
                        "since": or_none(day("since when")),
                        "source": _SOURCE,
                    },
                )
            ),
            "counts": many(
                record(
                    "A number.",
                    {
                        "field": text("of what"),
                        "number": or_none(number("null: more than nobody and fewer than five persons")),
                        "day": day("the day for which it holds"),
                        "source": _SOURCE,
                    },
                )
            ),
            "events": many(
                record(
                    "What happened to it.",
                    {"what": text("what"), "day": or_none(day("when")), "note": text("may be empty")},
                )
            ),
        },
    ),
    "Checkpoint": record(
        "A public checkpoint.",
        {
            "size": number("how many publications it is over"),
            "root": text("the root of the tree (RFC 6962), hexadecimal"),
            "made_on": day("when it was made"),
        },
    ),
    "Checkpoints": _list("Checkpoints, the newest first.", "checkpoints", "Checkpoint"),
    "Changes": record(
        "What came to the portal, in the order in which it came.",
        {
            "changes": many(
                record(
                    "What came.",
                    {
                        "at": {"type": "string", "format": "date-time", "description": "the moment"},
                        "kind": text("publication, response-publication, statement, register, places, original …"),
                        "format": number("version of its format"),
                        "sha256": text("SHA-256 of its bytes; the same digest is the same thing"),
                        "address": or_none(text("where it is read")),
                        "data": or_none(text("where its bytes are")),
                    },
                )
            ),
            "next": _NEXT,
        },
    ),
    "Found": record(
        "What was found.",
        {
            "total": number("how many there are"),
            "exact": flag("whether that is exact"),
            "way": text("how it was looked for: by words, by meaning or by both"),
            "hits": many(record("Something found.", _HIT)),
            "facets": {
                "type": "object",
                "description": "by what to narrow down, with counts; by meaning, at least so many",
                "additionalProperties": many(_COUNT),
            },
            "did_you_mean": or_none(text("words that may be meant")),
            "why_nothing": many(text(), "why nothing was found, and what to do, in English"),
            "problems": many(text(), "what of the words was not understood, in English"),
            "next": _NEXT,
        },
    ),
}
"""The answers about what was published."""
