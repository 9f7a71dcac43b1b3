"""Fields of a Word file: places where it reckons what is shown, such as the number of the page."""

import re
from dataclasses import dataclass, field

from unannounced.crafts.reading.counting import as_word_shows
from unannounced.crafts.reading.marked import Overfull

_SILENT = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES|PAGEREF|TOC|TOA|INDEX|RD|TC|XE)\b", re.IGNORECASE)
_BY_ITSELF = re.compile(r"\s*AUTONUM(?:LGL|OUT)?\b(?P<said>[^\n]{0,80})", re.IGNORECASE)
_FORM = re.compile(r"\\\* ?(arabic|alphabetic|roman)", re.IGNORECASE)
_SEPARATOR = re.compile(r"\\s ?(\S)")
_LONGEST_CODE = 500
_MOST_OPEN = 1_000


@dataclass(slots=True)
class Field:
    """One field: its code, whether what it showed last is being read, and whether that is no part of the text."""

    code: str = ""
    shows: bool = False
    silent: bool = True


@dataclass(slots=True)
class Fields:
    """The fields that are open, the outermost first; how many are silent, how many paragraphs numbered themselves."""

    open: list[Field] = field(default_factory=list)
    silent: int = 0
    counted: int = 0

    def begin(self) -> None:
        """A field begins, with its code."""
        if len(self.open) > _MOST_OPEN:
            raise Overfull
        self.open.append(Field())
        self.silent += 1

    def say(self, code: str) -> None:
        """A piece of the code of the innermost field."""
        if self.open and len(self.open[-1].code) < _LONGEST_CODE:
            self.open[-1].code += code[:_LONGEST_CODE]

    def show(self) -> None:
        """What the innermost field shows follows: silent if it is a page's number or a table of contents."""
        if self.open and not self.open[-1].shows:
            one = self.open[-1]
            one.shows, one.silent = True, _SILENT.match(one.code) is not None
            self.silent += one.silent - 1

    def end(self) -> str:
        """The innermost field ends; gives its number if it is one that numbers its paragraph, else nothing."""
        if not self.open:
            return ""
        one = self.open.pop()
        self.silent -= one.silent
        by_itself = _BY_ITSELF.match(one.code)
        if by_itself is None or self.silent:
            return ""
        self.counted += 1
        form, separator = _FORM.search(by_itself["said"]), _SEPARATOR.search(by_itself["said"])
        shown = as_word_shows(self.counted, _as_lists_say(form[1]) if form else "decimal")
        return f"{shown}{separator[1] if separator else '.'} "


def _as_lists_say(form: str) -> str:
    """The form of a number as lists call it; a capital in its name means capitals in the number.

    >>> _as_lists_say("ROMAN"), _as_lists_say("alphabetic"), _as_lists_say("Arabic")
    ('upperRoman', 'lowerLetter', 'decimal')
    """
    kind = {"alphabetic": "Letter", "roman": "Roman"}.get(form.casefold())
    return f"{'upper' if form[0].isupper() else 'lower'}{kind}" if kind else "decimal"
