"""List the pairs of places that may be one and wait for a person, the likeliest first, with the reasons.

To decide: `unannounced act place join-place ID --set other=ID --as PERSON`, or keep-apart. Both can be taken back.
"""

import argparse
from typing import TYPE_CHECKING, Any

from unannounced.cli import main, speaking
from unannounced.duties.words import Sentence

if TYPE_CHECKING:
    from unannounced.records.places.models import Twin

EXAMPLE = "unannounced places twins --as maud"


def arguments(command: argparse.ArgumentParser) -> None:
    """For whom, and how many."""
    command.add_argument("--as", dest="person", required=True, metavar="PERSON", help="the login of who looks")
    command.add_argument("--most", type=int, metavar="N", default=50, help="at most so many (default: 50; 0: all)")
    command.add_argument("--json", action="store_true", help="print JSON, an object a line")


def run(asked: argparse.Namespace) -> int:
    """Print the pairs."""
    main.enter("office")
    from unannounced.records.places.twins import open_twins

    found = open_twins(speaking.as_viewer(asked.person, speaking.now().date()))
    rows = [_row(one) for one in (found[: asked.most] if asked.most > 0 else found)]
    speaking.print_rows(rows, as_json=asked.json)
    return main.DONE


def _row(twin: "Twin") -> dict[str, Any]:
    first, second = twin.first.now, twin.second.now
    return {
        "likeness": twin.likeness,
        "first": first.place_id,
        "second": second.place_id,
        "names": f"{first.name}, {first.town} / {second.name}, {second.town}",
        "reasons": " ".join(speaking.said(Sentence(one[0], one[1])) for one in twin.reasons),
    }
