"""List the places of detention as they hold now: by State, kind, words of any name, or what looks wrong."""

import argparse
from typing import TYPE_CHECKING, Any

from unannounced.cli import main, speaking

if TYPE_CHECKING:
    from unannounced.records.places.models import PlaceNow

EXAMPLE = "unannounced places list --as maud --state XXB --sort occupancy"
SORTS = ("name", "occupancy", "persons", "capacity", "rise", "fall")


def arguments(command: argparse.ArgumentParser) -> None:
    """Which places, in which order, for whom."""
    command.add_argument("--as", dest="person", required=True, metavar="PERSON", help="the login of who looks")
    command.add_argument("--state", metavar="ISO3", default="", help="the State, by code or name")
    command.add_argument("--invented", action="store_true", help="the invented States instead of the real ones")
    command.add_argument("--kind", default="", help="such as prison or police_station")
    command.add_argument("--words", default="", help="words of a name now or before, of the town, or a key")
    command.add_argument("--suspicious", action="store_true", help="only those whose numbers look wrong")
    command.add_argument("--disagreeing", action="store_true", help="only those whose sources contradict each other")
    command.add_argument("--sort", choices=SORTS, default="name")
    command.add_argument("--most", type=int, metavar="N", default=50, help="at most so many (default: 50; 0: all)")
    command.add_argument("--json", action="store_true", help="print JSON, an object a line")


def run(asked: argparse.Namespace) -> int:
    """Print the places."""
    main.enter("office")
    from unannounced.records.places.queries import Sought, in_order, places_sought
    from unannounced.records.states.queries import UnknownState, state_called

    viewer = speaking.as_viewer(asked.person, speaking.now().date())
    try:
        state = state_called(asked.state) if asked.state else None
    except UnknownState as unknown:
        raise speaking.CommandProblem(str(unknown)) from unknown
    sought = Sought(
        state=state,
        invented=asked.invented,
        kind=asked.kind,
        suspicious=asked.suspicious,
        disagreeing=asked.disagreeing,
        words=asked.words,
    )
    found = in_order(places_sought(sought, viewer), asked.sort).select_related("state")
    rows = [row_of(one) for one in (found[: asked.most] if asked.most > 0 else found)]
    speaking.print_rows(rows, as_json=asked.json)
    return main.DONE


def row_of(now: "PlaceNow") -> dict[str, Any]:
    """A place as a list shows it."""
    return {
        "id": now.place_id,
        "state": now.state.code,
        "kind": now.kind,
        "persons": now.persons,
        "on": now.persons_on,
        "capacity": now.capacity,
        "percent": None if now.per_mille is None else round(now.per_mille / 10),
        "town": now.town,
        "name": now.name,
        "status": now.status,
        "suspicions": ", ".join(now.suspicions),
    }
