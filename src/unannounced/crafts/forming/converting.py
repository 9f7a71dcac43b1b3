"""A workbook becomes an XForm by pyxform; everything wrong with it is named first, in words of this house."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from pyxform.errors import PyXFormError
from pyxform.xls2xform import convert

from unannounced.crafts.forming.checking import check
from unannounced.crafts.forming.checking_lists import (
    LONGEST_ID,
    REFUSED_SETTINGS,
    check_choices,
    check_settings,
    setting,
)
from unannounced.crafts.forming.problems import FormProblem, NotAForm
from unannounced.crafts.forming.workbook import Workbook, read_workbook
from unannounced.crafts.forming.xforms import Form, read_xform
from unannounced.duties.words import say

_AT_ROW = re.compile(r"\[row\s*:\s*(\d+)\]\s*")
_ON_SHEET = re.compile(r"'(survey|choices|settings|entities|osm|external_choices)'")
_OF_OURS = ("is missing the", "form_id", "version")
"""What pyxform warns of and is said here in words of our own."""


@dataclass(frozen=True, slots=True)
class Formed:
    """What became of a workbook: the XForm, or nothing where a problem stands against it."""

    xform: str
    form: Form | None
    problems: Sequence[FormProblem]

    @property
    def errors(self) -> list[FormProblem]:
        """What stands against the form."""
        return [one for one in self.problems if not one.warning]

    @property
    def warnings(self) -> list[FormProblem]:
        """What will be otherwise than the workbook wants."""
        return [one for one in self.problems if one.warning]


def form_of(content: bytes, file_name: str = "") -> Formed:
    """The form in a workbook, with every problem it has.

    ``xform`` is empty where one of them stands against it. ``file_name`` names a form that has no id of its own.
    """
    try:
        book = read_workbook(content)
    except NotAForm as none:
        return Formed("", None, [none.problem])
    checked = check(book)
    problems = list(checked.problems)
    if checked.rows:
        problems += check_choices(book, checked)
    problems += check_settings(book)
    if any(not one.warning for one in problems):
        return Formed("", None, _ordered(problems))
    xform, further = _converted(book, content, file_name)
    if not xform:
        return Formed("", None, _ordered([*problems, *further]))
    form = read_xform(xform)
    return Formed(xform, form, _ordered([*problems, *further, *_untranslated(form)]))


def _ordered(problems: Sequence[FormProblem]) -> list[FormProblem]:
    sheets = ("", "survey", "choices", "settings")
    place = {name: number for number, name in enumerate(sheets)}
    return sorted(problems, key=lambda one: (one.warning, place.get(one.sheet, 9), one.row or 0))


def _converted(book: Workbook, content: bytes, file_name: str) -> tuple[str, list[FormProblem]]:
    warnings: list[str] = []
    try:
        made = convert(_for_pyxform(book, content, file_name), warnings=warnings)
    except (PyXFormError, ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        return "", [_said_by_pyxform(str(error), warning=False)]
    told = [one for one in warnings if not any(part in one for part in _OF_OURS)]
    return made.xform, [_said_by_pyxform(one, warning=True) for one in told]


def _for_pyxform(book: Workbook, content: bytes, file_name: str) -> dict[str, list[dict[str, str]]]:
    """The sheets as pyxform takes them, empty rows between so that it counts rows as we do."""
    told: dict[str, list[dict[str, str]]] = {}
    for name in ("survey", "choices"):
        rows = book.sheet(name).rows
        last = rows[-1][0] if rows else 1
        by_number = {number: dict(cells) for number, cells in rows}
        told[name] = [by_number.get(number, {}) for number in range(2, last + 1)]
    settings = dict(book.sheet("settings").rows[0][1]) if book.sheet("settings").rows else {}
    for name in REFUSED_SETTINGS:
        settings.pop(name, None)
    settings["form_id"] = setting(book, "form_id") or _id_from(file_name)
    settings.setdefault("form_title", settings["form_id"])
    settings.setdefault("version", hashlib.sha256(content).hexdigest()[:8])
    told["settings"] = [settings]
    return told


def _id_from(file_name: str) -> str:
    stem = re.sub(r"[^A-Za-z0-9_]+", "_", PurePath(file_name.replace("\\", "/")).stem).strip("_")
    return (stem or "checklist")[:LONGEST_ID]


def _said_by_pyxform(message: str, *, warning: bool) -> FormProblem:
    """What pyxform found that we did not: its own words, at the row and sheet it names."""
    row, sheet = _AT_ROW.search(message), _ON_SHEET.search(message)
    return FormProblem(
        sheet[1] if sheet else ("survey" if row else ""),
        int(row[1]) if row else None,
        "",
        say("The converter of XLSForms says: {said}"),
        say("Correct it in the workbook and enter it again."),
        {"said": _AT_ROW.sub("", message).strip()},
        warning,
    )


def _untranslated(form: Form) -> list[FormProblem]:
    if len(form.languages) < 2:
        return []
    missing = {
        language: sum(bool(one.labels) and language not in one.labels for one in form.asked)
        for language in form.languages
    }
    return [
        FormProblem(
            "survey",
            None,
            "",
            say("In “{language}” {missing} of {all} questions have no label."),
            say("Translate them, or they are asked in “{default}”."),
            {"language": language, "missing": count, "all": len(form.asked), "default": form.languages[0]},
            warning=True,
        )
        for language, count in missing.items()
        if count
    ]
