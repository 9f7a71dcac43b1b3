"""Keys: of members, of visits with those they are wrapped for, what is sealed to them, and the devices of a visit.

Nothing here opens anything: identities are locked by a passphrase, or wrapped for a member's key, in the browser of
whoever makes them. See docs/field-protocol.md.
"""

from collections.abc import Mapping
from typing import ClassVar

from django.db import models

from unannounced.records.accounts.models import Person
from unannounced.records.ledger.models import Kept
from unannounced.records.parcels.models import Parcel
from unannounced.records.visits.models import Visit


class MemberKey(Kept):
    """A member's key: its recipient, and its identity locked by their passphrase (age, scrypt, armored)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="member_keys")
    recipient = models.TextField(help_text="age1pq1…")
    locked = models.TextField(help_text="the identity, as an armored age file that a passphrase opens")
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(revoked_at__isnull=True), name="a_member_has_one_key_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)


class KeyPasskey(Kept):
    """A passkey that opens a member's key: the identity, locked once more by a secret that this passkey alone gives.

    The secret is the output of the authenticator's pseudo-random function (WebAuthn, extension prf), and never here.
    """

    member_key = models.ForeignKey(MemberKey, on_delete=models.PROTECT, related_name="passkeys")
    credential_id = models.CharField(max_length=1500, help_text="of the passkey, base64url")
    label = models.CharField(max_length=60, help_text="what its owner called it when they enrolled it")
    locked = models.TextField(help_text="the identity, as an armored age file that the secret of the passkey opens")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member_key", "credential_id"], name="a_passkey_opens_a_key_in_one_way"),
        ]

    def __str__(self) -> str:
        return self.label


class VisitKey(Kept):
    """A version of the key of a visit. Entries are sealed to the newest; older ones open what was sealed before."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="keys")
    version = models.PositiveSmallIntegerField()
    recipient = models.TextField(help_text="age1pq1…")
    because = models.CharField(max_length=500, blank=True, help_text="why it replaced the version before")
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["visit", "version"], name="versions_of_a_key_are_numbered"),
        ]

    def __str__(self) -> str:
        return f"version {self.version}"


class WrappedKey(Kept):
    """The identity of a key of a visit, wrapped for one member's key: an armored age file that only they can open."""

    visit_key = models.ForeignKey(VisitKey, on_delete=models.PROTECT, related_name="wrapped")
    member_key = models.ForeignKey(MemberKey, on_delete=models.PROTECT, related_name="wrapped")
    sealed = models.TextField()
    wrapped_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    wrapped_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["visit_key", "member_key"], name="a_key_is_wrapped_once_for_a_member"),
        ]

    def __str__(self) -> str:
        return str(self.member_key)


class SealedItinerary(Kept):
    """Where the delegation means to go, sealed to the key of the visit. The newest counts."""

    visit_key = models.ForeignKey(VisitKey, on_delete=models.PROTECT, related_name="itineraries")
    number = models.PositiveIntegerField(help_text="of the itineraries of this visit, from 1")
    sealed = models.TextField(help_text="an armored age file")
    sealed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    sealed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["visit_key", "number"], name="itineraries_of_a_visit_are_numbered"),
        ]

    def __str__(self) -> str:
        return f"itinerary {self.number}"


class Invitation(Kept):
    """A code handed over in person: what the office knows of it. The code itself was never here."""

    CAME_LATER: ClassVar[Mapping[str, object]] = {"visit_key_id": None, "letters_key": ""}

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="invitations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="invitations", help_text="whose device")
    device = models.UUIDField(help_text="the id the device will have")
    lookup = models.CharField(max_length=32)
    proof_key = models.CharField(
        max_length=64, help_text="checks that the device had the code; never in the field room"
    )
    label = models.CharField(max_length=60, help_text="which device it is meant for")
    write_only = models.BooleanField(default=False)
    letters_key = models.TextField(
        blank=True,
        help_text="by which the device knows letters of the delegation: an age file for the key of the visit",
    )
    expires_on = models.DateField()
    visit_key = models.ForeignKey(
        VisitKey, null=True, on_delete=models.PROTECT, related_name="+", help_text="the version in the package"
    )
    parcel = models.ForeignKey(Parcel, on_delete=models.PROTECT, related_name="+")
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["lookup"], name="a_code_invites_once"),
            models.UniqueConstraint(fields=["device"], name="an_invitation_is_for_one_device"),
        ]

    def __str__(self) -> str:
        return self.label


class Device(Kept):
    """A device that came in by an invitation: the keys it showed, and whether it was revoked.

    Its id is ``Invitation.device``.
    """

    invitation = models.OneToOneField(Invitation, on_delete=models.PROTECT, related_name="came")
    verifying_key = models.CharField(max_length=120, help_text="P-256, the raw point, base64url")
    recipient = models.TextField(help_text="age1pq1…: letters are sealed to it")
    label = models.CharField(max_length=60, blank=True, help_text="as the device calls itself")
    enrolled_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    revoked_because = models.CharField(max_length=500, blank=True)
    revoked_from = models.PositiveIntegerField(
        null=True, help_text="blobs with this number and later are set apart; earlier ones had come before"
    )

    def __str__(self) -> str:
        return self.label or str(self.pk)

    @property
    def visit(self) -> Visit:
        """The visit it was invited to."""
        return self.invitation.visit


class Letter(Kept):
    """A letter to a device: a package sealed to its key, numbered from 1."""

    CAME_LATER: ClassVar[Mapping[str, object]] = {"visit_key_id": None, "write_only": False}

    device = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="letters")
    number = models.PositiveIntegerField()
    visit_key = models.ForeignKey(
        VisitKey, null=True, on_delete=models.PROTECT, related_name="+", help_text="the version in the letter"
    )
    write_only = models.BooleanField(default=False, help_text="it took the key of the visit away from the device")
    parcel = models.ForeignKey(Parcel, on_delete=models.PROTECT, related_name="+")
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["device", "number"], name="letters_to_a_device_are_numbered"),
        ]

    def __str__(self) -> str:
        return f"letter {self.number}"
