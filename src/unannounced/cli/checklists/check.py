"""Name every problem of a workbook by sheet, row and column, and what the app does not do of it. Nothing is entered."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from unannounced.cli import main, speaking
from unannounced.cli.speaking import CommandProblem

if TYPE_CHECKING:
    from unannounced.crafts.forming.converting import Formed
    from unannounced.crafts.forming.problems import FormProblem

EXAMPLE = "unannounced checklists check cells.xlsx"


def arguments(command: argparse.ArgumentParser) -> None:
    """The workbook."""
    command.add_argument("file", metavar="FILE", help="a workbook written as XLSForm (.xlsx)")
    command.add_argument("--json", action="store_true", help="print JSON, one object a line")


def run(asked: argparse.Namespace) -> int:
    """Print what is wrong; exit code 2 if something stands against the form."""
    main.enter("office", unprepared=True)
    formed = formed_from(asked.file)[1]
    print_problems(formed, as_json=asked.json)
    if formed.errors:
        return main.REFUSED
    assert formed.form is not None
    words = "{title}, version {version}: {count} questions; nothing stands against it"
    print(
        words.format(title=formed.form.title, version=formed.form.version, count=len(formed.form.asked)),
        file=sys.stderr,
    )
    return main.DONE


def formed_from(file: str) -> "tuple[bytes, Formed]":
    """The bytes of a workbook and what becomes of it."""
    from unannounced.crafts.forming.converting import form_of
    from unannounced.crafts.forming.workbook import LARGEST_WORKBOOK

    path = Path(file)
    try:
        with path.open("rb") as stream:
            content = stream.read(LARGEST_WORKBOOK + 1)
    except OSError as problem:
        raise CommandProblem(f"{file} cannot be read: {problem.strerror or problem}. Name a workbook.") from problem
    return content, form_of(content, path.name)


def print_problems(formed: "Formed", *, as_json: bool) -> None:
    """A row for each problem."""
    if formed.problems or as_json:
        speaking.print_rows([_row(one) for one in formed.problems], as_json=as_json)


def _row(one: "FormProblem") -> dict[str, object]:
    return {
        "sheet": one.sheet,
        "row": one.row,
        "column": one.column,
        "stands": "note" if one.warning else "against it",
        "what": speaking.said(one.sentence),
        "what to do": speaking.said(one.what_to_do),
    }
