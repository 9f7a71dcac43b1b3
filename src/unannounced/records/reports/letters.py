"""The letter with which a report is transmitted: rows for the act that transmits, and the letters somebody may read."""

from datetime import date

from django.db.models import QuerySet

from unannounced.duties import noting
from unannounced.records.accounts.queries import Viewer
from unannounced.records.documents.models import Document
from unannounced.records.reports.models import CoverLetter, Report
from unannounced.records.reports.queries import reports_seen_by
from unannounced.records.states.models import State


def cover_letter(
    report: Report,
    pdf: bytes,
    *,
    day: date,
    language: str,
    addressed_to: str = "",
    signed_by: str = "",
    signed_as: str = "",
    by: Viewer,
) -> CoverLetter:
    """A letter with its document, neither kept yet: the act that transmits keeps the document, then the letter."""
    return CoverLetter(
        report=report,
        day=day,
        language=language,
        addressed_to=noting.tidy(addressed_to),
        signed_by=signed_by,
        signed_as=signed_as,
        document=Document.as_it_came(f"cover-letter-{day.isoformat()}.pdf", pdf),
        made_by_id=by.pk,
    )


def letters_of(report: Report) -> QuerySet[CoverLetter]:
    """The cover letters of a report that somebody was found to see, the latest first."""
    return CoverLetter.objects.filter(report=report).order_by("-day", "-pk")


def last_addressed_to(state: State, viewer: Viewer) -> str:
    """To whom the latest report went to a State, of those somebody sees: the authority changes seldom."""
    known = CoverLetter.objects.filter(report__in=reports_seen_by(viewer).filter(state=state).values("pk"))
    return known.order_by("-day", "-pk").values_list("addressed_to", flat=True).first() or ""
