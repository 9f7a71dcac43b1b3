"""Take registers of places in from tables: CSV, XLSX or Parquet, also compressed.

A table is read by a mapping, which says what each column means: one that is shipped, one that was saved in the office,
or a YAML file; without --mapping the one that fits the table by its columns. --dry-run says row by row what would
happen and changes nothing. Each table is taken in as a whole by an act of its own; the same table again adds nothing.
A row that is refused is named and left out; --whole takes a table in only if no row of it is refused. A table that
cannot be taken in is named with what to do, the others still go in. The exit code is 2 if anything was refused.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from unannounced.cli import main, speaking
from unannounced.cli.places.telling import shape_of, tell
from unannounced.cli.speaking import CommandProblem
from unannounced.duties.words import Sentence, say

if TYPE_CHECKING:
    from unannounced.crafts.registers.mapping import Mapping
    from unannounced.crafts.registers.tables import Table
    from unannounced.crafts.registers.values import ReadRegister
    from unannounced.records.accounts.queries import Viewer
    from unannounced.records.places.foreseen import Foreseen

EXAMPLE = "unannounced places import register.csv --mapping it-capacity --dry-run"
FIRST = "Somebody changed the register of places at the same moment: nothing of it was taken in. Repeat the command."


def arguments(command: argparse.ArgumentParser) -> None:
    """Which tables, through which mapping, as whom."""
    command.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a table: CSV, XLSX, Parquet; also .gz")
    command.add_argument("--as", dest="person", metavar="PERSON", help="the login of who acts; not for --dry-run")
    command.add_argument("--mapping", metavar="NAME", help="name of a mapping, or a YAML file (default: what fits)")
    command.add_argument("--sheet", metavar="NAME", default="", help="the sheet of a workbook")
    command.add_argument("--day", metavar="DAY", type=_day, help="the day for which the tables speak, as 2026-09-30")
    command.add_argument("--dry-run", action="store_true", help="say what would happen, row by row; change nothing")
    command.add_argument("--whole", action="store_true", help="take a table in only if no row of it is refused")
    command.add_argument("--json", action="store_true", help="print a JSON object for each table")


def _day(text: str) -> Any:
    from datetime import date

    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise argparse.ArgumentTypeError(f"“{text}” is no day; write it as 2026-09-30") from wrong


@dataclass(slots=True)
class Outcome:
    """What became of one table: taken in, known already, foreseen, or refused, and why."""

    file: Path
    mapping: str = ""
    register: str = ""
    foreseen: "Foreseen | None" = None
    read: "ReadRegister | None" = None
    source: str = ""
    known: bool = False
    why: str = ""

    @property
    def partly(self) -> bool:
        """Whether anything of it was refused."""
        return bool(self.why) or (self.foreseen is not None and any(one.refused for one in self.foreseen.problems))


def run(asked: argparse.Namespace) -> int:
    """Look at every table, or take it in; the worst of what became of them is the exit code."""
    if not asked.dry_run and not asked.person:
        raise CommandProblem("Say as whom, with --as PERSON; or look first, with --dry-run.")
    main.enter("office")
    from unannounced.duties.confidentiality import Act
    from unannounced.records.accounts.queries import permit
    from unannounced.records.ledger.actions import BY_COMMAND, acting
    from unannounced.records.ledger.statistics import look_again

    viewer = None
    if asked.person:
        viewer = speaking.as_viewer(asked.person, speaking.now().date())
        permit(Act.TAKE_IN_REGISTER, viewer)
    worst = main.DONE
    with acting(BY_COMMAND):
        for outcome in _each(asked, viewer):
            if asked.json:
                print(json.dumps(shape_of(outcome, dry=asked.dry_run), ensure_ascii=False))
            else:
                tell(outcome, dry=asked.dry_run)
            sys.stdout.flush()
            worst = main.REFUSED if outcome.partly else worst
    if not asked.dry_run:
        look_again()
    return worst


def _each(asked: argparse.Namespace, viewer: "Viewer | None") -> Iterator[Outcome]:
    from unannounced.crafts.registers.tables import NotATable

    for file in asked.files:
        try:
            yield _one(asked, viewer, file)
        except (NotATable, CommandProblem) as problem:
            yield Outcome(file, why=str(problem))
        except OSError as problem:
            yield Outcome(file, why=f"{problem.strerror or problem}. See that the file is there and may be read.")


def _one(asked: argparse.Namespace, viewer: "Viewer | None", file: Path) -> Outcome:
    from unannounced.crafts.registers.reading import read_register
    from unannounced.crafts.registers.tables import open_table
    from unannounced.records.places.foreseeing import digest_of_table, foresee, taken_in_before

    table = open_table(file, file.name, sheet=asked.sheet)
    mapping, text = _mapping(asked, table)
    outcome = Outcome(file, mapping.name, mapping.register)
    digest = digest_of_table(file.read_bytes(), text, f"{asked.sheet}{asked.day or ''}")
    held = taken_in_before(digest)
    if held is not None:
        outcome.known, outcome.source = True, str(held.pk)
        return outcome
    at = speaking.now()
    outcome.read = read_register(table, mapping, today=at.date(), as_of=asked.day)
    outcome.foreseen = foresee(outcome.read)
    refusal = outcome.foreseen.refusal
    if refusal is not None:
        outcome.why = " ".join(speaking.said(Sentence(one, refusal.facts)) for one in (refusal.reason, refusal.way_out))
    elif asked.whole and outcome.partly:
        outcome.why = speaking.said(Sentence(say("Some of its rows are refused, and it was to be taken in whole.")))
    elif not asked.dry_run:
        assert viewer is not None
        _take(outcome, viewer, digest, text)
    return outcome


def _take(outcome: Outcome, viewer: "Viewer", digest: str, text: str) -> None:
    from unannounced.records.ledger.actions import SomebodyWasFirst
    from unannounced.records.places.actions import take_in

    assert outcome.read is not None
    assert outcome.foreseen is not None
    try:
        source = take_in(
            outcome.read,
            outcome.foreseen,
            digest=digest,
            mapping_text=text,
            file_name=outcome.file.name,
            by=viewer,
            at=speaking.now(),
        )
    except SomebodyWasFirst:
        outcome.why = FIRST
    else:
        outcome.source = str(source.pk)


def _mapping(asked: argparse.Namespace, table: "Table") -> "tuple[Mapping, str]":
    """The mapping that is named, or the one that fits, with its text."""
    from unannounced.crafts.registers.mapping import (
        MappingProblem,
        mapping_for,
        read_mapping,
        shipped_mappings,
        write_mapping,
    )
    from unannounced.records.places.models import SavedMapping

    saved = {one.name: one.text for one in SavedMapping.objects.all()}
    shipped = shipped_mappings()
    name = asked.mapping
    try:
        if not name:
            found = mapping_for(table.file_name, table.header, [*shipped.values(), *_readable(saved)])
            if found is None:
                raise CommandProblem(
                    f"{table.file_name}: no known mapping fits its columns, or several do. Name one with --mapping: "
                    f"{', '.join([*shipped, *saved])}; or a YAML file, see docs/guide/register-mappings.md."
                )
            return found, write_mapping(found)
        if name in saved:
            return read_mapping(saved[name], where=name), saved[name]
        if name in shipped:
            return shipped[name], write_mapping(shipped[name])
        path = Path(name)
        if not path.is_file():
            raise CommandProblem(
                f"No mapping is called {name}. Known are: {', '.join([*shipped, *saved])}; or give a YAML file."
            )
        text = path.read_text("utf-8")
        return read_mapping(text, where=path.name), text
    except (MappingProblem, UnicodeDecodeError) as problem:
        raise CommandProblem(str(problem)) from problem


def _readable(saved: "dict[str, str]") -> "Iterator[Mapping]":
    """The saved mappings; one that an older program wrote otherwise is passed over until somebody names it."""
    from unannounced.crafts.registers.mapping import MappingProblem, read_mapping

    for name, text in saved.items():
        with suppress(MappingProblem):
            yield read_mapping(text, where=name)
