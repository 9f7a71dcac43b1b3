"""Papers, films and sounds attached in a real Chromium: what the office opens says no more who made them, when and where."""

import io
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pypdfium2
import pytest

from tests.browser.test_intake import Intake, _office, intake, next_question
from tests.crafts import films_made, papers_made
from tests.crafts.papers_made import TEXT, by_hand, packed, unpacked
from tests.crafts.test_intake_attached import PAPERS, TRACES, everything_in
from tests.rooms.intake.conftest import opened, split
from unannounced.crafts import padding, sealing

__all__ = ["intake"]
pytestmark = pytest.mark.browser

CLEANED = PAPERS | {
    "film.mov": films_made.film(),
    "film.mp4": films_made.film(b"isom", 1),
    "sound.m4a": films_made.film(b"M4A "),
    "sound.mp3": films_made.mp3(),
}
LEFT = {
    "encrypted.pdf": by_hand(trailer=b"/Encrypt 4 0 R "),
    "old.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + b"Koval",
    "film.webm": b"\x1a\x45\xdf\xa3" + b"Koval" * 9,
    "bomb.docx": packed(unpacked(papers_made.letter()) | {f"word/{n}.xml": b" " * 99_000_000 for n in range(4)}),
}


def at_the_files(intake: Intake, page: Any) -> None:
    """Write a letter up to the question for files."""
    page.goto(f"{intake.at}/en/write/")
    page.wait_for_selector("[role=status]:visible")
    next_question(page)
    page.fill("textarea[name=text]", TEXT)
    next_question(page, 5)


def chosen(page: Any, folder: Path, files: dict[str, bytes]) -> list[str]:
    """Choose files, and wait until something is said of each."""
    for name, content in files.items():
        (folder / name).write_bytes(content)
    page.set_input_files("input[name=attached]", [folder / name for name in files])
    page.locator("[data-files] li").nth(len(files) - 1).wait_for(timeout=60_000)
    said: list[str] = page.locator("[data-files] li").all_inner_texts()
    return said


def sent(intake: Intake, page: Any, names: Collection[str]) -> dict[str, tuple[bool, bytes]]:
    """Send the letter with these files: of each whether it says that it was cleaned, and what the office opens.

    Letters leave the room in no order, and others were sent before this one.
    """
    page.locator("[data-send] button").click()
    page.wait_for_selector("[data-taken]:visible", timeout=60_000)
    page.locator("[data-sending]:visible").filter(has_text="All files were taken").wait_for(timeout=60_000)
    letters = (opened(split(one)[1]) for one in intake.to_office("communication"))
    told = next(one["files"] for one in letters if {file["name"] for file in one["files"]} == set(names))
    carried = intake.to_office("communication-file")
    found = {}
    for file in told:
        held = next(one for one in carried if file["digest"].encode() in one.partition(b"\n")[0])
        clear = padding.unpad(sealing.open_sealed(held.partition(b"\n")[2], _office()))
        assert len(clear) == file["size"]
        found[file["name"]] = (file["cleaned"], clear)
    return found


def test_each_file_is_cleaned_on_the_device_or_the_sender_is_told_by_its_name(
    intake: Intake, open_page: Callable[..., Any], tmp_path: Path
) -> None:
    page = open_page()
    at_the_files(intake, page)
    said = chosen(page, tmp_path, CLEANED | LEFT)
    assert said[: len(CLEANED)] == [f"{name}: what the file said of itself is taken out." for name in CLEANED]
    assert said[len(CLEANED) :] == [
        f"{name}: what the file says of itself cannot be taken out. It may name who made it." for name in LEFT
    ]
    found = sent(intake, page, CLEANED | LEFT)
    assert {name: cleaned for name, (cleaned, _clear) in found.items()} == dict.fromkeys(CLEANED, True) | dict.fromkeys(
        LEFT, False
    )
    traces = (*TRACES, *films_made.TRACES)
    for name in CLEANED:
        assert [trace for trace in traces if trace in everything_in(found[name][1])] == [], name
    assert {name: found[name][1] for name in LEFT} == LEFT
    assert TEXT in docx.Document(io.BytesIO(found["letter.docx"][1])).paragraphs[0].text
    assert openpyxl.load_workbook(io.BytesIO(found["table.xlsx"][1])).active["A1"].value == TEXT
    for name in ("typeset.pdf", "by hand.pdf"):
        assert TEXT in pypdfium2.PdfDocument(found[name][1])[0].get_textpage().get_text_range()
    assert films_made.PIXELS in found["film.mov"][1]


def test_what_cleans_is_loaded_with_the_first_file_and_the_reader_of_pdf_with_the_first_pdf(
    intake: Intake, open_page: Callable[..., Any], tmp_path: Path
) -> None:
    page = open_page()
    loaded: list[str] = []
    page.context.on("request", lambda request: loaded.append(request.url))
    page.goto(f"{intake.at}/en/write/")
    page.wait_for_selector("[role=status]:visible")
    page.wait_for_load_state("networkidle")
    assert [one for one in loaded if "clean" in one or "pdf" in one] == []
    at_the_files(intake, page)
    chosen(page, tmp_path, {"letter.docx": PAPERS["letter.docx"]})
    assert [one for one in loaded if "vendor/pdf.js" in one] == []
    chosen(page, tmp_path, {"by hand.pdf": PAPERS["by hand.pdf"]})
    assert [one for one in loaded if "vendor/pdf.js" in one] != []
    assert all(one.startswith((intake.at, "blob:")) for one in loaded), loaded


def test_files_are_cleaned_without_workers_as_well(
    intake: Intake, open_page: Callable[..., Any], tmp_path: Path
) -> None:
    page = open_page()
    page.add_init_script("delete globalThis.Worker")
    at_the_files(intake, page)
    said = chosen(page, tmp_path, {name: CLEANED[name] for name in ("by hand.pdf", "letter.docx", "film.mov")})
    assert all("is taken out" in one for one in said), said


def test_a_file_that_cannot_be_cleaned_is_not_sent_before_the_sender_was_told(
    intake: Intake, open_page: Callable[..., Any]
) -> None:
    page = open_page()
    at_the_files(intake, page)
    page.evaluate(
        """() => {
          const chosen = new DataTransfer();
          chosen.items.add(new File(["They took my papers."], "words.txt"));
          document.querySelector("input[name=attached]").files = chosen.files; // and no event says so
        }"""
    )
    page.locator("[data-send] button").click()
    page.wait_for_selector("[data-problem]:visible")
    assert page.inner_text("[data-problem]").startswith("words.txt: what the file says of itself cannot be taken out.")
    assert sent(intake, page, ["words.txt"])["words.txt"] == (False, b"They took my papers.")
