"""Files that are no reports: each is refused with what is wrong and what to do, and none hangs or raises."""

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdfium2 import PdfTextPage

from tests.crafts.papers import REVIEW, paged, pdf
from unannounced.crafts.reading import LARGEST, Reading, Unreadable, read, text_of
from unannounced.crafts.reading import pdf as pdf_files

JUNK = random.Random(7).randbytes(60_000)
WHOLE = pdf(paged(REVIEW, "A/HRC/91/7"))
LIST = "1. One.\n2. Two.\nII. Conclusions and/or recommendations\n3. The following recommendations enjoy the support of Bresk:\n"


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\t\r\n ", "empty"),
        ("empty.pdf", b"", "empty"),
        ("junk.pdf", JUNK, "no PDF file, or a damaged"),
        ("cut.pdf", WHOLE[: len(WHOLE) // 3], "damaged"),
        ("locked.pdf", pdf([["1. One.", "2. Two."]], encrypted=True), "password"),
        ("scan.pdf", pdf([[], []]), "hold no text"),
        ("letter.txt", b"Dear colleagues,\nthank you for the report.\n", "no numbered paragraphs"),
        ("junk.txt", JUNK, "no text"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_what_to_do(name: str, content: bytes, says: str) -> None:
    found = read(name, content)
    assert isinstance(found, Unreadable)
    assert not found
    assert says in str(found.reason)
    assert str(found.way_out).endswith(".")


def test_a_file_larger_than_any_report_is_refused_before_it_is_read() -> None:
    found = read("large.txt", b"1. x\n" * (LARGEST // 5 + 1))
    assert isinstance(found, Unreadable)
    assert "64 megabytes" in str(found.reason)


PAGES = [["1. One thing is here.", "2. Two things are here."]] * 3


@pytest.mark.parametrize(
    ("limit", "value", "says"),
    [
        ("MOST_PAGES", 2, "more than 2 pages"),
        ("MOST_A_PAGE", 20, "Page 1 of the PDF file holds far more than a page can."),
        ("MOST_A_PAGE", 1, "Page 1 of the PDF file holds far more than a page can."),
        ("LARGEST", 100, "The text in the PDF file is larger than"),
    ],
)
def test_a_pdf_with_more_than_any_report_holds_is_refused_before_its_text_is_loaded(
    limit: str, value: int, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf_files, limit, value)
    loaded: list[object] = []
    load = PdfTextPage.get_text_range

    def noted(page: PdfTextPage) -> object:
        loaded.append(page)
        return load(page)

    monkeypatch.setattr(PdfTextPage, "get_text_range", noted)
    found = read("large.pdf", pdf(PAGES))
    assert isinstance(found, Unreadable)
    assert says in str(found.reason)
    assert len(loaded) == (2 if limit == "LARGEST" else 0)


def test_a_pdf_under_another_name_is_read_as_what_it_is() -> None:
    assert isinstance(read("report.txt", WHOLE), Reading)


def test_the_whole_text_is_given_without_controls() -> None:
    assert text_of("a.txt", b"A\x00 letter\r\nof two lines") == "A letter\nof two lines"
    assert isinstance(text_of("a.pdf", b"junk"), Unreadable)


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "1." * 2_500_000,
        "1. " * 1_000_000,
        "1. One.\n2. " + "(" * 5_000_000,
        LIST + "(" * 3_000_000,
        LIST + "(France, " * 300_000,
        LIST + "3.1. Do it (France); " * 100_000,
        "The CPT " * 400_000 + "\n1. a\n2. b",
        "A/" * 1_500_000,
        "a-\n" * 700_000,
    ],
    ids=["1.", "1. ", "(", "list (", "list (France", "list 3.1", "The CPT", "A/", "a-"],
)
def test_hostile_texts_end(text: str) -> None:
    begun = time.process_time()
    read("hostile.txt", text.encode())
    assert time.process_time() - begun < 20


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.pdf", "a"]))
def test_reading_never_raises_on_any_bytes(content: bytes, name: str) -> None:
    assert isinstance(read(name, content), Reading | Unreadable)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(REVIEW)), st.text(max_size=40), st.sampled_from(["utf-8", "utf-16"]))
def test_a_report_with_anything_put_into_it_keeps_its_promises(place: int, put: str, encoding: str) -> None:
    found = read("a.txt", (REVIEW[:place] + put + REVIEW[place:]).encode(encoding, errors="replace"))
    if isinstance(found, Reading):
        numbers = [one.number for one in found.paragraphs]
        assert numbers == sorted(set(numbers))
        assert numbers[0] >= 1
        assert {one.paragraph for one in found.items} <= set(numbers)
        assert all(0 <= one.confidence <= 100 and "\x00" not in one.text for one in found.items)
        assert len(found.about.title) <= 300
        assert all(len(one.chapter) <= 120 for one in found.paragraphs)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=8))
def test_a_damaged_pdf_never_raises(place: int, put: bytes) -> None:
    assert isinstance(read("a.pdf", WHOLE[:place] + put + WHOLE[place + len(put) :]), Reading | Unreadable)
