"""Days without work: the days of the week and the holidays that a mechanism's profile names."""

from datetime import date, timedelta

from unannounced.duties.profile import Mechanism
from unannounced.duties.words import Sentence, say


def is_holiday(day: date, profile: Mechanism) -> bool:
    """Whether the profile names ``day``: as "05-09" of each year, or as "2026-04-03" once."""
    return day.isoformat() in profile.holidays or day.isoformat()[5:] in profile.holidays


def is_working(day: date, profile: Mechanism) -> bool:
    """Whether the mechanism works on ``day``."""
    return day.weekday() in profile.working_days and not is_holiday(day, profile)


def nearest_working(day: date, profile: Mechanism, *, step: int = 1) -> date:
    """``day`` if it is a working day, else the nearest one after it, or before it where ``step`` is -1."""
    while not is_working(day, profile):
        day += timedelta(days=step)
    return day


def moved_on(counted: date, profile: Mechanism) -> tuple[date, tuple[Sentence, ...]]:
    """The first working day from ``counted`` on, and each day passed over on the way there."""
    day = nearest_working(counted, profile)
    passed = [counted + timedelta(days=days) for days in range((day - counted).days)]
    if not passed:
        return day, ()
    if not any(is_holiday(one, profile) for one in passed):
        said = say("{counted} is not a working day; the next one is {day}.")
        return day, (Sentence(said, {"counted": counted, "day": day}),)
    steps = [Sentence(_why(one, profile), {"day": one}) for one in passed]
    return day, (*steps, Sentence(say("The next working day is {day}."), {"day": day}))


def as_decided(day: date, profile: Mechanism) -> tuple[Sentence, ...]:
    """What is to be said of a day that somebody decided: one without work stands, because it was decided."""
    if is_working(day, profile):
        return ()
    said = say("{day} is a holiday; it stands, because it was decided.")
    if not is_holiday(day, profile):
        said = say("{day} is not a working day; it stands, because it was decided.")
    return (Sentence(said, {"day": day}),)


def _why(day: date, profile: Mechanism) -> str:
    return say("{day} is a holiday.") if is_holiday(day, profile) else say("{day} is not a working day.")
