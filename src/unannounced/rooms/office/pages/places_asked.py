"""The filters of lists of places, the same for the pages and the exports.

An address holds them as words: ``/places/?state=XXB&occupancy=far_over&sort=rise``.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from unannounced.duties.registering import KINDS, kind_word
from unannounced.records.accounts.queries import Viewer
from unannounced.records.places import queries
from unannounced.records.places.mapped import BANDS, STATUSES
from unannounced.records.places.models import PlaceNow
from unannounced.records.places.queries import SORTS, Sought
from unannounced.records.states.models import State
from unannounced.records.states.queries import state_called
from unannounced.rooms.office.pages.asking import OfAddress, is_state
from unannounced.rooms.office.pages.choosing import INVENTED, REAL, choices
from unannounced.rooms.office.pages.item_choices import Filter

YES, NO = "yes", "no"
LONGEST = 200
SUGGESTED = 60
"""Words of an address are cut to ``LONGEST``; of regions and operators the ``SUGGESTED`` most frequent are offered."""


@dataclass(frozen=True, slots=True)
class PlaceFilters(OfAddress):
    """What an address asks for; empty means any."""

    state: str = ""
    register: str = ""
    kind: str = ""
    region: str = ""
    operator: str = ""
    status: str = ""
    occupancy: str = ""
    suspicion: str = ""
    suspicious: str = ""
    disagreeing: str = ""
    rated: str = ""
    words: str = ""
    sort: str = ""

    @property
    def narrowing(self) -> bool:
        """Whether anything but the register and the order is asked for."""
        return any(name not in ("register", "sort", "rated") for name, _value in self.asked())


WORD = {one.name: one.name for one in fields(PlaceFilters)} | {"words": "q"}
"""What each filter is called in an address."""
PlaceFilters.WORD = WORD


PlaceFilters.SOUND = {
    "state": is_state,
    "register": (INVENTED, REAL).__contains__,
    "status": STATUSES.__contains__,
    "occupancy": BANDS.__contains__,
    "suspicious": (YES, NO).__contains__,
    "disagreeing": (YES,).__contains__,
    "rated": (YES,).__contains__,
    "sort": SORTS.__contains__,
}


def of_address(asked: QueryDict) -> PlaceFilters:
    """The filters in an address; of a word that stands there twice the last counts."""
    return PlaceFilters(**{name: str(asked.get(word) or "").strip()[:LONGEST] for name, word in WORD.items()})


def sought(filters: PlaceFilters) -> Sought | None:
    """What the filters ask for; ``None`` for a word that no place can have."""
    if filters.unknown:
        return None
    return Sought(
        state=state_called(filters.state) if filters.state else None,
        invented=filters.invented,
        kind=filters.kind,
        region=filters.region,
        operator=filters.operator,
        status=filters.status,
        occupancy=filters.occupancy,
        suspicion=filters.suspicion,
        suspicious=None if not filters.suspicious else filters.suspicious == YES,
        disagreeing=bool(filters.disagreeing),
        rated=bool(filters.rated),
        words=filters.words,
    )


def narrowed(filters: PlaceFilters, viewer: Viewer, wanted: Sought | None) -> QuerySet[PlaceNow]:
    """The places that the filters leave, in their order."""
    if wanted is None:
        return PlaceNow.objects.none()
    return queries.in_order(queries.places_sought(wanted, viewer), filters.sort)


def lists(filters: PlaceFilters, viewer: Viewer, wanted: Sought | None) -> list[Filter]:
    """The filters as a form shows them; four statements."""
    state = wanted.state if wanted else None
    among = queries.places_sought(Sought(state=state, invented=filters.invented), viewer)
    return [
        Filter("state", _("State"), filters.state, choices(_states(filters), state.code if state else filters.state)),
        Filter("kind", _("Kind"), filters.kind, choices(_kinds(among), filters.kind)),
        _written("region", _("Region"), filters.region, queries.said_of(among, "region", at_most=SUGGESTED)),
        Filter("occupancy", _("Occupancy"), filters.occupancy, choices(_words(BANDS), filters.occupancy)),
        _written("operator", _("Operator"), filters.operator, queries.said_of(among, "operator", at_most=SUGGESTED)),
        Filter("status", _("Open or closed"), filters.status, choices(_words(STATUSES), filters.status)),
        Filter("suspicious", _("Series"), filters.suspicious, choices(_of_series(), filters.suspicious)),
        Filter("disagreeing", _("Sources"), filters.disagreeing, choices(_of_sources(), filters.disagreeing)),
    ]


def order(filters: PlaceFilters) -> Filter:
    """The orders of the list."""
    words = {
        "occupancy": _("occupancy, the highest first"),
        "persons": _("persons held, the most first"),
        "capacity": _("official capacity, the largest first"),
        "rise": _("more persons than a year before"),
        "fall": _("fewer persons than a year before"),
    }
    held = [one for one in choices(words, filters.sort) if one.value]
    first = choices({}, "")[0]
    return Filter("sort", _("Order"), filters.sort, [type(first)("", _("name"), not filters.sort), *held])


def _written(name: str, label: str, held: str, known: list[str]) -> Filter:
    return Filter(name, label, held, choices(dict.fromkeys(known, ""), held)[1:], written=True)


def _states(filters: PlaceFilters) -> dict[str, str]:
    language = get_language() or "en"
    held: list[State] = list(queries.states_with_places(invented=filters.invented))
    return {one.code: one.name(language) for one in sorted(held, key=_by_name(language))}


def _by_name(language: str) -> Callable[[State], str]:
    return lambda state: state.name(language).casefold()


def _kinds(among: QuerySet[PlaceNow]) -> dict[str, str]:
    held = set(among.order_by().values_list("kind", flat=True).distinct())
    known = [kind for kind in KINDS if kind in held]
    return {kind: _(kind_word(kind)) for kind in [*known, *sorted(held - set(KINDS))]}


def _words(words: Mapping[str, str]) -> dict[str, str]:
    return {value: _(word) for value, word in words.items()}


def _of_series() -> dict[str, str]:
    return {YES: _("with something suspicious"), NO: _("with nothing suspicious")}


def _of_sources() -> dict[str, str]:
    return {YES: _("that contradict each other")}
