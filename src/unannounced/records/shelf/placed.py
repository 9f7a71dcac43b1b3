"""What a parcel of places says, read with care."""

from datetime import date
from typing import Any
from uuid import UUID

from unannounced.duties.identity import folded
from unannounced.duties.registering import ATTRIBUTES, COUNTS, EVENTS
from unannounced.records.shelf.content import Said

LARGEST_COUNT = 2_000_000_000


def register_row(said: Said) -> dict[str, Any]:
    """The columns of a register, but for the digest of its parcel."""
    state = said.inner("state")
    return {
        "state_code": state.text("code", 3),
        "state_names": state.mapping("names"),
        "invented": state.truth("invented"),
        "edition": said.number("edition"),
        "made_on": said.day("made_on"),
        "fields": said.texts("fields"),
        "sources": [_source(Said(one)) for one in said.rows("sources")],
    }


def place_row(said: Said, sources: int) -> dict[str, Any]:
    """The columns of a place; ``sources`` is how many the register has."""
    name = said.text("name", 200)
    says = {what: [_saying(Said(one), sources) for one in _list(rows)] for what, rows in said.mapping("says").items()}
    counts = {
        what: [_count(Said(one), sources) for one in _list(rows)] for what, rows in said.mapping("counts").items()
    }
    if unknown := (says.keys() - ATTRIBUTES.keys()) | (counts.keys() - COUNTS.keys()):
        raise ValueError(f"“{min(unknown)}” is nothing a register says")
    found_by = [name, *(one["value"] for what in ("name", "other_name", "town") for one in says.get(what, []))]
    return {
        "id": UUID(said.text("id", 36)),
        "name": name,
        "folded": folded(" · ".join(dict.fromkeys(found_by))),
        "kind": said.text("kind", 40),
        "says": says,
        "counts": counts,
        "events": [_event(Said(one)) for one in said.rows("events")],
    }


def _list(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError(f"a list was expected, not {type(value).__name__}")
    return value


def _source(said: Said) -> dict[str, Any]:
    return {
        "title": said.text("title", 200),
        "publisher": said.text("publisher", 200),
        "licence": said.text("licence", 200),
        "as_of": said.day("as_of").isoformat(),
    }


def _position(said: Said, sources: int) -> int:
    value = said.content["source"]
    if type(value) is not int or not 0 <= value < sources:
        raise ValueError("“source” is none of the sources")
    return value


def _saying(said: Said, sources: int) -> dict[str, Any]:
    since = said.day_or_none("since")
    return {
        "value": said.text("value"),
        "since": since and since.isoformat(),
        "source": _position(said, sources),
    }


def _count(said: Said, sources: int) -> dict[str, Any]:
    number = said.content["number"]
    if number is not None and (type(number) is not int or not 0 <= number <= LARGEST_COUNT):
        raise ValueError("“number” is no number that can stand there")
    return {"day": said.day("day").isoformat(), "number": number, "source": _position(said, sources)}


def _event(said: Said) -> dict[str, Any]:
    day: date | None = said.day_or_none("day")
    if said.text("what", 20) not in EVENTS:
        raise ValueError(f"“{said.text('what')}” is nothing that happens to a place")
    return {"what": said.text("what"), "day": day and day.isoformat(), "note": said.text("note", 1000)}
