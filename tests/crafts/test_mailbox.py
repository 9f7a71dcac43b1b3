"""Mail as mail programs export it: every message read or named, nothing run, and the sender apart from the words."""

import io
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unannounced.crafts import mailbox
from unannounced.crafts.mailbox import Attachment, Mail, NotTaken, Sender, mails_in

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40


def letter(words: str = "My brother was moved to Dorvane.\nFrom there nobody answers.", **heads: str) -> EmailMessage:
    """A message of an invented sister."""
    made = EmailMessage()
    said = {"From": "Mira Oskan <mira@example.org>", "Subject": "My brother", "Message-ID": "<1@example.org>"}
    for name, value in {**said, "Date": "Thu, 26 Nov 2026 21:05:00 +0300", **heads}.items():
        made[name.replace("_", "-")] = value
    made.set_content(words)
    return made


def read(content: bytes) -> list[Mail | NotTaken]:
    return list(mails_in(io.BytesIO(content)))


def mail(content: bytes) -> Mail:
    (found,) = read(content)
    assert isinstance(found, Mail)
    return found


def mbox(*messages: bytes) -> bytes:
    """Messages one behind the other, as programs export them: lines that begin with From are quoted."""
    begun = b"From MAILER-DAEMON Thu Nov 26 18:05:00 2026\n"
    quoted = (
        b"\n".join(b">" * line.lstrip(b">").startswith(b"From ") + line for line in one.split(b"\n"))
        for one in messages
    )
    return b"".join(begun + one.rstrip(b"\n") + b"\n\n" for one in quoted)


def test_a_message_is_read_with_its_day_and_its_files_and_the_sender_stands_apart() -> None:
    made = letter()
    made.add_attachment(PICTURE, maintype="image", subtype="png", filename="lettre reçue.png")
    made.add_attachment(
        "Приговор".encode(), maintype="application", subtype="octet-stream", filename="C:\\Users\\m\\Приговор.txt"
    )
    found = mail(bytes(made))
    assert found.words == "My brother was moved to Dorvane.\nFrom there nobody answers."
    assert (found.subject, found.key, found.number) == ("My brother", "<1@example.org>", 1)
    assert found.written_at == datetime(2026, 11, 26, 18, 5, tzinfo=UTC)
    assert found.sender == Sender("Mira Oskan", "mira@example.org")
    assert found.attachments == (
        Attachment("lettre reçue.png", "image/png", PICTURE),
        Attachment("Приговор.txt", "application/octet-stream", "Приговор".encode()),
    )
    assert not any(word in repr(found) for word in ("Mira", "Dorvane", "PNG"))


def test_every_message_of_a_mailbox_comes_with_its_number_and_quoted_lines_as_they_were_written() -> None:
    texts = ["From the cell one sees nothing.", ">From here I write again.", "Third.\n\nFrom now on I am silent."]
    found = read(mbox(*(bytes(letter(words)) for words in texts)))
    assert [one.number for one in found] == [1, 2, 3]
    assert [one.words for one in found if isinstance(one, Mail)] == texts


def test_of_a_page_the_words_are_read_and_nothing_that_is_not_seen() -> None:
    made = letter("")
    page = (
        "<html><head><title>x</title><style>p{}</style></head><body><p>They took&nbsp;his <b>insulin</b>.</p>"
        '<script>fetch("http://example.net")</script><div>Cell 12<br>Block&nbsp;C &amp; D</div>'
        '<img src="http://example.net/seen.gif" alt=""></body></html>'
    )
    made.set_content(page, subtype="html")
    assert mail(bytes(made)).words == "They took his insulin.\n\nCell 12\nBlock C & D"
    both = letter("They took his insulin.")
    both.add_alternative(page, subtype="html")
    assert mail(bytes(both)).words == "They took his insulin."


@pytest.mark.parametrize(
    ("letters", "content"),
    [
        ("koi8-r", "Нас не кормят второй день.".encode("koi8-r")),
        ("windows-1254", "Işıklar hiç sönmüyor.".encode("cp1254")),
        ("iso-8859-6", "لا ماء منذ الأمس".encode("iso-8859-6")),
        ("no-such-letters", "Нас не кормят.".encode()),
        ("us-ascii", "Ещё раз.".encode()),
    ],
)
def test_words_are_read_in_the_letters_they_were_written_in(letters: str, content: bytes) -> None:
    head = f"From: a@example.org\nContent-Type: text/plain; charset={letters}\nContent-Transfer-Encoding: 8bit\n\n"
    known = letters if letters not in ("no-such-letters", "us-ascii") else "utf-8"
    assert mail(head.encode() + content).words == content.decode(known)


def test_a_message_inside_a_message_is_a_file_of_it() -> None:
    made, inside = letter("See below."), letter("The first letter.", Subject="First")
    made.add_attachment(inside)
    (held,) = mail(bytes(made)).attachments
    assert held.kind == "message/rfc822"
    assert mail(held.content).words == "The first letter."


@pytest.mark.parametrize("said", ["", "yesterday", "Thu, 26 Nov 2026 21:05:00", "Thu, 99 Foo 2026 21:05:00 +0300"])
def test_a_day_that_cannot_be_read_is_not_known(said: str) -> None:
    assert mail(bytes(letter(Date=said))).written_at is None


def test_what_cannot_be_taken_is_named_and_the_rest_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailbox, "LARGEST", 20_000)
    monkeypatch.setattr(mailbox, "MOST_ATTACHMENTS", 2)
    large, many = letter("x" * 70 + "\n" * 5), letter("Three files.")
    large.add_attachment(bytes(30_000), maintype="application", subtype="pdf", filename="large.pdf")
    for number in range(3):
        many.add_attachment(b"x", maintype="image", subtype="png", filename=f"{number}.png")
    broken = letter("Half a file.")
    broken.add_attachment(PICTURE[:300], maintype="image", subtype="png", filename="half.png")
    cut = bytes(broken).replace(b"iVBORw", b"iV_ORw", 1)[: bytes(broken).index(b"iVBORw") + 61]
    found = read(mbox(bytes(letter("First.")), bytes(large), bytes(many), cut, b"", bytes(letter("Last."))))
    taken = {one.number: one.words for one in found if isinstance(one, Mail)}
    assert taken == {1: "First.", 3: "Three files.", 4: "Half a file.", 6: "Last."}
    named = {(one.number, one.part) for one in found if isinstance(one, NotTaken)}
    assert named == {(2, ""), (3, "2.png"), (4, "half.png"), (5, "")}


def test_a_large_mailbox_is_read_one_message_at_a_time() -> None:
    class Watched(io.BytesIO):
        lines = 0

        def readline(self, size: int | None = -1, /) -> bytes:
            self.lines += 1
            return super().readline(size)

    stream = Watched(mbox(*(bytes(letter(f"Letter {number}.")) for number in range(500))))
    reading = mails_in(stream)
    assert isinstance(next(reading), Mail)
    assert stream.lines < 40
    assert len(list(reading)) == 499


@given(st.binary(max_size=600))
def test_whatever_is_in_the_file_is_a_message_or_named(content: bytes) -> None:
    assert all(isinstance(one, Mail | NotTaken) for one in read(content))
    begun = b"From x\nFrom: a@example.org\nContent-Type: multipart/mixed; boundary=x\n\n"
    assert all(isinstance(one, Mail | NotTaken) for one in read(begun + content))


def test_messages_of_other_programs_are_read() -> None:
    import test  # Python's own tests bring messages that broke something once

    folder = Path(test.__file__).parent / "test_email" / "data"
    files = sorted(folder.glob("msg_*.txt"))
    if not files:
        pytest.skip("this Python comes without its tests")
    read_all = {file.name: read(file.read_bytes()) for file in files}
    without_head = {name for name, found in read_all.items() if not any(isinstance(one, Mail) for one in found)}
    assert without_head <= {"msg_19.txt"}
    in_part = {name for name, found in read_all.items() for one in found if isinstance(one, NotTaken) and one.part}
    assert in_part <= {"msg_36.txt", "msg_39.txt"}  # files that lie elsewhere, and are not fetched
    assert sum(len(one.attachments) for found in read_all.values() for one in found if isinstance(one, Mail)) > 10
    later = [one for found in read_all.values() for one in found if isinstance(one, Mail) and one.written_at]
    assert all(one.written_at and one.written_at - datetime(1990, 1, 1, tzinfo=UTC) > timedelta() for one in later)
