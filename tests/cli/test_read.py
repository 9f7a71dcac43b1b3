"""``unannounced read``: what it prints, what it refuses, and that it needs no installation."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.crafts.papers import OLD_REVIEW, REVIEW, paged, pdf
from unannounced.cli import read as command


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    (folder / "older").mkdir(parents=True)
    (folder / "bresk.pdf").write_bytes(pdf(paged(REVIEW, "A/HRC/91/7")))
    (folder / "older" / "aldmoor.TXT").write_text(OLD_REVIEW, encoding="utf-8")
    (folder / "notes.md").write_text("no report")
    return folder


def said(*words: str | Path) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, without any setting of an installation."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("UNANNOUNCED", "DJANGO"))}
    return subprocess.run(
        [sys.executable, "-m", "unannounced.cli.main", "read", *map(str, words)],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
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
        "confidence": 0.9,
    }


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


def test_several_processes_print_the_same(reports: Path) -> None:
    assert said(reports, "--jobs", "2").stdout == said(reports, "--jobs", "1").stdout


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
    assert done.stderr == "No .txt or .pdf file is there. Name files, or a folder that holds some.\n"


def test_a_process_that_ends_on_one_file_refuses_that_file_alone(
    reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deadly = reports / "deadly.txt"
    deadly.write_text(OLD_REVIEW)
    monkeypatch.setattr(command, "read_file", ends_on_deadly)
    files = [reports / "bresk.pdf", deadly, reports / "older" / "aldmoor.TXT"]
    printed = list(command._in_processes(files, 2, command.Progress("reading")))
    assert ["ended the process" in one.refused for one in printed] == [False, True, False]
    assert all(one.lines for one in printed if not one.refused)


def half_written(out: Path) -> None:
    with command._output(out) as beside:
        beside.write("half")
        raise ZeroDivisionError


def ends_on_deadly(path: Path) -> command.Printed:
    if path.name == "deadly.txt":
        os._exit(9)
    return READ_FILE(path)


READ_FILE = command.read_file
