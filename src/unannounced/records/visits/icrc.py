"""Which places the ICRC visits effectively and regularly, as sources say: the CPT does not visit these (Art. 17(3))."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from unannounced.duties.decision import Allowed, Decision
from unannounced.duties.going import ICRC_VISITS, SaidOfIcrc, icrc_on, not_visited_by_icrc
from unannounced.records.places.hearing import joins
from unannounced.records.places.models import Listing, Place
from unannounced.records.states.models import State

YES = "yes"


def barred(place: Place, first: date, last: date) -> Decision:
    """Whether a place may be chosen for days from ``first`` to ``last``, whatever it was joined with."""
    if not settings.MECHANISM.icrc_bars:
        return Allowed()
    words = _words(_spoken().filter(place__state=place.state_id))
    word = icrc_on(words.get(joins().root(place.pk), ()), first, last)
    return not_visited_by_icrc(word, place=place.name, profile=settings.MECHANISM)


def barred_places(state: State, first: date, last: date) -> dict[UUID, SaidOfIcrc]:
    """The places of a State that are not to be offered for a visit from ``first`` to ``last``, each with the word why.

    Two queries, however many places; none for a mechanism whose rules set no bar. Every place of a group that was
    joined is there, so that ``exclude(pk__in=…)`` leaves none over.
    """
    if not settings.MECHANISM.icrc_bars:
        return {}
    words = _words(_spoken().filter(place__state=state))
    found = {root: word for root, said in words.items() if (word := icrc_on(said, first, last)) is not None}
    groups = joins().groups(found) if found else {}
    return {one: found[root] for root, places in groups.items() for one in places}


def _spoken() -> QuerySet[Listing]:
    """The listings that say something of the ICRC, of sources that were not withdrawn."""
    told = Listing.objects.filter(source__withdrawn_at=None).annotate(text=Cast("says", TextField()))
    return told.filter(text__contains=f'"{ICRC_VISITS}"')


def _words(listings: QuerySet[Listing]) -> dict[UUID, list[SaidOfIcrc]]:
    """What is said, by the place that each is shown as; without days a word holds from the day of its source on."""
    known = joins()
    found: dict[UUID, list[SaidOfIcrc]] = defaultdict(list)
    rows = listings.values_list("place_id", "says", "source__as_of", "source__title")
    for place, says, as_of, title in rows:
        found[known.root(place)] += _said(says, as_of, title)
    return found


def _said(says: Collection[Any], as_of: date, title: str) -> list[SaidOfIcrc]:
    return [
        SaidOfIcrc(value == YES, date.fromisoformat(since) if since else as_of, _day(until), title)
        for what, value, since, until in says
        if what == ICRC_VISITS
    ]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
