"""The filters of a list of items, the same for the pages, the exports and the commands.

An address holds them as words: ``/items/?state=XXB&follow-up=overdue&made-by=Bresk``. Which items they leave is one
condition of one query, for however many items.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import QueryDict

from unannounced.duties import dialogue
from unannounced.duties.dialogue import FollowUp, Position
from unannounced.duties.reporting import ItemKind
from unannounced.duties.treaty.dates import add_months
from unannounced.records.accounts.queries import Viewer
from unannounced.records.readings.following import topics_here
from unannounced.records.readings.queries import having_topic
from unannounced.records.recommendations.conditions import MadeBy, OneOf, said_before
from unannounced.records.recommendations.models import Item
from unannounced.records.recommendations.queries import items_seen_by
from unannounced.records.recommendations.tallying import due_between, known_to_state, standing_as, without_day
from unannounced.records.reports.models import Paragraph
from unannounced.records.states.models import State
from unannounced.records.states.queries import state_called
from unannounced.rooms.office import finding
from unannounced.rooms.office.pages.asking import OfAddress, is_state
from unannounced.rooms.office.pages.choosing import INVENTED, REAL
from unannounced.rooms.office.pages.item_paging import SORTS
from unannounced.rooms.office.pages.tracking import FOLLOW_UPS, OPEN_WORD

OWN, OTHER, NONE, YES, CONCLUSIONS = "own", "other", "none", "yes", "conclusions"
REPEATED = {YES: 1, "2": 2, "3": 3}
"""What can be asked of repetition: said so many times before, at least."""
OVERDUE = "overdue"
CONCLUSION = "conclusion"
"""The word by which a chapter is known as one of conclusions, in English and French."""
DUE = (OVERDUE, "30", "90", NONE)
LONGEST = 200
AT_MOST = 5000
OLDEST = 100
"""The words of an address are cut to ``LONGEST``; of what holds the words looked for the first ``AT_MOST`` count."""


@dataclass(frozen=True, slots=True)
class Filters(OfAddress):
    """What an address or a command asks for; empty means any."""

    state: str = ""
    register: str = ""
    body: str = ""
    kind: str = ""
    position: str = ""
    made_by: str = ""
    follow_up: str = ""
    due: str = ""
    addressee: str = ""
    chapter: str = ""
    words: str = ""
    older_than: str = ""
    younger_than: str = ""
    repeats: str = ""
    report: str = ""
    topic: str = ""
    place: str = ""
    at: str = ""
    place_named: str = ""
    sort: str = ""

    @property
    def narrowing(self) -> bool:
        """Whether anything but the register and the order is asked for."""
        return any(name not in ("register", "sort") for name, _value in self.asked())


WORD = {one.name: one.name.replace("_", "-") for one in fields(Filters)} | {"words": "q"}
"""What each filter is called in an address."""
Filters.WORD = WORD


def _is_number(value: str) -> bool:
    return value.isascii() and value.isdigit() and int(value) <= OLDEST


def _is_id(value: str) -> bool:
    try:
        return bool(UUID(value))
    except ValueError:
        return False


def _is_topic(value: str) -> bool:
    return value in topics_here().by_id


Filters.SOUND = {
    "state": is_state,
    "register": (INVENTED, REAL).__contains__,
    "kind": tuple(ItemKind).__contains__,
    "position": tuple(Position).__contains__,
    "follow_up": FOLLOW_UPS.__contains__,
    "due": DUE.__contains__,
    "older_than": _is_number,
    "younger_than": _is_number,
    "repeats": REPEATED.__contains__,
    "report": _is_id,
    "at": _is_id,
    "topic": _is_topic,
    "sort": SORTS.__contains__,
}


def of_words(asked: Mapping[str, str]) -> Filters:
    """The filters in an address or in what a command was given, by the words they have in an address."""
    return Filters(**{name: str(asked.get(word) or "").strip()[:LONGEST] for name, word in WORD.items()})


def of_address(asked: QueryDict) -> Filters:
    """The filters in an address; of a word that stands there twice the last counts."""
    return of_words({word: str(asked.get(word, "")) for word in WORD.values()})


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The items that the filters leave, and what is to be said of the search for words.

    ``among`` are all items of the State or the register, whatever the filters; ``hold_the_words`` how many hold
    the words, where some are looked for.
    """

    among: QuerySet[Item]
    items: QuerySet[Item]
    hold_the_words: int | None = None
    can_search: bool = True

    @property
    def cut(self) -> bool:
        """Whether more items hold the words than were looked at."""
        return self.hold_the_words is not None and self.hold_the_words > AT_MOST


def register_of(filters: Filters) -> bool:
    """Whether the invented States are meant; in a demonstration those by default."""
    return filters.invented


def narrowed(filters: Filters, viewer: Viewer, *, today: date, state: State | None = None) -> Narrowed:
    """The items of ``state``, or of one register, that the filters leave of those ``viewer`` may read."""
    if filters.unknown:
        return Narrowed(Item.objects.none(), Item.objects.none())
    if state is None and filters.state:
        state = state_called(filters.state)
    of_state = {"state": state} if state else {"state__invented": register_of(filters)}
    among = items_seen_by(viewer, of_reports=of_state)
    items = among.filter(_by_columns(filters, viewer), _by_age(filters, today))
    total, can_search = None, True
    if filters.words:
        total, found = finding.items_matching(viewer, filters.words, state=state.code if state else "", at_most=AT_MOST)
        can_search = total > 0 or finding.is_ready()
        items = items.filter(OneOf(found))
    return Narrowed(among, _by_dialogue(items, filters, today), total, can_search)


def _by_columns(filters: Filters, viewer: Viewer) -> Q:
    """The conditions that stand in columns of items, paragraphs and reports."""
    found = Q()
    for column in ("kind", "position", "addressee"):
        if value := getattr(filters, column):
            found &= Q(**{column: value})
    if filters.report:
        found &= Q(report=UUID(filters.report))
    if filters.body:
        found &= _by_body(filters.body)
    if filters.chapter:
        found &= Q(paragraph__in=Paragraph.objects.filter(_of_chapter(filters.chapter)).values("pk"))
    if filters.made_by:
        found &= Q(MadeBy(filters.made_by))
    if filters.repeats:
        found &= said_before(REPEATED[filters.repeats], viewer)
    if filters.topic:
        found &= having_topic(filters.topic)
    return found & _by_place(filters)


def _by_place(filters: Filters) -> Q:
    """The place by words of its name, by its id where entries were made, or by its name just as printed."""
    found = Q()
    if filters.place:
        found &= Q(place_named__icontains=filters.place) | made_at(place__name__icontains=filters.place)
    if filters.at:
        found &= made_at(place=UUID(filters.at))
    if filters.place_named:
        found &= Q(place_named=filters.place_named)
    return found


def made_at(**entry: object) -> Q:
    """The condition that an item stands on a paragraph whose finding rests on such entries."""
    among = {f"finding__supports__entry__{name}": value for name, value in entry.items()}
    return Q(paragraph__in=Paragraph.objects.filter(**among).order_by().values("pk"))


def _of_chapter(chapter: str) -> Q:
    """The paragraphs of a chapter, of none, or of any chapter of conclusions, which say nothing of a theme."""
    if chapter == CONCLUSIONS:
        return Q(chapter__icontains=CONCLUSION)
    return Q(chapter="") if chapter == NONE else Q(chapter__iexact=chapter)


def _by_body(body: str) -> Q:
    if body == OWN:
        return Q(report__body="")
    return ~Q(report__body="") if body == OTHER else Q(report__body=body)


def _by_age(filters: Filters, today: date) -> Q:
    """The State has known it for longer than so many years, or not so long."""
    found = Q()
    if filters.older_than:
        found &= known_to_state(years_before(today, int(filters.older_than)))
    if filters.younger_than:
        found &= known_to_state(today) & ~known_to_state(years_before(today, int(filters.younger_than)))
    return found


def years_before(today: date, years: int) -> date:
    """The last day of which ``years`` have passed today."""
    return add_months(today, -12 * years)


def _by_dialogue(items: QuerySet[Item], filters: Filters, today: date) -> QuerySet[Item]:
    """The conditions that are computed: follow-up, and the day due."""
    if filters.follow_up:
        wanted = dialogue.OPEN if filters.follow_up == OPEN_WORD else {FollowUp(filters.follow_up)}
        items = items.filter(standing_as(wanted, items, today=today))
    if filters.due == NONE:
        return items.filter(without_day(today))
    if filters.due == OVERDUE:
        return items.filter(due_between(None, today - timedelta(days=1), items, today=today))
    if filters.due:
        return items.filter(due_between(today, today + timedelta(days=int(filters.due)), items, today=today))
    return items
