"""List the States that are Parties to a convention on a day, and those of which it is not known."""

import argparse

from unannounced.cli import main
from unannounced.cli.law import asking
from unannounced.crafts.law import shapes
from unannounced.duties.treaty.coverage import missing
from unannounced.duties.treaty.law import Law

EXAMPLE = "unannounced law parties ECPT --on 2024-01-01"


def arguments(command: argparse.ArgumentParser) -> None:
    """Which convention, which day."""
    command.add_argument("convention", metavar="CONVENTION", help="code, number or name")
    command.add_argument("--on", type=asking.day, metavar="DAY", help="as 2026-09-30 (default: today)")


def run(asked: argparse.Namespace, law: Law) -> int:
    """The number first, then the States."""
    convention, on = asking.convention(law, asked.convention), asked.on or asking.today()
    found = law.parties(convention, on=on)
    if asked.json:
        asking.show_json(shapes.parties(law, convention, found, on=on))
        return main.DONE
    name = law.convention(convention).short_name("en")
    if not law.knows(convention):
        print(f"{name} ({convention}): on that day the register knew nothing of this convention.")
        return main.DONE
    are = "State is Party" if len(found.bound) == 1 else "States are Parties"
    unsure = f"; of {len(found.not_known)} more it is not known" if found.not_known else ""
    print(f"{name} ({convention}), on {asking.in_words(on)}: {len(found.bound)} {are}{unsure}.")
    for code in found.bound:
        held = law.standing(code, convention, on=on)
        leaving = f", denunciation pending, bound until {held.until}" if code in found.pending else ""
        print(f"  {code}  {law.names[code]}, since {held.since or 'a day not known'}{leaving}")
    if found.not_known:
        print(f"Not known of {len(found.not_known)}:")
    for code in found.not_known:
        held = law.standing(code, convention, on=on)
        until = f", bound for certain until {held.certain_until}" if held.certain_until else ""
        print(f"  {code}  {law.names[code]}{until}")
    asking.show_missing(missing(law, convention, on=on))
    return main.DONE
