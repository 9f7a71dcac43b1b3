"""The States of the register, and each of them: is it bound, why, and what has been published about it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_safe

from unannounced.duties.identity import folded, nearest
from unannounced.duties.treaty.competences import Territory
from unannounced.duties.treaty.conventions import Clause
from unannounced.duties.treaty.coverage import missing
from unannounced.duties.treaty.law import Law
from unannounced.duties.treaty.standing import Status
from unannounced.duties.words import Sentence, say
from unannounced.records.shelf import queries
from unannounced.records.shelf.models import ShelvedReport, ShelvedStatement
from unannounced.rooms.portal import standings
from unannounced.rooms.portal.asked import Asked, asked_for
from unannounced.rooms.portal.bands import bands
from unannounced.rooms.portal.counting import under_the_convention, who_is_bound
from unannounced.rooms.portal.law import OnRecord, Register, the_register
from unannounced.rooms.portal.narrowing import is_invented
from unannounced.rooms.portal.pages.of_a_state import of_a_state
from unannounced.rooms.portal.powers import Power, extended_to, powers
from unannounced.rooms.portal.receipts import Receipt, receipt
from unannounced.rooms.portal.showing import convention_name, lines, mechanism, name_in, show
from unannounced.rooms.portal.templatetags.speech_words import spoken
from unannounced.rooms.portal.words import FACTS, called, noted
from unannounced.rooms.web.templatetags.field_words import day as in_words

COUNTS = "visits_reported"
"""The kind of fact in which somebody else counted visits and reports."""
SHOWN = 50
"""How many reports stand on the page of a State; the list of reports has the others."""
PUBLISHED = "visit_report_published"
"""The kind of fact that says a report stands in the public record, here or elsewhere."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list of States."""

    code: str
    name: str
    standing: standings.ShownStanding | None
    published: int
    of_others: str
    on_record: int


@dataclass(frozen=True, slots=True)
class Treaty:
    """What a State is to one treaty, and what goes with that; ``known`` says whether its rules are known here."""

    code: str
    known: bool
    standing: standings.ShownStanding
    receipt: Receipt | None
    powers: Sequence[Power]
    territories: Sequence[Territory]
    missing: Sequence[Clause]


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of the public record for ``web/pieces/fact.html``."""

    text: str
    source: str
    day: date | None
    confidence: str


@require_safe
def states(request: HttpRequest) -> HttpResponse:
    """The States of the real register, or the invented ones where asked for: two queries, however many there are."""
    invented, today = request.GET.get("register") == "invented", timezone.now().date()
    register = the_register(invented=invented)
    published = _counted(invented)
    convention, found = mechanism().convention, under_the_convention(register, on=today)
    rows = [
        _row(one, published.get(code, (0, 0)), found.get(code), convention) for code, one in register.states.items()
    ]
    return show(
        request,
        "portal/states.html",
        {
            "today": today,
            "invented": invented,
            "switch": settings.DEMONSTRATION or invented,
            "rows": sorted(rows, key=lambda row: folded(row.name)),
            "convention": convention_name(),
            "convention_code": convention if convention in register.law.conventions else "",
            "bound": who_is_bound(found.values(), on=today),
        },
    )


@require_safe
def state(request: HttpRequest, code: str) -> HttpResponse:
    """One State: the answer first, then its grounds; five queries."""
    asked, register = asked_for(request), the_register(invented=is_invented(code.upper()))
    held = register.states.get(code.upper())
    if held is None:
        return _unknown(request, code, register)
    if held.code != code:
        return redirect("state", code=held.code, permanent=True)
    law = register.as_known_on(asked.known).law if asked.known else register.law
    reports = list(queries.reports_of(held.code))
    context = {
        "today": asked.today,
        "asked": asked,
        "state": held,
        "name": name_in(held.names, held.code),
        "has_places": queries.register_of_places(held.code) is not None,
        "reports": lines([one for one in reports if one.is_own][:SHOWN]),
        "reports_of_others": lines([one for one in reports if not one.is_own][:SHOWN]),
        "more": sum(one.is_own for one in reports) > SHOWN,
        "more_of_others": sum(not one.is_own for one in reports) > SHOWN,
        "responses": list(queries.responses_of(held.code)[:SHOWN]),
        "statements": list(queries.statements_on(held.code)[:SHOWN]),
        **_law(law, held.code, asked),
        **_record(held, shown=asked.known is None),
        **of_a_state(request, held.code, invented=held.invented, figures=held.figures),
    }
    lanes = [*context["treaty_lanes"], *_public_lanes(context["events"], reports, context["statements"])]
    return show(request, "portal/state.html", {**context, "lanes": lanes})


def _law(law: Law, code: str, asked: Asked) -> dict[str, Any]:
    """What the State's standings are, and what they rest on."""
    convention, acts, on = mechanism().convention, law.acts_of(code), asked.on
    found = standings.statuses(law, code, convention, on=on)
    answered = found.get(convention)
    treaties = [_treaty(law, code, treaty, one, on) for treaty, one in found.items()]
    return {
        "answer": _answer(law, convention, answered, on) if answered else None,
        "open": standings.what_is_open(answered) if answered else [],
        "convention": convention_name(),
        "convention_code": convention if convention in law.conventions else "",
        "receipt": next((one.receipt for one in treaties if one.code == convention), None),
        "treaties": treaties,
        "bands": bands(law, code, filter(law.knows, found), on=on, today=asked.today),
        "treaty_lanes": standings.treaty_lanes(acts, found, on=on),
        "undated": standings.undated(acts),
    }


def _answer(law: Law, convention: str, held: Status, on: date) -> Sentence:
    if not law.knows(convention):
        return Sentence(say("On that day the register knew nothing of this convention."))
    return standings.answer(held, on=on)


def _treaty(law: Law, code: str, treaty: str, held: Status, on: date) -> Treaty:
    known = treaty in law.conventions
    return Treaty(
        treaty,
        known,
        standings.shown(treaty, held),
        receipt(law, code, treaty, on=on) if known else None,
        powers(law, code, treaty, on=on),
        extended_to(law, code, treaty, on=on),
        missing(law, treaty, on=on, state=code) if known and not is_invented(code) else (),
    )


def _record(held: OnRecord, *, shown: bool) -> dict[str, Any]:
    """The public record by day, with the counts others made apart, and the mechanism's own figures.

    Not ``shown`` as known on an earlier day: nobody wrote down when a row of it was learned.
    """
    rows = sorted(held.facts, key=_first_day) if shown else []
    events = [row for row in rows if row["kind"] != COUNTS]
    return {
        "events": events,
        "facts": [_fact(row) for row in events],
        "record_hidden": not shown and bool(held.facts or any(held.figures.values())),
        "counts": [_fact(row) for row in rows if row["kind"] == COUNTS],
        "figures": held.figures if shown and any(held.figures.values()) else None,
        "figures_said": figures_said(held.figures),
    }


def figures_said(figures: Mapping[str, int]) -> str:
    """The figures in one line: "30 visits, 27 reports, 4 published"."""
    visits, reports, published = (figures.get(name, 0) for name in ("visits", "reports", "published"))
    return ", ".join(
        (
            ngettext("{number} visit", "{number} visits", visits).format(number=visits),
            ngettext("{number} report", "{number} reports", reports).format(number=reports),
            ngettext("{number} published", "{number} published", published).format(number=published),
        )
    )


def _counted(invented: bool) -> dict[str, tuple[int, int]]:
    """How many reports on each State can be read here: the mechanism's own, and those of other bodies."""
    found = queries.reports(invented=invented).order_by().values_list("state_code")
    counted = found.annotate(own=Count("pk", filter=Q(body="")), all=Count("pk"))
    return {code: (own, every - own) for code, own, every in counted}


def _row(state: OnRecord, published: tuple[int, int], held: Status | None, convention: str) -> Row:
    standing = standings.shown(convention, held) if held else None
    on_record = sum(1 for row in state.facts if row["kind"] == PUBLISHED)
    own, others = published
    said = ngettext("{number} of another body", "{number} of other bodies", others).format(number=others)
    return Row(state.code, name_in(state.names, state.code), standing, own, said if others else "", on_record)


def _unknown(request: HttpRequest, code: str, register: Register) -> HttpResponse:
    """Name the nearest codes; those of invented States only to whoever asked for such a code."""
    names = {code: name_in(state.names, code) for code, state in register.states.items()}
    near = [(near, names[near]) for near in nearest(code[:80], names)]
    return show(request, "portal/unknown_state.html", {"near": near}, status=404)


def _fact(row: Mapping[str, Any]) -> Fact:
    begins, ends, published = (_day(row[name]) for name in ("begins", "ends", "published_on"))
    said = ""
    for part in (_when(begins, ends), row["symbol"], spoken(noted(row["note"]))):
        said = format_html(gettext("{first}; {second}"), first=said, second=part) if said and part else said or part
    word = gettext(called(FACTS, row["kind"]))
    text = format_html(gettext("{kind}: {said}"), kind=word, said=said) if said else word
    return Fact(text, row["source"], published or begins, row["confidence"])


def _when(begins: date | None, ends: date | None) -> str:
    if begins and ends and begins != ends:
        return gettext("{begins} to {ends}").format(begins=in_words(begins), ends=in_words(ends))
    return in_words(begins)


def _public_lanes(
    facts: Sequence[Mapping[str, Any]], reports: Sequence[ShelvedReport], statements: Sequence[ShelvedStatement]
) -> list[standings.Lane]:
    """The public record, and the reports and public statements that can be read here, a lane for each."""
    recorded = tuple(
        standings.Event(on, gettext(called(FACTS, row["kind"])), shape="ring")
        for row in facts
        if (on := _day(row["published_on"]) or _day(row["begins"])) is not None
    )
    lanes = [
        standings.Lane(gettext("Public record"), recorded),
        standings.Lane(gettext("Reports"), _shelved(one for one in reports if one.is_own)),
        standings.Lane(gettext("Reports of other bodies"), _shelved(one for one in reports if not one.is_own)),
    ]
    stated = (
        standings.Event(one.published_on, one.symbol, shape="check", url=reverse("statement", args=[one.slug]))
        for one in statements
    )
    lanes.append(standings.Lane(gettext("Public statements"), tuple(stated)))
    return [lane for lane in lanes if lane.events]


def _shelved(reports: Iterable[ShelvedReport]) -> tuple[standings.Event, ...]:
    return tuple(
        standings.Event(one.day, one.symbol, shape="check", url=reverse("report", args=[one.slug])) for one in reports
    )


def _first_day(row: Mapping[str, Any]) -> str:
    """What a line of the public record is sorted by: as written, 2024-11-18 comes after 2024-11-17."""
    return str(row["begins"] or row["published_on"] or "")


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
