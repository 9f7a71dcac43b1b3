"""Enter the mails of a mailbox as communications: their words sealed, each sender sealed apart, files as they came.

The same mail again changes nothing, so what was interrupted is repeated. What cannot be taken is named with its file,
its number and what to do, and the rest goes on; the exit code is 2 then. The file is read and kept nowhere: delete it,
and the mails, once they are entered.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING

from unannounced.cli import main, speaking
from unannounced.cli.speaking import CommandProblem

if TYPE_CHECKING:
    from unannounced.records.accounts.queries import Viewer
    from unannounced.rooms.office.entering import Outcome

EXAMPLE = "unannounced enter-mail inbox.mbox --as maud"
WORDS = {"entered": "entered", "known": "entered before", "refused": "not taken"}


def arguments(command: argparse.ArgumentParser) -> None:
    """Which mails, and as whom."""
    command.add_argument("file", type=Path, metavar="FILE", help="a mailbox (.mbox) or a mail (.eml)")
    command.add_argument("--as", dest="person", required=True, metavar="PERSON", help="the login of who acts")
    command.add_argument("--json", action="store_true", help="print JSON, one object for each mail")


def run(asked: argparse.Namespace) -> int:
    """Enter each mail; say of each that was not taken why, and how many were."""
    main.enter("office")
    from unannounced.records.ledger.actions import BY_COMMAND, acting
    from unannounced.rooms.office.entering import require_may_enter

    viewer = speaking.as_viewer(asked.person, speaking.now().date())
    require_may_enter(viewer)
    try:
        stream = asked.file.open("rb")
    except OSError as problem:
        why = problem.strerror or problem
        raise CommandProblem(
            f"{asked.file} cannot be read: {why}. Name a mailbox (.mbox) or a mail (.eml)."
        ) from problem
    with stream, acting(BY_COMMAND):
        return tell(asked.file, _entered(stream, asked.file.stat().st_size, viewer), as_json=asked.json, of="mail")


def _entered(stream: IO[bytes], size: int, viewer: "Viewer") -> "Iterator[Outcome]":
    """What became of each mail, with how much of the file was read."""
    from unannounced.crafts.mailbox import mails_in
    from unannounced.rooms.office.entering import enter_mails

    progress = speaking.Progress("entering mails, kB")
    try:
        for one in enter_mails(mails_in(stream), by=viewer, at=speaking.now()):
            progress(stream.tell() // 1024, size // 1024)
            yield one
    finally:
        progress.end()


def tell(file: Path, outcomes: "Iterable[Outcome]", *, as_json: bool, of: str) -> int:
    """Print what was not taken, or everything as JSON, and how many of each; the exit code."""
    counted: Counter[str] = Counter()
    for one in outcomes:
        counted[one.became.value] += 1
        why = " ".join(speaking.said(sentence) for sentence in one.why)
        if as_json:
            shape = {"file": file.name, of: one.number, "became": one.became.value, "mark": one.mark}
            print(json.dumps({**shape, "part": one.part, "why": why}, ensure_ascii=False))
        elif why:
            print(f"{file.name}, {of} {one.number}{f', {one.part}' if one.part else ''}: not taken. {why}")
        sys.stdout.flush()
    said = ", ".join(f"{counted[became]} {word}" for became, word in WORDS.items())
    print(f"{file.name}: {said}", file=sys.stderr if as_json else sys.stdout)
    return main.REFUSED if counted["refused"] else main.DONE
