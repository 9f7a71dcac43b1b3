"""What devices may have, and what has come."""

from collections.abc import Iterable
from uuid import UUID

from unannounced.records.satchel.models import Enrolled, Held, Letter, Part

LETTERS_AT_ONCE = 20


def devices(ids: Iterable[str]) -> dict[str, Enrolled]:
    """The devices that came in, of those named, by their id."""
    wanted = {UUID(one) for one in ids}
    return {str(one.device): one for one in Enrolled.objects.filter(device__in=wanted)}


def letters_after(device: Enrolled, number: int) -> list[Letter]:
    """The letters to a device after ``number``, the first of them; none to one that was revoked."""
    if device.revoked:
        return []
    return list(Letter.objects.filter(device=device.device, number__gt=number).order_by("number")[:LETTERS_AT_ONCE])


def is_held(digest: str) -> bool:
    """Whether the blob was taken in whole."""
    return Held.objects.filter(digest=digest).exists()


def parts_here(device: str, digest: str) -> list[int]:
    """The numbers of the parts of a blob that are here."""
    parts = Part.objects.filter(device=UUID(device), digest=digest)
    return list(parts.order_by("number").values_list("number", flat=True))
