"""Hears ``document.xml`` of a Word file with its history: what was put in and taken out, by whom, and the marks."""

from collections.abc import Callable, Mapping

from unannounced.crafts.reading.docx_names import is_on, number, short, value
from unannounced.crafts.reading.marked import Broken, StrictListener
from unannounced.crafts.word.heard import Beside, Control, Field, Found, Heard, Piece, Tracked
from unannounced.crafts.word.marks import (
    KIND_STYLES,
    item_of_bookmark,
    item_of_tag,
    paragraph_of_bookmark,
    referred_to,
)
from unannounced.duties.reporting import ItemKind

MOST_DEPTH = 250
"""Marks in marks; those of a box in a table in a box are some fifty."""
MOST_BESIDE = 100
"""Comments whose words overlap at one place."""
MOST_FIELDS = 50
"""Fields in fields."""
LONGEST_NAME = 200
LONGEST_BESIDE = 300
_FORMER = ("pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "tblPrEx", "numbering")
_ASIDE = frozenset({f"{one}Change" for one in _FORMER} | {"tabs", "rt", "mc:Fallback", "delInstrText"})
_INSERTS, _DELETES = frozenset({"ins", "moveTo"}), frozenset({"del", "moveFrom"})
_HISTORY = _INSERTS | _DELETES
_KINDS = {name: kind for kind, name in KIND_STYLES.items()}
_DOTS = frozenset({"F0B7", "F0A7", "F0D8", "F076"})
_SILENT = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF", "INDEX", "RD", "TC", "XE"})


class Hearing(StrictListener):
    """Hears the text; ``styles`` are the names of styles by their ids, ``notes`` the words of footnotes by theirs."""

    def __init__(self, styles: Mapping[str, str], notes: Mapping[str, str]) -> None:
        self.found = Found()
        self._kinds = {identity: _KINDS[name] for identity, name in styles.items() if name in _KINDS}
        self._notes = notes
        self._open: list[Heard] = []
        self._inserts: list[Tracked] = []
        self._deletes: list[Tracked] = []
        self._rows: list[list[Tracked | None]] = []
        self._controls: list[Control] = []
        self._marked: dict[str, tuple[str, ItemKind | None]] = {}
        self._fields: list[Field] = []
        self._ranges: set[str] = set()
        self._style: ItemKind | None = None
        self._hears = self._in_code = self._in_properties = self._in_run = self._hidden = False
        self._in_mark = self._in_row_properties = False
        self._skipped = self._depth = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Open what a mark opens; what says how something was before is passed over with all that stands in it."""
        self._depth += 1
        if self._depth > MOST_DEPTH:
            raise Broken
        if self._skipped:
            self._skipped += 1
            return
        name = short(tag)
        if tag.endswith(("}blip", "}imagedata")):
            self.found.pictures += 1
        elif name in _ASIDE:
            self._skipped = 1
        elif name in _HISTORY:
            self._history(name, attributes)
        elif name in _STARTS:
            _STARTS[name](self, attributes)

    def end(self, tag: str) -> None:
        """Close what a mark opened."""
        self._depth -= 1
        if self._skipped:
            self._skipped -= 1
            return
        name = short(tag)
        if name in _HISTORY and not self._in_properties and not self._in_row_properties:
            (self._inserts if name in _INSERTS else self._deletes).pop()
        elif name in _ENDS:
            _ENDS[name](self)

    def data(self, words: str) -> None:
        """Words of the text, or of the code of a field."""
        if self._in_code and self._fields:
            self._fields[-1].code += words[:LONGEST_NAME]
        elif self._hears:
            self.put(words)

    def _history(self, name: str, attributes: Mapping[str, str]) -> None:
        """Somebody put in or took out what follows, or the end of a paragraph, or a row of a table."""
        by, at = value(attributes, "author")[:LONGEST_NAME], value(attributes, "date")[:LONGEST_NAME]
        tracked = Tracked(by, at, moved=name.startswith("move"))
        inserts = name in _INSERTS
        if self._in_row_properties:
            if self._rows:
                self._rows[-1][0 if inserts else 1] = tracked
        elif self._in_properties:
            if self._open and self._in_mark:
                setattr(self._open[-1], "mark_inserted" if inserts else "mark_deleted", tracked)
        else:
            (self._inserts if inserts else self._deletes).append(tracked)

    def put(self, words: str) -> None:
        """Words go to the paragraph that is open, with their history."""
        if not self._open or self._is_silent() or self._is_to_be_replaced():
            return
        if self._hidden:
            self.found.hidden += 1
            return
        self.spend(words)
        item, kind = self._item()
        piece = Piece(words, self._inserted(), self._deleted(), item, kind, self._style, self._refers())
        for name in self._ranges:
            beside = self.found.beside[name]
            if words.strip():
                beside.item = item if beside.item in (None, item) else ""
            if piece.stands and len(beside.words) < LONGEST_BESIDE:
                beside.words += words
        pieces = self._open[-1].pieces
        if pieces and not piece.refers and _alike(pieces[-1], piece):
            pieces[-1].words += words
        else:
            pieces.append(piece)

    def _inserted(self) -> Tracked | None:
        row = next((row[0] for row in self._rows if row[0]), None)
        return self._inserts[-1] if self._inserts else row

    def _deleted(self) -> Tracked | None:
        row = next((row[1] for row in self._rows if row[1]), None)
        return self._deletes[-1] if self._deletes else row

    def _item(self) -> tuple[str, ItemKind | None]:
        """The item in which the words lie: by its control, or else by its bookmark."""
        of_control = next((one.item for one in reversed(self._controls) if one.item), None)
        return of_control or next(reversed(self._marked.values()), ("", None))

    def _is_silent(self) -> bool:
        """Whether a field says its code, or shows what is no part of the text, such as the number of a page."""
        return any(not one.shows or (one.code.split() or [""])[0].upper() in _SILENT for one in self._fields)

    def _is_to_be_replaced(self) -> bool:
        return any(one.empty for one in self._controls)

    def _refers(self) -> str:
        return next((found for one in reversed(self._fields) if (found := referred_to(one.code))), "")

    # What opens and closes

    def begin_paragraph(self, _said: Mapping[str, str]) -> None:
        """A paragraph begins; one in a box stands for itself and is kept before the one it hangs on."""
        self._open.append(Heard(row=self.found.rows if self._rows else 0))

    def end_paragraph(self) -> None:
        """A paragraph ends."""
        if self._open:
            one = self._open.pop()
            for row in self._rows:
                one.mark_inserted, one.mark_deleted = one.mark_inserted or row[0], one.mark_deleted or row[1]
            self._fields.clear()  # one left open must not swallow what follows
            self.spend("")
            self.found.paragraphs.append(one)

    def mark(self, attributes: Mapping[str, str]) -> None:
        """A bookmark begins: a paragraph's, an item's or another to which fields refer."""
        name = value(attributes, "name")[:LONGEST_NAME]
        identity = value(attributes, "id")
        carried, item = paragraph_of_bookmark(name), item_of_bookmark(name)
        if item is not None:
            self._marked[identity] = item
        elif carried is not None and self._open:
            self._open[-1].carried.append(carried)

    def unmark(self, attributes: Mapping[str, str]) -> None:
        """A bookmark ends."""
        self._marked.pop(value(attributes, "id"), None)

    def begin_comment(self, attributes: Mapping[str, str]) -> None:
        """The words that a comment stands beside begin."""
        identity = value(attributes, "id")
        if identity not in self.found.beside and self._open:
            self._hang(identity, None)
            self._ranges |= {identity} if len(self._ranges) < MOST_BESIDE else set()

    def end_comment(self, attributes: Mapping[str, str]) -> None:
        """The words that a comment stands beside end."""
        self._ranges.discard(value(attributes, "id"))

    def refer_to_comment(self, attributes: Mapping[str, str]) -> None:
        """A comment hangs here, if it does not stand beside any words."""
        identity = value(attributes, "id")
        if identity not in self.found.beside and self._open:
            self._hang(identity, self._item()[0])

    def _hang(self, identity: str, item: str | None) -> None:
        self.found.beside[identity] = Beside(item=item)
        self._open[-1].comments.append(identity)

    def tag(self, attributes: Mapping[str, str]) -> None:
        """The control that is open says what lies in it."""
        if self._controls:
            self._controls[-1].item = item_of_tag(value(attributes))

    def note(self, attributes: Mapping[str, str]) -> None:
        """A footnote is referred to: its words stand in brackets, as a report here has no footnotes."""
        words = self._notes.get(value(attributes, "id"), "")
        if words:
            self.found.notes += 1
            self.put(f" [{words}]")

    def turn(self, attributes: Mapping[str, str]) -> None:
        """A field begins, shows what it reckoned, or ends."""
        match value(attributes, "fldCharType"):
            case "begin" if len(self._fields) < MOST_FIELDS:
                self._fields.append(Field())
            case "separate" if self._fields:
                self._fields[-1].shows = True
            case "end" if self._fields:
                self._fields.pop()

    def style_of_run(self, attributes: Mapping[str, str]) -> None:
        """The style of the run, which may mark an item."""
        if self._in_run and not self._in_properties:
            self._style = self._kinds.get(value(attributes))

    def says(self, name: str, said: object) -> None:
        """A property of the paragraph that is open."""
        if self._open and self._in_properties:
            setattr(self._open[-1], name, said)

    def flag(self, name: str, *, on: bool) -> None:
        """Whether something is being heard."""
        setattr(self, name, on)

    def begin_run(self) -> None:
        """A run begins, in no style yet."""
        self._in_run, self._style, self._hidden = True, None, False

    def end_run(self) -> None:
        """A run ends, and with it what was said of its words."""
        self._in_run, self._style, self._hidden = False, None, False

    def hide(self, attributes: Mapping[str, str]) -> None:
        """The words of the run are hidden."""
        self._hidden = self._in_run and not self._in_properties and is_on(attributes)

    def empty(self, attributes: Mapping[str, str]) -> None:
        """The control that is open holds only words that ask to be replaced."""
        if self._controls:
            self._controls[-1].empty = is_on(attributes)

    def open_control(self) -> None:
        """A control opens."""
        self._controls.append(Control())

    def close_control(self) -> None:
        """A control closes."""
        del self._controls[-1:]

    def open_row(self) -> None:
        """A row of a table begins."""
        self._rows.append([None, None])
        self.found.rows += 1

    def close_row(self) -> None:
        """A row of a table ends."""
        del self._rows[-1:]

    def open_field(self, attributes: Mapping[str, str]) -> None:
        """A field in one mark: its code, then what it shows."""
        self._fields.append(Field(value(attributes, "instr")[:LONGEST_NAME], shows=True))

    def close_field(self) -> None:
        """That field ends."""
        del self._fields[-1:]

    def sign(self, attributes: Mapping[str, str]) -> None:
        """A sign given by its number in a font: a dot, or the sign for one that only the font knows."""
        code = value(attributes, "char").upper()
        self.put("•" if code in _DOTS else "\ufffd")

    def begin_mark(self) -> None:
        """Properties of the end of a paragraph, or of a run."""
        self._in_mark = self._in_properties

    def end_mark(self) -> None:
        """They end."""
        self._in_mark = False


def _alike(one: Piece, other: Piece) -> bool:
    """Whether two pieces have the same history and marks, and so are one."""
    return (one.inserted, one.deleted, one.item, one.kind, one.style, one.refers) == (
        other.inserted,
        other.deleted,
        other.item,
        other.kind,
        other.style,
        other.refers,
    )


def _flagged(name: str, *, on: bool) -> Callable[..., None]:
    return lambda hearing, *_: hearing.flag(name, on=on)


_STARTS: Mapping[str, Callable[[Hearing, Mapping[str, str]], None]] = {
    "p": Hearing.begin_paragraph,
    "pPr": _flagged("_in_properties", on=True),
    "trPr": _flagged("_in_row_properties", on=True),
    "pStyle": lambda hearing, said: hearing.says("style", value(said)),
    "numId": lambda hearing, said: hearing.says("list_id", value(said)),
    "ilvl": lambda hearing, said: hearing.says("place", number(said)),
    "outlineLvl": lambda hearing, said: hearing.says("outline", number(said)),
    "r": lambda hearing, _: hearing.begin_run(),
    "rStyle": Hearing.style_of_run,
    "vanish": Hearing.hide,
    "t": _flagged("_hears", on=True),
    "delText": _flagged("_hears", on=True),
    "m:t": _flagged("_hears", on=True),
    "instrText": _flagged("_in_code", on=True),
    "tab": lambda hearing, _: hearing.put("\t"),
    "ptab": lambda hearing, _: hearing.put("\t"),
    "br": lambda hearing, said: hearing.put(" " if value(said, "type") in ("page", "column") else "\n"),
    "cr": lambda hearing, _: hearing.put("\n"),
    "noBreakHyphen": lambda hearing, _: hearing.put("\u2011"),
    "fldChar": Hearing.turn,
    "fldSimple": Hearing.open_field,
    "bookmarkStart": Hearing.mark,
    "bookmarkEnd": Hearing.unmark,
    "commentRangeStart": Hearing.begin_comment,
    "commentRangeEnd": Hearing.end_comment,
    "commentReference": Hearing.refer_to_comment,
    "footnoteReference": Hearing.note,
    "sdt": lambda hearing, _: hearing.open_control(),
    "tag": Hearing.tag,
    "showingPlcHdr": Hearing.empty,
    "tr": lambda hearing, _: hearing.open_row(),
    "rPr": lambda hearing, _: hearing.begin_mark(),
    "sym": Hearing.sign,
}
_ENDS: Mapping[str, Callable[[Hearing], None]] = {
    "p": Hearing.end_paragraph,
    "pPr": _flagged("_in_properties", on=False),
    "trPr": _flagged("_in_row_properties", on=False),
    "r": Hearing.end_run,
    "t": _flagged("_hears", on=False),
    "delText": _flagged("_hears", on=False),
    "m:t": _flagged("_hears", on=False),
    "instrText": _flagged("_in_code", on=False),
    "fldSimple": Hearing.close_field,
    "sdt": Hearing.close_control,
    "tr": Hearing.close_row,
    "rPr": Hearing.end_mark,
}
