"""Entering places of detention and how many persons they hold."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from unannounced.duties.confidentiality import Act
from unannounced.records.accounts.queries import Viewer, permit
from unannounced.records.ledger.actions import act
from unannounced.records.places.models import Place, Population


def enter_places(places: Sequence[Place], *, by: Viewer, at: datetime) -> Sequence[Place]:
    """Enter new places into the register."""
    permit(Act.ENTER_PLACES, by)
    with act("enter places", by=by.pk, at=at) as line:
        return line.keep_all(places)


def enter_population(
    place: Place, persons: Mapping[date, int], *, source: str, by: Viewer, at: datetime
) -> Sequence[Population]:
    """Enter how many persons ``place`` held on each day, as ``source`` says it."""
    permit(Act.ENTER_PLACES, by)
    rows = [Population(place=place, day=day, persons=count, source=source) for day, count in persons.items()]
    with act("enter population", by=by.pk, at=at, about=place) as line:
        return line.keep_all(rows)
