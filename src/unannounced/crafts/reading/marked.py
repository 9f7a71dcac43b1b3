"""Files written in marks, XML or HTML, heard from first to last: nothing is kept but what the listener keeps.

No tree is built, no entity is resolved, nothing is fetched; how much is heard has an end. So a hostile file costs no
more memory than a good one.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from lxml import etree

MOST_MARKS = 10_000_000
"""Opening and closing marks of one file; a report of five hundred pages has about a million."""
MOST_WORDS = 16_000_000
"""Characters of text in one file; a report of five hundred pages has one or two million."""
MOST_PIECES = 50_000
"""Pieces of a paragraph that are kept apart; a longer one is put together in between."""
_A_LINE = 60  # bytes a line takes besides its characters


class Overfull(Exception):
    """The file holds more than any report does."""


class Broken(Exception):
    """The file is not written as its kind is."""


class Listener:
    """Whoever hears a file: called at each opening mark, each closing mark and for the words between them."""

    left = left_to_hear = MOST_WORDS

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """A mark opens."""

    def end(self, tag: str) -> None:
        """The mark opened last closes."""

    def data(self, words: str) -> None:
        """Words, or a piece of them."""

    def close(self) -> None:
        """The file ends."""

    def hear(self, pieces: list[str], words: str) -> None:
        """Add words to the pieces of a paragraph; raises ``Overfull`` when there are more than any report has."""
        self.left_to_hear -= len(words)
        if self.left_to_hear < 0:
            raise Overfull
        pieces.append(words)
        if len(pieces) > MOST_PIECES:
            pieces[:] = ["".join(pieces)]

    def spend(self, line: str) -> None:
        """Count a line that is kept; raises ``Overfull`` when there are more than any report has."""
        self.left -= len(line) + _A_LINE
        if self.left < 0:
            raise Overfull


class StrictListener(Listener):
    """A listener to XML of office programs, which has no document type and so no entities of its own."""

    def doctype(self, _name: str, _public: str | None, _system: str | None) -> None:
        """Raise ``Broken``: with a document type come entities, and with these the files that grow without end."""
        raise Broken


def hear_xml(pieces: Iterable[bytes], listener: StrictListener) -> None:
    """Let ``listener`` hear an XML file; raises ``Broken`` or ``Overfull``."""
    target: Any = listener  # called with words and never with bytes, whatever lxml's types say
    _hear(
        etree.XMLParser(
            target=target,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            dtd_validation=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        ),
        pieces,
    )


def hear_html(pieces: Iterable[bytes], listener: Listener) -> None:
    """Let ``listener`` hear an HTML file in UTF-8, with the marks closed that it leaves open."""
    target: Any = listener
    _hear(etree.HTMLParser(target=target, encoding="utf-8", no_network=True, huge_tree=False), pieces)


def _hear(parser: "etree.XMLParser | etree.HTMLParser", pieces: Iterable[bytes]) -> None:
    marks = 0
    try:
        for piece in pieces:
            marks += piece.count(b"<")
            if marks > MOST_MARKS:
                raise Overfull
            parser.feed(piece)
        parser.close()
    except (etree.LxmlError, ValueError) as problem:
        raise Broken from problem
