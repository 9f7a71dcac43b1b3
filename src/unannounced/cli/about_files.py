"""The table that says of files what they do not say themselves: CSV, a row a file."""

import csv
import os
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from unannounced.cli.speaking import CommandProblem

ABOUT = ("file", "state", "symbol", "date", "body")


def said_of(path: Path, files: Iterable[Path], given: Iterable[Path]) -> dict[Path, dict[str, str]]:
    """What the table says, by the file of this run that it says it of; what it says of other files is passed over."""
    by_name: dict[str, list[Path]] = {}
    for file in files:
        by_name.setdefault(file.name, []).append(file)
    folders = [folder for folder in given if folder.is_dir()]
    said: dict[Path, dict[str, str]] = {}
    for number, row in enumerate(_rows(path), start=2):
        where = f"{path.name}, row {number}"
        named = Path((row.get("file") or "").strip())
        if not named.name:
            raise CommandProblem(f"{where} names no file. Write its name under “file”, or take the row out.")
        if None in row:
            raise CommandProblem(f"{where} has more columns than the first line. Put what holds a comma into quotes.")
        if row.get("date") and not day_of(row["date"]):
            raise CommandProblem(f"{where}, date: “{row['date']}” is no day. Write it as 2013-01-24.")
        found = _named(named, by_name.get(named.name, []), folders)
        if len({os.path.abspath(one) for one in found}) > 1:
            raise CommandProblem(
                f"{where}: “{named}” names {len(found)} files: {found[0]}, {found[1]}"
                f"{' and others' if found[2:] else ''}. Write more of the path of the one that is meant."
            )
        if any(one in said for one in found):
            raise CommandProblem(f"{where}: a row above says something of “{named}” already. Keep one of the two.")
        said.update(dict.fromkeys(found, row))
    return said


def _named(named: Path, files: list[Path], folders: list[Path]) -> list[Path]:
    """Which of ``files``, all of this name, are meant: by the path below a folder given, or by the end of the path."""
    if len(named.parts) > 1:
        below = [file for file in files if any(file == folder / named for folder in folders)]
        if below:
            return below
    length = len(named.parts)
    return [file for file in files if Path(os.path.abspath(file)).parts[-length:] == named.parts]


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.DictReader(stream))
    except (OSError, UnicodeDecodeError, csv.Error) as problem:
        raise CommandProblem(f"{path.name} cannot be read as CSV in UTF-8: {problem}.") from problem
    if not rows or "file" not in rows[0] or set(rows[0]) - {*ABOUT, None}:
        raise CommandProblem(f"{path.name} needs a first line that names columns out of: {', '.join(ABOUT)}.")
    return rows


def day_of(written: str) -> date | None:
    """The day that is written as 2013-01-24."""
    try:
        return date.fromisoformat(written.strip())
    except ValueError:
        return None
