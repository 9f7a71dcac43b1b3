"""What a reading is: values without behaviour, made by ``read`` and used by records and commands."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from unannounced.duties.dialogue import Position
from unannounced.duties.reporting import ItemKind
from unannounced.duties.words import Sentence

LARGEST = 64 * 1024 * 1024
"""The largest file, in bytes, that is read; whoever holds a larger one refuses it before loading it."""
READER = 1
"""The version of the reader; it rises when the same file would be read otherwise."""


@dataclass(frozen=True, slots=True)
class ReadItem:
    """One thing asked of the State, in the report's words.

    ``printed`` is how the report numbers it, so that it can be cited: "57.17", "57.3" where the list under
    paragraph 57 is numbered 1, 2, 3, "57 (a)"; "" if it has no number. ``text`` is without that number and without
    the names at its end. ``made_by`` holds those names as printed. ``confidence`` is the share, per cent, of items
    read in the same manner that were right; see ``confidence.py``.
    """

    paragraph: int
    printed: str
    kind: ItemKind
    text: str
    made_by: tuple[str, ...]
    position: Position
    confidence: int


@dataclass(frozen=True, slots=True)
class ReadParagraph:
    """A numbered paragraph and the chapter it stands in; of a list of items its opening words only."""

    number: int
    chapter: str
    text: str


@dataclass(frozen=True, slots=True)
class About:
    """What the head of the report says of it; "" or None where it says nothing.

    ``public`` is True only if the text itself says so: "Distr.: General", or a symbol of public documents.
    """

    symbol: str
    state_name: str
    state_code: str
    dated_on: date | None
    title: str
    body: str
    public: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """A report as read: each number of a paragraph once and rising, each item in one of the paragraphs.

    ``pages`` is 0 for a text file.
    """

    about: About
    paragraphs: tuple[ReadParagraph, ...]
    items: tuple[ReadItem, ...]
    words: int
    pages: int


@dataclass(frozen=True, slots=True)
class Unreadable:
    """The file could not be read: what is wrong with it, and what to do."""

    reason: Sentence
    way_out: Sentence

    def __bool__(self) -> Literal[False]:
        return False
