"""Findings, the entries they rest on, and the communications that tell of the same."""

from django.db import models

from unannounced.records.accounts.models import Person
from unannounced.records.communications.models import Communication
from unannounced.records.ledger.models import Kept
from unannounced.records.notebooks.models import Entry
from unannounced.records.visits.models import Visit


class Finding(Kept):
    """A conclusion of the delegation. How strongly it is supported is computed from its entries."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="findings")
    text = models.TextField()
    drawn_on = models.DateField()
    drawn_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.text[:80]


class Support(Kept):
    """An entry that a finding rests on."""

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="supports")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="supports")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["finding", "entry"], name="an_entry_supports_a_finding_once"),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} supports {self.finding_id}"


class ToldIn(Kept):
    """That a communication tells of what a finding says. It is no support: nobody of the delegation heard it."""

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="+")
    communication = models.ForeignKey(Communication, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["finding", "communication"], name="a_finding_is_told_in_a_letter_once"),
        ]

    def __str__(self) -> str:
        return str(self.finding_id)
