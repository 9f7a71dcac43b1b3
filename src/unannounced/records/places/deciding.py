"""What an act on the identity of places needs: the two places as they stand, and the one row of what was decided."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from unannounced.records.accounts.queries import Viewer
from unannounced.records.ledger.actions import LineDraft
from unannounced.records.places.hearing import joins
from unannounced.records.places.models import IdentityDecision, Listing, Place, Sameness


def two_places(first: UUID, second: UUID) -> tuple[Place, Place]:
    """Two places as they stand now."""
    found = Place.objects.in_bulk([first, second])
    return found[first], found[second]


def note_decision(
    line: LineDraft, one: Place, other: Place, decided: Sameness, because: str, by: Viewer, at: datetime
) -> IdentityDecision:
    """Enter a decision on two places, or change the one there is."""
    first, second = sorted((one, other), key=lambda place: place.pk.int)
    to = {"decided": decided.value, "because": because.strip(), "decided_by_id": by.pk, "decided_at": at}
    held = IdentityDecision.objects.filter(first=first, second=second).first()
    if held is None:
        return line.keep(IdentityDecision(first=first, second=second, **to))
    if held.decided == decided.value and held.decided_at == at:
        return held
    return line.move(held, seen={"decided": held.decided, "decided_at": held.decided_at}, to=to)


def open_again(line: LineDraft, together: set[UUID], apart: UUID, by: Viewer, at: datetime) -> None:
    """Open what was decided of places that were shown as one and are two again, since ``apart`` is no longer joined."""
    own = set(joins().groups([apart])[apart])
    rest = together - own
    said = IdentityDecision.objects.filter(decided=Sameness.SAME)
    for one in said.filter(Q(first__in=own, second__in=rest) | Q(first__in=rest, second__in=own)).order_by("pk"):
        to = {"decided": Sameness.OPEN.value, "because": "", "decided_by_id": by.pk, "decided_at": at}
        line.move(one, seen={"decided": Sameness.SAME.value, "decided_at": one.decided_at}, to=to)


def name_in(listings: Sequence[Listing]) -> str:
    """The first name that some listings say; "" if none does."""
    return next((str(value) for one in listings for what, value, *_days in one.says if what == "name"), "")
