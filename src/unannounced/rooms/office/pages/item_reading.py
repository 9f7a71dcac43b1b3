"""What the page of an item says of its reading: its topics, how often it was said, its source, who found it right."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse

from unannounced.records.accounts.queries import Viewer
from unannounced.records.readings.following import topics_here
from unannounced.records.readings.models import Look, Rework
from unannounced.records.readings.queries import (
    last_look,
    last_rework,
    repeats_of,
    said_again_of,
    sure_from,
    topics_asked,
)
from unannounced.records.recommendations.models import Item
from unannounced.records.recommendations.queries import items_seen_by, threads
from unannounced.rooms.office.pages import shown
from unannounced.rooms.office.pages.review_rows import Beside, ShownTopic, beside, rendition_of, shown_topics
from unannounced.rooms.office.pages.said_before import repetition_words
from unannounced.rooms.office.pages.shown import ShownItem


@dataclass(frozen=True, slots=True)
class OfReading:
    """What is known of an item besides its dialogue."""

    topics: list[ShownTopic]
    topics_url: str
    repetition: str
    before: list[ShownItem]
    after: list[ShownItem]
    beside: Beside | None
    look: Look | None
    rework: Rework | None
    take_back_url: str
    review_url: str


def of_reading(found: Item, viewer: Viewer, *, today: date) -> OfReading:
    """What is known of the reading of an item; a fixed number of queries."""
    repetition = repeats_of([found], viewer).get(found.pk)
    looked, rework = last_look(found), last_rework(found)
    decided = looked is not None or rework is not None
    waits = found.read_with is not None and found.read_with < sure_from() and not looked and not found.left_out_of
    review = reverse("review")
    return OfReading(
        topics=[one for one in shown_topics(topics_asked([found]).get(found.pk, []), topics_here()) if one.stands],
        topics_url=f"{review}?what=topics&one={found.pk}",
        repetition=repetition_words(repetition) if repetition else "",
        before=_shown(list(repetition.earlier) if repetition else [], viewer, today),
        after=_shown(said_again_of([found], viewer).get(found.pk, []), viewer, today),
        beside=beside(found, rendition_of(found) if found.read_with is not None else None),
        look=looked,
        rework=rework,
        take_back_url=reverse("reading-take-back", args=[found.pk]) if decided else "",
        review_url=f"{review}?one={found.pk}" if waits else "",
    )


def _shown(keys: list[UUID], viewer: Viewer, today: date) -> list[ShownItem]:
    """The items with these ids that the viewer may see, the latest report first."""
    found: Any = items_seen_by(viewer).filter(pk__in=keys)
    return [shown.item(thread, today=today) for thread in threads(found, today=today)] if keys else []
