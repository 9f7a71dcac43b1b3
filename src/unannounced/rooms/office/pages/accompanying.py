"""What accompanies a publication, on one page: summaries, other languages, and what became of the items."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from unannounced.duties import dialogue
from unannounced.duties.accompanying import Beside
from unannounced.duties.reporting import ReportStage
from unannounced.records.ledger.actions import note_readings
from unannounced.records.publications.followed_up import ShownItem, follow_up_of, newest_edition
from unannounced.records.publications.models import FollowUpEdition
from unannounced.records.publications.read_beside import ToRead, beside_of
from unannounced.records.reports.models import Report
from unannounced.records.reports.queries import reports_seen_by
from unannounced.rooms.office.doors import Asked

ON_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class ShownBeside:
    """A summary or a rendition: in which language, its words if they are few, and how far it is."""

    language: str
    name: str
    text: str
    whole: bool
    checked: bool
    waiting: int
    check_url: str
    read_url: str


@dataclass(frozen=True, slots=True)
class ShownStanding:
    """An item, and where the public reads that it stands; no word: nothing was verified."""

    number: str
    text: str
    word: str
    shape: str
    day: date | None


@dataclass(frozen=True, slots=True)
class FollowUpPreview:
    """How many of the published items will stand where, and where all of them are listed."""

    counts: tuple[tuple[str, str, int], ...]
    shown: int
    all: int
    url: str
    edition: FollowUpEdition | None


def report_accompanying(request: Asked, report: UUID) -> HttpResponse:
    """What stands beside one report. Hidden and absent are the same answer by the same query."""
    found = get_object_or_404(reports_seen_by(request.viewer), pk=report)
    note_readings([found], by=request.viewer.pk, at=request.moment)
    today = request.moment.date()
    beside = beside_of(found)
    published = found.stage == ReportStage.PUBLISHED.value
    items = follow_up_of(found, today=today) if published else []
    page = Paginator([_standing(one) for one in items], ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "report": found,
        "name": found.state.name(get_language() or "en"),
        "own": not found.body,
        "published": published,
        "summaries": [_shown(found, one) for one in beside if one.what is Beside.SUMMARY],
        "renditions": [_shown(found, one) for one in beside if one.what is Beside.RENDITION],
        "page": page,
        "edition": newest_edition(found),
        "items": len(items),
        "verified": sum(one.verified is not None for one in items),
    }
    return render(request, "office/report_accompanying.html", context)


def _shown(report: Report, one: ToRead) -> ShownBeside:
    summary = one.what is Beside.SUMMARY
    read = reverse("side_by_side", args=[report.pk]) + f"?language={one.language}"
    return ShownBeside(
        language=one.language,
        name=dict(settings.LANGUAGES).get(one.language, one.language),
        text=one.texts[0] if summary else "",
        whole=one.whole,
        checked=one.checked,
        waiting=len(one.open_words),
        check_url=reverse("report-check-beside", args=[report.pk]) + f"?what={one.key}",
        read_url="" if summary else read,
    )


def _standing(one: ShownItem) -> ShownStanding:
    if one.verified is None:
        return ShownStanding(one.number, one.text, "", "", None)
    status = one.verified.status
    return ShownStanding(one.number, one.text, _(dialogue.WORDS[status]), dialogue.SHAPES[status], one.verified.day)


def preview_of(report: Report, *, today: date) -> FollowUpPreview:
    """What an edition would say now, counted."""
    items = follow_up_of(report, today=today)
    counted = Counter(one.verified.status for one in items if one.verified is not None)
    counts = tuple(
        (_(dialogue.WORDS[status]), dialogue.SHAPES[status], counted[status])
        for status in dialogue.FollowUp
        if counted[status]
    )
    url = reverse("report_accompanying", args=[report.pk]) + "#became-h"
    return FollowUpPreview(counts, sum(counted.values()), len(items), url, newest_edition(report))
