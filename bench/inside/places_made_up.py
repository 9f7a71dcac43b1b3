"""A register of invented places: eight editions, half a year apart; and one place that is counted every day."""

from datetime import date, timedelta
from random import Random
from uuid import uuid4

from django.utils import timezone

from unannounced.duties.registering import packed
from unannounced.records.accounts.models import Person
from unannounced.records.accounts.queries import viewer_of
from unannounced.records.places.models import Counts, Listing, Place, Source
from unannounced.records.places.reckoning import reckon_all
from unannounced.records.states.actions import enter_states
from unannounced.records.states.models import State

EDITIONS = 8
AT_ONCE = 400
DAYS = 731
LAST = date(2026, 6, 30)
NAMES = ("Kestrel", "Sallow", "Heron", "Alder", "Marsh", "Quarry", "Linden", "Harbour", "Old Mill", "North Gate")
KINDS = ("prison", "remand_prison", "police_station", "juvenile_centre", "immigration_detention")
COUNTED = ("persons", "official_capacity", "men", "women", "deaths", "staff")
EVERY_DAY = "Place counted every day"


def main(size: str) -> int:
    """Make the places of four States; how many there are."""
    dice = Random(6)
    maud = Person.objects.get(login="maud")
    codes = {f"XX{letter}": {"en": f"Invented {letter}"} for letter in "QRST"}
    enter_states(codes, invented=True, by=viewer_of(maud, timezone.now().date()).pk, at=timezone.now())
    states = list(State.objects.filter(code__in=codes))
    places = [_place(number, states[number % len(states)], dice) for number in range(int(size))]
    Place.objects.bulk_create(places, batch_size=AT_ONCE)
    for edition in range(EDITIONS):
        day = LAST - timedelta(days=182 * (EDITIONS - 1 - edition))
        _edition(places, _source(day, maud, size), day, dice)
    _every_day(places[0].state, maud, dice)
    return reckon_all()


def _place(number: int, state: State, dice: Random) -> Place:
    name = f"{dice.choice(NAMES)} {dice.choice(NAMES)} {number}"
    return Place(id=uuid4(), state=state, name=name, kind=dice.choice(KINDS))


def _source(day: date, maud: Person, size: str) -> Source:
    source = Source(register="invented", title="Invented places", as_of=day, rows=int(size), confidence="verified")
    source.taken_by, source.taken_at, source.publisher = maud, timezone.now(), "Nobody"
    source.save()
    return source


def _edition(places: list[Place], source: Source, day: date, dice: Random) -> None:
    listings, counts = [], []
    for row, place in enumerate(places, start=2):
        listing = Listing(place=place, source=source, row=row, key=f"P{row}", says=_says(place, row))
        listings.append(listing)
        counts.append(_counts(listing, place, {what: {day: dice.randint(20, 900)} for what in COUNTED}))
    Listing.objects.bulk_create(listings, batch_size=AT_ONCE)
    Counts.objects.bulk_create(counts, batch_size=AT_ONCE)


def _says(place: Place, row: int) -> list[list[str | None]]:
    said = {
        "name": place.name,
        "kind": place.kind,
        "town": f"Town {row % 300}",
        "region": f"Region {row % 20}",
        "operator": f"Operator {row % 7}",
        "status": "open",
        "position": f"{40 + row % 20}.{row % 997:03d},{row % 30}.{row % 991:03d}",
    }
    return [[what, value, None, None] for what, value in said.items()]


def _counts(listing: Listing, place: Place, days: dict[str, dict[date, int]]) -> Counts:
    series = {}
    for what, numbers in days.items():
        first, _last, text = packed(numbers.items())
        series[what] = [first.isoformat(), text]
    every = [day for numbers in days.values() for day in numbers]
    return Counts(
        source=listing.source, listing=listing, state=place.state, first=min(every), last=max(every), series=series
    )


def _every_day(state: State, maud: Person, dice: Random) -> None:
    place = Place(state=state, name=EVERY_DAY, kind="immigration_detention")
    place.save()
    listing = Listing(place=place, source=_source(LAST, maud, "1"), row=2, key="D1", says=_says(place, 2))
    listing.save()
    days = [LAST - timedelta(days=DAYS - 1 - number) for number in range(DAYS)]
    _counts(listing, place, {what: {day: dice.randint(20, 900) for day in days} for what in COUNTED}).save()
