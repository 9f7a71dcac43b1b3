"""Visits, who goes, who is let know, and the places that were visited."""

from django.db import models

from unannounced.duties.visiting import VisitKind, VisitStage
from unannounced.records.accounts.models import Person
from unannounced.records.ledger.models import Kept
from unannounced.records.places.models import Place
from unannounced.records.states.models import State


class Visit(Kept):
    """A visit. Until it is notified it exists only for its delegation and those it names."""

    state = models.ForeignKey(State, on_delete=models.PROTECT, related_name="visits")
    kind = models.CharField(max_length=20, choices=[(k.value, k.value) for k in VisitKind])
    purpose = models.TextField(blank=True)
    begins = models.DateField()
    ends = models.DateField()
    stage = models.CharField(max_length=20, choices=[(s.value, s.value) for s in VisitStage])
    planned_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    notified_on = models.DateField(null=True)
    talks_on = models.DateField(null=True, help_text="end-of-visit talks, where immediate observations are made")
    too_few_because = models.TextField(blank=True, help_text="why fewer members than the rule wants")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends__gte=models.F("begins")), name="a_visit_does_not_end_before_it_begins"
            ),
            models.CheckConstraint(
                condition=models.Q(stage__in=["planned", "cancelled"]) | models.Q(notified_on__isnull=False),
                name="no_visit_goes_on_without_notification",
            ),
        ]
        indexes = [models.Index(fields=["state", "begins"], name="visits_to_a_state")]

    def __str__(self) -> str:
        return f"{self.kind} {self.begins}"


class Capacity(models.TextChoices):
    """As what somebody goes."""

    MEMBER = "member"
    EXPERT = "expert"
    INTERPRETER = "interpreter"
    SECRETARIAT = "secretariat"


class Delegate(Kept):
    """Somebody who goes on a visit."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="delegates")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="delegations")
    capacity = models.CharField(max_length=20, choices=Capacity.choices)
    head = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["visit", "person"], name="a_delegate_is_named_once"),
            models.UniqueConstraint(fields=["visit"], condition=models.Q(head=True), name="a_delegation_has_one_head"),
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.capacity})"


class Confidant(Kept):
    """Somebody outside the delegation who is let know of a visit before it is notified."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="confidants")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["visit", "person"], name="a_confidant_is_named_once"),
        ]

    def __str__(self) -> str:
        return str(self.person)


class VisitedPlace(Kept):
    """A place that the delegation went to, and how it was let in."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="visited_places")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="visited")
    day = models.DateField()
    waited_minutes = models.PositiveIntegerField(default=0)
    access = models.TextField(blank=True, help_text="delays and refusals: who, and why")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["visit", "place", "day"], name="a_place_is_visited_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.place} on {self.day}"
