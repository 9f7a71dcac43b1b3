"""The map of a convention on a day, on a page of its own: it weighs as much as everything else that is said of one."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from unannounced.duties.treaty.law import NotKnown
from unannounced.rooms.portal import maps, parties
from unannounced.rooms.portal.asked import asked_for
from unannounced.rooms.portal.law import the_register
from unannounced.rooms.portal.pages.conventions import answered, elsewhere, gaps
from unannounced.rooms.portal.showing import show
from unannounced.rooms.web.conventions import short_name
from unannounced.rooms.web.templatetags.field_words import day as in_day_words


@require_safe
def convention_map(request: HttpRequest, code: str) -> HttpResponse:
    """The States of a convention on a day, each by its standing and behind its link; one query for any day."""
    asked = asked_for(request)
    register = the_register(invented=asked.invented)
    try:
        rules_of = register.law.convention(code)
    except NotKnown as unknown:
        return elsewhere(request, code, unknown)
    if asked.invented:
        raise Http404  # invented States are on no map
    if asked.known is not None:
        register = register.as_known_on(asked.known)
    lines, known = parties.lines(register, code, on=asked.on), register.law.knows(code)
    counted = bool(register.states) and known
    view = maps.view_of(request.GET.get("view", ""), lines)
    label = gettext("Map: {convention}, the standing of each State on {day}").format(
        convention=short_name(code), day=in_day_words(asked.on)
    )
    context = {
        "asked": asked,
        "today": asked.today,
        "convention": rules_of,
        "short": short_name(code),
        "label": label,
        "counted": counted,
        "knew_nothing": bool(register.states) and not known,
        **answered(register, rules_of, lines, asked),
        **gaps(register, rules_of, asked),
        "missing_at": reverse("convention", args=[code]) + asked.days,
        "map": maps.map_of(lines, view, label, described_by="answer", days=asked.days) if counted else None,
        "view": view.value,
        "asked_view": maps.view_asked(request),
    }
    return show(request, "portal/convention_map.html", context)
