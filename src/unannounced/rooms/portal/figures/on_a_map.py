"""How many reports or items there are on each State, on the map: four fillings, from few to many."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language_bidi, gettext, ngettext

from unannounced.crafts import mapping
from unannounced.crafts.mapping import LAND, NOTE, SOURCE, Drawing, View, Window, draw, swatch, unmapped, world
from unannounced.crafts.tabling import Row
from unannounced.crafts.thinning import light_world
from unannounced.rooms.portal.figures.asked import Asked
from unannounced.rooms.portal.figures.leading import to_items, to_reports
from unannounced.rooms.portal.showing import name_in

FILLINGS = ("count-1", "count-2", "count-3", "party")
MAPS = ("map-reports", "map-items")


@dataclass(frozen=True, slots=True)
class Shown:
    """A State on the map: its name, where its number leads, and the number."""

    code: str
    name: str
    link: str
    number: int


@dataclass(frozen=True, slots=True)
class Counts:
    """A map: its finding, its States by number, and from which number on each filling begins."""

    name: str
    finding: str
    states: tuple[Shown, ...]
    begins: tuple[int, ...]
    view: View

    @property
    def missing(self) -> tuple[str, ...]:
        """The names of States that the map cannot show."""
        absent = set(unmapped(world(), (one.code for one in self.states)))
        return tuple(one.name for one in self.states if one.code in absent)

    def classes(self) -> dict[str, str]:
        """The filling of each State."""
        return {one.code: FILLINGS[self._filling(one.number)] for one in self.states}

    def legend(self) -> list[tuple[str, str]]:
        """The fillings in words, and what is on the map without any."""
        ends = [*(one - 1 for one in self.begins[1:]), max((one.number for one in self.states), default=1)]
        words = [
            str(first) if first == last else gettext("{first} to {last}").format(first=first, last=last)
            for first, last in zip(self.begins, ends, strict=True)
        ]
        return [*zip(FILLINGS, words, strict=False), (LAND, gettext("none"))]

    def keys(self) -> list[tuple[Drawing, str]]:
        """The legend of a page."""
        return [(swatch(kind, f"{self.name}-{kind}"), words) for kind, words in self.legend()]

    def cells(self) -> list[Row]:
        """The table as data."""
        return [(one.code, one.name, one.number) for one in self.states]

    def _filling(self, number: int) -> int:
        return sum(number >= one for one in self.begins) - 1


def counts(name: str, asked: Asked, whole: Mapping[str, Any], view: str = "") -> Counts | None:
    """The map asked for; None where there is nothing to show, and of invented States, which are on no map."""
    if asked.invented or asked.state:
        return None
    items = name == "map-items"
    numbers = _items(asked, whole) if items else _reports(whole)
    if not numbers or (asked.theme and not items):
        return None
    lead = to_items if items else to_reports
    states = tuple(
        Shown(code, name_in(whole["names"][code], code), lead(asked, state=code), number)
        for code, number in sorted(numbers.items(), key=lambda one: (-one[1], one[0]))
    )
    return Counts(
        name, _finding(states, items=items), states, begins([one.number for one in states]), _view(states, view)
    )


def _items(asked: Asked, whole: Mapping[str, Any]) -> dict[str, int]:
    found: Mapping[str, Mapping[str, int]] = asked.sums(whole).get("states", {})
    return {code: sum(counted.values()) for code, counted in found.items()}


def _reports(whole: Mapping[str, Any]) -> dict[str, int]:
    return {code: int(one["reports"]) for code, one in dict(whole.get("states", {})).items() if one.get("reports")}


def _finding(states: Sequence[Shown], *, items: bool) -> str:
    facts = {"number": sum(one.number for one in states), "states": len(states), "most": states[0].name}
    if items:
        return ngettext(
            "Published items are on {states} State: {most}",
            "Published items are on {states} States, and on none more than on {most}",
            len(states),
        ).format(**facts)
    return ngettext(
        "Published reports are on {states} State: {most}",
        "Published reports are on {states} States, and on none more than on {most}",
        len(states),
    ).format(**facts)


def begins(numbers: Sequence[int]) -> tuple[int, ...]:
    """From which number on each filling begins: as many States in each as can be, and never one number in two.

    >>> begins([1, 1, 1, 2, 3, 5, 8, 40]), begins([4, 4]), begins([1, 9])
    ((1, 3, 8), (4,), (1, 9))
    """
    ordered = sorted(numbers)
    cuts = (ordered[len(ordered) * step // len(FILLINGS)] for step in range(len(FILLINGS)))
    return tuple(sorted({ordered[0], *cuts}))


def _view(states: Sequence[Shown], said: str) -> View:
    """The view asked for; else Europe where every State is there."""
    if said in set(View):
        return View(said)
    return View.EUROPE if all(_is_in_europe(one.code) for one in states) else View.WORLD


def _is_in_europe(code: str) -> bool:
    whole = world()
    window, point = whole.windows[View.EUROPE], whole.points.get(code)
    if point is not None:
        return window.meets(Window(point.x, point.y, 0, 0))
    return code in whole.boxes and whole.boxes[code].meets(window)


def drawn(shown: Counts) -> Drawing:
    """The map for a page: every State leads to the rows of its number."""
    titles = {one.code: f"{one.name}: {one.number}" for one in shown.states}
    links = {one.code: one.link for one in shown.states}
    table = f"table-{shown.name}"
    return draw(
        light_world(shown.view),
        shown.classes(),
        titles,
        links,
        label=shown.finding,
        described_by=table,
        view=shown.view,
        prefix=shown.name,
    )


def picture(shown: Counts, source: str) -> str:
    """The map as a file by itself."""
    titles = {one.code: one.name for one in shown.states}
    told = [source]
    if shown.missing:
        told.append(gettext("Not on the map: {names}.").format(names=", ".join(shown.missing)))
    told += [gettext(SOURCE), gettext(NOTE)]
    return mapping.picture(
        world(),
        shown.classes(),
        titles,
        title=shown.finding,
        source=" ".join(told),
        legend=shown.legend(),
        view=shown.view,
        mirrored=get_language_bidi(),
    )
