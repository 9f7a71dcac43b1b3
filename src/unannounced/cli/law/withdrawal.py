"""Say what a notice of leaving changes: what is lost, what stays, what is open, and what should be done before."""

import argparse

from unannounced.cli import main
from unannounced.cli.law import asking
from unannounced.crafts.law import shapes
from unannounced.duties.decision import Refused
from unannounced.duties.treaty.acts import WORDS as CONFIDENCES
from unannounced.duties.treaty.law import Law
from unannounced.duties.treaty.seats import Seats
from unannounced.duties.treaty.standing import WORDS
from unannounced.duties.treaty.withdrawal import Withdrawal, withdrawal

EXAMPLE = "unannounced law withdrawal RUS ECPT --received 2025-10-01"
FATES = {"lost": "Lost", "kept": "Stays", "uncertain": "Open", "never": "Never there"}


def arguments(command: argparse.ArgumentParser) -> None:
    """Which State, which convention, received when."""
    command.add_argument("state", metavar="STATE", help="code or name")
    command.add_argument("convention", metavar="CONVENTION", help="code, number or name")
    command.add_argument("--received", type=asking.day, metavar="DAY", required=True, help="by the depositary")
    command.add_argument("--names", type=asking.day, metavar="DAY", help="a later day that the notice itself names")


def run(asked: argparse.Namespace, law: Law) -> int:
    """The day of effect first, then a table of what is at stake."""
    state, convention = asking.state(law, asked.state), asking.convention(law, asked.convention)
    found = withdrawal(law, state, convention, received=asked.received, named_day=asked.names)
    if isinstance(found, Refused):
        if asked.json:
            asking.show_json(shapes.no_withdrawal(found, state, convention))
        asking.refuse(found)
        return main.REFUSED
    if asked.json:
        asking.show_json(shapes.withdrawal(found))
    else:
        _show(law, found)
    return main.DONE


def _show(law: Law, one: Withdrawal) -> None:
    name = law.convention(one.convention).short_name("en")
    print(f"Bound in full until {asking.in_words(one.last_day)}; not bound from {asking.in_words(one.effect)} on.")
    print(f"{law.names[one.state]} ({one.state}), {name} ({one.convention}), notice received {one.received}.")
    if one.disputed:
        print("It is disputed whether a notice has any effect; this is the earliest day.")
    print(f"{one.rule.article}: {one.rule.source}, {CONFIDENCES[one.rule.confidence]}.")
    for row in one.at_stake:
        print(f"{FATES[row.fate.value]}: {row.what['en']} ({row.clause.article}; {CONFIDENCES[row.clause.confidence]})")
        print(f"    until {one.last_day}: {row.pending['en']}")
        print(f"    from {one.effect}: {row.after['en']}")
    for rule in one.stays:
        print(f"Stays: {rule.words['en']} ({rule.article})")
    for other in one.followers:
        print(f"{other.convention} from {other.day}: {WORDS[other.after]}, by the same notice")
    for reminder in one.reminders:
        days = ", ".join(map(str, reminder.days)) or "now"
        print(f"Before: {reminder.what.clause.words['en']} ({reminder.what.clause.article}; {days})")
    for when, seats in (("before", one.seats_before), ("after", one.seats_after)):
        if seats is not None:
            print(f"Seats {when}: {_seats(seats)}")


def _seats(one: Seats) -> str:
    number = str(one.known) if one.known is not None else f"{one.least} or {one.most}"
    statement = f", two thirds {one.by_seats.statement}" if one.by_seats.statement else ""
    return f"{number}; quorum {one.by_seats.quorum}{statement}"
