"""Deciding in writing between sessions: opened, a ballot from each member, closed and counted into a vote.

Silence is not consent: whoever casts no ballot is not there, and the quorum is of the ballots (project choice).
"""

from datetime import date, datetime
from uuid import UUID, uuid4

from django.conf import settings
from django.db.models import Model

from unannounced.duties import deciding, noting, sitting
from unannounced.duties.confidentiality import Act, Role
from unannounced.duties.deciding import Choice, Majority
from unannounced.duties.decision import Refused, RefusedByRule, require
from unannounced.duties.sitting import Matter
from unannounced.duties.words import say
from unannounced.records.accounts.models import Person
from unannounced.records.accounts.queries import Viewer, permit
from unannounced.records.committee.balloting import AS_THE_PROFILE, MATTERS, Counting, keep_vote, require_ready
from unannounced.records.committee.models import Vote, WrittenBallot, WrittenProcedure
from unannounced.records.committee.queries import ballots_of, members_on, seats_on, sitting_as
from unannounced.records.committee.worded import digest_now, is_reworded
from unannounced.records.ledger.actions import act


def open_written(
    question: str,
    *,
    about: Model,
    majority: Majority,
    closes_on: date,
    within: UUID | None = None,
    by: Viewer,
    at: datetime,
    key: UUID | None = None,
) -> WrittenProcedure:
    """Open a decision in writing on something; one is open on it at a time. None is secret.

    It keeps which words it is on; when they change it takes no more ballots.
    """
    permit(Act.OPEN_WRITTEN, by)
    question, profile, key = noting.tidy(question), settings.MECHANISM, key or uuid4()
    require(noting.may_keep(question))
    require_ready(about, at.date())
    matter = MATTERS.get(about._meta.db_table, Matter.OTHER)
    require(sitting.may_be_secret(matter, secret=False, profile=profile))
    again = WrittenProcedure.objects.filter(pk=key).first()
    others = WrittenProcedure.objects.filter(about_id=about.pk, closed_at__isnull=True).exclude(pk=key)
    require(
        sitting.may_open_written(
            opened_on=at.date(), closes_on=closes_on, today=at.date(), is_open=others.exists(), profile=profile
        )
    )
    with act("open a written procedure", by=by.pk, at=at, about=about, within=within) as line:
        return line.keep_once(
            WrittenProcedure(
                id=key,
                about=about._meta.db_table,
                about_id=about.pk,
                within=within,
                of_words=again.of_words if again else digest_now(about._meta.db_table, about.pk),
                question=question,
                majority=majority.value,
                opened_on=at.date(),
                closes_on=closes_on,
                opened_by_id=by.pk,
            )
        )


def cast_ballot(
    procedure: WrittenProcedure,
    choice: Choice,
    *,
    of: Person,
    on_state: str,
    invented: bool,
    by: Viewer,
    at: datetime,
) -> WrittenBallot:
    """Cast the ballot ``of`` a member in writing; until it closes a later one replaces it.

    A member casts their own; the secretariat may enter one on a member's behalf, and it stays to be seen that it did.
    """
    permit(Act.CAST_BALLOT, by)
    if by.pk != of.pk and Role.SECRETARIAT not in by.roles:
        raise RefusedByRule(
            Refused(
                say("A member casts their own ballot; only the secretariat enters one on somebody’s behalf."),
                settings.MECHANISM.cited("majority"),
                say("Ask the secretariat to enter it."),
            )
        )
    day, profile = at.date(), settings.MECHANISM
    closed = procedure.closed_at is not None
    require(sitting.may_cast(is_closed=closed, closes_on=procedure.closes_on, today=day, profile=profile))
    require(sitting.still_asks(is_reworded=is_reworded(procedure), profile=profile))
    members = sitting_as(members_on(day, invented=invented))
    require(
        sitting.may_take_part(
            voting=[members[of.pk]] if of.pk in members else [],
            concerning=on_state,
            not_there=[],
            strangers=[] if of.pk in members else [of.display_name],
            profile=profile,
        )
    )
    held = ballots_of(procedure).get(of.pk)
    if held is not None and held.choice == choice.value:
        return held
    with act("cast a ballot in writing", by=by.pk, at=at, about=procedure, within=procedure.within) as line:
        line.move(procedure, seen={"closed_at": None}, to={"closed_at": None})
        return line.keep(
            WrittenBallot(procedure=procedure, person=of, choice=choice.value, cast_at=at, cast_by_id=by.pk)
        )


def waiting_for(procedure: WrittenProcedure, *, on_state: str, invented: bool, on: date) -> list[UUID]:
    """The members in office who may take part and have cast no ballot, by id."""
    members, cast = sitting_as(members_on(on, invented=invented)), ballots_of(procedure)
    return [
        pk for pk, one in members.items() if pk not in cast and not sitting.is_barred(one, on_state, settings.MECHANISM)
    ]


def close_written(
    procedure: WrittenProcedure,
    *,
    on_state: str,
    invented: bool,
    by: Viewer,
    at: datetime,
    counting: Counting = AS_THE_PROFILE,
) -> Vote:
    """Close the procedure and count the ballots of those in office on its last day into a vote.

    Without a quorum of ballots it is closed as well, and nothing is decided.
    """
    permit(Act.OPEN_WRITTEN, by)
    day, profile = min(at.date(), procedure.closes_on), settings.MECHANISM
    held = Vote.objects.filter(procedure=procedure).first()
    if held is not None:
        return held
    require(deciding.may_count_by(counting.denominator, counting.because, profile))
    current = WrittenProcedure.objects.get(pk=procedure.pk)  # what was handed in stays as it was if this is refused
    is_closed = current.closed_at is not None
    with act("close a written procedure", by=by.pk, at=at, about=procedure, within=procedure.within) as line:
        if not is_closed:
            line.move(current, seen={"closed_at": None}, to={"closed_at": at})  # from here on no ballot is cast
        waiting = waiting_for(procedure, on_state=on_state, invented=invented, on=day)
        require(
            sitting.may_close(
                is_closed=is_closed,
                closes_on=procedure.closes_on,
                today=at.date(),
                waiting=len(waiting),
                is_reworded=is_reworded(procedure),
                profile=profile,
            )
        )
        members = sitting_as(members_on(day, invented=invented))
        said = {one.person: Choice(one.choice) for pk, one in ballots_of(procedure).items() if pk in members}
        vote = Vote(
            procedure=procedure,
            about=procedure.about,
            about_id=procedure.about_id,
            of_words=procedure.of_words,
            question=procedure.question,
            majority=procedure.majority,
            taken_on=day,
            taken_at=at,
            denominator=counting.denominator,
            denominator_because=counting.because,
            members=len(members),
            seats=seats_on(day, invented=invented),
        )
        return keep_vote(line, vote, said)
