"""Items somebody may read, each with its thread: due date, responses, assessments, follow-up; all computed."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import Count, QuerySet

from unannounced.duties import dialogue, reporting
from unannounced.duties.confidentiality import Role
from unannounced.duties.decision import Decision
from unannounced.duties.dialogue import AssessmentFact, Claim, DueDate, FollowUp, FollowUpFact, ResponseFact, Verdict
from unannounced.duties.reporting import ItemKind, ReportStage
from unannounced.records.accounts.queries import Viewer
from unannounced.records.committee.models import Vote
from unannounced.records.committee.queries import outcome_of
from unannounced.records.recommendations.models import Assessment, Item, PublicStatement, Response
from unannounced.records.reports.models import Report
from unannounced.records.states.models import State
from unannounced.records.visits.queries import seen_by

KNOWN_STAGES = (ReportStage.TRANSMITTED.value, ReportStage.PUBLISHED.value)


@dataclass(frozen=True, slots=True)
class Thread:
    """An item and what became of it up to today."""

    item: Item
    number: str
    known_on: date | None
    due: DueDate | None
    responses: list[Response]
    assessments: list[Assessment]
    follow_up: FollowUpFact

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done about it."""
        return self.follow_up.status in dialogue.OPEN


@dataclass(frozen=True, slots=True)
class Said:
    """What was answered to many items and what was found of them, by the id of the item."""

    responses: Mapping[UUID, list[Response]]
    assessments: Mapping[UUID, list[Assessment]]


def items_seen_by(viewer: Viewer) -> QuerySet[Item]:
    """Every item ``viewer`` may read."""
    return Item.objects.filter(report__visit__in=seen_by(viewer))


def threads(items: QuerySet[Item], *, today: date) -> list[Thread]:
    """``items`` with their threads in the order of report and paragraph: three queries, however many."""
    found = (
        items.select_related("report__visit__state", "paragraph", "repeats__report", "repeats__paragraph")
        .prefetch_related("responses", "assessments")
        .order_by("-report__visit__begins", "report_id", "paragraph__number", "place_in_paragraph")
    )
    return [thread_of(item, today=today) for item in found]


def threads_of_report(report: Report, *, today: date) -> list[Thread]:
    """The items of one report with their threads."""
    return threads(Item.objects.filter(report=report), today=today)


def threads_of_state(state: State, viewer: Viewer, *, today: date) -> list[Thread]:
    """The items addressed to one State that the viewer may read."""
    return threads(items_seen_by(viewer).filter(report__visit__state=state), today=today)


def thread_of(item: Item, *, today: date, said: Said | None = None) -> Thread:
    """One item with its thread, from what was fetched with it, or from what was ``said`` of many."""
    known_on = known_since(item)
    due = due_of(item, known_on)
    answered = item.responses.all() if said is None else said.responses.get(item.pk, ())
    assessed = item.assessments.all() if said is None else said.assessments.get(item.pk, ())
    responses = sorted(answered, key=lambda response: response.received_on)
    assessments = sorted(assessed, key=lambda assessment: assessment.day)
    follow_up = dialogue.follow_up(
        transmitted_on=known_on,
        due_on=due.day if due else None,
        responses=[ResponseFact(response.received_on, Claim(response.claim)) for response in responses],
        assessments=[AssessmentFact(held.day, Verdict(held.verdict), held.evidence) for held in assessments],
        today=today,
    )
    number = f"{item.paragraph.number}.{item.place_in_paragraph}"
    return Thread(item, number, known_on, due, responses, assessments, follow_up)


def known_since(item: Item) -> date | None:
    """The day the State knows the item: of the final talks for immediate observations, else of transmission."""
    if item.kind == ItemKind.IMMEDIATE_OBSERVATION and item.report.visit.talks_on:
        return item.report.visit.talks_on
    return item.report.transmitted_on


def due_of(item: Item, known_on: date | None) -> DueDate | None:
    """When the response is due, with its arithmetic; ``None`` while the State does not know the item."""
    if known_on is None:
        return None
    return reporting.due(ItemKind(item.kind), known_on, settings.MECHANISM, item.months)


def adoption_decision(report: Report, by_vote: Vote | None) -> Decision:
    """Whether the draft may be adopted as it stands: a vote that carried, addressees, support (ECPT Art. 6(1))."""
    nameless = Item.objects.filter(report=report, addressee="").exclude(kind=ItemKind.COMMENT.value)
    unsupported = report.paragraphs.filter(finding__isnull=False).annotate(rests=Count("finding__supports"))
    return reporting.may_adopt(
        stage=ReportStage(report.stage),
        paragraphs=report.paragraphs.count(),
        items_without_addressee=[
            f"{item.paragraph.number}.{item.place_in_paragraph}" for item in nameless.select_related("paragraph")
        ],
        findings_without_support=unsupported.filter(rests=0).count(),
        carried=outcome_of(by_vote).carried if by_vote else None,
        profile=settings.MECHANISM,
    )


def counted(found: Iterable[Thread]) -> Counter[FollowUp]:
    """How many items stand where."""
    return Counter(thread.follow_up.status for thread in found)


def statements_on(state: State, viewer: Viewer) -> list[PublicStatement]:
    """The procedures of a public statement concerning a State, the latest first."""
    if not viewer.roles & {Role.MEMBER, Role.SECRETARIAT}:
        return []
    return list(PublicStatement.objects.filter(state=state).order_by("-opened_on"))
