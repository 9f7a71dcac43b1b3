"""The ledger: all lines for auditors, with numbers and head; for everybody else the lines of their own acts."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from unannounced.duties import confidentiality
from unannounced.records.ledger.models import Line
from unannounced.records.ledger.queries import all_lines, head
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages.lines import shown_lines

ON_A_PAGE = 100


def ledger(request: Asked) -> HttpResponse:
    """The lines somebody may see, newest first."""
    viewer = request.viewer
    auditor = confidentiality.sees_ledger(viewer.roles)
    lines = all_lines() if auditor else all_lines().filter(by=viewer.pk)
    page = Paginator(lines, ON_A_PAGE).get_page(request.GET.get("page"))
    context: dict[str, object] = {"auditor": auditor, "page": page, "lines": shown_lines(list(page), viewer)}
    if auditor:
        context |= {"head": head(), "waiting": Line.objects.filter(number__isnull=True).count()}
    return render(request, "office/ledger.html", context)
