"""The items on which States are silent, in very great number: counted in the database by the day they are due."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, QuerySet

from unannounced.duties import reporting
from unannounced.duties.dialogue import DueDate
from unannounced.duties.reporting import ItemKind
from unannounced.records.recommendations.models import Item
from unannounced.records.recommendations.tallying import silent as unanswered

_DATING = ("report__transmitted_on", "report__visit__talks_on", "kind", "months")


@dataclass(frozen=True, slots=True)
class Silent:
    """Items that the State has not answered and that are due on one day: what they have in common, and how many."""

    keys: tuple[Any, ...]
    known_on: date
    due: DueDate
    count: int


def silent(items: QuerySet[Item], *, by: Sequence[str], today: date) -> Iterator[Silent]:
    """The items on which the State is silent, awaited or overdue, by the columns ``by``; one query.

    Nothing was answered, nothing assessed, and their report says nothing of the State's position. Items without a
    day due are left out: nobody can say when silence on them begins.
    """
    dated = items.filter(unanswered(today), Q(report__body="") | Q(months__isnull=False))
    reckoned: dict[tuple[ItemKind, date, int | None], DueDate] = {}
    for group in dated.order_by().values(*dict.fromkeys((*by, *_DATING))).annotate(held=Count("pk")):
        kind = ItemKind(group["kind"])
        known_on = known_of(kind, group["report__transmitted_on"], group["report__visit__talks_on"])
        if known_on is None:
            continue
        alike = (kind, known_on, group["months"])
        if alike not in reckoned:
            reckoned[alike] = reporting.due(kind, known_on, settings.MECHANISM, group["months"])
        yield Silent(tuple(group[name] for name in by), known_on, reckoned[alike], group["held"])


def known_of(kind: ItemKind, transmitted_on: date | None, talks_on: date | None) -> date | None:
    """The day the State knows an item: of the final talks for immediate observations, else of transmission."""
    return talks_on if kind is ItemKind.IMMEDIATE_OBSERVATION and talks_on else transmitted_on
