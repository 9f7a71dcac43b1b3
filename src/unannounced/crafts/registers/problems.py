"""Problems of a table, bounded: the first thousand are kept, all are counted by reason."""

from collections import Counter
from collections.abc import Iterable

from unannounced.crafts.registers.values import Problem

MOST = 1000
_SHOWN = 80  # letters of a cell


class Problems:
    """Gathers what could not be taken and what looks wrong."""

    def __init__(self) -> None:
        self.kept: list[Problem] = []
        self.how_many: Counter[str] = Counter()

    def row(self, row: int | None, column: str, value: str, reason: str, way_out: str, **facts: object) -> None:
        """The row, or the file where there is no row, is not taken."""
        self.add(Problem(row, column, value[:_SHOWN], reason, way_out, facts, refused=True))

    def cell(self, row: int | None, column: str, value: str, reason: str, way_out: str, **facts: object) -> None:
        """The cell is not taken, the rest of the row is."""
        self.add(Problem(row, column, value[:_SHOWN], reason, way_out, facts, left_out=True))

    def warn(self, row: int | None, column: str, value: str, reason: str, way_out: str, **facts: object) -> None:
        """It is taken and looks wrong."""
        self.add(Problem(row, column, value[:_SHOWN], reason, way_out, facts))

    def add(self, problem: Problem) -> None:
        """Keeps a problem, or counts it where a thousand are kept. What refuses rows is kept before warnings."""
        self.how_many[problem.reason] += 1
        if len(self.kept) < MOST:
            self.kept.append(problem)
        elif problem.refused and (at := self._last_warning()) is not None:
            self.kept[at] = problem

    def add_all(self, problems: Iterable[Problem]) -> None:
        """Keeps several."""
        for one in problems:
            self.add(one)

    def _last_warning(self) -> int | None:
        return next((at for at in range(len(self.kept) - 1, -1, -1) if not self.kept[at].refused), None)

    def in_order(self) -> list[Problem]:
        """Those that are kept: of the file first, then by row."""
        return sorted(self.kept, key=lambda one: one.row or 0)
