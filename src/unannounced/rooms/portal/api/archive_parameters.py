"""What can be asked of the archive: each parameter with its meaning, how its text is read, and its schema."""

from datetime import UTC, date, datetime, time

from unannounced.crafts.law.schema_parts import Schema
from unannounced.duties.decision import Refused
from unannounced.duties.dialogue import FollowUp, Position
from unannounced.duties.registering import KINDS
from unannounced.duties.reporting import ITEM_WORDS
from unannounced.duties.treaty.acts import EARLIEST, LATEST
from unannounced.duties.words import say
from unannounced.rooms.portal.api.cursors import LONGEST_CURSOR
from unannounced.rooms.portal.api.parameters import LONGEST, Parameter, Read, day
from unannounced.rooms.portal.finding.question import LONGEST_WORDS, is_key

MOST, USUAL = 100, 50
"""How many entries a page can have, and how many it has where nothing is said."""
LONGEST_NAME = 120
HIGHEST = 2_147_483_647
RULE = say("Rule of this software: the public interface")


def _one_of(choices: tuple[str, ...]) -> Read:
    def read(said: str, _today: date) -> str | Refused:
        if said in choices:
            return said
        facts = {"said": said[:LONGEST], "choices": ", ".join(choices)}
        return Refused(say("“{said}” is not among the choices."), RULE, say("Write one of: {choices}."), facts)

    return read


def _between(least: int, most: int) -> Read:
    def read(said: str, _today: date) -> int | Refused:
        plain = said.isascii() and said.isdigit() and len(said) <= 10
        if plain and least <= int(said) <= most:
            return int(said)
        facts = {"said": said[:LONGEST], "least": least, "most": most}
        wrong = say("“{said}” is not a number that can stand here.")
        return Refused(wrong, RULE, say("Write a whole number from {least} to {most}."), facts)

    return read


def _text_up_to(most: int) -> Read:
    def read(said: str, _today: date) -> str | Refused:
        if len(said) <= most:
            return said.strip()
        return Refused(say("The text is longer than {most} characters."), RULE, say("Shorten it."), {"most": most})

    return read


def _moment(said: str, today: date) -> datetime | Refused:
    """A day, from its first moment in UTC on, or a moment as 2026-09-30T09:00:00Z."""
    if len(said) <= 10:
        found = day(said, today)
        return found if isinstance(found, Refused) else datetime.combine(found, time(), UTC)
    try:
        at = datetime.fromisoformat(said)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None or not EARLIEST <= at.year <= LATEST:
        write = say("Write it like {today}, or like {today}T09:00:00Z.")
        facts = {"said": said[:LONGEST], "today": today.isoformat()}
        return Refused(say("“{said}” is not a moment with its time zone."), RULE, write, facts)
    return at


def _first_or_last(*, first: bool) -> Read:
    """A day, or the first or the last of a year."""

    def read(said: str, today: date) -> date | Refused:
        if len(said) == 4 and said.isascii() and said.isdigit():
            return day(f"{said}-01-01" if first else f"{said}-12-31", today)
        found = day(said, today)
        if isinstance(found, date):
            return found
        facts = {"said": said[:LONGEST], "today": today.isoformat(), "year": today.year}
        wrong = say("“{said}” is neither a year nor a day of the calendar.")
        return Refused(wrong, RULE, say("Write it like {year} or like {today}."), facts)

    return read


def _key(said: str, _today: date) -> str | Refused:
    if is_key(said.strip()):
        return said.strip()
    wrong = say("“{said}” names nothing that results could be like.")
    write = say("Write the key of a result: report, paragraph and the place in it, as in CPT-Inf-2013-41/124/0.")
    return Refused(wrong, RULE, write, {"said": said[:LONGEST]})


def _text(most: int) -> Schema:
    return {"type": "string", "minLength": 1, "maxLength": most}


def _number(least: int, most: int) -> Schema:
    return {"type": "integer", "minimum": least, "maximum": most}


def _word(name: str, about: str, choices: tuple[str, ...]) -> Parameter:
    return Parameter(name, about, _one_of(choices), {"type": "string", "enum": list(choices)})


def _place(name: str, about: str) -> Parameter:
    return Parameter(name, about, _between(1, HIGHEST), _number(1, HIGHEST), needed=True)


def _when(name: str, about: str, *, first: bool) -> Parameter:
    return Parameter(name, about, _first_or_last(first=first), _text(10))


_KINDS = tuple(kind.value for kind in ITEM_WORDS)
_NAME = _text_up_to(LONGEST_NAME)
SIZE = Parameter(
    "size", say("How many entries a page has, up to 100; 50 if left out"), _between(1, MOST), _number(1, MOST)
)
CURSOR = Parameter(
    "cursor",
    say("Where the page begins, as next of the page before says"),
    _text_up_to(LONGEST_CURSOR),
    _text(LONGEST_CURSOR),
)
PAGED = (SIZE, CURSOR)

OF_STATE = Parameter("state", say("Code of the State; every State if left out"), _NAME, _text(LONGEST_NAME))
YEAR = Parameter("year", say("The year of the day that the report bears"), _between(1900, 2199), _number(1900, 2199))
BODY = Parameter(
    "body",
    say("Who made it: own for the mechanism of this portal, others for every other body, or a name"),
    _NAME,
    _text(LONGEST_NAME),
)
LANGUAGE = Parameter("language", say("Code of the language of its words, as en or fr"), _text_up_to(8), _text(8))
SINCE = Parameter("since", say("Here since this day or later"), day, {"type": "string", "format": "date"})
KIND = _word("kind", say("The kind of the items"), _KINDS)
TOPIC = Parameter("topic", say("The id of a theme, as /themes has it"), _NAME, _text(LONGEST_NAME))
POSITION = _word(
    "position", say("What the report itself says of the State’s position"), tuple(one.value for one in Position)
)
FOLLOWED_UP = _word(
    "follow_up", say("What became of it, as far as that was made public"), tuple(one.value for one in FollowUp)
)
REPORT = Parameter("report", say("The report, as in its address /reports/…/"), _NAME, _text(LONGEST_NAME), needed=True)
PARAGRAPH = _place("paragraph", say("Number of the paragraph, as in its address"))
ITEM = _place("item", say("The place of the item on its paragraph, from 1"))
RESPONSE = Parameter(
    "response", say("The response, as in its address /responses/…/"), _NAME, _text(LONGEST_NAME), needed=True
)
STATEMENT = Parameter(
    "statement", say("The statement, as in its address /statements/…/"), _NAME, _text(LONGEST_NAME), needed=True
)
OF_REPORT = Parameter("report", say("The report that is responded to"), _NAME, _text(LONGEST_NAME))
PLACE_KIND = _word("kind", say("The kind of the places"), tuple(KINDS))
PLACE = Parameter("place", say("The id of the place, as in its address"), _NAME, _text(LONGEST_NAME), needed=True)
SIZE_OF_TREE = _place("checkpoint", say("The size of the checkpoint: how many publications it is over"))
SINCE_MOMENT = Parameter(
    "since",
    say("From this moment on: a day, or a moment as 2026-09-30T09:00:00Z; from the beginning if left out"),
    _moment,
    _text(40),
)

FOUND_ON_A_PAGE = 20
WORDS = Parameter(
    "q",
    say("Words, phrases in quotation marks, AND, OR, NOT; as on the page of the search"),
    _text_up_to(LONGEST_WORDS),
    _text(LONGEST_WORDS),
)
LIKE = Parameter("like", say("Like this paragraph or item: report/paragraph/item"), _key, _text(LONGEST_NAME))
FROM = _when("from", say("From this day or this year on, of the day that the report bears"), first=True)
TO = _when("to", say("Up to this day or to the end of this year, of the day that the report bears"), first=False)
OF_PLACES = _word("place", say("The kind of the places that were visited"), tuple(KINDS))
FOUND_KIND = _word("kind", say("What is looked for"), ("paragraph", *_KINDS, "response", "statement", "page", "report"))
SORT = _word("sort", say("What comes first; the best if left out"), ("best", "newest", "oldest"))
MODE = _word(
    "mode",
    say(
        "By words, by meaning or by both; if left out, by both for plain words whose best answers stand first, "
        "else by words"
    ),
    ("words", "meaning", "both"),
)
