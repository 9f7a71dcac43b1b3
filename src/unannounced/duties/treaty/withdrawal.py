"""What a withdrawal changes: a dated table of what is lost, what stays, what is open, and what to do before.

From the notice on nothing changes until the day of effect; on that day the State leaves, and with it whatever the
convention's file names. VCLT Art. 65 to 70 and the final clauses.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from unannounced.duties.decision import Refused
from unannounced.duties.treaty.acts import CONSENTING, Act, Confidence
from unannounced.duties.treaty.conventions import AtStake, Beforehand, Clause, Leavable, tied_to
from unannounced.duties.treaty.law import Law
from unannounced.duties.treaty.seats import Seats, seats
from unannounced.duties.treaty.spans import effect_of_notice, out_after, too_early
from unannounced.duties.treaty.standing import BOUND, Standing
from unannounced.duties.words import say

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Reminder:
    """Something to be done, and the days on which to be reminded of it."""

    what: Beforehand
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Follower:
    """Another convention under which the standing changes too, and from which day."""

    convention: str
    day: date
    before: Standing
    after: Standing


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A notice received on ``received`` and what it does. ``effect`` is the first day on which it has effect."""

    state: str
    convention: str
    received: date
    effect: date
    last_day: date
    rule: Clause
    disputed: bool
    at_stake: tuple[AtStake, ...]
    stays: tuple[Clause, ...]
    reminders: tuple[Reminder, ...]
    followers: tuple[Follower, ...]
    seats_before: Seats | None
    seats_after: Seats | None


def withdrawal(
    law: Law, state: str, convention: str, *, received: date, named_day: date | None = None
) -> Withdrawal | Refused:
    """What a notice of ``state`` received on ``received`` would change; refused where it could have no effect.

    ``named_day`` is a later day that the notice itself names, where the convention lets it (Rome Statute Art. 127(1)).
    """
    rules = law.convention(convention)
    refused = _without_effect(law, state, convention, received)
    if refused is not None:
        return refused
    notice = Act(
        convention, state, "denunciation_notified", received, received.year, "", "", Confidence.COMPUTED, named_day
    )
    out = out_after(rules, notice, received)
    if out is None:
        return _cannot_be_left(law, convention)
    law.parties(convention, on=received)  # reckoned once, and shared with every law in which only this State leaves
    return ending(law, law.with_acts([notice]), state, convention, received=received, out=out)


def ending(
    before: Law, after: Law, state: str, convention: str, *, received: date, out: date, rule: Clause | None = None
) -> Withdrawal:
    """What it changes that a State is bound no more from ``out`` on.

    ``before`` is the law without that, ``after`` the law with it; ``rule`` is the clause by which it ends, where that
    is another one than the clause on leaving.
    """
    rules = after.convention(convention)
    return Withdrawal(
        state=state,
        convention=convention,
        received=received,
        effect=out,
        last_day=out - _ONE_DAY,
        rule=rule or rules.leaving.clause,
        disputed=rules.leaving.possible is Leavable.DISPUTED,
        at_stake=rules.at_stake,
        stays=rules.stays,
        reminders=tuple(_reminder(one, out, received) for one in rules.beforehand),
        followers=_followers(before, after, state, convention, out),
        seats_before=seats(after, convention, on=out - _ONE_DAY),
        seats_after=seats(after, convention, on=out),
    )


def effect(law: Law, convention: str, *, received: date, named_day: date | None = None) -> date | Refused:
    """The day on which a notice received on ``received`` takes effect, for any State that is Party."""
    found = effect_of_notice(law.convention(convention), received, named_day=named_day)
    return _cannot_be_left(law, convention) if found is None else found


def _without_effect(law: Law, state: str, convention: str, received: date) -> Refused | None:
    rules = law.convention(convention)
    if rules.leaving.possible is Leavable.NO:
        return _cannot_be_left(law, convention)
    held = law.standing(state, convention, on=received)
    if held.standing is Standing.DENUNCIATION_PENDING and held.since is not None and held.since < received:
        return Refused(
            say("A notice received on {since} is pending already; the State is bound until {until}."),
            rules.leaving.clause.article,
            say("Ask about that notice, or about a State without one."),
            {"since": held.since, "until": held.until},
        )
    if _is_too_early(law, state, convention, received):
        return Refused(
            say("A notice is possible only after {years} years as Party; on {received} they had not passed."),
            rules.leaving.clause.article,
            say("Choose a later day."),
            {"years": rules.leaving.after_years, "received": received},
        )
    if held.standing in BOUND or held.standing in (Standing.CONSENTED, Standing.NOT_KNOWN):
        return None
    return Refused(
        say("{state} is not bound by the convention on {received}: a notice could end nothing."),
        rules.leaving.clause.article,
        say("Check the State and the day."),
        {"state": state, "received": received},
    )


def _is_too_early(law: Law, state: str, convention: str, received: date) -> bool:
    """Whether the years have not passed after which the State may leave (ECHR Art. 58(1))."""
    consents = [(act.day, act) for act in law.acts_of(state, convention) if act.action in CONSENTING and act.day]
    notice = Act(convention, state, "denunciation_notified", received, received.year, "", "", Confidence.COMPUTED)
    past = [(day, act) for day, act in consents if day <= received]
    return too_early(law.convention(convention), notice, received, past)


def _cannot_be_left(law: Law, convention: str) -> Refused:
    clause = law.convention(convention).leaving.clause
    return Refused(
        clause.words.get("en", say("The convention cannot be left.")),
        clause.article,
        say("A notice has no effect; all duties continue."),
    )


def _reminder(what: Beforehand, out: date, received: date) -> Reminder:
    days = sorted(out - timedelta(days=before) for before in what.days)
    return Reminder(what, tuple(day for day in days if day >= received))


def _followers(law: Law, after: Law, state: str, convention: str, out: date) -> tuple[Follower, ...]:
    """The other conventions whose standing the same notice changes, each with its first day."""
    found = []
    for code in law.conventions:
        if code == convention or convention not in tied_to(code, law.conventions):
            continue
        changed = [one for one in after.intervals(state, code) if one.first >= out and one.status.standing not in BOUND]
        if changed and law.standing(state, code, on=changed[0].first).standing != changed[0].status.standing:
            before = after.standing(state, code, on=changed[0].first - _ONE_DAY).standing
            found.append(Follower(code, changed[0].first, before, changed[0].status.standing))
    return tuple(found)
