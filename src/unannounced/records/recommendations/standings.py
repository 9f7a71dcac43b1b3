"""Where each of some thousand items stands, without an object for an item: rows read once, reckoned once where alike.

``tallying`` counts any number of items in the database; of the items of one State it is quicker to read them, because
a page that groups them in ten ways then asks the database once. Ids are read as text: to make an object of each of
ten thousand would take half of the time.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import CharField, Count, QuerySet
from django.db.models.functions import Cast

from unannounced.duties import dialogue
from unannounced.duties.dialogue import AssessmentFact, Claim, FollowUp, FollowUpFact, Position, ResponseFact, Verdict
from unannounced.duties.reporting import ItemKind
from unannounced.records.recommendations.models import Item
from unannounced.records.recommendations.more_time import Granted, due_after, granted_among
from unannounced.records.recommendations.silence import known_of
from unannounced.records.recommendations.tallying import live_assessments, live_responses
from unannounced.records.reports.models import Report

_READ = (
    "key", "of", "kind", "months", "position", "withdrawn_on", "paragraph__chapter", "place_named",
    "paragraph__number", "place_in_paragraph",
)  # fmt: skip

_KINDS = {one.value: one for one in ItemKind}

Row = tuple[Any, ...]


class OfReport(NamedTuple):
    """What of a report decides where its items stand."""

    pk: UUID
    transmitted_on: date | None
    talks_on: date | None
    body: str
    opened_on: date


@dataclass(frozen=True, slots=True)
class Standing:
    """An item by its id as text: what it is, since when the State knows it, when it is due and where it stands."""

    key: str
    report: UUID
    opened_on: date
    kind: ItemKind
    position: str
    chapter: str
    place_named: str
    number: tuple[int, int]
    known_on: date | None
    due_on: date | None
    fact: FollowUpFact

    @property
    def pk(self) -> UUID:
        """Its id."""
        return UUID(self.key)

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
    texts = {"key": Cast("pk", CharField()), "of": Cast("report_id", CharField())}
    rows = list(items.order_by().annotate(**texts).values_list(*_READ))
    keys = items.order_by().values("pk")
    reports = _reports({row[1] for row in rows})
    reckoned = _Reckoned(today, reports, granted_among(reports=[one.pk for one in reports.values()]))
    responses, assessments = _responses(keys), _latest_assessment(keys)
    return [reckoned.standing(row, responses.get(row[0], ()), assessments.get(row[0])) for row in rows]


def responses_by_day(items: QuerySet[Item]) -> dict[date, int]:
    """How many responses to ``items`` were received on each day; one query."""
    rows = live_responses().filter(item__in=items.order_by().values("pk")).order_by()
    return dict(rows.values_list("received_on").annotate(held=Count("pk")))


def _reports(keys: Iterable[str]) -> dict[str, OfReport]:
    """The reports with these ids, by id as the database writes it."""
    columns = ("key", "pk", "transmitted_on", "visit__talks_on", "body", "opened_on")
    found = Report.objects.filter(pk__in=list(keys)).order_by().annotate(key=Cast("pk", CharField()))
    return {key: OfReport(*rest) for key, *rest in found.values_list(*columns)}


def _responses(keys: "QuerySet[Item, Any]") -> dict[str, tuple[Row, ...]]:
    """The day and the claim of each response to an item, the last first; as ``dialogue.follow_up`` takes them."""
    found = _by_item(live_responses().filter(item__in=keys), "received_on", "claim")
    return {item: tuple((row[0], row[3]) for row in held) for item, held in found.items()}


def _latest_assessment(keys: "QuerySet[Item, Any]") -> dict[str, Row]:
    """The day and the verdict of the last assessment of each item."""
    found = _by_item(live_assessments().filter(item__in=keys), "day", "verdict")
    return {item: (held[0][0], held[0][3]) for item, held in found.items()}


def _by_item(rows: "QuerySet[Any]", day: str, word: str) -> dict[str, list[Row]]:
    """Day, moment, id and word of each row, by the id of its item, the last first."""
    read = {"of": Cast("item", CharField()), "own": Cast("pk", CharField()), "at": Cast("registered_at", CharField())}
    found: dict[str, list[Row]] = defaultdict(list)
    for item, *rest in rows.order_by().annotate(**read).values_list("of", day, "at", "own", word):
        found[item].append(tuple(rest))
    for held in found.values():
        if len(held) > 1:
            held.sort(key=_by_day, reverse=True)
    return found


def _by_day(row: Sequence[Any]) -> tuple[date, str, str]:
    return row[0], row[1] or "", row[2]


class _Reckoned:
    """Where items stand, reckoned once for all that stand alike; and the days due, once for all due alike."""

    def __init__(self, today: date, reports: dict[str, OfReport], more_time: Granted) -> None:
        self.today = today
        self.reports = reports
        self.more_time = more_time
        self.alone = {item.hex: item for item in more_time.items}
        self.due: dict[Row, tuple[date | None, date | None]] = {}
        self.facts: dict[Row, FollowUpFact] = {}

    def standing(self, row: Row, responses: tuple[Row, ...], held: Row | None) -> Standing:
        """Where an item stands."""
        key, report, word, months, position, withdrawn_on, chapter, place_named, *number = row
        known_on, due_on = self._due_of(key, report, word, months)
        alike = (known_on, due_on, responses, held, position, withdrawn_on)
        fact = self.facts.get(alike) or self._fact(alike)
        of, place, kind = self.reports[report], (number[0], number[1]), _KINDS[word]
        return Standing(key, of.pk, of.opened_on, kind, position, chapter, place_named, place, known_on, due_on, fact)

    def _due_of(self, key: str, report: str, word: str, months: int | None) -> tuple[date | None, date | None]:
        """Since when the State knows an item, and the day it is due."""
        alike = (report, word, months, self.alone.get(key.replace("-", "")) if self.alone else None)
        if alike not in self.due:
            self.due[alike] = self._due_of_alike(*alike)
        return self.due[alike]

    def _due_of_alike(
        self, report: str, word: str, months: int | None, item: UUID | None
    ) -> tuple[date | None, date | None]:
        of, kind = self.reports[report], ItemKind(word)
        known_on = known_of(kind, of.transmitted_on, of.talks_on)
        if known_on is None:
            return None, None
        immediate = kind if kind is ItemKind.IMMEDIATE_OBSERVATION else ItemKind.RECOMMENDATION
        until = self.more_time.until(of.pk, item or of.pk, word)
        due = due_after(immediate, known_on, months, bool(of.body), until)
        return known_on, due.day if due else None

    def _fact(self, alike: Row) -> FollowUpFact:
        known_on, due_on, responses, held, position, withdrawn_on = alike
        self.facts[alike] = dialogue.follow_up(
            transmitted_on=known_on,
            due_on=due_on,
            responses=[ResponseFact(day, Claim(claim)) for day, claim in responses],
            assessments=[AssessmentFact(held[0], Verdict(held[1]), "")] if held else (),
            position=Position(position),
            withdrawn_on=withdrawn_on,
            today=self.today,
        )
        return self.facts[alike]
