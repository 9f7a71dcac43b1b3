"""Pairs of places that may be one and wait for a person; what was decided of others."""

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from unannounced.records.accounts.queries import Viewer
from unannounced.records.places.models import IdentityDecision, Parting, Place, Sameness, Twin


def open_twins(viewer: Viewer) -> QuerySet[Twin]:
    """The pairs on which nobody has decided, the likeliest first; both are listed and shown as two places."""
    decided = IdentityDecision.objects.exclude(decided=Sameness.OPEN).filter(
        Q(first=OuterRef("first"), second=OuterRef("second")) | Q(first=OuterRef("second"), second=OuterRef("first"))
    )
    found = Twin.objects.filter(~Exists(decided), first__now__listed=True, second__now__listed=True)
    found = found.exclude(first__now__root=F("second__now__root"))
    found = found.select_related("first__now", "second__now", "first__state")
    return (found if viewer.roles else found.none()).order_by("-likeness", "pk")


def decisions_on(place: Place) -> QuerySet[IdentityDecision]:
    """What was decided of a place and others, taken back ones left out; the newest first."""
    concerning = IdentityDecision.objects.filter(Q(first=place) | Q(second=place)).exclude(decided=Sameness.OPEN)
    return concerning.select_related("first", "second", "decided_by").order_by("-decided_at")


def partings_of(place: Place) -> QuerySet[Parting]:
    """The partings of a place that stand, the newest first."""
    found = Parting.objects.filter(Q(place=place) | Q(second=place), taken_back_at=None)
    return found.select_related("place", "second", "done_by").order_by("-done_at")
