"""Print the items of text and PDF reports, one JSON object a line.

Reads files alone: it enters no room and needs no installation. A file that cannot be read is named on standard error
with what to do, and the others are read; the exit code is then 2.
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from unannounced.cli import main
from unannounced.cli.speaking import CommandProblem, Progress
from unannounced.crafts.reading import LARGEST, Reading, ReadItem, Unreadable, read
from unannounced.rooms.office.reading_apart import limit_memory

EXAMPLE = "unannounced read reports/ --out items.jsonl"
ENDINGS = (".txt", ".pdf")
FEW = 8


@dataclass(frozen=True, slots=True)
class Printed:
    """The lines for one file, or why it was refused."""

    lines: tuple[str, ...] = ()
    refused: str = ""


def arguments(command: argparse.ArgumentParser) -> None:
    """Files and folders; where to print; with how many processes."""
    command.add_argument(
        "paths", nargs="+", type=Path, metavar="PATH", help="a file, or a folder with .txt and .pdf files"
    )
    command.add_argument("--out", metavar="FILE", type=Path, help="write here, whole or not at all (default: print)")
    command.add_argument("--jobs", metavar="N", type=int, help="processes (default: one for each core)")


def run(asked: argparse.Namespace) -> int:
    """Read each file and print its items in the order of the files."""
    if asked.jobs is not None and asked.jobs < 1:
        raise CommandProblem("--jobs takes a number from 1 upwards.")
    files = list(files_in(asked.paths))
    if not files:
        raise CommandProblem("No .txt or .pdf file is there. Name files, or a folder that holds some.")
    items = refused = 0
    with _output(asked.out) as out:
        for printed, path in zip(_printed(files, asked.jobs or _usual_jobs(files)), files, strict=True):
            if printed.refused:
                refused += 1
                print(f"{path}: {printed.refused}", file=sys.stderr)
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


def read_file(path: Path) -> Printed:
    """The lines for one file; what the disk refuses is a reason like any other."""
    try:
        if path.stat().st_size > LARGEST:
            return Printed(refused=f"The file is larger than {LARGEST // 1024 // 1024} megabytes. Split it.")
        content = path.read_bytes()
    except OSError as problem:
        return Printed(refused=f"{problem.strerror or problem}. See that the file is there and may be read.")
    match read(path.name, content):
        case Unreadable(reason, way_out):
            return Printed(refused=f"{reason} {way_out}")
        case Reading(items=items):
            return Printed(tuple(json.dumps(row_of(path.name, item), ensure_ascii=False) for item in items))


def row_of(document: str, item: ReadItem) -> dict[str, object]:
    """One item as the command prints it."""
    return {
        "document": document,
        "paragraph": item.printed or str(item.paragraph),
        "kind": item.kind.value,
        "text": item.text,
        "made_by": list(item.made_by),
        "position": item.position.value,
        "confidence": round(item.confidence / 100, 2),
    }


def _usual_jobs(files: list[Path]) -> int:
    return 1 if len(files) < FEW else len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1


def _printed(files: list[Path], jobs: int) -> Iterator[Printed]:
    progress = Progress("reading")
    if jobs == 1:
        for done, path in enumerate(files, 1):
            yield read_file(path)
            progress(done, len(files))
    else:
        yield from _in_processes(files, jobs, progress)
    progress.end()


def _in_processes(files: list[Path], jobs: int, progress: Progress) -> Iterator[Printed]:
    """The same, by several processes; files on which a process ended are read again, each in one of its own."""
    with ProcessPoolExecutor(jobs, initializer=limit_memory) as pool:
        waiting = [pool.submit(read_file, path) for path in files]
        for done, _ in enumerate(as_completed(waiting), 1):
            progress(done, len(files))
    for path, one in zip(files, waiting, strict=True):
        yield _result(one) or _alone(path)


def _alone(path: Path) -> Printed:
    with ProcessPoolExecutor(1, initializer=limit_memory) as pool:
        return _result(pool.submit(read_file, path)) or Printed(
            refused="Reading ended the process that did it. Save the file anew, in another format, and give that."
        )


def _result(future: "Future[Printed]") -> Printed | None:
    try:
        return future.result()
    except BrokenProcessPool:
        return None


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
