"""Enter that a member was elected in respect of a State (ECPT Art. 5); the person needs an account."""

import argparse
from datetime import date

from unannounced.cli import main, speaking
from unannounced.cli.speaking import CommandProblem

EXAMPLE = "unannounced elect ana --state XXD --begins 2027-01-01 --ends 2030-12-31 --as rosa"


def arguments(command: argparse.ArgumentParser) -> None:
    """Who, in respect of which State, for which days, as whom."""
    command.add_argument("login")
    command.add_argument("--state", required=True, metavar="CODE")
    command.add_argument("--begins", type=date.fromisoformat, required=True, metavar="DAY")
    command.add_argument(
        "--ends", type=date.fromisoformat, required=True, metavar="DAY", help="the last day of the term"
    )
    command.add_argument("--as", dest="person", required=True, metavar="PERSON")


def run(asked: argparse.Namespace) -> int:
    """Enter the term, or say which rule of election stands against it."""
    main.enter("office")
    from unannounced.duties.decision import RefusedByRule
    from unannounced.records.accounts.models import Person
    from unannounced.records.committee.actions import elect
    from unannounced.records.ledger.actions import BY_COMMAND, acting
    from unannounced.records.states.queries import UnknownState, state_called

    at = speaking.now()
    person = Person.objects.filter(login=asked.login).first()
    if person is None:
        raise CommandProblem(
            f"Nobody has the login “{asked.login}”. `unannounced account list` prints those there are."
        )
    try:
        state = state_called(asked.state)
        with acting(BY_COMMAND):
            by = speaking.as_viewer(asked.person, at.date())
            term = elect(person, for_state=state, begins=asked.begins, ends=asked.ends, by=by, at=at)
    except UnknownState as unknown:
        raise CommandProblem(str(unknown)) from unknown
    except RefusedByRule as refused:
        speaking.print_refusal(refused.refusal)
        return main.REFUSED
    print(f"{term.person} is a member in respect of {state.code} from {term.begins} to {term.ends}")
    return main.DONE
