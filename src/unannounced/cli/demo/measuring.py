"""Cells of one prison of the worked case measured on two visits: some better, one worse, one seen once alone."""

from unannounced.cli.demo.cast import Case
from unannounced.records.accounts.queries import Viewer
from unannounced.records.measurements.actions import Found, note_measurements
from unannounced.records.places.models import Place
from unannounced.records.visits.models import Delegate, Visit, VisitedPlace

THEN = {
    "Cell 12": {"room_area": "12", "annexe_area": "1.5", "persons": "3", "ceiling_height": "2.6"},
    "Cell 14": {"room_area": "9.6", "persons": "2", "ceiling_height": "2.4", "outdoor_hours": "0.5"},
    "Cell 21": {"room_area": "8.9", "annexe_area": "0", "persons": "3", "outdoor_hours": "1"},
    "Disciplinary cell 2": {"room_area": "6.4", "annexe_area": "1", "persons": "1", "wall_distance": "1.9"},
}
NOW = {
    "Cell 12": {"room_area": "12", "annexe_area": "1.5", "persons": "2", "ceiling_height": "2.6"},
    "Cell 14": {"room_area": "9.6", "annexe_area": "1.4", "persons": "2", "ceiling_height": "2.4"},
    "Cell 21": {"room_area": "8.9", "annexe_area": "0", "persons": "4", "outdoor_hours": "0.5"},
    "Cell 30": {"room_area": "18.5", "annexe_area": "1.6", "persons": "4", "outdoor_hours": "1"},
}
ROOM_KINDS = {"Disciplinary cell 2": "disciplinary"}


def measure_twice(case: Case) -> None:
    """What the first two visits to one prison measured, noted by a member of each delegation."""
    first, second = _visited_twice()
    for visited, cells in ((first, THEN), (second, NOW)):
        many = [
            Found(visited.place, name, visited.day, values, room_kind=ROOM_KINDS.get(name, "ordinary"))
            for name, values in cells.items()
        ]
        note_measurements(many, during=visited.visit, by=_member(case, visited.visit), at=case.calendar.now)


def _visited_twice() -> tuple[VisitedPlace, VisitedPlace]:
    """A prison that was visited, and its visit after that; of the State that is slow, if it has one."""
    visited = VisitedPlace.objects.filter(place__kind="prison").select_related("visit__state", "place")
    by_place: dict[Place, list[VisitedPlace]] = {}
    for one in visited.order_by("place__state__code", "place__name", "day"):
        by_place.setdefault(one.place, []).append(one)
    often = [held for held in by_place.values() if len({one.visit_id for one in held}) > 1]
    chosen = next((held for held in often if held[0].visit.state.code == "XXB"), often[0])
    return chosen[-2], chosen[-1]


def _member(case: Case, visit: Visit) -> Viewer:
    going = Delegate.objects.filter(visit=visit, head=True).select_related("person").get()
    return case.viewers[going.person.login]
