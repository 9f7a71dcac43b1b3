"""Very many items counted and chosen in the database stand as each of them stands alone."""

import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from bench.inside.archive import furnish

from tests.world import TODAY, World, fill, moment, notify_and_end, plan, transmitted
from unannounced.duties import dialogue
from unannounced.duties.dialogue import Claim, FollowUp, Position, Verdict
from unannounced.duties.reporting import ItemKind
from unannounced.records.accounts.models import Person
from unannounced.records.recommendations.models import Assessment, Extension, Item, Response, Undecided
from unannounced.records.recommendations.queries import Thread, items_seen_by, threads
from unannounced.records.recommendations.silence import silent
from unannounced.records.recommendations.standings import standings
from unannounced.records.recommendations.tallying import (
    due_between,
    known_until,
    questions_open,
    standing_as,
    tally,
    times_set,
    without_day,
)
from unannounced.records.reports.models import Report
from unannounced.records.reports.queries import reports_seen_by
from unannounced.rooms.office.pages import item_rows

pytestmark = pytest.mark.django_db

SILENT = (FollowUp.AWAITED, FollowUp.OVERDUE)
EVENTS = 3
"""Responses and assessments of an item at most, many of them on one day."""


def shake(world: World, dice: random.Random) -> None:
    """Give each item a kind, position, time and dialogue by chance: by hand, for no office does it so."""
    maud = world.people["maud"]
    for item in Item.objects.select_related("report"):
        kind, position = dice.choice([*ItemKind]), dice.choice([*Position])
        months = dice.choice([None, None, None, None, 1, 6, 12, 60])
        Item.objects.filter(pk=item.pk).update(kind=kind.value, position=position.value, months=months)
        known_on = item.report.transmitted_on
        if known_on is not None and dice.random() < 0.1:
            Item.objects.filter(pk=item.pk).update(withdrawn_on=TODAY, withdrawn_because="x")
        if known_on is not None and dice.random() < 0.3:
            extend(item, dice, whole=dice.random() < 0.1, by=maud)
        if known_on is None or dice.random() < 0.4:
            continue  # the State does not have it, or is silent
        for _event in range(dice.randrange(EVENTS)):
            day = min(TODAY, known_on + timedelta(days=dice.randrange(4)))
            Response.objects.create(
                item=item, received_on=day, claim=dice.choice([*Claim]).value, text="x", registered_by=maud,
                registered_at=by_chance(day, dice), withdrawn_at=withdrawn(dice),
            )  # fmt: skip
        for _event in range(dice.randrange(EVENTS)):
            day = min(TODAY, known_on + timedelta(days=dice.randrange(4)))
            Assessment.objects.create(
                item=item, day=day, verdict=dice.choice([*Verdict]).value, text="x", evidence="y", assessed_by=maud,
                registered_at=by_chance(day, dice), withdrawn_at=withdrawn(dice),
            )  # fmt: skip


def extend(item: Item, dice: random.Random, *, whole: bool, by: Person) -> None:
    """More time for an item or its whole report: granted or not, a day near or far, a quarter withdrawn."""
    Extension.objects.create(
        report=item.report, item=None if whole else item, asked_on=TODAY, asked_by="x", because="x",
        until=TODAY + timedelta(days=dice.choice([-400, -1, 0, 20, 90, 400])), granted=dice.random() < 0.8,
        decided_on=TODAY, decided_by=by, withdrawn_at=withdrawn(dice),
    )  # fmt: skip


def by_chance(day: date, dice: random.Random) -> datetime | None:
    """When something was registered: not known of old rows, and often the same moment."""
    return dice.choice([None, moment(day), moment(day) + timedelta(hours=dice.randrange(3))])


def withdrawn(dice: random.Random) -> datetime | None:
    """A quarter of what is registered was withdrawn."""
    return datetime(2026, 1, 1, tzinfo=UTC) if dice.random() < 0.25 else None


@pytest.fixture(params=range(3))
def shaken(request: pytest.FixtureRequest) -> World:
    """Reports of this mechanism and of others, of the archive and on visits, in every state a dialogue can have."""
    dice = random.Random(request.param)
    world = furnish(reports=9, items=14).world
    Response.objects.all().delete()
    Assessment.objects.all().delete()
    transmitted(world, "XXB", days_ago=200)
    transmitted(world, "XXC", days_ago=20)
    fill(world, notify_and_end(world, plan(world, "XXB", days_ago=30)))
    for place, report in enumerate(Report.objects.filter(visit__isnull=False, transmitted_on__isnull=False)):
        Report.objects.filter(pk=report.pk).update(transmitted_on=TODAY - timedelta(days=[3, 400][place % 2]))
    shake(world, dice)
    return world


def each(world: World) -> list[Thread]:
    """Every item that Maud sees, one by one."""
    return threads(items_seen_by(world.maud), today=TODAY)


def due_day(thread: Thread) -> date | None:
    """The day a silent item is due."""
    return thread.due.day if thread.due and thread.follow_up.status in SILENT else None


def test_the_shaken_world_has_every_standing(shaken: World) -> None:
    found = {thread.follow_up.status for thread in each(shaken)}
    assert len(found) >= len(FollowUp) - 1, set(FollowUp) - found


def test_counting_in_the_database_is_counting_one_by_one(shaken: World) -> None:
    by = ("report__state__code", "kind")
    counted = Counter[object]()
    for one in tally(items_seen_by(shaken.maud), by=by, today=TODAY):
        counted[*one.keys, one.status, one.due_on] += one.count
    alone = Counter[object](
        (one.item.report.state.code, one.item.kind, one.follow_up.status, due_day(one)) for one in each(shaken)
    )
    assert counted == alone


def test_the_items_chosen_by_follow_up_are_those_that_stand_so(shaken: World) -> None:
    items, alone = items_seen_by(shaken.maud), each(shaken)
    for status in FollowUp:
        chosen = set(items.filter(standing_as({status}, items, today=TODAY)).values_list("pk", flat=True))
        assert chosen == {one.item.pk for one in alone if one.follow_up.status is status}, status


def test_standings_read_together_are_those_of_each_alone(shaken: World) -> None:
    together = {one.pk: one for one in standings(items_seen_by(shaken.maud), today=TODAY)}
    alone = each(shaken)
    assert len(together) == len(alone)
    for thread in alone:
        one = together[thread.item.pk]
        assert (one.status, one.fact.since) == (thread.follow_up.status, thread.follow_up.since)
        assert (one.known_on, one.is_open) == (thread.known_on, thread.is_open)


def test_what_nobody_addressed_is_silent_or_passed_over(shaken: World) -> None:
    def found(**which: bool) -> set[UUID]:
        asked = items_seen_by(shaken.maud).filter(questions_open(TODAY, **which))
        return set(asked.values_list("pk", flat=True))

    alone = each(shaken)
    requests = {one.item.pk for one in alone if one.follow_up.status in SILENT and one.item.kind == ItemKind.REQUEST}
    over = {one.item.pk for one in alone if one.follow_up.status is FollowUp.ANSWERED}
    assert (requests, over) == (found(passed_over=False), found(silent=False))
    assert found() == requests | over
    assert found()


def test_the_silence_of_states_is_counted_from_the_items_on_which_they_are_silent(shaken: World) -> None:
    alone = Counter(
        (one.item.report.state_id, one.due.day) for one in each(shaken) if one.follow_up.status in SILENT and one.due
    )
    counted: Counter[tuple[UUID, date]] = Counter()
    for held in silent(reports_seen_by(shaken.maud), today=TODAY):
        counted[held.state, held.due.day] += held.count
    assert counted == alone
    assert counted


def reckoned() -> set[tuple[UUID, UUID, int | None, str, str, int | None, bool]]:
    """What the index of undecided items should hold, by the rule that its model names, item by item."""
    found = set()
    for item in Item.objects.filter(withdrawn_on=None).prefetch_related("responses", "assessments"):
        responses = [one for one in item.responses.all() if one.withdrawn_at is None]
        assessed = any(one.withdrawn_at is None for one in item.assessments.all())
        if not assessed and all(one.claim == Claim.NOT_ADDRESSED for one in responses):
            copied = (item.left_out_of, item.position, item.kind, item.months)
            found.add((item.pk, item.report_id, *copied, bool(responses)))
    return found


def indexed() -> set[tuple[object, ...]]:
    """What the index holds."""
    columns = ("item", "report", "left_out_of", "position", "kind", "months", "answered")
    return set(Undecided.objects.values_list(*columns))


def test_the_index_of_undecided_items_follows_every_change(shaken: World) -> None:
    assert indexed() == reckoned()
    dice = random.Random(8)
    for model in (Response, Assessment):
        for one in dice.sample([*model.objects.all()], 12):
            one.withdrawn_at = None if one.withdrawn_at else moment(TODAY)
            one.save()
        assert indexed() == reckoned()
        model.objects.filter(pk__in=[one.pk for one in dice.sample([*model.objects.all()], 12)]).delete()
        assert indexed() == reckoned()
    Response.objects.filter(claim=Claim.NOT_ADDRESSED).update(claim=Claim.IMPLEMENTED)
    assert indexed() == reckoned()
    Response.objects.update(claim=Claim.NOT_ADDRESSED)
    assert indexed() == reckoned()
    items = [*Item.objects.all()]
    for one in dice.sample(items, 20):
        one.withdrawn_on, one.withdrawn_because = (None, "") if one.withdrawn_on else (TODAY, "x")
        one.left_out_of, one.months = dice.choice([None, 2]), dice.choice([None, 3])
        one.save()
    assert indexed() == reckoned()
    moved, other = dice.sample(items, 2)
    Response.objects.filter(item=moved).update(item=other)
    assert indexed() == reckoned()


def test_an_item_taken_out_leaves_the_index(shaken: World) -> None:
    free = Item.objects.filter(responses=None, assessments=None, extensions=None, repeated_by=None)
    gone = next(one for one in free if not one.earlier_readings.exists())
    ids = Undecided.objects.filter(item=gone.pk)
    assert ids.exists() or gone.withdrawn_on
    gone.delete()
    assert not Undecided.objects.filter(item=gone.pk).exists()
    assert indexed() == reckoned()


def test_any_follow_ups_together_are_chosen_as_well(shaken: World) -> None:
    items, dice, alone = items_seen_by(shaken.maud), random.Random(4), each(shaken)
    several = [frozenset(dice.sample([*FollowUp], dice.randrange(1, len(FollowUp)))) for _turn in range(12)]
    for statuses in (dialogue.OPEN, frozenset(SILENT), *several):
        chosen = set(items.filter(standing_as(statuses, items, today=TODAY)).values_list("pk", flat=True))
        assert chosen == {one.item.pk for one in alone if one.follow_up.status in statuses}, statuses


def test_the_items_due_in_some_days_are_those_whose_day_is_then(shaken: World) -> None:
    items, alone = items_seen_by(shaken.maud), each(shaken)
    for first, last in ((None, TODAY - timedelta(days=1)), (TODAY, TODAY + timedelta(days=90)), (TODAY, TODAY)):
        found = set(items.filter(due_between(first, last, items, today=TODAY)).values_list("pk", flat=True))
        wanted = {
            one.item.pk for one in alone if (day := due_day(one)) and (first is None or first <= day) and day <= last
        }
        assert found == wanted, (first, last)
    nothing_set = {one.item.pk for one in alone if one.follow_up.status in SILENT and one.due is None}
    assert nothing_set
    assert set(items.filter(without_day(TODAY)).values_list("pk", flat=True)) == nothing_set
    assert times_set(items) == [1, 6, 12, 60]


def test_the_rows_of_a_table_say_what_each_item_says(shaken: World) -> None:
    columns = item_rows.COLUMNS
    rows = item_rows.rows(items_seen_by(shaken.maud), today=TODAY, address="{}")
    said = [dict(zip(columns, row, strict=True)) for row in rows]
    alone = each(shaken)
    assert [one["id"] for one in said] == [str(thread.item.pk) for thread in alone]
    for row, thread in zip(said, alone, strict=True):
        assert (row["number"], row["transmitted"]) == (thread.number, thread.known_on)
        assert (row["follow_up"], row["since"]) == (thread.follow_up.status.value, thread.follow_up.since)
        assert row["due"] == (thread.due.day if thread.due else None)
        last = thread.responses[-1] if thread.responses else None
        held = thread.assessments[-1] if thread.assessments else None
        assert (row["claimed"], row["claimed_on"]) == ((last.claim, last.received_on) if last else ("", None))
        assert (row["verified"], row["verified_on"]) == ((held.verdict, held.day) if held else ("", None))


@pytest.mark.parametrize("kind", ItemKind)
@pytest.mark.parametrize("months", [None, 1, 2, 6, 12, 60])
def test_whoever_learnt_of_it_a_day_later_has_to_answer_later(kind: ItemKind, months: int | None) -> None:
    from django.conf import settings

    from unannounced.duties import reporting

    for days in range(0, 800, 7):
        due_on = date(2024, 1, 15) + timedelta(days=days)
        last = known_until(kind, months, due_on)
        assert reporting.due(kind, last, settings.MECHANISM, months).day <= due_on
        assert reporting.due(kind, last + timedelta(days=1), settings.MECHANISM, months).day > due_on
