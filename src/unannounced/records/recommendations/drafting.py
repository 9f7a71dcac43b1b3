"""Items of a draft: marked in the text of their paragraph, reworded, moved, taken out and put back."""

from datetime import datetime
from uuid import UUID, uuid4

from django.conf import settings

from unannounced.duties import drafting, noting, numbering, reporting
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import Allowed, Decision, Refused, require
from unannounced.duties.laying_out import SetItem, marked, set_after
from unannounced.duties.reporting import ItemKind, ReportStage
from unannounced.duties.words import say
from unannounced.records.accounts.queries import Viewer
from unannounced.records.ledger.actions import LineDraft, SomebodyWasFirst, act
from unannounced.records.recommendations.models import Item
from unannounced.records.recommendations.setting_out import set_item
from unannounced.records.recommendations.taking_out import (
    BY_ITSELF,
    aside_in,
    close_up,
    come_back,
    last_place,
    leave,
    reason_of,
    say_otherwise,
    standing_on,
)
from unannounced.records.reports.models import Paragraph
from unannounced.records.reports.moving import OUT, caught_up
from unannounced.records.reports.queries import hold_draft
from unannounced.records.reports.rewriting import write_again
from unannounced.records.visits.queries import visit_permit

REWORDED = "reworded in the draft"
RETYPED = "another kind in the draft"


def mark_item(
    words: str,
    *,
    in_paragraph: Paragraph,
    kind: ItemKind = ItemKind.RECOMMENDATION,
    addressee: str = "",
    months: int | None = None,
    seen_moves: int | None = None,
    by: Viewer,
    at: datetime,
    key: UUID | None = None,
) -> Item:
    """Mark words of a paragraph as an item: they must stand in it exactly once, and be no other item's."""
    report = in_paragraph.report
    visit_permit(Act.ADD_ITEM, by, report.visit)
    require(reporting.may_write(stage=ReportStage(report.stage), profile=settings.MECHANISM))
    with act("mark an item", by=by.pk, at=at, within=report.visit_id) as line:
        words = caught_up(noting.tidy(words), report, seen_moves, hold_draft(report))
        in_paragraph.refresh_from_db(fields=["text", "number", "left_out_of"])
        if key and (held := Item.objects.filter(pk=key, paragraph=in_paragraph).first()):
            return held
        items = standing_on(in_paragraph)
        require(marking_decision(in_paragraph, words, items))
        item = Item(
            id=key or uuid4(),
            report=report,
            paragraph=in_paragraph,
            place_in_paragraph=1 + last_place(in_paragraph.pk),
            kind=kind.value,
            text=drafting.occurrences(in_paragraph.text, words)[0],
            addressee=addressee.strip(),
            months=months,
        )
        line.keep(item)
        close_up(line, in_paragraph, in_text_order(in_paragraph, [*items, item]))
        return item


def marking_decision(paragraph: Paragraph, words: str, items: list[Item]) -> Decision:
    """Whether these words of a paragraph may be marked as an item."""
    if paragraph.left_out_of is not None:
        reason = say("The paragraph was taken out of the draft.")
        return Refused(reason, settings.MECHANISM.cited("report"), say("Put it back first."))
    return drafting.may_mark(
        paragraph.text,
        words,
        [set_item(item, paragraph.number) for item in items],
        number=paragraph.number,
        profile=settings.MECHANISM,
    )


def leaving_words(paragraph: Paragraph, text: str, seen_moves: int | None) -> list[SetItem]:
    """The items whose words stand in a paragraph and would not if it said ``text``."""
    new = caught_up(noting.tidy(text), paragraph.report, seen_moves, paragraph.report.moves)
    items = [set_item(item, paragraph.number) for item in standing_on(paragraph)]
    after = set_after(new, items)
    before = {item.id for item in set_after(paragraph.text, items)}
    return [item for item in after if item.id not in before]


def in_text_order(paragraph: Paragraph, items: list[Item]) -> list[Item]:
    """The items of a paragraph as their words stand in it; those with words of their own after them, as they were."""
    inside = [
        found.id
        for _, found in marked(paragraph.text, [set_item(item, paragraph.number) for item in items])
        if found is not None
    ]
    places = {one: place for place, one in enumerate(inside)}
    return sorted(items, key=lambda item: places.get(str(item.pk), len(places)))


def reword_item(
    item: Item,
    text: str,
    *,
    kind: ItemKind | None = None,
    addressee: str | None = None,
    months: int | None = None,
    seen_wording: int,
    seen_moves: int | None = None,
    because: str = "",
    by: Viewer,
    at: datetime,
) -> Item:
    """Reword an item of a draft, or make it another kind; what it said is kept.

    Where its words stand in the paragraph, they change there in the same act, and the paragraph keeps its wording.
    """
    report, paragraph = item.report, item.paragraph
    visit_permit(Act.ADD_ITEM, by, report.visit)
    text = noting.tidy(text)
    require(reporting.may_write(stage=ReportStage(report.stage), profile=settings.MECHANISM))
    require(noting.may_keep(text))
    with act("reword an item", by=by.pk, at=at, about=item, within=report.visit_id) as line:
        text = caught_up(text, report, seen_moves, hold_draft(report))
        item.refresh_from_db(fields=["text", "kind", "addressee", "months", "wording", "left_out_of"])
        said: dict[str, object] = {
            "text": text,
            "kind": item.kind if kind is None else kind.value,
            "addressee": item.addressee if addressee is None else addressee.strip(),
            "months": months,
        }
        if all(getattr(item, name) == value for name, value in said.items()):
            return item
        if item.wording != seen_wording or item.left_out_of is not None:
            raise SomebodyWasFirst("item")
        _reword_in_text(line, paragraph, item, text, by=by)
        return say_otherwise(line, item, said, reason_of(RETYPED if text == item.text else REWORDED, because))


def _reword_in_text(line: LineDraft, paragraph: Paragraph, item: Item, text: str, *, by: Viewer) -> None:
    """Change the words of an item in its paragraph, if they stand there once; words of its own are none of its."""
    paragraph.refresh_from_db(fields=["text", "wording", "left_out_of"])
    if text != item.text and paragraph.text.count(item.text) == 1:
        write_again(line, paragraph, paragraph.text.replace(item.text, text), by=by)


def move_item(item: Item, *, to_place: int, to_paragraph: int | None = None, by: Viewer, at: datetime) -> Item:
    """Give an item another place among those of its paragraph, or move it to the paragraph with another number."""
    report = item.report
    visit_permit(Act.ADD_ITEM, by, report.visit)
    require(reporting.may_write(stage=ReportStage(report.stage), profile=settings.MECHANISM))
    with act("move an item", by=by.pk, at=at, about=item, within=report.visit_id) as line:
        hold_draft(report)
        item.refresh_from_db(fields=["place_in_paragraph", "paragraph", "left_out_of", "wording"])
        _require_in(item)
        goal = item.paragraph if to_paragraph is None else _paragraph_at(item, to_paragraph)
        if goal.pk != item.paragraph_id:
            left = item.paragraph
            place = aside_in(goal.pk)
            line.move(item, seen={"left_out_of": None}, to={"paragraph_id": goal.pk, "place_in_paragraph": place})
            close_up(line, left, standing_on(left))
        others = [one for one in standing_on(goal) if one.pk != item.pk]
        require(numbering.may_number(to_place, last=len(others) + 1, profile=settings.MECHANISM))
        close_up(line, goal, [*others[: to_place - 1], item, *others[to_place - 1 :]])
        item.refresh_from_db(fields=["place_in_paragraph", "paragraph"])
        return item


def _paragraph_at(item: Item, number: int) -> Paragraph:
    standing = Paragraph.objects.filter(report=item.report_id, left_out_of__isnull=True)
    found = standing.filter(number=number).first()
    last = standing.order_by("-number").values_list("number", flat=True).first() or 0
    require(numbering.may_number(number if found else 0, last=last, profile=settings.MECHANISM))
    return found or item.paragraph


def take_item_out(item: Item, *, because: str = "", by: Viewer, at: datetime) -> Item:
    """Take an item out of a draft: it stays to be read and can be put back. Its words stay in the paragraph."""
    report = item.report
    visit_permit(Act.ADD_ITEM, by, report.visit)
    require(reporting.may_write(stage=ReportStage(report.stage), profile=settings.MECHANISM))
    with act("take an item out", by=by.pk, at=at, about=item, within=report.visit_id) as line:
        hold_draft(report)
        item.refresh_from_db(fields=["place_in_paragraph", "left_out_of", "wording", "text"])
        if item.left_out_of == OUT:
            return item
        leave(line, item, reason_of(BY_ITSELF, because))
        close_up(line, item.paragraph, standing_on(item.paragraph))
        return item


def put_item_back(item: Item, *, by: Viewer, at: datetime) -> Item:
    """Put an item that was taken out back to the end of its paragraph."""
    report = item.report
    visit_permit(Act.ADD_ITEM, by, report.visit)
    require(reporting.may_write(stage=ReportStage(report.stage), profile=settings.MECHANISM))
    with act("put an item back", by=by.pk, at=at, about=item, within=report.visit_id) as line:
        hold_draft(report)
        item.refresh_from_db(fields=["place_in_paragraph", "left_out_of", "wording", "text"])
        if item.left_out_of is None:
            return item
        item.paragraph.refresh_from_db(fields=["left_out_of"])
        if item.paragraph.left_out_of is not None:
            reason = say("The paragraph of this item was taken out of the draft.")
            require(Refused(reason, settings.MECHANISM.cited("report"), say("Put the paragraph back first.")))
        return come_back(line, item)


def _require_in(item: Item) -> None:
    reason = say("The item was taken out of the draft.")
    refused = Refused(reason, settings.MECHANISM.cited("report"), say("Put it back first."))
    require(Allowed() if item.left_out_of is None else refused)
