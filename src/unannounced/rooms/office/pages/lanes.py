"""The time line of a State: what happened under the Convention, on visits, in reports and in the dialogue."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from unannounced.duties import visiting
from unannounced.duties.dialogue import FollowUp
from unannounced.duties.treaty.standing import Status
from unannounced.duties.visiting import VisitKind, VisitStage
from unannounced.records.publications.models import Publication
from unannounced.records.recommendations.models import HighLevelTalks, PublicStatement
from unannounced.records.recommendations.standings import Standing
from unannounced.records.reports.models import Report
from unannounced.records.treaties.models import PublicFact
from unannounced.records.visits.models import Visit
from unannounced.rooms.office.pages.standings import action_word

SILENT = (FollowUp.AWAITED, FollowUp.OVERDUE)
"""Where items stand that the State has not answered."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened on a day, as the time line and dated lists show it."""

    day: date
    text: str
    url: str = ""
    kind: str = ""
    shape: str = "dot"
    by: str = ""


@dataclass(frozen=True, slots=True)
class Lane:
    """One column of the time line."""

    name: str
    events: list[Event]


def lane(name: str, events: Iterable[Event]) -> Lane:
    """``events`` in the order of their days."""
    return Lane(name, sorted(events, key=_day))


def _day(event: Event) -> date:
    return event.day


def of_convention(status: Status, *, today: date) -> list[Event]:
    """The grounds of a standing that have a day: acts, and the days that follow from them."""
    return [
        Event(
            ground.day,
            action_word(ground.act),
            kind="pending" if ground.day > today else "",
            shape="ring" if ground.day > today else "dot",
        )
        for ground in status.grounds
        if ground.day is not None
    ]


def of_visits(visits: Iterable[Visit], *, today: date) -> list[Event]:
    """Each visit on its first day; one that is ahead is pending, one cancelled is outlined."""
    return [
        Event(visit.begins, visit_words(visit), reverse("visit", args=[visit.pk]), kind=_visit_kind(visit, today))
        for visit in visits
    ]


def visit_words(visit: Visit) -> str:
    """The kind of a visit in the reader's language."""
    return _(visiting.WORDS[VisitKind(visit.kind)])


def _visit_kind(visit: Visit, today: date) -> str:
    if visit.stage == VisitStage.CANCELLED:
        return "former"
    return "pending" if visit.begins > today else ""


def of_reports(
    reports: Iterable[Report], publications: Iterable[Publication], facts: Iterable[PublicFact]
) -> list[Event]:
    """The steps of each report, and reports the public record knows of."""
    events = []
    for report in reports:
        url = reverse("report", args=[report.pk])
        if report.adopted_on:
            events.append(Event(report.adopted_on, _("report adopted"), url, shape="ring"))
        if report.transmitted_on:
            events.append(Event(report.transmitted_on, _("report transmitted"), url, shape="half"))
    for one in publications:
        words = _("published: {symbol}").format(symbol=one.symbol)
        events.append(Event(one.published_on, words, reverse("report", args=[one.report_id]), shape="check"))
    for fact in facts:
        if fact.kind == "visit_report_published" and fact.published_on:
            words = _("published: {symbol}").format(symbol=fact.symbol or fact.note)
            events.append(Event(fact.published_on, words, shape="check"))
    return events


def of_responses(items: Iterable[Standing], received: Mapping[date, int], *, today: date) -> list[Event]:
    """The responses ``received`` on each day, and the days on which the State has to answer ``items`` still."""
    due = Counter(one.due_on for one in items if one.due_on and one.status in SILENT)
    events = [
        Event(day, ngettext("{count} response", "{count} responses", count).format(count=count))
        for day, count in received.items()
    ]
    return events + [_due(day, count, today) for day, count in due.items() if day]


def _due(day: date, count: int, today: date) -> Event:
    if day < today:
        words = ngettext("{count} response was due, none came", "{count} responses were due, none came", count)
        return Event(day, words.format(count=count), kind="not-known", shape="clock")
    words = ngettext("{count} response due", "{count} responses due", count)
    return Event(day, words.format(count=count), kind="pending", shape="ring")


def of_talks(talks: Iterable[HighLevelTalks]) -> list[Event]:
    """High-level talks, on their first day."""
    return [Event(one.begins, _("talks: {subject}").format(subject=one.subject), "#talks") for one in talks]


def of_statements(statements: Iterable[PublicStatement], facts: Iterable[PublicFact]) -> list[Event]:
    """The steps of each procedure of a public statement, and statements the public record knows of."""
    events = []
    for one in statements:
        events.append(Event(one.opened_on, _("procedure opened"), "#statements", shape="ring"))
        if one.state_heard_on:
            events.append(Event(one.state_heard_on, _("the State heard"), "#statements", shape="half"))
        if one.adopted_on:
            events.append(Event(one.adopted_on, _("public statement adopted"), "#statements", shape="check"))
        if one.closed_on:
            events.append(Event(one.closed_on, _("procedure closed without a statement"), "#statements", shape="dash"))
    for fact in facts:
        day = fact.published_on or fact.begins
        if fact.kind == "public_statement" and day:
            events.append(Event(day, " ".join(filter(None, [_("public statement"), fact.symbol])), shape="check"))
    return events
