"""The mechanism's own check-lists, written as XLSForm: look at a workbook, enter it, list the versions there are."""

import argparse

from unannounced.cli.sub_commands import asked_for, sub_commands

EXAMPLE = "unannounced checklists check cells.xlsx"
COMMANDS = {
    "check": "name every problem of a workbook by sheet, row and column; enter nothing",
    "enter": "enter a workbook as a version of a check-list",
    "list": "list the versions that were entered",
}


def arguments(command: argparse.ArgumentParser) -> None:
    """A command, with its own arguments."""
    for _each in sub_commands(command, "checklists", COMMANDS):
        pass


def run(asked: argparse.Namespace) -> int:
    """Do what was asked."""
    return int(asked_for(asked, "checklists").run(asked))
