"""The pages of the intake room on a device without scripts: everything works, and nothing of it is kept unsealed."""

import html
import json
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.rooms.intake.conftest import NOW, Room, Sender, opened, parcel, split, taken, to_office
from unannounced.crafts import receipt_words
from unannounced.crafts.packing import digest_of
from unannounced.duties import posting
from unannounced.records.letterbox.models import Letter, Spent
from unannounced.rooms.intake.asking_work import ticket

pytestmark = pytest.mark.django_db

LANGUAGES = ("en", "fr", "ru", "uk", "tr", "ar")


def form_of(page: str) -> dict[str, str]:
    """The hidden fields of the letter's form."""
    return {
        name: html.unescape(value)
        for name, value in re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page)
    }


def fresh(room: Room, language: str = "en") -> dict[str, Any]:
    """The form as it is opened, with a text."""
    page = room.client.get(f"/{language}/write/").content.decode()
    return {**form_of(page), "text": "They beat me in the corridor.", "ways": ["receipt"]}


def post(room: Room, said: dict[str, Any], language: str = "en") -> Any:
    """Send the form."""
    return room.client.post(f"/{language}/write/", said)


def test_a_letter_is_written_sealed_and_found_again_without_scripts(room: Room) -> None:
    said = fresh(room, "uk") | {"place": "СІЗО-7", "told": ["violence"], "in_custody": "yes", "name": "Olena"}
    words = said["words"].split()
    answered = post(room, said, "uk")
    assert answered.status_code == 200
    assert all(word in answered.content.decode() for word in words)
    (content,) = to_office("communication")
    line, letter, who = split(content)
    receipt = receipt_words.receipt_of(words)
    assert line["conversation"] == digest_of(bytes.fromhex(receipt.address))
    read = opened(letter)
    assert (read["text"], read["place"], read["told"]) == ("They beat me in the corridor.", "СІЗО-7", ["violence"])
    assert (read["in_custody"], read["scripts"], read["language"]) == (True, False, "uk")
    assert opened(who)["name"] == "Olena"
    found = room.client.post("/uk/answers/", {"words": " ".join(words)}).content.decode()
    assert "1" in found


def test_the_words_are_shown_before_anything_is_sent_and_are_new_for_everybody(room: Room) -> None:
    first, second = fresh(room), fresh(room)
    assert first["words"] != second["words"]
    page = room.client.get("/ar/write/").content.decode()
    assert len(receipt_words.as_written(form_of(page)["words"])) == 10
    assert page.index("data-words") < page.index("<textarea")


def test_a_form_that_was_sent_twice_is_one_letter_and_says_so(room: Room) -> None:
    said = fresh(room)
    post(room, said)
    again = post(room, said)
    assert again.status_code == 200
    assert "sent already" in again.content.decode()
    assert Letter.objects.count() == 1


def test_a_form_without_text_keeps_what_was_typed_and_the_same_words(room: Room) -> None:
    said = fresh(room) | {"text": " ", "place": "Wing 4"}
    refused = post(room, said)
    assert refused.status_code == 422
    page = refused.content.decode()
    assert (form_of(page)["words"], 'value="Wing 4"' in page) == (said["words"], True)
    assert Letter.objects.count() == 0


def test_files_go_along_sealed_in_the_same_transaction(room: Room) -> None:
    said = fresh(room) | {
        "attached": [SimpleUploadedFile("scan.pdf", b"%PDF-1.4 x"), SimpleUploadedFile("a.txt", b"y")]
    }
    assert post(room, said).status_code == 200
    (content,) = to_office("communication")
    told = opened(split(content)[1])["files"]
    assert [one["name"] for one in told] == ["scan.pdf", "a.txt"]
    sent = {
        json.loads(one.partition(b"\n")[0])["digest"]: one.partition(b"\n")[2]
        for one in to_office("communication-file")
    }
    assert set(sent) == {one["digest"] for one in told}


def test_a_form_that_is_too_large_is_not_read(room: Room) -> None:
    said = fresh(room) | {"attached": [SimpleUploadedFile("a.bin", b"x" * (17 * 1024 * 1024))]}
    refused = post(room, said)
    assert refused.status_code == 413
    assert "16 megabytes" in refused.content.decode()
    assert Letter.objects.count() == 0


def test_the_queue_without_work_is_bounded_and_what_was_typed_stays(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(posting, "WITHOUT_WORK", 2)
    for _letter in range(2):
        assert post(room, fresh(room)).status_code == 200
    refused = post(room, fresh(room))
    assert refused.status_code == 503
    assert "They beat me in the corridor." in refused.content.decode()
    room.kept(Sender().letter())  # with work it is taken


def test_an_old_form_is_refused_with_its_words_and_a_new_ticket(room: Room, today: Any) -> None:
    from datetime import timedelta

    said = fresh(room)
    today(NOW + timedelta(days=2))
    refused = post(room, said)
    assert refused.status_code == 409
    again = {**said, **form_of(refused.content.decode())}
    assert again["words"] == said["words"]
    assert post(room, again).status_code == 200


def test_before_a_key_is_here_the_form_says_so_and_takes_nothing(bare: Room) -> None:
    for address in ("/en/", "/en/write/"):
        page = bare.client.get(address).content.decode()
        assert "has not sent its key yet" in page
        assert "<textarea" not in page, "nobody writes words on paper, or a letter, in vain"
    refused = post(bare, {"words": " ".join(receipt_words.drawn("en")), "text": "They beat me.", "ticket": ticket(NOW)})
    assert refused.status_code == 503
    assert "They beat me." in refused.content.decode(), "what was written while the key went is not lost"
    assert (Letter.objects.count(), Spent.objects.count()) == (0, 0)


# Coming back


def answered(room: Room, text: str = "We have your letter.") -> Sender:
    """Somebody whose letter was answered."""
    sender = Sender(receipt_words.drawn("ru"))
    room.kept(sender.letter())
    taken(parcel("answer", sender.answer(text)))
    return sender


def test_the_answer_is_read_with_words_typed_by_hand(room: Room) -> None:
    sender = answered(room, "<b>Write to the Ombudsman.</b>")
    typed = ", ".join(word[:4].upper() for word in sender.words)
    page = room.client.post("/ru/answers/", {"words": typed}).content.decode()
    assert "&lt;b&gt;Write to the Ombudsman.&lt;/b&gt;" in page


def test_a_word_that_is_wrong_is_named_by_its_place_and_stays(room: Room) -> None:
    sender = answered(room)
    typed = " ".join([*sender.words[:2], "xxxx", *sender.words[3:]])
    refused = room.client.post("/en/answers/", {"words": typed})
    assert refused.status_code == 422
    assert "Word 3 is missing" in refused.content.decode()
    assert "xxxx" in refused.content.decode()


def test_wrong_words_and_an_erased_conversation_show_the_same_page(room: Room) -> None:
    sender = answered(room)
    said = {"words": " ".join(sender.words)}
    assert room.client.post("/en/erase/", said).content.decode().count("cannot be undone") == 1
    assert room.found(sender)["letters"] == 1
    assert "It is erased" in room.client.post("/en/erase/", {**said, "sure": "1"}).content.decode()
    erased = room.client.post("/en/answers/", said)
    never = room.client.post("/en/answers/", {"words": " ".join(Sender(receipt_words.drawn("ru")).words)})
    assert (erased.status_code, erased.content) == (never.status_code, never.content)
    assert "Nothing is found" in never.content.decode()


def test_something_is_added_with_the_same_words_and_they_are_not_drawn_anew(room: Room) -> None:
    sender = answered(room)
    page = room.client.post("/en/write/", {"words": " ".join(sender.words)}).content.decode()
    said = form_of(page) | {"text": "One more thing."}
    assert said["words"] == " ".join(sender.words)
    assert post(room, said).status_code == 200
    assert room.found(sender)["letters"] == 2


# What every page is


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", ["", "write/", "answers/", "left/"])
def test_no_page_sets_a_cookie_is_kept_or_fetches_anything_from_elsewhere(room: Room, language: str, page: str) -> None:
    shown = room.client.get(f"/{language}/{page}")
    said = shown.content.decode()
    assert (shown.status_code, dict(shown.cookies), shown["Cache-Control"]) == (200, {}, "no-store")
    assert f'lang="{language}"' in said
    assert shown["Referrer-Policy"] == "no-referrer"
    assert not re.search(r"""(?:src|href|action)=["'](?:https?:)?//""", said)
    assert "<script>" not in said


def test_each_language_is_named_by_itself_and_leads_to_the_same_page(room: Room) -> None:
    page = room.client.get("/").content.decode()
    assert [f'href="/{language}/"' in page for language in LANGUAGES] == [True] * 6
    assert 'href="/tr/write/"' in room.client.get("/ar/write/").content.decode()
    assert 'dir="rtl"' in room.client.get("/ar/write/").content.decode()


@pytest.mark.parametrize("address", ["/en/nothing/", "/de/", "/api/nothing", "/en/write"])
def test_what_is_not_there_is_not_there_and_never_a_failure(room: Room, address: str) -> None:
    assert room.client.get(address).status_code in {301, 404}


@pytest.mark.parametrize("address", ["/en/erase/", "/api/letters"])
def test_what_changes_something_is_never_done_by_looking(room: Room, address: str) -> None:
    assert room.client.get(address).status_code == 405
