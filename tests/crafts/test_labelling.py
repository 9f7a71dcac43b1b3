"""Numbers and names beside the marks of a map: every mark has its number, and nothing lies on anything else."""

import random
import re

import pytest

from unannounced.crafts.clustering import clustered
from unannounced.crafts.labelling import CHARACTER, DESK, LINE, PHONE, Box, Side, Spot, labels, numbers_in_words
from unannounced.crafts.placing import Mark, draw_places
from unannounced.crafts.projecting import HIGH, WIDE, of_world


def boxes(spots: list[Spot], unit: float) -> list[Box]:
    """The labels as they are drawn: from where each stands and how it is anchored."""
    found = []
    for spot, label in zip(spots, labels(spots, WIDE, HIGH), strict=True):
        words = f"{label.number} {label.name}".strip() if unit == DESK else label.number
        long = len(words) * CHARACTER
        left = {"start": 0.0, "middle": -long / 2, "end": -long}[label.side.anchor] + label.x
        line = spot.y + label.y * unit
        found.append(
            Box(
                spot.x + left * unit, line - 0.82 * LINE * unit, spot.x + (left + long) * unit, line + 0.2 * LINE * unit
            )
        )
    return found


@pytest.mark.parametrize("unit", [DESK, PHONE])
@pytest.mark.parametrize("seed", range(20))
def test_no_number_lies_on_a_mark_or_on_another_number_at_either_size(unit: float, seed: int) -> None:
    import numpy as np

    dice = random.Random(seed)
    x, y = (np.array([dice.uniform(160, far - 160) for _ in range(14)]) for far in (WIDE, HIGH))
    groups = clustered(x, y, 30 * PHONE)
    spots = [
        Spot(one.x, one.y, 15 if len(one.members) > 1 else 9, str(number), "Bresk Prison")
        for number, one in enumerate(groups, start=1)
    ]
    drawn = boxes(spots, unit)
    for place, one in enumerate(drawn):
        assert one.within(WIDE, HIGH)
        for other in drawn[place + 1 :]:
            assert not one.meets(other), (spots, one, other)
        for spot in spots:
            reach = spot.radius * unit * 0.8
            assert not one.meets(Box(spot.x - reach, spot.y - reach, spot.x + reach, spot.y + reach))


def test_a_name_stands_where_there_is_room_and_gives_way_where_there_is_none() -> None:
    alone, *_rest = labels([Spot(500, 500, 9, "1", "Bresk Prison")], WIDE, HIGH)
    assert (alone.side, alone.name) == (Side.RIGHT, "Bresk Prison")
    at_the_edge, *_rest = labels([Spot(WIDE - 40, 500, 9, "1", "Bresk Prison")], WIDE, HIGH)
    assert (at_the_edge.side, at_the_edge.name) == (Side.LEFT, "Bresk Prison")
    crowd = [Spot(200 * column + 300, 70 * row + 200, 9, "1", "B" * 60) for row in range(5) for column in range(7)]
    held = labels(crowd, WIDE, HIGH)
    assert all(one.number for one in held)
    assert not any(one.name for one in held[7:28]), "between the rows there is no room"


def test_numbers_that_follow_each_other_are_a_span_and_very_many_the_first_and_the_last() -> None:
    assert numbers_in_words([2, 1, 2]) == "1–2"
    assert numbers_in_words([1, 3]) == "1, 3"
    assert numbers_in_words(range(1, 51, 2)) == "1 … 49"


def test_a_mark_without_a_number_is_drawn_as_before_and_names_are_escaped() -> None:
    plain = draw_places(of_world(), [Mark(1, 1, "a", "#")], label="Map", described_by="places")
    assert "numbered" not in plain
    held = [Mark(900, 500, "a", "#", number="1", name="<b>")]
    drawn = draw_places(of_world(), held, label="Map", described_by="places")
    assert re.findall(r'<text class="label"[^>]*>(.*?)</text>', drawn) == [
        '1 <tspan class="label-name">&lt;b&gt;</tspan>'
    ]
