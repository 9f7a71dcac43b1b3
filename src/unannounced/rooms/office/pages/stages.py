"""How far a visit or a report has come: its life cycle as a line of steps."""

from dataclasses import dataclass
from datetime import date

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
    """Planned, notified, in progress, ended; or planned and cancelled."""
    stage = VisitStage(visit.stage)
    if stage is VisitStage.CANCELLED:
        ways = [VisitStage.PLANNED, VisitStage.CANCELLED]
    else:
        ways = [one for one in VisitStage if one is not VisitStage.CANCELLED]
    begun = visit.begins if stage in (VisitStage.IN_PROGRESS, VisitStage.ENDED) else None
    days = {VisitStage.NOTIFIED: visit.notified_on, VisitStage.IN_PROGRESS: begun, VisitStage.ENDED: visit.talks_on}
    at = ways.index(stage)
    return [_step(visiting.STAGE_WORDS[one], place, at, days.get(one)) for place, one in enumerate(ways)]


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
