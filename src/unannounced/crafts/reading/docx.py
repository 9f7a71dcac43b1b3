"""A Word file (DOCX): a ZIP of XML parts, of which those that hold words are heard from first to last."""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from posixpath import join, normpath
from typing import TypeVar

from unannounced.crafts.reading.docx_numbers import Definitions, NumberingListener
from unannounced.crafts.reading.docx_styles import StyleListener, Styles
from unannounced.crafts.reading.docx_words import Words
from unannounced.crafts.reading.flow import NEW_PAGE
from unannounced.crafts.reading.marked import Broken, Overfull, StrictListener, hear_xml
from unannounced.crafts.reading.sourced import Source
from unannounced.crafts.reading.values import Unreadable
from unannounced.duties.words import Sentence, say

MOST_PARTS = 5_000
MOST_UNPACKED = 1024**3
"""Bytes that all parts may say they unpack to; a report with many pictures has some hundred million."""
MOST_XML = 96 * 1024 * 1024
"""Bytes that the parts with words may unpack to, counted while they do: what the file says of itself may be a lie."""
MOST_SMALL_XML = 16 * 1024 * 1024
_PIECE = 64 * 1024
_MOST_HEADS = 12
_LONGEST_HEAD = 20
_EDGE = 3
_ENCRYPTED = 1
_PROBLEMS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    RuntimeError,
    UnicodeError,
    ValueError,
)

_WORD_PART = re.compile(rb"word/document\d*\.xml", re.IGNORECASE)

Heard = TypeVar("Heard", bound=StrictListener)


class Locked(Exception):
    """The file opens only with a password."""


def is_docx(content: bytes) -> bool:
    """Whether the file is a ZIP that names the parts of a Word file, whole or not."""
    return content.startswith(b"PK") and b"[Content_Types].xml" in content and _WORD_PART.search(content) is not None


def docx_of(content: bytes) -> Source | Unreadable:
    """The text of a Word file as it stands now, with the numbers of its lists and without what was deleted."""
    try:
        return _source(Parts(content))
    except Overfull:
        return Unreadable(
            Sentence(say("The Word file unpacks to far more than a report holds.")),
            Sentence(say("Do not open it if it comes from a stranger. Otherwise save it as PDF and give that.")),
        )
    except Locked:
        return locked()
    except (Broken, *_PROBLEMS):
        return damaged()


def damaged() -> Unreadable:
    """The word on a file that is called a Word file and is none, or none that is whole."""
    return Unreadable(
        Sentence(say("The file is no Word document, or a damaged or incomplete one.")),
        Sentence(say("Fetch it again from where it came, and open it once in Word to see that it is whole.")),
    )


def locked() -> Unreadable:
    """The word on a Word file that only a password opens."""
    return Unreadable(
        Sentence(say("The Word file is encrypted and opens only with a password.")),
        Sentence(say("Save a copy without a password and give that.")),
    )


class Parts:
    """The parts of the file, by the names that they call each other; no more of them is unpacked than is read."""

    def __init__(self, content: bytes) -> None:
        if content.count(b"PK\x01\x02") > MOST_PARTS:
            raise Overfull
        self._zip = zipfile.ZipFile(BytesIO(content))
        if sum(one.file_size for one in self._zip.infolist()) > MOST_UNPACKED:
            raise Overfull
        self._left = MOST_XML
        self._names = {one.filename.lstrip("/").casefold(): one for one in self._zip.infolist()}
        self.main = self._main()

    def _main(self) -> str:
        """The part with the text: the one that the file names as such, or the one that is usually called so."""
        named = self.hear("_rels/.rels", Relations("")).targets.get("officeDocument", [])
        return next((one for one in (*named, "word/document.xml") if one.casefold() in self._names), "")

    def related(self) -> dict[str, list[str]]:
        """The parts that the text names, by what they are to it."""
        folder, _, name = self.main.rpartition("/")
        found = self.hear(f"{folder}/_rels/{name}.rels", Relations(folder)).targets
        for kind in ("styles", "numbering", "footnotes", "endnotes"):
            found.setdefault(kind, [f"{folder}/{kind}.xml"])
        return found

    def hear(self, part: str, listener: Heard, most: int = MOST_SMALL_XML) -> Heard:
        """Let ``listener`` hear a part, if the file has it."""
        found = self._names.get(part.casefold())
        if found is not None:
            if found.flag_bits & _ENCRYPTED:
                raise Locked
            if found.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise Broken
            hear_xml(self._pieces(found, most), listener)
        return listener

    def _pieces(self, part: zipfile.ZipInfo, most: int) -> Iterator[bytes]:
        if part.file_size > most:
            raise Overfull
        with self._zip.open(part) as opened:
            while piece := opened.read(_PIECE):
                self._left -= len(piece)
                most -= len(piece)
                if min(self._left, most) < 0:
                    raise Overfull
                yield piece


class Relations(StrictListener):
    """Hears which parts a part names, in a folder."""

    def __init__(self, folder: str) -> None:
        self.targets: dict[str, list[str]] = {}
        self._folder = folder

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take in one relation to another part of the file."""
        if tag.endswith("}Relationship") and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "")
            part = target.lstrip("/") if target.startswith("/") else normpath(join(self._folder, target))
            kind = attributes.get("Type", "").rpartition("/")[2]
            self.targets.setdefault(kind, []).append(part)


def _source(parts: Parts) -> Source:
    if not parts.main:
        raise Broken
    related = parts.related()
    styles, definitions = _definitions(parts, related)
    words = parts.hear(parts.main, Words(styles, definitions), MOST_XML)
    text = "\n".join(words.flow.lines)
    words.flow.lines.clear()
    text = _head(parts, related, styles, definitions, text) + text
    pages = text.split(NEW_PAGE) if words.pages > 1 else [text]
    paged = len(pages) > 1 and not _alike_at_edges(pages)
    noted: dict[tuple[str, str], str] = {}
    for kind in ("footnotes", "endnotes"):
        noted |= parts.hear(related[kind][0], Words(styles, definitions)).notes.words
    return Source(
        tuple(pages) if paged else (text.replace(NEW_PAGE, "\n"),),
        paged=paged,
        headings=frozenset(words.headings),
        footnotes=words.notes.marked(noted, paged=paged),
        notes=tuple(_notes(words)),
    )


def _definitions(parts: Parts, related: dict[str, list[str]]) -> tuple[Styles, Definitions]:
    styles = parts.hear(related["styles"][0], StyleListener()).found
    definitions = parts.hear(related["numbering"][0], NumberingListener()).found
    definitions.follow_styles({style: one.list_id for style, one in styles.all.items() if one.list_id})
    return styles, definitions


def _head(parts: Parts, related: dict[str, list[str]], styles: Styles, definitions: Definitions, text: str) -> str:
    """Lines of the running heads that the text lacks, once: the symbol of a report may stand nowhere else."""
    known = " ".join(text.split()).casefold()
    found: list[str] = []
    for part in related.get("header", [])[:_MOST_HEADS]:
        for line in parts.hear(part, Words(styles, definitions)).flow.lines[:_LONGEST_HEAD]:
            new = line.casefold() not in known and line not in found and any(map(str.isalpha, line))
            if new and len(found) < _LONGEST_HEAD:
                found.append(line)
    return "".join(f"{line}\n" for line in found)


def _alike_at_edges(pages: list[str]) -> bool:
    """Whether lines repeat at the edges of pages: Word's text has no running heads, so none may be taken for one."""
    seen: dict[str, int] = {}
    for page in pages:
        lines = page.split("\n")
        lines = [line for line in lines if line.strip()]
        for line in {re.sub(r"\d+", "#", line) for line in lines[:_EDGE] + lines[-_EDGE:] if len(line) < 90}:
            seen[line] = seen.get(line, 0) + 1
    return max(seen.values(), default=0) >= 3


def _notes(words: Words) -> Iterator[Sentence]:
    if words.changed:
        yield Sentence(
            say("The Word file holds tracked changes: what was inserted was read, what was deleted was left out.")
        )
    if words.hid:
        yield Sentence(say("The Word file holds hidden text, which was left out."))
