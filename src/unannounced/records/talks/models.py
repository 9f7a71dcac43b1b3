"""The end of a visit: talks, immediate observations with their day due, preliminary observations, cooperation."""

from django.db import models

from unannounced.duties.admitting import Cooperation
from unannounced.records.accounts.models import Person
from unannounced.records.documents.models import Document
from unannounced.records.ledger.models import Kept
from unannounced.records.places.models import Place
from unannounced.records.visits.models import Visit


class FinalTalks(Kept):
    """Talks at the end of a visit, or during it: with whom, and what was said on both sides."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="talks")
    day = models.DateField()
    present = models.TextField(help_text="for the State, by office")
    said = models.TextField(blank=True)
    noted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.day)


class ImmediateObservation(Kept):
    """An observation made at once, with the day by which the State is to answer (ECPT Art. 8(5))."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="immediate_observations")
    place = models.ForeignKey(Place, null=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    made_on = models.DateField()
    due_on = models.DateField()
    answered_on = models.DateField(null=True)
    answer = models.TextField(blank=True)
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(due_on__gte=models.F("made_on")), name="an_answer_is_not_due_before_it_is_asked"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class PreliminaryObservations(Kept):
    """What was told at the final talks, sent in writing afterwards."""

    visit = models.OneToOneField(Visit, on_delete=models.PROTECT, related_name="preliminary")
    sent_on = models.DateField()
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")
    noted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.sent_on)


class CooperationGrade(Kept):
    """How the authorities cooperated on a visit, as the delegation judged it, with reasons. A later one corrects."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="grades")
    grade = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Cooperation])
    because = models.TextField()
    graded_on = models.DateField()
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")
    graded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.grade
