"""The words of a Word file in reading order, a paragraph to a line, with the numbers that Word shows before them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from unannounced.crafts.reading.cleaning import one_line, without_controls
from unannounced.crafts.reading.docx_fields import Fields
from unannounced.crafts.reading.docx_names import is_on, number, short, value
from unannounced.crafts.reading.docx_notes import END, FOOT, Notes
from unannounced.crafts.reading.docx_numbers import Count, Definitions
from unannounced.crafts.reading.docx_styles import Styles
from unannounced.crafts.reading.flow import NEW_PAGE, Flow
from unannounced.crafts.reading.marked import Broken, Overfull, StrictListener

MOST_HEADINGS = 20_000
LONGEST_HEADING = 200
MOST_DEPTH = 2_000
"""Marks in marks; those of a box in a table in a box are some fifty."""
_MOST_BLANK_PAGES = 1_000
_BLANK = f"{NEW_PAGE} \t\n"
_TAKEN_OUT = frozenset({"del", "moveFrom"})
_FORMER = ("pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "tblPrEx", "numbering")
_ASIDE = _TAKEN_OUT | {f"{one}Change" for one in _FORMER} | {"delText", "delInstrText", "tabs", "rt", "mc:Fallback"}
"""What is no part of the text as it stands now, or stands there twice."""
_DOTS = frozenset({"F0B7", "F0A7", "F0D8", "F076"})
_OWN_SIGNS = range(0xE000, 0xF900)  # what they show depends on the font


@dataclass(slots=True)
class Paragraph:
    """A paragraph being read; ``goes_on`` if its end was deleted, ``run_in`` if the next is shown in the same line."""

    style: str = ""
    list_id: str | None = None
    place: int | None = None
    outline: int | None = None
    parts: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    goes_on: bool = False
    run_in: bool = False
    ends_section: bool = False


class Words(StrictListener):
    """Hears ``document.xml``, or the part of the notes, or that of a running head."""

    def __init__(self, styles: Styles, definitions: Definitions) -> None:
        self.flow = Flow()
        self.notes = Notes()
        self.headings: set[str] = set()
        self.changed = self.hid = False
        self.pages = 1
        self.fields = Fields()
        self.open: list[Paragraph] = []
        self.in_properties = self.in_row_properties = False
        self.hears = self.hidden = self.in_code = False
        self.skipped = 0
        self.choices: list[bool] = []
        self.placeholders: list[bool] = []
        self._styles, self._definitions = styles, definitions
        self._count = Count(definitions)
        self._boxes: list[tuple[Count, Fields, bool]] = []
        self._carried: list[str] = []
        self._depth = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Open what a mark opens; what is set aside is passed over with all that stands in it."""
        self._depth += 1
        if self._depth > MOST_DEPTH:
            raise Broken
        if self.skipped:
            self.skipped += 1
            return
        name = short(tag)
        if name in _ASIDE and not self._is_of_an_end(name):
            self.changed = self.changed or name in _TAKEN_OUT
            self.skipped = 1
        elif name in STARTS:
            STARTS[name](self, attributes)

    def end(self, tag: str) -> None:
        """Close what a mark opened."""
        self._depth -= 1
        if self.skipped:
            self.skipped -= 1
            return
        closes = ENDS.get(short(tag))
        if closes:
            closes(self)

    def data(self, words: str) -> None:
        """Words: of the text, of the mark of a note, or of the code of a field."""
        if self.in_code:
            self.fields.say(words)
        elif self.hears and self.notes.marking is not None:
            self.notes.say_mark(words)
        elif self.hears:
            self.put(words)

    def put(self, words: str) -> None:
        """Words that are shown go to the paragraph that is open."""
        if self.open and not self.fields.silent and not self.hidden:
            self.hear(self.open[-1].parts, words)

    def _is_of_an_end(self, name: str) -> bool:
        """Whether what was taken out is the end of a paragraph, or a row, rather than what stands inside."""
        if name not in _TAKEN_OUT or not (self.in_properties or self.in_row_properties):
            return False
        if self.in_row_properties:
            self.flow.delete_row()
        elif self.open:
            self.open[-1].goes_on = True
        self.changed = True
        return True

    def new_page(self) -> None:
        """Word last began a page here."""
        if self.open and not self._boxes:
            self.hear(self.open[-1].parts, NEW_PAGE)
            self.pages += 1

    def end_paragraph(self) -> None:
        """A paragraph ends: it becomes a line, unless it goes on in the next."""
        if not self.open:
            return
        one = self.open.pop()
        self._carried += one.parts
        if one.goes_on and not self.flow.deleted_rows:
            self.flow.keep(one.after)
            return
        text = "".join(self._carried)
        self._carried.clear()
        if self.flow.deleted_rows:
            return
        blank = not text.strip(_BLANK)
        if self._styles.is_contents(one.style) or (blank and one.ends_section):
            self._carry(NEW_PAGE * text.count(NEW_PAGE))
        else:
            self._finish(one, self._numbered(one, text))
        self.flow.keep(one.after)

    def _numbered(self, one: Paragraph, text: str) -> str:
        """The text with its number before it, and before that the beginnings of pages it begins with."""
        list_id, place = self._styles.number_of(one.style, self._definitions)
        list_id = list_id if one.list_id is None else one.list_id
        place = place if one.place is None else one.place
        shown = self._count.next(list_id, place or 0) if list_id and not self.fields.silent else ""
        if not shown:
            return text
        rest = text.lstrip(_BLANK)
        return f"{NEW_PAGE * text[: len(text) - len(rest)].count(NEW_PAGE)}{shown} {rest}"

    def _finish(self, one: Paragraph, text: str) -> None:
        if one.run_in and len(text) < LONGEST_HEADING:
            self._carry(f"{text} ")
        elif not text.strip(_BLANK):
            self._carry(NEW_PAGE * text.count(NEW_PAGE))
        else:
            self._keep(one, text)

    def _carry(self, text: str) -> None:
        """What goes before the next paragraph; pages without a word on them come to an end."""
        if len(text) > _MOST_BLANK_PAGES:
            raise Overfull
        self._carried.append(text)

    def _keep(self, one: Paragraph, text: str) -> None:
        lines = [tidy for line in text.split("\n") if (tidy := _tidy(line))]
        if lines and not self._boxes and self._styles.is_heading(one.style, one.outline):
            lines = [" ".join(lines)]
            heading = one_line(lines[0].replace(NEW_PAGE, " "))
            if len(heading) <= LONGEST_HEADING and len(self.headings) < MOST_HEADINGS:
                self.headings.add(heading)
        for line in lines:
            self.spend(line)
        self.flow.keep(lines)

    def begin_note(self, kind: str, attributes: Mapping[str, str]) -> None:
        """The words of a note begin; its lists count by themselves."""
        self.notes.begin(kind, attributes)
        self.flow.begin_apart()
        self._count = Count(self._definitions)

    def end_note(self) -> None:
        """The words of a note end."""
        self.notes.end(self.flow.end_apart())

    def refer(self, kind: str, attributes: Mapping[str, str]) -> None:
        """The text refers to a note here."""
        if not self.fields.silent:
            self.notes.refer(kind, attributes, self.pages)

    def end_row(self) -> None:
        """A row ends."""
        self.pages -= self.flow.end_row()

    def begin_box(self) -> None:
        """A box beside the text begins; its lists count by themselves."""
        self._boxes.append((self._count, self.fields, self.hidden))
        self._count, self.fields, self.hidden = Count(self._definitions), Fields(), False
        self.flow.begin_apart()

    def end_box(self) -> None:
        """A box ends: its lines follow the paragraph that it hangs on."""
        self._count, self.fields, self.hidden = self._boxes.pop()
        lines = self.flow.end_apart()
        if self.open:
            self.open[-1].after += lines
        else:
            self.flow.keep(lines)

    def choose(self) -> None:
        """Of several ways to show the same, the first is taken."""
        if self.choices and self.choices[-1]:
            self.skipped = 1
        elif self.choices:
            self.choices[-1] = True

    def end_section(self) -> None:
        """A section ends with the paragraph that is open."""
        self.notes.section += 1
        if self.open:
            self.open[-1].ends_section = True

    def turn(self, attributes: Mapping[str, str]) -> None:
        """A field begins, shows what it reckoned, or ends."""
        match value(attributes, "fldCharType"):
            case "begin":
                self.fields.begin()
            case "separate":
                self.fields.show()
            case "end":
                self.put(self.fields.end())

    def begin_field(self, attributes: Mapping[str, str]) -> None:
        """A field in one mark: its code, then what it shows."""
        self.fields.begin()
        self.fields.say(value(attributes, "instr"))
        self.fields.show()

    def end_run(self) -> None:
        """A run ends, and with it what was said of its words."""
        self.hidden = False
        self.notes.marking = None


def _tidy(line: str) -> str:
    return NEW_PAGE.join(one_line(without_controls(part)) for part in line.split(NEW_PAGE))


def _sign(attributes: Mapping[str, str]) -> str:
    """A sign given by its number in a font; "" where only the font knows what it shows."""
    code = value(attributes, "char").upper()
    if code in _DOTS:
        return "•"
    try:
        place = int(code, 16) if len(code) == 4 else 0
    except ValueError:
        return ""
    return chr(place) if place >= 32 and place not in _OWN_SIGNS and not 0xD800 <= place < 0xE000 else ""


def _of_paragraph(words: Words, name: str, said: object) -> None:
    """What the properties of a paragraph say of it."""
    if words.open and words.in_properties:
        setattr(words.open[-1], name, said)


def _of_controls(words: Words, attributes: Mapping[str, str]) -> None:
    """A control holds nothing but what is to be replaced by words."""
    if words.placeholders and is_on(attributes):
        words.placeholders[-1] = True


def _close(open_ones: list[bool]) -> None:
    del open_ones[-1:]


def _begin_content(words: Words) -> None:
    words.skipped = 1 if words.placeholders and words.placeholders[-1] else 0


def _hide(words: Words, attributes: Mapping[str, str]) -> None:
    if not words.in_properties and is_on(attributes):
        words.hidden = words.hid = True


def _flag(name: str, *, on: bool) -> Callable[..., None]:
    def raised(words: Words, *_: object) -> None:
        setattr(words, name, on)

    return raised


STARTS: Mapping[str, Callable[[Words, Mapping[str, str]], None]] = {
    "p": lambda words, _: words.open.append(Paragraph()),
    "pPr": _flag("in_properties", on=True),
    "pStyle": lambda words, said: _of_paragraph(words, "style", value(said)),
    "numId": lambda words, said: _of_paragraph(words, "list_id", value(said)),
    "ilvl": lambda words, said: _of_paragraph(words, "place", number(said)),
    "outlineLvl": lambda words, said: _of_paragraph(words, "outline", number(said)),
    "specVanish": lambda words, said: _of_paragraph(words, "run_in", is_on(said)),
    "r": _flag("hidden", on=False),
    "vanish": _hide,
    "t": _flag("hears", on=True),
    "m:t": _flag("hears", on=True),
    "instrText": _flag("in_code", on=True),
    "tab": lambda words, _: words.put(" "),
    "ptab": lambda words, _: words.put(" "),
    "br": lambda words, said: words.put(" " if value(said, "type") == "page" else "\n"),
    "cr": lambda words, _: words.put("\n"),
    "noBreakHyphen": lambda words, _: words.put("-"),
    "sym": lambda words, said: words.put(_sign(said)),
    "lastRenderedPageBreak": lambda words, _: words.new_page(),
    "fldChar": Words.turn,
    "fldSimple": Words.begin_field,
    "footnoteReference": lambda words, said: words.refer(FOOT, said),
    "endnoteReference": lambda words, said: words.refer(END, said),
    "footnote": lambda words, said: words.begin_note(FOOT, said),
    "endnote": lambda words, said: words.begin_note(END, said),
    "footnotePr": lambda words, _: words.notes.say_of(FOOT),
    "endnotePr": lambda words, _: words.notes.say_of(END),
    "numFmt": lambda words, said: words.notes.say_form(said),
    "numRestart": lambda words, said: words.notes.say_restart(said),
    "tbl": lambda words, _: words.flow.begin_table(),
    "tr": lambda words, _: words.flow.begin_row(),
    "trPr": _flag("in_row_properties", on=True),
    "tc": lambda words, _: words.flow.begin_cell(),
    "gridSpan": lambda words, said: words.flow.span(number(said) or 1),
    "txbxContent": lambda words, _: words.begin_box(),
    "mc:AlternateContent": lambda words, _: words.choices.append(False),
    "mc:Choice": lambda words, _: words.choose(),
    "sdt": lambda words, _: words.placeholders.append(False),
    "showingPlcHdr": _of_controls,
    "sdtContent": lambda words, _: _begin_content(words),
    "ins": _flag("changed", on=True),
    "moveTo": _flag("changed", on=True),
}
ENDS: Mapping[str, Callable[[Words], None]] = {
    "p": Words.end_paragraph,
    "pPr": _flag("in_properties", on=False),
    "r": Words.end_run,
    "t": _flag("hears", on=False),
    "m:t": _flag("hears", on=False),
    "instrText": _flag("in_code", on=False),
    "fldSimple": lambda words: words.put(words.fields.end()),
    "footnote": Words.end_note,
    "endnote": Words.end_note,
    "sectPr": Words.end_section,
    "tbl": lambda words: words.flow.end_table(),
    "tr": Words.end_row,
    "trPr": _flag("in_row_properties", on=False),
    "tc": lambda words: words.flow.end_cell(),
    "txbxContent": Words.end_box,
    "mc:AlternateContent": lambda words: _close(words.choices),
    "sdt": lambda words: _close(words.placeholders),
}
