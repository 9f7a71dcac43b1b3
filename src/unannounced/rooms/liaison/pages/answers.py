"""The items of a report, filtered; and one item with its answer, which colleagues write together."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from unannounced.duties.answering import Stand
from unannounced.duties.decision import Refused, RefusedByRule
from unannounced.records.desk.actions import take_back_answer, write_answer
from unannounced.records.desk.queries import Report, Standing, standings, versions_of
from unannounced.records.ledger.actions import note_readings
from unannounced.rooms.liaison.doors import Asked
from unannounced.rooms.liaison.forms import AnswerForm
from unannounced.rooms.liaison.showing import (
    DRAFTED,
    GIVEN,
    OVERDUE,
    UNANSWERED,
    asked_of,
    chosen,
    claim_word,
    ministries,
    row,
    seen_report,
)

ON_A_PAGE = 50


@require_safe
def answers(request: Asked, report: UUID) -> HttpResponse:
    """The items of a report: all of them, or those that a filter leaves."""
    found = seen_report(request.viewer, report)
    today = request.moment.date()
    items = standings(found, today=today)
    note_readings([found.transmission], by=request.viewer.pk, at=request.moment)
    show, ministry = asked_of(request)
    page = Paginator(chosen(items, show, ministry), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "report": found,
        "page": page,
        "rows": [row(one, today) for one in page],
        "ministries": ministries(items),
        "ministry": ministry,
        "shows": _shows(show),
    }
    return render(request, "liaison/answers.html", context)


def _shows(show: str) -> list[tuple[str, str, bool]]:
    words = [
        ("", _("every item")),
        (UNANSWERED, _("not answered")),
        (OVERDUE, _("overdue")),
        (DRAFTED, _("drafted, not given")),
        (GIVEN, _("given or received")),
    ]
    return [(value, word, value == show) for value, word in words]


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: Asked, report: UUID, item: UUID) -> HttpResponse:
    """One item: what is asked, what was said of it so far, and the draft."""
    found = seen_report(request.viewer, report)
    items = standings(found, today=request.moment.date())
    place = next((n for n, one in enumerate(items) if one.item.id == str(item)), None)
    if place is None:
        raise Http404
    standing = items[place]
    if request.method == "POST" and "take-back" in request.POST:
        return _take_back(request, found, standing)
    if request.method == "POST":
        return _write(request, found, items, place)
    begins = standing.draft
    initial = {
        "claim": begins.claim if begins else "",
        "text": begins.text if begins else "",
        "ministry": standing.ministry,
        "seen": standing.seen,
    }
    return _page(request, found, items, place, AnswerForm(initial=initial, auto_id="f-%s"))


def _write(request: Asked, found: Report, items: list[Standing], place: int) -> HttpResponse:
    form = AnswerForm(request.POST, auto_id="f-%s")
    if not form.is_valid():
        return _page(request, found, items, place, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    said = form.cleaned_data
    try:
        kept = write_answer(
            found,
            items[place],
            claim=said["claim"],
            text=said["text"],
            ministry=said["ministry"],
            seen=said["seen"],
            by=request.viewer,
            at=request.moment,
        )
    except RefusedByRule as refused:
        return _page(request, found, items, place, form, refused.refusal, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if kept.in_conflict:
        messages.warning(
            request, _("Somebody wrote this answer while you did. Both wordings are kept: look at them, keep one.")
        )
        return redirect(reverse("answer", args=[found.pk, items[place].item.id]))
    messages.success(
        request, _("The answer to item {number} is kept as a draft.").format(number=items[place].item.number)
    )
    after = next((one for one in items[place + 1 :] if one.where is Stand.UNANSWERED), None)
    if "and-next" in request.POST and after is not None:
        return redirect(reverse("answer", args=[found.pk, after.item.id]))
    return redirect(f"{reverse('answers', args=[found.pk])}#i-{items[place].item.id}")


def _take_back(request: Asked, found: Report, standing: Standing) -> HttpResponse:
    if standing.draft is not None:
        take_back_answer(found, standing, seen=standing.seen, by=request.viewer, at=request.moment)
        messages.success(
            request,
            _("The draft for item {number} is taken back. What was written stays below.").format(
                number=standing.item.number
            ),
        )
    return redirect(reverse("answer", args=[found.pk, standing.item.id]))


def _page(
    request: Asked,
    found: Report,
    items: list[Standing],
    place: int,
    form: AnswerForm,
    refusal: Refused | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    standing = items[place]
    note_readings([found.transmission], by=request.viewer.pk, at=request.moment)
    versions = versions_of(request.viewer, found, standing.item.id)
    context = {
        "report": found,
        "item": row(standing, request.moment.date()),
        "standing": standing,
        "received": [{"said": one, "claim": claim_word(one.claim)} for one in standing.item.received],
        "disputed": [
            {"version": one, "claim": claim_word(one.claim)}
            for one in ([standing.draft] if standing.draft and standing.disputed else []) + list(standing.disputed)
        ],
        "versions": [{"version": one, "claim": claim_word(one.claim)} for one in versions[:50]],
        "form": form,
        "refusal": refusal,
        "before": items[place - 1].item if place else None,
        "after": items[place + 1].item if place + 1 < len(items) else None,
    }
    return render(request, "liaison/answer.html", context, status=status)
