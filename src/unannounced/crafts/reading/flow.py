"""Where the lines of a file in marks go: into the text, a cell of a table, a note, or a box beside the text."""

from unannounced.crafts.reading.marked import Overfull
from unannounced.crafts.reading.rows import Cell, Table

NEW_PAGE = "\x0c"
"""Stands where a page was begun when the file was last shown; XML itself cannot hold this sign."""
MOST_NESTED = 100
"""Tables in tables and boxes in boxes; each hands its lines to the one around it, so there must be an end of them."""
_MOST_COLUMNS = 100
_MOST_CELLS = 2_000


class Flow:
    """The places that lines can go to, the innermost last."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.deleted_rows = 0
        self._places: list[list[str]] = [self.lines]
        self._tables: list[Table] = []
        self._rows: list[list[Cell]] = []
        self._deleted: list[bool] = []
        self._cells: list[Cell] = []

    def keep(self, lines: list[str]) -> None:
        """Lines go to the innermost place."""
        self._places[-1].extend(lines)

    def _begin(self, place: list[str]) -> None:
        if len(self._places) > MOST_NESTED:
            raise Overfull
        self._places.append(place)

    def begin_apart(self) -> None:
        """Lines go to a place of their own, until ``end_apart`` gives them."""
        self._begin([])

    def end_apart(self) -> list[str]:
        """The lines since ``begin_apart``."""
        return self._places.pop()

    def begin_table(self) -> None:
        """A table begins."""
        self._tables.append(Table())

    def end_table(self) -> None:
        """A table ends."""
        del self._tables[-1:]

    def begin_row(self) -> None:
        """A row begins."""
        self._rows.append([])
        self._deleted.append(False)

    def delete_row(self) -> None:
        """The row was deleted."""
        if self._deleted and not self._deleted[-1]:
            self._deleted[-1] = True
            self.deleted_rows += 1

    def end_row(self) -> int:
        """A row ends, and goes where its table stands; gives how many beginnings of pages it had more than once."""
        cells = self._rows.pop()
        if self._deleted.pop():
            self.deleted_rows -= 1
            return 0
        twice = _paged_once(cells)
        self.keep((self._tables[-1] if self._tables else Table()).lines_of(cells))
        return twice

    def begin_cell(self) -> None:
        """A cell begins."""
        self._cells.append(Cell())
        self._begin(self._cells[-1].lines)

    def span(self, columns: int) -> None:
        """The cell spans some columns."""
        if self._cells:
            self._cells[-1].columns = min(max(columns, 1), _MOST_COLUMNS)

    def end_cell(self) -> None:
        """A cell ends."""
        self._places.pop()
        cell = self._cells.pop()
        if self._rows and len(self._rows[-1]) > _MOST_CELLS:
            raise Overfull
        if self._rows:
            self._rows[-1].append(cell)
        else:
            self.keep(cell.lines)


def _paged_once(cells: list[Cell]) -> int:
    """Where a row goes over pages, each of its cells says so: leave what the one says that has most of them."""
    said = [sum(line.count(NEW_PAGE) for line in cell.lines) for cell in cells]
    if sum(said) == max(said, default=0):
        return 0
    most = said.index(max(said))
    for place, cell in enumerate(cells):
        if place != most:
            cell.lines = [line.replace(NEW_PAGE, " ").strip() for line in cell.lines]
            cell.lines = [line for line in cell.lines if line]
    return sum(said) - said[most]
