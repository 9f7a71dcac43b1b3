"""Figures over everything that was published: each chart with its table, its data, and pictures to print."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from unannounced.crafts import plotting
from unannounced.crafts.mapping import Drawing
from unannounced.crafts.plotting import draw, swatch
from unannounced.crafts.tabling import Row, as_csv, as_json
from unannounced.rooms.portal.figures import kept, on_a_map
from unannounced.rooms.portal.figures.asked import Asked, asked_for, misread
from unannounced.rooms.portal.figures.charts import CHARTS, Chart
from unannounced.rooms.portal.figures.on_a_map import MAPS, Counts
from unannounced.rooms.portal.figures.topics import named
from unannounced.rooms.portal.narrowing import OTHERS, OWN
from unannounced.rooms.portal.pages.reports import FRESH
from unannounced.rooms.portal.picturing import PICTURES, in_form
from unannounced.rooms.portal.showing import mechanism, name_in, show, vary_by_language
from unannounced.rooms.web.templatetags.field_words import day as in_words

TABLES = {"csv": ("text/csv; charset=utf-8", as_csv), "json": ("application/json", as_json)}
MAP_COLUMNS = ("state", "name", "number")
Figures = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Shown:
    """A chart on a page: its drawing, the words for its tones, and the end of the addresses of its files."""

    chart: Chart
    drawing: Drawing
    keys: Sequence[tuple[Drawing, str]]
    asked: str


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Every chart that there is something for, of everything, of the mechanism or of other bodies; no query."""
    asked = asked_for(request).of(state="", theme="")
    whole = asked.whole()
    sums = asked.sums(whole) if whole is not None else {}
    context = {
        "asked": asked,
        "invented": asked.invented,
        "switch": settings.DEMONSTRATION or asked.invented,
        "waiting": whole is None,
        "sums": sums,
        "charts": shown(asked),
        "misread": misread(request),
        "maps": MAPS if sums and not asked.invented else (),
        "makers": makers(asked),
        "source": source(request, asked),
    }
    return show(request, "portal/figures.html", context)


@require_safe
def count_map(request: HttpRequest, name: str) -> HttpResponse:
    """One map with its table: it is large, and nobody should wait for it who came for the charts."""
    asked = asked_for(request).of(state="", theme="")
    whole = asked.whole() or {}
    view = request.GET.get("view", "")
    found = on_a_map.counts(name, asked, whole, view) if name in MAPS else None
    if found is None:
        raise Http404
    context = {
        "shown": found,
        "drawing": on_a_map.drawn(found),
        "misread": misread(request),
        "asked": asked,
        "makers": [
            (reverse("count_map", args=[name]) + asked.of(made=made).address, word, made == asked.made)
            for made, word in whose().items()
        ],
        "source": source(request, asked),
    }
    return show(request, "portal/count_map.html", context)


def shown(asked: Asked, names: tuple[str, ...] = tuple(CHARTS)) -> tuple[Shown, ...]:
    """The charts by their names, as far as there is something for them; drawn once for each counting and language."""
    return _drawn(asked, names, get_language() or "", kept.mark(asked.scope))


@lru_cache(maxsize=256)
def _drawn(asked: Asked, names: tuple[str, ...], _language: str, _mark: tuple[int, int]) -> tuple[Shown, ...]:
    whole = asked.whole() or {}
    found = [CHARTS[name](asked, asked.sums(whole), whole) for name in names]
    return tuple(_shown(one, asked) for one in found if one is not None)


def _shown(chart: Chart, asked: Asked) -> Shown:
    table = f"table-{chart.name}"
    drawing = draw(chart.plot, label=chart.finding, described_by=table, prefix=chart.name)
    held = [one for place, one in enumerate(chart.plot.series) if any(bar.numbers[place] for bar in chart.plot.bars)]
    many = len(chart.plot.series) > 1
    keys = [(swatch(one.tone, f"key-{chart.name}"), one.words) for one in held] if many else []
    return Shown(chart, drawing, keys, asked.address)


def makers(asked: Asked) -> list[tuple[str, str, bool]]:
    """Whose reports can be chosen: the end of the address, the word, and whether it is chosen."""
    return [(asked.of(made=made).address, word, made == asked.made) for made, word in whose().items()]


def whose() -> dict[str, str]:
    """Whose reports can be chosen, in words."""
    return {"": gettext("Everyone"), OWN: mechanism().short, OTHERS: gettext("Other bodies")}


@require_safe
def files(request: HttpRequest, name: str, ending: str) -> HttpResponse:
    """A chart or a map as a picture, or its numbers as a table."""
    asked = asked_for(request)
    whole = asked.whole()
    if whole is None or ending not in TABLES | PICTURES:
        raise Http404
    found = _found(name, asked, whole, request.GET.get("view", ""))
    if found is None:
        raise Http404
    called = "-".join(part for part in (name, asked.state or asked.theme, asked.made) if part)
    if ending in TABLES:
        columns = MAP_COLUMNS if isinstance(found, Counts) else found.columns
        return as_file(as_table(columns, found.cells(), ending), TABLES[ending][0], f"{called}.{ending}")
    svg = _picture(found, _titled(found.finding, asked, whole), source(request, asked))
    return as_file(in_form(ending, svg, found.finding), PICTURES[ending], f"{called}.{ending}")


def _found(name: str, asked: Asked, whole: Figures, view: str) -> Chart | Counts | None:
    if name in MAPS:
        return on_a_map.counts(name, asked, whole, view)
    return CHARTS[name](asked, asked.sums(whole), whole) if name in CHARTS else None


def _titled(finding: str, asked: Asked, whole: Figures) -> str:
    """The finding, with the State or the topic it is about before it: a picture travels alone."""
    about = ""
    if asked.state:
        about = name_in(whole.get("names", {}).get(asked.state, {}), asked.state)
    elif asked.theme:
        about = named(asked.theme)
    return gettext("{about}. {finding}").format(about=about, finding=finding) if about else finding


def _picture(found: Chart | Counts, title: str, told_by: str) -> str:
    if isinstance(found, Counts):
        return on_a_map.picture(found, told_by)
    return plotting.picture(found.plot, title=title, source=told_by)


def source(request: HttpRequest, asked: Asked, page: str = "") -> str:
    """Where the numbers come from: whose reports, which ``page`` they are on, and as of which day."""
    facts = {
        "mechanism": mechanism().name,
        "address": request.build_absolute_uri(page or _page(asked)),
        "day": in_words(timezone.now().date()),
    }
    match asked.made:
        case "own":
            told = gettext("Source: published reports of the {mechanism}, {address}, {day}.")
        case "others":
            told = gettext("Source: reports of other bodies in the archive of the {mechanism}, {address}, {day}.")
        case _:
            told = gettext("Source: everything published by the {mechanism}, {address}, {day}.")
    return told.format(**facts)


def _page(asked: Asked) -> str:
    """Where the numbers are read: the page of their State or theme, or the page of all figures."""
    if asked.state:
        return reverse("state", args=[asked.state])
    told = asked.of(theme="").address
    return (reverse("theme", args=[asked.theme]) if asked.theme else reverse("figures")) + told


def as_table(columns: Sequence[str], rows: Sequence[Row], ending: str) -> bytes:
    """Rows in one of the forms of ``TABLES``."""
    return b"".join(TABLES[ending][1](columns, rows))


def as_file(content: bytes, media: str, name: str) -> HttpResponse:
    """A file in the reader's language that anybody may keep for a while."""
    response = HttpResponse(content, content_type=media)
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    patch_cache_control(response, public=True, max_age=FRESH)
    vary_by_language(response)
    return response
