"""What the shapes of the law are, as JSON Schema (2020-12): for the public interface and the reference.

``shapes`` makes the answers, this says what they are; a test holds each against the other. Keys may come, none goes.
"""

from unannounced.crafts.law.schema_parts import (
    CLAUSE,
    CODE,
    CONVENTION,
    RULE,
    SEATS,
    SURE,
    UNSAID,
    Schema,
    by_language,
    day,
    flag,
    many,
    number,
    one_of,
    or_none,
    record,
    ref,
    text,
)
from unannounced.duties.treaty.claims import Verdict
from unannounced.duties.treaty.conventions import Fate, Leavable, Needs
from unannounced.duties.visiting import ObjectionResult

_NONE_SO = {"reason": text("why not, in English"), "article": text("the rule")}

ANSWERS: dict[str, Schema] = {
    "Standing": record(
        "Is a State bound by a convention on a day, and how is that known.",
        {
            "state": text(CODE),
            "convention": text(CONVENTION),
            "on": day("the day asked about"),
            "standing": ref("StandingWord", "the standing on that day"),
            "bound": or_none(flag("null where it is not known")),
            "certain_until": or_none(day("last day bound for certain, where an end is known or possible")),
            "since": or_none(day("first day of this standing; null where it is not known")),
            "confidence": record(
                "How sure it is that this is the standing, and since which day.",
                {"that": ref("Confidence", SURE), "since": ref("Confidence", SURE)},
            ),
            "grounds": many(ref("Ground"), "what the answer rests on, by day"),
            "if_received": many(
                record(
                    "A notice received on one of these days, both inclusive, takes effect on one day.",
                    {"from": day("the first"), "to": day("the last"), "effect": day("the first day not bound")},
                ),
                "where the day of receipt of a notice is not on record: what follows from each day",
            ),
            "competences": many(
                record(
                    "An optional competence of the convention.",
                    {
                        "code": text("the article"),
                        "covers": or_none(flag("whether it covers the State; null where that is not known")),
                        "why": text("why, in English"),
                        "article": text("the rule"),
                        "confidence": ref("Confidence", SURE),
                    },
                ),
                "what the body may do in respect of the State besides",
            ),
            "territories": many(
                record(
                    "A territory to which the convention extends.",
                    {
                        "name": text("as it was declared"),
                        "from": day("the first day"),
                        "to": or_none(day("the last day; null where no end is on record")),
                    },
                ),
                "by declaration",
            ),
            "coverage": many(ref("Clause"), "what is missing in the facts"),
        },
    ),
    "Parties": record(
        "The Parties on a day, by the codes of the States.",
        {
            "convention": text(CONVENTION),
            "on": day("the day asked about"),
            "count": or_none(number("how many are Parties, without those not known")),
            "parties": many(text(), "the Parties, also those that leave"),
            "pending": many(text(), "the Parties whose notice of leaving has not yet taken effect"),
            "not_known": many(text(), "the States of which it is not known"),
            "coverage": many(ref("Clause"), "what is missing in the facts"),
        },
    ),
    "Effect": record(
        "The day on which an act takes effect.",
        {
            "date": day("the first day on which it has effect"),
            "convention": text(CONVENTION),
            "act": text("the act asked about"),
            "received": day("when it was received or deposited"),
            "period": or_none(text("the period of the clause; null where it is at once or on a day of its own")),
            **RULE,
            "last_day_bound": day("for a leaving: the last day on which the State is bound"),
            "disputed": flag("for a leaving: whether it is disputed that a notice has any effect"),
        },
        optional=["last_day_bound", "disputed"],
    ),
    "NoEffect": record(
        "An act that takes no effect.",
        {
            "date": {"type": "null"},
            "convention": text(CONVENTION),
            "act": text("the act asked about"),
            **_NONE_SO,
        },
    ),
    "Period": record(
        "What a period comes to.",
        {"date": day("the day it comes to"), "period": text("the period"), "from": day("the day it runs from")},
    ),
    "Routes": record(
        "Which bodies can be turned to about an act.",
        {
            "state": text(CODE),
            "act": or_none(day("the day of the act; null where it was not said")),
            "on": day("the day of turning to a body"),
            "where": or_none(text("the State where the act was; null where it was not said")),
            "routes": many(ref("Route")),
        },
    ),
    "Withdrawal": record(
        "What a notice of leaving changes.",
        {
            "state": text(CODE),
            "convention": text(CONVENTION),
            "received": day("when the depositary received the notice"),
            "effect": day("the first day on which the State is not bound"),
            "date": day("the same as effect"),
            "last_day_bound": day("the day before"),
            "disputed": flag("whether it is disputed that a notice has any effect"),
            "rule": ref("Clause"),
            "changes": many(
                record(
                    "One thing that is at stake.",
                    {
                        "on": or_none(day("the day from which it is otherwise; null where nothing changes")),
                        "fate": one_of(Fate, "what becomes of it"),
                        "what": by_language("what is at stake"),
                        "while_pending": by_language("until the day of effect"),
                        "after": by_language("from the day of effect on"),
                        **CLAUSE,
                    },
                    optional=UNSAID,
                )
            ),
            "stays": many(ref("Clause"), "what binds after the day of effect"),
            "before": many(
                record(
                    "What should be done before.",
                    {"remind_on": many(day(), "days on which to be reminded"), **CLAUSE},
                    optional=UNSAID,
                )
            ),
            "other_conventions": many(
                record(
                    "Another convention that ends by the same notice.",
                    {
                        "convention": text(CONVENTION),
                        "on": day("from which day on"),
                        "before": ref("StandingWord", "the standing until then"),
                        "after": ref("StandingWord", "the standing from then on"),
                    },
                )
            ),
            "seats": record(
                "The seats of the body on the last day bound and on the next; null where there is no body.",
                {"before": or_none(ref("Seats")), "after": or_none(ref("Seats"))},
            ),
        },
    ),
    "NoWithdrawal": record(
        "A notice that could end nothing.",
        {
            "state": text(CODE),
            "convention": text(CONVENTION),
            "effect": {"type": "null"},
            "date": {"type": "null"},
            **_NONE_SO,
        },
    ),
    "Committee": record(
        "The body that a convention makes, on a day.",
        {
            "convention": text(CONVENTION),
            "on": day("the day asked about"),
            "body": by_language("the name of the body"),
            **SEATS,
            "members": number("how many members are in office, where that was given"),
        },
        optional=["members"],
    ),
    "Objection": record(
        "May a State object to a visit on a ground.",
        {
            "body": text("cpt, spt or npm"),
            "target": text("what is objected to, as given"),
            "ground": text("the ground, as given"),
            "result": one_of(ObjectionResult, "whether it may"),
            "article": text("the rule"),
            "reason": text("why, in English"),
            "next": text("what follows, in English"),
        },
    ),
    "Check": record(
        "A statement held against the record.",
        {
            "state": or_none(text(CODE)),
            "convention": or_none(text(CONVENTION)),
            "act": or_none(text("what is said to have been done")),
            "claimed": or_none(text("2026-09-30, 2026-09 or 2026")),
            "claim": ref("Claim"),
            "verdict": one_of(Verdict, "what the record says of it"),
            "ground": ref("FindingGround"),
        },
    ),
    "Said": record(
        "A statement found in a text, and what the record says of it.",
        {
            "file": text("name of the file"),
            "quote": text("the words exactly as printed"),
            "claim": ref("Claim"),
            "said_by": text("who said it; empty: the text itself"),
            "via": text("through whom it is told; may be empty"),
            "day_inferred": flag("whether its day is that of the newest step it reports, as it says none itself"),
            "verdict": one_of(Verdict, "what the record says of it"),
            "ground": ref("FindingGround"),
        },
    ),
    "Imported": record(
        "A table that was read, and what became of its rows.",
        {
            "file": text("name of the file"),
            "mapping": or_none(text("the mapping it was read through; null for the columns of the register")),
            "rows": number("how many rows it has"),
            "new": number("how many acts are new"),
            "known": number("how many were known already"),
            "imported": flag("whether they were entered; false for a trial, and where a row was refused"),
            "refused": many(
                record(
                    "A row that cannot be taken.",
                    {
                        "row": number("its line in the file"),
                        "reason": text("why, in English"),
                        "do": text("what to do, in English"),
                    },
                )
            ),
            "looks_bound": many(
                record(
                    "A State that the table lists as if it were bound, although it left.",
                    {
                        "row": number("its line in the file"),
                        "state": text(CODE),
                        "convention": text(CONVENTION),
                        "listed": or_none(day("since when, by the table")),
                        "notices": many(or_none(day()), "the days of its notices of leaving"),
                        "not_bound_from": or_none(day("null: it came back")),
                    },
                )
            ),
            "cannot_say": by_language("what such a table cannot say; empty for the columns of the register"),
        },
    ),
    "Coverage": record(
        "What is missing in the facts.",
        {
            "on": day("for which day"),
            "missing": {
                "type": "object",
                "description": "the gaps by the code of the convention",
                "additionalProperties": many(ref("Clause")),
            },
        },
    ),
    "Convention": record(
        "A convention with its clauses.",
        {
            "convention": text(CONVENTION),
            "number": text("number with the depositary"),
            "names": by_language("full name"),
            "short_names": by_language("name short enough for a sentence"),
            "depositary": by_language("who keeps the acts"),
            "opened": ref("Clause"),
            "in_force": ref("Clause"),
            "open_to": ref("Clause"),
            "entry_into_force": ref("Clause"),
            "leaving": record(
                "How a State leaves.", {"possible": one_of(Leavable, "whether it can"), **CLAUSE}, optional=UNSAID
            ),
            "stays": many(ref("Clause"), "what binds after a State has left"),
            "reservations": ref("Clause"),
            "competences": many(
                record(
                    "What the body may do only if something more is given.",
                    {"code": text("the article"), "needs": one_of(Needs, "what it needs"), **CLAUSE},
                    optional=UNSAID,
                )
            ),
            "coverage": many(
                record(
                    "How far the facts reach.",
                    {"what": text("of what"), "through": or_none(day("complete through that day")), **CLAUSE},
                    optional=UNSAID,
                )
            ),
        },
    ),
}
"""What is answered, by the command line, by the public interface, or by both."""

ASKED: dict[str, tuple[str, ...]] = {
    "standing": ("Standing",),
    "parties": ("Parties",),
    "effect": ("Effect", "NoEffect"),
    "period": ("Period",),
    "routes": ("Routes",),
    "withdrawal": ("Withdrawal", "NoWithdrawal"),
    "committee": ("Committee",),
    "objection": ("Objection",),
    "check": ("Check",),
    "coverage": ("Coverage",),
}
"""The commands of the law that answer with one object, and which; the second where the answer is that there is none."""

LISTED: dict[str, str] = {"read-claims": "Said", "import": "Imported", "export": "Act"}
"""The commands of the law that answer with a list, and of what."""
