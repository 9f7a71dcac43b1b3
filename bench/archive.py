"""A real archive of reports: read, taken in, looked at, searched, exported; beside merely splitting the same text."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter, sleep
from typing import Any

from bench import homes
from bench.figures import Claim, Figure, Row, repeated
from bench.starting import family, memory
from bench.telling import progress

READ_TIMES, IMPORT_TIMES, PAGE_TIMES = 3, 2, 40
PERSON = ("maud", "secretariat")
PASSWORD = b"only for a measurement\n"
SHARE = 0.95
ASKED = {"text": (0.985, 0.985, 0.97), "PDF": (0.97, 0.97, 0.97)}
"""Recall, precision and position that are asked for, over all labelled items."""
CHARACTERS, PAGES = 3_000_000, 120
"""What is asked for of one core in a second: characters of text, pages of PDF files."""
ON_ONE_CORE = """
import os, sys
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
from unannounced.cli.main import main
sys.exit(main())
"""
PARAGRAPH = re.compile(r"(?:^|\n) ?\d{1,3}\. ")
SCORES = re.compile(r"recall ([\d.]+)  precision ([\d.]+)  position ([\d.]+)")


def rows() -> Iterator[Row]:
    """All of it on the real reports, where they are; else on made-up ones what can be."""
    real = os.environ.get("UNANNOUNCED_REAL_DATA")
    folder = Path(real) / "upr_reports" if real else None
    if folder is None or not (folder / "txt").is_dir():
        yield Row("the archive of real reports", why_not="UNANNOUNCED_REAL_DATA names no folder that has them")
        yield from _looked_at(_furnished())
        return
    files = sorted((folder / "txt").glob("*.txt"))
    yield from _read(files, folder)
    found: list[Row] = []
    homes_made = list(_imported(files, found))
    yield from found
    yield from _looked_at(homes_made[-1])
    yield from _shown(homes_made[-1])
    yield from _looked_at(_furnished(), "made-up: ")


# Reading


def split(files: list[Path]) -> int:
    """Read the files and split their text at numbered paragraphs: the least anybody has to do."""
    return sum(len(PARAGRAPH.split(file.read_bytes().decode("mac_roman"))) for file in files)


def _read(files: list[Path], folder: Path) -> Iterator[Row]:
    progress(f"archive: reading {len(files)} reports")
    out = homes.empty() / "items.jsonl"
    command = ["-m", "unannounced.cli.main", "read", *map(str, files), "--out", str(out)]
    took = repeated(lambda: homes.run(command, homes.prepared()), READ_TIMES)
    peer = Figure(tuple(repeated(lambda: split(files))), "s")
    yield Row(f"{len(files)} reports read by all cores", Figure(tuple(took), "s"), "splitting the same text", peer)
    yield _speed(files, out, "text", sum(path.stat().st_size for path in files), CHARACTERS, "characters/s")
    scorer = folder.parents[1] / "tools" / "score_items.py"
    if scorer.exists():
        yield from _scores(scorer, folder, out, "text")
    else:
        yield Row("what was read rightly", why_not="the scorer is not there")
    papers = sorted((folder / "pdf").glob("*.pdf"))
    if not papers:
        return
    pages, seconds = zip(*(_plainly(papers) for _turn in range(READ_TIMES)), strict=True)
    yield _speed(papers, out, "PDF", pages[0], PAGES, "pages/s")
    words = "plain extraction of the same by pypdfium2"
    plainly = Figure(tuple(pages[0] / one for one in seconds), "pages/s")
    yield Row("PDF read by one core", _on_one_core(papers, out, pages[0], "pages/s"), words, plainly)
    if scorer.exists():
        yield from _scores(scorer, folder, out, "PDF")


def _speed(files: list[Path], out: Path, kind: str, amount: int, asked: int, unit: str) -> Row:
    """How much one core reads in a second, all that starting takes included, beside what is asked for."""
    figure = _on_one_core(files, out, amount, unit)
    return Row(f"{kind} read by one core", figure, "what is asked for, at least", Figure((asked,), unit))


def _on_one_core(files: list[Path], out: Path, amount: int, unit: str) -> Figure:
    command = ["-c", ON_ONE_CORE, "read", *map(str, files), "--out", str(out), "--jobs", "1"]
    took = repeated(lambda: homes.run(command, homes.prepared()), READ_TIMES)
    return Figure(tuple(amount / one for one in took), unit)


def _plainly(papers: list[Path]) -> tuple[int, float]:
    """The pages of PDF files, and the seconds in which their text is fetched without a thought for its order."""
    import pypdfium2 as pdfium

    begun, pages = perf_counter(), 0
    for path in papers:
        document = pdfium.PdfDocument(path.read_bytes())
        for number in range(len(document)):
            page = document[number]
            written = page.get_textpage()
            written.get_text_range()
            written.close()
            page.close()
        pages += len(document)
        document.close()
    return pages, perf_counter() - begun


def _scores(scorer: Path, folder: Path, out: Path, kind: str) -> Iterator[Row]:
    """Recall, precision and position, in per cent, beside what the issue asks for."""
    more = ["pdf"] if kind == "PDF" else []
    said = subprocess.run(
        [sys.executable, str(scorer), str(out), str(folder), *more], capture_output=True, text=True, check=True
    )
    found = SCORES.search(said.stdout)
    if found is None:
        yield Row(f"{kind}: what was read rightly", why_not="the scorer said something else")
        return
    names, floors = ("recall", "precision", "position"), ASKED[kind]
    for name, value, least in zip(names, found.groups(), floors, strict=True):
        figure, floor = Figure((100 * float(value),), "%"), Figure((100 * least,), "%")
        yield Row(f"{kind}: {name} of the labelled items", figure, "what is asked for, at least", floor)


# Taking in


def _imported(files: list[Path], found: list[Row]) -> Iterator[Path]:
    """The whole archive taken in by one command, in a new home each time: indexed, topics and repetitions proposed."""
    seconds, all_together, largest = [], [], []
    for turn in range(IMPORT_TIMES):
        progress(f"archive: taking {len(files)} reports in, {turn + 1} of {IMPORT_TIMES}")
        home = homes.newly_prepared()
        homes.ask(home, "office", "archive_people", *PERSON)
        homes.unannounced(home, "facts", "--as", PERSON[0])
        took, most, one = _watched(home, ["import-reports", *map(str, files), "--as", PERSON[0], "--no-proposals"])
        seconds.append(took)
        all_together.append(most)
        largest.append(one)
        if turn == IMPORT_TIMES - 1:
            progress("archive: proposing topics and repetitions")
            proposed, _most, one = _watched(home, ["import-reports", *map(str, files), "--as", PERSON[0]])
            found.append(Row("topics and repetitions proposed of all their items", Figure((proposed,), "s")))
            largest.append(one)
        yield home
    peer = Figure(tuple(repeated(lambda: split(files))), "s")
    words = "reading and splitting the same text"
    found.append(Row(f"{len(files)} reports taken in", Figure(tuple(seconds), "s"), words, peer, Claim(30)))
    if all(all_together):
        found.append(Row("memory of all its processes, at most", Figure(tuple(all_together), "MB"), claim=Claim(400)))
        found.append(Row("memory of the largest of them", Figure(tuple(largest), "MB", 1.0), claim=Claim(300)))


def _watched(home: Path, words: list[str]) -> tuple[float, float, float]:
    """How long a command takes, and the most memory (PSS, MB) its processes held together, and one of them alone."""
    begun, most, largest = perf_counter(), 0.0, 0.0
    process = subprocess.Popen(
        [sys.executable, "-m", "unannounced.cli.main", *words],
        env=homes.environment(home),
        cwd=homes.ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    while process.poll() is None:
        held = [memory(one) or 0.0 for one in family(process.pid)]
        most, largest = max(most, sum(held)), max(largest, *held)
        sleep(0.1)
    took = perf_counter() - begun
    if process.returncode:
        raise homes.Failed((process.stderr.read() if process.stderr else b"").decode()[-2000:])
    return took, most, largest


def _furnished() -> Path:
    home = homes.newly_prepared()
    homes.ask(home, "office", "archive_made_up")
    return home


# Looking


def _looked_at(home: Path, which: str = "") -> Iterator[Row]:
    """Pages, searches and exports of the office over the archive."""
    progress(f"archive: {which}pages, searches and exports of the office")
    found: dict[str, Any] = homes.ask(home, "office", "archive_pages", PERSON[0], str(PAGE_TIMES))
    nothing = Figure(tuple(found["nothing"]), "ms", SHARE)
    for page, values in found["pages"].items():
        yield Row(f"{which}office {page}, p95", Figure(tuple(values), "ms", SHARE), "/healthy/", nothing, Claim(120))
    scan = Figure(tuple(found["scan"]), "ms")
    for words, values in found["searches"].items():
        figure = Figure(tuple(values), "ms", SHARE)
        yield Row(f"{which}search: {words}, p95", figure, "looking through the same texts in Python", scan, Claim(30))
    bare = Figure(tuple(found["bare"]), "s")
    for kind, values in found["exports"].items():
        figure = Figure(tuple(values), "s")
        yield Row(
            f"{which}{found['items']:,} items as {kind}", figure, "the same rows out of the database", bare, Claim(3)
        )


def _shown(home: Path) -> Iterator[Row]:
    """Pages, searches and dumps of the portal, once what is public already was shown on it."""
    progress("archive: showing it on the portal")
    try:
        homes.unannounced(home, "show-archived", "--as", PERSON[0])
    except homes.Failed:
        progress("archive: reports without a symbol were refused, as they must be")
    homes.unannounced(home, "edition", "--as", PERSON[0])
    homes.unannounced(home, "carry")
    found: dict[str, Any] = homes.ask(home, "portal", "archive_portal", str(PAGE_TIMES))
    nothing = Figure(tuple(found["nothing"]), "ms", SHARE)
    for page, values in found["pages"].items():
        yield Row(f"portal {page}, p95", Figure(tuple(values), "ms", SHARE), "/healthy/", nothing, Claim(100))
    scan = Figure(tuple(found["scan"]), "ms")
    for words, values in found["searches"].items():
        figure = Figure(tuple(values), "ms", SHARE)
        yield Row(
            f"portal page of a search: {words}, p95", figure, "looking through the texts in Python", scan, Claim(60)
        )
    bare = Figure(tuple(found["bare"]), "s")
    for name, values in found["dumps"].items():
        figure = Figure(tuple(values), "s")
        yield Row(f"dump {name}, {found['items']:,} items", figure, "the same rows out of the database", bare, Claim(3))
