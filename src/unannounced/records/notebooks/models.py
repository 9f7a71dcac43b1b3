"""Entries of a visit's notebook."""

from django.db import models

from unannounced.duties.noting import EntryKind
from unannounced.records.accounts.models import Person
from unannounced.records.ledger.models import Kept
from unannounced.records.places.models import Place
from unannounced.records.visits.models import Visit


class Entry(Kept):
    """What one member noted. Never changed: a correction is a new entry that names the old one."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="entries")
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=20, choices=[(k.value, k.value) for k in EntryKind])
    text = models.TextField()
    source = models.CharField(max_length=60, help_text="a letter or role: who or what it comes from, never a name")
    noted_on = models.DateField()
    noted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="entries")
    corrects = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrections")

    def __str__(self) -> str:
        return f"{self.kind} of {self.noted_on}"
