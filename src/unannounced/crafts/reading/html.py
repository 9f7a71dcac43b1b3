"""Pages of HTML: what a reader of the page sees of the report, a block to a line, with the numbers of its lists.

Nothing is fetched and no script is run. What stands around the report on a web page (navigation, head and foot of the
page, what stands aside) is left out.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from unannounced.crafts.reading.cleaning import one_line, without_controls
from unannounced.crafts.reading.counting import lettered, roman
from unannounced.crafts.reading.decoding import pieces_in_utf8
from unannounced.crafts.reading.flow import Flow
from unannounced.crafts.reading.html_notes import A_LINE, Notes, Raised
from unannounced.crafts.reading.marked import Broken, Listener, Overfull, hear_html
from unannounced.crafts.reading.sourced import Source
from unannounced.crafts.reading.values import Unreadable
from unannounced.duties.words import Sentence, say

MOST_HEADINGS = 20_000
LONGEST_HEADING = 200
MOST_DEPTH = 20_000
"""Elements in elements; pages that close none of them have some thousand."""
_NEAR = 40
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = _HEADINGS | frozenset(
    {"address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div"}
    | {"dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "hr", "html", "legend"}
    | {"li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th"}
    | {"thead", "title", "tr", "ul"}
)
_PARAGRAPHS = frozenset({"p", "li", "dd", "td"})
_UNSEEN = frozenset(
    {
        "script",
        "style",
        "template",
        "noscript",
        "iframe",
        "object",
        "embed",
        "audio",
        "video",
        "canvas",
        "svg",
        "select",
    }
    | {"button", "textarea", "datalist", "map", "rt", "rp", "noframes", "del"}
)
_AROUND = frozenset({"nav", "header", "footer", "aside"})
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_LIST_STYLE = re.compile(
    r"list-style(?:-type)?\s*:[^;]*?\b(none|(?:lower|upper)-(?:roman|alpha|latin)|decimal)\b", re.I
)
_FORMS = {"lower-roman": "i", "upper-roman": "I", "lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A"}
_FORMS |= {"upper-latin": "A", "decimal": "1"}
_TYPED = re.compile(r"\(?\d{1,4}(?:\.\d{1,4})*[.)](?:\s|$)|\d{1,4}(?:\.\d{1,4})+\s")
_EMBEDDED = re.compile(rb"data:[\w/+.;=-]{1,100};base64,[\w+/=%]*")
_DOCTYPE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*|<!--.{0,1000}?-->\s*){0,5}<(?:!doctype\s+html|html)\b", re.I | re.S
)


@dataclass(slots=True)
class ListOf:
    """A list: the form of its numbers ("" for none, • for dots), the next one, and whether it counts down."""

    form: str
    next: int = 1
    step: int = 1


def is_html(content: bytes) -> bool:
    """Whether the file begins as a page of HTML does."""
    return _DOCTYPE.match(content[:8192].replace(b"\x00", b"").lstrip(b"\xff\xfe")) is not None


def html_of(content: bytes) -> Source | Unreadable:
    """The text of a page; if all of it stands in what is usually around a report, that is taken for the report."""
    content = _EMBEDDED.sub(b"data:,", content)
    try:
        return next((source for around in (False, True) if (source := _source(content, around=around))), Source(("",)))
    except (Broken, Overfull):
        return Unreadable(
            Sentence(say("The page of HTML is damaged, or holds far more than a report does.")),
            Sentence(say("Save the report as plain text or as PDF, and give that.")),
        )


def _source(content: bytes, *, around: bool) -> Source | None:
    page = Page(around=around)
    hear_html(pieces_in_utf8(content), page)
    text = "\n".join(page.flow.lines)
    if not text.strip():
        return None
    if page.title and page.title.casefold() not in " ".join(text.split()).casefold():
        text = f"{page.title}\n{text}"
    notes = tuple(_notes(page))
    return Source((text,), headings=frozenset(page.headings), footnotes=tuple(page.notes.found), notes=notes)


def _notes(page: "Page") -> Iterator[Sentence]:
    if page.deleted:
        yield Sentence(say("The page marks words as deleted, which were left out."))


class Page(Listener):
    """Hears a page; ``around`` if what usually stands around a report is to be read as well."""

    def __init__(self, *, around: bool) -> None:
        self.flow = Flow()
        self.notes = Notes()
        self.headings: set[str] = set()
        self.title = ""
        self.deleted = False
        self._around = around
        self._skipped = self._depth = self._articles = self._pre = 0
        self._line: list[str] = []
        self._begun = False
        self._pending = ""
        self._heading = False
        self._lists: list[ListOf] = []
        self._blocks: list[tuple[str, int]] = []
        self._raised: Raised | None = None

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Open an element; what is not seen is passed over with all that stands in it."""
        self._depth += 1
        if self._depth > MOST_DEPTH:
            raise Overfull
        if self._skipped:
            return
        if self._is_unseen(tag, attributes):
            self._skipped = self._depth
            self.deleted = self.deleted or tag == "del"
            return
        names = {name for name in (attributes.get("id"), attributes.get("name")) if name}
        if tag in _BLOCKS:
            self._begin_block(tag, attributes, names)
        elif tag == "br":
            self._put(" ") if self._heading else self._flush()
        elif tag in ("sup", "a"):
            self._begin_raised(tag, attributes)
        if self._raised is not None:
            self._raised.names |= names

    def end(self, tag: str) -> None:
        """Close an element."""
        depth, self._depth = self._depth, self._depth - 1
        if self._skipped:
            self._skipped = 0 if self._skipped == depth else self._skipped
            return
        if self._raised is not None and self._raised.depth == depth:
            self._end_raised()
        if self.notes.depth == depth:
            self._let_down()
            self._flush()
            self._end_note()
        if tag in _BLOCKS:
            self._end_block(tag)

    def data(self, words: str) -> None:
        """Words that are seen."""
        if self._skipped:
            return
        if self._raised is not None:
            self.hear(self._raised.parts, words)
        elif self._pre and "\n" in words:
            *lines, last = words.split("\n")
            for line in lines:
                self._put(line)
                self._flush()
            self._put(last)
        else:
            self._put(words)

    def close(self) -> None:
        """The page ends, and what is open in it."""
        self._flush()

    def _is_unseen(self, tag: str, attributes: Mapping[str, str]) -> bool:
        if tag in _UNSEEN or "hidden" in attributes or _HIDDEN.search(attributes.get("style", "")):
            return tag not in ("html", "body")
        if self._around or tag not in _AROUND:
            return False
        said = " ".join(attributes.get(name, "") for name in ("role", "class", "id")).casefold()
        return "note" not in said and not (tag == "header" and self._articles)

    def _begin_block(self, tag: str, attributes: Mapping[str, str], names: set[str]) -> None:
        self._let_down()
        self._flush()
        self._blocks.append((tag, self._depth))
        match tag:
            case "ol" | "ul" | "menu" | "dir":
                self._lists.append(_list(tag, attributes))
            case "li":
                self._begin_item(attributes)
            case "table":
                self.flow.begin_table()
            case "tr":
                self.flow.begin_row()
            case "td" | "th":
                self.flow.begin_cell()
                self.flow.span(_number(attributes.get("colspan"), 1))
            case "pre":
                self._pre += 1
            case "article" | "main":
                self._articles += 1
            case "title":
                self.flow.begin_apart()
        self._heading = tag in _HEADINGS
        mark = self.notes.of_element(names) if names and not self.notes.depth else None
        if mark is not None:
            self._pending = ""
            self._begin_note(mark, self._depth)

    def _end_block(self, tag: str) -> None:
        self._let_down()
        self._flush()
        del self._blocks[-1:]
        self._heading = False
        match tag:
            case "ol" | "ul" | "menu" | "dir":
                del self._lists[-1:]
            case "li":
                self._pending = ""
            case "table":
                self.flow.end_table()
            case "tr":
                self.flow.end_row()
            case "td" | "th":
                self.flow.end_cell()
            case "pre":
                self._pre -= 1
            case "article" | "main":
                self._articles -= 1
            case "title":
                self.title = one_line(" ".join(self.flow.end_apart()))[:LONGEST_HEADING]

    def _begin_item(self, attributes: Mapping[str, str]) -> None:
        """An item of a list: its number, or its dot, goes before its first line."""
        one = self._lists[-1] if self._lists else ListOf("•")
        if one.form == "•" or not one.form:
            self._pending += f"{one.form} " if one.form else ""
            return
        one.next = _number(attributes.get("value"), one.next)
        shown = attributes.get("data-printed") or f"{_shown(one.next, attributes.get('type') or one.form)}."
        self._pending += f"{shown[:20]} "
        one.next += one.step

    def _put(self, words: str) -> None:
        self.hear(self._line, words)
        self._begun = self._begun or not words.isspace()

    def _flush(self) -> None:
        """What was read since the last line becomes one, if it holds anything."""
        text = one_line(without_controls("".join(self._line)))
        self._line.clear()
        self._begun = False
        if text:
            self._keep(text)
        if self.notes.depth == A_LINE:
            self._end_note()

    def _keep(self, text: str) -> None:
        if self._pending and not (self._pending != "• " and _TYPED.match(text)):
            text = f"{self._pending}{text}"
        self._pending = ""
        self.spend(text)
        if self._heading and len(text) <= LONGEST_HEADING and len(self.headings) < MOST_HEADINGS:
            self.headings.add(text)
        self.flow.keep([text])

    # Notes

    def _begin_raised(self, tag: str, attributes: Mapping[str, str]) -> None:
        target = attributes.get("href", "").rpartition("#")[2] if "#" in attributes.get("href", "") else ""
        if self._raised is None and (tag == "sup" or target):
            self._raised = Raised(self._depth)
        if self._raised is not None:
            said = " ".join(attributes.get(name, "") for name in ("role", "class", "epub:type"))
            self._raised.raised = self._raised.raised or tag == "sup"
            self._raised.target = self._raised.target or target
            self._raised.refers = self._raised.refers or "noteref" in said or "footnote" in said

    def _end_raised(self) -> None:
        one, self._raised = self._raised, None
        if one is None:
            return
        before = "".join(part[-_NEAR:] for part in self._line[-3:])
        mark = None if self._begun else self.notes.begins_with(one)
        if mark is not None:
            self._line.clear()
            self._begin_raised_note(mark)
        elif not self.notes.is_mark(one, before):
            self._put("".join(one.parts))

    def _let_down(self) -> None:
        """What is raised holds a block, so it is no mark."""
        if self._raised is not None:
            self._put("".join(self._raised.parts))
            self._raised = None

    def _begin_raised_note(self, mark: str) -> None:
        """A note begins with its mark: it is as long as the paragraph that holds it, or as its line."""
        tag, depth = self._blocks[-1] if self._blocks else ("", A_LINE)
        if self.notes.depth and self.notes.depth != depth:
            return  # the mark at the head of a note that is known to be one
        if self.notes.depth:
            self._end_note()
        self._begin_note(mark, depth if tag in _PARAGRAPHS else A_LINE)

    def _end_note(self) -> None:
        self.notes.end(self.flow.end_apart())

    def _begin_note(self, mark: str, depth: int) -> None:
        self._pending = ""
        self.notes.begin(mark, depth)
        self.flow.begin_apart()


def _list(tag: str, attributes: Mapping[str, str]) -> ListOf:
    style = _LIST_STYLE.search(attributes.get("style", ""))
    said = style[1].casefold() if style else ""
    if said == "none" or (tag == "ol" and "reversed" in attributes and "start" not in attributes):
        return ListOf("")
    if tag != "ol":
        return ListOf("•")
    start = _number(attributes.get("start"), 1)
    return ListOf(_FORMS.get(said) or attributes.get("type") or "1", start, -1 if "reversed" in attributes else 1)


def _shown(number: int, form: str) -> str:
    match form:
        case "i":
            return roman(number)
        case "I":
            return roman(number).upper()
        case "a":
            return lettered(number)
        case "A":
            return lettered(number).upper()
        case _:
            return str(number)


def _number(said: str | None, otherwise: int) -> int:
    plain = (said or "").strip()
    return int(plain) if re.fullmatch(r"-?[0-9]{1,8}", plain) else otherwise
