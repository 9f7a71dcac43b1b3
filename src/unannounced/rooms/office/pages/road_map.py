"""The road map of a State: its open items by age, theme, follow-up and position, and what to press next."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from unannounced.duties import dialogue
from unannounced.duties.dialogue import FollowUp, Position
from unannounced.duties.reporting import ItemKind
from unannounced.records.accounts.queries import Viewer
from unannounced.records.readings.counting import most_repeated, topics_counted
from unannounced.records.readings.following import topics_here
from unannounced.records.readings.queries import repeating
from unannounced.records.recommendations.models import Item
from unannounced.records.recommendations.queries import Thread, items_seen_by
from unannounced.records.recommendations.tallying import standing_as, tally
from unannounced.records.states.models import State
from unannounced.records.states.queries import UnknownState, state_called
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages import shown
from unannounced.rooms.office.pages.item_filters import CONCLUSION, CONCLUSIONS, NONE, YES, Filters, years_before
from unannounced.rooms.office.pages.item_paging import OLDEST_FIRST, InOrder, threads_of
from unannounced.rooms.office.pages.items import by_report, note
from unannounced.rooms.office.pages.review_rows import topic_name
from unannounced.rooms.office.pages.said_before import repetition_words
from unannounced.rooms.office.pages.shown import ShownItem
from unannounced.rooms.office.pages.state import named
from unannounced.rooms.office.pages.tables import MOST_PRESSING, Bar, Cell, Chart
from unannounced.rooms.office.pages.tracking import OPEN_WORD

AGES: tuple[tuple[str, str], ...] = (("", "1"), ("1", "2"), ("2", "5"), ("5", ""))
"""The ages of open items in years: older than the first number, younger than the second."""
PRESS_NEXT = 10
PRESSING = frozenset({FollowUp.OVERDUE, FollowUp.REJECTED})
_BY = ("paragraph__chapter", "position", "kind", "report__transmitted_on", "report__visit__talks_on")


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


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """A theme with its open items by age, all of them, and those that repeat an earlier one."""

    word: str
    cells: list[tuple[str, Cell]]
    total: Cell
    repeated: Cell


@dataclass(frozen=True, slots=True)
class CountRow:
    """A follow-up or a position with its open items."""

    word: str
    shape: str
    cell: Cell


@dataclass(frozen=True, slots=True)
class TopicRow:
    """A topic with its open items, and those of them that repeat an earlier one."""

    word: str
    total: Cell
    repeated: Cell


@dataclass(frozen=True, slots=True)
class SaidOften:
    """An open item with the sentence that says how often it was said."""

    item: ShownItem
    words: str


def road_of(items: QuerySet[Item], viewer: Viewer, *, today: date) -> Road:
    """The open ones of ``items`` counted; seven queries at most, however many there are."""
    road = Road(0, Counter(), Counter(), Counter(), Counter(), Counter())
    total, cuts = 0, [years_before(today, int(older)) for older, _younger in AGES if older]
    for one in tally(items, by=_BY, today=today):
        if one.status not in dialogue.OPEN:
            continue
        theme, age = _theme(one.keys), _age(one.keys, cuts)
        total += one.count
        road.ages[age] += one.count
        road.themes[theme, age] += one.count
        road.follow_ups[one.status] += one.count
        road.positions[one.keys[1]] += one.count
    again = items.filter(repeating(viewer))
    for one in tally(again, by=_BY, today=today) if again.exists() else ():
        if one.status in dialogue.OPEN:
            road.repeated[_theme(one.keys)] += one.count
    return Road(total, road.ages, road.themes, road.repeated, road.follow_ups, road.positions)


def _theme(keys: Sequence[Any]) -> Theme:
    chapter, position = keys[0], keys[1]
    if CONCLUSION in chapter.casefold():
        return Theme(CONCLUSIONS, position)
    return Theme(chapter or NONE)


def _age(keys: Sequence[Any], cuts: Sequence[date]) -> int:
    """The place among ``AGES`` of items by the day the State knows them since; ``cuts`` are the days between them."""
    _chapter, _position, kind, transmitted_on, talks_on = keys
    known_on = talks_on if kind == ItemKind.IMMEDIATE_OBSERVATION and talks_on else transmitted_on
    return sum(known_on <= cut for cut in cuts)


def pressing(items: QuerySet[Item], *, today: date) -> list[Thread]:
    """What to press next: the oldest items that are overdue or rejected."""
    found = items.filter(standing_as(PRESSING, items, today=today))
    return threads_of(InOrder(found, sort=OLDEST_FIRST, today=today)[:PRESS_NEXT], today=today)


def road_map(request: Asked, code: str) -> HttpResponse:
    """The road map of one State, as far as the viewer may see it."""
    try:
        state = state_called(code)
    except UnknownState as unknown:
        return render(request, "office/no_state.html", {"nearest": named(unknown.nearest)}, status=404)
    if state.code != code:
        return redirect("road_map", state.code)
    today = request.moment.date()
    items = items_seen_by(request.viewer, of_reports={"state": state})
    road = road_of(items, request.viewer, today=today)
    press = pressing(items, today=today)
    note(press, request)
    context = context_of(road, press, state, today=today)
    open_items = items.filter(standing_as(dialogue.OPEN, items, today=today))
    context |= {"topics": topic_rows(open_items, state, request.viewer), "most_said": most_said(open_items, request)}
    return render(request, "office/road_map.html", context)


def topic_rows(open_items: QuerySet[Item], state: State, viewer: Viewer) -> list[TopicRow]:
    """The open items by topic, the topic with most of them first; four queries."""
    base, topics = reverse("items", args=[state.code]), topics_here()
    counted = topics_counted(open_items)
    repeated = topics_counted(open_items.filter(repeating(viewer))) if counted else Counter()
    rows = [
        TopicRow(
            topic_name(topic, topics),
            Cell(count, base + _open(topic=topic)),
            Cell(repeated[topic], base + _open(topic=topic, repeats=YES)),
        )
        for topic, count in counted.items()
    ]
    return sorted(rows, key=lambda row: (-row.total.count, row.word))


def most_said(open_items: QuerySet[Item], request: Asked) -> list[SaidOften]:
    """The open items that were said most often, with how often."""
    found = dict(most_repeated(open_items, request.viewer, at_most=PRESS_NEXT))
    threads = threads_of(list(found), today=request.moment.date())
    note(threads, request)
    return [
        SaidOften(shown.item(one, today=request.moment.date()), repetition_words(found[one.item.pk])) for one in threads
    ]


def context_of(road: Road, press: Sequence[Thread], state: State, *, today: date) -> dict[str, object]:
    """What the page shows."""
    base = reverse("items", args=[state.code])
    return {
        "state": state,
        "name": state.name(get_language() or "en"),
        "today": today,
        "road": road,
        "open_url": base + _open(),
        "ages": age_words(),
        "chart": _chart(road, base),
        "themes": [_theme_row(theme, road, base) for theme in road.in_order],
        "follow_ups": [_follow_up_row(one, road, base) for one in MOST_PRESSING if road.follow_ups[one]],
        "positions": [_position_row(one, road, base) for one in Position if road.positions[one.value]],
        "press": by_report(press, today=today),
        "repeated": sum(road.repeated.values()),
    }


def _open(**other: str) -> str:
    return Filters(follow_up=OPEN_WORD).address(**other)


def _of_age(age: int) -> dict[str, str]:
    older, younger = AGES[age]
    return {"older_than": older, "younger_than": younger}


def age_words() -> list[str]:
    """The ages in words, the youngest first."""
    return [_("less than 1 year"), _("1 to 2 years"), _("2 to 5 years"), _("more than 5 years")]


def theme_word(theme: Theme) -> str:
    """A theme in words."""
    if theme.chapter == CONCLUSIONS:
        position = _(dialogue.POSITION_WORDS[Position(theme.position)])
        return _("Conclusions, position of the State: {position}").format(position=position)
    return _("no chapter") if theme.chapter == NONE else theme.chapter


def _chart(road: Road, base: str) -> Chart | None:
    if not road.open:
        return None
    rows = []
    for age, word in enumerate(age_words()):
        label = format_html('<a href="{}">{}</a>', base + _open(**_of_age(age)), word)
        rows.append(Bar(label, road.ages[age]))
    return Chart(
        title=_finding(road),
        of=_("Known to the State for"),
        unit=_("Open items"),
        most=max(road.ages.values()),
        rows=rows,
        source=_("the records of the office; follow-up is computed, never stored"),
    )


def _finding(road: Road) -> str:
    oldest = road.ages[len(AGES) - 1]
    if oldest:
        words = ngettext(
            "{count} of {total} open items has been known for more than 5 years",
            "{count} of {total} open items have been known for more than 5 years",
            oldest,
        )
        return words.format(count=oldest, total=road.open)
    words = ngettext(
        "{total} item is open, for 5 years at most", "{total} items are open, none for more than 5 years", road.open
    )
    return words.format(total=road.open)


def _theme_row(theme: Theme, road: Road, base: str) -> ThemeRow:
    cells = [
        (word, Cell(road.themes[theme, age], base + _open(**theme.filters, **_of_age(age))))
        for age, word in enumerate(age_words())
    ]
    return ThemeRow(
        theme_word(theme),
        cells,
        Cell(road.of(theme), base + _open(**theme.filters)),
        Cell(road.repeated[theme], base + _open(**theme.filters, repeats=YES)),
    )


def _follow_up_row(one: FollowUp, road: Road, base: str) -> CountRow:
    url = base + Filters(follow_up=one.value).address()
    return CountRow(dialogue.WORDS[one], dialogue.SHAPES[one], Cell(road.follow_ups[one], url))


def _position_row(one: Position, road: Road, base: str) -> CountRow:
    return CountRow(dialogue.POSITION_WORDS[one], "", Cell(road.positions[one.value], base + _open(position=one.value)))
