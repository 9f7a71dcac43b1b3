"""How far a visit or a report has come: its life cycle as a line of steps."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings

from unannounced.duties import reporting, visiting
from unannounced.duties.reporting import ReportStage
from unannounced.duties.visiting import VisitStage
from unannounced.records.reports.models import Report
from unannounced.records.visits.models import Visit


@dataclass(frozen=True, slots=True)
class Step:
    """One stage: its word, its shape (done, here, ahead) and its day, where one is known."""

    word: str
    shape: str
    day: date | None
    here: bool


def visit_steps(visit: Visit) -> list[Step]:
    """The stages that the visit went through, and those of the usual way that are ahead of it."""
    stage = VisitStage(visit.stage)
    gone: dict[VisitStage, date | None] = {
        VisitStage.ANNOUNCED: visit.announced_on,
        VisitStage.NOTIFIED: visit.notified_on,
        VisitStage.IN_PROGRESS: visit.begun_on or _begun(visit, stage),
        VisitStage.INTERRUPTED: visit.interrupted_on,
        VisitStage.ENDED: visit.talks_on,
        VisitStage.CANCELLED: visit.cancelled_on,
    }
    ways = [one for one in VisitStage if one in (VisitStage.PLANNED, stage) or gone[one] or _is_ahead(one, stage)]
    at = ways.index(stage)
    return [_step(visiting.STAGE_WORDS[one], place, at, gone.get(one)) for place, one in enumerate(ways)]


def _begun(visit: Visit, stage: VisitStage) -> date | None:
    """The first day of a visit that has begun, where the day itself was not noted."""
    return visit.begins if stage in (VisitStage.IN_PROGRESS, VisitStage.INTERRUPTED, VisitStage.ENDED) else None


def _is_ahead(one: VisitStage, stage: VisitStage) -> bool:
    """Whether a stage belongs to the usual way of a visit that is at ``stage``."""
    usual = [VisitStage.IN_PROGRESS, VisitStage.ENDED]
    if settings.MECHANISM.notification == "required":
        usual.insert(0, VisitStage.NOTIFIED)
    return (
        stage is not VisitStage.CANCELLED
        and one in usual
        and list(VisitStage).index(one) > list(VisitStage).index(stage)
    )


def report_steps(report: Report, published_on: date | None) -> list[Step]:
    """Draft, adopted, transmitted, published."""
    ways = list(ReportStage)
    days = {
        ReportStage.DRAFT: report.opened_on,
        ReportStage.ADOPTED: report.adopted_on,
        ReportStage.TRANSMITTED: report.transmitted_on,
        ReportStage.PUBLISHED: published_on,
    }
    at = ways.index(ReportStage(report.stage))
    return [_step(reporting.WORDS[one], place, at, days[one]) for place, one in enumerate(ways)]


def _step(word: str, place: int, at: int, day: date | None) -> Step:
    shape = "check" if place < at else "dot" if place == at else "ring"
    return Step(word, shape, day, place == at)
