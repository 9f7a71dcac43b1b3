"""What the filters of a list of items can be set to: fixed words, and what there is among what the viewer may read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from unannounced.duties import dialogue, reporting
from unannounced.duties.dialogue import Position
from unannounced.records.accounts.queries import Viewer
from unannounced.records.readings.following import topics_here
from unannounced.records.recommendations.conditions import makers_among
from unannounced.records.recommendations.models import Item
from unannounced.records.reports.models import Report
from unannounced.records.reports.queries import reports_seen_by
from unannounced.records.states.models import State
from unannounced.rooms.office.pages.choosing import Choice
from unannounced.rooms.office.pages.item_filters import CONCLUSIONS, NONE, OTHER, OVERDUE, OWN, Filters, register_of
from unannounced.rooms.office.pages.item_paging import DUE_NEXT, OLDEST_FIRST
from unannounced.rooms.office.pages.tables import KINDS, MOST_PRESSING
from unannounced.rooms.office.pages.tracking import OPEN_WORD


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter as the form shows it: a list to choose from, or a line to write in with ``choices`` to help."""

    name: str
    label: str
    value: str
    choices: list[Choice]
    written: bool = False


FIRST = ("state", "report", "follow-up", "due", "sort")


def apart(filters: list[Filter]) -> tuple[list[Filter], list[Filter]]:
    """The filters that are always in sight, and the others."""
    first = [one for name in FIRST for one in filters if one.name == name]
    return first, [one for one in filters if one not in first]


def fixed(filters: Filters) -> list[Filter]:
    """The filters whose words are always the same."""
    return [
        _list("follow-up", _("Follow-up"), filters.follow_up, follow_up_words()),
        _list("due", _("Due"), filters.due, _due_words()),
        _list("kind", _("Kind"), filters.kind, kind_words()),
        _list("position", _("Position in the report"), filters.position, position_words()),
        _list("topic", _("Topic"), filters.topic, topic_words()),
        _line("place", _("Place it names"), filters.place, []),
        _list("older-than", _("Known to the State"), filters.older_than, age_words(filters.older_than)),
        _list("sort", _("Order"), filters.sort, _sort_words(), any_word=_("latest report first")),
    ]


def follow_up_words() -> dict[str, str]:
    """Open, and each follow-up."""
    words = {OPEN_WORD: _("open: something is still to be done")}
    return words | {one.value: _(dialogue.WORDS[one]) for one in MOST_PRESSING}


def kind_words() -> dict[str, str]:
    """The kinds of items, the strongest first."""
    return {kind.value: _(reporting.ITEM_WORDS[kind]) for kind in KINDS}


def position_words() -> dict[str, str]:
    """What a report can say of the State's position."""
    return {one.value: _(dialogue.POSITION_WORDS[one]) for one in Position}


def topic_words() -> dict[str, str]:
    """The topics of the mechanism by their names."""
    language = get_language() or "en"
    return {topic.id: topic.name(language) for topic in topics_here().topics}


def _due_words() -> dict[str, str]:
    return {
        OVERDUE: _("overdue"),
        "30": _("within 30 days"),
        "90": _("within 90 days"),
        NONE: _("no day is set"),
    }


def age_words(held: str) -> dict[str, str]:
    """For how long the State has known an item, with the number of years that is ``held``."""
    words = {
        "1": _("for more than 1 year"),
        "2": _("for more than 2 years"),
        "5": _("for more than 5 years"),
        "10": _("for more than 10 years"),
    }
    other = _("for more than {years} years").format(years=held)
    return words if not held or held in words else words | {held: other}


def _sort_words() -> dict[str, str]:
    return {DUE_NEXT: _("due next"), OLDEST_FIRST: _("oldest report first")}


def by_state(filters: Filters, viewer: Viewer) -> list[Filter]:
    """State, maker of the report and maker of the item, for items of all States; two queries over reports."""
    seen = reports_seen_by(viewer).filter(state__invented=register_of(filters))
    held = State.objects.filter(pk__in=seen.order_by().values("state"))
    language = get_language() or "en"
    names = sorted(((state.name(language), state.code) for state in held), key=_alphabetically)
    return [
        _list("state", _("State"), filters.state, {code: name for name, code in names}),
        _body(filters, seen),
        _line("made-by", _("Made by"), filters.made_by, []),
        _line("chapter", _("Chapter"), filters.chapter, []),
    ]


def of_state(filters: Filters, items: QuerySet[Item], viewer: Viewer, state: State) -> list[Filter]:
    """Report, its maker, chapter, maker of the item and addressee, as there are for ``items``; five queries."""
    reports = reports_seen_by(viewer).filter(state=state)
    titles = {
        str(pk): symbol or title
        for pk, symbol, title in reports.order_by("-opened_on", "pk").values_list("pk", "symbol", "title")
    }
    chapters = items.order_by().values_list("paragraph__chapter", flat=True).distinct()
    addressees = items.order_by().values_list("addressee", flat=True).distinct()
    named = _named(chapters) | {CONCLUSIONS: _("conclusions of any report"), NONE: _("no chapter")}
    return [
        _list("report", _("Report"), filters.report, titles),
        _body(filters, reports),
        _list("chapter", _("Chapter"), filters.chapter, named),
        _line("made-by", _("Made by"), filters.made_by, makers_among(items)),
        _list("addressee", _("Addressee"), filters.addressee, _named(addressees)),
    ]


def _body(filters: Filters, reports: QuerySet[Report]) -> Filter:
    bodies = reports.exclude(body="").order_by().values_list("body", flat=True).distinct()
    words = {OWN: _("this mechanism"), OTHER: _("another body")} | _named(bodies)
    return _list("body", _("Report made by"), filters.body, words)


def _named(names: Iterable[str]) -> dict[str, str]:
    return {name: name for name in sorted({name for name in names if name}, key=str.casefold)}


def _list(name: str, label: str, held: str, words: Mapping[str, str], *, any_word: str = "") -> Filter:
    every = {"": any_word or _("any"), **words}
    return Filter(name, label, held, [Choice(value, word, value == held) for value, word in every.items()])


def _line(name: str, label: str, held: str, known: Iterable[str]) -> Filter:
    return Filter(name, label, held, [Choice(one, one, one == held) for one in known], written=True)


def _alphabetically(named: tuple[str, str]) -> str:
    return named[0].casefold()
