"""Bars and columns: readable in grey, mirrored from right to left, and never markup from outside."""

import re
import struct
from xml.etree import ElementTree

import pytest

from unannounced.crafts.laning import Lane
from unannounced.crafts.laning import draw as draw_lanes
from unannounced.crafts.laning import picture as picture_lanes
from unannounced.crafts.plotting import TONES, Bar, Plot, Series, draw, panels, picture
from unannounced.crafts.typesetting.pictures import NotAPicture, as_png

SERIES = tuple(Series(f"outcome {tone}", tone) for tone in TONES)
NAUGHTY = "<script>alert('x')</script> & \x00"


def plot(**more: object) -> Plot:
    """Three bars, each with all seven tones."""
    bars = tuple(
        Bar(name, (3, 1, 4, 1, 5, 9, 2), link=f"/search/?topic={name}") for name in ("rest", "lawyer", NAUGHTY)
    )
    return Plot(**{"bars": bars, "series": SERIES, "axis": "Items", **more})  # type: ignore[arg-type]


def widths(svg: str) -> list[float]:
    """The places of the parts across, in their order."""
    return [float(one) for one in re.findall(r'<rect x="([\d.]+)%?" y="[\d.]+" width="[\d.]+%?" height="16"', svg)]


@pytest.mark.parametrize("stands", [True, False])
def test_a_plot_of_a_page_is_sound_markup_with_a_name_and_a_table(stands: bool) -> None:
    """And nothing that came from outside is markup in it."""
    drawn = draw(plot(stands=stands), label=NAUGHTY, described_by="table-x", prefix="x")
    root = ElementTree.fromstring(drawn)
    assert root.get("role") == "group"
    assert root.get("aria-describedby") == "table-x"
    assert "<script>" not in drawn
    assert "style" not in drawn, "the policy of the server allows no inline style"
    assert len([one for one in root.iter() if one.tag.endswith("a")]) == 3


def test_without_links_it_is_one_image() -> None:
    bars = (Bar("2019", (1,)),)
    drawn = draw(Plot(bars, (Series("Reports", "one"),), "Reports", True), label="x", described_by="t", prefix="x")
    assert 'role="img"' in drawn


def test_from_right_to_left_the_first_part_stands_at_the_right() -> None:
    """What begins at the left of one begins at the right of the other, as far from its edge."""
    left, right = (
        widths(draw(plot(mirrored=mirrored), label="x", described_by="t", prefix="x")) for mirrored in (False, True)
    )
    assert left[0] == 0
    assert left == sorted(left[:7]) + left[7:14] + left[14:]
    assert right[0] > right[1] > right[5]


def test_each_tone_but_the_plain_ones_has_a_pattern_so_that_grey_print_tells_them_apart() -> None:
    drawn = picture(plot(), title="Most is not known", source="Source: x")
    patterns = set(re.findall(r'pattern id="tone-(\w+)"', drawn))
    assert patterns == {tone for tone, (_, _, mark) in TONES.items() if mark}
    plain = {ground for ground, _, mark in TONES.values() if not mark}
    assert len(plain) == 2, "two plain tones: one dark, one light"


def test_two_plots_with_one_greatest_number_are_on_the_same_scale() -> None:
    few = Plot((Bar("rest", (2,)),), (Series("Items", "one"),), "Items", most=100)
    drawn = draw(few, label="x", described_by="t", prefix="x")
    assert 'width="2.000%"' in drawn


def test_a_picture_holds_its_title_its_axis_its_legend_and_its_source() -> None:
    """A newspaper takes the file and nothing else."""
    drawn = picture(plot(), title="Most is not known", source="Source: CPT/Inf (2026) 4, 26 November 2026")
    words = "".join(ElementTree.fromstring(drawn).itertext())
    for said in ("Most is not known", "Items", "outcome unknown", "Source: CPT/Inf (2026) 4"):
        assert said in words


def test_a_picture_of_dots_is_twice_as_wide_and_the_same_each_time() -> None:
    svg = picture(plot(), title="Most is not known", source="Source")
    one = as_png(svg, "Most is not known")
    assert one[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">I", one[16:20]) == (2400,)
    assert one == as_png(svg, "Most is not known")


def test_what_is_no_drawing_is_refused() -> None:
    with pytest.raises(NotAPicture):
        as_png("no drawing", "")


def test_an_empty_plot_is_drawn_too() -> None:
    ElementTree.fromstring(draw(Plot((), SERIES, "Items"), label="x", described_by="t", prefix="x"))
    ElementTree.fromstring(picture(Plot((), SERIES, "Items", True), title="x", source="y"))


def test_lanes_show_a_mark_for_each_year_with_events_and_none_for_the_others() -> None:
    drawn = draw_lanes((Lane("Visits", (0, 4, 1)),), (2019, 2020, 2021), label="x", described_by="t")
    root = ElementTree.fromstring(drawn)
    circles = [one for one in root.iter() if one.tag.endswith("circle")]
    assert len(circles) == 2
    assert float(circles[0].get("r", "0")) > float(circles[1].get("r", "0"))
    mirrored = draw_lanes((Lane("Visits", (0, 4, 1)),), (2019, 2020, 2021), label="x", described_by="t", mirrored=True)
    assert re.findall(r'cx="([\d.]+)"', mirrored) == [
        f"{1000 - float(x):.1f}" for x in re.findall(r'cx="([\d.]+)"', drawn)
    ]


@pytest.mark.parametrize("stands", [True, False])
def test_two_plots_are_one_picture_with_both_names_and_one_legend(stands: bool) -> None:
    """One below the other: no part of the second begins above the end of the first."""
    drawn = panels((("Aldmoor", plot(stands=stands)), ("Bresk", plot(stands=stands))), title="x", source="Source: y")
    words = "".join(ElementTree.fromstring(drawn).itertext())
    assert words.index("Aldmoor") < words.index("Bresk") < words.rindex("outcome unknown") < words.index("Source: y")
    above, below = drawn[: drawn.index(">Bresk<")], drawn[drawn.index(">Bresk<") : drawn.index(">outcome one<")]
    last, first = (
        [float(y) for y in re.findall(r'<rect x="[\d.]+" y="([\d.]+)"', part)[: 7 * 3]] for part in (above, below)
    )
    assert max(last) < min(first)
    assert as_png(drawn)


@pytest.mark.parametrize("mirrored", [True, False])
def test_lanes_are_a_picture_with_title_axis_and_source_and_no_style(mirrored: bool) -> None:
    lanes, years = (Lane("Visits", (0, 4, 1)), Lane(NAUGHTY, (0, 0, 0))), (2019, 2020, 2021)
    drawn = picture_lanes(lanes, years, title="Most in 2020", axis="Events", source="Source: x", mirrored=mirrored)
    words = "".join(ElementTree.fromstring(drawn).itertext())
    for said in ("Most in 2020", "Events", "Visits", "2021", "Source: x"):
        assert said in words
    assert drawn.count("<circle") == 2
    assert "class=" not in drawn
    assert "<script>" not in drawn
    assert as_png(drawn)[:4] == b"\x89PNG"


def test_words_of_a_mirrored_picture_are_lines_that_are_read_from_right_to_left() -> None:
    """A line that begins with a number or ends with a full stop would otherwise be set from left to right."""
    lanes, years = (Lane("الزيارات", (1,)),), (2019,)
    for drawn in (
        picture(plot(mirrored=True), title="6 يونيو 2006.", source="x"),
        picture_lanes(lanes, years, title="6 يونيو 2006.", axis="x", source="x", mirrored=True),
    ):
        assert "\u20676 يونيو 2006.\u2069" in drawn
    assert "\u2067" not in picture(plot(), title="6 June 2006.", source="x")


def test_a_long_name_of_a_lane_stands_in_lines_beside_the_marks() -> None:
    lanes = [Lane("Візити з опублікованою доповіддю", (1, 0)), Lane("Доповіді", (0, 2))]
    for drawn in (
        draw_lanes(lanes, (2020, 2021), label="Події", described_by="t"),
        picture_lanes(lanes, (2020, 2021), title="Події", axis="за роками", source="реєстр"),
    ):
        assert ">Візити з опублікованою<" in drawn
        assert ">доповіддю<" in drawn
        assert ">Доповіді<" in drawn
