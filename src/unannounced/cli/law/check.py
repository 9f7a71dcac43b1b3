"""Hold a structured statement against the record: consistent, imprecise, contradicted, not known or opinion, and why.

A statement is an act of a State (--act ratification --claimed 1985), being bound or not (--bound no), a number of
Parties (--number 46), membership (--act expulsion), or what a body may do (--act complaints). --claimed is a day, a
month or a year; --said-on the day on which it was said (default: today), by whose law it is judged.

Acts: ratification, signature, accession, joined, denunciation, withdrawal, signature_withdrawn, entry_into_force,
adoption, opened_for_signature, domestic_denunciation_law …; of membership: membership_start, suspension, withdrawal,
expulsion, membership_end; with --number of years: membership_years, party_years; of a body: complaints, publishes,
publishes_with_consent, without_notice, prohibits.
"""

import argparse

from unannounced.cli import main
from unannounced.cli.law import asking
from unannounced.cli.speaking import CommandProblem
from unannounced.crafts.law import shapes
from unannounced.duties.decision import Refused
from unannounced.duties.treaty.checking import check
from unannounced.duties.treaty.claims import VERDICT_WORDS, When
from unannounced.duties.treaty.law import Law
from unannounced.duties.treaty.stating import stated, when_named

EXAMPLE = "unannounced law check --state RUS --convention UNCAT --act ratification --claimed 1985"


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
    found = when_named(text)
    if found is None:
        raise argparse.ArgumentTypeError(f"“{text[:40]}” is not a date; write 1985, 1985-12 or 1985-12-10")
    return found


def run(asked: argparse.Namespace, law: Law) -> int:
    """The verdict first, then the reason and the rule."""
    claim = stated(
        state=asking.state(law, asked.state) if asked.state else "",
        convention=asking.convention(law, asked.convention) if asked.convention else "",
        act=asked.act,
        when=asked.claimed,
        number=asked.number,
        bound=None if asked.bound is None else asked.bound == "yes",
        excepted=tuple(asking.state(law, one) for one in asked.excepted),
        of_members=asked.members,
        said_on=asked.said_on,
    )
    if isinstance(claim, Refused):
        raise CommandProblem(f"{claim.sentence} {claim.way_out}")
    found = check(law, claim, today=asking.today())
    if asked.json:
        asking.show_json(shapes.checked(claim, found))
        return main.DONE
    print(f"{VERDICT_WORDS[found.verdict].capitalize()} ({found.verdict.value}): {found.why}")
    if found.article:
        print(f"{found.article}; source: {found.source}; {found.confidence.value}")
    asking.show_grounds(found.grounds)
    return main.DONE
