"""The manifest of a still: which file came from which address, with its digest; and the journal while it is made."""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

MANIFEST = "still.json"
JOURNAL = "still.journal"
FORMAT = 1


class NoStill(Exception):
    """The folder holds something else: nothing is written there."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of the still."""

    address: str
    digest: str
    size: int


@dataclass(slots=True)
class Still:
    """A folder with a still in it, or none yet; ``stamp`` says what it was made of."""

    folder: Path
    stamp: Mapping[str, Any]
    files: dict[str, Kept] = field(default_factory=dict)
    held: dict[str, Kept] = field(default_factory=dict)
    """What an earlier run left, whatever it was made of."""
    missing: frozenset[str] = frozenset()
    """The addresses that pages link to and that are not there; at first those of an earlier run."""
    whole: bool = False
    """Whether an earlier run made just this, to its end."""

    def write(self, path: str, address: str, content: bytes) -> tuple[Kept, bool]:
        """Keep ``content`` under ``path``: written only if another stands there; and whether it was."""
        kept = Kept(address, hashlib.sha256(content).hexdigest(), len(content))
        before, file = self.held.get(path), self.folder / path
        if before and before.digest == kept.digest and _size(file) == kept.size:
            return kept, False
        file.parent.mkdir(parents=True, exist_ok=True)
        partial = file.with_name(f".{file.name}.{os.getpid()}")
        partial.write_bytes(content)
        partial.replace(file)
        return kept, True

    def all_there(self) -> bool:
        """Whether every file of the earlier run still has its size."""
        return all(_size(self.folder / path) == one.size for path, one in self.held.items())

    def remove_others(self) -> int:
        """Remove what an earlier run wrote and this one did not; how many files."""
        gone = [path for path in self.held if path not in self.files and ".." not in path and path[:1] != "/"]
        for path in gone:
            (self.folder / path).unlink(missing_ok=True)
        return len(gone)

    def close(self) -> None:
        """Write the manifest; the run is at its end."""
        files = {
            path: {"address": one.address, "sha256": one.digest, "size": one.size} for path, one in self.files.items()
        }
        told = {"format": FORMAT, "made_of": dict(self.stamp), "missing": sorted(self.missing), "files": files}
        partial = self.folder / f"{MANIFEST}.part"
        partial.write_text(json.dumps(told, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")
        partial.replace(self.folder / MANIFEST)
        (self.folder / JOURNAL).unlink(missing_ok=True)


def opened(folder: Path, stamp: Mapping[str, Any]) -> Still:
    """The still in ``folder``, which may be empty or not there; raises ``NoStill`` if it holds something else."""
    folder.mkdir(parents=True, exist_ok=True)
    manifest, journal = folder / MANIFEST, folder / JOURNAL
    if any(folder.iterdir()) and not manifest.exists() and not journal.exists():
        raise NoStill(f"{folder} holds something else. Name an empty folder, or one that an export made.")
    still = Still(folder, stamp)
    if manifest.exists():
        try:
            told = json.loads(manifest.read_text(encoding="utf-8"))
            still.whole = told["made_of"] == json.loads(json.dumps(stamp)) and told["format"] == FORMAT
            still.missing = frozenset(map(str, told.get("missing", ())))
            still.held = {path: Kept(one["address"], one["sha256"], one["size"]) for path, one in told["files"].items()}
        except (ValueError, KeyError, TypeError, AttributeError) as wrong:
            raise NoStill(f"{manifest} is no manifest of an export. Name an empty folder.") from wrong
    return still


def journal_of(still: Still) -> Iterator[dict[str, Any]]:
    """What an interrupted run of the same has done: a line for each address. Nothing of a run of something else."""
    try:
        with (still.folder / JOURNAL).open(encoding="utf-8") as lines:
            if _read(lines.readline()) != {"made_of": json.loads(json.dumps(dict(still.stamp)))}:
                return
            for line in lines:
                if (said := _read(line)) is not None:
                    yield said
    except FileNotFoundError:
        return


def begin_journal(still: Still, *, go_on: bool) -> IO[str]:
    """The journal, open to be written to: the one there is, or a new one."""
    stream = (still.folder / JOURNAL).open("a" if go_on else "w", encoding="utf-8")
    if not go_on:
        stream.write(json.dumps({"made_of": dict(still.stamp)}) + "\n")
    return stream


def _read(line: str) -> Any:
    """A line of the journal; None for the last one of a run that was killed while it wrote it."""
    try:
        return json.loads(line)
    except ValueError:
        return None


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return -1
