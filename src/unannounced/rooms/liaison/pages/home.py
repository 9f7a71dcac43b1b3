"""What was transmitted to the State, each report with its deadline; and the sign of life."""

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from unannounced.duties.dialogue import distance
from unannounced.records.desk.models import Transmission
from unannounced.records.desk.queries import drafted_counts, transmissions
from unannounced.rooms.liaison.doors import Asked

ON_A_PAGE = 50


@require_safe
def home(request: Asked) -> HttpResponse:
    """Every report that the State has, the latest first."""
    page = Paginator(transmissions(request.viewer), ON_A_PAGE).get_page(request.GET.get("page"))
    worked = drafted_counts(request.viewer)
    rows = [_row(one, worked, request.moment.date()) for one in page]
    return render(request, "liaison/home.html", {"page": page, "rows": rows})


def _row(one: Transmission, worked: dict[Any, int], today: date) -> dict[str, object]:
    left = one.asked - one.received
    due = None
    if one.response_due is not None and left:
        overdue = today > one.response_due
        due = {"day": one.response_due, "distance": distance(one.response_due, today), "overdue": overdue}
    return {"report": one, "due": due, "left": left, "worked": worked.get(one.report, 0)}


@require_safe
@never_cache
def healthy(_request: HttpRequest) -> HttpResponse:
    """Say ok if the database of this room answers."""
    Transmission.objects.exists()
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")
