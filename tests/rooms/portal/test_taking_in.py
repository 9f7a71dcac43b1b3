"""What the portal takes in, what it refuses, and what verification of it finds."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from tests.rooms.portal.conftest import (
    FILE,
    NOW,
    archived,
    item,
    packed,
    paragraph,
    parcel,
    read_item,
    report,
    response,
    state,
)
from unannounced.crafts.packing import Packed, digest_of
from unannounced.records.parcels.actions import Taken, take_in
from unannounced.records.parcels.models import Parcel
from unannounced.records.shelf.actions import ParcelRefused, build_again, put_on_shelf
from unannounced.records.shelf.models import ShelvedOriginal, ShelvedParagraph, ShelvedReport, ShelvedState
from unannounced.records.shelf.verifying import verify

pytestmark = pytest.mark.django_db


def take(packed: Packed, *, later: int = 0) -> Taken:
    """Take ``packed`` in as the command does."""
    return take_in(packed, open_with=put_on_shelf, at=NOW + timedelta(seconds=later))


def register(edition: int = 1, *codes: str) -> Packed:
    """An edition of the register."""
    states = [state(code, f"State {code}") for code in codes or ("XXA", "XXB")]
    return parcel("register", {"edition": edition, "made_on": "2026-11-01", "states": states})


def publication(number: int = 4, version: int = 1, **more: Any) -> Packed:
    """A version of a published report."""
    return parcel("publication", report(number, version=version, **more))


def everything() -> list[int]:
    """How many rows of each kind there are."""
    return [model._base_manager.count() for model in (Parcel, ShelvedState, ShelvedReport, ShelvedParagraph)]


def said() -> list[str]:
    """What verification finds, in sentences."""
    return sorted(str(fault) for fault in verify()[1])


def raw(statement: str, *values: Any) -> None:
    """A statement by hand."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_what_is_carried_twice_stands_once() -> None:
    assert [take(register()), take(publication()), take(register()), take(publication())] == [
        "taken",
        "taken",
        "known",
        "known",
    ]
    assert everything() == [2, 2, 1, 3]
    assert said() == []


@pytest.mark.parametrize(
    "newer",
    [
        replace(register(), version=2),
        parcel("publication", {**archived(), "language": "en"}, 5),
        packed("original", FILE, 2),
    ],
    ids=lambda newer: newer.kind,
)
def test_a_parcel_of_a_newer_version_is_refused_whole_and_taken_once_the_room_knows_it(
    newer: Packed, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ParcelRefused, match="newer version"):
        take(newer)
    assert everything() == [0, 0, 0, 0]
    monkeypatch.setitem(__import__("unannounced.records.shelf.actions", fromlist=["x"]).KNOWN_VERSIONS, newer.kind, 9)
    assert take(newer) == "taken"


def test_a_parcel_of_a_kind_that_is_not_known_here_is_refused() -> None:
    with pytest.raises(ParcelRefused, match="newer version"):
        take(parcel("transmission", report()))
    assert everything() == [0, 0, 0, 0]


def _packed(content: bytes, kind: str = "publication") -> Packed:
    return Packed(kind, 1, "office", digest_of(content), content)


def _without(key: str) -> dict[str, Any]:
    return {name: value for name, value in report().items() if name != key}


NONSENSE = {
    "nothing": b"",
    "no json": b"<html>",
    "no utf-8": b'{"slug": "\xff"}',
    "deep": b"[" * 100_000,
    "a list": b"[]",
    "a word": b'"publication"',
    "nothing in it": b"{}",
    "null": b"null",
    **{f"without {key}": json.dumps(_without(key)).encode() for key in report()},
    **{
        f"{key} is {word}": json.dumps({**report(), key: value}).encode()
        for key in report()
        for word, value in (("a list", [1]), ("nothing", None), ("an object", {"a": 1}))
        if not (key == "paragraphs" and value == [])
    },
    "a day that is none": json.dumps(report(published_on="2026-13-45")).encode(),
    "a version in words": json.dumps(report(version="first")).encode(),
    "a version below one": json.dumps(report(version=-1)).encode(),
    "a version beyond measure": json.dumps(report(version=10**12)).encode(),
    "the same paragraph twice": json.dumps(report(paragraphs=[paragraph(1), paragraph(1)])).encode(),
    "a paragraph below zero": json.dumps(report(paragraphs=[paragraph(-1)])).encode(),
    "a paragraph without text": json.dumps(report(paragraphs=[{**paragraph(1), "text": None}])).encode(),
    "a paragraph with a zero byte": json.dumps(report(paragraphs=[paragraph(1, "zero \0 byte")])).encode(),
    "a title beyond measure": json.dumps(report(title="t" * 5_000)).encode(),
}


@pytest.mark.parametrize("name", NONSENSE)
def test_a_parcel_that_holds_nonsense_is_refused_whole_in_a_sentence(name: str) -> None:
    take(publication(7))
    before = everything()
    with pytest.raises(ParcelRefused) as refused:
        take(_packed(NONSENSE[name]))
    assert str(refused.value).startswith("Parcel ")
    assert "\n" not in str(refused.value)
    assert everything() == before
    assert ShelvedReport.objects.get(newest=True).slug == "CPT-Inf-2026-7"


@pytest.mark.parametrize(
    "content", [b"[]", b"{}", b'{"edition": 2}', b'{"edition": 2, "states": [1]}', b'{"edition": "x", "states": []}']
)
def test_a_register_that_holds_nonsense_leaves_the_one_before(content: bytes) -> None:
    take(register(1))
    with pytest.raises(ParcelRefused):
        take(_packed(content, "register"))
    assert set(ShelvedState.objects.values_list("edition", flat=True)) == {1}
    assert said() == []


def test_other_words_under_a_symbol_and_version_that_stand_are_refused() -> None:
    take(publication())
    with pytest.raises(ParcelRefused):
        take(publication(title="Something else"))
    assert ShelvedReport.objects.get().title == report()["title"]
    assert everything() == [1, 0, 1, 3]


@pytest.mark.parametrize("order", [(1, 2, 3), (3, 2, 1), (2, 3, 1), (3, 1, 2)])
def test_the_newest_version_is_shown_in_whichever_order_they_come(order: tuple[int, ...]) -> None:
    for number, version in enumerate(order):
        take(publication(4, version), later=number)
    assert ShelvedReport.objects.get(newest=True).version == 3
    assert ShelvedReport.objects.count() == 3
    assert said() == []


def test_an_older_edition_of_the_register_changes_nothing() -> None:
    take(register(2, "XXA", "XXB", "XXC"))
    take(register(1, "XXA"), later=1)
    assert ShelvedState.objects.count() == 3
    take(register(3, "XXB"), later=2)
    assert [one.code for one in ShelvedState.objects.all()] == ["XXB"]
    assert said() == []


def test_the_shelf_built_again_is_the_shelf() -> None:
    take(register())
    take(publication(4), later=1)
    take(publication(4, 2), later=2)
    before = everything()
    build_again()
    assert everything() == before
    assert said() == []


# From the archive


def test_parcels_of_both_versions_stand_on_one_shelf() -> None:
    """The first has a visit and a request; the second may have neither, but a maker and a day of its own."""
    take(publication())
    take(parcel("publication", archived(), 2), later=1)
    first, second = ShelvedReport.objects.order_by("pk")
    assert (first.body, first.dated_on, first.day) == ("", None, first.published_on)
    assert (second.visit_kind, second.visit_begins, second.requested_on) == ("", None, None)
    assert (second.body, str(second.dated_on), str(second.day)) == ("Working Group", "2011-02-10", "2011-02-10")
    assert ShelvedParagraph.objects.get(number=57).items == [read_item()]
    assert said() == []


def test_a_report_on_a_visit_in_the_new_format_stands_by_the_day_of_its_publication() -> None:
    items = [item("1.1", made_by=[], position="unknown")]
    take(
        parcel("publication", report(body="", dated_on=None, original=None, paragraphs=[paragraph(1, items=items)]), 2)
    )
    one = ShelvedReport.objects.get()
    assert (one.day, str(one.requested_on), one.visit_kind) == (one.published_on, "2026-08-30", "periodic")


ARCHIVED_NONSENSE = {
    **{
        f"without {key}": {name: value for name, value in archived().items() if name != key}
        for key in ("body", "dated_on", "original", "visit", "requested_on")
    },
    "a body beyond measure": archived(body="b" * 121),
    "no body at all": archived(body=None),
    "a day that is none": archived(dated_on="in February"),
    "a visit without days": archived(visit={"kind": "periodic"}),
    "a file without a digest": archived(original=FILE) | {"original": {"file_name": "a", "media": "b", "size": 1}},
    "a file of no size": archived() | {"original": {"digest": "0", "file_name": "a", "media": "b", "size": 0}},
    "an item nobody made": archived(paragraphs=[paragraph(1, items=[item("1.1", position="unknown")])]),
    "an item made by a number": archived(paragraphs=[paragraph(1, items=[read_item() | {"made_by": [1]}])]),
    "an item without a position": archived(paragraphs=[paragraph(1, items=[item("1.1", made_by=[])])]),
    "an item without a number": archived(paragraphs=[paragraph(1, items=[read_item() | {"number": 1}])]),
    "a response on no day": archived(paragraphs=[paragraph(1, items=[read_item(responses=[response(on="May")])])]),
}


@pytest.mark.parametrize("name", ARCHIVED_NONSENSE)
def test_an_archived_report_that_holds_nonsense_is_refused_whole_in_a_sentence(name: str) -> None:
    with pytest.raises(ParcelRefused, match="Nothing of it was kept"):
        take(parcel("publication", ARCHIVED_NONSENSE[name], 2))
    assert everything() == [0, 0, 0, 0]


@pytest.mark.parametrize("first", ["original", "publication"])
def test_a_file_is_taken_in_before_its_report_or_after_it_and_once(first: str) -> None:
    file, words = packed("original", FILE), parcel("publication", archived(original=FILE), 2)
    for number, one in enumerate([file, words] if first == "original" else [words, file]):
        assert take(one, later=number) == "taken"
    assert take(file, later=2) == "known"
    assert ShelvedOriginal.objects.get().digest == ShelvedReport.objects.get().original_digest
    assert said() == []


def test_a_file_without_a_byte_is_refused() -> None:
    with pytest.raises(ParcelRefused, match="it is empty"):
        take(packed("original", b""))


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("UPDATE parcels_parcel SET content = %s WHERE kind = 'original'", "was altered by hand: its content"),
        ("UPDATE shelf_shelvedoriginal SET size = length(%s)", "was altered by hand: its parcel says"),
        ("DELETE FROM shelf_shelvedoriginal", "was deleted by hand: a parcel holds it"),
        ("DELETE FROM parcels_parcel WHERE kind = 'original'", "was added by hand: no parcel"),
    ],
    ids=["the bytes", "the size", "the row", "the parcel"],
)
def test_what_a_hand_does_to_an_original_is_named(statement: str, sentence: str) -> None:
    take(packed("original", FILE))
    take(parcel("publication", archived(original=FILE), 2), later=1)
    raw(statement, *[b"other"] * statement.count("%s"))
    found = said()
    assert len(found) == 1
    assert sentence in found[0]


# By hand


@pytest.fixture
def stocked() -> None:
    """A register and a report with an item and a response."""
    take(register())
    items = [item("1.1", responses=[response()])]
    take(publication(paragraphs=[paragraph(1, items=items), paragraph(2)]), later=1)


@pytest.mark.usefixtures("stocked")
@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        (
            "UPDATE shelf_shelvedparagraph SET text = 'All was well.' WHERE number = 2",
            "shelf_shelvedparagraph CPT-Inf-2026-4 1 2 was altered",
        ),
        (
            "UPDATE shelf_shelvedparagraph SET items = '[]' WHERE number = 1",
            "shelf_shelvedparagraph CPT-Inf-2026-4 1 1 was altered",
        ),
        (
            "DELETE FROM shelf_shelvedparagraph WHERE number = 2",
            "shelf_shelvedparagraph CPT-Inf-2026-4 1 2 was deleted",
        ),
        ("UPDATE shelf_shelvedreport SET title = 'Nothing'", "shelf_shelvedreport CPT-Inf-2026-4 1 was altered"),
        ("UPDATE shelf_shelvedstate SET acts = '[]' WHERE code = 'XXA'", "shelf_shelvedstate XXA was altered"),
        ("DELETE FROM shelf_shelvedstate WHERE code = 'XXA'", "shelf_shelvedstate XXA was deleted"),
        (
            "INSERT INTO shelf_shelvedstate (code, names, invented, acts, facts, figures, edition)"
            " SELECT 'XXZ', names, invented, acts, facts, figures, edition FROM shelf_shelvedstate WHERE code = 'XXA'",
            "shelf_shelvedstate XXZ was added",
        ),
        (
            "INSERT INTO shelf_shelvedparagraph (report_id, number, key, original, printed, chapter, text, items,"
            " renditions) SELECT report_id, 99, key, original, printed, chapter, text, items, renditions"
            " FROM shelf_shelvedparagraph WHERE number = 1",
            "shelf_shelvedparagraph CPT-Inf-2026-4 1 99 was added",
        ),
    ],
)
def test_what_a_hand_does_to_the_shelf_is_named_in_one_line(statement: str, sentence: str) -> None:
    raw(statement)
    found = said()
    assert len(found) == 1
    assert found[0].startswith(f"{sentence} by hand")


@pytest.mark.usefixtures("stocked")
@pytest.mark.parametrize(
    ("change", "value"),
    [
        ("content", b'{"edition": 9, "states": []}'),
        ("digest", "0" * 64),
        ("kind", "transmission"),
        ("version", 7),
    ],
)
def test_a_parcel_altered_by_hand_is_named_and_stops_nothing(change: str, value: object) -> None:
    altered = Parcel.objects.get(kind="register")
    raw(f"UPDATE parcels_parcel SET {change} = %s WHERE kind = 'register'", value)
    found = said()
    assert any(one.startswith(f"parcels_parcel {altered.pk} was ") for one in found)


@pytest.mark.usefixtures("stocked")
def test_a_parcel_deleted_by_hand_leaves_rows_that_no_parcel_holds() -> None:
    raw("DELETE FROM parcels_parcel WHERE kind = 'register'")
    assert len(said()) == 2
    assert all("was added by hand: no parcel holds it" in one for one in said())


@pytest.mark.usefixtures("stocked")
def test_a_parcel_added_by_hand_that_holds_nonsense_is_named() -> None:
    nonsense = _packed(b"<html>")
    added = Parcel.objects.create(
        direction="in",
        room="office",
        kind="publication",
        version=1,
        digest=nonsense.digest,
        content=nonsense.content,
        made_at=NOW,
    )
    assert said() == [f"parcels_parcel {added.pk} was added or altered by hand: it cannot be opened here."]


@pytest.mark.usefixtures("stocked")
def test_verification_changes_nothing() -> None:
    before = [
        list(model._base_manager.order_by("pk").values()) for model in (ShelvedState, ShelvedReport, ShelvedParagraph)
    ]
    raw("UPDATE shelf_shelvedreport SET title = 'Nothing'")
    said()
    raw("UPDATE shelf_shelvedreport SET title = %s", report()["title"])
    assert before == [
        list(model._base_manager.order_by("pk").values()) for model in (ShelvedState, ShelvedReport, ShelvedParagraph)
    ]
