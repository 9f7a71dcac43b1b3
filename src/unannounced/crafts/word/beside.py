"""Hears what stands beside the text of a Word file: comments, footnotes, and properties it was given when it left."""

from collections.abc import Mapping

from unannounced.crafts.reading.docx_names import short, value
from unannounced.crafts.reading.marked import StrictListener
from unannounced.crafts.word.heard import Comment

MOST_PROPERTIES = 5_000
LONGEST_NAME = 200


class Comments(StrictListener):
    """Hears ``comments.xml`` or ``footnotes.xml``: who said what, by the id of each."""

    def __init__(self, name: str = "comment") -> None:
        self.found: dict[str, Comment] = {}
        self._name = name
        self._one: tuple[str, str, str] | None = None
        self._lines: list[str] = []
        self._hears = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take in a comment, a paragraph in it, or a piece of its words."""
        match short(tag):
            case name if name == self._name:
                said = (value(attributes, one)[:LONGEST_NAME] for one in ("id", "author", "date"))
                identity, by, at = said
                self._one, self._lines = (identity, by, at), []
            case "p":
                self._lines.append("")
            case "t":
                self._hears = True
            case "br" if self._lines:
                self._lines[-1] += "\n"

    def end(self, tag: str) -> None:
        """A comment ends."""
        match short(tag):
            case "t":
                self._hears = False
            case name if name == self._name and self._one is not None:
                identity, by, at = self._one
                self.found[identity] = Comment(by, at, "\n".join(self._lines).strip())
                self._one = None

    def data(self, words: str) -> None:
        """Words of a comment."""
        if self._hears and self._lines and self._one:
            self.spend(words)
            self._lines[-1] += words


class Properties(StrictListener):
    """Hears ``docProps/custom.xml``: what was written into the file when it left."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}
        self._name = ""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take in the name of a property."""
        if tag.endswith("}property") and len(self.found) < MOST_PROPERTIES:
            self._name = attributes.get("name", "")[:LONGEST_NAME]

    def end(self, tag: str) -> None:
        """A property ends."""
        if tag.endswith("}property"):
            self._name = ""

    def data(self, words: str) -> None:
        """Words of a property."""
        if self._name:
            self.spend(words)
            self.found[self._name] = self.found.get(self._name, "") + words
