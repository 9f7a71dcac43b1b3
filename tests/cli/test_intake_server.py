"""The intake room as `serve` starts it: killed at every step, full, locked, 64 senders at once, and what it ever wrote."""

import http.client
import json
import socket
import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.cli.conftest import Home
from tests.cli.killing import steps
from tests.cli.serving import ask, served
from tests.rooms.intake.conftest import Sender, parcel, recipient, sealed
from unannounced.crafts import working
from unannounced.crafts.handing_over import coded, decoded
from unannounced.crafts.packing import digest_of, pack

pytestmark = [pytest.mark.sqlite, pytest.mark.slow]

FULL = """
mkdir "$UNANNOUNCED_HOME.kept" && cp -a "$UNANNOUNCED_HOME/." "$UNANNOUNCED_HOME.kept" &&
mount -t tmpfs -o size=2m tmpfs "$UNANNOUNCED_HOME" && cp -a "$UNANNOUNCED_HOME.kept/." "$UNANNOUNCED_HOME" &&
exec "$@"
"""


@pytest.fixture
def intake(tmp_path: Path) -> Home:
    """An intake room alone, on a machine of its own, with the office's key."""
    home = Home(tmp_path / "home")
    assert home.run("prepare", "--room", "intake").code == 0
    give(home, "intake-key", {"version": 1, "recipient": recipient()})
    return home


def give(home: Home, kind: str, content: dict[str, object]) -> None:
    """Carry a parcel of the office here over a cable."""
    stream = BytesIO()
    pack([parcel(kind, content)], stream)
    said = home.run("take-in", "--room", "intake", given=stream.getvalue())
    assert (said.code, said.out.count("taken ")) == (0, 1), said


def asked(port: int, what: str, said: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    """Ask under ``/api/``."""
    status, answered = ask(port, "POST", f"/api/{what}", json.dumps(said).encode())
    return status, json.loads(answered)


@cache
def _office_letter() -> tuple[str, str]:
    """A letter and who wrote, sealed: tests of speed and of faults need no other."""
    return coded(sealed({"text": "They beat me."})), coded(sealed({"name": ""}))


def letter(port: int) -> dict[str, Any]:
    """A letter that no other is like, with its work done."""
    challenge = asked(port, "key", {})[1]["challenge"]
    said, who = Sender().letter(), _office_letter()[1]
    return {**said, "who": who, "challenge": challenge, "number": working.solved(challenge)}


def letters_here(home: Home) -> list[str]:
    """The conversations of the letters, each with its parcel."""
    rows = home.by_hand(
        "SELECT l.conversation FROM letterbox_letter l JOIN parcels_parcel p ON p.id = l.parcel_id", room="intake"
    )
    assert len(rows) == home.by_hand("SELECT count(*) FROM letterbox_letter", room="intake")[0][0]
    assert len(rows) == home.by_hand("SELECT count(*) FROM parcels_parcel WHERE direction = 'out'", room="intake")[0][0]
    return [str(row[0]) for row in rows]


def test_killed_at_every_step_nothing_acknowledged_is_lost_and_nothing_comes_twice(
    intake: Home, tmp_path: Path
) -> None:
    arm = tmp_path / "arm"
    killed: list[dict[str, Any]] = []
    for step in range(1, 40):
        with served(intake, "intake", silent=False, **steps(tmp_path, arm)) as (port, _process):
            if killed:
                assert asked(port, "letters", killed[-1])[1]["is"] in {"kept", "known"}
                assert letters_here(intake).count(conversation_of(killed[-1])) == 1
            said = letter(port)
            arm.write_text(f"{step}")
            try:
                status, _answer = asked(port, "letters", said)
            except (OSError, http.client.HTTPException):
                status = 0
            if arm.exists():
                break
        assert status == 0, "it was killed before it could answer"
        assert letters_here(intake).count(conversation_of(said)) <= 1
        killed.append(said)
    assert status == 200
    assert len(killed) >= 10, "each statement of the transaction, before and after it, and the answer"
    assert len(set(letters_here(intake))) == len(killed) + 1
    assert intake.run("verify", "--room", "intake").code == 0


def conversation_of(said: dict[str, Any]) -> str:
    """The conversation of a letter."""
    return digest_of(bytes.fromhex(said["address"]))


def test_sixty_four_senders_at_once_lose_nothing_and_nobody_is_refused(intake: Home) -> None:
    with served(intake, "intake") as (port, _process):
        letters = [[letter(port) for _letter in range(5)] for _sender in range(64)]
        with ThreadPoolExecutor(64) as senders:
            said = list(senders.map(lambda mine: [asked(port, "letters", one) for one in mine], letters))
    assert {answer["is"] for mine in said for _status, answer in mine} == {"kept"}
    wanted = {conversation_of(one) for mine in letters for one in mine}
    assert sorted(letters_here(intake)) == sorted(wanted)
    assert (
        intake.run("verify", "--room", "intake").out == f"intake: {320 + 1} parcels, the letterbox is what they hold\n"
    )


@pytest.mark.usefixtures("mounting")
def test_a_full_disk_is_answered_and_once_there_is_space_the_same_letters_are_taken(intake: Home) -> None:
    kept: list[dict[str, Any]] = []
    with served(intake, "intake", "unshare", "--mount", "sh", "-c", FULL, "sh") as (port, _process):
        for _letter in range(200):
            said = letter(port)
            status, answered = asked(port, "letters", said)
            if status != 200:
                break
            kept.append(said)
        assert (status, answered["problem"]) == (507, "full")
        assert "nothing was taken" in answered["message"]
        assert kept, "some came in before"
        found = asked(port, "conversation", {"address": kept[-1]["address"]})
        assert found[1]["letters"] == 1, "what was acknowledged is there"
    with served(intake, "intake") as (port, _process):
        assert asked(port, "letters", said)[1] == {"is": "kept"}


def test_a_locked_database_is_answered_and_the_same_letter_is_taken_later(intake: Home) -> None:
    with served(intake, "intake") as (port, _process):
        said = letter(port)
        with closing(sqlite3.connect(intake.database("intake"), isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            status, answered = asked(port, "letters", said)
            assert (status, answered["problem"]) == (503, "busy")
            other.execute("ROLLBACK")
        assert asked(port, "letters", said)[1] == {"is": "kept"}


def test_an_upload_that_is_cut_off_leaves_nothing(intake: Home) -> None:
    with served(intake, "intake") as (port, _process):
        body = json.dumps(letter(port)).encode()
        with socket.create_connection(("127.0.0.1", port)) as line:
            line.sendall(
                f"POST /api/letters HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(body)}\r\n\r\n".encode()
            )
            line.sendall(body[: len(body) // 2])
        time.sleep(0.5)
        assert letters_here(intake) == []
        assert ask(port, "GET", "/healthy/")[0] == 200


def test_what_was_erased_is_overwritten_in_the_file(intake: Home) -> None:
    with served(intake, "intake") as (port, _process):
        said, other = letter(port), letter(port)
        for one in (said, other):
            assert asked(port, "letters", one)[1] == {"is": "kept"}
        asked(port, "erase", {"address": said["address"]})
    with closing(sqlite3.connect(intake.database("intake"))) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = intake.database("intake").read_bytes()
    assert _found(other, content) > 10, "what was not erased is found, so the search is right"
    assert _found(said, content) == 0


def _found(said: dict[str, Any], content: bytes) -> int:
    """How many stretches of a letter stand in the file; those across two pages never do."""
    sealed = decoded(said["sealed"])
    return sum(sealed[at : at + 40] in content for at in range(2_000, len(sealed) - 40, 500))


# What it ever wrote

PLAIN = "Вони били мене в коридорі kitchen-knife-42"
PLACE, NAME, FILE = "Colony nine by the river", "Olena Vynohradova", b"a photograph of the wall, by hand " * 40
CLIENT = {"X_Forwarded_For": "203.0.113.77", "User_Agent": "Telephone of Olena/9"}


def test_every_byte_it_ever_wrote_is_read_and_none_tells_who_from_where_or_what(intake: Home, tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    before = [
        "strace",
        "-D",
        "-f",
        "-qq",
        "-s",
        "10000000",
        "-xx",
        "-e",
        "trace=write,pwrite64,writev,pwritev,pwritev2",
        "-o",
        str(trace),
    ]
    sender = Sender()
    with served(intake, "intake", *before) as (port, _process):
        words = _by_form(port)
        said = {**sender.letter(PLAIN, who=NAME)}
        challenge = asked(port, "key", {})[1]["challenge"]
        status, answered = ask(
            port,
            "POST",
            "/api/letters",
            json.dumps({**said, "challenge": challenge, "number": working.solved(challenge)}).encode(),
            **CLIENT,
        )
        assert (status, json.loads(answered)) == (200, {"is": "kept"})
        give(intake, "answer", sender.answer("We have it, and we come."))
        page = ask(port, "POST", "/uk/answers/", urlencode({"words": " ".join(sender.words)}).encode(), **FORM)[1]
        assert b"We have it, and we come." in page
        ask(port, "POST", "/en/answers/", urlencode({"words": " ".join(words)}).encode(), **FORM)
        ask(port, "GET", "/en/nothing/", **CLIENT)
        ask(port, "POST", "/api/letters", b"{broken", **CLIENT)
        secrets = _secrets(sender, words)
        _none_of(secrets, _files(intake.path), "a file")
    _none_of(secrets, _files(intake.path), "a file")
    _none_of(secrets, _written(trace), "what was written")


FORM = {"Content_Type": "application/x-www-form-urlencoded", **CLIENT}


def _by_form(port: int) -> list[str]:
    """A letter with a file from a device without scripts; its words."""
    import re

    page = ask(port, "GET", "/uk/write/", **CLIENT)[1].decode()
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    fields = {**hidden, "text": PLAIN, "place": PLACE, "name": NAME, "ways": "receipt"}
    edge = "edge-of-a-part"
    lines = [
        f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    file = f'--{edge}\r\nContent-Disposition: form-data; name="attached"; filename="wall.txt"\r\n\r\n'.encode() + FILE
    body = b"".join(lines) + file + f"\r\n--{edge}--\r\n".encode()
    headers = {**CLIENT, "Content_Type": f"multipart/form-data; boundary={edge}"}
    status, said = ask(port, "POST", "/uk/write/", body, **headers)
    words = hidden["words"].split()
    assert status == 200
    assert words[0] in said.decode()
    return words


def _secrets(sender: Sender, words: list[str]) -> dict[str, list[bytes]]:
    """What must be nowhere, in the forms in which it could be written."""
    from unannounced.crafts import receipt_words

    addresses = [sender.address, receipt_words.receipt_of(words).address]
    return {
        "the text": [PLAIN.encode(), PLAIN.encode("utf-16-le"), json.dumps(PLAIN).encode()[1:-1], b"kitchen-knife-42"],
        "the place": [PLACE.encode()],
        "the name": [NAME.encode(), b"Vynohradova"],
        "the file": [FILE[:60], b"wall.txt"],
        "the answer": [b"we come."],
        "the words": [" ".join(words[at : at + 2]).encode() for at in range(9)],
        "the address of a conversation": [one.encode() for one in addresses]
        + [bytes.fromhex(one) for one in addresses],
        "where somebody came from": [b"203.0.113.77", b"Telephone of Olena"],
        "the sender's key": [sender.receipt.identity.encode()],
    }


def _files(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in folder.rglob("*"):
        if path.is_file():
            yield str(path), path.read_bytes()


def _written(trace: Path) -> Iterator[tuple[str, bytes]]:
    """Every write to anything but a socket of a sender: files, pipes, terminals. Sockets are answers to the sender."""
    import re

    sockets = {"sendto"}
    whole = bytearray()
    for line in trace.read_text(errors="replace").splitlines():
        call = re.match(r"\d+\s+(\w+)\((\d+)", line)
        if call is None or call[1] in sockets:
            continue
        for said in re.findall(r'"((?:\\x[0-9a-f]{2})*)"', line):
            piece = bytes.fromhex(said.replace("\\x", ""))
            if not piece.startswith(b"HTTP/1.1 ") and not _is_page(piece):
                whole += piece + b"\n"
    assert len(whole) > 10_000, "the trace holds what the database wrote"
    yield "trace", bytes(whole)


def _is_page(piece: bytes) -> bool:
    """Whether this is a page on its way to the sender who asked for it."""
    return b"<!doctype html>" in piece


def _none_of(secrets: dict[str, list[bytes]], where: Iterator[tuple[str, bytes]], what: str) -> None:
    for name, content in where:
        for secret, forms in secrets.items():
            for form in forms:
                assert form not in content, f"{secret} is in {what}: {name}"
