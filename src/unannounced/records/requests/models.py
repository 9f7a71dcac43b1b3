"""Requests for information on a person or an event, outside any visit, and their answers."""

from collections.abc import Mapping
from typing import ClassVar

from django.db import models

from unannounced.records.documents.models import Document
from unannounced.records.ledger.models import Kept
from unannounced.records.states.models import State


class Request(Kept):
    """A request to a State (ECPT Art. 8(2)(d)). Answered or silent is computed from its answers."""

    state = models.ForeignKey(State, on_delete=models.PROTECT, related_name="requests")
    subject = models.CharField(max_length=200)
    text = models.TextField()
    made_on = models.DateField()
    due_on = models.DateField(help_text="the day that was set in it")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(due_on__gte=models.F("made_on")), name="a_request_is_not_due_before_it_is_made"
            ),
        ]

    def __str__(self) -> str:
        return self.subject


class Answer(Kept):
    """What the State answered."""

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="answers")
    received_on = models.DateField()
    text = models.TextField()
    document = models.ForeignKey(
        Document, null=True, blank=True, on_delete=models.PROTECT, related_name="answers", help_text="as received"
    )

    CAME_LATER: ClassVar[Mapping[str, object]] = {"document_id": None}

    def __str__(self) -> str:
        return f"answer of {self.received_on}"


class Reminder(Kept):
    """The State was reminded of a request that it had not answered, and given a new day."""

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="reminders")
    made_on = models.DateField()
    due_on = models.DateField(help_text="the new day that was set")
    text = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "made_on"], name="a_state_is_reminded_once_a_day"),
            models.CheckConstraint(
                condition=models.Q(due_on__gt=models.F("made_on")), name="a_reminder_sets_a_later_day"
            ),
        ]

    def __str__(self) -> str:
        return f"reminder of {self.made_on}"
