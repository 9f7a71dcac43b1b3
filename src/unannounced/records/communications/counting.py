"""Figures on communications: of whole years, and of places for the programme; never so small that they tell of whom."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings

from unannounced.duties import counting_few
from unannounced.duties.confidentiality import COMMITTEE
from unannounced.duties.corresponding import WayIn
from unannounced.duties.receiving import Told
from unannounced.records.accounts.queries import Viewer
from unannounced.records.communications.models import Bearing, Communication
from unannounced.records.communications.queries import register_of

NOT_SAID = ""
Counts = Mapping[str, int | None]
"""By what is counted; None for what is withheld."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What came in a calendar year, in four tables that do not cross. Of what was erased nobody knows told and State.

    ``by_state`` has codes, and "" for what nobody knows; a State with few is not named in it. ``by_told`` counts one
    communication for each thing it tells.
    """

    by_way_in: Counts
    by_month: Counts
    by_told: Counts
    by_state: Counts


def figures(viewer: Viewer, year: int) -> Figures:
    """The figures of a calendar year, for keepers; two queries. Of two spans that overlap none are given."""
    small = settings.MECHANISM.small_number
    came = register_of(viewer).filter(came_on__year=year)
    rows = list(came.values_list("way_in", "came_on", "erased_on"))
    noted = list(came.filter(erased_on__isnull=True).values_list("triage__told", "triage__state__code"))
    if not rows:
        return Figures({}, {}, {}, {})
    told = (one for said, _state in noted for one in said or ())
    return Figures(
        _counted((way_in for way_in, _day, _erased in rows), [one.value for one in WayIn], small),
        _counted((f"{day.month:02}" for _way, day, _erased in rows), [f"{one:02}" for one in range(1, 13)], small),
        _counted(told, [one.value for one in Told], small),
        counting_few.named(Counter(state or NOT_SAID for _told, state in noted), small=small),
    )


def _counted(values: Iterable[str], every: Iterable[str], small: int) -> Counts:
    found = Counter(values)
    return counting_few.of_few({**dict.fromkeys(every, 0), **found}, small=small)


def count_by_place(places: Collection[UUID], viewer: Viewer) -> dict[UUID, int | None]:
    """How many communications tell of each of these places or bear on it, for the programme; two queries.

    A number and never a name, and None for fewer than the small number, none at all among them: members and the
    secretariat choose places by it, and learn nothing else of communications.
    """
    if not viewer.roles & COMMITTEE:
        return dict.fromkeys(places)
    noted = Communication.objects.filter(erased_on__isnull=True, triage__place__in=places)
    pairs = set(noted.values_list("triage__place", "pk"))
    pairs |= set(Bearing.objects.filter(place__in=places).values_list("place", "communication"))
    found = Counter(place for place, _communication in pairs)
    small = settings.MECHANISM.small_number
    return {place: counting_few.alone(found[place], small=small) for place in places}
