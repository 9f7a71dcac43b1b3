"""Doing what a parcel of the office says in an outer room: whole or not at all, and nothing of a newer version."""

import json
from collections.abc import Callable, Mapping

from django.db import DataError, IntegrityError, transaction

from unannounced.crafts.packing import Packed
from unannounced.records.parcels.actions import ParcelRefused


class Said:
    """The JSON object in a parcel. What is missing or of the wrong kind raises ``ValueError`` or ``KeyError``."""

    def __init__(self, packed: Packed) -> None:
        said = json.loads(packed.content)
        if not isinstance(said, dict):
            raise ValueError("it is no object")
        self.kind, self.room, self.digest = packed.kind, packed.room, packed.digest
        self.said = said


def carry_out(packed: Packed, known: Mapping[str, int], do: Callable[[Packed], None]) -> None:
    """Do what a parcel says, in one transaction; ``known`` are the kinds this room takes, with their newest version.

    Raises ``ParcelRefused`` if that cannot be done, and lets ``ParcelWaits`` through.
    """
    if packed.version > known.get(packed.kind, 0):
        raise ParcelRefused(
            f"Parcel {packed.digest[:12]} ({packed.kind}, version {packed.version}) was made by a newer version. "
            "Bring this room up to date; the courier offers it again."
        )
    try:
        with transaction.atomic():
            do(packed)
    except (KeyError, TypeError, ValueError, RecursionError, IntegrityError, DataError) as wrong:
        raise ParcelRefused(
            f"Parcel {packed.digest[:12]} ({packed.kind}) is not what its kind says: {first_line(wrong)}. "
            "Nothing of it was kept; make it again in the office."
        ) from wrong


def first_line(problem: Exception) -> str:
    """What is wrong, in one line."""
    if isinstance(problem, KeyError):
        return f"{problem} is missing"
    return next(iter(str(problem).splitlines()), type(problem).__name__)[:200].rstrip(".")
