"""Need to know: for whom a communication exists at all, for every query, and who may read it."""

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import communicating as field
from tests.communicating import Intake
from tests.world import TODAY, World, moment, plan
from unannounced.duties.consenting import Answer
from unannounced.duties.corresponding import AnswerKind, Days, Stage, WayIn
from unannounced.duties.decision import RefusedByRule
from unannounced.duties.protecting import Step
from unannounced.duties.receiving import Told, Way
from unannounced.records.accounts.actions import end_mandate
from unannounced.records.accounts.models import Mandate
from unannounced.records.accounts.queries import Viewer, viewer_of
from unannounced.records.communications import counting, dealing, erasing, queries
from unannounced.records.communications.actions import (
    Public,
    assign,
    close,
    declare_conflict,
    end_assignment,
    end_keeping,
    enter_communication,
    hold_as_evidence,
)
from unannounced.records.communications.models import Assignment, Communication, Conflict, Keeper, Piece, SealedBytes
from unannounced.records.ledger.models import Reading
from unannounced.records.reprisals import actions as reprisals
from unannounced.records.reprisals import queries as cases
from unannounced.records.visits.actions import let_know
from unannounced.records.visits.models import Confidant

pytestmark = pytest.mark.django_db

AT = moment(TODAY)
KEEPERS = ("maud", "ana", "tomas", "ines")
"""Maud and Ana are assigned, Tomás declared a conflict of interest, Inês is a keeper and no more."""
STRANGERS = ("henrik", "jonas", "ruth", "rosa", "piet")
"""A member, the secretariat, an expert, the administrator, an auditor: none of them keeps the register."""


@dataclass(slots=True)
class Case:
    """A communication with a row in every table, and a case of reprisal about it."""

    communication: UUID
    visit: UUID
    reprisal: UUID
    place: UUID


@pytest.fixture
def intake(world: World) -> Intake:
    return field.keepers(world, *KEEPERS, at=AT)


@pytest.fixture
def case(world: World, intake: Intake) -> Case:
    """A letter on paper about Bresk, dealt with by Maud and Ana in every way there is."""
    maud, sender = world.maud, field.sender()
    days = Days(TODAY - timedelta(days=9), None, None, TODAY - timedelta(days=2))
    receipt = Public(sender.recipient, sender.conversation)
    paper = WayIn.PAPER
    held = enter_communication(paper, b"{}", b"{}", came_on=TODAY, days=days, receipt=receipt, by=maud, at=AT)
    assign(held, world.people["ana"], by=maud, at=AT)
    assign(held, world.people["tomas"], by=maud, at=AT)
    visit = plan(world)
    let_know(visit, world.people["maud"], by=world.ana, at=AT)
    dealing.note_triage(held, [Told.VIOLENCE], ways=[Way.RECEIPT], place=world.places["XXB"], by=maud, at=AT)
    dealing.bear_on(held, visit=visit, by=maud, at=AT)
    dealing.open_who(Piece.objects.get(communication=held, kind="who"), reason="To warn them.", by=maud, at=AT)
    sealed = field.seal(b"{}", sender.recipient)
    dealing.answer(
        field.of(held),
        AnswerKind.ACKNOWLEDGED,
        way=Way.RECEIPT,
        kept=intake.offered(b"It came."),
        for_sender=sealed,
        recipient=sender.recipient,
        given_on=TODAY,
        by=maud,
        at=AT,
    )
    dealing.note_sharing_consent(held, "Ombudsman", Answer.GIVEN, asked_on=TODAY, by=maud, at=AT)
    dealing.refer(held, "Ombudsman", intake.offered(b"Somebody."), referred_on=TODAY, by=maud, at=AT)
    hold_as_evidence(held, "A court asked.", by=maud, at=AT)
    reprisal = reprisals.open_case("A prison", "Isolation.", by=maud, at=AT)
    reprisals.entrust(reprisal, world.people["ana"], by=maud, at=AT)
    reprisals.keep_contacts(reprisal, intake.offered(b"The chaplain."), by=maud, at=AT)
    reprisals.note_measure(reprisal, "A letter was written.", taken_on=TODAY, by=maud, at=AT)
    reprisals.note_agreed(reprisal, Step.RAISE, Answer.GIVEN, asked_on=TODAY, by=maud, at=AT)
    reprisals.plan_call(reprisal, TODAY, by=maud, at=AT)
    reprisals.link_case(reprisal, held, by=maud, at=AT)
    field.new_key(maud, because="A laptop was lost.", at=AT)
    close(field.of(held), by=maud, at=AT - timedelta(days=3000))
    declare_conflict(held, "My cousin works there.", by=world.tomas, at=AT)
    return Case(held.pk, visit.pk, reprisal.pk, world.places["XXB"].pk)


Query = Callable[[Viewer, Case], Iterable[Any]]

# Everything a keeper sees of the register, and everything that only those assigned see: query → how it is asked.
REGISTER: dict[Any, Query] = {
    queries.register_of: lambda who, case: queries.register_of(who).filter(pk=case.communication),
    queries.register: lambda who, case: [
        row for row in queries.register(who, mark=_mark(case), stage=Stage.CLOSED).rows if row.pk == case.communication
    ],
    queries.every_row: lambda who, case: queries.every_row(who, queries.Wanted(stage=Stage.CLOSED, mark=_mark(case))),
    queries.dealing_with: lambda who, case: queries.dealing_with([case.communication], who),
    queries.assignments_of: lambda who, case: queries.assignments_of(case.communication, who),
    erasing.due: lambda who, case: [
        one for one in erasing.due(who, on=TODAY) if one.communication.pk == case.communication
    ],
}
ASSIGNED: dict[Any, Query] = {
    queries.assigned_to: lambda who, case: queries.assigned_to(who).filter(pk=case.communication),
    queries.pieces_of: lambda who, case: queries.pieces_of(case.communication, who),
    queries.sealed_of: lambda who, case: queries.sealed_of(who).filter(piece__communication=case.communication),
    queries.who_pieces: lambda who, case: queries.who_pieces(who).filter(communication=case.communication),
    queries.openings_of: lambda who, case: queries.openings_of(case.communication, who),
    queries.triages_of: lambda who, case: queries.triages_of(case.communication, who),
    queries.paper_of: lambda who, case: [one for one in [queries.paper_of(case.communication, who)] if one],
    queries.answers_of: lambda who, case: queries.answers_of(case.communication, who),
    queries.consents_of: lambda who, case: queries.consents_of(case.communication, who),
    queries.referrals_of: lambda who, case: queries.referrals_of(case.communication, who),
    queries.bearings_of: lambda who, case: queries.bearings_of(case.communication, who),
    queries.visits_borne_on: lambda who, case: queries.visits_borne_on(case.communication, who),
    queries.communications_on: lambda who, case: queries.communications_on(case.visit, who),
    queries.waiting_to_be_resealed: lambda who, case: queries.waiting_to_be_resealed(who).filter(
        piece__communication=case.communication
    ),
    erasing.holds_of: lambda who, case: erasing.holds_of(case.communication, who),
}
KEYS: dict[Any, Query] = {
    queries.keepers: lambda who, _case: queries.keepers(who),
    queries.intake_keys: lambda who, _case: queries.intake_keys(who),
    queries.nameable_by: lambda who, _case: queries.nameable_by(who, on=TODAY),
    queries.versions_held: lambda who, _case: queries.versions_held(who),
    queries.wrapped_for: lambda who, _case: queries.wrapped_for(who),
    queries.waiting_for_key: lambda who, _case: queries.waiting_for_key(who, on=TODAY),
    queries.left_with_key: lambda who, _case: queries.left_with_key(who, on=TODAY),
    queries.versions_held: lambda who, _case: queries.versions_held(who),
}
OF_CASES: dict[Any, Query] = {
    cases.cases_of: lambda who, case: cases.cases_of(who).filter(pk=case.reprisal),
    cases.entrusted_with: lambda who, case: cases.entrusted_with(case.reprisal, who),
    cases.parts_of: lambda who, case: cases.parts_of(case.reprisal, who),
    cases.sealed_parts: lambda who, case: cases.sealed_parts(who).filter(reprisal=case.reprisal),
    cases.parts_to_reseal: lambda who, case: cases.parts_to_reseal(who).filter(reprisal=case.reprisal),
    cases.measures_of: lambda who, case: cases.measures_of(case.reprisal, who),
    cases.agreed_to: lambda who, case: cases.agreed_to(case.reprisal, who),
    cases.follow_ups_of: lambda who, case: cases.follow_ups_of(case.reprisal, who),
    cases.calls_due: lambda who, case: cases.calls_due(who, on=TODAY),
    cases.calls_of: lambda who, case: cases.calls_of(who).filter(reprisal=case.reprisal),
    cases.calls_awaited: lambda who, _case: cases.calls_awaited(who),
    cases.with_next_call: lambda who, case: cases.with_next_call(cases.cases_of(who)).filter(pk=case.reprisal),
    cases.links_of: lambda who, case: cases.links_of(case.reprisal, who),
}
NOT_OF_A_VIEWER = {"keepers_on", "member_keys_for", "newest_key", "last_numbers", "files_held", "require_assigned"}
"""What acts ask of the tables themselves, before they ask whether somebody may."""
ABOUT_ONESELF = {"keeps_register", "keeping_condition", "may_name_keepers", "entered_by"}


def _mark(case: Case) -> str:
    return Communication.objects.get(pk=case.communication).mark


def seen(query: Query, who: Viewer, case: Case) -> int:
    """How many rows somebody gets."""
    return len(list(query(who, case)))


def test_every_query_is_asked_in_these_tests() -> None:
    asked = {one.__name__ for one in [*REGISTER, *ASSIGNED, *KEYS, *OF_CASES]}
    for module in (queries, cases):
        named = {
            name
            for name, one in inspect.getmembers(module, inspect.isfunction)
            if one.__module__ == module.__name__ and not name.startswith("_")
        }
        assert named - asked <= NOT_OF_A_VIEWER | ABOUT_ONESELF


@pytest.mark.parametrize("who", STRANGERS)
def test_for_who_keeps_no_register_nothing_of_it_exists(world: World, case: Case, who: str) -> None:
    viewer = world.viewers[who]
    assert not queries.keeps_register(viewer)
    for asked in (REGISTER, ASSIGNED, KEYS, OF_CASES):
        assert {
            one.__name__: seen(query, viewer, case) for one, query in asked.items() if seen(query, viewer, case)
        } == {}
    assert queries.register(viewer).found == 0
    assert counting.figures(viewer, 2026) == counting.Figures({}, {}, {}, {})


def test_nobody_at_all_sees_nothing(world: World, case: Case) -> None:
    nobody = Viewer(uuid4(), "", "", "", frozenset())
    for asked in (REGISTER, ASSIGNED, KEYS, OF_CASES):
        assert all(seen(query, nobody, case) == 0 for query in asked.values())


@pytest.mark.parametrize("who", ["maud", "ana"])
def test_who_is_assigned_reads_everything(world: World, case: Case, who: str) -> None:
    viewer = world.viewers[who]
    for asked in (REGISTER, ASSIGNED, OF_CASES):
        assert {one.__name__ for one, query in asked.items() if not seen(query, viewer, case)} == set()


def test_a_keeper_who_is_not_assigned_sees_the_line_of_the_register_and_nothing_else(world: World, case: Case) -> None:
    for one, query in REGISTER.items():
        assert seen(query, world.ines, case), one.__name__
    for asked in (ASSIGNED, OF_CASES):
        assert {one.__name__ for one, query in asked.items() if seen(query, world.ines, case)} == set()
    [row] = [one for one in queries.register(world.ines, stage=Stage.CLOSED).rows if one.pk == case.communication]
    told = str(row)
    assert world.places["XXB"].name not in told
    assert (row.assigned, row.mine) == (True, False)


def test_from_who_declared_a_conflict_it_is_hidden_altogether(world: World, case: Case) -> None:
    for asked in (REGISTER, ASSIGNED):
        assert {one.__name__ for one, query in asked.items() if seen(query, world.tomas, case)} == set()
    assert Assignment.objects.get(communication=case.communication, person=world.tomas.pk).ended_at == AT
    with pytest.raises(RefusedByRule, match="cannot be assigned"):
        assign(field.of(case.communication), world.people["tomas"], by=world.maud, at=AT)
    with pytest.raises(RefusedByRule, match="keepers of their register"):
        assign(field.of(case.communication), world.people["ines"], by=world.tomas, at=AT)


def test_a_conflict_is_hidden_by_the_same_statements_as_what_was_never_there(world: World, case: Case) -> None:
    absent = Case(uuid4(), uuid4(), uuid4(), uuid4())
    for who in ("tomas", "ines", "henrik"):
        viewer = world.viewers[who]
        for name, query in {**ASSIGNED, **OF_CASES}.items():
            said = []
            for one in (case, absent):
                with CaptureQueriesContext(connection) as asked:
                    seen(query, viewer, one)
                said.append([_masked(line["sql"], one) for line in asked])
            assert said[0] == said[1], name


def _masked(sql: str, case: Case) -> str:
    for one in (case.communication, case.visit, case.reprisal):
        sql = sql.replace(one.hex, "…")
    return sql


def test_who_keeps_the_register_no_more_or_whose_mandate_ended_sees_nothing(world: World, case: Case) -> None:
    end_keeping(Keeper.objects.get(person=world.ana.pk), because="Left for a ministry.", by=world.maud, at=AT)
    assert all(
        seen(query, world.ana, case) == 0 for asked in (REGISTER, ASSIGNED, KEYS, OF_CASES) for query in asked.values()
    )
    assert Assignment.objects.get(communication=case.communication, person=world.ana.pk).ended_at == AT
    mandate = Mandate.objects.get(person=world.maud.pk)
    end_mandate(mandate, ends=TODAY - timedelta(days=1), by=world.rosa, at=AT)
    left = viewer_of(world.people["maud"], TODAY)
    assert all(
        seen(query, left, case) == 0 for asked in (REGISTER, ASSIGNED, KEYS, OF_CASES) for query in asked.values()
    )


def test_who_wrote_is_not_among_the_pieces_that_are_handed_out(world: World, case: Case) -> None:
    who = Piece.objects.get(communication=case.communication, kind="who")
    assert not queries.sealed_of(world.maud).filter(piece=who).exists()
    assert dealing.read_pieces([who.pk], by=world.maud, at=AT) == []
    assert all("sealed" in one.bytes.get_deferred_fields() for one in queries.pieces_of(case.communication, world.maud))


def test_a_list_never_loads_sealed_bytes(world: World, case: Case) -> None:
    with CaptureQueriesContext(connection) as asked:
        list(queries.pieces_of(case.communication, world.maud))
        list(queries.waiting_to_be_resealed(world.maud))
        queries.register(world.maud)
    assert not any('"communications_sealedbytes"."sealed"' in line["sql"] for line in asked)


def test_of_visits_that_somebody_does_not_see_they_learn_nothing_here(world: World, case: Case) -> None:
    Confidant.objects.filter(person=world.maud.pk).delete()
    assert not queries.bearings_of(case.communication, world.maud).exists()
    assert not queries.communications_on(case.visit, world.maud).exists()
    assert queries.bearings_of(case.communication, world.ana).exists()


def test_an_assignment_that_ended_closes_what_was_open(world: World, case: Case) -> None:
    assignment = Assignment.objects.get(communication=case.communication, person=world.ana.pk)
    end_assignment(assignment, because="Ana is away.", by=world.maud, at=AT)
    assert {one.__name__ for one, query in ASSIGNED.items() if seen(query, world.ana, case)} == set()
    with pytest.raises(RefusedByRule, match="not assigned to you"):
        close(field.of(case.communication), by=world.ana, at=AT)


def test_the_register_has_the_most_urgent_first_and_filters(world: World, intake: Intake) -> None:
    for number, told in enumerate((Told.CONDITIONS, Told.SUICIDE, Told.VIOLENCE)):
        held = field.written(world, intake, number=number, at=AT)
        dealing.note_triage(held, [told], by=world.maud, at=AT)
    unread = field.written(world, intake, number=3, to="", at=AT)
    page = queries.register(world.ines)
    assert [one.urgency.value for one in page.rows] == ["first", "unread", "soon", "in_turn"]
    assert page.found == 4
    assert [one.pk for one in queries.register(world.ines, assigned=False).rows] == [unread.pk]
    assert queries.register(world.maud, mine=True).found == 3
    assert queries.register(world.ines, mine=True).found == 0
    assert [one.mark for one in queries.register(world.ines, mark=unread.mark.lower()).rows] == [unread.mark]
    assert queries.register(world.ines, way_in=WayIn.PAPER).found == 0
    close(field.of(held), by=world.maud, at=AT)
    assert queries.register(world.ines).found == 3


def test_the_register_takes_two_statements_however_long_it_is(world: World, intake: Intake) -> None:
    for number in range(3):
        field.written(world, intake, number=number, at=AT)
        with CaptureQueriesContext(connection) as asked:
            queries.register(world.ines)
        assert len(asked) == 2


@pytest.mark.sqlite
def test_the_database_sorts_the_register_by_its_index_and_sorts_nothing_anew(world: World, intake: Intake) -> None:
    """Ten thousand lines: 5 ms a page when measured, against 200 ms allowed."""
    if connection.vendor != "sqlite":
        pytest.skip("the plan of SQLite")
    with CaptureQueriesContext(connection) as asked:
        queries.register(world.maud)
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {asked.captured_queries[0]['sql']}")
        plan_of_it = " ".join(str(row[3]) for row in cursor.fetchall())
    assert "USING INDEX communications_in_line" in plan_of_it
    assert "TEMP B-TREE" not in plan_of_it


def test_members_learn_of_a_place_a_number_and_never_a_small_one(world: World, intake: Intake) -> None:
    place = world.places["XXB"]
    other = world.places["XXC"].pk
    for number in range(5):
        assert counting.count_by_place([place.pk, other], world.henrik) == {place.pk: None, other: None}
        held = field.written(world, intake, number=number, at=AT)
        dealing.note_triage(held, [Told.CONDITIONS], place=place, by=world.maud, at=AT)
    dealing.bear_on(field.of(held), place=place, by=world.maud, at=AT)
    assert counting.count_by_place([place.pk, other], world.henrik) == {place.pk: 5, other: None}
    for who in ("ruth", "rosa", "piet"):
        assert counting.count_by_place([place.pk], world.viewers[who]) == {place.pk: None}


def test_conflicts_are_listed_to_nobody(world: World, case: Case) -> None:
    assert Conflict.objects.count() == 1
    assert not any("conflict" in name for name in vars(queries) if inspect.isfunction(getattr(queries, name)))


def test_reading_is_noted_and_who_may_not_read_gets_nothing_noted(world: World, case: Case) -> None:
    letter = Piece.objects.get(communication=case.communication, kind="letter")
    assert dealing.read_pieces([letter.pk], by=world.ines, at=AT) == []
    [read] = dealing.read_pieces([letter.pk], by=world.ana, at=AT)
    assert isinstance(read, SealedBytes)
    noted = Reading.objects.filter(subject_id=letter.pk)
    assert [one.by for one in noted] == [world.ana.pk]
    assert cast("Any", read).piece == letter
