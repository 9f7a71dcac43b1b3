"""Bring the index of a room, and all else that is derived from its database, up to date, or build it again.

The worker of the office, the taking in of the portal and its start do it by themselves; by hand it is needed when an
index was lost or damaged meanwhile, or when everything erased must be gone from it at once.
"""

import argparse
import sys

from unannounced.cli import main, speaking

WITH_INDEX = ("office", "portal")
EXAMPLE = "unannounced index --room portal --again"


def arguments(command: argparse.ArgumentParser) -> None:
    """Which room, and whether from nothing."""
    command.add_argument("--room", choices=WITH_INDEX, required=True, help="the room whose index it is")
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
    """Every part that is derived from the shelf; one that cannot follow is named, and the others go on."""
    from unannounced.rooms.portal.following import follow

    progress = speaking.Progress("indexing")
    followed = follow(progress, again=again)
    progress.end()
    for one in followed:
        if one.problem:
            print(f"portal: {one.name}: not brought up to date: {one.problem}", file=sys.stderr)
        elif again:
            print(f"portal: {one.name}: built again; {one.new} documents")
        else:
            print(f"portal: {one.name}: up to date; {one.new} documents were new")
    return main.FAILED if any(one.problem for one in followed) else main.DONE
