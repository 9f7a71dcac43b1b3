"""All that is said of places, gathered for reckoning what holds of them; a few queries, however many places."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from unannounced.duties.reckoning import Edition, Heard, Occurred, Said, Spoken
from unannounced.duties.series import Run, runs_of
from unannounced.duties.suspecting import CAPACITIES, PERSONS
from unannounced.records.places.models import Counts, Event, Listing, Place, Population, Source

RECKONED = frozenset({*PERSONS, *CAPACITIES, "men", "women", "cells", "staff"})
"""The counts that say something of what holds now, or let suspect something."""

AT_ONCE = 400


@dataclass(frozen=True, slots=True)
class Joins:
    """Which places were joined into which."""

    into: Mapping[UUID, UUID]

    def root(self, place: UUID) -> UUID:
        """The place it is shown as."""
        seen = {place}
        while (to := self.into.get(place)) is not None and to not in seen:
            seen.add(to)
            place = to
        return place

    def groups(self, places: Iterable[UUID]) -> dict[UUID, list[UUID]]:
        """For the root of each of ``places`` every place that is shown as it, the root first."""
        groups: dict[UUID, list[UUID]] = {root: [root] for root in map(self.root, places)}
        for one in self.into:
            if (root := self.root(one)) in groups and one != root:
                groups[root].append(one)
        return groups


def joins() -> Joins:
    """Every joining that stands; one query."""
    return Joins(dict(Place.objects.filter(joined_into__isnull=False).values_list("pk", "joined_into_id")))


@dataclass(slots=True)
class Group:
    """A place with those that were joined into it, the root first; what is said of them, their keys, whether listed."""

    places: list[Place]
    heard: Heard
    keys: list[str] = field(default_factory=list)
    listed: bool = False


def groups_of(places: Iterable[UUID]) -> Iterator[Group]:
    """The groups that ``places`` belong to, some hundred at a time with six queries each."""
    known, sources = joins(), _Editions()
    groups = list(known.groups(places).values())
    for start in range(0, len(groups), AT_ONCE):
        yield from _gathered(groups[start : start + AT_ONCE], sources)


class _Editions(dict[UUID, Edition | None]):
    """The editions by the ids of their sources; ``None`` for one that was withdrawn. One query for those asked."""

    def learn(self, ids: Iterable[UUID]) -> None:
        """Look up what is not known yet."""
        wanted = set(ids) - self.keys()
        for one in Source.objects.filter(pk__in=wanted).only(*_SOURCE) if wanted else ():
            self[one.pk] = None if one.withdrawn_at else edition_of(one)


_SOURCE = ("register", "title", "as_of", "taken_at", "withdrawn_at")


def edition_of(source: Source) -> Edition:
    """Who speaks in a source, and for which day."""
    by_hand = not source.register
    return Edition(by_a_person(source.title) if by_hand else source.register, source.as_of, source.taken_at, by_hand)


def by_a_person(title: str) -> str:
    """The voice of what a person entered from the source of that name: no register is called so."""
    return f"\n{title}"


def _gathered(groups: Sequence[Sequence[UUID]], editions: _Editions) -> list[Group]:
    ids = [one for group in groups for one in group]
    places = Place.objects.in_bulk(ids)
    made = {group[0]: _group([places[one] for one in group]) for group in groups}
    of_place = {one: made[group[0]] for group in groups for one in group}
    listings = list(Listing.objects.filter(place__in=ids).values_list("pk", "place_id", "source_id", "key", "says"))
    editions.learn(source for _pk, _place, source, _key, _says in listings)
    of_listing: dict[UUID, tuple[Group, Edition]] = {}
    for pk, place, source, key, says in listings:
        edition = editions[source]
        if edition is not None:
            of_listing[pk] = (of_place[place], edition)
            _listen(of_place[place], edition, key, says)
    for group in _without_listing(groups, {place for _pk, place, *_rest in listings}):
        made[group].listed = True
    _hear_counts(ids, of_listing)
    _hear_events(ids, of_listing)
    _hear_populations(ids, of_place)
    return list(made.values())


def _group(places: list[Place]) -> Group:
    root = places[0]
    capacity = next((one.capacity for one in places if one.capacity is not None), None)
    region = next((one.region for one in places if one.region), "")
    authority = next((one.authority for one in places if one.authority), "")
    return Group(places, Heard(root.name, root.kind, region, authority, capacity))


def _listen(group: Group, edition: Edition, key: str, says: Sequence[Sequence[Any]]) -> None:
    group.listed = True
    if key:
        group.keys.append(key)
    group.heard.says += [Said(what, value, edition, _day(since), _day(until)) for what, value, since, until in says]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _without_listing(groups: Sequence[Sequence[UUID]], listed: set[UUID]) -> Iterator[UUID]:
    """The roots of groups with a place that no source lists and none ever did: the office itself entered it."""
    return (group[0] for group in groups if any(one not in listed for one in group))


def _hear_counts(ids: Sequence[UUID], of_listing: Mapping[UUID, tuple[Group, Edition]]) -> None:
    rows = Counts.objects.filter(listing__place__in=ids).values_list("listing_id", "series")
    for listing, series in rows:
        if listing in of_listing:
            group, edition = of_listing[listing]
            group.heard.series += [
                Spoken(what, edition, runs_of(date.fromisoformat(first), text))
                for what, (first, text) in series.items()
                if what in RECKONED
            ]


def _hear_events(ids: Sequence[UUID], of_listing: Mapping[UUID, tuple[Group, Edition]]) -> None:
    for listing, what, day in Event.objects.filter(listing__place__in=ids).values_list("listing_id", "what", "day"):
        if listing in of_listing:
            group, edition = of_listing[listing]
            group.heard.events.append(Occurred(what, day, edition))


def _hear_populations(ids: Sequence[UUID], of_place: Mapping[UUID, Group]) -> None:
    said: dict[tuple[UUID, str], list[Run]] = defaultdict(list)
    rows = Population.objects.filter(place__in=ids).order_by("day").values_list("place_id", "source", "day", "persons")
    for place, source, day, persons in rows:
        said[place, source].append((day.toordinal(), day.toordinal(), persons))
    for (place, source), runs in said.items():
        edition = Edition(by_a_person(source), date.fromordinal(runs[-1][0]), by_hand=True)
        of_place[place].heard.series.append(Spoken("persons", edition, runs))
