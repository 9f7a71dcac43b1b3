"""Footnotes and endnotes of a Word file, with the marks that Word reckons for them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from unannounced.crafts.reading.cleaning import one_line
from unannounced.crafts.reading.counting import as_word_shows
from unannounced.crafts.reading.docx_names import value
from unannounced.crafts.reading.sourced import Footnote

MOST_NOTES = 20_000
FOOT, END = "footnote", "endnote"
_LONGEST_MARK = 10
_YES = ("1", "true", "on")
_USUAL_FORMS = {FOOT: "decimal", END: "lowerRoman"}


@dataclass(slots=True)
class Reference:
    """A place that refers to a note; ``mark`` only if the author chose one."""

    kind: str
    note: str
    page: int
    section: int
    mark: str = ""


@dataclass(slots=True)
class Notes:
    """The references in the text, the words of the notes by kind and id, and how each kind is counted."""

    references: list[Reference] = field(default_factory=list)
    words: dict[tuple[str, str], str] = field(default_factory=dict)
    forms: dict[str, str] = field(default_factory=dict)
    by_section: set[str] = field(default_factory=set)
    section: int = 0
    marking: Reference | None = None
    _about: str = FOOT
    _open: list[tuple[str, str]] = field(default_factory=list)

    def refer(self, kind: str, attributes: Mapping[str, str], page: int) -> None:
        """A place in the text refers to a note; its mark may follow in the text."""
        one = Reference(kind, value(attributes, "id"), page, self.section)
        if len(self.references) < MOST_NOTES:
            self.references.append(one)
        if value(attributes, "customMarkFollows") in _YES:
            self.marking = one

    def say_mark(self, words: str) -> None:
        """A piece of the mark that the author chose for the note referred to last."""
        if self.marking is not None and len(self.marking.mark) < _LONGEST_MARK:
            self.marking.mark += words.strip()[:_LONGEST_MARK]

    def begin(self, kind: str, attributes: Mapping[str, str]) -> None:
        """The words of a note begin; the lines between text and notes are none."""
        is_note = value(attributes, "type") in ("", "normal")
        self._open.append((kind if is_note else "", value(attributes, "id")))

    def end(self, lines: list[str]) -> None:
        """The words of a note end."""
        kind, note = self._open.pop()
        if kind and len(self.words) < MOST_NOTES:
            self.words[kind, note] = one_line(" ".join(lines))

    def say_of(self, kind: str) -> None:
        """What follows says how notes of a kind are counted."""
        self._about = kind

    def say_form(self, attributes: Mapping[str, str]) -> None:
        """Notes are counted in figures, letters or Roman numerals."""
        self.forms[self._about] = value(attributes)

    def say_restart(self, attributes: Mapping[str, str]) -> None:
        """Notes are counted anew in each section, or through."""
        if value(attributes) == "eachSect":
            self.by_section.add(self._about)

    def marked(self, words: Mapping[tuple[str, str], str], *, paged: bool) -> tuple[Footnote, ...]:
        """The notes that the text refers to, in its order, each with the mark it has there."""
        found: list[Footnote] = []
        counted = {FOOT: 0, END: 0}
        section = 0
        for one in self.references:
            if one.section != section:
                section = one.section
                counted = {kind: 0 if kind in self.by_section else count for kind, count in counted.items()}
            if not one.mark:
                counted[one.kind] += 1
            form = self.forms.get(one.kind) or _USUAL_FORMS[one.kind]
            text = words.get((one.kind, one.note), "")
            if text:
                mark = one.mark or as_word_shows(counted[one.kind], form)
                found.append(Footnote(mark, text, one.page if paged else 0))
        return tuple(found)
