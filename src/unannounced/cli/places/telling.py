"""How the command says what became of a table: row by row and in sum, to a person or to a program."""

import sys
from typing import TYPE_CHECKING, Any

from unannounced.cli import speaking
from unannounced.duties.registering import ATTRIBUTES, COUNTS, EVENTS
from unannounced.duties.words import Sentence

if TYPE_CHECKING:
    from unannounced.cli.places.importing import Outcome
    from unannounced.crafts.matching.values import Reason
    from unannounced.crafts.registers.values import Problem
    from unannounced.records.places.foreseen import Change, Foreseen, ForeseenRow, Offered

WORDS = {**ATTRIBUTES, **COUNTS, **EVENTS}
MOST_NAMED = 20
"""Warnings, and places that are missing, that are named one by one."""


def shape_of(outcome: "Outcome", *, dry: bool) -> dict[str, Any]:
    """What became of a table, as JSON can hold it."""
    read = outcome.read
    return {
        "file": outcome.file.name,
        "mapping": outcome.mapping,
        "register": outcome.register,
        "as_of": read.as_of.isoformat() if read else None,
        "rows_read": read.rows if read else 0,
        "became": became(outcome, dry=dry),
        "source": outcome.source or None,
        "why": outcome.why or None,
        **(outcome.foreseen.shape() if outcome.foreseen else {}),
    }


def became(outcome: "Outcome", *, dry: bool) -> str:
    """One word for what became of a table."""
    if outcome.why:
        return "refused"
    if outcome.known:
        return "known"
    return "foreseen" if dry else "taken in"


def tell(outcome: "Outcome", *, dry: bool) -> None:
    """Print what became of a table: its rows in a dry run, else those that a person has to look at; then the sum."""
    name, foreseen = outcome.file.name, outcome.foreseen
    if outcome.known:
        print(f"{name}: this table was taken in already, by this mapping. Nothing was changed.")
        return
    if foreseen is not None:
        _tell_rows(foreseen, dry=dry)
        _tell_problems(foreseen)
    if outcome.why:
        print(f"{name}: refused. {outcome.why}", file=sys.stderr)
        return
    assert foreseen is not None
    assert outcome.read is not None
    print(_sum(outcome, foreseen, dry=dry))


def _tell_rows(foreseen: "Foreseen", *, dry: bool) -> None:
    from unannounced.records.places.foreseen import How

    for row in foreseen.rows:
        if row.how is not How.KNOWN and (dry or row.how is How.UNSURE):
            print(f"  row {row.place.row}: {_row(row)}")
    for _place, name in foreseen.missing[:MOST_NAMED]:
        print(f"  no longer listed: {name}")
    if len(foreseen.missing) > MOST_NAMED:
        print(f"  … and {len(foreseen.missing) - MOST_NAMED} more that are no longer listed")


def _row(row: "ForeseenRow") -> str:
    from unannounced.records.places.foreseen import How

    who = " ".join(part for part in (row.place.key, row.place.name) if part)
    changes = "; ".join(map(_change, row.changes))
    if row.how is How.MATCHED and row.match is not None:
        return f"matched: {who} is {row.match.name}. {_reasons(row.match)}" + (f" Says {changes}." if changes else "")
    if row.how is How.UNSURE:
        offers = " ".join(f"May be {one.name} ({one.likeness} %): {_reasons(one)}" for one in row.offers)
        return f"unsure: {who} becomes a new place, and waits for a person. {offers}"
    if row.how is How.CHANGED:
        return f"changed: {who}: {changes}"
    return f"{row.how.value}: {who}"


def _reasons(offered: "Offered") -> str:
    return " ".join(map(_reason, offered.reasons))


def _reason(reason: "Reason") -> str:
    said = speaking.said(Sentence(reason.sentence, reason.facts))
    return said if said.endswith((".", "!", "?")) else f"{said}."


def _change(change: "Change") -> str:
    word = speaking.said(Sentence(WORDS.get(change.what, change.what)))
    if change.new_days or change.other_days:
        return f"{word}: {change.new_days} new days, {change.other_days} with another number, {change.after} at last"
    return f"{word}: {change.after}" + (f" (before: {change.before})" if change.before else "")


def _tell_problems(foreseen: "Foreseen") -> None:
    said = [one for one in foreseen.problems if one.row is not None]
    refused = [one for one in said if one.refused]
    others = [one for one in said if not one.refused]
    for one in refused:
        print(f"  row {one.row}: refused: {_problem(one)}", file=sys.stderr)
    for one in others[:MOST_NAMED]:
        what = "left out" if one.left_out else "look at it"
        print(f"  row {one.row}: {what}: {_problem(one)}", file=sys.stderr)
    if len(others) > MOST_NAMED:
        print(f"  … and {len(others) - MOST_NAMED} more such rows", file=sys.stderr)
    for one in foreseen.problems:
        if one.row is None and not one.refused:
            print(f"  {_problem(one)}", file=sys.stderr)


def _problem(problem: "Problem") -> str:
    where = f"{problem.column} “{problem.value}”: " if problem.column else ""
    said = [speaking.said(Sentence(one, problem.facts)) for one in (problem.reason, problem.way_out) if one]
    return where + " ".join(said)


def _sum(outcome: "Outcome", foreseen: "Foreseen", *, dry: bool) -> str:
    from unannounced.records.places.foreseen import How

    counts, read = foreseen.counts, outcome.read
    assert read is not None
    numbers = (
        f"{counts[How.NEW]} new, {counts[How.CHANGED]} changed, {counts[How.MATCHED]} matched by name, "
        f"{counts[How.UNSURE]} unsure, {counts[How.KNOWN]} known with nothing new, {counts[How.REFUSED]} rows refused"
    )
    about = f", {foreseen.about_state} series of the whole State" if foreseen.about_state else ""
    head = f"{outcome.file.name}: {read.rows} rows, read by {outcome.mapping}, for {read.as_of}: {numbers}{about}."
    return f"{head} Nothing was changed." if dry else f"{head} Taken in as source {outcome.source}."
