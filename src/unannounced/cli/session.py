"""Open a session of the committee, in which votes can be held."""

import argparse
from datetime import date

from unannounced.cli import main, speaking

EXAMPLE = 'unannounced session "36th session" --begins 2027-03-01 --ends 2027-03-05 --as maud'


def arguments(command: argparse.ArgumentParser) -> None:
    """Name and days, as whom."""
    command.add_argument("name")
    command.add_argument("--begins", type=date.fromisoformat, required=True, metavar="DAY")
    command.add_argument("--ends", type=date.fromisoformat, required=True, metavar="DAY")
    command.add_argument("--as", dest="person", required=True, metavar="PERSON")


def run(asked: argparse.Namespace) -> int:
    """Open it."""
    main.enter("office")
    from unannounced.duties.decision import RefusedByRule
    from unannounced.records.committee.actions import open_session
    from unannounced.records.ledger.actions import BY_COMMAND, acting

    at = speaking.now()
    try:
        with acting(BY_COMMAND):
            session = open_session(
                asked.name,
                begins=asked.begins,
                ends=asked.ends,
                by=speaking.as_viewer(asked.person, at.date()),
                at=at,
            )
    except RefusedByRule as refused:
        speaking.print_refusal(refused.refusal)
        return main.REFUSED
    print(f"{session.name}: {session.begins} to {session.ends}")
    return main.DONE
