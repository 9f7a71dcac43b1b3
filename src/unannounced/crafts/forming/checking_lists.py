"""What is wrong with the lists of choices and the settings of an XLSForm."""

from collections import defaultdict
from collections.abc import Iterable

from unannounced.crafts.forming import kinds
from unannounced.crafts.forming.checking import HEADINGS, Checked
from unannounced.crafts.forming.problems import FormProblem
from unannounced.crafts.forming.workbook import Sheet, Workbook
from unannounced.duties.words import say

REFUSED_SETTINGS = ("submission_url", "public_key", "auto_send", "auto_delete")
"""Settings that would let a device bring what it holds elsewhere, or lock it for somebody else."""
Lists = dict[str, dict[str, int]]
"""By list the names of its choices, each with the row it stands in first."""
LONGEST_ID, LONGEST_VERSION, LONGEST_TITLE = 80, 60, 200


def check_choices(book: Workbook, checked: Checked) -> list[FormProblem]:
    """Problems of the sheet “choices”, and of questions whose list is not there."""
    sheet = book.sheet("choices")
    found: list[FormProblem] = []
    lists: Lists = defaultdict(dict)
    several = {row.choices for row in checked.rows if row.kind == "select_multiple"}
    twice_allowed = setting(book, "allow_choice_duplicates").casefold() in ("yes", "true", "true()")
    for number, cells in sheet.rows:
        small = {heading.casefold(): text for heading, text in cells.items()}
        listed, name = _named(small, "list_name"), _named(small, "name")
        if listed and name:
            found += _check_name(sheet, number, name, lists[listed], listed in several, twice_allowed)
            found += _check_label(sheet, number, name, small)
        elif listed:
            lacks, so = say("The choice has no name."), say("Give it a short name; it is what is kept.")
            found.append(_of_row(sheet, number, "name", lacks, so))
        elif name:
            lacks, so = say("The choice is of no list."), say("Write the name of its list.")
            found.append(_of_row(sheet, number, "list_name", lacks, so))
    return [*found, *_lists_missing(checked, lists)]


def _check_name(
    sheet: Sheet, number: int, name: str, held: dict[str, int], several: bool, twice_allowed: bool
) -> Iterable[FormProblem]:
    """Whether a choice can be told from the others of its list; ``held`` is told its row."""
    if " " in name and several:
        reason = say("“{name}” has a blank, and several choices are kept with blanks between them.")
        yield _of_row(sheet, number, "name", reason, say("Write an underscore instead of the blank."), name=name)
    first = held.setdefault(name, number)
    if first != number and not twice_allowed:
        reason = say("The choice “{name}” stands in row {first} already.")
        yield _of_row(sheet, number, "name", reason, say("Give one of the two another name."), name=name, first=first)


def _check_label(sheet: Sheet, number: int, name: str, cells: dict[str, str]) -> Iterable[FormProblem]:
    if not any(heading.split("::")[0] in HEADINGS["label"] for heading in cells):
        reason = say("The choice “{name}” has no label.")
        so = say("Write what people shall read; else they see its name.")
        yield _of_row(sheet, number, "label", reason, so, warning=True, name=name)


def _named(cells: dict[str, str], what: str) -> str:
    return next((cells[heading] for heading in HEADINGS[what] if heading in cells), "")


def _of_row(
    sheet: Sheet, row: int, column: str, reason: str, way_out: str, *, warning: bool = False, **facts: object
) -> FormProblem:
    written = next((one for one in sheet.columns if one.casefold() in HEADINGS[column]), column)
    return FormProblem("choices", row, sheet.heading(written), reason, way_out, facts, warning)


def _lists_missing(checked: Checked, lists: Lists) -> Iterable[FormProblem]:
    for row in checked.rows:
        if row.kind not in kinds.SELECTS:
            continue
        heading = checked.survey.heading(row.cell("type")[0])
        if not row.choices:
            yield FormProblem(
                "survey",
                row.number,
                heading,
                say("The question says no list of choices."),
                say("Write the name of a list of the sheet “choices” after the type."),
            )
        elif row.choices not in lists and not row.choices.startswith("${"):
            yield FormProblem(
                "survey",
                row.number,
                heading,
                say("The sheet “choices” has no list “{name}”."),
                say("Correct the name, or add the list; there are: {lists}."),
                {"name": row.choices, "lists": ", ".join(sorted(lists)) or "–"},
            )


def setting(book: Workbook, name: str) -> str:
    """What the sheet “settings” says, or nothing."""
    rows = book.sheet("settings").rows
    return rows[0][1].get(name, "") if rows else ""


def check_settings(book: Workbook) -> list[FormProblem]:
    """Problems of the sheet “settings”, and sheets that are not carried."""
    found = [
        _of_settings(
            book,
            name,
            say("“{name}” is left out: what is filled in comes to the field room of this mechanism, sealed."),
            say("Nothing needs to be done."),
            warning=True,
        )
        for name in REFUSED_SETTINGS
        if setting(book, name)
    ]
    for name, longest in (("form_id", LONGEST_ID), ("version", LONGEST_VERSION), ("form_title", LONGEST_TITLE)):
        if len(setting(book, name)) > longest:
            reason = say("“{name}” is longer than {longest} signs.")
            found.append(_of_settings(book, name, reason, say("Make it shorter."), longest=longest))
    if not setting(book, "version"):
        reason = say("The form says no version; it gets one made of its content.")
        so = say("Write a version into the sheet “settings”, and another one after each change.")
        found.append(_of_settings(book, "version", reason, so, warning=True))
    return [*found, *_check_other_sheets(book)]


def _of_settings(
    book: Workbook, name: str, reason: str, way_out: str, *, warning: bool = False, **facts: object
) -> FormProblem:
    sheet = book.sheet("settings")
    row = 2 if sheet.rows else None
    return FormProblem("settings", row, sheet.heading(name), reason, way_out, {"name": name, **facts}, warning)


def _check_other_sheets(book: Workbook) -> Iterable[FormProblem]:
    if "entities" in book.sheets:
        reason = say("Entities are not kept here.")
        yield FormProblem("entities", None, "", reason, say("Take the sheet “entities” and the column “save_to” out."))
    if "external_choices" in book.sheets:
        reason = say("Choices of an external file are not carried to devices.")
        so = say("Write the choices into the sheet “choices”.")
        yield FormProblem("external_choices", None, "", reason, so, warning=True)
