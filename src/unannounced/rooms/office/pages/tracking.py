"""Items in great number: where each stands, without the texts; a constant number of queries."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Prefetch, QuerySet

from unannounced.duties.dialogue import FollowUp, Verdict
from unannounced.records.accounts.queries import Viewer
from unannounced.records.recommendations.models import Assessment, Item, Response
from unannounced.records.recommendations.more_time import granted_among
from unannounced.records.recommendations.queries import IN_ORDER, Said, Thread, items_seen_by, thread_of
from unannounced.records.recommendations.tallying import asked_still, deciding_assessments, known_to_state
from unannounced.records.reports.models import Paragraph, Report
from unannounced.records.states.models import State
from unannounced.records.visits.models import Visit

LIGHT = (
    "id", "kind", "months", "addressee", "place_in_paragraph", "printed", "made_by", "position", "report_id",
    "paragraph__number", "withdrawn_on",
)  # fmt: skip
CLOSING = (Verdict.IMPLEMENTED.value, Verdict.NO_LONGER_RELEVANT.value)


def light_threads(items: QuerySet[Item], *, today: date, reports: Sequence[Report] = ()) -> list[Thread]:
    """The threads of ``items`` without the texts, in the order of report and paragraph; eight queries at most.

    ``reports`` are those of the items, with visit and State, where they are read already: three queries less.
    """
    found = (
        items.select_related("paragraph")
        .only(*LIGHT)
        .prefetch_related(*(() if reports else _reports_and_visits()))
        .order_by(*IN_ORDER)
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
        Prefetch(
            "report", Report.objects.only("id", "title", "stage", "visit_id", "state_id", "transmitted_on", "body")
        ),
        Prefetch("report__visit", Visit.objects.only("id", "begins", "talks_on", "state_id", "kind")),
        Prefetch("report__state", State.objects.only("id", "code", "names")),
    )


def threads_in(report: Report, paragraphs: Sequence[Paragraph], *, today: date) -> list[Thread]:
    """The items of one report with their texts, tied to its ``paragraphs`` already read; four queries."""
    held = {paragraph.pk: paragraph for paragraph in paragraphs}
    items = Item.objects.filter(report=report, left_out_of__isnull=True).order_by("place_in_paragraph")
    said = _said_of(items)
    found = []
    for item in items:
        item.report, item.paragraph = report, held[item.paragraph_id]
        found.append(thread_of(item, today=today, said=said))
    return found


def _said_of(items: Iterable[Item]) -> Said:
    """What follow-up is computed from: claims, verdicts and more time granted; three queries, or none for no item.

    ``prefetch_related`` would make a queryset for each item, which takes as long as reading all of them.
    """
    found = list(items)
    pks = [item.pk for item in found]
    responses: dict[UUID, list[Response]] = defaultdict(list)
    assessments: dict[UUID, list[Assessment]] = defaultdict(list)
    for response in Response.objects.filter(item__in=pks).only(
        "id", "item_id", "received_on", "claim", "withdrawn_at", "registered_at"
    ):
        responses[response.item_id].append(response)
    for held in Assessment.objects.filter(item__in=pks).only(
        "id", "item_id", "day", "verdict", "evidence", "withdrawn_at", "registered_at"
    ):
        assessments[held.item_id].append(held)
    return Said(responses, assessments, granted_among(reports={item.report_id for item in found}))


def due_day(thread: Thread) -> date:
    """The day an item is due; items without one come last."""
    return thread.due.day if thread.due else date.max


def open_by_state(viewer: Viewer, *, today: date, invented: bool | None = None) -> Counter[UUID]:
    """How many items are open in each State, of one register or of both; two queries, however many items.

    An item is closed by an assessment alone, so those that a closing one decides are taken off what the States know.
    """
    seen = items_seen_by(viewer).filter(asked_still(), known_to_state(today)).order_by()
    if invented is not None:
        seen = seen.filter(report__state__invented=invented)
    found = Counter(dict(seen.values_list("report__state").annotate(held=Count("id"))))
    closing = deciding_assessments().filter(Exists(seen.filter(pk=OuterRef("item"))), verdict__in=CLOSING)
    found.subtract(dict(closing.order_by().values_list("item__report__state").annotate(held=Count("item"))))
    return found


OPEN_WORD = "open"
FOLLOW_UPS: tuple[str, ...] = (OPEN_WORD, *(one.value for one in FollowUp))
