"""Officers of States, in the liaison room: appointed, ended and listed by the command ``account``."""

import argparse

from unannounced.cli import main, speaking
from unannounced.cli.speaking import CommandProblem


def appoint(asked: argparse.Namespace) -> int:
    """Make somebody an officer of a State, whose name comes with the first report that is transmitted to it."""
    if asked.room != "liaison":
        raise CommandProblem("Officers of States are appointed in the liaison room: unannounced account --room liaison")
    from unannounced.records.desk.actions import appoint as appointing

    at = speaking.now()
    by = speaking.as_viewer(asked.person, at.date())
    state = _state(asked.state.upper(), by.pk, at)
    person = _person(asked.login)
    made = appointing(person, state, begins=asked.begins or at.date(), ends=asked.ends, by=by, at=at)
    print(
        f"{person.login} is an officer of {state.code} from {made.begins}" + (f" to {made.ends}" if made.ends else "")
    )
    return main.DONE


def _state(code: str, by, at):  # type: ignore[no-untyped-def]
    """The State with this code, entered if it is not there yet."""
    from unannounced.crafts.names import real_names
    from unannounced.records.states.actions import enter_states
    from unannounced.records.states.models import State
    from unannounced.records.states.queries import is_invented_code

    if held := State.objects.filter(code=code).first():
        return held
    invented = is_invented_code(code)
    names = {"en": code} if invented else real_names(code)
    if not invented and (len(code) != 3 or names["en"] == code):
        raise CommandProblem(f"No State has the code “{code}”. Give its code of three letters, such as MDA.")
    return enter_states({code: names}, invented=invented, by=by, at=at)[0]


def _person(login: str):  # type: ignore[no-untyped-def]
    from unannounced.records.accounts.models import Person

    person = Person.objects.filter(login=login).first()
    if person is None:
        raise CommandProblem(
            f"Nobody has the login “{login}”. `unannounced account --room liaison list` prints the logins there are."
        )
    return person


def end(asked: argparse.Namespace) -> int:
    """End every appointment and mandate of somebody; what they wrote and gave stays."""
    from unannounced.records.accounts.actions import end_mandate
    from unannounced.records.desk.actions import end_appointment
    from unannounced.records.desk.models import Appointment

    at = speaking.now()
    by = speaking.as_viewer(asked.person, at.date())
    person = _person(asked.login)
    for one in Appointment.objects.filter(person=person, ends__isnull=True).select_related("state", "person"):
        end_appointment(one, ends=asked.ends, by=by, at=at)
        print(f"{person.login} is an officer of {one.state.code} until {asked.ends}")
    for mandate in person.mandates.filter(ends__isnull=True):
        end_mandate(mandate, ends=asked.ends, by=by, at=at)
        print(f"{person.login} is {mandate.role} until {asked.ends}")
    return main.DONE


def listed(asked: argparse.Namespace) -> int:
    """The accounts of the liaison room, with the State of each, and from when to when."""
    from unannounced.records.accounts.models import Person
    from unannounced.records.desk.models import Appointment

    held: dict[object, list[str]] = {}
    for one in Appointment.objects.select_related("state").order_by("begins", "pk"):
        held.setdefault(one.person_id, []).append(f"{one.state.code} {one.begins} to {one.ends or '…'}")
    rows = [
        {
            "login": person.login,
            "name": person.display_name,
            "roles": ", ".join(sorted({one.role for one in person.mandates.all()})),
            "states": "; ".join(held.get(person.pk, [])),
        }
        for person in Person.objects.prefetch_related("mandates").order_by("login")
    ]
    speaking.print_rows(rows, as_json=asked.json)
    return main.DONE
