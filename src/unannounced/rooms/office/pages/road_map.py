"""The road map of a State: its open items by age, theme, place, follow-up and repetition, and what to press next."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from unannounced.duties.dialogue import Position
from unannounced.records.accounts.queries import Viewer
from unannounced.records.readings.counting import most_repeated, topics_counted
from unannounced.records.readings.following import topics_here
from unannounced.records.recommendations.conditions import OneOf
from unannounced.records.recommendations.models import Item
from unannounced.records.recommendations.queries import Thread
from unannounced.records.recommendations.standings import Standing, standings
from unannounced.records.states.models import State
from unannounced.records.states.queries import UnknownState, state_called
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages import shown
from unannounced.rooms.office.pages.choosing import Choice, choices
from unannounced.rooms.office.pages.exporting import FORMATS, Table
from unannounced.rooms.office.pages.item_choices import age_words as older_words
from unannounced.rooms.office.pages.item_choices import kind_words, topic_words
from unannounced.rooms.office.pages.item_filters import YES, Filters, narrowed, of_address
from unannounced.rooms.office.pages.item_paging import threads_of
from unannounced.rooms.office.pages.items import by_report, note
from unannounced.rooms.office.pages.leaving import leaving, standings_of
from unannounced.rooms.office.pages.review_rows import topic_name
from unannounced.rooms.office.pages.road_counting import (
    MOST_PLACES,
    AtPlace,
    Road,
    Theme,
    by_place,
    by_repetition,
    chain_of,
    counted,
    pressing_of,
    road_of,
)
from unannounced.rooms.office.pages.road_rows import (
    CountRow,
    ThemeRow,
    age_chart,
    age_words,
    follow_up_row,
    of_open,
    position_row,
    theme_row,
    theme_word,
)
from unannounced.rooms.office.pages.said_before import repetition_words
from unannounced.rooms.office.pages.shown import ShownItem
from unannounced.rooms.office.pages.state import named
from unannounced.rooms.office.pages.tables import MOST_PRESSING, Cell

__all__ = ["Road", "Theme", "age_words", "pressing", "road_of", "theme_word"]

PRESS_NEXT = 10
NARROWING = ("kind", "position", "made_by", "addressee", "chapter", "older_than", "topic", "place", "at", "place_named",
             "report", "body", "repeats")  # fmt: skip
"""What of the filters of items narrows a road map down."""


@dataclass(frozen=True, slots=True)
class TopicRow:
    """A topic or a place with its open items, and those of them that repeat an earlier one, where that is counted."""

    word: str
    total: Cell
    repeated: Cell | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class SaidOften:
    """An open item with the sentence that says how often it was said."""

    item: ShownItem
    words: str


@dataclass(frozen=True, slots=True)
class Mapped:
    """The items of a State's road map and where each stands, and what the address narrows them down by.

    ``before`` says how often items were said before.
    """

    state: State
    viewer: Viewer
    asked: Filters
    found: list[Standing]
    before: Mapping[str, int]
    today: date

    @property
    def opened(self) -> list[Standing]:
        """The items in which the State still has something to do."""
        return [one for one in self.found if one.is_open]

    @property
    def open_items(self) -> QuerySet[Item]:
        """The same, for questions to the database: by their ids, so that it asks where they stand no more."""
        return Item.objects.filter(OneOf(one.key for one in self.opened))

    @property
    def repeating(self) -> QuerySet[Item]:
        """Those of them that say again what an earlier report said."""
        return Item.objects.filter(OneOf(one.key for one in self.opened if one.key in self.before))

    def most_often(self, one: Standing) -> tuple[int, str]:
        """The order of items by how often they were said before."""
        return -self.before[one.key], one.key

    @property
    def base(self) -> str:
        """The list of all items of the State."""
        return reverse("items", args=[self.state.code])


def mapped(state: State, viewer: Viewer, given: Filters, *, today: date) -> Mapped:
    """The items of a State that the filters leave, with the filters that a road map knows; seven queries at most."""
    asked = Filters(**{name: getattr(given, name) for name in NARROWING})
    items = narrowed(asked, viewer, today=today, state=state).items
    return Mapped(state, viewer, asked, standings(items, today=today), chain_of(state, viewer), today)


def pressing(items: QuerySet[Item], *, today: date) -> list[Thread]:
    """What to press next: the oldest items that are overdue or rejected."""
    return threads_of(pressing_of(standings(items, today=today), PRESS_NEXT), today=today)


def road_map(request: Asked, code: str) -> HttpResponse:
    """The road map of one State, as far as the viewer may see it."""
    try:
        state = state_called(code)
    except UnknownState as unknown:
        return render(request, "office/no_state.html", {"nearest": named(unknown.nearest)}, status=404)
    if state.code != code:
        return redirect("road_map", state.code)
    held = mapped(state, request.viewer, of_address(request.GET), today=request.moment.date())
    road = counted(held.found, held.before, today=held.today)
    press = threads_of(pressing_of(held.found, PRESS_NEXT), today=held.today)
    note(press, request)
    context = context_of(road, press, held) | {
        "topics": topic_rows(held),
        "places": place_rows(held)[:MOST_PLACES],
        "repetitions": repetition_rows(held) if road.repeated else [],
        "most_said": most_said(held, request) if road.repeated else [],
        "leaving": leaving(standings_of([state], today=held.today)[state.pk], today=held.today),
    }
    return render(request, "office/road_map.html", context)


def topic_rows(held: Mapped) -> list[TopicRow]:
    """The open items by topic, the topic with most of them first; four queries."""
    topics, every = topics_here(), topics_counted(held.open_items)
    repeated = topics_counted(held.repeating) if every else Counter()
    rows = [
        TopicRow(
            topic_name(topic, topics),
            Cell(count, held.base + of_open(held.asked, topic=topic)),
            Cell(repeated[topic], held.base + of_open(held.asked, topic=topic, repeats=YES)),
        )
        for topic, count in every.items()
    ]
    return sorted(rows, key=_most_first)


def _most_first(row: TopicRow) -> tuple[int, str]:
    return -row.total.count, row.word


def place_rows(held: Mapped) -> list[TopicRow]:
    """The open items by place, the one with most of them first; three queries."""
    return [_place_row(one, held) for one in by_place(held.open_items)]


def _place_row(one: AtPlace, held: Mapped) -> TopicRow:
    narrower = {"at": str(one.place)} if one.place else {"place_named": one.name}
    url = reverse("place", args=[one.place]) if one.place else ""
    return TopicRow(one.name, Cell(one.count, held.base + of_open(held.asked, **narrower)), url=url)


def repetition_rows(held: Mapped) -> list[TopicRow]:
    """The open items by how often they were said before, at least."""
    words = [_("said at least once before"), _("said at least twice before"), _("said at least three times before")]
    asked = (YES, "2", "3")
    return [
        TopicRow(word, Cell(count, held.base + of_open(held.asked, repeats=value)))
        for word, count, value in zip(words, by_repetition(held.opened, held.before), asked, strict=True)
        if count
    ]


def most_said(held: Mapped, request: Asked) -> list[SaidOften]:
    """The open items that were said most often, with how often."""
    often = sorted((one for one in held.opened if one.key in held.before), key=held.most_often)[: 4 * PRESS_NEXT]
    last = Item.objects.filter(OneOf(one.pk for one in often))
    found = dict(most_repeated(last, request.viewer, at_most=PRESS_NEXT))
    threads = threads_of(list(found), today=held.today)
    note(threads, request)
    return [SaidOften(shown.item(one, today=held.today), repetition_words(found[one.item.pk])) for one in threads]


def context_of(road: Road, press: Sequence[Thread], held: Mapped) -> dict[str, object]:
    """What the page shows."""
    themes: list[ThemeRow] = [theme_row(theme, road, held.asked, held.base) for theme in road.in_order]
    follow_ups: list[CountRow] = [
        follow_up_row(one, road, held.asked, held.base) for one in MOST_PRESSING if road.follow_ups[one]
    ]
    return {
        "state": held.state,
        "name": held.state.name(get_language() or "en"),
        "today": held.today,
        "road": road,
        "asked": held.asked,
        "narrowed": bool(held.asked.asked()),
        "choices": _choices(held.asked),
        "hidden": [(word, value) for word, value in _held_apart(held.asked)],
        "open_url": held.base + of_open(held.asked),
        "ages": age_words(),
        "chart": age_chart(road, held.asked, held.base),
        "themes": themes,
        "follow_ups": follow_ups,
        "positions": [position_row(one, road, held.asked, held.base) for one in Position if road.positions[one.value]],
        "press": by_report(press, today=held.today),
        "repeated": sum(road.repeated.values()),
        "tables": [
            Table(one.word, reverse(f"road_map_{one.ending}", args=[held.state.code]) + held.asked.address())
            for one in FORMATS
        ],
    }


def _choices(asked: Filters) -> list[tuple[str, str, list[Choice]]]:
    """The lists a road map is narrowed down by; a place is written."""
    return [
        ("topic", _("Topic"), choices(topic_words(), asked.topic)),
        ("older-than", _("Known to the State"), choices(older_words(asked.older_than), asked.older_than)),
        ("kind", _("Kind"), choices(kind_words(), asked.kind)),
    ]


def _held_apart(asked: Filters) -> list[tuple[str, str]]:
    """The filters of the address that the form has no field for."""
    shown_ones = ("topic", "older_than", "kind", "place")
    rest = replace(asked, **dict.fromkeys(shown_ones, ""))
    return [(Filters.WORD[name], value) for name, value in rest.asked()]
