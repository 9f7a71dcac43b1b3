"""Places of the worked case that may be named on the portal, as registers of their States give them."""

from collections.abc import Collection

from unannounced.cli.demo.cast import Case
from unannounced.records.places.models import Place
from unannounced.records.publications.actions import decide_fields, hide_fields, publish_places

OF_A_STATE: dict[str, tuple[Collection[str], str]] = {
    "XXA": (
        ("name", "kind", "town", "region", "operator", "status", "persons", "official_capacity"),
        "The State publishes this list itself, and asked that reports and places be found together.",
    ),
    "XXB": (
        ("name", "kind", "town", "region", "operator", "status", "persons", "official_capacity", "events"),
        "The prison service publishes these itself; they are shown with their source.",
    ),
}
"""Which fields may be shown, and why."""
HIDDEN_OF, HIDDEN = "Sallow House", ("persons",)
HIDDEN_BECAUSE = "A house for juveniles with few residents: who comes and goes could be followed from number to number."


def show_places(case: Case) -> None:
    """Decide what may be shown of the places of two States, less of one of them, and publish the editions."""
    maud, at = case.viewers["maud"], case.calendar.now
    for place in Place.objects.filter(name=HIDDEN_OF):
        hide_fields(place, HIDDEN, because=HIDDEN_BECAUSE, by=maud, at=at)
    for code, (fields, because) in OF_A_STATE.items():
        decide_fields(case.states[code], fields, because=because, by=maud, at=at)
        publish_places(case.states[code], by=maud, at=at)
