"""What is wrong with an XLSForm, all of it at once, before anything is made of it."""

import difflib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from unannounced.crafts.forming import kinds
from unannounced.crafts.forming.expressions import (
    NOT_IN_THE_APP,
    functions,
    is_broken,
    references,
    straight,
    unknown_functions,
)
from unannounced.crafts.forming.problems import FormProblem
from unannounced.crafts.forming.workbook import Sheet, Workbook
from unannounced.duties.words import say

HEADINGS = {
    "type": ("type", "command"),
    "name": ("name", "tag", "value"),
    "list_name": ("list_name", "list name", "listname"),
    "relevant": ("relevant", "relevance", "bind::relevant", "bind:relevant"),
    "calculation": ("calculation", "calculate", "bind::calculate", "bind:calculate"),
    "constraint": ("constraint", "bind::constraint"),
    "required": ("required", "bind::required"),
    "read_only": ("read_only", "readonly", "read only", "bind::readonly"),
    "choice_filter": ("choice_filter",),
    "repeat_count": ("repeat_count", "count", "jr:count"),
    "default": ("default",),
    "label": ("label", "caption"),
    "trigger": ("trigger",),
}
EXPRESSIONS = ("relevant", "calculation", "constraint", "required", "read_only", "choice_filter", "repeat_count")
_WAITS = ("relevant", "calculation")
_PLAIN = frozenset({"yes", "no", "true", "false", "true()", "false()"})
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_MEDIA = ("image", "audio", "video", "big-image", "media::image", "media::audio", "media::video")


@dataclass(slots=True)
class Row:
    """A row of the sheet “survey” as it is checked: its type, its name, the sections it stands in."""

    number: int
    kind: str
    choices: str
    name: str
    cells: Mapping[str, str]
    within: tuple[str, ...]

    def cell(self, what: str) -> tuple[str, str]:
        """The heading under which something stands, and what stands there."""
        for heading in HEADINGS[what]:
            if heading in self.cells:
                return heading, self.cells[heading]
        return what, ""


@dataclass(slots=True)
class Checked:
    """What was found: the rows in order, and the problems."""

    survey: Sheet
    rows: list[Row] = field(default_factory=list)
    problems: list[FormProblem] = field(default_factory=list)

    def note(
        self, row: int | None, column: str, reason: str, way_out: str, *, warning: bool = False, **facts: object
    ) -> None:
        """Note a problem of the sheet “survey”."""
        heading = self.survey.heading(column) if column else ""
        self.problems.append(FormProblem("survey", row, heading, reason, way_out, facts, warning))


def check(book: Workbook) -> Checked:
    """Everything that is wrong with the sheets “survey” and “choices”, in the order of the rows."""
    checked = Checked(book.sheet("survey"))
    if "survey" not in book.sheets:
        _no_survey(checked, book)
        return checked
    headings = {heading.casefold() for heading in checked.survey.columns}
    for wanted in ("type", "name"):
        if not headings & set(HEADINGS[wanted]):
            checked.note(
                1,
                "",
                say("The sheet “survey” has no column “{heading}”."),
                say("Write “{heading}” into the first row, above the cells it is meant for."),
                heading=wanted,
            )
    if checked.problems:
        return checked
    _read_rows(checked)
    if not any(row.kind and not row.kind.startswith(("begin", "end")) for row in checked.rows) and not checked.problems:
        checked.note(None, "", say("The form asks nothing."), say("Write the first question into row 2 of the sheet."))
    _check_names(checked)
    _check_references(checked)
    _check_waiting(checked)
    _check_media(checked)
    checked.problems.sort(key=lambda one: (one.warning, one.row or 0))
    return checked


def _no_survey(checked: Checked, book: Workbook) -> None:
    near = difflib.get_close_matches("survey", [name.casefold() for name in book.others], n=1, cutoff=0.6)
    checked.problems.append(
        FormProblem(
            "survey",
            None,
            "",
            say("The workbook has no sheet “survey”; it has: {sheets}."),
            say("Name the sheet with the questions “survey”, in small letters."),
            {"sheets": ", ".join(near or book.others) or "–"},
        )
    )


def _read_rows(checked: Checked) -> None:
    """The rows with their sections; what is wrong with a type, and beginnings without an end."""
    open_ones: list[Row] = []
    for number, cells in checked.survey.rows:
        small = {heading.casefold(): text for heading, text in cells.items()}
        row = Row(number, "", "", "", small, tuple(one.name for one in open_ones))
        written, row.name = row.cell("type")[1], row.cell("name")[1]
        if not written:
            if row.name or row.cell("label")[1]:
                checked.note(
                    number,
                    row.cell("type")[0],
                    say("The row has no type."),
                    say("Write what is asked for, such as “text”, “integer” or “select_one” with a list."),
                )
            continue
        row.kind, row.choices, _more = kinds.type_of(written)
        if not row.kind:
            _unknown_type(checked, row, written)
            continue
        if row.kind.startswith("end_"):
            _close(checked, open_ones, row)
        checked.rows.append(row)
        if row.kind.startswith("begin_"):
            open_ones.append(row)
        _left_out(checked, row)
    for row in open_ones:
        checked.note(
            row.number,
            "type",
            say("What begins here does not end: “{name}”."),
            say("Write “{end}” into a row below the last question that belongs to it."),
            name=row.name or row.kind,
            end=row.kind.replace("begin_", "end_"),
        )


def _unknown_type(checked: Checked, row: Row, written: str) -> None:
    near = difflib.get_close_matches(written.split()[0].casefold(), kinds.EVERY_TYPE, n=1)
    checked.note(
        row.number,
        row.cell("type")[0],
        say("“{written}” is no type of question."),
        say("Write a type that there is: {near}."),
        written=written,
        near=", ".join(near) or "text, integer, decimal, date, select_one, select_multiple, note, image",
    )


def _close(checked: Checked, open_ones: list[Row], row: Row) -> None:
    wanted = row.kind.replace("end_", "begin_")
    if open_ones and open_ones[-1].kind == wanted:
        row.within = row.within[:-1]
        open_ones.pop()
        return
    checked.note(
        row.number,
        "type",
        say("“{end}” ends nothing that is open here."),
        say("Take the row out, or write “{begin}” where it should begin."),
        end=row.kind,
        begin=wanted,
    )


def _left_out(checked: Checked, row: Row) -> None:
    reason = kinds.LEFT_OUT.get(row.kind, "")
    if reason:
        checked.note(
            row.number,
            "type",
            reason,
            say("Leave it if that is right; else write another type."),
            warning=True,
        )
    elif row.kind in kinds.FROM_FILES:
        checked.note(
            row.number,
            "type",
            say("Choices of a file of their own are not carried to devices."),
            say("Write the choices into the sheet “choices”."),
        )
    elif row.kind == "geopoint":
        checked.note(
            row.number,
            "type",
            say("The app asks for the position only where somebody presses the button: it can betray where one was."),
            say("Leave it if the position is needed; else take the row out."),
            warning=True,
        )


def _check_names(checked: Checked) -> None:
    seen: dict[tuple[tuple[str, ...], str], int] = {}
    for row in checked.rows:
        if row.kind in kinds.NAMELESS:
            continue
        column = row.cell("name")[0]
        if not row.name:
            if row.kind != "note":
                checked.note(
                    row.number, column, say("The question has no name."), say("Give it a short name without blanks.")
                )
            continue
        if not _NAME.fullmatch(row.name):
            checked.note(
                row.number,
                column,
                say("“{name}” cannot be a name."),
                say("Begin with a letter, and use letters without accents, digits, hyphens, points and underscores."),
                name=row.name,
            )
        first = seen.setdefault((row.within, row.name.casefold()), row.number)
        if first != row.number:
            checked.note(
                row.number,
                column,
                say("The name “{name}” stands in row {first} already."),
                say("Give one of the two another name."),
                name=row.name,
                first=first,
            )


def _check_references(checked: Checked) -> None:
    known = {row.name for row in checked.rows if row.name}
    for row in checked.rows:
        for heading, text in row.cells.items():
            for name in references(text):
                if name not in known:
                    near = difflib.get_close_matches(name, known, n=1)
                    checked.note(
                        row.number,
                        heading,
                        say("“{name}” is asked for here, and no question has that name."),
                        say("Write the name of a question between the braces; the nearest is: {near}."),
                        name=name,
                        near=", ".join(near) or "–",
                    )
        for what in EXPRESSIONS:
            heading, text = row.cell(what)
            if text and text.casefold() not in _PLAIN:
                _check_expression(checked, row, heading, text)


def _check_expression(checked: Checked, row: Row, heading: str, text: str) -> None:
    text = straight(text)
    if is_broken(text):
        checked.note(
            row.number,
            heading,
            say("The expression cannot be read: {text}"),
            say("Look for a bracket or a quotation mark left open; “=” compares, “and” and “or” join."),
            text=text,
        )
        return
    if unknown := unknown_functions(text):
        checked.note(
            row.number,
            heading,
            say("There is no function “{name}”."),
            say("Write one that ODK knows, such as selected(), if() or count-selected()."),
            name=unknown[0],
        )
    for name in functions(text):
        if name in NOT_IN_THE_APP:
            checked.note(
                row.number,
                heading,
                say("The app does not know the function “{name}”; ODK clients do."),
                say("Reckon it otherwise, or fill this form in with ODK Collect."),
                warning=True,
                name=name,
            )


def _check_waiting(checked: Checked) -> None:
    """Calculations and conditions that wait for each other: an endless loop on every device."""
    waits: dict[str, set[str]] = {}
    rows: dict[str, Row] = {}
    for row in checked.rows:
        if not row.name:
            continue
        rows.setdefault(row.name, row)
        needs = waits.setdefault(row.name, set())
        needs.update(name for what in _WAITS for name in references(row.cell(what)[1]))
        needs.update(one for one in row.within[-1:] if one)
    for loop in _loops(waits):
        row = rows[min(loop, key=lambda name: rows[name].number)]
        heading = next((row.cell(what)[0] for what in _WAITS if row.cell(what)[1]), "")
        checked.note(
            row.number,
            heading,
            say("These wait for each other without end: {names}."),
            say("Let one of them depend on something else."),
            names=" → ".join([*loop, loop[0]]),
        )


def _loops(waits: Mapping[str, set[str]]) -> Iterator[list[str]]:
    """Each loop once, as a path of names."""
    done: set[str] = set()
    for start in waits:
        path: list[str] = []
        stack: list[tuple[str, Iterator[str]]] = []
        if start in done:
            continue
        path.append(start)
        stack.append((start, iter(sorted(waits[start]))))
        while stack:
            name, rest = stack[-1]
            following = next((one for one in rest if one in waits and one not in done), None)
            if following is None:
                done.add(name)
                stack.pop()
                path.pop()
            elif following in path:
                yield path[path.index(following) :]
            else:
                path.append(following)
                stack.append((following, iter(sorted(waits[following]))))


def _check_media(checked: Checked) -> None:
    for heading in checked.survey.columns:
        if heading.casefold().split("::")[0] in _MEDIA or heading.casefold() in _MEDIA:
            checked.note(
                1,
                heading,
                say("Pictures and sounds in questions are not carried to devices."),
                say("Say it in words, in the label or the hint."),
                warning=True,
            )
    _first(checked, lambda row: bool(row.cell("trigger")[1]), "trigger")


def _first(checked: Checked, applies: Callable[[Row], bool], column: str) -> None:
    row = next((one for one in checked.rows if applies(one)), None)
    if row is not None:
        checked.note(
            row.number,
            column,
            say("The app does not reckon when another question changes; ODK clients do."),
            say("Use a calculation without a trigger where the app is used."),
            warning=True,
        )
