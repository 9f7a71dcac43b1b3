"""The filters of items as options of commands: the same as in the addresses of the office."""

import argparse
import sys
from datetime import date
from typing import TYPE_CHECKING

from unannounced.cli.speaking import CommandProblem
from unannounced.duties.dialogue import FollowUp, Position
from unannounced.duties.reporting import ItemKind

if TYPE_CHECKING:
    from unannounced.records.accounts.queries import Viewer
    from unannounced.rooms.office.pages.item_filters import Filters, Narrowed

DUE = ("overdue", "30", "90", "none")
SORTS = ("latest", "due", "oldest")
_WORDS = {
    "state": "state",
    "follow-up": "follow_up",
    "kind": "kind",
    "position": "position",
    "made-by": "made_by",
    "body": "body",
    "due": "due",
    "addressee": "addressee",
    "chapter": "chapter",
    "q": "words",
    "older-than": "older_than",
    "report": "report",
    "topic": "topic",
    "place": "place",
    "sort": "sort",
}


def add_filters(command: argparse.ArgumentParser, *, follow_up: bool = True) -> None:
    """The options by which items are chosen, but for the State and the register."""
    if follow_up:
        command.add_argument(
            "--follow-up",
            choices=["open", *FollowUp],
            metavar="WORD",
            help=f"items that stand so: open, {', '.join(FollowUp)}",
        )
    command.add_argument("--kind", choices=[*ItemKind], metavar="WORD", help=f"items: {', '.join(ItemKind)}")
    command.add_argument(
        "--position", choices=[*Position], metavar="WORD", help=f"what the report says: {', '.join(Position)}"
    )
    command.add_argument("--made-by", metavar="NAME", help="items made by this State, its name as printed")
    command.add_argument("--body", metavar="NAME", help="maker of the report: own, other, or its name")
    command.add_argument("--due", choices=DUE, metavar="WORD", help="silent items: overdue, 30 or 90 (days), none")
    command.add_argument("--addressee", metavar="NAME", help="items to this authority")
    command.add_argument("--chapter", metavar="NAME", help="items in this chapter; none: in no chapter")
    command.add_argument("--words", metavar="WORDS", help="items that hold all these words")
    command.add_argument("--older-than", metavar="YEARS", help="items the State has known for so many years")
    command.add_argument("--report", metavar="ID", help="items of one report")
    command.add_argument("--topic", metavar="ID", help="items with this topic, by its id: `unannounced topics`")
    command.add_argument("--place", metavar="NAME", help="items that name this place of detention, as printed")
    command.add_argument("--sort", choices=SORTS, metavar="WORD", help="latest (the default), due or oldest first")


def filters_of(asked: argparse.Namespace) -> "Filters":
    """The filters that were asked for; ``CommandProblem`` for a word that no item can have."""
    from unannounced.rooms.office.pages.choosing import INVENTED, REAL
    from unannounced.rooms.office.pages.item_filters import of_words

    words = {word: getattr(asked, name) or "" for word, name in _WORDS.items()}
    filters = of_words({**words, "register": INVENTED if asked.invented else REAL})
    if filters.unknown:
        raise CommandProblem(
            f"No item can be “{filters.unknown}”. `unannounced list --help` names the words there are."
        )
    return filters


def items_of(filters: "Filters", viewer: "Viewer", today: date, *, whole: bool = False) -> "Narrowed":
    """The items that the filters leave; says if of those with the words only some were looked at.

    Who wants the ``whole`` of them is told so by a ``CommandProblem``.
    """
    from unannounced.rooms.office.pages.item_filters import AT_MOST, narrowed

    found = narrowed(filters, viewer, today=today)
    if not found.can_search:
        raise CommandProblem("There is no index to search yet. `unannounced index --room office` builds it.")
    if found.cut:
        sentence = (
            f"{found.hold_the_words} items hold these words; the {AT_MOST} latest of them were looked at. "
            "Add a word, or choose a State."
        )
        if whole:
            raise CommandProblem(sentence)
        print(sentence, file=sys.stderr)
    return found
