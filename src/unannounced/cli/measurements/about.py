"""Of which visit or place a command speaks, as far as the one who acts sees it."""

import argparse
from typing import TYPE_CHECKING
from uuid import UUID

from unannounced.cli.speaking import CommandProblem

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from unannounced.records.accounts.queries import Viewer
    from unannounced.records.places.models import Place
    from unannounced.records.visits.models import Visit


def visit_of(asked: argparse.Namespace, viewer: "Viewer") -> "Visit | None":
    """The visit that ``--visit`` names. Hidden and absent are one answer."""
    from unannounced.records.visits.queries import seen_by

    if not asked.visit:
        return None
    try:
        found = seen_by(viewer).select_related("state").filter(pk=UUID(asked.visit)).first()
    except ValueError:
        found = None
    if found is None:
        raise CommandProblem("There is no such visit. `unannounced list visits` prints those you may see.")
    return found


def places_among(asked: argparse.Namespace, visit: "Visit | None") -> "QuerySet[Place]":
    """The places that a name can mean: of the State visited, of the one named, or of every State."""
    from unannounced.records.places.models import Place
    from unannounced.records.states.queries import UnknownState, state_called

    if visit is not None:
        return Place.objects.filter(state=visit.state_id)
    if not asked.state:
        return Place.objects.all()
    try:
        return Place.objects.filter(state=state_called(asked.state))
    except UnknownState as unknown:
        raise CommandProblem(str(unknown)) from unknown


def place_of(asked: argparse.Namespace, places: "QuerySet[Place]") -> "Place | None":
    """The place that ``--place`` names."""
    from unannounced.records.measurements.naming import place_called

    if not asked.place:
        return None
    found = place_called(asked.place, places)
    if found is None:
        raise CommandProblem(
            f"No one place has the name “{asked.place}”. Write it as it stands in the register, or add --state."
        )
    return found
