"""Which places are one: what was joined here, by whom and why, and what may be the same place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.urls import reverse

from unannounced.duties.words import Sentence
from unannounced.records.places.models import IdentityDecision, Parting, PlaceNow, Sameness, Twin

MOST_TWINS = 10


@dataclass(frozen=True, slots=True)
class Joined:
    """Two places that somebody, or a rule, said are one."""

    names: tuple[str, str]
    by: str
    at: datetime
    because: str


@dataclass(frozen=True, slots=True)
class Parted:
    """Rows that were taken from one place to another."""

    name: str
    url: str
    rows: int
    by: str
    at: datetime
    because: str


@dataclass(frozen=True, slots=True)
class Likely:
    """A place that may be this one, how likely, and why."""

    name: str
    url: str
    where: str
    likeness: int
    reasons: list[Sentence]


def joined(group: Sequence[UUID], root: UUID) -> list[Joined]:
    """The decisions by which the places of ``group`` are one, the newest first, ``root`` second; one statement."""
    if len(group) < 2:
        return []
    held = IdentityDecision.objects.filter(first__in=group, second__in=group, decided=Sameness.SAME)
    return [
        Joined(_names(one, root), one.decided_by.display_name, one.decided_at, one.because)
        for one in held.select_related("first", "second", "decided_by").order_by("-decided_at", "pk")
    ]


def _names(one: IdentityDecision, root: UUID) -> tuple[str, str]:
    names = one.first.name, one.second.name
    return (names[1], names[0]) if one.first_id == root else names


def parted(group: Sequence[UUID]) -> list[Parted]:
    """What was taken from the places of ``group``, or to them, and not taken back; one statement."""
    held = Parting.objects.filter(Q(place__in=group) | Q(second__in=group), taken_back_at__isnull=True)
    return [_parted(one, group) for one in held.select_related("place", "second", "done_by").order_by("-done_at", "pk")]


def _parted(one: Parting, group: Sequence[UUID]) -> Parted:
    other = one.second if one.place_id in group else one.place
    return Parted(
        name=other.name,
        url=reverse("place", args=[other.pk]),
        rows=len(one.listings),
        by=one.done_by.display_name,
        at=one.done_at,
        because=one.because,
    )


def may_be(group: Sequence[UUID]) -> list[Likely]:
    """The likeliest places that may be the same, offered by matching and not decided on; two statements."""
    held = list(
        Twin.objects.filter(Q(first__in=group) ^ Q(second__in=group)).order_by("-likeness", "pk")[: 2 * MOST_TWINS]
    )
    others = {one.pk: (one.second_id if one.first_id in group else one.first_id) for one in held}
    found = PlaceNow.objects.filter(pk__in=others.values()) if held else ()
    now = {one.pk: one for one in found}
    shown = {other: one for one in held if (other := others[one.pk]) in now}
    return [_likely(now[other], one) for other, one in shown.items()][:MOST_TWINS]


def _likely(now: PlaceNow, twin: Twin) -> Likely:
    return Likely(
        name=now.name,
        url=reverse("place", args=[now.root_id]),
        where=", ".join(filter(None, [now.town, now.region])),
        likeness=twin.likeness,
        reasons=[Sentence(reason[0], reason[1]) for reason in twin.reasons],
    )
