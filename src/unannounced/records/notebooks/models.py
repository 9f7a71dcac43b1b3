"""Entries of a visit's notebook, and the sealed blobs they come home in."""

from collections.abc import Mapping
from typing import ClassVar

from django.db import models

from unannounced.duties.noting import EntryKind, Sealed
from unannounced.records.accounts.models import Person
from unannounced.records.keyrings.models import Device
from unannounced.records.ledger.models import Kept
from unannounced.records.parcels.models import Parcel
from unannounced.records.persons.models import Pseudonym
from unannounced.records.places.models import Place
from unannounced.records.visits.models import Visit


class SealedBlob(Kept):
    """A sealed blob that the courier brought: its bytes lie in the parcel, and nobody here can read them.

    ``stands`` says what became of it: it waits, was opened, is set apart (a revoked device, a signature that does not
    fit) or could not be read once opened; ``why`` says why.
    """

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="sealed_blobs")
    device = models.ForeignKey(Device, null=True, on_delete=models.PROTECT, related_name="blobs")
    door = models.CharField(max_length=10, help_text="app, or openrosa: sealed at the door of the field room")
    number = models.PositiveBigIntegerField(help_text="as the device counts its blobs, from 1; 0 by the ODK door")
    digest = models.CharField(max_length=64)
    size = models.PositiveIntegerField(help_text="sealed bytes")
    parcel = models.ForeignKey(Parcel, on_delete=models.PROTECT, related_name="+")
    came_at = models.DateTimeField()
    stands = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Sealed])
    why = models.JSONField(default=list, help_text="the sentence and its facts")
    opened_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(null=True)
    file_key = models.CharField(max_length=32, blank=True, help_text="of the age file, hexadecimal, once it is opened")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["digest"], name="a_sealed_blob_is_held_once"),
        ]
        indexes = [models.Index(fields=["visit", "stands"], name="blobs_of_a_visit")]

    def __str__(self) -> str:
        return self.digest[:12]


class Entry(Kept):
    """What one member noted. Never changed: a correction is a new entry that names the old one.

    One that came home from a device has the blob it came in; ``details`` says what docs/field-protocol.md says of its
    ``form``. If another entry had its id already, with other words, it is kept under an id of its own and
    ``conflicts_with`` that one.
    """

    CAME_LATER: ClassVar[Mapping[str, object]] = {
        "form": "",
        "details": {},
        "noted_at": None,
        "zone": "",
        "place_said": "",
        "unfinished": False,
        "blob_id": None,
        "pseudonym_id": None,
        "conflicts_with_id": None,
        "corrects_said": None,
        "said_digest": "",
    }

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="entries")
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=20, choices=[(k.value, k.value) for k in EntryKind])
    text = models.TextField()
    source = models.CharField(max_length=60, help_text="a letter or role: who or what it comes from, never a name")
    noted_on = models.DateField()
    noted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="entries")
    corrects = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrections")
    form = models.CharField(max_length=20, blank=True)
    details = models.JSONField(default=dict)
    noted_at = models.DateTimeField(null=True, help_text="by the clock of the device, which may be wrong")
    zone = models.CharField(max_length=40, blank=True)
    place_said = models.CharField(max_length=200, blank=True, help_text="where the register had no such place")
    unfinished = models.BooleanField(default=False)
    blob = models.ForeignKey(SealedBlob, null=True, on_delete=models.PROTECT, related_name="entries")
    pseudonym = models.ForeignKey(Pseudonym, null=True, on_delete=models.PROTECT, related_name="entries")
    conflicts_with = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="conflicts")
    corrects_said = models.UUIDField(null=True, help_text="the entry that a device corrects, which may come later")
    said_digest = models.CharField(max_length=64, blank=True, help_text="of everything that a device sealed, as it is")

    class Meta:
        indexes = [
            models.Index(fields=["visit", "noted_on"], name="entries_of_a_visit_by_day"),
            models.Index(
                fields=["corrects_said"],
                condition=models.Q(corrects__isnull=True, corrects_said__isnull=False),
                name="corrections_that_wait",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.noted_on}"


class Attachment(Kept):
    """A photograph, a voice note or a document of an entry: its original is the sealed blob, never changed.

    The bytes come in the blob of this ``digest``; ``of`` is the original of a working copy.
    """

    CAME_LATER: ClassVar[Mapping[str, object]] = {"odk_lock": ""}

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="attachments")
    digest = models.CharField(max_length=64, help_text="of the sealed bytes")
    clear_digest = models.CharField(max_length=64, help_text="of the file as it was taken, as the device says")
    size = models.PositiveIntegerField(help_text="bytes of the file")
    media = models.CharField(max_length=80)
    name = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=20, help_text="original or working_copy")
    odk_lock = models.CharField(
        max_length=96, blank=True, help_text="opens what an ODK client encrypted within the seal; empty where none did"
    )
    of = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="working_copies")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "digest"], name="a_file_is_attached_once_to_an_entry"),
        ]
        indexes = [models.Index(fields=["digest"], name="attachments_by_digest")]

    def __str__(self) -> str:
        return self.name or self.digest[:12]
