"""What the field room holds for devices: built from parcels of the office, and from what devices bring.

Technical: nothing here is in clear but keys that only seal or check; what is to be kept lies in parcels.
"""

from django.db import models


class Invited(models.Model):
    """An invitation of the office: whoever has the code finds the sealed package by ``lookup``."""

    lookup = models.CharField(max_length=32, primary_key=True)
    device = models.UUIDField(unique=True)
    recipient = models.TextField(help_text="of the visit: what comes by the ODK door is sealed to it at once")
    package = models.TextField(help_text="base64url; opened by the code alone")
    expires_on = models.DateField()
    withdrawn = models.BooleanField(default=False)
    checklists = models.JSONField(default=list, help_text="form_id, version, title, xform of each, for the ODK door")
    odk_key = models.TextField(blank=True, help_text="public RSA key by which ODK clients encrypt")
    odk_since = models.DateTimeField(null=True, help_text="an ODK client came in by it, and no app can any more")

    def __str__(self) -> str:
        return str(self.device)


class Enrolled(models.Model):
    """A device that came in by its code."""

    device = models.UUIDField(primary_key=True)
    verifying_key = models.CharField(max_length=120)
    recipient = models.TextField()
    enrolled_at = models.DateTimeField()
    revoked = models.BooleanField(default=False)

    def __str__(self) -> str:
        return str(self.device)


class Letter(models.Model):
    """A letter of the office to a device, sealed to its key."""

    device = models.UUIDField()
    number = models.PositiveIntegerField()
    sealed = models.TextField(help_text="base64url")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["device", "number"], name="letters_in_the_satchel_are_numbered"),
        ]

    def __str__(self) -> str:
        return f"{self.device} {self.number}"


class Held(models.Model):
    """A sealed blob that was taken in, by its digest; its bytes are in the parcel to the office."""

    digest = models.CharField(max_length=64, primary_key=True)
    device = models.UUIDField()
    seq = models.PositiveBigIntegerField()
    taken_at = models.DateTimeField()
    forgotten = models.BooleanField(default=False, help_text="its bytes were dropped once the office had confirmed it")

    class Meta:
        indexes = [models.Index(fields=["device", "seq"], name="blobs_of_a_device")]

    def __str__(self) -> str:
        return self.digest[:12]


class Part(models.Model):
    """A part of a large blob on its way in; gone once the blob is whole, or once no other part came for long."""

    digest = models.CharField(max_length=64, help_text="of the whole blob, as the device says")
    device = models.UUIDField()
    number = models.PositiveIntegerField()
    of = models.PositiveIntegerField()
    content = models.BinaryField()
    came_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["device", "digest", "number"], name="a_part_of_a_blob_comes_once"),
        ]
        indexes = [models.Index(fields=["device", "digest", "came_at"], name="parts_by_when_they_came")]

    def __str__(self) -> str:
        return f"{self.digest[:12]} {self.number}/{self.of}"


class OdkMark(models.Model):
    """What an ODK client brought of one instance, so that it is welcome again and kept once.

    Marks and what is ``kept`` are made with the id of the instance, which is not here: nobody can read them, or compare
    them with anything, who does not bring the instance again (crafts/forming/instances.py).
    """

    device = models.UUIDField()
    instance = models.CharField(max_length=64)
    mark = models.CharField(max_length=64, help_text="of a file and its name, or of the entry as it was made")
    is_entry = models.BooleanField(default=False)
    kept = models.TextField()
    came_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["device", "instance", "mark"], name="what_an_odk_client_brings_is_kept_once"
            ),
        ]

    def __str__(self) -> str:
        return self.mark[:12]
