"""Every colour pair of tokens.css can be read: 4.5:1 for text, 3:1 for marks, in light and in dark."""

import re
from itertools import product
from pathlib import Path

import pytest

TOKENS = Path(__file__).parents[2] / "src/unannounced/rooms/web/static/web/tokens.css"
GROUNDS = ("paper", "paper-deep", "lantern-wash", "alarm-wash", "pine-wash")
TEXT = [
    *product(("ink", "muted", "link", "lantern", "pine", "alarm"), ("paper", "paper-deep")),
    *product(("ink", "link"), ("lantern-wash", "alarm-wash", "pine-wash")),
    ("muted", "lantern-wash"),
    ("lantern", "lantern-wash"),
    ("alarm", "alarm-wash"),
    ("pine", "pine-wash"),
    *product(("on-fill",), ("ink", "link", "pine", "alarm", "lantern")),
    *((f"band-{room}-ink", f"band-{room}") for room in ("office", "portal", "liaison", "intake", "field")),
]
MARKS = [
    *product(("edge", "chart"), ("paper", "paper-deep")),
    *product(("lantern", "alarm", "pine", "ink"), GROUNDS),
    *product(("band-office-lantern",), ("band-office", "band-liaison", "band-intake")),
]


def declarations(block: str) -> dict[str, str]:
    """The hexadecimal colours a block of declarations gives, by name."""
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9A-Fa-f]{6})\b", block))


def blocks() -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """Light; dark by the reader's system; dark by choice: each complete."""
    css = TOKENS.read_text(encoding="utf-8")
    found = re.findall(r"(:root[^\s{]*)\s*\{([^}]*)\}", css)
    by_selector = {selector: declarations(body) for selector, body in found}
    light = by_selector[":root"]
    return (
        light,
        light | by_selector[':root:not([data-theme="light"])'],
        light | by_selector[':root[data-theme="dark"]'],
    )


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it.

    >>> luminance("#FFFFFF")
    1.0
    """
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, from 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


LIGHT, DARK, CHOSEN_DARK = blocks()


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT)
def test_text_stands_out_from_its_ground(theme: dict[str, str], text: str, ground: str) -> None:
    assert contrast(theme[text], theme[ground]) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("mark", "ground"), MARKS)
def test_a_mark_stands_out_from_its_ground(theme: dict[str, str], mark: str, ground: str) -> None:
    assert contrast(theme[mark], theme[ground]) >= 3


def test_dark_by_choice_is_the_dark_of_the_system() -> None:
    assert CHOSEN_DARK == DARK


def test_the_measure_notices_a_pale_colour() -> None:
    assert contrast("#D9D6CE", LIGHT["paper"]) < 3


def test_no_other_style_sheet_names_a_colour_of_its_own() -> None:
    style = re.sub(r"/\*.*?\*/", "", (TOKENS.parent / "style.css").read_text(encoding="utf-8"), flags=re.DOTALL)
    named = set(re.findall(r"#[0-9A-Fa-f]{3,8}\b", style))
    assert named <= {"#000"}, "only print names a colour: black"
