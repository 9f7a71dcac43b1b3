"""Immediate observations of visits that wait for an answer: how each day was reckoned, and how far off it is."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings

from unannounced.duties import concluding
from unannounced.duties.dialogue import distance
from unannounced.records.accounts.queries import Viewer
from unannounced.records.states.models import State
from unannounced.records.talks.models import ImmediateObservation
from unannounced.records.talks.queries import observations_waiting
from unannounced.rooms.office.pages.shown import ShownDue


@dataclass(frozen=True, slots=True)
class ShownObservation:
    """An observation without an answer, and when that is due."""

    observation: ImmediateObservation
    due: ShownDue


def waiting_from(state: State, viewer: Viewer, *, today: date, at_most: int) -> list[ShownObservation]:
    """Those of visits to a State that ``viewer`` sees, the longest due first; one query."""
    held = observations_waiting(viewer).filter(visit__state=state)[:at_most]
    return [ShownObservation(one, shown_due(one, today)) for one in held]


def shown_due(one: ImmediateObservation, today: date) -> ShownDue:
    """The day on which its answer is or was due; how far off, only while it waits."""
    waits = one.answered_on is None
    due = concluding.due_as_set(one.made_on, one.due_on, settings.MECHANISM)
    return ShownDue(due.day, distance(due.day, today) if waits else None, waits and due.day < today, due.steps)
