"""Many communications at once, by page: a mailbox, and what a lawyer or an organisation handed over."""

import io
import json
import re
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.communicating import Intake
from tests.rooms.office.sameness import client_of
from tests.rooms.office.test_communications_entered import HANDED, MAIL, SCAN, file, intake, maud, opened
from tests.world import TODAY, World
from unannounced.records.communications.models import Assignment, Communication
from unannounced.records.ledger.models import Line
from unannounced.rooms.office import entering as entering_room

pytestmark = pytest.mark.django_db
__all__ = ["intake", "maud"]

# A mailbox


def mailbox(*messages: bytes) -> SimpleUploadedFile:
    return file("inbox.mbox", b"".join(b"From x Thu Nov 26 18:05:00 2026\n" + one + b"\n\n" for one in messages), "")


def mail(number: int, words: str = "They took my mattress.") -> bytes:
    """A mail with a picture, as Thunderbird writes it."""
    return (
        f"From: =?UTF-8?B?TWlyYSBPc2thbg==?= <mira{number}@example.org>\r\nSubject: Bresk, cell {number}\r\n"
        f"Message-ID: <{number}@example.org>\r\nDate: Thu, 20 Nov 2026 21:05:00 +0300\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/mixed; boundary="------------x"\r\n\r\nThis is a multi-part message.\r\n'
        "--------------x\r\nContent-Type: text/plain; charset=UTF-8; format=flowed\r\n"
        f"Content-Transfer-Encoding: 8bit\r\n\r\n{words}\r\n--------------x\r\nContent-Type: image/jpeg; "
        'name="cell.jpg"\r\nContent-Disposition: attachment; filename="cell.jpg"\r\nContent-Transfer-Encoding: '
        "base64\r\n\r\n/9j/IGNlbGw=\r\n--------------x--\r\n"
    ).encode()


def test_each_mail_of_a_mailbox_becomes_a_communication_with_its_sender_apart(maud: Client, intake: Intake) -> None:
    shown = maud.post(MAIL, {"mailbox": mailbox(mail(1), b"no head at all", mail(2))}).content.decode()
    assert "2 communications were entered" in shown
    assert "1 thing was not taken" in shown
    assert "it is no message" in shown
    first = Communication.objects.order_by("received_at", "came_on").first()
    assert first is not None
    assert (first.way_in, first.came_on.isoformat()) == ("email", "2026-11-20")
    held = opened(intake, first)
    text = json.loads(held["letter"][0])["text"]
    assert "They took my mattress." in text
    assert "Bresk, cell" in text
    assert b"example.org" not in held["letter"][0]
    assert json.loads(held["who"][0])["name"] == "Mira Oskan"
    assert held["original"][0].partition(b"\n")[2] == b"\xff\xd8\xff cell"
    assert Assignment.objects.count() == 2


def test_the_same_mails_again_change_nothing_whoever_brings_them_and_one_that_says_other_words_is_another(
    maud: Client, intake: Intake, world: World
) -> None:
    maud.post(MAIL, {"mailbox": mailbox(mail(1), mail(2))})
    before = set(Communication.objects.values_list("pk", flat=True))
    lines = Line.objects.count()
    for client in (maud, client_of(world, "ana")):
        shown = client.post(MAIL, {"mailbox": mailbox(mail(1), mail(2), mail(2))}).content.decode()
        assert "0 communications were entered" in shown
        assert "3 were entered before" in shown
    assert Line.objects.count() == lines
    maud.post(MAIL, {"mailbox": mailbox(mail(1, "It was a lie that I withdrew."))})  # the same Message-ID
    assert Communication.objects.count() == 3
    assert before < set(Communication.objects.values_list("pk", flat=True))


def test_the_id_of_a_mail_follows_from_a_key_of_the_office(maud: Client, intake: Intake, settings: Any) -> None:
    maud.post(MAIL, {"mailbox": mailbox(mail(1))})
    settings.LEDGER_KEY = b"another office"
    shown = maud.post(MAIL, {"mailbox": mailbox(mail(1))}).content.decode()
    assert "1 communication was entered" in shown


# What was handed over


HEAD = "reference;text;name;reach;language;told;consent;attachments;written on\n"


def bundle(*rows: str, files: dict[str, bytes] | None = None) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as writing:
        writing.writestr("table.csv", HEAD + "\n".join(rows))
        for name, content in (files or {}).items():
            writing.writestr(name, content)
    return made.getvalue()


GOOD = "A-1;They took my mattress.;Mira Oskan;her lawyer;uk;conditions;yes;letter.jpg;2026-11-12"
BAD = "A-2;Nobody answers.;;;Breskian;;no;;"


def look(client: Client, content: bytes, **said: Any) -> str:
    answer = client.post(HANDED, {"file": file("bundle.zip", content), "came_on": TODAY.isoformat(), **said})
    assert answer.status_code == 200
    return answer.content.decode()


def confirm(shown: str, **said: Any) -> dict[str, Any]:
    hidden = dict(re.findall(r'name="(held|held_name|seen)" value="([^"]*)"', shown))
    return {**hidden, "came_on": TODAY.isoformat(), "body": "Me Oskan", "enter": "1", **said}


def test_what_is_handed_over_is_looked_at_first_and_entered_only_by_a_second_button(
    maud: Client, intake: Intake
) -> None:
    shown = look(maud, bundle(GOOD, BAD, files={"letter.jpg": SCAN}))
    assert "1 communication would be entered" in shown
    assert "Nothing is entered yet" in shown
    for said in (
        "“Breskian” is not known here",
        "agreed to the handing over",
        '<td class="number" data-label="Row">3<',
        ">language<",
    ):
        assert said in shown
    assert "Mira Oskan" not in shown
    assert not Communication.objects.exists()
    done = maud.post(HANDED, confirm(shown)).content.decode()
    assert "1 communication was entered" in done
    one = Communication.objects.get()
    assert (one.way_in, one.language, one.came_on) == ("handed_over", "uk", TODAY)
    held = opened(intake, one)
    assert json.loads(held["letter"][0])["text"] == "They took my mattress."
    assert json.loads(held["who"][0])["reach"] == "her lawyer\nHanded over by: Me Oskan\nTheir reference: A-1"
    assert held["original"][0].partition(b"\n")[2] == SCAN
    assert one.paper.written_on.isoformat() == "2026-11-12"
    lines = Line.objects.count()
    assert "1 was entered before" in maud.post(HANDED, confirm(shown)).content.decode()
    assert "0 communications would be entered" in look(maud, bundle(GOOD, files={"letter.jpg": SCAN}))
    assert Line.objects.count() == lines


def test_another_file_than_the_one_that_was_looked_at_is_not_entered(maud: Client, intake: Intake) -> None:
    shown = look(maud, bundle(GOOD, files={"letter.jpg": SCAN}))
    other = bundle(GOOD.replace("A-1", "B-9"), files={"letter.jpg": SCAN})
    answer = maud.post(HANDED, confirm(shown, file=file("bundle.zip", other)))
    assert "another file than the one you had looked at" in answer.content.decode()
    answer = maud.post(HANDED, confirm(shown, seen=""))
    assert "Nothing is entered yet" in answer.content.decode()
    assert not Communication.objects.exists()


def test_a_table_alone_or_what_is_none_is_said_to_be_so(maud: Client, intake: Intake) -> None:
    alone = maud.post(
        HANDED, {"file": file("table.csv", (HEAD + "C-1;Text.;;;;;yes;;").encode()), "came_on": TODAY.isoformat()}
    ).content.decode()
    assert "1 communication would be entered" in alone
    assert "damaged, or is none" in look(maud, b"PK no zip")
    assert "No file was chosen" in maud.post(HANDED, {"came_on": TODAY.isoformat()}).content.decode()


def test_a_row_whose_files_are_too_much_for_memory_is_named_and_the_rest_goes_on(
    maud: Client, intake: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entering_room, "MOST_OF_A_ROW", 10)
    shown = look(maud, bundle(GOOD, "A-3;Nobody answers.;;;;;yes;;", files={"letter.jpg": SCAN}))
    done = maud.post(HANDED, confirm(shown)).content.decode()
    assert "1 communication was entered" in done
    assert "Its files have more than" in done
