"""Open what devices brought of a visit, with a member's key: for machines without a browser.

This runs where the office runs: for as long as it takes, the passphrase and the key of the visit are in the memory of
that machine, and whoever rules it could take them. In the browser (the page "Open the notebook") they never leave the
member's own machine; use that wherever you can. Nothing of the keys is written down. The passphrase is asked for, or
read from standard input where that is no terminal. What was opened stands if this is stopped; repeat it to go on.
"""

import argparse
import getpass
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from unannounced.cli import main, speaking
from unannounced.cli.speaking import CommandProblem

if TYPE_CHECKING:
    from unannounced.records.accounts.queries import Viewer
    from unannounced.records.notebooks.judging import Judged
    from unannounced.records.visits.models import Visit

EXAMPLE = "unannounced notebook open 7d1f… --as ana --member-key ana-key.age"


def arguments(command: argparse.ArgumentParser) -> None:
    """With which key."""
    command.add_argument(
        "--member-key",
        type=Path,
        metavar="FILE",
        help="the member's key as it was saved, locked by a passphrase; left out: the copy that the office keeps",
    )


def run(asked: argparse.Namespace) -> int:
    """Unlock, unwrap, find file keys, open; say what came of it."""
    main.enter("office")
    from unannounced.cli.notebook.command import visit_called
    from unannounced.records.notebooks.queries import require_may_open

    at = speaking.now()
    viewer = speaking.as_viewer(asked.person, at.date())
    visit = visit_called(asked, viewer)
    require_may_open(visit, viewer)
    locked = _locked(asked, viewer)
    identities = _identities(visit, viewer, _unlocked(locked))
    counted = _open_all(visit, viewer, identities)
    speaking.print_rows([counted], as_json=asked.json)
    return main.REFUSED if counted["unreadable"] or counted["for_another_key"] else main.DONE


def _locked(asked: argparse.Namespace, viewer: "Viewer") -> str:
    from unannounced.records.keyrings.queries import own_key

    if asked.member_key is not None:
        if not asked.member_key.is_file():
            raise CommandProblem(f"{asked.member_key} is not there. Name the file in which the member's key was saved.")
        return str(asked.member_key.read_text())
    key = own_key(viewer)
    if key is None:
        raise CommandProblem("This person has no key. Make one in the office, under “Account”.")
    return key.locked


def _unlocked(locked: str) -> str:
    from unannounced.crafts.sealing import NotOpened, unlock, without_armour

    asked = getpass.getpass("Passphrase: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    try:
        return unlock(without_armour(locked), asked).decode().strip()
    except (NotOpened, UnicodeDecodeError) as problem:
        raise CommandProblem(f"{problem} Nothing was opened.") from problem


def _identities(visit: "Visit", viewer: "Viewer", identity: str) -> list[str]:
    """The key of the visit in every version that is wrapped for this member."""
    from unannounced.crafts.sealing import NotOpened, open_sealed, without_armour
    from unannounced.records.keyrings.queries import wrapped_for

    found = []
    for copy in wrapped_for(visit, viewer):
        try:
            found.append(open_sealed(without_armour(copy.sealed), identity).decode().strip())
        except NotOpened:
            continue
    if not found:
        raise CommandProblem("The key of this visit is not wrapped for this member's key. Ask somebody who has it.")
    return found


def _open_all(visit: "Visit", viewer: "Viewer", identities: list[str]) -> dict[str, int]:
    from unannounced.records.ledger.actions import BY_COMMAND, acting
    from unannounced.records.notebooks.actions import open_notebook
    from unannounced.records.notebooks.queries import MOST_AT_ONCE, waiting_for_keys
    from unannounced.records.notebooks.reading import headers_of

    counted = dict.fromkeys(("new", "same", "conflict", "files", "waits", "unreadable", "for_another_key"), 0)
    progress, after, done = speaking.Progress("opening"), "", 0
    total = waiting_for_keys(visit, viewer).count()
    while blobs := list(waiting_for_keys(visit, viewer, after=after)[:MOST_AT_ONCE]):
        keys = {digest: key for digest, head in headers_of(blobs).items() if (key := _file_key(head, identities))}
        with acting(BY_COMMAND):
            _add(counted, open_notebook(visit, keys, by=viewer, at=speaking.now()))
        counted["for_another_key"] += len(blobs) - len(keys)
        after, done = blobs[-1].digest, done + len(blobs)
        progress(done, total)
    progress.end()
    return counted


def _add(counted: dict[str, int], judged: "Judged") -> None:
    for name, count in judged.counted.items():
        counted[name] += count


def _file_key(head: bytes, identities: list[str]) -> str:
    from unannounced.crafts.sealing import NotOpened, file_key_of

    for identity in identities:
        try:
            return file_key_of(head, identity).hex()
        except NotOpened:
            continue
    return ""
