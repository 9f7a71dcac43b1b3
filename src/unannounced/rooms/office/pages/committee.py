"""The committee on a day: its members and their terms, vacant seats, and the numbers that follow from them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from unannounced.duties import deciding, electing, stating
from unannounced.duties.confidentiality import COMMITTEE, Act
from unannounced.duties.electing import EndReason
from unannounced.duties.words import Sentence, say
from unannounced.records.accounts.queries import Viewer, permitted
from unannounced.records.committee.models import Election, Term
from unannounced.records.committee.queries import (
    Served,
    ended_with_state,
    last_day_of,
    members_on,
    open_elections,
    served_by,
    vacant_since,
)
from unannounced.records.states.models import State
from unannounced.records.treaties.queries import parties_on
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages.choosing import of_invented, page_of

SOON = timedelta(days=182)
"""How long before its last day a term is said to end soon (project choice)."""


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A member in office: seat, nationality, term, and what is to be done about it."""

    served: Served
    name: str
    last: date
    ends_soon: bool
    without_seat: bool
    why_ends: str
    url_end: str


@dataclass(frozen=True, slots=True)
class VacantRow:
    """A seat that nobody holds, since when, and the election to it where one is open."""

    state: State
    name: str
    since: date | None
    election: Election | None
    url_open: str


def committee(request: Asked) -> HttpResponse:
    """The members of a day, fifty on a page, and the seats that are vacant."""
    today, typed = request.moment.date(), request.GET.get("on", "").strip()
    day, unknown = _day(typed, today)
    invented = of_invented(request)
    terms = list(members_on(day, invented=invented))
    gone = ended_with_state(day, invented=invented)
    parties = parties_on(day, settings.MECHANISM.convention, invented=invented)
    seats = electing.seats_under(settings.MECHANISM, parties=len(parties), in_office=len(terms))
    page = page_of(request, terms)
    context = {
        "page": page,
        "rows": [row(one, set(parties), today, request.viewer) for one in served_by(page.object_list)],
        "left": [row(one, set(parties), today, request.viewer) for one in served_by(gone)],
        "vacant": _vacant(terms, parties, day, today, request.viewer),
        "seats": seats,
        "in_office": len(terms),
        "sums": sums(len(terms), seats),
        "day": day,
        "typed": typed or today.isoformat(),
        "unknown": unknown,
        "is_today": day == today,
        "invented": invented,
        "is_inside": bool(request.viewer.roles & COMMITTEE),
    }
    return render(request, "office/committee.html", context)


def row(served: Served, parties: set[str], today: date, viewer: Viewer) -> MemberRow:
    """A member as the table shows one."""
    term = served.term
    last = last_day_of(term)
    runs = term.ended_on is None and last >= today and bool(permitted(Act.END_TERM, viewer))
    gone = bool(settings.MECHANISM.convention == "ECPT" and term.state.code not in parties)
    return MemberRow(
        served=served,
        name=term.state.name(get_language() or "en"),
        last=last,
        ends_soon=today <= last <= today + SOON,
        without_seat=gone,
        why_ends=ended_words(term),
        url_end=reverse("term-end", args=[term.pk]) if runs else "",
    )


def ended_words(term: Term) -> str:
    """Why a term ended early, in words; empty where it did not."""
    reason, _colon, note = term.ended_because.partition(": ")
    if reason not in list(EndReason):
        return ""
    word = _(electing.END_WORDS[EndReason(reason)])
    return _("{reason}: {note}").format(reason=word, note=note) if note else word


def sums(members: int, seats: int) -> list[Sentence]:
    """What follows from so many members and seats for a quorum, and for a public statement that is theirs to make."""
    profile = settings.MECHANISM
    facts = {"members": members, "seats": seats, "quorum": deciding.quorum(members, profile)}
    facts |= {"by_members": deciding.statement_votes(members, profile)}
    facts |= {"by_seats": deciding.statement_votes(seats, profile)}
    found = [Sentence(say("A quorum of {members} members in office is {quorum}."), facts)]
    if not stating.decides_itself(profile):
        return found
    found.append(Sentence(say("A public statement needs {by_members} of {members} members in office."), facts))
    if seats != members:
        found.append(Sentence(say("Counted by the {seats} seats it would need {by_seats}."), facts))
    return found


def _vacant(terms: list[Term], parties: list[str], day: date, today: date, viewer: Viewer) -> list[VacantRow]:
    """The seats of the Parties of the day that nobody holds; only where there is one for each Party."""
    if settings.MECHANISM.convention != "ECPT":
        return []
    codes = sorted(set(parties) - {one.state.code for one in terms})
    since, states = vacant_since(codes, before=day), State.objects.filter(code__in=codes)
    opened: Mapping[UUID, Election] = {}
    if viewer.roles & COMMITTEE:
        opened = {one.state_id: one for one in open_elections().filter(state__code__in=codes)}
    may_open = bool(permitted(Act.OPEN_ELECTION, viewer)) and day == today
    found = [
        VacantRow(
            state=state,
            name=state.name(get_language() or "en"),
            since=since[state.code],
            election=opened.get(state.pk),
            url_open=reverse("state-open-election", args=[state.code]) if may_open and state.pk not in opened else "",
        )
        for state in states
    ]
    return sorted(found, key=_by_name)


def _by_name(one: VacantRow) -> str:
    return one.name.casefold()


def _day(typed: str, today: date) -> tuple[date, bool]:
    """The day that was typed; today, and that it was no day, where it is none."""
    try:
        return (date.fromisoformat(typed) if typed else today), False
    except ValueError:
        return today, True
