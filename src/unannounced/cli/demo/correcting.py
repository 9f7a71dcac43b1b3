"""What comes after a publication of the worked case: the State's response, and a new version with what was added."""

from datetime import datetime, timedelta

from unannounced.cli.demo.accompanying import read_beside
from unannounced.cli.demo.cast import Case
from unannounced.cli.demo.wording import render
from unannounced.records.publications.actions import check_paragraphs
from unannounced.records.publications.leaving import correct_publication, publish_response
from unannounced.records.publications.persons import judge_nobody, undecided
from unannounced.records.reports.models import Report
from unannounced.rooms.office.pages.setting_out import paper_for

ANSWERED_AFTER, CORRECTED_AFTER = 150, 210
"""Days after the publication of the report: by the first the State has answered, 158 to 170 days after transmission."""
BECAUSE = (
    "The French rendition was added, and the response of the authorities, which came after the report was published, "
    "stands beside the items it answers."
)


def answer_follows(case: Case, report: Report, at: datetime) -> None:
    """Let the response leave when it has come, and then a version of the report with it and in two languages."""
    published = at.date()
    case.calendar.on(published + timedelta(days=ANSWERED_AFTER), lambda then: _publish_response(case, report, then))
    case.calendar.on(published + timedelta(days=CORRECTED_AFTER), lambda then: _correct(case, report, then))


def _publish_response(case: Case, report: Report, at: datetime) -> None:
    report = _read(case, report, at)
    publish_response(report, by=case.viewers["maud"], at=at)


def _correct(case: Case, report: Report, at: datetime) -> None:
    render(case, report, at)
    report = _read(case, report, at)
    read_beside(case, report, at)
    correct_publication(report, because=BECAUSE, paper=paper_for(report), by=case.viewers["maud"], at=at)


def _read(case: Case, report: Report, at: datetime) -> Report:
    """The report, read again for persons with everything that came since; all names in it are invented."""
    report, maud = Report.objects.select_related("visit", "state").get(pk=report.pk), case.viewers["maud"]
    check_paragraphs(report.paragraphs.select_related("report__visit"), by=maud, at=at)
    found = {one.words: one.trait for one in undecided(report)}
    judge_nobody(report, found, because="a place, a body or an office of the worked case", by=maud, at=at)
    return report
