"""What can be asked: each parameter with its meaning, how its text is read, and its schema.

A text that cannot be read is refused with what to write instead; nothing is guessed and nothing is overlooked.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from unannounced.crafts.law.schema_parts import Schema
from unannounced.duties.decision import Refused
from unannounced.duties.treaty.acts import EARLIEST, LATEST
from unannounced.duties.treaty.claims import When
from unannounced.duties.treaty.dates import written_day
from unannounced.duties.treaty.stating import when_named
from unannounced.duties.treaty.taking_effect import KINDS
from unannounced.duties.words import say

LONGEST = 80
YEARS_AHEAD = 50
"""How far ahead a standing can be asked; what is known of it does not change any more by then."""
_RULE = say("Rule of this software: the public interface")

Read = Callable[[str, date], Any]
"""The value of a text, on the day of the question; a ``Refused`` where it has none."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of an address; ``needed`` where there is no answer without it."""

    name: str
    about: str
    read: Read
    schema: Schema
    needed: bool = False


def _code(said: str, _today: date) -> str | Refused:
    """A code as it was written; whether it is known the law says."""
    return said.strip()


def _codes(said: str, _today: date) -> list[str]:
    return [one.strip() for one in said.split(",") if one.strip()]


def day(said: str, today: date) -> date | Refused:
    """A day of the calendar, as 2026-09-30 and no other way."""
    found = written_day(said)
    if found is None:
        facts = {"said": said[:LONGEST], "today": today.isoformat()}
        return Refused(say("“{said}” is not a day of the calendar."), _RULE, say("Write it like {today}."), facts)
    return found if EARLIEST <= found.year <= LATEST else _out_of_reach(said)


def _out_of_reach(said: str) -> Refused:
    facts = {"said": said, "earliest": EARLIEST, "latest": LATEST}
    return Refused(
        say("“{said}” is out of reach."), _RULE, say("Choose one of the years {earliest} to {latest}."), facts
    )


def _day_asked(said: str, today: date) -> date | Refused:
    found = day(said, today)
    if isinstance(found, date) and found.year > today.year + YEARS_AHEAD:
        far = say("The day {day} is more than {years} years ahead.")
        facts = {"day": found.isoformat(), "years": YEARS_AHEAD, "last": f"{today.year + YEARS_AHEAD}-12-31"}
        return Refused(far, _RULE, say("Ask about a day up to {last}."), facts)
    return found


def _day_known(said: str, today: date) -> date | Refused:
    found = day(said, today)
    if isinstance(found, date) and found > today:
        later = say("Nobody knows what the register will know on a later day.")
        return Refused(later, _RULE, say("Choose a day up to {today}."), {"today": today.isoformat()})
    return found


def _yes_or_no(said: str, _today: date) -> bool | Refused:
    return {"true": True, "false": False}.get(said, _refused(said, "true, false"))


def _number(said: str, _today: date) -> int | Refused:
    plain = said.isascii() and said.isdigit() and len(said) <= 4
    return (
        int(said)
        if plain
        else Refused(
            say("“{said}” is not a number."), _RULE, say("Write a whole number up to 9999."), {"said": said[:LONGEST]}
        )
    )


def _words(said: str, _today: date) -> str | Refused:
    if len(said) <= LONGEST:
        return said.strip()
    return Refused(say("The text is longer than {most} characters."), _RULE, say("Shorten it."), {"most": LONGEST})


def _when(said: str, _today: date) -> When | Refused:
    found = when_named(said)
    if found is None:
        write = say("Write 1985, 1985-12 or 1985-12-10.")
        return Refused(say("“{said}” is not a date."), _RULE, write, {"said": said[:LONGEST]})
    return found if EARLIEST <= found.year <= LATEST else _out_of_reach(said)


def _act(said: str, _today: date) -> str | Refused:
    return said if said in KINDS else _refused(said, ", ".join(KINDS))


def _refused(said: str, choices: str) -> Refused:
    facts = {"said": said[:LONGEST], "choices": choices}
    return Refused(say("“{said}” is not among the choices."), _RULE, say("Write one of: {choices}."), facts)


_TEXT: Schema = {"type": "string", "minLength": 1, "maxLength": LONGEST}
_DAY: Schema = {"type": "string", "format": "date"}
_FLAG: Schema = {"type": "boolean"}
_NUMBER: Schema = {"type": "integer", "minimum": 0, "maximum": 9999}

STATE = Parameter("state", say("Code of the State, three letters: ISO 3166 for real States"), _code, _TEXT, needed=True)
CONVENTION = Parameter("convention", say("Code of the convention, as ECPT"), _code, _TEXT, needed=True)
ON = Parameter("on", say("The day asked about, up to 50 years ahead; today if left out"), _day_asked, _DAY)
KNOWN = Parameter(
    "known",
    say("Answer as the register believed it on this day, which is not after today; today if left out"),
    _day_known,
    _DAY,
)
INVENTED = Parameter("invented", say("true: ask the invented States of the demonstration"), _yes_or_no, _FLAG)
RECEIVED = Parameter(
    "received", say("The day on which the depositary received the notice or the instrument"), day, _DAY, needed=True
)
NAMES = Parameter("names", say("A later day of effect that the notice itself names"), day, _DAY)
ACT_OF_EFFECT = Parameter(
    "act", say("What was received or deposited"), _act, {"type": "string", "enum": list(KINDS)}, needed=True
)
MEMBERS = Parameter("members", say("How many members are in office, where that is known"), _number, _NUMBER)
WORDS = Parameter("words", say("The period in the words of treaties, as “3 months”"), _words, _TEXT, needed=True)
FROM = Parameter("from", say("The day from which the period runs"), day, _DAY, needed=True)

CLAIMED_STATE = Parameter("state", say("Code of the State that the statement is about"), _code, _TEXT)
CLAIMED_CONVENTION = Parameter("convention", say("Code of the convention that the statement is about"), _code, _TEXT)
CLAIMED_ACT = Parameter(
    "act", say("What is said to have been done, as ratification, denunciation, expulsion or complaints"), _words, _TEXT
)
CLAIMED = Parameter(
    "claimed",
    say("When, as far as it was said: 1985, 1985-12 or 1985-12-10"),
    _when,
    {"type": "string", "pattern": r"^\d{4}(-\d{2}){0,2}$"},
)
BOUND = Parameter("bound", say("true: the State is said to be bound; false: it is said not to be"), _yes_or_no, _FLAG)
NUMBER = Parameter("number", say("The number of Parties, or of years, that was said"), _number, _NUMBER)
EXCEPT = Parameter(
    "except",
    say("Codes of the States said to be the only ones that are not Party, with commas between them"),
    _codes,
    {"type": "array", "items": _TEXT},
)
OF_MEMBERS = Parameter(
    "members", say("true: all members of the Council of Europe are said to be Parties"), _yes_or_no, _FLAG
)
SAID_ON = Parameter(
    "said_on", say("The day on which it was said, by whose law it is judged; today if left out"), day, _DAY
)

ANY_CONVENTION = Parameter("convention", say("Code of the convention, as ECPT; all of them if left out"), _code, _TEXT)
ACT_DAY = Parameter("act", say("The day of the act, its first day if it lasted"), day, _DAY)
WHERE = Parameter("where", say("Code of the State where the act was"), _code, _TEXT)
USED = Parameter(
    "used",
    say(
        "Codes of the routes by which the matter was brought already, with commas between;"
        " “:pending” behind one that still has it"
    ),
    _codes,
    {"type": "array", "items": _TEXT},
)
EXHAUSTED = Parameter("exhausted", say("false: a remedy that works is still open within the State"), _yes_or_no, _FLAG)
FINAL_DECISION = Parameter("final_decision", say("The day of the final decision within the State"), day, _DAY)
ANONYMOUS = Parameter("anonymous", say("true: the person does not give a name"), _yes_or_no, _FLAG)
DISAPPEARED = Parameter("disappeared", say("Whether a person has disappeared"), _yes_or_no, _FLAG)

Values = Mapping[str, Any]
"""What was asked, by the names of the parameters."""
