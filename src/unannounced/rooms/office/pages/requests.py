"""The requests for information to every State: which are awaited, overdue or answered."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from unannounced.duties import requesting
from unannounced.duties.dialogue import distance
from unannounced.duties.requesting import RequestStatus
from unannounced.records.accounts.queries import Viewer
from unannounced.records.requests import queries
from unannounced.records.requests.models import Request
from unannounced.records.states.models import State
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages.choosing import choices, of_invented, page_of, state_choices
from unannounced.rooms.office.pages.shown import ShownDue

SHAPES = {RequestStatus.AWAITED: "ring", RequestStatus.OVERDUE: "clock", RequestStatus.ANSWERED: "check"}


@dataclass(frozen=True, slots=True)
class Filters:
    """What the address asks for; empty means any."""

    state: str
    status: str
    words: str

    @property
    def any(self) -> bool:
        """Whether anything is asked for."""
        return bool(self.state or self.status or self.words)


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A request in a list: where it stands, when its answer is due, and how long the State was silent."""

    request: Request
    name: str
    word: str
    shape: str
    due: ShownDue
    silence: int | None
    reminders: int


def requests(request: Asked) -> HttpResponse:
    """The requests somebody may read, of one register, fifty on a page."""
    today, invented = request.moment.date(), of_invented(request)
    filters = Filters(*(request.GET.get(name, "").strip() for name in ("state", "status", "words")))
    everything = queries.requests_seen_by(request.viewer).filter(state__invented=invented)
    page = page_of(request, queries.in_full(chosen(everything, filters, today=today)))
    context = {
        "filters": filters,
        "invented": invented,
        "states": state_choices(asked_states(request.viewer, invented=invented), filters.state),
        "statuses": choices({one.value: _(requesting.WORDS[one]) for one in RequestStatus}, filters.status),
        "page": page,
        "rows": [row(one, today=today) for one in queries.as_asked(page.object_list, today=today)],
    }
    return render(request, "office/requests.html", context)


def asked_states(viewer: Viewer, *, invented: bool) -> QuerySet[State]:
    """The States of a register to which a request was made that ``viewer`` may read."""
    held = queries.requests_seen_by(viewer).order_by().values("state")
    return State.objects.filter(pk__in=held, invented=invented)


def chosen(requests: QuerySet[Request], filters: Filters, *, today: date) -> QuerySet[Request]:
    """Those of ``requests`` that the filters ask for, the latest first; none where a word in them is not known."""
    if filters.state:
        requests = requests.filter(state__code=filters.state)
    if filters.status and filters.status not in set(RequestStatus):
        return requests.none()
    if filters.status:
        requests = queries.standing_so(requests, RequestStatus(filters.status), today=today)
    return queries.about(requests, filters.words).order_by("-made_on", "-id")


def row(asked: queries.Asked, *, today: date) -> RequestRow:
    """A request as lists show it."""
    return RequestRow(
        request=asked.request,
        name=asked.request.state.name(get_language() or "en"),
        word=requesting.WORDS[asked.status],
        shape=SHAPES[asked.status],
        due=due_of(asked, today=today),
        silence=asked.silence,
        reminders=len(asked.reminders),
    )


def due_of(asked: queries.Asked, *, today: date) -> ShownDue:
    """The day the answer is due now; how far off is said only while it is awaited."""
    waits = asked.status is not RequestStatus.ANSWERED
    return ShownDue(asked.due_on, distance(asked.due_on, today) if waits else None, waits and asked.due_on < today, ())
