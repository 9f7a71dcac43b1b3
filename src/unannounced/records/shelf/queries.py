"""Reading the shelf: only the newest version of a report, and invented States only when asked for."""

from django.db.models import QuerySet

from unannounced.records.shelf.models import ShelvedParagraph, ShelvedReport, ShelvedState


def states(*, invented: bool) -> QuerySet[ShelvedState]:
    """The States of the register, or the invented ones."""
    return ShelvedState.objects.filter(invented=invented).order_by("code")


def reports(*, invented: bool) -> QuerySet[ShelvedReport]:
    """The newest version of every published report, the latest first."""
    return ShelvedReport.objects.filter(newest=True, invented=invented).order_by("-published_on", "symbol")


def reports_of(state_code: str) -> QuerySet[ShelvedReport]:
    """The published reports of one State, the latest first."""
    return ShelvedReport.objects.filter(newest=True, state_code=state_code).order_by("-published_on")


def paragraphs_of(report: ShelvedReport) -> QuerySet[ShelvedParagraph]:
    """The paragraphs of a report by number."""
    return ShelvedParagraph.objects.filter(report=report).order_by("number")
