"""``unannounced read``: what it prints, what it refuses, and that it needs no installation."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.meddling import meddling
from tests.crafts.papers import OLD_REVIEW, REVIEW, paged, pdf
from unannounced.cli import read as command


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    (folder / "older").mkdir(parents=True)
    (folder / "bresk.pdf").write_bytes(pdf(paged(REVIEW, "A/HRC/91/7")))
    (folder / "older" / "aldmoor.TXT").write_text(OLD_REVIEW, encoding="utf-8")
    (folder / "notes.csv").write_text("no report")
    return folder


def said(*words: str | Path, more: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, without any setting of an installation."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("UNANNOUNCED", "DJANGO"))}
    return subprocess.run(
        [sys.executable, "-m", "unannounced.cli.main", "read", *map(str, words)],
        capture_output=True,
        text=True,
        env=environment | (more or {}),
        check=False,
        timeout=60,
    )


def test_items_are_printed_one_object_a_line(reports: Path) -> None:
    done = said(reports)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert done.stderr == "files read 2, refused 0, items 13\n"
    assert {row["document"] for row in rows} == {"bresk.pdf", "aldmoor.TXT"}
    assert rows[0] == {
        "document": "bresk.pdf",
        "paragraph": "6.1",
        "kind": "recommendation",
        "text": "Ratify the Optional Protocol to the Convention against Torture",
        "made_by": ["Aldmoor", "Bolivia (Plurinational State of)"],
        "position": "accepted",
        "confidence": rows[0]["confidence"],
        "page": rows[0]["page"],
        "addressee": "",
        "within": "",
        "months": None,
        "place": "",
        "earlier": [],
        "language": rows[0]["language"],
        "report": "A/HRC/91/7",
    }
    assert 0.5 < rows[0]["confidence"] <= 1


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_read(reports: Path) -> None:
    bad = reports / "blank.txt"
    bad.write_text(" ")
    done = said(reports)
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        f"{bad}: The file is empty. Fetch it again from where it came.",
        "files read 2, refused 1, items 13",
    ]
    assert len(done.stdout.splitlines()) == 13


def test_a_file_that_is_not_there_is_refused(reports: Path) -> None:
    done = said(reports / "gone.pdf", reports / "bresk.pdf")
    assert done.returncode == 2
    assert "gone.pdf: No such file or directory." in done.stderr
    assert done.stdout


TRAPS = """
LONGEST_READING = 2
_read_file = read_file

def read_file(path):
    if "deadly" in path.name:
        os._exit(9)
    if "faulty" in path.name:
        raise LookupError(path.name)
    if "endless" in path.name:
        import time
        time.sleep(600)
    return _read_file(path)
"""
"""Files that bring down, hold up or betray whoever reads them, by their names."""


@pytest.mark.parametrize("jobs", ["1", "2", "5"])
def test_what_is_printed_does_not_depend_on_how_many_processes_read(reports: Path, jobs: str) -> None:
    for number in range(12):
        (reports / f"copy-{number:02}.txt").write_text(OLD_REVIEW * (1 + number % 3), encoding="utf-8")
    alone, several = said(reports, "--jobs", "1"), said(reports, "--jobs", jobs)
    assert len(alone.stdout.splitlines()) > 60
    assert (several.stdout, several.stderr) == (alone.stdout, alone.stderr)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a process elsewhere starts from the beginning")
@pytest.mark.parametrize("jobs", ["1", "2", "5"])
def test_a_file_that_crashes_or_holds_up_its_reader_is_named_and_left_out_and_the_rest_goes_on(
    reports: Path, tmp_path: Path, jobs: str
) -> None:
    traps = [reports / name for name in ("a-deadly.txt", "b-endless.txt", "c-faulty.txt", "z-deadly.txt")]
    for trap in traps:
        trap.write_text(OLD_REVIEW, encoding="utf-8")
    done = said(reports, "--jobs", jobs, more=meddling(tmp_path, "unannounced.cli.read", TRAPS))
    named = done.stderr.splitlines()
    assert done.returncode == 2
    assert named[0] == (
        f"{traps[0]}: Reading it ended the process that did it. Save the file anew, in another format, and give that."
    )
    assert named[1].startswith(f"{traps[1]}: Reading it took longer than 2 seconds.")
    assert named[2].startswith(f"{traps[2]}: Reading it failed by a fault of this program (LookupError, ")
    assert named[3].startswith(f"{traps[3]}: Reading it ended the process")
    assert named[4:] == ["files read 2, refused 4, items 13"]
    assert len(done.stdout.splitlines()) == 13


def test_ctrl_c_ends_the_command_and_its_processes_in_one_sentence(reports: Path, tmp_path: Path) -> None:
    (reports / "b-endless.txt").write_text(OLD_REVIEW, encoding="utf-8")
    environment = {**os.environ, **meddling(tmp_path, "unannounced.cli.read", TRAPS.replace("= 2", "= 600"))}
    out = tmp_path / "made.jsonl"
    command = [sys.executable, "-m", "unannounced.cli.main", "read", str(reports), "--jobs", "2", "--out", str(out)]
    process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True, start_new_session=True)
    ends_at = time.monotonic() + 30
    while len(family(process.pid)) < 2 and time.monotonic() < ends_at:
        time.sleep(0.05)
    time.sleep(0.5)
    readers = family(process.pid)
    os.killpg(process.pid, signal.SIGINT)
    _out, err = process.communicate(timeout=30)
    assert readers
    assert err == "Stopped. What was done before stands; repeating the command is welcome.\n"
    assert process.returncode == 1
    assert not out.exists()
    assert [one for one in readers if Path(f"/proc/{one}").exists()] == []


def family(pid: int) -> list[int]:
    """The processes that ``pid`` started."""
    try:
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def test_a_file_is_written_whole_or_not_at_all(reports: Path, tmp_path: Path) -> None:
    out = tmp_path / "made" / "items.jsonl"
    done = said(reports, "--out", out)
    assert (done.returncode, done.stdout) == (0, "")
    assert len(out.read_text(encoding="utf-8").splitlines()) == 13
    assert os.listdir(out.parent) == [out.name]
    with pytest.raises(ZeroDivisionError):
        half_written(out)
    assert len(out.read_text(encoding="utf-8").splitlines()) == 13
    assert os.listdir(out.parent) == [out.name]


def test_a_folder_without_reports_says_so(tmp_path: Path) -> None:
    done = said(tmp_path)
    assert done.returncode == 1
    assert done.stderr == f"{command.no_file()}\n"


def half_written(out: Path) -> None:
    with command._output(out) as beside:
        beside.write("half")
        raise ZeroDivisionError
