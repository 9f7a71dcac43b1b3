"""Count the seats of the body that a convention makes, on a day, with quorum and two thirds, and how they are reckoned.

Whether "its members" counts members in office or seats is open when seats are vacant: both are shown. --members gives
the number in office, where it is known.
"""

import argparse

from unannounced.cli import main
from unannounced.cli.law import asking
from unannounced.cli.speaking import CommandProblem
from unannounced.crafts.law import shapes
from unannounced.duties.treaty.law import Law
from unannounced.duties.treaty.seats import Votes, seats, votes

EXAMPLE = "unannounced law committee ECPT --on 2026-01-01"


def arguments(command: argparse.ArgumentParser) -> None:
    """Which convention, which day, and how many members are in office."""
    command.add_argument("convention", metavar="CONVENTION", help="code, number or name")
    command.add_argument("--on", type=asking.day, metavar="DAY", help="as 2026-09-30 (default: today)")
    command.add_argument("--members", type=int, metavar="N", help="how many members are in office")


def run(asked: argparse.Namespace, law: Law) -> int:
    """The seats first, then the arithmetic."""
    convention, on = asking.convention(law, asked.convention), asked.on or asking.today()
    body, found = law.convention(convention).body, seats(law, convention, on=on)
    if body is None or found is None:
        raise CommandProblem(f"{convention} makes no body that the register knows.")
    if asked.members is not None and not 0 <= asked.members <= found.most:
        raise CommandProblem(f"--members takes a number from 0 to {found.most}, the number of seats on that day.")
    given = votes(body, asked.members) if asked.members is not None else None
    if asked.json:
        asking.show_json(shapes.committee(convention, body, found, on=on, in_office=given))
        return main.DONE
    number = str(found.known) if found.known is not None else f"{found.least} or {found.most} (not known)"
    print(f"{body.names['en']}, on {asking.in_words(on)}: {number} seats ({body.clause.article}).")
    for vacancy in found.vacant:
        print(f"  Known to be vacant: {vacancy.state}, since {vacancy.since} ({vacancy.source})")
    _show("By seats", found.by_seats)
    if found.vacant:
        _show("Without the seats known to be vacant", found.by_members)
    if found.known is None:
        _show("If the State that may have left has left", found.if_least)
    if given is not None:
        _show("By members in office", given)
    return main.DONE


def _show(how: str, one: Votes) -> None:
    print(f"{how}: {one.members} members")
    for line in one.arithmetic:
        print(f"  {line}")
