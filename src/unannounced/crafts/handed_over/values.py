"""What is read of a handing over: entries that are whole, and what could not be taken, by file, row and column."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import IO

from unannounced.crafts.written_down import letter_of, who_of
from unannounced.duties.receiving import Risk, Told, Way
from unannounced.duties.words import Sentence


@dataclass(frozen=True, slots=True)
class Problem:
    """What could not be taken, or was taken and looks wrong: where, why, and what to do.

    ``row`` counts as a spreadsheet does (the header is row 1) and is None for what concerns a file; ``column`` is the
    head as it stands in the table, "" where it is about none. ``refused``: the row, or the file, was not taken.
    Sentences can have words of the table in them, so none of them stands in a log.
    """

    file: str
    row: int | None
    column: str
    why: Sentence = field(repr=False)
    what_to_do: Sentence = field(repr=False)
    refused: bool = True


@dataclass(frozen=True, slots=True)
class File:
    """A file of the handing over: its path in the folder, its bytes counted, and a way to read them again."""

    name: str
    size: int
    open: Callable[[], IO[bytes]] = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that a row names: its name without a folder, what it is by its ending, and its bytes when asked for."""

    name: str
    media: str
    size: int
    held: File = field(repr=False)

    def content(self) -> bytes:
        """All of its bytes; what they came from has to be open still."""
        with self.held.open() as stream:
            return stream.read(self.size + 1)


@dataclass(frozen=True, slots=True)
class Entry:
    """One communication, whole and ready to be sealed; ``reference`` is the one of whoever handed it over.

    ``name`` and ``reach`` say who wrote, and stand apart from what was written. ``in_custody`` is None where that was
    not said, and ``written_on`` where no day was.
    """

    row: int
    reference: str
    language: str
    written_on: date | None
    told: tuple[Told, ...]
    for_whom: str
    in_custody: bool | None
    ways: tuple[Way, ...]
    fears: Risk
    attachments: tuple[Attachment, ...]
    text: str = field(repr=False)
    place: str = field(repr=False)
    name: str = field(repr=False)
    reach: str = field(repr=False)

    @property
    def letter(self) -> bytes:
        """What was written, as docs/intake-protocol.md has it; files are sealed as pieces of their own."""
        return letter_of(
            self.text,
            language=self.language,
            place=self.place,
            told=self.told,
            for_whom=self.for_whom,
            in_custody=self.in_custody,
            ways=self.ways,
            fears=self.fears,
        )

    @property
    def who(self) -> bytes:
        """Who wrote, as docs/intake-protocol.md has it: to be sealed apart, also where no name was given."""
        return who_of(self.name, self.reach)


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What was read: entries in the order of the table, and problems, those of files first, then by row."""

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]


def refused(file: str, why: str, what_to_do: str, **facts: object) -> Problem:
    """The refusal of a file."""
    return Problem(file, None, "", Sentence(why, facts), Sentence(what_to_do, facts))
