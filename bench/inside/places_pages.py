"""The pages of the register of places, as a member of the secretariat reads them."""

from bench.inside.places_made_up import EVERY_DAY
from bench.inside.reading import milliseconds
from bench.inside.signing_in import client_of
from unannounced.records.places.models import Place


def main(times: str) -> dict[str, list[float]]:
    """The times of each page."""
    maud = client_of("maud")
    return {name: milliseconds(maud, path, int(times)) for name, path in addresses().items()}


def addresses() -> dict[str, str]:
    """Each page with its address."""
    every_day = Place.objects.get(name=EVERY_DAY)
    place = Place.objects.exclude(pk=every_day.pk).order_by("pk")[0]
    return {
        "/healthy/": "/healthy/",
        "a place": f"/places/{place.pk}/",
        "a place with two years of days": f"/places/{every_day.pk}/",
        "ranking": "/places/ranking/?register=invented",
        "ranking by the rise in a year": "/places/ranking/?register=invented&sort=rise",
        "list": "/places/?register=invented",
        "list, page 100 of it": "/places/?register=invented&page=100",
        "search": "/places/?register=invented&q=old+mill+heron",
        "suspicious": "/places/suspicious/?register=invented",
        "a State": "/states/XXQ/",
    }
