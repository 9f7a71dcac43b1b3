"""The working copy of a photograph: the same picture drawn anew, so that nothing of the camera is left in it."""

from io import BytesIO

from PIL import Image, ImageOps

LONGEST_SIDE = 2048
"""Pixels of the longer side of a working copy, as the app of the field has it."""
MOST_DOTS = 80_000_000
"""Pixels of a picture that is drawn anew; what has more is saved, not shown (project choice)."""
_QUALITY = 85
_KINDS = ("JPEG", "PNG", "WEBP")
_PAPER = (255, 255, 255)


class NoPicture(Exception):
    """It is no picture that can be drawn anew: of another kind, damaged, or too large."""


def working_copy(original: bytes) -> bytes:
    """A JPEG of a picture: upright, its longer side 2,048 pixels at most, without metadata. Raises ``NoPicture``.

    What the original says of its camera, its place and its time is read for its orientation alone, and not copied.
    """
    try:
        with Image.open(BytesIO(original), formats=_KINDS) as picture:
            if picture.width * picture.height > MOST_DOTS:
                raise NoPicture
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a large JPEG is made small while it is decoded
            upright = ImageOps.exif_transpose(picture)
            if upright.has_transparency_data:
                upright = upright.convert("RGBA")
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            drawn = Image.new("RGB", upright.size, _PAPER)
            drawn.paste(upright, mask=upright if upright.mode == "RGBA" else None)
    except (
        OSError,
        ValueError,
        SyntaxError,
        EOFError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ) as damaged:
        raise NoPicture from damaged
    stream = BytesIO()
    drawn.save(stream, "JPEG", quality=_QUALITY)
    return stream.getvalue()
