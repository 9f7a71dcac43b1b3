"""Say what is missing in the facts: how far they reach, convention by convention."""

import argparse

from unannounced.cli import main
from unannounced.cli.law import asking
from unannounced.crafts.law import shapes
from unannounced.duties.treaty.coverage import missing
from unannounced.duties.treaty.law import Law

EXAMPLE = "unannounced law coverage UNCAT --on 2026-01-01"


def arguments(command: argparse.ArgumentParser) -> None:
    """Which convention, for which day."""
    command.add_argument("convention", nargs="?", metavar="CONVENTION", help="code, number or name (default: all)")
    command.add_argument("--on", type=asking.day, metavar="DAY", help="as 2026-09-30 (default: today)")


def run(asked: argparse.Namespace, law: Law) -> int:
    """A list for each convention."""
    on = asked.on or asking.today()
    codes = [asking.convention(law, asked.convention)] if asked.convention else list(law.conventions)
    if asked.json:
        asking.show_json(shapes.coverage(law, codes, on=on))
        return main.DONE
    for code in codes:
        print(f"{law.convention(code).short_name('en')} ({code})")
        asking.show_missing(missing(law, code, on=on))
    return main.DONE
