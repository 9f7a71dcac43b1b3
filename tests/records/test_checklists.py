"""Check-lists: a version is entered once and stays, a visit uses one version of each, and keys come sealed."""

import pytest

from tests.checklists import chosen, entered
from tests.collecting import new_form_key
from tests.forms_made import CELLS, CHOICES, INSTANCE, version, workbook
from tests.world import TODAY, World, moment, notify_and_end, plan
from unannounced.crafts import sealing
from unannounced.crafts.forming.answering import answers_of
from unannounced.duties.decision import RefusedByRule
from unannounced.records.checklists.actions import (
    choose_checklist,
    enter_checklist,
    keep_odk_key,
    leave_out_checklist,
    withdraw_checklist,
)
from unannounced.records.checklists.models import Checklist, OdkKey
from unannounced.records.checklists.queries import carried_with, chosen_for, odk_key_of, xforms_of
from unannounced.records.ledger.models import Line

pytestmark = pytest.mark.django_db
AT = moment(TODAY)


def changed(number: str) -> bytes:
    """The cells with another question, as another version."""
    return workbook([*CELLS, ["text", "remarks", "Remarks", "Remarques"]], CHOICES, version(number))


def test_the_same_workbook_again_is_welcome_and_changes_nothing(world: World) -> None:
    content = workbook()
    first = entered(world, content)
    lines = Line.objects.count()
    assert entered(world, content) == first
    assert Checklist.objects.count() == 1
    assert Line.objects.count() == lines


def test_a_version_with_other_words_is_refused_and_another_version_stands_beside_it(world: World) -> None:
    first = entered(world)
    with pytest.raises(RefusedByRule, match="entered already, with other words"):
        entered(world, changed("3"))
    second = entered(world, changed("4"))
    assert (second.form_id, second.version, second.questions) == (first.form_id, "4", first.questions + 1)
    assert second.languages == ["English (en)", "Français (fr)"]


def test_a_workbook_with_a_problem_is_refused_with_the_first_of_them(world: World) -> None:
    with pytest.raises(RefusedByRule, match="“txet” is no type of question"):
        entered(world, workbook([["type", "name", "label"], ["txet", "a", "A"]]))
    assert not Checklist.objects.exists()


def test_only_the_committee_enters_check_lists(world: World) -> None:
    for key in ("ruth", "piet", "rosa"):
        with pytest.raises(RefusedByRule):
            enter_checklist(workbook(), "cells.xlsx", by=world.viewers[key], at=AT)


def test_a_visit_uses_one_version_of_each_check_list(world: World) -> None:
    visit = plan(world, days_ago=-20)
    first, second = entered(world), entered(world, changed("4"))
    used = chosen(world, visit, first)
    with pytest.raises(RefusedByRule, match="another version"):
        choose_checklist(visit, second, by=world.ana, at=AT)
    with pytest.raises(RefusedByRule, match="already"):
        choose_checklist(visit, first, by=world.ana, at=AT)
    leave_out_checklist(used, by=world.ana, at=AT)
    choose_checklist(visit, second, by=world.ana, at=AT)
    assert [one.checklist.version for one in chosen_for(visit, world.ana)] == ["4"]
    assert [one["version"] for one in carried_with(visit, world.ana)] == ["4"]


def test_answers_by_a_version_that_was_left_out_stay_readable(world: World) -> None:
    visit = plan(world, days_ago=-20)
    used = chosen(world, visit)
    leave_out_checklist(used, by=world.ana, at=AT)
    withdraw_checklist(used.checklist, by=world.maud, at=AT)
    xforms = xforms_of({("cells", "3"), ("cells", "99")})
    assert set(xforms) == {("cells", "3")}
    assert answers_of(INSTANCE, xforms["cells", "3"], "fr")[2].label == "Quelle aile ?"


def test_a_withdrawn_version_is_chosen_for_no_further_visit(world: World) -> None:
    checklist = entered(world)
    withdraw_checklist(checklist, by=world.maud, at=AT)
    with pytest.raises(RefusedByRule, match="withdrawn"):
        chosen(world, plan(world, days_ago=-20), checklist)
    with pytest.raises(RefusedByRule, match="already"):
        withdraw_checklist(checklist, by=world.maud, at=AT)


def test_a_visit_that_is_over_keeps_its_check_lists_as_they_were(world: World) -> None:
    visit = plan(world)
    used = chosen(world, visit)
    notify_and_end(world, visit)
    visit.refresh_from_db()
    used.visit = visit
    with pytest.raises(RefusedByRule, match="over"):
        leave_out_checklist(used, by=world.ana, at=AT)


def test_nobody_who_does_not_know_of_a_visit_learns_which_check_lists_it_uses(world: World) -> None:
    visit = plan(world, days_ago=-20)
    chosen(world, visit)
    assert not chosen_for(visit, world.ines).exists()
    assert carried_with(visit, world.ines) == []


def test_the_key_of_odk_clients_comes_sealed_and_from_the_delegation_alone(world: World) -> None:
    visit = plan(world, days_ago=-20)
    public, private = new_form_key()
    recipient = sealing.recipient_of(sealing.new_identity())
    sealed = sealing.armoured(sealing.seal(private, to=recipient))
    with pytest.raises(RefusedByRule):
        keep_odk_key(visit, public, private.decode(), by=world.ana, at=AT)
    with pytest.raises(RefusedByRule):
        keep_odk_key(visit, "bm8ga2V5", sealed, by=world.ana, at=AT)
    with pytest.raises(RefusedByRule):
        keep_odk_key(visit, public, sealed, by=world.maud, at=AT)
    kept = keep_odk_key(visit, public, sealed, by=world.ana, at=AT)
    assert keep_odk_key(visit, public, sealed, by=world.ana, at=AT) == kept
    assert OdkKey.objects.count() == 1
    assert odk_key_of(visit, world.ana) == kept
    assert odk_key_of(visit, world.ines) is None
