"""Three hundred invented places with positions, for the map in a browser: ``python -m tests.browser.mapped HOME``."""

import os
import random
import sys


def main(home: str) -> None:
    """Enter them into the register of the demonstration, and say where they are."""
    os.environ["UNANNOUNCED_HOME"] = home
    from unannounced.cli.main import enter

    enter("office")
    from django.utils import timezone

    from unannounced.records.accounts.models import Person
    from unannounced.records.accounts.queries import viewer_of
    from unannounced.records.places.actions import enter_places
    from unannounced.records.places.models import Place, PlaceNow
    from unannounced.records.states.models import State

    at, dice = timezone.now(), random.Random(3)
    by = viewer_of(Person.objects.get(login="maud"), at.date())
    state = State.objects.get(code="XXF")
    rows = [Place(state=state, name=f"Mapped House {number}", kind="prison", capacity=100) for number in range(300)]
    for place in enter_places(rows, by=by, at=at):
        persons = dice.choice((None, 70, 95, 120, 180))
        PlaceNow.objects.update_or_create(
            place=place,
            defaults={
                "root": place,
                "state": state,
                "name": place.name,
                "names_folded": place.name.lower(),
                "kind": place.kind,
                "status": dice.choice(("open", "closed")),
                "longitude_e6": round((178 + dice.gauss(0, 3) + 180) % 360 * 1e6) - 180_000_000,
                "latitude_e6": round(dice.gauss(-17, 2) * 1e6),
                "persons": persons,
                "capacity": 100,
                "per_mille": persons and persons * 10,
            },
        )


if __name__ == "__main__":
    main(sys.argv[1])
