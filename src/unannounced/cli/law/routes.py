"""Say which bodies can still be turned to about an act, which cannot and why, by when, and on what that rests.

The act is one of the State named. --on is the day of turning to a body. A route that is "perhaps" depends on something
that is not known, or was not said.
"""

import argparse
import textwrap
from collections.abc import Sequence

from unannounced.cli import main
from unannounced.cli.law import asking
from unannounced.cli.speaking import CommandProblem
from unannounced.crafts.law.route_shapes import routes_shape
from unannounced.crafts.law.routes import shipped_routes
from unannounced.duties.decision import RefusedByRule
from unannounced.duties.treaty.acts import WORDS as CONFIDENCES
from unannounced.duties.treaty.law import Law, NotKnown
from unannounced.duties.treaty.route_rules import Used, Victim
from unannounced.duties.treaty.routes import QUESTIONS, Route, read_used, routes

NAME = "routes"
EXAMPLE = "unannounced law routes BLR --act 2023-01-20 --on 2023-02-10"
_ANSWERS = {True: "yes", False: "no", None: "perhaps"}
_SAID = {"yes": True, "no": False, None: None}
_WIDTH, _INDENT = 110, " " * 10


def arguments(command: argparse.ArgumentParser) -> None:
    """Whose act, of which day, and what is known besides."""
    command.add_argument("state", metavar="STATE", help="code or name of the State whose act it is")
    command.add_argument("--act", type=asking.day, metavar="DAY", help="the day of the act, its first day if it lasted")
    command.add_argument("--on", type=asking.day, metavar="DAY", help="the day of turning to a body (default: today)")
    command.add_argument("--where", default="", metavar="STATE", help="the State where the act was")
    command.add_argument(
        "--used",
        nargs="+",
        action="extend",
        default=[],
        metavar="ROUTE",
        help="bodies that examined the matter; ROUTE:pending while one still does. One of: " + ", ".join(QUESTIONS),
    )
    command.add_argument("--exhausted", choices=["yes", "no"], help="no: a remedy that works is open within the State")
    command.add_argument("--final-decision", type=asking.day, metavar="DAY", help="the final decision within the State")
    command.add_argument("--anonymous", action="store_true", help="the person does not give a name")
    command.add_argument("--disappeared", choices=["yes", "no"], help="whether a person has disappeared")


def run(asked: argparse.Namespace, law: Law) -> int:
    """Every route: the answer, the reason, the last day, what to take care of."""
    state, where = asking.state(law, asked.state), asking.state(law, asked.where) if asked.where else ""
    on = asked.on or asking.today()
    try:
        found = routes(
            law,
            state,
            rules=shipped_routes(),
            act=asked.act,
            on=on,
            victim=Victim(named=not asked.anonymous, disappeared=_SAID[asked.disappeared]),
            used=_used(asked.used),
            exhausted=_SAID[asked.exhausted],
            final_decision=asked.final_decision,
            territory=where,
        )
    except RefusedByRule as refused:
        asking.refuse(refused.refusal)
        return main.REFUSED
    if asked.json:
        asking.show_json(routes_shape(state, found, act=asked.act, on=on, territory=where))
        return main.DONE
    act = f"an act of {asking.in_words(asked.act)}" if asked.act else "an act of a day that was not said"
    counted = [sum(route.available is answer for route in found) for answer in (True, None, False)]
    print(f"{counted[0]} of {len(found)} can be turned to, {counted[1]} are not certain, {counted[2]} cannot.")
    print(f"{law.names[state]} ({state}): {act}, on {asking.in_words(on)}.")
    for route in found:
        _show(route)
    return main.DONE


def _used(said: Sequence[str]) -> list[Used]:
    rules = shipped_routes()
    try:
        return [read_used(one, rules) for one in said]
    except NotKnown as unknown:
        near = f" Did you mean {', '.join(unknown.near)}?" if unknown.near else f" Known are: {', '.join(rules)}."
        raise CommandProblem(f"No route is called “{unknown.said[: asking.LONGEST]}”.{near}") from unknown


def _show(route: Route) -> None:
    print()
    print(f"{_ANSWERS[route.available]:8}  {route.name['en']} ({route.code}, {route.kind.value})")
    _print(f"{route.reason} ({route.article}; {CONFIDENCES[route.confidence]})")
    if route.reckoned is not None:
        _print(f"By {asking.in_words(route.deadline)}: {route.reckoned}" if route.deadline else str(route.reckoned))
    for warning in route.warnings:
        _print(f"! {warning}")


def _print(line: str) -> None:
    print(textwrap.fill(line, _WIDTH, initial_indent=_INDENT, subsequent_indent=_INDENT))
