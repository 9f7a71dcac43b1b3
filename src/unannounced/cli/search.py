"""Search every word that somebody may read: paragraphs, items, responses, requests, statements.

All words must stand in it; "a phrase" word for word; the beginning of a wor*; a -word must not (write it after --).
"""

import argparse
import sys
from typing import TYPE_CHECKING, Any

from unannounced.cli import main, speaking

if TYPE_CHECKING:
    from unannounced.rooms.office.finding import Hit

EXAMPLE = "unannounced search locked windows --as maud --state XXB --kind item"
MOST = 10_000


def arguments(command: argparse.ArgumentParser) -> None:
    """What, as whom, where."""
    command.add_argument("words", nargs="+", metavar="WORD")
    command.add_argument("--as", dest="person", required=True, metavar="PERSON")
    command.add_argument("--state", default="", metavar="CODE", help="one State alone")
    command.add_argument("--kind", action="append", default=[], metavar="KIND", help="paragraph, item, response …")
    command.add_argument("--limit", type=int, default=50, metavar="N", help="so many at most (50)")
    command.add_argument("--json", action="store_true")


def run(asked: argparse.Namespace) -> int:
    """Print what was found, the latest report first, and how much there is."""
    main.enter("office")
    from unannounced.records.ledger.actions import note_readings
    from unannounced.rooms.office import finding
    from unannounced.rooms.office.pages.search import subjects_of

    now = speaking.now()
    viewer = speaking.as_viewer(asked.person, now.date())
    unknown = sorted(set(asked.kind) - set(finding.KINDS))
    if unknown:
        raise speaking.CommandProblem(f"“{unknown[0]}” is none of {', '.join(finding.KINDS)}.")
    code = _code(asked.state)
    if not finding.is_ready():
        raise speaking.CommandProblem("There is no index yet. `unannounced index --room office` builds it.")
    limit = max(0, min(asked.limit, MOST))
    found = finding.search(viewer, " ".join(asked.words), kinds=asked.kind, state=code, limit=limit)
    hits = finding.opened(found.found, viewer)
    note_readings(subjects_of(found.found), by=viewer.pk, at=now)
    speaking.print_rows([_row(one) for one in hits], as_json=asked.json)
    if found.total > len(hits):
        print(f"{len(hits)} of {found.total}; --limit shows more.", file=sys.stderr)
    return main.DONE


def _code(asked: str) -> str:
    """The code of the State that is asked for; empty for all."""
    from unannounced.records.states.queries import UnknownState, state_called

    try:
        return state_called(asked).code if asked else ""
    except UnknownState as unknown:
        raise speaking.CommandProblem(str(unknown)) from unknown


def _row(hit: "Hit") -> dict[str, Any]:
    return {
        "kind": hit.kind,
        "state": hit.state,
        "where": hit.title,
        "address": hit.url,
        "text": "".join(part.text for part in hit.snippet),
    }
