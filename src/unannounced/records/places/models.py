"""Places of detention: what they are, and how many persons they hold on which day."""

from django.db import models

from unannounced.records.ledger.models import Kept
from unannounced.records.places.kinds import kind_word
from unannounced.records.states.models import State


class Place(Kept):
    """A place of detention. Kinds are data: see ``kinds``."""

    state = models.ForeignKey(State, on_delete=models.PROTECT, related_name="places")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=40)
    region = models.CharField(max_length=120, blank=True)
    authority = models.CharField(max_length=200, blank=True)
    opened = models.PositiveSmallIntegerField(null=True, help_text="year")
    capacity = models.PositiveIntegerField(null=True, help_text="official, persons; empty: not known")

    class Meta:
        indexes = [models.Index(fields=["state", "name"], name="places_of_a_state")]

    def __str__(self) -> str:
        return self.name

    @property
    def kind_word(self) -> str:
        """The kind in words."""
        return kind_word(self.kind)


class Population(Kept):
    """How many persons a place held on a day, and who says so."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="populations")
    day = models.DateField()
    persons = models.PositiveIntegerField()
    source = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "day", "source"], name="a_source_says_one_number_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.persons} on {self.day}"
