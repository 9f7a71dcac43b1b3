"""Make accounts, give and end mandates, list people. The first account of a room acts for itself.

The liaison room has accounts of its own: an administrator, and officers, each with a State by `appoint`.
"""

import argparse
import getpass
import sys
from datetime import date

from unannounced.cli import main, speaking
from unannounced.cli.speaking import CommandProblem

EXAMPLE = "unannounced account make rosa 'Rosa Almqueira' --role administrator"
ROLES = ["member", "secretariat", "expert", "auditor", "administrator"]


def arguments(command: argparse.ArgumentParser) -> None:
    """make, give, end, list; in the liaison room also appoint."""
    command.add_argument("--room", choices=["office", "liaison"], default="office", help="default: office")
    ways = command.add_subparsers(dest="way", required=True)
    make = ways.add_parser("make", help="make an account; asks for the password, or reads it from standard input")
    make.add_argument("login")
    make.add_argument("name")
    make.add_argument("--role", choices=ROLES, help="and give this role from today")
    make.add_argument("--nationality", default="", metavar="CODE")
    make.add_argument("--as", dest="person", metavar="PERSON", help="who acts (not for the first account)")
    give = ways.add_parser("give", help="give a mandate")
    give.add_argument("login")
    give.add_argument("role", choices=ROLES)
    give.add_argument("--begins", type=date.fromisoformat, metavar="DAY", help="default: today")
    give.add_argument("--ends", type=date.fromisoformat, metavar="DAY")
    give.add_argument("--as", dest="person", required=True, metavar="PERSON")
    end = ways.add_parser("end", help="end the mandates of somebody; access ends, the duty of confidence does not")
    end.add_argument("login")
    end.add_argument("--ends", type=date.fromisoformat, required=True, metavar="DAY")
    end.add_argument("--as", dest="person", required=True, metavar="PERSON")
    appoint = ways.add_parser("appoint", help="liaison room: make somebody an officer of a State")
    appoint.add_argument("login")
    appoint.add_argument("state", metavar="CODE", help="of the State, ISO 3166-1 alpha-3")
    appoint.add_argument("--begins", type=date.fromisoformat, metavar="DAY", help="default: today")
    appoint.add_argument("--ends", type=date.fromisoformat, metavar="DAY")
    appoint.add_argument("--as", dest="person", required=True, metavar="PERSON")
    code = ways.add_parser("code", help="give somebody a new second factor, where the old one is lost")
    code.add_argument("login")
    code.add_argument("--as", dest="person", required=True, metavar="PERSON")
    password = ways.add_parser("password", help="set a new password; asks for it, or reads it from standard input")
    password.add_argument("login")
    password.add_argument("--as", dest="person", required=True, metavar="PERSON")
    listed = ways.add_parser("list", help="list people and their running mandates")
    listed.add_argument("--json", action="store_true")


def run(asked: argparse.Namespace) -> int:
    """Do it, or say why not."""
    main.enter(asked.room)
    from unannounced.cli import appointing
    from unannounced.duties.decision import RefusedByRule
    from unannounced.records.ledger.actions import BY_COMMAND, acting

    try:
        with acting(BY_COMMAND):
            ways = {"make": _make, "give": _give, "end": _end, "list": _list, "code": _code, "password": _new_password}
            ways["appoint"] = appointing.appoint
            if asked.room == "liaison":
                ways |= {"list": appointing.listed, "end": appointing.end}
            return ways[asked.way](asked)
    except RefusedByRule as refused:
        speaking.print_refusal(refused.refusal)
        return main.REFUSED


def _make(asked: argparse.Namespace) -> int:
    from unannounced.duties.confidentiality import Role
    from unannounced.records.accounts.actions import code_secret, enrol_code, give_mandate, make_account
    from unannounced.records.accounts.queries import viewer_of

    at = speaking.now()
    by = speaking.as_viewer(asked.person, at.date()) if asked.person else None
    person = make_account(asked.login, asked.name, password=_password(), nationality=asked.nationality, by=by, at=at)
    if asked.role:
        acting_for = by or viewer_of(person, at.date())
        give_mandate(person, Role(asked.role), begins=at.date(), ends=None, by=acting_for, at=at)
    factor = enrol_code(person, "authenticator", by=(by.pk if by else person.pk), at=at)
    print(f"{person.login} is made. Second factor for an authenticator app, shown once: {code_secret(factor)}")
    return main.DONE


def _password() -> str:
    return getpass.getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")


def _person(login: str):  # type: ignore[no-untyped-def]
    from unannounced.records.accounts.models import Person

    person = Person.objects.filter(login=login).first()
    if person is None:
        raise CommandProblem(f"Nobody has the login “{login}”. `unannounced account list` prints the logins there are.")
    return person


def _give(asked: argparse.Namespace) -> int:
    from unannounced.duties.confidentiality import Role
    from unannounced.records.accounts.actions import give_mandate

    at = speaking.now()
    by = speaking.as_viewer(asked.person, at.date())
    mandate = give_mandate(
        _person(asked.login), Role(asked.role), begins=asked.begins or at.date(), ends=asked.ends, by=by, at=at
    )
    print(f"{asked.login} is {mandate.role} from {mandate.begins}")
    return main.DONE


def _end(asked: argparse.Namespace) -> int:
    from unannounced.records.accounts.actions import end_mandate

    at = speaking.now()
    by = speaking.as_viewer(asked.person, at.date())
    for mandate in _person(asked.login).mandates.filter(ends__isnull=True):
        end_mandate(mandate, ends=asked.ends, by=by, at=at)
        print(f"{asked.login} is {mandate.role} until {asked.ends}")
    return main.DONE


def _code(asked: argparse.Namespace) -> int:
    from unannounced.duties.confidentiality import Act
    from unannounced.records.accounts.actions import code_secret, enrol_code
    from unannounced.records.accounts.queries import permit

    at = speaking.now()
    by = speaking.as_viewer(asked.person, at.date())
    permit(Act.MAKE_ACCOUNT, by)
    factor = enrol_code(_person(asked.login), "authenticator", by=by.pk, at=at)
    print(f"Second factor of {asked.login} for an authenticator app, shown once: {code_secret(factor)}")
    return main.DONE


def _new_password(asked: argparse.Namespace) -> int:
    from unannounced.duties.confidentiality import Act
    from unannounced.records.accounts.actions import change_password
    from unannounced.records.accounts.queries import permit

    at = speaking.now()
    by = speaking.as_viewer(asked.person, at.date())
    permit(Act.MAKE_ACCOUNT, by)
    change_password(_person(asked.login), _password(), by=by.pk, at=at)
    print(f"The password of {asked.login} is changed.")
    return main.DONE


def _list(asked: argparse.Namespace) -> int:
    from unannounced.records.accounts.models import Person

    today = speaking.now().date()
    rows = [
        {
            "login": person.login,
            "name": person.display_name,
            "roles": ", ".join(
                sorted(
                    one.role
                    for one in person.mandates.all()
                    if one.begins <= today and (not one.ends or one.ends >= today)
                )
            ),
        }
        for person in Person.objects.prefetch_related("mandates").order_by("login")
    ]
    speaking.print_rows(rows, as_json=asked.json)
    return main.DONE
