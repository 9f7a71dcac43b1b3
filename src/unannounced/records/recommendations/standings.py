"""Where each of some thousand items stands, without an object for an item: rows read once, reckoned once where alike.

``tallying`` counts any number of items in the database; of the items of one State it is quicker to read them, because
a page that groups them in ten ways then asks the database once.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from unannounced.duties import dialogue
from unannounced.duties.dialogue import AssessmentFact, Claim, FollowUp, FollowUpFact, Position, ResponseFact, Verdict
from unannounced.duties.reporting import ItemKind
from unannounced.records.recommendations.models import Item
from unannounced.records.recommendations.more_time import Granted, due_after, granted_among
from unannounced.records.recommendations.silence import known_of
from unannounced.records.recommendations.tallying import live_assessments, live_responses
from unannounced.records.reports.models import Report

_READ = (
    "pk", "report_id", "kind", "months", "position", "withdrawn_on", "paragraph__chapter", "place_named",
    "paragraph__number", "place_in_paragraph",
)  # fmt: skip
_BEFORE_ALL = datetime(1, 1, 1, tzinfo=UTC)


class OfReport(NamedTuple):
    """What of a report decides where its items stand."""

    transmitted_on: date | None
    talks_on: date | None
    body: str
    opened_on: date


@dataclass(frozen=True, slots=True)
class Standing:
    """An item by its id: what it is, since when the State knows it, and where it stands."""

    pk: UUID
    report: UUID
    opened_on: date
    kind: ItemKind
    position: str
    chapter: str
    place_named: str
    number: tuple[int, int]
    known_on: date | None
    fact: FollowUpFact

    @property
    def is_open(self) -> bool:
        """Whether the State still has something to do."""
        return self.fact.status in dialogue.OPEN

    @property
    def status(self) -> FollowUp:
        """Where it stands."""
        return self.fact.status


def standings(items: QuerySet[Item], *, today: date) -> list[Standing]:
    """Where each of ``items`` stands on a day; five queries, however many."""
    rows = list(items.order_by().values_list(*_READ))
    keys = items.order_by().values("pk")
    reports = _reports({row[1] for row in rows})
    responses = _latest_response(keys)
    assessments = _latest_assessment(keys)
    more_time, reckoned = granted_among(reports=reports), _Reckoned(today)
    return [
        _standing(row, reports[row[1]], responses.get(row[0], ()), assessments.get(row[0]), more_time, reckoned)
        for row in rows
    ]


def _reports(keys: Iterable[UUID]) -> dict[UUID, OfReport]:
    columns = ("pk", "transmitted_on", "visit__talks_on", "body", "opened_on")
    found = Report.objects.filter(pk__in=list(keys)).order_by().values_list(*columns)
    return {pk: OfReport(*rest) for pk, *rest in found}


def _latest_response(keys: "QuerySet[Item, Any]") -> dict[UUID, tuple[ResponseFact, ...]]:
    """For each item the last response that addresses it, or else the last one; as ``dialogue.follow_up`` takes them."""
    rows = live_responses().filter(item__in=keys).order_by()
    found: dict[UUID, list[Any]] = defaultdict(list)
    for item, *rest in rows.values_list("item", "received_on", "registered_at", "pk", "claim"):
        found[item].append(rest)
    return {item: tuple(_facts(held)) for item, held in found.items()}


def _facts(held: list[Any]) -> Iterable[ResponseFact]:
    for day, _moment, _pk, claim in sorted(held, key=_by_day, reverse=True) if len(held) > 1 else held:
        yield ResponseFact(day, Claim(claim))


def _latest_assessment(keys: "QuerySet[Item, Any]") -> dict[UUID, AssessmentFact]:
    """For each item its last assessment."""
    last: dict[UUID, Any] = {}
    rows = live_assessments().filter(item__in=keys).order_by()
    for item, *rest in rows.values_list("item", "day", "registered_at", "pk", "verdict"):
        if item not in last or _by_day(rest) > _by_day(last[item]):
            last[item] = rest
    return {item: AssessmentFact(rest[0], Verdict(rest[3]), "") for item, rest in last.items()}


def _by_day(row: Any) -> tuple[date, datetime, str]:
    return row[0], row[1] or _BEFORE_ALL, row[2].hex


class _Reckoned:
    """Where items stand, reckoned once for all that stand alike; and the days due, once for all due alike."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.due: dict[tuple[Any, ...], date | None] = {}
        self.facts: dict[tuple[Any, ...], FollowUpFact] = {}

    def due_on(self, alike: tuple[Any, ...]) -> date | None:
        """The day due of what is due alike."""
        if alike not in self.due:
            due = due_after(*alike)
            self.due[alike] = due.day if due else None
        return self.due[alike]

    def fact(self, alike: tuple[Any, ...]) -> FollowUpFact:
        """Where what stands alike stands."""
        if alike not in self.facts:
            known_on, due_on, responses, held, position, withdrawn_on = alike
            self.facts[alike] = dialogue.follow_up(
                transmitted_on=known_on,
                due_on=due_on,
                responses=responses,
                assessments=[held] if held else (),
                position=Position(position),
                withdrawn_on=withdrawn_on,
                today=self.today,
            )
        return self.facts[alike]


def _standing(
    row: tuple[Any, ...],
    report: OfReport,
    responses: tuple[ResponseFact, ...],
    held: AssessmentFact | None,
    more_time: Granted,
    reckoned: _Reckoned,
) -> Standing:
    pk, report_id, word, months, position, withdrawn_on, chapter, place_named, *number = row
    kind = ItemKind(word)
    known_on = known_of(kind, report.transmitted_on, report.talks_on)
    due_on = None
    if known_on is not None:
        immediate = kind if kind is ItemKind.IMMEDIATE_OBSERVATION else ItemKind.RECOMMENDATION
        until = more_time.until(report_id, pk, word)
        due_on = reckoned.due_on((immediate, known_on, months, bool(report.body), until))
    fact = reckoned.fact((known_on, due_on, responses, held, position, withdrawn_on))
    place = number[0], number[1]
    return Standing(pk, report_id, report.opened_on, kind, position, chapter, place_named, place, known_on, fact)
