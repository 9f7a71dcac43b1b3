"""Access: what kept a delegation waiting or was refused, and the private interviews it held (ECPT Art. 8(2), 8(3))."""

from collections.abc import Mapping
from typing import ClassVar

from django.db import models

from unannounced.duties.admitting import Hindrance
from unannounced.records.accounts.models import Person
from unannounced.records.ledger.models import Kept
from unannounced.records.places.models import Place
from unannounced.records.visits.models import Visit


class AccessEvent(Kept):
    """A delay or refusal at a place, or of something asked for elsewhere: how long, who, why, and what was refused.

    Taken back, it stays and counts no more.
    """

    CAME_LATER: ClassVar[Mapping[str, object]] = {"taken_back_at": None, "taken_back_because": ""}

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="access_events")
    place = models.ForeignKey(Place, null=True, on_delete=models.PROTECT, related_name="access_events")
    day = models.DateField()
    at_time = models.CharField(max_length=5, blank=True, help_text="time of day at the place, 09:30")
    hindrance = models.CharField(max_length=30, choices=[(one.value, one.value) for one in Hindrance])
    minutes = models.PositiveIntegerField(null=True, help_text="waited; empty: not known")
    who = models.CharField(max_length=120, blank=True, help_text="by function, never a name")
    why = models.TextField(blank=True, help_text="the reason that was given, or that none was")
    overcome_on = models.DateField(null=True, help_text="when access was given after all")
    noted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    taken_back_at = models.DateTimeField(null=True)
    taken_back_because = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["visit", "day"], name="hindrances_of_a_visit")]

    def __str__(self) -> str:
        return f"{self.hindrance} on {self.day}"


class InterviewHeld(Kept):
    """Interviews at a place on a day, counted: with how many persons, in which language, in private or not.

    Who was spoken with is not here; what was said is in the notebook. Taken back, it stays and counts no more.
    """

    CAME_LATER: ClassVar[Mapping[str, object]] = {"taken_back_at": None, "taken_back_because": ""}

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="interviews")
    place = models.ForeignKey(Place, null=True, on_delete=models.PROTECT, related_name="interviews")
    day = models.DateField()
    persons = models.PositiveSmallIntegerField(default=1, help_text="1: an individual interview; more: a group")
    whom = models.CharField(max_length=30, help_text="persons deprived of liberty, staff, others")
    language = models.CharField(max_length=10, blank=True)
    interpreted = models.BooleanField(default=False)
    private = models.BooleanField(null=True, help_text="out of hearing, and of sight where that was wanted")
    not_private_because = models.TextField(blank=True)
    noted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    taken_back_at = models.DateTimeField(null=True)
    taken_back_because = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(persons__gte=1), name="an_interview_is_with_somebody"),
        ]
        indexes = [models.Index(fields=["visit", "day"], name="interviews_of_a_visit")]

    def __str__(self) -> str:
        return f"{self.persons} on {self.day}"
