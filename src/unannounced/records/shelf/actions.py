"""Opening parcels: what they hold is put on the shelf, or the parcel is refused whole."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from unannounced.crafts.packing import Packed
from unannounced.records.parcels.queries import taken_in
from unannounced.records.shelf.models import ShelvedParagraph, ShelvedReport, ShelvedState

KNOWN_VERSIONS = {"publication": 1, "register": 1}


class ParcelRefused(Exception):
    """The parcel cannot be opened here; nothing of it was kept, and the office offers it again."""


def put_on_shelf(packed: Packed) -> None:
    """Open ``packed`` and shelve what it holds; raise ``ParcelRefused`` if that cannot be done."""
    known = KNOWN_VERSIONS.get(packed.kind)
    if known is None or packed.version > known:
        raise ParcelRefused(
            f"Parcel {packed.digest[:12]} ({packed.kind}, version {packed.version}) was made by a newer version. "
            "Bring this room up to date; the courier offers it again."
        )
    try:
        content = json.loads(packed.content)
        if packed.kind == "publication":
            _shelve_report(content, packed.digest)
        else:
            _shelve_register(content)
    except (KeyError, TypeError, ValueError) as missing:
        raise ParcelRefused(
            f"Parcel {packed.digest[:12]} ({packed.kind}) is not what its kind says: {missing}. "
            "Nothing of it was kept; make the publication again in the office."
        ) from missing


def build_again() -> None:
    """Build the whole shelf again from the parcels taken in."""
    with transaction.atomic():
        ShelvedParagraph.objects.all().delete()
        ShelvedReport.objects.all().delete()
        ShelvedState.objects.all().delete()
        for packed in taken_in():
            put_on_shelf(packed)


def _shelve_report(content: Mapping[str, Any], digest: str) -> None:
    slug, version = content["slug"], content["version"]
    newer = ShelvedReport.objects.filter(slug=slug, version__gt=version).exists()
    if not newer:
        ShelvedReport.objects.filter(slug=slug, newest=True).update(newest=False)
    report = ShelvedReport.objects.create(
        slug=slug,
        version=version,
        newest=not newer,
        state_code=content["state"]["code"],
        state_names=content["state"]["names"],
        invented=content["state"]["invented"],
        symbol=content["symbol"],
        title=content["title"],
        visit_kind=content["visit"]["kind"],
        visit_begins=date.fromisoformat(content["visit"]["begins"]),
        visit_ends=date.fromisoformat(content["visit"]["ends"]),
        requested_on=date.fromisoformat(content["requested_on"]),
        published_on=date.fromisoformat(content["published_on"]),
        parcel_digest=digest,
    )
    ShelvedParagraph.objects.bulk_create(
        ShelvedParagraph(
            report=report,
            number=paragraph["number"],
            chapter=paragraph["chapter"],
            text=paragraph["text"],
            items=paragraph["items"],
        )
        for paragraph in content["paragraphs"]
    )


def _shelve_register(content: Mapping[str, Any]) -> None:
    edition = content["edition"]
    if ShelvedState.objects.filter(edition__gte=edition).exists():
        return
    ShelvedState.objects.all().delete()
    ShelvedState.objects.bulk_create(
        ShelvedState(
            code=state["code"],
            names=state["names"],
            invented=state["invented"],
            acts=state["acts"],
            facts=state["facts"],
            figures=state["figures"],
            edition=edition,
        )
        for state in content["states"]
    )
