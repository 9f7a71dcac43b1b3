"""The sources of the register of places: every edition that was taken in, what it says, by which mapping, by whom."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from unannounced.duties.registering import ATTRIBUTES, COUNTS
from unannounced.records.places.models import Counts, Event, Listing, PlaceNow, Source
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages.choosing import choices, page_of
from unannounced.rooms.office.pages.offers import offers_on
from unannounced.rooms.office.pages.place_said import value_word

MOST_REGISTERS = 200
YES, IN_FORCE, WITHDRAWN = "yes", "in-force", "withdrawn"


@dataclass(frozen=True, slots=True)
class ListedRow:
    """A row of an edition: which place it was taken for, and what it says."""

    row: int | None
    key: str
    name: str
    url: str
    said: list[tuple[str, str]]
    counts: str


def sources(request: Asked) -> HttpResponse:
    """Every edition, the newest first, fifty on a page."""
    register, words = request.GET.get("of", "")[:60], request.GET.get("q", "").strip()[:200]
    status = request.GET.get("status", "")
    found = narrowed(register, status, words)
    registers = list(
        Source.objects.exclude(register="")
        .order_by("register")
        .values_list("register", flat=True)
        .distinct()[:MOST_REGISTERS]
    )
    context = {
        "page": page_of(
            request, found.defer("mapping").select_related("taken_by").order_by("-as_of", "-taken_at", "pk")
        ),
        "words": words,
        "registers": choices({one: one for one in registers}, register),
        "statuses": choices({IN_FORCE: _("in force"), WITHDRAWN: _("withdrawn")}, status),
        "narrowing": bool(register or words or status),
    }
    return render(request, "office/place_sources.html", context)


def narrowed(register: str, status: str, words: str) -> QuerySet[Source]:
    """The editions of a register, in force or withdrawn, with words in their title, publisher or file."""
    found = Source.objects.all()
    if register:
        found = found.filter(register=register)
    if status in (IN_FORCE, WITHDRAWN):
        found = found.filter(withdrawn_at__isnull=status == IN_FORCE)
    if words:
        found = found.filter(Q(title__icontains=words) | Q(publisher__icontains=words) | Q(file_name__icontains=words))
    return found


def place_source(request: Asked, source: UUID) -> HttpResponse:
    """One edition: what it is, who took it in and how, and its rows."""
    found = Source.objects.filter(pk=source).select_related("taken_by", "withdrawn_by").first()
    if found is None:
        raise Http404
    listings = Listing.objects.filter(source=found).order_by("row", "pk")
    page = page_of(request, listings)
    context = {
        "source": found,
        "page": page,
        "rows": rows_of(page.object_list),
        "editions": editions_of(found),
        "whole": list(
            Counts.objects.filter(source=found, listing__isnull=True)
            .select_related("state")
            .order_by("concerns", "pk")[:50]
        ),
        "sums": sums_of(found),
        "offers": offers_on(found, request.viewer, today=request.moment.date()),
    }
    return render(request, "office/place_source.html", context)


def sums_of(source: Source) -> dict[str, Any]:
    """How many places it lists, how many events it tells of; two statements."""
    listed = Listing.objects.filter(source=source).aggregate(rows=Count("pk"), places=Count("place", distinct=True))
    return listed | {"events": Event.objects.filter(listing__source=source).count()}


def editions_of(source: Source) -> list[Source]:
    """The other editions of the register, the newest first; none of what a person entered."""
    if not source.register:
        return []
    held = Source.objects.filter(register=source.register).exclude(pk=source.pk)
    return list(held.defer("mapping").order_by("-as_of", "-taken_at")[:50])


def rows_of(listings: Any) -> list[ListedRow]:
    """The rows of a page; two statements."""
    held = list(listings)
    now = {one.pk: one for one in PlaceNow.objects.filter(pk__in=[one.place_id for one in held])}
    counted: dict[UUID, list[str]] = {}
    for listing, series in Counts.objects.filter(listing__in=held).values_list("listing", "series"):
        counted.setdefault(listing, []).extend(series)
    return [_row(one, now.get(one.place_id), counted.get(one.pk, [])) for one in held]


def _row(one: Listing, now: PlaceNow | None, counted: list[str]) -> ListedRow:
    said = [(_(ATTRIBUTES.get(what, what)), value_word(what, value or "")) for what, value, _since, _until in one.says]
    return ListedRow(
        row=one.row,
        key=one.key,
        name=now.name if now else "",
        url=reverse("place", args=[now.root_id if now else one.place_id]),
        said=said,
        counts=", ".join(_(COUNTS.get(count, count)) for count in counted),
    )
