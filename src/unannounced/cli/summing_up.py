"""What ``import-reports`` says: of each file at once what needs to be known, in the end what there is and waits."""

import argparse
import json
import sys
from collections import Counter
from typing import TYPE_CHECKING, TextIO

from unannounced.cli import main
from unannounced.cli.read import passed_over
from unannounced.cli.taking_files import Outcome
from unannounced.duties.reporting import ITEM_WORDS, ItemKind

if TYPE_CHECKING:
    from unannounced.records.accounts.queries import Viewer

FORETOLD = {"taken": "would be taken in", "rendition": "would be a new rendition", "known": "known already"}
REVIEW = "/review/"
"""Where in the office a person goes through what is unsure."""


def told(outcome: Outcome, asked: argparse.Namespace) -> Outcome:
    """Print at once what became of a file: those refused always, notes always, the others with --json or --dry-run."""
    if asked.json:
        print(json.dumps(_row(outcome), ensure_ascii=False), flush=True)
    elif asked.dry_run and outcome.how != "refused":
        print(f"{outcome.file.name}: {FORETOLD[outcome.how]}{_about(outcome)}")
    if not asked.json:
        for note in outcome.notes:
            print(f"{outcome.file.name}: {note}", flush=True)
    if outcome.how == "refused":
        print(f"{outcome.file}: {outcome.why}", file=sys.stderr, flush=True)
    return outcome


def _about(outcome: Outcome) -> str:
    if outcome.how == "known":
        return ""
    if outcome.how == "rendition" and not outcome.items:
        return f"; {outcome.state}, adds no items"
    unsure = f", {outcome.unsure} of them unsure" if outcome.unsure else ""
    return f"; {outcome.state}, {outcome.symbol or 'no symbol'}, {outcome.items} items{unsure}"


def _row(outcome: Outcome) -> dict[str, object]:
    return {
        "file": outcome.file.name,
        "outcome": outcome.how,
        "symbol": outcome.symbol,
        "state": outcome.state,
        "paragraphs": outcome.paragraphs,
        "items": outcome.items,
        "why": outcome.why,
        "reports": outcome.reports,
        "kinds": dict(outcome.kinds),
        "unsure": outcome.unsure,
        "language": outcome.language,
        "notes": list(outcome.notes),
    }


class Sums:
    """What became of all files together."""

    def __init__(self, files: int, asked: argparse.Namespace) -> None:
        self._files = files
        self._asked = asked
        self._how: Counter[str] = Counter()
        self._kinds: Counter[str] = Counter()
        self._asks = 0
        self._reports = self._paragraphs = self._items = self._unsure = self._without = 0

    def count(self, outcome: Outcome) -> None:
        """Count one file."""
        self._how[outcome.how] += 1
        self._asks += outcome.how == "refused" and outcome.asks
        self._reports += outcome.reports
        self._kinds.update(outcome.kinds)
        self._unsure += outcome.unsure
        if outcome.how == "taken":
            self._paragraphs += outcome.paragraphs
            self._items += outcome.items
            self._without += not outcome.symbol

    def said(self, viewer: "Viewer") -> int:
        """Print the sums, and what waits for a person; the exit code of the command."""
        out = sys.stderr if self._asked.json else sys.stdout
        refused = self._how["refused"]
        left = self._files - self._how.total()
        began = "would be taken in" if self._asked.dry_run else "taken in"
        print(
            f"{self._reports} reports {began} with {self._items} items, {self._how['rendition']} renditions, "
            f"{self._how['known']} known already, {refused} refused" + (f", {left} not tried" if left else "") + ".",
            file=out,
        )
        if self._items:
            kinds = ", ".join(f"{self._kinds[kind]} × {ITEM_WORDS[kind]}" for kind in ItemKind if self._kinds[kind])
            print(f"{self._files} files, {self._paragraphs} paragraphs; items: {kinds}.", file=out)
        if self._unsure and self._asked.dry_run:
            print(f"{self._unsure} items are read with little certainty and would wait for a person.", file=out)
        others = passed_over(self._asked.paths)
        if others:
            ends = ", ".join(f"{count} × {ending or 'no ending'}" for ending, count in sorted(others.items()))
            print(f"Not looked at, for how they end: {ends}.", file=out)
        if not self._asked.dry_run:
            self._say_what_waits(viewer, out)
        without = self._without if self._asked.dry_run else self._without and _without_symbol()
        if without:
            print(
                f"{without} reports {'would have' if self._asked.dry_run else 'of the archive have'} no symbol; "
                f"`unannounced act report correct ID --as {self._asked.person} --set symbol=…` gives it.",
                file=out,
            )
        if self._asks:
            print(
                f"{self._asks} of those refused lack what you can say: --state for all files, or --about TABLE.csv "
                "with the columns file, state, symbol, date, body, a row a file.",
                file=out,
            )
        return main.REFUSED if refused else main.DONE

    def _say_what_waits(self, viewer: "Viewer", out: TextIO) -> None:
        """Of the whole archive: what waits for a person, and where."""
        from unannounced.records.readings.queries import ITEMS, REPEATS, TOPICS, how_many

        waits = how_many(viewer)
        if waits[ITEMS] or waits[REPEATS]:
            print(
                f"In the whole archive {waits[ITEMS]} items read with little certainty and repetitions of "
                f"{waits[REPEATS]} items wait for a person, at {REVIEW} in the office.",
                file=out,
            )
        if waits[TOPICS]:
            print(
                f"The topics of {waits[TOPICS]} items are guesses so far: decide on some there, then "
                f"`unannounced topics train --as {self._asked.person}` learns from what was decided.",
                file=out,
            )


def _without_symbol() -> int:
    """How many reports of the archive bear no symbol: a file that came later may have brought it."""
    from unannounced.records.reports.models import Report

    return Report.objects.filter(visit__isnull=True, symbol="").count()
