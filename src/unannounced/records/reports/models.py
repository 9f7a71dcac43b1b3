"""Reports, their numbered paragraphs and earlier wordings."""

from collections.abc import Mapping
from typing import ClassVar

from django.db import models

from unannounced.duties.reporting import ReportStage
from unannounced.records.accounts.models import Person
from unannounced.records.committee.models import Vote
from unannounced.records.findings.models import Finding
from unannounced.records.ledger.models import Kept
from unannounced.records.states.models import State
from unannounced.records.visits.models import Visit


class Report(Kept):
    """A report on a State: on a visit (ECPT Art. 10(1)), or taken in from the archive.

    One on a visit is confidential until the State asks for publication. One from the archive has no visit here; it
    may be another body's, may bear a symbol and a day of its own, and may say itself that it is public.
    """

    CAME_LATER: ClassVar[Mapping[str, object]] = {
        "body": "",
        "symbol": "",
        "already_public": False,
        "dated_on": None,
        "language": "",
        "numbered": True,
    }
    FOLLOWS: ClassVar[Mapping[str, str]] = {"state_id": "visit__state_id"}

    state = models.ForeignKey(State, on_delete=models.PROTECT, related_name="reports")
    visit = models.ForeignKey(Visit, null=True, on_delete=models.PROTECT, related_name="reports")
    body = models.CharField(max_length=120, blank=True, help_text="who made it; empty: this mechanism")
    symbol = models.CharField(max_length=60, blank=True, help_text="as printed; empty: not known, or not published")
    dated_on = models.DateField(null=True, help_text="the day it bears; empty: not known, or drafted here")
    already_public = models.BooleanField(default=False, help_text="it says itself that it is public")
    language = models.CharField(max_length=8, blank=True, help_text="of its text, ISO 639-1; empty: not known")
    numbered = models.BooleanField(default=True, help_text="whether it prints numbers of paragraphs")
    title = models.CharField(max_length=300)
    stage = models.CharField(max_length=20, choices=[(s.value, s.value) for s in ReportStage])
    opened_on = models.DateField()
    adopted_on = models.DateField(null=True)
    adopted_by = models.ForeignKey(Vote, null=True, on_delete=models.PROTECT, related_name="+")
    transmitted_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(stage="draft")
                | models.Q(adopted_by__isnull=False, adopted_on__isnull=False)
                | models.Q(visit__isnull=True),
                name="no_report_on_a_visit_is_adopted_without_a_vote",
            ),
            models.CheckConstraint(
                condition=~models.Q(stage__in=["transmitted", "published"]) | models.Q(transmitted_on__isnull=False),
                name="no_report_is_published_before_it_is_transmitted",
            ),
            models.CheckConstraint(
                condition=models.Q(visit__isnull=False) | models.Q(stage__in=["transmitted", "published"]),
                name="a_report_from_the_archive_is_no_draft",
            ),
            models.UniqueConstraint(
                fields=["symbol"], condition=~models.Q(symbol=""), name="a_symbol_stands_for_one_report"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "opened_on"], name="reports_on_a_state"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def from_archive(self) -> bool:
        """Whether it was taken in from a file, and not drafted here."""
        return self.visit_id is None


class Paragraph(Kept):
    """A numbered paragraph; ``wording`` counts how often it was written.

    ``left_out_of`` is the rendition of the file that no longer has it, for a report from the archive. ``printed`` is
    its number as printed where that differs from ``number``, and ``page`` the page of the file on which it begins.
    """

    CAME_LATER: ClassVar[Mapping[str, object]] = {"left_out_of": None, "printed": "", "page": None}

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="paragraphs")
    number = models.PositiveIntegerField()
    chapter = models.CharField(max_length=120, blank=True)
    text = models.TextField()
    wording = models.PositiveIntegerField(default=1)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    finding = models.ForeignKey(Finding, null=True, blank=True, on_delete=models.PROTECT, related_name="paragraphs")
    left_out_of = models.PositiveSmallIntegerField(null=True)
    printed = models.CharField(max_length=40, blank=True, help_text="its number as printed, where that differs")
    page = models.PositiveIntegerField(null=True, help_text="of the file it was read from, counted from 1")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="a_paragraph_number_stands_once_in_a_report"),
        ]

    def __str__(self) -> str:
        return f"paragraph {self.number}"


class EarlierWording(Kept):
    """What a paragraph said before it was written again: nothing said is overwritten."""

    paragraph = models.ForeignKey(Paragraph, on_delete=models.PROTECT, related_name="earlier_wordings")
    wording = models.PositiveIntegerField()
    text = models.TextField()
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["paragraph", "wording"], name="a_wording_is_kept_once"),
        ]

    def __str__(self) -> str:
        return f"wording {self.wording}"
