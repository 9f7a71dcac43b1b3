"""The page that explains the public interface to people: its addresses, each with a question that can be tried."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from unannounced.rooms.portal.api import openapi
from unannounced.rooms.portal.api.addresses import ADDRESSES, BASE, Address
from unannounced.rooms.portal.api.parameters import Parameter
from unannounced.rooms.portal.api.problems import ABOUT
from unannounced.rooms.portal.showing import show

EXAMPLE = "standing"
"""The address whose answer stands on the page itself."""


@dataclass(frozen=True, slots=True)
class Explained:
    """An address with a question, and its answer where that is shown."""

    name: str
    path: str
    about: str
    parameters: Sequence[Parameter]
    question: str
    answer: str


@require_safe
def explained(request: HttpRequest) -> HttpResponse:
    """What can be asked, how answers and problems look, and how to use it well; no query."""
    addresses = [_explained(one) for one in ADDRESSES]
    return show(
        request,
        "portal/api.html",
        {
            "here": f"{request.scheme}://{request.get_host()}",
            "addresses": addresses,
            "standing": next(one for one in addresses if one.name == EXAMPLE),
            "problems": [(kind.value, about) for kind, about in ABOUT.items()],
        },
    )


def _explained(one: Address) -> Explained:
    answer = _written(openapi.shortened(openapi.example_of(one))) if one.name == EXAMPLE else ""
    parameters = one.offered(demonstration=settings.DEMONSTRATION)
    return Explained(one.name, f"{BASE}{one.path}", one.about, parameters, openapi.question(one), answer)


def _written(shape: Mapping[str, object]) -> str:
    return json.dumps(shape, ensure_ascii=False, indent=2)
