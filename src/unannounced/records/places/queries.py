"""Places of detention as they hold now: found by any of their names, narrowed down, put in an order, summed up.

What holds now stands in ``PlaceNow``, reckoned from all that was said. A place that was joined into another is
shown as that one, and a place that no source lists any more is not shown in lists.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from uuid import UUID

from anyascii import anyascii
from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast
from django.db.models.lookups import Contains

from unannounced.records.accounts.queries import Viewer
from unannounced.records.places.mapped import places_now
from unannounced.records.places.models import Place, PlaceNow, Population
from unannounced.records.states.models import State

BY_NAME, BY_OCCUPANCY, BY_PERSONS, BY_CAPACITY, BY_RISE, BY_FALL = (
    "name",
    "occupancy",
    "persons",
    "capacity",
    "rise",
    "fall",
)
SORTS = (BY_NAME, BY_OCCUPANCY, BY_PERSONS, BY_CAPACITY, BY_RISE, BY_FALL)
"""The orders of a list of places."""

_SIGNS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Occupancy:
    """Persons for each official place; ``rate`` is ``None`` where either number is not known."""

    persons: int | None
    capacity: int | None

    @property
    def rate(self) -> Fraction | None:
        """Persons divided by official capacity."""
        if self.persons is None or not self.capacity:
            return None
        return Fraction(self.persons, self.capacity)

    @property
    def percent(self) -> int | None:
        """The rate in whole hundredths."""
        return None if self.rate is None else round(self.rate * 100)


@dataclass(frozen=True, slots=True)
class Sought:
    """What places are wanted; empty means any. ``invented`` says of which register, unless a State is named.

    ``rated``: only those whose occupancy is known.
    """

    state: State | None = None
    invented: bool = False
    kind: str = ""
    region: str = ""
    operator: str = ""
    status: str = ""
    occupancy: str = ""
    suspicion: str = ""
    suspicious: bool | None = None
    disagreeing: bool = False
    rated: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class Summed:
    """How many places there are, and what those say together that say something.

    ``rated`` of them say both how many they hold and how many they may hold: of these is the ``occupancy``.
    """

    places: int
    persons: int | None
    counted: int
    capacity: int | None
    measured: int
    occupancy: Occupancy
    rated: int


def level(text: str) -> str:
    """``text`` in plain small letters, a space for signs between words.

    >>> level("Établissement  “Saint-Ör”"), level("ИК-5")
    ('etablissement saint or', 'ik 5')
    """
    return _SIGNS.sub(" ", anyascii(text).lower()).strip()


def places_of(state: State) -> QuerySet[Place]:
    """The places of a State by name, each with ``held`` and ``counted_on``: its newest population."""
    newest = Population.objects.filter(place=OuterRef("pk")).order_by("-day")
    return (
        Place.objects.filter(state=state)
        .annotate(held=Subquery(newest.values("persons")[:1]), counted_on=Subquery(newest.values("day")[:1]))
        .order_by("name")
    )


def places_sought(sought: Sought, viewer: Viewer) -> QuerySet[PlaceNow]:
    """The places that are ``sought``, each once, whatever was joined into it; in no order."""
    found = places_now(
        viewer,
        state=sought.state,
        invented=sought.invented,
        kind=sought.kind,
        status=sought.status,
        occupancy=sought.occupancy,
        text=sought.words,
    )
    if sought.region:
        found = found.filter(region__icontains=sought.region)
    if sought.operator:
        found = found.filter(operator__icontains=sought.operator)
    if sought.rated:
        found = found.filter(per_mille__isnull=False)
    if sought.disagreeing:
        found = found.filter(disagrees=True)
    reasons = Cast("suspicions", TextField())
    if sought.suspicious is False:
        return found.exclude(Contains(reasons, Value('"')))
    if sought.suspicious or sought.suspicion:
        wanted = f'"{sought.suspicion}"' if sought.suspicion else '"'
        found = found.filter(Contains(reasons, Value(wanted)))
    return found


def in_order(found: QuerySet[PlaceNow], sort: str) -> QuerySet[PlaceNow]:
    """``found`` in one of ``SORTS``; what is not known comes last."""
    match sort:
        case "occupancy":
            return found.order_by(F("per_mille").desc(nulls_last=True), "name", "pk")
        case "persons":
            return found.order_by(F("persons").desc(nulls_last=True), "name", "pk")
        case "capacity":
            return found.order_by(F("capacity").desc(nulls_last=True), "name", "pk")
        case "rise":
            return found.annotate(change=_change()).order_by(F("change").desc(nulls_last=True), "name", "pk")
        case "fall":
            return found.annotate(change=_change()).order_by(F("change").asc(nulls_last=True), "name", "pk")
        case _:
            return found.order_by("name", "pk")


def _change() -> Case:
    """By how many persons for a thousand a year earlier a place holds more; null where it is not known."""
    change = (F("persons") - F("before")) * Value(1000, BigIntegerField()) / F("before")
    return Case(When(before__gt=0, persons__isnull=False, then=change), output_field=BigIntegerField())


def summed(found: QuerySet[PlaceNow]) -> Summed:
    """What the places say together; one statement."""
    both = Q(per_mille__isnull=False)
    held: dict[str, Any] = found.order_by().aggregate(
        places=Count("pk"),
        held=Sum("persons"),
        counted=Count("persons"),
        may_hold=Sum("capacity"),
        measured=Count("capacity"),
        rated=Count("pk", filter=both),
        rated_persons=Sum("persons", filter=both),
        rated_capacity=Sum("capacity", filter=both),
    )
    return Summed(
        places=held["places"],
        persons=held["held"],
        counted=held["counted"],
        capacity=held["may_hold"],
        measured=held["measured"],
        occupancy=Occupancy(held["rated_persons"], held["rated_capacity"]),
        rated=held["rated"],
    )


def by_kind(found: QuerySet[PlaceNow]) -> list[Mapping[str, Any]]:
    """For each kind how many places there are, persons and capacity together, and their occupancy's parts."""
    both = Q(per_mille__isnull=False)
    return list(
        found.order_by()
        .values("kind")
        .annotate(
            places=Count("pk"),
            held=Sum("persons"),
            may_hold=Sum("capacity"),
            rated_persons=Sum("persons", filter=both),
            rated_capacity=Sum("capacity", filter=both),
        )
        .order_by("-places", "kind")
    )


def said_of(found: QuerySet[PlaceNow], column: str, *, at_most: int) -> list[str]:
    """The values that a column of ``found`` has, the most frequent first."""
    rows = found.exclude(**{column: ""}).order_by().values_list(column).annotate(held=Count("pk"))
    return [str(value) for value, _held in rows.order_by("-held", column)[:at_most]]


def states_with_places(*, invented: bool) -> QuerySet[State]:
    """The States of one register that have a place."""
    held = PlaceNow.objects.order_by().values("state").distinct()
    return State.objects.filter(invented=invented, pk__in=held)


def root_of(place: UUID) -> PlaceNow | None:
    """What holds of the place that this one is shown as; ``None`` where there is no such place."""
    shown_as = PlaceNow.objects.filter(place=place).values("root")
    return PlaceNow.objects.filter(place__in=shown_as).select_related("place", "state").first()


def called(state: State, words: str, viewer: Viewer, *, at_most: int) -> list[PlaceNow]:
    """The places of a State with all of ``words`` in their names, old or new; one alone if it is called just so."""
    wanted = level(words)
    if not wanted:
        return []
    found = list(in_order(places_sought(Sought(state=state, words=words), viewer), BY_NAME)[:at_most])
    just_so = [one for one in found if level(one.name) == wanted]
    return just_so if len(just_so) == 1 else found
