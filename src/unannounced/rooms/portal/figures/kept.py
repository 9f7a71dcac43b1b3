"""The figures on disk: written beside and renamed into place, read once by each process, built again where damaged.

``rows.jsonl`` holds what was read of each report, so that a publication costs the reading of one report; a file for
each scope holds the figures. Each begins by saying of which shelf and of which version it is.
"""

import json
import os
import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import Any

from unannounced.rooms.portal.figures.rows import Kept
from unannounced.rooms.web import installation

VERSION = 3
ROWS = "rows.jsonl"
Figures = Mapping[str, Any]

_held: dict[Path, tuple[tuple[int, int], Figures]] = {}
_reading = Lock()


def folder() -> Path:
    """Where the figures stand."""
    return installation.derived_folder("portal", "themes")


def scope(name: str) -> Figures | None:
    """The figures of a scope; an empty mapping where nothing was published in it, None where none were counted yet."""
    path = folder() / f"{name}.json"
    try:
        stand = path.stat()
        mark = (stand.st_mtime_ns, stand.st_ino)
        held = _held.get(path)
        if held is not None and held[0] == mark:
            return held[1]
        with _reading:
            found = _read(path)
            _held[path] = (mark, found)
            return found
    except FileNotFoundError:
        return {} if (folder() / ROWS).exists() else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def mark(name: str) -> tuple[int, int]:
    """What changes when the figures of a scope are counted again; nothing where there are none."""
    try:
        stand = (folder() / f"{name}.json").stat()
    except OSError:
        return 0, 0
    return stand.st_mtime_ns, stand.st_ino


def _read(path: Path) -> Figures:
    said = json.loads(path.read_bytes())
    if said["version"] != VERSION:
        raise ValueError("made by another version")
    figures: Figures = said["figures"]
    return figures


def shelf() -> str:
    """Of which shelf the figures are; empty where there are none that can be read."""
    try:
        with (folder() / ROWS).open(encoding="utf-8") as lines:
            said = json.loads(next(lines, ""))
        return str(said["shelf"]) if said["version"] == VERSION else ""
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def rows() -> dict[str, Kept]:
    """What was read of each report, by its digest; nothing of a file that is damaged or of another version."""
    found: dict[str, Kept] = {}
    with suppress(OSError, ValueError, KeyError, TypeError), (folder() / ROWS).open(encoding="utf-8") as lines:
        if json.loads(next(lines, ""))["version"] != VERSION:
            return {}
        for line in lines:
            one = json.loads(line)
            found[one["digest"]] = one
    return found


def keep(shelved: str, reports: Iterable[Kept], figures: Mapping[str, Figures]) -> None:
    """Put figures in the place of those there are; the rows, which say of which shelf all of it is, come last."""
    folder().mkdir(parents=True, exist_ok=True)
    for name, held in figures.items():
        told = {"version": VERSION, "shelf": shelved, "figures": held}
        write(folder() / f"{name}.json", [json.dumps(told, ensure_ascii=False, separators=(",", ":"))])
    for path in folder().glob("*.json"):
        if path.stem not in figures:
            path.unlink()
    write(folder() / ROWS, _lines(shelved, reports))


def _lines(shelved: str, reports: Iterable[Kept]) -> Iterator[str]:
    yield json.dumps({"version": VERSION, "shelf": shelved}) + "\n"
    for one in reports:
        yield json.dumps(one, ensure_ascii=False, separators=(",", ":")) + "\n"


def write(path: Path, parts: Iterable[str]) -> None:
    """Write a file beside its place and rename it into it: who reads meanwhile reads the one before, whole."""
    partial = path.with_name(f".{path.name}.{secrets.token_hex(6)}")
    try:
        with partial.open("w", encoding="utf-8") as file:
            file.writelines(parts)
        os.replace(partial, path)
    finally:
        partial.unlink(missing_ok=True)
