"""What the commands of the law share: which law is asked, what is meant by a name, and how a day is written."""

import argparse
import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from unannounced.cli.speaking import CommandProblem
from unannounced.crafts.law.acts import law_of, shipped_law
from unannounced.crafts.names import code_of
from unannounced.duties.decision import Refused
from unannounced.duties.identity import nearest
from unannounced.duties.treaty.acts import EARLIEST, LATEST
from unannounced.duties.treaty.acts import WORDS as CONFIDENCES
from unannounced.duties.treaty.conventions import Clause
from unannounced.duties.treaty.dates import written_day
from unannounced.duties.treaty.law import Law
from unannounced.duties.treaty.naming import ACTS
from unannounced.duties.treaty.standing import Ground

LONGEST = 60


def day(text: str) -> date:
    """A day as 2026-09-30, for argparse."""
    found = written_day(text)
    if found is None:
        raise argparse.ArgumentTypeError(f"“{text[:LONGEST]}” is not a day of the calendar; write it like 2026-09-30")
    if not EARLIEST <= found.year <= LATEST:
        raise argparse.ArgumentTypeError(f"{found} is out of reach; take a day from {EARLIEST} to {LATEST}")
    return found


def today() -> date:
    """The day on which the command is given; asked once by each command that needs it."""
    from unannounced.cli.speaking import now

    return now().date()


def law(asked: argparse.Namespace) -> Law:
    """The law that is asked: that of the register here, or the shipped facts; as known on a day if one is given."""
    held = _register(needed=asked.source == "register") if asked.source != "shipped" else None
    found = held or shipped_law()
    return found.as_known_on(asked.known_on) if asked.known_on else found


def _register(*, needed: bool) -> Law | None:
    """The register of this installation; None where there is none, or where it holds no act yet."""
    from unannounced.rooms.web.installation import InstallationProblem, database_url, folder

    if not needed and not database_url("office") and not (folder("office") / "office.sqlite3").exists():
        return None
    from unannounced.cli import main

    try:
        main.enter("office")
    except InstallationProblem:
        if needed:
            raise
        return None
    from unannounced.records.states.models import State
    from unannounced.records.treaties.queries import every_act

    acts = every_act()
    if not acts and not needed:
        return None
    return law_of(acts, {one.code: one.name() for one in State.objects.all()})


def state(law: Law, said: str) -> str:
    """The code of the State that is meant by a code or a name; the nearest are named where none is."""
    code = said.strip().upper()
    if code in law.names:
        return code
    named = code_of(said[:200]) or next(
        (one for one, name in law.names.items() if name.casefold() == said.casefold()), ""
    )
    if named in law.names:
        return named
    raise CommandProblem(_unknown("State", said, nearest(said[:LONGEST], law.names), law.names))


def convention(law: Law, said: str) -> str:
    """The code of the convention that is meant by a code, number or name; the nearest are named where none is."""
    wanted = _plain(said)
    names = {one.code: one.short_name("en") for one in law.conventions.values()}
    for one in law.conventions.values():
        called = {one.code, one.number, *one.names.values(), *one.short.values()}
        if wanted in {_plain(name) for name in called}:
            return one.code
    near = nearest(said[:LONGEST], names) or nearest(said[:LONGEST], {code: code for code in names})
    raise CommandProblem(_unknown("convention", said, near, names))


def _plain(name: str) -> str:
    return "".join(one for one in name.casefold() if one.isalnum())


def _unknown(what: str, said: str, near: Sequence[str], names: Any) -> str:
    meant = ", ".join(f"{code} ({names[code]})" for code in near)
    said = said if len(said) <= LONGEST else f"{said[:LONGEST]}…"
    known = f" Did you mean {meant}?" if meant else f" Known are: {', '.join(list(names)[:12])} …"
    return f"No {what} is called “{said}”.{known}"


def refuse(refused: Refused) -> None:
    """Say why not, under which rule, and what to do: on standard error, in English where no room is entered."""
    import sys

    print(f"Refused: {refused.sentence} ({refused.rule}) {refused.way_out}".rstrip(), file=sys.stderr)


def show_json(shape: Any) -> None:
    """One JSON value."""
    print(json.dumps(shape, ensure_ascii=False, indent=2))


def in_words(value: date | None) -> str:
    """A day in running text: 30 September 2026."""
    return f"{value.day} {value:%B %Y}" if value else "a day that is not known"


def show_grounds(grounds: Sequence[Ground]) -> None:
    """A line for each ground: day, act, article, confidence, source, and what is to be said of it."""
    if grounds:
        print("Because:")
    for one in grounds:
        act = ACTS.get(one.act, one.act.replace("_", " ")) or "no act"
        rule = f" ({one.article})" if one.article else ""
        source = f"; {one.source}" if one.source else ""
        when = str(one.day or "day not known")
        print(f"  {when:13}  {act}{rule}: {CONFIDENCES[one.confidence]}{source}")
        note = one.note.partition("confidence detail:")[0].rstrip("; ")
        if note:
            print(f"                 {note}")


def show_missing(clauses: Sequence[Clause]) -> None:
    """What the facts do not reach."""
    if clauses:
        print("What is missing here:")
    for one in clauses:
        print(f"  {one.words.get('en', one.article)} ({CONFIDENCES[one.confidence]})")
