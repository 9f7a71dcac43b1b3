"""Opening parcels: what they hold is put on the shelf, or the parcel is refused whole."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import DataError, IntegrityError, transaction
from django.db.models import Min
from django.db.models.functions import Coalesce

from unannounced.crafts.packing import Packed
from unannounced.records.parcels.actions import ParcelRefused
from unannounced.records.parcels.queries import taken_in
from unannounced.records.shelf.beside import (
    beside_of,
    item_beside,
    other_words_of,
    renditions_of,
    response_row,
    statement_row,
)
from unannounced.records.shelf.content import Said
from unannounced.records.shelf.followed import checkpoint_row, follow_up_of, leaves_that_fit
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
from unannounced.records.shelf.placed import place_row, register_row

KNOWN_VERSIONS = {
    "publication": 4,
    "response-publication": 1,
    "statement": 1,
    "original": 1,
    "rendition": 1,
    "register": 1,
    "places": 1,
    "follow-up": 1,
    "checkpoint": 1,
}


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
            _open(packed)
    except (KeyError, TypeError, ValueError, RecursionError, IntegrityError, DataError) as wrong:
        raise ParcelRefused(
            f"Parcel {packed.digest[:12]} ({packed.kind}) is not what its kind says: {_first_line(wrong)}. "
            "Nothing of it was kept; make it again in the office."
        ) from wrong


def _open(packed: Packed) -> None:
    match packed.kind:
        case "original":
            _shelve_original(packed)
        case "rendition":
            _shelve_rendition(packed)
        case "publication":
            _shelve_report(Said(json.loads(packed.content)), packed)
        case "response-publication":
            _shelve_version(ShelvedResponse, response_row(Said(json.loads(packed.content))), packed)
        case "statement":
            _shelve_version(ShelvedStatement, statement_row(Said(json.loads(packed.content))), packed)
        case "places":
            _shelve_places(Said(json.loads(packed.content)), packed)
        case "follow-up":
            _shelve_follow_up(Said(json.loads(packed.content)), packed)
        case "checkpoint":
            _shelve_checkpoint(Said(json.loads(packed.content)), packed)
        case _:
            _shelve_register(Said(json.loads(packed.content)))


def _first_line(problem: Exception) -> str:
    if isinstance(problem, KeyError):
        return f"{problem} is missing"
    return next(iter(str(problem).splitlines()), type(problem).__name__)[:200].rstrip(".")


def build_again() -> None:
    """Build the whole shelf again from the parcels taken in."""
    with transaction.atomic():
        clear()
        for packed in in_order(taken_in()):
            put_on_shelf(packed)


def in_order(parcels: Iterable[Packed]) -> Iterator[Packed]:
    """``parcels`` as they can be opened one after the other: editions and checkpoints last, the smallest first."""
    last: list[Packed] = []
    for packed in parcels:
        if packed.kind in _NUMBERED:
            last.append(packed)
        else:
            yield packed
    yield from sorted(last, key=_number_of)


_NUMBERED = {"follow-up": "edition", "checkpoint": "size"}


def _number_of(packed: Packed) -> tuple[bool, int]:
    """By what it is opened after others of its kind; 0 for one that cannot be read, which is refused when opened."""
    try:
        number = json.loads(packed.content)[_NUMBERED[packed.kind]]
    except (KeyError, TypeError, ValueError, RecursionError):
        number = 0
    return packed.kind == "checkpoint", number if type(number) is int else 0


def clear() -> None:
    """Take everything off the shelf; the parcels stay."""
    with transaction.atomic():
        ShelvedParagraph.objects.all().delete()
        ShelvedReport.objects.all().delete()
        ShelvedOriginal.objects.all().delete()
        ShelvedRendition.objects.all().delete()
        ShelvedResponse.objects.all().delete()
        ShelvedStatement.objects.all().delete()
        ShelvedState.objects.all().delete()
        ShelvedPlace.objects.all().delete()
        ShelvedRegister.objects.all().delete()
        ShelvedFollowUp.objects.all().delete()
        ShelvedEdition.objects.all().delete()
        ShelvedCheckpoint.objects.all().delete()
        ShelvedLeaf.objects.all().delete()


def _shelve_original(packed: Packed) -> None:
    """Any bytes are welcome but none: what they are is said by the report they belong to."""
    if not packed.content:
        raise ValueError("it is empty")
    ShelvedOriginal.objects.get_or_create(digest=packed.digest, defaults={"size": len(packed.content)})


def _shelve_rendition(packed: Packed) -> None:
    """A file beside a publication: what it is is said by the publication."""
    if not packed.content:
        raise ValueError("it is empty")
    ShelvedRendition.objects.get_or_create(digest=packed.digest, defaults={"size": len(packed.content)})


def _shelve_version(model: type[ShelvedResponse] | type[ShelvedStatement], row: dict[str, Any], packed: Packed) -> None:
    """A version of a response or a statement; the newest is shown, the others stay at their addresses."""
    newest = _is_newest(model, row["slug"], row["version"])
    model._base_manager.create(**row, newest=newest, parcel_digest=packed.digest)
    _since_its_first_version(model, row["slug"])


def _since_its_first_version(model: Any, slug: str) -> None:
    """Every version of a document is here since the day of the first that came, in whichever order they came.

    A report that bears no day of its own stands in lists by that day as well.
    """
    held = model._base_manager.filter(slug=slug)
    first = held.aggregate(day=Min("version_on"))["day"]
    held.update(published_on=first)
    if model is ShelvedReport:
        ShelvedReport.objects.filter(slug=slug).update(day=Coalesce("dated_on", "published_on"))


def _is_newest(
    model: type[ShelvedReport] | type[ShelvedResponse] | type[ShelvedStatement], slug: str, version: int
) -> bool:
    """Whether a version that comes is the newest; then the one that was is no more."""
    held = model._base_manager.filter(slug=slug)
    if held.filter(version__gt=version).exists():
        return False
    held.filter(newest=True).update(newest=False)
    return True


def _shelve_report(said: Said, packed: Packed) -> None:
    slug, version = said.text("slug", 80), said.number("version")
    newest = _is_newest(ShelvedReport, slug, version)
    state = said.inner("state")
    report = ShelvedReport.objects.create(
        slug=slug,
        version=version,
        newest=newest,
        state_code=state.text("code", 3),
        state_names=state.mapping("names"),
        invented=state.truth("invented"),
        symbol=said.text("symbol", 60),
        title=said.text("title", 300),
        published_on=said.day("published_on"),
        version_on=said.day("published_on"),
        parcel_digest=packed.digest,
        **(_occasion_at_first(said) if packed.version == 1 else _occasion(said)),
        **(beside_of(said) if packed.version > 2 else {}),
        **(other_words_of(said) if packed.version > 3 else {}),
    )
    ShelvedParagraph.objects.bulk_create(
        ShelvedParagraph(
            report=report,
            number=paragraph.number("number"),
            key=paragraph.text_if_any("id", 36),
            original=paragraph.text_if_any("original", 64),
            printed=paragraph.text_if_any("printed", 40),
            chapter=paragraph.text("chapter", 120),
            text=paragraph.text("text"),
            items=[_item(Said(item), packed.version) for item in paragraph.rows("items")],
            renditions=renditions_of(paragraph) if packed.version > 3 else {},
        )
        for paragraph in map(Said, said.rows("paragraphs"))
    )
    _since_its_first_version(ShelvedReport, slug)


def _occasion_at_first(said: Said) -> dict[str, Any]:
    """On what a report was made, as the first version of the format has it: always on a visit, always on request."""
    return {
        **_visit(said.inner("visit")),
        "requested_on": said.day("requested_on"),
        "day": said.day("published_on"),
    }


def _occasion(said: Said) -> dict[str, Any]:
    """On what a report was made, by whom and when; and the file it came in."""
    visit, original, dated_on = (
        said.inner_or_none("visit"),
        said.inner_or_none("original"),
        said.day_or_none("dated_on"),
    )
    return {
        **(_visit(visit) if visit else {}),
        **(_original(original) if original else {}),
        "requested_on": said.day_or_none("requested_on"),
        "body": said.text("body", 120),
        "numbered": said.truth("numbered") if "numbered" in said.content else True,
        "dated_on": dated_on,
        "day": dated_on or said.day("published_on"),
    }


def _visit(visit: Said) -> dict[str, Any]:
    return {
        "visit_kind": visit.text("kind", 20),
        "visit_begins": visit.day("begins"),
        "visit_ends": visit.day("ends"),
    }


def _original(original: Said) -> dict[str, Any]:
    return {
        "original_digest": original.text("digest", 64),
        "original_name": original.text("file_name", 200),
        "original_media": original.text("media", 80),
        "original_size": original.size("size"),
    }


def _item(item: Said, version: int) -> dict[str, Any]:
    """The item as it came, when all that pages show of it is there."""
    for key in ("number", "kind", "text", "addressee"):
        item.text(key)
    for response in map(Said, item.rows("responses")):
        response.day("received_on")
        response.text("claim")
        response.text("text")
    if version > 1:
        item.texts("made_by")
        item.text("position")
    return {**item.content, **item_beside(item)} if version > 3 else dict(item.content)


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


def _shelve_places(said: Said, packed: Packed) -> None:
    """The places of a State instead of those of an earlier edition; an edition that comes late changes nothing."""
    code, edition = said.inner("state").text("code", 3), said.number("edition")
    if ShelvedRegister.objects.filter(state_code=code, edition__gte=edition).exists():
        return
    ShelvedPlace.objects.filter(register_id=code).delete()
    ShelvedRegister.objects.filter(state_code=code).delete()
    register = ShelvedRegister.objects.create(**register_row(said), parcel_digest=packed.digest)
    sources = len(register.sources)
    ShelvedPlace.objects.bulk_create(
        (ShelvedPlace(register=register, **place_row(Said(place), sources)) for place in said.rows("places")),
        batch_size=400,
    )


def _shelve_follow_up(said: Said, packed: Packed) -> None:
    """What became of the items of a report instead of an earlier edition; one that comes late changes nothing."""
    slug, edition, rows = follow_up_of(said, packed)
    if ShelvedEdition.objects.filter(report_slug=slug, edition__gte=edition).exists():
        return
    ShelvedFollowUp.objects.filter(report_slug=slug).delete()
    newest = {"edition": edition, "parcel_digest": packed.digest}
    ShelvedEdition.objects.update_or_create(report_slug=slug, defaults=newest)
    ShelvedFollowUp.objects.bulk_create((ShelvedFollowUp(**row) for row in rows), batch_size=400)


def _shelve_checkpoint(said: Said, packed: Packed) -> None:
    """A checkpoint after those that stand; one that does not fit them is refused."""
    leaves = leaves_that_fit(said, packed.digest)
    ShelvedLeaf.objects.bulk_create(leaves, batch_size=400)
    ShelvedCheckpoint.objects.create(**checkpoint_row(said), parcel_digest=packed.digest)
