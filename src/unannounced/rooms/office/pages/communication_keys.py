"""Keepers of the register of communications and its key: who holds it, who waits, what is to be done. Keepers alone.

Before there is a keeper the secretariat sees the page, to name the first. For everybody else it is not there.
"""

import base64
from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse

from unannounced.duties.corresponding import PieceKind
from unannounced.records.communications import queries
from unannounced.records.communications.models import IntakeKey, Keeper, SealedBytes
from unannounced.records.keyrings.queries import own_key
from unannounced.records.reprisals.models import SealedPart
from unannounced.records.reprisals.queries import parts_to_reseal
from unannounced.records.reprisals.reading import read_older_parts
from unannounced.rooms.office.doors import Asked, keeps
from unannounced.rooms.office.pages.keys import member_words
from unannounced.rooms.web.templatetags.field_words import fingerprint

SHOWN = 50
MOST_PIECES, MOST_PARTS = 500, 50
"""What one answer names to be re-sealed; the parts of cases come with their bytes."""


def intake_key_urls() -> list[URLPattern]:
    """The addresses of the key of communications."""
    return [
        path("communications/keys/", communication_keys, name="communication_keys"),
        path("communications/keys/held.json", held, name="communication_keys_held"),
        path("communications/keys/waiting.json", waiting, name="communication_keys_waiting"),
    ]


def require_keeper(request: Asked) -> None:
    """For everybody who keeps no register there is nothing at this address."""
    if not keeps(request):
        raise Http404


def communication_keys(request: Asked) -> HttpResponse:
    """The page."""
    viewer, today = request.viewer, request.moment.date()
    if not keeps(request) and not queries.may_name_keepers(viewer, on=today):
        raise Http404
    context: dict[str, Any] = {"nameable": list(queries.nameable_by(viewer, on=today)), "inside": keeps(request)}
    if keeps(request):
        context |= _for_keepers(request)
    return render(request, "office/communication_keys.html", context)


def _for_keepers(request: Asked) -> dict[str, Any]:
    viewer, today = request.viewer, request.moment.date()
    every = list(queries.keepers(viewer)[:SHOWN])
    versions, own = list(queries.intake_keys(viewer)[:SHOWN]), own_key(viewer)
    newest = versions[0] if versions else None
    waits, rows = queries.waiting_for_key(viewer, on=today), _rows(request, every)
    waiting = queries.waiting_to_be_resealed(viewer)
    return {
        "keepers": rows,
        "ended": [one for one in every if one.ended_at],
        "versions": versions,
        "newest": newest,
        "fingerprint": fingerprint(newest.recipient) if newest else "",
        "own": own,
        "row": next(one for one in every if one.person_id == viewer.pk and not one.ended_at),
        "holds": any(one.key_id == newest.pk for one in queries.wrapped_for(viewer)) if newest else False,
        "waits": waits if newest else [],
        "gone": queries.left_with_key(viewer, on=today),
        "to_reseal": waiting.exclude(piece__kind=PieceKind.WHO.value).count(),
        "parts_to_reseal": parts_to_reseal(viewer).count(),
        "who_to_reseal": waiting.filter(piece__kind=PieceKind.WHO.value).count(),
    }


def _rows(request: Asked, every: list[Keeper]) -> list[dict[str, Any]]:
    """Who keeps the register now, and which versions they can open."""
    held = _versions_by_person(request)
    numbers = set(queries.intake_keys(request.viewer).values_list("version", flat=True))
    today = request.moment.date()
    own = {key.person_id: key for key in queries.member_keys_for(today)}
    running = set(queries.keepers_on(today).values_list("pk", flat=True))
    return [
        {
            "keeper": one,
            "runs": one.pk in running,
            "key": own.get(one.person_id),
            "every": bool(numbers) and numbers <= held.get(one.person_id, set()),
            "some": bool(held.get(one.person_id)),
            "newest": bool(numbers) and max(numbers) in held.get(one.person_id, set()),
        }
        for one in every
        if one.ended_at is None
    ]


def _versions_by_person(request: Asked) -> dict[Any, set[int]]:
    found: dict[Any, set[int]] = {}
    for person, version in queries.versions_held(request.viewer):
        found.setdefault(person, set()).add(version)
    return found


def held(request: Asked) -> JsonResponse:
    """What a keeper's browser needs to open and to seal: sealed copies and public halves, nothing in clear."""
    require_keeper(request)
    viewer, own = request.viewer, own_key(request.viewer)
    versions = _versions_by_person(request)
    newest = queries.newest_key()
    return JsonResponse(
        {
            "member": member_words(own, viewer),
            "keys": [
                {"version": one.key.version, "recipient": one.key.recipient, "wrapped": one.sealed}
                for one in queries.wrapped_for(viewer)
            ],
            "newest": newest.version if newest else 0,
            "versions": [_version(one) for one in queries.intake_keys(viewer)],
            "keepers": [
                {
                    "person": str(key.person_id),
                    "name": key.person.display_name,
                    "key": {"id": str(key.pk), "recipient": key.recipient},
                    "versions": sorted(versions.get(key.person_id, ())),
                }
                for key in queries.member_keys_for(request.moment.date())
            ],
        }
    )


def _version(one: IntakeKey) -> dict[str, Any]:
    return {"version": one.version, "recipient": one.recipient}


def waiting(request: Asked) -> JsonResponse:
    """What the viewer's browser can re-seal: the bytes or where they are, and to which version they are sealed."""
    require_keeper(request)
    rows = queries.waiting_to_be_resealed(request.viewer).exclude(piece__kind=PieceKind.WHO.value)
    parts = read_older_parts(most=MOST_PARTS, by=request.viewer, at=request.moment)
    return JsonResponse(
        {"waiting": [_waiting(one) for one in rows[:MOST_PIECES]], "parts": [_part(one) for one in parts]}
    )


def _waiting(one: SealedBytes) -> dict[str, Any]:
    address = reverse("communication_bytes", args=[one.piece.communication_id, one.piece_id])
    version = one.intake_key.version if one.intake_key else None
    return {"id": str(one.pk), "address": address, "version": version}


def _part(one: SealedPart) -> dict[str, Any]:
    sealed = base64.b64encode(bytes(one.sealed)).decode()
    return {"reseal": reverse("part-re-seal", args=[one.pk]), "version": one.intake_key.version, "sealed": sealed}
