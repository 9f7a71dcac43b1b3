"""A folder as a mechanism has it: every format, several reports in one file, files that are made to do harm."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from PIL import Image

from tests.cli.conftest import Home
from tests.cli.meddling import meddling
from tests.cli.reports_made_up import archive, review
from tests.crafts.papers import paged, pdf

pytestmark = pytest.mark.sqlite
AS = ("--as", "maud", "--state", "XXB", "--no-proposals")


def word(text: str) -> bytes:
    """The lines of a text as a Word document."""
    document, held = docx.Document(), io.BytesIO()
    for line in text.split("\n"):
        if line.strip():
            document.add_paragraph(line)
    document.save(held)
    return held.getvalue()


def bomb(megabytes: int = 700) -> bytes:
    """A Word document of some hundred kilobytes that unpacks to so much."""
    held = io.BytesIO(word("1. A paragraph."))
    with zipfile.ZipFile(held) as sound:
        parts = {name: sound.read(name) for name in sound.namelist()}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            if name != "word/document.xml":
                file.writestr(name, content)
        with file.open("word/document.xml", "w") as document:
            head, _body, _tail = parts["word/document.xml"].partition(b"<w:body>")
            document.write(head + b"<w:body>")
            for _turn in range(megabytes):
                document.write(b"<w:p/>" * (1024 * 1024 // 6))
    return made.getvalue()


def scan() -> bytes:
    """A PDF file with a grey picture and no word."""
    held = io.BytesIO()
    Image.new("L", (600, 800), 128).save(held, "PDF")
    return held.getvalue()


def rows(home: Home, folder: Path, *more: str) -> dict[str, dict[str, Any]]:
    """What became of each file, by its name."""
    said = home.run("import-reports", str(folder), *AS, "--json", *more)
    return {row["file"]: row for row in map(json.loads, said.out.splitlines())}


def reports(home: Home) -> int:
    return int(str(home.by_hand("SELECT count(*) FROM reports_report WHERE body LIKE 'Working Group%'")[0][0]))


def test_one_report_in_three_formats_is_one_report_with_three_files(small: Home, tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    folder.mkdir()
    without = review().replace("A/HRC/12/9\n", "")
    (folder / "a.txt").write_text(review(), encoding="utf-8")
    (folder / "b.docx").write_bytes(word(without))
    (folder / "c.pdf").write_bytes(pdf(paged(review(), "A/HRC/12/9")))
    foreseen = {name: row["outcome"] for name, row in rows(small, folder, "--dry-run").items()}
    assert foreseen == {"a.txt": "taken", "b.docx": "rendition", "c.pdf": "rendition"}
    became = {name: row["outcome"] for name, row in rows(small, folder).items()}
    assert became == foreseen
    assert reports(small) == 1
    assert small.run("verify", "--room", "office").code == 0


def test_what_would_bring_the_reader_down_is_named_and_the_rest_goes_in(small: Home, tmp_path: Path) -> None:
    folder = archive(tmp_path / "archive", reports=2)
    bad = {"bomb.docx": bomb(), "cut.docx": word(review())[:2000], "empty.pdf": b"", "scan.pdf": scan()}
    for name, content in bad.items():
        (folder / name).write_bytes(content)
    said = small.run("import-reports", str(folder), *AS)
    named = {line.partition(": ")[0].rpartition("/")[2]: line.partition(": ")[2] for line in said.err.splitlines()}
    assert said.code == 2
    assert named.keys() == bad.keys()
    assert all(why.count(". ") >= 1 and why.endswith(".") for why in named.values()), "each says what to do, too"
    assert "far more than a report holds" in named["bomb.docx"]
    assert "pictures" in named["scan.pdf"] or "no words could be recognised" in named["scan.pdf"]
    assert said.out.startswith("2 reports taken in with 14 items, 0 renditions, 0 known already, 4 refused.")


def test_two_reports_in_one_file_become_two_and_the_dry_run_says_so(small: Home, tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    folder.mkdir()
    both = review(symbol="A/HRC/12/9") + "\n\n" + review(symbol="A/HRC/13/4", day="6 May 2010", words="be painted")
    (folder / "both.txt").write_text(both, encoding="utf-8")
    said = small.run("import-reports", str(folder), *AS, "--dry-run")
    assert "2 reports would be taken in" in said.out
    assert "both.txt: The file holds 2 reports, one after the other: A/HRC/12/9, A/HRC/13/4." in said.out
    assert said.out.count("both.txt: ") == 2, "what becomes of it, and that; nothing is said twice"
    assert reports(small) == 0
    assert rows(small, folder)["both.txt"]["reports"] == 2
    assert reports(small) == 2
    assert [row["outcome"] for row in rows(small, folder).values()] == ["known"]
    assert small.run("verify", "--room", "office").code == 0


TRAPS = """
_read = read

def read(name, content, known=NONE_KNOWN):
    import os, time
    if "deadly" in name:
        os._exit(9)
    if "endless" in name:
        time.sleep(600)
    return _read(name, content, known)
"""


@pytest.mark.parametrize("jobs", ["1", "2", "5"])
def test_a_file_that_crashes_or_holds_up_its_reader_is_left_out_of_the_archive(
    small: Home, tmp_path: Path, jobs: str
) -> None:
    folder = archive(tmp_path / "archive", reports=3)
    for name in ("a-deadly.txt", "b-endless.txt"):
        (folder / name).write_text(review(symbol="A/HRC/77/1"), encoding="utf-8")
    hook = meddling(tmp_path, "unannounced.crafts.reading.reading", TRAPS)
    (tmp_path / "hooks" / "sitecustomize.py").write_text(
        (tmp_path / "hooks" / "sitecustomize.py").read_text()
        + "\nimport unannounced.rooms.office.apart as apart\napart.LONGEST_READING = 25\n"
    )
    said = Home(small.path, hook).run("import-reports", str(folder), *AS, "--jobs", jobs)
    assert said.code == 2
    first, second = said.err.splitlines()
    assert first.startswith(f"{folder}/a-deadly.txt: Reading it ended the process that did it.")
    assert second.startswith(f"{folder}/b-endless.txt: Reading it took longer than 25 seconds.")
    assert said.out.startswith("3 reports taken in with 21 items, 0 renditions, 0 known already, 2 refused.")


def test_the_whole_way_from_files_to_proposals_is_one_command_that_says_what_waits(small: Home, tmp_path: Path) -> None:
    folder = archive(tmp_path / "archive", reports=2)
    said = small.run("import-reports", str(folder), "--as", "maud", "--state", "XXB")
    assert said.code == 0, said.err
    assert "2 reports taken in with 14 items" in said.out
    assert "items: 14 × recommendation." in said.out
    vectors = small.by_hand("SELECT count(*) FROM readings_itemvector")[0][0]
    assert isinstance(vectors, int)
    assert vectors >= 14
    waits = small.by_hand("SELECT count(*) FROM readings_proposedrepeat")[0][0]
    assert waits == 0 or "wait for a person, at /review/ in the office." in said.out


def test_files_that_are_not_looked_at_are_counted_by_their_endings(small: Home, tmp_path: Path) -> None:
    folder = archive(tmp_path / "archive", reports=1)
    for name in ("old.rtf", "older.RTF", "list.csv", ".hidden"):
        (folder / name).write_text("something else")
    said = small.run("import-reports", str(folder), *AS, "--dry-run")
    assert "Not looked at, for how they end: 1 × .csv, 2 × .rtf." in said.out
