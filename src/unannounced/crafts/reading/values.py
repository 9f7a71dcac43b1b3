"""What a reading is: values without behaviour, made by ``read`` and used by records and commands."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from unannounced.duties.dialogue import Position
from unannounced.duties.reporting import ItemKind
from unannounced.duties.words import Sentence

LARGEST = 64 * 1024 * 1024
"""The largest file, in bytes, that is read; whoever holds a larger one refuses it before loading it."""
READER = 2
"""The version of the reader; it rises when the same file would be read otherwise."""


@dataclass(frozen=True, slots=True)
class ReadItem:
    """One thing asked of the State, in the report's words.

    ``printed`` is how the report numbers it, so that it can be cited: "57.17", "57.3" where the list under
    paragraph 57 is numbered 1, 2, 3, "57 (a)"; "" if it has no number. ``text`` is without that number and without
    the names at its end. ``made_by`` holds those names as printed. ``confidence`` is the share, per cent, of items
    read in the same manner that were right; see ``confidence.py``.

    ``addressee`` is the authority that is to act, ``within`` the words that set a time ("within one month"), with
    ``months`` where these are whole months, ``place`` the place of detention it is about, ``earlier`` the earlier
    reports and paragraphs it refers to, each as printed; "" or None or empty where the text names none. ``page`` is
    the page of the file on which it begins, counted from 1; 0 where the file has no pages.
    """

    paragraph: int
    printed: str
    kind: ItemKind
    text: str
    made_by: tuple[str, ...]
    position: Position
    confidence: int
    addressee: str = ""
    within: str = ""
    months: int | None = None
    place: str = ""
    earlier: tuple[str, ...] = ()
    page: int = 0


@dataclass(frozen=True, slots=True)
class ReadParagraph:
    """A paragraph and the chapter it stands in; of a list of items its opening words only.

    ``number`` counts within the report and is what items refer to. It is the printed number wherever a report numbers
    its paragraphs from first to last; where it does not, ``printed`` says how this one is numbered in the file ("3" of
    a chapter that begins again at 1, "3.12", "(iv)"). "" means as ``number`` says, or, where the report has no numbers
    at all (``Reading.numbered`` is False), not at all. ``page`` as in ``ReadItem``.
    """

    number: int
    chapter: str
    text: str
    printed: str = ""
    page: int = 0


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
    language: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A report as read: each number of a paragraph once and rising, each item in one of the paragraphs.

    ``pages`` is 0 for a text file. ``numbered`` is False if the report prints no numbers, so that its paragraphs were
    counted here. ``notes`` say what a person should know before relying on the reading as a whole: numbers that begin
    again, words recognised from pictures. ``further`` are the other reports in the same file, in order.
    """

    about: About
    paragraphs: tuple[ReadParagraph, ...]
    items: tuple[ReadItem, ...]
    words: int
    pages: int
    numbered: bool = True
    notes: tuple[Sentence, ...] = ()
    further: tuple["Reading", ...] = ()


@dataclass(frozen=True, slots=True)
class Unreadable:
    """The file could not be read: what is wrong with it, and what to do."""

    reason: Sentence
    way_out: Sentence

    def __bool__(self) -> Literal[False]:
        return False
