"""Proof of work: it counts once solved, for a day, for the room that drew it, and for as many bits as it says."""

import hashlib
import json
import secrets
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.architecture.conftest import script
from unannounced.crafts.working import EARLIER, GOOD_FOR, MOST_BITS, NotWorked, Worked, checked, drawn, solved

KEY, NOON = b"a key of the room", datetime(2026, 11, 27, 12, tzinfo=UTC)

VECTORS: dict[str, Any] = json.loads((Path(__file__).parents[2] / "testdata/vectors/working.json").read_text("utf-8"))


def challenge(bits: int = 8, at: datetime = NOON, key: bytes = KEY) -> str:
    return drawn(key, bits=bits, at=at, chance=secrets.token_bytes(16))


@pytest.mark.parametrize("bits", [0, 1, 7, 8, 9, 12])
def test_a_number_that_was_found_counts_and_has_so_many_zero_bits(bits: int) -> None:
    asked = challenge(bits)
    number = solved(asked)
    assert isinstance(checked(KEY, asked, number, at=NOON), Worked)
    digest = hashlib.sha256(f"{asked}.{number}".encode()).digest()
    assert bin(int.from_bytes(digest))[2:].zfill(256).startswith("0" * bits)


def test_a_number_that_solves_nothing_does_not_count() -> None:
    asked = challenge(12)
    number = int(solved(asked))
    wrong = [str(one) for one in range(number)]
    assert {checked(KEY, asked, one, at=NOON) for one in wrong} <= {NotWorked.NO_PROOF}
    for one in ("", " ", "-1", "1e3", "１", "٣", "0x1", "1" * 21):
        assert checked(KEY, challenge(0), one, at=NOON) is NotWorked.NO_PROOF, one


def test_a_challenge_is_good_for_a_day() -> None:
    asked = challenge(0)
    for at in (NOON, NOON + GOOD_FOR - timedelta(seconds=1), NOON - EARLIER):
        assert isinstance(checked(KEY, asked, "0", at=at), Worked)
    for at in (NOON + GOOD_FOR, NOON - EARLIER - timedelta(seconds=1)):
        assert checked(KEY, asked, "0", at=at) is NotWorked.TOO_OLD


def test_what_was_spent_is_known_when_it_comes_again_and_by_nothing_else() -> None:
    asked, other = challenge(4), challenge(4)
    first, second = (checked(KEY, asked, solved(asked), at=NOON + timedelta(hours=one)) for one in range(2))
    third = checked(KEY, other, solved(other), at=NOON)
    assert isinstance(first, Worked)
    assert isinstance(third, Worked)
    assert first == second
    assert first.spent != third.spent
    assert first.forgotten_at == NOON + GOOD_FOR


def test_a_challenge_of_another_room_or_with_fewer_bits_is_no_challenge() -> None:
    asked = challenge(20)
    easier = asked.replace("1.20.", "1.0.", 1)
    later = asked.replace(f"{int(NOON.timestamp()):x}", f"{int((NOON + GOOD_FOR).timestamp()):x}", 1)
    for one in (challenge(0, key=b"another"), easier, later, asked[:-1], f"{asked}A"):
        assert checked(KEY, one, "0", at=NOON) is NotWorked.NO_CHALLENGE, one


@given(st.text(max_size=250), st.text(max_size=30))
def test_whatever_comes_instead_of_a_proof_is_refused_and_not_a_fault(asked: str, number: str) -> None:
    assert checked(KEY, asked, number, at=NOON) is NotWorked.NO_CHALLENGE


def test_nobody_is_asked_for_more_than_a_telephone_can_reckon() -> None:
    with pytest.raises(ValueError, match=str(MOST_BITS)):
        challenge(MOST_BITS + 1)
    with pytest.raises(ValueError, match="chance"):
        drawn(KEY, bits=1, at=NOON, chance=b"short")


@pytest.mark.parametrize("vector", VECTORS["solved"], ids=lambda one: one["challenge"].split(".")[1])
def test_a_challenge_has_the_number_it_always_had(vector: dict[str, str]) -> None:
    assert solved(vector["challenge"]) == vector["number"]


def test_the_vectors_are_what_the_craft_finds() -> None:
    vectors = script("intake_vectors")
    assert vectors.working_file() == vectors.WORKING.read_text("utf-8"), (
        "write them anew: python scripts/intake_vectors.py"
    )
