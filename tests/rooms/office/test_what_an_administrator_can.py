"""What an administrator can do who is curious, and who sees it: the ledger keeps their name, whatever page or command."""

import pytest

from tests.rooms.office.sameness import ask, client_of
from tests.world import TODAY, World, hidden, moment
from unannounced.duties.confidentiality import Role
from unannounced.records.accounts.actions import give_mandate
from unannounced.records.accounts.queries import viewer_of
from unannounced.records.keyrings import queries
from unannounced.records.ledger.actions import BY_COMMAND, acting
from unannounced.records.ledger.models import Line
from unannounced.records.visits.actions import name_delegate
from unannounced.records.visits.models import Capacity

pytestmark = pytest.mark.django_db


def test_a_mandate_they_give_themselves_stands_in_the_ledger_with_their_name(world: World) -> None:
    assert ask(client_of(world, "rosa"), f"/visits/{hidden(world).visit.pk}/").status == 404
    give_mandate(world.people["rosa"], Role.MEMBER, begins=TODAY, ends=None, by=world.rosa, at=moment(TODAY))
    line = Line.objects.order_by("-seq")[0]
    assert (line.act, line.by) == ("give a mandate", world.rosa.pk)
    page = ask(client_of(world, "piet"), "/ledger/").body
    row = page.split("give a mandate")[1].split("</tr>")[0]
    assert "Rosa Almqueira" in row


def test_a_delegate_named_by_command_is_noted_as_such_and_waits_for_the_key(world: World) -> None:
    visit = hidden(world).visit
    with acting(BY_COMMAND):
        name_delegate(visit, world.people["henrik"], capacity=Capacity.MEMBER, by=world.ana, at=moment(TODAY))
    assert Line.objects.order_by("-seq")[0].via == "by command on the server"
    henrik = viewer_of(world.people["henrik"], TODAY)
    assert not queries.holds_newest(henrik, visit)
    assert not queries.wrapped_for(visit, henrik)
