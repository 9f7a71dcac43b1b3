"""A number through time: the line is where the numbers are, and nothing from outside gets into the markup."""

import re
from datetime import date
from xml.etree import ElementTree

from unannounced.crafts.charting import HEIGHT, WIDE, Step, draw, picture

FIRST, LAST = date(2000, 1, 1), date(2010, 1, 1)
STEPS = [Step(FIRST, 0), Step(date(2005, 1, 1), 5), Step(date(2008, 1, 1), 4, 1)]


def test_the_line_goes_along_in_days_and_up_in_numbers() -> None:
    drawn = draw(STEPS, last=LAST, chosen=LAST, label="Parties")
    line = re.search(r'class="course-line" d="([^"]*)"', drawn)
    assert line is not None
    half = WIDE * (STEPS[1].first - FIRST).days / (LAST - FIRST).days
    assert line[1].startswith(f"M0 {HEIGHT:.1f}H{half:.1f}V0.0")
    assert line[1].endswith(f"V{HEIGHT / 5:.1f}H{WIDE}")


def test_mirrored_the_same_line_goes_from_right_to_left() -> None:
    """On the page and in the picture: as far from the right edge as it was from the left."""

    def places(drawn: str, mark: str) -> list[float]:
        line = re.search(rf'd="(M[^"]*H[^"]*)"[^>]*{mark}' if mark == "stroke" else rf'{mark}" d="([^"]*)"', drawn)
        assert line is not None
        return [float(x) for x in re.findall(r"[MH]([\d.]+)", line[1])]

    for mark, made in (
        ("course-line", lambda mirrored: draw(STEPS, last=LAST, chosen=LAST, label="x", mirrored=mirrored)),
        (' fill="none" stroke', lambda mirrored: picture(STEPS, last=LAST, title="x", source="y", mirrored=mirrored)),
    ):
        key = "stroke" if "stroke" in mark else mark
        left, right = places(made(False), key), places(made(True), key)
        edge = left[0] + left[-1]
        assert right == [round(edge - x, 1) for x in left]
        assert len(left) == 4


def test_what_is_not_known_is_hatched_above_the_line_and_nothing_else_is() -> None:
    drawn = draw(STEPS, last=LAST, chosen=LAST, label="Parties")
    assert drawn.count("url(#fill-not-known)") == 1
    assert "fill-not-known" not in draw(STEPS[:2], last=LAST, chosen=LAST, label="Parties")


def test_a_chart_of_nothing_is_a_line_at_zero() -> None:
    drawn = draw([], last=LAST, chosen=FIRST, label="Parties")
    assert f"M0 {HEIGHT}H{WIDE}" in drawn
    assert ElementTree.fromstring(picture([], last=LAST, title="None", source="Register")) is not None


def test_words_from_outside_stay_words() -> None:
    strange = '"><script>alert(1)</script>&'
    for made in (
        draw(STEPS, last=LAST, chosen=LAST, label=strange, described_by=strange),
        picture(STEPS, last=LAST, title=strange, source=strange, legend=(strange, strange)),
    ):
        assert "<script" not in made
        ElementTree.fromstring(made)


def test_a_picture_needs_no_style_sheet_and_says_title_legend_and_source() -> None:
    made = picture(STEPS, last=LAST, title="From 1 to 5", source="The register", legend=("bound", "not known"))
    for words in ("From 1 to 5", "The register", "bound", "not known", "2004"):
        assert words in made
    assert "class=" not in made
    assert "style=" not in made
