"""Sealed pieces of a communication, for the browsers of those assigned; each handing out is noted in the reading log.

Who wrote is handed out for a reason alone, which is an act with a line in the ledger.
"""

import base64
import json
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from unannounced.duties.corresponding import PieceKind, may_correct
from unannounced.duties.decision import Refused, RefusedByRule
from unannounced.records.accounts.queries import Viewer
from unannounced.records.communications import queries
from unannounced.records.communications.dealing import open_who, read_pieces
from unannounced.records.communications.models import Communication, Piece, SealedBytes
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages.communication import SHOWN_AT_ONCE

MOST_AT_ONCE = 20
"""Pieces in one answer: a letter has half a megabyte at most."""


def _assigned(communication: UUID, viewer: Viewer) -> Communication:
    return get_object_or_404(queries.assigned_to(viewer), pk=communication)


def pieces(request: Asked, communication: UUID) -> JsonResponse:
    """The pieces after a number, twenty at a time: letters, notes and answers with their bytes, files without."""
    found, said = _assigned(communication, request.viewer), request.GET.get("after", "")
    after = int(said) if said.isdecimal() and len(said) < 9 else 0
    rows = list(queries.pieces_of(found.pk, request.viewer).filter(number__gt=after)[: MOST_AT_ONCE + 1])
    every = rows[:MOST_AT_ONCE]
    wanted = [one.pk for one in every if one.kind in SHOWN_AT_ONCE]
    read = {one.piece_id: one for one in read_pieces(wanted, by=request.viewer, at=request.moment)}
    answer = {
        "recipient": found.recipient,
        "pieces": [_piece(one, read.get(one.pk), request.viewer) for one in every],
        "more": len(rows) > MOST_AT_ONCE,
    }
    return JsonResponse(answer)


def _piece(one: Piece, read: SealedBytes | None, viewer: Viewer) -> dict[str, Any]:
    held = one.bytes
    return {
        "id": str(one.pk),
        "number": one.number,
        "kind": one.kind,
        "digest": one.digest,
        "came_on": one.came_on.isoformat(),
        "by": one.by.display_name if one.by else "",
        "replaces": str(one.replaces_id or ""),
        "correctable": bool(may_correct(PieceKind(one.kind), own=one.by_id == viewer.pk)),
        "size": held.size,
        "version": held.intake_key.version if held.intake_key else None,
        "sealed": _coded(read) if read else None,
    }


def _coded(held: SealedBytes) -> str:
    return base64.b64encode(bytes(held.sealed)).decode()


def piece_bytes(request: Asked, communication: UUID, piece: UUID) -> HttpResponse:
    """The sealed bytes of one piece, never of who wrote."""
    found = _assigned(communication, request.viewer)
    there = queries.pieces_of(found.pk, request.viewer).filter(pk=piece).exists()
    read = read_pieces([piece] if there else [], by=request.viewer, at=request.moment)
    if not read:
        raise Http404
    answer = HttpResponse(bytes(read[0].sealed), content_type="application/octet-stream")
    answer["Content-Disposition"] = 'attachment; filename="sealed.age"'
    return answer


def who(request: Asked, communication: UUID) -> JsonResponse:
    """Who wrote, sealed, for the reason that the body gives: of each letter, each an act."""
    found = _assigned(communication, request.viewer)
    if request.method != "POST":
        raise Http404
    try:
        reason = str(json.loads(request.body)["reason"])[:500]
    except (ValueError, KeyError, TypeError, RecursionError):
        return JsonResponse({"problem": _("No reason was given.")}, status=HTTPStatus.BAD_REQUEST)
    rows = queries.who_pieces(request.viewer).filter(communication=found.pk).order_by("number")
    try:
        opened = [open_who(one, reason=reason, by=request.viewer, at=request.moment) for one in rows]
    except RefusedByRule as refused:
        return JsonResponse({"problem": _in_words(refused.refusal)}, status=HTTPStatus.CONFLICT)
    return JsonResponse({"who": [_who(one) for one in opened]})


def _who(one: SealedBytes) -> dict[str, Any]:
    version = one.intake_key.version if one.intake_key else None
    number, came_on = one.piece.number, one.piece.came_on.isoformat()
    return {"id": str(one.pk), "number": number, "came_on": came_on, "version": version, "sealed": _coded(one)}


def _in_words(refusal: Refused) -> str:
    return f"{_(refusal.reason)} {_(refusal.instead)}".strip()
