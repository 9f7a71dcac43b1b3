"""The code handed over in person, what follows from it, and what a device signs: as JavaScript has it."""

import base64
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from unannounced.crafts import handing_over
from unannounced.crafts.handing_over import NotACode, NotAPackage

VECTORS = Path(__file__).resolve().parents[2] / "testdata/vectors"
CODES: dict[str, Any] = json.loads((VECTORS / "codes.json").read_text())
BLOBS: dict[str, Any] = json.loads((VECTORS / "blobs.json").read_text())


@pytest.mark.parametrize("typed", CODES["typed"])
def test_a_code_is_read_however_it_was_typed(typed: str) -> None:
    assert handing_over.normalised(typed) == CODES["normalised"]
    assert handing_over.shown(typed) == CODES["code"]


@pytest.mark.parametrize("typed", CODES["not_codes"])
def test_what_is_no_code_is_refused(typed: str) -> None:
    with pytest.raises(NotACode):
        handing_over.derive(typed)


def test_from_a_code_follows_what_javascript_finds() -> None:
    drawn = handing_over.derive(CODES["code"])
    assert (drawn.lookup, drawn.proof_key) == (CODES["lookup"], CODES["proof_key"])
    assert drawn.package_key.hex() == CODES["package_key"]


def test_the_proof_of_a_device_is_for_its_own_keys_alone() -> None:
    shown, key = CODES["shown"], CODES["proof_key"]
    assert handing_over.proof(key, **shown) == CODES["proof"]
    assert handing_over.is_proven(CODES["proof"], key, **shown)
    for name in shown:
        assert not handing_over.is_proven(CODES["proof"], key, **{**shown, name: shown[name][:-1]})
    assert not handing_over.is_proven("", key, **shown)
    assert not handing_over.is_proven(CODES["proof"], "00" * 32, **shown)


@pytest.mark.parametrize("closed", CODES["closed"], ids=lambda one: one["made_by"])
def test_a_package_is_opened_by_its_code_and_by_no_other(closed: dict[str, str]) -> None:
    content = handing_over.decoded(closed["closed"])
    assert handing_over.open_package(content, bytes.fromhex(CODES["package_key"])) == CODES["package"]
    for wrong in (content[:-1], b"", bytes([content[0] ^ 1]) + content[1:]):
        with pytest.raises(NotAPackage):
            handing_over.open_package(wrong, bytes.fromhex(CODES["package_key"]))
    with pytest.raises(NotAPackage):
        handing_over.open_package(content, bytes(32))


def test_a_letter_is_of_those_who_hold_the_key_and_for_one_device_and_number() -> None:
    key, package = handing_over.new_letters_key(), {"format": handing_over.PACKAGE, "name": "Bresk"}
    to: dict[str, Any] = {"device": "d", "number": 3, "letters_key": key}
    letter = handing_over.write_letter(package, **to)
    assert handing_over.read_letter(letter, **to) == package
    others = {"device": "e", "number": 4, "letters_key": handing_over.new_letters_key()}
    for name, other in others.items():
        with pytest.raises(handing_over.NotALetter):
            handing_over.read_letter(letter, **to | {name: other})
    for forged in (letter.replace(b"Bresk", b"Brest"), handing_over.written(package), b"[]", b"\xff", b""):
        with pytest.raises(handing_over.NotALetter):
            handing_over.read_letter(forged, **to)


@pytest.mark.parametrize("blob", BLOBS["blobs"], ids=lambda one: f"{one['made_by']} {one['seq']}")
def test_what_a_device_signs_is_checked(blob: dict[str, Any]) -> None:
    text = handing_over.blob_text(device=BLOBS["device"], seq=blob["seq"], digest=blob["digest"], size=blob["size"])
    key, signature = BLOBS["verifying_key"], blob["signature"]
    assert text.decode() == blob["text"]
    assert hashlib.sha256(base64.b64decode(blob["content"])).hexdigest() == blob["digest"]
    assert handing_over.is_signed(text, signature=signature, verifying_key=key)
    assert not handing_over.is_signed(text + b" ", signature=signature, verifying_key=key)
    for wrong in ("", "AAAA", signature[:-2], "é" * 86, "A" * 86):
        assert not handing_over.is_signed(text, signature=wrong, verifying_key=key)
    for wrong in ("", key[:-3], "B" + "A" * 86):
        assert not handing_over.is_signed(text, signature=signature, verifying_key=wrong)


@pytest.mark.parametrize("asked", BLOBS["letters"], ids=lambda one: one["made_by"])
def test_asking_for_letters_is_signed(asked: dict[str, Any]) -> None:
    text = handing_over.letters_text(device=BLOBS["device"], after=asked["after"])
    assert text.decode() == asked["text"]
    assert handing_over.is_signed(text, signature=asked["signature"], verifying_key=BLOBS["verifying_key"])


def test_a_new_code_has_a_hundred_bits_and_is_shown_in_groups() -> None:
    made = {handing_over.new_code() for _one in range(200)}
    assert len(made) == 200
    assert all(handing_over.shown(code) == code for code in made)
    assert len(handing_over.LETTERS) ** handing_over.LENGTH == 2**100
