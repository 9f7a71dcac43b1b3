"""The check-lists of a visit: which it uses, and how ODK clients come in, for its delegation."""

import base64
import json
import zlib
from dataclasses import dataclass
from uuid import UUID

import segno
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render

from unannounced.records.checklists.queries import chosen_for, left_out_of, odk_key_of
from unannounced.records.keyrings.models import Invitation
from unannounced.records.keyrings.queries import goes_on, invitations, newest_key
from unannounced.records.visits.models import Visit
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages.choosing import page_of
from unannounced.rooms.office.pages.visit_frame import frame, offers_among, opened

CHECKLISTS = frozenset({"choose-checklist", "leave-out-checklist"})
ODK_USER = "field"


@dataclass(frozen=True, slots=True)
class OdkDoor:
    """How an ODK client comes in by one invitation: address, user name, password, and a drawing with all three."""

    invitation: Invitation
    address: str
    user: str
    password: str
    drawing: str


def visit_checklists(request: Asked, visit: UUID) -> HttpResponse:
    """The check-lists a visit uses. Hidden and absent are the same answer by the same query."""
    found = opened(request, visit)
    going = goes_on(request.viewer, found)
    context = {
        **frame(found, "visit_checklists"),
        "offers": offers_among(found, request, CHECKLISTS),
        "page": page_of(request, chosen_for(found, request.viewer)),
        "left_out": list(left_out_of(found, request.viewer)[:50]),
        "going": going,
        **(_odk(found, request) if going else {}),
    }
    return render(request, "office/visit_checklists.html", context)


def _odk(found: Visit, request: Asked) -> dict[str, object]:
    """What only the delegation sees: the key of ODK clients, and the doors of invitations no device came by."""
    key, held = newest_key(found), odk_key_of(found, request.viewer)
    waiting = invitations(request.viewer).filter(visit=found, withdrawn_at__isnull=True, came__isnull=True)
    return {
        "odk_key": held,
        "recipient": key.recipient if key else "",
        "field_address": field_address(),
        "doors": [_door(one) for one in waiting.order_by("-made_at", "-pk")[:50]],
    }


def field_address() -> str:
    """Where devices reach the field room, if the installation says so (``UNANNOUNCED_FIELD_ADDRESS``)."""
    return str(getattr(settings, "FIELD_ADDRESS", "")).rstrip("/")


def _door(invitation: Invitation) -> OdkDoor:
    address = f"{field_address()}/openrosa/{invitation.device}"
    drawing = ""
    if field_address():
        code = collect_settings(address, ODK_USER, invitation.lookup)
        drawing = segno.make(code, error="l", micro=False).svg_inline(scale=3, border=4, light="#fff", dark="#000")
    return OdkDoor(invitation, address, ODK_USER, invitation.lookup, drawing)


def collect_settings(address: str, user: str, password: str) -> str:
    """The settings of ODK Collect as its QR code has them: JSON, deflated, base64."""
    general = {"server_url": address, "username": user, "password": password, "form_update_mode": "match_exactly"}
    said = {"general": general, "admin": {}, "project": {"name": "Unannounced"}}
    return base64.b64encode(zlib.compress(json.dumps(said, separators=(",", ":")).encode(), 9)).decode()
