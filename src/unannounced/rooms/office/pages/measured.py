"""What was measured on a visit, at a place, or of one subject, and what every standard says of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language

from unannounced.duties.standards import Rule
from unannounced.records.ledger.actions import note_readings
from unannounced.records.measurements.judging import (
    Asked as RulesAsked,
)
from unannounced.records.measurements.judging import (
    Together,
    asked_now,
    subject_key,
    taken_together,
    verdicts_of,
)
from unannounced.records.measurements.models import Measured
from unannounced.records.measurements.queries import (
    history_of,
    in_order,
    measured_at,
    measured_ever_seen_by,
    measured_on,
    measured_seen_by,
    places_of_many,
)
from unannounced.records.measurements.themes import THEMES, theme_of
from unannounced.records.measurements.valuing import as_values
from unannounced.records.places.models import Place
from unannounced.records.visits.models import Visit
from unannounced.records.visits.queries import seen_by
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages import measured_rows
from unannounced.rooms.office.pages.choosing import page_of
from unannounced.rooms.office.pages.exporting import FORMATS, table
from unannounced.rooms.office.pages.exports import NOWHERE
from unannounced.rooms.office.pages.lanes import visit_words
from unannounced.rooms.office.pages.lines import ledger_lines
from unannounced.rooms.office.pages.offers import offers_on


@dataclass(frozen=True, slots=True)
class TakeAlong:
    """An address that gives the list as a file."""

    word: str
    url: str


@dataclass(frozen=True, slots=True)
class ShownValue:
    """A value as it was written, with its measure in words."""

    measure: str
    value: str


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One measurement: its values, who noted it, and whether another one replaced it."""

    row: Measured
    url: str
    values: list[ShownValue]
    here: bool


@dataclass(frozen=True, slots=True)
class ThemeOfVerdicts:
    """The verdicts on one theme."""

    word: str
    verdicts: list[measured_rows.ShownVerdict]


def visit_measured(request: Asked, visit: UUID) -> HttpResponse:
    """What was measured on a visit. Hidden and absent are the same answer by the same query."""
    found = _visit(request, visit)
    base = reverse("visit_measured", args=[found.pk])
    context = _list_of(request, _subjects(request, found), base)
    note_readings([found], by=request.viewer.pk, at=request.moment)
    more = {
        "visit": found,
        "state": found.state,
        "name": found.state.name(get_language() or "en"),
        "kind": visit_words(found),
        "note_url": reverse("visit-note-measurement", args=[found.pk]),
        "table_url": reverse("visit-take-in-measurements", args=[found.pk]),
    }
    return render(request, "office/measured.html", context | more)


def place_measured(request: Asked, place: UUID) -> HttpResponse:
    """What was measured at a place, on every visit that somebody sees and outside any."""
    found = _place(place)
    subjects = _subjects(request, found)
    base = reverse("place_measured", args=[found.pk])
    context = _list_of(request, subjects, base)
    _note_visits(request, subjects)
    more = {
        "place": found,
        "place_url": page_of_place(found),
        "state": found.state,
        "name": found.state.name(get_language() or "en"),
        "compare_url": reverse("place_compared", args=[found.pk]),
        "by_visit": True,
        "note_url": reverse("place-note-measurement", args=[found.pk]),
        "table_url": reverse("place-take-in-measurements", args=[found.pk]),
    }
    return render(request, "office/measured.html", context | more)


def measurement(request: Asked, measurement: UUID) -> HttpResponse:
    """One measurement with everything that was measured of the same subject, every verdict, and its history."""
    seen = measured_ever_seen_by(request.viewer)
    found = get_object_or_404(seen, pk=measurement)
    if found.visit is not None:
        note_readings([found.visit], by=request.viewer.pk, at=request.moment)
    asked, together = asked_now(), _with_beside(found, request)
    shown = measured_rows.shown_subject(together, asked)
    history = history_of(found, request.viewer)
    context = {
        "measured": found,
        "shown": shown,
        "replaced": getattr(found, "replaced_by", None),
        "state": found.place.state,
        "name": found.place.state.name(get_language() or "en"),
        "visit": found.visit,
        "kind": visit_words(found.visit) if found.visit else "",
        "place_url": page_of_place(found.place),
        "list_url": _list_url(found),
        "rows": [_row(one, asked, here=one.pk == found.pk) for one in together.rows],
        "history": [_row(one, asked, here=one.pk == found.pk) for one in history] if len(history) > 1 else [],
        "themes": _by_theme(together, asked),
        "offers": offers_on(found, request.viewer, today=request.moment.date()),
        "next_url": _next_url(found),
        "lines": ledger_lines([one.pk for one in history], request.viewer),
    }
    return render(request, "office/measurement.html", context)


def _visit(request: Asked, visit: UUID) -> Visit:
    found: Visit = get_object_or_404(seen_by(request.viewer).select_related("state"), pk=visit)
    return found


def _place(place: UUID) -> Place:
    return get_object_or_404(Place.objects.select_related("state"), pk=place)


def _subjects(request: Asked, of: Visit | Place) -> list[Together]:
    """The subjects of a visit or of a place, as far as the viewer sees what was measured of them."""
    if isinstance(of, Visit):
        rows = measured_on(of, request.viewer)
    else:
        rows = measured_at(places_of_many([of.pk]), request.viewer)
    return taken_together(in_order(rows))


def _list_of(request: Asked, subjects: Sequence[Together], base: str) -> dict[str, Any]:
    """The summary of all, and the fifty verdicts of the page that is asked for."""
    asked, filters = asked_now(), measured_rows.filters_of(request.GET.dict())
    found = measured_rows.judged(subjects, asked)
    page = page_of(request, measured_rows.Hits(found, filters))
    return {
        "base": base,
        "summary": measured_rows.summary(found, base),
        "filters": filters,
        "page": page,
        "shown": measured_rows.with_words(page.object_list, asked),
        "off": _off(asked),
        "exports": [
            TakeAlong(one.word, f"{base.rstrip('/')}.{one.ending}?{request.GET.urlencode()}") for one in FORMATS
        ],
    }


def _off(asked: RulesAsked) -> list[Rule]:
    return list(asked.book.off(asked.signed_off))


def _note_visits(request: Asked, subjects: Sequence[Together]) -> None:
    """Note that the visits were read, each once."""
    visits = {one.visit_id: one.last.visit for one in subjects if one.last.visit is not None}
    note_readings(visits.values(), by=request.viewer.pk, at=request.moment)


def _with_beside(found: Measured, request: Asked) -> Together:
    """The measurement together with what else was measured of the same subject; alone if it was replaced."""
    if getattr(found, "replaced_by", None) is not None or not found.values:
        return taken_together([found])[0]
    beside = measured_seen_by(request.viewer).filter(place=found.place_id, visit=found.visit_id).exclude(values={})
    if found.visit_id is None:
        beside = beside.filter(day=found.day)
    if found.part_id:
        beside = beside.filter(part=found.part_id)
    same = [row for row in beside.select_related("noted_by") if subject_key(row) == subject_key(found)]
    together = taken_together(same or [found])
    return next((one for one in together if found.pk in {row.pk for row in one.rows}), together[0])


def _row(one: Measured, asked: RulesAsked, *, here: bool) -> ShownRow:
    language, measures = get_language() or "en", asked.book.measures
    values = [
        ShownValue(measures[name].name(language), measured_rows.value_words(measures[name], value))
        for name, value in as_values(one.values).items()
    ]
    return ShownRow(one, reverse("measurement", args=[one.pk]), values, here)


def _by_theme(together: Together, asked: RulesAsked) -> list[ThemeOfVerdicts]:
    """Every verdict by theme, what fails first; what applies to nothing of this last."""
    order = list(measured_rows.SHAPES)
    by_theme: dict[str, list[measured_rows.ShownVerdict]] = {theme: [] for theme in THEMES}
    for verdict in sorted(verdicts_of(together, asked), key=lambda one: order.index(one.outcome)):
        by_theme[theme_of(verdict.rule.id)].append(measured_rows.shown_verdict(verdict, asked))
    held = [ThemeOfVerdicts(THEMES[theme], verdicts) for theme, verdicts in by_theme.items() if verdicts]
    return sorted(held, key=lambda one: order.index(one.verdicts[0].verdict.outcome))


def _list_url(found: Measured) -> str:
    if found.visit_id:
        return reverse("visit_measured", args=[found.visit_id])
    return reverse("place_measured", args=[found.place_id])


def _next_url(found: Measured) -> str:
    """The form for the next room of the same place on the same day."""
    if not found.visit_id:
        return reverse("place-note-measurement", args=[found.place_id])
    same = {"place": found.place.name, "day": found.day.isoformat(), "room_kind": found.room_kind}
    return f"{reverse('visit-note-measurement', args=[found.visit_id])}?{urlencode(same)}"


def page_of_place(place: Place) -> str:
    return _reverse_if("place", place.pk)


def _reverse_if(name: str, key: UUID) -> str:
    """The address of a page, or nothing while the office has no such page."""
    try:
        return reverse(name, args=[key])
    except NoReverseMatch:
        return ""


def visit_measured_table(request: Asked, visit: UUID, ending: str) -> HttpResponseBase:
    """The verdicts of a visit as a table, with the filters of the page."""
    found = _visit(request, visit)
    note_readings([found], by=request.viewer.pk, at=request.moment)
    return _table(request, _subjects(request, found), ending)


def place_measured_table(request: Asked, place: UUID, ending: str) -> HttpResponseBase:
    """The verdicts of a place as a table, with the filters of the page."""
    subjects = _subjects(request, _place(place))
    _note_visits(request, subjects)
    return _table(request, subjects, ending)


def _table(request: Asked, subjects: Sequence[Together], ending: str) -> HttpResponseBase:
    asked = asked_now()
    found = measured_rows.Hits(measured_rows.judged(subjects, asked), measured_rows.filters_of(request.GET.dict()))
    address = request.build_absolute_uri(reverse("measurement", args=[NOWHERE])).replace(str(NOWHERE), "{}")
    rows = measured_rows.table_rows(found, asked, address)
    return table(ending, "measured", measured_rows.TABLE_COLUMNS, rows, on=request.moment.date())
