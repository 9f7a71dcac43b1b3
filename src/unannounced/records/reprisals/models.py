"""Cases of reprisal (OPCAT Art. 15, 21(1)). A person is called by a word drawn by chance; how to reach them is sealed.

A case leads to a communication by a ``CaseLink`` alone, which nobody reads but who may read both.
"""

from collections.abc import Mapping
from typing import ClassVar

from django.db import models

from unannounced.duties.consenting import Answer
from unannounced.duties.protecting import KEEP_MONTHS, CaseStage, PartKind, Step
from unannounced.records.accounts.models import Person
from unannounced.records.communications.models import Communication, IntakeKey
from unannounced.records.ledger.models import Kept


class Reprisal(Kept):
    """What was done to somebody, by which authority, and on which day; erased as a whole some months after closing."""

    CAME_LATER: ClassVar[Mapping[str, object]] = {"keep_months": KEEP_MONTHS}

    pseudonym = models.CharField(max_length=40)
    authority = models.CharField(max_length=200)
    act = models.TextField(help_text="what was done, so that nobody can be recognised by it")
    happened_on = models.DateField(null=True)
    stage = models.CharField(max_length=10, choices=[(one.value, one.value) for one in CaseStage])
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    keep_months = models.PositiveSmallIntegerField(default=KEEP_MONTHS)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pseudonym"], name="a_pseudonym_is_used_for_one_case"),
        ]

    def __str__(self) -> str:
        return self.pseudonym


class Entrusted(Kept):
    """Somebody who was entrusted with a case, from when until when."""

    reprisal = models.ForeignKey(Reprisal, on_delete=models.PROTECT, related_name="entrusted")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "entrusted"
        constraints = [
            models.UniqueConstraint(
                fields=["reprisal", "person"],
                condition=models.Q(ended_at__isnull=True),
                name="somebody_is_entrusted_once_with_a_case",
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)


class SealedPart(Kept):
    """Contacts of the person, or a note on a call: an age file for the key of communications. The newest counts."""

    reprisal = models.ForeignKey(Reprisal, on_delete=models.PROTECT, related_name="parts")
    kind = models.CharField(max_length=10, choices=[(one.value, one.value) for one in PartKind])
    intake_key = models.ForeignKey(IntakeKey, on_delete=models.PROTECT, related_name="+")
    sealed = models.BinaryField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} {self.at}"


class Measure(Kept):
    """What was done about it, by whom and on which day."""

    reprisal = models.ForeignKey(Reprisal, on_delete=models.PROTECT, related_name="measures")
    text = models.TextField()
    taken_on = models.DateField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.text[:60]


class AgreedTo(Kept):
    """What the person answered when asked for one step; a later answer stands beside the earlier."""

    reprisal = models.ForeignKey(Reprisal, on_delete=models.PROTECT, related_name="agreed_to")
    step = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Step])
    body = models.CharField(max_length=120, blank=True, help_text="whom to tell, where that is asked")
    answer = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Answer])
    asked_on = models.DateField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "agreed to"

    def __str__(self) -> str:
        return f"{self.step}: {self.answer}"


class FollowUp(Kept):
    """A call by which somebody asks how the person fares: due on a day, and held on one."""

    reprisal = models.ForeignKey(Reprisal, on_delete=models.PROTECT, related_name="follow_ups")
    due_on = models.DateField()
    held_on = models.DateField(null=True)
    note = models.OneToOneField(SealedPart, null=True, on_delete=models.PROTECT, related_name="follow_up")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["due_on"], condition=models.Q(held_on__isnull=True), name="calls_that_are_due")]

    def __str__(self) -> str:
        return str(self.due_on)


class CaseLink(Kept):
    """That a case is about a communication, which it holds from being erased while it is open."""

    reprisal = models.ForeignKey(Reprisal, on_delete=models.PROTECT, related_name="links")
    communication = models.ForeignKey(Communication, on_delete=models.PROTECT, related_name="+")
    held = models.UUIDField(help_text="the row by which the communication is held")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["reprisal", "communication"], name="a_case_is_linked_once_to_a_communication"
            ),
        ]

    def __str__(self) -> str:
        return str(self.reprisal)
