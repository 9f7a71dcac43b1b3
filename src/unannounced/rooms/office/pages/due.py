"""What is due next, by day and by State: how each day was reckoned, and the reminders ahead of it."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from unannounced.duties.dialogue import distance
from unannounced.duties.reminding import Reminder
from unannounced.records.reprisals.queries import calls_awaited
from unannounced.rooms.office.doors import Asked, keeps
from unannounced.rooms.office.pages.choosing import choices, page_of, state_choices
from unannounced.rooms.office.pages.days_due import DueDay, DueKind, days_due
from unannounced.rooms.office.pages.shown import ShownDue

KIND_WORDS: dict[DueKind, str | Promise] = {
    DueKind.RESPONSES: lazy("responses to items"),
    DueKind.OBSERVATIONS: lazy("answers to immediate observations"),
    DueKind.ANSWERS: lazy("answers to requests"),
    DueKind.TRANSMISSION: lazy("transmission of reports"),
    DueKind.SESSION: lazy("sessions"),
    DueKind.BALLOTS: lazy("ballots in writing"),
    DueKind.DENUNCIATION: lazy("coming denunciations"),
    DueKind.CALLS: lazy("follow-up calls in cases of reprisal"),
}
NEXT, OVERDUE, ALL = "next", "overdue", "all"


@dataclass(frozen=True, slots=True)
class DueRow:
    """A day due in the list."""

    held: DueDay
    name: str
    url: str
    due: ShownDue
    reminders: list[Reminder]


def due(request: Asked) -> HttpResponse:
    """What is due next; what is overdue, or both, where the address asks for it."""
    today = request.moment.date()
    everything = sorted([*days_due(request.viewer, today=today), *_calls(request)], key=_by_day)
    when, state, kind = (request.GET.get(name, "") for name in ("when", "state", "kind"))
    when = when if when in (OVERDUE, ALL) else NEXT
    found = [one for one in everything if _is_wanted(one, when, state, kind, today)]
    page = page_of(request, found)
    states = {one.state.code: one.state for one in everything if one.state}
    overdue = sum(one.on < today for one in everything)
    context = {
        "page": page,
        "rows": [row(one, today=today) for one in page.object_list],
        "ahead": len(everything) - overdue,
        "overdue": overdue,
        "whens": _whens(when),
        "states": state_choices(states.values(), state),
        "kinds": choices({one.value: str(KIND_WORDS[one]) for one in _kinds(request)}, kind),
        "narrowed": bool(state or kind) or when != NEXT,
    }
    return render(request, "office/due.html", context)


def _kinds(request: Asked) -> list[DueKind]:
    """The kinds there are for the viewer: of calls keepers of the register of communications alone read."""
    return [one for one in DueKind if one is not DueKind.CALLS or keeps(request)]


def _calls(request: Asked) -> list[DueDay]:
    """The calls of the cases the viewer was entrusted with: they stand on this page, and in no calendar."""
    if not keeps(request):
        return []
    return [
        DueDay(
            DueKind.CALLS,
            one.due_on,
            None,
            1,
            before=(),
            name=one.reprisal.pseudonym,
            address=reverse("reprisal", args=[one.reprisal_id]),
        )
        for one in calls_awaited(request.viewer)
    ]


def _by_day(one: DueDay) -> date:
    return one.on


def _whens(held: str) -> list[tuple[str, str, bool]]:
    words = {NEXT: _("due today or later"), OVERDUE: _("overdue"), ALL: _("all")}
    return [(value, word, value == held) for value, word in words.items()]


def _is_wanted(one: DueDay, when: str, state: str, kind: str, today: date) -> bool:
    in_time = when == ALL or (one.on < today) == (when == OVERDUE)
    return in_time and state in ("", one.state.code if one.state else None) and kind in ("", one.kind.value)


def row(one: DueDay, *, today: date) -> DueRow:
    """A day due as the list shows it."""
    return DueRow(
        held=one,
        name=one.state.name(get_language() or "en") if one.state else "",
        url=one.path(today),
        due=ShownDue(one.on, distance(one.on, today), one.on < today, one.steps),
        reminders=list(one.next_reminders(today)),
    )
