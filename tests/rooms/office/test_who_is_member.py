"""Who may be elected and who is in office: nationality known (Art. 4(3)), and the State of the seat still bound."""

from datetime import timedelta

import pytest

from tests.committee import NOW, election_to, listed, seat_free, term_of
from tests.rooms.office.sameness import ask, client_of
from tests.rooms.office.test_committee import ballots, held, newcomer, refusal, vote
from tests.world import NAMES, TODAY, World, fill, notify_and_end, plan
from unannounced.duties.electing import EndReason
from unannounced.duties.treaty.acts import Act, Confidence
from unannounced.records.accounts.actions import make_account
from unannounced.records.accounts.models import Person
from unannounced.records.committee.actions import elect, end_term
from unannounced.records.committee.models import Term
from unannounced.records.committee.queries import (
    ended_with_state,
    members_on,
    nationalities_staying,
    seats_on,
    vacant_seats,
)
from unannounced.records.ledger.linking import link_all
from unannounced.records.ledger.verifying import verify
from unannounced.records.treaties.actions import enter_acts

pytestmark = pytest.mark.django_db
FOUR_YEARS = timedelta(days=1460)


# Nationality


def test_nobody_is_elected_whose_nationality_is_not_known(world: World) -> None:
    seat_free(world)
    who = make_account("carl", "Carl Osei", password=None, by=world.rosa, at=NOW)
    days = {"begins": TODAY, "ends": TODAY + FOUR_YEARS}
    said = refusal(lambda: elect(who, for_state=world.states["XXF"], **days, by=world.rosa, at=NOW))
    assert said.startswith("The nationality is not known")
    assert "ECPT Art. 4, 5" in said


def test_a_candidate_without_a_nationality_is_barred_by_name(world: World) -> None:
    election = election_to(world)
    listed(world, election, "", "XXB", "XXB")
    assert "The nationality is not known" in ask(client_of(world, "maud"), f"/elections/{election.pk}/").body
    assert refusal(lambda: held(world, election, [20, 10, 5], person=newcomer(world, "")))
    assert not Term.objects.filter(election=election).exists()


def test_the_account_takes_the_nationality_of_the_list_with_the_election(world: World) -> None:
    election = election_to(world)
    listed(world, election, "XXB", "XXB", "XXC")
    held(world, election, [20, 10, 5], person=newcomer(world, ""))
    assert Person.objects.get(login="berit").nationality == "XXB"
    assert "XXB" in nationalities_staying(world.states["XXC"], TODAY)
    link_all()
    assert verify().faults == []


def test_of_an_account_without_one_the_nationality_of_the_elected_candidate_counts(world: World) -> None:
    election = election_to(world)
    listed(world, election, "XXB", "XXB", "XXC")
    held(world, election, [20, 10, 5], person=newcomer(world))
    Person.objects.filter(login="berit").update(nationality="")  # elected before accounts took it from the list
    other = make_account("dana", "Dana Weiss", password=None, nationality="XXB", by=world.rosa, at=NOW)
    days = {"begins": TODAY, "ends": TODAY + FOUR_YEARS}
    said = refusal(lambda: elect(other, for_state=world.states["XXC"], **days, by=world.rosa, at=NOW))
    assert "nationality XXB is already in office" in said


# A State that has left


@pytest.fixture
def left(world: World) -> str:
    """The State of Henrik's seat denounced the Convention so long ago that it is bound no more."""
    code, day = term_of(world, "henrik").state.code, TODAY - timedelta(days=500)
    act = Act("ECPT", code, "denunciation_notified", day, day.year, "", "worked case", Confidence.VERIFIED)
    enter_acts([act], states=world.states, by=world.maud, at=NOW)
    return code


def test_the_mandate_of_a_member_ends_when_the_state_of_the_seat_is_bound_no_more(world: World, left: str) -> None:
    in_office = members_on(TODAY, invented=True).values_list("person__login", flat=True)
    assert sorted(in_office) == ["ana", "ines", "tomas"]
    assert [one.person.login for one in ended_with_state(TODAY, invented=True)] == ["henrik"]
    assert "henrik" in members_on(TODAY - timedelta(days=499), invented=True).values_list("person__login", flat=True)
    assert seats_on(TODAY, invented=True) == len(NAMES) - 1
    assert left not in vacant_seats(TODAY, invented=True)


def test_whoever_is_no_member_any_more_has_no_ballot_and_counts_for_no_quorum(world: World, left: str) -> None:
    visit = plan(world)
    notify_and_end(world, visit)
    report = fill(world, visit).report
    assert "Henrik Aune cannot vote: no term of office runs" in refusal(lambda: vote(world, report, ballots(world)))
    assert vote(world, report, ballots(world, "ana", "tomas")).members == 3


def test_the_page_says_why_somebody_is_no_member_until_the_end_is_noted(world: World, left: str) -> None:
    address = "/committee/?register=invented"
    body = ask(client_of(world, "maud"), address).body
    assert "3 members in office" in body
    assert "Henrik Aune is no member any more" in body
    assert "no longer bound by the Convention" in body
    term = term_of(world, "henrik")
    assert "Note the end" in body
    assert left == term.state.code
    end_term(term, ended_on=TODAY - timedelta(days=1), reason=EndReason.STATE_LEFT, by=world.maud, at=NOW)
    assert "is no member any more" not in ask(client_of(world, "maud"), address).body
