"""What is on record of a State leaving a convention: a notice with its day, an end with another, or an open receipt.

VCLT Art. 54, 56, 65 to 68, and the final clauses of each convention. A law within the State is no notice; where it is
all there is, the day of receipt is open and nothing is guessed.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

from unannounced.duties.decision import Refused
from unannounced.duties.treaty.acts import LEAVING, Act, Confidence
from unannounced.duties.treaty.checking_membership import ARTICLES
from unannounced.duties.treaty.conventions import Clause, Convention, Leavable
from unannounced.duties.treaty.law import Law
from unannounced.duties.treaty.receipt import OPEN
from unannounced.duties.treaty.spans import current, domestic_law, out_after, receipt_not_before
from unannounced.duties.treaty.standing import BOUND, Standing
from unannounced.duties.treaty.withdrawal import Withdrawal, ending, withdrawal
from unannounced.duties.words import say

_ONE_DAY = timedelta(days=1)
_OUT = frozenset({Standing.FORMER_PARTY, Standing.CEASED})


class Way(StrEnum):
    """How a State leaves, as far as it is on record."""

    NOTICE = "notice"
    """A notice of the State, received by the depositary on a known day."""
    DECISION = "decision"
    """A decision ended its membership."""
    WITH_ANOTHER = "with_another"
    """It ended by itself, with another convention."""
    RECEIPT_OPEN = "receipt_open"
    """A law within the State, or a notice, without a day of receipt."""


class Outcome(StrEnum):
    """What came of it."""

    LEFT = "left"
    PENDING = "pending"
    """Not yet: bound in full until then."""
    BOUND_ON = "bound_on"
    """A new consent was in force when it would have ended."""
    REVOKED = "revoked"
    OVERTAKEN = "overtaken"
    """The State was out before."""
    OPEN = "open"
    NO_EFFECT = "no_effect"
    """The convention cannot be left."""


@dataclass(frozen=True, slots=True)
class Departure:
    """One way out that is on record.

    ``day`` is the day of receipt or of the decision, or the first possible day of receipt; ``effect`` the first day
    not bound that follows from it, None where none does. ``law`` is the act within the State, if there is one; ``by``
    the other convention with which it ended. ``again`` is the day from which the State was bound once more.
    """

    state: str
    convention: str
    way: Way
    outcome: Outcome
    day: date
    effect: date | None
    act: Act | None = None
    law: Act | None = None
    by: str = ""
    again: date | None = None
    revoked: date | None = None


class Sure(StrEnum):
    """What the day is from which a course is reckoned."""

    ON_RECORD = "on_record"
    ASSUMED = "assumed"
    """A day that somebody chose; never a fact."""
    NOT_BEFORE = "not_before"
    """The first possible day."""
    IF_TODAY = "if_today"
    """Nothing is on record; what would follow from a notice of today."""


@dataclass(frozen=True, slots=True)
class Course:
    """What follows from a day of receipt, and what that day is."""

    sure: Sure
    found: Withdrawal
    departure: Departure | None


def departures(law: Law, *, on: date) -> tuple[Departure, ...]:
    """Every way out on record by ``on``, of every State; those that are open or to come first, then the latest."""
    found = [
        one
        for state in law.states()
        for code, rules in law.conventions.items()
        if rules.follows is None
        for one in departures_of(law, state, code, on=on)
    ]
    return tuple(sorted(found, key=_latest_first))


def departures_of(law: Law, state: str, convention: str, *, on: date) -> tuple[Departure, ...]:
    """The ways out of one State under one convention by ``on``, in the order of days."""
    rules, acts = law.convention(convention), current(law.acts_of(state, convention))
    tied = rules.ends_with.convention if rules.ends_with else ""
    if not any(_bears(act) for act in (*acts, *(law.acts_of(state, tied) if tied else ()))):
        return ()
    found = [
        _by_act(law, rules, act, act.day, on)
        for act in acts
        if act.action in LEAVING and act.day is not None and act.day <= on
    ]
    found += _with_another(law, rules, state, on)
    found += _open(law, rules, state, acts, on)
    return tuple(sorted(found, key=_by_day))


def course(law: Law, state: str, convention: str, *, received: date | None, on: date) -> Course | Refused:
    """What follows if a notice was ``received`` on a day; without one from the day on record, else the first possible.

    Refused where a notice could end nothing, or could not have been received then. Raises ``NotKnown`` for a State or
    convention that the law does not have.
    """
    law.state(state)
    known = departures_of(law, state, convention, on=on)
    if received is not None:
        return _from(law, state, convention, known, received)
    chosen = the_one_that_counts(known)
    if chosen is not None and chosen.way is Way.RECEIPT_OPEN:
        found = withdrawal(law, state, convention, received=chosen.day)
        return Course(Sure.NOT_BEFORE, found, chosen) if isinstance(found, Withdrawal) else found
    if chosen is not None and chosen.effect is not None:
        return Course(Sure.ON_RECORD, _as_it_was(law, chosen, chosen.effect), chosen)
    found = withdrawal(law, state, convention, received=on)
    return Course(Sure.IF_TODAY, found, None) if isinstance(found, Withdrawal) else found


def the_one_that_counts(known: tuple[Departure, ...]) -> Departure | None:
    """The way out that an answer is about: one that is open, else the last that ended or will end something."""
    for wanted in ((Outcome.OPEN,), (Outcome.PENDING, Outcome.LEFT), tuple(Outcome)):
        held = [one for one in known if one.outcome in wanted]
        if held:
            return held[-1]
    return None


def _from(law: Law, state: str, convention: str, known: tuple[Departure, ...], received: date) -> Course | Refused:
    """What follows from a day that was chosen: a fact where it is the day on record, an assumption where not."""
    for one in known:
        if one.way is not Way.RECEIPT_OPEN and one.day == received and one.effect is not None:
            return Course(Sure.ON_RECORD, _as_it_was(law, one, one.effect), one)
    chosen = the_one_that_counts(known)
    if chosen is not None and chosen.way is Way.RECEIPT_OPEN and received < chosen.day:
        return Refused(
            say("No notice is assumed before {first}, the day of the law within the State."),
            say("Rule of this software: nothing is notified before the law on it"),
            say("Choose that day or a later one."),
            {"first": chosen.day},
        )
    found = withdrawal(law, state, convention, received=received)
    return Course(Sure.ASSUMED, found, chosen) if isinstance(found, Withdrawal) else found


def _bears(act: Act) -> bool:
    return act.action in LEAVING or act.action == "domestic_denunciation_law"


def _by_act(law: Law, rules: Convention, act: Act, day: date, on: date) -> Departure:
    out = out_after(rules, act, day)
    way = Way.DECISION if act.action == "membership_end" else Way.NOTICE
    revoked = next((one.day for one in law.acts_of(act.state, rules.code) if _revokes(one, day, out)), None)
    outcome = Outcome.NO_EFFECT if out is None else _outcome(law, act.state, rules, out, revoked, on)
    again = _again(law, act.state, rules.code, out) if outcome is Outcome.LEFT and out else None
    return Departure(act.state, rules.code, way, outcome, day, out, act, again=again, revoked=revoked)


def _revokes(act: Act, noticed: date, out: date | None) -> bool:
    return act.action == "denunciation_revoked" and act.day is not None and noticed <= act.day < (out or date.max)


def _outcome(law: Law, state: str, rules: Convention, out: date, revoked: date | None, on: date) -> Outcome:
    if rules.leaving.possible is Leavable.NO:
        return Outcome.NO_EFFECT
    if revoked is not None:
        return Outcome.REVOKED
    if law.standing(state, rules.code, on=out - _ONE_DAY).standing in _OUT:
        return Outcome.OVERTAKEN
    held = law.standing(state, rules.code, on=out).standing
    if held in BOUND:
        return Outcome.BOUND_ON
    if held is Standing.NOT_KNOWN:
        return Outcome.OPEN
    return Outcome.PENDING if out > on else Outcome.LEFT


def _with_another(law: Law, rules: Convention, state: str, on: date) -> Iterator[Departure]:
    """An end that came with the end under another convention, and so without a notice under this one."""
    if rules.ends_with is None:
        return
    for before, after in pairwise(law.intervals(state, rules.code)):
        if after.status.standing is not Standing.CEASED or before.status.standing not in BOUND or after.first > on:
            continue
        ended = [one for one in departures_of(law, state, rules.ends_with.convention, on=on) if one.effect]
        day = max((one.day for one in ended if one.day <= after.first), default=after.first)
        again = _again(law, state, rules.code, after.first)
        by = rules.ends_with.convention
        yield Departure(state, rules.code, Way.WITH_ANOTHER, Outcome.LEFT, day, after.first, by=by, again=again)


def _open(law: Law, rules: Convention, state: str, acts: list[Act], on: date) -> Iterator[Departure]:
    """A law on leaving, or a notice without a day: the first possible day of receipt, and what it would do."""
    first = receipt_not_before(acts) if any(_bears(act) for act in acts) else None
    if first is None or first > on or OPEN not in {one.act for one in law.standing(state, rules.code, on=on).grounds}:
        return
    notice = next((act for act in acts if act.action in LEAVING and act.day is None), None)
    pattern = Act(rules.code, state, "denunciation_notified", None, None, "", "", Confidence.UNVERIFIED)
    out = out_after(rules, pattern, first)
    outcome = Outcome.NO_EFFECT if out is None else Outcome.OPEN
    yield Departure(state, rules.code, Way.RECEIPT_OPEN, outcome, first, out, notice, domestic_law(acts))


def _again(law: Law, state: str, convention: str, out: date) -> date | None:
    later = law.intervals(state, convention)
    return next((one.first for one in later if one.first > out and one.status.standing in BOUND), None)


def _as_it_was(law: Law, one: Departure, effect: date) -> Withdrawal:
    """The withdrawal as it is on record: beside it the law of this State without the act that ended it."""
    ended = (one.by or one.convention, one.day)
    acts = [act for act in law.acts_of(one.state) if act.action not in LEAVING or (act.treaty, act.day) != ended]
    before = Law(law.conventions, acts, {one.state: law.names[one.state]})
    return ending(before, law, one.state, one.convention, received=one.day, out=effect, rule=_rule(law, one))


def _rule(law: Law, one: Departure) -> Clause | None:
    """The clause by which it ended, where that is not the one on leaving."""
    rules = law.convention(one.convention)
    if one.way is Way.WITH_ANOTHER and rules.ends_with is not None:
        return rules.ends_with.clause
    if one.way is Way.DECISION and one.act is not None:
        article = ARTICLES.get(one.act.action, rules.leaving.clause.article)
        return replace(rules.leaving.clause, article=article, source=one.act.source, confidence=one.act.confidence)
    return None


def _by_day(one: Departure) -> date:
    return one.day


def _latest_first(one: Departure) -> tuple[bool, int, str, str]:
    to_come = one.outcome in (Outcome.OPEN, Outcome.PENDING)
    return not to_come, -one.day.toordinal(), one.state, one.convention
