"""What can be done to something, apart from what cannot be done now and why."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Model

from unannounced.records.accounts.queries import Viewer
from unannounced.rooms.office.acts.registry import Offer, acts_on


@dataclass(frozen=True, slots=True)
class Offers:
    """Acts that are open, and acts that are refused with their reasons."""

    allowed: list[Offer]
    refused: list[Offer]


def sorted_out(offers: Iterable[Offer]) -> Offers:
    """``offers`` in two lists, each in the order given."""
    every = list(offers)
    return Offers([one for one in every if one.allowed], [one for one in every if not one.allowed])


def offers_on(subject: Model, viewer: Viewer, *, today: date, elsewhere: Collection[str] = ()) -> Offers:
    """What ``viewer`` can do to ``subject``; acts that are offered on a page of their own, ``elsewhere``, left out."""
    return sorted_out(one for one in acts_on(subject, viewer, today=today) if one.name not in elsewhere)
