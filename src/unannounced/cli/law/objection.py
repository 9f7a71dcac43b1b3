"""Say whether a State may object to a visit on a ground, and what follows (ECPT Art. 9, OPCAT Art. 14(2), 19, 20)."""

import argparse

from unannounced.cli import main
from unannounced.cli.law import asking
from unannounced.crafts.profiles import shipped_profile
from unannounced.duties.objecting import decide
from unannounced.duties.treaty.law import Law

BODIES = {"cpt": "cpt", "spt": "spt", "npm": "national"}
EXAMPLE = 'unannounced law objection cpt --to place --ground "public safety"'


def arguments(command: argparse.ArgumentParser) -> None:
    """Which body, to what, on which ground."""
    command.add_argument("body", type=str.lower, choices=sorted(BODIES), help="cpt, spt or npm")
    command.add_argument("--to", required=True, metavar="TARGET", help="time, place, visit, member, expert …")
    command.add_argument("--ground", required=True, metavar="WORDS", help='as "national defence"')
    command.add_argument(
        "--urgent", action="store_true", help="urgent and compelling (asked of an objection to the SPT)"
    )
    command.add_argument("--temporary", action="store_true", help="prevents the visit for a time only")


def run(asked: argparse.Namespace, law: Law) -> int:
    """The result, the article, and the next step."""
    profile = shipped_profile(BODIES[asked.body])
    target, ground = (said.strip().casefold().replace(" ", "_") for said in (asked.to, asked.ground))
    found = decide(target, ground, profile, urgent=asked.urgent, temporary=asked.temporary)
    if asked.json:
        shape = {"body": asked.body, "target": asked.to, "ground": asked.ground, "result": found.result.value}
        asking.show_json(shape | {"article": found.article, "reason": str(found.why), "next": str(found.then)})
        return main.DONE
    print(f"{found.result.value.replace('_', ' ')}: {found.why} ({found.article})")
    print(str(found.then))
    return main.DONE
