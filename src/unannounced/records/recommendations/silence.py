"""The items on which States are silent, in very great number: counted in the database by the day they are due."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from unannounced.duties.dialogue import DueDate
from unannounced.duties.reporting import ItemKind
from unannounced.records.recommendations.models import Undecided
from unannounced.records.recommendations.more_time import due_after, granted_among
from unannounced.records.recommendations.tallying import unsaid_of
from unannounced.records.reports.models import Report

_ALIKE = ("report", "kind", "months")
_OF_REPORT = ("pk", "state", "transmitted_on", "visit__talks_on", "body")


@dataclass(frozen=True, slots=True)
class Silent:
    """Items that a State has not answered and that are due on one day, and how many they are."""

    state: UUID
    known_on: date
    due: DueDate
    count: int


def silent(reports: QuerySet[Report], *, today: date) -> Iterator[Silent]:
    """The items of ``reports`` on which States are silent, awaited or overdue; four queries.

    Nothing was answered, nothing assessed, and their report says nothing of the State's position. Items without a
    day due are left out: nobody can say when silence on them begins. To group items by columns of their reports
    would take twice as long, so the reports are read apart, with since when the State knows them, and so are the few
    items with more time.
    """
    groups = _groups(unsaid_of(reports.filter(Q(transmitted_on__lte=today) | Q(visit__talks_on__lte=today))))
    found = Report.objects.filter(pk__in={key[0] for key, _until in groups}).order_by().values_list(*_OF_REPORT)
    known = {pk: rest for pk, *rest in found}
    reckoned: dict[tuple[Any, ...], DueDate | None] = {}
    for (key, until), count in groups.items():
        report, word, months = key
        state, transmitted_on, talks_on, body = known[report]
        kind = ItemKind(word)
        known_on = known_of(kind, transmitted_on, talks_on)
        if known_on is None or known_on > today or not count:
            continue
        alike = (kind, known_on, months, bool(body), until)
        if alike not in reckoned:
            reckoned[alike] = due_after(*alike)
        if (due := reckoned[alike]) is not None:
            yield Silent(state, known_on, due, count)


def _groups(quiet: QuerySet[Undecided]) -> Counter[tuple[tuple[Any, ...], date | None]]:
    """How many of the items are alike in what decides when they are due; three queries."""
    counts: Counter[tuple[tuple[Any, ...], date | None]] = Counter()
    for *key, held in quiet.values_list(*_ALIKE).annotate(held=Count("pk")):
        counts[tuple(key), None] += held
    more_time = granted_among(reports={key[0] for key, _until in counts})
    if not more_time:
        return counts
    reached = Q(item__in=list(more_time.items)) | Q(report__in=list(more_time.reports))
    for pk, *key in quiet.filter(reached).values_list("item", *_ALIKE):
        counts[tuple(key), None] -= 1
        counts[tuple(key), more_time.until(key[0], pk, key[1])] += 1
    return counts


def known_of(kind: ItemKind, transmitted_on: date | None, talks_on: date | None) -> date | None:
    """The day the State knows an item: of the final talks for immediate observations, else of transmission."""
    return talks_on if kind is ItemKind.IMMEDIATE_OBSERVATION and talks_on else transmitted_on
