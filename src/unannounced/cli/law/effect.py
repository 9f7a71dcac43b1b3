"""Reckon the day on which a notice received, or an instrument deposited, takes effect under a convention."""

import argparse
from datetime import date, timedelta

from unannounced.cli import main
from unannounced.cli.law import asking
from unannounced.cli.speaking import CommandProblem
from unannounced.crafts.law import shapes
from unannounced.duties.decision import Refused
from unannounced.duties.treaty.conventions import Clause, Convention
from unannounced.duties.treaty.law import Law
from unannounced.duties.treaty.spans import day_of
from unannounced.duties.treaty.withdrawal import effect
from unannounced.duties.words import say

EXAMPLE = "unannounced law effect ECPT denunciation --received 2025-09-30"
ACTS = {
    "denunciation": "leaving",
    "withdrawal": "leaving",
    "ratification": "joining",
    "acceptance": "joining",
    "approval": "joining",
    "accession": "joining",
    "succession": "succession",
    "territorial_extension": "extension",
    "territorial_withdrawal": "ending",
}


def arguments(command: argparse.ArgumentParser) -> None:
    """Which convention, which act, received or deposited when."""
    command.add_argument("convention", metavar="CONVENTION", help="code, number or name")
    command.add_argument("act", choices=sorted(ACTS), metavar="ACT", help=f"one of: {', '.join(ACTS)}")
    command.add_argument("--received", "--deposited", type=asking.day, metavar="DAY", required=True, dest="received")
    command.add_argument("--names", type=asking.day, metavar="DAY", help="a later day that the notice itself names")


def run(asked: argparse.Namespace, law: Law) -> int:
    """The day, and the rule it follows from."""
    convention = asking.convention(law, asked.convention)
    rules = law.convention(convention)
    try:
        found, clause = _reckoned(law, rules, asked.act, asked.received, asked.names)
    except (OverflowError, ValueError) as beyond:
        raise CommandProblem(f"{asked.received} is too near the end of the calendar.") from beyond
    if isinstance(found, Refused):
        if asked.json:
            why = {"reason": str(found.sentence), "article": found.rule}
            asking.show_json({"date": None, "convention": convention, "act": asked.act, **why})
        asking.refuse(found)
        return main.REFUSED
    to_end = ACTS[asked.act] == "leaving" and rules.leaving.to_end_of_day
    last = found if to_end else found - timedelta(days=1)
    if asked.json:
        shape = {"date": shapes.day(found), "convention": convention, "act": asked.act}
        shape |= {"received": shapes.day(asked.received), "period": clause.period.words if clause.period else None}
        shape |= {"article": clause.article, "source": clause.source, "confidence": clause.confidence.value}
        asking.show_json(shape | ({"last_day_bound": shapes.day(last)} if ACTS[asked.act] == "leaving" else {}))
        return main.DONE
    print(f"{asking.in_words(found)} ({found}).")
    words = clause.period.words if clause.period else "on that day"
    print(f"{clause.article}: {words} after {asked.received}; source: {clause.source}, {clause.confidence.value}.")
    if ACTS[asked.act] == "leaving":
        print(f"Bound until {asking.in_words(last)}, in full.")
    return main.DONE


def _reckoned(
    law: Law, rules: Convention, act: str, received: date, named: date | None
) -> tuple[date | Refused, Clause]:
    kind = ACTS[act]
    if kind == "leaving":
        return effect(law, rules.code, received=received, named_day=named), rules.leaving.clause
    if kind in ("joining", "succession"):
        clause = rules.entry if kind == "joining" else rules.succession
        day = clause.period.after(received) if clause.period else received
        general = day_of(rules.general)
        return (general, rules.general) if general > day else (day, clause)
    if rules.territory is None:
        none = say("The convention has no clause on territories.")
        return Refused(none, rules.number, say("Ask about another act.")), rules.entry
    clause = rules.territory.extension if kind == "extension" else rules.territory.withdrawal
    return clause.period.after(received) if clause.period else received, clause
