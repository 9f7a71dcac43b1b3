"""Write the head of the chain to a file. Keep it elsewhere: on paper, with a notary, with another body."""

import argparse
import json
from pathlib import Path

from unannounced.cli import main, speaking

EXAMPLE = "unannounced checkpoint checkpoint.json"


def arguments(command: argparse.ArgumentParser) -> None:
    """The file to write."""
    command.add_argument("file", type=Path, metavar="FILE")


def run(asked: argparse.Namespace) -> int:
    """Link what waits, then write lines and head."""
    main.enter("office")
    from unannounced.records.ledger.linking import link_all
    from unannounced.records.ledger.queries import head

    link_all()
    now = head()
    made = {"lines": now.lines, "head": now.head, "made_at": speaking.now().isoformat(timespec="seconds")}
    partial = asked.file.with_name(asked.file.name + ".part")
    partial.write_text(json.dumps(made) + "\n")
    partial.replace(asked.file)
    print(f"{now.lines} lines, head {now.head}")
    return main.DONE
