"""What persons decide of readings: right as it is, otherwise, two items or one; topics; repetitions; and taking back.

Whoever decides says what they saw (``seen``, as ``queries.stamp_of`` and ``stamp_of_decision`` write it): if it stands
otherwise since, somebody was first and nothing is written. ``seen=None`` takes it as it stands now.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import cast
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.db.models import Max

from unannounced.duties import noting, reviewing
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import require
from unannounced.duties.dialogue import Position
from unannounced.duties.reporting import ItemKind
from unannounced.duties.words import say
from unannounced.records.accounts.queries import Viewer
from unannounced.records.ledger.actions import LineDraft, SomebodyWasFirst, act
from unannounced.records.readings.deciding import (
    decided_rows,
    point_to_repeated,
    require_both_seen,
    require_seen,
    require_seen_decision,
    restore,
)
from unannounced.records.readings.models import Decided, Look, RepeatDecision, Rework, Reworked, TopicDecision
from unannounced.records.readings.queries import has_changed_since, last_look, last_rework, next_of, resting_on
from unannounced.records.recommendations.many import chosen, permit_on, within
from unannounced.records.recommendations.models import EarlierReading, Item
from unannounced.records.recommendations.rewording import corrected, leaving_out, none_because, reword, says_so_already

SPLIT = say("split in two")
MERGED = say("made one with the next item")
TAKEN_BACK = say("taken back")


def look(item: Item, *, seen: str | None = None, by: Viewer, at: datetime) -> Look:
    """Find the reading of an item right as it is, in this wording; raises ``SomebodyWasFirst``."""
    permit_on([item], Act.CORRECT_READING, by)
    if seen is not None and seen.rstrip("+") != str(item.wording):
        raise SomebodyWasFirst("item")
    look_all([item], by=by, at=at)
    return Look.objects.get(item=item, wording=item.wording)


def look_all(items: Sequence[Item], *, by: Viewer, at: datetime) -> int:
    """Find the reading of many items right as it is, by one act; how many nobody had looked at before."""
    items = chosen(items)
    permit_on(items, Act.CORRECT_READING, by)
    for item in items:
        require(reviewing.may_look(read=item.read_with is not None, left_out=item.left_out_of is not None))
    held = {(one.item_id, one.wording): one for one in Look.objects.filter(item__in=items)}
    again = [one for item in items if (one := held.get((item.pk, item.wording))) and one.decided != Decided.CONFIRMED]
    new = [
        Look(item=item, wording=item.wording, decided=Decided.CONFIRMED, decided_by_id=by.pk, decided_at=at)
        for item in items
        if (item.pk, item.wording) not in held
    ]
    with act("accept what was read", by=by.pk, at=at, about=items[0], within=within(items)) as line:
        _decide(line, new, again, Decided.CONFIRMED, by=by, at=at)
    return len(new) + len(again)


def correct(
    item: Item,
    *,
    position: Position,
    made_by: Sequence[str],
    text: str | None = None,
    kind: ItemKind | None = None,
    no_item: bool = False,
    because: str,
    seen: str | None = None,
    by: Viewer,
    at: datetime,
) -> Item:
    """Correct what was read of an item, or say that there is ``no_item``; it can be taken back."""
    permit_on([item], Act.CORRECT_READING, by)
    require(noting.may_keep(because))
    said = corrected(item, position=position, made_by=made_by, text=text, kind=kind)
    require_seen(item, seen)
    if not no_item and says_so_already(item, said):
        return item
    reason = none_because(because) if no_item else noting.tidy(because)
    how = Reworked.NO_ITEM if no_item else Reworked.CORRECTED
    rework = _rework(item, how, by, at)
    with act("correct what was read", by=by.pk, at=at, about=item, within=item.report.visit_id) as line:
        reword(line, item, said | leaving_out(item) if no_item else said, reason)
        line.keep(rework)
    return item


def split_item(item: Item, place: int, *, seen: str | None = None, by: Viewer, at: datetime) -> tuple[Item, Item]:
    """Part an item in two at ``place``, in characters of its text; the second stands last in its paragraph."""
    permit_on([item], Act.CORRECT_READING, by)
    read, left_out = item.read_with is not None, item.left_out_of is not None
    require(reviewing.may_split(read=read, left_out=left_out, text=item.text, place=place))
    require_seen(item, seen)
    rework = _rework(item, Reworked.SPLIT, by, at)
    whole, second = item.text, _second_of(item, place)
    rework.other, rework.other_wording = second, second.wording
    with act("split an item", by=by.pk, at=at, about=item, within=item.report.visit_id) as line:
        reword(line, item, {"text": noting.tidy(whole[:place]).strip()}, SPLIT)
        second.place_in_paragraph = _last_place(item) + 1
        line.keep(second)
        line.keep(_read_as(second, whole))
        line.keep(rework)
    return item, second


def _second_of(item: Item, place: int) -> Item:
    """The second part of an item, with everything else as the first has it; its first wording was the whole."""
    return Item(
        id=uuid4(),
        report=item.report,
        paragraph=item.paragraph,
        kind=item.kind,
        text=noting.tidy(item.text[place:]).strip(),
        addressee=item.addressee,
        months=item.months,
        printed=item.printed,
        made_by=item.made_by,
        position=item.position,
        read_with=100,
        wording=2,
        within=item.within,
        place_named=item.place_named,
        refers_to=item.refers_to,
        page=item.page,
    )


def _read_as(second: Item, whole: str) -> EarlierReading:
    """What the file says where the second part of an item stands: the whole, so that a later file does not undo it."""
    earlier = EarlierReading.of(second, SPLIT)
    earlier.wording, earlier.text = 1, whole
    return earlier


def _last_place(item: Item) -> int:
    return Item.objects.filter(paragraph=item.paragraph_id).aggregate(last=Max("place_in_paragraph"))["last"] or 0


def merge_items(item: Item, *, seen: str | None = None, by: Viewer, at: datetime) -> Item:
    """Make an item one with the next of its paragraph, which is left out from then on."""
    permit_on([item], Act.CORRECT_READING, by)
    second = _to_merge_with(item)
    require_both_seen(item, second, seen)
    rework = _rework(item, Reworked.MERGED, by, at)
    rework.other, rework.other_wording, rework.other_read_with = second, second.wording + 1, second.read_with
    with act("merge two items", by=by.pk, at=at, about=item, within=item.report.visit_id) as line:
        reword(line, item, {"text": f"{item.text} {second.text}"}, MERGED)
        reword(line, second, leaving_out(second), none_because(f"it was made one with item {item.number}"))
        line.keep(rework)
    return item


def _to_merge_with(item: Item) -> Item:
    """The item that follows; raises ``RefusedByRule`` where the two cannot be one."""
    second = next_of(item)
    require(
        reviewing.may_merge(
            read=item.read_with is not None,
            left_out=item.left_out_of is not None,
            has_next=second is not None,
            next_read=second is not None and second.read_with is not None,
            rests_on_next=resting_on(second) if second is not None else 0,
        )
    )
    return cast(Item, second)


def _rework(item: Item, how: Reworked, by: Viewer, at: datetime) -> Rework:
    """What is kept of what is about to be done to the reading of an item."""
    return Rework(
        item=item, how=how, wording=item.wording + 1, read_with=item.read_with or 0, done_by_id=by.pk, done_at=at
    )


def take_back(item: Item, *, seen: str | None = None, by: Viewer, at: datetime) -> Item:
    """Take back what was decided last of the reading of an item: what stood before stands again."""
    permit_on([item], Act.CORRECT_READING, by)
    require_seen(item, seen)
    looked, rework = last_look(item), last_rework(item)
    second = rework.other if rework is not None and rework.how == Reworked.SPLIT else None
    require(
        reviewing.may_take_back(
            something=looked is not None or rework is not None,
            since_changed=looked is None and rework is not None and has_changed_since(item, rework),
            rests_on_second=resting_on(second) if second is not None and looked is None else 0,
        )
    )
    with act("take back what was decided of a reading", by=by.pk, at=at, about=item, within=within([item])) as line:
        if looked is not None:
            line.move(looked, seen={"decided": Decided.CONFIRMED}, to=_decided(Decided.OPEN, by, at))
        elif rework is not None:
            restore(line, item, rework, TAKEN_BACK, by=by, at=at)
    return item


def decide_topic(
    item: Item, topic: str, decided: Decided, *, known: bool = True, seen: str | None = None, by: Viewer, at: datetime
) -> TopicDecision | None:
    """Say that an item has a topic or has not, or take that back; ``None`` where nothing was to be taken back."""
    permit_on([item], Act.CORRECT_READING, by)
    require(reviewing.may_decide_topic(topic, known=known))
    held = TopicDecision.objects.filter(item=item, topic=topic).first()
    require_seen_decision(held, decided, seen)
    decide_topics([(item, topic)], decided, by=by, at=at)
    return TopicDecision.objects.filter(item=item, topic=topic).first()


def decide_topics(pairs: Sequence[tuple[Item, str]], decided: Decided, *, by: Viewer, at: datetime) -> int:
    """Decide alike on topics of many items by one act; how many were decided otherwise before, or not at all."""
    items = chosen([item for item, _topic in pairs])
    permit_on(items, Act.CORRECT_READING, by)
    held = {(one.item_id, one.topic): one for one in TopicDecision.objects.filter(item__in=items)}
    wanted = {(item.pk, topic): item for item, topic in pairs}
    new, again = decided_rows(wanted, held, decided)
    rows = [TopicDecision(item=wanted[key], topic=key[1], **_decided(decided, by, at)) for key in new]
    with act("decide on a topic", by=by.pk, at=at, about=items[0], within=within(items)) as line:
        _decide(line, rows, again, decided, by=by, at=at)
    return len(rows) + len(again)


def decide_repeat(
    item: Item, earlier: Item, decided: Decided, *, seen: str | None = None, by: Viewer, at: datetime
) -> RepeatDecision | None:
    """Say that an item says again what an earlier one said, or does not, or take that back."""
    permit_on([item], Act.CORRECT_READING, by)
    held = RepeatDecision.objects.filter(item=item, earlier=earlier).first()
    require_seen_decision(held, decided, seen)
    decide_repeats([(item, earlier)], decided, by=by, at=at)
    return RepeatDecision.objects.filter(item=item, earlier=earlier).first()


def decide_repeats(pairs: Sequence[tuple[Item, Item]], decided: Decided, *, by: Viewer, at: datetime) -> int:
    """Decide alike on many repetitions by one act; each item then points to the latest one it repeats."""
    items = chosen([item for item, _earlier in pairs])
    permit_on(items, Act.CORRECT_READING, by)
    for item, earlier in pairs:
        require(
            reviewing.may_repeat(
                same_item=item.pk == earlier.pk,
                same_state=item.report.state_id == earlier.report.state_id,
                earlier_first=earlier.report.opened_on < item.report.opened_on,
            )
        )
    held = {(one.item_id, one.earlier_id): one for one in RepeatDecision.objects.filter(item__in=items)}
    wanted = {(item.pk, earlier.pk): (item, earlier) for item, earlier in pairs}
    new, again = decided_rows(wanted, held, decided)
    rows = [RepeatDecision(item=wanted[key][0], earlier=wanted[key][1], **_decided(decided, by, at)) for key in new]
    with act("decide on a repetition", by=by.pk, at=at, about=items[0], within=within(items)) as line:
        _decide(line, rows, again, decided, by=by, at=at)
        if rows or again:
            for item in items:
                point_to_repeated(line, item)
    return len(rows) + len(again)


Decision = Look | TopicDecision | RepeatDecision


def _decide(
    line: LineDraft, new: Sequence[Decision], again: Sequence[Decision], decided: Decided, *, by: Viewer, at: datetime
) -> None:
    """Keep decisions that are ``new``, and change those made before; ``SomebodyWasFirst`` if another just made one."""
    try:
        with transaction.atomic():
            line.keep_all(new)
    except IntegrityError as first:
        raise SomebodyWasFirst("decision") from first
    for one in again:
        seen = {"decided": one.decided, "decided_at": one.decided_at}
        line.move(one, seen=seen, to=_decided(decided, by, at))


def _decided(decided: Decided, by: Viewer, at: datetime) -> dict[str, object]:
    return {"decided": decided, "decided_by_id": by.pk, "decided_at": at}
