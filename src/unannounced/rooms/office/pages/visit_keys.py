"""The keys and devices of a visit: who holds the key, who waits for it, which devices there are, what is to be done.

Everything that opens or seals happens in the browser of whoever looks (``static/office/keys``). The committee outside
the delegation learns that there is a key, and nothing of who holds it or which devices there are.
"""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import F
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import get_language

from unannounced.duties.entrusting import may_set_write_only
from unannounced.records.checklists.queries import carried_with
from unannounced.records.keyrings import queries
from unannounced.records.places.models import PlaceNow
from unannounced.records.visits.models import Visit
from unannounced.rooms.office.acts.on_keys import InviteDevice
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages import itinerary
from unannounced.rooms.office.pages.choosing import page_of
from unannounced.rooms.office.pages.keys import member_words
from unannounced.rooms.office.pages.lanes import visit_words
from unannounced.rooms.office.pages.visit_frame import frame, opened
from unannounced.rooms.web.templatetags.field_words import fingerprint


def key_urls() -> list[URLPattern]:
    """The addresses of the keys and the itinerary of a visit."""
    return [
        path("visits/<uuid:visit>/keys/", visit_keys, name="visit_keys"),
        path("visits/<uuid:visit>/keys/held.json", held, name="visit_keys_held"),
        path("visits/<uuid:visit>/keys/places.json", places, name="visit_keys_places"),
        path("visits/<uuid:visit>/itinerary/", itinerary.itinerary, name="visit_itinerary"),
        path("visits/<uuid:visit>/itinerary/<int:number>/", itinerary.itinerary, name="visit_itinerary_before"),
    ]


def visit_keys(request: Asked, visit: UUID) -> HttpResponse:
    """The page. Hidden and absent are the same answer by the same query."""
    found = opened(request, visit)
    context = {**frame(found, "visit_keys"), "versions": list(queries.keys_of(found, request.viewer)[:50])}
    if queries.goes_on(request.viewer, found):
        context |= _for_the_delegation(found, request)
    return render(request, "office/visit_keys.html", context)


def _for_the_delegation(found: Visit, request: Asked) -> dict[str, object]:
    viewer, newest = request.viewer, queries.newest_key(found)
    keepers, devices = queries.keepers(found), queries.devices_of(found, viewer)
    codes = queries.invitations(viewer).filter(visit=found, came__isnull=True)
    form = InviteDevice(subject=found, viewer=viewer, today=request.moment.date())
    own = queries.own_key(viewer)
    return {
        "inside": True,
        "newest": newest,
        "fingerprint": fingerprint(newest.recipient) if newest else "",
        "own": own,
        "holds": queries.holds_newest(viewer, found),
        "keepers": keepers,
        "waiting": [keeper for keeper in keepers if keeper.waits] if newest else [],
        "gone": queries.left_with_key(found),
        "lost": queries.lost_with_key(devices),
        "behind": [held for held in devices if held.behind],
        "devices": devices,
        "page": page_of(request, codes),
        "form": form,
        "is_head": bool(may_set_write_only(is_head=queries.heads(viewer, found), profile=settings.MECHANISM)),
        "field": field_app(),
        "today": request.moment.date(),
    }


def field_app() -> str:
    """The address of the app of the field, if the installation says where devices reach the field room."""
    address = str(getattr(settings, "FIELD_ADDRESS", "")).rstrip("/")
    return f"{address}/field/" if address else ""


def held(request: Asked, visit: UUID) -> JsonResponse:
    """What the browser of a delegate needs to open and to seal: sealed copies and public halves, nothing in clear."""
    found = get_object_or_404(queries.visits_gone_on(request.viewer).select_related("state"), pk=visit)
    viewer = request.viewer
    own, last = queries.own_key(viewer), queries.newest_itinerary(found)
    return JsonResponse(
        {
            "visit": _package_words(found, request),
            "field": field_app(),
            "member": member_words(own, viewer),
            "keys": [
                {"version": one.visit_key.version, "recipient": one.visit_key.recipient, "wrapped": one.sealed}
                for one in queries.wrapped_for(found, viewer)
            ],
            "newest": _version(found),
            "keepers": [_keeper(keeper) for keeper in queries.keepers(found)],
            "itinerary": {"number": last.number, "version": last.visit_key.version, "sealed": last.sealed}
            if last
            else None,
            "devices": [_device(one) for one in queries.writable(queries.devices_of(found, viewer))],
            "checklists": carried_with(found, viewer),
        }
    )


def _package_words(found: Visit, request: Asked) -> dict[str, Any]:
    return {
        "id": str(found.pk),
        "name": f"{found.state.name(get_language() or 'en')}, {visit_words(found)}",
        "begins": found.begins.isoformat(),
        "ends": found.ends.isoformat(),
        "zone": found.zone,
        "write_only": found.write_only,
    }


def _version(found: Visit) -> int:
    newest = queries.newest_key(found)
    return newest.version if newest else 0


def _keeper(keeper: queries.Keeper) -> dict[str, Any]:
    key = keeper.member_key
    return {
        "person": str(keeper.person.pk),
        "name": keeper.person.display_name,
        "key": {"id": str(key.pk), "recipient": key.recipient} if key else None,
        "versions": list(keeper.versions),
    }


def _device(one: queries.Held) -> dict[str, Any]:
    person = one.device.invitation.person
    return {
        "id": str(one.device.pk),
        "recipient": one.device.recipient,
        "person": {"id": str(person.pk), "name": person.display_name},
        "letters": one.letters,
        "letters_key": one.device.invitation.letters_key,
        "letters_key_version": one.device.invitation.visit_key.version if one.device.invitation.visit_key else 0,
        "behind": one.behind,
        "write_only": one.device.invitation.write_only,
        "write": reverse("device-write-letter", args=[one.device.pk]),
    }


def places(request: Asked, visit: UUID) -> JsonResponse:
    """Every place of the State, for the search in the browser.

    All of them and always: from what is asked for here the server learns nothing of which are chosen.
    """
    found = get_object_or_404(queries.visits_gone_on(request.viewer), pk=visit)
    rows = PlaceNow.objects.filter(state=found.state_id, place=F("root"), listed=True).order_by("name", "pk")
    return JsonResponse(
        {
            "places": [
                {"id": str(pk), "name": name, "town": town, "kind": kind}
                for pk, name, town, kind in rows.values_list("pk", "name", "town", "kind")
            ]
        }
    )
