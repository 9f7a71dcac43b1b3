"""Take in a table of measurements (CSV, XLSX, Parquet): all of it or none.

A row is a room, a person or an episode, named in a column “room” or “subject”; the other columns are measures by their
ids (`unannounced standards list --measures` names them), and may be place, day, groups and room_kind. A table may as
well have the columns subject, measure and value, as `unannounced standards evaluate` reads it. What is wrong is named
by row and column.
The same table again changes nothing; what says something else of the same subject on the same day is refused, unless
--correct says that the table is right.
"""

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from unannounced.cli import main, speaking
from unannounced.cli.measurements.about import place_of, places_among, visit_of
from unannounced.cli.speaking import CommandProblem

if TYPE_CHECKING:
    from unannounced.records.measurements.taking_in import Foresight

EXAMPLE = "unannounced measurements import cells.csv --place 'Prison No. 3 Velde' --day 2026-09-30 --as maud --dry-run"
MOST_NAMED = 100


def arguments(command: argparse.ArgumentParser) -> None:
    """The table, and what is known of all of it."""
    command.add_argument("file", type=Path, metavar="FILE", help="a table")
    command.add_argument("--day", type=date.fromisoformat, help="the day of all rows that have none, as 2026-09-30")
    command.add_argument("--correct", action="store_true", help="the table corrects what is noted otherwise")
    command.add_argument("--dry-run", action="store_true", help="say what would happen, and change nothing")


def run(asked: argparse.Namespace) -> int:
    """Read the table, hold it against what is noted, take it in, say what happened."""
    main.enter("office")
    from unannounced.duties.confidentiality import Act
    from unannounced.records.ledger.actions import BY_COMMAND, SomebodyWasFirst, acting
    from unannounced.records.measurements.actions import Found, note_measurements
    from unannounced.records.visits.queries import visit_permit

    at = speaking.now()
    viewer = speaking.as_viewer(asked.person, at.date())
    visit = visit_of(asked, viewer)
    visit_permit(Act.NOTE_MEASUREMENT, viewer, visit)
    foreseen = _foresee(asked, visit, at.date())
    done = not foreseen.problems and not asked.dry_run
    if done:
        many = [Found.of(one.row, one.replaces) for one in foreseen.to_note if one.row is not None]
        try:
            with acting(BY_COMMAND):
                note_measurements(many, during=visit, by=viewer, at=at)
        except SomebodyWasFirst as first:
            raise CommandProblem(
                "Somebody was first: a measurement was corrected meanwhile. Nothing was taken in; repeat the command."
            ) from first
    _tell(foreseen, asked, done=done)
    return main.REFUSED if foreseen.problems else main.DONE


def _foresee(asked: argparse.Namespace, visit: object, today: date) -> "Foresight":
    from unannounced.crafts.measurements import read_table
    from unannounced.crafts.registers.tables import NotATable, open_table
    from unannounced.crafts.standards import shipped_rules
    from unannounced.duties.words import Sentence
    from unannounced.records.measurements.taking_in import Given, foresee

    if not asked.file.is_file():
        raise CommandProblem(f"{asked.file} is not there. Name a table of measurements.")
    if visit is None and not asked.place:
        raise CommandProblem("Say of what: --visit ID, or --place NAME for what was measured outside any visit.")
    places = places_among(asked, visit)  # type: ignore[arg-type]
    place = place_of(asked, places)
    try:
        read = read_table(open_table(asked.file), shipped_rules())
    except NotATable as no:
        reason = speaking.said(Sentence(no.problem.reason, no.problem.facts))
        raise CommandProblem(f"{reason} {speaking.said(Sentence(no.problem.way_out, no.problem.facts))}") from no
    given = Given(places, today, visit, place, asked.day, asked.correct)  # type: ignore[arg-type]
    return foresee(read, given)


def _tell(foreseen: "Foresight", asked: argparse.Namespace, *, done: bool) -> None:
    """What becomes of each row on standard output as JSON; problems and the sum for people."""
    from unannounced.duties.words import Sentence
    from unannounced.records.measurements.taking_in import Standing

    if asked.json:
        for one in foreseen.rows:
            print(json.dumps({"row": one.read.row, "subject": one.read.subject.id, "standing": one.standing.value}))
    for problem in [*foreseen.problems, *foreseen.notes][:MOST_NAMED]:
        reason = speaking.said(Sentence(problem.reason, problem.facts))
        way_out = speaking.said(Sentence(problem.way_out, problem.facts))
        where = "the table" if problem.row is None else f"row {problem.row}"
        column = f", column {problem.column}" if problem.column else ""
        print(f"{where}{column}: {reason} {way_out}".rstrip(), file=sys.stderr)
    if len(foreseen.problems) > MOST_NAMED:
        print(f"… and {len(foreseen.problems) - MOST_NAMED} more problems", file=sys.stderr)
    counted = ", ".join(f"{foreseen.count(one)} {one.value}" for one in Standing)
    end = "Taken in." if done else "Nothing was changed."
    if foreseen.problems:
        end = "Nothing was taken in: correct the table and repeat the command."
    print(f"{counted}. {end}", file=sys.stderr if asked.json else sys.stdout)
