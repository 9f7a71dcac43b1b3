"""Items in very great number: counted and chosen by follow-up in the database, whatever their number.

``dialogue.follow_up`` says where one item stands. Here the same rule is put to all of them at once: what decides
an item is its last assessment, or its last response that addresses it, or else what its report says of the State's
position, or silence. A silent item is late if the State has known it since long enough, and from which day on that
is depends on kind and time set alone. ``tests/records/test_tallying.py`` compares both ways item by item.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import Count, DateTimeField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from unannounced.duties import dialogue, reporting
from unannounced.duties.dialogue import AssessmentFact, Claim, FollowUp, Position, ResponseFact, Verdict
from unannounced.duties.reporting import ItemKind
from unannounced.records.recommendations.models import Assessment, Item, Response, Undecided
from unannounced.records.recommendations.more_time import due_after, extended, until_of
from unannounced.records.reports.models import Report

_BEFORE_ALL = Value(datetime(1, 1, 1, tzinfo=UTC), output_field=DateTimeField())
_IMMEDIATE = Q(kind=ItemKind.IMMEDIATE_OBSERVATION.value)
_SOME_DAY = date(2000, 1, 1)
GROUP = (
    "report__transmitted_on", "report__visit__talks_on", "report__body", "kind", "months", "position", "answered",
    "until",
)  # fmt: skip
"""What decides where an item stands that neither an assessment nor a response that addresses it decides."""


@dataclass(frozen=True, slots=True)
class Tallied:
    """How many items stand alike: what they have in common, their follow-up, and the day a silent one is due."""

    keys: tuple[Any, ...]
    status: FollowUp
    due_on: date | None
    count: int


def live_responses() -> QuerySet[Response]:
    """The responses that were not withdrawn."""
    return Response.objects.filter(withdrawn_at__isnull=True)


def live_assessments() -> QuerySet[Assessment]:
    """The assessments that were not withdrawn."""
    return Assessment.objects.filter(withdrawn_at__isnull=True)


def _later(day: str) -> Q:
    """Later than the outer row: by its day, then by the moment it was registered, then by its id."""
    same = Q(**{day: OuterRef(day)})
    return (
        Q(**{f"{day}__gt": OuterRef(day)})
        | same & Q(moment__gt=OuterRef("moment"))
        | same & Q(moment=OuterRef("moment"), pk__gt=OuterRef("pk"))
    )


def deciding_assessments() -> QuerySet[Assessment]:
    """The assessments that decide their items: the last one, unless a response came on a later day."""
    live = live_assessments().alias(moment=Coalesce("registered_at", _BEFORE_ALL))
    of_item = live.filter(item=OuterRef("item"))
    answered = _addressing().filter(item=OuterRef("item"), received_on__gt=OuterRef("day"))
    return live.filter(~Exists(of_item.filter(_later("day"))), ~Exists(answered))


def deciding_responses() -> QuerySet[Response]:
    """The responses that decide their items: the last that addresses it, with no assessment on that day or later."""
    live = _addressing().alias(moment=Coalesce("registered_at", _BEFORE_ALL))
    of_item = live.filter(item=OuterRef("item"))
    held = live_assessments().filter(item=OuterRef("item"), day__gte=OuterRef("received_on"))
    return live.filter(~Exists(of_item.filter(_later("received_on"))), ~Exists(held))


def _addressing() -> QuerySet[Response]:
    return live_responses().exclude(claim=Claim.NOT_ADDRESSED.value)


def asked_still() -> Q:
    """The items that the mechanism did not withdraw; one is withdrawn no earlier than the day it is registered."""
    return Q(withdrawn_on__isnull=True)


def known_to_state(until: date) -> Q:
    """The items that the State knew by a day: transmitted, or said at the final talks.

    Reports are few beside their items, so the day is asked of reports: without a join it takes half as long.
    """
    transmitted = _of_reports(transmitted_on__lte=until)
    at_talks = _of_reports(visit__talks_on__lte=until) | transmitted & ~_of_reports(visit__talks_on__isnull=False)
    return ~_IMMEDIATE & transmitted | _IMMEDIATE & at_talks


def _of_reports(*alike: Q, **same: object) -> Q:
    """The items of the reports that are so."""
    return Q(report__in=Report.objects.filter(*alike, **same).order_by().values("pk"))


def _undecided() -> Q:
    """Those of the items asked for still that neither an assessment nor a response that addresses them decides."""
    return Q(pk__in=Undecided.objects.values("item"))


def answered() -> Q:
    """The items to which a response was registered, whether it addresses them or not."""
    return Q(pk__in=live_responses().values("item"))


# Counting


def tally(items: QuerySet[Item], *, by: Sequence[str], today: date) -> Iterator[Tallied]:
    """``items`` counted by follow-up and by the columns ``by`` of an item; four queries, however many items."""
    for group in items.exclude(asked_still()).order_by().values(*by).annotate(held=Count("pk")):
        yield Tallied(tuple(group[name] for name in by), FollowUp.WITHDRAWN, None, group["held"])
    items = items.filter(asked_still())
    yield from _tally_decided(deciding_assessments(), "verdict", items, by, _by_verdict)
    yield from _tally_decided(deciding_responses(), "claim", items, by, _by_claim)
    groups = items.filter(_undecided()).order_by().annotate(answered=answered(), until=until_of())
    standings: dict[tuple[Any, ...], tuple[FollowUp, date | None]] = {}
    for group in groups.values(*dict.fromkeys((*by, *GROUP))).annotate(held=Count("pk")):
        alike = tuple(group[name] for name in GROUP)
        if alike not in standings:
            standings[alike] = standing_of_group(group, today=today)
        yield Tallied(tuple(group[name] for name in by), *standings[alike], group["held"])


def _tally_decided(
    deciding: "QuerySet[Any]", word: str, items: QuerySet[Item], by: Sequence[str], standing: Callable[[str], FollowUp]
) -> Iterator[Tallied]:
    names = {f"of_{place}": F(f"item__{name}") for place, name in enumerate(by)}
    rows = deciding.filter(item__in=items.order_by().values("pk")).order_by()
    for row in rows.values(word, **names).annotate(held=Count("item")):
        yield Tallied(tuple(row[name] for name in names), standing(row[word]), None, row["held"])


def standing_of_group(group: dict[str, Any], *, today: date) -> tuple[FollowUp, date | None]:
    """Where the items of an undecided group stand, and when their answer is due if the State is silent."""
    kind = ItemKind(group["kind"])
    talks_on = group["report__visit__talks_on"] if kind is ItemKind.IMMEDIATE_OBSERVATION else None
    known_on = talks_on or group["report__transmitted_on"]
    due = None
    if known_on is not None:
        due = due_after(kind, known_on, group["months"], bool(group["report__body"]), group["until"])
    due_on = due.day if due else None
    said = [ResponseFact(known_on, Claim.NOT_ADDRESSED)] if group["answered"] and known_on else []
    held = dialogue.follow_up(
        transmitted_on=known_on,
        due_on=due_on,
        responses=said,
        assessments=(),
        position=Position(group["position"]),
        today=today,
    )
    silent = held.status in (FollowUp.AWAITED, FollowUp.OVERDUE)
    return held.status, due_on if silent else None


# The rule, event by event


@cache
def _by_verdict(word: str) -> FollowUp:
    held = [AssessmentFact(_SOME_DAY, Verdict(word), "")]
    return _alone(assessments=held)


@cache
def _by_claim(word: str) -> FollowUp:
    return _alone(responses=[ResponseFact(_SOME_DAY, Claim(word))])


@cache
def _by_position(word: str) -> FollowUp:
    return _alone(position=Position(word))


def _alone(
    responses: Sequence[ResponseFact] = (),
    assessments: Sequence[AssessmentFact] = (),
    position: Position = Position.UNKNOWN,
) -> FollowUp:
    """What one event makes of an item, whatever the day."""
    return dialogue.follow_up(
        transmitted_on=_SOME_DAY,
        due_on=None,
        responses=responses,
        assessments=assessments,
        position=position,
        today=_SOME_DAY,
    ).status


def _saying(statuses: Collection[FollowUp] = tuple(FollowUp)) -> list[str]:
    """The positions that say something and leave an item as one of ``statuses``."""
    standing = ((one.value, _by_position(one.value)) for one in Position)
    return [word for word, held in standing if held is not FollowUp.AWAITED and held in statuses]


def _only_by_verdict() -> frozenset[FollowUp]:
    """The standings that an assessment alone brings about."""
    others = {_by_claim(one.value) for one in Claim} | {_by_position(one.value) for one in Position}
    return frozenset(FollowUp) - others - {FollowUp.NOT_TRANSMITTED, FollowUp.OVERDUE, FollowUp.WITHDRAWN}


# Choosing


def standing_as(statuses: Collection[FollowUp], items: QuerySet[Item], *, today: date) -> Q:
    """The condition that an item stands as one of ``statuses``.

    ``items`` are those that are chosen from: which times were set for them takes one query, where it matters.
    """
    asked = frozenset(statuses) - {FollowUp.WITHDRAWN}
    if asked == frozenset(statuses):
        return asked_still() & _standing_as(asked, items, today)
    return ~asked_still() | _standing_as(asked, items, today) if asked else ~asked_still()


def _standing_as(statuses: frozenset[FollowUp], items: QuerySet[Item], today: date) -> Q:
    """The same of an item that is asked for still."""
    others = frozenset(FollowUp) - statuses - {FollowUp.NOT_TRANSMITTED, FollowUp.WITHDRAWN}
    if FollowUp.NOT_TRANSMITTED not in statuses and others <= _only_by_verdict():
        return known_to_state(today) & ~Q(pk__in=_assessed_as(others))
    claims = [one.value for one in Claim if one is not Claim.NOT_ADDRESSED and _by_claim(one.value) in statuses]
    answered = deciding_responses().filter(claim__in=claims).values("item")
    return _left_as(statuses, items, today) & _undecided() | Q(pk__in=_assessed_as(statuses)) | Q(pk__in=answered)


def _assessed_as(statuses: Collection[FollowUp]) -> "QuerySet[Assessment, Any]":
    verdicts = [one.value for one in Verdict if _by_verdict(one.value) in statuses]
    return deciding_assessments().filter(verdict__in=verdicts).values("item")


def _left_as(statuses: Collection[FollowUp], items: QuerySet[Item], today: date) -> Q:
    """The condition that an item which nothing decides stands as one of ``statuses``."""
    known = known_to_state(today)
    found = Q(position__in=_saying(statuses))
    unsaid = ~Q(position__in=_saying())
    if FollowUp.ANSWERED in statuses:
        found |= unsaid & answered()
    silent = {FollowUp.AWAITED, FollowUp.OVERDUE} & set(statuses)
    if len(silent) == 2:
        found |= unsaid & ~answered()
    elif silent:
        late = due_by(today - timedelta(days=1), times_set(items))
        found |= unsaid & ~answered() & (late if FollowUp.OVERDUE in silent else ~late)
    return found & known if FollowUp.NOT_TRANSMITTED not in statuses else ~known | found & known


def silent(today: date) -> Q:
    """The condition that the State still has to answer: it knows the item, and neither side said anything."""
    return known_to_state(today) & unsaid()


def unsaid() -> Q:
    """The condition that an item is asked for still, and that neither side said anything to it."""
    never = Exists(Undecided.objects.filter(item=OuterRef("pk"), answered=False))
    return asked_still() & ~Q(position__in=_saying()) & Q(never)


def unsaid_of(reports: QuerySet[Report]) -> QuerySet[Undecided]:
    """The same of the items that reports have still, in the index that holds no others."""
    of_reports = Undecided.objects.filter(report__in=reports.order_by().values("pk"), left_out_of__isnull=True)
    return of_reports.filter(answered=False).exclude(position__in=_saying()).order_by()


def questions_open(today: date, *, silent: bool = True, passed_over: bool = True) -> Q:
    """The condition that a question is unanswered: the State knows it, and nothing that was said addresses it.

    ``silent``: requests for information to which neither side said anything. ``passed_over``: items of any kind to
    which a response was given that does not address them.
    """
    which = Q(answered=False, kind=ItemKind.REQUEST.value) if silent else Q()
    which |= Q(answered=True) if passed_over else Q()
    known = asked_still() & known_to_state(today) & ~Q(position__in=_saying())
    return known & Q(pk__in=Undecided.objects.filter(which).values("item"))


def due_between(first: date | None, last: date, items: QuerySet[Item], *, today: date) -> Q:
    """The condition that the State is silent on an item that is due from ``first`` (or ever) until ``last``."""
    times = times_set(items)
    due = due_by(last, times)
    if first is not None:
        due &= ~due_by(first - timedelta(days=1), times)
    return silent(today) & due


def without_day(today: date) -> Q:
    """The condition that the State is silent on an item, and that no day is set: another body's report."""
    return silent(today) & Q(months__isnull=True) & ~_of_reports(body="") & ~extended()


def due_by(last: date, times: Sequence[int]) -> Q:
    """The condition that a response, if there is none, is due on ``last`` or before; ``times`` are those set.

    More time that was granted beyond ``last`` takes an item out; where no other time is set it alone decides.
    """
    found = Q(months__isnull=True) & ~_of_reports(body="") & extended()
    for months in (None, *times):
        usual = known_until(ItemKind.RECOMMENDATION, months, last)
        immediate = known_until(ItemKind.IMMEDIATE_OBSERVATION, months, last)
        late = ~_IMMEDIATE & _of_reports(transmitted_on__lte=usual) | _IMMEDIATE & known_to_state(immediate)
        found |= (Q(months=months) if months is not None else Q(months__isnull=True) & _of_reports(body="")) & late
    return found & ~extended(beyond=last)


def times_set(items: QuerySet[Item]) -> list[int]:
    """The times to respond, in months, that were set for any of ``items``; one query."""
    held = items.filter(months__isnull=False).order_by().values_list("months", flat=True).distinct()
    return sorted(one for one in held if one is not None)


def known_until(kind: ItemKind, months: int | None, due_on: date) -> date:
    """The last day on which a State can have learnt of an item whose answer is due on ``due_on`` or before.

    The later it learnt of it the later the answer is due, so the day is found by halving.
    """
    longest = reporting.due(kind, due_on, settings.MECHANISM, months).day - due_on + timedelta(days=31)
    early, late = due_on - longest, due_on
    while late - early > timedelta(days=1):
        middle = early + (late - early) // 2
        if reporting.due(kind, middle, settings.MECHANISM, months).day <= due_on:
            early = middle
        else:
            late = middle
    return early
