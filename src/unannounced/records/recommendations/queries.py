"""Items somebody may read, each with its thread: due date, responses, assessments, follow-up; all computed."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Count, QuerySet

from unannounced.duties import dialogue, drafting, reporting, sitting, stating, undoing
from unannounced.duties.confidentiality import Role
from unannounced.duties.decision import Decision, first_refusal
from unannounced.duties.dialogue import (
    AssessmentFact,
    Claim,
    DueDate,
    FollowUp,
    FollowUpFact,
    Position,
    ResponseFact,
    Verdict,
)
from unannounced.duties.reporting import ItemKind, ReportStage
from unannounced.duties.stating import StatementStage
from unannounced.records.accounts.queries import Viewer
from unannounced.records.committee.models import Vote
from unannounced.records.committee.queries import outcome_of
from unannounced.records.committee.worded import digest_now, is_open_on
from unannounced.records.documents.models import Document
from unannounced.records.ledger.models import Line
from unannounced.records.recommendations.models import Assessment, Item, PublicStatement, Response
from unannounced.records.recommendations.more_time import Granted, due_after, granted_among
from unannounced.records.recommendations.setting_out import references_of
from unannounced.records.reports.models import Report
from unannounced.records.reports.queries import reports_seen_by
from unannounced.records.states.models import State

IN_ORDER = ("-report__opened_on", "report_id", "paragraph__number", "place_in_paragraph")
"""The order of items: the latest report first, then as they stand in it."""

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
    more_time: Granted


def items_seen_by(viewer: Viewer, *, of_reports: Mapping[str, object] | None = None) -> QuerySet[Item]:
    """Every item ``viewer`` may read; those a newer rendition of their report no longer has are left out.

    ``of_reports`` narrows the reports down where that is quicker than to look at the report of each item.
    """
    return items_ever_seen_by(viewer, of_reports=of_reports).filter(left_out_of__isnull=True)


def items_ever_seen_by(viewer: Viewer, *, of_reports: Mapping[str, object] | None = None) -> QuerySet[Item]:
    """The same with those that were left out since: their dialogue stays to be read."""
    reports = reports_seen_by(viewer).filter(**(of_reports or {}))
    return Item.objects.filter(report__in=reports.values("pk"))


def threads(items: QuerySet[Item], *, today: date) -> list[Thread]:
    """``items`` with their threads in the order of report and paragraph: four queries, however many."""
    found = (
        items.select_related("report__visit", "report__state", "paragraph", "repeats__report", "repeats__paragraph")
        .prefetch_related("responses", "assessments")
        .order_by(*IN_ORDER)
    )
    more_time = granted_among(reports={item.report_id for item in found})
    return [_thread(item, list(item.responses.all()), list(item.assessments.all()), more_time, today) for item in found]


def threads_of_report(report: Report, *, today: date) -> list[Thread]:
    """The items of one report with their threads."""
    return threads(Item.objects.filter(report=report, left_out_of__isnull=True), today=today)


def threads_of_state(state: State, viewer: Viewer, *, today: date) -> list[Thread]:
    """The items addressed to one State that the viewer may read."""
    return threads(items_seen_by(viewer).filter(report__state=state), today=today)


def document_seen(viewer: Viewer, document: UUID, item: UUID) -> Document | None:
    """A document that came with a response to this item, with its bytes; hidden and absent are one."""
    of_item = Response.objects.filter(item__in=items_ever_seen_by(viewer).values("pk"), item=item)
    return Document.objects.filter(pk=document, responses__in=of_item).first()


def thread_of(item: Item, *, today: date, said: Said | None = None) -> Thread:
    """One item with its thread: what is ``said`` of it is looked up, unless it was read with that of many."""
    if said is None:
        more_time = granted_among(reports=[item.report_id])
        return _thread(item, item.responses.all(), item.assessments.all(), more_time, today)
    answered, assessed = said.responses.get(item.pk, ()), said.assessments.get(item.pk, ())
    return _thread(item, answered, assessed, said.more_time, today)


def _thread(
    item: Item, answered: Iterable[Response], assessed: Iterable[Assessment], more_time: Granted, today: date
) -> Thread:
    known_on = known_since(item)
    due = due_of(item, known_on, more_time)
    responses = sorted((one for one in answered if one.withdrawn_at is None), key=_received)
    assessments = sorted((one for one in assessed if one.withdrawn_at is None), key=_assessed)
    follow_up = dialogue.follow_up(
        transmitted_on=known_on,
        due_on=due.day if due else None,
        responses=[ResponseFact(one.received_on, Claim(one.claim)) for one in reversed(responses)],
        assessments=[AssessmentFact(one.day, Verdict(one.verdict), one.evidence) for one in reversed(assessments)],
        position=Position(item.position),
        withdrawn_on=item.withdrawn_on,
        today=today,
    )
    return Thread(item, item.number, known_on, due, responses, assessments, follow_up)


_BEFORE_ALL, _AFTER_ALL = datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)


def _received(response: Response) -> tuple[date, datetime, str]:
    """By the day it was received; of those of one day, the one registered last comes last."""
    return response.received_on, response.registered_at or _BEFORE_ALL, response.pk.hex


def _assessed(assessment: Assessment) -> tuple[date, datetime, str]:
    return assessment.day, assessment.registered_at or _BEFORE_ALL, assessment.pk.hex


def known_since(item: Item) -> date | None:
    """The day the State knows the item: of the final talks for immediate observations, else of transmission."""
    visit = item.report.visit
    if visit is not None and item.kind == ItemKind.IMMEDIATE_OBSERVATION and visit.talks_on:
        return visit.talks_on
    return item.report.transmitted_on


def due_of(item: Item, known_on: date | None, more_time: Granted | None = None) -> DueDate | None:
    """When the response is due, with its arithmetic; ``None`` while the State does not know the item.

    Another body's report sets no time by this mechanism's rule: none is known there until somebody sets it, or grants
    more. ``more_time`` is what was granted for items of its report; it is looked up where it is not given.
    """
    if known_on is None:
        return None
    held = granted_among(reports=[item.report_id]) if more_time is None else more_time
    until = held.until(item.report_id, item.pk, item.kind)
    return due_after(ItemKind(item.kind), known_on, item.months, bool(item.report.body), until)


def adoption_decision(report: Report, by_vote: Vote | None) -> Decision:
    """Whether the draft may be adopted as it stands: a vote on its words that carried, addressees, support.

    ECPT Art. 6(1). No written procedure is open on it. What was taken out of the draft does not count, and no
    reference leads nowhere: it could not be mended afterwards.
    """
    standing = report.paragraphs.filter(left_out_of__isnull=True)
    nameless = Item.objects.filter(report=report, addressee="", left_out_of__isnull=True).exclude(
        kind=ItemKind.COMMENT.value
    )
    unsupported = standing.filter(finding__isnull=False).annotate(rests=Count("finding__supports"))
    return first_refusal(
        reporting.may_adopt(
            stage=ReportStage(report.stage),
            paragraphs=standing.count(),
            items_without_addressee=[
                f"{item.paragraph.number}.{item.place_in_paragraph}" for item in nameless.select_related("paragraph")
            ],
            findings_without_support=unsupported.filter(rests=0).count(),
            carried=outcome_of(by_vote).carried if by_vote else None,
            profile=settings.MECHANISM,
        ),
        drafting.references_hold(references_of(report), settings.MECHANISM),
        sitting.may_decide_in_session(is_open_in_writing=is_open_on(report.pk), profile=settings.MECHANISM),
        words_decision(report, by_vote),
    )


def words_decision(report: Report, by_vote: Vote | None) -> Decision:
    """Whether the draft says what the vote was on; a vote from before that was kept counts as it did."""
    voted = by_vote.of_words if by_vote else ""
    stands = digest_now(Report._meta.db_table, report.pk) if voted else ""
    return sitting.may_rest_on(voted=voted, stands=stands, profile=settings.MECHANISM)


def withdrawal_decisions(
    registered: Sequence[Response | Assessment], because: str, *, by: Viewer, at: datetime
) -> list[Decision]:
    """Whether each response or assessment may be withdrawn: by whom, for a reason, while nothing rests on it.

    Three queries, however many.
    """
    items = {one.item_id for one in registered}
    moments: dict[UUID, list[datetime]] = defaultdict(list)
    for table in (Response, Assessment):
        live = table.objects.filter(item__in=items, withdrawn_at__isnull=True, registered_at__isnull=False)
        for item, moment in live.values_list("item", "registered_at"):
            moments[item] += [moment] if moment else []
    left = _left_until({one.item.report_id: one.item.report for one in registered}.values())
    return [
        _withdrawal_decision(one, because, moments[one.item_id], left.get(one.item.report_id), by, at)
        for one in registered
    ]


def _left_until(reports: Iterable[Report]) -> dict[UUID, datetime]:
    """When something of each report drafted here left last: the responses registered until then left with it.

    The moment is that of the line of the act; without one, all are taken to have left. Publications themselves lie
    ahead of this record. No response leaves with a report from the archive.
    """
    published = [one.pk for one in reports if one.stage == ReportStage.PUBLISHED.value and not one.from_archive]
    acts = ["publish a report", "publish a corrected version", "publish a response"]
    lines = Line.objects.filter(act__in=acts, subject=Report._meta.db_table, subject_id__in=published)
    return dict.fromkeys(published, _AFTER_ALL) | dict(lines.order_by("at").values_list("subject_id", "at"))


def _withdrawal_decision(
    one: Response | Assessment,
    because: str,
    moments: Iterable[datetime],
    left_until: datetime | None,
    by: Viewer,
    at: datetime,
) -> Decision:
    by_id = one.registered_by_id if isinstance(one, Response) else one.assessed_by_id
    since = one.registered_at or _BEFORE_ALL
    return undoing.may_withdraw(
        reason=because,
        registered_at=since,
        now=at,
        by_same_person=by_id == by.pk,
        by_secretariat=Role.SECRETARIAT in by.roles,
        later=sum(moment > since for moment in moments),
        published=isinstance(one, Response) and left_until is not None and since <= left_until,
        profile=settings.MECHANISM,
    )


def counted(found: Iterable[Thread]) -> Counter[FollowUp]:
    """How many items stand where."""
    return Counter(thread.follow_up.status for thread in found)


def stage_of(statement: PublicStatement, *, published_on: date | None = None) -> StatementStage:
    """How far the procedure of a public statement has come; where it was published is kept ahead of this record."""
    return stating.stage_of(
        heard_on=statement.state_heard_on,
        adopted_on=statement.adopted_on,
        closed_on=statement.closed_on,
        published_on=published_on,
    )


def statements_on(state: State, viewer: Viewer) -> list[PublicStatement]:
    """The procedures of a public statement concerning a State, the latest first."""
    if not viewer.roles & {Role.MEMBER, Role.SECRETARIAT}:
        return []
    return list(PublicStatement.objects.filter(state=state).order_by("-opened_on"))
