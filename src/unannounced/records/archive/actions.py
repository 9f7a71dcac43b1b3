"""Taking a report in from a file, a new rendition of it, correcting what is known of it, taking it out again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max, Model, ProtectedError

from unannounced.crafts.reading import READER, Reading
from unannounced.duties import archiving, noting
from unannounced.duties.archiving import Taken
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import require
from unannounced.duties.reporting import ReportStage
from unannounced.records.accounts.queries import Viewer, permit
from unannounced.records.archive.models import Rendition
from unannounced.records.archive.queries import (
    Offered,
    is_taken_in,
    taking_out_decision,
    where_it_belongs,
)
from unannounced.records.archive.renewing import items_of, noted, paragraph_of, renew_items, renew_paragraphs
from unannounced.records.documents.models import Document, digest_of
from unannounced.records.ledger.actions import LineDraft, SomebodyWasFirst, act
from unannounced.records.ledger.models import Kept
from unannounced.records.readings.models import PARTS
from unannounced.records.recommendations.models import EarlierReading, Item
from unannounced.records.reports.models import EarlierWording, Paragraph, Report


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of a file: the report it belongs to, and how many paragraphs and items are new or changed."""

    how: Taken
    report: Report | None
    paragraphs: int = 0
    items: int = 0


def take_in_report(offered: Offered, *, by: Viewer, at: datetime) -> TakenIn:
    """Take a report in from a file, or the file as a new rendition of a report that is here; one act.

    The same part of the same bytes is welcome again and changes nothing. Refused: no day or one in the future, no
    paragraph, a symbol that another file bears with other words.
    """
    permit(Act.TAKE_IN_REPORTS, by)
    try:
        with transaction.atomic():
            return _take_in(offered, by, at)
    except IntegrityError as first:  # the same file, or another with its symbol, came at the same moment
        raise SomebodyWasFirst("report") from first


def take_in_file(parts: Sequence[Offered], *, by: Viewer, at: datetime) -> list[TakenIn]:
    """Take in every report of one file, each by an act of its own: all of them or none."""
    with transaction.atomic():
        return [take_in_report(one, by=by, at=at) for one in parts]


def _take_in(offered: Offered, by: Viewer, at: datetime) -> TakenIn:
    if is_taken_in(offered):
        return TakenIn(Taken.KNOWN, None)
    place = where_it_belongs(offered, today=at.date())
    held = Document.objects.filter(digest=digest_of(offered.content), renditions__isnull=False).first()
    document = held or Document.as_it_came(offered.file_name, offered.content)
    file = _File(document, held is None, offered)
    if place.report is None:
        return _take_in_new(file, by, at)
    return _take_in_again(file, place.report, place.corrects, by, at)


@dataclass(frozen=True, slots=True)
class _File:
    """A file on its way in: its document, whether that is new, and what was read in the part of it that is meant."""

    document: Document
    is_new: bool
    offered: Offered

    def keep(self, line: LineDraft) -> None:
        """Keep the document, unless another report of the same file brought it."""
        if self.is_new:
            line.keep(self.document)


def _take_in_new(file: _File, by: Viewer, at: datetime) -> TakenIn:
    known, reading = file.offered.known, file.offered.reading
    report = Report(
        state=known.state,
        visit=None,
        body=known.body,
        symbol=known.symbol,
        dated_on=known.dated_on,
        already_public=known.already_public,
        language=reading.about.language[:8],
        numbered=reading.numbered,
        title=noting.tidy(reading.about.title)[:300] or file.document.file_name,
        stage=ReportStage.TRANSMITTED.value,
        opened_on=known.dated_on or at.date(),
        transmitted_on=known.dated_on,
    )
    paragraphs = {one.number: paragraph_of(report, one, by) for one in reading.paragraphs}
    items = items_of(reading.items, paragraphs, known.months, {})
    with act("take a report in from a file", by=by.pk, at=at) as line:
        line.keep(report)
        file.keep(line)
        line.keep(_rendition(report, 1, file, by, at, gave_the_words=True))
        line.keep_all(list(paragraphs.values()))
        line.keep_all(items)
    return TakenIn(Taken.NEW, report, len(paragraphs), len(items))


def _take_in_again(file: _File, report: Report, corrects: bool, by: Viewer, at: datetime) -> TakenIn:
    """Another file of a report: the same words in another format, or a file that ``corrects`` them.

    What a correction says otherwise stands from now on, what stood there is kept, and the dialogue goes on.
    """
    known, reading = file.offered.known, file.offered.reading
    number = (Rendition.objects.filter(report=report).aggregate(last=Max("number"))["last"] or 0) + 1
    paragraphs = items = 0
    with act("take in a rendition of a report", by=by.pk, at=at, about=report) as line:
        file.keep(line)
        line.keep(_rendition(report, number, file, by, at, gave_the_words=corrects))
        _learn(line, report, known.symbol, reading, corrects)
        if corrects:
            paragraphs = renew_paragraphs(line, reading, report, number, by)
            items = renew_items(line, reading, report, number, known.months)
    return TakenIn(Taken.RENDITION, report, paragraphs, items)


def _learn(line: LineDraft, report: Report, symbol: str, reading: Reading, corrects: bool) -> None:
    """Enter what was not known of a report and this file says; what a correction says of the whole stands."""
    to: dict[str, object] = {}
    if symbol and not report.symbol:
        to["symbol"] = symbol
    if reading.about.language and (corrects or not report.language):
        to["language"] = reading.about.language[:8]
    if corrects:
        to["numbered"] = reading.numbered
    to = {name: value for name, value in to.items() if getattr(report, name) != value}
    if to:
        line.move(report, seen={name: getattr(report, name) for name in to}, to=to)


def _rendition(
    report: Report, number: int, file: _File, by: Viewer, at: datetime, *, gave_the_words: bool
) -> Rendition:
    notes = file.offered.reading.notes
    return Rendition(
        report=report,
        number=number,
        document=file.document,
        digest=file.document.digest,
        taken_in_on=at.date(),
        taken_in_by_id=by.pk,
        reader=READER,
        gave_the_words=gave_the_words,
        part=file.offered.part,
        noticed=[noted(one) for one in notes],
    )


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
        for model, path in (*PARTS, *_PARTS):
            rows = model._base_manager.filter(**{path: report})
            if issubclass(model, Kept):
                for row in rows:
                    line.erase(row)
            else:
                rows.delete()  # computed: no line speaks of it
        for rendition in Rendition.objects.filter(report=report).select_related("document"):
            line.erase(rendition)
            if not Rendition.objects.filter(document=rendition.document_id).exists():
                line.erase(rendition.document)
        line.erase(report)


_PARTS: tuple[tuple[type[Model], str], ...] = (
    (EarlierReading, "item__report"),
    (Item, "report"),
    (EarlierWording, "paragraph__report"),
    (Paragraph, "report"),
)
