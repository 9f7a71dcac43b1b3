"""Reminders of something due on a day: a few before it, one right after it, then one for each month it is overdue.

How many days before, and the months after, are choices of this project [P]; working days and holidays are the
profile's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from unannounced.duties.profile import Mechanism
from unannounced.duties.resting import nearest_working
from unannounced.duties.treaty.dates import add_months
from unannounced.duties.words import Sentence, say

BEFORE = (30, 7)
"""Days before the day due on which to remind (project choice [P])."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """A working day to remind on; ``days_before`` counts from it to the day due, and is below zero after that."""

    on: date
    days_before: int
    sentence: Sentence


def reminders(
    due_on: date,
    *,
    before: Sequence[int] = BEFORE,
    since: date | None = None,
    today: date,
    profile: Mechanism,
) -> tuple[Reminder, ...]:
    """All reminders of what is due on ``due_on`` and unanswered, by day, up to the first overdue one not before today.

    ``before`` are days before the day due, zero for that day itself; one that falls on no working day moves to an
    earlier one, so that it never comes late. ``since`` is the day the State was asked; reminders not after it are
    left out. After the day due one follows on the next working day, then one each calendar month after the day due,
    moved to a later working day if need be, so that the month is over.
    """
    ahead = {nearest_working(due_on - timedelta(days=days), profile, step=-1) for days in before}
    found = [_ahead(day, due_on) for day in sorted(ahead) if since is None or day > since]
    found.append(_overdue(due_on, profile))
    months = 1
    while found[-1].on < today:
        found.append(_months_overdue(due_on, months, profile))
        months += 1
    return tuple(found)


def reminders_ahead(
    due_on: date, *, before: Sequence[int] = BEFORE, since: date | None = None, today: date, profile: Mechanism
) -> tuple[Reminder, ...]:
    """Those of ``reminders`` that are on ``today`` or later; quick also for what has been overdue for many years."""
    passed = 12 * (today.year - due_on.year) + today.month - due_on.month - 2
    if passed < 1:
        every = reminders(due_on, before=before, since=since, today=today, profile=profile)
        return tuple(one for one in every if one.on >= today)
    months = passed
    while (one := _months_overdue(due_on, months, profile)).on < today:
        months += 1
    return (one,)


def next_reminder(
    due_on: date,
    *,
    before: Sequence[int] = BEFORE,
    since: date | None = None,
    today: date,
    profile: Mechanism,
) -> Reminder:
    """The first reminder on ``today`` or later; there is always one, until an answer comes."""
    return reminders_ahead(due_on, before=before, since=since, today=today, profile=profile)[0]


def _ahead(on: date, due_on: date) -> Reminder:
    days = (due_on - on).days
    facts = {"days": days, "due_on": due_on}
    if days == 0:
        return Reminder(on, 0, Sentence(say("Due today, {due_on}."), facts))
    said = say("Due in 1 day, on {due_on}.") if days == 1 else say("Due in {days} days, on {due_on}.")
    return Reminder(on, days, Sentence(said, facts))


def _overdue(due_on: date, profile: Mechanism) -> Reminder:
    on = nearest_working(due_on + timedelta(days=1), profile)
    days = (on - due_on).days
    said = say("Overdue by 1 day, since {due_on}.") if days == 1 else say("Overdue by {days} days, since {due_on}.")
    return Reminder(on, -days, Sentence(said, {"days": days, "due_on": due_on}))


def _months_overdue(due_on: date, months: int, profile: Mechanism) -> Reminder:
    on = nearest_working(add_months(due_on, months), profile)
    if months == 1:
        said = say("Overdue by 1 month, since {due_on}.")
    else:
        said = say("Overdue by {months} months, since {due_on}.")
    return Reminder(on, (due_on - on).days, Sentence(said, {"months": months, "due_on": due_on}))
