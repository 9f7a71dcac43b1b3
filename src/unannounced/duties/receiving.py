"""Communications: what is urgent, by which way an answer may go, to whom one may be referred, and when it is erased.

A communication is information: the mechanism does not decide on it (``treaty.routes`` says which bodies can). Nobody
may be sanctioned or harmed for one, true or false (OPCAT Art. 15, 21(1)), so every rule here asks first what it does to
whoever wrote. What nobody knows counts as a danger and not as its absence.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from unannounced.duties.consenting import Answer, Answered, Purpose, counts
from unannounced.duties.decision import Allowed, Decision, Refused
from unannounced.duties.treaty.dates import add_months
from unannounced.duties.words import say


class Told(StrEnum):
    """What a communication tells of."""

    DEATH = "death"
    SUICIDE = "suicide"
    DISAPPEARANCE = "disappearance"
    REMOVAL = "removal"
    VIOLENCE = "violence"
    REPRISAL = "reprisal"
    HEALTH = "health"
    ISOLATION = "isolation"
    CONDITIONS = "conditions"
    CONTACT = "contact"
    PROCEDURE = "procedure"
    OTHER = "other"


TOLD_WORDS: dict[Told, str] = {
    Told.DEATH: say("a death"),
    Told.SUICIDE: say("a suicide, or the danger of one"),
    Told.DISAPPEARANCE: say("a disappearance"),
    Told.REMOVAL: say("an imminent transfer or expulsion"),
    Told.VIOLENCE: say("violence or threats"),
    Told.REPRISAL: say("a reprisal"),
    Told.HEALTH: say("health and its care"),
    Told.ISOLATION: say("solitary confinement"),
    Told.CONDITIONS: say("material conditions"),
    Told.CONTACT: say("contact with the outside world"),
    Told.PROCEDURE: say("a procedure or a decision"),
    Told.OTHER: say("something else"),
}
FIRST = frozenset({Told.DEATH, Told.SUICIDE, Told.DISAPPEARANCE, Told.REMOVAL})
"""What comes before everything else: hours count, or traces are lost."""
SOON = frozenset({Told.VIOLENCE, Told.REPRISAL})


class Group(StrEnum):
    """Of which group the person is, as they or whoever wrote for them say: who is more easily harmed in custody."""

    CHILD = "child"
    WITH_INFANT = "with_infant"
    DISABLED = "disabled"
    ILL = "ill"
    OLD = "old"
    FOREIGN = "foreign"
    MINORITY = "minority"
    LGBTI = "lgbti"


GROUP_WORDS: dict[Group, str] = {
    Group.CHILD: say("a child"),
    Group.WITH_INFANT: say("pregnant, or with an infant"),
    Group.DISABLED: say("a person with a disability"),
    Group.ILL: say("seriously ill"),
    Group.OLD: say("old"),
    Group.FOREIGN: say("a foreigner or stateless"),
    Group.MINORITY: say("of a minority"),
    Group.LGBTI: say("lesbian, gay, bisexual, trans or intersex"),
}


class Risk(StrEnum):
    """Whether somebody may be harmed for having written."""

    UNKNOWN = "unknown"
    NONE_SEEN = "none_seen"
    FEARED = "feared"
    HAPPENED = "happened"


RISK_WORDS: dict[Risk, str] = {
    Risk.UNKNOWN: say("not known"),
    Risk.NONE_SEEN: say("none is seen"),
    Risk.FEARED: say("feared"),
    Risk.HAPPENED: say("a reprisal happened"),
}


class Urgency(StrEnum):
    """How soon a communication is read and acted upon."""

    FIRST = "first"
    UNREAD = "unread"
    SOON = "soon"
    IN_TURN = "in_turn"


URGENCY_WORDS: dict[Urgency, str] = {
    Urgency.FIRST: say("before everything else"),
    Urgency.UNREAD: say("not yet read: it may be urgent"),
    Urgency.SOON: say("soon"),
    Urgency.IN_TURN: say("in its turn"),
}
_ORDER = tuple(Urgency)


@dataclass(frozen=True, slots=True)
class Triage:
    """What somebody who read a communication noted of it."""

    told: frozenset[Told]
    groups: frozenset[Group] = frozenset()
    risk: Risk = Risk.UNKNOWN


@dataclass(frozen=True, slots=True)
class Urgent:
    """How urgent a communication is, and what makes it so: keys of the words above; none where nothing does."""

    urgency: Urgency
    because: tuple[Told | Group | Risk, ...] = ()


def urgency_of(triage: Triage | None) -> Urgent:
    """How urgent a communication is by what was noted of it; before anybody read it nobody knows.

    A group or a danger brings what would wait its turn forward, and puts nothing back.

    >>> urgency_of(Triage(frozenset({Told.CONDITIONS, Told.SUICIDE}))).urgency.value
    'first'
    >>> urgency_of(Triage(frozenset({Told.CONDITIONS}), frozenset({Group.CHILD}))).because
    (<Group.CHILD: 'child'>,)
    """
    if triage is None:
        return Urgent(Urgency.UNREAD)
    first = tuple(one for one in Told if one in triage.told & FIRST)
    if first:
        return Urgent(Urgency.FIRST, first)
    soon: list[Told | Group | Risk] = [one for one in Told if one in triage.told & SOON]
    soon += [one for one in Group if one in triage.groups]
    soon += [triage.risk] if triage.risk in (Risk.FEARED, Risk.HAPPENED) else []
    return Urgent(Urgency.SOON, tuple(soon)) if soon else Urgent(Urgency.IN_TURN)


def place_in_line(triage: Triage | None, received_at: datetime) -> tuple[int, datetime]:
    """By what communications are put in order: the most urgent first, of the same urgency the one that waits longest.

    What nobody read yet stands right behind what is known to be urgent.
    """
    return _ORDER.index(urgency_of(triage).urgency), received_at


# Answering


class Way(StrEnum):
    """A way by which an answer can reach whoever wrote."""

    RECEIPT = "receipt"
    LAWYER = "lawyer"
    RELATIVE = "relative"
    VISIT = "visit"
    TELEPHONE = "telephone"
    POST = "post"


WAY_WORDS: dict[Way, str] = {
    Way.RECEIPT: say("sealed, for whoever has the words of the receipt"),
    Way.LAWYER: say("through their lawyer"),
    Way.RELATIVE: say("through a relative"),
    Way.VISIT: say("in person, when the place is visited for other reasons"),
    Way.TELEPHONE: say("by telephone"),
    Way.POST: say("by post"),
}
SEEN_BY_THE_PLACE = frozenset({Way.TELEPHONE, Way.POST})
"""Ways on which a place of detention can learn that there was an answer, whatever its rules say."""
_NO_REPRISALS = "OPCAT Art. 15, 21(1)"


def may_answer(way: Way, *, asked_for: Collection[Way], in_custody: bool | None, risk: Risk) -> Decision:
    """Whether an answer may go by this way: the person asked for it, and no place of detention can learn of it.

    Into custody a way that the place can see is open only where somebody looked for a danger and saw none. Whether the
    person is in custody may be unknown (None): then they are taken to be.
    """
    if way not in asked_for:
        return Refused(
            say("The person did not ask to be answered in this way."),
            _NO_REPRISALS,
            say("Use a way they asked for; what is sealed for the receipt waits until they come for it."),
        )
    if way in SEEN_BY_THE_PLACE and in_custody is not False and risk is not Risk.NONE_SEEN:
        return Refused(
            say("The place of detention could learn of the answer, and it is not settled that this does no harm."),
            _NO_REPRISALS,
            say("Note whether a reprisal is to be feared, or answer in a way that the place cannot see."),
        )
    return Allowed()


# Referring


def may_refer(recipient: str, answers: Iterable[Answered]) -> Decision:
    """Whether what was told may go to another body: only if the person agreed to that body, and still does.

    Sources: OPCAT Art. 21(2); ECPT Art. 11(3).
    """
    held = counts(answers).get((Purpose.SHARE, recipient))
    if held is not None and held.answer is Answer.GIVEN:
        return Allowed()
    if held is None:
        return Refused(
            say("The person was not asked whether {recipient} may know of it."),
            "OPCAT Art. 21(2)",
            say("Ask them; until they agree it is used within the mechanism alone."),
            {"recipient": recipient},
        )
    return Refused(
        say("The person does not agree that {recipient} knows of it."),
        "OPCAT Art. 21(2)",
        say("Tell them to which bodies they can turn themselves."),
        {"recipient": recipient},
    )


# Erasing


class Hold(StrEnum):
    """What keeps a communication from being erased."""

    REPRISAL = "reprisal"
    EVIDENCE = "evidence"
    CONVERSATION = "conversation"


HOLD_WORDS: dict[Hold, str] = {
    Hold.REPRISAL: say("a case of reprisal is open"),
    Hold.EVIDENCE: say("it is evidence that was asked for"),
    Hold.CONVERSATION: say("it is not closed"),
}


@dataclass(frozen=True, slots=True)
class Erasure:
    """The day from which a communication is to be erased; None while something holds it, which is named."""

    on: date | None
    held_by: tuple[Hold, ...] = ()


def erasure_of(*, closed_on: date | None, months: int, holds: Collection[Hold] = ()) -> Erasure:
    """When a communication is to be erased: so many months after it was closed, and not while something holds it.

    Raises ``ValueError`` for fewer than one month.

    >>> erasure_of(closed_on=date(2026, 11, 30), months=3).on
    datetime.date(2027, 2, 28)
    >>> erasure_of(closed_on=None, months=3).held_by
    (<Hold.CONVERSATION: 'conversation'>,)
    """
    if months < 1:
        raise ValueError("What is kept is kept for a month at least.")
    open_still = {Hold.CONVERSATION} if closed_on is None else set()
    held = tuple(one for one in Hold if one in {*holds, *open_still})
    return Erasure(None, held) if held or closed_on is None else Erasure(add_months(closed_on, months))
