"""Ten thousand invented places with positions, and a session of somebody who looks at their map."""

import random
from datetime import date

from django.utils import timezone

from bench.inside.archive_people import main as make_people
from bench.inside.signing_in import client_of
from unannounced.records.accounts.models import Person
from unannounced.records.accounts.queries import viewer_of
from unannounced.records.places.actions import enter_places
from unannounced.records.places.models import Place, PlaceNow
from unannounced.records.states.actions import enter_states
from unannounced.records.states.models import State

LOGIN = "maud"
STATES = {"XXA": "Aldmoor", "XXB": "Bresk", "XXC": "Corvania", "XXD": "Dorvane", "XXE": "Eskarra", "XXF": "Fenwold"}
KINDS = ("prison", "remand_prison", "police_station", "psychiatric_hospital", "immigration_detention")
HUBS = 400
DAY = date(2026, 1, 1)


def main(count: str) -> str:
    """Make them, unless they are there; the key of the session."""
    if not Person.objects.filter(login=LOGIN).exists():
        make_people(LOGIN, "secretariat")
        at = timezone.now()
        by = viewer_of(Person.objects.get(login=LOGIN), at.date())
        enter_states({code: {"en": name, "fr": name} for code, name in STATES.items()}, invented=True, by=by.pk, at=at)
        states = list(State.objects.filter(code__in=STATES).order_by("code"))
        dice = random.Random(17)
        named = (f"{dice.choice(('North', 'South', 'Old', 'New'))} House {number}" for number in range(int(count)))
        places = [Place(state=dice.choice(states), name=name, kind=dice.choice(KINDS), capacity=100) for name in named]
        enter_places(places, by=by, at=at)
        _say_what_holds(places, dice)
    return client_of(LOGIN).cookies["office_session"].value


def _say_what_holds(places: list[Place], dice: random.Random) -> None:
    """Positions around some hundred towns of the whole world, a third of them without a known occupancy."""
    hubs = [(dice.uniform(-165, 178), dice.uniform(-45, 68)) for _ in range(HUBS)]
    PlaceNow.objects.filter(place__in=[place.pk for place in places]).delete()
    PlaceNow.objects.bulk_create((_now(place, dice.choice(hubs), dice) for place in places), batch_size=500)


def _now(place: Place, hub: tuple[float, float], dice: random.Random) -> PlaceNow:
    longitude, latitude = (hub[0] + dice.gauss(0, 2) + 180) % 360 - 180, hub[1] + dice.gauss(0, 1.5)
    known = dice.random() < 0.66
    persons = dice.randint(20, 190) if known else None
    return PlaceNow(
        place=place,
        root=place,
        state_id=place.state_id,
        name=place.name,
        names_folded=place.name.lower(),
        kind=place.kind,
        town=f"Town {dice.randrange(HUBS)}",
        operator=f"Operator {dice.randrange(40)}",
        status=dice.choices(("open", "closed", ""), (80, 10, 10))[0],
        latitude_e6=round(latitude * 1e6),
        longitude_e6=round(longitude * 1e6),
        persons=persons,
        persons_on=DAY if known else None,
        capacity=100,
        capacity_on=DAY,
        per_mille=persons * 10 if persons is not None else None,
    )
