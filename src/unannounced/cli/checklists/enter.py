"""Enter a workbook as a version of a check-list. The same workbook again changes nothing."""

import argparse
from pathlib import Path

from unannounced.cli import main, speaking
from unannounced.cli.checklists.check import formed_from, print_problems

EXAMPLE = "unannounced checklists enter cells.xlsx --as maud"


def arguments(command: argparse.ArgumentParser) -> None:
    """The workbook, and as whom."""
    command.add_argument("file", metavar="FILE", help="a workbook written as XLSForm (.xlsx)")
    command.add_argument("--as", dest="person", required=True, metavar="PERSON", help="the login of who acts")


def run(asked: argparse.Namespace) -> int:
    """Enter it, or say everything that stands against it."""
    main.enter("office")
    from unannounced.records.checklists.actions import enter_checklist
    from unannounced.records.ledger.actions import BY_COMMAND, acting

    moment = speaking.now()
    viewer = speaking.as_viewer(asked.person, moment.date())
    content, formed = formed_from(asked.file)
    print_problems(formed, as_json=False)
    with acting(BY_COMMAND):
        made = enter_checklist(content, Path(asked.file).name, by=viewer, at=moment)
    print(f"{made.title}, version {made.version}: {made.pk}")
    return main.DONE
