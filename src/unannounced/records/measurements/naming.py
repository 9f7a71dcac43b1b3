"""Places and their parts by the names that people write."""

from uuid import UUID

from django.db.models import QuerySet

from unannounced.duties.measuring import folded
from unannounced.records.places.models import Part, Place


def place_called(name: str, among: "QuerySet[Place]") -> Place | None:
    """The place with this name or id, if there is just one, however it is written."""
    wanted = name.strip()
    try:
        return among.filter(pk=UUID(wanted)).first()
    except ValueError:
        pass
    found = list(among.filter(name__iexact=wanted)[:2])
    if not found and folded(wanted):
        alike = [pk for pk, called in among.values_list("pk", "name") if folded(called) == folded(wanted)]
        found = list(among.filter(pk__in=alike[:2]))
    return found[0] if len(found) == 1 else None


class Parts:
    """The parts of places by name; those of a place are fetched once."""

    def __init__(self) -> None:
        self._by_name: dict[UUID, dict[str, list[Part]]] = {}

    def called(self, place: Place, name: str) -> Part | None:
        """The part of a place that has this name, if just one has; otherwise the name stands alone."""
        if place.pk not in self._by_name:
            named: dict[str, list[Part]] = {}
            for part in Part.objects.filter(place=place):
                named.setdefault(folded(part.name), []).append(part)
            self._by_name[place.pk] = named
        found = self._by_name[place.pk].get(folded(name), []) if folded(name) else []
        return found[0] if len(found) == 1 else None
