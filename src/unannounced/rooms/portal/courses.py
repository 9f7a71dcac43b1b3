"""The number of Parties through time: the line of the chart, the finding it shows, and its table by year."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.translation import gettext, ngettext

from unannounced.crafts.charting import Step
from unannounced.crafts.tabling import Row as Cells
from unannounced.duties.treaty.conventions import Convention
from unannounced.duties.treaty.spans import day_of
from unannounced.duties.treaty.standing import BOUND, Standing
from unannounced.duties.treaty.tallies import Change, Tally, tally_on
from unannounced.rooms.portal.law import Register
from unannounced.rooms.portal.showing import name_in
from unannounced.rooms.web.templatetags.field_words import day as in_words


@dataclass(frozen=True, slots=True)
class Year:
    """What became of the Parties within a year: how many at its end, and the names of who joined and left."""

    year: int
    parties: int
    not_known: int
    joined: tuple[str, ...]
    left: tuple[str, ...]
    open: tuple[str, ...]


def steps(found: Sequence[Tally], convention: Convention, *, until: date) -> list[Step]:
    """The line from the day on which the convention was opened, one step for each day on which it moves."""
    first = day_of(convention.opened)
    held = [Step(max(one.first, first), one.parties, one.not_known) for one in _from(found, first, until)]
    moves = [now for before, now in zip([None, *held], held, strict=False) if before is None or _moved(before, now)]
    return moves or [Step(first, 0)]


def _moved(before: Step, now: Step) -> bool:
    return (before.certain, before.open) != (now.certain, now.open)


def _from(found: Sequence[Tally], first: date, until: date) -> list[Tally]:
    """The tally of ``first`` and those after it, up to ``until``."""
    begins = tally_on(found, first)
    return [one for one in found if begins.first <= one.first <= until]


def finding(line: Sequence[Step], convention: Convention, *, on: date) -> str:
    """What the chart shows, as a sentence: how the number rose, and whether it fell since."""
    until = [one for one in line if one.first <= on]
    bound = [one for one in until if one.certain]
    if not bound:
        return gettext("No State is bound yet on {day}").format(day=in_words(on))
    most = max(bound, key=lambda one: one.certain)
    facts = {
        "first": bound[0].certain,
        "since": in_words(bound[0].first),
        "most": most.certain,
        "peak": in_words(most.first),
        "now": until[-1].certain,
        "day": in_words(on),
    }
    said = _fell if until[-1].certain < most.certain else _rose
    return said(convention, bound[0].certain).format(**facts)


def _rose(convention: Convention, first: int) -> str:
    if convention.membership:
        return ngettext(
            "From {first} member on {since} to {now} on {day}",
            "From {first} members on {since} to {now} on {day}",
            first,
        )
    return ngettext(
        "From {first} Party on {since} to {now} on {day}", "From {first} Parties on {since} to {now} on {day}", first
    )


def _fell(convention: Convention, first: int) -> str:
    if convention.membership:
        return ngettext(
            "From {first} member on {since} to {most} on {peak}, and {now} on {day}",
            "From {first} members on {since} to {most} on {peak}, and {now} on {day}",
            first,
        )
    return ngettext(
        "From {first} Party on {since} to {most} on {peak}, and {now} on {day}",
        "From {first} Parties on {since} to {most} on {peak}, and {now} on {day}",
        first,
    )


def not_known(number: int) -> str:
    """Of how many it is not known; empty where it is known of all."""
    if not number:
        return ""
    return ngettext("Of {number} State it is not known.", "Of {number} States it is not known.", number).format(
        number=number
    )


def years(register: Register, convention: Convention, *, until: date) -> list[Year]:
    """The table of the chart: every year in which something changed, the latest first."""
    found = register.tallies(convention.code)
    names = {code: name_in(state.names, code) for code, state in register.states.items()}
    told = [one for one in found if one.changes and one.first <= until]
    rows = [_year(year, list(those), names) for year, those in groupby(told, key=lambda one: one.first.year)]
    return [one for one in reversed(rows) if one is not None]


def _year(year: int, those: Sequence[Tally], names: dict[str, str]) -> Year | None:
    """The year, or None if nobody joined or left in it and of nobody it became unknown."""
    changes = [change for one in those for change in one.changes]
    joined = _named((one for one in changes if one.after in BOUND and one.before not in BOUND), names)
    left = _named((one for one in changes if one.before in BOUND and _is_out(one.after)), names)
    unsure = _named((one for one in changes if one.after is Standing.NOT_KNOWN), names)
    if not (joined or left or unsure):
        return None
    return Year(year, those[-1].parties, those[-1].not_known, joined, left, unsure)


def _is_out(standing: Standing) -> bool:
    return standing not in BOUND | {Standing.NOT_KNOWN}


def _named(changes: Iterator[Change], names: dict[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names.get(one.state, one.state) for one in changes))


COLUMNS = ("convention", "first_day", *(one.value for one in Standing), "parties", "states_that_changed")


def cells(found: Sequence[Tally], convention: str) -> list[Cells]:
    """The counts by day to take away: from ``first_day`` on, until the next row."""
    return [
        (
            convention,
            None if one.first == date.min else one.first,
            *(one.counts.get(standing, 0) for standing in Standing),
            one.parties,
            " ".join(change.state for change in one.changes),
        )
        for one in found
    ]
