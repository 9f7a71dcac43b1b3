"""A mapping laid on the header of one table: where each of its columns is, and what is missing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from unannounced.crafts.registers.days import day_of, end_of_period
from unannounced.crafts.registers.heads import found, missing, near, plain
from unannounced.crafts.registers.meanings import Column, Mapping, Moment
from unannounced.crafts.registers.problems import Problems
from unannounced.duties.registering import ATTRIBUTES, COUNTS, EVENTS
from unannounced.duties.words import say


@dataclass(frozen=True, slots=True)
class Bound:
    """A column of the mapping and the positions in the row where it stands; -1 stands for nowhere."""

    column: Column
    at: tuple[int, ...]
    head: str
    on_at: int = -1
    until_at: int = -1
    other_at: int = -1
    note_at: tuple[int, ...] = ()

    @property
    def means(self) -> str:
        """What the column means."""
        return self.column.means


class Binding:
    """Every column of a mapping at its place in the table; ``of`` finds them by what they mean."""

    def __init__(self, mapping: Mapping, header: Sequence[str]) -> None:
        self.mapping, self.header = mapping, tuple(header)
        self.columns = tuple(bound for one in mapping.columns if (bound := self._bound(one)) is not None)
        self.leave_out = tuple((self.position(one.column), one) for one in mapping.leave_out)
        self.as_of = tuple(
            (one, self.position(one.column) if one.column else -1)
            for one in mapping.as_of
            if not one.column or self.position(one.column) >= 0
        )

    def position(self, head: str) -> int:
        """Where a column is; -1 if the table has none of this name."""
        at = found(head, self.header) if head else []
        return at[0] if at else -1

    def _bound(self, column: Column) -> Bound | None:
        at = tuple(dict.fromkeys(n for head in column.heads for n in found(head, self.header)))
        if not at:
            return None
        return Bound(
            column,
            at,
            self.header[at[0]],
            self.position(column.on.column) if column.on else -1,
            self.position(column.until),
            self.position(column.other_from),
            tuple(n for head in column.note_from if (n := self.position(head)) >= 0),
        )

    def of(self, *means: str) -> Bound | None:
        """The first column that means one of these."""
        return next((one for one in self.columns if one.means in means), None)

    @property
    def attributes(self) -> list[Bound]:
        """The columns that say something of a place as a text, without coordinates."""
        return [one for one in self.columns if one.means in ATTRIBUTES]

    @property
    def events(self) -> list[Bound]:
        """The columns that say what happened."""
        return [one for one in self.columns if one.means in EVENTS]

    @property
    def counts(self) -> list[Bound]:
        """The columns that count something on the day of the row; of two for one count the first holds."""
        here = [one for one in self.columns if one.means in COUNTS and one.column.on is None]
        return list({one.means: one for one in reversed(here)}.values())[::-1]

    @property
    def dated_counts(self) -> list[Bound]:
        """The columns that count something on a day of their own."""
        return [one for one in self.columns if one.means in COUNTS and one.column.on is not None]

    def name_missing(self, problems: Problems) -> None:
        """Names each column that the mapping needs and the table lacks, with the nearest ones that it has."""
        for head in missing(self.mapping, self.header):
            close = near(head, self.header)
            if close:
                problems.row(
                    None,
                    head,
                    "",
                    say("The mapping needs the column “{head}”, and the table has none; near are: {near}."),
                    say("Choose another mapping, or name in it the column that the table has."),
                    head=head,
                    near=", ".join(f"“{one}”" for one in close),
                )
            else:
                problems.row(
                    None,
                    head,
                    "",
                    say("The mapping needs the column “{head}”, and the table has none; its columns are: {columns}."),
                    say("Choose another mapping, or name in it the column that the table has."),
                    head=head,
                    columns=", ".join(f"“{one}”" for one in self.header[:12]),
                )

    def name_unknown(self, problems: Problems) -> None:
        """Where a mapping names what is not read, any other column is named: the table may have changed."""
        if not self.mapping.ignore:
            return
        used = {n for one in self.columns for n in (*one.at, one.on_at, one.until_at, one.other_at, *one.note_at)}
        used |= {at for at, _ in self.leave_out} | {at for _, at in self.as_of}
        used |= {n for head in self.mapping.ignore for n in found(head, self.header)}
        for n, head in enumerate(self.header):
            if n not in used and plain(head):
                problems.warn(
                    None,
                    head,
                    "",
                    say("The mapping does not know the column “{head}”; nothing of it is read."),
                    say("Name it in the mapping, with what it means or under ignore."),
                    head=head,
                )


def fixed_day(binding: Binding, file_name: str, today: date) -> date | None:
    """The day for which the table speaks, where the mapping says it or the name of the file does."""
    days = (written_moment(moment, binding.mapping, file_name, today) for moment, _ in binding.as_of)
    return next((day for day in days if day is not None), None)


def written_moment(moment: Moment, mapping: Mapping, file_name: str, today: date) -> date | None:
    """The day that a moment names by itself or by the name of the file; None if it is in a column or not said."""
    said = moment.written
    if moment.file_name:
        match = re.search(moment.file_name, file_name)
        said = match[1] if match else ""
    if not said:
        return None
    found_day = day_of(said, ("year-month-day", "day-month-year"), today=today)
    return found_day or end_of_period(said, fiscal_year_ends=mapping.fiscal_year_ends, today=today)
