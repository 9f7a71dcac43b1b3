"""Tables written by others, read through a mapping that is kept as a file: column → act, mark → kind of act.

Days are written "3 Oct 1975" or 1975-10-03. What a table cannot say is part of its mapping.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib import resources

from unannounced.crafts.law.acts import ReadRow
from unannounced.crafts.law.conventions import LANGUAGES
from unannounced.crafts.law.strictly import Page, read_page
from unannounced.crafts.names import code_of, every_real_code, real_names
from unannounced.duties.decision import Refused
from unannounced.duties.identity import nearest
from unannounced.duties.treaty.acts import ACTIONS, Act, Confidence
from unannounced.duties.words import say

RULE = say("Rule of this software: tables read through a mapping")
_DATED = re.compile(r"(\d{1,2} [A-Z][a-z]{2,8} \d{4}|\d{4}-\d{2}-\d{2}) *(\w*)")


@dataclass(frozen=True, slots=True)
class ActColumn:
    """A column by a word of its head, and which action each mark after the day means ("none": no mark)."""

    head: str
    marks: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Mapped:
    """How a kind of table says what the register says."""

    key: str
    name: str
    source: str
    confidence: Confidence
    known_since: date | None
    conventions: Mapping[str, str]
    state: str
    columns: tuple[ActColumn, ...]
    cannot_say: Mapping[str, str]

    def convention_of(self, file: str) -> str:
        """The convention that a table is about by the end of its name; "" if none is known."""
        return next((code for end, code in self.conventions.items() if file.endswith(end)), "")

    def fits(self, heads: list[str]) -> bool:
        """Whether a table with these columns can be read through this mapping."""
        return self.state in heads and all(_column(one, heads) for one in self.columns)


@cache
def shipped_mappings() -> Mapping[str, Mapped]:
    """The mappings that are shipped, by the name of their file."""
    folder = resources.files("unannounced.facts").joinpath("mappings")
    files = sorted((one.name, one.read_text("utf-8")) for one in folder.iterdir() if one.name.endswith(".yaml"))
    return {name.removesuffix(".yaml"): read_mapping(text, name) for name, text in files}


def read_mapping(text: str, file: str) -> Mapped:
    """The mapping in a YAML file. Raises ``LawFileProblem`` naming file, line and key."""
    page = read_page(text, file)
    mapped = Mapped(
        key=file.removesuffix(".yaml"),
        name=page.text("name"),
        source=page.text("source"),
        confidence=page.one_of("confidence", Confidence),
        known_since=page.day("known_since"),
        conventions=dict(_convention(one) for one in page.pages("conventions")),
        state=page.text("state"),
        columns=tuple(_act_column(one) for one in page.pages("columns")),
        cannot_say=page.words("cannot_say", LANGUAGES, needed=False),
    )
    page.end()
    return mapped


def _convention(page: Page) -> tuple[str, str]:
    found = page.text("file"), page.text("convention")
    page.end()
    return found


def _act_column(page: Page) -> ActColumn:
    head, marks = page.text("head"), page.page("marks")
    found = {mark: marks.text(mark) for mark in list(marks.held)}
    for mark, action in found.items():
        if action not in ACTIONS:
            raise marks.problem(mark, f"“{action}” is not an act of the register")
    page.end()
    return ActColumn(head, found)


def read_mapped(text: str, mapped: Mapped, convention: str) -> tuple[ReadRow, ...]:
    """Every act in the table, row by row; a row or cell that cannot be read is a refusal with its reason."""
    table = csv.DictReader(io.StringIO(text, newline=""), restkey="", restval="")
    heads = list(table.fieldnames or [])
    columns = [(one, _column(one, heads)) for one in mapped.columns]
    found: list[ReadRow] = []
    for row in table:
        said = (row.get(mapped.state) or "").strip()
        code = code_of(said)
        cells = [(one, (row.get(head) or "").strip()) for one, head in columns]
        if not code:
            found.append(ReadRow(table.line_num, _unknown_state(said)))
            continue
        found += [ReadRow(table.line_num, act) for act in _acts(mapped, convention, code, cells)]
    return tuple(found)


def _column(wanted: ActColumn, heads: list[str]) -> str:
    """The column that has the word in its head; the one where it stands first, if several have."""
    having = [head for head in heads if wanted.head in head]
    return min(having, key=lambda head: head.index(wanted.head), default="")


def _acts(mapped: Mapped, convention: str, code: str, cells: list[tuple[ActColumn, str]]) -> Iterator[Act | Refused]:
    for column, cell in cells:
        if not cell:
            continue
        found = _DATED.fullmatch(cell)
        day = _day(found[1]) if found else None
        action = column.marks.get((found[2] or "none") if found else "", "")
        if day is None or not action:
            yield _unreadable(cell, column)
            continue
        source, sure = mapped.source, mapped.confidence
        yield Act(convention, code, action, day, day.year, "", source, sure, known_since=mapped.known_since)


def _day(text: str) -> date | None:
    for form in ("%d %b %Y", "%d %B %Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007  # a day has no zone
        except ValueError:
            continue
    return None


def _unreadable(cell: str, column: ActColumn) -> Refused:
    facts = {"cell": cell[:40], "marks": ", ".join(column.marks)}
    reason = say("“{cell}” is not a day with one of the marks {marks}.")
    return Refused(reason, RULE, say("Correct the cell, or add the mark to the mapping."), facts)


def _unknown_state(said: str) -> Refused:
    known = {code: real_names(code)["en"] for code in every_real_code()}
    near = ", ".join(f"{code} ({known[code]})" for code in nearest(said[:80], known)) or "–"
    facts = {"said": said[:80], "near": near}
    return Refused(say("No State is called “{said}”; near are: {near}."), RULE, say("Correct the name."), facts)
