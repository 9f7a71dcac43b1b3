"""High-level talks with the authorities of States: no visits, and counted apart from them."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from unannounced.records.accounts.queries import Viewer
from unannounced.records.ledger.actions import note_readings
from unannounced.records.recommendations.high_talks import talks_seen_by, with_items
from unannounced.records.recommendations.models import HighLevelTalks, Item
from unannounced.records.states.models import State
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages.choosing import of_invented, page_of, state_choices

ON_A_STATE = 6


@dataclass(frozen=True, slots=True)
class ShownTalks:
    """Talks with the name of the State, and the items talked of that the viewer may read."""

    talks: HighLevelTalks
    name: str
    items: list[Item]


def talks(request: Asked) -> HttpResponse:
    """The talks with States of one register, the latest first, fifty on a page."""
    invented, code = of_invented(request), request.GET.get("state", "").strip()
    seen = talks_seen_by(request.viewer).filter(state__invented=invented)
    every = State.objects.filter(pk__in=seen.order_by().values("state"))
    found = seen.filter(state__code=code) if code else seen
    page = page_of(request, with_items(found, request.viewer))
    note_readings(page.object_list, by=request.viewer.pk, at=request.moment)
    context = {
        "page": page,
        "rows": [_shown(one) for one in page.object_list],
        "states": state_choices(every, code),
        "invented": invented,
        "state": code,
    }
    return render(request, "office/talks.html", context)


def of_state(state: State, viewer: Viewer) -> list[ShownTalks]:
    """The latest talks with one State."""
    held = with_items(talks_seen_by(viewer).filter(state=state), viewer)[:ON_A_STATE]
    return [_shown(one) for one in held]


def of_item(item: Item, viewer: Viewer) -> list[HighLevelTalks]:
    """The talks in which an item was spoken of, the latest first; one query."""
    return list(talks_seen_by(viewer).filter(spoken_of__item=item))


def _shown(one: HighLevelTalks) -> ShownTalks:
    name = one.state.name(get_language() or "en")
    return ShownTalks(one, name, [spoken.item for spoken in one.spoken_of.all()])
