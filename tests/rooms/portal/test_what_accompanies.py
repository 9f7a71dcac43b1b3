"""What the portal shelves beside the words of a report: languages, topics, follow-up, checkpoints; and older parcels."""

import hashlib
from datetime import date, timedelta
from typing import Any

import pytest

from tests.rooms.portal.conftest import NOW, item, paragraph, parcel, report
from unannounced.crafts.packing import Packed
from unannounced.duties.checkpointing import root_of
from unannounced.records.parcels.actions import ParcelRefused, ParcelWaits, Taken, take_in
from unannounced.records.parcels.models import Parcel
from unannounced.records.shelf.actions import build_again, put_on_shelf
from unannounced.records.shelf.models import (
    ShelvedCheckpoint,
    ShelvedFollowUp,
    ShelvedLeaf,
    ShelvedParagraph,
    ShelvedReport,
)
from unannounced.records.shelf.verifying import verify

pytestmark = pytest.mark.django_db

FRENCH = {"chapter": "Prisons", "text": "Les cellules ont été vues la nuit.", "items": ["Garantir huit heures."]}


def take(one: Packed, *, later: int = 0) -> Taken:
    """Take it in as the command does."""
    return take_in(one, open_with=put_on_shelf, at=NOW + timedelta(seconds=later))


def versioned(kind: str, said: dict[str, Any], version: int) -> Packed:
    """A parcel of a version of its format."""
    one = parcel(kind, said)
    return Packed(one.kind, version, one.room, one.digest, one.content)


def fourth(**more: Any) -> Packed:
    """A publication of the fourth version, with everything that came with it."""
    one = item("2.1", topics=[{"id": "safeguards", "decided": True}], repeats=[{"slug": "XX-1", "number": "1.1"}])
    told = report(
        **{
            "body": "",
            "dated_on": None,
            "original": None,
            "language": "en",
            "place_kinds": ["prison"],
            "renditions": {"fr": {"title": "Rapport"}},
            "summary": {"en": "People sleep too little."},
            "paragraphs": [
                paragraph(1),
                paragraph(2, items=[{**one, "made_by": [], "position": "unknown"}], renditions={"fr": FRENCH}),
            ],
            **more,
        }
    )
    return versioned("publication", told, 4)


def test_a_report_of_the_fourth_version_stands_with_its_languages_topics_and_places() -> None:
    assert take(fourth()) is Taken.NEW
    shelved = ShelvedReport.objects.get()
    assert (shelved.language, shelved.place_kinds) == ("en", ["prison"])
    assert (shelved.renditions, shelved.summary) == (
        {"fr": {"title": "Rapport"}},
        {"en": "People sleep too little."},
    )
    second = ShelvedParagraph.objects.get(number=2)
    assert second.renditions == {"fr": FRENCH}
    assert second.items[0]["topics"] == [{"id": "safeguards", "decided": True}]
    assert second.items[0]["repeats"] == [{"slug": "XX-1", "number": "1.1"}]
    assert verify() == (1, [])


@pytest.mark.parametrize("version", [1, 2, 3])
def test_a_report_of_an_older_version_is_taken_in_and_says_nothing_of_it(version: int) -> None:
    told = report(paragraphs=[paragraph(1)], body="", dated_on=None, original=None)
    assert take(versioned("publication", told, version)) is Taken.NEW
    shelved = ShelvedReport.objects.get()
    assert (shelved.language, shelved.place_kinds, shelved.renditions, shelved.summary) == ("", [], {}, {})
    assert ShelvedParagraph.objects.get().renditions == {}
    assert verify() == (1, [])


@pytest.mark.parametrize(
    "wrong",
    [
        {"language": "a language of which nobody heard"},
        {"summary": {"en": 7}},
        {"summary": {"<b>": "x"}},
        {"renditions": {"fr": {}}},
        {"place_kinds": "prison"},
        {"paragraphs": [paragraph(1, items=[], renditions={"fr": {**FRENCH, "items": ["one too many"]}})]},
    ],
)
def test_what_is_not_of_its_kind_is_refused_whole(wrong: dict[str, Any]) -> None:
    with pytest.raises(ParcelRefused):
        take(fourth(**wrong))
    assert not ShelvedReport.objects.exists()
    assert not Parcel.objects.exists()


# What became of it


def follow_up(edition: int, *items: tuple[str, str, str | None]) -> Packed:
    """An edition of what became of items."""
    rows = [{"number": number, "status": status, "day": day} for number, status, day in items]
    told = {"report": {"slug": "CPT-Inf-2026-4", "symbol": "CPT/Inf (2026) 4"}, "edition": edition}
    return parcel("follow-up", {**told, "made_on": "2026-11-20", "items": rows})


def standing() -> dict[str, tuple[str, date | None, int]]:
    """Where each item stands in public."""
    return {one.number: (one.status, one.day, one.edition) for one in ShelvedFollowUp.objects.all()}


def test_a_new_edition_of_what_became_of_it_takes_the_place_of_the_one_before() -> None:
    take(follow_up(1, ("2.1", "not_implemented", "2026-10-01"), ("3.1", "implemented", "2026-10-01")))
    take(follow_up(2, ("2.1", "implemented", "2026-11-02")), later=1)
    assert standing() == {"2.1": ("implemented", date(2026, 11, 2), 2)}
    take(follow_up(1, ("2.1", "withdrawn", "2026-10-01")), later=2)
    assert standing()["2.1"][2] == 2, "an edition that comes late changes nothing"
    take(follow_up(4), later=3)
    take(follow_up(3, ("2.1", "implemented", None)), later=4)
    assert standing() == {}, "an edition that names no item stands as well"
    assert verify() == (5, [])


def test_an_edition_may_say_that_nothing_is_verified_any_more() -> None:
    take(follow_up(1, ("2.1", "not_implemented", "2026-10-01")))
    take(follow_up(2), later=1)
    assert standing() == {}
    assert verify() == (2, [])


@pytest.mark.parametrize(
    "row", [("2.1", "well done", "2026-10-01"), ("2.1", "implemented", "some day"), ("2" * 61, "implemented", None)]
)
def test_a_word_that_is_no_follow_up_is_refused(row: tuple[str, str, str | None]) -> None:
    with pytest.raises(ParcelRefused):
        take(follow_up(1, row))


# Checkpoints


def published(number: int) -> Packed:
    """A publication to be a leaf."""
    return parcel("publication", report(number))


def checkpoint(before: list[Packed], *added: Packed, **more: Any) -> Packed:
    """A checkpoint over publications; ``before`` are those of earlier ones."""
    leaves = [one.digest for one in (*before, *added)]
    told = {"size": len(leaves), "root": root_of(leaves), "made_on": "2026-11-20"}
    return parcel("checkpoint", {**told, "leaves": [one.digest for one in added], **more})


def test_checkpoints_stand_one_on_the_other() -> None:
    one, two, three = map(published, (1, 2, 3))
    for number, each in enumerate((one, two, checkpoint([], one, two), three, checkpoint([one, two], three))):
        assert take(each, later=number) is Taken.NEW
    assert list(ShelvedLeaf.objects.order_by("position").values_list("position", "digest")) == [
        (0, one.digest),
        (1, two.digest),
        (2, three.digest),
    ]
    newest = ShelvedCheckpoint.objects.order_by("-size")[0]
    assert (newest.size, newest.root) == (3, root_of([one.digest, two.digest, three.digest]))
    assert verify() == (5, [])


def test_a_checkpoint_that_does_not_fit_what_is_shelved_is_refused() -> None:
    """Somebody would have the past otherwise: another root, a leaf left out, another order."""
    one, two, three = map(published, (1, 2, 3))
    for each in (one, two, checkpoint([], one, two), three):
        take(each)
    for wrong in (
        checkpoint([one, two], three, root=hashlib.sha256(b"").hexdigest()),
        checkpoint([two, one], three),
        checkpoint([one], three),
        checkpoint([], one),
        checkpoint([one, two], three, leaves=[]),
        checkpoint([one, two], three, leaves=["no digest"]),
        checkpoint([one, two], three, size=True),
    ):
        with pytest.raises(ParcelRefused):
            take(wrong)
    assert ShelvedCheckpoint.objects.count() == 1


def test_a_checkpoint_that_comes_before_what_it_is_over_waits() -> None:
    one, two = published(1), published(2)
    with pytest.raises(ParcelWaits):
        take(checkpoint([], one))
    take(one)
    take(two)
    with pytest.raises(ParcelWaits):
        take(checkpoint([one], two))
    assert take(checkpoint([], one)) is Taken.NEW
    assert take(checkpoint([one], two)) is Taken.NEW


def test_the_shelf_is_built_again_in_whatever_order_the_parcels_are_read() -> None:
    """All of them came at one moment, so that their order is by chance."""
    one, two = published(1), published(2)
    for each in (one, checkpoint([], one), two, checkpoint([one], two)):
        take(each)
    Parcel.objects.update(made_at=NOW)
    build_again()
    assert [row.size for row in ShelvedCheckpoint.objects.order_by("size")] == [1, 2]


def test_a_leaf_altered_by_hand_is_found() -> None:
    one = published(1)
    take(one)
    take(checkpoint([], one), later=1)
    ShelvedLeaf.objects.update(digest="0" * 64)
    assert [str(fault) for fault in verify()[1]] == [
        "shelf_shelvedleaf 0 was altered by hand: its parcel says something else."
    ]
