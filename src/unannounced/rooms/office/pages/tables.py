"""What becomes of items, visits and reports, counted and listed: the tables of the page of a State."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from unannounced.duties import dialogue, reporting, visiting
from unannounced.duties.dialogue import FollowUp
from unannounced.duties.reporting import FORCE, ItemKind, ReportStage
from unannounced.duties.visiting import VisitStage
from unannounced.records.publications.models import Publication
from unannounced.records.recommendations.standings import Standing
from unannounced.records.reports.models import Report
from unannounced.records.visits.models import Visit
from unannounced.rooms.office.pages import shown
from unannounced.rooms.office.pages.item_paging import threads_of
from unannounced.rooms.office.pages.lanes import visit_words

KINDS = tuple(sorted(ItemKind, key=lambda kind: -FORCE[kind]))
MOST_PRESSING = (
    FollowUp.OVERDUE,
    FollowUp.NOT_IMPLEMENTED,
    FollowUp.REJECTED,
    FollowUp.ANSWERED,
    FollowUp.NOTED,
    FollowUp.UNVERIFIED_CLAIM,
    FollowUp.PARTIALLY_IMPLEMENTED,
    FollowUp.IN_PROGRESS,
    FollowUp.ACCEPTED,
    FollowUp.AWAITED,
    FollowUp.IMPLEMENTED,
    FollowUp.NO_LONGER_RELEVANT,
    FollowUp.WITHDRAWN,
    FollowUp.NOT_TRANSMITTED,
)


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of ``web/pieces/figure.html``."""

    label: SafeString
    value: int | None
    kind: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """What ``web/pieces/figure.html`` shows."""

    title: str
    of: str
    unit: str
    most: int
    rows: list[Bar]
    source: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A number and the address that lists what it counts."""

    count: int
    url: str


@dataclass(frozen=True, slots=True)
class CrossRow:
    """One follow-up: a cell for each kind of item, and their sum."""

    word: str
    shape: str
    cells: list[tuple[str, Cell]]
    total: Cell


@dataclass(frozen=True, slots=True)
class VisitRow:
    """A visit in a list."""

    visit: Visit
    url: str
    kind: str
    stage: str


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report in a list, with the symbol it was published under or bears itself."""

    report: Report
    url: str
    stage: str
    symbol: str
    items: int
    still_open: int


def chart(found: Sequence[Standing], base: str) -> Chart | None:
    """Items by follow-up; its title says the finding. ``None`` where there is no item."""
    counted = Counter(one.status for one in found)
    if not counted:
        return None
    return Chart(
        title=_finding(counted),
        of=_("Follow-up"),
        unit=_("Items"),
        most=max(counted.values()),
        rows=[_bar(one, counted[one], base) for one in MOST_PRESSING if counted[one]],
        source=_("the records of the office; follow-up is computed, never stored"),
    )


def _finding(counted: Counter[FollowUp]) -> str:
    total = sum(counted.values())
    late, still_open = counted[FollowUp.OVERDUE], sum(counted[one] for one in dialogue.OPEN)
    if late:
        words = ngettext("{count} of {total} items is overdue", "{count} of {total} items are overdue", late)
        return words.format(count=late, total=total)
    if still_open:
        words = ngettext("{count} of {total} items is open", "{count} of {total} items are open", still_open)
        return words.format(count=still_open, total=total)
    return _("No item is open")


def _bar(one: FollowUp, count: int, base: str) -> Bar:
    url = f"{base}?{urlencode({'follow-up': one.value})}"
    label = format_html('<a href="{}">{}</a>', url, _(dialogue.WORDS[one]))
    return Bar(label, count, kind="pending" if one in (FollowUp.AWAITED, FollowUp.NOT_TRANSMITTED) else "")


def cross(found: Sequence[Standing], base: str) -> tuple[list[str], list[CrossRow]]:
    """Items by follow-up and kind; each cell leads to the items it counts. Kinds without items are left out."""
    counted = Counter((one.status, one.kind) for one in found)
    kinds = [kind for kind in KINDS if any(of is kind for _status, of in counted)]
    heads = [_(reporting.ITEM_WORDS[kind]) for kind in kinds]
    rows = [_cross_row(one, kinds, counted, base) for one in MOST_PRESSING if any(of is one for of, _kind in counted)]
    return heads, rows


def _cross_row(
    one: FollowUp, kinds: Sequence[ItemKind], counted: Counter[tuple[FollowUp, ItemKind]], base: str
) -> CrossRow:
    cells = []
    for kind in kinds:
        url = f"{base}?{urlencode({'follow-up': one.value, 'kind': kind.value})}"
        cells.append((_(reporting.ITEM_WORDS[kind]), Cell(counted[one, kind], url)))
    total = Cell(sum(cell.count for _word, cell in cells), f"{base}?{urlencode({'follow-up': one.value})}")
    return CrossRow(dialogue.WORDS[one], dialogue.SHAPES[one], cells, total)


def with_texts(found: Sequence[Standing], *, today: date) -> list[shown.ShownItem]:
    """Some of many items with their texts and threads, in the same order; three queries."""
    return [shown.item(thread, today=today) for thread in threads_of([one.pk for one in found], today=today)]


def visits(found: Iterable[Visit]) -> list[VisitRow]:
    """Visits for a list."""
    return [
        VisitRow(
            visit,
            reverse("visit", args=[visit.pk]),
            visit_words(visit),
            visiting.STAGE_WORDS[VisitStage(visit.stage)],
        )
        for visit in found
    ]


def reports(found: Iterable[Report], publications: Iterable[Publication], items: Iterable[Standing]) -> list[ReportRow]:
    """Reports for a list, with the number of their items and of the open ones."""
    symbols = {one.report_id: one.symbol for one in publications}
    counted: Counter[UUID] = Counter()
    still_open: Counter[UUID] = Counter()
    for one in items:
        counted[one.report] += 1
        still_open[one.report] += one.is_open
    return [
        ReportRow(
            report=report,
            url=reverse("report", args=[report.pk]),
            stage=reporting.WORDS[ReportStage(report.stage)],
            symbol=symbols.get(report.pk) or report.symbol,
            items=counted[report.pk],
            still_open=still_open[report.pk],
        )
        for report in found
    ]
