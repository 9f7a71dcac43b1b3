"""Reckon the day on which a notice received, or an instrument deposited, takes effect under a convention."""

import argparse

from unannounced.cli import main
from unannounced.cli.law import asking
from unannounced.cli.speaking import CommandProblem
from unannounced.crafts.law import shapes
from unannounced.duties.decision import Refused
from unannounced.duties.treaty.law import Law
from unannounced.duties.treaty.taking_effect import KINDS, TakesEffect, taking_effect

EXAMPLE = "unannounced law effect ECPT denunciation --received 2025-09-30"


def arguments(command: argparse.ArgumentParser) -> None:
    """Which convention, which act, received or deposited when."""
    command.add_argument("convention", metavar="CONVENTION", help="code, number or name")
    command.add_argument("act", choices=sorted(KINDS), metavar="ACT", help=f"one of: {', '.join(KINDS)}")
    command.add_argument("--received", "--deposited", type=asking.day, metavar="DAY", required=True, dest="received")
    command.add_argument("--names", type=asking.day, metavar="DAY", help="a later day that the notice itself names")


def run(asked: argparse.Namespace, law: Law) -> int:
    """The day, and the rule it follows from."""
    code = asking.convention(law, asked.convention)
    try:
        found = taking_effect(law, code, asked.act, received=asked.received, named_day=asked.names)
    except (OverflowError, ValueError) as beyond:
        raise CommandProblem(f"{asked.received} is too near the end of the calendar.") from beyond
    if isinstance(found, Refused):
        if asked.json:
            asking.show_json(shapes.no_effect(found, code, asked.act))
        asking.refuse(found)
        return main.REFUSED
    if asked.json:
        asking.show_json(shapes.effect(found, code, asked.act, received=asked.received))
    else:
        _show(found, asked)
    return main.DONE


def _show(found: TakesEffect, asked: argparse.Namespace) -> None:
    clause = found.clause
    words = clause.period.words if clause.period else "on that day"
    print(f"{asking.in_words(found.day)} ({found.day}).")
    print(f"{clause.article}: {words} after {asked.received}; source: {clause.source}, {clause.confidence.value}.")
    if found.disputed:
        print(f"It is disputed whether a notice has any effect: {clause.words.get('en', '')} This is the earliest day.")
    if found.last_day_bound:
        print(f"Bound until {asking.in_words(found.last_day_bound)}, in full.")
