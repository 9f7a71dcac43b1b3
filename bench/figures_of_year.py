"""All figures of a year, over 500 reports with 60,000 items and 40,000 responses; growth from a tenth of that."""

from collections.abc import Iterator

from bench import homes
from bench.dialogue_home import REPORTS, dialogue_home
from bench.figures import Claim, Figure, Row

TIMES = 5
SHARE = 0.95
SECONDS = Claim(2)


def rows() -> Iterator[Row]:
    """Each at a tenth and at full size: time, growth, and the number of queries, which must not grow."""
    few = _measured(REPORTS // 10)
    many = _measured(REPORTS)
    for name, values in many.items():
        beside = Figure(tuple(few[name]), "s", SHARE)
        if name == "queries":
            asked = Figure((few[name][0],), "queries")
            claim = Claim(asked.value, exactly=True)
            yield Row("the page of figures, queries", Figure((values[0],), "queries"), "at a tenth", asked, claim)
        else:
            yield Row(
                f"figures of a year, {REPORTS} reports: {name}, p95",
                Figure(tuple(values), "s", SHARE),
                "at a tenth",
                beside,
                SECONDS,
            )


def _measured(reports: int) -> dict[str, list[float]]:
    found: dict[str, list[float]] = homes.ask(dialogue_home(reports).home, "office", "figures_made", str(TIMES))
    return found
