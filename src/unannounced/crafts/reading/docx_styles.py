"""The styles of a Word file: which are headings, and which number their paragraphs."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from unannounced.crafts.reading.docx_names import number, short, value
from unannounced.crafts.reading.docx_numbers import Definitions
from unannounced.crafts.reading.marked import Overfull, StrictListener

MOST_STYLES = 20_000
_HEADING = re.compile(
    r"(?:heading|überschrift|titre|título|titolo|kop|rubrik|overskrift|otsikko|nagłówek|nadpis|заголовок|başlık|عنوان)"
    r" ?[1-9]",
    re.IGNORECASE,
)
_CONTENTS = re.compile(r"(?:toc|verzeichnis|tm|tdc|sommario|оглавление) ?[1-9]|table of figures", re.IGNORECASE)
_BODY = 9  # the outline level of text that is no heading


@dataclass(slots=True)
class Style:
    """A style as the file has it; what it does not say, the style it is based on says."""

    name: str = ""
    based_on: str = ""
    outline: int | None = None
    list_id: str = ""
    place: int | None = None


@dataclass(slots=True)
class Styles:
    """All styles by their id, and the one of paragraphs that name none."""

    all: dict[str, Style] = field(default_factory=dict)
    usual: str = ""

    def line_of(self, style: str) -> list[str]:
        """The ids of a style and those it is based on, nearest first."""
        line: list[str] = []
        while style in self.all and style not in line and len(line) < 20:
            line.append(style)
            style = self.all[style].based_on
        return line

    def is_heading(self, style: str, outline: int | None) -> bool:
        """Whether a paragraph of a style is a heading; ``outline`` is what it says of itself."""
        if outline is not None:
            return outline < _BODY
        for one in self.line_of(style or self.usual):
            found = self.all[one]
            if found.outline is not None:
                return found.outline < _BODY
            if _HEADING.fullmatch(found.name):
                return True
        return False

    def is_contents(self, style: str) -> bool:
        """Whether the style is that of lines in a table of contents."""
        return any(_CONTENTS.fullmatch(self.all[one].name) for one in self.line_of(style))

    def number_of(self, style: str, definitions: Definitions) -> tuple[str, int | None]:
        """The list and level that a style puts its paragraphs in; ("", None) if in none."""
        line = self.line_of(style or self.usual)
        list_id = next((found for one in line if (found := self.all[one].list_id)), "")
        linked = (definitions.level_of_style(list_id, one) for one in line)
        said = (self.all[one].place for one in line)
        places = [place for place in (*said, *linked) if place is not None] if list_id else []
        return list_id, places[0] if places else None


class StyleListener(StrictListener):
    """Hears ``styles.xml``."""

    def __init__(self) -> None:
        self.found = Styles()
        self._style: Style | None = None
        self._skipped = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take in what a mark says of a style; what was otherwise before a change counts no more."""
        name = short(tag)
        if self._skipped or name in ("pPrChange", "tblStylePr"):
            self._skipped += 1
        elif name == "style":
            self._begin(attributes)
        elif self._style is not None:
            _say(self._style, name, attributes)

    def _begin(self, attributes: Mapping[str, str]) -> None:
        style = value(attributes, "styleId")
        self._style = self.found.all.setdefault(style, Style())
        if len(self.found.all) > MOST_STYLES:
            raise Overfull
        if value(attributes, "type") == "paragraph" and value(attributes, "default") in ("1", "true", "on"):
            self.found.usual = style

    def end(self, tag: str) -> None:
        """Leave a style."""
        if self._skipped:
            self._skipped -= 1
        elif short(tag) == "style":
            self._style = None


def _say(style: Style, name: str, attributes: Mapping[str, str]) -> None:
    match name:
        case "name":
            style.name = value(attributes)[:100]
        case "basedOn":
            style.based_on = value(attributes)
        case "outlineLvl":
            style.outline = number(attributes)
        case "numId":
            style.list_id = value(attributes)
        case "ilvl":
            style.place = number(attributes)
