"""Taking files in one by one for ``import-reports``: what is known of each, what became of it, and why not."""

import hashlib
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from unannounced.cli import speaking
from unannounced.cli.about_files import day_of
from unannounced.cli.foreseeing import Foreseen
from unannounced.crafts.reading import LARGEST, Reading, Unreadable

if TYPE_CHECKING:
    from unannounced.records.accounts.queries import Viewer
    from unannounced.records.archive.queries import Offered
    from unannounced.rooms.office.apart import Prepared
    from unannounced.rooms.office.reading_apart import Handed
    from unannounced.rooms.office.taking_in import Given

FIRST = "Somebody took it in, or changed its report, at the same moment. Repeat the command."
NOT_KEPT = "The database cannot keep what was read in it: nothing of it was written. Give the file in another format."
CROSSED = ("40001", "40P01")
"""What PostgreSQL calls two acts that were in each other's way."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: ``taken``, ``rendition``, ``known`` or ``refused``, and why.

    ``reports`` counts the reports it brought, ``kinds`` the items that are new by their kind, ``unsure`` those of them
    that wait for a person. ``notes`` say what a person should know before relying on the file.
    """

    file: Path
    how: str
    symbol: str = ""
    state: str = ""
    reports: int = 0
    paragraphs: int = 0
    items: int = 0
    kinds: Mapping[str, int] = field(default_factory=dict)
    unsure: int = 0
    language: str = ""
    notes: tuple[str, ...] = ()
    why: str = ""
    asks: bool = False
    """Whether it was refused for want of something that could be asked for."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file whose turn comes: its bytes, or what became of it without reading."""

    path: Path
    content: bytes = b""
    outcome: Outcome | None = None


@dataclass(slots=True)
class Taking:
    """Who takes in, and what was said of the files beside what is in them."""

    viewer: "Viewer"
    common: "Given"
    said: Mapping[Path, Mapping[str, str]]
    names: Mapping[str, str]
    dry_run: bool
    stopped: bool = False
    """Whether the room could not be written to any more, which was said."""
    foreseen: Foreseen = field(default_factory=Foreseen)

    def prepared(self, files: Iterable[Path]) -> "Iterator[Prepared[Waiting, Handed]]":
        """Each file as it is handed to a reader, unless what becomes of it is clear without reading."""
        for path in files:
            waiting = self._laid_out(path)
            handed = None if waiting.outcome else (path.name, waiting.content, self.names)
            yield waiting, handed, len(waiting.content)

    def _laid_out(self, path: Path) -> Waiting:
        from unannounced.records.archive.queries import known_digests

        try:
            if path.stat().st_size > LARGEST:
                megabytes = LARGEST // 1024 // 1024
                why = f"The file is larger than {megabytes} megabytes. Split it and give its parts."
                return Waiting(path, outcome=Outcome(path, "refused", why=why))
            content = path.read_bytes()
        except OSError as problem:
            return Waiting(path, outcome=Outcome(path, "refused", why=unread(problem)))
        digest = hashlib.sha256(content).hexdigest()
        if known_digests([digest]) or (self.dry_run and self.foreseen.digest(digest)):
            return Waiting(path, outcome=Outcome(path, "known"))
        return Waiting(path, content)

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

    def take(self, waiting: Waiting, read: Reading | Unreadable, given: "Given | None" = None) -> Outcome:
        """Take one file in, or say why not; raises ``DatabaseError`` if no other one could be taken in either."""
        from django.db import DataError, IntegrityError, OperationalError

        from unannounced.duties.decision import Refused, RefusedByRule
        from unannounced.records.ledger.actions import KeptOtherwise, SomebodyWasFirst
        from unannounced.rooms.office import taking_in

        path = waiting.path
        if isinstance(read, Unreadable):
            return Outcome(path, "refused", why=both(read.reason, read.way_out))
        at = speaking.now()
        parts = taking_in.offered_of(path.name, waiting.content, read, given=given or self.given(path), today=at.date())
        if isinstance(parts, Refused):
            return Outcome(path, "refused", why=both(parts.sentence, parts.way_out), asks="part" not in parts.facts)
        try:
            if self.dry_run:
                return self._foretell(path, parts, at.date())
            taken = taking_in.take_in(parts, by=self.viewer, at=at)
        except RefusedByRule as refused:
            return Outcome(path, "refused", why=both(refused.refusal.sentence, refused.refusal.way_out))
        except (IntegrityError, SomebodyWasFirst, KeptOtherwise):
            return Outcome(path, "refused", why=FIRST)
        except DataError:
            return Outcome(path, "refused", why=NOT_KEPT)
        except OperationalError as problem:
            if getattr(problem.__cause__, "sqlstate", "") not in CROSSED:
                raise
            return Outcome(path, "refused", why=FIRST)
        counts = (sum(one.paragraphs for one in taken), sum(one.items for one in taken))
        return _outcome(path, [one.how.value for one in taken], parts, counts)

    def _foretell(self, path: Path, parts: "list[Offered]", today: date) -> Outcome:
        """What taking it in would do, the files before it in this run included."""
        from unannounced.records.archive.queries import foretold

        hows = [self.foreseen.after(one, foretold(one, today=today).value) for one in parts]
        new = [one.reading for one, how in zip(parts, hows, strict=True) if how == "taken"]
        counts = (sum(len(one.paragraphs) for one in new), sum(len(one.items) for one in new))
        return _outcome(path, hows, parts, counts)

    def ask(self, path: Path, outcome: Outcome) -> Outcome:
        """Ask on the terminal for what was not found; an empty answer leaves the file out."""
        print(f"{path.name}: {outcome.why}", file=sys.stderr)
        waiting = self._laid_out(path)
        if waiting.outcome is not None:
            return waiting.outcome
        read, given = read_apart(path.name, waiting.content, self.names), self.given(path)
        if isinstance(read, Reading):
            about = read.about
            if not (given.state or about.state_code):
                given = replace(given, state=input("  State, by code or name: ").strip())
            if not (given.dated_on or about.dated_on):
                given = replace(given, dated_on=day_of(input("  the day it bears, as 2013-01-24: ")))
            if not (given.symbol or about.symbol):
                given = replace(given, symbol=input("  symbol, if it has one: ").strip())
        return self.take(waiting, read, given)


def _outcome(path: Path, hows: list[str], parts: "list[Offered]", counts: tuple[int, int]) -> Outcome:
    """What became of a file as a whole, its reports counted."""
    from unannounced.duties.archiving import Taken
    from unannounced.records.readings.queries import sure_from
    from unannounced.rooms.office.taking_in import became

    least = sure_from()
    new = [one.reading for one, how in zip(parts, hows, strict=True) if how == Taken.NEW.value]
    notes = [speaking.said(note) for one in parts for note in one.reading.notes]
    first = parts[0]
    return Outcome(
        path,
        became([Taken(how) for how in hows]).value,
        first.known.symbol,
        first.known.state.code,
        len(new),
        *counts,
        Counter(item.kind.value for one in new for item in one.items),
        sum(item.confidence < least for one in new for item in one.items),
        first.reading.about.language,
        tuple(dict.fromkeys(notes)),
    )


def read_apart(name: str, content: bytes, names: Mapping[str, str]) -> Reading | Unreadable:
    """What one file holds, read in a process of its own."""
    from unannounced.rooms.office.apart import LONGEST_READING
    from unannounced.rooms.office.reading_apart import ReaderApart

    reader: ReaderApart = ReaderApart()
    try:
        reader.begin(name, content, names)
        read = reader.result(wait=LONGEST_READING)
        return reader.give_up(LONGEST_READING) if read is None else read
    finally:
        reader.end()


def unread(problem: OSError) -> str:
    """Why the disk did not give a file."""
    return f"{problem.strerror or problem}. See that the file is there and may be read."


def both(reason: object, way_out: object) -> str:
    """A reason and a way out in one line."""
    from unannounced.duties.words import Sentence

    return " ".join(speaking.said(one) for one in (reason, way_out) if isinstance(one, Sentence) and one.english)
