"""The worked case: what a hand does to it is named; Ctrl-C leaves nothing running; an interrupted build is begun again."""

import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import PROGRAM, Home

pytestmark = [pytest.mark.sqlite, pytest.mark.slow]

HANDS = {
    "a paragraph altered": (
        "UPDATE reports_paragraph SET text = 'All was well.' WHERE id = ?",
        "reports_paragraph",
        "was altered by hand",
    ),
    "an entry deleted": ("DELETE FROM notebooks_entry WHERE id = ?", "notebooks_entry", "was deleted by hand"),
    "a response altered": (
        "UPDATE recommendations_response SET claim = 'rejected' WHERE id = ? AND claim != 'rejected'",
        "recommendations_response",
        "was altered by hand",
    ),
    "a ballot deleted": ("DELETE FROM committee_ballot WHERE id = ?", "committee_ballot", "was deleted by hand"),
    "a treaty act moved": (
        "UPDATE treaties_treatyact SET day = '2001-01-01' WHERE id = ?",
        "treaties_treatyact",
        "was altered by hand",
    ),
}


def readable(key: object) -> str:
    """An id as verification writes it."""
    return re.sub(r"(.{8})(.{4})(.{4})(.{4})(.{12})", r"\1-\2-\3-\4-\5", str(key))


@pytest.fixture(scope="module")
def handled(demo_once: Home, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """One copy of the worked case for all hands, each of which is undone."""
    return Home(Path(shutil.copytree(demo_once.path, tmp_path_factory.mktemp("handled") / "home")))


def test_the_worked_case_verifies(handled: Home) -> None:
    said = handled.run("verify")
    assert (said.code, said.err) == (0, "")
    assert re.fullmatch(
        r"office: \d{4,} lines, head [0-9a-f]{64}, \d{4,} rows checked\n"
        r"portal: \d+ parcels, the shelf is what they hold\n"
        r"field: \d+ parcels, the satchel is what they hold\n"
        r"liaison: \d+ lines, head [0-9a-f]{64}, \d+ rows checked\n"
        r"intake: \d+ parcels, the letterbox is what they hold\n",
        said.out,
    )


def test_whatever_a_hand_did_is_named_by_table_and_id_in_one_line_each(demo: Home) -> None:
    wanted = set()
    for statement, table, how in HANDS.values():
        row = demo.by_hand(f"SELECT id FROM {table} ORDER BY id LIMIT 1")[0][0]
        if "claim" in statement:
            row = demo.by_hand(f"SELECT id FROM {table} WHERE claim != 'rejected' LIMIT 1")[0][0]
        demo.by_hand(statement, row)
        wanted.add(f"office: {table} {readable(row)} {how}")
    demo.by_hand(
        "INSERT INTO visits_confidant (id, salt, visit_id, person_id) "
        "SELECT '00000000000040008000000000000bee', 's', (SELECT id FROM visits_visit LIMIT 1), id FROM accounts_person LIMIT 1"
    )
    wanted.add("office: visits_confidant 00000000-0000-4000-8000-000000000bee was added by hand")
    demo.by_hand("UPDATE shelf_shelvedparagraph SET text = 'All was well.' WHERE id = 1", room="portal")
    said = demo.run("verify")
    assert said.code == 1
    lines = said.err.splitlines()
    assert len(lines) == len(wanted) + 1
    assert all(any(line.startswith(one) for line in lines) for one in wanted)
    assert [line for line in lines if line.startswith("portal: shelf_shelvedparagraph ")]
    assert "the shelf is not what they hold" in said.out


def test_after_more_faults_than_fit_a_page_the_rest_is_counted(demo: Home) -> None:
    demo.by_hand("UPDATE notebooks_entry SET source = 'source Z'")
    count = demo.by_hand("SELECT count(*) FROM notebooks_entry")[0][0]
    said = demo.run("verify", "--room", "office")
    lines = said.err.splitlines()
    assert said.code == 1
    assert len(lines) == 51
    assert lines[-1] == f"office: and {int(str(count)) - 50} more"


# Ending


def started(home: Home, *words: str) -> "subprocess.Popen[str]":
    """A command in a session of its own, as a terminal starts it."""
    return subprocess.Popen(
        [*PROGRAM, *words],
        env={**home.environment, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def until(process: "subprocess.Popen[str]", word: str) -> None:
    """Read what the process says until ``word``."""
    assert process.stdout is not None
    for line in process.stdout:
        if word in line:
            return
    raise AssertionError(f"“{word}” was never said: {process.stderr.read() if process.stderr else ''}")


def everybody(process: "subprocess.Popen[str]", number: int) -> None:
    """Send a signal as a terminal does at Ctrl-C: to the whole foreground group."""
    os.killpg(process.pid, number)


def it_alone(process: "subprocess.Popen[str]", number: int) -> None:
    """Send a signal as a service manager does: to the process it started."""
    process.send_signal(number)


@pytest.mark.parametrize(
    ("number", "to"),
    [(signal.SIGINT, everybody), (signal.SIGTERM, it_alone), (signal.SIGHUP, everybody)],
    ids=["ctrl-c", "terminate", "terminal closed"],
)
def test_ending_the_demonstration_leaves_no_process(
    demo: Home, number: int, to: Callable[["subprocess.Popen[str]", int], None]
) -> None:
    process = started(demo, "demo")
    until(process, "Ctrl-C ends it")
    assert len(demo.processes()) >= 5
    to(process, number)
    _out, problem = process.communicate(timeout=30)
    assert process.returncode == 0
    assert problem == ""
    assert demo.processes() == []
    assert demo.run("verify").code == 0


def test_a_second_ctrl_c_while_it_ends_leaves_no_process_either(demo: Home) -> None:
    process = started(demo, "demo")
    until(process, "Ctrl-C ends it")
    for _time in range(3):
        everybody(process, signal.SIGINT)
        time.sleep(0.05)
    _out, problem = process.communicate(timeout=30)
    assert "Traceback" not in problem
    assert demo.processes() == []


@pytest.mark.parametrize("seconds", [0.7, 2.5, 5.0])
def test_ctrl_c_while_it_is_built_leaves_no_process_and_no_traceback(bare: Home, seconds: float) -> None:
    process = started(bare, "demo", "--check")
    time.sleep(seconds)
    everybody(process, signal.SIGINT)
    _out, problem = process.communicate(timeout=30)
    assert process.returncode != 0
    assert "Traceback" not in problem, problem
    assert bare.processes() == []


def test_a_demonstration_whose_building_was_interrupted_is_begun_again(demo: Home) -> None:
    (demo.path / "demonstration").write_text("building\n")
    demo.by_hand("UPDATE reports_paragraph SET text = 'All was well.'")
    said = demo.run("demo", "--check")
    assert said.code == 0
    assert said.out.endswith("\nok\n")


def test_an_installation_that_is_none_is_not_overwritten(empty: Home) -> None:
    said = empty.run("demo", "--check")
    assert said.code == 1
    assert "holds an installation that is no demonstration" in said.problem
    assert not (empty.path / "demonstration").exists()


def test_one_process_that_ends_by_itself_ends_the_others(demo: Home) -> None:
    process = started(demo, "demo")
    until(process, "Ctrl-C ends it")
    courier = next(
        int(folder.name)
        for folder in Path("/proc").glob("[0-9]*")
        if b"carry\0--every" in _read(folder / "cmdline") and str(demo.path).encode() in _read(folder / "environ")
    )
    os.kill(courier, signal.SIGKILL)
    _out, problem = process.communicate(timeout=30)
    assert process.returncode == 1
    assert problem == "The courier ended by itself; the others are ended too.\n"
    assert demo.processes() == []


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
