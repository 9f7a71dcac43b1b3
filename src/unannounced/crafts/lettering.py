"""Words in pictures: escaped for XML, and broken into lines, which SVG does not do by itself."""

import re
import textwrap
from html import escape

SERIF, SANS = "'Source Serif 4', Georgia, serif", "'Source Sans 3', Arial, sans-serif"
EDGE = 0.06  # of the width of a phone: half a label of four figures
BORDER = 40  # pixels of the edge of a picture

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def safe(text: str) -> str:
    """``text`` as it may stand in an element or attribute; characters that XML cannot hold are left out.

    >>> safe("<b>\\x00")
    '&lt;b&gt;'
    """
    return escape(_NOT_IN_XML.sub("", text))


def placed(text: str, *, mirrored: bool) -> str:
    """``text`` as words of a drawing; mirrored, as a line that is read from right to left whatever it begins with.

    Said by characters (RIGHT-TO-LEFT ISOLATE and its end), since not every program that draws SVG knows ``direction``.
    """
    return f"\u2067{safe(text)}\u2069" if mirrored else safe(text)


def anchor(share: float) -> str:
    """Which part of a short label stands at ``share`` of the width, so that no edge cuts it on a phone.

    >>> anchor(0.03), anchor(0.5), anchor(0.95)
    ('start', 'middle', 'end')
    """
    if share < EDGE:
        return "start"
    return "end" if share > 1 - EDGE else "middle"


def lines(
    text: str, most: int, size: int, first: float, font: str, colour: str, at: int = BORDER, *, ends: bool = False
) -> tuple[str, float]:
    """A text of a picture in lines of ``most`` characters, the first on the line ``first``, and where it ends.

    Each line begins at ``at``; where it is read from right to left it ``ends`` there, as seen from the left.
    """
    broken = textwrap.wrap(text, most)
    drawn = "".join(
        f'<tspan x="{at}" y="{first + 1.3 * size * row:.0f}">{placed(line, mirrored=ends)}</tspan>'
        for row, line in enumerate(broken)
    )
    side = ' text-anchor="end"' if ends else ""
    written = f'<text{side} font-family="{font}" font-size="{size}" fill="{colour}">{drawn}</text>'
    return written, first + 1.3 * size * (len(broken) - 1) + BORDER / 4
