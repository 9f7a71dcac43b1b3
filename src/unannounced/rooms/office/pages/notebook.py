"""The notebook of a visit: its entries with their filters, and above them what came and what has not."""

from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from unannounced.duties import consenting
from unannounced.duties.noting import Sealed
from unannounced.records.accounts.queries import Viewer
from unannounced.records.keyrings.queries import goes_on
from unannounced.records.notebooks.devices import FromDevice, devices_of, without_device
from unannounced.records.notebooks.queries import entries_of
from unannounced.records.visits.models import Visit
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages.choosing import page_of
from unannounced.rooms.office.pages.exporting import FORMATS, Table, table
from unannounced.rooms.office.pages.notebook_filters import CONFLICT, asked_for, filters_of, narrowed
from unannounced.rooms.office.pages.notebook_rows import COLUMNS, shown, table_rows
from unannounced.rooms.office.pages.visit_frame import NOTEBOOK, frame, offers_among, opened


def visit_notebook(request: Asked, visit: UUID) -> HttpResponse:
    """The entries that the filters leave, fifty a page. Hidden and absent are the same answer by the same query."""
    found = opened(request, visit)
    every, asked = entries_of(found, request.viewer), asked_for(request.GET.dict())
    entries = narrowed(every.select_related("noted_by", "place", "blob", "pseudonym"), asked, found)
    page = page_of(request, entries)
    came = devices_of(found, request.viewer)
    context = {
        **frame(found, "visit_notebook"),
        "page": page,
        "rows": shown(page.object_list, found, persons=knows_persons(request.viewer, found)),
        "asked": asked,
        "filters": filters_of(asked, every),
        "any": bool(page.object_list) or (asked.any and every.exists()),
        "summary": summary(came, without_device(found, request.viewer)),
        "conflicts": every.filter(conflicts_with__isnull=False).order_by().count(),
        "conflicts_url": f"{reverse('visit_notebook', args=[found.pk])}?stands={CONFLICT}",
        "tables": _tables(found, asked.address),
        "offers": offers_among(found, request, NOTEBOOK),
        "persons": knows_persons(request.viewer, found),
    }
    return render(request, "office/notebook.html", context)


def _tables(found: Visit, asked: str) -> list[Table]:
    addresses = {one: reverse(f"visit_notebook_{one.ending}", args=[found.pk]) for one in FORMATS}
    return [Table(one.word, f"{url}{asked}") for one, url in addresses.items()]


def visit_notebook_table(request: Asked, visit: UUID, ending: str) -> HttpResponseBase:
    """The entries that the filters leave, as a table to be kept."""
    found = opened(request, visit)
    every, asked = entries_of(found, request.viewer), asked_for(request.GET.dict())
    entries = narrowed(every.select_related("noted_by", "place", "blob", "pseudonym"), asked, found)
    base = request.build_absolute_uri("/").rstrip("/")
    rows = table_rows(entries.iterator(500), found, base, persons=knows_persons(request.viewer, found))
    return table(ending, "notebook", COLUMNS, rows, on=request.moment.date())


def knows_persons(viewer: Viewer, visit: Visit) -> bool:
    """Whether ``viewer``, who sees the visit, learns who of those spoken with said what."""
    return consenting.knows_persons(roles=viewer.roles, on_delegation=goes_on(viewer, visit))


def summary(came: list[FromDevice], without: dict[Sealed, int]) -> dict[str, object]:
    """How many blobs came, how they stand, and how many have not come as far as the numbers tell."""
    counted = {one: sum(device.stands.get(one, 0) for device in came) + without.get(one, 0) for one in Sealed}
    return {
        "total": sum(counted.values()),
        "waits": counted[Sealed.WAITS],
        "apart": counted[Sealed.APART],
        "unreadable": counted[Sealed.UNREADABLE],
        "missing": sum(device.missing for device in came),
        "devices": len(came),
        "answer": answer(counted, sum(device.missing for device in came)),
    }


def answer(counted: dict[Sealed, int], missing: int) -> str:
    """The sentence the page begins with."""
    if not sum(counted.values()):
        return _("Nothing has come home from a device yet.")
    if counted[Sealed.WAITS]:
        return _("Some of what came home is sealed and waits for the delegation to open it.")
    if missing or counted[Sealed.APART] or counted[Sealed.UNREADABLE]:
        return _("What could be opened is open; something has not come, is set apart or cannot be read.")
    return _("Everything that came home is open.")
