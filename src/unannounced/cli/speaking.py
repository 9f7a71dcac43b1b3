"""How commands speak: tables that fit the terminal, JSON, refusals with their rule, progress on standard error."""

import json
import shutil
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from unannounced.duties.chain import plain
from unannounced.duties.decision import Refused
from unannounced.duties.words import Sentence

if TYPE_CHECKING:
    from unannounced.records.accounts.queries import Viewer


class CommandProblem(Exception):
    """Something is wrong with what was asked; the text says what, and what to do."""


def now() -> datetime:
    """The one time a command asks the clock; passed down from there."""
    return datetime.now(UTC)


def as_viewer(login: str, on: date) -> "Viewer":
    """Who acts, from ``--as``; a command acts as somebody."""
    from unannounced.records.accounts.queries import UnknownPerson, viewer_called

    try:
        return viewer_called(login, on)
    except UnknownPerson as unknown:
        raise CommandProblem(str(unknown)) from unknown


def said(sentence: Sentence) -> str:
    """A sentence in the language of the command line."""
    from django.utils.translation import gettext

    facts = {
        name: gettext(value) if isinstance(value, str) and value else value for name, value in sentence.facts.items()
    }
    return (gettext(sentence.english) if sentence.english else "").format(**facts)


def print_refusal(refusal: Refused) -> None:
    """The reason, the rule, and what can be done instead."""
    instead = said(refusal.way_out)
    print(f"Refused: {said(refusal.sentence)} ({refusal.rule})" + (f" {instead}" if instead else ""), file=sys.stderr)


def print_rows(rows: Sequence[Mapping[str, Any]], *, as_json: bool) -> None:
    """A table that fits the terminal, or one JSON object a line."""
    if as_json:
        for row in rows:
            print(json.dumps(plain(row), ensure_ascii=False))
        return
    if not rows:
        print("nothing", file=sys.stderr)
        return
    columns = list(rows[0])
    cells = [[_cell(row[column]) for column in columns] for row in rows]
    widths = [max(len(column), *(len(line[n]) for line in cells)) for n, column in enumerate(columns)]
    if sys.stdout.isatty():
        spare = shutil.get_terminal_size().columns - sum(widths[:-1]) - 2 * (len(widths) - 1)
        widths[-1] = max(20, min(widths[-1], spare))
    print("  ".join(column.ljust(width) for column, width in zip(columns, widths, strict=True)).rstrip())
    for line in cells:
        print("  ".join(cell[:width].ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def _cell(value: object) -> str:
    return "" if value is None else str(value).replace("\n", " ")


class Progress:
    """What is being done, n of m: one line on standard error, only on a terminal."""

    def __init__(self, doing: str) -> None:
        self.doing = doing
        self.shown = -1

    def __call__(self, done: int, of: int) -> None:
        """Show how far it is, at most once a hundredth."""
        part = done * 100 // max(of, 1)
        if sys.stderr.isatty() and part != self.shown:
            self.shown = part
            print(f"\r{self.doing}: {done} of {of}", end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        """Leave the line."""
        if sys.stderr.isatty() and self.shown >= 0:
            print(file=sys.stderr)
