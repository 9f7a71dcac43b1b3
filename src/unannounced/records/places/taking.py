"""The rows that taking a table in makes, built before anything is written."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from unannounced.crafts.registers.values import Happened, ReadPlace, ReadRegister
from unannounced.duties.noting import tidy
from unannounced.records.accounts.queries import Viewer
from unannounced.records.places.foreseen import Foreseen, ForeseenRow, How, reasons_kept
from unannounced.records.places.models import Counts, Event, Listing, Place, Source, Twin
from unannounced.records.places.packing import packed_series
from unannounced.records.states.models import State

NO_KIND = "unknown"
"""The kind of a place of which no source says one."""

_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(slots=True)
class Taken:
    """Everything that one table brings: rows that are kept, and pairs that are offered to a person."""

    source: Source
    places: list[Place] = field(default_factory=list)
    listings: list[Listing] = field(default_factory=list)
    counts: list[Counts] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    twins: list[Twin] = field(default_factory=list)
    touched: dict[UUID, None] = field(default_factory=dict)


def clean(text: str) -> str:
    """A text of a table as it is kept: composed letters, control characters left behind by copying as blanks."""
    return tidy(_CONTROL.sub(" ", text)).strip()


def source_of(
    read: ReadRegister, *, digest: str, mapping_text: str, file_name: str, by: Viewer, at: datetime
) -> Source:
    """The edition itself."""
    return Source(
        register=clean(read.register)[:60],
        title=clean(read.title)[:200],
        publisher=clean(read.publisher)[:200],
        licence=clean(read.licence)[:200],
        confidence=clean(read.confidence)[:20],
        as_of=read.as_of,
        file_name=clean(file_name)[:200],
        digest=digest,
        mapping=mapping_text,
        rows=read.rows,
        taken_by_id=by.pk,
        taken_at=at,
    )


def taken_from(read: ReadRegister, foreseen: Foreseen, source: Source, states: Mapping[str, State]) -> Taken:
    """The rows of a table as foreseen."""
    taken = Taken(source)
    for row in foreseen.rows:
        _take(row, taken, states[row.place.state])
    for concerns, counts in read.about_state.items():
        if any(len(days) for days, _numbers in counts.values()):
            first, last, series = packed_series(counts)
            state = states[read.state]
            taken.counts.append(
                Counts(
                    source=source, state=state, concerns=clean(concerns)[:120], first=first, last=last, series=series
                )
            )
    return taken


def _take(row: ForeseenRow, taken: Taken, state: State) -> None:
    one, place = row.place, row.to
    if place is None:
        made = Place(state=state, name=clean(one.name) or clean(one.key) or "?", kind=_kind(one)[:40])
        taken.places.append(made)
        place = made.pk
    taken.touched[place] = None
    listing = Listing(
        place_id=place,
        source=taken.source,
        row=one.row,
        key=clean(one.key),
        says=says_of(one),
        because=reasons_kept(row.match.reasons) if row.match else [],
    )
    taken.listings.append(listing)
    if any(len(days) for days, _numbers in one.counts.values()):
        first, last, series = packed_series(one.counts)
        taken.counts.append(
            Counts(source=taken.source, listing=listing, state=state, first=first, last=last, series=series)
        )
    taken.events += [_event(listing, event) for event in one.happened]
    if row.how is How.UNSURE:
        taken.twins += [
            Twin(
                first_id=offer.place,
                second_id=place,
                likeness=max(0, min(100, offer.likeness)),
                reasons=reasons_kept(offer.reasons),
            )
            for offer in row.offers
        ]


def _kind(place: ReadPlace) -> str:
    return next((one.value for one in reversed(place.told) if one.what == "kind" and one.value), NO_KIND)


def says_of(place: ReadPlace) -> list[list[Any]]:
    """What a row says, as a listing keeps it: the name first, each thing once."""
    said: dict[tuple[str, str, str | None, str | None], None] = {}
    if place.name and not any(one.what == "name" and one.value == place.name for one in place.told):
        said["name", clean(place.name), None, None] = None
    for one in place.told:
        if value := clean(one.value):
            since, until = (day.isoformat() if day else None for day in (one.since, one.until))
            said[one.what, value, since, until] = None
    return [list(one) for one in said]


def _event(listing: Listing, event: Happened) -> Event:
    other, note = _shown(clean(event.other), 200), _shown(clean(event.note), 1000)
    return Event(listing=listing, what=event.what, day=event.day, other=other, note=note)


def _shown(text: str, longest: int) -> str:
    """A text that is shortened where it is too long, and shows it; the table has the whole of it."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def rows_about(taken: Taken) -> Iterable[Sequence[Any]]:
    """The kept rows of each table, in an order in which each stands on those before it."""
    return taken.places, taken.listings, taken.counts, taken.events
