"""Freeze the treaty register, the public record and the figures into a parcel for the portal."""

import argparse

from unannounced.cli import main, speaking

EXAMPLE = "unannounced edition --as maud"


def arguments(command: argparse.ArgumentParser) -> None:
    """As whom."""
    command.add_argument("--as", dest="person", required=True, metavar="PERSON")


def run(asked: argparse.Namespace) -> int:
    """Make it; the courier carries it."""
    main.enter("office")
    from unannounced.duties.decision import RefusedByRule
    from unannounced.records.ledger.actions import BY_COMMAND, acting
    from unannounced.records.publications.actions import make_edition

    at = speaking.now()
    try:
        with acting(BY_COMMAND):
            edition = make_edition(by=speaking.as_viewer(asked.person, at.date()), at=at)
    except RefusedByRule as refused:
        speaking.print_refusal(refused.refusal)
        return main.REFUSED
    print(f"Edition {edition.number} is made; `unannounced carry` brings it to the portal.")
    return main.DONE
