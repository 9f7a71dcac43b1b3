"""Print the figures of a period: every table of a general report, or one of them; as JSON, as CSV, or as a PDF annex.

Without days the last whole calendar year is meant. With --public the version that may be printed is made: figures that
would tell what is confidential say "withheld". With --row and --column the rows behind one number are printed.
"""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from unannounced.cli import main, speaking

if TYPE_CHECKING:
    from unannounced.duties.general_report import Figures
    from unannounced.duties.tabulating import Line, Period, Table
    from unannounced.records.accounts.queries import Viewer
    from unannounced.rooms.office.pages.figures_asked import Filters
    from unannounced.rooms.office.pages.figures_shown import Names

EXAMPLE = "unannounced figures --from 2025-01-01 --to 2025-12-31 --as maud"


def arguments(command: argparse.ArgumentParser) -> None:
    """Of which days, as whom, for whom, and how."""
    command.add_argument("table", nargs="?", default="", metavar="TABLE", help="one table alone, by its word")
    command.add_argument("--as", dest="person", required=True, metavar="PERSON")
    command.add_argument("--from", dest="first", default="", metavar="DAY", help="the first day")
    command.add_argument("--to", dest="last", default="", metavar="DAY", help="the last day")
    command.add_argument("--state", default="", metavar="CODE", help="of one State alone")
    command.add_argument("--invented", action="store_true", help="of the invented States")
    command.add_argument("--public", action="store_true", help="the version that may be printed")
    command.add_argument("--row", default="", metavar="LINE", help="with --column: the rows behind that number")
    command.add_argument("--column", default="", metavar="WORD")
    how = command.add_mutually_exclusive_group()
    how.add_argument("--json", action="store_true")
    how.add_argument("--csv", action="store_true", help="one table; with --out a file for each")
    how.add_argument("--pdf", action="store_true", help="all tables as an annex, into --out")
    command.add_argument("--out", type=Path, metavar="PATH", help="a folder for --csv, a file for --pdf")


def run(asked: argparse.Namespace) -> int:
    """Print the tables, or write them."""
    main.enter("office")
    from unannounced.rooms.office.pages.figures_asked import made
    from unannounced.rooms.office.pages.figures_shown import Names

    now = speaking.now()
    viewer = speaking.as_viewer(asked.person, now.date())
    filters, period = _period(asked, now.date())
    found = made(filters, viewer, period, only=asked.table)
    names = Names(invented=filters.invented)
    tables = [one for one in found.tables if asked.table in ("", one.id)]
    if bool(asked.row) != bool(asked.column):
        raise speaking.CommandProblem("--row and --column go together: a number stands in both.")
    if asked.row:
        return _behind(asked, found, viewer)
    if asked.pdf:
        return _pdf(asked, found, filters, period)
    if asked.csv:
        return _csv(asked, found, tables, names)
    for table in tables:
        _print(found, table, names, as_json=asked.json)
    return main.DONE


def _period(asked: argparse.Namespace, today: Any) -> "tuple[Filters, Period]":
    """The filters and days that were asked for; a refusal where no figures can be made of them."""
    from django.conf import settings

    from unannounced.duties import general_report
    from unannounced.duties.decision import require
    from unannounced.rooms.office.pages.choosing import INVENTED
    from unannounced.rooms.office.pages.figures_asked import PUBLIC, Filters, period_of

    words = general_report.words(settings.MECHANISM)
    if asked.table and asked.table not in words:
        raise speaking.CommandProblem(f"There is no table “{asked.table}”. Name one of: {', '.join(words)}.")
    register = INVENTED if asked.invented else ""
    filters = Filters(register, asked.state, asked.first, asked.last, PUBLIC if asked.public else "")
    if filters.unknown:
        raise speaking.CommandProblem(f"“{filters.unknown}” is no day and no State: write days as 2025-12-31.")
    period, decision = period_of(filters, today)
    require(decision)
    return filters, period


def _print(found: "Figures", table: "Table", names: "Names", *, as_json: bool) -> None:
    from django.utils.translation import gettext

    from unannounced.rooms.office.pages.figures_shown import notes_of, reasons, shown_lines

    if as_json:
        speaking.print_rows([_line(found, table, line, names) for line in table.every_line], as_json=True)
        return
    print(f"\n{gettext(table.title)}")
    shown = shown_lines(found, table, table.every_line, names, leads=False)
    rows = [{"name": one.label} | {cell.column: cell.text for cell in one.cells} for one in shown]
    speaking.print_rows(rows, as_json=False)
    for why in reasons(found, table):
        print(speaking.said(why))
    for note in notes_of(table):
        print(note)


def _line(found: "Figures", table: "Table", line: "Line", names: "Names") -> dict[str, Any]:
    from unannounced.rooms.office.pages.figures_shown import raw

    row: dict[str, Any] = {"table": table.id, "line": line.ref or line.key, "name": names.line(table, line)}
    return row | dict(zip([one.key for one in table.columns], raw(found, table, line, names), strict=True))


def _csv(asked: argparse.Namespace, found: "Figures", tables: "list[Table]", names: "Names") -> int:
    from unannounced.crafts.tabling import as_csv
    from unannounced.rooms.office.pages.figures_taken import columns_of, rows_of

    if asked.out is None and len(tables) != 1:
        raise speaking.CommandProblem("Name one table, or a folder with --out for a file of each.")
    for table in tables:
        content = b"".join(as_csv(columns_of(table), rows_of(found, table, names)))
        if asked.out is None:
            sys.stdout.write(content.decode())
            continue
        asked.out.mkdir(parents=True, exist_ok=True)
        (asked.out / f"{table.id}.csv").write_bytes(content)
        print(asked.out / f"{table.id}.csv")
    return main.DONE


def _pdf(asked: argparse.Namespace, found: "Figures", filters: "Filters", period: "Period") -> int:
    from unannounced.rooms.office.pages.figures_taken import annex

    if asked.out is None:
        raise speaking.CommandProblem("Say with --out into which file the annex is to be written.")
    asked.out.write_bytes(annex(found, filters, period))
    print(asked.out)
    return main.DONE


def _behind(asked: argparse.Namespace, found: "Figures", viewer: "Viewer") -> int:
    """The rows that one number counts, and the reports of which items were shown into the reading log."""
    from unannounced.records.ledger.actions import note_readings
    from unannounced.rooms.office.pages.figures_rows import reports_of, rows_behind

    table = found.table(asked.table)
    if table is None or asked.public:
        raise speaking.CommandProblem("Name the table, without --public: what is printed leads to no rows.")
    figure = table.figure(asked.row, asked.column)
    rows = rows_behind(figure.refs if figure else (), found.facts, viewer)
    note_readings(reports_of(rows), by=viewer.pk, at=speaking.now())
    shown = [
        {"kind": one.ref.partition(":")[0], "id": one.ref.partition(":")[2], "state": one.state, "day": one.on}
        | {"what": one.title}
        for one in rows
    ]
    speaking.print_rows(shown, as_json=asked.json)
    return main.DONE
