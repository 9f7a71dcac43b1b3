"""The rows of a table as lines of text: what stands side by side in one line, where it is one statement.

Recommendations in a table have a number, words and the States that made them in cells of their own; as a line they
read like those of a list: "6.1 Ratify the Protocol (Spain, Norway)".
"""

import re
from dataclasses import dataclass, field

_NUMBER = re.compile(r"\(?[\dA-Za-z]{1,4}(?:[.\-/]\d{1,4}){0,4}[.)]{0,2}")
_IN_PARENTHESES = re.compile(r"\(.{2,1500}\)[.;]?")
_MAKERS = re.compile(
    r"(?:(?:recommending|proposing|reviewing) )?(?:states?|state\(s\)|delegations?|countr(?:y|ies))"
    r"|(?:made|proposed|recommended|formulated) by|by whom"
    r"|(?:[ée]tats?|pays|d[ée]l[ée]gations?)(?: (?:auteurs?|recommandants?|ayant .{3,40}))?|auteurs?"
    r"|(?:estados?|pa[íi]s(?:es)?)(?: recomendantes?)?",
    re.IGNORECASE,
)
_LONGEST_HEAD = 60
_MOST_CELLS = 200


@dataclass(slots=True)
class Cell:
    """A cell: the columns it spans and its lines."""

    columns: int = 1
    lines: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Table:
    """A table being read: which column names the States that made what stands beside them; None if none does."""

    makers: int | None = None

    def lines_of(self, cells: list[Cell]) -> list[str]:
        """The lines of the next row."""
        heads = self._heads(cells)
        if heads is not None:
            self.makers = heads
        elif self.makers is not None:
            self._put_in_parentheses(cells, self.makers)
        filled = [cell.lines for cell in cells if cell.lines]
        if all(len(lines) == 1 for lines in filled) and len(filled) <= _MOST_CELLS:
            return [" ".join(lines[0] for lines in filled)] if filled else []
        return _stacked(filled)

    def _heads(self, cells: list[Cell]) -> int | None:
        """The column headed by a word for States, if this is a row of heads."""
        if not 2 <= len(cells) <= _MOST_CELLS or any(len(" ".join(cell.lines)) > _LONGEST_HEAD for cell in cells):
            return None
        column = 0
        for cell in cells:
            if _MAKERS.fullmatch(" ".join(cell.lines).strip(" :*")):
                return column
            column += cell.columns
        return None

    @staticmethod
    def _put_in_parentheses(cells: list[Cell], makers: int) -> None:
        column = 0
        for cell in cells:
            if column == makers and cell.lines:
                named = ", ".join(line.strip(" ,;.") for line in cell.lines)
                cell.lines = [named if _IN_PARENTHESES.fullmatch(named) else f"({named})"]
            column += cell.columns


def _stacked(cells: list[list[str]]) -> list[str]:
    """Cells one below the other; a number goes before what it numbers, and names in parentheses to what they close."""
    found: list[str] = []
    for lines in cells:
        closes = len(lines) == 1 and _IN_PARENTHESES.fullmatch(lines[0])
        if found and (closes or _NUMBER.fullmatch(found[-1])):
            found[-1] = f"{found[-1]} {lines[0]}"
            found += lines[1:]
        else:
            found += lines
    return found
