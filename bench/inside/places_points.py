"""How long the office takes for the map of places and for its points; and where the places are."""

from time import perf_counter
from typing import Any

from django.test import Client

from bench.inside.places_on_map import LOGIN
from bench.inside.signing_in import client_of
from bench.place_map import MAP, NOTHING, POINTS
from unannounced.records.places.models import PlaceNow

MILLION = 1e6


def main(times: str) -> dict[str, list[Any]]:
    """Milliseconds of each of ``times`` requests by address, and the degrees of all places."""
    client = client_of(LOGIN)
    took: dict[str, list[Any]] = {}
    for address in (NOTHING, POINTS, MAP):
        client.get(address)
        took[address] = [_milliseconds(client, address) for _time in range(int(times))]
    found = PlaceNow.objects.values_list("longitude_e6", "latitude_e6")
    took["places"] = [
        [east / MILLION, north / MILLION] for east, north in found if east is not None and north is not None
    ]
    return took


def _milliseconds(client: Client, address: str) -> float:
    begun = perf_counter()
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return (perf_counter() - begun) * 1000
