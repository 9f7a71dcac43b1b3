"""Cells of a visit measured, and the pages that say what the standards say of them."""

import random
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from time import perf_counter

from django.test import Client
from tests.world import World, make_world, moment, notify_and_end, plan

from bench.inside.signing_in import client_of
from unannounced.records.measurements import judging
from unannounced.records.measurements.actions import Found, note_measurements
from unannounced.records.measurements.queries import in_order, measured_on
from unannounced.records.visits.models import Visit

TIMES, REPEATS = 20, 3


def main(cells: str) -> dict[str, list[float]]:
    """Milliseconds of each way."""
    world = make_world()
    chance = random.Random(6)
    first, second = (_measured(world, int(cells), days_ago, chance) for days_ago in (60, 20))
    client = client_of("ines")
    place = world.places["XXB"].pk
    found: dict[str, list[float]] = {
        "first": [_milliseconds(lambda: _reckon(world, first)) for _ in range(REPEATS)],
        "fetched": [_milliseconds(lambda: in_order(measured_on(first, world.ines))) for _ in range(TIMES)],
    }
    pages = {
        "page": f"/visits/{first.pk}/measured/",
        "narrowed": f"/visits/{first.pk}/measured/?outcome=not_met",
        "compared": f"/places/{place}/measured/compare/?first={first.pk}&second={second.pk}",
    }
    for name, address in pages.items():
        _asked(client, address)
        found[name] = [_milliseconds(partial(_asked, client, address)) for _ in range(TIMES)]
    return found


def _measured(world: World, cells: int, days_ago: int, chance: random.Random) -> Visit:
    visit = plan(world, days_ago=days_ago)
    place = world.places["XXB"]
    many = [
        Found(place, f"Cell {number}", visit.begins + timedelta(days=number % 3), _values(number, chance))
        for number in range(cells)
    ]
    note_measurements(many, during=visit, by=world.ana, at=moment(visit.ends))
    return notify_and_end(world, visit)


def _values(number: int, chance: random.Random) -> dict[str, str]:
    """A cell unlike the others, its annexe measured in two of three."""
    values = {
        "room_area": f"{chance.uniform(6, 30):.2f}",
        "persons": str(chance.randint(1, 8)),
        "ceiling_height": f"{chance.uniform(2.2, 3):.2f}",
        "wall_distance": f"{chance.uniform(1.8, 3):.2f}",
        "outdoor_hours": str(chance.choice(["0", "0.5", "1", "2"])),
    }
    return values | ({"annexe_area": f"{chance.uniform(1, 2):.2f}"} if number % 3 else {})


def _reckon(world: World, visit: Visit) -> None:
    judging.forget()
    asked = judging.asked_now()
    for one in judging.taken_together(in_order(measured_on(visit, world.ines))):
        judging.marks_of(one, asked)


def _asked(client: Client, address: str) -> None:
    if client.get(address).status_code != 200:
        raise RuntimeError(f"{address} did not answer")


def _milliseconds(way: Callable[[], object]) -> float:
    start = perf_counter()
    way()
    return 1000 * (perf_counter() - start)
