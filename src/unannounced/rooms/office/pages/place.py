"""The page of a place of detention: what it is, how full it is and what that means, who says so, and what was done."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from unannounced.duties.registering import COUNTS
from unannounced.duties.suspecting import SUSPICIONS
from unannounced.records.accounts.queries import Viewer
from unannounced.records.places.models import PlaceNow
from unannounced.records.places.said import KIND, NAME, OTHER_NAME, Happening, happenings
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages import place_dialogue, place_identity, place_numbers, place_said, place_space
from unannounced.rooms.office.pages.choosing import ON_A_PAGE
from unannounced.rooms.office.pages.offers import Offers, offers_on
from unannounced.rooms.office.pages.place_read import Read, found, read
from unannounced.rooms.office.pages.places import FULL, change_of
from unannounced.rooms.web.templatetags.field_words import day as written_day
from unannounced.rooms.web.templatetags.field_words import thin


@dataclass(frozen=True, slots=True)
class Now:
    """What holds of the place, in words."""

    kind: str
    status: str
    where: str
    percent: int | None
    over: bool
    change: int | None
    persons_word: str
    capacity_word: str
    suspicions: list[str]


@dataclass(frozen=True, slots=True)
class EventRow:
    """Something that happened to the place, and who says so."""

    day: date | None
    words: str
    note: str
    by: str


def place(request: Asked, place: UUID) -> HttpResponse:
    """One place, with everything that was joined into it. Everybody of the office may see the register."""
    now = found(place)
    if now.root_id != place:
        return redirect("place", now.root_id)
    return render(request, "office/place.html", context_of(now, request))


def context_of(now: PlaceNow, request: Asked) -> dict[str, Any]:
    """What the page shows; a fixed number of queries."""
    viewer, today = request.viewer, request.moment.date()
    held = read(now, today)
    happened = happenings(held.group, held.tellers)
    visited = place_dialogue.visits(held.group, viewer)
    events = Paginator([event_row(one) for one in happened], ON_A_PAGE).get_page(request.GET.get("page"))
    return {
        "now": now,
        "words": words_of(now),
        "answer": answer(now),
        "state_name": now.state.name(get_language() or "en"),
        "names": place_said.through_time(held, (NAME, OTHER_NAME)),
        "kinds": place_said.through_time(held, (KIND,)),
        "said": place_said.side_by_side(held),
        "once": place_said.said_once(held),
        "disagrees": any(told.disagrees for told in held.told.values()),
        "dated_facts": place_said.dated_facts(held),
        "page": events,
        "visited": visited,
        "concerning": place_dialogue.concerning(held, viewer, today),
        "lanes": place_dialogue.time_line(held, happened, visited, today),
        "today": today,
        "capacities": place_numbers.capacities(held),
        "entered_capacity": entered_capacity(held),
        **place_numbers.shown(held, request.GET.get("count", "")),
        **place_space.shown(held.group, now),
        **identity(held),
        "tables": place_numbers.tables(now.root_id),
        "measured_url": reverse("place_measured", args=[now.root_id]),
        "offers": offers(held, viewer, today),
    }


def words_of(now: PlaceNow) -> Now:
    """What holds, in words."""
    return Now(
        kind=place_said.value_word(KIND, now.kind),
        status=place_said.value_word("status", now.status),
        where=", ".join(filter(None, [now.town, now.region])),
        percent=None if now.per_mille is None else round(now.per_mille / 10),
        over=now.per_mille is not None and now.per_mille > FULL,
        change=change_of(now.persons, now.before),
        persons_word=_(COUNTS.get(now.persons_as, "persons held")),
        capacity_word=_(COUNTS.get(now.capacity_as, "official capacity")),
        suspicions=[_(SUSPICIONS[what]) for what in now.suspicions if what in SUSPICIONS],
    )


def answer(now: PlaceNow) -> str:
    """How full the place is, as the sentence the page begins with; what is missing, where that cannot be said."""
    facts = {"persons": thin(now.persons), "capacity": thin(now.capacity), "day": written_day(now.persons_on)}
    if now.persons is None:
        return _("Nobody has said yet how many persons are held here.")
    if now.per_mille is None or now.persons_on is None:
        words = _("On {day} it held {persons}; it is not known for how many it is meant.")
        return words.format(**facts)
    if now.per_mille > FULL:
        over = now.persons - (now.capacity or 0)
        words = _("On {day} it held {persons}, with a capacity of {capacity}: {over} more than it may hold.")
        return words.format(**facts, over=thin(over))
    return _("On {day} it held {persons}, with a capacity of {capacity}.").format(**facts)


def entered_capacity(held: Read) -> int | None:
    """The official capacity that was entered with the place, which nobody noted a day with."""
    return next((place.capacity for place in held.places if place.capacity is not None), None)


def event_row(one: Happening) -> EventRow:
    """Something that happened, as a row."""
    by = ", ".join(_(teller.title) for teller in one.tellers)
    return EventRow(one.day, place_dialogue.event_words(one), one.note, by)


def identity(held: Read) -> dict[str, Any]:
    """What was joined into the place, what was parted from it, what may be the same."""
    return {
        "joined": place_identity.joined(held.group, held.now.root_id),
        "parted": place_identity.parted(held.group),
        "likely": place_identity.may_be(held.group),
    }


def offers(held: Read, viewer: Viewer, today: date) -> Offers:
    """What can be done to the place."""
    return offers_on(held.main, viewer, today=today)
