"""Reckon what a period, worded as treaties word it, comes to from a day."""

import argparse

from unannounced.cli import main
from unannounced.cli.law import asking
from unannounced.cli.speaking import CommandProblem
from unannounced.crafts.law import shapes
from unannounced.duties.decision import Refused
from unannounced.duties.treaty.law import Law
from unannounced.duties.treaty.periods import read_period

EXAMPLE = 'unannounced law period "first of the month after 6 months" 2017-03-02'


def arguments(command: argparse.ArgumentParser) -> None:
    """The period and the day it runs from."""
    command.add_argument("period", metavar="PERIOD", help='as "thirtieth day", "3 months", "1 year"')
    command.add_argument("day", type=asking.day, metavar="DAY", help="as 2017-03-02")


def run(asked: argparse.Namespace, law: Law) -> int:
    """The day."""
    period = read_period(asked.period)
    if isinstance(period, Refused):
        asking.refuse(period)
        return main.REFUSED
    try:
        found = period.after(asked.day)
    except (OverflowError, ValueError) as beyond:
        raise CommandProblem(f"{asked.day} is too near the end of the calendar.") from beyond
    if asked.json:
        asking.show_json(shapes.period(period, asked.day, found))
    else:
        print(f"{asking.in_words(found)} ({found})")
    return main.DONE
