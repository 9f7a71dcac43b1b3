"""The committee in the office: votes, sessions, decisions in writing, elections; and what of them somebody may know."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.committee import NOW, attend, election_to, in_writing, listed, seat_free, term_of
from tests.rooms.office.sameness import ask, client_of, told_by
from tests.world import MEMBERS, NAMES, TODAY, World, fill, hidden, notify_and_end, plan, statement
from unannounced.crafts.profiles import shipped_profile
from unannounced.crafts.typesetting.letters import written_day
from unannounced.duties import reporting
from unannounced.duties.deciding import Choice, Majority
from unannounced.duties.decision import RefusedByRule
from unannounced.duties.electing import EndReason
from unannounced.duties.nominating import Denominator, Proposer
from unannounced.duties.reporting import ItemKind
from unannounced.duties.sitting import Matter
from unannounced.records.accounts.actions import make_account
from unannounced.records.accounts.models import Person
from unannounced.records.committee.actions import end_term, hold_vote
from unannounced.records.committee.balloting import Counting, Secret
from unannounced.records.committee.electing import close_election, hold_election
from unannounced.records.committee.meeting import move_point, note_attendance, put_on_agenda, take_off
from unannounced.records.committee.models import (
    AgendaPoint,
    Attendance,
    Ballot,
    ElectionRound,
    Term,
    Vote,
    WrittenBallot,
    WrittenProcedure,
)
from unannounced.records.committee.queries import (
    ballots_of,
    members_on,
    outcome_of,
    seats_on,
    tally_of,
    vacant_seats,
    votes_about,
)
from unannounced.records.committee.writing import cast_ballot, close_written
from unannounced.records.documents.models import Document
from unannounced.records.ledger.actions import KeptOtherwise
from unannounced.records.ledger.linking import link_all
from unannounced.records.ledger.models import Line
from unannounced.records.ledger.verifying import verify
from unannounced.records.recommendations.actions import adopt_report
from unannounced.records.recommendations.statements import hear_state
from unannounced.records.reports.models import CoverLetter, Report
from unannounced.rooms.office.acts.letters import Asked
from unannounced.rooms.office.acts.on_transmitting import letter_with
from unannounced.rooms.office.pages.days_due import DueKind, days_due

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(world: World) -> Report:
    """A draft on a visit to XXB that has ended: every member may know of it."""
    visit = plan(world)
    notify_and_end(world, visit)
    return fill(world, visit).report


def ballots(world: World, *keys: str, choice: Choice = Choice.FOR) -> dict[Person, Choice]:
    return {world.people[key]: choice for key in keys or MEMBERS}


def vote(world: World, about: Any, given: Any, **other: Any) -> Vote:
    assert world.session is not None
    said: dict[str, Any] = {"session": world.session, "majority": Majority.ORDINARY, "invented": True}
    said |= {"within": getattr(about, "visit_id", None), "by": world.maud, "at": NOW}
    return hold_vote("Shall it be so?", about=about, ballots=given, **{**said, **other})


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(RefusedByRule) as refused:
        act()
    return str(refused.value)


# Votes


def test_only_members_who_attend_have_a_ballot_where_attendance_is_noted(world: World, report: Report) -> None:
    attend(world, "ana", "tomas", "ines")
    assert "Henrik Aune cannot vote" in refusal(lambda: vote(world, report, ballots(world)))
    held = vote(world, report, ballots(world, "ana", "tomas"))
    assert tally_of(held).present == 3
    assert "more than half of the 3 members present" in str(outcome_of(held).arithmetic[1])


def test_a_vote_without_a_quorum_is_refused_with_the_numbers(world: World, report: Report) -> None:
    attend(world, "ana", "tomas")
    said = refusal(lambda: vote(world, report, ballots(world, "ana", "tomas")))
    assert said == "There is no quorum: 2 of 4 members are present and 3 are needed. (ECPT Art. 6(1))"
    assert not Vote.objects.exists()


def test_attendance_corrected_later_does_not_change_what_was_decided(world: World, report: Report) -> None:
    attend(world)
    held = vote(world, report, ballots(world, "ana", "tomas", "ines"))
    attend(world, "ana")
    assert tally_of(Vote.objects.get(pk=held.pk)).present == 4


def test_a_member_does_not_vote_on_an_own_state_where_the_profile_bars_it(
    world: World, report: Report, barring: None
) -> None:
    Person.objects.filter(pk=world.people["tomas"].pk).update(nationality="XXB")
    attend(world)
    assert "Tomás Revel cannot vote on what concerns XXB" in refusal(lambda: vote(world, report, ballots(world)))
    held = vote(world, report, ballots(world, "ana", "ines", "henrik"))
    assert held.barred == [str(world.people["tomas"].pk)]
    assert tally_of(held).barred == 1
    assert outcome_of(held).needed == 2


def test_of_whom_two_thirds_are_counted_is_chosen_with_a_reason(world: World) -> None:
    procedure = statement(world)
    hear_state(procedure, heard_on=TODAY, by=world.maud, at=NOW)
    seats = Counting("seats", "")
    assert "members in office" in refusal(
        lambda: vote(world, procedure, ballots(world), majority=Majority.PUBLIC_STATEMENT, counting=seats)
    )
    said = {"majority": Majority.PUBLIC_STATEMENT, "counting": Counting("seats", "Advice of counsel.")}
    assert outcome_of(vote(world, procedure, ballots(world, "ana", "tomas", "ines"), **said)).needed == 4
    assert outcome_of(
        vote(world, procedure, ballots(world, "ana", "tomas", "ines"), majority=Majority.PUBLIC_STATEMENT)
    ).carried


def test_of_a_secret_ballot_nobody_can_read_who_voted_how(world: World) -> None:
    assert world.session is not None
    point = put_on_agenda(world.session, "Shall Ana preside?", by=world.maud, at=NOW)
    counts = {Choice.FOR: 3, Choice.AGAINST: 1, Choice.ABSTAIN: 0}
    given = Secret([world.people[key] for key in MEMBERS], counts)
    assert "no secret ballot on something else" in refusal(lambda: vote(world, point, given))
    held = vote(world, point, given, matter=Matter.OFFICERS)
    assert set(Ballot.objects.filter(vote=held).values_list("choice", flat=True)) == {""}
    assert (tally_of(held).in_favour, outcome_of(held).carried) == (3, True)
    short = Secret([world.people["ana"]], counts)
    assert "said to have voted: 1; ballots counted: 4" in refusal(
        lambda: vote(world, point, short, matter=Matter.OFFICERS)
    )
    assert "by secret ballot" in refusal(lambda: vote(world, point, ballots(world), matter=Matter.OFFICERS))


def test_the_same_vote_again_is_welcome_and_another_under_its_id_is_not(world: World, report: Report) -> None:
    key = report.pk  # any id
    first = vote(world, report, ballots(world), key=key)
    assert vote(world, report, ballots(world), key=key, at=NOW + timedelta(minutes=1)) == first
    with pytest.raises(KeptOtherwise):
        vote(world, report, ballots(world, "ana", "tomas", "ines"), key=key)
    assert Vote.objects.count() == 1


def test_of_two_votes_on_one_day_the_later_one_counts(world: World, report: Report) -> None:
    against = {**ballots(world), **ballots(world, "ana", "tomas", choice=Choice.AGAINST)}
    for minute, given in enumerate([against, ballots(world)] * 3):
        vote(world, report, given, at=NOW + timedelta(minutes=minute))
    last = votes_about(report.pk).first()
    assert last is not None
    assert outcome_of(last).carried
    assert adopt_report(report, by_vote=last, by=world.maud, at=NOW).stage == "adopted"


def test_the_form_names_a_ballot_of_somebody_who_is_not_there(world: World, report: Report) -> None:
    attend(world, "ana", "tomas", "ines")
    client, path = client_of(world, "maud"), f"/reports/{report.pk}/hold-vote/"
    page = client.get(path)
    assert b"ballot-ana" in page.content
    assert b"ballot-henrik" not in page.content
    said = {f"ballot-{key}": "for" for key in MEMBERS} | {"key": page.context["form"]["key"].value()}
    answer = client.post(path, said)
    assert answer.status_code == 422
    assert b"henrik is no member who attends today" in answer.content
    del said["ballot-henrik"]
    assert client.post(path, said).status_code == 302
    assert Vote.objects.get().present == 3


# Sessions


def test_numbers_on_the_agenda_tell_nothing_of_what_somebody_may_not_know(world: World) -> None:
    assert world.session is not None
    put_on_agenda(world.session, "First", by=world.maud, at=NOW)
    before = {key: ask(client_of(world, key), f"/sessions/{world.session.pk}/") for key in ("ines", "jonas")}
    hidden(world)
    put_on_agenda(world.session, "Last", by=world.maud, at=NOW)
    inside = ask(client_of(world, "ana"), f"/sessions/{world.session.pk}/").body
    assert "2. <a" in inside
    assert "3. Last" in inside
    take_off(AgendaPoint.objects.get(title="Last"), by=world.maud, at=NOW)
    for key, answer in before.items():
        again = ask(client_of(world, key), f"/sessions/{world.session.pk}/")
        assert not told_by(again, answer)
        assert "Zanzibarite" not in again.body


@pytest.mark.parametrize("page", ["/committee/", "/sessions/", "/procedures/", "/elections/?register=invented"])
def test_a_hidden_report_changes_no_page_of_the_committee(world: World, page: str) -> None:
    before = {key: ask(client_of(world, key), page) for key in ("ines", "ruth", "piet")}
    chain = hidden(world)
    for key, answer in before.items():
        assert not told_by(ask(client_of(world, key), page), answer)
    procedure = WrittenProcedure.objects.get(within=chain.visit.pk)
    point = AgendaPoint.objects.get(within=chain.visit.pk)
    for path in (
        f"/procedures/{procedure.pk}/",
        f"/procedures/{procedure.pk}/cast-ballot/",
        f"/points/{point.pk}/conclude/",
    ):
        assert ask(client_of(world, "ines"), path).status == 404
        assert ask(client_of(world, "ana"), path).status == 200
    assert not [one for one in days_due(world.ines, today=TODAY) if one.kind is DueKind.BALLOTS]
    assert not [one for one in days_due(world.ana, today=TODAY) if one.kind is DueKind.BALLOTS]


def test_points_change_places_among_those_that_one_sees(world: World) -> None:
    assert world.session is not None
    chain = hidden(world)
    first, last = (put_on_agenda(world.session, one, by=world.maud, at=NOW) for one in ("First", "Last"))
    client = client_of(world, "maud")
    path = f"/points/{last.pk}/move-up/"
    client.post(path, {"key": client.get(path).context["form"]["key"].value()})
    order = AgendaPoint.objects.order_by("place").values_list("title", flat=True)
    assert list(order) == [chain.report.title, "Last", "First"]
    first.refresh_from_db()
    with pytest.raises(Exception, match="agenda point"):  # seen at a place where it is no more
        move_point(last, before=first, by=world.maud, at=NOW)


def test_who_attends_is_noted_by_day_and_corrected_by_noting_it_again(world: World) -> None:
    assert world.session is not None
    attend(world, "ana", "tomas")
    attend(world, "ana", "ines")
    lines = Line.objects.count()
    attend(world, "ana", "ines")
    assert Line.objects.count() == lines
    standing = Attendance.objects.filter(taken_back_at__isnull=True).values_list("person__login", flat=True)
    assert sorted(standing) == ["ana", "ines"]
    assert Attendance.objects.count() == 3
    body = ask(client_of(world, "maud"), f"/sessions/{world.session.pk}/").body
    assert "2 of 4 members attend; 3 are a quorum. Still missing: 1." in body
    attend(world)
    assert "3 are a quorum: there is one." in ask(client_of(world, "maud"), f"/sessions/{world.session.pk}/").body
    people = [world.people["maud"]]
    session = world.session
    assert "no term of office" in refusal(
        lambda: note_attendance(session, TODAY, people, invented=True, by=world.maud, at=NOW)
    )


def test_a_session_is_opened_on_its_page_and_the_same_form_twice_opens_one(world: World) -> None:
    client = client_of(world, "maud")
    said = {"name": "37th session", "begins": str(TODAY + timedelta(days=30)), "ends": str(TODAY)}
    said["key"] = client.get("/sessions/").context["form"]["key"].value()
    wrong = client.post("/sessions/", said)
    assert wrong.status_code == 409
    assert b"37th session" in wrong.content
    said["ends"] = str(TODAY + timedelta(days=34))
    addresses = {client.post("/sessions/", said).headers["Location"] for _again in range(2)}
    assert len(addresses) == 1
    assert client.get(addresses.pop()).status_code == 200


def test_the_session_costs_the_same_queries_however_long_its_agenda(world: World) -> None:
    assert world.session is not None
    client, path = client_of(world, "maud"), f"/sessions/{world.session.pk}/"
    put_on_agenda(world.session, "First", by=world.maud, at=NOW)
    client.get(path)
    with CaptureQueriesContext(connection) as few:
        client.get(path)
    for number in range(20):
        put_on_agenda(world.session, f"Point {number}", by=world.maud, at=NOW)
    with CaptureQueriesContext(connection) as many:
        client.get(path)
    assert len(many) == len(few)


def test_where_another_body_makes_the_statement_no_number_of_votes_is_named_for_one(
    world: World, settings: Any
) -> None:
    address = "/committee/?register=invented"
    assert "A public statement needs 3 of 4 members in office." in ask(client_of(world, "ana"), address).body
    settings.MECHANISM = shipped_profile("spt")
    body = ask(client_of(world, "ana"), address).body
    assert "A quorum of 4 members in office is 3." in body
    assert "public statement" not in body[body.index("What follows from these numbers") :]


@pytest.mark.parametrize("act", ["hold-vote", "open-written"])
def test_the_page_says_that_a_statement_waits_until_the_state_was_heard(world: World, act: str) -> None:
    held, client = statement(world), client_of(world, "maud")
    address = f"/statements/{held.pk}/{act}/"
    assert "The State has not been heard." in client.get(address).content.decode()
    hear_state(held, heard_on=TODAY, by=world.maud, at=NOW)
    assert "The State has not been heard." not in client.get(address).content.decode()


# In writing


def cast(world: World, procedure: WrittenProcedure, key: str, choice: Choice, **other: Any) -> WrittenBallot:
    said: dict[str, Any] = {"on_state": "XXB", "invented": True, "by": world.viewers[key], "at": NOW}
    return cast_ballot(procedure, choice, of=world.people[key], **{**said, **other})


@pytest.fixture
def procedure(world: World) -> WrittenProcedure:
    """A procedure on a draft that every member knows of."""
    visit = plan(world)
    notify_and_end(world, visit)
    return in_writing(world, fill(world, visit))


def close(world: World, procedure: WrittenProcedure, *, days: int = 8) -> Vote:
    at = NOW + timedelta(days=days)
    return close_written(procedure, on_state="XXB", invented=True, by=world.maud, at=at)


def test_a_later_ballot_replaces_an_earlier_one_and_both_stay(world: World, procedure: WrittenProcedure) -> None:
    cast(world, procedure, "ana", Choice.AGAINST)
    cast(world, procedure, "ana", Choice.FOR, at=NOW + timedelta(hours=1))
    cast(world, procedure, "ana", Choice.FOR, at=NOW + timedelta(hours=2))  # the same again writes nothing
    assert WrittenBallot.objects.count() == 2
    assert ballots_of(procedure)[world.people["ana"].pk].choice == Choice.FOR


def test_silence_is_not_consent(world: World, procedure: WrittenProcedure) -> None:
    cast(world, procedure, "ana", Choice.FOR)
    cast(world, procedure, "tomas", Choice.FOR)
    assert "have not cast a ballot yet: 2" in refusal(lambda: close(world, procedure, days=7))
    held = close(world, procedure)
    assert not outcome_of(held).carried
    report = Report.objects.get(pk=procedure.about_id)
    assert "did not carry" in refusal(lambda: adopt_report(report, by_vote=held, by=world.maud, at=NOW))
    assert close(world, procedure) == held


def test_closed_late_it_counts_those_who_were_in_office_on_its_last_day(
    world: World, procedure: WrittenProcedure
) -> None:
    for key in MEMBERS:
        cast(world, procedure, key, Choice.FOR)
    left = {"ended_on": procedure.closes_on + timedelta(days=1), "reason": EndReason.RESIGNED}
    end_term(term_of(world, "henrik"), **left, by=world.maud, at=NOW)
    held = close(world, procedure, days=40)
    assert (held.taken_on, held.members, tally_of(held).in_favour) == (procedure.closes_on, 4, 4)


def test_a_report_is_adopted_by_a_vote_in_writing(world: World, procedure: WrittenProcedure) -> None:
    for key in MEMBERS:
        cast(world, procedure, key, Choice.AGAINST if key == "henrik" else Choice.FOR)
    held = close(world, procedure, days=0)  # everybody has cast one
    assert (held.taken_on, held.session_id) == (TODAY, None)
    report = Report.objects.get(pk=procedure.about_id)
    adopted = adopt_report(report, by_vote=votes_about(report.pk).first(), by=world.maud, at=NOW)
    assert adopted.adopted_by == held
    body = ask(client_of(world, "ana"), f"/reports/{report.pk}/").body
    assert "3 in favour, 1 against" in body
    assert "Henrik Aune: against" in ask(client_of(world, "ana"), f"/procedures/{procedure.pk}/").body
    link_all()
    assert verify().faults == []


def test_the_last_day_for_ballots_is_due_without_its_words(world: World, procedure: WrittenProcedure) -> None:
    (due,) = (one for one in days_due(world.ines, today=TODAY) if one.kind is DueKind.BALLOTS)
    assert (due.on, due.title) == (procedure.closes_on, "Last day for ballots in writing")
    close(world, procedure)
    assert not [one for one in days_due(world.ines, today=TODAY) if one.kind is DueKind.BALLOTS]


def test_a_ballot_after_the_last_day_does_not_count(world: World, procedure: WrittenProcedure) -> None:
    late = NOW + timedelta(days=8)
    assert "what comes later does not count" in refusal(lambda: cast(world, procedure, "ana", Choice.FOR, at=late))


def test_the_secretariat_enters_a_ballot_and_no_member_does_for_another(
    world: World, procedure: WrittenProcedure
) -> None:
    cast(world, procedure, "ines", Choice.FOR, by=world.maud)
    assert "secretariat" in refusal(lambda: cast(world, procedure, "ines", Choice.AGAINST, by=world.ana))
    body = ask(client_of(world, "ana"), f"/procedures/{procedure.pk}/").body
    assert "entered by Maud Tessier-Lang" in body
    assert "in favour" not in body
    assert "in favour" in ask(client_of(world, "ines"), f"/procedures/{procedure.pk}/").body


def test_a_second_procedure_on_the_same_report_waits(world: World, procedure: WrittenProcedure) -> None:
    client = client_of(world, "maud")
    path = f"/reports/{procedure.about_id}/open-written/"
    said = {"question": "Again?", "closes_on": str(TODAY + timedelta(days=3))}
    said["key"] = client.get(path).context["form"]["key"].value()
    answer = client.post(path, said)
    assert answer.status_code == 409
    assert b"is open already" in answer.content
    assert b"Again?" in answer.content


# Transmission


def test_a_report_is_transmitted_with_a_cover_letter_that_says_by_when_a_response_is_due(
    world: World, report: Report
) -> None:
    adopt_report(report, by_vote=vote(world, report, ballots(world)), by=world.maud, at=NOW)
    client, path = client_of(world, "maud"), f"/reports/{report.pk}/transmit/"
    said = {"day": str(TODAY), "language": "fr", "addressed_to": "Ministry of Justice", "signed_by": "Ana Kovari"}
    said["key"] = client.get(path).context["form"]["key"].value()
    assert client.post(path, said).status_code == 302
    letter = CoverLetter.objects.get(report=report)
    assert (letter.language, letter.signed_by, letter.document.media) == ("fr", "Ana Kovari", "application/pdf")
    address = f"/reports/{report.pk}/letters/{letter.pk}/"
    assert address in client.get(f"/reports/{report.pk}/").content.decode()
    assert client.get(address).content == bytes(letter.document.content)
    words = "".join(part.text for part in letter_with(report, Asked(TODAY)).parts)
    due = reporting.due(ItemKind.RECOMMENDATION, TODAY, settings.MECHANISM).day
    assert written_day(due, "en") in words
    assert [one.document for one in CoverLetter.objects.all()] == list(Document.objects.filter(pk=letter.document_id))
    assert ask(client_of(world, "ruth"), address).status == 404
    link_all()
    assert verify().faults == []


# Elections and terms


def held(world: World, election: Any, votes: list[int], **other: Any) -> ElectionRound:
    candidates = list(election.candidates.order_by("place"))
    said: dict[str, Any] = {"held_on": TODAY, "cast": sum(votes), "entitled": 46, "denominator": Denominator.CAST}
    said |= {"begins": TODAY, "ends": TODAY + timedelta(days=1460), "by": world.maud, "at": NOW}
    by_id = {one.pk: number for one, number in zip(candidates, votes, strict=True)}
    return hold_election(election, by_id, **{**said, **other})


def newcomer(world: World, nationality: str = "XXB") -> Person:
    return make_account("berit", "Berit Falk", password=None, nationality=nationality, by=world.rosa, at=NOW)


def test_a_round_with_a_majority_makes_a_term_and_fills_the_seat(world: World) -> None:
    election = election_to(world)
    listed(world, election, "XXB", "XXB", "XXC")
    assert "no account here" in refusal(lambda: held(world, election, [20, 10, 5]))
    held(world, election, [20, 10, 5], person=newcomer(world))
    election.refresh_from_db()
    assert election.elected is not None
    assert election.elected.name == "Berit Falk"
    assert election.rounds.get().votes[str(election.elected.pk)] == 20
    assert Term.objects.get(election=election).person.login == "berit"
    assert "XXB" not in vacant_seats(TODAY, invented=True)
    body = ask(client_of(world, "maud"), f"/elections/{election.pk}/").body
    assert "20" in body
    assert "term served" not in body
    assert "The election is over" in refusal(lambda: held(world, election, [20, 10, 5], person=newcomer))


def test_a_round_without_a_majority_leaves_the_election_open_and_the_state_bound(world: World) -> None:
    election = election_to(world)
    listed(world, election, "XXB", "XXB", "XXC")
    key = world.states["XXB"].pk  # any id
    first = held(world, election, [17, 12, 6], key=key)
    assert held(world, election, [17, 12, 6], key=key) == first
    election.refresh_from_db()
    assert election.elected is None
    assert "stays open" in ask(client_of(world, "maud"), f"/elections/{election.pk}/").body
    assert seats_on(TODAY, invented=True) == len(NAMES)
    held(world, election, [18, 11, 6], person=newcomer(world))
    assert [one.number for one in election.rounds.order_by("number")] == [1, 2]
    link_all()
    assert verify().faults == []


def test_a_candidate_of_the_nationality_of_a_member_is_named_and_cannot_be_elected(world: World) -> None:
    election = election_to(world)
    listed(world, election, "XXD", "XXB", "XXB")
    page = ask(client_of(world, "maud"), f"/elections/{election.pk}/").body
    assert "A member of the nationality XXD is already in office" in page
    person = newcomer(world, "XXD")
    assert "already in office" in refusal(lambda: held(world, election, [20, 10, 5], person=person))


def test_a_party_that_is_no_member_state_is_consulted_first(world: World) -> None:
    election = election_to(world, proposer=Proposer.PARLIAMENT)
    listed(world, election, "XXB", "XXB", "XXC")
    assert "had not been consulted" in refusal(lambda: held(world, election, [20, 10, 5]))
    assert "must be before the election" in ask(client_of(world, "maud"), f"/elections/{election.pk}/").body


def test_an_election_closed_without_a_result_leaves_the_seat_empty(world: World) -> None:
    election = election_to(world)
    close_election(election, "The list was withdrawn.", by=world.maud, at=NOW)
    assert "XXB" in vacant_seats(TODAY, invented=True)
    assert election_to(world).pk != election.pk


def test_a_member_who_resigned_is_in_office_until_that_day_and_counts_no_more(world: World, report: Report) -> None:
    term = seat_free(world, days_ago=30)
    last = TODAY - timedelta(days=30)
    assert term in members_on(last, invented=True)
    assert term not in members_on(last + timedelta(days=1), invented=True)
    assert "Henrik Aune cannot vote" in refusal(lambda: vote(world, report, ballots(world)))
    page = client_of(world, "maud").get("/committee/?register=invented")
    assert {row.state.code: row.since for row in page.context["vacant"]}["XXA"] == last + timedelta(days=1)
    then = client_of(world, "maud").get(f"/committee/?register=invented&on={last}")
    assert then.context["in_office"] == 4


def test_no_seat_falls_away_while_the_state_is_bound(world: World) -> None:
    said = {"ended_on": TODAY, "reason": EndReason.STATE_LEFT, "by": world.maud, "at": NOW}
    assert "still a Party" in refusal(lambda: end_term(term_of(world, "ana"), **said))


def test_a_day_that_is_none_is_said_and_kept_in_the_field(world: World) -> None:
    body = ask(client_of(world, "maud"), "/committee/?on=31.2.2026").body
    assert "This is not a day." in body
    assert 'value="31.2.2026"' in body


def test_an_election_goes_its_way_in_the_office(world: World) -> None:
    client = client_of(world, "maud")

    def do(path: str, **said: Any) -> str:
        page = client.get(path)
        filled = {"key": page.context["form"]["key"].value(), **said}
        answer = client.post(path, filled)
        assert answer.status_code == 302, answer.context["form"].errors or answer.context["refusal"]
        return str(answer.headers["Location"])

    day = str(TODAY)
    said = {"vacancy": "first_election", "free_since": day, "opened_on": day, "proposed_by": "national_delegation"}
    address = do("/states/XXB/open-election/", **said)
    for name, code in (("Berit Falk", "XXB"), ("Carl Osei", "xxb"), ("Dana Weiss", "XXC")):
        do(f"{address}list-candidate/", candidate=name, nationality=code, independent="on")
    do(f"{address}note-list/", received_on=day)
    said = {"votes-1": "20", "votes-2": "10", "votes-3": "5", "cast": "35", "entitled": "46", "denominator": "cast"}
    said |= {
        "held_on": day,
        "begins": day,
        "ends": str(TODAY + timedelta(days=1460)),
        "person": str(newcomer(world).pk),
    }
    do(f"{address}hold/", **said)
    assert b"Berit Falk was elected from" in client.get(address).content


@pytest.fixture
def barring(monkeypatch: pytest.MonkeyPatch) -> None:
    """A profile that keeps members from voting on a State of their own."""
    from dataclasses import replace

    monkeypatch.setattr(settings, "MECHANISM", replace(settings.MECHANISM, own_state_votes="barred"))


def test_what_is_on_the_agenda_is_put_there_once(world: World, report: Report) -> None:
    assert world.session is not None
    said: dict[str, Any] = {"about": report, "within": report.visit_id, "by": world.maud, "at": NOW}
    assert put_on_agenda(world.session, "A", **said) == put_on_agenda(world.session, "B", **said)


def test_nobody_is_elected_to_a_seat_that_is_held(world: World) -> None:
    election = election_to(world, "XXA")
    listed(world, election, "XXA", "XXA", "XXB")
    person = newcomer(world, "XXA")
    assert "Henrik Aune holds the seat until" in refusal(lambda: held(world, election, [20, 10, 5], person=person))
    seat_free(world)
    held(world, election, [20, 10, 5], person=person)
