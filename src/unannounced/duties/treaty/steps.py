"""A withdrawal step by step: what happened so far, at home and towards the depositary, and what follows, day by day."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby

from unannounced.duties.treaty.acts import COMMITTEE, DOMESTIC, LEAVING, Act, Confidence
from unannounced.duties.treaty.checking_membership import ARTICLES
from unannounced.duties.treaty.conventions import Beforehand, Convention
from unannounced.duties.treaty.law import Law
from unannounced.duties.treaty.receipt import OPEN
from unannounced.duties.treaty.spans import effect_of_notice
from unannounced.duties.treaty.standing import Ground, Standing
from unannounced.duties.treaty.withdrawal import Withdrawal
from unannounced.duties.words import say

_ONE_DAY = timedelta(days=1)
_RECKONED = frozenset({"entry_into_force", "entry_into_force_general", "denunciation_effective", "cessation"})
_STEPWISE = 7
"""Days of receipt with one day of effect, from which on the step between them is worth a sentence."""


class Where(StrEnum):
    """Where a step was taken, and so what it can change."""

    HOME = "home"
    DEPOSITARY = "depositary"
    ORGANISATION = "organisation"
    BODY = "body"
    RECKONED = "reckoned"


WHERE_WORDS: Mapping[Where, str] = {
    Where.HOME: say("within the State: changes nothing under the convention"),
    Where.DEPOSITARY: say("towards the depositary"),
    Where.ORGANISATION: say("membership of the organisation"),
    Where.BODY: say("the body of the convention"),
    Where.RECKONED: say("follows by the rule"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happened, or followed: ``act`` is an action of the register or a reckoned day.

    ``day`` is None where it is not known, ``year`` too where not even that is. ``standing`` is what the State is under
    the convention asked about from that day on, None where there is no day.
    """

    day: date | None
    year: int | None
    where: Where
    act: str
    convention: str
    article: str
    source: str
    confidence: Confidence
    note: str
    standing: Standing | None = None


class What(StrEnum):
    """What a day brings after a notice."""

    RECEIVED = "received"
    REMINDER = "reminder"
    LAST_DAY = "last_day"
    EFFECT = "effect"
    FOLLOWS = "follows"


@dataclass(frozen=True, slots=True)
class Then:
    """A day after a notice: the last day bound, the day of effect, a reminder, or the end under another convention."""

    day: date
    what: What
    convention: str
    article: str
    beforehand: tuple[Beforehand, ...] = ()


@dataclass(frozen=True, slots=True)
class Cliff:
    """The last day of receipt with one day of effect, and the next day with its later one."""

    last_day: date
    effect: date
    next_day: date
    next_effect: date


def so_far(law: Law, state: str, convention: str, *, on: date) -> tuple[Step, ...]:
    """What is on record by ``on`` under the convention and in the organisation around it, in the order of days.

    What has no day stands at the end.
    """
    rules = law.convention(convention)
    own = law.standing(state, convention, on=on).grounds
    found = [_of_ground(law, state, rules, one, convention) for one in own if _happened(one, on)]
    found += _of_the_body(law, state, rules, on)
    found += [one for one in _around(law, state, rules, on) if one.act not in _dated(found, one.day)]
    return tuple(sorted(found, key=_by_day))


def from_then(law: Law, found: Withdrawal) -> tuple[Then, ...]:
    """The days from the notice on: received, reminders, the last day bound, the day of effect, what ends with it."""
    code, article = found.convention, found.rule.article
    days = [
        Then(found.received, What.RECEIVED, code, article),
        Then(found.last_day, What.LAST_DAY, code, article),
        Then(found.effect, What.EFFECT, code, article),
    ]
    reminded = sorted((day, place) for place, one in enumerate(found.reminders) for day in one.days)
    for day, together in groupby(reminded, key=_first):
        things = tuple(found.reminders[place].what for _, place in together)
        days.append(Then(day, What.REMINDER, code, "", things))
    days += [
        Then(one.day, What.FOLLOWS, one.convention, _tie(law.convention(one.convention))) for one in found.followers
    ]
    return tuple(sorted(days, key=_in_order))


def cliff(rules: Convention, received: date) -> Cliff | None:
    """Where one day later at the depositary is weeks later in effect; None where each day counts for itself."""
    effect = _out(rules, received)
    if effect is None:
        return None
    first, last = received, received
    while _out(rules, first - _ONE_DAY) == effect:
        first -= _ONE_DAY
    while _out(rules, last + _ONE_DAY) == effect:
        last += _ONE_DAY
    following = _out(rules, last + _ONE_DAY)
    if following is None or (last - first).days < _STEPWISE:
        return None
    return Cliff(last, effect, last + _ONE_DAY, following)


def _tie(rules: Convention) -> str:
    """The article by which a convention ends, or goes, with another one."""
    tie = rules.ends_with or rules.follows
    return tie.clause.article if tie else ""


def _out(rules: Convention, received: date) -> date | None:
    """The first day not bound after a notice received on a day."""
    effect = effect_of_notice(rules, received)
    return effect + _ONE_DAY if effect is not None and rules.leaving.to_end_of_day else effect


def _happened(ground: Ground, on: date) -> bool:
    """Whether a ground is something that happened by ``on``, or is said to have happened on no known day."""
    if not ground.act or ground.act in ("effect_not_before", "never_party", "never_member"):
        return False
    return ground.day <= on if ground.day is not None else True


def _of_ground(law: Law, state: str, rules: Convention, ground: Ground, code: str) -> Step:
    note = ground.note if ground.act not in DOMESTIC else _own_note(law, state, code, ground)
    under = _under(law, state, rules, ground, code)
    return Step(
        ground.day,
        None,
        _where(law.convention(under), ground.act),
        ground.act,
        under,
        ground.article,
        ground.source,
        ground.confidence,
        note,
        _standing(law, state, rules.code, ground.day),
    )


def _where(rules: Convention, act: str) -> Where:
    if act in _RECKONED:
        return Where.RECKONED
    if act in DOMESTIC:
        return Where.HOME
    return Where.ORGANISATION if rules.membership else Where.DEPOSITARY


def _under(law: Law, state: str, rules: Convention, ground: Ground, code: str) -> str:
    """The convention under which the act was done: where one ends with another, or goes with it, maybe that one."""
    tie = rules.ends_with or rules.follows
    if tie is None or ground.day is None or ground.act in _RECKONED:
        return code
    own = any(act.action == ground.act and act.day == ground.day for act in law.acts_of(state, code))
    return code if own else tie.convention


def _own_note(law: Law, state: str, code: str, ground: Ground) -> str:
    """The note of the act itself: that it changes nothing is said by where it was done."""
    held = [act for act in law.acts_of(state, code) if act.action == ground.act and act.day == ground.day]
    return held[0].note if held else ""


def _standing(law: Law, state: str, convention: str, day: date | None) -> Standing | None:
    return law.standing(state, convention, on=day).standing if day else None


def _of_the_body(law: Law, state: str, rules: Convention, on: date) -> Iterator[Step]:
    """What the convention's body did or lost in respect of the State: statements, the end of its member's term."""
    body = rules.body
    for act in law.acts_of(state, rules.code):
        if act.action not in COMMITTEE or body is None or act.day is None or act.day > on:
            continue
        clause = body.statement_clause if act.action == "public_statement" else None
        yield _of_act(law, act, Where.BODY, (clause or body.clause).article, rules.code)


def _around(law: Law, state: str, rules: Convention, on: date) -> Iterator[Step]:
    """Membership of the organisation whose head is the depositary, and what ended with it."""
    for code, one in law.conventions.items():
        if code == rules.code or one.depositary != rules.depositary:
            continue
        if one.membership:
            for act in law.acts_of(state, code):
                if act.action in LEAVING | {"membership_start", "suspension"} and act.day and act.day <= on:
                    yield _of_act(law, act, Where.ORGANISATION, ARTICLES.get(act.action, ""), rules.code)
        elif one.ends_with is not None and one.follows is None and one.ends_with.convention != rules.code:
            for ground in law.standing(state, code, on=on).grounds:
                if ground.act == "cessation" and ground.day is not None and ground.day <= on:
                    yield _of_ground(law, state, rules, ground, code)


def _dated(found: list[Step], day: date | None) -> set[str]:
    """The acts that are among ``found`` on that day already: what ends a convention stands among its own grounds."""
    return {one.act for one in found if one.day == day}


def _of_act(law: Law, act: Act, where: Where, article: str, convention: str) -> Step:
    held = _standing(law, act.state, convention, act.day)
    return Step(act.day, act.year, where, act.action, act.treaty, article, act.source, act.confidence, act.note, held)


def _by_day(step: Step) -> tuple[date, bool]:
    """By day; on one day the act before what follows from it; a receipt that is not on record at the end."""
    return step.day or date.max, step.where is Where.RECKONED or step.act == OPEN


def _first(pair: tuple[date, int]) -> date:
    return pair[0]


def _in_order(then: Then) -> tuple[date, int]:
    return then.day, list(What).index(then.what)
