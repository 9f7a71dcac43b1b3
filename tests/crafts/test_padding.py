"""What is sealed has one of few sizes, and comes back as it was."""

import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unannounced.crafts.padding import LEAST, NotPadded, pad, size_for, unpad


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
