"""Print the items of reports, one JSON object a line, in the order of the files.

Reads files alone: it enters no room and needs no installation. Files are read in processes of their own, one for each
core; what is printed does not depend on how many there are. A file that cannot be read, brings its process down or
takes too long is named on standard error with what to do, and the others are read; the exit code is then 2. What a
person should know before relying on a file (words recognised from pictures, numbers that begin again) is said there
too.
"""

import argparse
import json
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from unannounced.cli import main
from unannounced.cli.speaking import CommandProblem, Progress
from unannounced.crafts.reading import ENDINGS, LARGEST, Reading, ReadItem, Unreadable, read
from unannounced.duties.words import Sentence
from unannounced.rooms.office.apart import LONGEST_READING, Apart, in_order

EXAMPLE = "unannounced read reports/ --out items.jsonl"
FEW = 8


@dataclass(frozen=True, slots=True)
class Printed:
    """The lines for one file, and what a person should know of it; or why it was refused."""

    lines: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    refused: str = ""


def arguments(command: argparse.ArgumentParser) -> None:
    """Files and folders; where to print; with how many processes."""
    command.add_argument(
        "paths", nargs="+", type=Path, metavar="PATH", help=f"a file, or a folder with {in_words(ENDINGS)} files"
    )
    command.add_argument("--out", metavar="FILE", type=Path, help="write here, whole or not at all (default: print)")
    command.add_argument("--jobs", metavar="N", type=int, help="processes (default: one for each core)")


def run(asked: argparse.Namespace) -> int:
    """Read each file and print its items in the order of the files."""
    if asked.jobs is not None and asked.jobs < 1:
        raise CommandProblem("--jobs takes a number from 1 upwards.")
    files = list(files_in(asked.paths))
    if not files:
        raise CommandProblem(no_file())
    items = refused = 0
    with _output(asked.out) as out:
        for path, printed in _printed(files, asked.jobs or _usual_jobs(files)):
            if printed.refused:
                refused += 1
                print(f"{path}: {printed.refused}", file=sys.stderr)
            for note in printed.notes:
                print(f"{path}: {note}", file=sys.stderr)
            for line in printed.lines:
                items += 1
                print(line, file=out)
    print(f"files read {len(files) - refused}, refused {refused}, items {items}", file=sys.stderr)
    return main.REFUSED if refused else main.DONE


def files_in(paths: Iterable[Path]) -> Iterator[Path]:
    """The files named, and those in the folders named, sorted; each once."""
    seen: set[Path] = set()
    for path in paths:
        inside = sorted(one for one in path.rglob("*") if one.suffix.casefold() in ENDINGS and one.is_file())
        for one in inside if path.is_dir() else [path]:
            if one not in seen:
                seen.add(one)
                yield one


def passed_over(paths: Iterable[Path]) -> Counter[str]:
    """How many files of the folders named are not looked at, by how they end; hidden ones are not counted."""
    inside = (one for path in paths if path.is_dir() for one in path.rglob("*"))
    others = (one for one in inside if one.suffix.casefold() not in ENDINGS and not one.name.startswith("."))
    return Counter(one.suffix.casefold() for one in others if one.is_file())


def in_words(endings: Iterable[str]) -> str:
    """Endings of files in a sentence.

    >>> in_words((".txt", ".pdf", ".docx"))
    '.txt, .pdf and .docx'
    """
    *others, last = endings
    return f"{', '.join(others)} and {last}" if others else last


def no_file() -> str:
    """What is said where none of the paths named is, or holds, a file that could be a report."""
    endings = in_words(ENDINGS).replace(" and ", " or ")
    return f"No file that ends in {endings} is there. Name files, or a folder that holds some."


def read_file(path: Path) -> Printed:
    """The lines for one file; what the disk refuses is a reason like any other."""
    try:
        if path.stat().st_size > LARGEST:
            return Printed(refused=f"The file is larger than {LARGEST // 1024 // 1024} megabytes. Split it.")
        reading = read(path.name, path.read_bytes())  # kept nowhere here, so ``read`` lets go of it
    except OSError as problem:
        return Printed(refused=f"{problem.strerror or problem}. See that the file is there and may be read.")
    if isinstance(reading, Unreadable):
        return _refused(reading)
    lines = (_line(path.name, item, one) for one in (reading, *reading.further) for item in one.items)
    return Printed(tuple(lines), tuple(dict.fromkeys(_notes(reading))))


def _notes(reading: Reading) -> Iterator[str]:
    for one in (reading, *reading.further):
        yield from map(_in_english, one.notes)


def _line(document: str, item: ReadItem, of: Reading) -> str:
    return json.dumps(row_of(document, item, of), ensure_ascii=False)


def row_of(document: str, item: ReadItem, of: Reading) -> dict[str, object]:
    """One item as the command prints it, and the symbol and language of the report it stands in."""
    return {
        "document": document,
        "paragraph": item.printed or str(item.paragraph),
        "kind": item.kind.value,
        "text": item.text,
        "made_by": list(item.made_by),
        "position": item.position.value,
        "confidence": round(item.confidence / 100, 2),
        "page": item.page,
        "addressee": item.addressee,
        "within": item.within,
        "months": item.months,
        "place": item.place,
        "earlier": list(item.earlier),
        "language": of.about.language,
        "report": of.about.symbol,
    }


def _refused(no: Unreadable) -> Printed:
    return Printed(refused=f"{_in_english(no.reason)} {_in_english(no.way_out)}")


def _in_english(sentence: Sentence) -> str:
    return str(sentence)


def _usual_jobs(files: list[Path]) -> int:
    return 1 if len(files) < FEW else len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1


def _printed(files: list[Path], jobs: int) -> Iterator[tuple[Path, Printed]]:
    """Each file with its lines, in the order given; whichever process read it."""
    progress = Progress("reading")
    workers: list[Apart[Path, Printed]] = [Apart(read_file, forked=True) for _ in range(min(jobs, len(files)))]
    todo = ((path, path, _size(path)) for path in files)
    came = in_order(todo, workers, seconds=LONGEST_READING)
    for done, (path, printed) in enumerate(came, 1):
        progress(done, len(files))
        yield path, _refused(printed) if isinstance(printed, Unreadable) else printed or Printed()
    progress.end()


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


@contextmanager
def _output(path: Path | None) -> Iterator[IO[str]]:
    """Standard output, or a file that is there whole once all is written and else as it was."""
    if path is None:
        yield sys.stdout
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", dir=path.parent, prefix=f".{path.name}.", delete=False
    ) as out:
        beside = Path(out.name)
        try:
            yield out
            out.flush()
            os.fsync(out.fileno())
            beside.chmod(0o666 & ~_umask())
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
