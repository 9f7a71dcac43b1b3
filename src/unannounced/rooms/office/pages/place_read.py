"""What the pages of one place read of it, by a fixed number of queries, however many sources speak of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import Http404

from unannounced.records.places import said, series
from unannounced.records.places.models import Place, PlaceNow, Source
from unannounced.records.places.queries import root_of
from unannounced.records.places.said import Listed, Told
from unannounced.records.places.series import PERSONS, Lines, Teller


@dataclass(frozen=True, slots=True)
class Read:
    """A place with all that was joined into it, and what everyone says of it."""

    now: PlaceNow
    places: Sequence[Place]
    sources: Mapping[UUID, Source]
    tellers: Mapping[UUID, Teller]
    listings: Sequence[Listed]
    told: Mapping[str, Told]
    lines: Lines

    @property
    def group(self) -> list[UUID]:
        """The ids of the place and of those joined into it."""
        return [place.pk for place in self.places]

    @property
    def main(self) -> Place:
        """The place it is shown as."""
        return next(place for place in self.places if place.pk == self.now.root_id)


def found(place: UUID) -> PlaceNow:
    """What holds of the place that this one is shown as, or the answer for what does not exist."""
    now = root_of(place)
    if now is None:
        raise Http404
    return now


def read(now: PlaceNow, today: date) -> Read:
    """Everything said of a place; five queries."""
    places = list(Place.objects.filter(now__root=now.root_id).order_by("name", "pk"))
    for place in places:
        place.state = now.state
    group = [place.pk for place in places]
    listings = said.listings_of(group)
    counted = series.counts_of(group)
    wanted = {one.source for one in listings} | {one.source for one in counted}
    editions = series.in_order(Source.objects.filter(pk__in=wanted).defer("mapping"))
    tellers = series.tellers(editions)
    lines = series.lines(counted, tellers)
    if legacy := series.legacy_lines(group):
        lines = series.together(lines, {PERSONS: legacy})
    return Read(
        now=now,
        places=places,
        sources={edition.pk: edition for edition in editions},
        tellers=tellers,
        listings=listings,
        told=said.told(listings, places, editions, today, tellers),
        lines=lines,
    )
