"""The page that explains the public interface to people: its addresses, each with a question that can be tried."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from unannounced.records.shelf.models import (
    ShelvedCheckpoint,
    ShelvedParagraph,
    ShelvedPlace,
    ShelvedReport,
    ShelvedResponse,
    ShelvedStatement,
)
from unannounced.rooms.portal.api import openapi
from unannounced.rooms.portal.api.address import BASE, Address, Group
from unannounced.rooms.portal.api.addresses import ADDRESSES
from unannounced.rooms.portal.api.parameters import Parameter
from unannounced.rooms.portal.api.problems import ABOUT
from unannounced.rooms.portal.showing import show

EXAMPLE = "standing"
"""The address whose answer stands on the page itself."""


@dataclass(frozen=True, slots=True)
class Explained:
    """An address with a question, and its answer where that is shown. Without a question there is nothing to try."""

    name: str
    path: str
    about: str
    parameters: Sequence[Parameter]
    question: str
    answer: str
    group: Group


@require_safe
def explained(request: HttpRequest) -> HttpResponse:
    """What can be asked, how answers and problems look, and how to use it well; seven queries, for questions to try."""
    there = _something_there()
    addresses = [_explained(one, there) for one in ADDRESSES]
    groups = ((Group.LAW, gettext("The law")), (Group.ARCHIVE, gettext("What was published")))
    return show(
        request,
        "portal/api.html",
        {
            "here": f"{request.scheme}://{request.get_host()}",
            "groups": [(group, word, [one for one in addresses if one.group is group]) for group, word in groups],
            "standing": next(one for one in addresses if one.name == EXAMPLE),
            "problems": [(kind.value, about) for kind, about in ABOUT.items()],
        },
    )


def _explained(one: Address, there: Mapping[str, str]) -> Explained:
    answer = _written(openapi.shortened(openapi.example_of(one))) if one.name == EXAMPLE else ""
    parameters = one.offered(demonstration=settings.DEMONSTRATION)
    known = {**_of_the_place(one, there), **one.example}
    can_be_tried = all(name.name in known for name in one.in_path)
    question = openapi.question(one, known) if can_be_tried else ""
    return Explained(one.name, f"{BASE}{one.path}", one.about, parameters, question, answer, one.group)


def _of_the_place(one: Address, there: Mapping[str, str]) -> Mapping[str, str]:
    """What is there, with the State of the place where the address is about places."""
    if "/places" in one.path and "state_of_places" in there:
        return {**there, "state": there["state_of_places"]}
    return there if "/places" not in one.path else {}


def _something_there() -> dict[str, str]:
    """Something to ask about, real alone: a report, a paragraph with an item, a response and so on, where there is."""
    found: dict[str, str] = {}
    report = ShelvedReport.objects.filter(newest=True, invented=False).order_by("-day", "slug").first()
    if report is not None:
        found |= {"report": report.slug, "state": report.state_code}
        paragraphs = ShelvedParagraph.objects.filter(report=report).order_by("number")
        bears = paragraphs.exclude(items=[]).first() or paragraphs.first()
        if bears is not None:
            found |= {"paragraph": str(bears.number), **({"item": "1"} if bears.items else {})}
    response = ShelvedResponse.objects.filter(newest=True, invented=False).first()
    statement = ShelvedStatement.objects.filter(newest=True, invented=False).first()
    place = ShelvedPlace.objects.filter(register__invented=False).first()
    checkpoint = ShelvedCheckpoint.objects.order_by("-size").first()
    found |= {"response": response.slug} if response else {}
    found |= {"statement": statement.slug} if statement else {}
    found |= {"place": str(place.pk), "state_of_places": place.register_id} if place else {}
    return found | ({"checkpoint": str(checkpoint.size)} if checkpoint else {})


def _written(shape: Mapping[str, object]) -> str:
    return json.dumps(shape, ensure_ascii=False, indent=2)
