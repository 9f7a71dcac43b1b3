"""A picture that leaves by itself, to print and to pass on: as it is drawn, or in dots."""

from functools import lru_cache

from unannounced.crafts.typesetting.pictures import as_png

PICTURES = {"svg": "image/svg+xml; charset=utf-8", "png": "image/png"}
"""The media type of a picture by the ending of its address."""


def in_form(ending: str, svg: str, title: str) -> bytes:
    """The drawing ``svg`` in one of ``PICTURES``; ``title`` is its name for who does not see it."""
    return svg.encode() if ending == "svg" else _dots(svg, title)


@lru_cache(maxsize=32)
def _dots(svg: str, title: str) -> bytes:
    return as_png(svg, title)
