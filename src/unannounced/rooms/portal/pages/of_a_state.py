"""What the page of a State says of the items on it: by year and theme, what became of them, what was asked again."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext

from unannounced.rooms.portal.figures.asked import Asked
from unannounced.rooms.portal.figures.charts import by_period
from unannounced.rooms.portal.figures.leading import to_items
from unannounced.rooms.portal.pages import figures as drawn
from unannounced.rooms.portal.pages.themes import chains_of

CHARTS = ("outcomes-by-year", "outcomes", "themes", "kinds")


def of_a_state(request: HttpRequest, code: str, *, invented: bool, figures: Mapping[str, int]) -> dict[str, Any]:
    """The charts and chains of a State; no query."""
    asked = Asked(invented, state=code)
    whole = asked.whole()
    sums = asked.sums(whole or {})
    heads, rows = by_period(sums)
    return {
        "items": sums.get("items", 0),
        "all_items": to_items(asked),
        "charts": drawn.shown(asked, CHARTS),
        "periods": heads,
        "by_period": rows,
        "unpublished": unpublished(figures),
        "figures_source": drawn.source(request, asked),
        **chains_of(sums, whole or {}),
    }


def unpublished(figures: Mapping[str, int]) -> str:
    """How many reports that the State has are not published, in a sentence; empty where the mechanism counts none."""
    reports, published = figures.get("reports", 0), figures.get("published", 0)
    if not reports:
        return ""
    if published >= reports:
        return gettext("Every report that was transmitted to the State is published.")
    return gettext(
        "Published: {published} of {reports} reports that were transmitted to the State. Not published: {rest}."
    ).format(reports=reports, published=published, rest=reports - published)
