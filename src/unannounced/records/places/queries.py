"""Places of a State with their newest population."""

from dataclasses import dataclass
from fractions import Fraction

from django.db.models import OuterRef, QuerySet, Subquery

from unannounced.records.places.models import Place, Population
from unannounced.records.states.models import State


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


def places_of(state: State) -> QuerySet[Place]:
    """The places of a State by name, each with ``held`` and ``counted_on``: its newest population."""
    newest = Population.objects.filter(place=OuterRef("pk")).order_by("-day")
    return (
        Place.objects.filter(state=state)
        .annotate(held=Subquery(newest.values("persons")[:1]), counted_on=Subquery(newest.values("day")[:1]))
        .order_by("name")
    )
