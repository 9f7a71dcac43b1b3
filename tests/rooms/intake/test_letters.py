"""Letters to the intake room: taken once, readable by nobody here, found again by whoever has the words."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test.utils import CaptureQueriesContext

from tests.rooms.intake.conftest import NOW, Room, Sender, opened, parcel, recipient, sealed, split, taken, to_office
from unannounced.crafts import sealing, working
from unannounced.crafts.handing_over import coded, decoded
from unannounced.records.letterbox import actions
from unannounced.records.letterbox.models import Letter, Spent
from unannounced.records.parcels.actions import ParcelRefused, Taken, note_carried
from unannounced.records.parcels.models import Parcel

pytestmark = pytest.mark.django_db


def test_a_letter_is_kept_in_a_parcel_that_only_the_office_opens(room: Room) -> None:
    sender = Sender()
    room.kept(sender.letter("They beat me.", who="Olena"))
    (content,) = to_office("communication")
    said, letter, who = split(content)
    assert said == {"conversation": sender.conversation, "version": 1, "came_on": "2026-12-01", "sizes": said["sizes"]}
    assert opened(letter)["text"] == "They beat me."
    assert opened(who)["name"] == "Olena"
    assert len(letter) == len(who), "whether a name was given does not show"


def test_the_same_letter_is_welcome_again_and_kept_once_whatever_work_comes_with_it(room: Room) -> None:
    letter = Sender().letter()
    room.kept(letter)
    for again in (room.bring(letter), room.ask("letters", letter), room.ask("letters", {**letter, "number": "1"})):
        assert (again.status_code, again.json()) == (200, {"is": "known"})
    assert len(to_office("communication")) == 1
    assert Spent.objects.count() == 1


def test_work_serves_one_letter_and_another_challenge_comes_with_the_refusal(room: Room) -> None:
    first = room.worked(Sender().letter())
    assert room.ask("letters", first).json() == {"is": "kept"}
    second = {**Sender().letter(), "challenge": first["challenge"], "number": first["number"]}
    refused = room.ask("letters", second)
    assert (refused.status_code, refused.json()["problem"]) == (409, "spent")
    second |= {"challenge": refused.json()["challenge"], "number": working.solved(refused.json()["challenge"])}
    assert room.ask("letters", second).json() == {"is": "kept"}


@pytest.mark.parametrize("number", ["", "-1", "1e3", "9" * 21, None, 7])
def test_a_proof_that_is_none_is_refused_and_nothing_is_kept(room: Room, number: object) -> None:
    challenge = room.challenge()
    refused = room.ask("letters", {**Sender().letter(), "challenge": challenge, "number": number})
    assert refused.json()["problem"] in {"no_proof", "no_challenge"}
    assert refused.json()["challenge"]
    assert (Letter.objects.count(), Parcel.objects.filter(direction="out").count()) == (0, 0)


def test_a_ticket_of_a_form_asks_for_no_work_and_serves_no_script(room: Room) -> None:
    from unannounced.rooms.intake import asking_work

    free = {"challenge": asking_work.ticket(NOW), "number": "0"}
    assert room.ask("letters", {**Sender().letter(), **free}).json()["problem"] == "no_challenge"


def test_a_challenge_is_good_for_a_day(room: Room, today: Callable[[datetime], None]) -> None:
    said = room.worked(Sender().letter())
    today(NOW + timedelta(hours=23, minutes=59))
    assert room.ask("letters", said).status_code == 200
    said = room.worked(Sender().letter())
    today(NOW + timedelta(days=3))
    assert room.ask("letters", said).json()["problem"] == "too_old"


def test_more_work_is_asked_when_more_comes_in_and_of_everybody(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    from unannounced.duties import posting
    from unannounced.rooms.intake import asking_work

    monkeypatch.setattr(asking_work, "OF_LATE", asking_work.Counted())
    monkeypatch.setattr(posting, "QUIET", 2)
    before = room.challenge()
    for _letter in range(5):
        room.kept(Sender().letter())
    monkeypatch.setattr(asking_work, "OF_LATE", asking_work.Counted())
    assert (before.split(".")[1], room.challenge().split(".")[1]) == ("4", "6")


# Keys


def test_before_the_office_has_sent_a_key_nothing_is_taken_and_the_sender_is_told(bare: Room) -> None:
    assert bare.ask("key", {}).json()["key"] is None
    refused = bare.bring(Sender().letter())
    assert (refused.status_code, refused.json()["problem"]) == (503, "no_key")
    assert Letter.objects.count() == 0


def test_a_letter_sealed_to_an_older_key_is_taken_and_one_to_a_revoked_key_is_sealed_again(room: Room) -> None:
    taken(parcel("intake-key", {"version": 2, "recipient": recipient(2)}))
    assert room.ask("key", {}).json()["key"] == {"version": 2, "recipient": recipient(2)}
    room.kept(Sender().letter(version=1))
    taken(parcel("intake-key-revoked", {"version": 1}))
    refused = room.bring(Sender().letter(version=1))
    assert (refused.status_code, refused.json()["problem"]) == (409, "other_key")
    assert refused.json()["key"]["version"] == 2
    assert refused.json()["challenge"]
    room.kept(Sender().letter(version=2))


@pytest.mark.parametrize("version", [0, 2, 10**12])
def test_a_version_that_was_never_here_is_no_key(room: Room, version: int) -> None:
    letter = {**Sender().letter(), "version": version}
    assert room.bring(letter).json()["problem"] == "other_key"


# What is not sealed as it must be


def not_filled_up() -> bytes:
    """Sealed, and as long as what was written."""
    return sealing.seal(b"They beat me.", to=recipient())


@pytest.mark.parametrize(
    "bytes_",
    [
        b"",
        b"They beat me.",
        b"age-encryption.org/v1\n" * 400,
        not_filled_up(),
        sealed({"text": "x"})[:-1],
        sealed({"text": "x"}) + b"x",
        sealing.lock(bytes(8192), "passphrase", work=10),
    ],
)
def test_what_is_not_sealed_or_not_filled_up_is_not_taken(room: Room, bytes_: bytes) -> None:
    for name in ("sealed", "who"):
        refused = room.bring({**Sender().letter(), name: coded(bytes_)})
        assert (refused.status_code, refused.json()["problem"]) == (400, "malformed")
    assert Parcel.objects.filter(direction="out").count() == 0


def test_a_letter_that_is_too_long_is_refused_with_what_to_do(room: Room) -> None:
    long = coded(sealed({"text": "x" * 600_000}))
    refused = room.bring({**Sender().letter(), "sealed": long})
    assert (refused.status_code, refused.json()["problem"]) == (413, "too_large")
    assert "in two" in refused.json()["message"]


@pytest.mark.parametrize(
    "said", [b"", b"[]", b"{", b'{"address": 7, "size": ""}', b"\xff", b"null", b'{"address": "' + b"a" * 64]
)
@pytest.mark.parametrize("what", ["key", "letters", "conversation", "erase", "files"])
def test_what_cannot_be_read_is_named_and_never_a_failure(room: Room, what: str, said: bytes) -> None:
    refused = room.ask(what, said)
    assert (refused.status_code, refused.json()["problem"]) == (400, "malformed")


def test_more_than_was_agreed_is_not_read(room: Room) -> None:
    refused = room.ask("letters", b"x" * 1_600_000)
    assert (refused.status_code, refused.json()["problem"]) == (413, "too_large")


# What waits


def test_whoever_has_the_words_finds_their_letters_and_reads_the_answers(room: Room) -> None:
    sender = Sender()
    room.kept(sender.letter("First."))
    room.kept(sender.letter("Second."))
    assert room.found(sender) == {"letters": 2, "fetched": 0, "answers": [], "more": False}
    note_carried(*Parcel.objects.values_list("digest", flat=True), at=NOW)
    assert taken(parcel("answer", sender.answer("Thank you."))) is Taken.NEW
    found = room.found(sender)
    assert (found["letters"], found["fetched"]) == (2, 2)
    (answer,) = found["answers"]
    clear = sealing.open_sealed(decoded(answer["sealed"]), sender.receipt.identity)
    assert b"Thank you." in clear
    assert room.found(sender, after=1)["answers"] == []


def test_answers_come_twenty_at_a_time(room: Room) -> None:
    sender = Sender()
    for number in range(1, 24):
        taken(parcel("answer", sender.answer(number=number)))
    first = room.found(sender)
    assert (len(first["answers"]), first["more"]) == (20, True)
    rest = room.found(sender, after=first["answers"][-1]["number"])
    assert ([one["number"] for one in rest["answers"]], rest["more"]) == ([21, 22, 23], False)


def test_a_wrong_receipt_an_erased_conversation_and_none_answer_alike(room: Room, django_db_blocker: Any) -> None:
    from django.db import connection

    erased, other = Sender(), Sender()
    room.kept(erased.letter())
    taken(parcel("answer", erased.answer()))
    assert room.ask("erase", {"address": erased.address}).json() == {"is": "erased"}
    assert room.ask("erase", {"address": Sender().address}).json() == {"is": "erased"}
    room.kept(other.letter())
    said, queries = [], []
    for sender in (erased, Sender(), other):
        with CaptureQueriesContext(connection) as captured:
            answered = room.ask("conversation", {"address": sender.address, "after": 0})
        said.append((answered.status_code, sorted(answered.headers.items()), answered.content))
        queries.append([one["sql"].replace(sender.conversation, "…") for one in captured.captured_queries])
    assert said[0] == said[1]
    assert b'"letters":0' in said[0][2]
    assert queries[0] == queries[1] == queries[2]


def test_a_room_that_was_wiped_is_built_anew_from_the_office_and_answers_find_their_way(bare: Room) -> None:
    sender = Sender()
    taken(parcel("answer", sender.answer("We had your letter before the room was wiped.")))
    taken(parcel("intake-key", {"version": 1, "recipient": recipient()}))
    found = bare.found(sender)
    assert (found["letters"], len(found["answers"])) == (0, 1)
    clear = sealing.open_sealed(decoded(found["answers"][0]["sealed"]), sender.receipt.identity)
    assert b"before the room was wiped" in clear
    bare.kept(sender.letter("Another one."))
    line, _letter, _who = split(to_office("communication")[0])
    assert line["conversation"] == sender.conversation, "by which the office knows it again"


# Erasing and forgetting


def test_what_was_erased_is_gone_and_the_office_is_told_once(room: Room) -> None:
    sender, other = Sender(), Sender()
    room.kept(sender.letter())
    room.kept(other.letter())
    taken(parcel("answer", sender.answer()))
    for _again in range(2):
        room.ask("erase", {"address": sender.address})
    assert room.found(sender) == {"letters": 0, "fetched": 0, "answers": [], "more": False}
    assert room.found(other)["letters"] == 1
    assert len(to_office("communication")) == 1
    assert [json.loads(one) for one in to_office("communication-erased")] == [
        {"conversation": sender.conversation, "on": "2026-12-01"}
    ]


def test_the_room_forgets_what_the_office_has_and_the_sender_still_sees_that_it_came(room: Room) -> None:
    sender, late = Sender(), Sender()
    letter = room.kept(sender.letter())
    room.kept(late.letter())
    mine = Letter.objects.get(conversation=sender.conversation).parcel
    assert mine is not None
    note_carried(mine.digest, at=NOW - timedelta(days=8))
    assert actions.forget(carried_before=NOW - timedelta(days=7)) == 1
    assert len(to_office("communication")) == 1
    assert room.found(sender) == {"letters": 1, "fetched": 1, "answers": [], "more": False}
    assert room.bring(letter).json() == {"is": "known"}


def test_a_conversation_that_is_over_in_the_office_is_forgotten_here_and_the_office_hears_nothing_of_it(
    room: Room,
) -> None:
    sender = Sender()
    room.kept(sender.letter())
    taken(parcel("answer", sender.answer()))
    taken(parcel("conversation-over", {"conversation": sender.conversation}))
    assert room.found(sender)["letters"] == 0
    assert to_office("communication-erased") == []


def test_nothing_here_tells_an_hour(room: Room) -> None:
    room.kept(Sender().letter())
    assert Parcel.objects.get(direction="out").made_at.isoformat() == "2026-12-01T00:00:00+00:00"
    assert Spent.objects.get().spent_at.second == 0


def test_spent_work_is_forgotten_once_it_is_too_old(room: Room) -> None:
    room.kept(Sender().letter())
    actions.expire(at=NOW + timedelta(hours=23))
    assert Spent.objects.count() == 1
    actions.expire(at=NOW + timedelta(hours=25))
    assert Spent.objects.count() == 0


# What the office said


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("intake-key", {"version": 0, "recipient": recipient()}),
        ("intake-key", {"version": 2, "recipient": "AGE-SECRET-KEY-PQ-1"}),
        ("intake-key", {"recipient": recipient()}),
        ("intake-key", {"version": 1, "recipient": recipient(2)}),
        ("answer", {"conversation": "x", "number": 1, "sealed": "AA"}),
        ("answer", {"conversation": "a" * 64, "number": 1, "sealed": "?"}),
        ("answer", {"conversation": "a" * 64, "number": True, "sealed": "AA"}),
        ("conversation-over", {}),
        ("something", {}),
    ],
)
def test_a_parcel_that_is_not_what_its_kind_says_is_refused_whole(
    room: Room, kind: str, content: dict[str, object]
) -> None:
    with pytest.raises(ParcelRefused):
        taken(parcel(kind, content))
    assert room.ask("key", {}).json()["key"]["version"] == 1


def test_no_cookie_and_nothing_to_keep(room: Room) -> None:
    for answered in (room.ask("key", {}), room.bring(Sender().letter()), room.client.get("/api/words/tr.json")):
        assert not answered.cookies
        assert answered["Cache-Control"] == "no-store"
