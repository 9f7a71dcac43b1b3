"""Plain-language summaries of a report: written here, published with it."""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings

from unannounced.duties import accompanying, noting
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import require
from unannounced.records.accounts.queries import Viewer
from unannounced.records.ledger.actions import act
from unannounced.records.reports.models import Report, Summary
from unannounced.records.visits.queries import visit_permit


def write_summary(text: str, *, of_report: Report, language: str, by: Viewer, at: datetime) -> Summary:
    """Write what a report says in plain language; the newest version counts, saying the same again changes nothing."""
    visit_permit(Act.WRITE_SUMMARY, by, of_report.visit)
    text = noting.tidy(text)
    require(noting.may_keep(text))
    own = of_report.language or "en"
    require(accompanying.may_sum_up(language=language, own=own, profile=settings.MECHANISM))
    with act("write a plain-language summary", by=by.pk, at=at, within=of_report.visit_id) as line:
        newest = Summary.objects.filter(report=of_report, language=language).order_by("-version").first()
        if newest is not None and newest.text == text:
            return newest
        return line.keep(
            Summary(
                report=of_report,
                language=language,
                version=newest.version + 1 if newest else 1,
                text=text,
                written_by_id=by.pk,
                written_at=at,
            )
        )


def newest_summaries(report: Report) -> Mapping[str, str]:
    """What a report says in plain language, by language; one query."""
    written = Summary.objects.filter(report=report).order_by("language", "version")
    return dict(written.values_list("language", "text"))
