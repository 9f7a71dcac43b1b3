"""The way of a public statement: opened on a ground, the State heard, adopted or closed, published.

ECPT Art. 10(2): a State that fails to cooperate or refuses to improve may be spoken of in public, by two thirds of the
members, after it had an opportunity to make its views known. OPCAT Art. 16(4): the Committee against Torture decides.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from unannounced.duties import noting
from unannounced.duties.decision import Allowed, Decision, Refused, first_refusal
from unannounced.duties.profile import Mechanism, MechanismKind
from unannounced.duties.words import Sentence, say


class StatementStage(StrEnum):
    """How far the procedure has come."""

    OPENED = "opened"
    HEARD = "heard"
    ADOPTED = "adopted"
    PUBLISHED = "published"
    CLOSED = "closed"


class Ground(StrEnum):
    """What the procedure is opened for."""

    FAILS_TO_COOPERATE = "fails_to_cooperate"
    REFUSES_TO_IMPROVE = "refuses_to_improve"


WORDS: dict[StatementStage, str] = {
    StatementStage.OPENED: say("opened"),
    StatementStage.HEARD: say("the State heard"),
    StatementStage.ADOPTED: say("adopted"),
    StatementStage.PUBLISHED: say("published"),
    StatementStage.CLOSED: say("closed without a statement"),
}
GROUND_WORDS: dict[Ground, str] = {
    Ground.FAILS_TO_COOPERATE: say("fails to cooperate"),
    Ground.REFUSES_TO_IMPROVE: say("refuses to improve the situation"),
}

NEXT: dict[StatementStage, tuple[StatementStage, ...]] = {
    StatementStage.OPENED: (StatementStage.HEARD, StatementStage.CLOSED),
    StatementStage.HEARD: (StatementStage.ADOPTED, StatementStage.CLOSED),
    StatementStage.ADOPTED: (StatementStage.PUBLISHED,),
    StatementStage.PUBLISHED: (),
    StatementStage.CLOSED: (),
}
OPEN = frozenset({StatementStage.OPENED, StatementStage.HEARD})
"""The stages in which something is still to be decided."""


@dataclass(frozen=True, slots=True)
class OnRecord:
    """What the record holds of a State that can be a ground: how many of each; the days are those of the oldest.

    An observation made at once on a visit and an item of a report that takes it up are not tied to each other: each
    counts where it is due, and the two facts are never added up.
    """

    overdue: int = 0
    overdue_days: int = 0
    observations: int = 0
    observations_days: int = 0
    requests_overdue: int = 0
    hindered: int = 0
    rejected: int = 0
    not_implemented: int = 0
    repeated: int = 0


@dataclass(frozen=True, slots=True)
class GroundFact:
    """A fact of the record, the ground it speaks for, and the word by which a page finds its rows."""

    ground: Ground
    what: str
    sentence: Sentence


def stage_of(
    *, heard_on: date | None, adopted_on: date | None, closed_on: date | None, published_on: date | None = None
) -> StatementStage:
    """How far a procedure has come, by the days on record."""
    if closed_on is not None:
        return StatementStage.CLOSED
    if adopted_on is not None:
        return StatementStage.PUBLISHED if published_on is not None else StatementStage.ADOPTED
    return StatementStage.HEARD if heard_on is not None else StatementStage.OPENED


def goes_to(stage: StatementStage, to: StatementStage, profile: Mechanism) -> Decision:
    """Whether the step ``to`` is open from where the procedure is."""
    if to in NEXT[stage]:
        return Allowed()
    if stage is StatementStage.OPENED and to is StatementStage.ADOPTED:
        reason, instead = say("The State has not been heard."), say("Note first on which day it was heard.")
        return Refused(reason, profile.cited("public_statement"), instead)
    return Refused(
        say("The procedure is at this stage: {stage}. This step is not open from there."),
        profile.cited("public_statement"),
        say("Look at the procedure again to see how far it has come."),
        {"stage": WORDS[stage]},
    )


def may_open(*, left: bool, still_binds: str, profile: Mechanism) -> Decision:
    """Whether a procedure may be opened: of a State that ``left``, only with what still binds it, in somebody's words.

    ``left``: the State is no longer bound, or may not be. ECPT Art. 10(2) speaks of the Party; after the end stay the
    duties and situations from before it (ECPT Art. 22; VCLT Art. 70(1)(b); DOMAIN 10.2).
    """
    if not left:
        return noting.may_stand(still_binds)
    if still_binds.strip():
        return noting.may_keep(still_binds)
    return Refused(
        say("The State is no longer bound, or may not be, and nobody said what still binds it."),
        profile.cited("public_statement"),
        say("Say what still binds it, such as a duty that it had before the end and did not fulfil."),
    )


def reasons(text: str, still_binds: str) -> str:
    """The reasons of a procedure as they are kept: why it is opened, and below it what still binds the State.

    >>> reasons("No answer.", "The visit was made while it was a Party.")
    'No answer.\\n\\nThe visit was made while it was a Party.'
    """
    return "\n\n".join(part for part in (text, still_binds) if part)


def may_hear(*, stage: StatementStage, opened_on: date, heard_on: date, today: date, profile: Mechanism) -> Decision:
    """Whether the State may be noted as heard on a day: after the opening, and not in the future."""
    return first_refusal(
        goes_to(stage, StatementStage.HEARD, profile),
        _between(heard_on, opened_on, today, say("The State cannot have been heard on that day."), profile),
    )


def decides_itself(profile: Mechanism) -> bool:
    """Whether the mechanism decides on its public statements itself; the Subcommittee does not (OPCAT Art. 16(4))."""
    return profile.kind is not MechanismKind.SPT


def may_decide(*, heard_on: date | None, asked_on: date, profile: Mechanism) -> Decision:
    """Whether the members may be asked on ``asked_on`` to make the statement: the State was heard (ECPT Art. 10(2)).

    Where another body makes it, that body hears the State, and the members may ask for it before (OPCAT Art. 16(4)).
    """
    if not decides_itself(profile) or (heard_on is not None and heard_on <= asked_on):
        return Allowed()
    rule = profile.cited("public_statement")
    if heard_on is None:
        reason, instead = say("The State has not been heard."), say("Note first on which day it was heard.")
        return Refused(reason, rule, instead)
    return Refused(
        say("The members were asked on {asked}, before the State was heard on {heard}."),
        rule,
        say("Put the statement to the vote again, with what the State said before the members."),
        {"asked": asked_on, "heard": heard_on},
    )


def may_adopt(*, stage: StatementStage, carried: bool | None, profile: Mechanism) -> Decision:
    """Whether the statement may be adopted: the State heard, and a vote on it carried by the majority of the rule.

    ``carried`` None: nobody has voted yet.
    """
    if not decides_itself(profile):
        return Refused(
            say("The mechanism asks for a public statement, and another body decides: {body}."),
            profile.cited("public_statement"),
            say("Register what that body decided, once it has."),
            {"body": profile.statement_decided_by},
        )
    open_to = goes_to(stage, StatementStage.ADOPTED, profile)
    if not open_to or carried:
        return open_to
    if carried is None:
        reason, instead = say("Nobody has voted on it yet."), say("Hold a vote in a session first.")
        return Refused(reason, profile.cited("public_statement"), instead)
    reason = say("The vote on this statement did not carry.")
    return Refused(reason, profile.cited("public_statement"), say("Vote again, or close the procedure."))


def may_register_decision(
    *,
    stage: StatementStage,
    body: str,
    decided_on: date,
    heard_on: date | None,
    today: date,
    profile: Mechanism,
) -> Decision:
    """Whether another body's decision to make the statement may be registered: it decides, and the State was heard.

    ``body`` is the one that decided, ``decided_on`` its own day: since the State was heard, and not in the future.
    """
    if decides_itself(profile):
        return Refused(
            say("No other body decides on a public statement of this mechanism: {body} does."),
            profile.cited("public_statement"),
            say("Put it to the vote, and adopt it by that."),
            {"body": profile.statement_decided_by},
        )
    return first_refusal(
        goes_to(stage, StatementStage.ADOPTED, profile),
        noting.may_keep(body),
        _since_heard(decided_on, heard_on, today, profile),
    )


def _since_heard(decided_on: date, heard_on: date | None, today: date, profile: Mechanism) -> Decision:
    if heard_on is not None and heard_on <= decided_on <= today:
        return Allowed()
    reason = say("The decision cannot have been taken on that day.")
    return Refused(
        reason, profile.cited("public_statement"), say("Give a day between the hearing of the State and today.")
    )


def may_close(
    *, stage: StatementStage, because: str, opened_on: date, closed_on: date, today: date, profile: Mechanism
) -> Decision:
    """Whether the procedure may be closed without a statement: it is open, for a reason, on a day since then."""
    return first_refusal(
        goes_to(stage, StatementStage.CLOSED, profile),
        noting.may_keep(because),
        _between(closed_on, opened_on, today, say("The procedure cannot have been closed on that day."), profile),
    )


def grounds(held: OnRecord) -> tuple[GroundFact, ...]:
    """The facts of the record that speak for one of the grounds, those of cooperation first. They decide nothing."""
    found = [
        _fact(Ground.FAILS_TO_COOPERATE, "overdue", held.overdue, _overdue(held), {"days": held.overdue_days}),
        _fact(
            Ground.FAILS_TO_COOPERATE,
            "observations",
            held.observations,
            (
                say("The answer to 1 immediate observation is overdue, for {days} days."),
                say("The answers to {count} immediate observations are overdue, the oldest for {days} days."),
            ),
            {"days": held.observations_days},
        ),
        _fact(
            Ground.FAILS_TO_COOPERATE,
            "requests",
            held.requests_overdue,
            (say("1 request for information is overdue."), say("{count} requests for information are overdue.")),
        ),
        _fact(
            Ground.FAILS_TO_COOPERATE,
            "hindered",
            held.hindered,
            (
                say("The delegation was hindered at 1 place."),
                say("The delegation was hindered at {count} places."),
            ),
        ),
        _fact(
            Ground.REFUSES_TO_IMPROVE,
            "rejected",
            held.rejected,
            (say("1 open item is rejected by the State."), say("{count} open items are rejected by the State.")),
        ),
        _fact(
            Ground.REFUSES_TO_IMPROVE,
            "not_implemented",
            held.not_implemented,
            (say("1 item was verified as not implemented."), say("{count} items were verified as not implemented.")),
        ),
        _fact(
            Ground.REFUSES_TO_IMPROVE,
            "repeated",
            held.repeated,
            (say("1 open item repeats an earlier one."), say("{count} open items repeat earlier ones.")),
        ),
    ]
    return tuple(one for one in found if one is not None)


def proposed(facts: Sequence[GroundFact]) -> Ground | None:
    """The ground that more facts speak for; of two with as many, failing to cooperate; ``None`` without facts."""
    if not facts:
        return None
    failing = sum(one.ground is Ground.FAILS_TO_COOPERATE for one in facts)
    return Ground.FAILS_TO_COOPERATE if 2 * failing >= len(facts) else Ground.REFUSES_TO_IMPROVE


def _overdue(held: OnRecord) -> tuple[str, str]:
    return (
        say("1 response is overdue, for {days} days."),
        say("{count} responses are overdue, the oldest for {days} days."),
    )


def _fact(
    ground: Ground, what: str, count: int, words: tuple[str, str], more: dict[str, object] | None = None
) -> GroundFact | None:
    if count < 1:
        return None
    return GroundFact(ground, what, Sentence(words[0] if count == 1 else words[1], {"count": count, **(more or {})}))


def _between(day: date, opened_on: date, today: date, reason: str, profile: Mechanism) -> Decision:
    if opened_on <= day <= today:
        return Allowed()
    instead = say("Give a day between the opening of the procedure and today.")
    return Refused(reason, profile.cited("public_statement"), instead)
