"""What the intake room holds. Everything is sealed to keys it does not have, and nothing says who or from where.

A *conversation* is the SHA-256 of an address that follows from the words of a receipt (crafts/receipt_words.py). Days
are kept and no hours: who came at what time cannot be read here. What is to reach the office lies in parcels.
"""

from django.db import models

from unannounced.records.parcels.models import Parcel


class OfficeKey(models.Model):
    """A version of the office's key: letters are sealed to the newest that was not revoked."""

    version = models.PositiveIntegerField(primary_key=True)
    recipient = models.TextField(help_text="age1pq1…")
    revoked = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"version {self.version}"


class Letter(models.Model):
    """A sealed letter that was taken in, by its digest; its bytes are in the parcel to the office."""

    digest = models.CharField(max_length=64, primary_key=True, help_text="SHA-256 of letter and who, sealed")
    conversation = models.CharField(max_length=64)
    came_on = models.DateField()
    parcel = models.OneToOneField(
        Parcel,
        null=True,
        on_delete=models.PROTECT,
        related_name="letter",
        help_text="none once the office had it and its bytes were dropped",
    )

    class Meta:
        indexes = [models.Index(fields=["conversation"], name="letters_of_a_conversation")]

    def __str__(self) -> str:
        return self.digest[:12]


class File(models.Model):
    """A sealed file: begun, on its way in parts, or whole and in its parcel to the office."""

    conversation = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, help_text="SHA-256 of the sealed bytes, as the sender says")
    size = models.PositiveBigIntegerField(help_text="bytes")
    begun_on = models.DateField()
    whole = models.BooleanField(default=False)
    parcel = models.OneToOneField(Parcel, null=True, on_delete=models.PROTECT, related_name="file")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation", "digest"], name="a_file_is_begun_once_in_a_conversation"),
        ]

    def __str__(self) -> str:
        return self.digest[:12]


class Part(models.Model):
    """A part of a file on its way in; gone once the file is whole, or once no other part came for days."""

    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="parts")
    number = models.PositiveIntegerField()
    content = models.BinaryField()
    came_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["file", "number"], name="a_part_of_a_file_comes_once"),
        ]

    def __str__(self) -> str:
        return f"part {self.number}"


class Answer(models.Model):
    """An answer of the office, sealed to the key that follows from the words."""

    conversation = models.CharField(max_length=64)
    number = models.PositiveIntegerField()
    sealed = models.TextField(help_text="base64url")
    parcel = models.OneToOneField(Parcel, on_delete=models.PROTECT, related_name="answer", help_text="it came in")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation", "number"], name="answers_of_a_conversation_are_numbered"),
        ]

    def __str__(self) -> str:
        return f"answer {self.number}"


class Spent(models.Model):
    """A challenge that served, so that it serves once; forgotten when it is too old to be brought again.

    By what was spent of late the room also knows how much comes in, whoever it comes from.
    """

    mark = models.CharField(max_length=64, primary_key=True)
    worked = models.BooleanField(help_text="false for a form of a device without scripts, which asks for no work")
    spent_at = models.DateTimeField(help_text="to the minute")
    forgotten_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["worked", "spent_at"], name="what_comes_in_of_late"),
            models.Index(fields=["forgotten_at"], name="spent_until_too_old"),
        ]

    def __str__(self) -> str:
        return self.mark[:12]
