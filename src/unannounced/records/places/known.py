"""What the office knows already of the places that a table may speak of: by key, by name, and what was said before."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet, TextField
from django.db.models.functions import Cast

from unannounced.crafts.matching.values import Described
from unannounced.duties.reckoning import position_of
from unannounced.duties.series import Run, overlaid, runs_of
from unannounced.records.places.hearing import Joins, joins
from unannounced.records.places.models import Counts, Event, IdentityDecision, Listing, Parting, Place, PlaceNow, Source
from unannounced.records.places.queries import level

CODE = "code"
"""What says a place's key in another register: "register:key"."""

Print = tuple[str, str, str]
"""A name as a register writes it, with town and region, folded: what tells its places apart where it has no keys."""


def fingerprint(name: str, told: Collection[tuple[str, str]]) -> Print:
    """By what a register without keys tells a place from another one."""
    said = dict(told)
    return level(name), level(said.get("town", "")), level(said.get("region", ""))


def _prints(says: Iterable[Any]) -> list[Print]:
    told = [(what, value) for what, value, *_days in says]
    return [fingerprint(value, told) for what, value in told if what == "name"]


def stamp() -> str:
    """What the register of places stands at: another one once something was taken in, withdrawn, joined or parted."""
    counted = (Listing.objects.count(), Place.objects.count(), Source.objects.filter(withdrawn_at=None).count())
    decided = IdentityDecision.objects.order_by("-decided_at").values_list("decided_at", flat=True).first()
    parted = Parting.objects.count(), Parting.objects.filter(taken_back_at=None).count()
    return f"{counted} {decided and decided.isoformat()} {parted}"


@dataclass(slots=True)
class Before:
    """What one register said of one place before: attributes of its newest edition that has them, counts, events."""

    says: dict[str, set[str]] = field(default_factory=dict)
    series: dict[str, list[tuple[date, str]]] = field(default_factory=dict)
    events: set[tuple[str, date | None, str]] = field(default_factory=set)

    def runs(self, what: str) -> list[Run]:
        """The series of a count, its editions laid over each other."""
        runs: list[Run] = []
        for first, text in self.series.get(what, ()):
            runs = overlaid(runs, runs_of(first, text))
        return runs


class Known:
    """The places of some States as ``register`` knows them, and as everybody else does."""

    def __init__(self, register: str, title: str, states: Collection[UUID]) -> None:
        self.register = register
        self.title = title
        self.states = states
        self.joins: Joins = joins()
        self.by_key: dict[str, UUID] = {}
        self.by_print: dict[Print, set[UUID]] = defaultdict(set)
        self.unlisted: dict[tuple[str, Print], UUID] = {}
        self.of_register: dict[UUID, set[str]] = defaultdict(set)
        self.latest: UUID | None = None
        self.registers = {register, *Source.objects.values_list("register", flat=True).distinct()}
        self.editions = set(
            Source.objects.filter(register=register, title=title, withdrawn_at=None).values_list("pk", flat=True)
        )
        self._learn()

    def _learn(self) -> None:
        """Every listing of the register, in the order of its editions: the newest one says whose a key is."""
        rows = self._listings().values_list(
            "place_id", "key", "says", "source_id", "source__withdrawn_at", "place__now__listed"
        )
        for place, key, says, source, withdrawn, listed in rows.iterator(chunk_size=2000):
            prints = _prints(says)
            if withdrawn:
                if listed is False:
                    self.unlisted.update(dict.fromkeys([(key, one) for one in prints], place))
                continue
            if source in self.editions:
                self.latest = source
            if key:
                self.by_key[key] = place
            self.of_register[self.joins.root(place)].add(key)
            for one in prints:
                self.by_print[one].add(self.joins.root(place))

    def by_code(self, codes: Collection[str]) -> dict[str, UUID]:
        """The places that another register lists under one of ``codes`` ("register:key"), and no other place with it.

        Also the places that a row of another register says have a key of this one.
        """
        found: dict[str, set[UUID]] = defaultdict(set)
        listed = Listing.objects.filter(place__state__in=self.states, source__withdrawn_at=None).exclude(key="")
        keys = {code.partition(":")[2] for code in codes}
        for place, key, register in listed.values_list("place_id", "key", "source__register").iterator(chunk_size=2000):
            if key in keys and (code := f"{register}:{key}") in codes:
                found[code].add(self.joins.root(place))
        said = Listing.objects.filter(place__state__in=self.states, source__withdrawn_at=None)
        said = said.annotate(text=Cast("says", TextField())).filter(text__contains=f'"{self.register}:')
        for place, says in said.values_list("place_id", "says").iterator(chunk_size=2000):
            for what, value, *_days in says:
                if what == CODE and value in codes:
                    found[value].add(self.joins.root(place))
        return {code: next(iter(places)) for code, places in found.items() if len(places) == 1}

    def _listings(self) -> QuerySet[Listing]:
        found = Listing.objects.filter(source__register=self.register, place__state__in=self.states)
        return found.order_by("source__as_of", "source__taken_at", "row")

    def called(self, places: Iterable[UUID]) -> dict[UUID, str]:
        """The names of places as they are shown now."""
        return dict(PlaceNow.objects.filter(place__in=list(places)).values_list("place_id", "name"))

    def missing(self, places: Collection[UUID]) -> list[tuple[UUID, str]]:
        """The places of the register's last edition that are none of ``places``."""
        if self.latest is None:
            return []
        listed = Listing.objects.filter(source=self.latest).values_list("place_id", flat=True)
        gone = {self.joins.root(one) for one in listed} - {self.joins.root(one) for one in places}
        return sorted(self.called(gone).items(), key=lambda one: one[1])

    def before(self, places: Iterable[UUID]) -> dict[UUID, Before]:
        """What the register said before of each of ``places``, which a row is of; four queries."""
        wanted = {self.joins.root(one) for one in places}
        found: dict[UUID, Before] = defaultdict(Before)
        of_listing: dict[UUID, Before] = {}
        listings = self._listings().filter(source__withdrawn_at=None).values_list("pk", "place_id", "says")
        for pk, place, says in listings.iterator(chunk_size=2000):
            if (root := self.joins.root(place)) in wanted:
                of_listing[pk] = before = found[root]
                spoken: dict[str, set[str]] = defaultdict(set)
                for what, value, *_days in says:
                    spoken[what].add(value)
                before.says.update(spoken)
        heard = Counts.objects.filter(listing__source__register=self.register, listing__place__state__in=self.states)
        ordered = heard.order_by("listing__source__as_of", "listing__source__taken_at")
        for listing, series in ordered.values_list("listing_id", "series").iterator(chunk_size=500):
            if listing in of_listing:
                for what, (first, text) in series.items():
                    of_listing[listing].series.setdefault(what, []).append((date.fromisoformat(first), text))
        events = Event.objects.filter(listing__source__register=self.register, listing__place__state__in=self.states)
        for listing, what, day, other in events.values_list("listing_id", "what", "day", "other").iterator():
            if listing in of_listing:
                of_listing[listing].events.add((what, day, other))
        return found

    def described(self, code_of: dict[UUID, str], without: Collection[UUID]) -> list[Described]:
        """Every listed place of the States as all sources describe it, but those in ``without``; two queries."""
        places = PlaceNow.objects.filter(place=F("root"), listed=True, state__in=self.states).exclude(place__in=without)
        said: dict[UUID, dict[str, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
        keys: dict[UUID, dict[str, str]] = defaultdict(dict)
        listings = Listing.objects.filter(place__state__in=self.states, source__withdrawn_at=None)
        rows = listings.order_by("-source__as_of", "-source__taken_at").values_list(
            "place_id", "key", "says", "source__register"
        )
        for place, key, says, register in rows.iterator(chunk_size=2000):
            root = self.joins.root(place)
            for what, value, *_days in says:
                said[root][what][value] = None
                if what == CODE and (code := value.partition(":"))[0] in self.registers:
                    keys[root].setdefault(code[0], code[2])
            if key and register:
                keys[root].setdefault(register, key)
        return [_described(now, said[now.place_id], keys[now.place_id], code_of[now.state_id]) for now in places]


def _described(now: PlaceNow, said: dict[str, dict[str, None]], keys: dict[str, str], state: str) -> Described:
    def first(what: str) -> str:
        return next(iter(said.get(what, ())), "")

    figures = {"capacity": now.capacity, "persons": now.persons}
    place = (now.latitude_e6, now.longitude_e6)
    years = [day.year for day in (now.before_on, now.persons_on, now.capacity_on) if day]
    return Described(
        id=str(now.place_id),
        names=tuple(dict.fromkeys([now.name, *said.get("name", ()), *said.get("other_name", ())])),
        town=now.town,
        state=state,
        region=now.region,
        district=first("district"),
        address=first("address"),
        postcode=first("postcode"),
        kind=now.kind,
        operator=now.operator,
        sex=first("sex"),
        position=None if place[0] is None or place[1] is None else (place[0], place[1]),
        keys=keys,
        years=(min(years), max(years)) if years else None,
        figures={name: number for name, number in figures.items() if number is not None},
    )


def described_row(id: str, name: str, told: Iterable[tuple[str, str]], state: str, **more: Any) -> Described:
    """A place as a row of a table describes it; of what is said several times the last holds."""
    said = dict(told)
    others = [value for what, value in told if what in ("name", "other_name")]
    return Described(
        id=id,
        names=tuple(dict.fromkeys([name, *others])),
        town=said.get("town", ""),
        state=state,
        region=said.get("region", ""),
        district=said.get("district", ""),
        address=said.get("address", ""),
        postcode=said.get("postcode", ""),
        kind=said.get("kind", ""),
        operator=said.get("operator", said.get("authority", "")),
        sex=said.get("sex", ""),
        position=position_of(said.get("position", "")),
        **more,
    )
