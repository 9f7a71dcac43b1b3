"""The committee of the worked case at work: elections to two seats, and the agendas of two sessions."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from unannounced.cli.demo import texts
from unannounced.cli.demo.calendar import forget
from unannounced.cli.demo.cast import Case
from unannounced.duties.confidentiality import Role
from unannounced.duties.electing import Vacancy
from unannounced.duties.nominating import Denominator, Proposer
from unannounced.duties.treaty.dates import add_months
from unannounced.records.accounts.actions import give_mandate, make_account
from unannounced.records.committee.electing import hold_election, list_candidate, note_list, open_election
from unannounced.records.committee.meeting import conclude, note_attendance, put_on_agenda
from unannounced.records.committee.models import Candidate, Election, Session, Term
from unannounced.records.committee.queries import last_day_of
from unannounced.records.recommendations.models import PublicStatement
from unannounced.records.reports.models import Report

ENTITLED = 15
"""Votes that could be cast: the invented States have one each among those that elect."""


def convene(case: Case) -> None:
    """Put the elections and the agendas into the calendar."""
    for said in texts.read("committee")["election"]:
        case.calendar.on(case.calendar.month(said["opened"]), _opening(case, said))
    for said in texts.read("committee")["agenda"]:
        day = case.calendar.month(said["session"])
        case.calendar.on(day, lambda at, said=said, day=day: _sit(case, said, day, at))  # type: ignore[misc]


def _opening(case: Case, said: Mapping[str, Any]) -> Callable[[datetime], None]:
    return lambda at: _open(case, said, at)


def _open(case: Case, said: Mapping[str, Any], at: datetime) -> None:
    state = case.states[said["state"]]
    last = max(last_day_of(term) for term in Term.objects.filter(state=state))
    election = open_election(
        state,
        vacancy=Vacancy(said["vacancy"]),
        free_since=last + timedelta(days=1),
        opened_on=at.date(),
        proposed_by=Proposer.DELEGATION,
        by=case.viewers["maud"],
        at=at,
    )
    case.calendar.on(case.calendar.month(said["listed"]), lambda then: _list(case, election, said, then))


def _list(case: Case, election: Election, said: Mapping[str, Any], at: datetime) -> None:
    """The list comes; the rounds follow, if any are held."""
    maud = case.viewers["maud"]
    for one in said["candidates"]:
        list_candidate(
            election,
            one["name"],
            nationality=one["nationality"],
            profession=one["profession"],
            independent=one["independent"],
            conflict=one.get("conflict", ""),
            by=maud,
            at=at,
        )
    note_list(election, received_on=at.date(), consulted_on=None, by=maud, at=at)
    for held in said.get("rounds", ()):
        case.calendar.on(case.calendar.month(0, held["days"]), _holding(case, election, said, held))


def _holding(
    case: Case, election: Election, said: Mapping[str, Any], held: Mapping[str, Any]
) -> Callable[[datetime], None]:
    return lambda at: _hold(case, election, said, held, at)


def _hold(case: Case, election: Election, said: Mapping[str, Any], held: Mapping[str, Any], at: datetime) -> None:
    election.refresh_from_db()
    begins = election.free_since
    candidates = Candidate.objects.filter(election=election).order_by("place")
    ahead = held["votes"].index(max(held["votes"]))
    elected = said["candidates"][ahead] if 2 * max(held["votes"]) > held["cast"] else None
    hold_election(
        election,
        dict(zip((one.pk for one in candidates), held["votes"], strict=True)),
        held_on=at.date(),
        cast=held["cast"],
        entitled=ENTITLED,
        denominator=Denominator.CAST,
        begins=begins,
        ends=add_months(begins, 48) - timedelta(days=1),
        person=_account(case, elected, begins, at) if elected else None,
        by=case.viewers["maud"],
        at=at,
    )


def _account(case: Case, one: Mapping[str, Any], begins: date, at: datetime) -> Any:
    """The account of whoever is elected; the mandate begins with the term."""
    rosa = case.viewers["rosa"]
    person = make_account(
        one["login"],
        one["name"],
        password=None,
        nationality=one["nationality"],
        profession=one["profession"],
        by=rosa,
        at=at,
    )
    give_mandate(person, Role.MEMBER, begins=begins, ends=None, by=rosa, at=at)
    return person


def _sit(case: Case, said: Mapping[str, Any], day: date, at: datetime) -> None:
    """The agenda of a session as it stands on its first day, and who attends day by day."""
    maud, session = case.viewers["maud"], Session.objects.get(begins=day)
    for one in said["points"]:
        about = _about(case, one.get("about", ""))
        within = about.visit_id if isinstance(about, Report) else None
        point = put_on_agenda(session, one["title"], about=about, within=within, by=maud, at=at)
        if one["concluded"]:
            conclude(point, one["concluded"], seen="", by=maud, at=at)
    for number in range((session.ends - day).days + 1) if said["absent"] else ():
        sitting = day + timedelta(days=number)
        case.calendar.on(sitting, _attending(case, session, sitting, said["absent"]))


def _attending(case: Case, session: Session, day: date, absent: Sequence[str]) -> Callable[[datetime], None]:
    there = [case.people[key] for key in case.members if key not in absent]
    return lambda at: forget(note_attendance(session, day, there, invented=True, by=case.viewers["maud"], at=at))


def _about(case: Case, what: str) -> PublicStatement | Report | None:
    if what == "statement":
        return PublicStatement.objects.get(state=case.states["XXC"], adopted_on__isnull=True, closed_on__isnull=True)
    if what == "draft":
        return Report.objects.filter(state=case.states["XXB"], stage="draft").order_by("opened_on").last()
    return None
