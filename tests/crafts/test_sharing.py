"""A key in three pieces: any two give it back, one tells nothing, and what does not fit is named."""

import secrets
from collections import Counter
from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.architecture.conftest import script
from unannounced.crafts import bech32
from unannounced.crafts.sharing import PREFIX, NotJoined, Piece, joined, parted, read_piece

KEYS = st.binary(min_size=16, max_size=40)


def pieces_of(key: bytes) -> tuple[Piece, ...]:
    return parted(key, secrets.token_bytes(len(key)))


@given(KEYS)
def test_any_two_pieces_give_the_key_back_in_any_order_and_all_three_too(key: bytes) -> None:
    three = [read_piece(piece.written()) for piece in pieces_of(key)]
    assert {joined(some) for many in (2, 3) for some in permutations(three, many)} == {key}
    assert joined([three[0], three[0], three[2]]) == key


@given(KEYS, st.integers(1, 3))
def test_one_piece_fits_any_key_so_it_tells_nothing_of_it(key: bytes, number: int) -> None:
    other = secrets.token_bytes(len(key))
    piece = pieces_of(key)[number - 1]
    for wanted in (key, other):  # for each key there is one chance that makes this very piece
        every = [parted(bytes([byte]) * 256, bytes(range(256)))[number - 1].points for byte in wanted]
        slopes = bytes(points.index(point) for points, point in zip(every, piece.points, strict=True))
        assert parted(wanted, slopes)[number - 1].points == piece.points


def test_the_points_of_one_byte_are_all_as_likely() -> None:
    for key in (bytes(16), b"\xff" * 16):
        seen = Counter(parted(key, bytes([chance]) * 16)[2].points[0] for chance in range(256))
        assert set(seen.values()) == {1}


def test_one_piece_alone_or_twice_is_refused() -> None:
    first = pieces_of(secrets.token_bytes(32))[0]
    for some in ([], [first], [first, first]):
        with pytest.raises(NotJoined, match="2 different"):
            joined(some)


def test_pieces_of_several_keys_are_named_and_so_is_one_that_was_altered() -> None:
    three, others = (pieces_of(secrets.token_bytes(32)) for _key in range(2))
    with pytest.raises(NotJoined, match="several keys"):
        joined([three[0], others[1]])
    altered = Piece(3, three[2].name, bytes([three[2].points[0] ^ 1]) + three[2].points[1:])
    for some in ([three[0], altered], [three[0], three[1], altered]):
        with pytest.raises(NotJoined, match="altered"):
            joined(some)


def test_a_slip_of_the_pen_is_found_and_blanks_and_capitals_do_not_matter() -> None:
    piece = pieces_of(secrets.token_bytes(32))[1]
    written = piece.written()
    spaced = " ".join(written[at : at + 5] for at in range(0, len(written), 5))
    assert read_piece(spaced.upper()) == piece
    for at in range(len(PREFIX) + 1, len(written)):
        wrong = written[:at] + ("q" if written[at] != "q" else "p") + written[at + 1 :]
        with pytest.raises(NotJoined, match="letter"):
            read_piece(wrong)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "age1qqqqlpnwam",
        bech32.encode(PREFIX, bytes([4]) + bytes(36)),
        bech32.encode(PREFIX, bytes([0]) + bytes(36)),
        bech32.encode(PREFIX, bytes([1]) + bytes(8)),
        bech32.encode("another-", bytes([1]) + bytes(36)),
    ],
)
def test_what_is_no_piece_is_refused(text: str) -> None:
    with pytest.raises(NotJoined):
        read_piece(text)


def test_a_key_that_could_be_guessed_from_its_name_is_not_parted() -> None:
    for key, chance in ((b"short", b"short"), (bytes(32), bytes(31))):
        with pytest.raises(ValueError, match="bytes"):
            parted(key, chance)


def test_pieces_as_they_always_were_are_joined_still() -> None:
    three = parted(bytes(range(32)), bytes(range(32, 64)))
    assert [piece.points[:4].hex() for piece in three] == ["20202020", "40434645", "60626466"]  # by hand
    assert all(joined(some) == bytes(range(32)) for some in combinations(three, 2))


def test_the_vectors_that_a_browser_reads_are_what_the_craft_finds() -> None:
    vectors = script("sharing_vectors")
    assert vectors.file() == vectors.FILE.read_text("utf-8"), "write them anew: python scripts/sharing_vectors.py"
