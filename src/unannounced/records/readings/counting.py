"""Items counted by what they are about, and those that were said most often: for however many items."""

from collections import Counter
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet

from unannounced.duties import reviewing
from unannounced.records.accounts.queries import Viewer
from unannounced.records.readings.models import Decided, ProposedTopic, TopicDecision
from unannounced.records.readings.queries import Repetition, repeats_of
from unannounced.records.recommendations.models import Item

MOST_LOOKED_AT = 400
"""Items that repeat another of which the latest are looked at, to find those that were said most often."""


def topics_counted(items: QuerySet[Item]) -> Counter[str]:
    """How many of ``items`` have each topic, set by a person or surely proposed; two queries."""
    keys = items.order_by().values("pk")
    decided = TopicDecision.objects.filter(item=OuterRef("item"), topic=OuterRef("topic")).exclude(decided=Decided.OPEN)
    surely = ProposedTopic.objects.filter(item__in=keys, sure__gte=reviewing.TOPIC_STANDS).exclude(Exists(decided))
    confirmed = TopicDecision.objects.filter(item__in=keys, decided=Decided.CONFIRMED)
    counted: Counter[str] = Counter(dict(surely.values_list("topic").annotate(held=Count("pk"))))
    counted.update(dict(confirmed.values_list("topic").annotate(held=Count("pk"))))
    return counted


def most_repeated(items: QuerySet[Item], viewer: Viewer, *, at_most: int) -> list[tuple[UUID, Repetition]]:
    """Those of ``items`` that were said before most often and not again since, the most often said first."""
    last = items.filter(repeats__isnull=False, repeated_by__isnull=True).order_by("-report__opened_on", "pk")
    found = repeats_of(last.only("pk")[:MOST_LOOKED_AT], viewer)
    return sorted(found.items(), key=_most_often)[:at_most]


def _most_often(one: tuple[UUID, Repetition]) -> tuple[int, str]:
    return -one[1].times, one[0].hex
