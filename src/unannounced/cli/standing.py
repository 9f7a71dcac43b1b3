"""Say whether a State is bound by each treaty on a day, with the grounds: day, act, article, source, confidence."""

import argparse
from datetime import date

from unannounced.cli import main, speaking

EXAMPLE = "unannounced standing RUS --on 2025-10-01"


def arguments(command: argparse.ArgumentParser) -> None:
    """Which State, on which day."""
    command.add_argument("state", help="code or name")
    command.add_argument("--on", type=date.fromisoformat, metavar="DAY", help="as 2026-09-30 (default: today)")
    command.add_argument("--treaty", help="one treaty alone, such as ECPT")
    command.add_argument("--why", action="store_true", help="print the grounds")
    command.add_argument("--json", action="store_true")


def run(asked: argparse.Namespace) -> int:
    """One row for each treaty, or for each ground."""
    main.enter("office")
    from unannounced.records.states.queries import UnknownState, state_called
    from unannounced.records.treaties.queries import standings

    try:
        state = state_called(asked.state)
    except UnknownState as unknown:
        raise speaking.CommandProblem(str(unknown)) from unknown
    rows: list[dict[str, object]] = []
    for treaty, status in standings(state, on=asked.on or speaking.now().date()).items():
        if asked.treaty not in (None, treaty):
            continue
        if asked.why:
            rows += [
                {
                    "treaty": treaty,
                    "day": ground.day,
                    "act": ground.act,
                    "article": ground.article,
                    "confidence": ground.confidence.value,
                    "source": ground.source,
                    "note": ground.note,
                }
                for ground in status.grounds
            ]
            continue
        rows.append(
            {
                "treaty": treaty,
                "standing": status.standing.value,
                "since": status.since,
                "bound until at least": status.bound_until_at_least,
                "until": status.until,
                "confidence": status.confidence.value,
            }
        )
    speaking.print_rows(rows, as_json=asked.json)
    return main.DONE
