"""Bulk files of open data, made when something was published: each table as CSV and JSON Lines, and packed.

They stand in a folder beside the database, with a manifest that says of which shelf they are; a set of files is
written whole into a folder of its own, and then the manifest is put in the place of the one before. Files that are
missing, of another shelf or of another version are made again; until then the tables are given row by row.
"""

import gzip
import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO, Any

from django.utils import timezone

from unannounced import __version__
from unannounced.crafts.searching import alone
from unannounced.crafts.tabling import CHUNK, as_csv, as_json_lines
from unannounced.records.shelf import queries
from unannounced.records.shelf.models import ShelvedCheckpoint
from unannounced.rooms.portal.standing_here import digest_of_the_shelf, mark_of_the_shelf
from unannounced.rooms.portal.table import Table
from unannounced.rooms.portal.tables import TABLES
from unannounced.rooms.web import installation

FORMAT = 2
MANIFEST = "manifest.json"
ENDINGS = ("csv", "jsonl")
REGISTERS = {"real": False, "invented": True}
_LEVEL = 4  # half the time of the usual 6 for a twentieth more bytes

Progress = Callable[[int, int], None]
Manifest = dict[str, Any]


@dataclass(slots=True)
class _Writing:
    """A file that is being written, plain and packed, with what the manifest says of it."""

    plain: IO[bytes]
    packed: gzip.GzipFile
    digest: Any

    def put(self, content: bytes) -> None:
        self.plain.write(content)
        self.packed.write(content)
        self.digest.update(content)


# Making


def bring_up_to_date(progress: Progress | None = None) -> int:
    """Make the files if they are not those of this shelf; how many reports they then hold, 0 where they were."""
    with alone(_folder()):
        held = manifest()
        if held is not None and _is_of_this_shelf(held) and _is_whole(held):
            return 0
        return _make(progress)


def build_again(progress: Progress | None = None) -> int:
    """Make every file again; how many reports they hold."""
    with alone(_folder()):
        return _make(progress)


def _is_of_this_shelf(held: Manifest) -> bool:
    known = {name_of(table.name, ending, register) for table in TABLES for ending in ENDINGS for register in REGISTERS}
    told = (held["shelf"], held["program"], held["mark"])
    return told == (digest_of_the_shelf(), __version__, mark_of_the_shelf()) and held["files"].keys() == known


def _is_whole(held: Manifest) -> bool:
    """Whether every file stands there with the bytes that were written."""
    folder = _folder() / held["folder"]
    sizes = {name: told["bytes"] for name, told in held["files"].items()}
    sizes |= {f"{name}.gz": told["packed"]["bytes"] for name, told in held["files"].items()}
    try:
        return all((folder / name).stat().st_size == size for name, size in sizes.items())
    except OSError:
        return False


def _make(progress: Progress | None) -> int:
    folder = _folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    new = Path(tempfile.mkdtemp(prefix="set-", dir=folder))
    try:
        made = _manifest_of(new, progress)
        partial = new / MANIFEST
        partial.write_text(json.dumps(made, ensure_ascii=False))
        partial.replace(folder / MANIFEST)
    finally:
        _leave_only(manifest(), folder)
    return sum(queries.reports(invented=invented).count() for invented in REGISTERS.values())


def _leave_only(held: Manifest | None, folder: Path) -> None:
    """Clear away every set but that of the manifest: those before it, and one that could not be made whole."""
    for old in folder.glob("set-*"):
        if held is None or old.name != held["folder"]:
            shutil.rmtree(old, ignore_errors=True)


def _manifest_of(folder: Path, progress: Progress | None) -> Manifest:
    shelf, mark, newest = (
        digest_of_the_shelf(),
        mark_of_the_shelf(),
        ShelvedCheckpoint.objects.order_by("-size").first(),
    )
    checkpoint = {"size": newest.size, "root": newest.root, "made_on": newest.made_on.isoformat()} if newest else None
    files: dict[str, dict[str, Any]] = {}
    for register, invented in REGISTERS.items():
        for done, table in enumerate(TABLES, start=1):
            files |= _write(folder, table, register, invented=invented)
            if progress:
                progress(done, len(TABLES))
    return {
        "format": FORMAT,
        "made_at": timezone.now().isoformat(timespec="seconds"),
        "program": __version__,
        "shelf": shelf,
        "mark": mark,
        "checkpoint": checkpoint,
        "folder": folder.name,
        "files": files,
    }


def _write(folder: Path, table: Table, register: str, *, invented: bool) -> dict[str, dict[str, Any]]:
    """Write a table in both formats in one pass over its rows; what the manifest says of them, by name."""
    names = {ending: name_of(table.name, ending, register) for ending in ENDINGS}
    head = b"".join(as_csv(table.header, ()))
    rows, count = table.rows(invented), 0
    with (
        (folder / names["csv"]).open("wb") as csv,
        (folder / names["jsonl"]).open("wb") as lines,
        _packed(folder / names["csv"]) as csv_packed,
        _packed(folder / names["jsonl"]) as lines_packed,
    ):
        as_table = _Writing(csv, csv_packed, hashlib.sha256())
        as_lines = _Writing(lines, lines_packed, hashlib.sha256())
        as_table.put(head)
        while chunk := list(islice(rows, CHUNK)):
            count += len(chunk)
            as_table.put(b"".join(as_csv(table.header, chunk))[len(head) :])
            as_lines.put(b"".join(as_json_lines(table.header, chunk)))
    digests = {"csv": as_table.digest.hexdigest(), "jsonl": as_lines.digest.hexdigest()}
    return {name: _told(folder / name, count, digests[ending]) for ending, name in names.items()}


def _packed(path: Path) -> gzip.GzipFile:
    """A packed file beside ``path``; the same rows make the same bytes."""
    return gzip.GzipFile(filename=f"{path}.gz", mode="wb", compresslevel=_LEVEL, mtime=0)


def _told(path: Path, rows: int, digest: str) -> dict[str, Any]:
    packed = path.with_name(f"{path.name}.gz")
    with packed.open("rb") as stream:
        packed_digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return {
        "rows": rows,
        "bytes": path.stat().st_size,
        "sha256": digest,
        "packed": {"bytes": packed.stat().st_size, "sha256": packed_digest},
    }


# Reading


@dataclass(frozen=True, slots=True)
class Ready:
    """A file that is of the shelf as it is now: where it stands, its size and digest, and when it was made."""

    path: Path
    size: int
    digest: str
    made_at: str


def manifest() -> Manifest | None:
    """What was made; None where nothing whole and of this format is there."""
    try:
        held = json.loads((_folder() / MANIFEST).read_text())
    except (OSError, ValueError):
        return None
    if not isinstance(held, dict) or held.get("format") != FORMAT:
        return None
    return held if (_folder() / str(held["folder"])).is_dir() else None


def current() -> Manifest | None:
    """The manifest, if its files are of the shelf as it is now; one query."""
    held = manifest()
    return held if held is not None and held["mark"] == mark_of_the_shelf() else None


def ready(table: str, ending: str, register: str, *, packed: bool = False) -> Ready | None:
    """The file of a table; None where it is not there, not whole or not of this shelf."""
    held = current()
    told = held["files"].get(name_of(table, ending, register)) if held else None
    if held is None or told is None:
        return None
    name = name_of(table, ending, register)
    path = _folder() / held["folder"] / (f"{name}.gz" if packed else name)
    said = told["packed"] if packed else told
    try:
        whole = path.stat().st_size == said["bytes"]
    except OSError:
        return None
    return Ready(path, said["bytes"], said["sha256"], held["made_at"]) if whole else None


def name_of(table: str, ending: str, register: str) -> str:
    """What a file is called.

    >>> name_of("items", "csv", "real"), name_of("items", "csv", "invented")
    ('items.csv', 'items-invented.csv')
    """
    return f"{table}.{ending}" if register == "real" else f"{table}-{register}.{ending}"


def part(path: Path, begins: int, ends: int) -> Iterator[bytes]:
    """The bytes of a file from ``begins`` to before ``ends``, a few at a time."""
    with path.open("rb") as stream:
        stream.seek(begins)
        left = ends - begins
        while left > 0 and (content := stream.read(min(left, 1 << 16))):
            left -= len(content)
            yield content


def _folder() -> Path:
    return installation.derived_folder("portal", "dumps")
