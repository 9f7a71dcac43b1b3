"""Acts of States under the treaties and the public record: facts with a day, a source and a confidence."""

from collections.abc import Mapping
from typing import ClassVar

from django.db import models

from unannounced.duties.treaty.acts import Confidence
from unannounced.records.ledger.models import Kept
from unannounced.records.states.models import State

CONFIDENCES = [(confidence.value, confidence.value) for confidence in Confidence]


class TreatyAct(Kept):
    """An act under a treaty, or a cross-check of a computed result; never changed: a correction is a new row."""

    CAME_LATER: ClassVar[Mapping[str, object]] = {"named_day": None, "concerns": [], "corrects": "", "never": False}

    treaty = models.CharField(max_length=20)
    state = models.ForeignKey(State, null=True, on_delete=models.PROTECT, related_name="treaty_acts")
    action = models.CharField(max_length=60)
    day = models.DateField(null=True)
    year = models.PositiveSmallIntegerField(null=True, help_text="where only the year is known")
    note = models.TextField(blank=True)
    source = models.TextField()
    confidence = models.CharField(max_length=20, choices=CONFIDENCES)
    named_day = models.DateField(null=True, help_text="a later day of effect that the act itself names")
    concerns = models.JSONField(default=list, help_text="the articles of a declaration, or a territory")
    corrects = models.CharField(max_length=10, blank=True, help_text="the date as the corrected row has it, or unknown")
    never = models.BooleanField(default=False, help_text="the corrected act never happened")
    known_since = models.DateField(help_text="the day since which the register knows of it")

    class Meta:
        indexes = [models.Index(fields=["state", "treaty"], name="acts_of_a_state")]

    def __str__(self) -> str:
        return f"{self.treaty} {self.action}"


class PublicFact(Kept):
    """A line of the public record: a published report, a public statement, a vacant seat."""

    state = models.ForeignKey(State, on_delete=models.PROTECT, related_name="public_facts")
    kind = models.CharField(max_length=40)
    begins = models.DateField(null=True)
    ends = models.DateField(null=True)
    published_on = models.DateField(null=True)
    symbol = models.CharField(max_length=60, blank=True)
    note = models.TextField(blank=True)
    source = models.TextField()
    confidence = models.CharField(max_length=20, choices=CONFIDENCES)

    def __str__(self) -> str:
        return f"{self.kind} {self.symbol}"
