"""What became of the items of a published report, shown in public: as verified, in editions, with no word of it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError
from django.db.models import Q

from unannounced.crafts.packing import digest_of
from unannounced.duties import accompanying, chain
from unannounced.duties.accompanying import Verified
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import Decision, require
from unannounced.duties.dialogue import Verdict
from unannounced.duties.reporting import ReportStage
from unannounced.records.accounts.queries import Viewer
from unannounced.records.ledger.actions import SomebodyWasFirst, act
from unannounced.records.parcels.actions import frozen
from unannounced.records.publications import freezing
from unannounced.records.publications.checkpoints import PORTAL, make_checkpoint
from unannounced.records.publications.described import numbers_in
from unannounced.records.publications.models import FollowUpEdition, Publication
from unannounced.records.recommendations.models import Item, RestsOn
from unannounced.records.recommendations.tallying import live_assessments
from unannounced.records.reports.models import Report
from unannounced.records.reports.queries import hold_report
from unannounced.records.visits.queries import visit_permit


@dataclass(frozen=True, slots=True)
class ShownItem:
    """A published item, and where the public will read that it stands; None: nothing was verified."""

    number: str
    text: str
    verified: Verified | None


def follow_up_of(report: Report, *, today: date) -> list[ShownItem]:
    """The published items of a report with what the mechanism verified of each, in their order; four queries.

    Items of a partial publication are those of its part; an item whose number stands twice in the publication is left
    out, because the public could not tell which of them is meant. Nothing is shown of an item whose last assessment
    rests on a visit of which no report is public: the public would learn what was found there, and when.
    """
    publication = newest_publication(report)
    if publication is None:
        return []
    numbers = set(numbers_in(bytes(publication.parcel.content)))
    items = Item.objects.filter(report=report, left_out_of__isnull=True).select_related("paragraph")
    last: dict[Any, tuple[date, Verdict]] = {}
    held_back = _resting_on_what_is_not_public(report, today)
    assessed = live_assessments().filter(item__report=report).order_by("day", "registered_at", "pk")
    for pk, item, day, verdict in assessed.values_list("pk", "item", "day", "verdict"):
        last[item] = day, Verdict(verdict)
        if pk in held_back:
            del last[item]
    return [
        ShownItem(
            one.number,
            one.text,
            accompanying.verified(last=last.get(one.pk), withdrawn_on=one.withdrawn_on, today=today),
        )
        for one in items.order_by("paragraph__number", "place_in_paragraph")
        if (str(one.paragraph_id), one.number) in numbers
    ]


def _resting_on_what_is_not_public(report: Report, today: date) -> set[UUID]:
    """The assessments of items of a report that rest on a visit of which no report is public; one query."""
    out = Publication.objects.filter(Q(embargo_until__isnull=True) | Q(embargo_until__date__lte=today))
    public = out.filter(report__visit__isnull=False).order_by().values("report__visit")
    rests = Q(visit__isnull=False) & ~Q(visit__in=public)
    rests |= Q(finding__isnull=False) & ~Q(finding__visit__in=public)
    rests |= Q(entry__isnull=False) & ~Q(entry__visit__in=public)
    held = RestsOn.objects.filter(rests, assessment__item__report=report)
    return set(held.values_list("assessment", flat=True))


def newest_publication(report: Report) -> Publication | None:
    """The version of a report that the public reads, or will once its embargo is over."""
    return Publication.objects.filter(report=report).order_by("-version").select_related("parcel").first()


def newest_edition(report: Report) -> FollowUpEdition | None:
    """The edition of what became of the items that the public reads, if there is one."""
    return FollowUpEdition.objects.filter(report=report).order_by("-number").select_related("parcel").first()


def follow_up_decision(report: Report, *, today: date) -> Decision:
    """Whether it may be shown in public now where the items of a report stand."""
    said = _said(follow_up_of(report, today=today))
    before = FollowUpEdition.objects.filter(report=report).exists()
    stage = ReportStage(report.stage)
    return accompanying.may_show_follow_up(
        stage=stage, items=len(said), shown_before=before, profile=settings.MECHANISM
    )


def show_follow_up(report: Report, *, seen: str = "", by: Viewer, at: datetime) -> FollowUpEdition:
    """Show in public where the items of a published report stand: status and day, as the mechanism verified it.

    A new edition takes the place of the one before on the portal; without a change there is none. It leaves no earlier
    than the report. ``seen`` is the digest of what somebody looked at before.
    """
    visit_permit(Act.SHOW_FOLLOW_UP, by, report.visit)
    try:
        return _show(report, seen, by, at)
    except IntegrityError as first:  # somebody showed an edition at the same moment
        raise SomebodyWasFirst("edition") from first


def _show(report: Report, seen: str, by: Viewer, at: datetime) -> FollowUpEdition:
    with act("show in public where items stand", by=by.pk, at=at, about=report, within=report.visit_id) as line:
        hold_report(report)
        require(follow_up_decision(report, today=at.date()))
        publication, before = newest_publication(report), newest_edition(report)
        if publication is None:
            raise SomebodyWasFirst("publication")
        said = _said(follow_up_of(report, today=at.date()))
        digest = chain.digest(said)
        if seen and seen != digest:
            raise SomebodyWasFirst("item")
        if before is not None and before.digest == digest:
            return before
        number, until = before.number + 1 if before else 1, publication.embargo_until
        content = freezing.frozen_follow_up(report, said, symbol=publication.symbol, edition=number, made_on=at.date())
        version, not_before = freezing.VERSIONS["follow-up"], until if until and until > at else None
        parcel = line.keep(
            frozen("follow-up", version, content, digest_of(content), to_room=PORTAL, at=at, not_before=not_before)
        )
        make_checkpoint(line, at)
        return line.keep(
            FollowUpEdition(
                report=report,
                number=number,
                made_on=at.date(),
                items=len(said),
                digest=digest,
                embargo_until=not_before,
                parcel=parcel,
            )
        )


def digest_of_follow_up(report: Report, *, today: date) -> str:
    """A sign of what would be shown now; another one once anything of it changed."""
    return chain.digest(_said(follow_up_of(report, today=today)))


def _said(items: list[ShownItem]) -> list[dict[str, Any]]:
    return [{"number": one.number, "status": one.verified.status.value} for one in items if one.verified is not None]
