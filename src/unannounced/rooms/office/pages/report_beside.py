"""What waits beside the paragraphs of a draft: suggestions and remarks, paragraph by paragraph."""

from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language

from unannounced.duties.wording import Piece, differences
from unannounced.records.ledger.actions import note_readings
from unannounced.records.reports.models import Paragraph, Remark, Suggestion
from unannounced.records.reports.presence import others_in
from unannounced.records.reports.queries import reports_seen_by
from unannounced.rooms.office.doors import Asked

ON_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Waiting:
    """A suggestion or a remark that waits, on its paragraph."""

    paragraph: Paragraph
    by: str
    suggestion: Suggestion | None = None
    remark: Remark | None = None
    pieces: tuple[Piece, ...] = ()


def report_beside(request: Asked, report: UUID) -> HttpResponse:
    """What waits in one draft. Hidden and absent are the same answer by the same query."""
    found = get_object_or_404(reports_seen_by(request.viewer), pk=report)
    if found.from_archive:
        raise Http404
    note_readings([found], by=request.viewer.pk, at=request.moment)
    suggestions = Suggestion.objects.filter(paragraph__report=found, decided_at=None)
    remarks = Remark.objects.filter(paragraph__report=found, settled_at=None)
    keys = [
        *((number, 0, pk) for number, pk in suggestions.values_list("paragraph__number", "pk")),
        *((number, 1, pk) for number, pk in remarks.values_list("paragraph__number", "pk")),
    ]
    page = Paginator(sorted(keys), ON_A_PAGE).get_page(request.GET.get("page"))
    chosen = [pk for _number, _kind, pk in page.object_list]
    held: dict[UUID, Waiting] = {}
    for one in suggestions.filter(pk__in=chosen).select_related("paragraph", "made_by"):
        pieces = () if one.place else differences(one.paragraph.text, one.text)
        held[one.pk] = Waiting(one.paragraph, one.author or one.made_by.display_name, suggestion=one, pieces=pieces)
    for said in remarks.filter(pk__in=chosen).select_related("paragraph", "made_by"):
        held[said.pk] = Waiting(said.paragraph, said.author or said.made_by.display_name, remark=said)
    here = others_in(found, besides=request.viewer, now=request.moment)
    context = {
        "report": found,
        "name": found.state.name(get_language() or "en"),
        "suggestions": suggestions.count(),
        "remarks": remarks.count(),
        "page": page,
        "waiting": [held[pk] for pk in chosen if pk in held],
        "here": sorted({name for names in here.values() for name in names}),
    }
    return render(request, "office/report_beside.html", context)
