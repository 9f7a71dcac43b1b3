"""Every day on which something is due, as far as somebody may see it: for the page, the command and calendars.

Visits are left out on purpose: the days are fetched by calendars on other people's servers, and no visit may be known
there before it is notified. Immediate observations count once the State knew of their visit, for those who see it.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import partial
from typing import assert_never
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from unannounced.crafts.calendaring import Day, as_ics
from unannounced.duties import concluding, confidentiality, reminding, requesting
from unannounced.duties.dialogue import DueDate, due_date
from unannounced.duties.reminding import Reminder
from unannounced.duties.words import Sentence, say
from unannounced.records.accounts.queries import Viewer
from unannounced.records.committee.models import Session
from unannounced.records.recommendations.decided import procedures_told_outside
from unannounced.records.recommendations.silence import silent
from unannounced.records.reports.queries import reports_seen_by
from unannounced.records.requests.queries import awaited
from unannounced.records.states.models import State
from unannounced.records.talks.queries import observations_known
from unannounced.rooms.office.pages.leaving import leaving_states


class DueKind(StrEnum):
    """What is due."""

    RESPONSES = "responses"
    OBSERVATIONS = "observations"
    ANSWERS = "answers"
    TRANSMISSION = "transmission"
    SESSION = "session"
    BALLOTS = "ballots"
    DENUNCIATION = "denunciation"
    CALLS = "calls"


AFTERWARDS = timedelta(days=95)
"""So long after the day due a calendar reminds of what nobody answered: at once, and after one to three months."""
_EXACT = say("The denunciation takes effect on {first}; until then the State is bound in full.")
_NOT_BEFORE = say("The day on which the denunciation takes effect is not known for sure: not before {first}.")


@dataclass(frozen=True, slots=True)
class DueDay:
    """So much of one kind, due from or on one State on one day; ``asked_on`` is the first day it was asked for.

    ``steps`` say how the day was reckoned, in each of the ways that lead to it. A session has no State and ``ends``. A
    call has the ``name`` of its case and the ``address`` of its page, and never leaves the office.
    """

    kind: DueKind
    on: date
    state: State | None
    count: int
    asked_on: date | None = None
    steps: tuple[Sentence, ...] = ()
    ends: date | None = None
    uid: str = ""
    before: tuple[int, ...] = reminding.BEFORE
    at_least: bool = False
    name: str = ""
    address: str = ""

    @property
    def title(self) -> str:
        """What is due, in words that may leave the office: how much, and of which State."""
        name = f"{self.state.name(get_language() or 'en')} ({self.state.code})" if self.state else ""
        match self.kind:
            case DueKind.RESPONSES:
                words = ngettext("{count} response due: {state}", "{count} responses due: {state}", self.count)
            case DueKind.OBSERVATIONS:
                words = ngettext(
                    "{count} answer to an immediate observation due: {state}",
                    "{count} answers to immediate observations due: {state}",
                    self.count,
                )
            case DueKind.ANSWERS:
                words = ngettext(
                    "{count} answer to a request due: {state}", "{count} answers to requests due: {state}", self.count
                )
            case DueKind.TRANSMISSION:
                words = ngettext(
                    "{count} report to be transmitted: {state}",
                    "{count} reports to be transmitted: {state}",
                    self.count,
                )
            case DueKind.SESSION:
                words = _("A session begins")
            case DueKind.BALLOTS:
                words = _("Last day for ballots in writing")
            case DueKind.CALLS:
                return _("Follow-up call: {name}").format(name=self.name)
            case DueKind.DENUNCIATION if self.at_least:
                words = _("A denunciation may take effect, no earlier than after this day: {state}")
            case DueKind.DENUNCIATION:
                words = _("Last day before a denunciation takes effect: {state}")
            case never:
                assert_never(never)
        return words.format(count=self.count, state=name)

    def path(self, today: date) -> str:
        """The page on which it is read."""
        if self.address or self.kind is DueKind.BALLOTS:
            return self.address or reverse("procedures")
        if self.state is None:
            return reverse("due")
        code = self.state.code
        match self.kind:
            case DueKind.RESPONSES:
                return f"{reverse('items', args=[code])}?follow-up={'overdue' if self.on < today else 'awaited'}"
            case DueKind.OBSERVATIONS:
                return f"{reverse('state', args=[code])}#observations-h"
            case DueKind.ANSWERS:
                register = "invented" if self.state.invented else "real"
                return f"{reverse('requests')}?register={register}&state={code}"
            case DueKind.DENUNCIATION:
                return reverse("state", args=[code])
            case _:
                return f"{reverse('state', args=[code])}#reports-h"

    @property
    def is_answered_late(self) -> bool:
        """Whether it stays to be done after its day, so that people are reminded then."""
        return self.kind not in (DueKind.SESSION, DueKind.BALLOTS, DueKind.DENUNCIATION, DueKind.CALLS)

    def reminders(self, until: date | None = None) -> tuple[Reminder, ...]:
        """The working days on which people are reminded: all before it, and those up to ``until`` after it."""
        last = until or self.on
        every = reminding.reminders(
            self.on, before=self.before, since=self.asked_on, today=last, profile=settings.MECHANISM
        )
        return tuple(one for one in every if one.days_before >= 0 or (self.is_answered_late and one.on <= last))

    def next_reminders(self, today: date) -> tuple[Reminder, ...]:
        """Those that are ahead, the first one after its day among them."""
        every = reminding.reminders_ahead(
            self.on, before=self.before, since=self.asked_on, today=today, profile=settings.MECHANISM
        )
        return tuple(one for one in every if one.days_before >= 0 or self.is_answered_late)


def days_due(viewer: Viewer, *, today: date) -> list[DueDay]:
    """Every day due that ``viewer`` may see, the earliest first; a fixed number of queries."""
    found = [*_responses(viewer, today), *_observations(viewer), *_transmissions(viewer)]
    if viewer.roles & confidentiality.COMMITTEE:
        found += [*_answers(viewer, today), *_sessions(today), *_ballots(viewer)]
        found += _denunciations(today)
    return sorted(found, key=_in_order)


def _in_order(one: DueDay) -> tuple[date, str, str, str]:
    return one.on, one.state.code if one.state else "", one.kind.value, one.uid


@dataclass(slots=True)
class _Gathered:
    """What is due on one day from one State, while it is gathered."""

    count: int
    asked_on: date
    steps: list[Sentence]


_ByDay = dict[tuple[UUID, date], _Gathered]


def _gather(held: _ByDay, state: UUID, due: DueDate, count: int, asked_on: date) -> None:
    found = held.setdefault((state, due.day), _Gathered(0, asked_on, []))
    found.count += count
    found.asked_on = min(found.asked_on, asked_on)
    found.steps += [step for step in due.steps if step not in found.steps]


def _as_days(kind: DueKind, held: _ByDay) -> list[DueDay]:
    states = State.objects.in_bulk({state for state, _day in held})
    return [
        DueDay(
            kind,
            on,
            states[state],
            found.count,
            found.asked_on,
            tuple(found.steps),
            uid=f"{kind.value}-{states[state].code}-{on.isoformat()}",
        )
        for (state, on), found in held.items()
    ]


def _responses(viewer: Viewer, today: date) -> list[DueDay]:
    held: _ByDay = {}
    for one in silent(reports_seen_by(viewer), today=today):
        _gather(held, one.state, one.due, one.count, one.known_on)
    return _as_days(DueKind.RESPONSES, held)


def _observations(viewer: Viewer) -> list[DueDay]:
    """Answers to what was observed at once, on visits that the viewer sees and the State knew of."""
    held: _ByDay = {}
    for state, made_on, due_on in observations_known(viewer).values_list("visit__state", "made_on", "due_on"):
        _gather(held, state, concluding.due_as_set(made_on, due_on, settings.MECHANISM), 1, made_on)
    return _as_days(DueKind.OBSERVATIONS, held)


def _answers(viewer: Viewer, today: date) -> list[DueDay]:
    held: _ByDay = {}
    for request in awaited(viewer, today=today).prefetch_related("reminders"):
        due = requesting.due(
            made_on=request.made_on,
            due_on=request.due_on,
            reminded=sorted((one.made_on, one.due_on) for one in request.reminders.all()),
            profile=settings.MECHANISM,
        )
        _gather(held, request.state_id, due, 1, request.made_on)
    return _as_days(DueKind.ANSWERS, held)


def _transmissions(viewer: Viewer) -> list[DueDay]:
    """The days by which the mechanism aims to transmit its reports, once their visits have ended."""
    held: _ByDay = {}
    profile, rule = settings.MECHANISM, _("aim of the mechanism")
    drafts = reports_seen_by(viewer).filter(transmitted_on__isnull=True, visit__talks_on__isnull=False)
    for state, talks_on in drafts.order_by("pk").values_list("state", "visit__talks_on"):
        if talks_on is not None:
            _gather(held, state, due_date(talks_on, profile.report_aim_months, profile, rule=rule), 1, talks_on)
    return _as_days(DueKind.TRANSMISSION, held)


def _sessions(today: date) -> list[DueDay]:
    ahead = Session.objects.filter(begins__gte=today).order_by("begins", "pk")
    return [DueDay(DueKind.SESSION, one.begins, None, 1, ends=one.ends, uid=f"session-{one.pk.hex}") for one in ahead]


def _ballots(viewer: Viewer) -> list[DueDay]:
    """The last days of the open written procedures that ``viewer`` may know of; their words stay in the office."""
    held = procedures_told_outside(viewer).filter(closed_at__isnull=True).order_by("closes_on", "pk")
    return [
        DueDay(DueKind.BALLOTS, one.closes_on, None, 1, asked_on=one.opened_on, uid=f"ballots-{one.pk.hex}")
        for one in held
    ]


def _denunciations(today: date) -> list[DueDay]:
    """The last days on which States are bound, which are public: what is to be decided before is on their pages."""
    return [
        DueDay(
            DueKind.DENUNCIATION,
            coming.last_day,
            state,
            1,
            steps=(Sentence(_EXACT if coming.exact else _NOT_BEFORE, {"first": coming.first_day}),),
            uid=f"denunciation-{state.code}",
            before=coming.before,
            at_least=not coming.exact,
        )
        for state, coming in leaving_states(today=today)
    ]


# As a calendar

BEHIND, AHEAD, MOST = timedelta(days=366), timedelta(days=3 * 366), 1000
"""How far a calendar reaches, and how many days it holds at most: the nearest to today (project choice)."""


def calendar(viewer: Viewer, *, today: date, address: str = "") -> bytes:
    """The days due that ``viewer`` may see, as iCalendar; ``address`` is that of the office, for the links.

    The same days give the same bytes on one day.
    """
    near = [one for one in days_due(viewer, today=today) if today - BEHIND <= one.on <= today + AHEAD]
    if len(near) > MOST:
        nearest = sorted(near, key=partial(_distance, today))[:MOST]
        near = sorted(nearest, key=_in_order)
    days = [_as_day(one, today=today, address=address) for one in near]
    name = settings.MECHANISM.in_language(get_language() or "en").short
    stamp = datetime.combine(today, time(), UTC)
    return as_ics(_("{mechanism}: what is due").format(mechanism=name), days, stamp=stamp)


def _distance(today: date, one: DueDay) -> int:
    return abs((one.on - today).days)


def _as_day(one: DueDay, *, today: date, address: str) -> Day:
    url = f"{address.rstrip('/')}{one.path(today)}" if address else ""
    alarms = tuple(reminder.days_before for reminder in one.reminders(one.on + AFTERWARDS))
    return Day(f"{one.uid}@unannounced", one.on, one.title, url, url, alarms)
