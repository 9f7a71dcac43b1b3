"""What was reported and what is on record: the list of claims, and each claim at an address of its own."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from unannounced.duties.identity import folded
from unannounced.rooms.portal import reported
from unannounced.rooms.portal.law import the_register
from unannounced.rooms.portal.showing import show

ON_A_PAGE = 50


@require_safe
def claims(request: HttpRequest) -> HttpResponse:
    """Every claim with its verdict, reckoned as the page is read; one query."""
    today, register = timezone.now().date(), the_register()
    every = reported.claims(register, today=today) if register.states else []
    asked = reported.asked_for(request.GET)
    context = {
        "today": today,
        "asked": asked,
        "every": len(every),
        "page": Paginator(reported.narrowed(every, asked), ON_A_PAGE).get_page(request.GET.get("page")),
        "choices": reported.choices(reported.narrowed(every, asked, by_verdict=False), asked.verdict),
        "of_all_verdicts": len(reported.narrowed(every, asked, by_verdict=False)),
        "states": _sorted({(one.state, one.state_name) for one in every if one.state}),
        "conventions": _sorted({pair for one in every for pair in one.conventions}),
    }
    return show(request, "portal/reported.html", context)


@require_safe
def claim(request: HttpRequest, code: str) -> HttpResponse:
    """One claim: the verdict first, then why, who said it, and every ground; one query."""
    today, register = timezone.now().date(), the_register()
    found = reported.with_id(register, code.lower(), today=today)
    if found is None:
        raise Http404
    if found.id != code:
        return redirect("reported_claim", code=found.id, permanent=True)
    before, after = reported.around(found.id)
    context = {"today": today, "claim": found, "before": before, "after": after, "counted": bool(register.states)}
    return show(request, "portal/reported_claim.html", context)


def _sorted(pairs: set[tuple[str, str]]) -> list[tuple[str, str]]:
    return sorted(pairs, key=lambda pair: folded(pair[1]))
