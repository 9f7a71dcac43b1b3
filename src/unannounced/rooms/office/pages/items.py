"""The items addressed to one State: filtered, in pages, and as a table to take along."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from unannounced.duties import dialogue, reporting
from unannounced.duties.dialogue import FollowUp
from unannounced.records.accounts.queries import Viewer
from unannounced.records.ledger.actions import note_readings
from unannounced.records.recommendations.models import Item
from unannounced.records.recommendations.queries import Thread, items_seen_by, threads
from unannounced.records.reports.models import Report
from unannounced.records.states.models import State
from unannounced.records.states.queries import UnknownState, state_called
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages.state import named
from unannounced.rooms.office.pages.tables import KINDS, MOST_PRESSING, pks_of, with_texts
from unannounced.rooms.office.pages.tracking import FOLLOW_UPS, OPEN_WORD, chosen, light_threads

ON_A_PAGE = 50
FORMULA = ("=", "+", "-", "@", "\t", "\r")
COLUMNS = (
    "state", "report", "number", "kind", "addressee", "text", "transmitted", "due",
    "follow_up", "since", "claimed", "claimed_on", "verified", "verified_on", "address",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Filters:
    """What the address asks for; empty means any."""

    follow_up: str
    kind: str
    addressee: str

    @property
    def unknown(self) -> str:
        """The value that no item can have because there is no such word; empty if all are sound."""
        if self.follow_up and self.follow_up not in FOLLOW_UPS:
            return self.follow_up
        return self.kind if self.kind and self.kind not in {kind.value for kind in KINDS} else ""


@dataclass(frozen=True, slots=True)
class Choice:
    """An option of a filter."""

    value: str
    word: str
    chosen: bool


def filters_of(request: Asked) -> Filters:
    """The filters in the address of a request."""
    asked = request.GET
    return Filters(asked.get("follow-up", ""), asked.get("kind", ""), asked.get("addressee", ""))


def found_by(filters: Filters, everything: Iterable[Thread]) -> list[Thread]:
    """The items the filters ask for; none at all where a word in them is not known."""
    if filters.unknown:
        return []
    return chosen(everything, follow_up=filters.follow_up, kind=filters.kind, addressee=filters.addressee)


def tracked(state: State, viewer: Viewer, *, today: date) -> list[Thread]:
    """Every item to ``state`` that the viewer may read, without its text."""
    return light_threads(items_seen_by(viewer).filter(report__visit__state=state), today=today)


def items(request: Asked, code: str) -> HttpResponse:
    """The items to one State, fifty on a page."""
    try:
        state = state_called(code)
    except UnknownState as unknown:
        return render(request, "office/no_state.html", {"nearest": named(unknown.nearest)}, status=404)
    if state.code != code:
        return redirect("items", state.code)
    today, filters = request.moment.date(), filters_of(request)
    everything = tracked(state, request.viewer, today=today)
    page = Paginator(found_by(filters, everything), ON_A_PAGE).get_page(request.GET.get("page"))
    on_page = list(page.object_list)
    _note(on_page, request)
    return render(
        request,
        "office/items.html",
        {
            "state": state,
            "name": state.name(get_language() or "en"),
            "filters": filters,
            "total": len(everything),
            "page": page,
            "items": with_texts(on_page, today=today),
            "follow_ups": follow_up_choices(filters.follow_up),
            "kinds": kind_choices(filters.kind),
            "addressees": addressee_choices(filters.addressee, everything),
            "csv_url": _csv_url(state, request),
        },
    )


def _csv_url(state: State, request: Asked) -> str:
    asked = request.GET.copy()
    asked.pop("page", None)
    return reverse("items_csv", args=[state.code]) + (f"?{asked.urlencode()}" if asked else "")


def follow_up_choices(held: str) -> list[Choice]:
    """Any, open, and each follow-up."""
    words = {"": _("any"), OPEN_WORD: _("open: something is still to be done")}
    words |= {one.value: _(dialogue.WORDS[one]) for one in MOST_PRESSING}
    return [Choice(value, word, value == held) for value, word in words.items()]


def kind_choices(held: str) -> list[Choice]:
    """Any, and each kind of item, the strongest first."""
    words = {"": _("any")} | {kind.value: _(reporting.ITEM_WORDS[kind]) for kind in KINDS}
    return [Choice(value, word, value == held) for value, word in words.items()]


def addressee_choices(held: str, everything: Iterable[Thread]) -> list[Choice]:
    """Any, and each addressee there is."""
    known = sorted({thread.item.addressee for thread in everything} - {""})
    words = {"": _("any")} | {name: name for name in known}
    return [Choice(value, word, value == held) for value, word in words.items()]


def _note(found: Iterable[Thread], request: Asked) -> None:
    """Note in the reading log the reports whose items were shown."""
    reports: dict[object, Report] = {thread.item.report_id: thread.item.report for thread in found}
    note_readings(reports.values(), by=request.viewer.pk, at=request.moment)


def items_csv(request: Asked, code: str) -> HttpResponse:
    """The same items as a table: UTF-8, one line each, days as 2026-09-30; words are those of the record."""
    try:
        state = state_called(code)
    except UnknownState as unknown:
        return render(request, "office/no_state.html", {"nearest": named(unknown.nearest)}, status=404)
    today = request.moment.date()
    found = found_by(filters_of(request), tracked(state, request.viewer, today=today))
    _note(found, request)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="items-{state.code}-{today.isoformat()}.csv"'
    answer["Cache-Control"] = "no-store"
    writer = csv.writer(answer)
    writer.writerow(COLUMNS)
    whole = threads(Item.objects.filter(pk__in=pks_of(found)), today=today)
    writer.writerows(csv_row(thread, state, request) for thread in whole)
    return answer


def csv_row(thread: Thread, state: State, request: Asked) -> list[str]:
    """One item as cells; none can be taken for a formula."""
    claimed = thread.responses[-1] if thread.responses else None
    verified = thread.assessments[-1] if thread.assessments else None
    cells = [
        state.code,
        thread.item.report.title,
        thread.number,
        thread.item.kind,
        thread.item.addressee,
        thread.item.text,
        _iso(thread.known_on),
        _iso(thread.due.day if thread.due else None),
        FollowUp(thread.follow_up.status).value,
        _iso(thread.follow_up.since),
        claimed.claim if claimed else "",
        _iso(claimed.received_on if claimed else None),
        verified.verdict if verified else "",
        _iso(verified.day if verified else None),
        request.build_absolute_uri(reverse("item", args=[thread.item.pk])),
    ]
    return [harmless(cell) for cell in cells]


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula.

    >>> harmless("=HYPERLINK(1)"), harmless("Ensure eight hours of rest.")
    ("'=HYPERLINK(1)", 'Ensure eight hours of rest.')
    """
    return f"'{cell}" if cell.startswith(FORMULA) else cell
