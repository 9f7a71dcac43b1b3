"""Write what is due as a calendar file: counts, States and days, as far as somebody may see them; never a visit.

Without --out it goes to standard output. With --address each day links to the office.
"""

import argparse
import sys
from pathlib import Path

from unannounced.cli import main, speaking

EXAMPLE = "unannounced calendar --as maud --out days.ics"


def arguments(command: argparse.ArgumentParser) -> None:
    """As whom, where to."""
    command.add_argument("--as", dest="person", required=True, metavar="PERSON")
    command.add_argument("--out", type=Path, metavar="FILE", help="write it there instead of to standard output")
    command.add_argument("--address", default="", metavar="URL", help="address of the office, for the links")


def run(asked: argparse.Namespace) -> int:
    """Write the file that a calendar would fetch."""
    main.enter("office")
    from unannounced.rooms.office.pages.days_due import calendar

    today = speaking.now().date()
    content = calendar(speaking.as_viewer(asked.person, today), today=today, address=asked.address)
    if asked.out is None:
        sys.stdout.write(content.decode())
        return main.DONE
    asked.out.write_bytes(content)
    print(f"{asked.out}: {content.count(b'BEGIN:VEVENT')} days due")
    return main.DONE
