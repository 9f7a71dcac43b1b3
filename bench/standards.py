"""The standards: a visit of 2,000 cells by every rule, beside the bare comparisons; a tenth and ten times as many.

Seconds are those of the processor: nothing here waits, and other work on the machine is not counted.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from time import process_time

from bench.figures import REPEATS, Claim, Figure, Row
from unannounced.crafts.measurements import read_table
from unannounced.crafts.registers.tables import open_table
from unannounced.crafts.standards import shipped_measures, shipped_rules
from unannounced.duties.standards import Checklist, Interval, MeasureKind, RuleBook, Subject, Value, evaluate_all
from unannounced.duties.standards.rules import Op

CELLS, VISIT = 2_000, Claim(0.5)
HEADS = (
    "place,place_kind,room,room_kind,room_area,annexe_area,persons,room_capacity,wall_distance,ceiling_height,"
    "annexe_fully_partitioned,own_bed,free_movement,out_of_cell_hours,outdoor_hours,toilet_at_all_times"
)
AT_LEAST: dict[str, Sequence[Fraction]] = {
    "net_area_per_person": (Fraction(3), Fraction(4)),
    "wall_distance": (Fraction(2),),
    "ceiling_height": (Fraction("2.5"),),
    "out_of_cell_hours": (Fraction(8),),
    "outdoor_hours": (Fraction(1), Fraction(1)),
}


def rows() -> Iterator[Row]:
    """Each figure on one core, in this process: what a cell of a visit has, and all that could ever be measured."""
    book = shipped_rules()
    data = _table(CELLS)
    subjects = list(read_table(open_table(data, "cells.csv"), book).subjects)
    bare = Figure(tuple(repeated(lambda: _bare(subjects))), "s")
    took = _evaluating(subjects, book)
    yield Row(f"{CELLS:,} cells, {len(book.on())} rules", took, "the bare comparisons", bare, VISIT)
    for times in (0.1, 10):
        many = (subjects * 10)[: int(CELLS * times)]
        peer = Figure(tuple(times * one for one in took.values), "s")
        yield Row(f"{len(many):,} cells", _evaluating(many, book), f"{times:g}× {CELLS:,} cells", peer)
    read = Figure(tuple(repeated(lambda: read_table(open_table(data, "cells.csv"), book))), "s")
    yield Row(f"reading the table of {CELLS:,} cells", read, "evaluating them", took)
    full = [Subject(f"x{number}", "prison", values=_everything(book)) for number in range(CELLS)]
    yield Row(f"{CELLS:,} times all {len(book.measures)} measures", _evaluating(full, book), "2,000 cells", took)
    loading = Figure(tuple(1000 * one for one in repeated(_load)), "ms")
    yield Row("loading measures and rules with all checks", loading)


def _evaluating(subjects: Sequence[Subject], book: RuleBook) -> Figure:
    _counted(subjects, book)  # what is the same for every cell is worked out once
    return Figure(tuple(repeated(lambda: _counted(subjects, book))), "s")


def repeated(what: Callable[[], object]) -> list[float]:
    """The seconds of the processor that ``what`` takes, each time."""
    took = []
    for _ in range(REPEATS):
        begun = process_time()
        what()
        took.append(process_time() - begun)
    return took


def _counted(subjects: Sequence[Subject], book: RuleBook) -> int:
    return sum(len(found) for _, found in evaluate_all(subjects, book))


def _table(cells: int) -> bytes:
    """A table of cells as a visit measures them; the same each time."""
    pick = random.Random(4711)
    lines = [HEADS]
    for number in range(cells):
        area, persons, yes = pick.randint(60, 400) / 10, pick.randint(1, 8), pick.choice(("yes", "no"))
        lines.append(
            f"Northgate,prison,{number},ordinary,{area},1.5,{persons},4,2.1,2.6,{yes},yes,{yes},"
            f"{pick.randint(1, 10)},{pick.choice(('0.5', '1'))},{yes}"
        )
    return "\n".join(lines).encode()


def _bare(subjects: Sequence[Subject]) -> int:
    """The comparisons alone: the numbers at hand, exact, no rule, no sentence, no reason."""
    passed = 0
    for one in subjects:
        numbers = {name: value.low for name, value in one.values.items() if isinstance(value, Interval)}
        numbers["net_area_per_person"] = (numbers["room_area"] - numbers["annexe_area"]) / numbers["persons"]
        passed += sum(numbers[name] >= least for name, thresholds in AT_LEAST.items() for least in thresholds)
    return passed


def _everything(book: RuleBook) -> dict[str, Value]:
    """A value for every measure, so that every rule that is about a prison has something to say."""
    made: dict[MeasureKind, Callable[[frozenset[str]], Value]] = {
        MeasureKind.NUMBER: lambda items: Interval.of("7.5"),
        MeasureKind.COUNT: lambda items: Interval.of(3),
        MeasureKind.RATIO: lambda items: Interval.of("0.9"),
        MeasureKind.TRUTH: lambda items: False,
        MeasureKind.CHECKLIST: lambda items: Checklist(items),
        MeasureKind.CHOICE: lambda items: "ordinary" if "ordinary" in items else min(items),
    }
    return {
        one.id: made[one.kind](frozenset(one.items))
        for one in book.measures.values()
        if not one.only_derived and one.kind in made
    }


def _load() -> None:
    """From the text of the files to every rule, with the checks of files, keys and words."""
    shipped_measures.cache_clear()
    shipped_rules.cache_clear()
    if not any(test.op is Op.TABLE for rule in shipped_rules().rules for test in rule.tests):
        raise AssertionError("the shipped standards cannot be read")
