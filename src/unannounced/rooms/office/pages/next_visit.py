"""What to verify at the next visit to a State: a check-list by place, each line with its reasons."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import CharField, Max, QuerySet
from django.db.models.functions import Cast
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from unannounced.crafts.tabling import Row
from unannounced.duties import verifying_next
from unannounced.duties.confidentiality import COMMITTEE
from unannounced.duties.verifying_next import Reason
from unannounced.records.accounts.queries import Viewer
from unannounced.records.communications.counting import count_by_place
from unannounced.records.ledger.actions import note_readings
from unannounced.records.places.models import Place
from unannounced.records.recommendations.conditions import OneOf
from unannounced.records.recommendations.models import Item
from unannounced.records.recommendations.queries import items_seen_by
from unannounced.records.recommendations.standings import Standing, standings
from unannounced.records.reports.models import Report
from unannounced.records.states.models import State
from unannounced.records.states.queries import UnknownState, state_called
from unannounced.records.talks.queries import observations_waiting
from unannounced.records.visits.models import VisitedPlace
from unannounced.records.visits.queries import seen_by
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages.choosing import ON_A_PAGE
from unannounced.rooms.office.pages.exporting import FORMATS, Table, table
from unannounced.rooms.office.pages.item_paging import threads_of
from unannounced.rooms.office.pages.road_counting import chain_of
from unannounced.rooms.office.pages.shown import kind_word
from unannounced.rooms.office.pages.state import named
from unannounced.rooms.web.templatetags.field_words import said

COLUMNS = ("place", "seen_last", "item", "kind", "text", "addressee", "report", "why", "reasons", "id", "address")
_PLACED = "paragraph__finding__supports__entry__place"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the check-list: what to verify, and why."""

    number: str
    kind: str
    text: str
    addressee: str
    report: str
    url: str
    key: str
    reasons: tuple[Reason, ...]
    weight: int


@dataclass(frozen=True, slots=True)
class Ticked:
    """An item of the list without its words: what is needed to put it in order."""

    standing: Standing
    place: UUID | str
    reasons: tuple[Reason, ...]
    weight: int


@dataclass(frozen=True, slots=True)
class AtPlace:
    """A place with the lines of the list that concern it; without a place, what concerns the State as a whole."""

    name: str
    url: str
    seen_last: date | None
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Places:
    """The places of items: which each concerns, the names, and the day each was seen last."""

    of_item: dict[str, list[UUID]]
    names: dict[UUID, str]
    seen_last: dict[UUID, date]
    by_name: dict[str, UUID]

    def of(self, standing: Standing) -> list[UUID | str]:
        """The places of one item: those of its entries, or else the one it names; empty for the State as a whole."""
        held: list[UUID | str] = list(self.of_item.get(standing.key, ()))
        printed = standing.place_named
        if held or not printed:
            return held or [""]
        known = self.by_name.get(printed.casefold())
        return [known if known is not None else printed]


def next_visit(request: Asked, code: str) -> HttpResponse:
    """The check-list for a State, as far as the viewer may see it, fifty lines on a page."""
    try:
        state = state_called(code)
    except UnknownState as unknown:
        return render(request, "office/no_state.html", {"nearest": named(unknown.nearest)}, status=404)
    if state.code != code:
        return redirect("next_visit", state.code)
    today = request.moment.date()
    found, places = ticked(state, request.viewer, today=today)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    waiting = list(observations_waiting(request.viewer).filter(visit__state=state)[:ON_A_PAGE])
    told = told_of(places, request.viewer)
    _note(shown, request)
    context = {
        "told_of": told[:ON_A_PAGE],
        "small": settings.MECHANISM.small_number,
        "counts": bool(request.viewer.roles & COMMITTEE),
        "state": state,
        "name": state.name(get_language() or "en"),
        "today": today,
        "page": page,
        "groups": grouped(shown, places, today=today),
        "waiting": waiting,
        "tables": [Table(one.word, reverse(f"next_visit_{one.ending}", args=[state.code])) for one in FORMATS],
    }
    return render(request, "office/next_visit.html", context)


@dataclass(frozen=True, slots=True)
class ToldOf:
    """A place, and how many communications tell of it or bear on it: a number alone, and never a small one."""

    name: str
    url: str
    count: int


def told_of(places: Places, viewer: Viewer) -> list[ToldOf]:
    """The places of a State that communications tell of, the most first, for those who choose places; two queries."""
    counts = count_by_place(list(places.names), viewer)
    found = [ToldOf(places.names[pk], reverse("place", args=[pk]), count) for pk, count in counts.items() if count]
    return sorted(found, key=lambda one: (-one.count, one.name.casefold()))


def _note(found: Sequence[Ticked], request: Asked) -> None:
    reports = Report.objects.filter(pk__in={one.standing.report for one in found}).only("pk")
    note_readings(reports, by=request.viewer.pk, at=request.moment)


def ticked(state: State, viewer: Viewer, *, today: date) -> tuple[list[Ticked], Places]:
    """All that is to be verified in a State, by place, the weightiest first; a fixed number of queries."""
    items = items_seen_by(viewer, of_reports={"state": state})
    opened = [one for one in standings(items, today=today) if one.is_open]
    places = places_of(Item.objects.filter(OneOf(one.key for one in opened)), state, viewer)
    before = chain_of(state, viewer)
    found = [
        one
        for standing in opened
        for place in places.of(standing)
        if (one := _ticked(standing, place, places, before.get(standing.key, 0))) is not None
    ]
    return sorted(found, key=_Order(found, places)), places


def places_of(opened: QuerySet[Item], state: State, viewer: Viewer) -> Places:
    """Where items were made, and when these places were seen last; four queries."""
    of_item: dict[str, list[UUID]] = defaultdict(list)
    placed = opened.filter(**{f"{_PLACED}__isnull": False}).order_by().annotate(key=Cast("pk", CharField()))
    rows = placed.values_list("key", _PLACED).distinct()
    for item, place in rows:
        of_item[item].append(place)
    names = dict(Place.objects.filter(state=state).order_by("name", "pk").values_list("pk", "name"))
    visits = seen_by(viewer).filter(state=state).order_by().values("pk")
    visited = VisitedPlace.objects.filter(visit__in=visits).order_by()
    seen_last = dict(visited.values_list("place").annotate(last=Max("day")))
    return Places(of_item, names, seen_last, {name.casefold(): pk for pk, name in names.items()})


def _ticked(standing: Standing, place: UUID | str, places: Places, times: int) -> Ticked | None:
    reasons = verifying_next.reasons(
        status=standing.status,
        kind=standing.kind,
        since=standing.fact.since,
        known_on=standing.known_on,
        times_before=times,
        has_place=isinstance(place, UUID),
        seen_last=places.seen_last.get(place) if isinstance(place, UUID) else None,
    )
    return Ticked(standing, place, reasons, verifying_next.weight(reasons)) if reasons else None


class _Order:
    """The order of the list: the place with the weightiest line first, what concerns the whole State last."""

    def __init__(self, found: Sequence[Ticked], places: Places) -> None:
        self.weights: defaultdict[UUID | str, int] = defaultdict(int)
        for one in found:
            self.weights[one.place] += one.weight
        self.names = places.names

    def __call__(self, one: Ticked) -> tuple[object, ...]:
        place = one.place
        name = self.names.get(place, "") if isinstance(place, UUID) else place
        return not place, -self.weights[place], name.casefold(), str(place), -one.weight, one.standing.key


def grouped(found: Sequence[Ticked], places: Places, *, today: date) -> list[AtPlace]:
    """Lines of the list by place, with their words; four queries, however many."""
    worded = {one.item.pk: one for one in threads_of([one.standing.pk for one in found], today=today)}
    groups: list[AtPlace] = []
    last: object = None
    for one in found:
        if not groups or one.place != last:
            groups.append(_at(one.place, places))
            last = one.place
        groups[-1].lines.append(_line(one, worded[one.standing.pk].item))
    return groups


def _at(place: UUID | str, places: Places) -> AtPlace:
    if isinstance(place, UUID):
        name = places.names.get(place, "")
        return AtPlace(name, reverse("place", args=[place]), places.seen_last.get(place), [])
    return AtPlace(place, "", None, [])


def _line(one: Ticked, item: Item) -> Line:
    return Line(
        number=item.number,
        kind=kind_word(item.kind),
        text=item.text,
        addressee=item.addressee,
        report=item.report.symbol or item.report.title,
        url=reverse("item", args=[item.pk]),
        key=str(item.pk),
        reasons=one.reasons,
        weight=one.weight,
    )


def next_visit_table(request: Asked, code: str, ending: str) -> HttpResponseBase:
    """The whole check-list as a table, with the reasons in words."""
    try:
        state = state_called(code)
    except UnknownState as unknown:
        return render(request, "office/no_state.html", {"nearest": named(unknown.nearest)}, status=404)
    today = request.moment.date()
    found, places = ticked(state, request.viewer, today=today)
    _note(found, request)
    rows = list(_rows(grouped(found, places, today=today), request))
    return table(ending, f"next-visit-{state.code}", COLUMNS, rows, on=today)


def _rows(groups: Sequence[AtPlace], request: Asked) -> Iterator[Row]:
    for group in groups:
        for one in group.lines:
            words = [_(verifying_next.WORDS[reason.why]) for reason in one.reasons]
            sentences = " ".join(said(reason.sentence, autoescape=False) for reason in one.reasons)
            yield (
                group.name, group.seen_last, one.number, one.kind, one.text, one.addressee, one.report,
                "; ".join(words), sentences, one.key, request.build_absolute_uri(one.url),
            )  # fmt: skip


def next_visit_urls() -> Iterator[URLPattern]:
    """The check-list, and its tables."""
    yield path("states/<str:code>/next-visit/", next_visit, name="next_visit")
    for one in FORMATS:
        route = f"states/<str:code>/next-visit.{one.ending}"
        yield path(route, next_visit_table, {"ending": one.ending}, name=f"next_visit_{one.ending}")
