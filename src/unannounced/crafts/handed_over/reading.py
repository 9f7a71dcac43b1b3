"""A handing over read as a whole: a table and its files come in, entries and problems come out, nothing is kept."""

import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import PurePosixPath
from typing import Final
from zipfile import BadZipFile

from unannounced.crafts.handed_over.bundles import Bundle, key_of
from unannounced.crafts.handed_over.rows import Reader, month_first_in
from unannounced.crafts.handed_over.tables import Record, Table, table_in
from unannounced.crafts.handed_over.values import Entry, File, HandedOver, Problem, refused
from unannounced.crafts.handed_over.words import IN_FRENCH, plain
from unannounced.duties.words import Sentence, say

_TABLES: Final = (".csv", ".tsv")
_PIECE: Final = 1024 * 1024
_NO_TABLE: Final = say("No table came with the files.")
_ADD_TABLE: Final = say("Add one table that ends in .csv and names the files.")
_DAMAGED: Final = say("The table is damaged and cannot be read whole.")
_SAVE_AGAIN: Final = say("Save it again, and hand it over with its files.")
_MANY_TABLES: Final = say("Several tables came: {names}.")
_ONE_TABLE: Final = say(
    "Hand over each table with its files by itself, or put tables that are attachments into a folder."
)
_SAME_ROW: Final = say("The row says the same as row {first}. It counts once.")
_REMOVE_ROW: Final = say("Nothing needs to be done. If these are two communications, let the reference differ.")
_SAME_REFERENCE: Final = say("Row {first} has the same reference and says something else.")
_OWN_REFERENCE: Final = say("Give each communication a reference of its own, and hand this one over again.")
_NAMED_TWICE: Final = say("Row {first} names the file “{said}” too.")
_LOOK_WHOSE: Final = say("Make sure that it belongs to both: what concerns one person is not to reach another.")
_NAMED_BY_NONE: Final = say("No row that was taken names this file. It was not taken.")
_NAME_IT: Final = say("Name it in the row to which it belongs, or leave it out.")


def taken(bundle: Bundle, *, today: date) -> HandedOver:
    """What is in a handing over: every row that is whole, and everything that was not taken or looks wrong.

    A row is taken with all its files, or not at all. Nobody is entered who did not agree to being handed over
    (OPCAT Art. 21(2)).
    """
    if not bundle.files and bundle.problems:
        return HandedOver((), bundle.problems)
    file = _table_of(bundle)
    table = file if isinstance(file, Problem) else table_in(file)
    if isinstance(table, Problem):
        return HandedOver((), (*bundle.problems, table))
    records = list(table.records())
    reader = _reader(table, bundle, records, today)
    entries = list(_entries(reader, _each_once(table, records)))
    by_row = sorted([*table.problems, *reader.problems, *_shared(table, entries)], key=lambda one: one.row or 0)
    return HandedOver(tuple(entries), (*bundle.problems, *_left(bundle, table.file, entries), *by_row))


def _table_of(bundle: Bundle) -> File | Problem:
    """The one table that lies higher than any other; tables below it can be attachments."""
    tables = [one for key, one in bundle.files.items() if key.endswith(_TABLES)]
    top = min((one.name.count("/") for one in tables), default=0)
    found = [one for one in tables if one.name.count("/") == top]
    if len(found) == 1 and _is_whole(found[0]):
        return found[0]
    if len(found) == 1:
        return refused(found[0].name, _DAMAGED, _SAVE_AGAIN)
    if not found:
        return refused(bundle.name, _NO_TABLE, _ADD_TABLE)
    return refused(bundle.name, _MANY_TABLES, _ONE_TABLE, names=", ".join(one.name for one in found[:10]))


def _reader(table: Table, bundle: Bundle, records: list[Record], today: date) -> Reader:
    by_end: dict[str, list[File]] = defaultdict(list)
    for key, file in bundle.files.items():
        by_end[key.rpartition("/")[2]].append(file)
    for other, key in bundle.other_names.items():
        by_end[other.rpartition("/")[2]].append(bundle.files[key])
    folder = key_of(str(PurePosixPath(table.file.replace("\\", "/")).parent) + "/").removeprefix("./")
    return Reader(
        table=table,
        bundle=bundle,
        folder=folder,
        today=today,
        month_first=_month_first(table, records),
        is_whole=_Checked(),
        by_end={end: tuple(dict.fromkeys(files)) for end, files in by_end.items()},
    )


def _month_first(table: Table, records: list[Record]) -> bool | None:
    """Whether the month comes first, by the days themselves, or by the language of the heads."""
    found = month_first_in(one.cells.get("written_on", "") for one in records)
    in_french = any(plain(head) in IN_FRENCH for head in table.heads.values())
    return False if found is None and in_french else found


class _Checked:
    """Whether files can be read whole; each is read once for it, piece by piece."""

    def __init__(self) -> None:
        self.found: dict[str, bool] = {}

    def __call__(self, file: File) -> bool:
        if file.name not in self.found:
            self.found[file.name] = _is_whole(file)
        return self.found[file.name]


def _is_whole(file: File) -> bool:
    size = 0
    try:
        with file.open() as stream:
            while piece := stream.read(_PIECE):
                size += len(piece)
    except (BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError):
        return False
    return size == file.size


def _each_once(table: Table, records: list[Record]) -> Iterator[Record]:
    """The rows without those that say the same as one before, or have its reference and say something else."""
    rows: dict[tuple[str, ...], int] = {}
    references: dict[str, int] = {}
    for one in records:
        same = tuple(" ".join(cell.split()) for cell in one.cells.values())
        reference = " ".join(one.cells.get("reference", "").casefold().split())
        if same in rows:
            facts = {"first": rows[same]}
            table.problems.append(
                Problem(table.file, one.row, "", Sentence(_SAME_ROW, facts), Sentence(_REMOVE_ROW), refused=False)
            )
        elif reference and reference in references:
            why = Sentence(_SAME_REFERENCE, {"first": references[reference]})
            head = table.heads["reference"]
            table.problems.append(Problem(table.file, one.row, head, why, Sentence(_OWN_REFERENCE)))
        else:
            rows[same] = one.row
            references.setdefault(reference, one.row)
            yield one


def _entries(reader: Reader, records: Iterator[Record]) -> Iterator[Entry]:
    return (entry for one in records if (entry := reader.entry(one)) is not None)


def _shared(table: Table, entries: list[Entry]) -> Iterator[Problem]:
    """Files that more than one row names: what is one person's may have come to another's row by a slip."""
    first: dict[str, int] = {}
    for entry in entries:
        for one in entry.attachments:
            row = first.setdefault(one.held.name, entry.row)
            if row != entry.row:
                why = Sentence(_NAMED_TWICE, {"first": row, "said": one.name})
                head = table.heads["attachments"]
                yield Problem(table.file, entry.row, head, why, Sentence(_LOOK_WHOSE), refused=False)


def _left(bundle: Bundle, table: str, entries: list[Entry]) -> Iterator[Problem]:
    """Files that came and went into no entry."""
    named: Mapping[str, None] = dict.fromkeys(one.held.name for entry in entries for one in entry.attachments)
    for file in bundle.files.values():
        if file.name not in named and file.name != table:
            yield refused(file.name, _NAMED_BY_NONE, _NAME_IT)
