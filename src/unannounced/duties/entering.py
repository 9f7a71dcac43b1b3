"""What a person may enter of a place by hand: a word on it, a number, an event, a part and its size."""

from collections.abc import Mapping
from datetime import date

from unannounced.duties.decision import Allowed, Decision, Refused, first_refusal
from unannounced.duties.going import ICRC_VISITS
from unannounced.duties.noting import may_stand
from unannounced.duties.reckoning import CLOSED, OPEN, position_of
from unannounced.duties.registering import ATTRIBUTES, COUNTS, EVENTS, KINDS, PARTS
from unannounced.duties.words import say

RULE = say("Rule of this software: each value of the register has a source and a day")
MOST = 10_000_000
"""A number above this counts no persons of one place."""
EARLIEST = date(1700, 1, 1)


def may_say(*, what: str, value: str, day: date, source: str, today: date, since: date | None = None) -> Decision:
    """Whether something may be said of a place: a known attribute, a value that suits it, a day and a source."""
    return first_refusal(has_source(source), no_future(day, today), no_future(since or day, today), _suits(what, value))


def may_count(*, what: str, number: int, day: date, source: str, today: date) -> Decision:
    """Whether a count may be entered: a known one, a number that can be counted, a day and a source."""
    if what not in COUNTS:
        return _unknown(say("“{what}” is none of the counts of a place."), what)
    if not 0 <= number <= MOST:
        reason = say("{number} is no number of persons or places.")
        way_out = say("Enter a whole number from 0 to {most}.")
        return Refused(reason, RULE, way_out, {"number": number, "most": MOST})
    return first_refusal(has_source(source), no_future(day, today))


def may_note(*, what: str, day: date | None, said_on: date, source: str, today: date) -> Decision:
    """Whether an event may be noted: a known one, not in the future, from a source."""
    if what not in EVENTS:
        return _unknown(say("“{what}” is none of the events of a place."), what)
    return first_refusal(has_source(source), no_future(day or said_on, today), no_future(said_on, today))


def may_add_part(*, kind: str, name: str, taken: bool) -> Decision:
    """Whether a place may have another part: of a known kind, with a name that no other part beside it has."""
    if kind not in PARTS:
        return _unknown(say("“{what}” is none of the kinds of parts."), kind)
    if not name.strip():
        return Refused(say("The part has no name."), RULE, say("Name it as the place does, such as “cell 12”."))
    if taken:
        reason = say("There is a part called “{name}” there already.")
        return Refused(reason, RULE, say("Give it another name, or enter the size of that one."), {"name": name})
    return may_stand(name, 120)


def may_size(*, sizes: Mapping[str, int | None], day: date, source: str, today: date) -> Decision:
    """Whether a size may be entered: at least one number, none that is impossible, an annexe smaller than the whole."""
    given = {what: number for what, number in sizes.items() if number is not None}
    if not given:
        return Refused(say("No size was given."), RULE, say("Enter the area, or another size."))
    for number in given.values():
        if not 0 <= number <= 2_000_000_000:
            reason = say("{number} is no size of a part of a place.")
            return Refused(reason, RULE, say("Enter it in square metres or metres."), {"number": number})
    area, annexe = given.get("area_cm2"), given.get("annexe_cm2")
    if area is not None and annexe is not None and annexe > area:
        reason = say("The sanitary annexe is larger than the part with it.")
        return Refused(reason, RULE, say("Enter the area of the part with its annexe, and the annexe alone."))
    return first_refusal(has_source(source), no_future(day, today))


def has_source(source: str) -> Decision:
    """Each value has a source."""
    if source.strip():
        return may_stand(source, 200)
    reason = say("It is not said where this is known from.")
    return Refused(reason, RULE, say("Name the source: a letter, a law, a page, a visit."))


def no_future(day: date, today: date) -> Decision:
    """Nothing is known of a day to come; a day before 1700 is a slip."""
    if EARLIEST <= day <= today:
        return Allowed()
    if day > today:
        return Refused(say("{day} is in the future."), RULE, say("Correct the day."), {"day": day})
    return Refused(say("{day} is too long ago."), RULE, say("Correct the day."), {"day": day})


def _suits(what: str, value: str) -> Decision:
    if what not in ATTRIBUTES:
        return _unknown(say("“{what}” is nothing that can be said of a place."), what)
    if not value.strip():
        return Refused(say("Nothing is said."), RULE, say("Write the value."))
    if what == "status" and value not in (OPEN, CLOSED):
        return Refused(say("A place is open or closed."), RULE, say("Write “open” or “closed”."))
    if what == ICRC_VISITS and value not in ("yes", "no"):
        reason = say("The ICRC visits a place effectively and regularly, or it does not.")
        return Refused(reason, RULE, say("Write “yes” or “no”."))
    if what == "kind" and value not in KINDS:
        reason, way_out = say("“{what}” is none of the kinds of places."), say("Choose one of: {known}.")
        return Refused(reason, RULE, way_out, {"what": value, "known": ", ".join(KINDS)})
    if what == "position" and position_of(value) is None:
        reason = say("“{what}” is no position.")
        way_out = say("Write degrees North and East with a comma between, like 45.5,-9.25.")
        return Refused(reason, RULE, way_out, {"what": value})
    return may_stand(value, 200 if what in ("name", "other_name") else 5000)


def _unknown(reason: str, what: str) -> Decision:
    return Refused(reason, RULE, say("Choose one of the list."), {"what": what})
