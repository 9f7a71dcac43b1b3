"""Items of reports, what the State answered, what we found of it, and public statements."""

from django.db import models

from unannounced.duties.dialogue import Claim, Verdict
from unannounced.duties.reporting import ItemKind
from unannounced.records.accounts.models import Person
from unannounced.records.committee.models import Vote
from unannounced.records.ledger.models import Kept
from unannounced.records.reports.models import Paragraph, Report
from unannounced.records.states.models import State


class Item(Kept):
    """A recommendation, comment, request for information or immediate observation, on a paragraph.

    Its due date and its follow-up are computed, never stored; ``months`` is the time that was set,
    where it differs from the mechanism's rule.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="items")
    paragraph = models.ForeignKey(Paragraph, on_delete=models.PROTECT, related_name="items")
    place_in_paragraph = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=30, choices=[(k.value, k.value) for k in ItemKind])
    text = models.TextField()
    addressee = models.CharField(max_length=200, blank=True)
    months = models.PositiveSmallIntegerField(null=True, blank=True)
    repeats = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="repeated_by")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["paragraph", "place_in_paragraph"], name="an_item_has_its_own_place_in_its_paragraph"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class Response(Kept):
    """What the State answered to an item, and what it claims by it."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="responses")
    received_on = models.DateField()
    claim = models.CharField(max_length=30, choices=[(c.value, c.value) for c in Claim])
    text = models.TextField()
    registered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.claim} of {self.received_on}"


class Assessment(Kept):
    """What the monitor verified; claimed by the authority and verified by the monitor are two things."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="assessments")
    day = models.DateField()
    verdict = models.CharField(max_length=30, choices=[(v.value, v.value) for v in Verdict])
    text = models.TextField()
    evidence = models.TextField(blank=True, help_text="what it rests on")
    assessed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.verdict} on {self.day}"


class PublicStatement(Kept):
    """The procedure of a public statement (ECPT Art. 10(2)): opened, the State heard, adopted by two thirds."""

    state = models.ForeignKey(State, on_delete=models.PROTECT, related_name="public_statements")
    ground = models.CharField(
        max_length=30,
        choices=[("fails_to_cooperate", "fails_to_cooperate"), ("refuses_to_improve", "refuses_to_improve")],
    )
    text = models.TextField()
    opened_on = models.DateField()
    state_heard_on = models.DateField(null=True)
    adopted_on = models.DateField(null=True)
    adopted_by = models.ForeignKey(Vote, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(adopted_on__isnull=True)
                | models.Q(state_heard_on__isnull=False, adopted_by__isnull=False),
                name="no_statement_is_adopted_before_the_state_is_heard",
            ),
        ]

    def __str__(self) -> str:
        return self.ground
