"""Reports somebody may read: those on visits they see, and, for the Committee, those from the archive."""

from django.db.models import Q, QuerySet

from unannounced.duties import confidentiality
from unannounced.duties.reporting import ReportStage
from unannounced.records.accounts.queries import Viewer
from unannounced.records.ledger.actions import SomebodyWasFirst
from unannounced.records.reports.models import Paragraph, Report
from unannounced.records.states.models import State
from unannounced.records.visits.models import Visit
from unannounced.records.visits.queries import seen_by


def reports_seen_by(viewer: Viewer) -> QuerySet[Report]:
    """Every report ``viewer`` may read, with visit and State."""
    seen = Q(visit__in=seen_by(viewer))
    if viewer.roles & confidentiality.COMMITTEE:
        seen |= Q(visit__isnull=True)
    return Report.objects.filter(seen).select_related("visit", "state")


def reports_on(state: State, viewer: Viewer) -> QuerySet[Report]:
    """The reports on a State, the latest first."""
    return reports_seen_by(viewer).filter(state=state).order_by("-opened_on", "-id")


def reports_of(visit: Visit, viewer: Viewer) -> QuerySet[Report]:
    """The reports on one visit."""
    return reports_seen_by(viewer).filter(visit=visit).order_by("opened_on")


def paragraphs_of(report: Report) -> QuerySet[Paragraph]:
    """The paragraphs of a report by number."""
    return Paragraph.objects.filter(report=report, left_out_of__isnull=True).order_by("number")


def hold_report(report: Report) -> None:
    """Let no other act that waits for the same report read or write of it until this one has ended.

    What is looked at inside is then what leaves: an answer that comes at this moment waits, or came before.
    """
    list(Report.objects.select_for_update(no_key=True).filter(pk=report.pk).values_list("pk", flat=True))


def hold_draft(report: Report) -> int:
    """Let nobody else write into ``report`` until the act has ended; raise ``SomebodyWasFirst`` if it is no draft now.

    Numbers are given inside: two who write at once get two numbers. Returns how often it was numbered anew.
    """
    drafts = Report.objects.select_for_update(no_key=True).filter(pk=report.pk, stage=ReportStage.DRAFT.value)
    moves: list[int] = list(drafts.values_list("moves", flat=True))
    if not moves:
        raise SomebodyWasFirst("report")
    return moves[0]
