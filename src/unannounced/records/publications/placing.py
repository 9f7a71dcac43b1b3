"""What may be shown of the places of a State, frozen: field by field as decided, each value with its source."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from unannounced.duties import chain, showing
from unannounced.duties.registering import ATTRIBUTES, unpacked
from unannounced.records.places.models import Counts, Event, Listing, Place, Source
from unannounced.records.publications.models import FieldDecision
from unannounced.records.states.models import State

MOST_SAYINGS, MOST_NUMBERS = 20, 120
"""How many different values of an attribute, and how many months of a count, leave for one place and register."""


@dataclass(frozen=True, slots=True)
class MayShow:
    """What may be shown of the places of a State: fields of all, of those also by hand; and what not, by place."""

    fields: frozenset[str]
    by_hand: frozenset[str]
    hidden: Mapping[UUID, frozenset[str]]

    def by_root(self, roots: Mapping[UUID, UUID]) -> "MayShow":
        """The same of places that are shown as one: what is hidden of either is hidden."""
        hidden: dict[UUID, frozenset[str]] = defaultdict(frozenset)
        for place, fields in self.hidden.items():
            hidden[roots.get(place, place)] |= fields
        return MayShow(self.fields, self.by_hand, hidden)

    def of(self, place: UUID, what: str, *, by_hand: bool) -> bool:
        """Whether ``what`` of a place may be shown."""
        allowed = self.by_hand if by_hand else self.fields
        return what in allowed and what not in self.hidden.get(place, frozenset())


@dataclass(slots=True)
class Gathered:
    """What the sources say of one place that may be shown."""

    says: dict[str, dict[str, tuple[date | None, Source]]] = field(default_factory=lambda: defaultdict(dict))
    counts: dict[date, dict[tuple[str, str], tuple[int, Source]]] = field(default_factory=lambda: defaultdict(dict))
    events: list[dict[str, Any]] = field(default_factory=list)


def may_show(state: State) -> MayShow:
    """What was decided for the places of a State; one query."""
    decisions = list(FieldDecision.objects.filter(state=state))
    hidden: dict[UUID, set[str]] = defaultdict(set)
    for one in decisions:
        if one.place_id is not None and not one.shown:
            hidden[one.place_id].add(one.field)
    of_all = [one for one in decisions if one.place_id is None and one.shown]
    return MayShow(
        frozenset(one.field for one in of_all),
        frozenset(one.field for one in of_all if one.by_hand),
        {place: frozenset(fields) for place, fields in hidden.items()},
    )


def shown_places(state: State) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The places of a State as they may be shown, by name, and the sources they rest on; six queries."""
    roots = _roots(state)
    may = may_show(state).by_root(roots)
    gathered: dict[UUID, Gathered] = defaultdict(Gathered)
    _gather_sayings(state, roots, may, gathered)
    _gather_counts(state, roots, may, gathered)
    _gather_events(state, roots, may, gathered)
    sources: dict[UUID, int] = {}
    places = [_place(root, found, sources) for root, found in gathered.items() if found.says.get("name")]
    held = Source.objects.in_bulk(list(sources))
    return sorted(places, key=lambda one: (one["name"], one["id"])), [_source(held[pk]) for pk in sources]


def frozen_places(state: State, *, edition: int, made_on: date) -> tuple[bytes, int]:
    """The canonical bytes of an edition of the places of a State, and how many places it shows."""
    places, sources = shown_places(state)
    content = {
        "state": {"code": state.code, "names": state.names, "invented": state.invented},
        "edition": edition,
        "made_on": made_on,
        "fields": sorted(may_show(state).fields),
        "sources": sources,
        "places": places,
    }
    return chain.canonical(content), len(places)


def _roots(state: State) -> dict[UUID, UUID]:
    """For each place of a State the place it is shown as."""
    into = dict(Place.objects.filter(state=state).values_list("pk", "joined_into_id"))
    roots = {}
    for pk in into:
        root, seen = pk, {pk}
        while (following := into.get(root)) is not None and following not in seen:
            root = following
            seen.add(root)
        roots[pk] = root
    return roots


def _gather_sayings(state: State, roots: Mapping[UUID, UUID], may: MayShow, gathered: dict[UUID, Gathered]) -> None:
    listings = Listing.objects.filter(place__state=state, source__withdrawn_at__isnull=True).select_related("source")
    for one in listings.order_by("source__as_of", "source__taken_at", "row").iterator(1000):
        root = roots[one.place_id]
        for what, value, since, _until in one.says:
            if what in ATTRIBUTES and may.of(root, what, by_hand=not one.source.register):
                day = date.fromisoformat(since) if since else None
                said = gathered[root].says[what]
                before = said.pop(value, None)
                said[value] = (day or (before and before[0]), one.source)


def _gather_counts(state: State, roots: Mapping[UUID, UUID], may: MayShow, gathered: dict[UUID, Gathered]) -> None:
    """Numbers by day; a later edition of a register says the day again and wins."""
    held = Counts.objects.filter(listing__place__state=state, source__withdrawn_at__isnull=True)
    ordered = held.select_related("source", "listing").order_by("source__as_of", "source__taken_at")
    for one in ordered.iterator(500):
        if one.listing is None:
            continue
        root = roots[one.listing.place_id]
        for what, (first, numbers) in one.series.items():
            if may.of(root, what, by_hand=not one.source.register):
                for day, number in unpacked(date.fromisoformat(first), numbers):
                    gathered[root].counts[day][what, one.source.register] = (number, one.source)


def _gather_events(state: State, roots: Mapping[UUID, UUID], may: MayShow, gathered: dict[UUID, Gathered]) -> None:
    held = Event.objects.filter(listing__place__state=state, listing__source__withdrawn_at__isnull=True)
    seen: set[tuple[UUID, str, date | None]] = set()
    for one in held.select_related("listing__source").order_by("day", "what"):
        root = roots[one.listing.place_id]
        by_hand = not one.listing.source.register
        if may.of(root, showing.EVENTS_FIELD, by_hand=by_hand) and (root, one.what, one.day) not in seen:
            seen.add((root, one.what, one.day))
            gathered[root].events.append({"what": one.what, "day": one.day, "note": one.note})


def _place(root: UUID, found: Gathered, sources: dict[UUID, int]) -> dict[str, Any]:
    says = {what: _sayings(said, sources) for what, said in found.says.items()}
    kinds = says.get("kind")
    return {
        "id": str(root),
        "name": says["name"][0]["value"],
        "kind": kinds[0]["value"] if kinds else "",
        "says": says,
        "counts": _counts(found.counts, sources),
        "events": found.events,
    }


def _sayings(said: Mapping[str, tuple[date | None, Source]], sources: dict[UUID, int]) -> list[dict[str, Any]]:
    """What was said last comes first."""
    newest = list(said.items())[::-1][:MOST_SAYINGS]
    return [{"value": value, "since": since, "source": _position(source, sources)} for value, (since, source) in newest]


def _counts(
    counted: Mapping[date, Mapping[tuple[str, str], tuple[int, Source]]], sources: dict[UUID, int]
) -> dict[str, list[dict[str, Any]]]:
    """For each count the last number of each month, days rising; few persons as null."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for what, register, day in _last_of_months(counted):
        number, source = counted[day][what, register]
        beside = {one: held for (one, of), (held, _) in counted[day].items() if of == register}
        shown = None if what in showing.withheld(beside) else number
        found[what].append({"day": day, "number": shown, "source": _position(source, sources)})
    return {what: sorted(rows, key=lambda one: one["day"]) for what, rows in found.items()}


def _last_of_months(counted: Mapping[date, Collection[tuple[str, str]]]) -> Iterator[tuple[str, str, date]]:
    """What is counted by which register on the last day of each month that it counts on, the newest months alone."""
    last: dict[tuple[str, str], dict[tuple[int, int], date]] = defaultdict(dict)
    for day in sorted(counted):
        for key in counted[day]:
            last[key][day.year, day.month] = day
    for (what, register), months in sorted(last.items()):
        for day in list(months.values())[-MOST_NUMBERS:]:
            yield what, register, day


def _position(source: Source, sources: dict[UUID, int]) -> int:
    return sources.setdefault(source.pk, len(sources))


def _source(source: Source) -> dict[str, Any]:
    """A source as the public reads it; of what was entered by hand no more than that it was."""
    by_hand = not source.register
    return {
        "title": "" if by_hand else source.title,
        "publisher": "" if by_hand else source.publisher,
        "licence": "" if by_hand else source.licence,
        "as_of": source.as_of,
    }
