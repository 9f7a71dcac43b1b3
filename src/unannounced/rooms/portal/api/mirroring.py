"""What a mirror asks: what came since a moment, and the public checkpoints to hold its copy against."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.urls import reverse

from unannounced.crafts.law.shapes import Shape
from unannounced.duties.checkpointing import PUBLIC_KINDS
from unannounced.duties.words import say
from unannounced.records.parcels.models import Direction, Parcel
from unannounced.records.shelf.models import (
    ShelvedCheckpoint,
    ShelvedFollowUp,
    ShelvedReport,
    ShelvedResponse,
    ShelvedStatement,
)
from unannounced.rooms.portal.api import archive_shapes as shapes
from unannounced.rooms.portal.api.archive import page, unknown
from unannounced.rooms.portal.api.asked import Asked


def changes(asked: Asked) -> Shape:
    """What came to this portal since a moment, in the order in which it came, with the address of its bytes."""
    found, after = Parcel.objects.filter(direction=Direction.IN), asked.after(str, str)
    if (since := asked.values.get("since")) is not None:
        found = found.filter(made_at__gte=since)
    if after is not None:
        at, key = _key(asked, after[0], after[1])
        found = found.filter(Q(made_at__gt=at) | Q(made_at=at, id__gt=key))
    known = found.only("id", "kind", "version", "digest", "made_at").order_by("made_at", "id")
    rows, following = page(asked, known, lambda one: (_moment(one.made_at), str(one.pk)))
    where = _addresses(rows)
    return {
        "changes": [
            {
                "at": _moment(one.made_at),
                "kind": one.kind,
                "format": one.version,
                "sha256": one.digest,
                **where.get(one.digest, _NOWHERE),
            }
            for one in rows
        ],
        "next": following,
    }


_NOWHERE: Shape = {"address": None, "data": None}


def checkpoints(asked: Asked) -> Shape:
    """The public checkpoints, the newest first."""
    found, after = ShelvedCheckpoint.objects.order_by("-size"), asked.after(int)
    if after is not None:
        found = found.filter(size__lt=after[0])
    rows, following = page(asked, found, lambda one: (one.size,))
    return {"checkpoints": [shapes.checkpoint(one) for one in rows], "next": following}


def checkpoint(asked: Asked) -> Shape:
    """The checkpoint over so many publications."""
    size = asked.number("checkpoint") or 0
    found = ShelvedCheckpoint.objects.filter(size=size).first()
    if found is None:
        no_checkpoint = say("There is no checkpoint of size {said}.")
        raise unknown(no_checkpoint, str(size), "checkpoint", "/api/v1/checkpoints")
    return shapes.checkpoint(found)


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _key(asked: Asked, at: str, key: str) -> tuple[datetime, UUID]:
    try:
        found = datetime.fromisoformat(at)
        return (found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)), UUID(key)
    except (ValueError, OverflowError):
        raise asked.no_such_cursor() from None


def _addresses(rows: Iterable[Parcel]) -> dict[str, Shape]:
    """Where what came is read, and where its own bytes are, by digest; four queries."""
    rows = list(rows)
    digests = [one.digest for one in rows]
    found: dict[str, Shape] = {
        one.digest: {"address": None, "data": reverse("leaf", args=[one.digest])}
        for one in rows
        if one.kind in PUBLIC_KINDS
    }
    followed = ShelvedFollowUp.objects.filter(parcel_digest__in=digests).order_by()
    for slug, digest in followed.values_list("report_slug", "parcel_digest").distinct():
        found[digest]["address"] = reverse("report", args=[slug])
    for report in _held(ShelvedReport, digests):
        found[report.parcel_digest] = {
            "address": reverse("version", args=[report.slug, report.version]),
            "data": reverse("version_data", args=[report.slug, report.version]),
        }
    for response in _held(ShelvedResponse, digests):
        found[response.parcel_digest] = {
            "address": reverse("response_version", args=[response.slug, response.version]),
            "data": reverse("response_version_data", args=[response.slug, response.version]),
        }
    for statement in _held(ShelvedStatement, digests):
        found[statement.parcel_digest] = {
            "address": reverse("statement_version", args=[statement.slug, statement.version]),
            "data": reverse("statement_version_data", args=[statement.slug, statement.version]),
        }
    return found


def _held(model: type[Any], digests: list[str]) -> list[Any]:
    return list(model.objects.filter(parcel_digest__in=digests))
