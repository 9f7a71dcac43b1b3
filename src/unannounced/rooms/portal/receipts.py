"""“If received on …, then …”: what follows from each day on which a notice that is not on record may have come."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.utils.translation import gettext

from unannounced.duties.treaty.law import Law
from unannounced.duties.treaty.receipt import IfReceived, if_received
from unannounced.duties.treaty.spans import domestic_law
from unannounced.rooms.web.conventions import in_language
from unannounced.rooms.web.templatetags.field_words import day as in_words

MOST = 24
"""How many rows stand on a page; more are put together by month, then by year."""


@dataclass(frozen=True, slots=True)
class IfThen:
    """A row: received from one day to another, both inclusive, not bound from the one or the other day on.

    ``out`` says whether it would then be bound no more on the day asked about; None where that depends on the day.
    """

    first_day: date
    last_day: date
    effect: date
    last_effect: date
    out: bool | None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What is open about a notice, in sentences, and the table of what would follow."""

    said: tuple[str, ...]
    rows: tuple[IfThen, ...]
    on: date


def receipt(law: Law, state: str, convention: str, *, on: date) -> Receipt | None:
    """What is open about the notice of a State; None where nothing is."""
    found = if_received(law, state, convention, on=on)
    if not found:
        return None
    rows = tuple(_row(one, on) for one in condensed(found))
    return Receipt(tuple(_said(law, state, convention, found, on)), rows, on)


def condensed(found: Sequence[IfReceived], most: int = MOST) -> list[tuple[IfReceived, IfReceived]]:
    """The first and the last case of each row: one for each case where they are few, else for each month or year."""
    ways: tuple[Callable[[IfReceived], Hashable], ...] = (_by_month, _by_year)
    rows = [(one, one) for one in found]
    for way in ways:
        if len(rows) <= most:
            break
        together = [list(those) for _, those in groupby(found, key=way)]
        rows = [(those[0], those[-1]) for those in together]
    return rows


def _by_month(one: IfReceived) -> Hashable:
    return one.first_day.year, one.first_day.month


def _by_year(one: IfReceived) -> Hashable:
    return one.first_day.year


def _row(ends: tuple[IfReceived, IfReceived], on: date) -> IfThen:
    first, last = ends
    out = last.effect <= on
    return IfThen(
        first.first_day, last.last_day, first.effect, last.effect, out if out == (first.effect <= on) else None
    )


def _said(law: Law, state: str, convention: str, found: Sequence[IfReceived], on: date) -> Iterable[str]:
    """Why the answer is open, what is certain, and what is not."""
    depositary = in_language(law.convention(convention).depositary)
    act = domestic_law(law.acts_of(state, convention))
    if act is not None and act.day is not None:
        yield gettext(
            "A law of the State on leaving was signed on {day}. It ends nothing by itself: what counts is the day on"
            " which {depositary} received a notice, and that day is not on record."
        ).format(day=in_words(act.day), depositary=depositary)
    else:
        yield gettext(
            "What counts is the day on which {depositary} received a notice to leave, and that day is not on record."
        ).format(depositary=depositary)
    soonest = found[0].effect
    if soonest > on:
        yield gettext("Whenever it was received, the State is bound until {day} at least.").format(
            day=in_words(soonest - timedelta(days=1))
        )
    else:
        yield gettext(
            "The State was bound until {day} for certain. Since {effect} it depends on the day of receipt; if no notice"
            " was received, it is bound as before."
        ).format(day=in_words(soonest - timedelta(days=1)), effect=in_words(soonest))
