"""Find which places of two registers are one, and say why.

A and B are tables (CSV, XLSX or Parquet, also compressed) with the columns name, city and state, and whatever else
there is: id, aliases, address, postcode, county, latitude, longitude, sex, capacity. Names of columns are known in many
languages. Rows of one id are names of one place. What is joined is one place beyond reasonable doubt; what is offered
is for a person to judge, the likeliest first. Reads files alone and changes nothing.
"""

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from unannounced.cli import main
from unannounced.cli.speaking import CommandProblem

if TYPE_CHECKING:
    from unannounced.crafts.matching import Described, Pair

EXAMPLE = "unannounced places match A.csv B.csv --json"
AT_MOST = 5


def arguments(command: argparse.ArgumentParser) -> None:
    """Which two registers, and how many candidates of a place."""
    command.add_argument("first", type=Path, metavar="A", help="a register")
    command.add_argument("second", type=Path, metavar="B", help="the register in which its places are looked for")
    command.add_argument(
        "--at-most", type=_some, default=AT_MOST, metavar="N", help=f"pairs of one row of A (default: {AT_MOST})"
    )
    command.add_argument("--joined", action="store_true", help="only what is joined without a person")
    command.add_argument("--json", action="store_true", help="print a JSON object for each pair")


def _some(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"“{text}” is no number of pairs; write 1 or more")
    return int(text)


def run(asked: argparse.Namespace) -> int:
    """Every pair, with its reasons, and how many there are."""
    from unannounced.crafts.matching import Verdict, match

    first, second = _register(asked.first), _register(asked.second)
    ours, theirs = ({one.id: one for one in reversed(places)} for places in (first, second))
    pairs = match(first, second, at_most=asked.at_most)
    for pair in pairs:
        if asked.joined and pair.verdict is not Verdict.JOINED:
            continue
        _print(pair, ours[pair.first], theirs[pair.second], as_json=asked.json)
    if not asked.json:
        joined = sum(pair.verdict is Verdict.JOINED for pair in pairs)
        print(f"{len(first):,} and {len(second):,} places: {joined:,} pairs joined, {len(pairs) - joined:,} offered")
    return main.DONE


def _register(path: Path) -> "list[Described]":
    """The places of a table."""
    from unannounced.crafts.matching.columns import NoNames, described
    from unannounced.crafts.registers.tables import NotATable, open_table
    from unannounced.crafts.registers.values import Problem

    def left_out(row: Problem) -> None:
        said = f"{row.reason} {row.way_out}".format(**row.facts)
        print(f"{path.name}: row {row.row}: left out: {said}", file=sys.stderr)

    try:
        table = open_table(path, path.name)
        return described(table.header, table.rows(left_out))
    except OSError as problem:
        raise CommandProblem(
            f"{path.name}: {problem.strerror or problem}. See that the file is there and may be read."
        ) from problem
    except NotATable as problem:
        raise CommandProblem(f"{path.name}: {problem}") from problem
    except NoNames as problem:
        raise CommandProblem(
            f"{path.name} has no column that is called “name”, or like it in another language. Its columns are: "
            f"{problem}. Call the one with the names of the places “name”, and repeat the command."
        ) from problem


def _print(pair: "Pair", one: "Described", other: "Described", *, as_json: bool) -> None:
    reasons = [{"reason": _said(reason.sentence, reason.facts), "for": reason.speaks_for} for reason in pair.reasons]
    shape: dict[str, Any] = {
        "first": one.id,
        "second": other.id,
        "verdict": str(pair.verdict),
        "likeness": pair.likeness,
        "first_name": one.names[0],
        "second_name": other.names[0],
        "reasons": reasons,
    }
    if as_json:
        print(json.dumps(shape, ensure_ascii=False))
        return
    names = f"{shape['first']} “{one.names[0]}” – {shape['second']} “{other.names[0]}”"
    print(f"{shape['verdict']:7} {pair.likeness:3} %  {names}")
    for reason in reasons:
        print(f"                 {'+' if reason['for'] else '−'} {reason['reason']}")


def _said(sentence: str, facts: Mapping[str, object]) -> str:
    """A sentence with its facts; in English, since no room is entered."""
    return sentence.format(**facts)
