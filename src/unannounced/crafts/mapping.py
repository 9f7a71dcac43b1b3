"""Maps of the world as SVG, drawn from ``facts/world.json``: no script, no network, no inline style.

A map is told which class each State has, and shows it by colour *and* by stripes, dots, hatch or outline. On a page the
colours are those of ``portal/map.css``; ``picture`` is a file by itself, to print and to pass on.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from itertools import accumulate
from types import MappingProxyType

from unannounced.crafts.lettering import BORDER, SANS, SERIF, lines, safe
from unannounced.duties.words import say

SOURCE = say(
    "Map: Natural Earth 4.1, 1:50 million, public domain (npm world-atlas 2.0.2). Equal Earth projection, "
    "centred on 11.6° East."
)
NOTE = say(
    "Borders are Natural Earth's, which shows who controls a place and not whose it is. Changed here: Crimea is drawn "
    "with Ukraine, as the United Nations (General Assembly resolution 68/262) and the Council of Europe hold, Northern "
    "Cyprus with Cyprus, and Somaliland with Somalia; the Siachen Glacier is drawn as nobody's. The Antarctic Treaty "
    "area is left out."
)
LAND = "land"  # the class of a State of which nothing is said
LAST = "former"  # its outline must not lie under a neighbour
RADIUS = 4.4  # of the circle of a small State, on the map of the world
LEGIBLE = 60.0  # square units from which a small State is seen without a circle
MARGIN = 4
WIDTH = 2000  # units of the world in its file

_NUMBER = re.compile(r"-?\d*\.?\d+")
_NOTHING: Mapping[str, str] = MappingProxyType({})

# Each class that is not one plain colour, as a tile of 9 × 9 units: what lies on the ground of the tile.
PATTERNS = {
    "pending": ("rotate(45)", '<rect width="5.4" height="9" {}/>'),
    "not-known": ("rotate(45)", '<path d="M0 0h9v1.4h-7.6v7.6h-1.4z" {}/>'),
    "signatory": ("rotate(45)", '<circle cx="4.5" cy="4.5" r="2.3" {}/>'),
    "consented": ("", '<rect width="9" height="3" {}/>'),
    "count-1": ("", '<circle cx="4.5" cy="4.5" r="1.5" {}/>'),
    "count-2": ("rotate(-45)", '<rect width="2.8" height="9" {}/>'),
    "count-3": ("rotate(-45)", '<path d="M0 0h9v4.2h-4.8v4.8h-4.2z" {}/>'),
}

PAPER, SEA, FAINT, INK, MUTED = "#FBFAF7", "#F2EFE8", "#D9D6CE", "#14213D", "#4B5568"
BLUE, VERMILION = "#0072B2", "#D55E00"


@dataclass(frozen=True, slots=True)
class Paint:
    """What a class looks like in print: its ground, its edge and the pixels of that, the mark of its pattern."""

    ground: str
    edge: str = PAPER
    width: float = 0.5
    mark: str = BLUE


PAINTS = {
    LAND: Paint(PAPER, FAINT),
    "none": Paint(FAINT),
    "party": Paint(BLUE),
    "pending": Paint(PAPER, BLUE, 0.8),
    "not-known": Paint(PAPER, MUTED, 0.8, MUTED),
    "former": Paint(PAPER, VERMILION, 2),
    "signatory": Paint(FAINT),
    "consented": Paint(PAPER, BLUE, 0.8),
    "count-1": Paint(PAPER, BLUE, 0.8),
    "count-2": Paint(PAPER, BLUE, 0.8),
    "count-3": Paint(PAPER, BLUE, 0.8),
}
SHEET, GAP = 1200, 24  # pixels of a picture: its width, what divides its parts


class View(StrEnum):
    """The part of the world that a map shows."""

    WORLD = "world"
    EUROPE = "europe"


@dataclass(frozen=True, slots=True)
class Window:
    """A part of the map in its units: x to the East, y to the South."""

    left: float
    top: float
    width: float
    height: float

    def meets(self, other: "Window") -> bool:
        """Whether two windows have a part in common.

        >>> Window(0, 0, 10, 10).meets(Window(9, 9, 5, 5)), Window(0, 0, 10, 10).meets(Window(10, 0, 5, 5))
        (True, False)
        """
        across = self.left < other.left + other.width and other.left < self.left + self.width
        return across and self.top < other.top + other.height and other.top < self.top + self.height

    def times(self, by: float) -> "Window":
        """The same window where a unit is ``by`` units."""
        return Window(self.left * by, self.top * by, self.width * by, self.height * by)

    @property
    def view_box(self) -> str:
        """The window as SVG writes it."""
        return f"{self.left:g} {self.top:g} {self.width:g} {self.height:g}"


@dataclass(frozen=True, slots=True)
class Circle:
    """Where a State is that is too small to see or to hit, and how large its largest part is drawn, in square units."""

    x: float
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class World:
    """The shapes and circles of States and territories by ISO 3166 alpha-3 code, with XKX for Kosovo.

    Small States have a circle, most a shape as well. ``drawn_with`` says for codes without either in whose shape
    they are, ``left_out`` which the map lacks, ``administered_by`` which are not States and who has them.
    """

    outline: str
    nobodys: str
    shapes: Mapping[str, str]
    points: Mapping[str, Circle]
    boxes: Mapping[str, Window]
    administered_by: Mapping[str, str]
    drawn_with: Mapping[str, str]
    left_out: tuple[str, ...]
    windows: Mapping[View, Window]

    def shows(self, code: str) -> bool:
        """Whether a code has a shape or a circle of its own."""
        return code in self.shapes or code in self.points


class Drawing(str):
    """Markup in which everything that came from outside is escaped; templates show it as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


@cache
def world() -> World:
    """The world as the package brings it; it is read once."""
    text = resources.files("unannounced.facts").joinpath("world.json").read_text(encoding="utf-8")
    read = json.loads(text)
    whole = Window(-MARGIN, -MARGIN, read["width"] + 2 * MARGIN, read["height"] + 2 * MARGIN)
    return World(
        outline=read["outline"],
        nobodys=read["nobodys"],
        shapes=MappingProxyType(read["shapes"]),
        points=MappingProxyType({code: Circle(*point) for code, point in read["points"].items()}),
        boxes=MappingProxyType({code: box(path) for code, path in read["shapes"].items()}),
        administered_by=MappingProxyType(read["administered_by"]),
        drawn_with=MappingProxyType(read["drawn_with"]),
        left_out=tuple(read["left_out"]),
        windows=MappingProxyType(
            {View.WORLD: whole} | {View(name): Window(*found) for name, found in read["windows"].items()}
        ),
    )


def corners(path: str) -> Iterator[list[tuple[float, float]]]:
    """The rings of a shape, each as its corners.

    >>> list(corners("M1 1l2 0 0 2z"))
    [[(1.0, 1.0), (3.0, 1.0), (3.0, 3.0)]]
    """
    for ring in path.split("z")[:-1]:
        steps = [float(number) for number in _NUMBER.findall(ring)]
        yield list(zip(accumulate(steps[::2]), accumulate(steps[1::2]), strict=True))


def box(path: str) -> Window:
    """The least window around a shape.

    >>> box("M1 1l2 0 0 2z")
    Window(left=1.0, top=1.0, width=2.0, height=2.0)
    """
    found = [corner for ring in corners(path) for corner in ring]
    across, down = [x for x, _ in found], [y for _, y in found]
    return Window(min(across), min(down), max(across) - min(across), max(down) - min(down))


def unmapped(world: World, codes: Iterable[str]) -> tuple[str, ...]:
    """The codes that a map cannot show, sorted: former States, unions of States, invented ones. A page names them."""
    return tuple(sorted(code for code in set(codes) if not world.shows(code)))


def draw(
    world: World,
    classes: Mapping[str, str],
    titles: Mapping[str, str],
    links: Mapping[str, str] = _NOTHING,
    *,
    label: str,
    described_by: str = "",
    view: View = View.WORLD,
    prefix: str = "map",
) -> Drawing:
    """The map as SVG for a page: each State by its class, with its title, behind its link.

    ``label`` is its name for those who do not see it, ``described_by`` the id of its table. With links it is a group in
    which they are reached by keyboard, without any it is one image. ``prefix`` keeps the ids of two maps on a page
    apart. A class may be any word that the style sheet knows; which codes are not on the map says ``unmapped``.
    """
    window = world.windows[view]
    described = f' aria-describedby="{safe(described_by)}"' if described_by else ""
    parts = [
        f'<svg class="map map-{view}" viewBox="{window.view_box}" role="{"group" if links else "img"}"'
        f' aria-label="{safe(label)}"{described}>',
        _patterns(prefix, classes.values(), _unit(window)),
        f'<path class="sea" d="{world.outline}"/><path class="{LAND}" d="{world.nobodys}"/>',
    ]
    for code, drawn in _marks(world, classes, window):
        kind = classes.get(code, LAND)
        marks = "".join(f'{mark} class="{safe(kind)}"{_pattern(kind, prefix)}/>' for mark in drawn)
        parts.append(_linked(marks, titles.get(code, ""), links.get(code, "")))
    parts.append("</svg>")
    return Drawing("".join(parts))


def swatch(kind: str, prefix: str = "swatch") -> Drawing:
    """What a class looks like, for the legend of a page; ``prefix`` is unlike that of a map or another legend on it."""
    return Drawing(
        f'<svg class="map map-swatch" viewBox="0 0 36 24" aria-hidden="true">{_patterns(prefix, (kind,), 1)}'
        f'<rect x="1" y="1" width="34" height="22" class="{safe(kind)}"{_pattern(kind, prefix)}/></svg>'
    )


def picture(
    world: World,
    classes: Mapping[str, str],
    titles: Mapping[str, str],
    *,
    title: str,
    source: str,
    legend: Sequence[tuple[str, str]],
    view: View = View.WORLD,
    mirrored: bool = False,
) -> str:
    """The map as a file by itself, to print and to pass on: title, map, legend (class and words), source.

    With ``mirrored`` its words stand at the right, as they are read from right to left; the world stays as it is.

    Colours stand in attributes and not in a style sheet: so the file is the same under the strict policy of a server
    and in the programs of newspapers, which read little CSS. ``ValueError`` if it has no paint for a class. Which codes
    are not on the map says ``unmapped``: they belong into ``source``.
    """
    if strange := sorted({*classes.values(), *(kind for kind, _ in legend)} - PAINTS.keys()):
        raise ValueError(
            f"No picture can be drawn: it has no paint for {', '.join(strange)}. Paints: {', '.join(PAINTS)}."
        )
    window = world.windows[view]
    wide = SHEET - 2 * BORDER
    height = wide * window.height / window.width
    side = SHEET - BORDER if mirrored else BORDER
    heading, below = lines(title, 58, 34, BORDER + 34, SERIF, INK, side, ends=mirrored)
    top = below + GAP
    key, below = _key(legend, top + height + GAP, mirrored)
    foot, below = lines(source, 120, 17, below + GAP + 12, SANS, MUTED, side, ends=mirrored)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{SHEET}" height="{below:.0f}"'
        f' viewBox="0 0 {SHEET} {below:.0f}" role="img"><title>{safe(title)}</title>'
        f'<rect width="{SHEET}" height="{below:.0f}" fill="{PAPER}"/>{heading}'
        f'<svg x="{BORDER}" y="{top:.0f}" width="{wide}" height="{height:.0f}" viewBox="{window.view_box}">'
        f"{_painted(world, classes, titles, window)}</svg>{key}{foot}</svg>\n"
    )


def _painted(world: World, classes: Mapping[str, str], titles: Mapping[str, str], window: Window) -> str:
    """The map of a picture."""
    pixel = window.width / (SHEET - 2 * BORDER)
    parts = [
        _patterns("map", classes.values(), _unit(window), painted=True),
        f'<path d="{world.outline}" fill="{SEA}" stroke="{FAINT}" stroke-width="{pixel:.3g}"/>',
        f'<path d="{world.nobodys}"{_paint(LAND, "map", pixel)}/>',
    ]
    for code, drawn in _marks(world, classes, window):
        paint = _paint(classes.get(code, LAND), "map", pixel)
        parts.append(_linked("".join(f"{mark}{paint}/>" for mark in drawn), titles.get(code, ""), ""))
    return "".join(parts)


def _paint(kind: str, prefix: str, pixel: float) -> str:
    """The attributes that paint an element of a picture."""
    paint = PAINTS[kind]
    fill = _pattern(kind, prefix) or f' fill="{paint.ground}"'
    return f'{fill} stroke="{paint.edge}" stroke-width="{paint.width * pixel:.3g}" stroke-linejoin="round"'


def _key(legend: Sequence[tuple[str, str]], top: float, mirrored: bool) -> tuple[str, float]:
    """The legend of a picture, one class below the other, and where it ends."""
    parts = [_patterns("key", (kind for kind, _ in legend), 1, painted=True)]
    mark, beside = (SHEET - BORDER - 36, SHEET - BORDER - 52) if mirrored else (BORDER, BORDER + 52)
    for row, (kind, words) in enumerate(legend):
        y = top + 34 * row
        parts.append(f'<rect x="{mark}" y="{y:.0f}" width="36" height="24"{_paint(kind, "key", 1)}/>')
        line, _ = lines(words, 110, 20, y + 19, SANS, INK, beside, ends=mirrored)
        parts.append(line)
    return "".join(parts), top + 34 * len(legend)


def _marks(world: World, classes: Mapping[str, str], window: Window) -> Iterator[tuple[str, list[str]]]:
    """What is drawn for each code, as elements that are still open; those that must not be covered come last."""
    unit = _unit(window)
    large: list[tuple[str, list[str]]] = []
    outlined: list[tuple[str, list[str]]] = []
    small: list[tuple[str, list[str]]] = []
    for code in sorted(world.shapes.keys() | world.points.keys()):
        drawn = [f'<path d="{world.shapes[code]}"'] if code in world.boxes and world.boxes[code].meets(window) else []
        point = world.points.get(code)
        if point and _needs_circle(code, point, world, classes, window):
            drawn.append(f'<circle cx="{point.x}" cy="{point.y}" r="{RADIUS * unit:.4g}"')
        if drawn:
            layer = small if point else outlined if classes.get(code) == LAST else large
            layer.append((code, drawn))
    yield from (*large, *outlined, *small)


def _needs_circle(code: str, point: Circle, world: World, classes: Mapping[str, str], window: Window) -> bool:
    """Whether a small State is in the window and would not be seen; a territory only if something is said of it."""
    said = code in classes or code not in world.administered_by
    legible = code in world.shapes and point.size >= LEGIBLE * _unit(window) ** 2
    return said and not legible and window.meets(Window(point.x, point.y, 0, 0))


def _unit(window: Window) -> float:
    """How much smaller things are in a window, so that they are seen as large as on the map of the world."""
    return window.width / (WIDTH + 2 * MARGIN)


def _patterns(prefix: str, kinds: Iterable[str], unit: float, *, painted: bool = False) -> str:
    """The definitions of the patterns that some classes need; a page paints them by class, a picture by attribute."""
    drawn = []
    for kind in sorted(PATTERNS.keys() & set(kinds)):
        turn, mark = PATTERNS[kind]
        paint = PAINTS[kind]
        ground, own = (
            (f'fill="{paint.ground}"', f'fill="{paint.mark}"')
            if painted
            else ('class="map-ground"', 'class="map-mark"')
        )
        drawn.append(
            f'<pattern id="{safe(prefix)}-{kind}" class="of-{kind}" patternUnits="userSpaceOnUse" width="9" height="9"'
            f' patternTransform="scale({unit:.4g}) {turn}"><rect width="9" height="9" {ground}/>{mark.format(own)}'
            "</pattern>"
        )
    return f"<defs>{''.join(drawn)}</defs>" if drawn else ""


def _pattern(kind: str, prefix: str) -> str:
    """The attribute that fills with the pattern of a class, if it has one."""
    return f' fill="url(#{safe(prefix)}-{kind})"' if kind in PATTERNS else ""


def _linked(marks: str, title: str, link: str) -> str:
    """The marks of a State with its title, in a link if there is one."""
    if not title and not link:
        return marks
    named = f"<title>{safe(title)}</title>" if title else ""
    if not link:
        return f"<g>{named}{marks}</g>"
    label = "" if title else f' aria-label="{safe(link)}"'
    return f'<a href="{safe(link)}"{label}>{named}{marks}</a>'
