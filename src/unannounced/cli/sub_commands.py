"""A command of commands (``unannounced law standing``): one module for each word in the folder of the command."""

import argparse
import importlib
from collections.abc import Iterator, Mapping
from types import ModuleType

OTHERWISE_CALLED = {"import": "importing", "export": "exporting", "list": "listing"}
"""Modules that cannot, or should not, be called as their word: it is a word of the language or of every program."""


def sub_commands(
    command: argparse.ArgumentParser, of: str, words: Mapping[str, str]
) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Each word of ``words`` (word: summary) as a command below ``command``, with its parser for what they all take.

    The modules stand in the folder ``of`` beside this file and have ``EXAMPLE``, ``arguments`` and ``run``. Which word
    was given stands afterwards in what was asked, under the name ``of``.
    """
    asked = command.add_subparsers(dest=of, metavar="COMMAND", required=True)
    for word, summary in words.items():
        module = module_of(of, word)
        one = asked.add_parser(
            word,
            help=summary,
            description=module.__doc__,
            epilog=f"example: {module.EXAMPLE}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        module.arguments(one)
        yield word, one


def asked_for(asked: argparse.Namespace, of: str) -> ModuleType:
    """The module of the word that was given below the command ``of``."""
    return module_of(of, getattr(asked, of))


def module_of(of: str, word: str) -> ModuleType:
    """The module of ``word`` below the command ``of``: of ``import`` below ``law`` it is ``law.importing``."""
    called = OTHERWISE_CALLED.get(word, word.replace("-", "_"))
    return importlib.import_module(f"unannounced.cli.{of}.{called}")
