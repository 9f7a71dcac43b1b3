"""The ledger's tables, and what every row that it answers for has in common."""

import uuid
from collections.abc import Mapping
from typing import ClassVar

from django.db import models

from unannounced.records.parcels.models import new_salt


class Kept(models.Model):
    """A row the ledger answers for: a random id, and a salt that is erased with it.

    ``UNDIGESTED`` names columns that may change without a line, such as the day of the last sign-in.
    ``CAME_LATER`` names columns added after the table was first used, with the value that rows from
    before have in them: so long as a row has it, the column is no part of its digest (decision 10).
    ``FOLLOWS`` names columns that repeat what another row says, with the path to it, such as the State of a
    report on a visit: while that path leads somewhere they are no part of the digest, and ``verify`` compares
    the two (decision 12).
    """

    UNDIGESTED: ClassVar[frozenset[str]] = frozenset()
    CAME_LATER: ClassVar[Mapping[str, object]] = {}
    FOLLOWS: ClassVar[Mapping[str, str]] = {}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    salt = models.CharField(max_length=32, default=new_salt, editable=False)

    class Meta:
        abstract = True


class Line(models.Model):
    """One act: who, when, what, and the digest of each row it made, changed or erased.

    Written with the act in one transaction, unlinked; the linker adds ``number`` and ``link`` in the
    order of commit. No foreign keys: a line outlives what it speaks of.
    """

    seq = models.BigAutoField(primary_key=True)
    act = models.CharField(max_length=60)
    by = models.UUIDField(help_text="the person who acted")
    at = models.DateTimeField()
    via = models.CharField(max_length=40)
    subject = models.CharField(max_length=60, help_text="the table of what the act is about")
    subject_id = models.UUIDField()
    within = models.UUIDField(null=True, help_text="the visit it belongs to, where there is one")
    rows = models.JSONField(help_text="[how, table, id, digest] for each row")
    seal = models.CharField(max_length=64)
    number = models.BigIntegerField(null=True)
    link = models.CharField(max_length=64, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["number"], name="each_line_has_its_own_number"),
            models.CheckConstraint(
                condition=models.Q(number__isnull=True, link="") | models.Q(number__gte=1) & ~models.Q(link=""),
                name="a_line_has_number_and_link_or_neither",
            ),
        ]
        indexes = [
            models.Index(fields=["subject_id"], name="lines_about_a_subject"),
            models.Index(fields=["within"], name="lines_within_a_visit"),
            models.Index(fields=["seq"], condition=models.Q(number__isnull=True), name="lines_that_wait"),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.subject_id}"


class Reading(models.Model):
    """One reading of something confidential. Beside the ledger, never chained: reading is not an act."""

    seq = models.BigAutoField(primary_key=True)
    by = models.UUIDField()
    at = models.DateTimeField()
    subject = models.CharField(max_length=60)
    subject_id = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["subject_id"], name="readings_of_a_subject")]

    def __str__(self) -> str:
        return f"{self.subject} {self.subject_id}"
