"""What a register of places of detention says: attributes, counts and events, each by a closed list of words.

Counts are whole numbers on days. Many days of one count are packed into a text that a person can still read
(``packed``), because a register that counts each day says half a million numbers in two years.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from unannounced.duties.words import say

KINDS: dict[str, str] = {
    "prison": say("prison"),
    "remand_prison": say("remand prison"),
    "police_station": say("police station"),
    "temporary_detention": say("temporary detention"),
    "psychiatric_hospital": say("psychiatric hospital"),
    "hospital": say("hospital"),
    "social_care_home": say("social care home"),
    "immigration_detention": say("migration detention"),
    "juvenile_centre": say("juvenile centre"),
    "military_detention": say("military detention"),
    "prisoner_of_war_camp": say("prisoner-of-war camp"),
    "transport": say("transport"),
    "unofficial": say("unofficial place"),
    "unknown": say("kind not known"),
}
"""Kinds of places of detention: data, which a mechanism may add to."""

ATTRIBUTES: dict[str, str] = {
    "name": say("name"),
    "other_name": say("other name"),
    "kind": say("kind of place"),
    "authority": say("authority in charge"),
    "operator": say("operator"),
    "address": say("address"),
    "town": say("town"),
    "district": say("district"),
    "region": say("region"),
    "postcode": say("postal code"),
    "position": say("position"),
    "sovereign": say("recognised sovereign"),
    "control": say("effective control"),
    "sex": say("sex of the persons held"),
    "age": say("age of the persons held"),
    "legal_status": say("legal status of the persons held"),
    "security": say("level of security"),
    "status": say("open or closed"),
    "conditions": say("conditions of registration"),
    "icrc_visits": say("visited effectively and regularly by the ICRC"),
    "code": say("key in another register"),
}
"""What may be said of a place as a text. A position is two numbers of degrees, "45.5,-9.25": North, East.

A ``code`` is the name of the other register and its key: "us-detention-codes:ABC".
"""

COUNTS: dict[str, str] = {
    "persons": say("persons held"),
    "persons_midnight": say("persons held at midnight"),
    "persons_average": say("persons held on average"),
    "men": say("men"),
    "women": say("women"),
    "juveniles": say("juveniles"),
    "remand": say("persons on remand"),
    "sentenced": say("sentenced persons"),
    "foreigners": say("foreign nationals"),
    "official_capacity": say("official capacity"),
    "working_capacity": say("working capacity"),
    "certified_capacity": say("certified capacity of the cells"),
    "unavailable_places": say("places out of use"),
    "capacity_men": say("official capacity for men"),
    "capacity_women": say("official capacity for women"),
    "deaths": say("deaths"),
    "deaths_natural": say("deaths from natural causes"),
    "deaths_suicide": say("deaths by suicide"),
    "deaths_homicide": say("deaths by homicide"),
    "deaths_accident": say("deaths by accident"),
    "deaths_unknown": say("deaths from unknown causes"),
    "admissions": say("admissions"),
    "releases": say("releases"),
    "transfers": say("transfers"),
    "staff": say("members of staff"),
    "isolation_cells": say("cells for isolation"),
    "cells": say("cells"),
    "convicted": say("persons with a criminal conviction"),
    "days_of_stay": say("average days of stay"),
    "guaranteed_minimum": say("guaranteed minimum of places paid"),
    "home_curfew": say("persons released under a curfew at home"),
}
"""What may be counted at a place: a whole number for a day, or for the period that ends on it."""

EVENTS: dict[str, str] = {
    "opened": say("opened"),
    "closed": say("closed"),
    "reopened": say("opened again"),
    "renamed": say("renamed"),
    "merged": say("merged into another place"),
    "split": say("split from another place"),
    "converted": say("turned into another kind of place"),
    "registered": say("registered"),
    "inspected": say("inspected by another body"),
}
"""What happens to a place on a day, in the world; what the office decides about identity is no event."""

PARTS: dict[str, str] = {
    "building": say("building"),
    "wing": say("wing"),
    "floor": say("floor"),
    "room": say("room"),
    "cell": say("cell"),
    "dormitory": say("dormitory"),
    "yard": say("yard"),
    "other": say("other part"),
}

_TOKEN = re.compile(r"(\+)?(-?\d+)(?:\*(\d+))?")


def kind_word(kind: str) -> str:
    """The English word for a kind; one without a word is shown as it is written."""
    return KINDS.get(kind) or kind.replace("_", " ")


def packed(days: Iterable[tuple[date, int]]) -> tuple[date, date, str]:
    """Numbers on days as first day, last day and a text; the days rise. Raises ``ValueError`` for none.

    A number stands for the next day, ``7*30`` for thirty days with the same number, ``+181`` leaves 181 days out.

    >>> packed([(date(2026, 1, 1), 5), (date(2026, 1, 2), 5), (date(2026, 1, 4), 7)])
    (datetime.date(2026, 1, 1), datetime.date(2026, 1, 4), '5*2 +1 7')
    """
    tokens: list[list[int]] = []  # number, how often; how often 0: days left out
    first = last = None
    for day, number in days:
        if last is None or first is None:
            first = day
        elif (gap := (day - last).days - 1) < 0:
            raise ValueError(f"{day} does not follow {last}")
        elif gap:
            tokens.append([gap, 0])
        if tokens and tokens[-1][1] and tokens[-1][0] == number:
            tokens[-1][1] += 1
        else:
            tokens.append([number, 1])
        last = day
    if first is None or last is None:
        raise ValueError("no day at all")
    return first, last, " ".join(_written(number, times) for number, times in tokens)


def _written(number: int, times: int) -> str:
    if not times:
        return f"+{number}"
    return str(number) if times == 1 else f"{number}*{times}"


def unpacked(first: date, text: str) -> Iterator[tuple[date, int]]:
    """The days and numbers that ``packed`` was given.

    >>> list(unpacked(date(2026, 1, 1), "5*2 +1 7"))[-1]
    (datetime.date(2026, 1, 4), 7)
    """
    day = first.toordinal()
    for token in text.split():
        found = _TOKEN.fullmatch(token)
        if found is None:
            raise ValueError(f"{token!r} is no number of a series")
        if found[1]:
            day += int(found[2])
            continue
        for _ in range(int(found[3] or 1)):
            yield date.fromordinal(day), int(found[2])
            day += 1
