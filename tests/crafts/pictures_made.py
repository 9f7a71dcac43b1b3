"""Pictures that say of themselves, wherever their formats let them, where, when and by whom they were taken."""

import io
from collections.abc import Iterator
from typing import Any

from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

SAID = b"Cell 14 at Bresk"
"""Stands wherever a picture can say something of itself."""
NAMES = "Exif EXIF eXIf xmpmeta ICC_PROFILE ICCP iCCP acsp Photoshop tEXt zTXt iTXt tIME"
TRACES = (SAID, *(name.encode() for name in NAMES.split()))
ORIENTATION, MAKE, GPS, LATITUDE = 0x0112, 0x010F, 0x8825, 2


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
