"""Count how a State cooperated over the years: access, answers, silences, publications and public statements.

With --year and --cell the rows behind one number are printed instead. What is not known is empty, never zero.
"""

import argparse
from typing import TYPE_CHECKING, Any

from unannounced.cli import main, speaking

if TYPE_CHECKING:
    from unannounced.duties.cooperating import Year
    from unannounced.rooms.office.pages.cooperation_rows import RowBehind

EXAMPLE = "unannounced cooperation XXB --as maud --year 2026 --cell silent"
CELLS = ("access", "hindered", "in_time", "late", "silent", "running", "transmitted", "published", "statements")


def arguments(command: argparse.ArgumentParser) -> None:
    """Which State, as whom, which number."""
    command.add_argument("code", help="code or name of the State")
    command.add_argument("--as", dest="person", required=True, metavar="PERSON")
    command.add_argument("--year", type=int, metavar="YEAR", help="one year alone")
    command.add_argument("--cell", choices=CELLS, metavar="WORD", help=f"the rows behind it: {', '.join(CELLS)}")
    command.add_argument("--json", action="store_true")


def run(asked: argparse.Namespace) -> int:
    """Print the years, or the rows behind one number."""
    main.enter("office")
    from unannounced.records.ledger.actions import note_readings
    from unannounced.records.states.queries import UnknownState, state_called
    from unannounced.rooms.office.pages.cooperation_facts import cooperated
    from unannounced.rooms.office.pages.cooperation_rows import reports_of, rows_behind

    now = speaking.now()
    viewer = speaking.as_viewer(asked.person, now.date())
    if asked.cell and asked.year is None:
        raise speaking.CommandProblem("--cell needs --year: a number stands in a year.")
    try:
        state = state_called(asked.code)
    except UnknownState as unknown:
        raise speaking.CommandProblem(str(unknown)) from unknown
    found = cooperated(state, viewer, today=now.date())
    if asked.cell:
        behind = rows_behind(found.refs(asked.year, asked.cell), found, viewer)
        note_readings(reports_of(behind), by=viewer.pk, at=now)
        rows = [_row(one) for one in behind]
    else:
        rows = [_year(one, asked.json) for one in reversed(found.years) if asked.year in (None, one.year)]
    speaking.print_rows(rows, as_json=asked.json)
    return main.DONE


def _year(one: "Year", with_steps: bool) -> dict[str, Any]:
    from unannounced.rooms.office.pages.cooperation import count_of

    row: dict[str, Any] = {"year": one.year, **{cell: count_of(one, cell) for cell in CELLS}}
    row["cooperation"] = None if one.is_empty else one.cooperation.value
    if with_steps:
        row |= {"how": [speaking.said(step) for step in one.steps], "rule": one.rule}
    return row


def _row(one: "RowBehind") -> dict[str, Any]:
    kind, _colon, key = one.ref.partition(":")
    return {
        "kind": kind,
        "id": key,
        "day": one.on,
        "due": one.due_on,
        "answered": one.answered_on,
        "what": one.title,
    }
