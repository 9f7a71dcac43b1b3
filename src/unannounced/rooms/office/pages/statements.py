"""The procedures of a public statement: how far each has come, and how many days are left to decide it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import Min
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as lazy

from unannounced.duties import stating
from unannounced.duties.confidentiality import Role
from unannounced.duties.stating import NEXT, OPEN, StatementStage
from unannounced.duties.treaty.standing import Status
from unannounced.records.accounts.queries import Viewer
from unannounced.records.ledger.actions import note_readings
from unannounced.records.publications.models import StatementPublication
from unannounced.records.recommendations.models import PublicStatement
from unannounced.records.recommendations.queries import stage_of
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages.choosing import of_invented, page_of
from unannounced.rooms.office.pages.leaving import Leaving, leaving, standings_of
from unannounced.rooms.office.pages.offers import Offers, offers_on

GROUND_WORDS = {
    "fails_to_cooperate": lazy("The State fails to cooperate."),
    "refuses_to_improve": lazy("The State refuses to improve the situation."),
}
WAY = (StatementStage.OPENED, StatementStage.HEARD, StatementStage.ADOPTED, StatementStage.PUBLISHED)
"""The way to a statement; it can be closed before it is adopted."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the procedure: its word, the day it was taken, whether it is the last one, or can come next."""

    word: str
    day: date | None
    here: bool
    next: bool


@dataclass(frozen=True, slots=True)
class ShownStatement:
    """A procedure, what a coming denunciation says of it, and what can be done."""

    statement: PublicStatement
    name: str
    ground: str | Promise
    stage: StatementStage
    stage_word: str
    url: str
    leaving: Leaving | None
    offers: Offers | None

    @property
    def is_open(self) -> bool:
        """Whether something is still to be decided."""
        return self.stage in OPEN

    @property
    def last_day(self) -> date | None:
        """The last day on which it can be decided, where one is in sight."""
        return self.leaving.last_day if self.leaving else None

    @property
    def days_left(self) -> int | None:
        """How many days are left until then."""
        return self.leaving.days_left if self.leaving else None


def shown(
    statement: PublicStatement,
    standing: Status,
    viewer: Viewer,
    *,
    today: date,
    with_acts: bool = True,
    published_on: date | None = None,
) -> ShownStatement:
    """``statement`` for the page. A denunciation that takes effect ends the power to make it (ECPT Art. 10(2))."""
    stage = stage_of(statement, published_on=published_on)
    is_open = stage in OPEN
    return ShownStatement(
        statement=statement,
        name=statement.state.name(get_language() or "en"),
        ground=GROUND_WORDS[statement.ground],
        stage=stage,
        stage_word=stating.WORDS[stage],
        url=reverse("statement", args=[statement.pk]),
        leaving=leaving(standing, today=today) if is_open else None,
        offers=offers_on(statement, viewer, today=today) if with_acts and stage is not StatementStage.CLOSED else None,
    )


def steps(statement: PublicStatement, stage: StatementStage, published_on: date | None) -> list[Step]:
    """The way of a procedure with its days: what was done, where it is, and what can come next."""
    days = {
        StatementStage.OPENED: statement.opened_on,
        StatementStage.HEARD: statement.state_heard_on,
        StatementStage.ADOPTED: statement.adopted_on,
        StatementStage.PUBLISHED: published_on,
        StatementStage.CLOSED: statement.closed_on,
    }
    way: tuple[StatementStage, ...] = (*WAY, StatementStage.CLOSED) if stage in OPEN else WAY
    if stage is StatementStage.CLOSED:
        way = (*(one for one in WAY if days[one]), StatementStage.CLOSED)
    return [Step(stating.WORDS[one], days[one], one is stage, one in NEXT[stage]) for one in way]


def open_everywhere(viewer: Viewer, *, today: date) -> list[ShownStatement]:
    """Every procedure not yet decided, the most pressing first; two queries."""
    if not viewer.roles & {Role.MEMBER, Role.SECRETARIAT}:
        return []
    still = PublicStatement.objects.filter(adopted_on__isnull=True, closed_on__isnull=True)
    found = list(still.select_related("state").order_by("opened_on"))
    return sorted(_all_shown(found, viewer, today), key=_pressing)


def _all_shown(found: Sequence[PublicStatement], viewer: Viewer, today: date) -> list[ShownStatement]:
    standings = standings_of([one.state for one in found], today=today)
    published = published_on(found)
    return [
        shown(one, standings[one.state_id], viewer, today=today, with_acts=False, published_on=published.get(one.pk))
        for one in found
    ]


def published_on(found: Sequence[PublicStatement]) -> Mapping[UUID, date]:
    """The day each was published first; one query."""
    held = StatementPublication.objects.filter(statement__in=[one.pk for one in found]).order_by()
    return dict(held.values_list("statement").annotate(first=Min("published_on")))


def _pressing(one: ShownStatement) -> tuple[date, date]:
    return one.last_day or date.max, one.statement.opened_on


def statements(request: Asked) -> HttpResponse:
    """Every procedure of one register, the latest first, fifty on a page."""
    invented, today = of_invented(request), request.moment.date()
    seen = PublicStatement.objects.filter(state__invented=invented).select_related("state")
    if not request.viewer.roles & {Role.MEMBER, Role.SECRETARIAT}:
        seen = seen.none()
    page = page_of(request, seen.order_by("-opened_on", "pk"))
    note_readings(page.object_list, by=request.viewer.pk, at=request.moment)
    context = {
        "page": page,
        "rows": _all_shown(list(page.object_list), request.viewer, today),
        "invented": invented,
        "decided_by": settings.MECHANISM.statement_decided_by,
    }
    return render(request, "office/statements.html", context)
