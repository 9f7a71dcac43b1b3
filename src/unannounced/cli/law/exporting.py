"""Write the acts of the register as a table that `law import` takes again, or as JSON."""

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from unannounced.cli import main
from unannounced.cli.law import asking
from unannounced.crafts.law import shapes
from unannounced.crafts.law.acts import written
from unannounced.duties.treaty.law import Law

EXAMPLE = "unannounced law export --state RUS > acts.csv"


def arguments(command: argparse.ArgumentParser) -> None:
    """Of which State, under which convention, and where to."""
    command.add_argument("--state", metavar="STATE", help="code or name (default: all)")
    command.add_argument("--convention", metavar="CONVENTION", help="code, number or name (default: all)")
    command.add_argument("--to", type=Path, metavar="FILE", help="a file (default: standard output)")
    command.add_argument(
        "--all-rows", action="store_true", help="also the rows that others have corrected, and what corrects what"
    )


def run(asked: argparse.Namespace, law: Law) -> int:
    """The rows in the order of the register."""
    state = asking.state(law, asked.state) if asked.state else ""
    code = asking.convention(law, asked.convention) if asked.convention else ""
    rows = law.on_record if asked.all_rows else tuple(replace(act, corrects="") for act in law.acts)
    acts = [act for act in rows if state in ("", act.state) and code in ("", act.treaty)]
    if asked.json:
        asking.show_json([shapes.act(one) for one in acts])
        return main.DONE
    text = written(acts)
    if asked.to:
        asked.to.write_text(text, encoding="utf-8")
        print(f"{len(acts)} acts were written to {asked.to.name}.", file=sys.stderr)
    else:
        sys.stdout.write(text)
    return main.DONE
