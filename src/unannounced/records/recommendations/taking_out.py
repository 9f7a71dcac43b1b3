"""Items that leave a draft and come back to it, by an act in progress: what they said is kept."""

from uuid import UUID

from django.db.models import Max

from unannounced.duties import noting
from unannounced.records.ledger.actions import LineDraft
from unannounced.records.recommendations.models import EarlierReading, Item
from unannounced.records.recommendations.rewording import LONGEST_REASON
from unannounced.records.reports.models import Paragraph
from unannounced.records.reports.moving import OUT

WITH_PARAGRAPH = "taken out with its paragraph"
"""How the reason of an earlier reading begins where an item left with its paragraph: it comes back with it."""
BY_ITSELF = "taken out of the draft"
BACK = "put back"
ASIDE = 10_000
"""Items that left have a place beyond: those that stay close up."""


def say_otherwise(line: LineDraft, item: Item, said: dict[str, object], because: str) -> Item:
    """Let an item of a draft say something else, and keep what it said; raise ``SomebodyWasFirst`` as ``line.move``."""
    earlier = EarlierReading.of(item, because[:LONGEST_REASON])
    seen = {"wording": item.wording, "left_out_of": item.left_out_of}
    line.move(item, seen=seen, to={**said, "wording": item.wording + 1})
    line.keep(earlier)
    return item


def standing_on(paragraph: Paragraph) -> list[Item]:
    """The items of a paragraph that stand, in their order."""
    return list(Item.objects.filter(paragraph=paragraph, left_out_of__isnull=True).order_by("place_in_paragraph"))


def last_place(paragraph: UUID) -> int:
    """The place of the last item of a paragraph that stands; 0 if there is none."""
    standing = Item.objects.filter(paragraph=paragraph, left_out_of__isnull=True)
    return standing.aggregate(last=Max("place_in_paragraph"))["last"] or 0


def reason_of(how: str, because: str) -> str:
    """The reason of an earlier reading, with what somebody gave."""
    because = noting.tidy(because).strip()
    return f"{how}: {because}" if because else how


def leave(line: LineDraft, item: Item, because: str) -> Item:
    """Let an item leave the draft; its place is given up."""
    return say_otherwise(line, item, {"left_out_of": OUT, "place_in_paragraph": aside_in(item.paragraph_id)}, because)


def aside_in(paragraph: UUID) -> int:
    """A place beyond all that are held in a paragraph."""
    held = Item.objects.filter(paragraph=paragraph).aggregate(last=Max("place_in_paragraph"))["last"] or 0
    return max(held + 1, ASIDE)


def come_back(line: LineDraft, item: Item) -> Item:
    """Let an item come back to the end of its paragraph."""
    place = 1 + last_place(item.paragraph_id)
    return say_otherwise(line, item, {"left_out_of": None, "place_in_paragraph": place}, BACK)


def take_out_with(line: LineDraft, paragraph: Paragraph, because: str) -> None:
    """Let the items of a paragraph leave with it; they keep their places."""
    for item in standing_on(paragraph):
        say_otherwise(line, item, {"left_out_of": OUT}, reason_of(WITH_PARAGRAPH, because))


def put_back_with(line: LineDraft, paragraph: Paragraph) -> None:
    """Let the items come back that left with their paragraph; those taken out by themselves stay out."""
    for item in Item.objects.filter(paragraph=paragraph, left_out_of=OUT).order_by("place_in_paragraph"):
        last = EarlierReading.objects.filter(item=item).order_by("-wording").first()
        if last is not None and last.because.startswith(WITH_PARAGRAPH):
            say_otherwise(line, item, {"left_out_of": None}, BACK)


def close_up(line: LineDraft, paragraph: Paragraph, order: list[Item]) -> None:
    """Give the items of a paragraph the places 1, 2, 3 … in ``order``; no place is held twice on the way."""
    changed = [item for place, item in enumerate(order, start=1) if item.place_in_paragraph != place]
    places = {item.pk: place for place, item in enumerate(order, start=1)}
    aside = aside_in(paragraph.pk)
    for number, item in enumerate(changed):
        line.move(item, seen={"left_out_of": None}, to={"place_in_paragraph": aside + number})
    for item in changed:
        line.move(item, seen={"left_out_of": None}, to={"place_in_paragraph": places[item.pk]})
