"""What the committee has before it, for tests: points, procedures, an election with its list."""

from datetime import date, timedelta
from typing import Any

from tests.world import MEMBERS, TODAY, Chain, World, moment
from unannounced.duties.deciding import Majority
from unannounced.duties.electing import EndReason, Vacancy
from unannounced.duties.nominating import Proposer
from unannounced.records.committee.actions import end_term
from unannounced.records.committee.electing import list_candidate, note_list, open_election
from unannounced.records.committee.meeting import note_attendance, put_on_agenda
from unannounced.records.committee.models import Candidate, Election, Term, WrittenProcedure
from unannounced.records.committee.writing import open_written

NOW = moment(TODAY)


def before_the_committee(world: World, chain: Chain) -> WrittenProcedure:
    """Ana puts the report on the agenda of the session that sits, and opens a procedure on it."""
    assert world.session is not None
    report = chain.report
    put_on_agenda(world.session, report.title, about=report, within=report.visit_id, by=world.ana, at=NOW)
    return in_writing(world, chain)


def in_writing(world: World, chain: Chain, *, closes_on: date = TODAY + timedelta(days=7)) -> WrittenProcedure:
    """A decision in writing on a report, opened today."""
    return open_written(
        f"Shall it be adopted? {chain.report.title}",
        about=chain.report,
        majority=Majority.ORDINARY,
        closes_on=closes_on,
        within=chain.report.visit_id,
        by=world.ana,
        at=NOW,
    )


def seat_free(world: World, key: str = "henrik", *, days_ago: int = 30) -> Term:
    """A member resigned some days ago."""
    last = TODAY - timedelta(days=days_ago)
    return end_term(term_of(world, key), ended_on=last, reason=EndReason.RESIGNED, by=world.maud, at=NOW)


def term_of(world: World, key: str) -> Term:
    """The term of a member."""
    return Term.objects.select_related("state", "person").get(person=world.people[key])


def election_to(world: World, state: str = "XXB", *, proposer: Proposer = Proposer.DELEGATION) -> Election:
    """An election to the seat of a State that nobody holds, opened ten days ago."""
    day = TODAY - timedelta(days=10)
    return open_election(
        world.states[state],
        vacancy=Vacancy.CASUAL,
        free_since=day,
        opened_on=day,
        proposed_by=proposer,
        by=world.maud,
        at=NOW,
    )


def listed(world: World, election: Election, *nationalities: str, **other: Any) -> list[Candidate]:
    """Candidates of these nationalities on the list, which is noted as received today; independent, without conflict."""
    names = ("Berit Falk", "Carl Osei", "Dana Weiss", "Emil Roth")
    facts = {"independent": True, "by": world.maud, "at": NOW, **other}
    found = [
        list_candidate(election, name, nationality=nationality, **facts)
        for name, nationality in zip(names, nationalities, strict=False)
    ]
    note_list(election, received_on=TODAY, consulted_on=None, by=world.maud, at=NOW)
    return found


def attend(world: World, *keys: str) -> None:
    """These members attend today, and no others."""
    assert world.session is not None
    people = [world.people[key] for key in keys or MEMBERS]
    note_attendance(world.session, TODAY, people, invented=True, by=world.maud, at=NOW)


def committee_of(world: World) -> dict[str, Any]:
    """Something visible to everybody of the committee for each parameter of its pages."""
    assert world.session is not None
    put_on_agenda(world.session, "The programme of next year", by=world.maud, at=NOW)
    election = election_to(world)
    candidate = listed(world, election, "XXB", "XXB", "XXC")[0]
    return {
        "session": world.session.pk,
        "election": election.pk,
        "candidate": candidate.pk,
        "term": term_of(world, "ana").pk,
    }
