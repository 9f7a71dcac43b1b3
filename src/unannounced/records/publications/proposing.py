"""Keeping what rules propose of persons in transmitted reports, so that no page has to look through every word again.

Computed: it can be thrown away and made again. The act of publication never rests on it; it looks for itself.
"""

from uuid import UUID

from django.db import transaction
from django.db.models import Max

from unannounced.duties import recognising
from unannounced.duties.reporting import ReportStage
from unannounced.records.ledger.models import Line
from unannounced.records.publications.models import PersonProposal
from unannounced.records.publications.persons import NOTHING, Looked, look_through, looked_at
from unannounced.records.reports.models import Paragraph, Report


def keep_proposals(report: Report) -> bool:
    """Look through a report and keep what is proposed, unless that is kept of the same texts; whether it looked."""
    looked = looked_at(report)
    if PersonProposal.objects.filter(report=report, texts=looked.digest).exists():
        return False
    rows = _rows(report, looked)
    with transaction.atomic():
        PersonProposal.objects.filter(report=report).delete()
        PersonProposal.objects.bulk_create(rows, batch_size=400)
    return True


def _rows(report: Report, looked: Looked) -> list[PersonProposal]:
    """A row for each piece of words and paragraph; one row without words says that nothing was found."""
    paragraphs = {one.pk: one for one, _text in looked.texts if one is not None}
    found: dict[tuple[str, str, UUID | None], Paragraph | None] = {
        (one.words, one.trait.value, place.paragraph_id): paragraphs.get(place.paragraph_id)
        if place.paragraph_id
        else None
        for one in look_through(looked)
        for place in one.where
    }
    plain = {"report": report, "texts": looked.digest}
    rows = [
        PersonProposal(
            **plain, paragraph=paragraph, words=words, kind=kind, why=recognising.WHY[recognising.Trait(kind)]
        )
        for (words, kind, _key), paragraph in found.items()
    ]
    return rows or [PersonProposal(**plain, words=NOTHING, kind="", why="")]


class Lookout:
    """Looks through each transmitted report once, and again when something was done to what it rests on."""

    def __init__(self) -> None:
        self._last: int | None = None
        self._waiting: list[UUID] = []

    def follow(self) -> bool:
        """Look through one report that waits; whether another does."""
        self._note_what_was_done()
        if not self._waiting:
            return False
        report = Report.objects.filter(pk=self._waiting.pop(0)).select_related("state", "visit").first()
        if report is not None and report.stage == ReportStage.TRANSMITTED.value:
            keep_proposals(report)
        return bool(self._waiting)

    def _note_what_was_done(self) -> None:
        """At first all of them wait, then those on whose visits something was done since."""
        last = Line.objects.aggregate(last=Max("seq"))["last"] or 0
        if last == self._last:
            return
        reports = Report.objects.filter(stage=ReportStage.TRANSMITTED.value, visit__isnull=False)
        if self._last is not None:
            touched = Line.objects.filter(seq__gt=self._last, within__isnull=False).values("within")
            reports = reports.filter(visit__in=touched)
        new = reports.order_by("pk").values_list("pk", flat=True)
        self._waiting += [one for one in new if one not in self._waiting]
        self._last = last
