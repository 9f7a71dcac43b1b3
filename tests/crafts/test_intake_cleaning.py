"""Pictures that a sender attaches: nothing in them says any more where, when or by whom they were taken, and no pixel changed."""

import base64
import io
import json
import shutil
import subprocess
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageCms, ImageSequence
from PIL.PngImagePlugin import PngInfo

ROOT = Path(__file__).resolve().parents[2]
SAID = b"Cell 14 at Bresk"
"""Stands wherever a picture can say something of itself."""
NAMES = "Exif EXIF eXIf xmpmeta ICC_PROFILE ICCP iCCP acsp Photoshop tEXt zTXt iTXt tIME"
TRACES = (SAID, *(name.encode() for name in NAMES.split()))
ORIENTATION, MAKE, GPS, LATITUDE = 0x0112, 0x010F, 0x8825, 2

pytestmark = pytest.mark.skipif(
    shutil.which("node") is None, reason="node is not installed: the cleaning of pictures was NOT checked here"
)


@dataclass(frozen=True, slots=True)
class Cleaned:
    before: bytes
    after: bytes
    type: str
    cleaned: bool


def drawn(mode: str = "RGB", seed: int = 3) -> Image.Image:
    picture = Image.effect_noise((48, 36), 60 + seed)
    if mode == "P":
        return Image.merge("RGB", [picture, picture.rotate(90, expand=False), picture.rotate(180)]).quantize(64)
    return picture.convert("RGB").convert(mode)


def exif(orientation: int = 1) -> Image.Exif:
    said = Image.Exif()
    said[MAKE] = SAID.decode()
    said[ORIENTATION] = orientation
    said.get_ifd(GPS).update({1: "N", LATITUDE: (45.0, 30.0, 14.5)})
    return said


def colours() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def saved(picture: Image.Image, kind: str, **how: Any) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **how)
    return file.getvalue()


def jpegs() -> Iterator[tuple[str, bytes]]:
    everything: dict[str, Any] = {
        "exif": exif(),
        "comment": SAID,
        "icc_profile": colours(),
        "xmp": b"<x:xmpmeta>" + SAID,
    }
    yield "everything a camera says", saved(drawn(), "JPEG", **everything)
    yield "progressive", saved(drawn(), "JPEG", progressive=True, **everything)
    yield "with restarts", saved(drawn(), "JPEG", restart_marker_rows=1, **everything)
    yield "grey", saved(drawn("L"), "JPEG", **everything)
    yield "for print", saved(drawn("CMYK"), "JPEG", **everything)
    yield "nothing said", saved(drawn(), "JPEG")
    yield "something behind the end", saved(drawn(), "JPEG", exif=exif()) + SAID
    yield (
        "a second picture behind the end",
        saved(drawn(), "MPO", save_all=True, append_images=[drawn(seed=9)], exif=exif()),
    )
    plain = saved(drawn(), "JPEG")
    photoshop = b"Photoshop 3.0\0" + SAID
    yield "what Photoshop says", plain[:2] + b"\xff\xed" + (len(photoshop) + 2).to_bytes(2) + photoshop + plain[2:]
    thumbnail = plain[6:18] + b"\x02\x02" + SAID[:12]
    yield "a thumbnail at the beginning", plain[:4] + (len(thumbnail) + 2).to_bytes(2) + thumbnail + plain[20:]


def pngs() -> Iterator[tuple[str, bytes]]:
    info = PngInfo()
    info.add_text("Comment", SAID.decode())
    info.add_text("Author", SAID.decode(), zip=True)
    info.add_itxt("XML:com.adobe.xmp", SAID.decode())
    info.add(b"tIME", bytes(7))
    info.add(b"prIv", SAID)
    how: dict[str, Any] = {"pnginfo": info, "exif": exif(), "icc_profile": colours(), "dpi": (300, 300)}
    for mode in ("RGB", "RGBA", "L", "I;16"):
        yield f"everything, {mode}", saved(drawn("L" if mode == "I;16" else mode).convert(mode), "PNG", **how)
    yield "few colours, one of them clear", saved(drawn("P"), "PNG", transparency=5, **how)
    yield "moving", saved(drawn(), "PNG", save_all=True, append_images=[drawn(seed=9), drawn(seed=20)], **how)
    yield "something behind the end", saved(drawn(), "PNG") + SAID


def webps() -> Iterator[tuple[str, bytes]]:
    how: dict[str, Any] = {"exif": exif(), "icc_profile": colours(), "xmp": SAID}
    yield "everything", saved(drawn(), "WEBP", **how)
    yield "without loss, in part clear", saved(drawn("RGBA"), "WEBP", lossless=True, **how)
    yield "moving", saved(drawn(), "WEBP", save_all=True, append_images=[drawn(seed=9), drawn(seed=20)], **how)
    yield "nothing said", saved(drawn(), "WEBP")
    yield "something behind the end", saved(drawn(), "WEBP") + SAID


def gifs() -> Iterator[tuple[str, bytes]]:
    yield "with a comment", saved(drawn("P"), "GIF", comment=SAID)
    moving = saved(drawn("P"), "GIF", save_all=True, append_images=[drawn("P", 9)], loop=3, duration=70, comment=SAID)
    yield "moving", moving
    xmp = b"\x21\xff\x0bXMP DataXMP" + bytes([len(SAID)]) + SAID + b"\0"
    yield "what applications say", moving[:-1] + xmp + b"\x21\x01\x0c" + bytes(12) + bytes([len(SAID)]) + SAID + b"\0;"
    yield "something behind the end", saved(drawn("P"), "GIF") + SAID


PICTURES: dict[str, bytes] = {
    f"{kind}: {name}": content
    for kind, made in (("jpeg", jpegs()), ("png", pngs()), ("webp", webps()), ("gif", gifs()))
    for name, content in made
}


def in_node(files: dict[str, bytes], said: str = "application/octet-stream") -> dict[str, Cleaned]:
    asked = {name: {"bytes": base64.b64encode(one).decode(), "type": said} for name, one in files.items()}
    command = ["node", str(ROOT / "tests/js/intake/clean.js")]
    done = subprocess.run(command, input=json.dumps(asked), capture_output=True, text=True, check=True)
    return {
        name: Cleaned(files[name], base64.b64decode(one["bytes"]), one["type"], one["cleaned"])
        for name, one in json.loads(done.stdout).items()
    }


@pytest.fixture(scope="module")
def pictures() -> dict[str, Cleaned]:
    return in_node(PICTURES)


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
def test_which_side_is_up_is_all_that_stays_of_exif(up: int) -> None:
    cleaned = in_node({"turned": saved(drawn(), "JPEG", exif=exif(up), comment=SAID)})["turned"]
    assert cleaned.cleaned
    assert SAID not in cleaned.after
    with Image.open(io.BytesIO(cleaned.after)) as after:
        assert dict(after.getexif()) == {ORIENTATION: up}
        assert not after.getexif().get_ifd(GPS)
    assert frames(cleaned.after) == frames(cleaned.before)


def test_a_cleaned_picture_is_cleaned_again_into_the_same(pictures: dict[str, Cleaned]) -> None:
    again = in_node({name: one.after for name, one in pictures.items()})
    assert [name for name, one in again.items() if one.after != one.before or not one.cleaned] == []


def test_what_is_no_whole_picture_stays_as_it_is_and_is_not_called_clean() -> None:
    shortest = {kind: next(iter(one)) for kind, one in (("j", jpegs()), ("p", pngs()), ("w", webps()), ("g", gifs()))}
    cut = {
        f"{kind}{end}": one[:-end]
        for kind, (_name, one) in shortest.items()
        for end in (1, 9, len(one) // 2, len(one) - 12)
    }
    others = {"pdf": b"%PDF-1.7\n" + SAID, "nothing": b"", "text": SAID, "beginning": b"\xff\xd8\xff", "gif": b"GIF89a"}
    for one in in_node(cut | others, "image/x-said").values():
        assert (one.after, one.type, one.cleaned) == (one.before, "image/x-said", False)
