"""Officers of a State, the reports transmitted to it, drafts of answers, files laid beside them, and responses given.

Reports, paragraphs and items are no rows here: what was transmitted lies in its parcel, and nothing else of the office.
"""

from django.db import models

from unannounced.duties.dialogue import Claim
from unannounced.records.accounts.models import Person
from unannounced.records.ledger.models import Kept
from unannounced.records.parcels.models import Parcel
from unannounced.records.states.models import State

CLAIMS = [(claim.value, claim.value) for claim in Claim]


class Appointment(Kept):
    """Somebody is an officer of a State for a time, and of no other one then."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="appointments")
    state = models.ForeignKey(State, on_delete=models.PROTECT, related_name="officers")
    begins = models.DateField()
    ends = models.DateField(null=True, help_text="the last day; empty: until it is ended")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends__isnull=True) | models.Q(ends__gte=models.F("begins")),
                name="an_appointment_does_not_end_before_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.begins}"


class Transmission(Kept):
    """A report as the State may know it since this serial; the highest serial is what holds, the others stay."""

    state = models.ForeignKey(State, on_delete=models.PROTECT, related_name="transmissions")
    report = models.UUIDField(help_text="its id in the office")
    serial = models.PositiveIntegerField()
    because = models.CharField(max_length=200, help_text="what it says anew")
    title = models.CharField(max_length=300)
    transmitted_on = models.DateField()
    response_due = models.DateField(null=True)
    asked = models.PositiveIntegerField(help_text="how many items are asked still")
    received = models.PositiveIntegerField(help_text="to how many of them the office holds an answer")
    parcel = models.OneToOneField(Parcel, on_delete=models.PROTECT, related_name="+")
    came_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "serial"], name="a_serial_of_a_report_comes_once"),
        ]
        indexes = [models.Index(fields=["state", "report"], name="transmissions_to_a_state")]

    def __str__(self) -> str:
        return f"{self.report} {self.serial}"


class Laid(Kept):
    """A file that an officer laid beside a report: answers of a ministry, or a response as one document.

    ``read`` is what was found in it; nothing of it counts before somebody confirms it.
    """

    state = models.ForeignKey(State, on_delete=models.PROTECT, related_name="laid")
    report = models.UUIDField()
    is_document = models.BooleanField(help_text="a response as one document; otherwise a file that was given out")
    file_name = models.CharField(max_length=200)
    media = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    content = models.BinaryField()
    read = models.JSONField(default=dict)
    laid_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    laid_at = models.DateTimeField()
    put_away = models.BooleanField(default=False, help_text="nothing of it is taken, and it goes nowhere")
    settled_at = models.DateTimeField(null=True, help_text="what was in it was taken, or it was put away")
    settled_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["state", "report"], name="files_laid_beside_a_report")]

    def __str__(self) -> str:
        return self.file_name


class Answer(Kept):
    """A draft of an answer to an item, as it was written at a time; a later version takes its place, and it stays.

    ``in_conflict``: it was written from an earlier version while somebody else wrote another; both stand until somebody
    writes one who saw both. An empty ``claim`` says that the draft was taken back.
    """

    state = models.ForeignKey(State, on_delete=models.PROTECT, related_name="answers")
    report = models.UUIDField()
    item = models.UUIDField()
    version = models.PositiveIntegerField()
    claim = models.CharField(max_length=30, choices=CLAIMS, blank=True)
    text = models.TextField(blank=True)
    ministry = models.CharField(max_length=200, blank=True)
    in_conflict = models.BooleanField(default=False)
    came_from = models.ForeignKey(Laid, null=True, on_delete=models.PROTECT, related_name="answers")
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "version"], name="each_version_of_an_answer_is_written_once"),
        ]
        indexes = [models.Index(fields=["state", "report"], name="answers_to_a_report")]

    def __str__(self) -> str:
        return f"{self.item} {self.version}"


class Given(Kept):
    """A response that was given: a parcel to the office. It stays as it was given; another one adds to it."""

    state = models.ForeignKey(State, on_delete=models.PROTECT, related_name="given")
    report = models.UUIDField()
    given_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    document = models.ForeignKey(Laid, null=True, on_delete=models.PROTECT, related_name="given")
    asks_publication = models.BooleanField(default=False)
    parcel = models.OneToOneField(Parcel, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["state", "report"], name="responses_given_to_a_report")]

    def __str__(self) -> str:
        return str(self.given_at)


class GivenAnswer(Kept):
    """A version of an answer that went with a response; its id is that of the response the office registers."""

    given = models.ForeignKey(Given, on_delete=models.PROTECT, related_name="answers")
    answer = models.OneToOneField(Answer, on_delete=models.PROTECT, related_name="given")

    def __str__(self) -> str:
        return f"{self.given_id} {self.answer_id}"
