"""List the sources of the register of places, the newest first: every edition taken in, and what is entered by hand.

To undo an import: `unannounced act source withdraw-source ID --set because=… --as PERSON`; count-again takes it back.
"""

import argparse
from typing import TYPE_CHECKING, Any

from unannounced.cli import main, speaking

if TYPE_CHECKING:
    from unannounced.records.places.models import Source

EXAMPLE = "unannounced places sources --as maud"


def arguments(command: argparse.ArgumentParser) -> None:
    """For whom, and which."""
    command.add_argument("--as", dest="person", required=True, metavar="PERSON", help="the login of who looks")
    command.add_argument("--by-hand", action="store_true", help="also what people entered one by one")
    command.add_argument("--most", type=int, metavar="N", default=50, help="at most so many (default: 50; 0: all)")
    command.add_argument("--json", action="store_true", help="print JSON, an object a line")


def run(asked: argparse.Namespace) -> int:
    """Print them."""
    main.enter("office")
    from unannounced.records.places.models import Source

    viewer = speaking.as_viewer(asked.person, speaking.now().date())
    found = Source.objects.defer("mapping").select_related("taken_by").order_by("-taken_at", "pk")
    if not asked.by_hand:
        found = found.exclude(register="")
    if not viewer.roles:
        found = found.none()
    rows = [_row(one) for one in (found[: asked.most] if asked.most > 0 else found)]
    speaking.print_rows(rows, as_json=asked.json)
    return main.DONE


def _row(source: "Source") -> dict[str, Any]:
    return {
        "id": source.pk,
        "as_of": source.as_of,
        "register": source.register,
        "rows": source.rows,
        "taken_by": source.taken_by.login,
        "withdrawn": source.withdrawn_at.date() if source.withdrawn_at else None,
        "title": source.title,
    }
