"""What commands say when all is well, and when a database is missing, older, newer, read-only or full."""

import json
import re
import shlex
import shutil
import socket
from pathlib import Path

import pytest
from django.db import DatabaseError, IntegrityError, OperationalError

from tests.cli.conftest import Home
from unannounced.cli.main import COMMANDS, parser
from unannounced.rooms.web.middleware import sentence_of

pytestmark = pytest.mark.sqlite

READS = {
    "verify": ["verify"],
    "verify of the portal": ["verify", "--room", "portal"],
    "checkpoint": ["checkpoint", "made.json"],
    "carry": ["carry"],
    "carry to a file": ["carry", "--to-file", "bag"],
    "take-in": ["take-in"],
    "work": ["work", "--once"],
    "list": ["list", "states", "--as", "maud"],
    "show": ["show", "report", "6f1c0b1e-5d3f-4b44-9c1b-0d9e9b7f3a10", "--as", "maud"],
    "standing": ["standing", "RUS"],
    "cooperation": ["cooperation", "RUS", "--as", "maud"],
    "calendar": ["calendar", "--as", "maud"],
    "search": ["search", "window", "--as", "maud"],
    "accounts": ["account", "list"],
    "edition": ["edition", "--as", "maud"],
    "facts": ["facts", "--as", "maud"],
    "act": ["act", "state", "plan-visit", "XXA", "--as", "maud"],
    "session": ["session", "36th", "--begins", "2027-03-01", "--ends", "2027-03-05", "--as", "maud"],
    "serve": ["serve", "--port", "1"],
    "serve the portal": ["serve", "portal"],
}
SOME = ["verify", "verify of the portal", "take-in", "list", "act", "serve the portal"]
OF_THE_PORTAL = {"verify of the portal", "take-in", "serve the portal"}


def words(name: str, home: Home) -> list[str]:
    """The words of a command; files go into the folder of the test."""
    return [str(home.path / word) if word in {"made.json", "bag"} else word for word in READS[name]]


def room_of(name: str) -> str:
    """The room whose database the command opens first."""
    return "portal" if name in OF_THE_PORTAL else "office"


# Well


def test_preparing_twice_is_welcome(bare: Home) -> None:
    assert bare.run("prepare").code == 0
    keys = {path: path.read_text() for path in bare.path.rglob("*.key")}
    assert len(keys) == 10
    assert {path.stat().st_mode & 0o777 for path in keys} == {0o600}
    assert {folder.stat().st_mode & 0o777 for folder in bare.path.iterdir()} == {0o700}
    again = bare.run("prepare")
    assert (again.code, again.out, again.err) == (0, "", "")
    assert {path: path.read_text() for path in bare.path.rglob("*.key")} == keys
    assert bare.run("verify").code == 0


def test_an_empty_installation_says_so(empty: Home) -> None:
    said = empty.run("verify")
    assert (said.code, said.err) == (0, "")
    assert (
        said.out
        == f"office: 0 lines, head {'0' * 64}, 0 rows checked\nportal: 0 parcels, the shelf is what they hold\n"
        "field: 0 parcels, the satchel is what they hold\n"
        f"liaison: 0 lines, head {'0' * 64}, 0 rows checked\n"
        "intake: 0 parcels, the letterbox is what they hold\n"
    )
    assert empty.run("carry").out == "nothing to carry\n"
    assert empty.run("list", "states", "--as", "maud").problem.startswith("Nobody has the login “maud”.")


def test_the_first_account_makes_itself_and_the_next_needs_somebody(empty: Home) -> None:
    password = b"a door left ajar\n"
    first = empty.run("account", "make", "rosa", "Rosa Almqueira", "--role", "administrator", given=password)
    assert (first.code, first.err) == (0, "")
    assert first.out.startswith("rosa is made.")
    alone = empty.run("account", "make", "maud", "Maud", given=password)
    assert alone.code == 2
    assert alone.problem.startswith("Refused: ")
    short = empty.run("account", "make", "maud", "Maud", "--as", "rosa", given=b"short\n")
    assert (short.code, "12" in short.problem) == (2, True)
    assert (
        empty.run("account", "make", "maud", "Maud", "--role", "secretariat", "--as", "rosa", given=password).code == 0
    )
    rows = [json.loads(line) for line in empty.run("account", "list", "--json").out.splitlines()]
    assert [(row["login"], row["roles"]) for row in rows] == [("maud", "secretariat"), ("rosa", "administrator")]
    assert empty.run("verify").code == 0


@pytest.mark.parametrize("word", COMMANDS)
def test_every_command_has_an_example_that_parses(word: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parser().parse_args([word, "--help"])
    assert ended.value.code == 0
    said = capsys.readouterr().out
    example = re.search(r"^example: (unannounced .+)$", said, re.MULTILINE)
    assert example is not None, said
    assert shlex.split(example[1])[1] == word
    line = example[1].split(" < ")[0]
    assert parser().parse_args(shlex.split(line)[1:]).command == word


def test_a_command_that_is_not_there_is_told_apart_from_one_that_is(bare: Home) -> None:
    said = bare.run("publish")
    assert said.code == 2
    assert "invalid choice: 'publish'" in said.err
    assert bare.run().code == 2
    assert bare.run("--version").out.startswith("unannounced ")
    assert not bare.path.exists()


# Missing, older, newer


@pytest.mark.parametrize("name", READS)
def test_a_database_that_is_missing_is_named_in_one_line_and_not_made(bare: Home, name: str) -> None:
    said = bare.run(*words(name, bare))
    assert said.code == 1
    assert said.problem == f"The database of the {room_of(name)} is missing. Run `unannounced prepare`, or put it back."
    assert not list(bare.path.rglob("*.sqlite3"))


def test_a_portal_whose_database_was_taken_away_is_not_passed_over(empty: Home) -> None:
    empty.database("portal").unlink()
    said = empty.run("verify")
    assert said.code == 1
    assert said.problem == "The database of the portal is missing. Run `unannounced prepare`, or put it back."
    assert said.out.startswith("office: 0 lines")


@pytest.mark.parametrize("name", SOME)
def test_an_older_database_is_named_in_one_line(empty: Home, name: str) -> None:
    room = room_of(name)
    last = {"office": "publications", "portal": "shelf"}[room]
    empty.by_hand("DELETE FROM django_migrations WHERE app = ?", last, room=room)
    said = empty.run(*words(name, empty))
    assert said.code == 1
    assert said.problem == f"The database of the {room} is older than this program. Run `unannounced prepare`."


@pytest.mark.parametrize("name", SOME)
def test_a_newer_database_is_named_in_one_line(empty: Home, name: str) -> None:
    room = room_of(name)
    statement = "INSERT INTO django_migrations (app, name, applied) VALUES ('parcels', '0999_later', '2030-01-01')"
    empty.by_hand(statement, room=room)
    said = empty.run(*words(name, empty))
    assert said.code == 1
    sentence = f"The database of the {room} was made by a newer version. Bring the program up to date."
    assert said.problem == sentence


@pytest.mark.parametrize("name", SOME)
def test_a_file_that_is_no_database_is_named_in_one_line(empty: Home, name: str) -> None:
    for path in empty.database(room_of(name)).parent.glob("*.sqlite3*"):
        path.unlink()
    empty.database(room_of(name)).write_bytes(b"something else entirely " * 500)
    said = empty.run(*words(name, empty))
    assert said.code == 1
    assert said.problem.startswith(f"The database of the {room_of(name)} ")


def test_a_database_with_half_its_tables_is_named_in_one_line(empty: Home) -> None:
    empty.by_hand("DROP TABLE accounts_person")
    said = empty.run("account", "list")
    assert said.code == 1
    assert "prepare" in said.problem


# Read-only, full, elsewhere

READ_ONLY = 'mount --bind "$UNANNOUNCED_HOME" "$UNANNOUNCED_HOME" && mount -o remount,bind,ro "$UNANNOUNCED_HOME"'
FULL = """
mkdir "$UNANNOUNCED_HOME.kept" && cp -a "$UNANNOUNCED_HOME/." "$UNANNOUNCED_HOME.kept" &&
mount -t tmpfs -o size=5m tmpfs "$UNANNOUNCED_HOME" && cp -a "$UNANNOUNCED_HOME.kept/." "$UNANNOUNCED_HOME" &&
{ dd if=/dev/zero of="$UNANNOUNCED_HOME/filling" bs=4k 2>/dev/null || true; }
"""


@pytest.mark.usefixtures("mounting")
@pytest.mark.parametrize("name", ["verify", "take-in", "edition"])
def test_a_file_system_that_is_read_only_is_named_in_one_line(empty: Home, name: str) -> None:
    said = empty.run(*words(name, empty), inside=READ_ONLY)
    assert said.code == 1
    sentence = f"The database of the {room_of(name)} is read-only. Make the file and its folder writable."
    assert said.problem == sentence


@pytest.mark.usefixtures("mounting")
def test_nothing_can_be_prepared_where_nothing_can_be_written(bare: Home) -> None:
    bare.path.mkdir()
    said = bare.run("prepare", inside=READ_ONLY)
    assert said.code == 1
    assert "Read-only file system" in said.problem


@pytest.mark.usefixtures("mounting")
def test_a_disk_without_a_byte_left_is_named_in_one_line(empty: Home) -> None:
    said = empty.run("account", "list", inside=FULL)
    assert said.code == 1
    assert said.problem.startswith("The disk of this room ")
    assert "full" in said.problem


@pytest.mark.usefixtures("mounting")
def test_a_disk_that_fills_up_during_an_act_is_named_and_nothing_of_the_act_stays(empty: Home) -> None:
    empty.run("account", "make", "maud", "Maud", "--role", "secretariat", given=b"a door left ajar\n")
    kept = f'{FULL} truncate -s -300k "$UNANNOUNCED_HOME/filling"'
    rescued = 'cp -a "$UNANNOUNCED_HOME/office/." "$UNANNOUNCED_HOME.after"'
    said = empty.run(
        "facts", "--as", "maud", inside=f'{kept}\nmkdir "$UNANNOUNCED_HOME.after"\n"$@"; code=$?\n{rescued}\nexit $code'
    )
    assert said.code == 1
    assert said.problem == "The disk of this room is full: nothing was written. Free some space, then try again."
    after = empty.path.with_name(f"{empty.path.name}.after")
    shutil.copytree(after, empty.path / "office", dirs_exist_ok=True)
    assert empty.by_hand("SELECT count(*) FROM treaties_treatyact") == [(0,)]
    assert empty.run("verify").code == 0


@pytest.mark.parametrize(
    ("problem", "sentence"),
    [
        (OperationalError("attempt to write a readonly database"), "is read-only"),
        (OperationalError("cannot execute INSERT in a read-only transaction"), "is read-only"),
        (OperationalError("database or disk is full"), "is full"),
        (OperationalError('could not extend file "base/1/2": No space left on device'), "is full"),
        (OperationalError("no such table: accounts_person"), "is older than the program"),
        (DatabaseError('relation "accounts_person" does not exist'), "is older than the program"),
        (OperationalError("unable to open database file"), "is missing"),
        (OperationalError("database is locked"), "does not answer"),
        (OperationalError("connection to server at 127.0.0.1 failed: Connection refused"), "does not answer"),
        (OperationalError("disk I/O error"), "cannot be used"),
        (IntegrityError("UNIQUE constraint failed: accounts_person.login"), "refused this"),
        (DatabaseError("file is not a database"), "cannot be read"),
        (DatabaseError("database disk image is malformed"), "cannot be read"),
    ],
    ids=str,
)
def test_a_failure_of_the_database_is_one_sentence_without_its_innards(problem: DatabaseError, sentence: str) -> None:
    said = sentence_of(problem)
    assert sentence in said
    assert str(problem) not in said
    assert said.endswith(".")


def test_a_row_of_words_that_holds_full_is_not_taken_for_a_full_disk() -> None:
    said = sentence_of(IntegrityError('duplicate key value: Key (login)=(full) already exists. constraint "x_fully_y"'))
    assert "refused this" in said


# Ports, profiles, addresses


def test_a_port_in_use_is_named(empty: Home) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = empty.run("serve", "portal", "--port", str(port))
    assert said.code == 1
    assert said.problem == f"Port {port} is in use. Name another with --port, or leave --port out."
    assert empty.processes() == []


@pytest.mark.parametrize("port", ["0", "-1", "65536", "99999999999", "eighty"])
def test_a_port_that_cannot_be_is_refused(empty: Home, port: str) -> None:
    said = empty.run("serve", "portal", f"--port={port}")
    assert said.code in {1, 2}
    assert "port" in said.err.lower()


def test_a_host_that_is_none_is_refused(empty: Home) -> None:
    said = empty.run("serve", "portal", "--host", "no.such.host.invalid")
    assert said.code == 1
    assert "no.such.host.invalid" in said.problem


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({"UNANNOUNCED_DATABASE_URL": "postgresql://127.0.0.1/one"}, "Two rooms would share one database."),
        ({"UNANNOUNCED_DATABASE_URL": "mysql://127.0.0.1/{room}"}, "must look like postgresql://"),
        ({"UNANNOUNCED_DATABASE_URL": "postgresql://127.0.0.1:x/{room}"}, "must look like postgresql://"),
        ({"UNANNOUNCED_DATABASE_URL": "postgresql://nobody:secret@127.0.0.1:1/{room}"}, "does not answer"),
    ],
    ids=["shared", "another kind", "a port in words", "nobody there"],
)
def test_an_address_of_a_database_that_cannot_be_is_named(bare: Home, variables: dict[str, str], sentence: str) -> None:
    said = Home(bare.path, variables).run("prepare")
    assert said.code == 1
    assert sentence in said.err.splitlines()[0]
    assert "secret" not in said.err


@pytest.mark.parametrize(
    "content",
    [b"", b"kind = ", b'kind = "cpt"\n', b"\xff\xfe", b'quorum = "most"\n'],
    ids=["empty", "cut", "little", "noise", "odd"],
)
def test_a_profile_that_cannot_be_read_is_named_in_one_line(empty: Home, content: bytes) -> None:
    (empty.path / "mechanism.toml").write_bytes(content)
    said = empty.run("verify", "--room", "portal")
    assert said.code == 1
    assert "mechanism.toml" in said.problem


@pytest.mark.parametrize("content", ["", "not hexadecimal\n", "abcd\n"], ids=["empty", "words", "short"])
def test_a_key_that_cannot_be_read_is_named_in_one_line(empty: Home, content: str) -> None:
    (empty.path / "office" / "ledger.key").write_text(content)
    said = empty.run("verify")
    assert said.code == 1
    assert said.problem == "The key ledger.key of the office cannot be read. Put it back."


def test_a_home_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file")
    said = Home(tmp_path / "home").run("prepare")
    assert said.code == 1
    assert str(tmp_path / "home") in said.problem
