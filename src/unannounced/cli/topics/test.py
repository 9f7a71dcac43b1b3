"""Test how well topics are told apart: learn from all parts of a table but one, judge by that one, and so for each.

What stands together by --by, as all items of a State, is never in two parts, so nothing is judged by what was learned
from its neighbour. Beside it stands what everybody tries first (tf-idf and a logistic regression for each topic), on
the same parts. The labels are taken as the table has them; no taxonomy is needed.
"""

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from unannounced.cli import main, speaking
from unannounced.cli.speaking import CommandProblem
from unannounced.cli.topics import holding

if TYPE_CHECKING:
    from unannounced.crafts.topics.testing import Judged, Known

EXAMPLE = "unannounced topics test labels.csv --text Text --topics Issue --by To --folds 5"
FEWEST_PARTS = 2
PEER = "tf-idf + logistic regression"


def arguments(command: argparse.ArgumentParser) -> None:
    """Which table and columns; into how many parts."""
    command.add_argument("file", type=Path, metavar="FILE", help="a CSV table, UTF-8")
    command.add_argument("--text", default="text", metavar="COLUMN", help="with the texts (default: text)")
    command.add_argument("--topics", dest="labels", default="topics", metavar="COLUMN", help="(default: topics)")
    command.add_argument("--by", required=True, metavar="COLUMN", help="what stays together, as the State")
    command.add_argument("--folds", type=int, default=5, metavar="N", help="parts (default: 5)")
    command.add_argument("--commonest", type=int, default=20, metavar="N", help="labels in micro-F1 (default: 20)")
    command.add_argument("--jobs", type=int, metavar="N", help="processes (default: one for each core)")


def run(asked: argparse.Namespace) -> int:
    """The figures of ours beside the usual way, and a line for each label."""
    from unannounced.crafts.topics.testing import judge
    from unannounced.crafts.topics.training import TooFew

    if asked.folds < FEWEST_PARTS or asked.commonest < 1 or (asked.jobs is not None and asked.jobs < 1):
        raise CommandProblem("--folds takes a number from 2 upwards, --commonest and --jobs one from 1 upwards.")
    known = _known(asked)
    progress = speaking.Progress("parts judged")
    try:
        judged = judge(known, asked.folds, commonest=asked.commonest, jobs=asked.jobs or _cores(), progress=progress)
    except TooFew as problem:
        raise CommandProblem(str(problem)) from problem
    progress.end()
    for rows in (_figures(judged), _labels(judged)):
        speaking.print_rows(rows, as_json=asked.json)
        if not asked.json:
            print()
    if not asked.json:
        print(
            f"{judged.texts} texts of {judged.groups} groups in {judged.parts} parts; "
            f"training {judged.training_seconds:.0f} s, model {judged.bytes // 1000} kB"
        )
    return main.DONE


def _known(asked: argparse.Namespace) -> "Known":
    from unannounced.crafts.topics.testing import Known

    rows = [row for row in holding.table(asked.file, [asked.text, asked.labels, asked.by]) if row[0]]
    if len({group for _, _, group in rows}) < asked.folds:
        raise CommandProblem(f"“{asked.by}” says fewer than {asked.folds} different things. Take fewer --folds.")
    return Known(
        [text for text, _, _ in rows],
        [list(dict.fromkeys(filter(None, (one.strip() for one in labels.split(","))))) for _, labels, _ in rows],
        [group for _, _, group in rows],
    )


def _figures(judged: "Judged") -> list[dict[str, object]]:
    figures = {
        f"micro-F1, {judged.commonest} commonest": judged.micro,
        f"micro-F1, all {len(judged.topics)}": judged.micro_of_all,
        f"macro-F1, all {len(judged.topics)}": judged.macro,
    }
    return [{"figure": name, "ours": _short(ours), PEER: _short(peer)} for name, (ours, peer) in figures.items()]


def _labels(judged: "Judged") -> list[dict[str, object]]:
    return [
        {
            "label": one.topic,
            "support": one.support,
            "precision": _short(one.ours[0]),
            "recall": _short(one.ours[1]),
            "F1": _short(one.ours[2]),
            f"F1 of {PEER}": _short(one.peer[2]),
        }
        for one in judged.topics
    ]


def _short(figure: float) -> str:
    return f"{figure:.3f}"


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
