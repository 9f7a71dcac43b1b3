"""About the portal: what it is in plain words, and what is kept of a reader (nothing).

And the contents by State and year, with what a copy can do.
"""

from collections import Counter

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from unannounced.duties.identity import folded
from unannounced.records.shelf import queries
from unannounced.rooms.portal.narrowing import register_of
from unannounced.rooms.portal.showing import lines, mechanism, name_in, show

ON_A_PAGE = 50


@require_safe
def in_plain_words(request: HttpRequest) -> HttpResponse:
    """What this body is, what a report is, and what it can do for whoever reads it."""
    return show(request, "portal/about.html", {"on_request": mechanism().publication == "on_request"})


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What this portal knows of whoever reads it."""
    return show(request, "portal/privacy.html", {"cookie": settings.LANGUAGE_COOKIE_NAME})


@require_safe
def contents(request: HttpRequest) -> HttpResponse:
    """A way to every report without searching, by State and year, and what a copy as files can do; two queries."""
    invented = register_of(request)
    found = queries.reports(invented=invented)
    names = queries.places(found)
    days = found.order_by().values_list("state_code", "day")
    of_states, of_years = Counter[str](), Counter[int]()
    for code, day in days:
        of_states[code] += 1
        of_years[day.year] += 1
    states = [(code, name_in(names[code], code), count) for code, count in of_states.items() if code in names]
    context = {
        "invented": invented,
        "states": sorted(states, key=lambda one: folded(one[1])),
        "years": sorted(of_years.items(), reverse=True),
        "ways": [(reverse(name), said) for name, said in _ways() if _is_there(name)],
    }
    return show(request, "portal/contents.html", context)


@require_safe
def contents_of_year(request: HttpRequest, year: int) -> HttpResponse:
    """Every report of a year, the latest first; three queries."""
    invented = register_of(request)
    found = queries.reports(invented=invented).filter(day__year=year) if 1 <= year <= 9999 else None
    if found is None or not found.exists():
        raise Http404
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    back = reverse("contents") + ("?register=invented" if invented else "")
    trail = [{"word": gettext("Contents"), "url": back}]
    context = {"year": year, "page": page, "rows": lines(page), "trail": trail}
    return show(request, "portal/contents_of_year.html", context)


def _ways() -> list[tuple[str, str]]:
    return [
        ("themes", gettext("Themes")),
        ("timeline", gettext("Time line")),
        ("figures", gettext("Figures")),
        ("statements", gettext("Public statements")),
        ("conventions", gettext("Conventions")),
        ("open_data", gettext("Open data")),
        ("about", gettext("This portal in plain words")),
        ("privacy", gettext("What is kept of you: nothing")),
    ]


def _is_there(name: str) -> bool:
    try:
        reverse(name)
    except NoReverseMatch:
        return False
    return True
