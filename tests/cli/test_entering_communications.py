"""Communications entered by command: mailboxes as programs write them, and what was handed over, from real files."""

import json
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests import communicating as field
from tests.communicating import Intake
from tests.rooms.office.sameness import run_command
from tests.world import TODAY, World, moment
from unannounced.records.communications.models import Communication, SealedBytes
from unannounced.records.ledger.actions import BY_COMMAND
from unannounced.records.ledger.models import Line
from unannounced.rooms.office import entering

pytestmark = pytest.mark.django_db

AT = moment(TODAY)
THUNDERBIRD = (
    "From - Fri Nov 20 18:05:00 2026\r\nX-Mozilla-Status: 0001\r\nX-Mozilla-Status2: 00000000\r\n"
    "Message-ID: <a1@example.org>\r\nDate: Thu, 19 Nov 2026 21:05:00 +0100\r\nMIME-Version: 1.0\r\n"
    "From: Mira Oskan <mira@example.org>\r\nTo: office@example.org\r\nSubject: Mon =?UTF-8?Q?fr=C3=A8re?=\r\n"
    "Content-Type: text/plain; charset=UTF-8; format=flowed\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    "On l’a transféré à Dorvane.\r\n>From there nobody answers.\r\n\r\n"
)
GMAIL = (
    "From 178213@xxx Fri Nov 20 19:00:00 +0000 2026\r\nX-GM-THRID: 178213\r\nX-Gmail-Labels: =?UTF-8?Q?Bo=C3=AEte?=\r\n"
    "Date: Fri, 20 Nov 2026 19:00:00 +0000\r\nMessage-ID: <CAB@mail.example.org>\r\nSubject: Re: Bresk\r\n"
    'From: "Oskan, Ilan" <ilan@example.org>\r\nContent-Type: multipart/mixed; boundary="000000000000a"\r\n\r\n'
    '--000000000000a\r\nContent-Type: multipart/alternative; boundary="000000000000b"\r\n\r\n'
    '--000000000000b\r\nContent-Type: text/plain; charset="UTF-8"\r\n\r\nTwo photographs.\r\n'
    '--000000000000b\r\nContent-Type: text/html; charset="UTF-8"\r\n\r\n<div>Two photographs.</div>\r\n'
    '--000000000000b--\r\n--000000000000a\r\nContent-Type: image/jpeg; name="cell.jpg"\r\n'
    'Content-Disposition: attachment; filename="cell.jpg"\r\nContent-Transfer-Encoding: base64\r\n\r\n/9j/IGNlbGw=\r\n'
    '--000000000000a\r\nContent-Type: image/jpeg; name="cut.jpg"\r\nContent-Disposition: attachment; '
    'filename="cut.jpg"\r\nContent-Transfer-Encoding: base64\r\n\r\n/9j/I\r\n--000000000000a--\r\n\r\n'
)
"""With a file that was cut off."""
HEAD = "reference;text;consent;attachments;language\n"


@pytest.fixture
def intake(world: World) -> Intake:
    """Maud and Ana keep the register; Maud made the key."""
    return field.keepers(world, "maud", "ana", at=AT)


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """What two programs exported, one behind the other, and a message without a head between them."""
    made = tmp_path / "inbox.mbox"
    made.write_bytes((THUNDERBIRD + "From x Fri Nov 20 19:00:00 2026\r\nno head at all\r\n\r\n" + GMAIL).encode())
    return made


def folder(tmp_path: Path, *rows: str, **files: bytes) -> Path:
    made = tmp_path / "handed over"
    made.mkdir(exist_ok=True)
    (made / "table.csv").write_text(HEAD + "\n".join(rows), "utf-8")
    for name, content in files.items():
        (made / f"{name}.jpg").write_bytes(content)
    return made


def letters(intake: Intake, kind: str = "letter") -> list[str]:
    held = SealedBytes.objects.filter(piece__kind=kind).order_by("piece__communication__came_on", "piece__number")
    return [intake.opened(one.sealed).decode("utf-8", "replace") for one in held]


def test_mails_of_two_programs_are_entered_what_cannot_be_is_named_and_the_rest_goes_on(
    world: World, intake: Intake, inbox: Path
) -> None:
    code, out, err = run_command(["enter-mail", str(inbox), "--as", "maud"])
    assert code == 2
    assert "inbox.mbox, mail 2: not taken. It has no head" in out
    assert "inbox.mbox, mail 3, cut.jpg: not taken. The file was cut off" in out
    assert "inbox.mbox: 2 entered, 0 entered before, 2 not taken" in out
    assert not err
    first, second = (json.loads(one)["text"] for one in letters(intake))
    assert first == "Mon frère\n\nOn l’a transféré à Dorvane.\nFrom there nobody answers."
    assert second == "Re: Bresk\n\nTwo photographs."
    assert [json.loads(one)["name"] for one in letters(intake, "who")] == ["Mira Oskan", "Oskan, Ilan"]
    assert [one.isoformat() for one in Communication.objects.order_by("came_on").values_list("came_on", flat=True)] == [
        "2026-11-19",
        "2026-11-20",
    ]
    assert len(letters(intake, "original")) == 1
    assert {one.via for one in Line.objects.filter(act="enter a communication")} == {BY_COMMAND}
    lines = Line.objects.count()
    code, out, _err = run_command(["enter-mail", str(inbox), "--as", "ana", "--json"])
    assert (code, [json.loads(line)["became"] for line in out.splitlines()]) == (
        2,
        ["known", "refused", "known", "refused"],
    )
    assert Line.objects.count() == lines


def test_a_single_mail_of_another_program_is_entered_and_nothing_of_whom_is_printed(
    world: World, intake: Intake, tmp_path: Path
) -> None:
    one = tmp_path / "one.eml"
    one.write_bytes(THUNDERBIRD.partition("\r\n")[2].encode())
    code, out, err = run_command(["enter-mail", str(one), "--as", "maud", "--json"])
    assert code == 0
    assert json.loads(out)["mark"] == Communication.objects.get().mark
    assert not any(secret in out + err for secret in ("Oskan", "mira", "Dorvane", "frère"))


def test_what_was_interrupted_is_repeated_and_nothing_is_entered_twice(
    world: World, intake: Intake, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter, done = entering.enter_communication, []

    def stops(*arguments: Any, **said: Any) -> Communication:
        if done:
            raise KeyboardInterrupt
        done.append(1)
        return enter(*arguments, **said)

    monkeypatch.setattr(entering, "enter_communication", stops)
    code, _out, err = run_command(["enter-mail", str(inbox), "--as", "maud"])
    assert code == 1
    assert "repeating the command is welcome" in err
    assert Communication.objects.count() == 1
    monkeypatch.setattr(entering, "enter_communication", enter)
    code, out, _err = run_command(["enter-mail", str(inbox), "--as", "maud"])
    assert "1 entered, 1 entered before" in out
    assert Communication.objects.count() == 2


def test_two_who_enter_the_same_at_the_same_moment_enter_it_once(
    world: World, intake: Intake, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_command(["enter-mail", str(inbox), "--as", "maud"])
    asked: list[int] = []
    here = entering.here_already

    def sees_nothing_at_first(keys: Any, viewer: Any) -> Any:
        asked.append(1)
        return here(keys, viewer) if len(asked) % 2 == 0 else set()

    monkeypatch.setattr(entering, "here_already", sees_nothing_at_first)
    _code, out, _err = run_command(["enter-mail", str(inbox), "--as", "ana"])
    assert "0 entered, 2 entered before" in out
    assert Communication.objects.count() == 2


def test_whoever_keeps_no_register_is_refused_before_anything_is_opened(
    world: World, intake: Intake, tmp_path: Path
) -> None:
    for command in ("enter-mail", "enter-handed-over"):
        code, out, err = run_command([command, str(tmp_path / "nothing.mbox"), "--as", "jonas"])
        assert (code, out) == (2, "")
        assert "for keepers of their register alone" in err
        code, _out, err = run_command([command, str(tmp_path / "nothing.mbox"), "--as", "maud"])
        assert code == 1
        assert "cannot be read" in err


def test_a_folder_is_looked_at_and_entered_only_when_that_is_said(world: World, intake: Intake, tmp_path: Path) -> None:
    made = folder(
        tmp_path, "A-1;They took my mattress.;yes;a.jpg;uk", "A-2;Nobody answers.;no;;Breskian", a=b"\xff\xd8 a"
    )
    code, out, err = run_command(["enter-handed-over", str(made), "--as", "maud"])
    assert code == 2
    assert "table.csv, row 3, language: not taken. “Breskian” is not known here." in out
    assert "would be entered" in out
    assert "Nothing was entered" in err
    assert not Communication.objects.exists()
    entered = [
        "enter-handed-over",
        str(made),
        "--as",
        "maud",
        "--enter",
        "--from",
        "Me Oskan",
        "--came-on",
        "2026-11-20",
    ]
    code, out, _err = run_command(entered)
    assert code == 2
    assert "1 entered, 0 entered before, 0 not taken" in out
    one = Communication.objects.get()
    assert (one.way_in, one.language, one.came_on.isoformat()) == ("handed_over", "uk", "2026-11-20")
    assert "Me Oskan" in json.loads(letters(intake, "who")[0])["reach"]
    packed = tmp_path / "letters.zip"
    with zipfile.ZipFile(packed, "w") as writing:
        for file in made.iterdir():
            writing.write(file, file.name)
    _code, out, _err = run_command(["enter-handed-over", str(packed), "--as", "ana", "--enter"])
    assert "0 entered, 1 entered before" in out
    code, out, _err = run_command(["enter-handed-over", str(packed), "--as", "ana", "--json"])
    assert [json.loads(line).get("became") for line in out.splitlines()][-1] == "known"


def test_a_table_alone_is_entered_and_a_day_that_has_not_come_is_refused(
    world: World, intake: Intake, tmp_path: Path
) -> None:
    table = tmp_path / "table.csv"
    table.write_text(HEAD + "A-1;Text.;yes;;\n")
    code, _out, err = run_command(
        ["enter-handed-over", str(table), "--as", "maud", "--enter", "--came-on", "2100-01-01"]
    )
    assert code == 1
    assert "has not come yet" in err
    code, out, _err = run_command(["enter-handed-over", str(table), "--as", "maud", "--enter"])
    assert code == 0
    assert "1 entered" in out


def test_fifty_at_once_take_less_than_ten_seconds(world: World, intake: Intake, tmp_path: Path) -> None:
    files = {f"scan{number}": b"\xff\xd8\xff" + bytes([number]) * 200_000 for number in range(50)}
    made = folder(tmp_path, *(f"A-{n};Letter {n}.;yes;scan{n}.jpg;uk" for n in range(50)), **files)
    began = time.perf_counter()
    code, out, _err = run_command(["enter-handed-over", str(made), "--as", "maud", "--enter"])
    took = time.perf_counter() - began
    assert code == 0
    assert "50 entered" in out
    assert Communication.objects.count() == 50
    assert took < 10
