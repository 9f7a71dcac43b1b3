"""Say what every standard says of the measurements in a table.

FILE is a table (CSV, XLSX or Parquet, also packed as .gz), - is standard input: a row for each room, person, episode,
unit or place, a column for each measure; or a row for each measurement, with the columns measure and value. Numbers
have a point or a comma. An interval is written 10.5..11.5. An empty cell is not measured, which is neither no nor
zero. Where the sanitary annexe was not measured, 1 to 2 m² are taken off and space is an interval. A checklist can
also have a column for each entry, like custody_register.reasons, with yes or no.

A cell that cannot be read is named by row and column, the rest is evaluated, and the exit code is 2.
"""

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

from unannounced.cli import main
from unannounced.cli.speaking import CommandProblem
from unannounced.cli.standards import asking, telling
from unannounced.crafts.measurements import Measurements, columns, read_table
from unannounced.crafts.registers.tables import NotATable, open_table
from unannounced.crafts.standards import shipped_rules
from unannounced.duties.standards import Outcome, Rule, RuleBook, evaluate_all

EXAMPLE = "unannounced standards evaluate cells.csv --fails"
WIDTH = 32
"""Of the names of columns in the help."""


def arguments(command: argparse.ArgumentParser) -> None:
    """Which table, which rules, and what a mechanism sets; the help names every column."""
    book = shipped_rules()
    named = "\n".join(f"  {name:{WIDTH}}{what}" for name, what in columns(book).items())
    command.description = f"{command.description}\ncolumns (all but the first seven are measures):\n{named}"
    command.add_argument("file", type=Path, metavar="FILE", help="a table, or - for standard input")
    command.add_argument("--signed-off", action="append", default=[], metavar="RULE", help="ask this rule that is off")
    command.add_argument("--only", action="append", default=[], metavar="RULE", help="only what this rule says")
    command.add_argument("--fails", action="store_true", help="only what is not met, presumed or needs review")
    command.add_argument("--all", action="store_true", help="also each rule that is not measured or not applicable")
    command.add_argument(
        "--place-kind", choices=list(book.place_kinds), metavar="KIND", help="where the table has none"
    )
    command.add_argument(
        "--group", action="append", default=[], choices=list(book.groups), metavar="GROUP", help="where it has none"
    )
    command.add_argument("--gap-days", type=_days, default=1, metavar="N", help="days that part solitary (default: 1)")
    command.add_argument("--max-persons", type=_days, metavar="N", help="in a room (CPT-SPACE-08; default: 12)")


def run(asked: argparse.Namespace) -> int:
    """Every subject with its verdicts, then how many of each, then which rules are off."""
    book = shipped_rules()
    signed_off, only = asking.rules_called(book, asked.signed_off), asking.rules_called(book, asked.only)
    table = _table(asked, book)
    off = [one for one in book.off(signed_off) if not only or one.id in only]
    counts: Counter[Outcome] = Counter()
    told: dict[Rule, None] = {}
    found = evaluate_all(
        table.subjects, book, signed_off=signed_off, only=only, gap_days=asked.gap_days, max_persons=asked.max_persons
    )
    for measured, (_, verdicts) in zip(table.measured, found, strict=True):
        counts.update(one.outcome for one in verdicts)
        shown = [one for one in verdicts if one.is_open] if asked.fails else verdicts
        if asked.json:
            telling.print_json(measured, shown, book)
        elif shown or not asked.fails:
            told.update(dict.fromkeys(telling.print_subject(measured, shown, book, every=asked.all)))
    if told:
        telling.print_rules(one for one in book.rules if one in told)
    _end(asked, table, counts, off)
    return main.REFUSED if any(one.row for one in table.problems) else main.DONE


def _end(asked: argparse.Namespace, table: Measurements, counts: Counter[Outcome], off: list[Rule]) -> None:
    """What could not be read, what was left out, which rules are off, and the sum."""
    for problem in table.problems:
        telling.print_problem(problem, as_json=asked.json)
    if asked.json:
        for rule in off:
            print(json.dumps({"kind": "off", "rule": rule.id, "confidence": rule.confidence, "why": asking.OFF}))
        sums = {one.value: counts[one] for one in Outcome}
        more = {"subjects": len(table.measured), "problems": len(table.problems), "columns_left_out": table.unknown}
        print(json.dumps({"kind": "summary", **more, "outcomes": sums}, ensure_ascii=False))
        return
    telling.print_sum(len(table.measured), counts, off)
    if table.unknown:
        print(f"Columns that are no measures, left out: {', '.join(table.unknown)}", file=sys.stderr)


def _table(asked: argparse.Namespace, book: RuleBook) -> Measurements:
    try:
        opened = open_table(sys.stdin.buffer.read() if str(asked.file) == "-" else asked.file)
        table = read_table(opened, book, place_kind=asked.place_kind or "", groups=asked.group)
    except OSError as problem:
        raise CommandProblem(f"{asked.file.name} cannot be read: {problem.strerror}. Check the name.") from problem
    except NotATable as problem:
        raise CommandProblem(str(problem)) from problem
    table.problems[:0] = opened.notes
    if not any(set(one.subject.values) for one in table.measured) and not table.problems:
        raise CommandProblem(
            f"{asked.file.name} holds no measurement. Name a column like a measure: `unannounced standards list"
            " --measures`."
        )
    if not any(one.subject.place_kind for one in table.measured):
        raise CommandProblem(
            f"{asked.file.name} does not say what kind of place was measured. Add a column place_kind, or say"
            " --place-kind prison."
        )
    return table


def _days(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 10_000:
        raise argparse.ArgumentTypeError(f"“{text[:20]}” is no whole number from 1 on")
    return int(text)
