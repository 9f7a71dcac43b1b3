"""The filters of the map of places, as an address holds them: ``/places/map/?state=XXB&occupancy=over``."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from unannounced.duties.registering import kind_word
from unannounced.records.places.mapped import BANDS, STATUSES, Box, Choices
from unannounced.records.states.models import State
from unannounced.records.states.queries import UnknownState, state_called
from unannounced.rooms.office.pages.asking import OfAddress, is_state
from unannounced.rooms.office.pages.choosing import INVENTED, REAL, Choice, choices, state_choices

LONGEST = 200
YES = "yes"
MILLION = 1_000_000
_DEGREES = re.compile(r"-?[0-9]{1,3}(\.[0-9]{1,6})?")


@dataclass(frozen=True, slots=True)
class MapFilters(OfAddress):
    """What an address asks for; empty means any."""

    register: str = ""
    state: str = ""
    kind: str = ""
    operator: str = ""
    occupancy: str = ""
    status: str = ""
    text: str = ""
    within: str = ""
    whole: str = ""

    @property
    def box(self) -> Box | None:
        """The part of the Earth asked for."""
        return box_of(self.within)

    @property
    def narrows(self) -> bool:
        """Whether anything but the register and the size of the map is asked for."""
        return any(name not in ("register", "whole") for name, _value in self.asked())

    def narrowing(self, state: State | None) -> dict[str, Any]:
        """The filters as the record takes them; what no place can have gives none. ``state`` is the one asked for."""
        return {
            "state": state,
            "invented": self.invented,
            "kind": self.kind,
            "operator": self.operator,
            "occupancy": "nothing" if self.unknown else self.occupancy,
            "status": self.status,
            "text": self.text,
            "within": self.box,
        }


MapFilters.WORD = {one.name: one.name for one in fields(MapFilters)} | {"text": "q"}


def state_of(filters: MapFilters) -> State | None:
    """The State asked for; one query."""
    try:
        return state_called(filters.state) if filters.state else None
    except UnknownState:
        return None


def box_of(words: str) -> Box | None:
    """A part of the Earth as an address has it, west, south, east and north in degrees; ``None`` if it is none.

    >>> box_of("179.5,-18,-179.5,-17.25")
    Box(west=179500000, south=-18000000, east=-179500000, north=-17250000)
    >>> box_of("1,2,3"), box_of("1,2,3,nan"), box_of("1,91,2,92")
    (None, None, None)
    """
    parts = words.split(",")
    if len(parts) != 4 or not all(map(_DEGREES.fullmatch, parts)):
        return None
    west, south, east, north = (round(float(part) * MILLION) for part in parts)
    sound = max(abs(west), abs(east)) <= 180 * MILLION and -90 * MILLION <= south <= north <= 90 * MILLION
    return Box(west, south, east, north) if sound else None


def boxed(box: Box) -> str:
    """A part of the Earth for an address.

    >>> boxed(Box(179500000, -18000000, -179500000, -17250000))
    '179.5,-18,-179.5,-17.25'
    """
    sides = (box.west, box.south, box.east, box.north)
    return ",".join(f"{side / MILLION:.6f}".rstrip("0").rstrip(".") for side in sides)


def _is_box(value: str) -> bool:
    return box_of(value) is not None


MapFilters.SOUND = {
    "register": (INVENTED, REAL).__contains__,
    "state": is_state,
    "occupancy": BANDS.__contains__,
    "status": STATUSES.__contains__,
    "within": _is_box,
    "whole": (YES,).__contains__,
}


def of_address(asked: QueryDict) -> MapFilters:
    """The filters in an address; of a word that stands there twice the last counts."""
    words = MapFilters.WORD.items()
    return MapFilters(**{name: str(asked.get(word, "")).strip()[:LONGEST] for name, word in words})


@dataclass(frozen=True, slots=True)
class Field:
    """A filter as ``office/pieces/filter.html`` shows it."""

    name: str
    label: str
    value: str
    choices: list[Choice]
    written: bool = False


def filter_fields(filters: MapFilters, offered: Choices) -> list[Field]:
    """The filters of the form, with what can be chosen."""
    kinds = {kind: _(kind_word(kind)) for kind in offered.kinds}
    operators = [Choice(one, one, one == filters.operator) for one in offered.operators]
    return [
        Field("state", _("State"), filters.state, state_choices(offered.states, filters.state)),
        Field("kind", _("Kind"), filters.kind, choices(_with(kinds, filters.kind), filters.kind)),
        Field("operator", _("Operator"), filters.operator, operators, written=True),
        Field("occupancy", _("Occupancy"), filters.occupancy, choices(_said(BANDS), filters.occupancy)),
        Field("status", _("Open or closed"), filters.status, choices(_said(STATUSES), filters.status)),
        Field("q", _("Name or town"), filters.text, [], written=True),
    ]


def _with(words: Mapping[str, str], held: str) -> dict[str, str]:
    """``words``, and what is asked for as well if it is not among them: an address is not changed by being shown."""
    return dict(words) if not held or held in words else {**words, held: held}


def _said(words: Mapping[str, str]) -> dict[str, str]:
    return {value: _(word) for value, word in words.items()}
