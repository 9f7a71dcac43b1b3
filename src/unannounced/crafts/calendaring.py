"""Calendars on their way out: days that people subscribe to, as iCalendar (RFC 5545 and RFC 7986)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Alarm, Calendar, Event, vText

PRODUCT = "-//Unannounced//Days to remember//EN"
REFRESH = timedelta(days=1)
MORNING = timedelta(hours=9)  # a day begins at midnight, when nobody wants to be reminded

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Day:
    """A day to remember, all day long.

    ``uid`` names it for good, so that a changed day replaces the earlier one in people's calendars. ``alarms``
    says how many days before to remind, at nine in the morning; 0 is the day itself.
    """

    uid: str
    on: date
    title: str
    text: str = ""
    url: str = ""
    alarms: tuple[int, ...] = ()


def as_ics(name: str, days: Iterable[Day], *, stamp: datetime) -> bytes:
    """The calendar ``name`` with ``days`` in their order; the same days at the same ``stamp`` give the same bytes.

    It is published, not an invitation, and asks to be fetched again once a day.
    ``stamp`` is the moment it is made, with its zone; ``ValueError`` without one.
    """
    if stamp.tzinfo is None:
        raise ValueError("The moment a calendar is made needs a time zone.")
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for property_name in ("name", "x-wr-calname"):
        calendar.add(property_name, vText(_text(name)))  # a text by itself it would not take for one
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "P1D")
    made = stamp.astimezone(UTC).replace(microsecond=0)
    for day in days:
        calendar.add_component(_event(day, made))
    return bytes(calendar.to_ical(sorted=False))


def _event(day: Day, made: datetime) -> Event:
    event = Event()
    event.add("uid", _line(day.uid))
    event.add("dtstamp", made)
    event.add("dtstart", day.on)
    event.add("summary", _text(day.title))
    if day.text:
        event.add("description", _text(day.text))
    if day.url:
        event.add("url", _line(day.url))
    event.add("transp", "TRANSPARENT")  # a date to keep leaves the day free for work
    for before in day.alarms:
        event.add_component(_alarm(day, before))
    return event


def _alarm(day: Day, before: int) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _text(day.title))
    alarm.add("trigger", MORNING - timedelta(days=before))
    return alarm


def _text(text: str) -> str:
    """The text with line ends of one kind, and without characters that a calendar may not hold."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _line(text: str) -> str:
    """The text on one line, so that nothing in it begins a line of its own."""
    return "".join(_text(text).split())
