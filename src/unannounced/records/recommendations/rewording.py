"""Saying otherwise what was read of an item: what it said is kept, and it counts as read by a person from then on."""

from collections.abc import Mapping, Sequence

from unannounced.duties import archiving, noting
from unannounced.duties.decision import require
from unannounced.duties.dialogue import Position
from unannounced.duties.reporting import ItemKind
from unannounced.records.ledger.actions import LineDraft
from unannounced.records.recommendations.models import NO_ITEM, EarlierReading, Item

BY_HAND = 100
"""How sure a reading is that a person corrected, per cent."""
LONGEST_REASON = 200


def corrected(
    item: Item, *, position: Position, made_by: Sequence[str], text: str | None = None, kind: ItemKind | None = None
) -> dict[str, object]:
    """What a person says of an item that was read from a file; raises ``RefusedByRule`` if that cannot be."""
    require(archiving.may_correct_reading(read=item.read_with is not None))
    said: dict[str, object] = {
        "text": item.text if text is None else noting.tidy(text),
        "kind": item.kind if kind is None else kind.value,
        "position": position.value,
        "made_by": [name.strip() for name in made_by if name.strip()],
    }
    require(noting.may_keep(str(said["text"])))
    return said


def says_so_already(item: Item, said: Mapping[str, object]) -> bool:
    """Whether an item says all of it."""
    return all(getattr(item, name) == value for name, value in said.items())


def reword(line: LineDraft, item: Item, said: Mapping[str, object], because: str) -> Item:
    """Let ``item`` say something else by an act in progress, and keep what it said.

    Raises ``SomebodyWasFirst`` if it no longer says what it did when it was read.
    """
    earlier = EarlierReading.of(item, because[:LONGEST_REASON])
    seen = {"wording": item.wording, "left_out_of": item.left_out_of}
    line.move(item, seen=seen, to={"read_with": BY_HAND, **said, "wording": item.wording + 1})
    line.keep(earlier)
    return item


def leaving_out(item: Item) -> dict[str, object]:
    """What an item says that is none: it is left out of the file that stands."""
    return {"left_out_of": max(1, item.report.renditions.count())}


def none_because(reason: str) -> str:
    """The reason of an earlier reading where there is no item."""
    return f"{NO_ITEM}{noting.tidy(reason)}"
