"""The list of States: standing, visits, reports and open items, as far as the viewer may see."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language

from unannounced.crafts.law.conventions import shipped_conventions
from unannounced.duties.treaty.standing import BOUND, status
from unannounced.records.accounts.queries import Viewer
from unannounced.records.reports.models import Report
from unannounced.records.reports.queries import reports_seen_by
from unannounced.records.states import queries
from unannounced.records.treaties.queries import states_and_acts
from unannounced.records.visits.models import Visit
from unannounced.records.visits.queries import seen_by
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages.standings import ShownStanding, shown
from unannounced.rooms.office.pages.tracking import open_by_state

INVENTED = "invented"
REAL = "real"


@dataclass(frozen=True, slots=True)
class StateRow:
    """A State in the list."""

    code: str
    name: str
    url: str
    items_url: str
    standing: ShownStanding
    bound: bool
    visits: int
    reports: int
    still_open: int


def states(request: Asked) -> HttpResponse:
    """The real register, or the invented States; in a demonstration those by default. Never both."""
    register = request.GET.get("register", INVENTED if settings.DEMONSTRATION else REAL)
    invented = register == INVENTED
    rows = rows_of(request.viewer, invented=invented, today=request.moment.date())
    context = {
        "rows": rows,
        "invented": invented,
        "by_default": settings.DEMONSTRATION and "register" not in request.GET,
        "convention": settings.MECHANISM.convention,
        "bound": sum(row.bound for row in rows),
    }
    return render(request, "office/states.html", context)


def rows_of(viewer: Viewer, *, invented: bool, today: date) -> list[StateRow]:
    """A row for each State of one register; the number of queries does not depend on how many there are."""
    convention = settings.MECHANISM.convention
    acts = states_and_acts(convention, invented=invented)
    visits, reports = visits_by_state(viewer), reports_by_state(viewer)
    still_open = open_by_state(viewer, today=today, invented=invented)
    language = get_language() or "en"
    rows = []
    for state in queries.states(invented=invented):
        held = status(convention, acts.get(state.code, []), shipped_conventions(), on=today)
        rows.append(
            StateRow(
                code=state.code,
                name=state.name(language),
                url=reverse("state", args=[state.code]),
                items_url=reverse("items", args=[state.code]) + "?follow-up=open",
                standing=shown(held),
                bound=held.standing in BOUND,
                visits=visits[state.pk],
                reports=reports[state.pk],
                still_open=still_open[state.pk],
            )
        )
    return sorted(rows, key=_alphabetically)


def _alphabetically(row: StateRow) -> str:
    return row.name.casefold()


def visits_by_state(viewer: Viewer) -> Counter[UUID]:
    """How many visits to each State the viewer may see."""
    seen: QuerySet[Visit] = seen_by(viewer)
    return Counter(dict(seen.order_by().values_list("state").annotate(held=Count("id"))))


def reports_by_state(viewer: Viewer) -> Counter[UUID]:
    """How many reports on visits to each State the viewer may read."""
    seen: QuerySet[Report] = reports_seen_by(viewer)
    return Counter(dict(seen.order_by().values_list("state").annotate(held=Count("id"))))
