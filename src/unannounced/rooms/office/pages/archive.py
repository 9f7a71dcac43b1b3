"""What is in the archive: reports that came from files, by State, body, day and symbol, fifty on a page."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from unannounced.duties.confidentiality import Act
from unannounced.duties.words import say
from unannounced.records.accounts.queries import Viewer, permitted
from unannounced.records.archive.models import BatchStage
from unannounced.records.archive.queries import batches_of
from unannounced.records.recommendations.models import Item
from unannounced.records.reports.models import Report
from unannounced.records.reports.queries import reports_seen_by
from unannounced.records.states.models import State
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages.states import INVENTED, REAL

ON_A_PAGE = 50
OURS = "this-mechanism"
"""The word in an address for reports this mechanism made itself: their body is empty."""

STAGE_WORDS = {
    BatchStage.READING: say("being read"),
    BatchStage.READ: say("read, waits for you"),
    BatchStage.TAKING: say("being taken in"),
    BatchStage.DONE: say("done"),
    BatchStage.STOPPED: say("stopped"),
}


@dataclass(frozen=True, slots=True)
class Filters:
    """What the address asks for; empty means any."""

    state: str
    body: str
    year: str
    symbol: str

    @property
    def asked(self) -> bool:
        """Whether anything was asked for."""
        return bool(self.state or self.body or self.year or self.symbol)


@dataclass(frozen=True, slots=True)
class Choice:
    """An option of a filter."""

    value: str
    word: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A report of the archive as the list shows it."""

    report: Report
    url: str
    state: str
    body: str
    items: int
    files: int


@dataclass(frozen=True, slots=True)
class ShownBatch:
    """Files somebody laid, and how far they are."""

    url: str
    stage: str
    at: datetime
    held: int
    over: bool


def archive(request: Asked) -> HttpResponse:
    """The reports of the archive that the viewer may read, the latest first."""
    of_both = reports_seen_by(request.viewer).filter(visit__isnull=True)
    invented, has_other = register_shown(request, of_both)
    everything = of_both.filter(state__invented=invented)
    filters = filters_of(request)
    found = chosen(everything, filters).order_by("-dated_on", "title", "id")
    laid = batches(request.viewer)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "office/archive.html",
        {
            "page": page,
            "rows": rows(list(page.object_list)),
            "total": everything.count() if filters.asked else page.paginator.count,
            "filters": filters,
            "invented": invented,
            "has_other": has_other,
            "states": _states(everything, filters.state),
            "bodies": _bodies(everything, filters.body),
            "waiting": [one for one in laid if not one.over],
            "done": [one for one in laid if one.over],
            "may_take_in": bool(permitted(Act.TAKE_IN_REPORTS, request.viewer)),
        },
    )


def filters_of(request: Asked) -> Filters:
    """The filters in the address of a request."""
    asked = request.GET
    return Filters(
        asked.get("state", ""), asked.get("body", ""), asked.get("year", "").strip(), asked.get("symbol", "").strip()
    )


def register_shown(request: Asked, of_both: QuerySet[Report]) -> tuple[bool, bool]:
    """Whether the reports on invented States are shown, and whether there are any of the other register; one query.

    Never both in one list. Unless the address says it, the real ones go first, in a demonstration the invented ones.
    """
    held = {flag for (flag,) in of_both.order_by().values_list("state__invented").distinct()}
    asked = request.GET.get("register", "")
    by_itself = True in held and (settings.DEMONSTRATION or False not in held)
    invented = asked == INVENTED or (asked != REAL and by_itself)
    return invented, (not invented) in held


def chosen(everything: QuerySet[Report], filters: Filters) -> QuerySet[Report]:
    """Those of ``everything`` the filters ask for."""
    found = everything
    if filters.state:
        found = found.filter(state__code=filters.state)
    if filters.body:
        found = found.filter(body="" if filters.body == OURS else filters.body)
    if filters.year:
        known = filters.year.isascii() and filters.year.isdecimal() and len(filters.year) == 4
        found = found.filter(dated_on__year=int(filters.year)) if known and filters.year != "0000" else found.none()
    if filters.symbol:
        found = found.filter(symbol__icontains=filters.symbol)
    return found


def rows(found: list[Report]) -> list[Row]:
    """The reports of one page, with the number of their items and files; two queries."""
    items = Item.objects.filter(report__in=found, left_out_of__isnull=True).order_by().values_list("report")
    counted: Counter[UUID] = Counter(dict(items.annotate(held=Count("id"))))
    files = Report.objects.filter(pk__in=[one.pk for one in found]).order_by().values_list("pk")
    filed: Counter[UUID] = Counter(dict(files.annotate(held=Count("renditions"))))
    language = get_language() or "en"
    return [
        Row(
            report=one,
            url=reverse("report", args=[one.pk]),
            state=one.state.name(language),
            body=one.body or settings.MECHANISM.in_language(language).short,
            items=counted[one.pk],
            files=filed[one.pk],
        )
        for one in found
    ]


def _states(everything: QuerySet[Report], held: str) -> list[Choice]:
    language = get_language() or "en"
    states = State.objects.filter(pk__in=everything.order_by().values("state"))
    named = sorted((one.name(language), one.code) for one in states)
    return [Choice("", _("any"), not held), *(Choice(code, name, code == held) for name, code in named)]


def _bodies(everything: QuerySet[Report], held: str) -> list[Choice]:
    bodies = sorted(everything.order_by().values_list("body", flat=True).distinct())
    words = {body or OURS: body or _("this mechanism") for body in bodies}
    return [Choice("", _("any"), not held), *(Choice(value, word, value == held) for value, word in words.items())]


def batches(viewer: Viewer) -> list[ShownBatch]:
    """The newest batches of the viewer."""
    found = batches_of(viewer).annotate(held=Count("files"))
    return [
        ShownBatch(
            url=reverse("batch", args=[one.pk]),
            stage=STAGE_WORDS[BatchStage(one.stage)],
            at=one.laid_at,
            held=one.held,
            over=one.stage == BatchStage.DONE,
        )
        for one in found[:ON_A_PAGE]
    ]
