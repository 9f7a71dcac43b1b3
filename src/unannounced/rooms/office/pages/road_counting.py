"""The open items of a State counted for its road map: by age, theme, follow-up, position, place and repetition."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import CharField, Count, QuerySet
from django.db.models.functions import Cast

from unannounced.duties.dialogue import FollowUp
from unannounced.duties.reporting import ItemKind
from unannounced.records.accounts.queries import Viewer
from unannounced.records.places.models import Place
from unannounced.records.readings.queries import repeating
from unannounced.records.recommendations.models import Item
from unannounced.records.recommendations.queries import items_ever_seen_by
from unannounced.records.recommendations.silence import known_of
from unannounced.records.recommendations.standings import Standing, standings
from unannounced.records.recommendations.tallying import asked_still, deciding_assessments, known_to_state
from unannounced.records.reports.models import Report
from unannounced.records.states.models import State
from unannounced.rooms.office.pages.item_filters import CONCLUSION, CONCLUSIONS, NONE, years_before

AGES: tuple[tuple[str, str], ...] = (("", "1"), ("1", "2"), ("2", "5"), ("5", ""))
"""The ages of open items in years: older than the first number, younger than the second."""
MOST_PLACES = 50
PRESSING = frozenset({FollowUp.OVERDUE, FollowUp.REJECTED})
DEEPEST = 3
"""So many times said before are told apart; what was said more often counts among them."""


@dataclass(frozen=True, slots=True)
class Theme:
    """What open items are about: a chapter, or in lists of conclusions what the report says of the position."""

    chapter: str
    position: str = ""

    @property
    def filters(self) -> dict[str, str]:
        """The filters that leave its items."""
        return {"chapter": self.chapter} | ({"position": self.position} if self.position else {})


@dataclass(frozen=True, slots=True)
class Road:
    """How many items of a State are open, counted in each way."""

    open: int
    ages: Counter[int]
    themes: Counter[tuple[Theme, int]]
    repeated: Counter[Theme]
    follow_ups: Counter[FollowUp]
    positions: Counter[str]

    @property
    def in_order(self) -> list[Theme]:
        """The themes, the one with most open items first."""
        sums: Counter[Theme] = Counter()
        for (theme, _age), count in self.themes.items():
            sums[theme] += count
        return sorted(sums, key=lambda theme: (-sums[theme], theme.chapter, theme.position))

    def of(self, theme: Theme) -> int:
        """How many items of a theme are open."""
        return sum(self.themes[theme, age] for age in range(len(AGES)))


def road_of(items: QuerySet[Item], viewer: Viewer, *, today: date) -> Road:
    """The open ones of ``items`` counted; six queries, however many there are."""
    again = items.filter(repeating(viewer)).order_by().annotate(key=Cast("pk", CharField()))
    return counted(standings(items, today=today), set(again.values_list("key", flat=True)), today=today)


def counted(found: Iterable[Standing], repeated: Collection[str], *, today: date) -> Road:
    """The open ones of ``found`` counted; ``repeated`` are those that say again what an earlier report said."""
    road = Road(0, Counter(), Counter(), Counter(), Counter(), Counter())
    total, cuts = 0, [years_before(today, int(older)) for older, _younger in AGES if older]
    for one in found:
        if not one.is_open:
            continue
        theme, age = _theme(one), sum((one.known_on or today) <= cut for cut in cuts)
        total += 1
        road.ages[age] += 1
        road.themes[theme, age] += 1
        road.follow_ups[one.status] += 1
        road.positions[one.position] += 1
        if one.key in repeated:
            road.repeated[theme] += 1
    return Road(total, road.ages, road.themes, road.repeated, road.follow_ups, road.positions)


def pressing_of(found: Iterable[Standing], at_most: int) -> list[UUID]:
    """What to press next: the overdue or rejected items of the oldest reports, as they stand there."""
    pressed = sorted((one for one in found if one.status in PRESSING), key=_oldest)
    return [one.pk for one in pressed[:at_most]]


def _oldest(one: Standing) -> tuple[object, ...]:
    return one.opened_on, one.report.hex, one.number, one.key


def _theme(one: Standing) -> Theme:
    if CONCLUSION in one.chapter.casefold():
        return Theme(CONCLUSIONS, one.position)
    return Theme(one.chapter or NONE)


@dataclass(frozen=True, slots=True)
class AtPlace:
    """A place with the open items about it: one of the register, or as reports print its name."""

    name: str
    place: UUID | None
    count: int


def by_place(open_items: QuerySet[Item]) -> list[AtPlace]:
    """The places with most open items first: those where entries were made, then names as printed; three queries.

    An item about several places counts at each; one whose report names a place in print alone counts under that name.
    """
    at = "paragraph__finding__supports__entry__place"
    there = open_items.filter(**{f"{at}__isnull": False}).order_by()
    counted = dict(there.values_list(at).annotate(held=Count("pk", distinct=True)))
    names = dict(Place.objects.filter(pk__in=list(counted)).values_list("pk", "name"))
    printed = open_items.exclude(place_named="").order_by().values_list("place_named").annotate(held=Count("pk"))
    found = [AtPlace(names[pk], pk, count) for pk, count in counted.items() if pk in names]
    found += [AtPlace(name, None, count) for name, count in printed]
    return sorted(found, key=_most_at)


def _most_at(one: AtPlace) -> tuple[int, str]:
    return -one.count, one.name.casefold()


def chain_of(state: State, viewer: Viewer) -> Mapping[str, int]:
    """How often each item of a State was said before, in reports the viewer may read, by its ``key``; one query."""
    among = items_ever_seen_by(viewer, of_reports={"state": state}).filter(repeating(viewer))
    keyed: Any = among.order_by().annotate(key=Cast("pk", CharField()), earlier=Cast("repeats", CharField()))
    edges: dict[str, str | None] = dict(keyed.values_list("key", "earlier"))
    return {item: _steps_back(item, edges) for item in edges}


def _steps_back(item: str, edges: Mapping[str, str | None]) -> int:
    at, seen = item, {item}
    while (earlier := edges.get(at)) is not None and earlier not in seen:
        seen.add(at := earlier)
    return len(seen) - 1


def by_repetition(open_items: Iterable[Standing], before: Mapping[str, int]) -> list[int]:
    """How many open items were said at least once before, twice, three times."""
    times = [before.get(one.key, 0) for one in open_items]
    return [sum(one >= least for one in times) for least in range(1, DEEPEST + 1)]


CLOSING = ("implemented", "no_longer_relevant")
"""An item is closed by an assessment alone, so those that such a one decides are taken off what the States know."""


def by_state(items: QuerySet[Item], *, today: date) -> dict[UUID, Counter[int]]:
    """How many of ``items`` are open, by State and by age; three queries, however many there are."""
    cuts = [years_before(today, int(older)) for older, _younger in AGES if older]
    known = items.filter(asked_still(), known_to_state(today)).order_by()
    held: Counter[tuple[UUID, str]] = Counter()
    for report, kind, count in known.values_list("report_id", "kind").annotate(held=Count("pk")):
        held[report, kind] += count
    closing = deciding_assessments().filter(
        verdict__in=CLOSING, item__left_out_of__isnull=True, item__withdrawn_on__isnull=True
    )
    of_reports = closing.order_by().values_list("item__report_id", "item__kind").annotate(held=Count("item"))
    for report, kind, count in of_reports:
        if (report, kind) in held:  # of another report the viewer sees nothing
            held[report, kind] -= count
    columns = ("pk", "state_id", "transmitted_on", "visit__talks_on")
    reports = Report.objects.filter(pk__in={report for report, _kind in held}).order_by().values_list(*columns)
    days = {pk: rest for pk, *rest in reports}
    ages: dict[UUID, Counter[int]] = {}
    for (report, kind), count in held.items():
        state, transmitted_on, talks_on = days[report]
        known_on = known_of(ItemKind(kind), transmitted_on, talks_on) or today
        if count:
            ages.setdefault(state, Counter())[sum(known_on <= cut for cut in cuts)] += count
    return ages
