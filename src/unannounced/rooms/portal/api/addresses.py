"""The addresses of the public interface: what each answers, what can be asked, and a question as an example."""

from unannounced.crafts.law.schema_parts import Schema, day, flag, many, number, or_none, record, ref, text
from unannounced.crafts.law.schema_parts import by_language as names_of
from unannounced.duties.words import say
from unannounced.rooms.portal.api import law
from unannounced.rooms.portal.api import parameters as asks
from unannounced.rooms.portal.api.address import Address
from unannounced.rooms.portal.api.archive_addresses import ARCHIVE
from unannounced.rooms.portal.api.parameters import CONVENTION, INVENTED, KNOWN, ON, STATE

_AS_KNOWN = (KNOWN, INVENTED)
_ON_A_DAY = (ON, *_AS_KNOWN)
_RUSSIA = {"state": "RUS", "convention": "ECPT"}

LAW: tuple[Address, ...] = (
    Address(
        "conventions",
        "/conventions",
        say("Every convention that is known here"),
        (),
        ("Conventions",),
        law.conventions,
        {},
    ),
    Address(
        "convention",
        "/conventions/{convention}",
        say("A convention with its clauses, each with article, source and confidence"),
        (CONVENTION,),
        ("Convention",),
        law.convention,
        {"convention": "ECPT"},
    ),
    Address(
        "parties",
        "/conventions/{convention}/parties",
        say("The Parties on a day"),
        (CONVENTION, *_ON_A_DAY),
        ("Parties",),
        law.parties,
        {"convention": "ECPT", "on": "2024-01-01"},
    ),
    Address(
        "counts",
        "/conventions/{convention}/counts",
        say("The number of Parties through time: each day on which it is another one"),
        (CONVENTION, *_AS_KNOWN),
        ("Counts",),
        law.counts,
        {"convention": "ECPT"},
    ),
    Address(
        "committee",
        "/conventions/{convention}/committee",
        say("Seats, quorum and majorities of the body that a convention makes, on a day"),
        (CONVENTION, asks.MEMBERS, *_ON_A_DAY),
        ("Committee",),
        law.committee,
        {"convention": "ECPT", "on": "2026-01-01"},
    ),
    Address(
        "states",
        "/states",
        say("Every State of the register"),
        (INVENTED,),
        ("States",),
        law.states,
        {},
    ),
    Address(
        "state",
        "/states/{state}",
        say("A State, and the conventions under which acts of it are on record"),
        (STATE, *_AS_KNOWN),
        ("State",),
        law.state,
        {"state": "RUS"},
    ),
    Address(
        "standings",
        "/states/{state}/standings",
        say("The standing of a State under every convention on a day"),
        (STATE, *_ON_A_DAY),
        ("Standings",),
        law.standings,
        {"state": "FRA", "on": "1990-01-01"},
    ),
    Address(
        "standing",
        "/states/{state}/conventions/{convention}",
        say("Is a State bound by a convention on a day, and how is that known"),
        (STATE, CONVENTION, *_ON_A_DAY),
        ("Standing",),
        law.standing,
        {**_RUSSIA, "on": "2025-10-15"},
    ),
    Address(
        "intervals",
        "/states/{state}/conventions/{convention}/intervals",
        say("Every standing of a State under a convention, from the first day to the last, without a gap"),
        (STATE, CONVENTION, *_AS_KNOWN),
        ("Intervals",),
        law.intervals,
        _RUSSIA,
    ),
    Address(
        "acts",
        "/states/{state}/acts",
        say("The acts of a State as the register has them, in their newest corrections"),
        (STATE, asks.ANY_CONVENTION, *_AS_KNOWN),
        ("Acts",),
        law.acts,
        _RUSSIA,
    ),
    Address(
        "withdrawal",
        "/states/{state}/conventions/{convention}/withdrawal",
        say("What changes, stays and is lost when a notice of leaving is received on a day"),
        (STATE, CONVENTION, asks.RECEIVED, asks.NAMES, *_AS_KNOWN),
        ("Withdrawal", "NoWithdrawal"),
        law.withdrawing,
        {**_RUSSIA, "received": "2025-10-01"},
    ),
    Address(
        "routes",
        "/states/{state}/routes",
        say("Which bodies can be turned to about an act of a State, why or why not, and by when"),
        (
            STATE,
            asks.ACT_DAY,
            ON,
            asks.WHERE,
            asks.USED,
            asks.EXHAUSTED,
            asks.FINAL_DECISION,
            asks.ANONYMOUS,
            asks.DISAPPEARED,
            *_AS_KNOWN,
        ),
        ("Routes",),
        law.routing,
        {"state": "BLR", "act": "2023-01-20", "on": "2023-02-10"},
    ),
    Address(
        "effect",
        "/effect",
        say("The day on which a notice received or an instrument deposited takes effect"),
        (CONVENTION, asks.ACT_OF_EFFECT, asks.RECEIVED, asks.NAMES),
        ("Effect", "NoEffect"),
        law.effect,
        {"convention": "ECPT", "act": "denunciation", "received": "2025-09-30"},
    ),
    Address(
        "period",
        "/period",
        say("What a period, worded as treaties word it, comes to from a day"),
        (asks.WORDS, asks.FROM),
        ("Period",),
        law.period,
        {"words": "first of the month after 6 months", "from": "2017-03-02"},
    ),
    Address(
        "check",
        "/check",
        say("A statement held against the record: consistent, imprecise, contradicted, not known or opinion"),
        (
            asks.CLAIMED_STATE,
            asks.CLAIMED_CONVENTION,
            asks.CLAIMED_ACT,
            asks.CLAIMED,
            asks.BOUND,
            asks.NUMBER,
            asks.EXCEPT,
            asks.OF_MEMBERS,
            asks.SAID_ON,
            *_AS_KNOWN,
        ),
        ("Check",),
        law.checking,
        {"state": "RUS", "convention": "UNCAT", "act": "ratification", "claimed": "1985"},
    ),
    Address(
        "coverage",
        "/coverage",
        say("What is missing in the facts"),
        (asks.ANY_CONVENTION, ON),
        ("Coverage",),
        law.coverage,
        {"convention": "UNCAT", "on": "2026-01-01"},
    ),
)
"""The addresses of the law."""

ADDRESSES: tuple[Address, ...] = (*LAW, *ARCHIVE)
"""Every address, in the order in which it is explained."""

_STATE: dict[str, Schema] = {
    "state": text("code of the State, three letters; ISO 3166 for real States"),
    "names": names_of("its name"),
}

LISTS: dict[str, Schema] = {
    "Conventions": record("Every convention.", {"conventions": many(ref("Listed"))}),
    "Counts": record(
        "The number of Parties through time.",
        {
            "convention": text("code of the convention"),
            "counts": many(
                record(
                    "How many there are, from one day on.",
                    {
                        "on": or_none(day("from this day on; null: from the first day of the calendar on")),
                        "count": number("how many are Parties, without those not known"),
                        "not_known": number("of how many it is not known"),
                    },
                )
            ),
        },
    ),
    "States": record(
        "Every State of the register.",
        {
            "edition": number("number of the edition of the register"),
            "invented": flag("whether the States are invented"),
            "states": many(record("A State.", _STATE)),
        },
    ),
    "State": record(
        "A State.",
        {
            **_STATE,
            "invented": flag("whether it is invented"),
            "conventions": many(text(), "codes of the conventions under which acts of it are on record"),
            "acts": number("how many acts are on record"),
        },
    ),
    "Standings": record(
        "The standing of a State under every convention.",
        {
            "state": text("code of the State"),
            "on": day("the day asked about"),
            "standings": many(ref("Standing"), "in the order of the conventions"),
        },
    ),
    "Intervals": record(
        "Every standing of a State under a convention.",
        {
            "state": text("code of the State"),
            "convention": text("code of the convention"),
            "intervals": many(ref("Interval"), "without a gap and in order"),
        },
    ),
    "Acts": record(
        "The acts of a State.", {"state": text("code of the State"), "acts": many(ref("Act"), "by convention and day")}
    ),
}
"""The answers that only the public interface gives."""
