"""Pictures of dots from drawings: the same SVG, drawn with the fonts of the program and none of the machine."""

from functools import cache
from typing import Any

import typst

from unannounced.crafts.typesetting.look import FONTS

DOTS = 144
"""Dots of an inch: twice those of a screen, as a newspaper and a sharp screen want them."""
_PAGE = (
    b"#set page(width: auto, height: auto, margin: 0pt)\n"
    b'#image(bytes(sys.inputs.svg), format: "svg", alt: sys.inputs.title)'
)


class NotAPicture(Exception):
    """What was handed in is no SVG that can be drawn."""


@cache
def _fonts() -> Any:
    return typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)])


def as_png(svg: str, title: str = "") -> bytes:
    """An SVG picture as PNG, twice as many dots across as it has pixels; the same bytes for the same picture."""
    try:
        drawn = typst.compile(
            _PAGE, format="png", ppi=DOTS * 4 / 3, font_paths=_fonts(), sys_inputs={"svg": svg, "title": title}
        )
    except typst.TypstError as problem:
        raise NotAPicture("no SVG that can be drawn") from problem
    return bytes(drawn if isinstance(drawn, bytes) else drawn[0])
