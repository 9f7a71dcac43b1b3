"""Notes in a page of HTML: which raised signs refer to one, where their words stand, and what is raised but no mark."""

import re
from dataclasses import dataclass, field

from unannounced.crafts.reading.cleaning import one_line
from unannounced.crafts.reading.sourced import Footnote

MOST_NOTES = 20_000
A_LINE = -1
"""The depth of a note that ends with its line."""
_MARK = re.compile(r"[\[(]?(\d{1,3}|[*†‡§]{1,4}|[ivxl]{1,6}|[a-z])[\])]?\.?")
_FIGURES_OR_SIGNS = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡§]{1,4})[\])]?")
_BACK = re.compile(r"^[↩↑^⏎︎\ufe0e\s]{1,4}$")
_NOTE = re.compile(
    r"^_{0,2}(?:ftn|edn|fn|en|foot-?note|end-?note|note|cite_note|sd(?:foot|end)note)[-_:.]?(\d{1,4})(?:sym)?$", re.I
)
_REFERENCE = re.compile(r"ref|anc$|back", re.IGNORECASE)
_UNIT = re.compile(r"(?:\b(?:[kcdm]?m|sq)|\b10)\s?$")


@dataclass(slots=True)
class Raised:
    """Words that are raised, or a link within the page, while they are read."""

    depth: int
    parts: list[str] = field(default_factory=list)
    target: str = ""
    names: set[str] = field(default_factory=set)
    raised: bool = False
    refers: bool = False


@dataclass(slots=True)
class Notes:
    """The notes found, the marks by the place they lead to, and the note being read with the depth it stands at."""

    found: list[Footnote] = field(default_factory=list)
    led_to: dict[str, str] = field(default_factory=dict)
    mark: str = ""
    depth: int = 0

    def of_element(self, names: set[str]) -> str | None:
        """The mark of the note that an element so called is; None if it is none."""
        for name in sorted(names):
            if name in self.led_to:
                return self.led_to[name]
            called = _NOTE.match(name)
            if called:
                return called[1]
        return None

    def begin(self, mark: str, depth: int) -> None:
        """The words of a note begin in the element at ``depth``."""
        self.mark, self.depth = mark, depth

    def end(self, lines: list[str]) -> None:
        """The words of the note end."""
        text = one_line(" ".join(lines))
        if text and len(self.found) < MOST_NOTES:
            self.found.append(Footnote(self.mark, text, 0))
        self.depth = 0

    def begins_with(self, one: Raised) -> str | None:
        """The mark of the note that begins with what is raised, first in its line; None if none does."""
        mark = _MARK.fullmatch("".join(one.parts).strip())
        if mark is None:
            return None
        if self.depth and mark[1] == self.mark:
            return mark[1]
        leads_back = one.target and (_REFERENCE.search(one.target) or one.names & self.led_to.keys())
        is_raised = not one.target and one.raised and _FIGURES_OR_SIGNS.fullmatch(mark[0])
        return mark[1] if leads_back or is_raised else None

    def is_mark(self, one: Raised, before: str) -> bool:
        """Whether what is raised after the words ``before`` is the mark of a note, and no part of the text."""
        words = "".join(one.parts).strip()
        if one.target and _BACK.match(words):
            return True
        mark = _MARK.fullmatch(words)
        if mark is None:
            return False
        if one.target and (one.raised or one.refers or _NOTE.match(one.target)):
            if len(self.led_to) < MOST_NOTES:
                self.led_to[one.target] = mark[1]
            return True
        return one.raised and bool(_FIGURES_OR_SIGNS.fullmatch(words)) and not _UNIT.search(before)
