"""Processes that furnish office and liaison room for the courier: a report is transmitted, an officer answers it.

``python -m tests.cli.furnish_liaison office`` or ``liaison`` in an installation's environment.
"""

import sys
from datetime import UTC, datetime, timedelta

from unannounced.cli.main import enter

TEXT = "The windows open since March."


def office() -> None:
    """A visit whose report was adopted and is transmitted today, with a file beside it."""
    enter("office")
    from tests.world import TODAY, make_world, moment, transmitted
    from unannounced.records.documents.models import Document
    from unannounced.records.ledger.actions import act
    from unannounced.records.recommendations.transmitting import retransmit

    world = make_world()
    chain = transmitted(world)
    document = Document.as_it_came("report.pdf", b"%PDF-1.7 made")
    with act("lay a file", by=world.maud.pk, at=moment(TODAY)) as line:
        line.keep(document)
        retransmit(chain.report, because="a file came", files=[document], line=line, at=moment(TODAY))


def liaison() -> None:
    """Goran of Bresk answers the one item and gives the answer, with a document."""
    enter("liaison")
    from unannounced.duties.confidentiality import Role
    from unannounced.records.accounts.actions import give_mandate, make_account
    from unannounced.records.accounts.queries import viewer_of
    from unannounced.records.desk.actions import appoint, give_response, lay, write_answer
    from unannounced.records.desk.queries import officer_of, report_of, standings, transmissions
    from unannounced.records.states.models import State

    at = datetime.now(UTC)
    day = at.date() - timedelta(days=1)
    rosa = make_account("rosa", "Rosa Almqueira", password=None, by=None, at=at)
    give_mandate(rosa, Role.ADMINISTRATOR, begins=day, ends=None, by=viewer_of(rosa, day), at=at)
    by = viewer_of(rosa, at.date())
    goran = make_account("goran", "Goran Petrov", password=None, by=by, at=at)
    appoint(goran, State.objects.get(code="XXB"), begins=day, ends=None, by=by, at=at)
    officer = officer_of(goran, at.date())
    assert officer is not None
    report = report_of(officer, transmissions(officer)[0].report)
    assert report is not None
    item = standings(report, today=at.date())[0]
    write_answer(report, item, claim="implemented", text=TEXT, ministry="", seen=0, by=officer, at=at)
    laid = lay(report, "response.txt", TEXT.encode(), media="text/plain", is_document=True, read={}, by=officer, at=at)
    give_response(report, standings(report, today=at.date())[:1], document=laid, by=officer, at=at)


if __name__ == "__main__":
    {"office": office, "liaison": liaison}[sys.argv[1]]()
