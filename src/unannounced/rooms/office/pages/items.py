"""The items addressed to the States, or to one of them: filtered and in pages, however many there are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language

from unannounced.records.accounts.queries import Viewer
from unannounced.records.ledger.actions import note_readings
from unannounced.records.readings.following import topics_here
from unannounced.records.readings.queries import repeats_of, topics_of
from unannounced.records.recommendations.models import Item
from unannounced.records.recommendations.queries import Thread
from unannounced.records.reports.models import Report
from unannounced.records.reports.queries import reports_seen_by
from unannounced.records.states.models import State
from unannounced.records.states.queries import UnknownState, state_called
from unannounced.rooms.office.acts.on_many import MANY, MOST_AT_ONCE
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages import item_choices, shown
from unannounced.rooms.office.pages.exporting import FORMATS, Table
from unannounced.rooms.office.pages.item_filters import (
    AT_MOST,
    WORD,
    Filters,
    Narrowed,
    narrowed,
    of_address,
    register_of,
)
from unannounced.rooms.office.pages.item_paging import paged, threads_of
from unannounced.rooms.office.pages.review_rows import topic_name
from unannounced.rooms.office.pages.said_before import repetition_words
from unannounced.rooms.office.pages.shown import ShownItem
from unannounced.rooms.office.pages.state import named


@dataclass(frozen=True, slots=True)
class OfReport:
    """The items of one report that stand together on a page."""

    report: Report
    url: str
    state: str
    state_url: str
    items: list[ShownItem]


def all_items(request: Asked) -> HttpResponse:
    """The items to the States of one register, fifty on a page."""
    filters = of_address(request.GET)
    return _answer(request, filters, None)


def items(request: Asked, code: str) -> HttpResponse:
    """The items to one State, fifty on a page."""
    try:
        state = state_called(code)
    except UnknownState as unknown:
        return render(request, "office/no_state.html", {"nearest": named(unknown.nearest)}, status=404)
    if state.code != code:
        return redirect("items", state.code)
    return _answer(request, replace(of_address(request.GET), state="", register=""), state)


def _answer(request: Asked, filters: Filters, state: State | None) -> HttpResponse:
    viewer, today = request.viewer, request.moment.date()
    found = narrowed(filters, viewer, today=today, state=state)
    page = paged(found.items, sort="" if filters.unknown else filters.sort, number=request.GET.get("page"), today=today)
    threads = threads_of(list(page.object_list), today=today)
    note(threads, request)
    lists = item_choices.of_state(filters, found.among, viewer, state) if state else None
    first, more = item_choices.apart(item_choices.fixed(filters) + (lists or item_choices.by_state(filters, viewer)))
    base = reverse("items", args=[state.code]) if state else reverse("all_items")
    context = {
        "state": state,
        "name": state.name(get_language() or "en") if state else "",
        "invented": state is None and register_of(filters),
        "base": base,
        "filters": filters,
        "total": _total(found, filters, page.paginator.count, state),
        "page": page,
        "reports": by_report(threads, today=today, viewer=viewer),
        "first": first,
        "more": more,
        "more_held": any(one.value for one in more),
        "one_report": _one_report(filters, request),
        "tables": tables(filters, state),
        "many": meant(filters, state),
        "acts": [{"verb": form.verb, "url": reverse(f"many-{name}")} for name, form in MANY.items()],
        "most_at_once": MOST_AT_ONCE,
        **about_words(found),
    }
    return render(request, "office/items.html", context)


def _total(found: Narrowed, filters: Filters, count: int, state: State | None) -> int:
    """How many items there are without the filters; of all States only whether there are any: counting takes long."""
    if not filters.narrowing:
        return count
    if state is not None:
        return found.among.count()
    return count or int(found.among.exists())


def about_words(found: Narrowed) -> dict[str, object]:
    """What is to be said of the search for words."""
    return {
        "hold_the_words": found.hold_the_words,
        "looked_at": AT_MOST if found.cut else 0,
        "can_search": found.can_search,
    }


def _one_report(filters: Filters, request: Asked) -> Report | None:
    """The report that alone is asked for, if it is one the viewer may read."""
    if not filters.report or filters.unknown:
        return None
    return reports_seen_by(request.viewer).filter(pk=filters.report).first()


def by_report(threads: Sequence[Thread], *, today: date, viewer: Viewer | None = None) -> list[OfReport]:
    """``threads`` as they stand, those of one report that follow each other together.

    For a ``viewer`` each says its topics, and how often it was said before.
    """
    language = get_language() or "en"
    said = beside_words([thread.item for thread in threads], viewer) if viewer else {}
    groups: list[OfReport] = []
    last: UUID | None = None
    for thread in threads:
        report = thread.item.report
        if report.pk != last:
            name, url = report.state.name(language), reverse("state", args=[report.state.code])
            groups.append(OfReport(report, reverse("report", args=[report.pk]), name, url, []))
            last = report.pk
        topics, repetition = said.get(thread.item.pk, ("", ""))
        groups[-1].items.append(shown.item(thread, today=today, topics=topics, repetition=repetition))
    return groups


def beside_words(items: Sequence[Item], viewer: Viewer) -> dict[UUID, tuple[str, str]]:
    """The topics of items and how often each was said before, in words; as many queries for fifty as for one."""
    topics, every = topics_of(items), topics_here()
    repeated = repeats_of(items, viewer)
    return {
        item.pk: (
            ", ".join(topic_name(one.topic, every) for one in topics.get(item.pk, ())),
            repetition_words(repeated[item.pk]) if item.pk in repeated else "",
        )
        for item in items
    }


def tables(filters: Filters, state: State | None) -> list[Table]:
    """The addresses at which the same items are a table."""
    return [Table(one.word, _table_url(filters, state, one.ending)) for one in FORMATS]


def _table_url(filters: Filters, state: State | None, ending: str) -> str:
    base = reverse(f"items_{ending}", args=[state.code]) if state else reverse(f"all_items_{ending}")
    return base + filters.address()


def meant(filters: Filters, state: State | None) -> list[tuple[str, str]]:
    """The filters as hidden fields of the form that acts on many items; the State among them."""
    held: dict[str, Any] = {"state": state.code} if state else {}
    return list(held.items()) + [(WORD[name], value) for name, value in filters.asked()]


def note(found: Iterable[Thread], request: Asked) -> None:
    """Note in the reading log the reports whose items were shown, each once."""
    reports: dict[object, Report] = {thread.item.report_id: thread.item.report for thread in found}
    note_readings(reports.values(), by=request.viewer.pk, at=request.moment)
