"""Parcels on their way: packed, cut, altered, repeated; taken in once or not at all."""

import io
import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.records.house import NOW, House
from unannounced.crafts.packing import FIRST_LINE, LARGEST, BagProblem, Packed, digest_of, pack, unpack
from unannounced.records.parcels.actions import Taken, note_carried, take_in
from unannounced.records.parcels.models import Direction, Parcel
from unannounced.records.parcels.queries import any_waiting, taken_in, waiting


def parcel(
    content: bytes = b'{"edition": 1}', kind: str = "register", version: int = 1, room: str = "office"
) -> Packed:
    """A parcel as the office packs it."""
    return Packed(kind, version, room, digest_of(content), content)


SMALL = [parcel(b'{"a": 1}'), parcel(b""), parcel(b"two\nlines\n", kind="publication")]


def bag(parcels: Iterable[Packed] = SMALL) -> bytes:
    """The bytes of a bag that holds ``parcels``."""
    stream = io.BytesIO()
    pack(parcels, stream)
    return stream.getvalue()


def one_by_one(stream: bytes) -> tuple[list[Packed], str]:
    """The parcels that came out whole, and why it went no further; empty if it went to the end."""
    found: list[Packed] = []
    try:
        for packed in unpack(io.BytesIO(stream)):
            found.append(packed)
    except BagProblem as problem:
        return found, str(problem)
    return found, ""


def header(**more: Any) -> bytes:
    """The header of an empty parcel, changed."""
    plain = {"kind": "register", "version": 1, "room": "office", "digest": digest_of(b""), "length": 0}
    return json.dumps({**plain, **more}).encode() + b"\n"


# The bag


def test_what_was_packed_is_unpacked() -> None:
    assert one_by_one(bag()) == (SMALL, "")
    assert one_by_one(bag([])) == ([], "")


@given(st.lists(st.builds(parcel, st.binary(max_size=300)), max_size=5))
def test_whatever_is_packed_is_unpacked(parcels: list[Packed]) -> None:
    assert one_by_one(bag(parcels)) == (parcels, "")


def test_a_bag_cut_at_any_byte_yields_the_whole_parcels_before_the_cut_and_says_so() -> None:
    ends = [len(_without_end(SMALL[:count])) for count in range(1, len(SMALL) + 1)]
    for length in range(len(bag())):
        found, problem = one_by_one(bag()[:length])
        assert found == SMALL[: sum(end <= length for end in ends)], f"cut at byte {length}"
        assert problem.endswith("."), f"cut at byte {length}"


def _without_end(parcels: list[Packed]) -> bytes:
    return bag(parcels).rpartition(b'{"end"')[0]


def test_a_bag_altered_at_any_byte_yields_no_content_but_what_was_packed() -> None:
    """A header may be altered where no digest covers it: then kind, version or room say something else."""
    contents = {packed.content for packed in SMALL}
    for position in range(len(bag())):
        altered = bytearray(bag())
        altered[position] ^= 0x01
        found, problem = one_by_one(bytes(altered))
        assert {packed.content for packed in found} <= contents, f"altered at byte {position}"
        assert all(digest_of(packed.content) == packed.digest for packed in found)
        assert problem.endswith(".") or len(found) == len(SMALL), f"altered at byte {position}"


@given(st.binary(max_size=400))
def test_whatever_stands_in_a_bag_it_is_read_or_refused_in_a_sentence(noise: bytes) -> None:
    for stream in (noise, FIRST_LINE + noise, FIRST_LINE + header()[:-1] + noise):
        _found, problem = one_by_one(stream)
        assert problem == "" or problem.endswith(".")


NONSENSE = {
    "empty": b"",
    "no json": b"register office\n",
    "a list": b"[1, 2]\n",
    "a number": b"7\n",
    "no digest": b'{"kind": "register", "length": 0}\n',
    "no utf-8": b'{"kind": "\xff\xfe"}\n',
    "deep": b"[" * 90_000 + b"\n",
    "deep object": b'{"a":' * 15_000 + b"\n",
    "a digit of 5,000 figures": b'{"end": ' + b"9" * 5_000 + b"}\n",
    "longer than a line may be": b" " * 200_000 + b"\n",
    "a length below zero": header(length=-1),
    "a length in words": header(length="0"),
    "a length with a point": header(length=0.0),
    "a length that is true": header(length=True),
    "an impossible length": header(length=LARGEST + 1),
    "a length of 30 figures": header(length=10**30),
    "no version": header(version=None),
    "a version in words": header(version="1"),
    "a version below one": header(version=0),
    "a version beyond measure": header(version=10**9),
    "a kind that is a list": header(kind=["register"]),
    "a kind too long": header(kind="register" * 20),
    "a kind with a zero byte": header(kind="regi\0ster"),
    "a room too long": header(room="office" * 20),
    "a room that is no text": header(room={"office": 1}),
    "another digest": header(digest="0" * 64),
    "a digest that is none": header(digest=7),
    "an end of another count": b'{"end": 3}\n',
    "an end in words": b'{"end": "0"}\n',
    "an end that is false": b'{"end": false}\n',
}


@pytest.mark.parametrize("name", NONSENSE)
def test_a_header_of_nonsense_is_refused_in_a_sentence(name: str) -> None:
    found, problem = one_by_one(FIRST_LINE + NONSENSE[name] + b"\n")
    assert found == []
    assert problem.startswith(("The bag", "Parcel"))
    assert problem.endswith(".")


def test_what_is_no_bag_and_what_is_a_newer_bag_are_told_apart() -> None:
    assert "no bag" in one_by_one(b"PK\x03\x04 something else\n")[1]
    assert "newer version" in one_by_one(b"unannounced-parcels 2\n{}")[1]
    assert "newer version" in one_by_one(b"unannounced-parcels 10\n")[1]


def test_an_impossible_length_reserves_no_memory() -> None:
    import tracemalloc

    stream = FIRST_LINE + header(length=LARGEST) + b"ab"
    tracemalloc.start()
    assert "was cut" in one_by_one(stream)[1]
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 8_000_000


def test_a_pipe_that_gives_little_at_a_time_is_read_all_the_same() -> None:
    import os
    import threading

    reading, writing = os.pipe()

    def trickle() -> None:
        with os.fdopen(writing, "wb", buffering=0) as pipe:
            for byte in bag():
                pipe.write(bytes([byte]))

    thread = threading.Thread(target=trickle)
    thread.start()
    with os.fdopen(reading, "rb") as pipe:
        assert list(unpack(pipe)) == SMALL
    thread.join()


# Taken in


@pytest.fixture
def kept() -> list[str]:
    """The digests that were opened."""
    return []


def taken(packed: Packed, kept: list[str], *, later: int = 0) -> Taken:
    """Take a parcel in; what opens it only notes that it did."""
    return take_in(packed, open_with=lambda one: kept.append(one.digest), at=NOW + timedelta(seconds=later))


@pytest.mark.django_db
def test_a_parcel_is_taken_in_once_and_the_same_one_is_welcome_again(kept: list[str]) -> None:
    assert [taken(parcel(), kept), taken(parcel(), kept), taken(parcel(), kept)] == ["taken", "known", "known"]
    assert len(kept) == Parcel.objects.count() == 1


@pytest.mark.django_db
def test_a_parcel_that_cannot_be_opened_is_not_kept_and_is_taken_when_it_is_offered_again(kept: list[str]) -> None:
    def refuse(_packed: Packed) -> None:
        raise ValueError("not yet")

    with pytest.raises(ValueError, match="not yet"):
        take_in(parcel(), open_with=refuse, at=NOW)
    assert not Parcel.objects.exists()
    assert taken(parcel(), kept) == "taken"


@pytest.mark.django_db
def test_every_cut_of_a_bag_and_then_the_bag_leave_each_parcel_once(kept: list[str]) -> None:
    whole = bag()
    for length in range(0, len(whole), 7):
        for packed in one_by_one(whole[:length])[0]:
            taken(packed, kept)
    for packed in one_by_one(whole)[0]:
        taken(packed, kept)
    assert sorted(kept) == sorted(packed.digest for packed in SMALL)


@pytest.mark.django_db
def test_parcels_are_kept_in_the_order_in_which_they_were_taken_in(kept: list[str]) -> None:
    for number, packed in enumerate(SMALL):
        taken(packed, kept, later=number)
    assert list(taken_in()) == SMALL


# Carried


def test_a_parcel_waits_until_the_other_room_has_said_that_it_has_it(house: House) -> None:
    from unannounced.records.publications.actions import make_edition

    edition = make_edition(by=house.maud, at=NOW)
    (packed,) = waiting(from_room="office")
    assert (packed.digest, packed.kind, packed.room) == (edition.parcel.digest, "register", "office")
    note_carried("0" * 64, at=NOW)
    assert any_waiting()
    note_carried(packed.digest, at=NOW)
    note_carried(packed.digest, at=NOW + timedelta(days=1))
    assert not any_waiting()
    assert list(waiting(from_room="office")) == []
    assert list(waiting(from_room="office", again=True)) == [packed]
    assert Parcel.objects.get(direction=Direction.OUT).carried_at == NOW


def test_carrying_is_no_fault_of_the_ledger(house: House) -> None:
    from unannounced.records.ledger.verifying import verify
    from unannounced.records.publications.actions import make_edition

    edition = make_edition(by=house.maud, at=NOW)
    note_carried(edition.parcel.digest, at=NOW)
    assert verify().faults == []


def test_a_parcel_of_another_room_does_not_hide_behind_a_known_digest(kept: list[str], db: None) -> None:
    taken(parcel(), kept)
    assert taken(replace(parcel(), room="elsewhere"), kept) == "taken"
    assert Parcel.objects.count() == 2
