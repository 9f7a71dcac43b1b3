"""Writing down what holds of places, and which of them may be one: technical rows, made again from what is kept.

Every act on places reckons those it touched in its own transaction; ``reckon_all`` makes everything again.
"""

from collections.abc import Collection, Iterable
from uuid import UUID

from unannounced.crafts.matching.wording import level as compared
from unannounced.duties.reckoning import Holds, day_of, number_of, reckoned
from unannounced.records.places.hearing import Group, groups_of
from unannounced.records.places.models import Place, PlaceNow, Twin
from unannounced.records.places.queries import level

AT_ONCE = 400
_WRITTEN = [field.attname for field in PlaceNow._meta.concrete_fields if not field.primary_key]
_LONGEST = 20_000
"""Characters of names kept for searching; the names of a place that has more stand in its listings."""


def reckon(places: Iterable[UUID]) -> int:
    """Reckon what holds of ``places`` and of those they are joined with; how many rows were written."""
    rows: list[PlaceNow] = []
    count = 0
    for group in groups_of(dict.fromkeys(places)):
        rows += _rows(group)
        if len(rows) >= AT_ONCE:
            count += _write(rows)
            rows = []
    return count + _write(rows)


def reckon_all() -> int:
    """Reckon every place again."""
    return reckon(Place.objects.order_by("pk").values_list("pk", flat=True))


def reckon_missing() -> int:
    """Reckon the places of which nothing was reckoned yet: those from before this was done."""
    return reckon(Place.objects.filter(now__isnull=True).values_list("pk", flat=True))


def _write(rows: Collection[PlaceNow]) -> int:
    PlaceNow.objects.bulk_create(
        rows, batch_size=AT_ONCE, update_conflicts=True, unique_fields=["place"], update_fields=_WRITTEN
    )
    return len(rows)


def _rows(group: Group) -> Iterable[PlaceNow]:
    """One row for each place of the group: all of them say what holds of the group."""
    holds = reckoned(group.heard)
    found = folded([*holds.names, *(one.name for one in group.places), holds.town, *group.keys])
    return [_row(place, group, holds, found) for place in group.places]


def _row(place: Place, group: Group, holds: Holds, found: str) -> PlaceNow:
    persons, capacity, before, position = holds.persons, holds.capacity, holds.before, holds.position
    return PlaceNow(
        place_id=place.pk,
        root_id=group.places[0].pk,
        state_id=place.state_id,
        name=holds.name[:200],
        names_folded=found,
        kind=holds.kind[:40],
        town=holds.town[:200],
        region=holds.region[:200],
        operator=holds.operator[:200],
        status=holds.status,
        latitude_e6=position[0] if position else None,
        longitude_e6=position[1] if position else None,
        persons=number_of(persons),
        persons_on=day_of(persons),
        persons_as=persons.what if persons else "",
        capacity=number_of(capacity),
        capacity_on=day_of(capacity),
        capacity_as=capacity.what if capacity else "",
        per_mille=holds.per_mille,
        before=number_of(before),
        before_on=day_of(before),
        suspicions=list(holds.suspicions),
        disagrees=holds.disagrees,
        listed=group.listed,
    )


def folded(texts: Iterable[str]) -> str:
    """Names as they are looked for, each once and in both manners: by signs between words, and as names are compared.

    >>> folded(["Sant’Agata", "SANT'AGATA"])
    'sant agata\\nsantagata'
    """
    forms = dict.fromkeys(form for text in dict.fromkeys(texts) for form in (level(text), compared(text)) if form)
    return "\n".join(forms)[:_LONGEST]


def note_twins(twins: Iterable[Twin]) -> None:
    """Offer pairs of places to a person; a pair that was offered before keeps the likelier word."""
    rows = list(twins)
    Twin.objects.bulk_create(
        rows,
        batch_size=AT_ONCE,
        update_conflicts=True,
        unique_fields=["first", "second"],
        update_fields=["likeness", "reasons"],
    )
