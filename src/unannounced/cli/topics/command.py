"""Topics of items: list them, learn them from what persons decided, test how well, and give them to texts.

The topics are those of topics.yaml in the home of this installation, else those that are shipped for the monitoring of
detention; --taxonomy names another file. What is given to an item is a proposal: nothing a person set is changed.
"""

import argparse
from pathlib import Path

from unannounced.cli.sub_commands import asked_for, sub_commands

EXAMPLE = "unannounced topics classify items.jsonl"
COMMANDS = {
    "list": "the topics, and what was learned of each",
    "train": "learn from a table, or from what persons decided in the register",
    "test": "learn from most of a table, judge by the rest, and print how well beside the usual way",
    "classify": "give topics to texts, with how sure that is and the words that decided",
}


def arguments(command: argparse.ArgumentParser) -> None:
    """A command, with its own arguments."""
    for word, one in sub_commands(command, "topics", COMMANDS):
        if word != "test":
            one.add_argument("--taxonomy", type=Path, metavar="FILE", help="topics of this file (default: those here)")
        one.add_argument("--json", action="store_true", help="print JSON")


def run(asked: argparse.Namespace) -> int:
    """Do what was asked."""
    return int(asked_for(asked, "topics").run(asked))
