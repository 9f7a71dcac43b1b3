"""Measurements: when one may be noted, and which names are of the same room."""

import re
import unicodedata
from datetime import date
from fractions import Fraction

from unannounced.duties.decision import Allowed, Decision, Refused, first_refusal
from unannounced.duties.profile import Mechanism
from unannounced.duties.standards.measures import Measure
from unannounced.duties.standards.values import Checklist, Interval, Value, told
from unannounced.duties.words import say

_RULE = say("Rule of this software: a measurement says of what, and when")
_DECIMALS = 12
_NOT_IN_NAMES = re.compile(r"[\W_]+")


def may_measure(
    *,
    subject: str,
    day: date,
    measured: bool,
    today: date,
    begins: date | None = None,
    ends: date | None = None,
    profile: Mechanism,
) -> Decision:
    """Whether a measurement may be noted: of something named, not in the future, on a day of its visit if it has one.

    ``measured``: whether there is any value at all; a correction without one says that nothing was measured.
    """
    return first_refusal(
        _of_something(subject, measured), _not_ahead(day, today), _on_visit(day, begins, ends, profile)
    )


def _of_something(subject: str, measured: bool) -> Decision:
    if not subject.strip():
        return Refused(
            say("It is not said what was measured."), _RULE, say("Name the room, the person, the episode or the place.")
        )
    if not measured:
        return Refused(
            say("No value was measured of “{subject}”."),
            _RULE,
            say("Write at least one value; what was not measured stays empty."),
            {"subject": subject},
        )
    return Allowed()


def _not_ahead(day: date, today: date) -> Decision:
    if day <= today:
        return Allowed()
    return Refused(say("{day} is in the future."), _RULE, say("Correct the day of the measurement."), {"day": day})


def _on_visit(day: date, begins: date | None, ends: date | None, profile: Mechanism) -> Decision:
    if begins is None or ends is None or begins <= day <= ends:
        return Allowed()
    return Refused(
        say("{day} is not a day of the visit, which lasts from {begins} to {ends}."),
        profile.cited("visit"),
        say("Correct the day of the measurement, or the days of the visit."),
        {"day": day, "begins": begins, "ends": ends},
    )


def folded(name: str) -> str:
    """A name without case, accents, blanks and marks: two names that fold alike are of one room.

    >>> folded("Cell  12-B"), folded("cell 12 b"), folded("Célula nº 3")
    ('cell12b', 'cell12b', 'celulano3')
    """
    plain = unicodedata.normalize("NFKD", name.casefold())
    return _NOT_IN_NAMES.sub("", "".join(one for one in plain if not unicodedata.combining(one)))


def as_text(measure: Measure, value: Value) -> str:
    """A value as a text that ``parse_value`` reads as the very same value: nothing is rounded, nothing is left open."""
    match value:
        case Interval() if value.is_exact:
            return _exact(value.low)
        case Interval():
            return f"{_exact(value.low)}..{_exact(value.high)}"
        case Checklist():
            open_ = [f"?{item}" for item in measure.items if item not in value.present | value.absent]
            found = [item for item in measure.items if item in value.present]
            return "; ".join([*found, *(f"-{item}" for item in measure.items if item in value.absent), *open_])
        case _:
            return told(value)


def _exact(number: Fraction) -> str:
    """All decimals of a number, or the fraction that it is.

    >>> _exact(Fraction("10.50")), _exact(Fraction(19, 20)), _exact(Fraction(2, 3))
    ('10.5', '0.95', '2/3')
    """
    scaled = number * 10**_DECIMALS
    if scaled.denominator != 1:
        return f"{number.numerator}/{number.denominator}"
    whole, part = divmod(scaled.numerator, 10**_DECIMALS)
    return f"{whole}.{part:0{_DECIMALS}}".rstrip("0").rstrip(".")
