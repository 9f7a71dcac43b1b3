"""Noting what was measured: kept once, corrected by a new row, and seen by those who see its visit."""

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from uuid import uuid4

import pytest

from tests.world import TODAY, World, hidden, measured, moment, plan
from unannounced.crafts.standards import shipped_measures
from unannounced.duties.decision import Refused, RefusedByRule
from unannounced.duties.measuring import as_text
from unannounced.duties.standards import Checklist, Interval, Measure, MeasureKind, Value, parse_value
from unannounced.records.ledger.actions import KeptOtherwise, SomebodyWasFirst
from unannounced.records.ledger.models import Line
from unannounced.records.measurements.actions import Found, correct_measurement, note_measurement, note_measurements
from unannounced.records.measurements.models import Measured
from unannounced.records.measurements.queries import history_of, measured_at, measured_on, measured_seen_by
from unannounced.records.places.models import Part

pytestmark = pytest.mark.django_db
CELL = {"room_area": "12", "annexe_area": "1.5", "persons": "3"}


def _found(world: World, **other: object) -> Found:
    return replace(Found(world.places["XXB"], "Cell 12", TODAY - timedelta(days=30), CELL), **other)  # type: ignore[arg-type]


def test_a_measurement_sent_twice_is_kept_once(world: World) -> None:
    key = uuid4()
    first = note_measurement(_found(world), by=world.maud, at=moment(TODAY), key=key)
    again = note_measurement(_found(world), by=world.maud, at=moment(TODAY) + timedelta(minutes=1), key=key)
    assert first == again
    assert Measured.objects.count() == 1
    assert Line.objects.filter(act="note a measurement").count() == 1


def test_the_same_measurement_under_another_key_changes_nothing(world: World) -> None:
    first = note_measurement(_found(world), by=world.maud, at=moment(TODAY))
    assert note_measurement(_found(world, values={**CELL, "persons": "3 "}), by=world.ana, at=moment(TODAY)) == first
    assert Measured.objects.count() == 1


def test_other_words_under_the_same_key_are_a_conflict_and_not_an_edit(world: World) -> None:
    key = uuid4()
    note_measurement(_found(world), by=world.maud, at=moment(TODAY), key=key)
    with pytest.raises(KeptOtherwise):
        note_measurement(_found(world, values={"persons": "4"}), by=world.maud, at=moment(TODAY), key=key)
    assert Measured.objects.get().values["persons"] == "3"


@pytest.mark.parametrize(
    ("other", "says"),
    [
        ({"day": TODAY + timedelta(days=1)}, "in the future"),
        ({"subject": " "}, "what was measured"),
        ({"values": {"persons": ""}}, "No value was measured"),
        ({"values": {"persons": "three"}}, "no number"),
        ({"values": {"beauty": "3"}}, "no measure"),
        ({"groups": ("angels",)}, "angels"),
        ({"room_kind": "cupboard"}, "cupboard"),
    ],
)
def test_what_cannot_be_a_measurement_is_refused_with_the_reason(
    world: World, other: dict[str, object], says: str
) -> None:
    with pytest.raises(RefusedByRule) as refused:
        note_measurement(_found(world, **other), by=world.maud, at=moment(TODAY))
    assert says in str(refused.value)
    assert refused.value.refusal.instead
    assert not Measured.objects.exists()


def test_a_measurement_of_a_visit_is_of_its_days_and_its_state(world: World) -> None:
    visit = plan(world)
    for other in ({"day": visit.begins - timedelta(days=1)}, {"day": visit.begins, "place": world.places["XXC"]}):
        with pytest.raises(RefusedByRule):
            note_measurement(_found(world, **other), during=visit, by=world.ana, at=moment(TODAY))
    assert note_measurement(_found(world, day=visit.ends), during=visit, by=world.ana, at=moment(TODAY))


def test_a_part_of_another_place_is_no_part_of_this_one(world: World) -> None:
    part = Part(place=world.places["XXC"], kind="cell", name="Cell 12")
    with pytest.raises(RefusedByRule, match="no part"):
        note_measurement(_found(world, part=part), by=world.maud, at=moment(TODAY))


@pytest.mark.parametrize("key", ["piet", "rosa", "ruth"])
def test_whoever_has_no_mandate_to_measure_is_refused(world: World, key: str) -> None:
    with pytest.raises(RefusedByRule, match="mandate"):
        note_measurement(_found(world), by=world.viewers[key], at=moment(TODAY))


def test_a_correction_is_a_new_row_and_the_old_one_stays_in_the_history(world: World) -> None:
    first = note_measurement(_found(world), by=world.maud, at=moment(TODAY))
    second = correct_measurement(first, _found(world, values={**CELL, "persons": "2"}), by=world.ana, at=moment(TODAY))
    assert second.replaces == first
    assert list(measured_seen_by(world.ines)) == [second]
    assert history_of(second, world.ines) == history_of(first, world.ines) == [first, second]
    assert Measured.objects.get(pk=first.pk).values["persons"] == "3"


def test_correcting_to_the_same_changes_nothing_and_a_second_correction_comes_too_late(world: World) -> None:
    first = note_measurement(_found(world), by=world.maud, at=moment(TODAY))
    assert correct_measurement(first, _found(world), by=world.ana, at=moment(TODAY)) == first
    correct_measurement(first, _found(world, values={"persons": "2"}), by=world.ana, at=moment(TODAY))
    with pytest.raises(SomebodyWasFirst):
        correct_measurement(first, _found(world, values={"persons": "1"}), by=world.maud, at=moment(TODAY))
    assert Measured.objects.count() == 2


def test_what_was_noted_by_mistake_is_no_longer_listed(world: World) -> None:
    first = note_measurement(_found(world), by=world.maud, at=moment(TODAY))
    correct_measurement(first, _found(world, values={}), by=world.maud, at=moment(TODAY))
    assert not measured_at([first.place_id], world.ines).exists()
    assert len(history_of(first, world.ines)) == 2


def test_nobody_can_hide_a_measurement_by_correcting_it_from_a_hidden_visit(world: World) -> None:
    seen = note_measurement(_found(world), by=world.maud, at=moment(TODAY))
    secret = plan(world, days_ago=10)
    with pytest.raises(KeptOtherwise):
        note_measurements(
            [_found(world, day=secret.begins, replaces=seen)], during=secret, by=world.ana, at=moment(TODAY)
        )
    assert list(measured_seen_by(world.ines)) == [seen]


def test_what_was_measured_on_a_hidden_visit_is_not_there_for_others(world: World) -> None:
    chain = hidden(world)
    assert list(measured_on(chain.visit, world.tomas)) == [chain.measured]
    assert not measured_on(chain.visit, world.ines).exists()
    assert not measured_at([chain.measured.place_id], world.ines).exists()
    measured(world, "Cell 1", {"persons": "1"})
    assert measured_seen_by(world.ines).count() == 1
    assert measured_seen_by(world.ana).count() == 2


def test_many_measurements_are_noted_in_one_act_or_not_at_all(world: World) -> None:
    many = [_found(world, subject=f"Cell {number}") for number in range(5)]
    with pytest.raises(RefusedByRule):
        note_measurements([*many, _found(world, day=TODAY + timedelta(days=9))], by=world.maud, at=moment(TODAY))
    assert not Measured.objects.exists()
    assert len(note_measurements(many, by=world.maud, at=moment(TODAY))) == 5
    assert not note_measurements(many, by=world.maud, at=moment(TODAY))
    assert Line.objects.filter(act="note measurements").count() == 1


def test_noting_many_again_does_not_undo_a_correction(world: World) -> None:
    (row,) = note_measurements([_found(world)], by=world.maud, at=moment(TODAY))
    correct_measurement(row, _found(world, values={"persons": "2"}), by=world.ana, at=moment(TODAY))
    assert not note_measurements([_found(world)], by=world.maud, at=moment(TODAY))
    assert [one.values for one in measured_seen_by(world.maud)] == [{"persons": "2"}]


SAMPLES: dict[MeasureKind, list[Value]] = {
    MeasureKind.NUMBER: [Interval.of("10.5"), Interval.of("10.5", "11.5"), Interval.of("0.000001"), Interval.of(0)],
    MeasureKind.COUNT: [Interval.of(3), Interval.of(3, 5)],
    MeasureKind.RATIO: [Interval.of(Fraction(19, 20)), Interval.of(Fraction(2, 3)), Interval.of(0, Fraction(1, 3))],
    MeasureKind.TRUTH: [True, False],
}


def _samples(measure: Measure) -> list[Value]:
    items = list(measure.items)
    if measure.kind is MeasureKind.CHOICE:
        return list(items)
    if measure.kind is MeasureKind.CHECKLIST:
        first, rest = frozenset(items[:1]), frozenset(items[1:])
        return [Checklist(first), Checklist(absent=first), Checklist(first, rest), Checklist(frozenset(items))]
    found = SAMPLES.get(measure.kind, [])
    return [one for one in found if not isinstance(one, Interval) or measure.most is None or one.high <= measure.most]


@pytest.mark.parametrize("measure", list(shipped_measures().values()), ids=str)
def test_a_value_is_kept_as_a_text_that_says_the_very_same(measure: Measure) -> None:
    for value in _samples(measure):
        text = as_text(measure, value)
        read = parse_value(measure, text)
        assert not isinstance(read, Refused), (text, str(read))
        assert read == value, text
