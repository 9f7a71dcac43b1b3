"""What the office itself did about a place, as far as the viewer may see it: visits, and the items that name it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from unannounced.duties import dialogue
from unannounced.records.accounts.queries import Viewer
from unannounced.records.places.said import NAME, OTHER_NAME, Happening
from unannounced.records.places.series import OFFICIAL, main_line
from unannounced.records.recommendations.queries import items_seen_by
from unannounced.records.recommendations.tallying import standing_as
from unannounced.records.visits.models import VisitedPlace
from unannounced.records.visits.queries import seen_by
from unannounced.rooms.office.pages import lanes, shown
from unannounced.rooms.office.pages.item_paging import threads_of
from unannounced.rooms.office.pages.lanes import Event, Lane
from unannounced.rooms.office.pages.place_read import Read
from unannounced.rooms.office.pages.place_said import value_word
from unannounced.rooms.office.pages.shown import ShownItem
from unannounced.rooms.web.templatetags.field_words import thin

MOST_VISITS, MOST_ITEMS, MOST_NAMES, MOST_EVENTS = 50, 12, 4, 20
SHORTEST_NAME = 5
"""Letters of a name that can be looked for in what items say: a shorter one is in every other word."""


@dataclass(frozen=True, slots=True)
class VisitedOn:
    """A day on which a delegation was at the place."""

    visited: VisitedPlace
    url: str
    kind: str


@dataclass(frozen=True, slots=True)
class Concerning:
    """The open items that name the place: the most pressing ones, how many there are, and where all of them are."""

    items: list[ShownItem]
    count: int
    url: str


def visits(group: Sequence[UUID], viewer: Viewer) -> list[VisitedOn]:
    """The newest days on which a delegation was there, of visits that ``viewer`` may see; one statement."""
    held = VisitedPlace.objects.filter(place__in=group, visit__in=seen_by(viewer).values("pk"))
    return [
        VisitedOn(one, reverse("visit", args=[one.visit_id]), lanes.visit_words(one.visit))
        for one in held.select_related("visit").order_by("-day", "-pk")[:MOST_VISITS]
    ]


def names_of(held: Read) -> list[str]:
    """The names by which items may call the place, those of today first."""
    told = [version for name in (NAME, OTHER_NAME) if name in held.told for version in held.told[name].versions]
    names = dict.fromkeys([held.now.name, *(version.value for version in told if version.holds)])
    names |= dict.fromkeys(version.value for version in told)
    return [name for name in names if len(name) >= SHORTEST_NAME][:MOST_NAMES]


def concerning(held: Read, viewer: Viewer, today: date) -> Concerning:
    """The open items that name the place, the first due first; few statements."""
    names = names_of(held)
    if not names:
        return Concerning([], 0, "")
    among = items_seen_by(viewer, of_reports={"state": held.now.state}).filter(_naming(names))
    if not among.exists():
        return Concerning([], 0, "")
    opened = among.filter(standing_as(dialogue.OPEN, among, today=today))
    keys = list(opened.order_by("-report__opened_on", "paragraph__number", "pk").values_list("pk", flat=True))
    found = [shown.item(one, today=today) for one in threads_of(keys[:MOST_ITEMS], today=today)] if keys else []
    asked = urlencode({"place": names[0], "follow-up": "open"})
    return Concerning(found, len(keys), f"{reverse('items', args=[held.now.state.code])}?{asked}")


def _naming(names: Sequence[str]) -> Q:
    found = Q()
    for name in names:
        found |= Q(place_named__icontains=name) | Q(text__icontains=name) | Q(paragraph__text__icontains=name)
    return found


def time_line(held: Read, happened: Sequence[Happening], visited: Sequence[VisitedOn], today: date) -> list[Lane]:
    """What changed and what was done, each in its lane."""
    return [
        lanes.lane(_("Names and kinds"), _names(held)),
        lanes.lane(_("What happened there"), _happened(happened)),
        lanes.lane(_("Official capacity"), _capacity(held)),
        lanes.lane(_("Visits"), _visited(visited, today)),
    ]


def _names(held: Read) -> list[Event]:
    events = []
    for attribute, words in ((NAME, _("called “{value}”")), ("kind", _("listed as {value}"))):
        for version in held.told[attribute].versions if attribute in held.told else ():
            if version.first is not None:
                said = words.format(value=value_word(attribute, version.value))
                kind = "" if version.holds else "former"
                events.append(Event(version.first, said, kind=kind, shape="dot" if version.holds else "ring"))
    return sorted(events, key=_day)[-MOST_EVENTS:]


def _happened(happened: Sequence[Happening]) -> list[Event]:
    dated = [one for one in happened if one.day is not None][:MOST_EVENTS]
    return [Event(one.day, event_words(one), shape="bar") for one in dated if one.day]


def event_words(one: Happening) -> str:
    """What happened, with the other place or body where there is one."""
    if not one.other:
        return _(one.word)
    if one.what == "renamed":
        return _("renamed, called “{other}” before").format(other=one.other)
    return _("{event}: {other}").format(event=_(one.word), other=one.other)


def _capacity(held: Read) -> list[Event]:
    """The days from which another official capacity is said."""
    line = main_line(held.lines.get(OFFICIAL, []))
    events, before = [], None
    for day, number in line.days.items() if line else ():
        if number != before:
            words = _("capacity {number}") if before is None else _("capacity {number}, {before} before")
            events.append(Event(day, words.format(number=thin(number), before=thin(before)), shape="half"))
        before = number
    return events[-MOST_EVENTS:]


def _visited(visited: Sequence[VisitedOn], today: date) -> list[Event]:
    return [
        Event(one.visited.day, one.kind, one.url, kind="pending" if one.visited.day > today else "", shape="check")
        for one in visited[:MOST_EVENTS]
    ]


def _day(event: Event) -> date:
    return event.day
