"""Two States side by side: what binds them, what was published on them, what is asked, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from unannounced.duties.identity import folded
from unannounced.duties.treaty.standing import Standing
from unannounced.rooms.portal.figures.asked import Asked
from unannounced.rooms.portal.figures.charts import outcome_series, outcomes_of
from unannounced.rooms.portal.figures.leading import to_items, to_reports
from unannounced.rooms.portal.figures.pairs import COLUMNS, PAIRS, Side, asked_on, pair_of
from unannounced.rooms.portal.figures.topics import in_order, named
from unannounced.rooms.portal.law import Register, the_register
from unannounced.rooms.portal.narrowing import is_invented, register_of
from unannounced.rooms.portal.pages.figures import TABLES, as_file, as_table, source
from unannounced.rooms.portal.picturing import PICTURES, in_form
from unannounced.rooms.portal.showing import name_in, show
from unannounced.rooms.portal.standings import status_of
from unannounced.rooms.portal.words import SHAPES, word_of
from unannounced.rooms.web.conventions import short_name


@dataclass(frozen=True, slots=True)
class Cell:
    """A number of a State and where it leads; None where it is not known."""

    number: int | None
    link: str = ""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The two States that an address names: as they are typed, of which register, and what is wrong with them."""

    said: tuple[str, str]
    invented: bool
    register: Register
    names: Mapping[str, str]
    problems: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """Whether they can be compared."""
        return all(one in self.names for one in self.said) and not self.problems

    @property
    def address(self) -> str:
        """Both as the end of an address."""
        return f"?a={self.said[0]}&b={self.said[1]}"

    def sides(self, counted: Mapping[str, Any]) -> list[Side]:
        """Both, with what was counted of them."""
        return [_side(self.register, code, self.names[code], counted) for code in self.said]


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Two States chosen from the register; one query."""
    chosen = _chosen(request)
    asked = Asked(chosen.invented)
    whole = asked.whole()
    context: dict[str, Any] = {
        "said": chosen.said,
        "invented": chosen.invented,
        "switch": settings.DEMONSTRATION or chosen.invented,
        "choices": sorted(chosen.names.items(), key=lambda one: folded(one[1])),
        "problems": chosen.problems,
        "waiting": whole is None,
    }
    if chosen.whole:
        context |= _compared(chosen, chosen.sides(whole or {}), asked, request)
    return show(request, "portal/compare.html", context)


@require_safe
def compared_file(request: HttpRequest, name: str, ending: str) -> HttpResponse:
    """What is drawn of two States as a picture, or its numbers as a table."""
    chosen = _chosen(request)
    asked = Asked(chosen.invented)
    whole = asked.whole()
    if whole is None or not chosen.whole or name not in PAIRS or ending not in TABLES | PICTURES:
        raise Http404
    pair = pair_of(chosen.sides(whole), name)
    if pair is None:
        raise Http404
    called = f"{name}-{'-'.join(chosen.said)}.{ending}"
    if ending in TABLES:
        return as_file(as_table(COLUMNS, list(pair.cells()), ending), TABLES[ending][0], called)
    svg = pair.picture(source(request, asked, reverse("compare") + chosen.address))
    return as_file(in_form(ending, svg, pair.finding), PICTURES[ending], called)


def _chosen(request: HttpRequest) -> Chosen:
    a, b = (request.GET.get(name, "").replace("\0", "").strip().upper()[:40] for name in ("a", "b"))
    invented = any(is_invented(one) for one in (a, b)) or (not (a or b) and register_of(request))
    register = the_register(invented=invented)
    names = {code: name_in(state.names, code) for code, state in register.states.items()}
    return Chosen((a, b), invented, register, names, tuple(_problems([a, b], names)))


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


def _compared(chosen: Chosen, sides: list[Side], asked: Asked, request: HttpRequest) -> dict[str, Any]:
    return {
        "sides": sides,
        "standings": _standings(chosen.register, sides),
        "figures": _figures(sides, asked),
        "outcomes": _outcomes(sides),
        "themes": _themes(sides, asked),
        "pairs": [pair for pair in (pair_of(sides, name) for name in PAIRS) if pair],
        "address": chosen.address,
        "source": source(request, asked, reverse("compare") + chosen.address),
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
        numbers = [asked_on(side, topic.id) for side in sides]
        if any(numbers):
            cells = [
                Cell(number, to_items(asked, state=side.code, theme=topic.id) if number else "")
                for side, number in zip(sides, numbers, strict=True)
            ]
            found.append((sum(numbers), named(topic.id), cells))
    return [(name, cells) for _, name, cells in sorted(found, key=lambda one: -one[0])]
