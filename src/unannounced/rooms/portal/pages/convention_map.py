"""The map of a convention on a day, on a page of its own: it weighs as much as everything else that is said of one."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from unannounced.duties.treaty.law import NotKnown
from unannounced.rooms.portal import maps
from unannounced.rooms.portal.pages.conventions import answered, elsewhere, gaps, opened
from unannounced.rooms.portal.showing import show
from unannounced.rooms.web.conventions import short_name
from unannounced.rooms.web.templatetags.field_words import day as in_day_words


@require_safe
def convention_map(request: HttpRequest, code: str) -> HttpResponse:
    """The States of a convention on a day, each by its standing and behind its link; one query for any day."""
    try:
        here = opened(request, code)
    except NotKnown as unknown:
        return elsewhere(request, code, unknown)
    asked, lines = here.asked, here.lines
    if asked.invented:
        raise Http404  # invented States are on no map
    view = maps.view_of(request.GET.get("view", ""), lines)
    label = gettext("Map: {convention}, the standing of each State on {day}").format(
        convention=short_name(code), day=in_day_words(asked.on)
    )
    context = {
        "asked": asked,
        "today": asked.today,
        "convention": here.rules,
        "short": short_name(code),
        "label": label,
        "counted": here.counted,
        "knew_nothing": here.knew_nothing,
        **answered(here.register, here.rules, lines, asked),
        **gaps(here.register, here.rules, asked),
        "missing_at": reverse("convention", args=[code]) + asked.days,
        "map": maps.map_of(lines, view, label, described_by="answer", days=asked.days) if here.counted else None,
        "view": view.value,
        "asked_view": maps.view_asked(request),
    }
    return show(request, "portal/convention_map.html", context)
