"""Bring the full-text index of a room up to date, or build it again from the room's database.

The worker of the office and the taking in of the portal do it by themselves; by hand it is needed when an index was
lost or damaged, or when everything erased must be gone from it at once.
"""

import argparse

from unannounced.cli import main, speaking
from unannounced.rooms.web import installation

EXAMPLE = "unannounced index --room portal --again"


def arguments(command: argparse.ArgumentParser) -> None:
    """Which room, and whether from nothing."""
    command.add_argument("--room", choices=installation.ROOMS, required=True, help="the room whose index it is")
    command.add_argument("--again", action="store_true", help="build it again from nothing")


def run(asked: argparse.Namespace) -> int:
    """Index, in this room alone; say how much."""
    main.enter(asked.room)
    from unannounced.crafts.searching import IndexBusy, IndexDamaged

    try:
        return _office(again=asked.again) if asked.room == "office" else _portal(again=asked.again)
    except (IndexBusy, IndexDamaged) as problem:
        raise speaking.CommandProblem(str(problem)) from problem


def _office(*, again: bool) -> int:
    from unannounced.rooms.office import finding

    if again:
        print(f"office: the index is built again and holds {finding.build_again()} entries")
    else:
        print(f"office: the index is up to date; {finding.index_new()} lines of the ledger were new")
    return main.DONE


def _portal(*, again: bool) -> int:
    from unannounced.rooms.portal import finding

    progress = speaking.Progress("indexing")
    count = finding.build_again(progress) if again else finding.index_new(progress)
    progress.end()
    if again:
        print(f"portal: the index is built again and holds {count} reports")
    else:
        print(f"portal: the index is up to date; {count} reports were new")
    return main.DONE
