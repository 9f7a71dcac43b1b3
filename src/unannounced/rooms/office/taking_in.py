"""From a file that was read to a report in the archive: what command and page have in common.

What was not found in the file is asked for; who made a report, and whether that is this mechanism, is settled here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.conf import settings

from unannounced.crafts.names import real_names
from unannounced.crafts.reading import Reading
from unannounced.duties import archiving, reporting
from unannounced.duties.archiving import Taken
from unannounced.duties.decision import Refused
from unannounced.duties.words import say
from unannounced.records.accounts.queries import Viewer
from unannounced.records.archive.actions import TakenIn, take_in_file
from unannounced.records.archive.queries import Known, Offered, foretold
from unannounced.records.states.actions import enter_states
from unannounced.records.states.models import State
from unannounced.records.states.queries import UnknownState, state_called

_RULE = say("Rule of this software: a report is known by its State, its day and its symbol")


@dataclass(frozen=True, slots=True)
class Given:
    """What whoever takes a file in says of it; empty means: as it was found in the file."""

    state: str = ""
    symbol: str = ""
    dated_on: date | None = None
    body: str = ""
    months: int | None = None


def invented_names() -> Mapping[str, str]:
    """The names of the invented States of the register by their codes: the reader knows the real ones."""
    return {state.code: state.name() for state in State.objects.filter(invented=True)}


def offered_of(
    file_name: str, content: bytes, reading: Reading, *, given: Given, today: date
) -> list[Offered] | Refused:
    """Every report of a file with what is known of it; refused if one of them lacks a State or a day.

    Symbol and day that are given are those of the first; the rest that is given is said of all of them.
    """
    parts = (reading, *reading.further)
    found: list[Offered] = []
    for number, part in enumerate(parts, 1):
        said = given if number == 1 else replace(given, symbol="", dated_on=None)
        known = known_of(part, given=said, today=today)
        if isinstance(known, Refused):
            return known if number == 1 else _in_part(known, number, len(parts))
        found.append(Offered(file_name, content, part, known, number))
    return found


def _in_part(no: Refused, number: int, of: int) -> Refused:
    """The same refusal, of a report that is not the first in its file."""
    instead = say("It is report {part} of {parts} in the file: split the file and give its parts.")
    return Refused(no.reason, no.rule, instead, {**no.facts, "part": number, "parts": of})


def known_of(reading: Reading, *, given: Given, today: date) -> Known | Refused:
    """What is known of a report: as found in the file, or as given; refused without a State or a day.

    The State may be one that is not in the register yet (it is then not saved): ``take_in`` enters it first.
    """
    state = _state(reading, given)
    if isinstance(state, Refused):
        return state
    about = reading.about
    dated_on = archiving.day_it_bears(given.dated_on or about.dated_on, today=today)
    if isinstance(dated_on, Refused):
        return dated_on
    symbol = given.symbol or about.symbol
    return Known(
        state=state,
        dated_on=dated_on,
        symbol=symbol,
        body=made_by(given.body or about.body, symbol),
        already_public=about.public,
        months=given.months,
    )


def _state(reading: Reading, given: Given) -> State | Refused:
    asked = given.state or reading.about.state_code or reading.about.state_name
    if not asked:
        return Refused(
            say("No State was found that the report is about."),
            _RULE,
            say("Say which State it is, by its code of three letters."),
        )
    try:
        return state_called(asked)
    except UnknownState as unknown:
        code = asked.strip().upper()
        names = real_names(code) if len(code) == 3 and code.isascii() and code.isalpha() else {}
        if names and names["en"] != code:
            return State(code=code, names=names, invented=False)
        near = ", ".join(f"{one.code} ({one.name()})" for one in unknown.nearest)
        facts = {"asked": asked[:60], "near": near}
        reason = say("No State is called “{asked}”.")
        if near:
            return Refused(reason, _RULE, say("Say which State it is, by its code; near are {near}."), facts)
        return Refused(reason, _RULE, say("Say which State it is, by its code of three letters."), facts)


def made_by(body: str, symbol: str) -> str:
    """Who made a report, as it is kept: empty for this mechanism, which its own symbols show too."""
    if is_own(body) or (not body and reporting.numbered(settings.MECHANISM, symbol) is not None):
        return ""
    return body or archiving.NOT_KNOWN


def is_own(body: str) -> bool:
    """Whether the maker of a report is the mechanism that this installation serves, in any of its languages."""
    if not body:
        return False
    profile = settings.MECHANISM
    spoken = [profile, *(profile.in_language(language) for language in profile.said_in)]
    names = {name.casefold() for one in spoken for name in (one.name, one.short)}
    return body.casefold() in names


def foretold_of(parts: Sequence[Offered], *, today: date) -> Taken:
    """What taking a file in would do; raises ``RefusedByRule`` where one of its reports would be refused."""
    return became([foretold(one, today=today) for one in parts])


def became(parts: Sequence[Taken]) -> Taken:
    """What became of a file as a whole: it brought a report, or else a rendition, or else nothing new."""
    return next((one for one in (Taken.NEW, Taken.RENDITION) if one in parts), Taken.KNOWN)


def take_in(parts: Sequence[Offered], *, by: Viewer, at: datetime) -> list[TakenIn]:
    """Take every report of a file in; a State that is not in the register yet is entered first, by its own line."""
    return take_in_file([_with_state(one, by, at) for one in parts], by=by, at=at)


def _with_state(offered: Offered, by: Viewer, at: datetime) -> Offered:
    state = offered.known.state
    if not state._state.adding:
        return offered
    enter_states({state.code: state.names}, invented=False, by=by.pk, at=at)
    return replace(offered, known=replace(offered.known, state=State.objects.get(code=state.code)))
