"""What the standards say of what was noted: rows taken together, and rules that are off until signed off."""

from datetime import timedelta

import pytest

from tests.world import TODAY, World, measured, moment, plan
from unannounced.crafts.standards import shipped_rules
from unannounced.duties.decision import RefusedByRule
from unannounced.duties.standards import Outcome, Verdict
from unannounced.records.ledger.actions import act
from unannounced.records.ledger.models import Line
from unannounced.records.measurements.actions import Found, note_measurement, sign_off_rule, take_back_sign_off
from unannounced.records.measurements.judging import asked_now, marks_of, taken_together, verdicts_of
from unannounced.records.measurements.models import Measured, SignOff
from unannounced.records.measurements.queries import in_order, signed_off
from unannounced.records.measurements.themes import OTHER, THEMES, measures_for, theme_of
from unannounced.records.measurements.valuing import wording_of

pytestmark = pytest.mark.django_db
LOW = "CPT-IMM-06"


def _verdicts() -> dict[str, Verdict]:
    (one,) = taken_together(in_order(Measured.objects.filter(replaced_by__isnull=True)))
    return {verdict.rule.id: verdict for verdict in verdicts_of(one, asked_now())}


def test_a_cell_of_twelve_square_metres_for_three_does_not_meet_four_each(world: World) -> None:
    measured(world, "Cell 12", {"room_area": "12", "annexe_area": "1.5", "persons": "3"})
    said = _verdicts()
    assert said["CPT-SPACE-02"].outcome is Outcome.NOT_MET
    assert str(said["CPT-SPACE-02"].value) == "3.5"
    assert said["CPT-SPACE-02"].rule.source
    assert said["CPT-SPACE-04"].outcome is Outcome.NOT_MEASURED


def test_space_and_height_noted_apart_are_taken_together(world: World) -> None:
    measured(world, "Cell 12", {"room_area": "12", "annexe_area": "1.5", "persons": "3"})
    measured(world, "cell  12", {"ceiling_height": "2.6"})
    said = _verdicts()
    assert said["CPT-SPACE-02"].outcome is Outcome.NOT_MET
    assert said["CPT-SPACE-04"].outcome is Outcome.MET


def test_of_two_values_of_one_measure_the_later_counts(world: World) -> None:
    visit = plan(world)
    for days, persons in ((0, "3"), (1, "2")):
        found = Found(world.places["XXB"], "Cell 12", visit.begins + timedelta(days=days), {"persons": persons})
        note_measurement(found, during=visit, by=world.ana, at=moment(TODAY))
    (one,) = taken_together(in_order(Measured.objects.all()))
    assert one.values["persons"] == "2"
    assert len(one.rows) == 2


def test_what_was_measured_on_two_visits_is_not_taken_together(world: World) -> None:
    measured(world, "Cell 12", {"persons": "3"}, on=plan(world, days_ago=60))
    measured(world, "Cell 12", {"persons": "2"}, on=plan(world, days_ago=30))
    measured(world, "Cell 12", {"persons": "1"})
    assert len(taken_together(in_order(Measured.objects.all()))) == 3


def test_marks_say_the_same_as_verdicts(world: World) -> None:
    measured(world, "Cell 12", {"room_area": "12", "annexe_area": "1.5", "persons": "3"})
    (one,) = taken_together(in_order(Measured.objects.all()))
    asked = asked_now()
    verdicts, marks = verdicts_of(one, asked), marks_of(one, asked)
    assert [(each.rule, each.outcome) for each in marks.every] == [(each.rule.id, each.outcome) for each in verdicts]
    assert marks.fails
    assert sum(marks.tally) == sum(each.tests for each in marks.every)
    standing_out = {each.rule for each in marks.attention}
    assert {"CPT-SPACE-02", "ECHR-SPACE-01"} <= standing_out, "standards that conflict are shown together"


def test_a_rule_of_low_confidence_is_asked_once_it_is_signed_off(world: World) -> None:
    assert LOW not in {rule.id for rule in asked_now().book.on(signed_off())}
    signed = sign_off_rule(LOW, because="Read on page 3.", by=world.ana, at=moment(TODAY))
    assert signed_off() == {LOW}
    assert sign_off_rule(LOW, because="Again.", by=world.maud, at=moment(TODAY)) == signed
    take_back_sign_off(signed, by=world.maud, at=moment(TODAY))
    assert signed_off() == frozenset()
    acts = list(Line.objects.filter(subject="measurements_signoff").values_list("act", flat=True))
    assert sorted(acts) == ["sign off a rule", "take a sign-off back"]


def test_a_rule_that_was_changed_since_is_off_again(world: World) -> None:
    with act("sign off a rule", by=world.ana.pk, at=moment(TODAY)) as line:
        line.keep(
            SignOff(rule=LOW, digest="0" * 64, because="as it was", signed_by_id=world.ana.pk, signed_at=moment(TODAY))
        )
    assert signed_off() == frozenset()


def test_a_rule_that_is_on_needs_no_signature_and_a_reason_must_be_given(world: World) -> None:
    with pytest.raises(RefusedByRule, match="needs no signing off"):
        sign_off_rule("CPT-SPACE-02", because="Read.", by=world.ana, at=moment(TODAY))
    with pytest.raises(RefusedByRule):
        sign_off_rule("NOT-A-RULE", because="Read.", by=world.ana, at=moment(TODAY))
    with pytest.raises(RefusedByRule, match="no text"):
        sign_off_rule(LOW, because="  ", by=world.ana, at=moment(TODAY))
    with pytest.raises(RefusedByRule, match="mandate"):
        sign_off_rule(LOW, because="Read.", by=world.ruth, at=moment(TODAY))


def test_the_wording_of_a_rule_is_the_same_each_time_and_tells_rules_apart() -> None:
    rules = shipped_rules().rules
    assert len({wording_of(rule) for rule in rules}) == len(rules)
    assert wording_of(rules[0]) == wording_of(rules[0])


def test_every_rule_has_a_theme_and_every_theme_has_measures_to_take() -> None:
    book = shipped_rules()
    assert not [rule.id for rule in book.rules if theme_of(rule.id) == OTHER]
    for theme in THEMES:
        if theme != OTHER:
            assert measures_for(theme, book), theme
    assert {"room_area", "annexe_area", "persons"} <= set(measures_for("space", book))
    assert "net_area_per_person" not in measures_for("space", book)
