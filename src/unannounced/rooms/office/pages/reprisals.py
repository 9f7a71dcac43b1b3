"""Cases of reprisal: for each keeper the list of those they were entrusted with. Of others nobody learns anything."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from unannounced.duties.dialogue import distance
from unannounced.duties.protecting import STAGE_WORDS, CaseStage
from unannounced.records.accounts.queries import Viewer
from unannounced.records.communications.queries import keepers
from unannounced.records.reprisals import queries
from unannounced.records.reprisals.models import Reprisal
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages.choosing import choices, page_of
from unannounced.rooms.office.pages.communication_keys import require_keeper
from unannounced.rooms.office.pages.shown import ShownDue

OPEN = CaseStage.OPEN.value


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case in the list: its stage in words, and the call that is due next while it is open."""

    case: Reprisal
    stage: str
    due: ShownDue | None


def reprisals(request: Asked) -> HttpResponse:
    """The list, those that are open unless the address asks otherwise, fifty on a page."""
    require_keeper(request)
    today, stage = request.moment.date(), request.GET.get("stage", OPEN)
    page = page_of(request, queries.with_next_call(_at(queries.cases_of(request.viewer), stage)))
    words = {one.value: _(word) for one, word in STAGE_WORDS.items()}
    context = {
        "page": page,
        "rows": [_row(one, today) for one in page.object_list],
        "stages": choices(words, stage),
        "narrowed": stage != OPEN,
        "keeper": keepers(request.viewer).get(person_id=request.viewer.pk, ended_at__isnull=True),
        "due": queries.calls_due(request.viewer, on=today).count(),
    }
    return render(request, "office/reprisals.html", context)


def _at(found: QuerySet[Reprisal], stage: str) -> QuerySet[Reprisal]:
    return found.filter(stage=stage) if stage in set(CaseStage) else found


def _row(case: Reprisal, today: date) -> CaseRow:
    on: date | None = case.next_call if case.stage == OPEN else None  # type: ignore[attr-defined]
    return CaseRow(case, STAGE_WORDS[CaseStage(case.stage)], shown_due(on, today) if on else None)


def shown_due(on: date, today: date) -> ShownDue:
    """The day of a call, and how far off it is."""
    return ShownDue(on, distance(on, today), on < today, ())


def waiting(viewer: Viewer, *, today: date) -> int:
    """How many calls are due or overdue, for the first page of those entrusted."""
    return queries.calls_due(viewer, on=today).count()
