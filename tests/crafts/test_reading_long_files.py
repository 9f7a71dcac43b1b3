"""Long files: read in windows, pages put away, and what is read does not depend on how long a window is."""

import random
import subprocess
import sys
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from tests.crafts.papers import KNOWN, REVIEW, VISIT
from tests.crafts.typeset import paragraphs, together, typeset
from unannounced.crafts.reading import pdf, put_away, read, windows
from unannounced.crafts.reading.cleaning import Clean, clean, without_controls
from unannounced.crafts.reading.put_away import PutAway

WHOLE = 10**9
PIECES = (
    *(
        "word",
        "Ab",
        "Zoo",
        "pris-",
        "oner",
        "\ufffe",
        "-\n",
        "e\u0301",
        "\u0301",
        "\ufb01",
        "\x85",
        "\x0c",
        "\r\n",
        " ",
    ),
    *("A/HRC/91/2", "Page 3", "page", "GE.31-", "1234", " (E)", "CPT/Inf (2031) 4", "___", "3.", "*", "* a note"),
    *("1 See A", "2 Voir b", "12 See x", "13 Cf. y", "14 Ibid z", "\n", "\n", "\n", "\n"),
)
"""What lines are joined by, taken out for, or cut at."""
PARAGRAPH = "{}. The State’s delegation visited the cells of Harrow and recommends that each person be given a bed.\n"
MOST_TIMES = 7.4
"""How many times its size reading a text may take; it was more than eight times before windows."""
MEASURE = """
import resource, sys
from pathlib import Path
from unannounced.crafts.reading import Reading, read
held = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
before = held()
assert isinstance(read("long.txt", Path(sys.argv[1]).read_bytes()), Reading)
print((held() - before) * 1024)
"""


def told(found: Clean) -> tuple[object, ...]:
    return found.text, found.page_starts, list(found.furniture.items())


def test_what_is_cleaned_does_not_depend_on_where_windows_end(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(31)
    for _ in range(4000):
        pages = ["".join(chance.choices(PIECES, k=chance.randrange(1, 30))) for _ in range(chance.choice((1, 1, 2, 4)))]
        removed = chance.choice(((), ("CPT/Inf (2031) 4",)))
        monkeypatch.setattr(windows, "WINDOW", WHOLE)
        at_once, plain = told(clean(pages, paged=True, removed=removed)), without_controls("\n".join(pages))
        monkeypatch.setattr(windows, "WINDOW", 1)
        assert told(clean(pages, paged=True, removed=removed)) == at_once, pages
        assert without_controls("\n".join(pages)) == plain, pages


def test_a_word_that_was_cut_over_a_note_is_made_whole_where_a_window_could_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(windows, "WINDOW", 1)
    notes = (
        "First.\n1 See paragraph 4.\nSecond.\n2 See paragraph 5.\nThe inter-\n3 See paragraph 6.\n"
        "4 See paragraph 7.\nviews were long.\n"
    )
    assert clean([notes]).text == "First.\nSecond.\nThe interviews were long."


def test_pages_that_were_put_away_come_back_as_they_were(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(put_away, "AT_ONCE", 8)
    pages = ["One", "", "Detained’s", "a longer page than fits", "\ud800 broken", "", "last"]
    kept = PutAway(pages)
    assert list(kept) == pages
    assert [kept[place] for place in (6, 0, -1, 3, 2)] == [pages[place] for place in (6, 0, -1, 3, 2)]
    assert kept[2:5] == tuple(pages[2:5])
    assert len(kept) == len(pages)
    with pytest.raises(IndexError):
        kept[7]


def test_a_pdf_file_that_is_opened_anew_again_and_again_is_read_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    content = typeset(paragraphs(range(1, 60)))
    at_once = read("report.pdf", content)
    opened: list[bytes] = []
    document = pdfium.PdfDocument

    def noted(of: bytes) -> pdfium.PdfDocument:
        opened.append(of)
        return document(of)

    monkeypatch.setattr(pdf, "AT_ONCE", 1)
    monkeypatch.setattr(put_away, "AT_ONCE", 100)
    monkeypatch.setattr(pdfium, "PdfDocument", noted)
    assert read("report.pdf", content) == at_once
    assert len(opened) > 2


def test_the_reports_in_one_file_are_read_alike_when_it_is_read_in_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    second = REVIEW.replace("A/HRC/ 91/7", "A/HRC/91/8").replace("A/HRC/91/7\npage 6\n", "")
    glued = (VISIT + second).encode()
    two = together(typeset(paragraphs(range(1, 20))), typeset(paragraphs(range(1, 20))))
    at_once = read("two.txt", glued, KNOWN), read("two.pdf", two, KNOWN)
    monkeypatch.setattr(windows, "WINDOW", 1)
    monkeypatch.setattr(put_away, "AT_ONCE", 1)
    monkeypatch.setattr("unannounced.crafts.reading.sources._LONG", 1)
    assert (read("two.txt", glued, KNOWN), read("two.pdf", two, KNOWN)) == at_once


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="memory is counted otherwise")
def test_reading_a_long_text_takes_a_few_times_its_size(tmp_path: Path) -> None:
    long = tmp_path / "long.txt"
    long.write_text("".join(PARAGRAPH.format(1 + number % 1400) for number in range(60_000)), encoding="utf-8")
    said = subprocess.run([sys.executable, "-c", MEASURE, str(long)], capture_output=True, text=True, check=True)
    assert int(said.stdout) < MOST_TIMES * long.stat().st_size
