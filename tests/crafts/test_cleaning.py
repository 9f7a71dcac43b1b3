"""A picture cleaned in the office is byte for byte what a sender's device would have made of it, and nothing stops it."""

import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.crafts.cleaned_by import NO_NODE, in_node, in_office
from tests.crafts.pictures_by_hand import FRAME, GIF, GIF_PICTURE, SCAN, chunk, corners, jpeg, png, riff, segment, webp
from tests.crafts.pictures_made import PICTURES, SAID
from unannounced.crafts import cleaning

ROOT = Path(__file__).resolve().parents[2]
BEGINNINGS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a", b"RIFF\x20\0\0\0WEBP")
TELLING = (b"\xff", b"\0", b"\xff\xd9", b"\xff\xda", b"\xff\xd0", b"\xff\xe1", b"\x80", b"!\xff", b";", b"EXIF", b"a\n")
"""Bytes by which the formats tell their pieces apart."""


def altered(content: bytes, chance: Random) -> bytes:
    """``content`` cut, flipped, filled, shortened, doubled in a place, or with more behind its end; seldom only once."""
    near = chance.choice((len(content), min(len(content), 96)))
    at = chance.randrange(near + 1)
    to = min(len(content), at + chance.choice((1, 2, 4, 12, 40)))
    made = chance.choice(
        (
            content[:at],
            content[:at] + bytes(byte ^ 1 << chance.randrange(8) for byte in content[at:to]) + content[to:],
            content[:at] + chance.choice(TELLING) + content[at:],
            content[:at] + chance.choice(TELLING) + content[to:],
            content[:at] + content[to:],
            content[:to] + content[at:],
            content + chance.choice((SAID, content, *TELLING)),
        )
    )
    return altered(made, chance) if made and chance.random() < 0.3 else made


def shots() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (ROOT / "docs/pictures").glob("*.png")}


def many_altered() -> dict[str, bytes]:
    chance, whole = Random(14), (list(PICTURES.values()), list(corners().values()))
    return {f"altered {turn}": altered(chance.choice(whole[turn % 2]), chance) for turn in range(4000)}


@NO_NODE
@pytest.mark.parametrize(
    "files", [lambda: PICTURES, corners, shots, many_altered], ids=["made", "corners", "shots", "altered"]
)
def test_the_office_makes_of_a_file_what_a_senders_device_makes_of_it(files: Callable[[], dict[str, bytes]]) -> None:
    asked = files()
    device, office = in_node(asked), in_office(asked)
    assert {name: one.hex() for name, one in asked.items() if device[name] != office[name]} == {}
    assert any(one.cleaned for one in office.values())


@given(st.sampled_from((b"", *BEGINNINGS)), st.binary(max_size=300))
def test_no_bytes_whatever_make_it_fail(beginning: bytes, noise: bytes) -> None:
    made = cleaning.cleaned(beginning + noise)
    assert made.cleaned or made == cleaning.Cleaned(beginning + noise, "", False)


MANY = {
    "jpeg": jpeg(FRAME, segment(0xDD, b"") * 100_000, SCAN * 20_000, b"\xff" * 500_000),
    "jpeg without an end": jpeg(FRAME, SCAN, b"\xff\0" * 500_000)[:-2],
    "png": png(chunk(b"IHDR"), chunk(b"IDAT") * 50_000, chunk(b"tEXt") * 50_000, chunk(b"IEND")),
    "webp": webp(riff(b"ANMF", bytes(16) + riff(b"VP8 ") * 50_000), riff(b"VP8 ") * 50_000),
    "gif": GIF + GIF_PICTURE * 30_000 + b"!\xfe\0" * 100_000 + b",\0\0\0\0\1\0\1\0\0\2" + b"\1\1" * 300_000 + b"\0;",
}


@pytest.mark.parametrize("name", MANY)
def test_a_picture_in_very_many_pieces_is_done_in_its_time(name: str) -> None:
    """Each takes some tenths of a second; copying the whole for each piece would take minutes."""
    began = time.process_time()
    made = cleaning.cleaned(MANY[name])
    assert made.cleaned is (name != "jpeg without an end")
    assert time.process_time() - began < 5
