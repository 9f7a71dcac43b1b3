"""Pictures that a sender attaches: nothing in them says any more where, when or by whom they were taken, and no pixel changed.

They are cleaned on a sender's device by ``cleaning.js``, or else in the office by the craft: each test is about both.
"""

import io
import zlib
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from PIL import Image, ImageSequence

from tests.crafts.cleaned_by import NO_NODE, Cleaned, in_node, in_office
from tests.crafts.pictures_made import (
    GPS,
    ORIENTATION,
    PICTURES,
    SAID,
    TRACES,
    drawn,
    exif,
    gifs,
    jpegs,
    pngs,
    saved,
    webps,
)

Clean = Callable[[Mapping[str, bytes]], dict[str, Cleaned]]


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(in_node, marks=NO_NODE, id="on a sender's device"),
        pytest.param(in_office, id="in the office"),
    ],
)
def clean(request: pytest.FixtureRequest) -> Clean:
    chosen: Clean = request.param
    return chosen


@pytest.fixture(scope="module")
def pictures(clean: Clean) -> dict[str, Cleaned]:
    return clean(PICTURES)


def frames(content: bytes) -> list[tuple[bytes, Any]]:
    with Image.open(io.BytesIO(content)) as picture:
        if picture.format == "MPO":  # what lies behind the end of the first is another picture
            return [(picture.convert("RGBA").tobytes(), None)]
        return [
            (one.convert("RGBA").tobytes() if one.mode != "I;16" else one.tobytes(), one.info.get("duration"))
            for one in ImageSequence.Iterator(picture)
        ]


@pytest.mark.parametrize("name", PICTURES)
def test_a_cleaned_picture_says_nothing_of_itself_and_shows_the_same(name: str, pictures: dict[str, Cleaned]) -> None:
    one = pictures[name]
    assert one.cleaned
    assert one.type == f"image/{name.split(':')[0]}"
    assert [trace for trace in (*TRACES, SAID[:12]) if trace in one.after] == []
    assert [trace for trace in (SAID, *TRACES) if trace in inflated(one.after)] == []
    assert len(one.after) <= len(one.before)
    assert frames(one.after) == frames(one.before)
    with Image.open(io.BytesIO(one.after)) as after, Image.open(io.BytesIO(one.before)) as before:
        assert not after.getexif()
        assert not {"comment", "exif", "xmp", "icc_profile", "photoshop"} & set(after.info)
        for kept in ("loop", "transparency", "jfif_density", "adobe", "adobe_transform"):
            assert after.info.get(kept) == before.info.get(kept), kept
        assert after.format != "PNG" or after.info.get("dpi") == before.info.get("dpi")


def inflated(content: bytes) -> bytes:
    """What is packed in text chunks of a PNG."""
    found, at = b"", content.find(b"zTXt")
    while at != -1:
        found += zlib.decompressobj().decompress(content[content.index(b"\0\0", at) + 2 :])
        at = content.find(b"zTXt", at + 1)
    return found


def test_the_pictures_did_say_something_before() -> None:
    silent = {name for name, one in PICTURES.items() if not any(trace in one for trace in (*TRACES, SAID[:12]))}
    assert silent == {"jpeg: nothing said", "webp: nothing said"}


@pytest.mark.parametrize("up", range(2, 9))
def test_which_side_is_up_is_all_that_stays_of_exif(up: int, clean: Clean) -> None:
    cleaned = clean({"turned": saved(drawn(), "JPEG", exif=exif(up), comment=SAID)})["turned"]
    assert cleaned.cleaned
    assert SAID not in cleaned.after
    with Image.open(io.BytesIO(cleaned.after)) as after:
        assert dict(after.getexif()) == {ORIENTATION: up}
        assert not after.getexif().get_ifd(GPS)
    assert frames(cleaned.after) == frames(cleaned.before)


def test_a_cleaned_picture_is_cleaned_again_into_the_same(pictures: dict[str, Cleaned], clean: Clean) -> None:
    again = clean({name: one.after for name, one in pictures.items()})
    assert [name for name, one in again.items() if one.after != one.before or not one.cleaned] == []


def test_what_is_no_whole_picture_stays_as_it_is_and_is_not_called_clean(clean: Clean) -> None:
    shortest = {kind: next(iter(one)) for kind, one in (("j", jpegs()), ("p", pngs()), ("w", webps()), ("g", gifs()))}
    cut = {
        f"{kind}{end}": one[:-end]
        for kind, (_name, one) in shortest.items()
        for end in (1, 9, len(one) // 2, len(one) - 12)
    }
    others = {"pdf": b"%PDF-1.7\n" + SAID, "nothing": b"", "text": SAID, "beginning": b"\xff\xd8\xff", "gif": b"GIF89a"}
    for one in clean(cut | others).values():
        assert (one.after, one.type, one.cleaned) == (one.before, "", False)
