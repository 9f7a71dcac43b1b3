"""Write every page of the portal as a file: a site that any web server, library or archive can hold.

The first language stands at the root, each other one in a folder of its name. Links are relative, so the site works in
any folder. What needs a server, such as searching, leads to a page that says so. Repeating the command writes only what
has changed; an interrupted run goes on where it was.
"""

import argparse
import os
import sys
from concurrent.futures.process import BrokenProcessPool
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from unannounced.cli import main, speaking

EXAMPLE = "unannounced portal export /srv/www/portal --language en,fr --address https://portal.example"
MOST_WORKERS = 64


def arguments(command: argparse.ArgumentParser) -> None:
    """Where to, and what."""
    command.add_argument("folder", type=Path, metavar="DIR", help="an empty folder, or one that an export made")
    command.add_argument(
        "--language", type=words, default=(), metavar="CODES", help="en,fr …: the first at the root (default: all)"
    )
    command.add_argument(
        "--only", type=words, default=(), metavar="PARTS", help="reports,states …: the first part of the addresses"
    )
    command.add_argument("--on", type=day, metavar="DAY", help="the day on which the pages are read (default: today)")
    command.add_argument(
        "--address", type=origin, metavar="URL", help="where the portal itself is reached, for citations and feeds"
    )
    command.add_argument("--workers", type=int, metavar="N", help="so many processes (default: one for each core)")
    command.add_argument("--again", action="store_true", help="look at every page again, even if nothing has changed")


def words(said: str) -> tuple[str, ...]:
    """Words with commas between them.

    >>> words("en, fr")
    ('en', 'fr')
    """
    return tuple(dict.fromkeys(word.strip() for word in said.split(",") if word.strip()))


def day(said: str) -> date:
    """A day that somebody asked for."""
    try:
        return date.fromisoformat(said)
    except ValueError as wrong:
        raise argparse.ArgumentTypeError(f"“{said}” is no day: write it like 2026-09-30") from wrong


def origin(said: str) -> str:
    """The beginning of the portal's addresses.

    >>> origin("https://portal.example/")
    'https://portal.example'
    """
    parts = urlsplit(said)
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.path.strip("/") or parts.query:
        raise argparse.ArgumentTypeError(f"“{said}” is no address of a portal: write it like https://portal.example")
    return f"{parts.scheme}://{parts.netloc}"


def run(asked: argparse.Namespace) -> int:
    """Write the site; say how much there is, how much was new, and what links lead nowhere."""
    main.enter("portal", reading=True)
    from django.conf import settings

    from unannounced.rooms.portal.still.keeping import NoStill
    from unannounced.rooms.portal.still.making import make
    from unannounced.rooms.portal.still.wanted import Wanted

    known = [code for code, _name in settings.LANGUAGES]
    by_itself = tuple(sorted(known, key=lambda code: code != settings.LANGUAGE_CODE))
    unknown = [code for code in asked.language if code not in known]
    if unknown:
        raise speaking.CommandProblem(f"“{unknown[0]}” is no language of the portal: {', '.join(known)}.")
    address = asked.address or os.environ.get("UNANNOUNCED_PORTAL_ADDRESS", "").rstrip("/") or "http://localhost"
    wanted = Wanted(
        folder=asked.folder.absolute(),
        languages=asked.language or by_itself,
        day=asked.on or speaking.now().date(),
        origin=address,
        only=frozenset(asked.only),
        workers=max(1, min(asked.workers or os.cpu_count() or 1, MOST_WORKERS)),
    )
    progress = speaking.Progress("writing pages")
    try:
        made = make(wanted, progress, again=asked.again)
    except NoStill as problem:
        raise speaking.CommandProblem(str(problem)) from problem
    except BrokenProcessPool as problem:
        raise speaking.CommandProblem(
            "One of the processes that write pages ended by itself. Run the command again: it goes on where it was."
        ) from problem
    progress.end()
    for missing in made.missing:
        print(f"not there, although a page links to it: {missing}", file=sys.stderr)
    size = f"{made.size / 1_000_000:.1f} MB"
    print(f"{made.files} files, {size}: {made.written} written, {made.removed} removed, the others as they were")
    return main.DONE
