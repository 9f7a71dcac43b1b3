"""Measurements of the office: take in tables of them, and print what the standards say.

Both are confidential: what was measured on a visit is told to those who see the visit.
"""

import argparse

from unannounced.cli.sub_commands import asked_for, sub_commands

EXAMPLE = "unannounced measurements list --place 'Prison No. 3 Velde' --as maud"

WORDS = {
    "import": "take in a table of measurements of a visit or a place",
    "list": "print what every standard says of what was measured",
}


def arguments(command: argparse.ArgumentParser) -> None:
    """The words, and what each takes."""
    for _word, one in sub_commands(command, "measurements", WORDS):
        one.add_argument("--visit", metavar="ID", help="what was measured on this visit")
        one.add_argument("--place", metavar="NAME", help="what was measured at this place: its name or id")
        one.add_argument("--state", metavar="ISO3", default="", help="the State of the place, where names are alike")
        one.add_argument("--as", dest="person", required=True, metavar="PERSON", help="the login of who acts")
        one.add_argument("--json", action="store_true", help="print one JSON object a line")


def run(asked: argparse.Namespace) -> int:
    """Do what was asked."""
    return int(asked_for(asked, "measurements").run(asked))
