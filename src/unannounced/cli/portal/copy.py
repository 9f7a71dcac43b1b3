"""Copy what the portal reads to a folder that another process or machine serves and cannot change.

The copy needs no other file: its database, its index, what is derived from it, and the profile of the mechanism. Each
of them is whole. It is made beside the one there is and put in its place part by part, the database last.
"""

import argparse
from pathlib import Path

from unannounced.cli import main, speaking

EXAMPLE = "unannounced portal copy /srv/portal && UNANNOUNCED_HOME=/srv/portal unannounced serve portal --read-only"


def arguments(command: argparse.ArgumentParser) -> None:
    """Where to."""
    command.add_argument("folder", type=Path, metavar="DIR", help="an empty folder, or one that holds such a copy")


def run(asked: argparse.Namespace) -> int:
    """Copy; say where it stands and how it is served."""
    main.enter("portal", reading=True)
    from unannounced.rooms.portal.copying import NoCopy, copy_to

    try:
        size = copy_to(asked.folder.absolute(), at=speaking.now())
    except NoCopy as problem:
        raise speaking.CommandProblem(str(problem)) from problem
    print(f"{size / 1_000_000:.1f} MB copied. UNANNOUNCED_HOME={asked.folder} unannounced serve portal --read-only")
    return main.DONE
