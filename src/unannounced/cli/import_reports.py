"""Take reports in from text and PDF files: symbol, State, day, numbered paragraphs and items.

Interrupted, it resumes; repeated, it adds nothing. A file whose bytes changed becomes a new rendition of its report,
and the old one stays. A file that cannot be taken in is named with what to do, the others still go in, and the exit
code is then 2. What is not found in a file is asked for on a terminal, or said by --about: a CSV file with the columns
file, state, symbol, date and body, of which all but file may be empty. A file is its name, or, where two have the
same one, its path below the folder.
"""

import argparse
import hashlib
import json
import os
import sys
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from unannounced.cli import main, speaking
from unannounced.cli.about_files import day_of, said_of
from unannounced.cli.read import files_in
from unannounced.cli.speaking import CommandProblem
from unannounced.crafts.reading import LARGEST, Reading, Unreadable

if TYPE_CHECKING:
    from unannounced.records.accounts.queries import Viewer
    from unannounced.rooms.office.reading_apart import ReaderApart
    from unannounced.rooms.office.taking_in import Given

EXAMPLE = "unannounced import-reports reports/ --as maud --dry-run"
LONGEST_READING = 180
"""Seconds after which a reading is given up."""
FIRST = "Somebody took it in, or changed its report, at the same moment. Repeat the command."
NOT_KEPT = "The database cannot keep what was read in it: nothing of it was written. Give the file in another format."
FORETOLD = {"taken": "would be taken in", "rendition": "would be a new rendition", "known": "known already"}
CROSSED = ("40001", "40P01")
"""What PostgreSQL calls two acts that were in each other's way."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: ``taken``, ``rendition``, ``known`` or ``refused``, and why."""

    file: Path
    how: str
    symbol: str = ""
    state: str = ""
    paragraphs: int = 0
    items: int = 0
    why: str = ""
    asks: bool = False
    """Whether it was refused for want of something that could be asked for."""


def arguments(command: argparse.ArgumentParser) -> None:
    """Files and folders, as whom, and what is known of all of them."""
    command.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a file, or a folder with .txt and .pdf")
    command.add_argument("--as", dest="person", required=True, metavar="PERSON", help="the login of who acts")
    command.add_argument("--state", metavar="ISO3", default="", help="the State of all of them, by code or name")
    command.add_argument("--body", metavar="NAME", default="", help="who made all of them")
    command.add_argument("--months", metavar="N", type=int, help="the time to respond to their items, in months")
    command.add_argument("--about", metavar="FILE", type=Path, help="a CSV file that says what the files do not")
    command.add_argument("--jobs", metavar="N", type=int, help="processes that read (default: one for each core)")
    command.add_argument("--dry-run", action="store_true", help="say what would happen, and change nothing")
    command.add_argument("--json", action="store_true", help="print what became of each file, a JSON object a line")


def run(asked: argparse.Namespace) -> int:
    """Take in what can be taken, name what cannot, sum up."""
    if asked.jobs is not None and asked.jobs < 1:
        raise CommandProblem("--jobs takes a number from 1 upwards.")
    if asked.months is not None and not 1 <= asked.months <= 60:
        raise CommandProblem("--months takes a number from 1 to 60.")
    files = list(files_in(asked.paths))
    if not files:
        raise CommandProblem("No .txt or .pdf file is there. Name files, or a folder that holds some.")
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
    names = dict(taking_in.invented_names())
    outcomes: list[Outcome] = []
    taking = _Taking(viewer, common, said, names, asked.dry_run)
    try:
        with acting(BY_COMMAND), linked_at_the_end():
            outcomes.extend(_all(files, asked, taking))
    except DatabaseError:
        if not taking.stopped:
            raise
        # the disk is full, which was said: the lines that wait are linked by the worker when there is room again
    if not asked.dry_run:
        _index()
    return _summed_up(outcomes, len(files), asked)


# Reading ahead, in processes of their own


@dataclass(frozen=True, slots=True)
class _Held:
    """The bytes of a file and what was read in them."""

    content: bytes
    read: Reading | Unreadable


def _all(files: list[Path], asked: argparse.Namespace, taking: "_Taking") -> Iterator[Outcome]:
    """What became of each file; ends early where the room cannot be written to any more."""
    from django.db import DatabaseError

    from unannounced.rooms.web.middleware import sentence_of

    progress = speaking.Progress("looking at" if asked.dry_run else "taking in")
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    jobs = min(asked.jobs or cores, len(files))
    ask_again: list[tuple[Path, Outcome]] = []
    turn = files[0]
    try:
        for done, (path, outcome) in enumerate(_in_order(files, jobs, taking), start=1):
            turn = files[min(done, len(files) - 1)]
            progress(done, len(files))
            if outcome.asks and sys.stdin.isatty() and not asked.dry_run:
                ask_again.append((path, outcome))
            else:
                yield _told(outcome, asked)
        progress.end()
        for turn, outcome in ask_again:
            yield _told(taking.ask(turn, outcome), asked)
    except DatabaseError as problem:
        progress.end()
        taking.stopped = True
        why = f"{sentence_of(problem)} What was taken in before stands; repeat the command for the rest."
        yield _told(Outcome(turn, "refused", why=why), asked)


def _in_order(files: list[Path], jobs: int, taking: "_Taking") -> Iterator[tuple[Path, Outcome]]:
    """Each file with what became of it, in the order given; read ahead by ``jobs`` processes."""
    from unannounced.rooms.office.reading_apart import ReaderApart

    readers = deque(ReaderApart() for _ in range(jobs))
    every = list(readers)
    ahead: deque[tuple[Path, Outcome | tuple[bytes, ReaderApart]]] = deque()
    rest = iter(files)
    try:
        while True:
            while len(ahead) < jobs * 2 and readers and (coming := next(rest, None)) is not None:
                ahead.append((coming, taking.begin(coming, readers)))
            if not ahead:
                return
            path, waiting = ahead.popleft()
            if isinstance(waiting, Outcome):
                yield path, waiting
                continue
            content, reader = waiting
            read = reader.result(wait=LONGEST_READING)
            if read is None:
                read = reader.give_up(LONGEST_READING)
            readers.append(reader)
            while readers and (coming := next(rest, None)) is not None:
                ahead.append((coming, taking.begin(coming, readers)))
            yield path, taking.take(path, _Held(content, read))
    finally:
        for reader in every:
            reader.end()


def _read_apart(name: str, content: bytes, names: Mapping[str, str]) -> Reading | Unreadable:
    from unannounced.rooms.office.reading_apart import ReaderApart

    reader = ReaderApart()
    try:
        reader.begin(name, content, names)
        read = reader.result(wait=LONGEST_READING)
        return reader.give_up(LONGEST_READING) if read is None else read
    finally:
        reader.end()


def _unread(problem: OSError) -> str:
    return f"{problem.strerror or problem}. See that the file is there and may be read."


# Taking in


@dataclass(slots=True)
class _Taking:
    """Who takes in, and what was said of the files beside what is in them."""

    viewer: "Viewer"
    common: "Given"
    said: Mapping[Path, Mapping[str, str]]
    names: Mapping[str, str]
    dry_run: bool
    stopped: bool = False
    """Whether the room could not be written to any more, which was said."""

    def begin(self, path: Path, readers: "deque[ReaderApart]") -> "Outcome | tuple[bytes, ReaderApart]":
        """Hand a file to a reader, unless it is clear without reading that it is known, too large, or not there."""
        from unannounced.records.archive.queries import known_digests

        try:
            if path.stat().st_size > LARGEST:
                megabytes = LARGEST // 1024 // 1024
                why = f"The file is larger than {megabytes} megabytes. Split it and give its parts."
                return Outcome(path, "refused", why=why)
            content = path.read_bytes()
        except OSError as problem:
            return Outcome(path, "refused", why=_unread(problem))
        if known_digests([hashlib.sha256(content).hexdigest()]):
            return Outcome(path, "known")
        reader = readers.popleft()
        reader.begin(path.name, content, self.names)
        return content, reader

    def given(self, path: Path) -> "Given":
        """What is said of this file: in --about, or else of all of them."""
        row = self.said.get(path, {})
        return replace(
            self.common,
            state=(row.get("state") or self.common.state).strip(),
            symbol=(row.get("symbol") or "").strip(),
            dated_on=day_of(row.get("date") or ""),
            body=(row.get("body") or self.common.body).strip(),
        )

    def take(self, path: Path, held: _Held, given: "Given | None" = None) -> Outcome:
        """Take one file in, or say why not; raises ``DatabaseError`` if no other one could be taken in either."""
        from django.db import DataError, IntegrityError, OperationalError

        from unannounced.duties.decision import Refused, RefusedByRule
        from unannounced.records.archive.queries import Offered, foretold
        from unannounced.records.ledger.actions import KeptOtherwise, SomebodyWasFirst
        from unannounced.rooms.office import taking_in

        if isinstance(held.read, Unreadable):
            return Outcome(path, "refused", why=_both(held.read.reason, held.read.way_out))
        at = speaking.now()
        known = taking_in.known_of(held.read, given=given or self.given(path), today=at.date())
        if isinstance(known, Refused):
            return Outcome(path, "refused", why=_both(known.sentence, known.way_out), asks=True)
        offered = Offered(path.name, held.content, held.read, known)
        counts = (len(held.read.paragraphs), len(held.read.items))
        try:
            if self.dry_run:
                how = foretold(offered, today=at.date()).value
            else:
                taken = taking_in.take_in(offered, by=self.viewer, at=at)
                how, counts = taken.how.value, (taken.paragraphs, taken.items)
        except RefusedByRule as refused:
            return Outcome(path, "refused", why=_both(refused.refusal.sentence, refused.refusal.way_out))
        except (IntegrityError, SomebodyWasFirst, KeptOtherwise):
            return Outcome(path, "refused", why=FIRST)
        except DataError:
            return Outcome(path, "refused", why=NOT_KEPT)
        except OperationalError as problem:
            if getattr(problem.__cause__, "sqlstate", "") not in CROSSED:
                raise
            return Outcome(path, "refused", why=FIRST)
        return Outcome(path, how, known.symbol, known.state.code, *counts)

    def ask(self, path: Path, outcome: Outcome) -> Outcome:
        """Ask on the terminal for what was not found; an empty answer leaves the file out."""
        print(f"{path.name}: {outcome.why}", file=sys.stderr)
        try:
            content = path.read_bytes()
        except OSError as problem:
            return Outcome(path, "refused", why=_unread(problem))
        held, given = _Held(content, _read_apart(path.name, content, self.names)), self.given(path)
        if isinstance(held.read, Reading):
            about = held.read.about
            if not (given.state or about.state_code):
                given = replace(given, state=input("  State, by code or name: ").strip())
            if not (given.dated_on or about.dated_on):
                given = replace(given, dated_on=day_of(input("  the day it bears, as 2013-01-24: ")))
            if not (given.symbol or about.symbol):
                given = replace(given, symbol=input("  symbol, if it has one: ").strip())
        return self.take(path, held, given)


def _both(reason: object, way_out: object) -> str:
    from unannounced.duties.words import Sentence

    return " ".join(speaking.said(one) for one in (reason, way_out) if isinstance(one, Sentence) and one.english)


# Telling


def _told(outcome: Outcome, asked: argparse.Namespace) -> Outcome:
    """Print at once what became of a file: those refused always, the others with --json or --dry-run."""
    if asked.json:
        row = {
            "file": outcome.file.name,
            "outcome": outcome.how,
            "symbol": outcome.symbol,
            "state": outcome.state,
            "paragraphs": outcome.paragraphs,
            "items": outcome.items,
            "why": outcome.why,
        }
        print(json.dumps(row, ensure_ascii=False), flush=True)
    elif asked.dry_run and outcome.how != "refused":
        about = f"; {outcome.state}, {outcome.symbol or 'no symbol'}, {outcome.items} items"
        print(f"{outcome.file.name}: {FORETOLD[outcome.how]}{about if outcome.how != 'known' else ''}")
    if outcome.how == "refused":
        print(f"{outcome.file}: {outcome.why}", file=sys.stderr, flush=True)
    return outcome


def _index() -> None:
    """Let what was taken in be found, and be planned for; where the worker is at it, it goes on by itself."""
    from unannounced.records.ledger.statistics import look_again
    from unannounced.rooms.office import finding

    look_again()
    finding.follow()


def _summed_up(outcomes: Iterable[Outcome], files: int, asked: argparse.Namespace) -> int:
    counted, items, without = Counter[str](), 0, 0
    for one in outcomes:
        counted[one.how] += 1
        items += one.items if one.how == "taken" else 0
        without += one.how == "taken" and not one.symbol
    refused = counted["refused"]
    left = files - counted.total()
    out = sys.stderr if asked.json else sys.stdout
    began = "would be taken in" if asked.dry_run else "taken in"
    print(
        f"{counted['taken']} reports {began} with {items} items, {counted['rendition']} renditions, "
        f"{counted['known']} known already, {refused} refused" + (f", {left} not tried" if left else "") + ".",
        file=out,
    )
    if without:
        print(
            f"{without} of them have lost their symbol; "
            f"`unannounced act report correct ID --as {asked.person} --set symbol=…` gives it.",
            file=out,
        )
    return main.REFUSED if refused else main.DONE
