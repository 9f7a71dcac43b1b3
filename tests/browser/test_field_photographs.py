"""Photographs on a phone: the original unchanged, a copy without its whereabouts, nobody without their consent."""

import base64
import hashlib
import struct
from pathlib import Path
from typing import Any

import pytest

from tests.browser.filling import NewPhone, begin, browser, chip, in_hand, interview, opened, seal
from tests.browser.phones import Phone, field_room, new_phone, the_visit
from tests.field_room import Code, FieldRoom, TheVisit

pytestmark = pytest.mark.browser
__all__ = ["browser", "field_room", "in_hand", "new_phone", "the_visit"]


def test_nobody_is_photographed_without_their_recorded_consent(
    in_hand: tuple[Phone, Code], the_visit: TheVisit, tmp_path: Path
) -> None:
    phone, code = in_hand
    interview(phone, "Refused")
    page = begin(phone, "photograph")
    chip(page, "What it shows", "A person")
    assert "first record the person’s consent" in phone.text("#photograph-take")
    assert page.locator("#photograph-camera").count() == 0
    assert page.locator("#consent option").count() == 1
    interview(phone, "Given")
    page = begin(phone, "photograph")
    chip(page, "What it shows", "A person")
    page.select_option("#consent", label="P02")
    page.set_input_files("#photograph-file", located(page, tmp_path))
    page.wait_for_selector(".attached li")
    seal(phone)
    entries, files = opened(phone, the_visit, code)
    taken = entries[-1]
    assert taken["details"] == {
        "shows": "person",
        "pseudonym": "P02",
        "consent": entries[1]["id"],
        "approved_by_head": False,
    }
    assert taken["source"] == "P02"
    assert {one["digest"] for one in taken["attachments"]} == set(files)


def test_a_place_is_photographed_with_approval_the_original_unchanged_the_copy_without_its_whereabouts(
    in_hand: tuple[Phone, Code], the_visit: TheVisit, tmp_path: Path
) -> None:
    phone, code = in_hand
    page = begin(phone, "photograph")
    assert "head of delegation has to approve" in phone.text("#photograph-take")
    page.click("#seal")
    assert "has to approve" in page.wait_for_selector("#problems li").inner_text()
    chip(page, "Head of delegation", "Approved photographs here")
    path = located(page, tmp_path)
    page.set_input_files("#photograph-file", path)
    page.wait_for_selector(".attached li:has-text('with a working copy')")
    page.fill("#text", "The window of cell A12.")
    seal(phone)
    entries, files = opened(phone, the_visit, code)
    original, copy = entries[0]["attachments"]
    content = path.read_bytes()
    assert files[original["digest"]] == content
    assert original == {
        "digest": original["digest"],
        "clear_digest": hashlib.sha256(content).hexdigest(),
        "size": len(content),
        "type": "image/jpeg",
        "name": "IMG_0412.jpg",
        "role": "original",
        "of": None,
    }
    clear = files[copy["digest"]]
    assert (copy["role"], copy["of"], copy["type"]) == ("working_copy", original["digest"], "image/jpeg")
    assert (copy["clear_digest"], copy["size"]) == (hashlib.sha256(clear).hexdigest(), len(clear))
    assert b"Exif" in content
    assert CAMERA in content
    assert b"Exif" not in clear
    assert CAMERA not in clear
    assert "IMG_0412" not in copy["name"]
    assert max(size_of(clear)) == 2048
    assert entries[0]["details"] == {"shows": "place", "pseudonym": "", "consent": "", "approved_by_head": True}


CAMERA = b"Field Camera 7"


def located(page: Any, folder: Path) -> Path:
    """A JPEG of 3,000 by 2,000 pixels as a telephone takes it, with the name of the camera and where it stood."""
    picture = page.evaluate(
        "() => { const c = document.createElement('canvas'); c.width = 3000; c.height = 2000;"
        " const p = c.getContext('2d'); p.fillStyle = '#7a5c2e'; p.fillRect(0, 0, 1500, 2000); return c.toDataURL('image/jpeg', 0.7) }"
    )
    plain = base64.b64decode(picture.partition(",")[2])
    path = folder / "IMG_0412.jpg"
    path.write_bytes(plain[:2] + exif() + plain[2:])
    return path


def exif() -> bytes:
    """A segment that says the camera and a latitude."""
    model = CAMERA + b"\0"
    first = 8 + 2 + 2 * 12 + 4
    place = first + len(model)
    directory = struct.pack("<H", 2)
    directory += struct.pack("<HHII", 0x0110, 2, len(model), first)
    directory += struct.pack("<HHII", 0x8825, 4, 1, place) + struct.pack("<I", 0)
    gps = struct.pack("<H", 2) + struct.pack("<HHI4s", 1, 2, 2, b"N\0\0\0")
    gps += struct.pack("<HHII", 2, 5, 3, place + 2 + 2 * 12 + 4) + struct.pack("<I", 0)
    gps += struct.pack("<6I", 48, 1, 12, 1, 30, 1)
    body = b"Exif\0\0II*\0" + struct.pack("<I", 8) + directory + model + gps
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def size_of(jpeg: bytes) -> tuple[int, int]:
    """Width and height of a JPEG."""
    at = 2
    while jpeg[at + 1] not in range(0xC0, 0xC4):
        at += 2 + int(struct.unpack(">H", jpeg[at + 2 : at + 4])[0])
    height, width = struct.unpack(">HH", jpeg[at + 5 : at + 9])
    return width, height


def test_a_photograph_of_fifty_megabytes_is_sealed_with_its_working_copy(
    in_hand: tuple[Phone, Code], tmp_path: Path
) -> None:
    phone, _code = in_hand
    page = begin(phone, "photograph")
    chip(page, "Head of delegation", "Approved photographs here")
    plain = located(page, tmp_path).read_bytes()
    filling = (b"\xff\xfe\xff\xff" + b"\x5a" * 0xFFFD) * 800
    path = tmp_path / "IMG_0413.jpg"
    path.write_bytes(plain[:2] + filling + plain[2:])
    assert path.stat().st_size > 50 * 1024 * 1024
    page.set_input_files("#photograph-file", path)
    page.wait_for_selector(".attached li:has-text('with a working copy')", timeout=60_000)
    seal(phone)
    phone.go("entries", "#entries li")
    page.click("#entries a")
    page.wait_for_selector("#entry img.photograph")
    held = phone.in_app(
        "const [row] = journal.entries({}).rows; const { entry: one } = await journal.openEntry(row.digest ?? row.id);"
        " const blob = await journal.openAttachment(one.attachments[0]);"
        " const digest = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer());"
        " return [blob.size, Array.from(new Uint8Array(digest), (b) => b.toString(16).padStart(2, '0')).join('')];"
    )
    assert held == [path.stat().st_size, hashlib.sha256(path.read_bytes()).hexdigest()]


def test_in_a_write_only_visit_a_person_is_photographed_right_after_the_interview(
    field_room: FieldRoom, new_phone: NewPhone, the_visit: TheVisit
) -> None:
    phone = new_phone()
    phone.sign_in(field_room.invite(the_visit, write_only=True))
    interview(phone, "Given")
    page = begin(phone, "photograph")
    chip(page, "What it shows", "A person")
    assert page.locator("#consent option").all_inner_texts() == ["Choose the interview", "P01"]
    page.reload()
    page.wait_for_selector("#seal")
    chip(page, "What it shows", "A person")
    assert page.locator("#consent option").all_inner_texts() == ["Choose the interview"]
