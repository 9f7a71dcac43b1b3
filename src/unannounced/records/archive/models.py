"""Renditions of archived reports, and batches of files that somebody is taking in by page."""

import uuid
from collections.abc import Mapping
from typing import ClassVar

from django.db import models

from unannounced.records.accounts.models import Person
from unannounced.records.documents.models import Document
from unannounced.records.ledger.models import Kept
from unannounced.records.reports.models import Report


class Rendition(Kept):
    """One file of a report: the first one taken in, a corrected one, or the same words in another format.

    What stands in the report is the newest rendition that ``gave_the_words``; the others stay as they came. A file
    that holds several reports is a rendition of each of them, by its ``part``. ``noticed`` is what the reader said of
    the file as a whole: sentences, each with its facts.
    """

    CAME_LATER: ClassVar[Mapping[str, object]] = {"part": 1, "noticed": []}

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="renditions")
    number = models.PositiveSmallIntegerField()
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="renditions")
    digest = models.CharField(max_length=64, help_text="of its document: the same file is taken in once")
    taken_in_on = models.DateField()
    taken_in_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reader = models.PositiveSmallIntegerField(help_text="version of the reader that read it")
    gave_the_words = models.BooleanField(help_text="whether the report says what this file says")
    part = models.PositiveSmallIntegerField(default=1, help_text="which of the reports in the file")
    noticed = models.JSONField(default=list, blank=True, help_text="what the reader said of the file as a whole")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="a_rendition_has_its_own_number"),
            models.UniqueConstraint(fields=["digest", "part"], name="each_part_of_a_file_is_taken_in_once"),
        ]

    def __str__(self) -> str:
        return f"rendition {self.number}"


class BatchStage(models.TextChoices):
    """How far a batch has come."""

    READING = "reading"
    READ = "read"
    TAKING = "taking"
    DONE = "done"
    STOPPED = "stopped"


class Batch(models.Model):
    """Files somebody laid before the office by page, to be read, looked at and taken in. Technical: no line.

    What is taken in has its line; the batch and its files can be removed when it is done.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    laid_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    laid_at = models.DateTimeField()
    stage = models.CharField(max_length=10, choices=BatchStage.choices, default=BatchStage.READING)
    state_code = models.CharField(max_length=3, blank=True, help_text="the State of all of them, where it was said")

    def __str__(self) -> str:
        return f"batch of {self.laid_at:%Y-%m-%d %H:%M}"


class Laid(models.Model):
    """A file of a batch: its bytes until it is taken in or refused, and what became of it."""

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="files")
    place = models.PositiveIntegerField()
    file_name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    content = models.BinaryField()
    chosen = models.BooleanField(default=True, help_text="whether it is to be taken in")
    said = models.JSONField(default=dict, help_text="what was read in it, or why it cannot be read")
    outcome = models.CharField(max_length=12, blank=True, help_text="taken, rendition, known or refused; empty: waits")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "place"], name="a_file_has_its_own_place_in_a_batch"),
        ]

    def __str__(self) -> str:
        return self.file_name
