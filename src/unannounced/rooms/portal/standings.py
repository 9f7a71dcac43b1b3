"""Standings as the portal shows them: the sentence that answers first, the grounds, and the time line."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import assert_never

from django.utils.translation import gettext

from unannounced.crafts.law.conventions import shipped_conventions
from unannounced.duties.treaty.acts import COMMITTEE, CROSS_CHECK, DOMESTIC, GENERAL, Act, Confidence
from unannounced.duties.treaty.law import Law
from unannounced.duties.treaty.spans import day_of
from unannounced.duties.treaty.standing import BOUND, Ground, Standing, Status, status
from unannounced.duties.words import Sentence, say
from unannounced.rooms.portal.words import ACTS, SHAPES, called, word_of
from unannounced.rooms.web.conventions import full_name, short_name

_COMPUTED = {
    "entry_into_force": "check",
    "effect_not_before": "ring",
    "denunciation_effective": "cross",
    "cessation": "cross",
}
"""The computed days among the grounds, and the shape of each on the time line."""


@dataclass(frozen=True, slots=True)
class ShownStanding:
    """A standing for ``web/pieces/standing.html``, with the treaty's name."""

    treaty: str
    name: str
    word: str
    shape: str
    since: date | None
    bound_until: date | None
    exact: bool
    confidence: Confidence
    grounds: tuple[Ground, ...]
    confidence_since: Confidence


@dataclass(frozen=True, slots=True)
class Event:
    """One event for ``web/pieces/timeline.html``."""

    day: date
    text: str
    kind: str = ""
    shape: str = "dot"
    url: str = ""


@dataclass(frozen=True, slots=True)
class Lane:
    """One lane of the time line."""

    name: str
    events: tuple[Event, ...]


def status_of(law: Law, state: str, treaty: str, *, on: date) -> Status:
    """The status of a State; not known under a treaty whose rules are not among those of this program."""
    if treaty not in law.conventions:
        return status(treaty, (), law.conventions, on=on)
    return law.standing(state, treaty, on=on)


def statuses(law: Law, state: str, first: str, *, on: date) -> dict[str, Status]:
    """The status under the convention ``first``, if there is one, then under each that means something to the State."""
    held = {act.treaty for act in law.acts_of(state)}
    others = [code for code in law.conventions if code != first]
    strange = sorted(held - set(others) - {first})
    found = {code: status_of(law, state, code, on=on) for code in [*([first] if first else []), *others, *strange]}
    return {
        code: one
        for code, one in found.items()
        if code == first or code in held or (law.knows(code) and one.standing is not Standing.NONE)
    }


def shown(treaty: str, held: Status) -> ShownStanding:
    """A status in the words of the portal."""
    grounds = tuple(
        Ground(one.day, called(ACTS, one.act), one.article, one.source, one.confidence, one.note)
        for one in held.grounds
    )
    until = held.bound_until_at_least or (held.until if held.standing in BOUND else None)
    word, shape = word_of(held.standing, shipped_conventions().get(treaty)), SHAPES[held.standing]
    name, exact, sure = full_name(treaty), held.until is not None, held.confidence_since
    return ShownStanding(treaty, name, word, shape, held.since, until, exact, held.confidence, grounds, sure)


def was_ever_bound(held: Status, *, on: date) -> bool:
    """Whether the State is or was bound: by its standing, or by a day of entry into force that has passed."""
    if held.standing in BOUND | {Standing.FORMER_PARTY, Standing.CEASED}:
        return True
    return any(one.act == "entry_into_force" and one.day is not None and one.day <= on for one in held.grounds)


def answer(held: Status, *, on: date) -> Sentence:
    """The one sentence that answers whether the State is bound."""
    match held.standing:
        case Standing.PARTY | Standing.DENUNCIATION_PENDING:
            return _bound(held)
        case Standing.FORMER_PARTY | Standing.CEASED:
            return _no_longer(held)
        case Standing.CONSENTED:
            return _not_yet(held, on)
        case Standing.SIGNATORY if held.since is not None:
            return Sentence(say("Not a Party: signed on {since}, not bound since"), {"since": held.since})
        case Standing.SIGNATORY:
            return Sentence(say("Not a Party: signed, not bound since"))
        case Standing.NONE:
            return Sentence(say("Not a Party"))
        case Standing.NOT_KNOWN:
            return Sentence(_not_known(held), {"until": held.bound_until_at_least})
        case _:
            assert_never(held.standing)


def _bound(held: Status) -> Sentence:
    leaving = held.standing is Standing.DENUNCIATION_PENDING
    facts = {"since": held.since, "until": held.until or held.bound_until_at_least}
    if held.bound_until_at_least is not None:
        if leaving:
            return Sentence(say("Bound until at least {until}: notice to leave received"), facts)
        return Sentence(say("Bound until at least {until}"), facts)
    if held.until is not None:
        if leaving and held.since is not None:
            return Sentence(say("Bound until {until}: notice to leave received on {since}"), facts)
        return Sentence(say("Bound until {until}"), facts)
    if held.since is not None:
        return Sentence(say("Bound since {since}"), facts)
    return Sentence(say("Bound; since which day is not known"))


def _no_longer(held: Status) -> Sentence:
    facts = {"until": held.until}
    if held.until is None:
        return Sentence(say("No longer bound; since which day is not known"))
    if held.standing is Standing.CEASED:
        return Sentence(say("Was bound until {until}: ended with membership of the Council of Europe"), facts)
    return Sentence(say("Was bound until {until}: left"), facts)


def _not_yet(held: Status, on: date) -> Sentence:
    coming = [one.day for one in held.grounds if one.act == "entry_into_force" and one.day and one.day > on]
    if coming:
        return Sentence(say("Not yet bound: consented, and bound from {begins}"), {"begins": min(coming)})
    return Sentence(say("Not yet bound: consented, not yet in force"))


def _not_known(held: Status) -> str:
    open_acts = {one.act for one in held.grounds if one.day is None}
    if held.bound_until_at_least is not None:
        return say(
            "Not known: was bound until {until} for certain; since then it depends on whether and on which day a notice"
            " to leave was received"
        )
    if "denunciation_notified" in open_acts or "withdrawal_notified" in open_acts:
        return say("Not known: whether and on which day a notice to leave was received")
    if "succession" in open_acts:
        return say("Not known: from which day on the State is bound by succession")
    if "" in open_acts:
        return say("Not known: the rules of this treaty are not known here")
    return say("Not known: the day of an act is missing")


def what_is_open(held: Status) -> list[str]:
    """What the answer leaves open, in the words of its undated grounds."""
    if held.standing not in BOUND:
        return []
    return [one.note for one in held.grounds if one.day is None and one.confidence is Confidence.UNVERIFIED]


def treaty_lanes(acts: Iterable[Act], held: dict[str, Status], *, on: date) -> list[Lane]:
    """Two lanes: what happened towards the depositary with the days that follow, and what happened in the State."""
    treaties = {event for treaty, one in held.items() for ground in one.grounds if (event := _event(treaty, ground))}
    domestic: set[Event] = set()
    for act in acts:
        if act.day is None or act.action in CROSS_CHECK | COMMITTEE | GENERAL:
            continue
        event = Event(act.day, _text(act.treaty, act.action), shape="half" if act.action in DOMESTIC else "dot")
        (domestic if act.action in DOMESTIC else treaties).add(event)
    lanes = [Lane(gettext("Treaties"), _by_day(treaties)), Lane(gettext("Within the State"), _by_day(domestic))]
    return [lane for lane in lanes if lane.events]


def undated(acts: Iterable[Act]) -> list[str]:
    """The acts without a known day, as lines: a time line has no place for them."""
    left_out = CROSS_CHECK | COMMITTEE | GENERAL
    found = [act for act in acts if act.day is None and act.action not in left_out]
    return [
        f"{_text(act.treaty, act.action)} ({act.year or gettext('not known')})"
        for act in sorted(found, key=lambda act: act.year or 9999)
    ]


def _event(treaty: str, ground: Ground) -> Event | None:
    """The event of a computed day; the acts themselves come from the register.

    A member is one from the day of the act. The grounds of a protocol that binds together with its convention are
    those of the convention: it entered into force for a State not before it did so itself.
    """
    rules = shipped_conventions().get(treaty)
    if ground.day is None or ground.act not in _COMPUTED or (rules is not None and rules.membership):
        return None
    follows = rules is not None and rules.follows is not None and ground.act == "entry_into_force"
    day = max(ground.day, day_of(rules.general)) if rules is not None and follows else ground.day
    kind = "pending" if ground.act == "effect_not_before" else ""
    return Event(day, _text(treaty, ground.act), kind, _COMPUTED[ground.act])


def _text(treaty: str, action: str) -> str:
    return f"{short_name(treaty)}: {gettext(called(ACTS, action))}"


def _by_day(events: Iterable[Event]) -> tuple[Event, ...]:
    """By day; on one day the act before what follows from it."""
    return tuple(sorted(events, key=lambda event: (event.day, event.shape in _COMPUTED.values(), event.text)))
