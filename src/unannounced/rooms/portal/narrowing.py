"""What a reader narrows a list or a search down by: register, State, body and year; the same on every page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext

from unannounced.duties.identity import folded
from unannounced.records.shelf import queries
from unannounced.records.shelf.models import ShelvedReport
from unannounced.rooms.portal.showing import mechanism, name_in

OWN, OTHERS = "own", "others"
"""How the mechanism itself, and every other body, are called in an address."""
LONGEST = 120


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What was asked for; empty where anything is welcome. The real and the invented are never mixed."""

    invented: bool
    state: str
    body: str
    year: str

    def __bool__(self) -> bool:
        return bool(self.state or self.body or self.year)

    def of(self, found: QuerySet[ShelvedReport]) -> QuerySet[ShelvedReport]:
        """Those of ``found`` that were asked for."""
        if self.state:
            found = found.filter(state_code=self.state)
        if self.year:
            found = found.filter(day__year=int(self.year))
        match self.body:
            case "":
                return found
            case "own":
                return queries.own(found)
            case "others":
                return queries.of_others(found)
            case _:
                return found.filter(body=self.body)


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen: lists of (value, word)."""

    states: Sequence[tuple[str, str]]
    bodies: Sequence[tuple[str, str]]
    years: Sequence[str]
    registers: Sequence[tuple[str, str]]

    @property
    def names(self) -> Mapping[str, str]:
        """The States by code."""
        return dict(self.states)


def is_invented(code: str) -> bool:
    """Whether ``code`` is one of those kept free for invented States, XXA to XXZ."""
    return len(code) == 3 and code.startswith("XX")


def asked_for(request: HttpRequest) -> Narrowing:
    """What the address asks for. A State decides the register; what is no year asks for none."""
    said = {name: request.GET.get(name, "").replace("\0", "").strip()[:LONGEST] for name in ("state", "body", "year")}
    code, year = said["state"].upper(), said["year"]
    invented = is_invented(code) if code else register_of(request)
    is_year = len(year) == 4 and year.isascii() and year.isdigit() and year != "0000"
    return Narrowing(invented, code, said["body"], year if is_year else "")


def register_of(request: HttpRequest) -> bool:
    """Whether the invented register is asked for; in a demonstration without any real report it need not be named."""
    if "register" in request.GET or not settings.DEMONSTRATION:
        return request.GET.get("register") == "invented"
    return not queries.reports(invented=False).exists()


def choices(*, invented: bool) -> Choices:
    """What there is to choose from: three queries, however many reports there are."""
    found = queries.reports(invented=invented)
    states = [(code, name_in(names, code)) for code, names in queries.places(found).items()]
    others = queries.bodies(found)
    around = [(OWN, mechanism().short), (OTHERS, gettext("Other bodies"))] if others else []
    return Choices(
        states=sorted(states, key=lambda state: folded(state[1])),
        bodies=around + [(name, name) for name in others],
        years=[str(year) for year in queries.years(found)],
        registers=_registers(invented=invented),
    )


def _registers(*, invented: bool) -> list[tuple[str, str]]:
    if not (settings.DEMONSTRATION or invented):
        return []
    return [("real", gettext("Real States")), ("invented", gettext("Invented States of the demonstration"))]
