"""The notebook of a visit: list its entries, or open what devices brought."""

import argparse
from typing import TYPE_CHECKING
from uuid import UUID

from unannounced.cli.speaking import CommandProblem
from unannounced.cli.sub_commands import asked_for, sub_commands

if TYPE_CHECKING:
    from unannounced.records.accounts.queries import Viewer
    from unannounced.records.visits.models import Visit

EXAMPLE = "unannounced notebook list VISIT --as ana"

WORDS = {
    "list": "print the entries of a visit, and what has not come of each device",
    "open": "open what waits, with a member's key",
}


def arguments(command: argparse.ArgumentParser) -> None:
    """The words, and what each takes."""
    for _word, one in sub_commands(command, "notebook", WORDS):
        one.add_argument("visit", metavar="VISIT", help="the id of a visit")
        one.add_argument("--as", dest="person", required=True, metavar="PERSON", help="the login of who acts")
        one.add_argument("--json", action="store_true", help="print JSON, one object a line")


def run(asked: argparse.Namespace) -> int:
    """Do what was asked."""
    return int(asked_for(asked, "notebook").run(asked))


def visit_called(asked: argparse.Namespace, viewer: "Viewer") -> "Visit":
    """The visit that is named. Hidden and absent are one answer."""
    from unannounced.records.visits.queries import seen_by

    try:
        found = seen_by(viewer).select_related("state").filter(pk=UUID(asked.visit)).first()
    except ValueError:
        found = None
    if found is None:
        raise CommandProblem("There is no such visit. `unannounced list visits` prints those you may see.")
    return found
