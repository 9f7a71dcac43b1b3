"""The places whose numbers look as if they were not counted: why, in sentences, with the series itself."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from unannounced.crafts import curving
from unannounced.crafts.curving import Curve
from unannounced.crafts.mapping import Drawing
from unannounced.duties.reckoning import CLOSED, Edition, by_voice, persons_and_capacity, status_now
from unannounced.duties.series import Runs
from unannounced.duties.suspecting import (
    IN_DETAIL,
    PERSONS,
    SUSPICIONS,
    Counted,
    Suspicion,
    suspected,
    too_many,
)
from unannounced.duties.words import Sentence
from unannounced.records.places.hearing import Group, groups_of
from unannounced.records.places.models import PlaceNow, Source
from unannounced.records.places.queries import BY_OCCUPANCY
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages import places_asked
from unannounced.rooms.office.pages.choosing import choices
from unannounced.rooms.office.pages.item_choices import Filter
from unannounced.rooms.office.pages.places import PlaceRow, listed, rows_of
from unannounced.rooms.office.pages.places_asked import of_address

Told = dict[str, dict[str, tuple[Edition, Runs]]]
IN_A_ROW = 12
"""Numbers of a series in the words beside its drawing."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why the numbers are suspicious, in general and with these numbers, and whose numbers they are."""

    sentence: str
    detail: Sentence
    by: str


@dataclass(frozen=True, slots=True)
class Suspected:
    """A place, why its numbers are suspicious, and its series as drawing and as words."""

    row: PlaceRow
    reasons: list[Reason]
    drawing: Drawing | None
    numbers: list[tuple[date, int]]
    by: str


def suspicious(request: Asked) -> HttpResponse:
    """The places with a suspicious series, fifty on a page, the fullest first."""
    held = of_address(request.GET)
    filters = replace(held, sort=held.sort or BY_OCCUPANCY, suspicious=places_asked.YES)
    context = listed(request, filters, reverse("suspicious"))
    why = Filter("suspicion", _("Reason"), filters.suspicion, choices(_reasons(), filters.suspicion))
    context |= {
        "filters": replace(filters, suspicious=""),
        "first": [*(one for one in context["first"] if one.name in ("state", "kind")), why],
        "more": [one for one in context["more"] if one.name not in ("suspicious",)],
        "suspected": suspected_of(context["page"].object_list),
        "is_narrowed": replace(filters, suspicious="").narrowing,
    }
    return render(request, "office/suspicious.html", context)


def _reasons() -> dict[str, str]:
    return {what: _(sentence) for what, sentence in SUSPICIONS.items()}


def suspected_of(found: Iterable[PlaceNow]) -> list[Suspected]:
    """Some places with their reasons and series; a fixed number of statements."""
    places = list(found)
    groups = {group.places[0].pk: group for group in groups_of([place.pk for place in places])}
    told = {pk: by_voice(group.heard.series) for pk, group in groups.items()}
    titles = _titles({voice for voices in told.values() for voice in voices})
    return [
        _suspected(row, groups[place.pk], told[place.pk], titles)
        for place, row in zip(places, rows_of(places), strict=True)
        if place.pk in groups
    ]


def _titles(voices: Iterable[str]) -> dict[str, str]:
    """How registers are called, by the newest edition of each; what a person entered is called by its source."""
    rows = Source.objects.filter(register__in=[one for one in voices if one and one[0] != "\n"]).order_by("as_of")
    return dict(rows.values_list("register", "title"))


def _suspected(row: PlaceRow, group: Group, told: Told, titles: dict[str, str]) -> Suspected:
    voice, runs = _main(told)
    return Suspected(
        row=row,
        reasons=list(_reasons_for(group, told, titles)),
        drawing=_drawn(row, runs),
        numbers=_last(runs),
        by=_(titles.get(voice, voice.strip())) if voice.strip() else "",
    )


def _reasons_for(group: Group, told: Told, titles: dict[str, str]) -> Iterable[Reason]:
    """The reasons of each teller, then those that lie between tellers."""
    days = [one.day.toordinal() for one in group.heard.events if one.day is not None and one.what != "inspected"]
    closed = status_now(group.heard) == CLOSED
    for voice, counts in told.items():
        series = {what: runs for what, (_edition, runs) in counts.items()}
        for one in suspected(Counted(series, days, closed)):
            yield _reason(one, titles.get(voice, voice.strip()))
    persons, capacity = persons_and_capacity(told)
    held = capacity.number if capacity else group.heard.capacity
    for one in too_many(persons.number if persons else None, held):
        yield _reason(one, "")


def _reason(one: Suspicion, by: str) -> Reason:
    return Reason(_(SUSPICIONS[one.what]), Sentence(IN_DETAIL[one.what], one.facts), by)


def _main(told: Told) -> tuple[str, Runs]:
    """Who counts persons for longest, and what they count."""
    held = [(runs, voice) for voice, counts in told.items() for what, (_one, runs) in counts.items() if what in PERSONS]
    runs, voice = max(held, key=_length, default=((), ""))
    return voice, runs


def _length(held: tuple[Runs, str]) -> int:
    runs, _voice = held
    return sum(end - start + 1 for start, end, _number in runs)


def _drawn(row: PlaceRow, runs: Runs) -> Drawing | None:
    points = points_of(runs)
    if len(points) < 2:
        return None
    words = _("{name}: persons held from {first} to {last}")
    label = words.format(name=row.name, first=points[0][0].isoformat(), last=points[-1][0].isoformat())
    return curving.small(Curve(points), label=label)


def points_of(runs: Runs) -> list[tuple[date, int]]:
    """The first and the last day of each run with its number.

    >>> points_of([(1, 3, 5), (4, 4, 6)])[-1]
    (datetime.date(1, 1, 4), 6)
    """
    days: dict[int, int] = {}
    for start, end, number in runs:
        days[start] = days[end] = number
    return [(date.fromordinal(day), number) for day, number in days.items()]


def _last(runs: Runs) -> list[tuple[date, int]]:
    return points_of(runs)[-IN_A_ROW:]
