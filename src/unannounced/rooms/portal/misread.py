"""What an address of a list says that cannot be: what was not understood, and what is shown instead, in a sentence.

A list answers whatever it is asked; but it does not pass over in silence what it made nothing of.
"""

from collections.abc import Iterator, Mapping

from django.core.paginator import Page
from django.http import HttpRequest
from django.utils.translation import gettext

REGISTERS = ("", "real", "invented")
LONGEST = 40
"""Characters of what was said that are repeated."""


def misread(request: HttpRequest, context: Mapping[str, object]) -> list[str]:
    """The sentences for a page: of its register and its pages, as ``context`` has them, before those it has itself.

    The search says what it did not understand in its own way.
    """
    if "question" in context:
        return []
    own = context.get("misread")
    return [*_of_every_list(request, context), *(own if isinstance(own, list) else [])]


def said_in(request: HttpRequest, name: str) -> str:
    """What the address says of ``name``, short enough to be repeated; empty where it says nothing."""
    said = request.GET.get(name, "").replace("\0", "").strip()
    return said if len(said) <= LONGEST else said[:LONGEST] + "…"


def _of_every_list(request: HttpRequest, context: Mapping[str, object]) -> Iterator[str]:
    register = said_in(request, "register")
    if register not in REGISTERS and (invented := _is_invented(context)) is not None:
        if invented:
            yield gettext("“{said}” names no register: the invented States are shown.").format(said=register)
        else:
            yield gettext("“{said}” names no register: the real States are shown.").format(said=register)
    page, number = context.get("page"), said_in(request, "page")
    if isinstance(page, Page) and number and number not in (str(page.number), "last"):
        told = gettext("There is no page “{said}”: page {number} of {all} is shown.")
        yield told.format(said=number, number=page.number, all=page.paginator.num_pages)


def _is_invented(context: Mapping[str, object]) -> bool | None:
    """Of which register the page is; None where it is of neither."""
    found = context.get("invented", getattr(context.get("asked"), "invented", None))
    return found if isinstance(found, bool) else None
