"""One row of a handing over: every cell is understood, or the row is not taken and each cell that is not is named."""

import mimetypes
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from unannounced.crafts.handed_over.bundles import Bundle, key_of
from unannounced.crafts.handed_over.tables import Record, Table
from unannounced.crafts.handed_over.values import Attachment, Entry, File, Problem
from unannounced.crafts.handed_over.words import FEARS, FOR, TOLD, WAYS, YES_OR_NO, Vocabulary, language_of
from unannounced.crafts.registers.days import day_of
from unannounced.duties.receiving import Risk, Told, Way
from unannounced.duties.words import Sentence, say

LONGEST_TEXT: Final = 100_000
LONGEST_LINE: Final = 500
LONGEST_REACH: Final = 2_000
MOST_ATTACHMENTS: Final = 200
_LONGEST: Final[Mapping[str, int]] = {"text": LONGEST_TEXT, "reach": LONGEST_REACH}
_BETWEEN: Final = re.compile(r"[;\n]")
_TWO_WAYS: Final = re.compile(r"(\d{1,2})[/ -](\d{1,2})[/ -]\d{2,4}")
_CUSTODY: Final = {"yes": True, "no": False}
_DAYS: Final = ("year-month-day", "day-month-year", "day-month-name")
_DAYS_MONTH_FIRST: Final = ("year-month-day", "month-day-year", "day-month-name")

_NO_TEXT: Final = say("There is nothing that was written or told.")
_WRITE_TEXT: Final = say("Write down what the person wrote or told.")
_TOO_LONG: Final = say("It has more than {most} characters.")
_SHORTEN: Final = say("Shorten it, and add what is long as an attachment.")
_NO_CONSENT: Final = say("It is not said that the person agreed to the handing over.")
_ASK: Final = say("Ask the person, and write “yes” only if they agreed; until then leave the row out.")
_NOT_KNOWN: Final = say("“{said}” is not known here.")
_USE: Final = say("Write one of: {known}.")
_NO_LANGUAGE: Final = say("Write the language’s name in English or French, or its code: uk.")
_NO_DAY: Final = say("“{said}” is no day of the calendar.")
_TWO_DAYS: Final = say("“{said}” can be two days: nothing in the table says whether the day or the month comes first.")
_WRITE_DAY: Final = say("Write the day as 2026-11-27.")
_FUTURE: Final = say("{day} is in the future.")
_CORRECT: Final = say("Correct the day.")
_NO_FILE: Final = say("No file “{said}” came with the table.")
_ADD_FILE: Final = say("Put the file beside the table under this very name, and hand over both.")
_WHICH: Final = say("Several files are called “{said}”.")
_PATH: Final = say("Write the name with the folder in which it lies: letters/1.pdf.")
_MANY_FILES: Final = say("The row names more than {most} files.")
_SPLIT: Final = say("Put them together in fewer files.")
_DAMAGED: Final = say("The file “{said}” is damaged and cannot be read whole.")
_FILE_AGAIN: Final = say("Put a file that opens beside the table, and hand over both.")


@dataclass(slots=True)
class Reader:
    """Reads the rows of a table; ``month_first`` is None where nothing in the table says it."""

    table: Table
    bundle: Bundle
    folder: str
    today: date
    month_first: bool | None
    is_whole: Callable[[File], bool]
    by_end: Mapping[str, tuple[File, ...]]
    problems: list[Problem] = field(default_factory=list)

    def entry(self, record: Record) -> Entry | None:
        """The entry of a row; None if something in it is wrong, and then each cell that is wrong is a problem."""
        before = len(self.problems)
        said = {name: cell.strip() for name, cell in record.cells.items()}
        row = record.row
        self._check_lengths(row, said)
        if YES_OR_NO.meaning(said["consent"]) != "yes":
            self._refuse(row, "consent", _NO_CONSENT, _ASK)
        if not said["text"]:
            self._refuse(row, "text", _NO_TEXT, _WRITE_TEXT)
        entry = Entry(
            row=row,
            reference=said.get("reference", ""),
            language=self._language(row, said.get("language", "")),
            written_on=self._day(row, said.get("written_on", "")),
            told=tuple(Told(one) for one in self._several(row, "told", said, TOLD)),
            for_whom=self._one(row, "for", said, FOR),
            in_custody=_CUSTODY.get(self._one(row, "in_custody", said, YES_OR_NO)),
            ways=tuple(Way(one) for one in self._several(row, "ways", said, WAYS)),
            fears=Risk(self._one(row, "fears", said, FEARS) or Risk.UNKNOWN),
            attachments=tuple(self._attachments(row, said.get("attachments", ""))),
            text=said["text"],
            place=said.get("place", ""),
            name=said.get("name", ""),
            reach=said.get("reach", ""),
        )
        return entry if len(self.problems) == before else None

    def _check_lengths(self, row: int, said: Mapping[str, str]) -> None:
        for name in ("text", "reach", "reference", "name", "place"):
            most = _LONGEST.get(name, LONGEST_LINE)
            if len(said.get(name, "")) > most:
                self._refuse(row, name, _TOO_LONG, _SHORTEN, most=most)

    def _language(self, row: int, said: str) -> str:
        found = language_of(said) if said else ""
        if said and not found:
            self._refuse(row, "language", _NOT_KNOWN, _NO_LANGUAGE, said=said[:80])
        return found

    def _day(self, row: int, said: str) -> date | None:
        if not said:
            return None
        found = day_of(said, _DAYS_MONTH_FIRST if self.month_first else _DAYS, today=self.today)
        if found is None:
            self._refuse(row, "written_on", _NO_DAY, _WRITE_DAY, said=said[:80])
        elif self.month_first is None and _is_two_days(said):
            self._refuse(row, "written_on", _TWO_DAYS, _WRITE_DAY, said=said[:80])
        elif found > self.today:
            self._refuse(row, "written_on", _FUTURE, _CORRECT, day=found)
        return found

    def _one(self, row: int, name: str, said: Mapping[str, str], words: Vocabulary) -> str:
        cell = said.get(name, "")
        found = words.meaning(cell)
        if cell and not found:
            self._refuse(row, name, _NOT_KNOWN, _USE, said=cell[:80], known=words.proposed)
        return found

    def _several(self, row: int, name: str, said: Mapping[str, str], words: Vocabulary) -> list[str]:
        found: dict[str, None] = {}
        for piece in _pieces(said.get(name, ""), words):
            if meant := words.meaning(piece):
                found[meant] = None
            else:
                self._refuse(row, name, _NOT_KNOWN, _USE, said=piece[:80], known=words.proposed)
        return list(found)

    # Attachments

    def _attachments(self, row: int, cell: str) -> Iterator[Attachment]:
        named = {key_of(one): one.strip() for one in _BETWEEN.split(cell) if one.strip()}
        if len(named) > MOST_ATTACHMENTS:
            self._refuse(row, "attachments", _MANY_FILES, _SPLIT, most=MOST_ATTACHMENTS)
            return
        seen: set[str] = set()
        for key, said in named.items():
            file = self._file(row, key, said[:200])
            if file is None or file.name in seen:
                continue
            seen.add(file.name)
            if self.is_whole(file):
                short = file.name.replace("\\", "/").rpartition("/")[2]
                media = mimetypes.guess_type(short)[0] or "application/octet-stream"
                yield Attachment(short, media, file.size, file)
            else:
                self._refuse(row, "attachments", _DAMAGED, _FILE_AGAIN, said=said[:200])

    def _file(self, row: int, key: str, said: str) -> File | None:
        """The file that a cell names: by its path, by its path beside the table, or by its name if that is its own."""
        for one in (f"{self.folder}{key}", key):
            held = self.bundle.files.get(self.bundle.other_names.get(one, one))
            if held is not None:
                return held
        found = self.by_end.get(key.rpartition("/")[2], ())
        if len(found) == 1:
            return found[0]
        self._refuse(row, "attachments", *((_WHICH, _PATH) if found else (_NO_FILE, _ADD_FILE)), said=said)
        return None

    def _refuse(self, row: int, name: str, why: str, what_to_do: str, **facts: object) -> None:
        head = self.table.heads.get(name, name)
        self.problems.append(Problem(self.table.file, row, head, Sentence(why, facts), Sentence(what_to_do, facts)))


def _pieces(cell: str, words: Vocabulary) -> Iterator[str]:
    """The words of a cell, between semicolons; between commas where the whole is no word that is known."""
    for one in filter(str.strip, _BETWEEN.split(cell)):
        if "," in one and not words.meaning(one):
            yield from (piece.strip() for piece in one.split(",") if piece.strip())
        else:
            yield one.strip()


def _is_two_days(said: str) -> bool:
    found = _TWO_WAYS.fullmatch(said)
    return found is not None and found[1] != found[2] and int(found[1]) <= 12 and int(found[2]) <= 12


def month_first_in(days: Iterator[str]) -> bool | None:
    """Whether the month comes first in the days of a column; None where no day says it, or they contradict.

    >>> month_first_in(iter(["3/4/2026", "11/27/2026"])), month_first_in(iter(["3/4/2026"]))
    (True, None)
    """
    found = set()
    for said in days:
        numbers = _TWO_WAYS.fullmatch(said.strip())
        if numbers and (int(numbers[1]) > 12) != (int(numbers[2]) > 12):
            found.add(int(numbers[2]) > 12)
    return found.pop() if len(found) == 1 else None
