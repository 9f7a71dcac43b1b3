"""Standards of detention: list them, show one, and say what each of them says of what was measured.

Nothing here asks the office: measurements are read from a file, and the answers are printed.
"""

import argparse

from unannounced.cli.speaking import CommandProblem
from unannounced.cli.sub_commands import asked_for, sub_commands
from unannounced.crafts.standards import LawFileProblem

EXAMPLE = "unannounced standards evaluate cells.csv"
COMMANDS = {
    "list": "the standards, or everything that can be measured",
    "show": "a standard or a measure, with all that is known of it",
    "evaluate": "what every standard says of the measurements in a table",
}


def arguments(command: argparse.ArgumentParser) -> None:
    """A command, with its own arguments."""
    for _, one in sub_commands(command, "standards", COMMANDS):
        one.add_argument("--json", action="store_true", help="print JSON, an object on a line")


def run(asked: argparse.Namespace) -> int:
    """Do what was asked."""
    try:
        return int(asked_for(asked, "standards").run(asked))
    except LawFileProblem as problem:
        raise CommandProblem(str(problem)) from problem
