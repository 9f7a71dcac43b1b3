"""Cases of reprisal: a person called by a word, what they agreed to, calls due; never seen from a communication."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import communicating as field
from tests.communicating import Intake
from tests.world import TODAY, World, moment
from unannounced.duties.consenting import Answer
from unannounced.duties.decision import RefusedByRule
from unannounced.duties.protecting import Step
from unannounced.records.communications import dealing, erasing, queries
from unannounced.records.communications.models import Communication, Held, Piece
from unannounced.records.ledger.linking import link_all
from unannounced.records.ledger.models import Line, Reading
from unannounced.records.ledger.verifying import verify
from unannounced.records.reprisals import actions
from unannounced.records.reprisals import erasing as ending
from unannounced.records.reprisals import queries as cases
from unannounced.records.reprisals.models import CaseLink, Entrusted, Reprisal
from unannounced.records.reprisals.reading import read_parts

pytestmark = pytest.mark.django_db

AT = moment(TODAY)


@pytest.fixture
def intake(world: World) -> Intake:
    return field.keepers(world, "maud", "ana", "tomas", at=AT)


@pytest.fixture
def held(world: World, intake: Intake) -> Communication:
    return field.written(world, intake, at=AT)


@pytest.fixture
def case(world: World, intake: Intake) -> Reprisal:
    return actions.open_case("Bresk Prison", "Isolation for a letter.", happened_on=TODAY, by=world.maud, at=AT)


def sound() -> None:
    """Verification finds nothing."""
    link_all()
    assert [str(fault) for fault in verify().faults] == []


def test_a_case_calls_the_person_by_words_drawn_by_chance(world: World, case: Reprisal) -> None:
    other = actions.open_case("A prison", "A beating.", by=world.maud, at=AT)
    assert len(case.pseudonym.split()) == 2
    assert case.pseudonym != other.pseudonym
    sound()


def test_only_keepers_open_cases_and_only_keepers_are_entrusted(world: World, case: Reprisal) -> None:
    with pytest.raises(RefusedByRule, match="for keepers of their register"):
        actions.open_case("A prison", "A beating.", by=world.henrik, at=AT)
    with pytest.raises(RefusedByRule, match="Only a keeper"):
        actions.entrust(case, world.people["henrik"], by=world.maud, at=AT)
    with pytest.raises(RefusedByRule, match="not entrusted"):
        actions.entrust(case, world.people["ana"], by=world.ana, at=AT)
    actions.entrust(case, world.people["ana"], by=world.maud, at=AT)
    assert cases.cases_of(world.ana).get() == case
    assert not cases.cases_of(world.tomas).exists()
    mine = Entrusted.objects.get(person=world.maud.pk)
    actions.end_trust(mine, by=world.maud, at=AT)
    assert not cases.cases_of(world.maud).exists()
    with pytest.raises(RefusedByRule, match="Nobody else was entrusted"):
        actions.end_trust(Entrusted.objects.get(person=world.ana.pk), by=world.ana, at=AT)


def test_contacts_are_sealed_read_with_a_note_in_the_log_and_resealed(
    world: World, intake: Intake, case: Reprisal
) -> None:
    part = actions.keep_contacts(case, intake.offered(b"Through the chaplain."), by=world.maud, at=AT)
    assert b"chaplain" not in bytes(part.sealed)
    [read] = read_parts(case, by=world.maud, at=AT)
    assert intake.opened(read.sealed) == b"Through the chaplain."
    assert Reading.objects.get().subject_id == part.pk
    assert read_parts(case, by=world.ana, at=AT) == []
    newer = field.new_key(world.maud, because="Ana left.", at=AT)
    [waits] = cases.parts_to_reseal(world.maud)
    actions.reseal_part(waits, newer.offered(b"Through the chaplain."), by=world.maud, at=AT)
    assert not cases.parts_to_reseal(world.maud).exists()
    [read] = read_parts(case, by=world.maud, at=AT)
    assert newer.opened(read.sealed) == b"Through the chaplain."
    sound()


def test_calls_are_due_until_they_are_held(world: World, intake: Intake, case: Reprisal) -> None:
    call = actions.plan_call(case, TODAY + timedelta(days=7), by=world.maud, at=AT)
    assert not cases.calls_due(world.maud, on=TODAY).exists()
    assert cases.calls_due(world.maud, on=TODAY + timedelta(days=8)).get() == call
    with pytest.raises(RefusedByRule, match="future"):
        actions.hold_call(call, TODAY + timedelta(days=1), by=world.maud, at=AT)
    actions.hold_call(call, TODAY, note=intake.offered(b"They are well."), by=world.maud, at=AT)
    assert not cases.calls_due(world.maud, on=TODAY + timedelta(days=8)).exists()
    with pytest.raises(RefusedByRule, match="already"):
        actions.hold_call(call, TODAY, by=world.maud, at=AT)
    sound()


def test_what_was_agreed_to_and_done_stands_beside_what_comes_later(world: World, case: Reprisal) -> None:
    actions.note_agreed(case, Step.RAISE, Answer.GIVEN, asked_on=TODAY, by=world.maud, at=AT)
    later = AT + timedelta(hours=1)
    actions.note_agreed(case, Step.RAISE, Answer.WITHDRAWN, asked_on=TODAY, by=world.maud, at=later)
    assert [one.answer for one in cases.agreed_to(case.pk, world.maud)] == ["withdrawn", "given"]
    for text in ("The director was called.", "The minister was written to."):
        actions.note_measure(case, text, taken_on=TODAY, by=world.maud, at=AT)
    assert cases.measures_of(case.pk, world.maud).count() == 2


def test_the_link_to_a_communication_is_read_by_who_may_read_both_alone(
    world: World, case: Reprisal, held: Communication
) -> None:
    actions.entrust(case, world.people["ana"], by=world.maud, at=AT)
    with pytest.raises(RefusedByRule, match="not assigned to you"):
        actions.link_case(case, held, by=world.ana, at=AT)
    link = actions.link_case(case, held, by=world.maud, at=AT)
    assert actions.link_case(case, held, by=world.maud, at=AT) == link
    assert cases.links_of(case.pk, world.maud).get() == link
    assert not cases.links_of(case.pk, world.ana).exists()
    sound()


def test_no_query_of_communications_touches_a_table_of_reprisals(
    world: World, case: Reprisal, held: Communication
) -> None:
    actions.link_case(case, held, by=world.maud, at=AT)
    with CaptureQueriesContext(connection) as asked:
        queries.register(world.maud)
        list(queries.pieces_of(held.pk, world.maud))
        list(erasing.holds_of(held.pk, world.maud))
        erasing.due(world.maud, on=TODAY)
        dealing.read_pieces(Piece.objects.values_list("pk", flat=True), by=world.maud, at=AT)
    assert len(asked) > 4
    assert not any("reprisals_" in line["sql"] for line in asked)


def test_a_case_that_is_opened_again_holds_what_it_is_about_again(
    world: World, case: Reprisal, held: Communication
) -> None:
    actions.link_case(case, held, by=world.maud, at=AT)
    actions.close_case(case, by=world.maud, at=AT)
    assert not Held.objects.filter(ended_at__isnull=True).exists()
    with pytest.raises(RefusedByRule, match="closed already"):
        actions.close_case(case, by=world.maud, at=AT)
    actions.open_case_again(case, by=world.maud, at=AT)
    assert Held.objects.get(ended_at__isnull=True).pk == CaseLink.objects.get().held
    sound()


def everything(world: World, intake: Intake, case: Reprisal, held: Communication) -> None:
    """A row in every table of a case."""
    actions.keep_contacts(case, intake.offered(b"Through the chaplain."), by=world.maud, at=AT)
    actions.note_agreed(case, Step.RAISE, Answer.GIVEN, asked_on=TODAY, by=world.maud, at=AT)
    actions.note_measure(case, "The director was called.", taken_on=TODAY, by=world.maud, at=AT)
    actions.link_case(case, held, by=world.maud, at=AT)
    call = actions.plan_call(case, TODAY, by=world.maud, at=AT)
    actions.hold_call(call, TODAY, note=intake.offered(b"They are well."), by=world.maud, at=AT)
    actions.plan_call(case, TODAY + timedelta(days=7), by=world.maud, at=AT)


def rows_of_cases() -> dict[str, int]:
    return {table.__name__: table.objects.count() for table in apps.get_app_config("reprisals").get_models()}


def test_a_closed_case_is_erased_in_time_row_by_row_and_the_ledger_says_no_word_of_it(
    world: World, intake: Intake, case: Reprisal, held: Communication
) -> None:
    everything(world, intake, case, held)
    assert 0 not in rows_of_cases().values()
    later = AT + timedelta(days=1000)
    assert ending.erase_due(at=later) == 0  # it is open
    actions.keep_case_for(case, 3, by=world.maud, at=AT)
    actions.close_case(case, by=world.maud, at=AT)
    on = ending.erasure_of(case)
    assert on is not None
    assert ending.erase_due(at=moment(on - timedelta(days=1))) == 0
    assert ending.erase_due(at=moment(on)) == 1
    assert set(rows_of_cases().values()) == {0}
    assert not Held.objects.filter(communication=held).exists()
    line = Line.objects.get(act="erase a case of reprisal")
    assert {how for how, _table, _key, _digest in line.rows} == {"erased"}
    assert len(line.rows) == 10
    assert Piece.objects.filter(communication=held).exists()
    assert ending.erase_due(at=later) == 0
    sound()


def test_a_case_is_kept_for_months_within_bounds_and_opened_again_not_erased(world: World, case: Reprisal) -> None:
    for months in (0, 121):
        with pytest.raises(RefusedByRule, match="1 to 120 months"):
            actions.keep_case_for(case, months, by=world.maud, at=AT)
    actions.close_case(case, by=world.maud, at=AT)
    actions.open_case_again(case, by=world.maud, at=AT)
    assert ending.erase_due(at=AT + timedelta(days=1000)) == 0
    sound()


def test_calls_of_a_closed_case_are_not_due(world: World, case: Reprisal) -> None:
    actions.plan_call(case, TODAY, by=world.maud, at=AT)
    assert cases.calls_due(world.maud, on=TODAY).exists()
    assert cases.with_next_call(cases.cases_of(world.maud)).get().next_call == TODAY
    actions.close_case(case, by=world.maud, at=AT)
    assert not cases.calls_due(world.maud, on=TODAY).exists()
