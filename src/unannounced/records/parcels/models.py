"""Parcels: frozen bytes with a kind and a digest, on their way out of a room or taken in."""

import secrets
import uuid

from django.db import models


def new_salt() -> str:
    """Sixteen random bytes as hexadecimal: what keeps the digest of a row from being guessed."""
    return secrets.token_hex(16)


class Direction(models.TextChoices):
    """Whether a parcel leaves this room or was taken in by it."""

    OUT = "out"
    IN = "in"


class Parcel(models.Model):
    """Bytes that never change. The same digest is welcome again and changes nothing."""

    UNDIGESTED = frozenset({"carried_at"})
    CAME_LATER = {"not_before": None}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    salt = models.CharField(max_length=32, default=new_salt, editable=False)
    direction = models.CharField(max_length=3, choices=Direction.choices)
    room = models.CharField(max_length=20, help_text="the room it goes to, or came from")
    kind = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField(help_text="of the format of its content")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the content, hexadecimal")
    content = models.BinaryField()
    made_at = models.DateTimeField()
    carried_at = models.DateTimeField(null=True, help_text="when the other room said it had taken it in")
    not_before = models.DateTimeField(null=True, help_text="the courier leaves it until then: an embargo")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["direction", "room", "digest"], name="a_parcel_stands_once_in_a_room"),
        ]
        indexes = [
            models.Index(fields=["direction", "carried_at"], name="parcels_that_wait"),
            models.Index(fields=["direction", "made_at"], name="parcels_by_their_moment"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.digest[:12]}"
