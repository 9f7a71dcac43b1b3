"""Items, days due and follow-ups as the shared pieces show them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from unannounced.duties import dialogue, reporting
from unannounced.duties.dialogue import DueDate, FollowUp, FollowUpFact, Position
from unannounced.duties.reporting import ItemKind
from unannounced.duties.words import Sentence
from unannounced.records.recommendations.queries import Thread


@dataclass(frozen=True, slots=True)
class ShownDue:
    """A day due, how far off it is and how it was reckoned."""

    day: date
    distance: Sentence | None
    overdue: bool
    steps: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class ShownFollowUp:
    """Where an item stands: word, shape, since when and why."""

    word: str
    shape: str
    since: date | None
    why: Sentence


@dataclass(frozen=True, slots=True)
class ShownItem:
    """An item as ``web/pieces/item.html`` shows it, and where it comes from."""

    pk: UUID
    number: str
    kind: str
    kind_word: str
    text: str
    addressee: str
    paragraph_number: int
    url: str
    follow_up: ShownFollowUp
    due: ShownDue | None
    report_title: str
    report_url: str
    made_by: str = ""
    position_word: str = ""
    topics: str = ""
    repetition: str = ""


def item(thread: Thread, *, today: date, topics: str = "", repetition: str = "") -> ShownItem:
    """``thread`` for the page, with its topics and how often it was said, where these are known."""
    held = thread.item
    return ShownItem(
        pk=held.pk,
        number=thread.number,
        kind=held.kind,
        kind_word=kind_word(held.kind),
        text=held.text,
        addressee=held.addressee,
        paragraph_number=held.paragraph.number,
        url=reverse("item", args=[held.pk]),
        follow_up=follow_up(thread.follow_up),
        due=due_of(thread, today=today),
        report_title=held.report.title,
        report_url=reverse("report", args=[held.report_id]),
        made_by=", ".join(held.made_by),
        position_word=position_word(held.position),
        topics=topics,
        repetition=repetition,
    )


def position_word(position: str) -> str:
    """What a report says of the State's position, in the reader's language; empty where it says nothing."""
    return "" if position == Position.UNKNOWN else _(dialogue.POSITION_WORDS[Position(position)])


def kind_word(kind: str) -> str:
    """The kind of an item in the reader's language."""
    return _(reporting.ITEM_WORDS[ItemKind(kind)])


def follow_up(fact: FollowUpFact) -> ShownFollowUp:
    """``fact`` with its word and shape."""
    return ShownFollowUp(dialogue.WORDS[fact.status], dialogue.SHAPES[fact.status], fact.since, fact.why)


def due_of(thread: Thread, *, today: date) -> ShownDue | None:
    """The day an item is due; how far off it is said only while nobody has answered."""
    if thread.due is None:
        return None
    awaited = thread.follow_up.status in (FollowUp.AWAITED, FollowUp.OVERDUE)
    return due(thread.due, today=today, awaited=awaited)


def due(found: DueDate, *, today: date, awaited: bool = True) -> ShownDue:
    """A day due, with its distance from today while something is ``awaited``."""
    return ShownDue(
        day=found.day,
        distance=dialogue.distance(found.day, today) if awaited else None,
        overdue=awaited and found.day < today,
        steps=found.steps,
    )
