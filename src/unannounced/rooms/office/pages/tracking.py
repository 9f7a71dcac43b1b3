"""Items in great number: where each stands, without the texts; a constant number of queries."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet

from unannounced.duties import dialogue
from unannounced.duties.dialogue import FollowUp, Verdict
from unannounced.duties.reporting import ItemKind
from unannounced.records.accounts.queries import Viewer
from unannounced.records.recommendations.models import Assessment, Item, Response
from unannounced.records.recommendations.queries import Said, Thread, items_seen_by, thread_of
from unannounced.records.reports.models import Paragraph, Report
from unannounced.records.states.models import State
from unannounced.records.visits.models import Visit

CLOSING = (Verdict.IMPLEMENTED.value, Verdict.NO_LONGER_RELEVANT.value)


def light_threads(items: QuerySet[Item], *, today: date, reports: Sequence[Report] = ()) -> list[Thread]:
    """The threads of ``items`` without the texts, in the order of report and paragraph; seven queries at most.

    ``reports`` are those of the items, with visit and State, where they are read already: three queries less.
    """
    found = (
        items.select_related("paragraph")
        .only("id", "kind", "months", "addressee", "place_in_paragraph", "report_id", "paragraph__number")
        .prefetch_related(*(() if reports else _reports_and_visits()))
        .order_by("-report__visit__begins", "report_id", "paragraph__number", "place_in_paragraph")
    )
    held = {report.pk: report for report in reports}
    for item in found:
        if item.report_id in held:
            item.report = held[item.report_id]
    said = _said_of(found)
    return [thread_of(item, today=today, said=said) for item in found]


def _reports_and_visits() -> "tuple[Prefetch[str], ...]":
    """What is read of the reports of items, of their visits and of the States."""
    return (
        Prefetch("report", Report.objects.only("id", "title", "stage", "visit_id", "transmitted_on")),
        Prefetch("report__visit", Visit.objects.only("id", "begins", "talks_on", "state_id", "kind")),
        Prefetch("report__visit__state", State.objects.only("id", "code", "names")),
    )


def threads_in(report: Report, paragraphs: Sequence[Paragraph], *, today: date) -> list[Thread]:
    """The items of one report with their texts, tied to its ``paragraphs`` already read; three queries."""
    held = {paragraph.pk: paragraph for paragraph in paragraphs}
    items = Item.objects.filter(report=report).order_by("place_in_paragraph")
    said = _said_of(items)
    found = []
    for item in items:
        item.report, item.paragraph = report, held[item.paragraph_id]
        found.append(thread_of(item, today=today, said=said))
    return found


def _said_of(items: Iterable[Item]) -> Said:
    """What follow-up is computed from: claims and verdicts with their days; two queries, or none for no item.

    ``prefetch_related`` would make a queryset for each item, which takes as long as reading all of them.
    """
    pks = [item.pk for item in items]
    responses: dict[UUID, list[Response]] = defaultdict(list)
    assessments: dict[UUID, list[Assessment]] = defaultdict(list)
    for response in Response.objects.filter(item__in=pks).only("id", "item_id", "received_on", "claim"):
        responses[response.item_id].append(response)
    for held in Assessment.objects.filter(item__in=pks).only("id", "item_id", "day", "verdict", "evidence"):
        assessments[held.item_id].append(held)
    return Said(responses, assessments)


def known(items: QuerySet[Item], *, today: date) -> QuerySet[Item]:
    """Those of ``items`` that the State knows: transmitted, or said at the final talks."""
    at_talks = Q(kind=ItemKind.IMMEDIATE_OBSERVATION.value, report__visit__talks_on__lte=today)
    without_talks = ~Q(kind=ItemKind.IMMEDIATE_OBSERVATION.value) | Q(report__visit__talks_on__isnull=True)
    return items.filter(at_talks | without_talks & Q(report__transmitted_on__lte=today))


def waiting(viewer: Viewer, *, today: date) -> list[Thread]:
    """The items nobody has answered or assessed, by the day they are due: awaited or overdue."""
    silent = known(items_seen_by(viewer), today=today).filter(responses__isnull=True, assessments__isnull=True)
    found = [thread for thread in light_threads(silent, today=today) if thread.due]
    return sorted(found, key=due_day)


def due_day(thread: Thread) -> date:
    """The day an item is due; items without one come last."""
    return thread.due.day if thread.due else date.max


def open_by_state(viewer: Viewer, *, today: date, invented: bool | None = None) -> Counter[UUID]:
    """How many items are open in each State, of one register or of both.

    An item is closed by an assessment alone, so only items with a closing one are looked at singly.
    """
    seen = known(items_seen_by(viewer), today=today)
    if invented is not None:
        seen = seen.filter(report__visit__state__invented=invented)
    counts = seen.order_by().values_list("report__visit__state").annotate(held=Count("id"))
    found = Counter(dict(counts))
    assessed = seen.filter(pk__in=Assessment.objects.filter(verdict__in=CLOSING).values("item"))
    for thread in light_threads(assessed, today=today):
        if not thread.is_open:
            found[thread.item.report.visit.state_id] -= 1
    return found


def chosen(found: Iterable[Thread], *, follow_up: str = "", kind: str = "", addressee: str = "") -> list[Thread]:
    """Those of ``found`` with this follow-up (or any that is ``open``), kind and addressee; empty means any."""
    return [
        thread
        for thread in found
        if _stands(thread, follow_up) and kind in ("", thread.item.kind) and addressee in ("", thread.item.addressee)
    ]


def _stands(thread: Thread, follow_up: str) -> bool:
    return (
        not follow_up
        or thread.follow_up.status == follow_up
        or (follow_up == OPEN_WORD and thread.follow_up.status in dialogue.OPEN)
    )


OPEN_WORD = "open"
FOLLOW_UPS: tuple[str, ...] = (OPEN_WORD, *(one.value for one in FollowUp))
