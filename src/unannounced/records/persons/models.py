"""Pseudonyms and consents, apart from what was said (OPCAT Art. 16(2), 21(2); ECPT Art. 11(3)).

No name is kept. Of those who see the visit, its delegation and the secretariat see its pseudonyms and consents
(``consenting.knows_persons``); all others read what was said without learning which words are of one person.
"""

from django.db import models

from unannounced.duties.consenting import Answer, Purpose
from unannounced.records.accounts.models import Person
from unannounced.records.ledger.models import Kept
from unannounced.records.visits.models import Visit


class Pseudonym(Kept):
    """A word by which a person is called in the notebook of one visit."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="pseudonyms")
    word = models.CharField(max_length=40)
    language = models.CharField(max_length=10, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["visit", "word"], name="a_pseudonym_is_used_once_on_a_visit"),
        ]

    def __str__(self) -> str:
        return self.word


class Consent(Kept):
    """What a person answered when asked, for one purpose and recipient. A later answer stands beside the earlier."""

    pseudonym = models.ForeignKey(Pseudonym, on_delete=models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=30, choices=[(one.value, one.value) for one in Purpose])
    recipient = models.CharField(
        max_length=120, blank=True, help_text="with whom it may be shared, where that is asked"
    )
    answer = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Answer])
    asked_on = models.DateField()
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=10, blank=True)
    how = models.CharField(max_length=200, blank=True, help_text="how it was explained")
    present = models.CharField(max_length=200, blank=True, help_text="who else was present, by function")
    guardian = models.CharField(max_length=200, blank=True, help_text="who consents for them, by function")
    noted_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["pseudonym", "purpose", "noted_at"], name="consents_of_a_person")]

    def __str__(self) -> str:
        return f"{self.purpose}: {self.answer}"
