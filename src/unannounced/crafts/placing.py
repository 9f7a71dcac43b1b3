"""Places on a map as SVG: single ones by shape and colour, many together as a circle with their number.

No script, no network, no inline style: colours are those of ``office/map.css``. Where there is a script, it draws the
same marks again whenever somebody moves about (``static/office/map/drawing.js``); its ground stays.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from unannounced.crafts.labelling import DESK, Label, Side, Spot, labels
from unannounced.crafts.lettering import safe
from unannounced.crafts.mapping import Drawing, world
from unannounced.crafts.projecting import Frame, Way, land

UNIT = DESK  # units of a map for a pixel of a mark: on a phone, where the map keeps 646 pixels, a mark can still be hit
APART = 44 * UNIT  # width of the squares in which places are gathered
UNKNOWN = "unknown"
_CIRCLE = "M-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0z"
SHAPES = {
    "below": _CIRCLE,
    "near": "M-5.5-5.5h11v11h-11z",
    "over": "M0-7.5l7.5 13h-15z",
    "far_over": "M0-9l9 9-9 9-9-9z",
    UNKNOWN: _CIRCLE,
}
"""The shape of each band of occupancy, around its middle, in pixels."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place, or ``count`` places together: where, by which link, and what it is called.

    A single place has the shape of its ``band``, as an outline if it is closed. Of several, ``share`` says per cent
    how many are in the bands above capacity. With a ``number`` it is written beside the mark, and ``name`` after it
    where there is room.
    """

    x: float
    y: float
    title: str
    link: str
    count: int = 1
    band: str = UNKNOWN
    closed: bool = False
    share: int = 0
    number: str = ""
    name: str = ""

    @property
    def spot(self) -> Spot:
        """As its label is placed."""
        return Spot(self.x, self.y, radius(self.count) if self.count > 1 else 9, self.number, self.name)


def draw_places(frame: Frame, marks: Iterable[Mark], *, label: str, described_by: str, state: str = "") -> Drawing:
    """The map with its marks, each a link that is reached by keyboard; ``state`` is told apart from the others."""
    view, held = f"0 0 {frame.width:g} {frame.height:g}", list(marks)
    numbered = [one for one in held if one.number]
    beside = dict(
        zip(map(id, numbered), labels([one.spot for one in numbered], frame.width, frame.height), strict=True)
    )
    drawn = "".join(_mark(one, beside.get(id(one))) for one in held)
    return Drawing(
        f'<svg class="map place-map" viewBox="{view}" role="group" aria-label="{safe(label)}"'
        f' aria-describedby="{safe(described_by)}"><g class="ground">{_ground(frame, state)}</g>'
        f'<g class="marks">{drawn}</g></svg>'
    )


def swatch(band: str, *, closed: bool = False) -> Drawing:
    """What a single place looks like, for the legend and for tables."""
    shape = _shape(band, closed=closed)
    return Drawing(f'<svg class="place-swatch" viewBox="-10 -10 20 20" aria-hidden="true">{shape}</svg>')


def group_swatch() -> Drawing:
    """What several places look like, for the legend."""
    inner = _group("5", 25)
    return Drawing(f'<svg class="place-swatch group" viewBox="-18 -18 36 36" aria-hidden="true">{inner}</svg>')


def radius(count: int) -> int:
    """The radius of the circle of so many places, in pixels.

    >>> [radius(count) for count in (2, 10, 100, 1000)]
    [15, 16, 18, 21]
    """
    return 15 if count < 10 else 16 if count < 100 else 18 if count < 1000 else 21


def _ground(frame: Frame, state: str) -> str:
    """The land; what lies beyond the edge of the map stays, because a reader can move there."""
    if frame.way is Way.WORLD:
        found = world()
        shapes = [*found.shapes.items(), ("", found.nobodys)]
        sea = f'<path class="sea" d="{found.outline}"/>'
    else:
        shapes, sea = land(frame), ""
    return sea + "".join(
        f'<path class="{"land chosen" if state and code == state else "land"}" d="{path}"/>' for code, path in shapes
    )


def _mark(mark: Mark, label: Label | None = None) -> str:
    """One link; what is numbered is in a group that grows on a phone."""
    if mark.count > 1:
        kind, inner = "group", _group(_grouped(mark.count), mark.share, radius(mark.count))
    else:
        kind, inner = "place", f'<circle class="hit" r="13"/>{_shape(mark.band, closed=mark.closed)}'
    if label is not None:
        inner = f'<g class="numbered">{inner}{_words(label)}</g>'
    return (
        f'<a class="{kind}" href="{safe(mark.link)}" aria-label="{safe(mark.title)}"'
        f' transform="translate({mark.x:.1f} {mark.y:.1f}) scale({UNIT})"><title>{safe(mark.title)}</title>{inner}</a>'
    )


def _words(label: Label) -> str:
    """The number, and the name after it, which a phone leaves out."""
    number, name = safe(label.number), f'<tspan class="label-name">{safe(label.name)}</tspan>' if label.name else ""
    words = f"{name} {number}" if label.side is Side.LEFT else f"{number} {name}"
    at = f'x="{label.x:g}" y="{label.y:.1f}"'
    return f'<text class="label" {at} text-anchor="{label.side.anchor}">{words.strip()}</text>'


def _group(count: str, share: int, wide: int = 15) -> str:
    arc = f'<circle class="share" r="{wide}" pathLength="100" stroke-dasharray="{share} 100"/>' if share else ""
    return f'<circle class="disc" r="{wide}"/>{arc}<text y="4.5">{count}</text>'


def _shape(band: str, *, closed: bool) -> str:
    """A shape; what is not known is hatched, by the pattern that every page has."""
    hatched = ' fill="url(#fill-not-known)"' if band == UNKNOWN and not closed else ""
    return f'<path class="mark {safe(band)}{" closed" if closed else ""}" d="{SHAPES[band]}"{hatched}/>'


def _grouped(count: int) -> str:
    """A number with thin spaces.

    >>> _grouped(12345)
    '12\\u202f345'
    """
    return f"{count:,}".replace(",", "\u202f")
