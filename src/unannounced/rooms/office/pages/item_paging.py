"""A page of very many items without sorting all of them: groups are counted and sorted, and one page is read.

The items of a report stand together, so the order of reports decides which of them a page needs.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, Q, QuerySet, Value, When
from django.db.models.fields import BooleanField

from unannounced.duties.reporting import ItemKind
from unannounced.records.recommendations.models import Item
from unannounced.records.recommendations.more_time import due_after, until_of
from unannounced.records.recommendations.queries import Thread, threads
from unannounced.records.recommendations.tallying import silent
from unannounced.records.reports.models import Report

LATEST, DUE_NEXT, OLDEST_FIRST = "latest", "due", "oldest"
SORTS = (LATEST, DUE_NEXT, OLDEST_FIRST)
ON_A_PAGE = 50
_PLACE = ("paragraph__number", "place_in_paragraph", "pk")
_BY_DUE = ("report_id", "immediate", "months", "waits", "until")


@dataclass(frozen=True, slots=True)
class Group:
    """Items of one report that stand at one place of the order."""

    keys: tuple[Any, ...]
    count: int
    report: "OfReport"


class OfReport(NamedTuple):
    """What the order needs to know of a report."""

    pk: UUID
    state: UUID
    opened_on: date
    transmitted_on: date | None
    talks_on: date | None
    body: str


class InOrder:
    """The ids of items in an order: counted in groups by two queries, and a piece of them read by another."""

    def __init__(self, items: QuerySet[Item], *, sort: str, today: date) -> None:
        self.columns = _BY_DUE if sort == DUE_NEXT else ("report_id",)
        if sort == DUE_NEXT:
            immediate = Q(kind=ItemKind.IMMEDIATE_OBSERVATION.value)
            items = items.annotate(waits=_whether(silent(today)), immediate=_whether(immediate), until=until_of())
        self.items = items
        found = list(self.items.order_by().values_list(*self.columns).annotate(held=Count("pk")))
        reports = _reports({row[0] for row in found})
        groups = [Group(tuple(row[:-1]), row[-1], reports[row[0]]) for row in found]
        self.groups = sorted(groups, key=_ORDER[sort or LATEST])

    def count(self) -> int:
        """How many there are."""
        return sum(group.count for group in self.groups)

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, piece: slice) -> list[UUID]:
        """The ids from one place of the order to another; one query for the reports they stand in."""
        first, last = piece.start or 0, self.count() if piece.stop is None else piece.stop
        needed, before = [], 0
        skipped = 0
        for group in self.groups:
            if before + group.count <= first:
                skipped = before + group.count
            elif before < last:
                needed.append(group)
            before += group.count
        return self._ids(needed)[first - skipped : last - skipped] if needed else []

    def _ids(self, groups: Sequence[Group]) -> list[UUID]:
        reports = {group.keys[0] for group in groups}
        held: dict[tuple[Any, ...], list[UUID]] = {group.keys: [] for group in groups}
        rows = self.items.filter(report__in=reports).order_by(*_PLACE).values_list("pk", *self.columns)
        for pk, *keys in rows:
            if tuple(keys) in held:
                held[tuple(keys)].append(pk)
        return [pk for group in groups for pk in held[group.keys]]


def _whether(condition: Q) -> Case:
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())


def _reports(keys: Iterable[UUID]) -> dict[UUID, OfReport]:
    """The reports with these ids; one query. To group items by columns of their reports would take twice as long."""
    columns = ("pk", "state", "opened_on", "transmitted_on", "visit__talks_on", "body")
    found = Report.objects.filter(pk__in=list(keys)).order_by().values_list(*columns)
    return {row[0]: OfReport(*row) for row in found}


def _latest(group: Group) -> tuple[int, str]:
    return -group.report.opened_on.toordinal(), group.report.pk.hex


def _oldest(group: Group) -> tuple[int, str]:
    return group.report.opened_on.toordinal(), group.report.pk.hex


def _due_next(group: Group) -> tuple[Any, ...]:
    _report, immediate, months, waits, until = group.keys
    report = group.report
    known_on = report.talks_on if immediate and report.talks_on else report.transmitted_on
    day = date.max
    if waits and known_on is not None:
        kind = ItemKind.IMMEDIATE_OBSERVATION if immediate else ItemKind.RECOMMENDATION
        due = due_after(kind, known_on, months, bool(report.body), until)
        day = due.day if due else day
    return day, not waits, -report.opened_on.toordinal(), report.pk.hex, immediate, months or 0


_ORDER: Any = {LATEST: _latest, DUE_NEXT: _due_next, OLDEST_FIRST: _oldest}


def paged(items: QuerySet[Item], *, sort: str, number: str | None, today: date) -> Page[UUID]:
    """A page of the ids of ``items``; one query to count them in groups and one to read the page."""
    ordered: Any = InOrder(items, sort=sort, today=today)
    return Paginator(ordered, ON_A_PAGE).get_page(number)


def threads_of(keys: Sequence[UUID], *, today: date) -> list[Thread]:
    """The items with these ids with their threads, in this order; three queries."""
    place = {pk: number for number, pk in enumerate(keys)}
    found = threads(Item.objects.filter(pk__in=keys), today=today)
    return sorted(found, key=lambda thread: place[thread.item.pk])
