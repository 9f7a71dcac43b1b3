"""What was measured: one row for each subject on a day, its values as written; and rules of low confidence signed off.

Verdicts are never kept: they are computed from values and rules each time.
"""

from django.db import models

from unannounced.records.accounts.models import Person
from unannounced.records.ledger.models import Kept
from unannounced.records.places.models import Part, Place
from unannounced.records.visits.models import Visit


class Measured(Kept):
    """What was measured of one subject (a cell, a person's isolation, an episode, the place) on a day.

    ``values`` has for each measure of ``facts/measures.yaml`` its value as a text: "12.5", "10.5..11.5", "yes",
    "a;b". A correction is a new row that ``replaces`` this one. On a visit it is under that visit's need to know.
    """

    visit = models.ForeignKey(Visit, null=True, on_delete=models.PROTECT, related_name="measured")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="measured")
    part = models.ForeignKey(Part, null=True, on_delete=models.PROTECT, related_name="measured")
    subject = models.CharField(max_length=120, help_text="the room, person or episode, as it is called there")
    day = models.DateField()
    room_kind = models.CharField(max_length=40, blank=True)
    groups = models.JSONField(default=list, help_text="groups of persons, as the rules name them")
    values = models.JSONField(default=dict)
    source = models.CharField(max_length=200, blank=True, help_text="who says so, if not the delegation")
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")
    noted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["place", "day"], name="measured_at_a_place")]

    def __str__(self) -> str:
        return self.subject


class SignOff(Kept):
    """Somebody found a rule of low confidence right, in the wording of this digest; taken back, it is off again."""

    rule = models.CharField(max_length=40)
    digest = models.CharField(max_length=64, help_text="of the rule as it stood, SHA-256")
    because = models.CharField(max_length=500, help_text="where it was checked")
    signed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()
    taken_back_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "digest"],
                condition=models.Q(taken_back_at__isnull=True),
                name="a_wording_of_a_rule_is_signed_off_once",
            ),
        ]

    def __str__(self) -> str:
        return self.rule
