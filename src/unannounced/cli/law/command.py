"""Ask the law: who is bound, on which day, by what, and what is left when a State leaves.

Answers come from the register of this installation where it has one, else from the facts that are shipped; --from says
which. --known-on answers as the register believed it on an earlier day. With --json each answer has a stable shape,
described in docs/reference/law-json.md.
"""

import argparse

from unannounced.cli.law import asking
from unannounced.cli.speaking import CommandProblem
from unannounced.cli.sub_commands import asked_for, sub_commands
from unannounced.crafts.law.strictly import LawFileProblem

EXAMPLE = "unannounced law standing RUS ECPT --on 2025-10-15"
COMMANDS = {
    "standing": "is a State bound by a convention on a day, and how is that known",
    "parties": "which States are Parties on a day",
    "effect": "on which day a notice or a deposit takes effect",
    "period": "what a period of a treaty comes to",
    "routes": "which bodies can still be turned to about an act",
    "withdrawal": "what changes, stays and is lost when a State leaves",
    "committee": "seats, quorum and majorities on a day",
    "objection": "may a State object to a visit on this ground",
    "check": "hold a statement against the record",
    "read-claims": "find the statements of treaty law in texts, and hold each against the record",
    "coverage": "what is missing in the facts",
    "import": "take acts from a table into the register",
    "export": "write the acts as a table",
}


def arguments(command: argparse.ArgumentParser) -> None:
    """A command of the law, with its own arguments."""
    for _word, one in sub_commands(command, "law", COMMANDS):
        one.add_argument(
            "--from",
            dest="source",
            choices=["register", "shipped"],
            help="whose facts (default: the register here if it has acts, else those shipped)",
        )
        one.add_argument("--known-on", type=asking.day, metavar="DAY", help="as it was believed on that day")
        one.add_argument("--json", action="store_true", help="print JSON")


def run(asked: argparse.Namespace) -> int:
    """Open the law, and ask it."""
    try:
        law = asking.law(asked)
    except (LawFileProblem, ValueError) as problem:
        raise CommandProblem(str(problem)) from problem
    return int(asked_for(asked, "law").run(asked, law))
