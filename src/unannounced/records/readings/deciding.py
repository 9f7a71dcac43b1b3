"""What deciding on readings needs: that nobody was first, which decisions are new, and putting back what stood."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from unannounced.records.accounts.queries import Viewer
from unannounced.records.ledger.actions import LineDraft, SomebodyWasFirst
from unannounced.records.readings.models import Decided, RepeatDecision, Rework, Reworked, TopicDecision
from unannounced.records.readings.queries import latest_confirmed, next_of, stamp_of
from unannounced.records.recommendations.models import EarlierReading, Item
from unannounced.records.recommendations.rewording import leaving_out, none_because, reword

Held = TypeVar("Held", TopicDecision, RepeatDecision)
Key = TypeVar("Key", bound=tuple[UUID, Any])

UNDECIDED = "undecided"


def stamp_of_decision(held: TopicDecision | RepeatDecision | None) -> str:
    """How a decision stands, as a form carries it; ``UNDECIDED`` where there is none, or it is open again."""
    if held is None or held.decided == Decided.OPEN:
        return UNDECIDED
    return f"{held.decided} {held.decided_at.isoformat()}"


def require_seen(item: Item, seen: str | None) -> None:
    """Raise ``SomebodyWasFirst`` unless the reading of ``item`` stands as it was ``seen``."""
    if seen is not None and seen != stamp_of(item):
        raise SomebodyWasFirst("item")


def stamp_to_merge(item: Item) -> str:
    """How an item and the next one stand, as the form carries it that makes them one."""
    second = next_of(item)
    return f"{stamp_of(item)} {_stamp_of_next(second)}" if second is not None else stamp_of(item)


def require_both_seen(item: Item, second: Item, seen: str | None) -> None:
    """Raise ``SomebodyWasFirst`` unless both stand as they were ``seen``: another may be the next one since."""
    first, _blank, then = (seen or "").partition(" ")
    require_seen(item, first or None)
    if then and then != _stamp_of_next(second):
        raise SomebodyWasFirst("item")


def _stamp_of_next(second: Item) -> str:
    return f"{second.pk.hex} {second.wording}"


def require_seen_decision(held: TopicDecision | RepeatDecision | None, wanted: Decided, seen: str | None) -> None:
    """Raise ``SomebodyWasFirst`` unless a decision stands as it was ``seen``, or as it is ``wanted``."""
    if seen is None or seen == stamp_of_decision(held):
        return
    if held is None or held.decided != wanted:
        raise SomebodyWasFirst("decision")


def decided_rows(
    wanted: Mapping[Key, object], held: Mapping[Key, Held], decided: Decided
) -> tuple[list[Key], list[Held]]:
    """Those of ``wanted`` on which nothing is kept yet, and the decisions that stood otherwise; nothing to take back
    is nothing to do."""
    new = [key for key in wanted if key not in held and decided != Decided.OPEN]
    again = [held[key] for key in wanted if key in held and held[key].decided != decided]
    return new, again


def point_to_repeated(line: LineDraft, item: Item) -> None:
    """Let an item point to the latest one that a person said it repeats; what was linked when it was written stays."""
    by_person = RepeatDecision.objects.filter(item=item, earlier=item.repeats_id).exists()
    if item.repeats_id is not None and not by_person:
        return
    wanted = latest_confirmed(item)
    if wanted != item.repeats_id:
        line.move(item, seen={"repeats": item.repeats_id}, to={"repeats": wanted})


def restore(line: LineDraft, item: Item, rework: Rework, because: str, *, by: Viewer, at: datetime) -> None:
    """Put back what an item said before ``rework``; the second part of a split is left out, a merged one is back."""
    second = rework.other
    reword(line, item, _before(item, rework.wording, rework.read_with), because)
    if second is not None and rework.how == Reworked.SPLIT:
        reword(line, second, leaving_out(second), none_because(because))
    if second is not None and rework.how == Reworked.MERGED:
        reword(line, second, _before(second, rework.other_wording or 1, rework.other_read_with or 0), because)
    line.move(rework, seen={"taken_back_at": None}, to={"taken_back_by_id": by.pk, "taken_back_at": at})


def _before(item: Item, wording: int, read_with: int) -> dict[str, object]:
    """What an item said before it came to ``wording``."""
    earlier = EarlierReading.objects.get(item=item, wording=wording - 1)
    return {
        "kind": earlier.kind,
        "text": earlier.text,
        "made_by": earlier.made_by,
        "position": earlier.position,
        "read_with": read_with,
        "left_out_of": None,
    }
