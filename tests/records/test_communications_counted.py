"""Figures on communications: of a year, and never so that a small number can be reckoned from the others."""

from collections.abc import Mapping
from datetime import date

import pytest

from tests import communicating as field
from tests.communicating import Intake
from tests.world import TODAY, World, moment
from unannounced.duties.corresponding import WayIn
from unannounced.duties.receiving import Told
from unannounced.records.communications import counting, dealing
from unannounced.records.communications.actions import enter_communication

pytestmark = pytest.mark.django_db

AT = moment(TODAY)


@pytest.fixture
def intake(world: World) -> Intake:
    return field.keepers(world, "maud", "ana", at=AT)


def enter(world: World, count: int, way_in: WayIn, state: str, *told: Told) -> None:
    """So many communications of this year entered and triaged."""
    day = date(TODAY.year, 1, 15)
    for _one in range(count):
        held = enter_communication(way_in, b"{}", b"{}", came_on=day, by=world.maud, at=AT)
        dealing.note_triage(held, told, state=world.states[state], by=world.maud, at=AT)


def shown(counts: Mapping[str, int | None]) -> dict[str, int | None]:
    """What is not nought."""
    return {key: count for key, count in counts.items() if count != 0}


def test_counts_under_five_are_withheld_with_what_would_give_them_away(world: World, intake: Intake) -> None:
    enter(world, 9, WayIn.PAPER, "XXB", Told.VIOLENCE)
    enter(world, 6, WayIn.EMAIL, "XXC", Told.HEALTH, Told.VIOLENCE)
    enter(world, 2, WayIn.TELEPHONE, "XXB", Told.CONTACT)
    found = counting.figures(world.maud, TODAY.year)
    assert shown(found.by_way_in) == {"paper": 9, "email": None, "telephone": None}
    assert shown(found.by_state) == {"XXB": 11, "XXC": 6}
    assert shown(found.by_month) == {"01": 17}
    assert shown(found.by_told) == {"violence": 15, "health": None, "contact": None}
    assert counting.figures(world.maud, TODAY.year - 1) == counting.Figures({}, {}, {}, {})


def test_a_year_with_fewer_than_five_shows_no_number(world: World, intake: Intake) -> None:
    enter(world, 4, WayIn.PAPER, "XXB", Told.VIOLENCE)
    found = counting.figures(world.maud, TODAY.year)
    for table in (found.by_way_in, found.by_month, found.by_told):
        assert set(table.values()) == {None}
    assert found.by_state == {}


def test_a_state_from_which_few_wrote_is_not_named(world: World, intake: Intake) -> None:
    enter(world, 12, WayIn.PAPER, "XXB", Told.VIOLENCE)
    enter(world, 6, WayIn.PAPER, "XXC", Told.VIOLENCE)
    enter(world, 1, WayIn.PAPER, "XXD", Told.VIOLENCE)
    assert counting.figures(world.maud, TODAY.year).by_state == {"XXB": 12}


def test_the_figures_take_two_statements(world: World, intake: Intake, django_assert_num_queries: object) -> None:
    enter(world, 1, WayIn.PAPER, "XXB", Told.VIOLENCE)
    with django_assert_num_queries(2):  # type: ignore[operator]
        counting.figures(world.maud, TODAY.year)
