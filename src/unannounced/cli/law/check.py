"""Hold a structured statement against the record: consistent, imprecise, contradicted, not known or opinion, and why.

A statement is an act of a State (--act ratification --claimed 1985), being bound or not (--bound no), a number of
Parties (--number 46), membership (--act expulsion), or what a body may do (--act complaints). --claimed is a day, a
month or a year; --said-on the day on which it was said (default: today), by whose law it is judged.
"""

import argparse
from collections.abc import Callable
from typing import Any

from unannounced.cli import main
from unannounced.cli.law import asking
from unannounced.cli.speaking import CommandProblem
from unannounced.crafts.law import shapes
from unannounced.duties.treaty.checking import check
from unannounced.duties.treaty.claims import VERDICT_WORDS, Claim, ClaimKind, When
from unannounced.duties.treaty.law import Law

EXAMPLE = "unannounced law check --state RUS --convention UNCAT --act ratification --claimed 1985"
_OF_CONVENTIONS = ("adoption", "opened_for_signature", "entry_into_force")
_MEMBERSHIP = ("expulsion", "membership_end", "membership_start", "membership_years", "suspension")


def arguments(command: argparse.ArgumentParser) -> None:
    """The parts of the statement."""
    command.add_argument("--state", default="", metavar="STATE", help="code or name")
    command.add_argument("--convention", default="", metavar="CONVENTION", help="code, number or name")
    command.add_argument("--act", default="", metavar="ACT", help="as ratification, signature, denunciation, joined")
    command.add_argument("--claimed", type=when, metavar="DATE", help="as 1985, 1985-12 or 1985-12-10")
    command.add_argument("--bound", choices=["yes", "no"], help="that the State is bound, or is not")
    command.add_argument("--number", type=int, metavar="N", help="of Parties, or of years")
    command.add_argument(
        "--except", nargs="+", default=[], dest="excepted", metavar="STATE", help="said to be no Party"
    )
    command.add_argument("--members", action="store_true", help="all members of the Council of Europe are meant")
    command.add_argument("--said-on", type=asking.day, metavar="DAY", help="default: today")


def when(text: str) -> When:
    """A day, month or year, for argparse."""
    parts = text.split("-")
    sized = [len(part) for part in parts] in ([4], [4, 2], [4, 2, 2]) and all(part.isdigit() for part in parts)
    try:
        said = When(*map(int, parts)) if sized else None
        if said is not None and said.first <= said.last:
            return said
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f"“{text[:40]}” is not a date; write 1985, 1985-12 or 1985-12-10")


def run(asked: argparse.Namespace, law: Law) -> int:
    """The verdict first, then the reason and the rule."""
    claim = _claim(asked, law)
    found = check(law, claim, today=asking.today())
    if asked.json:
        shape: dict[str, Any] = {"state": claim.state or None, "convention": claim.convention or None, "act": claim.act or None}
        shape |= {"claimed": str(claim.when) if claim.when else None, "claim": shapes.claim(claim)}
        asking.show_json(shape | shapes.finding(found))
        return main.DONE
    print(f"{VERDICT_WORDS[found.verdict].capitalize()} ({found.verdict.value}): {found.why}")
    if found.article:
        print(f"{found.article}; source: {found.source}; {found.confidence.value}")
    asking.show_grounds(found.grounds)
    return main.DONE


def _claim(asked: argparse.Namespace, law: Law) -> Claim:
    kind = _kind(asked)
    code: Callable[[str], str] = lambda said: asking.state(law, said)  # noqa: E731
    return Claim(
        kind=kind,
        state=code(asked.state) if asked.state else "",
        convention=asking.convention(law, asked.convention) if asked.convention else "",
        act=asked.act.replace("-", "_").replace(" ", "_"),
        when=asked.claimed,
        number=asked.number,
        bound=None if asked.bound is None else asked.bound == "yes",
        excepted=tuple(map(code, asked.excepted)),
        group="members" if asked.members else "",
        said_on=asked.said_on,
    )


def _kind(asked: argparse.Namespace) -> ClaimKind:
    """Which kind of statement the given parts make; a problem where they make none."""
    if asked.bound is not None:
        needed, kind = "state", ClaimKind.BOUND
    elif asked.act in _MEMBERSHIP or (asked.act and not asked.convention and asked.state):
        needed, kind = "state", ClaimKind.MEMBERSHIP
    elif asked.act in _OF_CONVENTIONS and not asked.state:
        needed, kind = "convention", ClaimKind.CONVENTION
    elif asked.act and not asked.state:
        needed, kind = "convention", ClaimKind.MANDATE
    elif asked.act:
        needed, kind = "convention", ClaimKind.ACT
    elif asked.number is not None or asked.excepted:
        needed, kind = "convention", ClaimKind.PARTIES
    else:
        raise CommandProblem("Say what is claimed: --act, --bound or --number, with --state and --convention.")
    if not getattr(asked, needed):
        raise CommandProblem(f"Such a statement needs --{needed}.")
    return kind
