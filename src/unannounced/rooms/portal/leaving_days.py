"""The days, tasks and seats of a withdrawal as rows of tables, in the reader's language."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, assert_never

from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext

from unannounced.duties.treaty.acts import Confidence
from unannounced.duties.treaty.conventions import Convention
from unannounced.duties.treaty.law import Law
from unannounced.duties.treaty.notices import Course, Sure, Way
from unannounced.duties.treaty.seats import Seats
from unannounced.duties.treaty.standing import BOUND, Standing
from unannounced.duties.treaty.steps import WHERE_WORDS, Step, Then, What, Where, so_far
from unannounced.duties.treaty.withdrawal import Withdrawal
from unannounced.duties.words import Sentence
from unannounced.rooms.portal.law import OnRecord
from unannounced.rooms.portal.words import ACTS, FACTS, SHAPES, called, word_of
from unannounced.rooms.web.conventions import full_name, in_language, in_words, short_name

_DETAIL = "confidence detail:"
"""What a note says after these words is how sure its parts are, for whoever keeps the register."""
_ON_PAGE = frozenset({"public_statement", "request_unanswered"})
"""Kinds of facts of the public record that belong into the story of a State leaving."""


@dataclass(frozen=True, slots=True)
class Row:
    """A step that happened; ``standing`` and ``shape`` are what the State was from then on, empty where not known."""

    day: date | None
    year: int | None
    words: str
    where: str
    convention: str
    article: str
    source: str
    confidence: Confidence
    note: str
    standing: str
    shape: str


@dataclass(frozen=True, slots=True)
class DayThen:
    """A day that follows; ``lines`` say what it brings, ``tag`` that it is assumed or the earliest possible."""

    day: date
    shape: str
    lines: tuple[str, ...]
    article: str
    tag: str


@dataclass(frozen=True, slots=True)
class Remind:
    """A day on which to be reminded, in words how long before, and whether it has passed."""

    day: date
    before: str
    passed: bool


@dataclass(frozen=True, slots=True)
class Task:
    """Something to be done before the day of effect."""

    words: str
    article: str
    source: str
    confidence: Confidence
    days: tuple[Remind, ...]


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A number before and after the day of effect."""

    words: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class SeatTable:
    """The body's seats before and after; ``same`` where nothing depends on who is Party. ``sums`` say how reckoned."""

    body: str
    same: bool
    rows: tuple[SeatRow, ...]
    vacant: tuple[str, ...]
    sums: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Remaining:
    """Another convention and what the State is to it on the day of effect."""

    code: str
    name: str
    word: str
    shape: str


def rows(law: Law, state: OnRecord, rules: Convention, *, on: date, with_facts: bool) -> list[Row]:
    """The steps so far, and ``with_facts`` what the public record has of the convention's body and the State."""
    steps = so_far(law, state.code, rules.code, on=on)
    known = {(step.act, step.day) for step in steps}
    found = [_row(step, rules) for step in steps]
    for fact in state.facts if with_facts else ():
        day = date.fromisoformat(fact["begins"] or fact["published_on"] or "0001-01-01")
        if fact["kind"] in _ON_PAGE and (fact["kind"], day) not in known and date.min < day <= on:
            found.append(_of_record(fact, day, rules, law.standing(state.code, rules.code, on=day).standing))
    return sorted(found, key=lambda row: row.day or date.max)


def _row(step: Step, rules: Convention) -> Row:
    return Row(
        step.day,
        step.year,
        capfirst(gettext(called(ACTS, step.act))),
        gettext(WHERE_WORDS[step.where]),
        short_name(step.convention) if step.convention != rules.code else "",
        step.article,
        step.source,
        step.confidence,
        plain(step.note),
        gettext(word_of(step.standing, rules)) if step.standing else "",
        SHAPES[step.standing] if step.standing else "",
    )


def _of_record(fact: Mapping[str, Any], day: date, rules: Convention, held: Standing) -> Row:
    statement = rules.body.statement_clause if rules.body else None
    return Row(
        day,
        None,
        gettext(called(FACTS, fact["kind"])),
        gettext(WHERE_WORDS[Where.BODY]),
        "",
        statement.article if statement and fact["kind"] == "public_statement" else "",
        fact["source"],
        Confidence(fact["confidence"]),
        plain(fact["note"]),
        gettext(word_of(held, rules)),
        SHAPES[held],
    )


def plain(note: str) -> str:
    """A note without what it says about the confidence of its parts.

    >>> plain("State Duma adopted; confidence detail: month verified")
    'State Duma adopted'
    """
    return note.partition(_DETAIL)[0].strip().rstrip(";").strip()


def days(found: Sequence[Then], course: Course, *, on: date) -> list[DayThen]:
    """The days that follow, each with what it brings; what rests on no fact says so on every line."""
    tag = tag_of(course.sure)
    return [
        DayThen(one.day, _DAY_SHAPES[one.what], _lines(one, course), one.article, tag)
        for one in found
        if one.what is not What.REMINDER or course.sure is not Sure.ON_RECORD or course.found.effect > on
    ]


_DAY_SHAPES: Mapping[What, str] = {
    What.RECEIVED: "clock",
    What.REMINDER: "bar",
    What.LAST_DAY: "dot",
    What.EFFECT: "cross",
    What.FOLLOWS: "cross",
}


def tag_of(sure: Sure) -> str:
    """The word beside each day that is no fact on record; empty where it is one."""
    match sure:
        case Sure.ON_RECORD:
            return ""
        case Sure.NOT_BEFORE:
            return gettext("not before")
        case Sure.ASSUMED | Sure.IF_TODAY:
            return gettext("assumed")
        case _:
            assert_never(sure)


def _lines(one: Then, course: Course) -> tuple[str, ...]:
    match one.what:
        case What.RECEIVED:
            return (_received(course),)
        case What.REMINDER:
            return _days_left((course.found.effect - one.day).days), *(in_words(task.clause) for task in one.beforehand)
        case What.LAST_DAY:
            return (gettext("Last day bound, with every duty in full"),)
        case What.EFFECT:
            return (gettext("Bound no more from this day on"),)
        case What.FOLLOWS:
            name = short_name(one.convention)
            return (gettext("Bound no more by another convention either: {convention}").format(convention=name),)
        case _:
            assert_never(one.what)


def _days_left(number: int) -> str:
    return ngettext("Reminder: {number} day is left", "Reminder: {number} days are left", number).format(number=number)


def _received(course: Course) -> str:
    departure = course.departure
    if course.sure is Sure.ON_RECORD and departure is not None:
        if departure.way is Way.DECISION:
            return gettext("A decision ends membership")
        if departure.way is Way.WITH_ANOTHER:
            return gettext("The end under the {convention}").format(convention=full_name(departure.by))
    return gettext("A notice is received by the depositary")


def tasks(found: Withdrawal, *, on: date) -> list[Task]:
    """What should be done before the day of effect, with the days on which to be reminded."""
    return [
        Task(
            in_words(one.what.clause),
            one.what.clause.article,
            one.what.clause.source,
            one.what.clause.confidence,
            tuple(Remind(day, _before((found.effect - day).days), day < on) for day in one.days),
        )
        for one in found.reminders
    ]


def _before(number: int) -> str:
    return ngettext("{number} day before", "{number} days before", number).format(number=number)


def seat_table(found: Withdrawal, rules: Convention, names: Mapping[str, str]) -> SeatTable | None:
    """The seats, quorum and majority before and after; None where the convention makes no body."""
    before, after, body = found.seats_before, found.seats_after, rules.body
    if before is None or after is None or body is None:
        return None
    lines = [
        (gettext("Seats"), _range(before.least, before.most), _range(after.least, after.most)),
        (gettext("Quorum, of all seats"), _quorum(before), _quorum(after)),
    ]
    if body.statement_clause is not None:
        words = gettext("Votes for a public statement, of all seats")
        lines.append((words, _statement(before), _statement(after)))
    vacant = {one.state for one in before.vacant}
    if vacant:
        lines += _of_members(before, after, statement=body.statement_clause is not None)
    sums = {str(one): one for one in (*before.by_seats.arithmetic, *after.by_seats.arithmetic)}
    named = tuple(names.get(code, code) for code in sorted(vacant))
    same = not body.seats_by_party
    return SeatTable(
        in_language(body.names), same, tuple(SeatRow(*line) for line in lines), named, tuple(sums.values())
    )


def _of_members(before: Seats, after: Seats, *, statement: bool) -> Iterator[tuple[str, str, str]]:
    """The same reckoned with members in office, which the words of a convention leave open when seats are vacant."""
    yield gettext("Vacant, as far as is known"), str(len(before.vacant)), str(len(after.vacant))
    in_office = before.by_members, after.by_members
    yield gettext("Quorum, of members in office"), str(in_office[0].quorum), str(in_office[1].quorum)
    if statement:
        words = gettext("Votes for a public statement, of members in office")
        yield words, str(in_office[0].statement), str(in_office[1].statement)


def _quorum(seats: Seats) -> str:
    return _range(seats.if_least.quorum, seats.by_seats.quorum)


def _statement(seats: Seats) -> str:
    return _range(seats.if_least.statement or 0, seats.by_seats.statement or 0)


def _range(least: int, most: int) -> str:
    if least == most:
        return str(most)
    return gettext("{least} to {most}, since a standing is not known").format(least=least, most=most)


def remaining(law: Law, found: Withdrawal) -> list[Remaining]:
    """The other conventions under which the State is bound on the day of effect, or may be."""
    gone = {found.convention, *(one.convention for one in found.followers if one.day <= found.effect)}
    shown = []
    for code, rules in law.conventions.items():
        held = law.standing(found.state, code, on=found.effect).standing
        if code not in gone and rules.follows is None and held in BOUND | {Standing.NOT_KNOWN}:
            shown.append(Remaining(code, short_name(code), gettext(word_of(held, rules)), SHAPES[held]))
    return shown
