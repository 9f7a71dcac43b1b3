"""Divides what was heard in a Word file into the paragraphs of a report, as it stands or as it stood before changes.

A paragraph begins where one carries the mark of a paragraph, or has the next number; what has neither goes on in the
paragraph before it. Where nothing in the file is numbered, each paragraph of Word is one of the report.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from unannounced.crafts.reading.docx_styles import Styles
from unannounced.crafts.word.heard import Heard, Piece, Role
from unannounced.crafts.word.marks import (
    APPENDIX,
    CONTINUED,
    FRONT,
    REPORT_PARAGRAPH,
    SET_AFTER,
    Carried,
    paragraph_of_bookmark,
)
from unannounced.crafts.word.numbers import Problems, beginning, main_list, shown_number, typed_number
from unannounced.duties.laying_out import LEVEL
from unannounced.duties.words import say

_BY_NAME: Mapping[str, Role] = {
    REPORT_PARAGRAPH.casefold(): Role.OURS,
    CONTINUED.casefold(): Role.CONTINUED,
    SET_AFTER.casefold(): Role.SET_AFTER,
    "toc heading": Role.ASIDE,
    "contents heading": Role.ASIDE,
    **{name.casefold(): Role.FRONT for name in FRONT},
    **{name.casefold(): Role.ASIDE for name in APPENDIX},
}


def role_of(one: Heard, styles: Styles) -> Role:
    """The role of a paragraph by its style, and the level of its heading in it."""
    names = [styles.all[style].name.casefold() for style in styles.line_of(one.style or styles.usual)]
    known = next((_BY_NAME[name] for name in names if name in _BY_NAME), None)
    if known is not None:
        return known
    if styles.is_contents(one.style):
        return Role.ASIDE
    if styles.is_heading(one.style, one.outline) and not one.row:
        outlines = [one.outline, *(styles.all[style].outline for style in styles.line_of(one.style))]
        digits = next((name[-1] for name in names if name[-1:].isdigit()), "1")
        one.heading = next((said for said in outlines if said is not None), int(digits) - 1) + 1
        return Role.HEADING
    return Role.TEXT


def words_of(pieces: Sequence[Piece], *, standing: bool) -> str:
    """The words of pieces; a reference to a paragraph that left from here is its number when it left."""
    told: list[str] = []
    last = ""
    for one in pieces:
        if not (one.stands if standing else one.stood):
            continue
        carried = paragraph_of_bookmark(one.refers) if one.refers else None
        if carried is None:
            told.append(one.words)
        elif one.refers != last:
            told.append(str(carried.number))
        last = one.refers
    return "".join(told)


@dataclass(slots=True)
class Line:
    """Paragraphs of Word that are one in a view: the end between them was taken out, or was not yet put in."""

    members: list[Heard]
    standing: bool

    @property
    def pieces(self) -> list[Piece]:
        """Its pieces of words."""
        return [piece for one in self.members for piece in one.pieces]

    @property
    def text(self) -> str:
        """Its words, each line without white space around it."""
        lines = words_of(self.pieces, standing=self.standing).replace("\t", " ").split("\n")
        return "\n".join(line.strip() for line in lines).strip("\n")

    @property
    def chief(self) -> Heard:
        """The paragraph of Word whose style and number it has: the first with words."""
        return next((one for one in self.members if one.words(standing=self.standing).strip()), self.members[-1])

    @property
    def is_set_after(self) -> bool:
        """Whether it is an item set after its paragraph, and nothing else was joined to it."""
        worded = [one for one in self.members if one.words(standing=self.standing).strip()]
        marked = any(one.item or one.style for one in self.pieces)
        return marked and all(one.role is Role.SET_AFTER for one in worded)


@dataclass(slots=True)
class Divided:
    """A paragraph of the report in a view: what it carries, the number shown before it, its heading and its lines."""

    carried: Carried | None
    shown: str
    chapter: str
    lines: list[tuple[Line, str]] = field(default_factory=list)

    def texts(self, *, after: bool = False) -> Iterator[tuple[Line, str]]:
        """Its lines with their text; without the items set after it unless they lost their marks, or only those."""
        for place, (line, text) in enumerate(self.lines):
            if (place > 0 and line.is_set_after) is after and text.strip():
                yield line, text

    @property
    def has_words(self) -> bool:
        """Whether any words of it stand, if only those of an item."""
        return any(line.text.strip() for line, _ in self.lines)

    @property
    def text(self) -> str:
        """Its text: blank lines between what were paragraphs of Word, bars between the cells of a table."""
        told = ""
        row = 0
        for line, text in self.texts():
            new = line.chief.row
            told += ("" if not told else " | " if new and new == row else "\n" if new and row else "\n\n") + text
            row = new
        return told


def lines_of(heard: Sequence[Heard], *, standing: bool) -> Iterator[Line]:
    """The paragraphs of Word as lines of a view."""
    group: list[Heard] = []
    for one in heard:
        group.append(one)
        if (one.mark_deleted if standing else one.mark_inserted) is None:
            yield Line(group, standing)
            group = []
    if group:
        yield Line(group, standing)


def owners(heard: Sequence[Heard], problems: Problems | None, *, standing: bool) -> dict[int, Carried]:
    """Which paragraph of Word, by its place, is which paragraph of the report."""
    found: dict[int, Carried] = {}
    places: dict[str, list[tuple[int, Carried]]] = {}
    for index, one in enumerate(heard):
        for carried in one.carried:
            places.setdefault(carried.id, []).append((index, carried))
    for candidates in places.values():
        worded = [one for one in candidates if heard[one[0]].words(standing=standing).strip()]
        index, carried = (worded or candidates)[0]
        index = _where_its_words_are(heard, index)
        if index in found and problems:
            problems.name(
                say("Paragraph {number} was joined to the one before it; its words stand there."), number=carried.number
            )
        found.setdefault(index, carried)
        for other, _ in worded[1:]:
            if problems is None:
                break
            problems.name(
                say("Paragraph {number} stands twice in the file; the second, “{words}”, was taken for a new one."),
                number=carried.number,
                words=beginning(heard[other].words(standing=standing)),
            )
    return found


def _where_its_words_are(heard: Sequence[Heard], index: int) -> int:
    """The next paragraph, if somebody wrote a new one before its words and the mark stayed with the new one."""
    here, after = heard[index], heard[index + 1] if index + 1 < len(heard) else None
    wrote_before = here.pieces and not any(one.kept and one.words.strip() for one in here.pieces)
    if not wrote_before or not here.words(standing=True).strip() or after is None or after.carried:
        return index
    kept = after.numbered and any(one.kept and one.words.strip() for one in after.pieces)
    return index + 1 if kept else index


@dataclass(slots=True)
class Dividing:
    """Divides the lines of one view; names problems in the text as it stands alone."""

    heard: Sequence[Heard]
    standing: bool
    problems: Problems | None = None
    front: list[str] = field(default_factory=list)
    title: str = ""
    typed: int = 0
    _found: list[Divided] = field(default_factory=list)
    _current: Divided | None = None
    _headings: list[tuple[int, str]] = field(default_factory=list)
    _bare: list[tuple[int, str]] = field(default_factory=list)
    _last: int = 0
    _main: str = ""
    _ours: bool = False
    _begun: bool = False

    def all(self) -> list[Divided]:
        """The paragraphs in order."""
        owned = owners(self.heard, self.problems, standing=self.standing)
        of = {id(self.heard[index]): carried for index, carried in owned.items()}
        self._main = main_list(self.heard)
        self._ours = bool(owned)
        numbered = self._ours or bool(self._main) or any(one.lost_list for one in self.heard)
        lines = list(lines_of(self.heard, standing=self.standing))
        numbered = numbered or sum(_is_typed(line) for line in lines) > 1
        plain = not numbered and not any(one.role is Role.HEADING for one in self.heard)
        for line in lines:
            self._take(line, of, plain=plain, numbered=numbered)
        self._name_bare(0)
        return self._found

    def _take(self, line: Line, of: Mapping[int, Carried], *, plain: bool, numbered: bool) -> None:
        chief, text = line.chief, line.text
        carried = _carried(line, of)
        match chief.role:
            case Role.ASIDE:
                return
            case Role.FRONT if carried is None:
                self._put_in_front(chief, text)
            case Role.HEADING if carried is None:
                self._head(chief, text)
            case _ if text.strip() or carried:
                if carried or plain or (not numbered and not chief.row) or self._begins(line, text):
                    self._begin(line, text, carried)
                elif self._current is not None:
                    self._current.lines.append((line, f"{chief.shown} {text}" if chief.shown else text))
                else:
                    self._put_in_front(chief, text)

    def _put_in_front(self, chief: Heard, text: str) -> None:
        if text.strip():
            is_title = not self.title and chief.role is Role.FRONT and chief.is_title
            self.title = text if is_title else self.title
            self.front += [] if is_title else [text]

    def _head(self, chief: Heard, text: str) -> None:
        if text.strip():
            words = " ".join(text.split())
            self._name_bare(chief.heading)
            self._bare.append((chief.heading, words))
            self._headings = [one for one in self._headings if one[0] < chief.heading] + [(chief.heading, words)]
            self._current, self._begun = None, True

    def _name_bare(self, level: int) -> None:
        """Name the headings at a level or below it under which no paragraph stands."""
        for deep, words in self._bare if self.problems else ():
            if deep >= level and self.problems:
                self.problems.name(
                    say("The heading “{words}” has no paragraph under it and was left out."), words=words
                )
        self._bare = [one for one in self._bare if one[0] < level]

    def _begins(self, line: Line, text: str) -> bool:
        """Whether a line without a mark begins a paragraph."""
        chief = line.chief
        if chief.role in (Role.CONTINUED, Role.SET_AFTER) or chief.row:
            return self._current is None and (self._begun or self._ours)
        if chief.numbered and (chief.lost_list or chief.definition == self._main or chief.role is Role.OURS):
            return True
        if chief.role is Role.OURS:
            return True
        number = shown_number(chief.shown) if chief.shown else (typed_number(text) or (None,))[0]
        if number is not None:
            follows = number == self._last + 1 if chief.shown else number > self._last or not self._main
            if not follows and self._current is not None and self.problems:
                self.problems.kept_inside(number, text)
            return follows or self._current is None
        return self._current is None and (self._begun or self._ours)

    def _begin(self, line: Line, text: str, carried: Carried | None) -> None:
        chief = line.chief
        typed = typed_number(text)
        number = shown_number(chief.shown)
        if typed and (number is None or (carried is None and typed[0] == number)):
            number, text = typed[0], typed[1]
            self.typed += 1
        if self.problems:
            self._name(chief, text, number, carried)
        self._last = number or self._last
        self._begun = True
        self._bare = []
        self._current = Divided(
            carried, str(number or ""), LEVEL.join(words for _, words in self._headings), [(line, text)]
        )
        self._found.append(self._current)

    def _name(self, chief: Heard, text: str, number: int | None, carried: Carried | None) -> None:
        """Name what is wrong with the number of a paragraph."""
        if not self.problems or not text.strip():
            return
        if chief.lost_list:
            self.problems.lost_list(text)
        elif number is None:
            if self._main or self._ours:
                self.problems.without_number(text)
        elif self._last and not (carried and carried.number == number):
            self.problems.follows(number, self._last, text)


def _carried(line: Line, of: Mapping[int, Carried]) -> Carried | None:
    """Which paragraph a line is: by those of its members that have words in this view, or else by any.

    An item set after a paragraph does not become the paragraph when that was taken out before it.
    """
    worded = [one for one in line.members if one.words(standing=line.standing).strip()]
    found = next((of[id(one)] for one in worded if id(one) in of), None)
    if found or (worded and line.is_set_after):
        return found
    return next((of[id(one)] for one in line.members if id(one) in of), None)


def _is_typed(line: Line) -> bool:
    return line.chief.role is Role.TEXT and typed_number(line.text) is not None
