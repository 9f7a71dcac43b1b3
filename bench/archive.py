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
RECALL, PRECISION, POSITION = 0.90, 0.90, 0.80
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
    yield Row(f"{len(files)} reports read", Figure(tuple(took), "s"), "reading and splitting the same text", peer)
    scorer = folder.parents[1] / "tools" / "score_items.py"
    if not scorer.exists():
        yield Row("what was read rightly", why_not="the scorer is not there")
        return
    yield from _scores(scorer, folder, out, "text")
    papers = sorted((folder / "pdf").glob("*.pdf"))
    if papers:
        homes.run(["-m", "unannounced.cli.main", "read", *map(str, papers), "--out", str(out)], homes.prepared())
        yield from _scores(scorer, folder, out, "PDF")


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
    names, floors = ("recall", "precision", "position"), (RECALL, PRECISION, POSITION)
    for name, value, least in zip(names, found.groups(), floors, strict=True):
        figure, floor = Figure((100 * float(value),), "%"), Figure((100 * least,), "%")
        yield Row(f"{kind}: {name} of the labelled items", figure, "what is asked for, at least", floor)


# Taking in


def _imported(files: list[Path], found: list[Row]) -> Iterator[Path]:
    """The whole archive taken in by one command, in a new home each time."""
    seconds, megabytes = [], []
    for turn in range(IMPORT_TIMES):
        progress(f"archive: taking {len(files)} reports in, {turn + 1} of {IMPORT_TIMES}")
        home = homes.newly_prepared()
        homes.ask(home, "office", "archive_people", *PERSON)
        homes.unannounced(home, "facts", "--as", PERSON[0])
        took, most = _watched(home, ["import-reports", *map(str, files), "--as", PERSON[0]])
        seconds.append(took)
        megabytes.append(most)
        yield home
    peer = Figure(tuple(repeated(lambda: split(files))), "s")
    words = "reading and splitting the same text"
    found.append(Row(f"{len(files)} reports taken in", Figure(tuple(seconds), "s"), words, peer, Claim(30)))
    if all(megabytes):
        found.append(Row("memory of all its processes, at most", Figure(tuple(megabytes), "MB"), claim=Claim(400)))


def _watched(home: Path, words: list[str]) -> tuple[float, float]:
    """How long a command takes, and the most memory (PSS, MB) its processes held together."""
    begun, most = perf_counter(), 0.0
    process = subprocess.Popen(
        [sys.executable, "-m", "unannounced.cli.main", *words],
        env=homes.environment(home),
        cwd=homes.ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    while process.poll() is None:
        most = max(most, sum(memory(one) or 0.0 for one in family(process.pid)))
        sleep(0.1)
    took = perf_counter() - begun
    if process.returncode:
        raise homes.Failed((process.stderr.read() if process.stderr else b"").decode()[-2000:])
    return took, most


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
