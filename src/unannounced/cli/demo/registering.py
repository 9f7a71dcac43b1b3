"""Registers of the worked case: editions that contradict each other, a new name, days counted, cells measured."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from unannounced.cli.demo import texts
from unannounced.cli.demo.cast import Case
from unannounced.crafts.registers.values import Happened, ReadPlace, ReadRegister, Told
from unannounced.records.places.actions import add_part, join_places, size_part, take_in
from unannounced.records.places.foreseeing import foresee
from unannounced.records.places.models import Place

Days = Mapping[date, int]
WEEKS, DAYS = 156, 365
NOT_COUNTED = range(200, 230)
"""Days of the year on which nobody counted."""


def enter_registers(case: Case) -> None:
    """Take the editions in, say which two entries are one place, and enter the cells of it."""
    said = texts.read("registers")
    at = case.calendar.now - timedelta(hours=1)
    for minutes, edition in enumerate(said["edition"]):
        as_of = case.calendar.month(edition["months"])
        rows = [_row(number, one, edition, as_of) for number, one in enumerate(edition["place"], start=2)]
        _take_in(case, edition, as_of, rows, at=at + timedelta(minutes=minutes))
    for edition in said["daily"]:
        _take_in(case, edition, case.calendar.today, [_daily(case, one, edition) for one in edition["place"]], at=at)
    for edition in said["weekly"]:
        _take_in(case, edition, case.calendar.today, [], {edition["concerns"]: _weekly(case, edition)}, at=at)
    _join(case, said["joined"])
    _measure(case, said["parts"])


def _take_in(
    case: Case,
    edition: Mapping[str, Any],
    as_of: date,
    rows: Sequence[ReadPlace],
    about_state: Mapping[str, Mapping[str, Days]] | None = None,
    *,
    at: datetime,
) -> None:
    read = ReadRegister(
        register=edition["register"],
        title=edition["title"],
        publisher=edition["publisher"],
        licence="",
        as_of=as_of,
        rows=len(rows),
        places=list(rows),
        problems=[],
        about_state={what: _series(counts) for what, counts in (about_state or {}).items()},
        state=edition["state"],
    )
    digest = hashlib.sha256(f"{edition['register']} {as_of}".encode()).hexdigest()
    take_in(
        read,
        foresee(read),
        digest=digest,
        mapping_text="",
        file_name=f"{edition['register']}-{as_of}.csv",
        by=case.viewers["maud"],
        at=at,
    )


def _row(number: int, said: Mapping[str, Any], edition: Mapping[str, Any], as_of: date) -> ReadPlace:
    """A place of an edition: whatever is no name, number or event is said of it as it stands."""
    other = ("key", "name", "persons", "capacity", "happened")
    told = [Told(what, value, row=number) for what, value in said.items() if what not in other]
    counts = {"persons": said.get("persons"), "official_capacity": said.get("capacity")}
    happened = [Happened(what, as_of - timedelta(days=90), other=who) for what, who in said.get("happened", {}).items()]
    series = _series({what: {as_of: held} for what, held in counts.items() if held is not None})
    return ReadPlace(number, said["key"], said["name"], edition["state"], told, happened, series)


def _daily(case: Case, said: Mapping[str, Any], edition: Mapping[str, Any]) -> ReadPlace:
    """A year in which a place fills up, and a month of it in which nobody counted."""
    days, held = {}, int(said["persons"])
    for number in range(DAYS):
        held = max(0, held + case.chance.randint(-4, 5))
        if number not in NOT_COUNTED:
            days[case.calendar.today - timedelta(days=DAYS - number)] = held
    told = [Told(what, said[what], row=2) for what in ("kind", "town", "region", "position", "status")]
    counts = _series({"persons": days, "official_capacity": {min(days): said["capacity"]}})
    return ReadPlace(2, said["key"], said["name"], edition["state"], told, [], counts)


def _weekly(case: Case, edition: Mapping[str, Any]) -> dict[str, Days]:
    days, held = {}, int(edition["persons"])
    for week in range(WEEKS):
        held += case.chance.randint(-120, 160)
        days[case.calendar.today - timedelta(weeks=WEEKS - week)] = held
    return {"persons": days, "official_capacity": {min(days): edition["capacity"]}}


def _series(counts: Mapping[str, Days]) -> dict[str, tuple[list[int], list[int]]]:
    return {what: ([day.toordinal() for day in days], list(days.values())) for what, days in counts.items()}


def _listed_under(key: str) -> Place:
    return Place.objects.filter(listings__key=key).order_by("pk").distinct()[0]


def _join(case: Case, said: Mapping[str, str]) -> None:
    """Two registers have each a key of their own for one place; matching may have seen it already."""
    one, other = _listed_under(said["key"]), _listed_under(said["into"])
    if one.pk != other.pk:
        join_places(one, other, because=said["because"], by=case.viewers["maud"], at=case.calendar.now)


def _measure(case: Case, said: Mapping[str, Any]) -> None:
    place, at, jonas = _listed_under(said["key"]), case.calendar.now, case.viewers["jonas"]
    for wing in said["wing"]:
        within = add_part(place, "wing", wing["name"], by=jonas, at=at)
        for room in wing["room"]:
            part = add_part(place, room["kind"], room["name"], within=within, by=jonas, at=at)
            _size(case, part, room, at)


def _size(case: Case, part: Any, room: Mapping[str, Any], at: datetime) -> None:
    sizes = {column: room.get(column) for column in ("area_cm2", "annexe_cm2", "height_mm", "width_mm", "places")}
    size_part(
        part,
        sizes,
        has_annexe=room.get("has_annexe", "annexe_cm2" in room),
        day=case.calendar.month(-3),
        source="delegation",
        by=case.viewers["jonas"],
        at=at,
    )
