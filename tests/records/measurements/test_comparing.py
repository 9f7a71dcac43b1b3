"""The same room on two visits: found again by its part or its name, with what became of each standard."""

from datetime import timedelta

import pytest

from tests.world import TODAY, World, measured, moment
from unannounced.duties.standards import Outcome
from unannounced.records.ledger.actions import act
from unannounced.records.measurements.actions import Found, note_measurement
from unannounced.records.measurements.comparing import Change, change_of, changes, compared, pairs
from unannounced.records.measurements.judging import Together, asked_now, taken_together
from unannounced.records.measurements.models import Measured
from unannounced.records.measurements.queries import in_order
from unannounced.records.places.models import Part

pytestmark = pytest.mark.django_db


def _on(world: World, days_ago: int, name: str, *, part: Part | None = None, **values: str) -> Together:
    day = TODAY - timedelta(days=days_ago)
    found = Found(world.places["XXB"], name, day, values, part)
    row = note_measurement(found, by=world.maud, at=moment(TODAY))
    return taken_together(in_order(Measured.objects.filter(pk=row.pk)))[0]


def _part(world: World, name: str) -> Part:
    with act("add a part", by=world.maud.pk, at=moment(TODAY)) as line:
        return line.keep(Part(place=world.places["XXB"], kind="cell", name=name))


def test_a_cell_with_fewer_persons_is_better_and_the_difference_is_said(world: World) -> None:
    then = _on(world, 60, "Cell 12", room_area="12", annexe_area="1.5", persons="3")
    now = _on(world, 30, "cell 12", room_area="12", annexe_area="1.5", persons="2")
    (pair,) = pairs([then], [now])
    assert pair.in_both
    lines = {(line.rule.id if line.rule else line.measure): line for line in compared(pair, asked_now())}
    assert str(lines["persons"].difference.low) == "-1"  # type: ignore[union-attr]
    space = lines["CPT-SPACE-02"]
    assert (space.outcome_then, space.outcome_now) == (Outcome.NOT_MET, Outcome.MET)
    assert space.change is Change.BETTER
    assert str(space.difference) == "1.75"
    assert changes(pair, asked_now())[Change.BETTER] >= 1
    assert changes(pairs([now], [then])[0], asked_now())[Change.WORSE] >= 1


def test_an_interval_makes_the_difference_an_interval(world: World) -> None:
    then = _on(world, 60, "Cell 12", net_area="10..11", persons="2")
    now = _on(world, 30, "Cell 12", net_area="12", persons="2")
    lines = {line.measure: line for line in compared(pairs([then], [now])[0], asked_now()) if not line.rule}
    assert str(lines["net_area"].difference) == "1..2"
    assert str(lines["persons"].difference) == "0"


def test_a_room_is_the_same_by_its_part_even_under_another_name(world: World) -> None:
    part = _part(world, "Cell 12")
    then = _on(world, 60, "Cell 12", part=part, persons="3")
    now = _on(world, 30, "Room 4 (old 12)", part=part, persons="2")
    assert [(one.then, one.now) for one in pairs([then], [now])] == [(then, now)]


def test_a_name_does_not_take_the_room_that_a_part_has(world: World) -> None:
    part = _part(world, "Cell 12")
    then = _on(world, 60, "Cell 12", part=part, persons="3")
    by_name = _on(world, 30, "Cell 12", persons="9")
    by_part = _on(world, 31, "New name", part=part, persons="2")
    found = pairs([then], [by_name, by_part])
    assert [(one.then, one.now) for one in found] == [(None, by_name), (then, by_part)]


def test_two_parts_of_one_name_are_two_rooms(world: World) -> None:
    wing = _part(world, "Wing B")
    with act("add a part", by=world.maud.pk, at=moment(TODAY)) as line:
        other = line.keep(Part(place=world.places["XXB"], kind="cell", name="Cell 12", within=wing))
    then = _on(world, 60, "Cell 12", part=_part(world, "Cell 12"), persons="3")
    now = _on(world, 30, "Cell 12", part=other, persons="2")
    assert len(pairs([then], [now])) == 2


def test_a_room_that_became_a_part_since_is_found_by_its_name(world: World) -> None:
    then = _on(world, 60, "CELL 12", persons="3")
    now = _on(world, 30, "Cell 12", part=_part(world, "Cell 12"), persons="2")
    assert pairs([then], [now])[0].in_both


def test_rooms_on_one_visit_alone_are_named_and_nothing_is_said_of_change(world: World) -> None:
    then, now = _on(world, 60, "Cell 1", persons="3"), _on(world, 30, "Cell 2", persons="2")
    found = pairs([then], [now])
    assert [(one.then, one.now) for one in found] == [(None, now), (then, None)]
    for one in found:
        assert set(changes(one, asked_now())) <= {Change.NOT_MEASURED}


def test_names_of_other_letters_alone_are_told_apart(world: World) -> None:
    then, now = _on(world, 60, "№ *", persons="3"), _on(world, 30, "№ #", persons="2")
    assert isinstance(pairs([then], [now]), list)
    assert measured(world, "…", {"persons": "1"}).subject == "…"


@pytest.mark.parametrize(
    ("then", "now", "change"),
    [
        (Outcome.NOT_MET, Outcome.MET, Change.BETTER),
        (Outcome.PRESUMPTION, Outcome.MET, Change.BETTER),
        (Outcome.MET, Outcome.NOT_MET, Change.WORSE),
        (Outcome.NOT_MET, Outcome.NOT_MET, Change.SAME),
        (Outcome.NEEDS_REVIEW, Outcome.NEEDS_REVIEW, Change.SAME),
        (Outcome.NEEDS_REVIEW, Outcome.MET, Change.UNSURE),
        (Outcome.NOT_MET, Outcome.NOT_APPLICABLE, Change.UNSURE),
        (Outcome.NOT_MET, Outcome.NOT_MEASURED, Change.NOT_MEASURED),
        (None, Outcome.MET, Change.NOT_MEASURED),
        (Outcome.NOT_MEASURED, None, None),
        (Outcome.NOT_APPLICABLE, Outcome.NOT_MEASURED, None),
    ],
)
def test_what_is_not_measured_both_times_is_neither_better_nor_worse(
    then: Outcome | None, now: Outcome | None, change: Change | None
) -> None:
    assert change_of(then, now) is change
