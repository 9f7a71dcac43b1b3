"""Say whether a State is bound by a convention on a day: the standing, until when it is certain, and the grounds."""

import argparse
from datetime import date

from unannounced.cli import main
from unannounced.cli.law import asking
from unannounced.crafts.law import shapes
from unannounced.duties.treaty.acts import WORDS as CONFIDENCES
from unannounced.duties.treaty.competences import territories
from unannounced.duties.treaty.coverage import missing
from unannounced.duties.treaty.law import Law
from unannounced.duties.treaty.receipt import if_received
from unannounced.duties.treaty.standing import WORDS, Status

EXAMPLE = "unannounced law standing RUS ECPT --on 2025-10-15"


def arguments(command: argparse.ArgumentParser) -> None:
    """Which State, which convention, which day."""
    command.add_argument("state", metavar="STATE", help="code or name")
    command.add_argument("convention", metavar="CONVENTION", help="code, number or name")
    command.add_argument("--on", type=asking.day, metavar="DAY", help="as 2026-09-30 (default: today)")


def run(asked: argparse.Namespace, law: Law) -> int:
    """The answer first, then its grounds."""
    state, convention = asking.state(law, asked.state), asking.convention(law, asked.convention)
    on = asked.on or asking.today()
    held = law.standing(state, convention, on=on)
    if asked.json:
        asking.show_json(shapes.standing(law, state, convention, held, on=on))
        return main.DONE
    name = law.convention(convention).short_name("en")
    print(f"{law.names[state]} ({state}), {name} ({convention}), on {asking.in_words(on)}: {WORDS[held.standing]}.")
    for sentence in _sentences(held):
        print(sentence)
    for row in if_received(law, state, convention, on=on):
        print(f"  If received from {row.first_day} to {row.last_day}, then not bound from {row.effect} on.")
    _show_more(law, state, convention, on)
    asking.show_grounds(held.grounds)
    asking.show_missing(missing(law, convention, on=on, state=state))
    return main.DONE


def _show_more(law: Law, state: str, convention: str, on: date) -> None:
    """The optional competences and the territories that are covered."""
    said = {True: "covers it", False: "does not cover it", None: "not known"}
    for one in shapes.competences(law, state, convention, on=on):
        print(f"  Art. {one['code']}: {said[one['covers']]}. {one['why']} ({one['article']}, {one['confidence']})")
    for territory in territories(law, state, convention, on=on):
        print(f"  Extends to {territory.name} since {territory.first}.")


def _sentences(held: Status) -> list[str]:
    until = asking.in_words(held.certain_until)
    if held.bound is None:
        said = ["Whether it is bound is not known."]
        if held.certain_until:
            said.append(
                f"It was bound for certain until {until}; after that it depends on a day that is not on record."
            )
        return said
    said = ["Bound: all rights and duties in full." if held.bound else "Not bound."]
    if held.bound and held.certain_until:
        said.append(f"Certain until {until}." if held.until is None else f"Bound until {until}, and not after.")
    if held.since:
        said.append(f"Since {asking.in_words(held.since)}: {CONFIDENCES[held.confidence_since]}.")
    said.append(f"That it is so: {CONFIDENCES[held.confidence]}.")
    return said
