"""Where places lie on a map and which are put together: by the vectors that the script of the page shares."""

import json
import math
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from unannounced.crafts.clustering import clustered
from unannounced.crafts.mapping import world
from unannounced.crafts.placing import SHAPES, Mark, draw_places, swatch
from unannounced.crafts.projecting import (
    CENTRE,
    KILOMETRES,
    Frame,
    Way,
    around,
    azimuthal,
    degrees_of,
    equal_earth,
    frame_of,
    land,
    near_each_other,
    of_world,
    outlines,
    placed,
)

ROOT = Path(__file__).parents[2]
SCRIPTS = ROOT / "src/unannounced/rooms/office/static/office/map"
VECTORS: dict[str, Any] = json.loads((ROOT / "testdata/vectors/map.json").read_text(encoding="utf-8"))
TWINS = """
const [{ placed }, { clustered }] = await Promise.all([import(process.argv[1]), import(process.argv[2])]);
let text = "";
for await (const piece of process.stdin) text += piece;
const { frames, groups } = JSON.parse(text);
console.log(JSON.stringify({
  frames: frames.map((one) => one.places.map(([east, north]) => placed(one.frame, east, north))),
  groups: groups.map((one) => clustered(one.x, one.y, one.width).map((group) => [group.x, group.y, group.members])),
}));
"""


def numbers(found: list[float]) -> Any:
    return np.array(found, dtype=np.float64)


def frame(east: list[float], north: list[float]) -> Frame:
    return frame_of(numbers(east), numbers(north))


@pytest.mark.parametrize("case", VECTORS["frames"], ids=lambda case: case["name"])
def test_a_place_lies_where_the_vectors_say(case: dict[str, Any]) -> None:
    held = Frame(**{**case["frame"], "way": Way(case["frame"]["way"])})
    east, north, x, y = (numbers([place[part] for place in case["places"]]) for part in range(4))
    found_x, found_y = placed(held, east, north)
    assert found_x == pytest.approx(x, abs=1e-5)
    assert found_y == pytest.approx(y, abs=1e-5)


@pytest.mark.parametrize("case", VECTORS["groups"], ids=lambda case: case["name"])
def test_places_are_put_together_as_the_vectors_say(case: dict[str, Any]) -> None:
    found = clustered(numbers(case["x"]), numbers(case["y"]), case["width"])
    assert [group.members for group in found] == [tuple(members) for _x, _y, members in case["groups"]]
    assert [(group.x, group.y) for group in found] == [pytest.approx((x, y)) for x, y, _members in case["groups"]]
    assert sorted(member for group in found for member in group.members) == list(range(len(case["x"])))


@pytest.mark.skipif(shutil.which("node") is None, reason="Node is not installed; the browser tests run the script too")
def test_the_script_of_the_page_answers_the_same(tmp_path: Path) -> None:
    for name in ("projecting", "clustering"):
        (tmp_path / f"{name}.mjs").write_bytes((SCRIPTS / f"{name}.js").read_bytes())
    paths = [str(tmp_path / f"{name}.mjs") for name in ("projecting", "clustering")]
    command = ["node", "--input-type=module", "-e", TWINS, *paths]
    done = subprocess.run(command, input=json.dumps(VECTORS), capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    for case, answers in zip(VECTORS["frames"], found["frames"], strict=True):
        assert answers == [pytest.approx(place[2:], abs=1e-5) for place in case["places"]], case["name"]
    for case, answers in zip(VECTORS["groups"], found["groups"], strict=True):
        assert [group[2] for group in answers] == [group[2] for group in case["groups"]], case["name"]
        assert [group[:2] for group in answers] == [pytest.approx(group[:2]) for group in case["groups"]]


def test_the_world_is_where_the_shapes_of_the_world_are() -> None:
    points = {code: point for code, point in world().points.items() if code in ("FJI", "MLT", "SGP", "NRU")}
    known = {"MLT": (14.4, 35.9), "SGP": (103.8, 1.3), "NRU": (166.9, -0.5)}
    for code, (east, north) in known.items():
        x, y = placed(of_world(), numbers([east]), numbers([north]))
        assert math.hypot(x[0] - points[code].x, y[0] - points[code].y) < 5, code


def test_the_shapes_taken_back_to_degrees_are_laid_down_again_where_they_were() -> None:
    held = outlines()
    x, y = placed(of_world(), held.longitudes, held.latitudes)
    east, north = degrees_of(*equal_earth(held.longitudes - CENTRE, held.latitudes))
    assert east + CENTRE == pytest.approx(held.longitudes, abs=1e-6)
    assert north == pytest.approx(held.latitudes, abs=1e-6)
    assert np.all((x > -5) & (x < 2005) & (y > -5) & (y < 890))


def test_degrees_come_back_from_the_map_of_a_part() -> None:
    for east, north in ((179.0, -18.0), (-179.0, 60.0), (25.0, 89.0), (170.0, -89.0)):
        x, y = azimuthal(178.0, 10.0, numbers([east]), numbers([north]))
        found_east, found_north = around(178.0, 10.0, float(x[0]), float(y[0]))
        assert (found_east - east + 180) % 360 - 180 == pytest.approx(0, abs=1e-6)
        assert found_north == pytest.approx(north)


@pytest.mark.parametrize(
    ("east", "north"),
    [([20.5, 37.6, 177.5, -169.8], [54.7, 55.8, 64.7, 66.2]), ([177.4, -179.2], [-18.1, -16.9]), ([10.0], [50.0])],
    ids=["a State as wide as Russia", "Fiji", "one place"],
)
def test_a_part_shows_all_its_places_and_the_180th_meridian_cuts_nothing(east: list[float], north: list[float]) -> None:
    held = frame(east, north)
    assert held.way is Way.PART
    x, y = placed(held, numbers(east), numbers(north))
    assert np.all((x > 100) & (x < held.width - 100))
    assert np.all((y > 50) & (y < held.height - 50))
    for _code, path in land(held):
        steps = [float(step) for step in re.findall(r"-?[\d.]+", path.partition("l")[2].partition("z")[0])]
        assert max(map(abs, steps)) < held.width * 3, "no line crosses the whole map"


def test_places_that_are_a_world_apart_are_shown_on_the_map_of_the_world() -> None:
    assert frame([-60, 150], [-30, 60]) == of_world()
    assert frame([], []) == of_world()


def test_far_places_are_told_from_the_others_only_where_they_would_make_the_map_small() -> None:
    dice = np.random.default_rng(5)
    east, north = dice.normal(-95, 12, 400), dice.normal(38, 5, 400)
    assert near_each_other(east, north).all(), "a wide State is shown whole"
    island = near_each_other(numbers([*east, 145.7, -157.9]), numbers([*north, 15.2, 21.3]))
    assert island.tolist() == [True] * 400 + [False] * 2
    assert near_each_other(numbers([10, 10.1, 60]), numbers([50, 50.1, -10])).all(), "of three none is the rule"
    assert near_each_other(numbers([179.9, -179.9] * 5), numbers([-18.0] * 10)).all()
    assert near_each_other(numbers([10.0] * 9), numbers([50.0] * 9)).all()


def test_a_kilometre_is_as_long_in_every_part_as_the_map_says() -> None:
    held = frame([24.0, 26.0], [60.0, 61.0])
    x, y = placed(held, numbers([25.0, 25.0]), numbers([60.4, 60.6]))
    degrees = math.hypot(x[1] - x[0], y[1] - y[0]) * held.unit_kilometres
    assert degrees == pytest.approx(math.radians(0.2) * KILOMETRES, rel=0.001)


def test_each_band_has_a_shape_of_its_own_but_for_what_is_not_known_which_is_hatched() -> None:
    assert len({SHAPES[band] for band in ("below", "near", "over", "far_over")}) == 4
    assert 'fill="url(#fill-not-known)"' in swatch("unknown")
    assert 'fill="url' not in swatch("below")
    assert "closed" in swatch("below", closed=True)


def test_the_arc_of_a_group_is_the_share_above_capacity() -> None:
    held = [Mark(1, 1, "a", "#", count=4, share=25), Mark(9, 9, "b", "#", count=4, share=0)]
    drawing = draw_places(of_world(), held, label="Map", described_by="places")
    assert drawing.count('class="share"') == 1
    assert 'stroke-dasharray="25 100"' in drawing


def test_words_from_outside_are_escaped_in_the_drawing() -> None:
    drawing = draw_places(of_world(), [Mark(1, 1, '<b>"', "/?a&b")], label="<i>", described_by="places")
    assert "<b>" not in drawing
    assert "<i>" not in drawing
    assert 'href="/?a&amp;b"' in drawing
