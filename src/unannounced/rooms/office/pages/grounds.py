"""The facts of the record that speak for a public statement on a State, with the pages where each is read."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from unannounced.duties import cooperating, dialogue, stating
from unannounced.duties.dialogue import FollowUp
from unannounced.duties.requesting import RequestStatus
from unannounced.duties.stating import GroundFact, OnRecord
from unannounced.duties.words import Sentence
from unannounced.records.accounts.queries import Viewer
from unannounced.records.readings.queries import repeating
from unannounced.records.recommendations.queries import items_seen_by
from unannounced.records.recommendations.tallying import standing_as, tally
from unannounced.records.requests.queries import requests_seen_by, standing_so
from unannounced.records.states.models import State
from unannounced.records.talks.queries import observations_known
from unannounced.records.visits.models import VisitedPlace
from unannounced.records.visits.queries import seen_by
from unannounced.rooms.web.templatetags.field_words import day as in_days
from unannounced.rooms.web.templatetags.field_words import said

AS_OF = lazy("Facts of the record on {today}:")


@dataclass(frozen=True, slots=True)
class ShownFact:
    """A fact with the ground it speaks for, and where its rows are read."""

    ground: str
    sentence: Sentence
    url: str


def facts_of(state: State, viewer: Viewer, *, today: date) -> tuple[GroundFact, ...]:
    """What the record holds that can be a ground, as far as ``viewer`` sees it; a fixed number of queries."""
    return stating.grounds(on_record(state, viewer, today=today))


def on_record(state: State, viewer: Viewer, *, today: date) -> OnRecord:
    """The numbers behind the facts."""
    items = items_seen_by(viewer, of_reports={"state": state})
    counts: dict[FollowUp, int] = {}
    oldest = today
    for one in tally(items, by=(), today=today):
        counts[one.status] = counts.get(one.status, 0) + one.count
        if one.status is FollowUp.OVERDUE and one.due_on:
            oldest = min(oldest, one.due_on)
    again = items.filter(repeating(viewer), standing_as(dialogue.OPEN, items, today=today))
    asked = requests_seen_by(viewer).filter(state=state)
    late = _observations_overdue(state, viewer, today)
    return OnRecord(
        overdue=counts.get(FollowUp.OVERDUE, 0),
        overdue_days=(today - oldest).days,
        observations=len(late),
        observations_days=max(late, default=0),
        requests_overdue=standing_so(asked, RequestStatus.OVERDUE, today=today).count(),
        hindered=_hindered(state, viewer),
        rejected=counts.get(FollowUp.REJECTED, 0),
        not_implemented=counts.get(FollowUp.NOT_IMPLEMENTED, 0),
        repeated=again.count(),
    )


def _observations_overdue(state: State, viewer: Viewer, today: date) -> list[int]:
    """For how many days each answer to an immediate observation is overdue; one query."""
    held = observations_known(viewer).filter(visit__state=state, due_on__lt=today)
    return [(today - due_on).days for due_on in held.values_list("due_on", flat=True)]


def _hindered(state: State, viewer: Viewer) -> int:
    visited = VisitedPlace.objects.filter(visit__in=seen_by(viewer).filter(state=state).order_by().values("pk"))
    rows = visited.order_by("day", "pk").values_list("pk", "day", "waited_minutes", "access")
    facts = (cooperating.AccessFact(str(pk), day, waited, note) for pk, day, waited, note in rows)
    return sum(map(cooperating.is_hindered, facts))


def in_words(facts: tuple[GroundFact, ...], *, today: date) -> str:
    """The facts as a text to begin with, in the reader's language."""
    if not facts:
        return ""
    lines = [str(AS_OF).format(today=in_days(today)), *(f"– {said(one.sentence, autoescape=False)}" for one in facts)]
    return "\n".join(lines)


def shown(facts: tuple[GroundFact, ...], state: State) -> list[ShownFact]:
    """The facts for a page, each leading to its rows."""
    return [ShownFact(_(stating.GROUND_WORDS[one.ground]), one.sentence, _url(one.what, state)) for one in facts]


def _url(what: str, state: State) -> str:
    items = reverse("items", args=[state.code])
    register = "invented" if state.invented else "real"
    return {
        "requests": f"{reverse('requests')}?register={register}&state={state.code}&status=overdue",
        "observations": f"{reverse('state', args=[state.code])}#observations-h",
        "hindered": reverse("cooperation", args=[state.code]),
        "repeated": f"{items}?follow-up=open&repeats=yes",
    }.get(what, f"{items}?follow-up={what}")
