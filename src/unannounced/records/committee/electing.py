"""Elections to seats: opened, a list of candidates, rounds of votes, and the term that comes of one (ECPT Art. 5)."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID, uuid4

from django.conf import settings
from django.db.models import Max

from unannounced.duties import nominating, noting
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import Allowed, Decision, Refused, RefusedByRule, require
from unannounced.duties.electing import ElectionStage, Vacancy
from unannounced.duties.nominating import Candidacy, Denominator, Flaw, Proposer, Round
from unannounced.duties.treaty.standing import BOUND, Standing, Status
from unannounced.duties.words import say
from unannounced.records.accounts.models import Person
from unannounced.records.accounts.queries import Viewer, permit
from unannounced.records.committee.models import Candidate, Election, ElectionRound, Term
from unannounced.records.committee.queries import (
    last_day_of,
    may_be_elected,
    members_on,
    nationalities_staying,
    open_elections,
    stage_of,
    standing_candidates,
)
from unannounced.records.ledger.actions import act
from unannounced.records.states.models import State
from unannounced.records.treaties.queries import standing, standings

MEMBERSHIP = "COE-STATUTE"


def is_member_state(state: State, on: date) -> bool | None:
    """Whether a State is a member State of the Council of Europe; None where the register holds no act of it."""
    held = standings(state, on=on).get(MEMBERSHIP)
    return None if held is None else _is_bound(held)


def is_party(state: State, on: date) -> bool | None:
    """Whether a State is a Party to the mechanism's own treaty; None where that is not known, or there is none."""
    convention = settings.MECHANISM.convention
    return _is_bound(standing(state, convention, on=on)) if convention else None


def _is_bound(held: Status) -> bool | None:
    return None if held.standing is Standing.NOT_KNOWN else held.standing in BOUND


def open_election(
    state: State,
    *,
    vacancy: Vacancy,
    free_since: date,
    opened_on: date,
    proposed_by: Proposer,
    by: Viewer,
    at: datetime,
    key: UUID | None = None,
) -> Election:
    """Open an election to the seat in respect of ``state``; ``free_since`` is the first day it is empty."""
    permit(Act.OPEN_ELECTION, by)
    key = key or uuid4()
    require(
        nominating.may_open(
            proposer=proposed_by,
            member_state=is_member_state(state, opened_on),
            is_open=open_elections().filter(state=state).exclude(pk=key).exists(),
            is_party=is_party(state, max(opened_on, free_since)),
            opened_on=opened_on,
            today=at.date(),
            profile=settings.MECHANISM,
        )
    )
    with act("open an election", by=by.pk, at=at) as line:
        return line.keep_once(
            Election(
                id=key,
                state=state,
                vacancy=vacancy.value,
                free_since=free_since,
                opened_on=opened_on,
                proposed_by=proposed_by.value,
            )
        )


def list_candidate(
    election: Election,
    name: str,
    *,
    nationality: str,
    profession: str = "",
    person: Person | None = None,
    independent: bool,
    conflict: str = "",
    by: Viewer,
    at: datetime,
    key: UUID | None = None,
) -> Candidate:
    """Put a candidate on the list. What a rule says against one is shown, and counts when the election is held."""
    permit(Act.OPEN_ELECTION, by)
    name = noting.tidy(name)
    require(noting.may_keep(name))
    require(_while_open(election))
    with act("put a candidate on the list", by=by.pk, at=at, about=election) as line:
        held = Candidate.objects.filter(pk=key).first() if key else None
        last = Candidate.objects.filter(election=election).aggregate(last=Max("place"))["last"] or 0
        return line.keep_once(
            Candidate(
                id=key or uuid4(),
                election=election,
                place=held.place if held else last + 1,
                name=name,
                nationality=nationality.upper(),
                profession=profession,
                person=person,
                independent=independent,
                conflict=conflict,
            )
        )


def strike_off(candidate: Candidate, because: str, *, by: Viewer, at: datetime) -> Candidate:
    """Strike a candidate off the list, with the reason; they stay to be seen on it."""
    permit(Act.OPEN_ELECTION, by)
    because = noting.tidy(because)
    require(noting.may_keep(because))
    require(_while_open(candidate.election))
    if candidate.struck_off_because == because:
        return candidate
    with act("strike a candidate off the list", by=by.pk, at=at, about=candidate.election) as line:
        return line.move(candidate, seen={"struck_off_because": ""}, to={"struck_off_because": because})


def note_declaration(candidate: Candidate, *, by: Viewer, at: datetime) -> Candidate:
    """Note that the declaration of independence of a candidate is held now."""
    permit(Act.OPEN_ELECTION, by)
    require(_while_open(candidate.election))
    if candidate.independent:
        return candidate
    with act("note a declaration of independence", by=by.pk, at=at, about=candidate.election) as line:
        return line.move(candidate, seen={"independent": False}, to={"independent": True})


def note_list(
    election: Election, *, received_on: date, consulted_on: date | None, by: Viewer, at: datetime
) -> Election:
    """Note on which day the list was received, and on which the Party was consulted, where it must be (Protocol 1)."""
    permit(Act.OPEN_ELECTION, by)
    require(_while_open(election))
    for day in (received_on, consulted_on or received_on):
        if not election.opened_on <= day <= at.date():
            raise RefusedByRule(
                Refused(
                    say("{day} is before the election was opened, or in the future."),
                    settings.MECHANISM.cited("election"),
                    say("Enter a day from {opened} to today."),
                    {"day": day, "opened": election.opened_on},
                )
            )
    to = {"list_received_on": received_on, "state_consulted_on": consulted_on}
    seen = {name: getattr(election, name) for name in to}
    if seen == to:
        return election
    with act("note the list of candidates", by=by.pk, at=at, about=election) as line:
        return line.move(election, seen={**seen, "elected": None, "closed_because": ""}, to=to)


def hold_election(
    election: Election,
    votes: Mapping[UUID, int],
    *,
    held_on: date,
    cast: int,
    entitled: int,
    denominator: Denominator,
    begins: date,
    ends: date,
    person: Person | None = None,
    note: str = "",
    by: Viewer,
    at: datetime,
    key: UUID | None = None,
) -> ElectionRound:
    """Register a round of votes; where a candidate has the absolute majority a term comes of it, else it stays open.

    ``votes`` are those of each candidate by id; ``person`` is the account of whoever is elected, where the list does
    not name one, and takes the nationality of the list where it has none; ``note`` may say that lots were drawn about
    the length of the term (ECPT Art. 5(3)).
    """
    permit(Act.HOLD_ELECTION, by)
    again = ElectionRound.objects.filter(pk=key).first() if key else None
    standing_on = list(standing_candidates(election))
    held = Round(tuple(votes.get(one.pk, 0) for one in standing_on), cast, entitled, denominator)
    row = ElectionRound(
        id=key or uuid4(),
        election=election,
        number=again.number if again else election.rounds.count() + 1,
        held_on=held_on,
        cast=cast,
        entitled=entitled,
        denominator=denominator.value,
        votes={str(one.pk): votes.get(one.pk, 0) for one in standing_on},
        note=note,
        noted_by_id=by.pk,
    )
    if again is None:
        require(_while_open(election))
        require(may_hold(election, held_on, at.date()))
        require(nominating.may_count(held, settings.MECHANISM))
    result = nominating.result(held)
    chosen = standing_on[result.elected] if result.elected is not None else None
    who = _account(chosen, person) if chosen and again is None else None
    if chosen and who:
        _may_serve(election, chosen, who, held_on, begins, ends)
    with act("hold an election", by=by.pk, at=at, about=election) as line:
        kept = line.keep_once(row)
        if chosen and who:
            if chosen.person_id is None:
                line.move(chosen, seen={"person": None}, to={"person": who})
            if not who.nationality and chosen.nationality:
                line.move(who, seen={"nationality": ""}, to={"nationality": chosen.nationality})
            line.move(election, seen={"elected": None, "closed_because": ""}, to={"elected": chosen})
            line.keep(Term(person=who, state=election.state, begins=begins, ends=ends, election=election))
    return kept


def close_election(election: Election, because: str, *, by: Viewer, at: datetime) -> Election:
    """Close an election without a result, with the reason. The seat stays empty, and the State as bound as before."""
    permit(Act.OPEN_ELECTION, by)
    because = noting.tidy(because)
    require(noting.may_keep(because))
    if election.closed_because == because:
        return election
    require(_while_open(election))
    with act("close an election without a result", by=by.pk, at=at, about=election) as line:
        return line.move(election, seen={"elected": None, "closed_because": ""}, to={"closed_because": because})


def candidacy(candidate: Candidate) -> Candidacy:
    """A candidate as the rules see one, with the terms that ``standing_candidates`` counted."""
    served = getattr(candidate, "served", 0)
    return Candidacy(candidate.name, candidate.nationality, candidate.independent, served, candidate.conflict)


def flaws_by_candidate(election: Election, listed: list[Candidate], on: date) -> dict[UUID, tuple[Flaw, ...]]:
    """What the rules say against each candidate, and under the id of the election against the list as a whole."""
    staying = nationalities_staying(election.state, max(on, election.free_since))
    profile, code = settings.MECHANISM, election.state.code
    found = {
        one.pk: nominating.flaws_of(candidacy(one), sitting=staying, on=on, state=code, profile=profile)
        for one in listed
    }
    found[election.pk] = nominating.flaws_of_list([candidacy(one) for one in listed], state=code, profile=profile)
    return found


def may_hold(election: Election, on: date, today: date) -> Decision:
    """Whether a round may be registered of the day ``on``."""
    if on > today:
        rule = settings.MECHANISM.cited("election")
        return Refused(say("{on} is in the future."), rule, say("Enter today or a past day."), {"on": on})
    return nominating.may_hold(
        [candidacy(one) for one in standing_candidates(election)],
        state=election.state.code,
        sitting=nationalities_staying(election.state, on),
        on=on,
        list_received_on=election.list_received_on,
        consulted_on=election.state_consulted_on,
        proposer=Proposer(election.proposed_by),
        profile=settings.MECHANISM,
    )


def _may_serve(election: Election, chosen: Candidate, who: Person, on: date, begins: date, ends: date) -> None:
    """Raise ``RefusedByRule`` if a rule bars whoever was elected, or the days of the term."""
    for flaw in flaws_by_candidate(election, [chosen], on)[chosen.pk]:
        if flaw.bars:
            raise RefusedByRule(Refused(flaw.sentence.english, flaw.rule, flaw.instead.english, flaw.sentence.facts))
    taken = members_on(begins, invented=election.state.invented).filter(state=election.state).first()
    if taken is not None:
        reason = say("{name} holds the seat until {until}.")
        instead = say("Let the term begin after that, or end that one first.")
        facts = {"name": taken.person.display_name, "until": last_day_of(taken)}
        raise RefusedByRule(Refused(reason, settings.MECHANISM.cited("election"), instead, facts))
    require(
        may_be_elected(
            who,
            begins=begins,
            ends=ends,
            invented=election.state.invented,
            on=on,
            rest_of_term=election.vacancy == Vacancy.CASUAL.value,
            nationality=chosen.nationality,
        )
    )


def _account(chosen: Candidate, person: Person | None) -> Person:
    who = chosen.person or person
    if who is not None and who.nationality in ("", chosen.nationality):
        return who
    facts = {"name": chosen.name}
    if who is None:
        reason = say("{name} has the majority, and no account here that a term of office could be of.")
        instead = say("Ask the administrator to make one, choose it here, and register the round again.")
    else:
        reason = say("The account chosen for {name} has another nationality than the list says.")
        instead = say("Choose the account of whoever was elected.")
    raise RefusedByRule(Refused(reason, settings.MECHANISM.cited("election"), instead, facts))


def _while_open(election: Election) -> Decision:
    if stage_of(election) in (ElectionStage.AWAITING_LIST, ElectionStage.LISTED):
        return Allowed()
    return Refused(
        say("The election is over."),
        settings.MECHANISM.cited("election"),
        say("Open another one if the seat is free again."),
    )
