"""A State leaving a convention, in sentences: what is on record, what follows from which day, and how sure that is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import assert_never

from django.utils.translation import gettext

from unannounced.duties.treaty.conventions import Convention, Fate
from unannounced.duties.treaty.law import Law
from unannounced.duties.treaty.notices import Course, Departure, Outcome, Sure, Way
from unannounced.duties.treaty.steps import Cliff
from unannounced.duties.treaty.withdrawal import Withdrawal
from unannounced.rooms.web.conventions import full_name, in_language, in_words, short_name
from unannounced.rooms.web.templatetags.field_words import day as day_in_words

_ONE_DAY = timedelta(days=1)
_ENDS = frozenset({Outcome.LEFT, Outcome.PENDING, Outcome.OPEN})
FATES: tuple[tuple[Fate, str], ...] = (
    (Fate.LOST, "cross"),
    (Fate.KEPT, "check"),
    (Fate.UNCERTAIN, "ring"),
    (Fate.NEVER, "dash"),
)
"""What becomes of a thing, in the order of the page, each with its shape."""


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing a withdrawal is about, in the reader's language."""

    what: str
    pending: str
    after: str
    article: str
    source: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Things:
    """The things with one fate, under their heading."""

    key: str
    heading: str
    shape: str
    things: tuple[Thing, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """A way out on record, as a line of the list; ``received`` is in its address where another one counts.

    ``effect`` is the first day out, None where it ended nothing.
    """

    state: str
    name: str
    convention: str
    convention_name: str
    said: str
    again: date | None
    open: bool
    effect: date | None
    received: date | None


def answer(course: Course, rules: Convention, *, on: date) -> str:
    """What is on record of the State leaving, in one sentence; what somebody assumed is never in it."""
    departure = course.departure
    if departure is None:
        return gettext("No notice to leave is on record")
    if departure.way is Way.RECEIPT_OPEN:
        return _receipt_open(departure, rules, on)
    return on_record(departure)


def _receipt_open(departure: Departure, rules: Convention, on: date) -> str:
    effect = departure.effect or on + _ONE_DAY
    facts = {
        "depositary": in_language(rules.depositary),
        "last": day_in_words(effect - _ONE_DAY),
        "effect": day_in_words(effect),
    }
    if effect > on:
        said = gettext(
            "Bound until {last} at least: on which day {depositary} received a notice to leave is not on record"
        )
    else:
        said = gettext(
            "Bound until {last} for certain, and since {effect} not known: on which day {depositary} received a notice"
            " to leave is not on record"
        )
    return said.format(**facts)


def on_record(one: Departure) -> str:
    """What is on record of one way out, and what came of it."""
    facts = {
        "day": day_in_words(one.day),
        "effect": day_in_words(one.effect),
        "last": day_in_words(one.effect - _ONE_DAY) if one.effect else "",
        "law": day_in_words(one.law.day) if one.law else "",
        "revoked": day_in_words(one.revoked),
        "convention": full_name(one.by) if one.by else "",
    }
    return _sentence(one).format(**facts)


def _sentence(one: Departure) -> str:
    match one.way:
        case Way.NOTICE:
            return _of_a_notice(one.outcome)
        case Way.DECISION:
            return gettext("Out since {effect}: a decision of that day ended membership")
        case Way.WITH_ANOTHER:
            return gettext("Bound until {last}: ended by itself after the end under the {convention}")
        case Way.RECEIPT_OPEN:
            if one.law is None:
                return gettext("A notice to leave is on record without its day")
            return gettext("Law within the State of {law}; the day on which a notice was received is not on record")
        case _:
            assert_never(one.way)


def _of_a_notice(outcome: Outcome) -> str:
    match outcome:
        case Outcome.LEFT:
            return gettext("Bound until {last}: a notice to leave was received on {day}")
        case Outcome.PENDING:
            return gettext("Bound in full until {last}: a notice to leave was received on {day}")
        case Outcome.BOUND_ON:
            return gettext(
                "A notice was received on {day}; when it took effect, on {effect}, a new consent bound the State"
            )
        case Outcome.REVOKED:
            return gettext("A notice was received on {day} and revoked on {revoked}, before it could take effect")
        case Outcome.OVERTAKEN:
            return gettext("A notice was received on {day}; the State was out before it could take effect on {effect}")
        case Outcome.OPEN:
            return gettext("A notice was received on {day}; whether it ended anything is disputed")
        case Outcome.NO_EFFECT:
            return gettext("A notice was received on {day}; it has no effect, since the convention cannot be left")
        case _:
            assert_never(outcome)


def told(course: Course, rules: Convention) -> Iterator[str]:
    """What must be known beside the answer: the law within the State, a way back, what is disputed."""
    departure, article = course.departure, rules.leaving.clause.article
    if departure is not None and departure.way is Way.RECEIPT_OPEN and departure.law is not None:
        yield gettext(
            "A law on leaving was signed within the State on {law}. It ends nothing by itself: every duty goes on until"
            " a notice that the depositary received has taken effect ({article})."
        ).format(law=day_in_words(departure.law.day), article=article)
    if departure is not None and departure.again is not None:
        yield gettext("Bound again since {day}.").format(day=day_in_words(departure.again))
    if course.found.disputed:
        yield gettext(
            "It is disputed whether this convention can be left at all ({article}). The days below are the earliest"
            " that a notice could have."
        ).format(article=article)


def reckoned_from(course: Course) -> str:
    """What the days of the page are reckoned from, where that is no fact on record."""
    found = course.found
    facts = {
        "received": day_in_words(found.received),
        "last": day_in_words(found.last_day),
        "effect": day_in_words(found.effect),
    }
    match course.sure:
        case Sure.ON_RECORD:
            return ""
        case Sure.ASSUMED:
            return gettext(
                "Assumption, not a fact: a notice received on {received}. If that were so, the State would be bound"
                " until {last} and out from {effect} on."
            ).format(**facts)
        case Sure.NOT_BEFORE:
            return gettext(
                "The days below are the earliest possible: a notice cannot have been received before {received}, so the"
                " State is not out before {effect}. If it was received later, every day below is later too."
            ).format(**facts)
        case Sure.IF_TODAY:
            return gettext(
                "Assumption, not a fact: what would follow if a notice were received today, {received}. The State would"
                " be bound until {last} and out from {effect} on."
            ).format(**facts)
        case _:
            assert_never(course.sure)


def step_between(found: Cliff) -> str:
    """The sentence about the one day at the depositary that is weeks or months in effect."""
    return gettext(
        "One day counts: received on {last} a notice takes effect on {effect}; received a day later, on {next}, it"
        " takes effect on {later}."
    ).format(
        last=day_in_words(found.last_day),
        effect=day_in_words(found.effect),
        next=day_in_words(found.next_day),
        later=day_in_words(found.next_effect),
    )


def things(found: Withdrawal) -> list[Things]:
    """What changes, stays, is open or never was, each under its heading; a heading without a thing is left out."""
    headings = {
        Fate.LOST: gettext("What is lost"),
        Fate.KEPT: gettext("What stays"),
        Fate.UNCERTAIN: gettext("What is open"),
        Fate.NEVER: gettext("What never was"),
    }
    kept = tuple(
        Thing(in_words(one), "", "", one.article, one.source, one.confidence.value)
        for one in found.stays
        if in_words(one)
    )
    rows = [
        Things(fate.value, headings[fate], shape, (*_with_fate(found, fate), *(kept if fate is Fate.KEPT else ())))
        for fate, shape in FATES
    ]
    return [one for one in rows if one.things]


def _with_fate(found: Withdrawal, fate: Fate) -> Iterator[Thing]:
    for one in found.at_stake:
        if one.fate is fate:
            what, pending, after = (in_language(words) for words in (one.what, one.pending, one.after))
            clause = one.clause
            yield Thing(what, pending, after, clause.article, clause.source, clause.confidence.value)


def cases(known: Sequence[Departure], names: dict[str, str], law: Law, counts: set[Departure]) -> list[Case]:
    """The lines of the list; ``counts`` are those to which the address without a day leads."""
    return [
        Case(
            one.state,
            names.get(one.state, law.names[one.state]),
            one.convention,
            short_name(one.convention),
            on_record(one),
            one.again,
            one.way is Way.RECEIPT_OPEN,
            one.effect if one.outcome in _ENDS else None,
            None if one in counts else one.day,
        )
        for one in known
    ]
