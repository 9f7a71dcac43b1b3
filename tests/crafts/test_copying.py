"""A working copy shows the picture and says nothing of where, when or with what it was taken."""

from io import BytesIO

import pytest
from PIL import Image

from unannounced.crafts import copying
from unannounced.crafts.copying import NoPicture, working_copy

WHEREABOUTS = b"Odra Street 12"


def photograph(width: int = 60, height: int = 40, kind: str = "JPEG", *, turned: int = 1, mode: str = "RGB") -> bytes:
    """A picture, red on its left half, with what a camera writes into it."""
    picture = Image.new(mode, (width, height), "blue")
    picture.paste("red", (0, 0, width // 2, height))
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = turned, WHEREABOUTS.decode()
    stream = BytesIO()
    picture.save(stream, kind, exif=exif)
    return stream.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_nothing_of_the_camera_is_left(kind: str) -> None:
    original = photograph(kind=kind)
    assert WHEREABOUTS in original
    copy = working_copy(original)
    assert WHEREABOUTS not in copy
    with Image.open(BytesIO(copy)) as drawn:
        assert (drawn.format, drawn.size) == ("JPEG", (60, 40))
        assert not drawn.getexif()
        red, _green, blue = drawn.getpixel((5, 20))
        assert red > 200 > blue


def test_a_picture_that_was_taken_sideways_stands_upright() -> None:
    with Image.open(BytesIO(working_copy(photograph(turned=6)))) as drawn:
        assert drawn.size == (40, 60)
        assert drawn.getpixel((20, 5))[0] > 200


@pytest.mark.parametrize("mode", ["L", "P", "RGBA", "CMYK"])
def test_pictures_of_every_colouring_are_drawn(mode: str) -> None:
    stream = BytesIO()
    Image.new("RGBA", (30, 20), (200, 0, 0, 0)).convert(mode).save(stream, "JPEG" if mode == "CMYK" else "PNG")
    with Image.open(BytesIO(working_copy(stream.getvalue()))) as drawn:
        assert (drawn.mode, drawn.size) == ("RGB", (30, 20))


def test_a_large_picture_is_made_smaller() -> None:
    with Image.open(BytesIO(working_copy(photograph(5_000, 2_500)))) as drawn:
        assert drawn.size == (2048, 1024)


@pytest.mark.parametrize("content", [b"", b"\xff\xd8\xff no picture", b"%PDF-1.7", b"GIF89a" + b"\0" * 40])
def test_what_is_no_picture_is_said_to_be_none(content: bytes) -> None:
    with pytest.raises(NoPicture):
        working_copy(content)


def test_a_picture_that_was_cut_or_is_too_large_is_not_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NoPicture):
        working_copy(photograph()[:-40])
    monkeypatch.setattr(copying, "MOST_DOTS", 2_000)
    with pytest.raises(NoPicture):
        working_copy(photograph())
