"""Who takes part in a decision, and how: members who sit, matters of one's own State, secret ballots, in writing.

ECPT Art. 6; what it leaves open is the profile's, or a choice of this project that says so.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from unannounced.duties import deciding
from unannounced.duties.deciding import Choice, Tally
from unannounced.duties.decision import Allowed, Decision, Refused, first_refusal
from unannounced.duties.profile import Mechanism
from unannounced.duties.words import say


class Matter(StrEnum):
    """What is decided on; the profile's ``secret_ballots`` names some of them."""

    REPORT = "report"
    STATEMENT = "statement"
    OFFICERS = "officers"
    OTHER = "other"


class WrittenStage(StrEnum):
    """How far a decision in writing has come. Computed: of its vote, once it is closed."""

    OPEN = "open"
    CARRIED = "carried"
    NOT_CARRIED = "not_carried"
    WITHOUT_QUORUM = "without_quorum"


MATTER_WORDS: dict[Matter, str] = {
    Matter.REPORT: say("a report"),
    Matter.STATEMENT: say("a public statement"),
    Matter.OFFICERS: say("the officers of the body"),
    Matter.OTHER: say("something else"),
}
WRITTEN_WORDS: dict[WrittenStage, str] = {
    WrittenStage.OPEN: say("open for ballots"),
    WrittenStage.CARRIED: say("carried in writing"),
    WrittenStage.NOT_CARRIED: say("not carried in writing"),
    WrittenStage.WITHOUT_QUORUM: say("closed without a quorum, so nothing is decided"),
}

NEXT: dict[WrittenStage, tuple[WrittenStage, ...]] = {
    WrittenStage.OPEN: (WrittenStage.CARRIED, WrittenStage.NOT_CARRIED, WrittenStage.WITHOUT_QUORUM),
    WrittenStage.CARRIED: (),
    WrittenStage.NOT_CARRIED: (),
    WrittenStage.WITHOUT_QUORUM: (),
}
LONGEST_WRITTEN = 60
"""Days a written procedure can be open at the most (project choice)."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """A member in office: by what they are named, the State of their seat, and their nationality."""

    name: str
    seat: str
    nationality: str


def is_own_state(member: Sitting, concerning: str) -> bool:
    """Whether a State is the member's own: that of their seat, or of their nationality (project choice)."""
    return bool(concerning) and concerning in (member.seat, member.nationality)


def is_barred(member: Sitting, concerning: str, profile: Mechanism) -> bool:
    """Whether a rule keeps the member from a vote on the State ``concerning``; empty: on no State."""
    return profile.own_state_votes == "barred" and is_own_state(member, concerning)


def may_take_part(
    *,
    voting: Sequence[Sitting],
    concerning: str,
    not_there: Sequence[str],
    strangers: Sequence[str],
    profile: Mechanism,
) -> Decision:
    """Whether everybody who votes may: in office, there, and not on an own State where the profile bars that.

    ``not_there`` and ``strangers`` name those with a ballot who do not attend, and who hold no term that day.
    """
    barred = [one.name for one in voting if is_barred(one, concerning, profile)]
    return first_refusal(
        _in_office(strangers, profile), _there(not_there, profile), _not_own(barred, concerning, profile)
    )


def may_be_secret(matter: Matter, *, secret: bool, profile: Mechanism) -> Decision:
    """Whether a vote on ``matter`` may be open, or ``secret``: as the profile's ``secret_ballots`` says."""
    rule, facts = profile.cited("majority"), {"matter": MATTER_WORDS[matter]}
    wanted = matter.value in profile.secret_ballots
    if wanted and not secret:
        reason = say("The rules decide {matter} by secret ballot.")
        return Refused(reason, rule, say("Enter who voted and how many voted how, but not who voted how."), facts)
    if secret and not wanted:
        reason = say("The rules know no secret ballot on {matter}.")
        return Refused(reason, rule, say("Enter the ballot of each member."), facts)
    return Allowed()


def may_count_secretly(voted: int, counts: Mapping[Choice, int], profile: Mechanism) -> Decision:
    """Whether a secret ballot counts up: as many ballots as members who voted."""
    ballots = sum(counts.values())
    if ballots == voted and min(counts.values(), default=0) >= 0:
        return Allowed()
    return Refused(
        say("Members said to have voted: {voted}; ballots counted: {ballots}."),
        profile.cited("majority"),
        say("Count both again; a ballot that says nothing is an abstention."),
        {"voted": voted, "ballots": ballots},
    )


def may_sit(*, begins: date, ends: date, profile: Mechanism) -> Decision:
    """Whether a session may be from ``begins`` to ``ends``."""
    if ends >= begins:
        return Allowed()
    facts = {"begins": begins, "ends": ends}
    instead = say("Exchange the two days or correct one.")
    return Refused(say("The session would end before it begins."), profile.cited("quorum"), instead, facts)


def may_attend(
    *, day: date, begins: date, ends: date, today: date, strangers: Sequence[str], profile: Mechanism
) -> Decision:
    """Whether it may be noted who attends on ``day``: a day of the session, not ahead, and members in office alone."""
    rule, facts = profile.cited("quorum"), {"day": day, "begins": begins, "ends": ends}
    if not begins <= day <= ends:
        reason = say("{day} is no day of the session, which sits from {begins} to {ends}.")
        return Refused(reason, rule, say("Choose a day of the session."), facts)
    if day > today:
        reason = say("{day} is in the future.")
        return Refused(reason, rule, say("Note who attends when they have come."), facts)
    return _in_office(strangers, profile)


def may_open_written(*, opened_on: date, closes_on: date, today: date, is_open: bool, profile: Mechanism) -> Decision:
    """Whether a decision in writing may be opened: none is open on the matter, and it closes within sixty days."""
    rule, facts = profile.cited("majority"), {"closes": closes_on, "opened": opened_on, "longest": LONGEST_WRITTEN}
    if is_open:
        reason = say("A written procedure on this is open already.")
        return Refused(reason, rule, say("Wait until it is closed and counted."))
    if closes_on < max(opened_on, today):
        reason = say("{closes} is before today; nobody could cast a ballot.")
        return Refused(reason, rule, say("Set a later day as the last one."), facts)
    if (closes_on - opened_on).days > LONGEST_WRITTEN:
        reason = say("The procedure would be open longer than {longest} days.")
        return Refused(reason, rule, say("Set an earlier day, or decide it in a session."), facts)
    return Allowed()


def may_cast(*, is_closed: bool, closes_on: date, today: date, profile: Mechanism) -> Decision:
    """Whether a ballot in writing still counts: until the last day, and while nobody has closed it."""
    if not is_closed and today <= closes_on:
        return Allowed()
    return Refused(
        say("The last day for ballots was {closes}; what comes later does not count."),
        profile.cited("majority"),
        say("Decide it in a session, or open another procedure once this one is counted."),
        {"closes": closes_on},
    )


def still_asks(*, is_reworded: bool, profile: Mechanism) -> Decision:
    """Whether a procedure still asks about what stands: a ballot is given to words that somebody has read."""
    if not is_reworded:
        return Allowed()
    return Refused(
        say("What the procedure asks about was changed since it was opened, so it takes no more ballots."),
        profile.cited("majority"),
        say("Close it, and open another one on the words that stand now."),
    )


def may_decide_in_session(*, is_open_in_writing: bool, profile: Mechanism) -> Decision:
    """Whether something may be voted on, or adopted by a vote, as far as a written procedure on it goes."""
    if not is_open_in_writing:
        return Allowed()
    return Refused(
        say("A written procedure on this is open, and members still cast ballots in it."),
        profile.cited("majority"),
        say("Close it first; that is open once its last day is over, or when everybody has cast a ballot."),
    )


def may_rest_on(*, voted: str, stands: str, profile: Mechanism) -> Decision:
    """Whether what stands is what a vote was on, by the digests of the words; an empty one was not kept."""
    if voted in ("", stands):
        return Allowed()
    return Refused(
        say("The text or an item was changed since the vote, so nobody has voted on what stands now."),
        profile.cited("majority"),
        say("Put it to the vote again, or write it again as it was voted on."),
    )


def may_close(
    *, is_closed: bool, closes_on: date, today: date, waiting: int, is_reworded: bool = False, profile: Mechanism
) -> Decision:
    """Whether it may be closed: after the last day, or as soon as nobody is left whose ballot is ``waiting``.

    Silence is not consent, so nobody's silence is counted before their time is over. One that asks about other words
    than those that stand (``is_reworded``) decides nothing, and may be closed at once.
    """
    rule = profile.cited("majority")
    if is_closed:
        return Refused(say("It is closed already."), rule, say("Read what it decided."))
    if today > closes_on or waiting == 0 or is_reworded:
        return Allowed()
    return Refused(
        say("Members who have not cast a ballot yet: {waiting}. They have time until {closes}, that day included."),
        rule,
        say("Close it on the day after, or when everybody has cast a ballot."),
        {"waiting": waiting, "closes": closes_on},
    )


def written_stage(*, is_closed: bool, carried: bool, ballots: int, members: int, profile: Mechanism) -> WrittenStage:
    """How far a written procedure has come. Those who cast a ballot are the ones who are there (project choice)."""
    if not is_closed:
        return WrittenStage.OPEN
    if carried:
        return WrittenStage.CARRIED
    short = ballots < deciding.quorum(members, profile)
    return WrittenStage.WITHOUT_QUORUM if short else WrittenStage.NOT_CARRIED


def still_needed(tally: Tally, profile: Mechanism) -> int:
    """How many members must still come before there is a quorum; 0 once there is one."""
    return max(0, deciding.quorum(tally.members, profile) - tally.present)


def _in_office(strangers: Collection[str], profile: Mechanism) -> Decision:
    if not strangers:
        return Allowed()
    return Refused(
        say("{names} cannot vote: no term of office runs on that day."),
        profile.cited("majority"),
        say("Leave the ballot out, or correct the term."),
        {"names": ", ".join(strangers)},
    )


def _there(not_there: Collection[str], profile: Mechanism) -> Decision:
    if not not_there:
        return Allowed()
    return Refused(
        say("{names} cannot vote: they are not noted as attending on that day."),
        profile.cited("quorum"),
        say("Note first that they attend, or leave the ballot out."),
        {"names": ", ".join(not_there)},
    )


def _not_own(barred: Collection[str], concerning: str, profile: Mechanism) -> Decision:
    if not barred:
        return Allowed()
    return Refused(
        say("{names} cannot vote on what concerns {state}: it is the State of their seat or of their nationality."),
        profile.cited("election"),
        say("Leave the ballot out. They count for the quorum and not among those who vote."),
        {"names": ", ".join(barred), "state": concerning},
    )
