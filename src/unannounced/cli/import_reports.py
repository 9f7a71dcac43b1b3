"""Take reports in from files: symbol, State, day, numbered paragraphs and items; then find topics and repetitions.

Interrupted, it resumes; repeated, it adds nothing. A file whose bytes changed becomes a new rendition of its report,
and the old one stays; the same report in another format is another rendition of it. A file that cannot be taken in,
brings down its reader or holds it up is named with what to do, the others still go in, and the exit code is then 2.
What is not found in a file is asked for on a terminal, or said by --about: a CSV file with the columns file, state,
symbol, date and body, of which all but file may be empty. A file is its name, or, where two have the same one, its path
below the folder. Once the reports are in, they are indexed, and topics and repetitions of their items are proposed;
what is unsure waits at /review/ in the office. See docs/guide/bring-your-archive.md.
"""

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from unannounced.cli import main, speaking
from unannounced.cli.about_files import said_of
from unannounced.cli.read import files_in, in_words, no_file
from unannounced.cli.speaking import CommandProblem
from unannounced.cli.summing_up import Sums, told
from unannounced.cli.taking_files import Outcome, Taking
from unannounced.crafts.reading import ENDINGS

if TYPE_CHECKING:
    pass

EXAMPLE = "unannounced import-reports reports/ --as maud --dry-run"


def arguments(command: argparse.ArgumentParser) -> None:
    """Files and folders, as whom, and what is known of all of them."""
    command.add_argument(
        "paths", nargs="+", type=Path, metavar="PATH", help=f"a file, or a folder with {in_words(ENDINGS)} files"
    )
    command.add_argument("--as", dest="person", required=True, metavar="PERSON", help="the login of who acts")
    command.add_argument("--state", metavar="ISO3", default="", help="the State of all of them, by code or name")
    command.add_argument("--body", metavar="NAME", default="", help="who made all of them")
    command.add_argument("--months", metavar="N", type=int, help="the time to respond, where a text sets none itself")
    command.add_argument("--about", metavar="FILE", type=Path, help="a CSV file that says what the files do not")
    command.add_argument("--jobs", metavar="N", type=int, help="processes that read (default: one for each core)")
    command.add_argument("--dry-run", action="store_true", help="say what would happen, and change nothing")
    command.add_argument(
        "--no-proposals", action="store_true", help="leave topics and repetitions to the worker, which finds them later"
    )
    command.add_argument("--json", action="store_true", help="print what became of each file, a JSON object a line")


def run(asked: argparse.Namespace) -> int:
    """Take in what can be taken, name what cannot, propose topics and repetitions, sum up."""
    if asked.jobs is not None and asked.jobs < 1:
        raise CommandProblem("--jobs takes a number from 1 upwards.")
    if asked.months is not None and not 1 <= asked.months <= 60:
        raise CommandProblem("--months takes a number from 1 to 60.")
    files = list(files_in(asked.paths))
    if not files:
        raise CommandProblem(no_file())
    said = said_of(asked.about, files, asked.paths) if asked.about else {}
    main.enter("office")
    from django.db import DatabaseError

    from unannounced.duties.confidentiality import Act
    from unannounced.records.accounts.queries import permit
    from unannounced.records.ledger.actions import BY_COMMAND, acting
    from unannounced.records.ledger.linking import linked_at_the_end
    from unannounced.rooms.office import taking_in

    viewer = speaking.as_viewer(asked.person, speaking.now().date())
    permit(Act.TAKE_IN_REPORTS, viewer)
    common = taking_in.Given(state=asked.state, body=asked.body, months=asked.months)
    taking = Taking(viewer, common, said, dict(taking_in.invented_names()), asked.dry_run)
    sums = Sums(len(files), asked)
    try:
        with acting(BY_COMMAND), linked_at_the_end():
            for outcome in _all(files, asked, taking):
                sums.count(outcome)
    except DatabaseError:
        if not taking.stopped:
            raise
        # the disk is full, which was said: the lines that wait are linked by the worker when there is room again
    if not asked.dry_run and not taking.stopped:
        _follow(asked)
    return sums.said(viewer)


def _all(files: list[Path], asked: argparse.Namespace, taking: Taking) -> Iterator[Outcome]:
    """What became of each file; ends early where the room cannot be written to any more."""
    from django.db import DatabaseError

    from unannounced.rooms.web.middleware import sentence_of

    progress = speaking.Progress("looking at" if asked.dry_run else "taking in")
    ask_again: list[tuple[Path, Outcome]] = []
    turn = files[0]
    try:
        for done, (path, outcome) in enumerate(_in_turn(files, asked.jobs or _cores(), taking), start=1):
            turn = files[min(done, len(files) - 1)]
            progress(done, len(files))
            if outcome.asks and sys.stdin.isatty() and not asked.dry_run:
                ask_again.append((path, outcome))
            else:
                yield told(outcome, asked)
        progress.end()
        for turn, outcome in ask_again:
            yield told(taking.ask(turn, outcome), asked)
    except DatabaseError as problem:
        progress.end()
        taking.stopped = True
        why = f"{sentence_of(problem)} What was taken in before stands; repeat the command for the rest."
        yield told(Outcome(turn, "refused", why=why), asked)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _in_turn(files: list[Path], jobs: int, taking: Taking) -> Iterator[tuple[Path, Outcome]]:
    """Each file with what became of it, in the order given; read ahead by ``jobs`` processes."""
    from unannounced.rooms.office.apart import LONGEST_READING, in_order
    from unannounced.rooms.office.reading_apart import ReaderApart

    workers: list[ReaderApart] = [ReaderApart() for _ in range(min(jobs, len(files)))]
    for waiting, read in in_order(taking.prepared(files), workers, seconds=LONGEST_READING):
        if waiting.outcome is not None:
            yield waiting.path, waiting.outcome
        else:
            assert read is not None
            yield waiting.path, taking.take(waiting, read)


def _follow(asked: argparse.Namespace) -> None:
    """Let what was taken in be found and planned for, and propose topics and repetitions of its items.

    Where the worker is at it, it goes on by itself.
    """
    from unannounced.records.ledger.statistics import look_again
    from unannounced.records.readings.following import follow_readings
    from unannounced.rooms.office import finding

    look_again()
    progress = _Doing()
    progress("indexing", 0, 1)
    finding.follow()
    progress("indexing", 1, 1)
    if not asked.no_proposals:
        follow_readings(progress=progress)
    progress.end()


class _Doing:
    """The progress of work that has several parts, each with a line of its own."""

    def __init__(self) -> None:
        self._line: speaking.Progress | None = None

    def __call__(self, doing: str, done: int, of: int) -> None:
        """Show how far ``doing`` is."""
        if self._line is None or self._line.doing != doing:
            self.end()
            self._line = speaking.Progress(doing)
        self._line(done, of)

    def end(self) -> None:
        """Leave the line."""
        if self._line is not None:
            self._line.end()
