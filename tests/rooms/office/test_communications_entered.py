"""Communications that staff enter: written down, with scans as evidence, a receipt, a mailbox, what was handed over."""

import io
import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests import communicating as field
from tests.communicating import Intake
from tests.rooms.office.sameness import ask, client_of, told_by
from tests.world import TODAY, World, moment
from unannounced.crafts import receipt_words, sealing
from unannounced.crafts.reading import Unreadable
from unannounced.duties.words import Sentence
from unannounced.records.communications.models import Assignment, Communication, Paper, SealedBytes
from unannounced.records.ledger.linking import link_all
from unannounced.records.ledger.models import Line
from unannounced.records.ledger.verifying import verify
from unannounced.rooms.office import held_in_memory
from unannounced.rooms.office.forms import communication as forms
from unannounced.rooms.office.pages import communication_enter
from unannounced.rooms.office.recognising_apart import RECOGNISING, Words

pytestmark = pytest.mark.django_db

AT = moment(TODAY)
ENTER = "/communications/enter/"
PAPER = f"{ENTER}?way=paper"
MAIL = f"{ENTER}mail/"
HANDED = f"{ENTER}handed-over/"
OUTSIDE = ("tomas", "jonas", "ruth", "piet", "rosa")
SCAN = b"\xff\xd8\xff cell 14, the whole letter"


@pytest.fixture
def intake(world: World) -> Intake:
    """Maud and Ana keep the register; Maud made the key."""
    return field.keepers(world, "maud", "ana", at=AT)


@pytest.fixture
def maud(world: World, intake: Intake) -> Client:
    """Maud's browser."""
    return client_of(world, "maud")


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def key_in(shown: str) -> str:
    return re.findall(r'name="key" value="([^"]+)"', shown)[0]


def held_in(shown: str) -> str:
    found = re.findall(r'name="held" value="([^"]*)"', shown)
    return found[0].replace("&quot;", '"') if found else ""


def file(name: str, content: bytes = SCAN, kind: str = "image/jpeg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, kind)


def filled(key: str, **said: Any) -> dict[str, Any]:
    """A form for a letter on paper as somebody fills it in."""
    return {
        "key": key,
        "came_on": TODAY.isoformat(),
        "language": "Ukrainian",
        "text": "Вони забрали мій матрац.",
        "name": "Mira Oskan",
        "reach": "her lawyer",
        "fears": "feared",
        "told": ["conditions"],
        "ways": ["lawyer"],
        "written_on": (TODAY - timedelta(days=30)).isoformat(),
        "stamped_on": (TODAY - timedelta(days=21)).isoformat(),
        "stamp": "Censored, Bresk Prison",
        **said,
    }


def opened(intake: Intake, communication: Communication) -> dict[str, list[bytes]]:
    """What is sealed in it, by kind."""
    found: dict[str, list[bytes]] = {}
    for one in SealedBytes.objects.filter(piece__communication=communication).select_related("piece"):
        found.setdefault(one.piece.kind, []).append(intake.opened(one.sealed))
    return found


# For everybody else nothing of it is there


@pytest.mark.parametrize("who", OUTSIDE)
def test_for_everybody_else_there_is_nothing_where_communications_are_entered(
    world: World, intake: Intake, who: str
) -> None:
    client = client_of(world, who)
    ask(client, "/states/")
    for data in (None, {"way": "paper", "text": "x"}):
        nothing = ask(client, "/communications/nothing/", data=data)
        assert nothing.status == 404
        for address in (ENTER, MAIL, HANDED):
            answer = ask(client, address, data=data)
            assert answer.status == 404
            assert answer.body.replace(address, "/communications/nothing/") == nothing.body, address
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    assert strict.post(ENTER, {"file": file("a.jpg")}).status_code == 404


def test_a_keeper_it_is_not_assigned_to_cannot_give_a_receipt(world: World, intake: Intake) -> None:
    one = field.written(world, intake, at=AT)
    Communication.objects.filter(pk=one.pk).update(conversation="", recipient="")
    client = client_of(world, "ana")
    there, nowhere = f"/communications/{one.pk}/receipt/", f"/communications/{Assignment.objects.get().pk}/receipt/"
    for data in (None, {"language": "en"}):
        assert not told_by(ask(client, there, data=data), ask(client, nowhere, data=data))
        assert ask(client, there, data=data).status == 404


def test_a_form_of_another_site_enters_nothing(world: World, maud: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = maud.cookies
    key = key_in(page(maud, PAPER))
    assert strict.post(PAPER, filled(key)).status_code == 403
    assert not Communication.objects.exists()


# Written down by hand


def test_a_letter_on_paper_is_entered_sealed_with_its_scan_its_days_and_who_wrote_apart(
    maud: Client, intake: Intake
) -> None:
    assert f'href="{ENTER}"' in page(maud, "/communications/")
    assert "?way=paper" in page(maud, ENTER)
    key = key_in(page(maud, PAPER))
    answer = maud.post(PAPER, filled(key, originals=[file("page 1.jpg"), file("page 2.jpg", SCAN + b"2")]))
    entered = Communication.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/communications/{entered.pk}/")
    assert (entered.way_in, entered.language, entered.stage) == ("paper", "uk", "open")
    held = opened(intake, entered)
    letter, who = json.loads(held["letter"][0]), json.loads(held["who"][0])
    assert (letter["text"], letter["told"], letter["ways"], letter["fears"]) == (
        "Вони забрали мій матрац.",
        ["conditions"],
        ["lawyer"],
        "feared",
    )
    assert who == {"format": "unannounced-who/1", "name": "Mira Oskan", "reach": "her lawyer"}
    assert "Oskan" not in held["letter"][0].decode()
    assert [one.partition(b"\n")[2] for one in held["original"]] == [SCAN, SCAN + b"2"]
    shown = page(maud, f"/communications/{entered.pk}/")
    assert "9 days later" in shown
    assert "21 days later" in shown
    assert "Censored, Bresk Prison" in shown
    for secret in ("Oskan", "матрац", "her lawyer"):
        assert secret not in shown
    link_all()
    assert verify().faults == []


def test_the_same_form_again_enters_nothing_more_and_says_so(maud: Client, intake: Intake) -> None:
    key = key_in(page(maud, PAPER))
    maud.post(PAPER, filled(key))
    again = maud.post(PAPER, filled(key, text="Something else."), follow=True)
    assert Communication.objects.count() == 1
    assert "entered once" in again.content.decode()


@pytest.mark.parametrize("way", ["telephone", "interview", "email"])
def test_what_was_told_has_no_days_of_paper(maud: Client, intake: Intake, way: str) -> None:
    shown = page(maud, f"{ENTER}?way={way}")
    assert "stamped_on" not in shown
    assert 'name="read"' not in shown
    answer = maud.post(f"{ENTER}?way={way}", filled(key_in(shown)))
    assert answer.status_code == 302
    assert Communication.objects.get().way_in == way
    assert not Paper.objects.exists()


def test_what_is_wrong_is_named_and_neither_words_nor_files_are_lost(maud: Client, intake: Intake) -> None:
    key = key_in(page(maud, PAPER))
    wrong = filled(key, came_on="", language="Breskian", originals=[file("page 1.jpg")])
    answer = maud.post(PAPER, wrong)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Breskian" in shown
    assert "матрац" in shown
    assert "page 1.jpg" in shown
    held = held_in(shown)
    answer = maud.post(PAPER, filled(key, held=held))
    assert answer.status_code == 302
    [original] = opened(intake, Communication.objects.get())["original"]
    assert original.partition(b"\n")[2] == SCAN


def test_days_that_do_not_follow_each_other_are_refused_by_the_rule(maud: Client, intake: Intake) -> None:
    key = key_in(page(maud, PAPER))
    answer = maud.post(PAPER, filled(key, written_on=TODAY.isoformat(), originals=[file("page 1.jpg")]))
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "do not follow each other" in shown
    assert held_in(shown)
    assert not Communication.objects.exists()


def test_files_that_are_too_large_too_many_or_empty_are_named(
    maud: Client, intake: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = key_in(page(maud, PAPER))
    monkeypatch.setattr(forms, "LARGEST_ORIGINAL", 40)
    monkeypatch.setattr(forms, "MOST_ORIGINALS", 2)
    for files, said in (
        ([file("large.jpg", b"x" * 41)], "large.jpg has more than"),
        ([file("empty.jpg", b"")], "empty.jpg is empty"),
        ([file(f"{number}.jpg", b"%d" % number) for number in range(3)], "too many"),
    ):
        answer = maud.post(PAPER, filled(key, originals=files))
        assert answer.status_code == 422
        assert said in answer.content.decode()
    assert not Communication.objects.exists()


def test_a_form_that_is_too_large_is_not_read_at_all(
    maud: Client, intake: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(held_in_memory, "MOST_AT_ONCE", 100)
    for address in (PAPER, MAIL, HANDED):
        answer = maud.post(address, {"originals": file("a.jpg", b"x" * 1000)})
        assert answer.status_code == 413
        assert "nothing of it was read or kept" in answer.content.decode()


def test_no_file_of_these_pages_touches_a_disk(maud: Client, intake: Intake, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(*arguments: object, **named: object) -> None:
        raise AssertionError("a file was written")

    monkeypatch.setattr("tempfile.NamedTemporaryFile", refuses)
    monkeypatch.setattr("django.core.files.temp.NamedTemporaryFile", refuses)
    monkeypatch.setattr("django.core.files.uploadedfile.tempfile.NamedTemporaryFile", refuses)
    key = key_in(page(maud, PAPER))
    large = file("page 1.jpg", SCAN * 200_000)
    assert maud.post(PAPER, filled(key, originals=[large])).status_code == 302
    assert maud.post(MAIL, {"mailbox": file("one.eml", b"From: a@example.org\n\n" + b"words\n" * 9)}).status_code == 200
    with pytest.raises(AssertionError, match="a file was written"):
        maud.post("/checklists/enter/", {"workbook": file("a.xlsx", b"PK")})


def test_without_a_key_nothing_can_be_entered_and_the_page_says_so(world: World) -> None:
    from unannounced.records.communications.actions import name_keeper

    name_keeper(world.people["maud"], by=world.maud, at=AT)
    client = client_of(world, "maud")
    shown = page(client, PAPER)
    assert "no key of communications yet" in shown
    answer = client.post(PAPER, filled(key_in(shown), originals=[file("page 1.jpg")]))
    assert answer.status_code == 409
    assert "матрац" in answer.content.decode()
    assert "no key of communications yet" in page(client, MAIL)
    assert "no key of communications yet" in page(client, HANDED)


# Reading scans


def test_scans_are_read_below_what_was_typed_and_the_page_holds_them(
    maud: Client, intake: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = Sentence("{sure} of a hundred for certain.", {"sure": 80})
    read = {
        "page 1.jpg": Words("They took my mattress.", (note,)),
        "voice.ogg": Unreadable(Sentence("No text."), Sentence("Type it.")),
    }
    monkeypatch.setattr(communication_enter.RECOGNISING, "words", lambda name, content: read[name])
    key = key_in(page(maud, PAPER))
    asked = filled(key, read="1", came_on="", originals=[file("page 1.jpg"), file("voice.ogg", b"OggS")])
    answer = maud.post(PAPER, asked)
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert "Вони забрали мій матрац.\n\nThey took my mattress." in shown
    assert "80 of a hundred" in shown
    assert "Type it." in shown
    assert "Mira Oskan" in shown
    assert 'value="conditions" ' in shown
    assert not Communication.objects.exists()
    answer = maud.post(PAPER, filled(key_in(shown), text="Corrected.", held=held_in(shown)))
    held = opened(intake, Communication.objects.get())
    assert json.loads(held["letter"][0])["text"] == "Corrected."
    assert [one.partition(b"\n")[2] for one in held["original"]] == [SCAN, b"OggS"]


def test_scans_that_are_too_large_for_the_page_are_to_be_chosen_again(
    maud: Client, intake: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forms, "HELD_MOST", 10)
    monkeypatch.setattr(communication_enter.RECOGNISING, "words", lambda name, content: Words("Read.", ()))
    answer = maud.post(PAPER, filled(key_in(page(maud, PAPER)), read="1", originals=[file("page 1.jpg")]))
    shown = answer.content.decode()
    assert not held_in(shown)
    assert "Choose them again before you enter it" in shown


def test_without_scans_or_without_the_program_it_says_what_to_do(
    maud: Client, intake: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = key_in(page(maud, PAPER))
    assert "Choose the scans first" in maud.post(PAPER, filled(key, read="1")).content.decode()
    monkeypatch.setenv("PATH", "/nowhere")
    RECOGNISING.end()
    picture = io.BytesIO()
    from PIL import Image

    Image.new("L", (200, 100), 255).save(picture, "PNG")
    answer = maud.post(PAPER, filled(key, read="1", originals=[file("page.png", picture.getvalue(), "image/png")]))
    shown = answer.content.decode()
    assert "apt install tesseract-ocr" in shown
    assert "матрац" in shown


# A receipt


def entered_by(maud: Client, **said: Any) -> Communication:
    maud.post(PAPER, filled(key_in(page(maud, PAPER)), **said))
    return Communication.objects.get()


def test_a_receipt_is_shown_once_and_the_office_keeps_its_public_half_alone(
    maud: Client, intake: Intake, world: World
) -> None:
    one = entered_by(maud)
    address = f"/communications/{one.pk}/receipt/"
    assert address in page(maud, f"/communications/{one.pk}/")
    assert '<option value="uk" selected' in page(maud, address)
    shown = maud.post(address, {"language": "tr"}).content.decode()
    words = tuple(re.findall(r"<li>([^<]+)</li>", shown.split('class="receipt-words"')[1].split("</ol>")[0]))
    assert len(words) == 10
    assert set(words) <= set(receipt_words.words_of("tr"))
    assert not Communication.objects.get().conversation  # nothing is kept before somebody says so
    fields = dict(re.findall(r'name="(key|recipient|conversation)" value="([^"]+)"', shown))
    assert not any(word in value for word in words for value in fields.values())
    keeps = f"/communications/{one.pk}/give-receipt/"
    assert maud.post(keeps, fields).status_code == 302
    kept, follows = Communication.objects.get(), receipt_words.receipt_of(words)
    assert kept.recipient == sealing.recipient_of(follows.identity)
    assert follows.address not in shown
    assert maud.post(keeps, fields).status_code == 302  # the same again changes nothing
    assert Line.objects.filter(act="give a receipt").count() == 1
    said = json.dumps(list(Line.objects.values()), default=str)
    assert not any(f'"{word}"' in said for word in words)
    assert "receipt was given for this communication already" in page(maud, address)
    other = maud.post(address, {"language": "en"}).content.decode()
    assert "receipt-words" not in other
    assert "has the words of a receipt" in page(maud, f"/communications/{one.pk}/")


def test_another_receipt_is_refused_and_what_is_no_public_half_as_well(maud: Client, intake: Intake) -> None:
    one = entered_by(maud)
    address, keeps = f"/communications/{one.pk}/receipt/", f"/communications/{one.pk}/give-receipt/"
    drawn = [
        dict(
            re.findall(
                r'name="(key|recipient|conversation)" value="([^"]+)"',
                maud.post(address, {"language": "en"}).content.decode(),
            )
        )
        for _time in range(2)
    ]
    assert maud.post(keeps, {**drawn[0], "recipient": "age1pq1nothing"}).status_code == 409
    assert maud.post(keeps, drawn[0]).status_code == 302
    answer = maud.post(keeps, drawn[1])
    assert answer.status_code == 409
    assert "given for this communication already" in answer.content.decode()
    assert Communication.objects.get().conversation == drawn[0]["conversation"]


def test_the_page_says_where_the_words_are_used(maud: Client, intake: Intake, settings: Any) -> None:
    one = entered_by(maud)
    settings.INTAKE_ADDRESS = "https://write.example.org"
    shown = maud.post(f"/communications/{one.pk}/receipt/", {"language": "en"}).content.decode()
    assert "https://write.example.org" in shown
    paper = maud.post(f"/communications/{one.pk}/receipt/", {"language": "tr"}).content.decode()
    said = paper.split('lang="tr" translate="no"><p')[1].split("</div>")[0]
    assert "Bu on kelime sizin alındınızdır." in said
    assert "https://write.example.org" in said
    settings.INTAKE_ADDRESS = ""
    paper = maud.post(f"/communications/{one.pk}/receipt/", {"language": "ru"}).content.decode()
    assert "адрес, по которому это бюро принимает письма" in paper
    assert "no-store" in maud.get(f"/communications/{one.pk}/receipt/")["Cache-Control"]
