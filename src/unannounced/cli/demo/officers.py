"""The accounts of the liaison room in the demonstration, made in its own process: an officer of XXA and one of XXB."""

import sys

from unannounced.cli import main, speaking
from unannounced.cli.demo.accounts import LIAISON, PASSWORD


def build() -> int:
    """Make an administrator and the officers; their States get their names with what is carried to them."""
    main.enter("liaison")
    from unannounced.duties.confidentiality import Role
    from unannounced.records.accounts.actions import enrol_code, give_mandate, make_account
    from unannounced.records.accounts.queries import viewer_of
    from unannounced.records.desk.actions import appoint
    from unannounced.records.ledger.actions import BY_COMMAND, acting
    from unannounced.records.states.actions import enter_states

    at = speaking.now()
    with acting(BY_COMMAND):
        rosa = make_account("rosa", "Rosa Almqueira", password=None, by=None, at=at)
        give_mandate(rosa, Role.ADMINISTRATOR, begins=at.date(), ends=None, by=viewer_of(rosa, at.date()), at=at)
        by = viewer_of(rosa, at.date())
        for login, (name, code, _who) in LIAISON.items():
            states = enter_states({code: {"en": code}}, invented=True, by=by.pk, at=at)
            person = make_account(login, name, password=PASSWORD, by=by, at=at)
            enrol_code(person, "authenticator", by=by.pk, at=at)
            appoint(person, states[0], begins=at.date(), ends=None, by=by, at=at)
    return main.DONE


if __name__ == "__main__":
    sys.exit(build())
