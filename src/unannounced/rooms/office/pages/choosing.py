"""What lists can be narrowed down by: the options of a filter, and which register a list is of."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from unannounced.records.states.models import State

ON_A_PAGE = 50
INVENTED, REAL = "invented", "real"


@dataclass(frozen=True, slots=True)
class Choice:
    """An option of a filter."""

    value: str
    word: str
    chosen: bool


def choices(words: Mapping[str, str], held: str) -> list[Choice]:
    """Any, and each of ``words``; the one that is ``held`` is chosen."""
    return [Choice(value, word, value == held) for value, word in ({"": _("any")} | dict(words)).items()]


def state_choices(states: Iterable[State], held: str) -> list[Choice]:
    """Any, and each of ``states`` by name."""
    names = {state.code: state.name(get_language() or "en") for state in states}
    return choices(dict(sorted(names.items(), key=_by_name)), held)


def _by_name(one: tuple[str, str]) -> str:
    return one[1].casefold()


def of_invented(request: HttpRequest) -> bool:
    """Whether a list is of the invented States: if the address says so, or in a demonstration. Never both."""
    return request.GET.get("register", INVENTED if settings.DEMONSTRATION else REAL) == INVENTED


def page_of(request: HttpRequest, rows: "QuerySet[Any] | Sequence[Any]", on_a_page: int = ON_A_PAGE) -> "Page[Any]":
    """The fifty ``rows`` of the page that the address asks for, or as many as ``on_a_page`` says."""
    return Paginator(rows, on_a_page).get_page(request.GET.get("page"))
