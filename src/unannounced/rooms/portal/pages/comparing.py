"""Two States side by side: what binds them, what was published on them, what is asked, and what became of it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language_bidi, gettext
from django.views.decorators.http import require_safe

from unannounced.crafts.mapping import Drawing
from unannounced.crafts.plotting import Bar, Plot, draw, swatch
from unannounced.duties.identity import folded
from unannounced.duties.treaty.standing import Standing
from unannounced.rooms.portal.figures.asked import Asked
from unannounced.rooms.portal.figures.charts import outcome_series, outcomes_of
from unannounced.rooms.portal.figures.leading import to_items, to_reports
from unannounced.rooms.portal.figures.topics import in_order, named
from unannounced.rooms.portal.law import Register, the_register
from unannounced.rooms.portal.narrowing import is_invented, register_of
from unannounced.rooms.portal.pages.figures import source
from unannounced.rooms.portal.showing import name_in, show
from unannounced.rooms.portal.standings import status_of
from unannounced.rooms.portal.words import SHAPES, word_of
from unannounced.rooms.web.conventions import short_name

DRAWN = 12
"""How many themes are drawn side by side; the table has all."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two States."""

    code: str
    name: str
    sums: Mapping[str, Any]
    figures: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Cell:
    """A number of a State and where it leads; None where it is not known."""

    number: int | None
    link: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """The two drawings of one thing, on the same scale."""

    title: str
    drawings: tuple[tuple[str, Drawing], ...]
    keys: tuple[tuple[Drawing, str], ...]


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Two States chosen from the register; one query."""
    said = [request.GET.get(name, "").replace("\0", "").strip().upper()[:40] for name in ("a", "b")]
    invented = any(is_invented(one) for one in said) or (not any(said) and register_of(request))
    register, asked = the_register(invented=invented), Asked(invented)
    whole = asked.whole()
    names = {code: name_in(state.names, code) for code, state in register.states.items()}
    context: dict[str, Any] = {
        "said": said,
        "invented": invented,
        "switch": settings.DEMONSTRATION or invented,
        "choices": sorted(names.items(), key=lambda one: folded(one[1])),
        "problems": _problems(said, names),
        "waiting": whole is None,
    }
    if all(one in names for one in said) and not context["problems"]:
        sides = [_side(register, code, names[code], whole or {}) for code in said]
        context |= _compared(register, sides, asked, request)
    return show(request, "portal/compare.html", context)


def _problems(said: list[str], names: Mapping[str, str]) -> list[str]:
    """What cannot be compared, and what to do."""
    strange = [one for one in said if one and one not in names]
    found = [
        gettext("“{said}” is no State of this register. Choose one from the list.").format(said=one) for one in strange
    ]
    if all(said) and said[0] == said[1] and not strange:
        found.append(gettext("Both are the same State. Choose another one to compare it with."))
    elif any(said) and not all(said):
        found.append(gettext("Choose a second State to compare with."))
    return found


def _side(register: Register, code: str, name: str, whole: Mapping[str, Any]) -> Side:
    held = register.states[code].figures
    return Side(code, name, dict(whole.get("states", {})).get(code, {}), held if any(held.values()) else {})


def _compared(register: Register, sides: list[Side], asked: Asked, request: HttpRequest) -> dict[str, Any]:
    return {
        "sides": sides,
        "standings": _standings(register, sides),
        "figures": _figures(sides, asked),
        "outcomes": _outcomes(sides),
        "themes": _themes(sides, asked),
        "pairs": _pairs(sides),
        "source": source(request, asked),
    }


def _standings(register: Register, sides: list[Side]) -> list[tuple[str, list[tuple[str, str]]]]:
    """What each is to each convention to which one of the two is anything: the word and its shape."""
    today, found = timezone.now().date(), []
    for convention in register.law.conventions.values():
        held = [status_of(register.law, side.code, convention.code, on=today).standing for side in sides]
        if any(one is not Standing.NONE for one in held):
            words = [(gettext(word_of(one, convention)), SHAPES[one]) for one in held]
            found.append((short_name(convention.code), words))
    return found


def _figures(sides: list[Side], asked: Asked) -> list[tuple[str, list[Cell]]]:
    """What the mechanism counted, and what can be read here."""
    told = [
        (gettext("Visits, as the mechanism counts them"), [_own(side, "visits") for side in sides]),
        (gettext("Reports transmitted to the State"), [_own(side, "reports") for side in sides]),
        (gettext("Reports of the mechanism that are published"), [_own(side, "published") for side in sides]),
        (gettext("Reports of the mechanism that are not published"), [_unpublished(side) for side in sides]),
    ]
    here = [Cell(side.sums.get("reports", 0), to_reports(asked, state=side.code)) for side in sides]
    items = [Cell(side.sums.get("items", 0), to_items(asked, state=side.code)) for side in sides]
    return [
        *(row for row in told if any(cell.number is not None for cell in row[1])),
        (gettext("Reports that can be read here"), here),
        (gettext("Items in them"), items),
        (gettext("Items with a public response of the State"), [Cell(one.sums.get("answered", 0)) for one in sides]),
        (gettext("Items that repeat an earlier one"), [Cell(one.sums.get("repeated", 0)) for one in sides]),
    ]


def _own(side: Side, name: str) -> Cell:
    return Cell(side.figures.get(name) if side.figures else None)


def _unpublished(side: Side) -> Cell:
    if not side.figures:
        return Cell(None)
    return Cell(max(side.figures.get("reports", 0) - side.figures.get("published", 0), 0))


def _outcomes(sides: list[Side]) -> list[tuple[str, list[Cell]]]:
    held = [outcomes_of(_by_outcome(side)) for side in sides]
    return [
        (capfirst(series.words), [Cell(numbers[place]) for numbers in held])
        for place, series in enumerate(outcome_series())
    ]


def _by_outcome(side: Side) -> dict[str, int]:
    found: dict[str, int] = {}
    for counted in side.sums.get("years", {}).values():
        for outcome, number in counted.items():
            found[outcome] = found.get(outcome, 0) + number
    return found


def _themes(sides: list[Side], asked: Asked) -> list[tuple[str, list[Cell]]]:
    """Every theme on which one of the two was asked anything, the most frequent first."""
    found = []
    for topic in in_order():
        numbers = [_asked_on(side, topic.id) for side in sides]
        if any(numbers):
            cells = [
                Cell(number, to_items(asked, state=side.code, theme=topic.id) if number else "")
                for side, number in zip(sides, numbers, strict=True)
            ]
            found.append((sum(numbers), named(topic.id), cells))
    return [(name, cells) for _, name, cells in sorted(found, key=lambda one: -one[0])]


def _pairs(sides: list[Side]) -> list[Pair]:
    """What became of the items by year and by theme, drawn on the same scale for both."""
    years = sorted({year for side in sides for year in side.sums.get("years", {})})
    span = [f"{year:04}" for year in range(int(years[0]), int(years[-1]) + 1)] if years else []
    often = Counter({topic.id: sum(_asked_on(side, topic.id) for side in sides) for topic in in_order()})
    themes = [topic for topic, number in often.most_common(DRAWN) if number]
    told = (
        (gettext("Items, by the year of their report and what became of them"), "years", span),
        (gettext("Items, by theme and what became of them; an item can be about several"), "themes", themes),
    )
    return [_pair(sides, title, field, keys) for title, field, keys in told if keys]


def _asked_on(side: Side, theme: str) -> int:
    return sum(side.sums.get("themes", {}).get(theme, {}).values())


def _pair(sides: list[Side], title: str, field: str, keys: list[str]) -> Pair:
    stands = field == "years"
    bars = [
        tuple(Bar(key if stands else named(key), outcomes_of(side.sums.get(field, {}).get(key, {}))) for key in keys)
        for side in sides
    ]
    most = max(Plot(one, outcome_series(), title, stands).top for one in bars)
    plots = [Plot(one, outcome_series(), title, stands, most, get_language_bidi()) for one in bars]
    drawn = tuple((side.name, _drawn(side, plot, field)) for side, plot in zip(sides, plots, strict=True))
    words = tuple((swatch(one.tone, f"key-{field}"), one.words) for one in outcome_series())
    return Pair(title, drawn, words)


def _drawn(side: Side, plot: Plot, field: str) -> Drawing:
    label = gettext("{about}. {finding}").format(about=side.name, finding=plot.axis)
    described = "compared-themes" if field == "themes" else "compared-outcomes"
    return draw(plot, label=label, described_by=described, prefix=f"{field}-{side.code}")
