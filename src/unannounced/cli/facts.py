"""Enter the shipped treaty facts and public record into the register. Repeating it is welcome."""

import argparse

from unannounced.cli import main, speaking

EXAMPLE = "unannounced facts --as maud"


def arguments(command: argparse.ArgumentParser) -> None:
    """As whom."""
    command.add_argument("--as", dest="person", required=True, metavar="PERSON")


def run(asked: argparse.Namespace) -> int:
    """Enter States, acts and facts that are not there yet; name the rows that cannot be taken."""
    main.enter("office")
    from unannounced.crafts.names import real_names
    from unannounced.duties.confidentiality import Act as Doing
    from unannounced.duties.treaty.acts import Act, read_row
    from unannounced.records.accounts.queries import permit
    from unannounced.records.ledger.actions import BY_COMMAND, acting
    from unannounced.records.states.actions import enter_states
    from unannounced.records.states.models import State
    from unannounced.records.treaties.actions import enter_acts, enter_public_record, shipped_rows

    at = speaking.now()
    viewer = speaking.as_viewer(asked.person, at.date())
    permit(Doing.ENTER_ACTS, viewer)
    rows, acts, worst = shipped_rows("treaties.csv"), [], main.DONE
    for number, row in enumerate(rows, start=2):
        act = read_row(row)
        if isinstance(act, Act):
            acts.append(act)
        else:
            worst = main.REFUSED
            print(f"treaties.csv, row {number}: {speaking.said(act.sentence)} {speaking.said(act.way_out)}")
    with acting(BY_COMMAND):
        codes = sorted({row["state"] for row in rows if row["state"]})
        enter_states({code: real_names(code) for code in codes}, invented=False, by=viewer.pk, at=at)
        states = {state.code: state for state in State.objects.all()}
        new = enter_acts(acts, states=states, by=viewer, at=at)
        facts = enter_public_record(shipped_rows("record.csv"), states=states, by=viewer, at=at)
    print(f"{new} acts and {facts} facts are new; {len(acts) - new} acts were known.")
    return worst
