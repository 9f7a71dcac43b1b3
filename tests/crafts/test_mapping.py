"""Maps: every State is on them, whole and on its side of the 180th meridian, and nothing from outside gets into the markup."""

import csv
import json
import math
import re
from collections.abc import Callable, Iterator
from importlib import resources, util
from itertools import combinations, pairwise
from pathlib import Path
from time import perf_counter
from types import ModuleType
from xml.etree import ElementTree

import pytest
from babel import Locale
from babel.core import get_global
from django.template import Context, Engine

from unannounced.crafts.mapping import (
    NOTE,
    PAINTS,
    PATTERNS,
    RADIUS,
    SOURCE,
    Drawing,
    View,
    corners,
    draw,
    picture,
    swatch,
    unmapped,
    world,
)

REPOSITORY = Path(__file__).parents[2]
ROOMS = REPOSITORY / "src/unannounced/rooms"
FACTS = resources.files("unannounced.facts")
WORLD = world()
WIDTH = 2000
FORMER_STATES = {"SCG", "YUG"}
UNIONS = {"EUR"}
NAUGHTY = """Côte d'Ivoire "<script>" & \x00 <b>"""

Ring = list[tuple[float, float]]
Place = Callable[[float, float], tuple[float, float]]


@pytest.fixture(scope="module")
def shapes() -> ModuleType:
    """The module that makes the shapes, ``scripts/world_shapes.py``."""
    spec = util.spec_from_file_location("world_shapes", REPOSITORY / "scripts/world_shapes.py")
    assert spec
    assert spec.loader
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def place(shapes: ModuleType) -> Place:
    """Where degrees East and North are on the map."""

    def found(longitude: float, latitude: float) -> tuple[float, float]:
        x, y = shapes.on_map((shapes.turned(longitude), latitude))
        return x, y

    return found


def rings(code: str) -> list[Ring]:
    return list(corners(WORLD.shapes[code]))


def holds(ring: Ring, point: tuple[float, float]) -> bool:
    """Whether a point lies within a ring: a line from it to the East crosses the ring an odd number of times."""
    x, y = point
    crossed = False
    for (ax, ay), (bx, by) in pairwise([*ring, ring[0]]):
        if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
            crossed = not crossed
    return crossed


def owners(point: tuple[float, float]) -> set[str]:
    return {code for code in WORLD.shapes if sum(holds(ring, point) for ring in rings(code)) % 2}


def leaps(ring: Ring) -> bool:
    """Whether a ring runs across the map because somebody forgot that the Earth is round."""
    return any(abs(one[0] - other[0]) > WIDTH / 2 for one, other in pairwise([*ring, ring[0]]))


def iso_codes() -> set[str]:
    """The 249 codes of ISO 3166 in use: those of the Unicode locale data without former States, reserved and private codes."""
    names = Locale("en").territories
    codes = {
        code
        for code, two in get_global("territory_aliases").items()
        if re.fullmatch("[A-Z]{3}", code) and len(two) == 1 and two[0] in names
    }
    return (
        codes
        - {"BUR", "DDR", "FXX", "TMP", "YMD", "ZAR"}
        - {"ASC", "CPT", "DGA", "TAA"}
        - {"QUU", "XAA", "XBB", "XKK", "ZZZ"}
    )


def elements(drawing: str) -> Iterator[ElementTree.Element]:
    return ElementTree.fromstring(drawing).iter()


def ids(drawing: str) -> set[str]:
    return {found for element in elements(drawing) if (found := element.get("id"))}


def everybody(kind: str = "party") -> dict[str, str]:
    return dict.fromkeys(WORLD.shapes.keys() | WORLD.points.keys(), kind)


# The file --------------------------------------------------------------------------------------------------------


def test_every_state_of_the_treaty_register_is_on_the_map() -> None:
    with (REPOSITORY / "src/unannounced/facts/treaties.csv").open(encoding="utf-8", newline="") as opened:
        states = {row["state"] for row in csv.DictReader(opened)} - {""}
    assert len(states) > 180
    assert set(unmapped(WORLD, states)) <= FORMER_STATES | UNIONS


def test_every_code_of_iso_3166_is_on_the_map_or_said_to_be_with_another_or_left_out() -> None:
    codes = iso_codes()
    assert len(codes) == 249
    missing = set(unmapped(WORLD, codes))
    assert missing == WORLD.drawn_with.keys() | set(WORLD.left_out)
    assert all(WORLD.shows(host) for host in WORLD.drawn_with.values())
    assert WORLD.shapes.keys() | WORLD.points.keys() == (codes - missing) | {"XKX"}


@pytest.mark.parametrize("code", ["AND", "BHR", "KNA", "LIE", "MCO", "MDV", "MLT", "NRU", "SGP", "SMR", "TUV", "VAT"])
def test_a_state_too_small_to_be_seen_has_a_circle(code: str) -> None:
    assert code in WORLD.points


def test_no_circle_of_a_state_covers_another() -> None:
    states = [point for code, point in WORLD.points.items() if code not in WORLD.administered_by]
    assert min(math.hypot(a.x - b.x, a.y - b.y) for a, b in combinations(states, 2)) > 2 * RADIUS


def test_the_file_is_small_and_says_where_it_is_from() -> None:
    text = FACTS.joinpath("world.json").read_text(encoding="utf-8")
    content = json.loads(text)
    assert len(text.encode()) <= 130_000
    assert (content["source"], content["note"], content["licence"]) == (SOURCE, NOTE, "public domain")


def test_neighbours_share_the_corners_of_their_border() -> None:
    for one, other in [("DEU", "POL"), ("RUS", "UKR"), ("ARG", "CHL"), ("CHN", "MNG")]:
        shared = set().union(*map(_tenths, rings(one))) & set().union(*map(_tenths, rings(other)))
        assert len(shared) > 5, (one, other)


def _tenths(ring: Ring) -> set[tuple[int, int]]:
    return {(round(x * 10), round(y * 10)) for x, y in ring}


# The 180th meridian ----------------------------------------------------------------------------------------------


def test_no_shape_runs_across_the_map() -> None:
    assert not [code for code in WORLD.shapes if any(leaps(ring) for ring in rings(code))]


def test_no_shape_hangs_over_the_edge_of_the_map() -> None:
    """The edge is curved: a shape that is not cut there stays within the paper but leaves the Earth."""
    (sphere,) = corners(WORLD.outline)
    wider = [(WIDTH / 2 + (x - WIDTH / 2) * 1.001, y * 1.01 - 2) for x, y in sphere]
    assert not [
        code for code in WORLD.shapes if not all(holds(wider, corner) for ring in rings(code) for corner in ring)
    ]


def test_the_measure_notices_a_shape_that_runs_across_the_map(shapes: ModuleType) -> None:
    """Umnak, put where its degrees from Greenwich say, without being cut."""
    umnak = [(shapes.turned(x), y) for x, y in [(-169.0, 52.8), (-167.8, 53.5), (-168.2, 53.5)]]
    assert leaps([shapes.on_map(corner) for corner in umnak])


def test_a_shape_across_the_edge_of_the_map_is_cut_in_two_that_are_as_large_together(shapes: ModuleType) -> None:
    edge = [(178.0, 0.0), (182.0, 0.0), (182.0, 2.0), (178.0, 2.0), (178.0, 0.0)]
    parts = list(shapes.cut(edge))
    assert sorted((min(x for x, _ in part), max(x for x, _ in part)) for part in parts) == [(-180, -178), (178, 180)]
    assert sum(map(shapes.area, parts)) == shapes.area(edge)
    assert list(shapes.cut([(x - 90, y) for x, y in edge])) == [[(x - 90, y) for x, y in edge]]


def test_russia_reaches_bering_strait_in_one_piece(place: Place) -> None:
    chukotka, moscow = place(-173.0, 66.5), place(37.6, 55.75)
    assert [ring for ring in rings("RUS") if holds(ring, chukotka) and holds(ring, moscow)]
    assert min(x for ring in rings("RUS") for x, _ in ring) > place(19, 55)[0]


def test_fiji_is_one_group_of_islands(place: Place) -> None:
    assert owners(place(178.0, -17.8)) == owners(place(179.3, -16.6)) == {"FJI"}
    assert WORLD.boxes["FJI"].width < 30


def test_new_zealand_and_the_chatham_islands_are_near_each_other(place: Place) -> None:
    assert owners(place(175.5, -39.0)) == owners(place(-176.5, -43.95)) == {"NZL"}
    assert WORLD.boxes["NZL"].width < 130


def test_the_aleutians_end_on_the_other_side_of_the_map(place: Place) -> None:
    attu, unimak = place(173.0, 52.9), place(-164.2, 54.75)
    assert owners(attu) == owners(unimak) == {"USA"}
    assert attu[0] > 0.8 * WIDTH > 0.2 * WIDTH > unimak[0]


def test_kiribati_is_where_its_capital_is(place: Place) -> None:
    x, y = place(173.0, 1.4)
    point = WORLD.points["KIR"]
    assert math.hypot(point.x - x, point.y - y) < 3


# Whose land ------------------------------------------------------------------------------------------------------


def test_crimea_is_ukraines_and_no_border_divides_it_from_the_rest(place: Place) -> None:
    assert owners(place(34.1, 45.0)) == owners(place(33.6, 44.6)) == {"UKR"}
    assert [ring for ring in rings("UKR") if holds(ring, place(34.1, 45.0)) and holds(ring, place(30.5, 50.4))]
    assert owners(place(39.0, 45.0)) == {"RUS"}


def test_what_has_no_code_is_part_of_the_state_it_is_part_of_for_the_united_nations(place: Place) -> None:
    assert owners(place(33.4, 35.25)) == owners(place(32.9, 34.9)) == {"CYP"}
    assert owners(place(44.0, 9.5)) == owners(place(45.3, 2.2)) == {"SOM"}
    assert owners(place(77.2, 35.4)) == set()


def test_enclaves_are_holes_in_the_state_around_them(place: Place) -> None:
    assert owners(place(28.2, -29.6)) == {"LSO"}
    assert owners(place(8.2, 46.8)) == {"CHE"}


# The map of a page -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("view", View)
@pytest.mark.parametrize("kind", [*PAINTS, "word & <other>"])
def test_a_map_is_well_formed_whatever_its_names_are(view: View, kind: str) -> None:
    names = dict.fromkeys(everybody(), NAUGHTY)
    links = dict.fromkeys(everybody(), f"/states/?name={NAUGHTY}")
    drawing = draw(WORLD, everybody(kind), names, links, label=NAUGHTY, described_by=NAUGHTY, view=view, prefix="a&b")
    found = list(elements(drawing))
    assert not {element.tag for element in found} - {"svg", "defs", "pattern", "rect", "path", "circle", "a", "title"}
    assert {element.text for element in found if element.tag == "title"} == {NAUGHTY.replace("\x00", "")}
    assert not {name for element in found for name in element.attrib if name == "style" or name.startswith("on")}


def test_each_state_has_its_class_its_title_and_its_link() -> None:
    drawing = draw(
        WORLD, {"FRA": "party", "MLT": "pending"}, {"FRA": "France: Party"}, {"FRA": "/states/FRA"}, label="x"
    )
    france = next(element for element in elements(drawing) if element.tag == "a")
    assert france.get("href") == "/states/FRA"
    assert [(part.tag, part.get("class")) for part in france] == [("title", None), ("path", "party")]
    malta = [element for element in elements(drawing) if element.get("class") == "pending"]
    assert {element.get("fill") for element in malta} == {"url(#map-pending)"}
    assert draw(WORLD, {}, {}, label="x").count('class="land"') > 200


def test_a_map_without_links_is_one_image_and_with_links_a_group() -> None:
    image, group = (
        draw(WORLD, {}, {}, label="Parties"),
        draw(WORLD, {}, {}, {"FRA": "/"}, label="Parties", described_by="t"),
    )
    assert 'role="img" aria-label="Parties">' in image
    assert 'role="group" aria-label="Parties" aria-describedby="t">' in group


def test_two_maps_of_a_page_have_no_id_in_common() -> None:
    kinds = dict(zip(everybody(), PATTERNS, strict=False))
    one, other = (draw(WORLD, kinds, {}, label="x", prefix=prefix) for prefix in ("one", "other"))
    assert len(ids(one)) == len(ids(other)) == len(PATTERNS)
    assert not ids(one) & ids(other)


def test_the_outline_of_a_former_party_lies_on_its_neighbours_but_under_no_small_state() -> None:
    drawing = draw(WORLD, {"AUT": "former", "LIE": "party", "DEU": "party"}, {}, label="x")
    kinds = [element.get("class") for element in elements(drawing)]
    assert kinds.index("party") < kinds.index("former") < len(kinds) - 1 - kinds[::-1].index("party")


def test_a_territory_has_a_circle_only_if_something_is_said_of_it() -> None:
    silent, said = (draw(WORLD, kinds, {}, label="x") for kinds in ({}, {"GIB": "party"}))
    assert said.count("<circle") == silent.count("<circle") + 1


def test_europe_leaves_out_what_lies_elsewhere_and_shows_small_states_as_they_are() -> None:
    whole, europe = (draw(WORLD, {"LUX": "party"}, {}, label="x", view=view) for view in View)
    assert len(europe) < len(whole) / 2
    assert WORLD.shapes["AUS"] not in europe
    assert all(WORLD.shapes[code] in europe for code in ("ISL", "TUR", "UKR", "PRT", "AZE", "LUX"))
    assert re.search('<circle[^>]*class="party"', whole)
    assert not re.search('<circle[^>]*class="party"', europe)


def test_a_map_says_whom_it_cannot_show() -> None:
    assert unmapped(WORLD, ["FRA", "XXB", "SCG", "SCG", "MLT", "XKX"]) == ("SCG", "XXB")


def test_a_template_shows_a_map_as_it_is() -> None:
    drawing = draw(WORLD, {}, {"FRA": "<b>"}, label="x")
    shown = Engine().from_string("{{ map }}").render(Context({"map": drawing}))
    assert isinstance(drawing, Drawing)
    assert str(shown) == str(drawing)
    assert "<b>" not in shown


def test_a_map_is_drawn_in_five_thousandths_of_a_second() -> None:
    names = dict.fromkeys(everybody(), "Côte d'Ivoire: Party since 1 May 2020")
    took = []
    for _ in range(10):
        began = perf_counter()
        draw(WORLD, everybody("pending"), names, names, label="x")
        took.append(perf_counter() - began)
    assert min(took) < 4 * 0.005, "four times as long, because the machine may be busy"


# Pictures and style ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("view", View)
def test_a_picture_stands_by_itself_with_title_legend_and_source(view: View) -> None:
    legend = [(kind, f"{kind} {NAUGHTY}") for kind in PAINTS]
    kinds = dict(zip(everybody(), list(PAINTS) * 60, strict=False))
    drawn = picture(
        WORLD, kinds, {"FRA": NAUGHTY}, title=NAUGHTY, source=f"Register. {SOURCE}", legend=legend, view=view
    )
    root = ElementTree.fromstring(drawn)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    words = " ".join(root.itertext())
    assert all(
        part in words for part in ("Register. Map: Natural Earth", *(f"{kind} Côte d'Ivoire" for kind in PAINTS))
    )
    assert "style" not in drawn
    assert set(re.findall(r"url\(#([\w-]+)\)", drawn)) <= ids(drawn)


def test_a_picture_does_not_leave_black_what_it_has_no_colour_for() -> None:
    with pytest.raises(ValueError, match="no paint for ratified"):
        picture(WORLD, {"FRA": "ratified"}, {}, title="x", source="x", legend=[])


def test_a_picture_has_the_colours_of_the_tokens() -> None:
    tokens = set(re.findall("#[0-9A-F]{6}", (ROOMS / "web/static/web/tokens.css").read_text(encoding="utf-8")))
    drawn = picture(WORLD, {}, {}, title="x", source="x", legend=[(kind, kind) for kind in PAINTS])
    assert set(re.findall("#[0-9A-Fa-f]{6}", drawn)) <= tokens


def test_the_style_sheet_knows_every_class_and_names_no_colour_of_its_own() -> None:
    style = (ROOMS / "portal/static/portal/map.css").read_text(encoding="utf-8")
    assert not re.search(r"#[0-9A-Fa-f]{3,8}\b|rgb|hsl", style)
    fills = set(re.findall(r"\.map \.([\w-]+)[^{}]*\{ fill:", style))
    assert fills.isdisjoint(PATTERNS), "a fill in the style sheet would hide the pattern"
    assert all(f".map .{kind}" in style for kind in PAINTS.keys() - {"signatory"})


@pytest.mark.parametrize("kind", PAINTS)
def test_no_class_is_told_from_another_by_colour_alone(kind: str) -> None:
    """A pattern, an outline, or the one plain colour that says something; what says nothing is pale."""
    assert kind in PATTERNS or PAINTS[kind].width >= 2 or kind in ("party", "none", "land")
    assert ids(swatch(kind, "key")) == ({f"key-{kind}"} if kind in PATTERNS else set())
