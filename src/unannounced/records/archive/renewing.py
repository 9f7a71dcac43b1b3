"""Bringing a report to what a corrected file of it says: what stood there is kept, and so is what persons decided.

Which item is which is said by ``duties.pairing``, by what the file said of each: what a person corrected, split or made
one stays so long as the file goes on saying what was misread.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import F

from unannounced.crafts.reading import Reading, ReadItem, ReadParagraph
from unannounced.duties import noting, pairing
from unannounced.duties.pairing import Standing
from unannounced.duties.words import Sentence
from unannounced.records.accounts.queries import Viewer
from unannounced.records.ledger.actions import LineDraft
from unannounced.records.readings.actions import SPLIT
from unannounced.records.recommendations.models import NO_ITEM, EarlierReading, Item
from unannounced.records.reports.models import EarlierWording, Paragraph, Report

RENDITION = "rendition"
"""How the reason of an earlier reading begins that a file said otherwise, and no person."""
CORRECTABLE = ("text", "kind", "position", "made_by")
"""What a person can correct of an item; it stays so long as a file goes on saying what was misread."""
BESIDE = ("addressee", "within", "place_named", "refers_to")
"""What is read of an item beside its words; what a person corrected keeps it."""
UNSEEN = ("read_with", "page")
"""What may change although an item says the same."""


def paragraph_of(report: Report, read: ReadParagraph, by: Viewer) -> Paragraph:
    """A row for a paragraph that was read."""
    return Paragraph(
        report=report,
        number=read.number,
        chapter=read.chapter[:120],
        text=noting.tidy(read.text),
        printed=read.printed[:40],
        page=read.page or None,
        written_by_id=by.pk,
    )


def said_of(read: ReadItem) -> dict[str, object]:
    """What was read of an item, by the columns in which it is kept; its paragraph and its months apart."""
    return {
        "kind": read.kind.value,
        "text": noting.tidy(read.text),
        "printed": read.printed[:40],
        "made_by": list(read.made_by),
        "position": read.position.value,
        "read_with": read.confidence,
        "addressee": noting.tidy(read.addressee)[:200],
        "within": noting.tidy(read.within)[:120],
        "place_named": noting.tidy(read.place)[:200],
        "refers_to": [noting.tidy(one) for one in read.earlier],
        "page": read.page or None,
    }


def items_of(
    read: Iterable[ReadItem], paragraphs: dict[int, Paragraph], months: int | None, last_place: dict[int, int]
) -> list[Item]:
    """Rows for items that were read; each gets the place after the last one of its paragraph.

    ``months`` is the time to respond of those that set none of their own.
    """
    items = []
    for one in read:
        paragraph = paragraphs[one.paragraph]
        last_place[one.paragraph] = last_place.get(one.paragraph, 0) + 1
        items.append(
            Item(
                report=paragraph.report,
                paragraph=paragraph,
                place_in_paragraph=last_place[one.paragraph],
                months=time_of(one, paragraph.report, months),
                **said_of(one),
            )
        )
    return items


def time_of(read: ReadItem, report: Report, months: int | None) -> int | None:
    """The time to respond to an item, in months: its own, or else ``months``, what was said of all of them.

    What another body's item says ("within a year") is the time to carry it out; it counts only where responses to that
    body's items are followed here, so that ``months`` was given. Otherwise the words are kept and no day follows.
    """
    return months if read.months is None or (report.body and months is None) else read.months


def noted(sentence: Sentence) -> dict[str, object]:
    """A sentence as it is kept: untranslated, its facts as plain values."""
    facts = {name: value if isinstance(value, int | str) else str(value) for name, value in sentence.facts.items()}
    return {"english": sentence.english, "facts": facts}


# Paragraphs


def renew_paragraphs(line: LineDraft, reading: Reading, report: Report, rendition: int, by: Viewer) -> int:
    """Bring the paragraphs to what the rendition says; how many are new, changed or left out."""
    held = {one.number: one for one in Paragraph.objects.filter(report=report)}
    read = {one.number: one for one in reading.paragraphs}
    new = [paragraph_of(report, one, by) for number, one in read.items() if number not in held]
    line.keep_all(new)
    count = len(new)
    for number, paragraph in held.items():
        count += _renew_paragraph(line, paragraph, read.get(number), rendition, by)
    return count


def _renew_paragraph(
    line: LineDraft, paragraph: Paragraph, read: ReadParagraph | None, rendition: int, by: Viewer
) -> bool:
    seen = {"wording": paragraph.wording, "left_out_of": paragraph.left_out_of}
    if read is None:
        if paragraph.left_out_of is None:
            line.move(paragraph, seen=seen, to={"left_out_of": rendition})
        return paragraph.left_out_of == rendition
    says = paragraph_of(paragraph.report, read, by)
    where = {"printed": says.printed, "page": says.page}
    if (says.text, says.chapter, None) == (paragraph.text, paragraph.chapter, paragraph.left_out_of):
        if where != {"printed": paragraph.printed, "page": paragraph.page}:
            line.move(paragraph, seen=seen, to=where)
        return False
    earlier = EarlierWording(
        paragraph=paragraph,
        wording=paragraph.wording,
        text=paragraph.text,
        written_by_id=paragraph.written_by_id,
    )
    to = {"text": says.text, "chapter": says.chapter, "left_out_of": None, "wording": paragraph.wording + 1}
    line.move(paragraph, seen=seen, to={**to, **where, "written_by_id": by.pk})
    line.keep(earlier)
    return True


# Items


@dataclass(slots=True)
class ByHand:
    """What the file says of an item that a person said otherwise since, and why a person did so last."""

    file_said: dict[str, object]
    because: str


@dataclass(slots=True)
class _Whereto:
    """The rendition that items are brought to, what it sets, and the last place that is taken in each paragraph."""

    rendition: int
    months: int | None
    last_place: Counter[int] = field(default_factory=Counter)


def renew_items(line: LineDraft, reading: Reading, report: Report, rendition: int, months: int | None) -> int:
    """Bring the items to what the rendition says; how many are new, changed or left out.

    Which is which is said by ``pairing``: by words before numbers, so that a response stays with what it answers.
    """
    rows = Item.objects.filter(report=report).select_related("paragraph")
    held = list(rows.order_by(F("left_out_of").asc(nulls_first=True), "paragraph__number", "place_in_paragraph"))
    read = reading.items
    to = _Whereto(rendition, months)
    for item in held:
        number = item.paragraph.number
        to.last_place[number] = max(to.last_place[number], item.place_in_paragraph)
    by_hand = said_by_hand(report, held)
    pairs = _paired(held, read, by_hand)
    paragraphs = {one.number: one for one in Paragraph.objects.filter(report=report).select_related("report")}
    count = 0
    for place, item in enumerate(held):
        if place in pairs:
            one = read[pairs[place]]
            count += _renew_item(line, item, one, paragraphs[one.paragraph], by_hand.get(item.pk), to)
        elif item.left_out_of is None and not _is_part_of(by_hand.get(item.pk), read):
            line.move(item, seen={"wording": item.wording, "left_out_of": None}, to={"left_out_of": rendition})
            count += 1
    new = [one for place, one in enumerate(read) if place not in set(pairs.values())]
    line.keep_all(items_of(new, paragraphs, months, to.last_place))
    return count + len(new)


def _paired(held: Sequence[Item], read: Sequence[ReadItem], by_hand: dict[UUID, ByHand]) -> dict[int, int]:
    """Which is which, by what the file said of each, whatever a person said since."""
    stood = []
    for one in held:
        hand = by_hand.get(one.pk)
        stood.append(Standing(one.paragraph.number, one.printed, str(hand.file_said["text"]) if hand else one.text))
    return pairing.paired(stood, [Standing(one.paragraph, one.printed, noting.tidy(one.text)) for one in read])


def _is_part_of(hand: ByHand | None, read: Sequence[ReadItem]) -> bool:
    """Whether an item is the second part of one that a person split and that the file still has whole."""
    if hand is None or hand.because != SPLIT:
        return False
    return any(noting.tidy(one.text) == hand.file_said["text"] for one in read)


def _renew_item(
    line: LineDraft, item: Item, read: ReadItem, paragraph: Paragraph, hand: ByHand | None, to: _Whereto
) -> bool:
    """Let an item say what the rendition says of it; what a person corrected stays unless the file changed it."""
    seen = {"wording": item.wording, "left_out_of": item.left_out_of}
    said: dict[str, object] = {**said_of(read), "left_out_of": None}
    months = time_of(read, paragraph.report, to.months)
    if read.months is not None and months is not None and months != item.months and item.months in (None, to.months):
        said["months"] = months
    if hand is not None:
        if item.left_out_of is not None and hand.because.startswith(NO_ITEM) and hand.file_said["text"] == said["text"]:
            return False
        kept = [*BESIDE, *(name for name in CORRECTABLE if hand.file_said[name] == said[name])]
        said |= {name: getattr(item, name) for name in kept} | {"read_with": item.read_with}
    if item.paragraph_id != paragraph.pk:
        to.last_place[paragraph.number] += 1
        said |= {"paragraph": paragraph, "place_in_paragraph": to.last_place[paragraph.number]}
    if all(getattr(item, name) == value for name, value in said.items() if name not in UNSEEN):
        if item.page != said["page"]:
            line.move(item, seen=seen, to={"page": said["page"]})
        return False
    earlier = EarlierReading.of(item, f"{RENDITION} {to.rendition}")
    line.move(item, seen=seen, to={**said, "wording": item.wording + 1})
    line.keep(earlier)
    return True


def said_by_hand(report: Report, items: Iterable[Item]) -> dict[UUID, ByHand]:
    """What the file says of items that a person said otherwise since, by the id of the item; one query.

    An earlier reading holds what an item said before somebody said it otherwise: the first by hand holds what the file
    said. A later file that changed something of it said so from then on.
    """
    rows: dict[UUID, list[EarlierReading]] = {}
    for one in EarlierReading.objects.filter(item__report=report).order_by("wording"):
        rows.setdefault(one.item_id, []).append(one)
    return {item.pk: hand for item in items if (hand := _by_hand(rows.get(item.pk, []), item))}


def _by_hand(earlier: Sequence[EarlierReading], now: Item) -> ByHand | None:
    found: ByHand | None = None
    for place, one in enumerate(earlier):
        after = _says(earlier[place + 1] if place + 1 < len(earlier) else now)
        before = _says(one)
        if not one.because.startswith(f"{RENDITION} "):
            found = ByHand(found.file_said if found else before, one.because)
        elif found is not None:
            found.file_said |= {name: after[name] for name in CORRECTABLE if after[name] != before[name]}
    return found


def _says(one: EarlierReading | Item) -> dict[str, object]:
    return {name: getattr(one, name) for name in CORRECTABLE}
