"""Maps for a page: light enough for a slow line, with every State still to be seen, and borders still shared."""

import gzip
import re

import pytest

from unannounced.crafts.mapping import View, corners, draw, world
from unannounced.crafts.thinning import light_world, thinned, written

EUROPEANS = ("ISL", "TUR", "UKR", "PRT", "AZE", "LUX", "GRC", "FIN")


def test_a_corner_that_adds_nothing_goes_and_one_that_adds_much_stays() -> None:
    square = [(0, 0), (5, 0), (10, 0), (10, 10), (0, 10)]
    assert thinned({"A": [square]}, 0.5) == {"A": [[(0, 0), (10, 0), (10, 10), (0, 10)]]}
    assert thinned({"A": [[(0, 0), (1, 0), (1, 1)]], "B": [square]}, 2).keys() == {"B"}


def test_a_border_is_thinned_the_same_for_both_neighbours() -> None:
    """And where three meet the corner stays, however little it adds to any of them."""
    west = [(0, 0), (10, 0), (10, 4), (11, 6), (10, 9), (10, 20), (0, 20)]
    north_east = [(10, 0), (20, 0), (20, 9), (10, 9), (11, 6), (10, 4)]
    south_east = [(10, 9), (20, 9), (20, 20), (10, 20)]
    found = thinned({"W": [west], "N": [north_east], "S": [south_east]}, 4)
    assert [(10, 9) in found[code][0] for code in "WNS"] == [True, True, True]
    assert {(11, 6)} & {*found["W"][0]} == {(11, 6)} & {*found["N"][0]}
    assert (10, 4) not in found["W"][0]
    assert (10, 4) not in found["N"][0]


def test_what_is_written_is_read_back_as_it_was() -> None:
    rings = [[(-3, -4), (5, -6), (7, 8)], [(20, 0), (30, 0), (30, -10)]]
    assert [[(int(x), int(y)) for x, y in ring] for ring in corners(written(rings))] == rings


@pytest.mark.parametrize("view", View)
def test_no_state_is_lost(view: View) -> None:
    """What has no shape any more is drawn as the circle of a very small State."""
    whole, light = world(), light_world(view)
    window = whole.windows[view]
    drawn = draw(
        light, dict.fromkeys(whole.shapes, "party"), {code: code for code in whole.shapes}, label="x", view=view
    )
    wanted = {code for code in whole.shapes if whole.boxes[code].meets(window)}
    assert wanted - {*re.findall(r"<title>(\w+)</title>", drawn)} == set()


@pytest.mark.parametrize(("view", "most"), [(View.WORLD, 10_500), (View.EUROPE, 11_000)])
def test_a_map_for_a_page_is_light(view: View, most: int) -> None:
    """Compressed bytes; the page around it may have 100,000 with its letters and its style."""
    light, whole = (
        gzip.compress(draw(one, {}, {}, label="x", view=view).encode()) for one in (light_world(view), world())
    )
    assert len(light) < most < len(whole) / 1.5


def test_neighbours_share_their_borders_on_the_light_map() -> None:
    """Nearly every corner of a State without a coast is one of a neighbour as well."""
    light = light_world(View.WORLD)
    found = {code: {corner for ring in corners(path) for corner in ring} for code, path in light.shapes.items()}
    for code in ("AUT", "BOL", "CHE", "LAO", "MNG", "TCD"):
        others = set().union(*(held for other, held in found.items() if other != code))
        assert found[code] <= others, code


@pytest.mark.parametrize("code", EUROPEANS)
def test_a_state_stands_where_it_stood(code: str) -> None:
    """Within a few steps of the grid: a small island at its edge may be gone."""
    whole, light = world(), light_world(View.WORLD)
    by = light.windows[View.WORLD].width / whole.windows[View.WORLD].width
    before, after = whole.boxes[code].times(by), light.boxes[code]
    for one, other in ((before.left, after.left), (before.top, after.top), (before.width, after.width)):
        assert abs(one - other) < 4
    assert light_world(View.EUROPE).shapes[code]
