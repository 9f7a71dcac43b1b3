"""The committee: terms of its members, its sessions, its votes and their ballots."""

from collections.abc import Mapping
from typing import ClassVar

from django.db import models

from unannounced.duties.deciding import Choice, Majority
from unannounced.records.accounts.models import Person
from unannounced.records.ledger.models import Kept
from unannounced.records.states.models import State

OF_WORDS = "SHA-256 of the words it was on, hexadecimal; empty: they cannot change, or none was kept"


class Term(Kept):
    """A term of a member, elected in respect of a State (ECPT Art. 5)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="terms")
    state = models.ForeignKey(State, on_delete=models.PROTECT, related_name="terms")
    begins = models.DateField()
    ends = models.DateField(help_text="the last day of the term")
    election = models.ForeignKey("Election", null=True, on_delete=models.PROTECT, related_name="terms")
    ended_on = models.DateField(null=True, help_text="its last day where it ended early")
    ended_because = models.CharField(max_length=300, blank=True)

    CAME_LATER: ClassVar[Mapping[str, object]] = {"election_id": None, "ended_on": None, "ended_because": ""}

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

    CAME_LATER: ClassVar[Mapping[str, object]] = {
        "procedure_id": None,
        "denominator": "",
        "denominator_because": "",
        "secret": False,
        "barred": [],
        "counted": None,
        "present": None,
        "taken_at": None,
        "of_words": "",
    }

    session = models.ForeignKey(Session, null=True, on_delete=models.PROTECT, related_name="votes")
    procedure = models.OneToOneField(
        "WrittenProcedure", null=True, on_delete=models.PROTECT, related_name="vote", help_text="instead of a session"
    )
    denominator = models.CharField(max_length=10, blank=True, help_text="in_office or seats; empty: the profile's")
    denominator_because = models.CharField(max_length=300, blank=True)
    secret = models.BooleanField(default=False, help_text="who voted is kept, and how many voted how, but not who how")
    barred = models.JSONField(default=list, blank=True, help_text="ids of members present whom a rule bars")
    counted = models.JSONField(null=True, help_text="choice to number, for a secret ballot alone")
    about = models.CharField(max_length=40, help_text="the table of what was voted on")
    about_id = models.UUIDField()
    of_words = models.CharField(max_length=64, blank=True, help_text=OF_WORDS)
    question = models.TextField()
    majority = models.CharField(max_length=20, choices=[(m.value, m.value) for m in Majority])
    taken_on = models.DateField()
    taken_at = models.DateTimeField(null=True, help_text="of two votes on a day the later one counts")
    present = models.PositiveSmallIntegerField(null=True, help_text="as noted; empty: as many as ballots")
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
    choice = models.CharField(
        max_length=10, blank=True, choices=[(c.value, c.value) for c in Choice], help_text="empty: the ballot is secret"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["vote", "person"], name="a_member_votes_once"),
        ]

    def __str__(self) -> str:
        return self.choice


class Attendance(Kept):
    """A member sat in a session on a day, as far as the quorum is concerned."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="attendances")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    taken_back_at = models.DateTimeField(null=True, help_text="noted by mistake")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session", "person", "day"],
                condition=models.Q(taken_back_at__isnull=True),
                name="a_member_attends_a_day_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.day}"


class AgendaPoint(Kept):
    """A point of the agenda of a session: on a report, a statement, an election, or in words alone."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="points")
    place = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    about = models.CharField(max_length=40, blank=True, help_text="the table of what it is on; empty: words alone")
    about_id = models.UUIDField(null=True)
    within = models.UUIDField(null=True, help_text="the visit whose need to know governs it")
    taken_off_at = models.DateTimeField(null=True)
    concluded = models.TextField(blank=True, help_text="what was concluded")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session", "place"],
                condition=models.Q(taken_off_at__isnull=True),
                name="a_point_has_its_own_place_on_the_agenda",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class WrittenProcedure(Kept):
    """A decision taken in writing between sessions: open until its day, then counted into a vote."""

    CAME_LATER: ClassVar[Mapping[str, object]] = {"of_words": ""}

    about = models.CharField(max_length=40)
    about_id = models.UUIDField()
    within = models.UUIDField(null=True, help_text="the visit whose need to know governs it")
    of_words = models.CharField(max_length=64, blank=True, help_text=OF_WORDS)
    question = models.TextField()
    majority = models.CharField(max_length=20, choices=[(m.value, m.value) for m in Majority])
    opened_on = models.DateField()
    closes_on = models.DateField(help_text="the last day on which a ballot counts")
    closed_at = models.DateTimeField(null=True)
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes_on__gte=models.F("opened_on")),
                name="a_written_procedure_does_not_close_before_it_opens",
            ),
        ]

    def __str__(self) -> str:
        return self.question


class WrittenBallot(Kept):
    """How a member voted in writing. Until the procedure closes a later ballot replaces an earlier one."""

    procedure = models.ForeignKey(WrittenProcedure, on_delete=models.PROTECT, related_name="ballots")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    choice = models.CharField(max_length=10, choices=[(c.value, c.value) for c in Choice])
    cast_at = models.DateTimeField()
    cast_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["procedure", "person", "cast_at"], name="a_written_ballot_is_cast_once"),
        ]

    def __str__(self) -> str:
        return self.choice


class Election(Kept):
    """An election to a seat: why it is free, who proposes, who was consulted, and how it came out (ECPT Art. 5)."""

    state = models.ForeignKey(State, on_delete=models.PROTECT, related_name="elections")
    vacancy = models.CharField(max_length=20, help_text="a word of ``electing.Vacancy``")
    free_since = models.DateField(help_text="the first day on which the seat is or will be empty")
    opened_on = models.DateField()
    proposed_by = models.CharField(max_length=30, help_text="a word of ``electing.Proposer``")
    list_received_on = models.DateField(null=True)
    state_consulted_on = models.DateField(null=True, help_text="of a Party that is no member State")
    elected = models.ForeignKey("Candidate", null=True, on_delete=models.PROTECT, related_name="+")
    closed_because = models.CharField(max_length=300, blank=True, help_text="closed without a result")

    def __str__(self) -> str:
        return f"{self.state.code} {self.opened_on}"


class ElectionRound(Kept):
    """One round of votes in an election. Whether somebody has the majority is computed from its numbers."""

    election = models.ForeignKey(Election, on_delete=models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    held_on = models.DateField()
    cast = models.PositiveSmallIntegerField(help_text="votes that were cast")
    entitled = models.PositiveSmallIntegerField(help_text="votes that could be cast")
    denominator = models.CharField(max_length=10, help_text="cast or entitled")
    votes = models.JSONField(help_text="id of a candidate to votes")
    note = models.CharField(max_length=300, blank=True, help_text="such as a drawing of lots")
    noted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["election", "number"], name="a_round_has_its_own_number"),
        ]

    def __str__(self) -> str:
        return f"{self.election_id} {self.number}"


class Candidate(Kept):
    """A candidate on the list for a seat."""

    election = models.ForeignKey(Election, on_delete=models.PROTECT, related_name="candidates")
    place = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    nationality = models.CharField(max_length=3)
    profession = models.CharField(max_length=120, blank=True)
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", help_text="if known here")
    independent = models.BooleanField(help_text="the declaration of independence is held")
    conflict = models.CharField(max_length=300, blank=True, help_text="of interest, as declared")
    struck_off_because = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["election", "place"], name="a_candidate_has_a_place_on_the_list"),
        ]

    def __str__(self) -> str:
        return self.name
