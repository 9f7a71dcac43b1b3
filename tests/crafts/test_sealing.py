"""Sealing: what JavaScript sealed opens here and the other way round, and whatever was cut or altered does not."""

import base64
import hashlib
import io
import json
import shutil
import subprocess
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from unannounced.crafts import bech32, sealing
from unannounced.crafts.sealing import NotOpened

ROOT = Path(__file__).resolve().parents[2]
VECTORS: dict[str, Any] = json.loads((ROOT / "testdata/vectors/sealing.json").read_text())
FILES = [pytest.param(one, id=f"{one['name']}, by {one['made_by']}") for one in VECTORS["files"]]
REFUSED = [pytest.param(base64.b64decode(one["sealed"]), id=one["name"]) for one in VECTORS["refused"]]
IDENTITY = sealing.new_identity()
RECIPIENT = sealing.recipient_of(IDENTITY)


@pytest.mark.parametrize("file", FILES)
def test_what_either_language_sealed_is_opened_and_its_file_key_found_in_the_header(file: dict[str, str]) -> None:
    sealed, key = base64.b64decode(file["sealed"]), bytes.fromhex(file["file_key"])
    clear = sealing.open_sealed(sealed, VECTORS["identity"])
    assert hashlib.sha256(clear).hexdigest() == file["clear_digest"]
    assert sealing.file_key_of(sealed[:2400], VECTORS["identity"]) == key
    assert sealing.open_with_file_key(sealed, key) == clear


@pytest.mark.parametrize("sealed", REFUSED)
def test_what_was_cut_or_altered_or_is_somebody_elses_is_not_opened(sealed: bytes) -> None:
    with pytest.raises(NotOpened):
        sealing.open_sealed(sealed, VECTORS["identity"])


@pytest.mark.parametrize("locked", VECTORS["locked"], ids=lambda one: one["made_by"])
def test_an_identity_is_unlocked_by_its_passphrase_alone(locked: dict[str, str]) -> None:
    file = sealing.without_armour(locked["armoured"])
    assert sealing.unlock(file, VECTORS["passphrase"]).decode() == VECTORS["identity"]
    with pytest.raises(NotOpened, match="another one"):
        sealing.unlock(file, VECTORS["passphrase"] + ".")


def test_the_recipient_of_an_identity_is_the_one_javascript_finds() -> None:
    assert sealing.recipient_of(VECTORS["identity"]) == VECTORS["recipient"]
    assert sealing.is_recipient(VECTORS["recipient"])


def test_the_twins_read_the_same_vectors_in_node() -> None:
    """Needs node: `make ci` runs it where node is installed, and the skip says so where it is not."""
    if shutil.which("node") is None:
        pytest.skip("node is not installed: the JavaScript side of testdata/vectors was NOT checked here")
    tests = [str(ROOT / "src/field/tests" / name) for name in ("sealing.test.js", "codes.test.js")]
    ran = subprocess.run(["node", "--test", *tests], capture_output=True, text=True, cwd=ROOT)
    assert ran.returncode == 0, ran.stdout[-4000:]
    assert "# skipped 0" in ran.stdout


@pytest.mark.parametrize("size", [0, 1, 65535, 65536, 65537, 131072, 200_000])
def test_any_length_comes_back_whole(size: int) -> None:
    clear = bytes(size)
    assert sealing.open_sealed(sealing.seal(clear, to=RECIPIENT), IDENTITY) == clear


def test_a_file_key_opens_its_own_file_and_no_other() -> None:
    one, other = sealing.seal(b"one", to=RECIPIENT), sealing.seal(b"other", to=RECIPIENT)
    key = sealing.file_key_of(one, IDENTITY)
    assert sealing.open_with_file_key(one, key) == b"one"
    for wrong in (key[:-1], bytes(16), b""):
        with pytest.raises(NotOpened):
            sealing.open_with_file_key(one, wrong)
    with pytest.raises(NotOpened, match="another file"):
        sealing.open_with_file_key(other, key)


def test_what_is_sealed_for_two_is_opened_by_either() -> None:
    second = sealing.new_identity()
    sealed = sealing.seal(b"for both", to=[RECIPIENT, sealing.recipient_of(second)])
    assert sealing.open_sealed(sealed, IDENTITY) == sealing.open_sealed(sealed, second) == b"for both"
    assert sealing.read_header(io.BytesIO(sealed)).kinds == ("mlkem768x25519", "mlkem768x25519")


def test_a_large_file_is_sealed_and_opened_in_little_memory(tmp_path: Path) -> None:
    clear, sealed = tmp_path / "clear", tmp_path / "sealed"
    with clear.open("wb") as file:
        file.truncate(32 * 1024 * 1024)
    tracemalloc.start()
    with clear.open("rb") as source, sealed.open("wb") as target:
        sealing.seal_stream(source, target, to=RECIPIENT)
    with sealed.open("rb") as source:
        key = sealing.file_key_of(source.read(4096), IDENTITY)
    with sealed.open("rb") as source:
        size = sum(map(len, sealing.open_stream(source, key)))
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size == 32 * 1024 * 1024
    assert most < 2 * 1024 * 1024


@pytest.mark.parametrize("at", range(0, 2400, 37))
def test_a_turned_bit_anywhere_is_noticed(at: int) -> None:
    sealed = bytearray(sealing.seal(bytes(700), to=RECIPIENT))
    sealed[at % len(sealed)] ^= 1
    with pytest.raises(NotOpened):
        sealing.open_sealed(bytes(sealed), IDENTITY)


def test_a_file_that_would_take_all_the_memory_there_is_is_refused() -> None:
    locked = sealing.lock(b"x", "a passphrase", work=4).replace(b" 4\n", b" 30\n", 1)
    with pytest.raises(NotOpened, match="more work"):
        sealing.unlock(locked, "a passphrase")


def test_armour_is_read_as_strictly_as_it_is_written() -> None:
    text = sealing.armoured(sealing.seal(b"x", to=RECIPIENT))
    assert sealing.without_armour(text.replace("\n", "\r\n")) == sealing.without_armour(text)
    lines = text.splitlines()
    for broken in ("", lines[0], "\n".join(lines[1:]), text.replace(lines[3], lines[3][:-1]), text.replace("A", "é")):
        with pytest.raises(NotOpened):
            sealing.without_armour(broken)


@pytest.mark.parametrize(
    "text",
    ["", "age1", RECIPIENT[:-1], RECIPIENT[:-1] + ("q" if RECIPIENT[-1] != "q" else "p"), RECIPIENT.upper(), IDENTITY],
    ids=["nothing", "its beginning", "one sign short", "another last sign", "in capitals", "an identity"],
)
def test_what_is_no_recipient_is_refused(text: str) -> None:
    assert not sealing.is_recipient(text)
    with pytest.raises(NotOpened):
        sealing.seal(b"x", to=text)


def test_bech32_holds_any_bytes() -> None:
    for length in range(0, 70, 7):
        assert bech32.decode(bech32.encode("age", bytes(range(length)))) == ("age", bytes(range(length)))
