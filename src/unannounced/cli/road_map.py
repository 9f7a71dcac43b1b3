"""Print the road map of a State: its open items by age, theme, follow-up and position, and what to press next."""

import argparse
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from unannounced.cli import main, speaking

if TYPE_CHECKING:
    from unannounced.records.accounts.queries import Viewer
    from unannounced.records.states.models import State

EXAMPLE = "unannounced road-map XXB --as maud"


def arguments(command: argparse.ArgumentParser) -> None:
    """Of which State, as whom."""
    command.add_argument("state", metavar="CODE", help="code or name of the State")
    command.add_argument("--as", dest="person", required=True, metavar="PERSON")
    command.add_argument("--json", action="store_true")


def run(asked: argparse.Namespace) -> int:
    """Print a row for each count, and then what to press next."""
    main.enter("office")
    from unannounced.records.states.queries import UnknownState, state_called

    today = speaking.now().date()
    viewer = speaking.as_viewer(asked.person, today)
    try:
        state = state_called(asked.state)
    except UnknownState as unknown:
        raise speaking.CommandProblem(str(unknown)) from unknown
    speaking.print_rows(list(_rows(state, viewer, today)), as_json=asked.json)
    return main.DONE


def _rows(state: "State", viewer: "Viewer", today: date) -> Iterator[dict[str, Any]]:
    from unannounced.records.ledger.actions import note_readings
    from unannounced.records.recommendations.queries import items_seen_by
    from unannounced.rooms.office.pages import road_map
    from unannounced.rooms.office.pages.tables import MOST_PRESSING

    items = items_seen_by(viewer, of_reports={"state": state})
    road = road_map.road_of(items, viewer, today=today)
    yield _row("all", "open", road.open)
    for age, word in enumerate(road_map.age_words()):
        yield _row("age", word, road.ages[age])
    for theme in road.in_order:
        yield _row("theme", road_map.theme_word(theme), road.of(theme))
        if road.repeated[theme]:
            yield _row("repeated", road_map.theme_word(theme), road.repeated[theme])
    for status in MOST_PRESSING:
        if road.follow_ups[status]:
            yield _row("follow-up", status.value, road.follow_ups[status])
    for position, count in sorted(road.positions.items()):
        yield _row("position", position, count)
    press = road_map.pressing(items, today=today)
    reports = {thread.item.report_id: thread.item.report for thread in press}
    note_readings(reports.values(), by=viewer.pk, at=speaking.now())
    for thread in press:
        yield _row("press next", thread.item.text, None) | {"id": thread.item.pk}


def _row(part: str, of: str, count: int | None) -> dict[str, Any]:
    return {"part": part, "open": count, "id": None, "of": of}
