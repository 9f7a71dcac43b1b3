"""The worker: links the ledger and indexes what it names, reads files, proposes topics and persons, forgets, erases."""

import argparse
import signal
import threading
from typing import TYPE_CHECKING

from unannounced.cli import main, speaking

if TYPE_CHECKING:
    from unannounced.records.publications.proposing import Lookout
    from unannounced.records.readings.following import Follower
    from unannounced.rooms.office.batch_work import BatchWork
    from unannounced.rooms.office.table_work import TableWork

EXAMPLE = "unannounced work"
ROUND = 1.0
"""Seconds for the files of a round, and for what is proposed of items, so that nothing else waits longer."""


def arguments(command: argparse.ArgumentParser) -> None:
    """``--once`` does what waits and ends."""
    command.add_argument("--once", action="store_true", help="do what waits and end")


def run(asked: argparse.Namespace) -> int:
    """Work until told to stop."""
    main.enter("office")
    from unannounced.records.publications.proposing import Lookout
    from unannounced.records.readings.following import Follower
    from unannounced.rooms.office.batch_work import BatchWork
    from unannounced.rooms.office.reading_apart import ReaderApart
    from unannounced.rooms.office.table_work import TableWork

    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    reader = ReaderApart()
    work, readings, tables = BatchWork(reader, speaking.now), Follower(), TableWork(speaking.now)
    persons = Lookout()
    rounds = 0
    try:
        while True:
            more = _round(rounds, work, readings, tables, persons)
            rounds += 1
            if (asked.once and not more) or stop.wait(0 if more else 1.0):
                return main.DONE
    finally:
        reader.end()


def _round(number: int, work: "BatchWork", readings: "Follower", tables: "TableWork", persons: "Lookout") -> bool:
    """One round; whether more waits."""
    from django.core.management import call_command
    from django.db import OperationalError

    from unannounced.records.communications.erasing import erase_due
    from unannounced.records.ledger.linking import link_all
    from unannounced.records.places.laying import forget_old_tables
    from unannounced.records.reprisals import erasing as cases
    from unannounced.rooms.office.batch_work import forget_old_batches
    from unannounced.rooms.office.finding import follow

    try:
        link_all()
        follow()
        if number % 3600 == 0:
            call_command("clearsessions")
            forget_old_batches(speaking.now())
            forget_old_tables(speaking.now())
            erase_due(at=speaking.now())
            cases.erase_due(at=speaking.now())
        waits = [work.round(seconds=ROUND), tables.round(), readings.follow(ROUND), persons.follow()]
        return any(waits)
    except OperationalError:
        return False  # the database is busy; the next second tries again, and nothing is lost
