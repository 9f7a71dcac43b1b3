"""The text of a report in Word: headings, numbered paragraphs with their items, remarks and references."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from unannounced.crafts.typesetting.words import Words
from unannounced.crafts.word.marking_up import control, escaped, paragraph, plain, run
from unannounced.crafts.word.marking_up import field as field_of
from unannounced.crafts.word.marks import (
    CONTINUED,
    KIND_STYLES,
    REPORT_PARAGRAPH,
    SET_AFTER,
    bookmark,
    item_bookmark,
    item_tag,
    key,
    style_id,
)
from unannounced.crafts.word.styles import LEVELS
from unannounced.duties.laying_out import CITATION, REFERENCE, Remark, SetItem, SetOut, SetParagraph, marked, set_after

_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_TOKENS = re.compile(f"{REFERENCE.pattern}|{CITATION.pattern}")
_PIECE = tuple[str, SetItem | None]


@dataclass(slots=True)
class Body:
    """Writes the paragraphs of a report; keeps which numbers, bookmarks and remarks were used."""

    report: SetOut
    words: Words
    rtl: str
    starts: list[int] = field(default_factory=list)
    headings: list[tuple[int, str, str]] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    _controls: int = 0
    _marks: int = 0
    _by_number: dict[int, SetParagraph] = field(default_factory=dict)
    _beside: dict[str, list[Remark]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._by_number = {one.number: one for one in self.report.paragraphs}
        for remark in self.report.remarks:
            self._beside.setdefault(key(remark.on), []).append(remark)

    def written(self) -> str:
        """All paragraphs under their headings."""
        told: list[str] = []
        before: tuple[str, ...] = ()
        expected = 0
        for one in self.report.paragraphs:
            told += self._headings_before(one.headings, before)
            before = one.headings or before
            if not self.starts or one.number != expected:
                self.starts.append(one.number)
            expected = one.number + 1
            told.append(self._paragraph(_plain(one)))
        return "".join(told)

    def left_over(self) -> str:
        """Marks of the remarks on what is not in the report, for the title: nothing said is lost."""
        known = {key(one.id) for one in self.report.paragraphs}
        known |= {key(item.id) for one in self.report.paragraphs for item in one.items}
        begins, ends = "", ""
        for on in [on for on in self._beside if on not in known]:
            more_begins, more_ends = self._remarked(on)
            begins, ends = begins + more_begins, ends + more_ends
        return begins + ends

    def number(self) -> int:
        """The number of the next control, which a file has once."""
        self._controls += 1
        return 100_000 + self._controls

    def heading(self, level: int, words: str, style: str) -> str:
        """A heading with the bookmark to which the contents lead."""
        name = f"_Toc{len(self.headings) + 1:06d}"
        self.headings.append((level, words, name))
        begins, ends = self.marked(name)
        return paragraph(f"{begins}{run(words, self.rtl)}{ends}", style)

    def marked(self, name: str) -> tuple[str, str]:
        """The beginning and the end of a bookmark."""
        self._marks += 1
        begins = f'<w:bookmarkStart w:id="{self._marks}" w:name="{name}"/>'
        return begins, f'<w:bookmarkEnd w:id="{self._marks}"/>'

    def _headings_before(self, new: tuple[str, ...], before: tuple[str, ...]) -> Iterator[str]:
        if not new or new == before:
            return
        same = next((place for place, pair in enumerate(zip(new, before, strict=False)) if pair[0] != pair[1]), None)
        same = min(len(new), len(before)) if same is None else same
        for place in range(min(same, len(new) - 1), len(new)):
            level = min(place + 1, LEVELS)
            yield self.heading(level, new[place], style_id(f"Heading {level}"))

    def _paragraph(self, one: SetParagraph) -> str:
        begins, ends = self.marked(bookmark(one.id, one.wording, one.number))
        said, heard = self._remarked(key(one.id))
        begins, ends = begins + said, heard + ends
        blocks = _blocks(one)
        told = []
        for place, block in enumerate(blocks):
            inside = "".join(self._piece(words, item) for words, item in block)
            inside = (begins if place == 0 else "") + inside + (ends if place == len(blocks) - 1 else "")
            told.append(paragraph(inside, *self._style_of(place)))
        after = set_after(one.text, one.items)
        told += [paragraph(self._piece(item.text, item), style_id(SET_AFTER)) for item in after]
        return "".join(told)

    def _style_of(self, place: int) -> tuple[str, str]:
        """The style of a block of a paragraph, and its list where that is another than its style's."""
        if place:
            return style_id(CONTINUED), ""
        list_id = len(self.starts)
        told = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{list_id}"/></w:numPr>' if list_id > 1 else ""
        return style_id(REPORT_PARAGRAPH), told

    def _piece(self, words: str, item: SetItem | None) -> str:
        """Words of the paragraph, or an item's in a control of its own."""
        if item is None:
            return self.runs(words)
        style = f'<w:rStyle w:val="{style_id(KIND_STYLES[item.kind])}"/>'
        begins, ends = self.marked(item_bookmark(item.id, item.kind))
        said, heard = self._remarked(key(item.id))
        told = control(
            run(words, style + self.rtl),
            tag=item_tag(item.id, item.kind),
            alias=f"{self.words.kind(item.kind)} {item.number}",
            number=self.number(),
        )
        return f"{said}{begins}{told}{ends}{heard}"

    def runs(self, words: str) -> str:
        """Words as runs, with references to paragraphs as fields and citations as links to the standard."""
        properties = self.rtl
        told, at = [], 0
        for found in _TOKENS.finditer(words):
            number, standard = found["number"], found["standard"]
            if number and int(number) in self._by_number:
                told.append(run(words[at : found.start("number")], properties))
                told.append(self.reference(int(number), properties))
            elif standard:
                told.append(run(words[at : found.start()], properties))
                told.append(f'<w:hyperlink w:anchor="{anchor(standard)}">{run(found[0], properties)}</w:hyperlink>')
            else:
                continue
            at = found.end()
        told.append(run(words[at:], properties))
        return "".join(told)

    def reference(self, number: int, properties: str = "") -> str:
        """The number of a paragraph as Word reckons it."""
        one = self._by_number[number]
        return field_of(f"REF {bookmark(one.id, one.wording, one.number)} \\n \\h", str(number), properties)

    def _remarked(self, on: str) -> tuple[str, str]:
        """Where the remarks on something begin and end; each stands once, though an item may be in pieces."""
        begins = ends = ""
        for remark in self._beside.pop(on, ()):
            number = len(self.remarks)
            self.remarks.append(remark)
            begins += f'<w:commentRangeStart w:id="{number}"/>'
            ends += f'<w:commentRangeEnd w:id="{number}"/><w:r><w:rPr><w:rStyle w:val="AnnotationReference"/></w:rPr>'
            ends += f'<w:commentReference w:id="{number}"/></w:r>'
        return begins, ends


def anchor(standard: str) -> str:
    """The bookmark of a standard.

    >>> anchor("CPT-SPACE-02")
    's_CPT_SPACE_02'
    """
    return escaped(f"s_{standard.replace('-', '_')}"[:40])


def _plain(one: SetParagraph) -> SetParagraph:
    """The paragraph with signs that XML can hold, in its own words and in its items' alike."""
    items = tuple(replace(item, text=plain(item.text)) for item in one.items)
    return replace(one, text=plain(one.text), items=items)


def _blocks(one: SetParagraph) -> Sequence[Sequence[_PIECE]]:
    """The text in the blocks that blank lines divide, each in pieces with the item whose words they are."""
    blocks: list[list[_PIECE]] = [[]]
    for words, item in marked(one.text, one.items):
        first, *rest = _BLANK_LINES.split(words)
        blocks[-1].append((first, item))
        blocks += [[(block, item)] for block in rest]
    said = [[piece for piece in block if piece[0]] for block in blocks]
    return [block for block in said if any(words.strip() for words, _ in block)] or [[]]
