"""What an act is called fits the ledger on every database."""

import pytest

from tests.world import TODAY, World, moment
from unannounced.duties.decision import RefusedByRule
from unannounced.records.ledger.actions import act
from unannounced.records.ledger.models import Line
from unannounced.records.states.models import State


def test_an_act_whose_name_has_no_room_in_the_ledger_is_refused_and_leaves_nothing(world: World) -> None:
    """SQLite would keep it, PostgreSQL not."""
    lines, states = Line.objects.count(), State.objects.count()
    with pytest.raises(RefusedByRule), act("x" * 61, by=world.maud.pk, at=moment(TODAY)) as line:
        line.keep(State(code="XXQ", names={"en": "Quelland"}, invented=True))
    assert (Line.objects.count(), State.objects.count()) == (lines, states)
