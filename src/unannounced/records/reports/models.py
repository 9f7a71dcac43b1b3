"""Reports, their numbered paragraphs and earlier wordings."""

from django.db import models

from unannounced.duties.reporting import ReportStage
from unannounced.records.accounts.models import Person
from unannounced.records.committee.models import Vote
from unannounced.records.findings.models import Finding
from unannounced.records.ledger.models import Kept
from unannounced.records.visits.models import Visit


class Report(Kept):
    """The report on a visit (ECPT Art. 10(1)); confidential until the State asks for publication."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="reports")
    title = models.CharField(max_length=300)
    stage = models.CharField(max_length=20, choices=[(s.value, s.value) for s in ReportStage])
    opened_on = models.DateField()
    adopted_on = models.DateField(null=True)
    adopted_by = models.ForeignKey(Vote, null=True, on_delete=models.PROTECT, related_name="+")
    transmitted_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(stage="draft") | models.Q(adopted_by__isnull=False, adopted_on__isnull=False),
                name="no_report_is_adopted_without_a_vote",
            ),
            models.CheckConstraint(
                condition=~models.Q(stage__in=["transmitted", "published"]) | models.Q(transmitted_on__isnull=False),
                name="no_report_is_published_before_it_is_transmitted",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Paragraph(Kept):
    """A numbered paragraph; ``wording`` counts how often it was written."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="paragraphs")
    number = models.PositiveIntegerField()
    chapter = models.CharField(max_length=120, blank=True)
    text = models.TextField()
    wording = models.PositiveIntegerField(default=1)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    finding = models.ForeignKey(Finding, null=True, blank=True, on_delete=models.PROTECT, related_name="paragraphs")

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
