"""What the public version withholds, tried by a reader who fills in every withheld number in every way that adds up."""

import random
from collections.abc import Iterator, Mapping
from itertools import product

import pytest

from unannounced.duties.withholding import MAIN, Block, Secret, Why, Withheld, judged, withheld

SMALL = 3
MANY = frozenset({"XXA", "XXB", "XXC"})
FAMILIES = {"items": MAIN, "implemented": "standing", "open": "standing", "repeats": "repeats"}
"""Every item of a line is implemented or open; some repeat earlier ones."""

Line = tuple[int, int, int]
"""Implemented, open, repeats: what a line holds; its items are the first two together."""


def line(implemented: int, still_open: int, repeats: int = 0, states: frozenset[str] = MANY) -> Secret:
    counts = {"items": implemented + still_open, "implemented": implemented, "open": still_open, "repeats": repeats}
    return Secret(states, counts if states else dict.fromkeys(counts, 0))


def block(name: str = "theme", /, **lines: Secret) -> Block:
    """Lines and the total they add up to."""
    counts = {column: sum(one.counts[column] for one in lines.values()) for column in FAMILIES}
    states: frozenset[str] = frozenset().union(*(one.states for one in lines.values()))
    return Block(name, "all", lines, Secret(states, counts), FAMILIES)


def hidden_lines(found: Withheld, name: str = "theme") -> set[str]:
    return {key for of, key in found.lines if of == name}


def ways(of: Block, found: Withheld, *, up_to: int) -> Iterator[dict[str, Line]]:
    """Every way to fill in the withheld lines so that each printed number of the total comes out."""
    unknown = sorted(key for key in of.lines if (of.name, key) in found.lines)
    printed = [column for column in FAMILIES if found.of_total(of.whole, FAMILIES[column]) is None]
    held = {column: sum(of.lines[key].counts[column] for key in unknown) for column in printed}
    numbers = range(up_to + 1)
    sound: list[Line] = [
        (done, left, again) for done in numbers for left in numbers for again in numbers if again <= done + left
    ]
    for guess in product(sound, repeat=len(unknown)):
        if all(_sum(guess, column) == number for column, number in held.items()):
            yield dict(zip(unknown, guess, strict=True))


def _sum(guess: tuple[Line, ...], column: str) -> int:
    return sum(
        {"items": one[0] + one[1], "implemented": one[0], "open": one[1], "repeats": one[2]}[column] for one in guess
    )


def test_what_unpublished_reports_on_few_states_say_is_withheld_even_if_it_is_nothing() -> None:
    for counted in (70, 2, 0):
        assert judged(Secret(frozenset({"XXB", "XXC"}), {"items": counted}), SMALL) is Why.FEW_STATES


def test_of_enough_states_a_small_number_is_withheld_and_neither_a_great_one_nor_none() -> None:
    said = {counted: judged(Secret(MANY, {"items": counted}), SMALL) for counted in (0, 1, 2, 3, 40)}
    assert said == {0: None, 1: Why.SMALL, 2: Why.SMALL, 3: None, 40: None}


def test_what_published_reports_say_is_never_withheld_however_small() -> None:
    """Anybody counts it in the reports themselves, so it would protect nothing beside a withheld line either."""
    found = withheld([block(known=line(1, 0, states=frozenset()), few=line(1, 0), great=line(9, 9, 9))], small=SMALL)
    assert hidden_lines(found) == {"few", "great"}


def test_a_withheld_line_is_not_reckoned_from_the_total_because_the_least_other_line_goes_with_it() -> None:
    found = withheld([block(few=line(1, 4, 3), great=line(20, 20, 20), less=line(6, 6, 6))], small=SMALL)
    assert found.lines == {("theme", "few"): Why.SMALL, ("theme", "less"): Why.BESIDE}
    assert not found.totals


def test_without_another_line_to_go_with_it_the_total_goes() -> None:
    found = withheld([block(few=line(1, 4, 3), known=line(9, 9, 9, states=frozenset()))], small=SMALL)
    assert hidden_lines(found) == {"few"}
    assert found.of_total("all", MAIN)


def test_a_column_in_which_withheld_lines_hold_nothing_takes_its_family_out_of_the_total_and_no_other_number() -> None:
    """A printed total of none would say of each State that it implemented none."""
    states = {f"XX{letter}": line(0, 6, 4, frozenset({f"XX{letter}"})) for letter in "ABC"}
    found = withheld([block("state", **states)], small=SMALL)
    assert hidden_lines(found, "state") == set(states)
    assert found.totals == {("all", "standing"): Why.BESIDE}


def test_two_blocks_with_one_total_withhold_the_same_of_it_and_neither_prints_all_its_lines() -> None:
    states = {f"XX{letter}": line(0, 6, 4, frozenset({f"XX{letter}"})) for letter in "ABC"}
    themes = {"first": line(0, 9, 6), "second": line(0, 9, 6)}
    found = withheld([block("state", **states), block("theme", **themes)], small=SMALL)
    assert found.of_total("all", "standing")
    assert hidden_lines(found, "theme") == {"first", "second"}


def test_the_total_of_reports_on_few_states_is_withheld_whole() -> None:
    two = {f"XX{letter}": line(9, 9, 9, frozenset({f"XX{letter}"})) for letter in "AB"}
    found = withheld([block("state", **two)], small=SMALL)
    assert {found.of_total("all", family) for family in FAMILIES.values()} == {Why.FEW_STATES}


def any_block(dice: random.Random) -> Block:
    """Some lines: of enough States or of one, published or not, with numbers great and small."""
    every: dict[str, Secret] = {}
    for number in range(dice.randint(2, 4)):
        numbers: Line = (dice.choice((0, 0, 1, 3, 4)), dice.choice((0, 1, 2, 3, 4)), 0)
        states = dice.choice((MANY, MANY, frozenset({f"XX{number}"}), frozenset[str]()))
        every[f"line {number}"] = line(*numbers[:2], dice.randint(0, sum(numbers)), states)
    return block(**every)


@pytest.mark.parametrize("seed", range(150))
def test_no_reader_recovers_a_withheld_line_from_what_is_printed(seed: int) -> None:
    """All that adds up is tried: what a withheld line holds may be nothing, and it may be no small number."""
    of = any_block(random.Random(seed))
    found = withheld([of], small=SMALL)
    unknown = sum(one.counts["items"] for key, one in of.lines.items() if ("theme", key) in found.lines)
    if not 0 < len(found.lines) < 3 or unknown > 9:
        return  # more would take too long to try, and leave more room
    guesses = list(ways(of, found, up_to=max(unknown, SMALL)))
    assert guesses, "what is true is one of the ways"
    for key in guesses[0]:
        for place in range(3):
            found_values = {guess[key][place] for guess in guesses}
            assert min(found_values) == 0, f"{key} holds at least {min(found_values)} for sure"
            assert max(found_values) >= SMALL, f"{key} holds at most {max(found_values)} for sure"


def test_the_reader_of_these_tests_recovers_a_number_where_nothing_else_is_withheld_with_it() -> None:
    """Broken on purpose: the small line alone is withheld, and the total gives it away."""
    of = block(few=line(1, 1, 1), great=line(9, 9, 9))
    guesses = list(ways(of, Withheld({("theme", "few"): Why.SMALL}), up_to=8))
    assert guesses == [{"few": (1, 1, 1)}]


def test_the_same_lines_are_withheld_in_whatever_order_they_come() -> None:
    lines: Mapping[str, Secret] = {f"{n}": line(n, 2 * n, n % 4) for n in range(9)}
    again = dict(sorted(lines.items(), reverse=True))
    assert withheld([block(**lines)], small=SMALL) == withheld([block(**again)], small=SMALL)


def test_fifty_states_and_as_many_themes_are_judged_in_a_moment() -> None:
    states = {f"X{n}": line(n, 2 * n, n % 4, frozenset({f"X{n}"})) for n in range(50)}
    themes = {f"theme {n}": line(n, 2 * n, n % 4) for n in range(50)}
    found = withheld([block("state", **states), block("theme", **themes)], small=SMALL)
    assert hidden_lines(found, "state") == set(states)
