"""What rows say that happened to places: events with their days, names that were left and given."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from unannounced.crafts.registers.binding import Bound
from unannounced.crafts.registers.values import Happened
from unannounced.duties.registering import EVENTS

if TYPE_CHECKING:
    from unannounced.crafts.registers.gathering import Block

Found = Iterable[tuple[int, Happened]]


def gather_events(block: "Block", places: Sequence[int]) -> None:
    """Gathers what happened in some rows; ``places`` are the numbers of their places."""
    for bound in block.into.binding.columns:
        if bound.means in EVENTS:
            found = _events_of(block, bound)
        elif bound.means in ("former_name", "new_name"):
            found = _renames(block, bound)
        else:
            continue
        block.into.happened.extend((places[n], one) for n, one in found)


def _events_of(block: "Block", bound: Bound) -> Found:
    at = bound.at[0]
    if bound.column.when:
        days = block.days_of(bound)
        for n in range(len(block.numbers)):
            if block.cell(at, n) in bound.column.when:
                yield n, _event(block, bound, n, date.fromordinal(days[n]) if bound.column.on and days[n] else None)
        return
    found, odd = block.read(at, "event" + bound.means, block.into.reading.day(bound.column))
    if odd:
        block.leave_out_bad(at, bound.head, found)
    for n, one in enumerate(found):
        if isinstance(one, date):
            yield n, _event(block, bound, n, one)
        elif isinstance(one, str):  # a year or a month: the day is not known
            yield n, _event(block, bound, n, None, one)


def _event(block: "Block", bound: Bound, n: int, day: date | None, said: str = "") -> Happened:
    other = bound.column.other or (block.said(bound.other_at, n) if bound.other_at >= 0 else "")
    notes = [said, bound.column.note, *(block.said(at, n) for at in bound.note_at)]
    return Happened(bound.means, day, other[:200], ", ".join(filter(None, notes))[:1000], block.numbers[n])


def _renames(block: "Block", bound: Bound) -> Found:
    """A name that was left or given; the day stands in another column, or is not known."""
    at = bound.until_at if bound.until_at >= 0 else bound.on_at
    days: Sequence[object] = [None] * len(block.numbers)
    if at >= 0:
        days, odd = block.read(at, "renamed", block.into.reading.day(bound.column))
        if odd:
            block.leave_out_bad(at, block.into.binding.header[at], days)
    for n, name in enumerate(block.texts_of(bound)):
        if name:
            day = days[n]
            before, after = (name, "") if bound.means == "former_name" else ("", name)
            yield n, Happened("renamed", day if isinstance(day, date) else None, before, after, block.numbers[n])
