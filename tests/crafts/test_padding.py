"""What is sealed has one of few sizes, and comes back as it was."""

import json
import secrets
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.architecture.conftest import script
from unannounced.crafts.padding import LEAST, NotPadded, pad, size_for, unpad

VECTORS: dict[str, Any] = json.loads((Path(__file__).parents[2] / "testdata/vectors/padding.json").read_text("utf-8"))
Runs = list[tuple[str, int]]


def bytes_of(runs: Runs) -> bytes:
    return b"".join(bytes.fromhex(piece) * times for piece, times in runs)


@pytest.mark.parametrize("vector", VECTORS["contents"], ids=lambda one: one["name"])
def test_what_is_filled_up_is_as_it_always_was(vector: dict[str, Runs]) -> None:
    content, padded = bytes_of(vector["content"]), bytes_of(vector["padded"])
    assert pad(content) == padded
    assert unpad(padded) == content


@pytest.mark.parametrize("vector", VECTORS["refused"], ids=lambda one: one["name"])
def test_what_the_vectors_refuse_was_not_filled_up(vector: dict[str, Runs]) -> None:
    with pytest.raises(NotPadded):
        unpad(bytes_of(vector["padded"]))


def test_the_vectors_are_what_the_craft_finds() -> None:
    for one in VECTORS["sizes"]:
        assert size_for(one["length"]) == one["size"]
    vectors = script("intake_vectors")
    assert vectors.padding_file() == vectors.PADDING.read_text("utf-8"), (
        "write them anew: python scripts/intake_vectors.py"
    )


@given(st.binary(max_size=3 * LEAST))
def test_any_content_comes_back_as_it_was(content: bytes) -> None:
    assert unpad(pad(content)) == content
    assert len(pad(content)) == size_for(len(content))


@pytest.mark.parametrize("content", [b"", b"\x80", b"\0", b"\x80\0\0", bytes(LEAST - 1), b"\x80" * LEAST])
def test_content_that_ends_like_the_filling_comes_back_as_well(content: bytes) -> None:
    assert unpad(pad(content)) == content


def test_a_word_and_a_page_have_the_same_size_and_a_hundred_megabytes_one_of_fifteen() -> None:
    assert {size_for(length) for length in range(LEAST)} == {LEAST}
    assert len({size_for(length) for length in range(0, 100_000_000, 4_000)}) == 15


def test_what_was_not_filled_up_or_was_altered_is_named() -> None:
    padded = pad(b"Nobody came.")
    wrong = [
        b"",
        bytes(LEAST),
        padded[:-1],
        padded + b"\0",
        padded[:-1] + b"\x01",
        secrets.token_bytes(LEAST - 1) + b"\x01",
    ]
    for one in (*wrong, padded + bytes(LEAST)):
        with pytest.raises(NotPadded):
            unpad(one)
