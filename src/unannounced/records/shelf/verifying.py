"""Verification of an outer room: parcels fit their digests, and the shelf is what they say."""

from collections.abc import Iterator
from typing import Any

from django.db import models, transaction

from unannounced.crafts import packing
from unannounced.duties.words import Sentence, say
from unannounced.records.parcels.actions import ParcelRefused, ParcelWaits
from unannounced.records.parcels.models import Direction, Parcel
from unannounced.records.parcels.queries import taken_in
from unannounced.records.shelf.actions import clear, in_order, put_on_shelf
from unannounced.records.shelf.models import (
    ShelvedCheckpoint,
    ShelvedEdition,
    ShelvedFollowUp,
    ShelvedLeaf,
    ShelvedOriginal,
    ShelvedParagraph,
    ShelvedPlace,
    ShelvedRegister,
    ShelvedRendition,
    ShelvedReport,
    ShelvedResponse,
    ShelvedState,
    ShelvedStatement,
)

KEYS: tuple[tuple[type[models.Model], tuple[str, ...]], ...] = (
    (ShelvedState, ("code",)),
    (ShelvedOriginal, ("digest",)),
    (ShelvedRendition, ("digest",)),
    (ShelvedResponse, ("slug", "version")),
    (ShelvedStatement, ("slug", "version")),
    (ShelvedReport, ("slug", "version")),
    (ShelvedRegister, ("state_code",)),
    (ShelvedPlace, ("id",)),
    (ShelvedParagraph, ("report__slug", "report__version", "number")),
    (ShelvedEdition, ("report_slug",)),
    (ShelvedFollowUp, ("report_slug", "number")),
    (ShelvedCheckpoint, ("size",)),
    (ShelvedLeaf, ("position",)),
)


class _OnlyLooking(Exception):
    pass


def verify() -> tuple[int, list[Sentence]]:
    """How many parcels there are, and what in this room was altered, deleted or added by hand."""
    faults = [
        Sentence(say("parcels_parcel {id} was altered by hand: its content has another digest."), {"id": parcel.pk})
        for parcel in Parcel.objects.iterator(20)
        if packing.digest_of(bytes(parcel.content)) != parcel.digest
    ]
    if not faults:
        faults += _differences()
    return Parcel.objects.count(), faults


def _differences() -> list[Sentence]:
    held = [_rows(model, keys) for model, keys in KEYS]
    faults: list[Sentence] = []
    try:
        with transaction.atomic():
            faults += _build_again()
            meant = [_rows(model, keys) for model, keys in KEYS]
            raise _OnlyLooking
    except _OnlyLooking:
        pass
    for (model, _keys), here, there in zip(KEYS, held, meant, strict=True):
        faults += _compare(model._meta.db_table, here, there)
    return faults


def _build_again() -> Iterator[Sentence]:
    """Build the shelf again from what can be opened, and name the parcels that cannot."""
    clear()
    for packed in in_order(taken_in()):
        try:
            put_on_shelf(packed)
        except (ParcelRefused, ParcelWaits):
            held = Parcel.objects.filter(direction=Direction.IN, digest=packed.digest, room=packed.room).get()
            yield Sentence(
                say("parcels_parcel {id} was added or altered by hand: it cannot be opened here."), {"id": held.pk}
            )


def _rows(model: type[models.Model], keys: tuple[str, ...]) -> dict[str, dict[str, Any]]:
    columns = [field.attname for field in model._meta.concrete_fields if field.attname not in {"id", "report_id"}]
    rows = {}
    for row in model._base_manager.values(*keys, *columns):
        rows[" ".join(str(row[key]) for key in keys)] = row
    return rows


def _compare(table: str, here: dict[str, dict[str, Any]], there: dict[str, dict[str, Any]]) -> Iterator[Sentence]:
    for key in here.keys() - there.keys():
        yield Sentence(say("{table} {id} was added by hand: no parcel holds it."), {"table": table, "id": key})
    for key in there.keys() - here.keys():
        yield Sentence(say("{table} {id} was deleted by hand: a parcel holds it."), {"table": table, "id": key})
    for key in here.keys() & there.keys():
        if here[key] != there[key]:
            yield Sentence(
                say("{table} {id} was altered by hand: its parcel says something else."), {"table": table, "id": key}
            )
