"""Items as rows of a table, tens of thousands in a second or so: four queries, and no object for an item.

Where an item stands is reckoned by ``dialogue.follow_up``, once for all that nobody answered and that stand alike.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from unannounced.crafts.tabling import Row
from unannounced.duties import dialogue
from unannounced.duties.dialogue import AssessmentFact, Claim, FollowUpFact, Position, ResponseFact, Verdict
from unannounced.duties.reporting import ItemKind
from unannounced.records.recommendations.models import Item
from unannounced.records.recommendations.more_time import Granted, due_after, granted_among
from unannounced.records.recommendations.queries import IN_ORDER
from unannounced.records.recommendations.tallying import live_assessments, live_responses

COLUMNS = (
    "state", "report", "symbol", "body", "dated", "number", "paragraph", "chapter", "kind", "position", "made_by",
    "addressee", "text", "transmitted", "due", "follow_up", "since", "claimed", "claimed_on", "verified",
    "verified_on", "months", "read_with", "id", "address",
)  # fmt: skip
_READ = (
    "pk", "report__state__code", "report__title", "report__symbol", "report__body", "report__dated_on",
    "report__transmitted_on", "report__visit__talks_on", "printed", "paragraph__number", "place_in_paragraph",
    "paragraph__chapter", "kind", "position", "made_by", "addressee", "text", "months", "read_with", "report_id",
    "withdrawn_on",
)  # fmt: skip
_AT_ONCE = 2000
_BEFORE_ALL = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class Events:
    """What was answered to items and found of them, by the id of the item, the latest first."""

    responses: dict[UUID, list[ResponseFact]]
    assessments: dict[UUID, list[AssessmentFact]]


def rows(items: QuerySet[Item], *, today: date, address: str) -> Iterator[Row]:
    """A row for each of ``items`` under ``COLUMNS``; ``address`` is that of an item, its id to be put for ``{}``."""
    events = events_of(items)
    standing = Standing(today, granted_among(items))
    found = items.order_by(*IN_ORDER).values_list(*_READ)
    for read in found.iterator(_AT_ONCE):
        yield _row(dict(zip(_READ, read, strict=True)), events, standing, address)


def _row(item: dict[str, Any], events: Events, standing: "Standing", address: str) -> Row:
    key: UUID = item["pk"]
    responses, assessments = events.responses.get(key, []), events.assessments.get(key, [])
    known_on, due_on, held = standing.of(item, responses, assessments)
    claimed = responses[0] if responses else None
    verified = assessments[0] if assessments else None
    return (
        item["report__state__code"],
        item["report__title"],
        item["report__symbol"],
        item["report__body"],
        item["report__dated_on"],
        item["printed"] or f"{item['paragraph__number']}.{item['place_in_paragraph']}",
        item["paragraph__number"],
        item["paragraph__chapter"],
        item["kind"],
        item["position"],
        "; ".join(item["made_by"]),
        item["addressee"],
        item["text"],
        known_on,
        due_on,
        held.status.value,
        held.since,
        claimed.claim.value if claimed else "",
        claimed.received_on if claimed else None,
        verified.verdict.value if verified else "",
        verified.on if verified else None,
        item["months"],
        item["read_with"],
        str(key),
        address.format(key),
    )


def events_of(items: QuerySet[Item]) -> Events:
    """What was answered and found, without the words; two queries."""
    keys = items.order_by().values("pk")
    responses: dict[UUID, list[Any]] = defaultdict(list)
    for row in (
        live_responses().filter(item__in=keys).values_list("item", "received_on", "registered_at", "pk", "claim")
    ):
        responses[row[0]].append(row[1:])
    assessments: dict[UUID, list[Any]] = defaultdict(list)
    held = live_assessments().filter(item__in=keys)
    for found in held.values_list("item", "day", "registered_at", "pk", "verdict", "evidence"):
        assessments[found[0]].append(found[1:])
    return Events(
        {key: [ResponseFact(one[0], Claim(one[3])) for one in _latest_first(rows)] for key, rows in responses.items()},
        {
            key: [AssessmentFact(one[0], Verdict(one[3]), one[4]) for one in _latest_first(rows)]
            for key, rows in assessments.items()
        },
    )


def _latest_first(rows: list[Any]) -> list[Any]:
    return sorted(rows, key=_by_day, reverse=True)


def _by_day(row: Any) -> tuple[date, datetime, str]:
    day, registered_at, pk = row[:3]
    return day, registered_at or _BEFORE_ALL, pk.hex


class Standing:
    """Where items stand on a day; what is alike is reckoned once."""

    def __init__(self, today: date, more_time: Granted) -> None:
        self.today = today
        self.more_time = more_time
        self.silent: dict[tuple[object, ...], tuple[date | None, date | None, FollowUpFact]] = {}

    def of(
        self, item: dict[str, Any], responses: list[ResponseFact], assessments: list[AssessmentFact]
    ) -> tuple[date | None, date | None, FollowUpFact]:
        """The day the State knows the item since, the day its answer is due, and where it stands."""
        alike = (
            item["kind"], item["report__visit__talks_on"], item["report__transmitted_on"], bool(item["report__body"]),
            item["months"], item["position"], item["withdrawn_on"],
            self.more_time.until(item["report_id"], item["pk"], item["kind"]),
        )  # fmt: skip
        if not responses and not assessments:
            if alike not in self.silent:
                self.silent[alike] = self._reckoned(alike, [], [])
            return self.silent[alike]
        return self._reckoned(alike, responses, assessments)

    def _reckoned(
        self, alike: tuple[Any, ...], responses: list[ResponseFact], assessments: list[AssessmentFact]
    ) -> tuple[date | None, date | None, FollowUpFact]:
        kind, talks_on, transmitted_on, anothers, months, position, withdrawn_on, until = alike
        known_on = talks_on if kind == ItemKind.IMMEDIATE_OBSERVATION and talks_on else transmitted_on
        due = due_after(ItemKind(kind), known_on, months, anothers, until) if known_on is not None else None
        due_on = due.day if due else None
        held = dialogue.follow_up(
            transmitted_on=known_on,
            due_on=due_on,
            responses=responses,
            assessments=assessments,
            position=Position(position),
            withdrawn_on=withdrawn_on,
            today=self.today,
        )
        return known_on, due_on, held
