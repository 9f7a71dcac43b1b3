"""The committee: terms of its members, its sessions, its votes and their ballots."""

from django.db import models

from unannounced.duties.deciding import Choice, Majority
from unannounced.records.accounts.models import Person
from unannounced.records.ledger.models import Kept
from unannounced.records.states.models import State


class Term(Kept):
    """A term of a member, elected in respect of a State (ECPT Art. 5)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="terms")
    state = models.ForeignKey(State, on_delete=models.PROTECT, related_name="terms")
    begins = models.DateField()
    ends = models.DateField(help_text="the last day of the term")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(ends__gt=models.F("begins")), name="a_term_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.state.code})"


class Session(Kept):
    """A session of the committee; it meets in private (ECPT Art. 6(1))."""

    name = models.CharField(max_length=80)
    begins = models.DateField()
    ends = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends__gte=models.F("begins")), name="a_session_does_not_end_before_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Vote(Kept):
    """A vote on something, with the numbers it was decided by. Whether it carried is computed from them."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="votes")
    about = models.CharField(max_length=40, help_text="the table of what was voted on")
    about_id = models.UUIDField()
    question = models.TextField()
    majority = models.CharField(max_length=20, choices=[(m.value, m.value) for m in Majority])
    taken_on = models.DateField()
    members = models.PositiveSmallIntegerField(help_text="in office that day")
    seats = models.PositiveSmallIntegerField(help_text="Parties that day")

    class Meta:
        indexes = [models.Index(fields=["about_id"], name="votes_about_a_thing")]

    def __str__(self) -> str:
        return self.question


class Ballot(Kept):
    """How one member voted."""

    vote = models.ForeignKey(Vote, on_delete=models.PROTECT, related_name="ballots")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    choice = models.CharField(max_length=10, choices=[(c.value, c.value) for c in Choice])

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["vote", "person"], name="a_member_votes_once"),
        ]

    def __str__(self) -> str:
        return self.choice
