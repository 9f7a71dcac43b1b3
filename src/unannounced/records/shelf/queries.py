"""Reading the shelf: only the newest version of a report, and invented States only when asked for."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby, islice
from typing import Any

from django.db.models import Count, Max, Q, QuerySet, Subquery

from unannounced.duties.identity import folded
from unannounced.records.parcels.models import Direction, Parcel
from unannounced.records.shelf.models import (
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

TOGETHER = 20
"""How many reports are read with their paragraphs at a time."""


def states(*, invented: bool) -> QuerySet[ShelvedState]:
    """The States of the register, or the invented ones."""
    return ShelvedState.objects.filter(invented=invented).order_by("code")


def edition_of_register() -> int:
    """The number of the edition of the register that stands on the shelf; 0 where none does."""
    return ShelvedState.objects.values_list("edition", flat=True).first() or 0


def reports(*, invented: bool) -> QuerySet[ShelvedReport]:
    """The newest version of every published report, the latest first."""
    return ShelvedReport.objects.filter(newest=True, invented=invented).order_by("-day", "symbol")


def reports_of(state_code: str) -> QuerySet[ShelvedReport]:
    """The published reports of one State, the latest first."""
    return ShelvedReport.objects.filter(newest=True, state_code=state_code).order_by("-day", "symbol")


def own(found: QuerySet[ShelvedReport]) -> QuerySet[ShelvedReport]:
    """Those of ``found`` that this mechanism made."""
    return found.filter(body="")


def of_others(found: QuerySet[ShelvedReport]) -> QuerySet[ShelvedReport]:
    """Those of ``found`` that other bodies made."""
    return found.exclude(body="")


def paragraphs_of(report: ShelvedReport) -> QuerySet[ShelvedParagraph]:
    """The paragraphs of a report by number."""
    return ShelvedParagraph.objects.filter(report=report).order_by("number")


def with_paragraphs(found: Iterable[ShelvedReport]) -> Iterator[tuple[ShelvedReport, list[ShelvedParagraph]]]:
    """Each of ``found``, in its order, with its paragraphs: a query for every twenty, and never all in memory."""
    remaining = iter(found)
    while some := list(islice(remaining, TOGETHER)):
        held = ShelvedParagraph.objects.filter(report__in=some).order_by("report_id", "number")
        by_report = {key: list(run) for key, run in groupby(held.iterator(500), key=lambda one: one.report_id)}
        for report in some:
            yield report, by_report.get(report.pk, [])


def places(found: QuerySet[ShelvedReport]) -> dict[str, dict[str, str]]:
    """The States that ``found`` are on: their names by language, by their codes."""
    named = found.order_by().values_list("state_code", "state_names").distinct()
    return {str(code): dict(names) for code, names in named}


def bodies(found: QuerySet[ShelvedReport]) -> list[str]:
    """Who made ``found``, by name, without this mechanism."""
    return list(of_others(found).order_by("body").values_list("body", flat=True).distinct())


def years(found: QuerySet[ShelvedReport]) -> list[int]:
    """The years of the days that ``found`` bear, the latest first."""
    return [one.year for one in found.order_by().dates("day", "year", order="DESC")]


def original_is_here(report: ShelvedReport) -> bool:
    """Whether the file that ``report`` came in has been taken in as well."""
    return bool(report.original_digest) and ShelvedOriginal.objects.filter(digest=report.original_digest).exists()


def original_bytes(report: ShelvedReport) -> bytes | None:
    """The file that ``report`` came in, exactly as it was; None where there is none here."""
    if not report.original_digest:
        return None
    parcels = Parcel.objects.filter(direction=Direction.IN, kind="original", digest=report.original_digest)
    held = parcels.values_list("content", flat=True).first()
    return None if held is None else bytes(held)


def frozen_bytes(shelved: ShelvedReport | ShelvedResponse | ShelvedStatement) -> bytes | None:
    """The bytes of a publication as they left the office; their SHA-256 is its digest."""
    kinds = ("publication", "response-publication", "statement")
    parcels = Parcel.objects.filter(direction=Direction.IN, kind__in=kinds, digest=shelved.parcel_digest)
    held = parcels.values_list("content", flat=True).first()
    return None if held is None else bytes(held)


def files_here(report: ShelvedReport) -> list[dict[str, Any]]:
    """The files beside a report that have been taken in as well; one query where it names any."""
    digests = [one["digest"] for one in report.files]
    if not digests:
        return []
    here = set(ShelvedRendition.objects.filter(digest__in=digests).values_list("digest", flat=True))
    return [dict(one) for one in report.files if one["digest"] in here]


def rendition_bytes(digest: str) -> bytes | None:
    """A file beside a publication, byte for byte; None where there is none here."""
    parcels = Parcel.objects.filter(direction=Direction.IN, kind="rendition", digest=digest)
    held = parcels.values_list("content", flat=True).first()
    return None if held is None else bytes(held)


def response_to(report: ShelvedReport) -> ShelvedResponse | None:
    """The newest version of the State's response to a report, if it is published."""
    return (
        ShelvedResponse.objects.filter(report_slug=report.slug, newest=True).order_by("-published_on", "slug").first()
    )


def responses_of(state_code: str) -> QuerySet[ShelvedResponse]:
    """The published responses of one State, the latest first."""
    return ShelvedResponse.objects.filter(newest=True, state_code=state_code).order_by("-published_on", "symbol")


def responses(*, invented: bool) -> QuerySet[ShelvedResponse]:
    """The newest version of every published response, the latest first."""
    return ShelvedResponse.objects.filter(newest=True, invented=invented).order_by("-published_on", "symbol")


def statements(*, invented: bool) -> QuerySet[ShelvedStatement]:
    """The newest version of every public statement, the latest first."""
    return ShelvedStatement.objects.filter(newest=True, invented=invented).order_by("-published_on", "symbol")


def statements_on(state_code: str) -> QuerySet[ShelvedStatement]:
    """The public statements on one State, the latest first."""
    return ShelvedStatement.objects.filter(newest=True, state_code=state_code).order_by("-published_on", "symbol")


def edition() -> str:
    """What stands on the shelf now, as a word that changes whenever a report comes to it."""
    counted = ShelvedReport.objects.aggregate(
        last=Max("pk"), all=Count("pk"), newest=Count("pk", filter=Q(newest=True))
    )
    return f"{counted['last'] or 0}-{counted['all']}-{counted['newest']}"


def register_of_places(state_code: str) -> ShelvedRegister | None:
    """What is shown of the places of a State, if anything."""
    return ShelvedRegister.objects.filter(state_code=state_code).first()


def places_in(register: ShelvedRegister, *, text: str = "", kind: str = "") -> QuerySet[ShelvedPlace]:
    """The places shown of a State by name; those of a kind, and those in whose names every word of ``text`` stands."""
    found = register.places.all()
    if kind:
        found = found.filter(kind=kind)
    for word in folded(text).split():
        found = found.filter(folded__contains=word)
    return found.order_by("name", "id")


def kinds_in(register: ShelvedRegister) -> list[str]:
    """The kinds of the places shown of a State."""
    return list(register.places.exclude(kind="").values_list("kind", flat=True).distinct().order_by("kind"))


def shown_places(*, invented: bool) -> QuerySet[ShelvedPlace]:
    """Every place shown of every State, or of the invented ones."""
    found = ShelvedPlace.objects.filter(register__invented=invented).select_related("register")
    return found.order_by("register_id", "name", "id")


def newest_came_at() -> datetime | None:
    """When the report that came last was taken in; None on an empty shelf. One query, of one row."""
    last = ShelvedReport.objects.order_by("-pk").values("parcel_digest")[:1]
    return (
        Parcel.objects.filter(direction=Direction.IN, room="office", digest=Subquery(last))
        .values_list("made_at", flat=True)
        .first()
    )
