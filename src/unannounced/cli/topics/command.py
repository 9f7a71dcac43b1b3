"""Topics of items: list them, learn them from what persons decided, test how well, and give them to texts.

The topics are those of topics.yaml in the home of this installation, else those that are shipped for the monitoring of
detention; --taxonomy names another file. What is given to an item is a proposal: nothing a person set is changed.
"""

import argparse
import importlib
from pathlib import Path
from types import ModuleType

EXAMPLE = "unannounced topics classify items.jsonl"
COMMANDS = {
    "list": "the topics, and what was learned of each",
    "train": "learn from a table, or from what persons decided in the register",
    "test": "learn from most of a table, judge by the rest, and print how well beside the usual way",
    "classify": "give topics to texts, with how sure that is and the words that decided",
}


def arguments(command: argparse.ArgumentParser) -> None:
    """A command, with its own arguments."""
    asked = command.add_subparsers(dest="topics", metavar="COMMAND", required=True)
    for word, summary in COMMANDS.items():
        module = _module(word)
        one = asked.add_parser(
            word,
            help=summary,
            description=module.__doc__,
            epilog=f"example: {module.EXAMPLE}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        module.arguments(one)
        if word != "test":
            one.add_argument("--taxonomy", type=Path, metavar="FILE", help="topics of this file (default: those here)")
        one.add_argument("--json", action="store_true", help="print JSON")


def run(asked: argparse.Namespace) -> int:
    """Do what was asked."""
    return int(_module(asked.topics).run(asked))


def _module(word: str) -> ModuleType:
    return importlib.import_module(f"unannounced.cli.topics.{'listing' if word == 'list' else word}")
