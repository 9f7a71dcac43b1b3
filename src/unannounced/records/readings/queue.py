"""What waits, in its order, for however many items: counted by report, and read only where somebody is.

Items are many and reports are few: the order of reports says where an item is, and only its report is read.
"""

from bisect import bisect_left
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count

from unannounced.records.accounts.queries import Viewer
from unannounced.records.readings.queries import Narrowing, unsure
from unannounced.records.recommendations.models import Item
from unannounced.records.reports.models import Report

ON_A_PAGE = 50
_PLACE = ("paragraph__number", "place_in_paragraph", "pk")


class _OfReport(NamedTuple):
    """How many items of a report wait; sorted, the latest report comes first."""

    age: int
    report: UUID
    waiting: int


class Queue:
    """What waits for a viewer: the latest report first, then as it stands in the report; two queries to begin with."""

    def __init__(self, viewer: Viewer, what: str, narrowing: Narrowing | None = None) -> None:
        self.items = unsure(viewer, what, narrowing).order_by()
        counted = dict(self.items.values_list("report").annotate(held=Count("pk")))
        days = dict(Report.objects.filter(pk__in=list(counted)).order_by().values_list("pk", "opened_on"))
        self.reports = sorted(_OfReport(_age(days[pk]), pk, count) for pk, count in counted.items())
        self._held: dict[UUID, list[tuple[int, int, UUID]]] = {}

    @property
    def total(self) -> int:
        """How many items wait."""
        return sum(one.waiting for one in self.reports)

    def place(self, one: Item) -> int | None:
        """Which of those that wait ``one`` is, counted from 1; ``None`` if it does not wait."""
        within = self._of(one.report_id)
        key = _key(one)
        if key not in within:
            return None
        return sum(held.waiting for held in self.reports[: self._at(one)]) + within.index(key) + 1

    def after(self, one: Item) -> list[UUID]:
        """The ids of those that come after ``one``, which need not wait itself: one more at most than on a page."""
        within, at = self._of(one.report_id), self._at(one)
        found = [pk for *_place, pk in within[bisect_left(within, _key(one)) :] if pk != one.pk]
        own = at < len(self.reports) and self.reports[at].report == one.report_id
        return self._filled(found, at + own)

    def first(self) -> UUID | None:
        """The first that waits."""
        return self._of(self.reports[0].report)[0][2] if self.reports else None

    def before(self, one: Item) -> UUID | None:
        """The nearest that comes before ``one``."""
        within, at = self._of(one.report_id), self._at(one)
        place = bisect_left(within, _key(one))
        if place:
            return within[place - 1][2]
        return self._of(self.reports[at - 1].report)[-1][2] if at else None

    def _filled(self, found: list[UUID], at: int) -> list[UUID]:
        """``found`` and the items of the reports from ``at`` on, until a page is full; one query."""
        needed, held = [], len(found)
        for one in self.reports[at:]:
            if held > ON_A_PAGE:
                break
            needed.append(one.report)
            held += one.waiting
        self._read([report for report in needed if report not in self._held])
        return [*found, *(pk for report in needed for *_place, pk in self._held[report])][: ON_A_PAGE + 1]

    def _of(self, report: UUID) -> list[tuple[int, int, UUID]]:
        """The items of one report that wait, as they stand; one query."""
        if report not in self._held:
            self._read([report])
        return self._held[report]

    def _read(self, reports: list[UUID]) -> None:
        if not reports:
            return
        for report in reports:
            self._held[report] = []
        rows = self.items.filter(report__in=reports).order_by(*_PLACE).values_list("report", *_PLACE)
        for report, number, place, pk in rows:
            self._held[report].append((number, place, pk))

    def _at(self, one: Item) -> int:
        """The place of the report of ``one`` among the reports, whether anything of it waits or not."""
        return bisect_left(self.reports, (_age(one.report.opened_on), one.report_id))


def _age(opened_on: date) -> int:
    """The less, the later a report was opened."""
    return -opened_on.toordinal()


def _key(one: Item) -> tuple[int, int, UUID]:
    return one.paragraph.number, one.place_in_paragraph, one.pk
