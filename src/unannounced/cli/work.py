"""The worker: links the lines of the ledger every second, and forgets sessions that have ended."""

import argparse
import signal
import threading

from unannounced.cli import main

EXAMPLE = "unannounced work"


def arguments(command: argparse.ArgumentParser) -> None:
    """``--once`` does what waits and ends."""
    command.add_argument("--once", action="store_true", help="do what waits and end")


def run(asked: argparse.Namespace) -> int:
    """Work until told to stop."""
    main.enter("office")
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    rounds = 0
    while True:
        _round(rounds)
        rounds += 1
        if asked.once or stop.wait(1.0):
            return main.DONE


def _round(number: int) -> None:
    from django.core.management import call_command
    from django.db import OperationalError

    from unannounced.records.ledger.linking import link_all

    try:
        link_all()
        if number % 3600 == 0:
            call_command("clearsessions")
    except OperationalError:
        return  # the database is busy; the next second tries again, and nothing is lost
