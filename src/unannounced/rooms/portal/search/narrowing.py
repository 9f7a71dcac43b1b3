"""By what a search is narrowed down: groups of choices with how many there are of each, and what was chosen as links.

Every choice is an address of its own, so that it works without JavaScript and can be shared.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, pgettext

from unannounced.duties.identity import folded
from unannounced.duties.words import say
from unannounced.rooms.portal.finding import Question
from unannounced.rooms.portal.search.words import value_in_words
from unannounced.rooms.web.templatetags.field_words import day as in_words

AT_ONCE = 12
"""How many values of a group the page of results shows; the others have a page of their own."""
YEARS = "years"

Counts = Mapping[str, int]
"""How many there are of each value of a field."""


@dataclass(frozen=True, slots=True)
class Facet:
    """A field of the question: its name in an address, and what people call it."""

    field: str
    name: str
    title: str


FACETS: tuple[Facet, ...] = (
    Facet("kinds", "kind", say("Kind")),
    Facet("states", "state", say("State")),
    Facet("bodies", "body", say("Made by")),
    Facet("topics", "topic", say("Theme")),
    Facet("place_kinds", "place", say("Kind of place")),
    Facet("positions", "position", say("Position of the State")),
    Facet("followups", "followup", say("What became of it")),
    Facet("languages", "lang", say("Language")),
)
YEAR = Facet(YEARS, "year", say("Year"))
BY_NAME = {facet.name: facet for facet in (*FACETS, YEAR)}


@dataclass(frozen=True, slots=True)
class Choice:
    """A value one can narrow down by: in words, and how many there are.

    ``address`` chooses a year or undoes it: a year is a link, because one replaces another. The others are boxes in
    the form and have none.
    """

    value: str
    word: str
    count: int
    chosen: bool
    address: str


@dataclass(frozen=True, slots=True)
class Group:
    """The choices of one field; ``more`` is the address of the page with all of them, empty where all are here."""

    name: str
    title: str
    choices: tuple[Choice, ...]
    more: str
    all: int

    @property
    def chosen(self) -> int:
        """How many were chosen."""
        return sum(one.chosen for one in self.choices)

    @property
    def is_one(self) -> bool:
        """Whether one value replaces another, as years do."""
        return self.name == YEAR.name


@dataclass(frozen=True, slots=True)
class Chip:
    """Something that was chosen: its field and value in words, and the address of the search without it."""

    field: str
    word: str
    address: str


def address_of(question: Question, page: str = "search", /, **more: str) -> str:
    """The address of a page about this question: the search itself, its feed, its results as a file."""
    asked = question.to_address()
    return reverse(page, kwargs=more or None) + (f"?{asked}" if asked else "")


def groups(question: Question, counted: Mapping[str, Counts], states: Mapping[str, str]) -> list[Group]:
    """What there is to choose from, and what was chosen.

    A group is left out from which nothing can be chosen: without values, or with one that was chosen already.
    """
    found = []
    for facet in (FACETS[0], FACETS[1], YEAR, *FACETS[2:]):
        choices = all_choices(question, facet, counted.get(facet.field, {}), states)
        if all(one.chosen for one in choices) and len(choices) < 2:
            continue
        shown = _first(choices)
        more = address_of(question, "search_choices", name=facet.name) if len(choices) > len(shown) else ""
        found.append(Group(facet.name, gettext(facet.title), shown, more, len(choices)))
    return found


def quietly_kept(question: Question, shown: Iterable[Group]) -> list[tuple[str, str]]:
    """What was chosen of groups that are not ``shown``, as (name, value): the form asks for it again."""
    names = {group.name for group in shown}
    return [(facet.name, value) for facet in FACETS if facet.name not in names for value in _chosen(question, facet)]


def all_choices(question: Question, facet: Facet, counts: Counts, states: Mapping[str, str]) -> list[Choice]:
    """Every value of a field: what was chosen first, also where nothing has it, then the most; years by themselves."""
    counts = {**dict.fromkeys(_chosen(question, facet), 0), **counts}
    choices = [_choice(question, facet, value, count, states) for value, count in counts.items()]
    if facet is YEAR:
        return sorted(choices, key=lambda one: one.value, reverse=True)
    return sorted(choices, key=lambda one: (not one.chosen, -one.count, folded(one.word)))


def chips(question: Question, states: Mapping[str, str], like: str = "") -> list[Chip]:
    """What was chosen, each with the address without it; ``like`` says in words what the results are to be like."""
    found = []
    if question.like:
        found.append(Chip(pgettext("search", "Like"), like or question.like, address_of(_without_like(question))))
    for facet in FACETS:
        for value in _chosen(question, facet):
            word = value_in_words(facet.field, value, states)
            found.append(Chip(gettext(facet.title), word, address_of(toggled(question, facet, value))))
    return found + list(_dated(question))


def toggled(question: Question, facet: Facet, value: str) -> Question:
    """The question with ``value`` chosen, or no longer chosen, from its first page on."""
    chosen = _chosen(question, facet)
    if facet is YEAR:
        year = None if value in chosen else int(value)
        return replace(question, years_from=year, years_to=year, days_from=None, days_to=None, page=1)
    kept = tuple(one for one in chosen if one != value) if value in chosen else (*chosen, value)
    changed: dict[str, Any] = {facet.field: kept}
    return replace(question, page=1, **changed)


def plain(question: Question) -> Question:
    """The question without any narrowing, in the same register."""
    return question.without("all")


def _choice(question: Question, facet: Facet, value: str, count: int, states: Mapping[str, str]) -> Choice:
    word = value_in_words(facet.field, value, states)
    address = address_of(toggled(question, facet, value)) if facet is YEAR else ""
    return Choice(value, word, count, value in _chosen(question, facet), address)


def _chosen(question: Question, facet: Facet) -> tuple[str, ...]:
    if facet is not YEAR:
        values: tuple[str, ...] = getattr(question, facet.field)
        return values
    is_one = question.years_from is not None and question.years_from == question.years_to
    return (str(question.years_from),) if is_one else ()


def _first(choices: Iterable[Choice]) -> tuple[Choice, ...]:
    """As many as the page shows, and whatever was chosen."""
    return tuple(one for place, one in enumerate(choices) if place < AT_ONCE or one.chosen)


def _without_like(question: Question) -> Question:
    alone = replace(question, like="", page=1)
    return replace(alone, mode=alone.usual_mode)


def _dated(question: Question) -> Iterator[Chip]:
    first, last = question.days_from or question.years_from, question.days_to or question.years_to
    if first is not None and first == last:
        yield Chip(gettext("Year"), _as_said(first), address_of(question.without("days")))
        return
    if first is not None:
        without = replace(question, years_from=None, days_from=None, page=1)
        yield Chip(pgettext("search", "From"), _as_said(first), address_of(without))
    if last is not None:
        without = replace(question, years_to=None, days_to=None, page=1)
        yield Chip(pgettext("search", "Up to"), _as_said(last), address_of(without))


def _as_said(when: date | int) -> str:
    return in_words(when) if isinstance(when, date) else str(when)
