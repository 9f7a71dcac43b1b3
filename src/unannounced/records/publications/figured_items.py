"""The items that States know, each with where it stands on the last day of a period: read light, without any text.

Of sixty thousand rows a column of ids is dear; here ids stay the texts that the database holds.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast

from unannounced.duties import dialogue, reporting, reviewing
from unannounced.duties.dialogue import AssessmentFact, Claim, FollowUp, Position, ResponseFact, Verdict
from unannounced.duties.reporting import ItemKind
from unannounced.duties.tabulating import ItemFact, Period, ReportFact
from unannounced.records.accounts.queries import Viewer
from unannounced.records.readings.models import Decided, ProposedTopic, TopicDecision
from unannounced.records.readings.queries import repeating
from unannounced.records.recommendations.models import Extension, Item
from unannounced.records.recommendations.silence import known_of
from unannounced.records.recommendations.tallying import live_assessments, live_responses
from unannounced.records.reports.models import Report

SAYING = frozenset({Position.ACCEPTED, Position.NOTED, Position.REJECTED, Position.IMPLEMENTED})
"""What a report may say of the State's position that is an answer."""

Event = tuple[date, str]


def item_facts(own: QuerySet[Report], reports: Sequence[ReportFact], viewer: Viewer, period: Period) -> list[ItemFact]:
    """The items of ``own`` reports that their States knew by the last day; ten queries, however many."""
    keys = own.order_by().values("pk")
    items = Item.objects.filter(report__in=keys, left_out_of__isnull=True)
    of_reports = _OfReports(own, reports)
    standing = _Standing(keys, period)
    again, themes = _keys(items.filter(repeating(viewer))), _themes(keys)
    gone = _keys(items.filter(withdrawn_on__lte=period.until))
    columns = ("key", "of_report", "kind", "months", "position")
    rows = items.order_by().annotate(key=_text("pk"), of_report=_text("report_id")).values_list(*columns)
    found = []
    for key, of_report, word, months, position in rows.iterator(AT_ONCE):
        report, talks_on, sent = of_reports[of_report]
        kind = _KINDS[word]
        known_on = known_of(kind, report.transmitted_on, talks_on)
        if known_on is None or known_on > period.until:
            continue
        due_on, status, answered = standing.of(key, of_report, kind, months, position, known_on)
        if key in gone:
            status = FollowUp.NO_LONGER_RELEVANT
        ref, of = f"item:{key}", themes.get(key, ())
        found.append(
            ItemFact(
                ref, report.state, kind, known_on, due_on, answered, status, key in again, of, report.is_open, sent
            )
        )
    return found


AT_ONCE = 5_000
"""Rows that are fetched at a time."""
_KINDS = {one.value: one for one in ItemKind}


def _text(name: str) -> Cast:
    return Cast(name, TextField())


class _OfReports(dict[str, tuple[ReportFact, date | None, bool]]):
    """Reports by their ids as the database writes them, with the day of the final talks, and whether it was sent."""

    def __init__(self, own: QuerySet[Report], reports: Sequence[ReportFact]) -> None:
        held = {one.ref.partition(":")[2]: one for one in reports}
        rows = own.order_by().annotate(key=_text("pk")).values_list("key", "visit__talks_on", "transmitted_on")
        super().__init__(
            {key: (held[key.replace("-", "")], talks_on, sent_on is not None) for key, talks_on, sent_on in rows}
        )


def _keys(items: QuerySet[Item]) -> frozenset[str]:
    return frozenset(items.order_by().annotate(key=_text("pk")).values_list("key", flat=True))


def _themes(reports: "QuerySet[Report, Any]") -> dict[str, tuple[str, ...]]:
    """The topics of items: set by a person, or proposed so surely that they stand, unless a person decided of them."""
    decided = TopicDecision.objects.filter(item=OuterRef("item"), topic=OuterRef("topic")).exclude(decided=Decided.OPEN)
    surely = ProposedTopic.objects.filter(~Exists(decided), item__report__in=reports, sure__gte=reviewing.TOPIC_STANDS)
    confirmed = TopicDecision.objects.filter(item__report__in=reports, decided=Decided.CONFIRMED)
    held: dict[str, tuple[str, ...]] = {}
    for rows in (surely, confirmed):
        found = rows.order_by().annotate(key=_text("item_id")).values_list("key", "topic")
        for key, topic in found.iterator(AT_ONCE):
            held[key] = (*held[key], topic) if key in held else _alone(topic)
    return held


@cache
def _alone(topic: str) -> tuple[str, ...]:
    return (topic,)


class _Standing:
    """Where items stand on the last day of a period, by ``dialogue.follow_up``; what is alike is asked once."""

    def __init__(self, reports: "QuerySet[Report, Any]", period: Period) -> None:
        self.until = period.until
        # of all items, also such as are not asked for: to look up the report of each takes longer than to read them
        self.responses = _events(live_responses().filter(received_on__lte=period.until), "received_on", "claim")
        self.assessments = _events(live_assessments().filter(day__lte=period.until), "day", "verdict")
        self.longer = _extensions(reports, period)
        self.dues: dict[tuple[ItemKind, date, int | None], date] = {}
        self.known: dict[tuple[Any, ...], tuple[FollowUp, bool]] = {}

    def of(
        self, key: str, report: str, kind: ItemKind, months: int | None, position: str, known_on: date
    ) -> tuple[date | None, FollowUp, bool]:
        """When its answer is due, where it stands, and whether an answer that addresses it came."""
        longer = (self.longer.get(key) or self.longer.get(report)) if self.longer else None
        due_on = longer or self._due(kind, known_on, months)
        responses, assessments = self.responses.get(key, ()), self.assessments.get(key, ())
        alike = (known_on, due_on, position, responses, assessments)
        if alike not in self.known:
            self.known[alike] = self._standing(known_on, due_on, position, responses, assessments)
        return due_on, *self.known[alike]

    def _due(self, kind: ItemKind, known_on: date, months: int | None) -> date:
        alike = (kind, known_on, months)
        if alike not in self.dues:
            self.dues[alike] = reporting.due(kind, known_on, settings.MECHANISM, months).day
        return self.dues[alike]

    def _standing(
        self,
        known_on: date,
        due_on: date | None,
        position: str,
        responses: tuple[Event, ...],
        assessments: tuple[Event, ...],
    ) -> tuple[FollowUp, bool]:
        said = Position(position)
        held = dialogue.follow_up(
            transmitted_on=known_on,
            due_on=due_on,
            responses=[ResponseFact(day, Claim(word)) for day, word in responses],
            assessments=[AssessmentFact(day, Verdict(word), "") for day, word in assessments],
            position=said,
            today=self.until,
        )
        addressed = any(word != Claim.NOT_ADDRESSED.value for _day, word in responses)
        return held.status, addressed or said in SAYING


def _events(rows: "QuerySet[Any]", day: str, word: str) -> Mapping[str, tuple[Event, ...]]:
    """The events of each item, the latest first: of those of one day the one registered last.

    Days come as texts, of which there are few; most items have one event, and nothing is sorted for them.
    """
    texts = {"key": _text("item_id"), "on": _text(day), "moment": _text("registered_at"), "own": _text("pk")}
    held: dict[str, tuple[tuple[str, str, str, str], ...]] = {}
    read = rows.order_by().annotate(**texts).values_list("key", "on", "moment", "own", word)
    for key, on, moment, own, said in read.iterator(AT_ONCE):
        held[key] = (*held.get(key, ()), (on, moment or "", own, said))
    return {
        key: tuple([_event(on, said) for on, _moment, _own, said in sorted(events, reverse=True)])
        if len(events) > 1
        else (_event(events[0][0], events[0][3]),)
        for key, events in held.items()
    }


@lru_cache(maxsize=65_536)
def _event(on: str, said: str) -> Event:
    return date.fromisoformat(on), said


def _extensions(reports: "QuerySet[Report, Any]", period: Period) -> dict[str, date]:
    """The day due that was granted instead of the one by rule, by the item or by the report; the latest one counts."""
    granted = Extension.objects.filter(
        Q(decided_on__lte=period.until), report__in=reports, granted=True, withdrawn_at__isnull=True
    )
    ordered = granted.order_by("decided_on", "until", "pk").annotate(key=_text("item_id"), of=_text("report_id"))
    return dict(_by_key(ordered.values_list("key", "of", "until")))


def _by_key(rows: Iterable[tuple[str | None, str, date]]) -> Iterator[tuple[str, date]]:
    for item, report, until in rows:
        yield item or report, until
