"""Opening parcels: what they hold is put on the shelf, or the parcel is refused whole."""

import json

from django.db import DataError, IntegrityError, transaction

from unannounced.crafts.packing import Packed
from unannounced.records.parcels.queries import taken_in
from unannounced.records.shelf.content import Said
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
        with transaction.atomic():
            content = Said(json.loads(packed.content))
            if packed.kind == "publication":
                _shelve_report(content, packed.digest)
            else:
                _shelve_register(content)
    except (KeyError, TypeError, ValueError, RecursionError, IntegrityError, DataError) as wrong:
        raise ParcelRefused(
            f"Parcel {packed.digest[:12]} ({packed.kind}) is not what its kind says: {_first_line(wrong)}. "
            "Nothing of it was kept; make it again in the office."
        ) from wrong


def _first_line(problem: Exception) -> str:
    if isinstance(problem, KeyError):
        return f"{problem} is missing"
    return next(iter(str(problem).splitlines()), type(problem).__name__)[:200].rstrip(".")


def build_again() -> None:
    """Build the whole shelf again from the parcels taken in."""
    with transaction.atomic():
        clear()
        for packed in taken_in():
            put_on_shelf(packed)


def clear() -> None:
    """Take everything off the shelf; the parcels stay."""
    with transaction.atomic():
        ShelvedParagraph.objects.all().delete()
        ShelvedReport.objects.all().delete()
        ShelvedState.objects.all().delete()


def _shelve_report(said: Said, digest: str) -> None:
    slug, version = said.text("slug", 80), said.number("version")
    newer = ShelvedReport.objects.filter(slug=slug, version__gt=version).exists()
    if not newer:
        ShelvedReport.objects.filter(slug=slug, newest=True).update(newest=False)
    state, visit = said.inner("state"), said.inner("visit")
    report = ShelvedReport.objects.create(
        slug=slug,
        version=version,
        newest=not newer,
        state_code=state.text("code", 3),
        state_names=state.mapping("names"),
        invented=state.truth("invented"),
        symbol=said.text("symbol", 60),
        title=said.text("title", 300),
        visit_kind=visit.text("kind", 20),
        visit_begins=visit.day("begins"),
        visit_ends=visit.day("ends"),
        requested_on=said.day("requested_on"),
        published_on=said.day("published_on"),
        parcel_digest=digest,
    )
    ShelvedParagraph.objects.bulk_create(
        ShelvedParagraph(
            report=report,
            number=paragraph.number("number"),
            chapter=paragraph.text("chapter", 120),
            text=paragraph.text("text"),
            items=paragraph.rows("items"),
        )
        for paragraph in map(Said, said.rows("paragraphs"))
    )


def _shelve_register(said: Said) -> None:
    edition, states = said.number("edition"), [Said(state) for state in said.rows("states")]
    if ShelvedState.objects.filter(edition__gte=edition).exists():
        return
    ShelvedState.objects.all().delete()
    ShelvedState.objects.bulk_create(
        ShelvedState(
            code=state.text("code", 3),
            names=state.mapping("names"),
            invented=state.truth("invented"),
            acts=state.rows("acts"),
            facts=state.rows("facts"),
            figures=state.mapping("figures"),
            edition=edition,
        )
        for state in states
    )
