"""Take acts from tables into the register: every row that cannot be taken is named, and nothing is half imported.

A table has the columns of the register (treaty, state, action, date, note, source, confidence; effect, concerns,
known_since and corrects are welcome), or is read through a mapping that is kept with the facts. What a kind of table
cannot say is reported instead of believed: whoever is listed is not yet bound. Repeating an import adds nothing.
"""

import argparse
import csv
import io
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from unannounced.cli import main
from unannounced.cli.law import asking
from unannounced.cli.speaking import CommandProblem
from unannounced.crafts.law import shapes
from unannounced.crafts.law.acts import ReadRow, read_table
from unannounced.crafts.law.mappings import Mapped, read_mapped, read_mapping, shipped_mappings
from unannounced.crafts.law.taking_in import LooksBound, NamedRow, Weighed, weigh
from unannounced.duties.decision import Refused
from unannounced.duties.treaty.acts import COLUMNS, FURTHER_COLUMNS
from unannounced.duties.treaty.law import Law

MOST = 20
"""How many new acts are named."""
EXAMPLE = "unannounced law import acts.csv --dry-run"


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it was read: through which mapping, and what its rows bring."""

    file: Path
    mapped: Mapped | None
    weighed: Weighed
    unknown: tuple[str, ...] = ()
    """Columns that are left out, because the register does not know them."""


def arguments(command: argparse.ArgumentParser) -> None:
    """Which tables, through which mapping, as whom."""
    command.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a CSV table, UTF-8")
    command.add_argument("--as", dest="person", metavar="PERSON", help="the login of who imports; not for --dry-run")
    command.add_argument("--mapping", metavar="NAME", help="of a shipped mapping, or a YAML file (default: what fits)")
    command.add_argument("--convention", metavar="CONVENTION", help="that the tables are about, where no name says it")
    command.add_argument("--dry-run", action="store_true", help="say what would happen, and change nothing")


def run(asked: argparse.Namespace, law: Law) -> int:
    """Read every table; import all of them, or none."""
    tables = []
    for file in asked.files:
        table = _read(asked, law, file)
        tables.append(table)
        law = law.with_acts(table.weighed.new)
    refused = any(table.weighed.refused for table in tables)
    entered = not refused and not asked.dry_run and _enter(asked, tables)
    if asked.json:
        asking.show_json([_shape(table, entered=entered) for table in tables])
    else:
        for table in tables:
            _show(law, table)
        print(_ending(tables, refused=refused, dry=asked.dry_run, entered=entered))
    return main.REFUSED if refused else main.DONE


def _read(asked: argparse.Namespace, law: Law, file: Path) -> Table:
    try:
        return _understood(asked, law, file, _text(file))
    except csv.Error as problem:
        raise CommandProblem(f"{file.name} cannot be read as a table: {problem}. Correct it, or part it.") from problem


def _understood(asked: argparse.Namespace, law: Law, file: Path, text: str) -> Table:
    today = asking.today()
    heads = next(csv.reader(io.StringIO(text, newline="")), [])
    mapped = _mapping(asked, heads)
    if mapped is None:
        rows = read_table(text, learned=today)
        if isinstance(rows, Refused):
            raise CommandProblem(f"{file.name}: {rows.sentence} {rows.way_out}")
        left_out = tuple(head for head in heads if head not in (*COLUMNS, *FURTHER_COLUMNS))
        return Table(file, None, weigh(law, rows, on=today), left_out)
    code = asking.convention(law, asked.convention) if asked.convention else mapped.convention_of(file.name)
    if not code:
        raise CommandProblem(f"{file.name}: its name does not say which convention it is about; say --convention.")
    return Table(file, mapped, weigh(law, _within(read_mapped(text, mapped, code)), on=mapped.known_since or today))


def _within(rows: Sequence[ReadRow]) -> Sequence[ReadRow]:
    if not rows:
        raise CommandProblem("The table has no rows.")
    return rows


def _text(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise CommandProblem(f"{file.name} is not UTF-8 text. Save the table as CSV in UTF-8.") from wrong
    except OSError as problem:
        raise CommandProblem(f"{file.name} cannot be read: {problem.strerror}. Check the name.") from problem


def _mapping(asked: argparse.Namespace, heads: list[str]) -> Mapped | None:
    """The mapping that is named, or the one that fits; None for a table of the register's own columns."""
    known = shipped_mappings()
    if not asked.mapping:
        return None if "treaty" in heads else next((one for one in known.values() if one.fits(heads)), None)
    if asked.mapping in known:
        return known[asked.mapping]
    path = Path(asked.mapping)
    if not path.exists():
        raise CommandProblem(
            f"No mapping is called {asked.mapping}. Known are: {', '.join(known)}; or give a YAML file."
        )
    return read_mapping(path.read_text("utf-8"), path.name)


def _enter(asked: argparse.Namespace, tables: Sequence[Table]) -> bool:
    """One transaction, one line in the ledger."""
    if not asked.person:
        raise CommandProblem("Say as whom, with --as PERSON; or look first, with --dry-run.")
    main.enter("office")
    from unannounced.cli import speaking
    from unannounced.crafts.names import real_names
    from unannounced.records.ledger.actions import BY_COMMAND, acting
    from unannounced.records.treaties.actions import import_acts
    from unannounced.records.treaties.models import TreatyAct

    if asked.source != "register" and not TreatyAct.objects.exists():
        raise CommandProblem(
            "The register of this installation is empty, and would hold these acts alone. Enter the shipped facts first"
            f" (unannounced facts --as {asked.person}), or say --from register."
        )
    at = speaking.now()
    by = speaking.as_viewer(asked.person, at.date())
    new = [act for table in tables for act in table.weighed.new]
    with acting(BY_COMMAND):
        import_acts(new, names={act.state: real_names(act.state) for act in new if act.state}, by=by, at=at)
    return True


def _show(law: Law, table: Table) -> None:
    found = table.weighed
    print(
        f"{table.file.name}: {len(found.new)} new acts, {found.known} known already, {len(found.refused)} rows refused."
    )
    for act in found.new[:MOST]:
        print(f"  new: {act.treaty} {act.state} {act.action.replace('_', ' ')} {act.written}")
    if len(found.new) > MOST:
        print(f"  … and {len(found.new) - MOST} more")
    if table.unknown:
        print(f"  Columns that the register does not know, left out: {', '.join(table.unknown)}")
    if table.mapped:
        print(f"  Read as: {table.mapped.name}.")
    for row in found.refused:
        print(f"  row {row.number}: {row.refused.sentence} {row.refused.way_out}", file=sys.stderr)
    if table.mapped and table.mapped.cannot_say:
        print(f"  Such a table cannot say: {table.mapped.cannot_say['en']}")
    for one in found.looks_bound:
        print(f"  row {one.number}: {_listed(law, one)}")


def _listed(law: Law, one: LooksBound) -> str:
    days = ", ".join(str(notice.day or "a day not known") for notice in one.notices)
    listed = f"{law.names[one.state]} ({one.state}) is listed under {one.convention} with {one.listed} as if bound;"
    what = f"not bound from {one.out} on" if one.out else "it came back, by a later act"
    return f"{listed} a notice of leaving was received {days}: {what}. Not believed."


def _ending(tables: Sequence[Table], *, refused: bool, dry: bool, entered: bool) -> str:
    new = sum(len(table.weighed.new) for table in tables)
    if refused:
        return "Nothing was imported: correct the rows named above and repeat the command."
    if entered:
        return f"{new} acts were imported, in one step."
    return f"{new} acts would be imported; nothing was changed." if dry else "Nothing was changed."


def _shape(table: Table, *, entered: bool) -> dict[str, Any]:
    found = table.weighed
    return {
        "file": table.file.name,
        "mapping": table.mapped.key if table.mapped else None,
        "rows": found.rows,
        "new": len(found.new),
        "known": found.known,
        "imported": entered,
        "refused": [_refused(one) for one in found.refused],
        "looks_bound": [
            {
                "row": one.number,
                "state": one.state,
                "convention": one.convention,
                "listed": shapes.day(one.listed),
                "notices": [shapes.day(notice.day) for notice in one.notices],
                "not_bound_from": shapes.day(one.out),
            }
            for one in found.looks_bound
        ],
        "cannot_say": dict(table.mapped.cannot_say) if table.mapped else {},
    }


def _refused(one: NamedRow) -> dict[str, Any]:
    return {"row": one.number, "reason": str(one.refused.sentence), "do": str(one.refused.way_out)}
