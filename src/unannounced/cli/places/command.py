"""Places of detention: take registers in, look at them, and match two registers with each other."""

import argparse

from unannounced.cli.sub_commands import asked_for, sub_commands

EXAMPLE = "unannounced places import register.csv --mapping it-capacity --dry-run"
COMMANDS = {
    "import": "take registers in from tables, or say first what that would do",
    "match": "find which places of two registers are one, and say why",
    "list": "list places as they hold now",
    "show": "show one place, and what each source says of it",
    "twins": "list the pairs of places that may be one and wait for a person",
    "sources": "list the editions that were taken in",
    "reckon": "reckon again what holds of every place",
}


def arguments(command: argparse.ArgumentParser) -> None:
    """A command, with its own arguments."""
    for _each in sub_commands(command, "places", COMMANDS):
        pass


def run(asked: argparse.Namespace) -> int:
    """Do what was asked."""
    return int(asked_for(asked, "places").run(asked))
