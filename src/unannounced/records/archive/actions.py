"""Taking a report in from a file, a new rendition of it, correcting what is known of it, taking it out again."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, Max, Model, ProtectedError

from unannounced.crafts.reading import READER, Reading, ReadItem, ReadParagraph
from unannounced.duties import archiving, noting, pairing
from unannounced.duties.archiving import Taken
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import require
from unannounced.duties.pairing import Standing
from unannounced.duties.reporting import ReportStage
from unannounced.records.accounts.queries import Viewer, permit
from unannounced.records.archive.models import Rendition
from unannounced.records.archive.queries import (
    Offered,
    known_digests,
    taking_out_decision,
    where_it_belongs,
)
from unannounced.records.documents.models import Document, digest_of
from unannounced.records.ledger.actions import LineDraft, SomebodyWasFirst, act
from unannounced.records.recommendations.models import NO_ITEM, EarlierReading, Item
from unannounced.records.reports.models import EarlierWording, Paragraph, Report

RENDITION = "rendition"
"""How the reason of an earlier reading begins that a file said otherwise, and no person."""


CORRECTABLE = ("text", "kind", "position", "made_by")
"""What a person can correct of an item; it stays so long as a file goes on saying what was misread."""


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of a file: the report it belongs to, and how many paragraphs and items are new or changed."""

    how: Taken
    report: Report | None
    paragraphs: int = 0
    items: int = 0


def take_in_report(offered: Offered, *, by: Viewer, at: datetime) -> TakenIn:
    """Take a report in from a file, or the file as a new rendition of a report that is here; one act.

    The same bytes are welcome again and change nothing. Refused: no day or one in the future, no paragraph, a symbol
    that another file bears with other words.
    """
    permit(Act.TAKE_IN_REPORTS, by)
    try:
        with transaction.atomic():
            return _take_in(offered, by, at)
    except IntegrityError as first:  # the same file, or another with its symbol, came at the same moment
        raise SomebodyWasFirst("report") from first


def _take_in(offered: Offered, by: Viewer, at: datetime) -> TakenIn:
    if known_digests([digest_of(offered.content)]):
        return TakenIn(Taken.KNOWN, None)
    place = where_it_belongs(offered, today=at.date())
    document = Document.as_it_came(offered.file_name, offered.content)
    if place.report is None:
        return _take_in_new(offered, document, by, at)
    return _take_in_again(offered, place.report, document, place.corrects, by, at)


def _take_in_new(offered: Offered, document: Document, by: Viewer, at: datetime) -> TakenIn:
    known, reading = offered.known, offered.reading
    report = Report(
        state=known.state,
        visit=None,
        body=known.body,
        symbol=known.symbol,
        dated_on=known.dated_on,
        already_public=known.already_public,
        title=noting.tidy(reading.about.title)[:300] or document.file_name,
        stage=ReportStage.TRANSMITTED.value,
        opened_on=known.dated_on or at.date(),
        transmitted_on=known.dated_on,
    )
    paragraphs = {one.number: _paragraph(report, one, by) for one in reading.paragraphs}
    items = _new_items(reading.items, paragraphs, known.months, {})
    with act("take a report in from a file", by=by.pk, at=at) as line:
        line.keep(report)
        line.keep(document)
        line.keep(_rendition(report, 1, document, by, at, gave_the_words=True))
        line.keep_all(list(paragraphs.values()))
        line.keep_all(items)
    return TakenIn(Taken.NEW, report, len(paragraphs), len(items))


def _take_in_again(
    offered: Offered, report: Report, document: Document, corrects: bool, by: Viewer, at: datetime
) -> TakenIn:
    """Another file of a report: the same words in another format, or a file that ``corrects`` them.

    What a correction says otherwise stands from now on, what stood there is kept, and the dialogue goes on.
    """
    number = (Rendition.objects.filter(report=report).aggregate(last=Max("number"))["last"] or 0) + 1
    paragraphs = items = 0
    with act("take in a rendition of a report", by=by.pk, at=at, about=report) as line:
        line.keep(document)
        line.keep(_rendition(report, number, document, by, at, gave_the_words=corrects))
        if offered.known.symbol and not report.symbol:
            line.move(report, seen={"symbol": ""}, to={"symbol": offered.known.symbol})
        if corrects:
            paragraphs = _renew_paragraphs(line, offered.reading, report, number, by)
            items = _renew_items(line, offered, report, number)
    return TakenIn(Taken.RENDITION, report, paragraphs, items)


def _rendition(
    report: Report, number: int, document: Document, by: Viewer, at: datetime, *, gave_the_words: bool
) -> Rendition:
    return Rendition(
        report=report,
        number=number,
        document=document,
        digest=document.digest,
        taken_in_on=at.date(),
        taken_in_by_id=by.pk,
        reader=READER,
        gave_the_words=gave_the_words,
    )


def _paragraph(report: Report, read: ReadParagraph, by: Viewer) -> Paragraph:
    return Paragraph(
        report=report, number=read.number, chapter=read.chapter, text=noting.tidy(read.text), written_by_id=by.pk
    )


def _new_items(
    read: Iterable[ReadItem], paragraphs: dict[int, Paragraph], months: int | None, last_place: dict[int, int]
) -> list[Item]:
    """Rows for items that were read; each gets the place after the last one of its paragraph."""
    items = []
    for one in read:
        paragraph = paragraphs[one.paragraph]
        last_place[one.paragraph] = last_place.get(one.paragraph, 0) + 1
        items.append(
            Item(
                report=paragraph.report,
                paragraph=paragraph,
                place_in_paragraph=last_place[one.paragraph],
                kind=one.kind.value,
                text=noting.tidy(one.text),
                months=months,
                printed=one.printed,
                made_by=list(one.made_by),
                position=one.position.value,
                read_with=one.confidence,
            )
        )
    return items


def _renew_paragraphs(line: LineDraft, reading: Reading, report: Report, rendition: int, by: Viewer) -> int:
    """Bring the paragraphs to what the rendition says; how many are new, changed or left out."""
    held = {one.number: one for one in Paragraph.objects.filter(report=report)}
    read = {one.number: one for one in reading.paragraphs}
    new = [_paragraph(report, one, by) for number, one in read.items() if number not in held]
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
    text = noting.tidy(read.text)
    if (text, read.chapter, None) == (paragraph.text, paragraph.chapter, paragraph.left_out_of):
        return False
    earlier = EarlierWording(
        paragraph=paragraph,
        wording=paragraph.wording,
        text=paragraph.text,
        written_by_id=paragraph.written_by_id,
    )
    to = {"text": text, "chapter": read.chapter, "left_out_of": None, "wording": paragraph.wording + 1}
    line.move(paragraph, seen=seen, to={**to, "written_by_id": by.pk})
    line.keep(earlier)
    return True


@dataclass(slots=True)
class _Whereto:
    """The rendition that items are brought to, and the last place that is taken in each paragraph."""

    rendition: int
    last_place: Counter[int]


def _renew_items(line: LineDraft, offered: Offered, report: Report, rendition: int) -> int:
    """Bring the items to what the rendition says; how many are new, changed or left out.

    Which is which is said by ``pairing``: by words before numbers, so that a response stays with what it answers.
    """
    rows = Item.objects.filter(report=report).select_related("paragraph")
    held = list(rows.order_by(F("left_out_of").asc(nulls_first=True), "paragraph__number", "place_in_paragraph"))
    read = offered.reading.items
    to = _Whereto(rendition, Counter())
    for item in held:
        number = item.paragraph.number
        to.last_place[number] = max(to.last_place[number], item.place_in_paragraph)
    pairs = pairing.paired(
        [Standing(one.paragraph.number, one.printed, one.text) for one in held],
        [Standing(one.paragraph, one.printed, noting.tidy(one.text)) for one in read],
    )
    paragraphs = {one.number: one for one in Paragraph.objects.filter(report=report).select_related("report")}
    by_hand, count = _corrected_by_hand(report), 0
    for place, item in enumerate(held):
        if place in pairs:
            one = read[pairs[place]]
            count += _renew_item(line, item, one, paragraphs[one.paragraph], by_hand.get(item.pk), to)
        elif item.left_out_of is None:
            line.move(item, seen={"wording": item.wording, "left_out_of": None}, to={"left_out_of": rendition})
            count += 1
    new = [one for place, one in enumerate(read) if place not in set(pairs.values())]
    line.keep_all(_new_items(new, paragraphs, offered.known.months, to.last_place))
    return count + len(new)


def _renew_item(
    line: LineDraft, item: Item, read: ReadItem, paragraph: Paragraph, by_hand: EarlierReading | None, to: _Whereto
) -> bool:
    """Let an item say what the rendition says of it; what a person corrected stays unless the file changed it."""
    seen = {"wording": item.wording, "left_out_of": item.left_out_of}
    said: dict[str, object] = {
        "text": noting.tidy(read.text),
        "kind": read.kind.value,
        "made_by": list(read.made_by),
        "position": read.position.value,
        "read_with": read.confidence,
        "printed": read.printed,
        "left_out_of": None,
    }
    if by_hand is not None:
        if item.left_out_of is not None and by_hand.because.startswith(NO_ITEM) and by_hand.text == said["text"]:
            return False
        kept = [name for name in CORRECTABLE if getattr(by_hand, name) == said[name]]
        said |= {name: getattr(item, name) for name in kept} | {"read_with": item.read_with}
    if item.paragraph_id != paragraph.pk:
        to.last_place[paragraph.number] += 1
        said |= {"paragraph": paragraph, "place_in_paragraph": to.last_place[paragraph.number]}
    if all(getattr(item, name) == value for name, value in said.items() if name != "read_with"):
        return False
    earlier = EarlierReading.of(item, f"{RENDITION} {to.rendition}")
    line.move(item, seen=seen, to={**said, "wording": item.wording + 1})
    line.keep(earlier)
    return True


def _corrected_by_hand(report: Report) -> dict[UUID, EarlierReading]:
    """What the file had said of items that a person corrected since, by the id of the item: the last of each."""
    held = EarlierReading.objects.filter(item__report=report).exclude(because__startswith=f"{RENDITION} ")
    return {one.item_id: one for one in held.order_by("wording")}


def correct_report(
    report: Report,
    *,
    symbol: str,
    body: str,
    already_public: bool,
    by: Viewer,
    at: datetime,
) -> Report:
    """Correct what is known of an archived report: its symbol, who made it, whether it is public already."""
    permit(Act.CORRECT_READING, by)
    symbol, body = noting.tidy(symbol).strip(), noting.tidy(body).strip()
    require(archiving.may_correct(from_archive=report.from_archive, stage=ReportStage(report.stage)))
    taken = Report.objects.filter(symbol=symbol).exclude(pk=report.pk).first() if symbol else None
    require(archiving.symbol_is_free(symbol=symbol, borne_by=taken.title if taken else ""))
    seen = {"symbol": report.symbol, "body": report.body, "already_public": report.already_public}
    to = {"symbol": symbol, "body": body, "already_public": already_public}
    if seen == to:
        return report
    with act("correct what is known of a report", by=by.pk, at=at, about=report) as line:
        return line.move(report, seen={**seen, "stage": ReportStage.TRANSMITTED.value}, to=to)


def take_out_report(report: Report, *, by: Viewer, at: datetime) -> None:
    """Take an archived report out again that was taken in by mistake: it is erased, and the line says so.

    Refused once anything rests on it: a response, an assessment, a publication, an item that repeats one of its own.
    """
    permit(Act.TAKE_IN_REPORTS, by)
    try:
        _take_out(report, by, at)
    except ProtectedError as rests:  # something came to rest on it at the same moment
        raise SomebodyWasFirst("report") from rests


def _take_out(report: Report, by: Viewer, at: datetime) -> None:
    with act("take a report out of the archive", by=by.pk, at=at, about=report) as line:
        report.refresh_from_db()
        require(taking_out_decision(report))
        for model, path in _PARTS:
            for row in model._base_manager.filter(**{path: report}):
                line.erase(row)
        for rendition in Rendition.objects.filter(report=report).select_related("document"):
            line.erase(rendition)
            line.erase(rendition.document)
        line.erase(report)


_PARTS: tuple[tuple[type[Model], str], ...] = (
    (EarlierReading, "item__report"),
    (Item, "report"),
    (EarlierWording, "paragraph__report"),
    (Paragraph, "report"),
)
