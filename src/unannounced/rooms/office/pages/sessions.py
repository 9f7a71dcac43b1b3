"""Sessions: those ahead and those that were, opening one, and one with its agenda, attendance and votes."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from http import HTTPStatus
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from unannounced.duties import deciding
from unannounced.duties.confidentiality import COMMITTEE, Act
from unannounced.duties.decision import Refused, RefusedByRule
from unannounced.duties.words import Sentence, say
from unannounced.records.accounts.queries import Viewer, permitted
from unannounced.records.committee.actions import open_session
from unannounced.records.committee.models import AgendaPoint, Attendance, Session, Term
from unannounced.records.committee.queries import last_day_of, of_invented_states, sessions_seen_by
from unannounced.records.ledger.actions import KeptOtherwise
from unannounced.records.recommendations.decided import agenda_of, votes_seen_by
from unannounced.rooms.office.acts.registry import REGISTRY
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.forms.session import SessionForm
from unannounced.rooms.office.pages.choosing import page_of
from unannounced.rooms.office.pages.lines import ledger_lines
from unannounced.rooms.office.pages.offers import offers_on
from unannounced.rooms.office.pages.voted import addresses, shown_votes

ON_EVERY_POINT = ("conclude", "move-up", "move-down", "take-off")
ON_WORDS = ("hold-vote", "hold-secret-vote", "open-written")
LONGEST = 60
"""Days of a session whose attendance is shown (project choice)."""


@dataclass(frozen=True, slots=True)
class PointRow:
    """A point as the agenda shows it: its number among those one sees, what it is on, and what can be done."""

    number: int
    point: AgendaPoint
    url: str
    acts: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class DayRow:
    """Who attends on a day, and whether that is a quorum."""

    day: date
    names: list[str]
    quorum: Sentence
    is_quorum: bool
    url: str


def sessions(request: Asked) -> HttpResponse:
    """The sessions, those ahead first; with POST, open one."""
    refusal = permitted(Act.HOLD_VOTE, request.viewer)
    posted = request.method == "POST"
    if posted and isinstance(refusal, Refused):
        return _sessions(request, SessionForm(viewer=request.viewer), HTTPStatus.CONFLICT, refusal)
    form = SessionForm(request.POST if posted else None, viewer=request.viewer)
    if not posted:
        return _sessions(request, form, HTTPStatus.OK)
    if not form.is_valid():
        return _sessions(request, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    said = form.cleaned_data
    try:
        held = open_session(
            said["name"],
            begins=said["begins"],
            ends=said["ends"],
            by=request.viewer,
            at=request.moment,
            key=said["key"],
        )
    except RefusedByRule as refused:
        return _sessions(request, form, HTTPStatus.CONFLICT, refused.refusal)
    except KeptOtherwise:
        form.add_error(None, _("This was kept already, with other words. Open the page again to open another session."))
        return _sessions(request, form, HTTPStatus.CONFLICT)
    messages.success(request, _("The session is open: {name}.").format(name=held.name))
    return redirect("session", held.pk)


def _sessions(request: Asked, form: SessionForm, status: HTTPStatus, refusal: Refused | None = None) -> HttpResponse:
    today = request.moment.date()
    seen = sessions_seen_by(request.viewer)
    context = {
        "sits": list(seen.filter(begins__lte=today, ends__gte=today).order_by("begins", "pk")),
        "ahead": list(seen.filter(begins__gt=today).order_by("begins", "pk")[:50]),
        "page": page_of(request, seen.filter(ends__lt=today).order_by("-begins", "-pk")),
        "form": form if permitted(Act.HOLD_VOTE, request.viewer) else None,
        "refusal": refusal,
        "is_inside": bool(request.viewer.roles & COMMITTEE),
    }
    return render(request, "office/sessions.html", context, status=status)


def session(request: Asked, session: UUID) -> HttpResponse:
    """One session: agenda, attendance with the quorum, votes, and what was concluded."""
    found = get_object_or_404(sessions_seen_by(request.viewer), pk=session)
    today = request.moment.date()
    votes = votes_seen_by(request.viewer).filter(session=found).order_by("taken_on", "taken_at", "pk")
    page = page_of(request, votes)
    points = list(agenda_of(found, request.viewer))
    urls = addresses([(one.about, one.about_id) for one in points if one.about_id])
    context = {
        "session": found,
        "answer": answer(found, today),
        "points": [
            point_row(number, one, urls.get(one.about_id, ""), request.viewer)
            for number, one in enumerate(points, start=1)
        ],
        "days": days(found, today, request.viewer),
        "page": page,
        "votes": shown_votes(page.object_list),
        "next": list(sessions_seen_by(request.viewer).filter(begins__gt=found.ends).order_by("begins", "pk")[:3]),
        "offers": offers_on(found, request.viewer, today=today),
        "lines": ledger_lines([found.pk], request.viewer),
    }
    return render(request, "office/session.html", context)


def agenda(request: Asked, session: UUID) -> HttpResponse:
    """The agenda alone, to be printed."""
    found = get_object_or_404(sessions_seen_by(request.viewer), pk=session)
    context = {"session": found, "points": list(agenda_of(found, request.viewer))}
    return render(request, "office/session_agenda.html", context)


def answer(found: Session, today: date) -> Sentence:
    """When it sits, in one sentence."""
    facts = {"begins": found.begins, "ends": found.ends}
    if found.begins > today:
        return Sentence(say("It will sit from {begins} to {ends}."), facts)
    if found.ends < today:
        return Sentence(say("It sat from {begins} to {ends}."), facts)
    return Sentence(say("It sits until {ends}."), facts)


def point_row(number: int, point: AgendaPoint, url: str, viewer: Viewer) -> PointRow:
    """A point with the acts that its kind allows. Numbers count what one may see, and tell of nothing else."""
    names = (*ON_EVERY_POINT, *(() if point.about else ON_WORDS))
    acts = [
        (str(REGISTRY["point", name].verb), reverse(f"point-{name}", args=[point.pk]))
        for name in names
        if REGISTRY["point", name].suits(point) and permitted(REGISTRY["point", name].act, viewer)
    ]
    return PointRow(number, point, url, acts)


def days(found: Session, today: date, viewer: Viewer) -> list[DayRow]:
    """Each day of the session up to today, with who attends; two queries."""
    last = min(found.ends, today)
    count = max(0, min((last - found.begins).days + 1, LONGEST))
    invented = of_invented_states(today)
    terms = list(
        Term.objects.filter(state__invented=invented, begins__lte=last, ends__gte=found.begins).select_related("person")
    )
    noted: dict[date, set[UUID]] = defaultdict(set)
    held = Attendance.objects.filter(session=found, taken_back_at__isnull=True)
    for day, person in held.values_list("day", "person"):
        noted[day].add(person)
    may = bool(permitted(Act.NOTE_ATTENDANCE, viewer))
    return [day_row(found, found.begins + timedelta(days=one), terms, noted, may=may) for one in range(count)]


def day_row(found: Session, day: date, terms: list[Term], noted: dict[date, set[UUID]], *, may: bool) -> DayRow:
    """The attendance of one day, and the quorum as it fills."""
    members = {one.person_id: one.person.display_name for one in terms if one.begins <= day <= last_day_of(one)}
    there = sorted(members[pk] for pk in noted[day] if pk in members)
    needed = deciding.quorum(len(members), settings.MECHANISM)
    facts = {"present": len(there), "members": len(members), "needed": needed, "short": needed - len(there)}
    if len(there) >= needed:
        words = say("{present} of {members} members attend; {needed} are a quorum: there is one.")
    else:
        words = say("{present} of {members} members attend; {needed} are a quorum. Still missing: {short}.")
    url = f"{reverse('session-note-attendance', args=[found.pk])}?day={day.isoformat()}" if may else ""
    return DayRow(day, there, Sentence(words, facts), len(there) >= needed, url)
