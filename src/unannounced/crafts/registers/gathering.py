"""Rows gathered column by column into arrays: half a million rows are a few passes over columns, not over cells.

Each distinct text of a column is read once (``cells.Kept``). What is bad is looked up row by row only where the
column has anything bad at all.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from unannounced.crafts.registers.binding import Binding, Bound, written_moment
from unannounced.crafts.registers.cells import NOT_KNOWN, Bad, Kept, Reading, Strange
from unannounced.crafts.registers.happening import gather_events
from unannounced.crafts.registers.meanings import Layout
from unannounced.crafts.registers.problems import Problems
from unannounced.crafts.registers.states import state_of
from unannounced.crafts.registers.tables import Cell, Row, text_of
from unannounced.crafts.registers.values import Happened
from unannounced.duties.words import say

Numbers = NDArray[np.int32]
Identity = tuple[str, ...]
UNDATED = 0  # the day of a row that speaks for the day of the edition

UNKNOWN_WORD = say("The mapping does not know the word “{word}”; it is kept as it stands.")
UNKNOWN_WORD_OF_MEASURE = say("The mapping does not say what “{word}” counts.")
HALF_POSITION = say("Only one of latitude and longitude is known, which is no position.")
COMPLETE_POSITION = say("Write the other one, or leave both empty.")
ADD_WORD = say("Add the word to the mapping, with what it means.")


_TOTAL = re.compile(
    r"(?:(?:grand|sub|overall)[- ]?)?(?:totals?|totale|totaal|totaux|gesamt|insgesamt|summe|suma|ogółem|celkem|toplam"
    r"|итого|всего|усього|разом)(?: (?:geral|général|general|generale|national|nacional|nazionale))?[:.]?",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"[*¹²³†]|(?:sources?|notes?|fontes?|fuentes?|notas?|quellen?|anmerkung(?:en)?|remarques?|obs|источник|примечание)\b",
    re.IGNORECASE,
)


class Index(dict[object, int]):
    """Gives each thing it is asked for a number, in the order in which they are first asked for."""

    def __missing__(self, key: object) -> int:
        self[key] = at = len(self)
        return at


@dataclass(slots=True)
class Gathered:
    """What all rows say, a column each: which place, which day, which row; counts; attributes as numbers of texts."""

    binding: Binding
    reading: Reading
    problems: Problems
    file_name: str
    places: Index = field(default_factory=Index)
    texts: Index = field(default_factory=lambda: Index({"": 0}))
    rows: int = 0
    place: list[Numbers] = field(default_factory=list)
    day: list[Numbers] = field(default_factory=list)
    row: list[Numbers] = field(default_factory=list)
    counts: dict[str, list[Numbers]] = field(default_factory=dict)
    told: dict[str, list[Numbers]] = field(default_factory=dict)
    dated: list[tuple[int, str, int, int, int]] = field(default_factory=list)  # place, count, day, number, row
    happened: list[tuple[int, Happened]] = field(default_factory=list)
    written: list[str] = field(default_factory=list)  # the texts by number, once all rows are gathered
    _kept: dict[tuple[int, str], Kept] = field(default_factory=dict)

    def take(self, numbers: Sequence[int], rows: Sequence[Row]) -> None:
        """Gathers some rows."""
        self.rows += len(rows)
        block = Block(self, list(numbers), rows)
        block.leave_out()
        days = block.days()
        places = block.identities()
        if not block.numbers:
            return
        self.place.append(np.fromiter(map(self.places.__getitem__, places()), np.int32, len(block.numbers)))
        self.day.append(np.array(days(), np.int32))
        self.row.append(np.array(block.numbers, np.int32))
        for what, found in block.counts():
            self.counts.setdefault(what, []).append(found)
        for what, codes in block.attributes():
            self.told.setdefault(what, []).append(codes)
        block.dated_counts(self.place[-1])
        gather_events(block, self.place[-1].tolist())

    def kept(self, key: tuple[int, str], read: Callable[[Cell], object]) -> Kept:
        """What each cell of a column says, as far as it was read."""
        if key not in self._kept:
            self._kept[key] = Kept(read)
        return self._kept[key]


class Block:
    """Some thousand rows, as columns."""

    def __init__(self, into: Gathered, numbers: list[int], rows: Sequence[Row]) -> None:
        self.into, self.numbers = into, numbers
        self._dated: dict[int, list[int]] = {}
        self.columns: list[Sequence[Cell]] = list(zip(*rows, strict=True))
        empty = {at for at, row in enumerate(rows) if not any(row)} if self._may_be_empty() else set()
        if empty:
            self._drop(empty)

    def _may_be_empty(self) -> bool:
        return all("" in column for column in self.columns)

    def _drop(self, rows: set[int]) -> None:
        stay = [at for at in range(len(self.numbers)) if at not in rows]
        self.numbers = [self.numbers[at] for at in stay]
        self.columns = [[column[at] for at in stay] for column in self.columns]

    def leave_out(self) -> None:
        """Drops the rows that the mapping leaves out, and says so."""
        for at, rule in self.into.binding.leave_out:
            gone = {n for n, cell in enumerate(self.columns[at]) if text_of(cell) in rule.values}
            for n in sorted(gone):
                self.into.problems.cell(
                    self.numbers[n],
                    rule.column,
                    text_of(self.columns[at][n]),
                    say("The mapping leaves this row out: {because}"),
                    "",
                    because=rule.because,
                )
            if gone:
                self._drop(gone)

    def said(self, at: int, n: int) -> str:
        """What a cell says, "" if it is not known."""
        return self.into.reading.said(self.columns[at][n])

    def read(self, at: int, kind: str, read: Callable[[Cell], object]) -> tuple[list[object], bool]:
        """What the cells of a column say, and whether some of the column's are bad or strange."""
        kept = self.into.kept((at, kind), read)
        found = list(map(kept.__getitem__, self.columns[at]))
        return found, kept.odd

    def cell(self, at: int, n: int) -> str:
        """A cell as it stands."""
        return text_of(self.columns[at][n])

    def days(self) -> Callable[[], list[int]]:
        """Drops the rows whose day cannot be read, and gives the days of the others once all drops are done."""
        binding, mapping = self.into.binding, self.into.binding.mapping
        bound = binding.of("day")
        if bound is not None and mapping.layout in (Layout.LONG, Layout.STATE):
            read = self.into.reading.ordinal(bound.column)
            found, odd = self.read(bound.at[0], "day", read)
            self._refuse_bad(bound.at[0], bound.head, found, odd)
            return lambda: [one for one in self.read(bound.at[0], "day", read)[0] if isinstance(one, int)]
        at = next((at for moment, at in binding.as_of if moment.column), -1)
        if at < 0 or mapping.layout is Layout.DETAILS:
            return lambda: [UNDATED] * len(self.numbers)
        return lambda: self._as_of(at)

    def _as_of(self, at: int) -> list[int]:
        if at not in self._dated:
            found, odd = self.read(at, "as_of", self.into.reading.edition_day)
            if odd:
                self.leave_out_bad(at, self.into.binding.header[at], found)
            self._dated[at] = [one if isinstance(one, int) else UNDATED for one in found]
        return self._dated[at]

    def _refuse_bad(self, at: int, head: str, found: list[object], odd: bool) -> None:
        if not odd:
            return
        bad = {n: one for n, one in enumerate(found) if isinstance(one, Bad)}
        for n, one in bad.items():
            self.into.problems.row(self.numbers[n], head, self.cell(at, n), one.reason, one.way_out)
        if bad:
            self._drop(set(bad))

    def leave_out_bad(self, at: int, head: str, found: Sequence[object]) -> None:
        for n, one in enumerate(found):
            if isinstance(one, Bad):
                self.into.problems.cell(self.numbers[n], head, self.cell(at, n), one.reason, one.way_out)

    def identities(self) -> Callable[[], Iterable[object]]:
        """Drops the rows that name no place or no State, and gives the identity of each place."""
        binding = self.into.binding
        if binding.mapping.layout is Layout.STATE:
            concerns = binding.of("concerns")
            fixed = binding.mapping.concerns
            return lambda: self.texts_of(concerns) if concerns else [fixed] * len(self.numbers)
        state = binding.of("state")
        if state is not None:
            states, odd = self.read(state.at[0], "state", state_of(self.into.reading, state.column, binding.mapping))
            self._refuse_bad(state.at[0], state.head, states, odd)
        self._refuse_nameless()
        self._leave_out_totals()
        key = binding.of("key")
        if key is not None and state is None:
            keys, _ = self.read(key.at[0], "text", self.into.reading.text(key.column))
            if all(keys):
                return lambda: keys
        return self._long_identities

    def _refuse_nameless(self) -> None:
        binding = self.into.binding
        named = [bound for bound in (binding.of("key"), binding.of("name")) if bound is not None]
        if binding.mapping.layout is Layout.DETAILS:
            named = named[:1]
        said = [self.texts_of(bound) for bound in named]
        nameless = {n for n, texts in enumerate(zip(*said, strict=True)) if not any(texts)}
        for n in sorted(nameless):
            self.into.problems.row(
                self.numbers[n],
                named[0].head,
                "",
                say("The row names no place."),
                say("Write the name or the key of the place in the row, or delete the row if it is a note."),
            )
        if nameless:
            self._drop(nameless)

    def _leave_out_totals(self) -> None:
        """Drops the rows that sum up the table or are a note below it."""
        bound = self.into.binding.of("name") or self.into.binding.of("key")
        if bound is None:
            return
        texts = self.texts_of(bound)
        gone = {n for n, text in enumerate(texts) if text and (_TOTAL.fullmatch(text) or self._is_note(n, text))}
        for n in sorted(gone):
            self.into.problems.cell(
                self.numbers[n],
                bound.head,
                texts[n],
                say("The row sums up the table or is a note, and no place."),
                say("If it is a place, give it another name in the table."),
            )
        if gone:
            self._drop(gone)

    def _is_note(self, n: int, text: str) -> bool:
        return bool(_NOTE.match(text)) and sum(1 for column in self.columns if column[n] != "") == 1

    def _long_identities(self) -> Iterable[object]:
        """Key and State; for a row without a key the name and where it is."""
        binding = self.into.binding
        keys = self.texts_of(binding.of("key"))
        states = self._states()
        where = [
            self.texts_of(binding.of(one)) for one in ("name", "region", "district", "town", "address", "postcode")
        ]
        for key, state, *rest in zip(keys, states, *where, strict=True):
            yield (state, key) if key else (state, "", *(one.casefold() for one in rest))

    def _states(self) -> list[str]:
        state = self.into.binding.of("state")
        if state is None:
            return [self.into.binding.mapping.state] * len(self.numbers)
        read = state_of(self.into.reading, state.column, self.into.binding.mapping)
        return [str(one) for one in self.read(state.at[0], "state", read)[0]]

    def texts_of(self, bound: Bound | None) -> list[str]:
        if bound is None:
            return [""] * len(self.numbers)
        parts = [self.read(at, f"text{bound.means}", self.into.reading.text(bound.column))[0] for at in bound.at]
        plain = [[one.text if isinstance(one, Strange) else str(one) for one in part] for part in parts]
        return plain[0] if len(plain) == 1 else [", ".join(filter(None, some)) for some in zip(*plain, strict=True)]

    def counts(self) -> Iterable[tuple[str, Numbers]]:
        """Every count of the day of the row."""
        binding = self.into.binding
        for bound in binding.counts:
            yield bound.means, self.count(bound)
        measure, number = binding.of("measure"), binding.of("number")
        if measure and number:
            yield from self._measured(measure, number)

    def _measured(self, measure: Bound, number: Bound) -> Iterable[tuple[str, Numbers]]:
        """Counts of a table that says in one column what is counted and in another how many."""
        words, numbers = np.array(self.texts_of(measure), object), self.count(number)
        wanted = {one for one in measure.column.words.values() if one}
        for n, word in enumerate(words):
            if word and word not in wanted:
                self.into.problems.row(
                    self.numbers[n], measure.head, str(word), UNKNOWN_WORD_OF_MEASURE, ADD_WORD, word=str(word)[:80]
                )
        for what in sorted(wanted):
            yield what, np.where(words == what, numbers, NOT_KNOWN).astype(np.int32)

    def count(self, bound: Bound) -> Numbers:
        """The numbers of a count; of several columns their sum, as far as they are known."""
        total: Numbers | None = None
        for at in bound.at:
            found, odd = self.read(at, "number" + bound.means, self.into.reading.number(bound.column))
            if odd:
                self.leave_out_bad(at, self.into.binding.header[at], found)
                found = [NOT_KNOWN if isinstance(one, Bad) else one for one in found]
            here = np.array(found, np.int32)
            total = here if total is None else _sum(total, here)
        assert total is not None  # a bound column stands somewhere
        return total

    def attributes(self) -> Iterable[tuple[str, Numbers]]:
        """What is said as texts, each text by its number; coordinates as a position."""
        binding, index = self.into.binding, self.into.texts
        for bound in {one.means: one for one in reversed(binding.attributes)}.values():
            texts = self._warned(bound)
            yield bound.means, np.fromiter(map(index.__getitem__, texts), np.int32, len(texts))
        north, east = binding.of("latitude"), binding.of("longitude")
        if north and east:
            texts = self._positions(north, east)
            yield "position", np.fromiter(map(index.__getitem__, texts), np.int32, len(texts))

    def _warned(self, bound: Bound) -> list[str]:
        """The texts of an attribute; words that the mapping does not know are named."""
        for at in bound.at:
            found, odd = self.read(at, f"text{bound.means}", self.into.reading.text(bound.column))
            for n, one in enumerate(found if odd else ()):
                if isinstance(one, Strange):
                    self.into.problems.warn(
                        self.numbers[n], bound.head, one.text, UNKNOWN_WORD, ADD_WORD, word=one.text[:80]
                    )
        texts = self.texts_of(bound)
        if bound.column.register:
            return [f"{bound.column.register}:{one}" if one else "" for one in texts]
        return texts

    def _positions(self, north: Bound, east: Bound) -> list[str]:
        reading = self.into.reading
        pairs = []
        for bound, most in ((north, 90.0), (east, 180.0)):
            found, odd = self.read(bound.at[0], "degrees", reading.degrees(bound.column, most))
            if odd:
                self.leave_out_bad(bound.at[0], bound.head, found)
            pairs.append(found)
        self._name_halves(north, east, pairs)
        return [
            f"{degrees(a)},{degrees(b)}" if isinstance(a, float) and isinstance(b, float) else ""
            for a, b in zip(*pairs, strict=True)
        ]

    def _name_halves(self, north: Bound, east: Bound, pairs: list[list[object]]) -> None:
        """Names each latitude without longitude, and the other way round: no position is made of it."""
        for n, (a, b) in enumerate(zip(*pairs, strict=True)):
            if (a is None) != (b is None) and not isinstance(a or b, Bad):
                bound = north if b is None else east
                self.into.problems.cell(
                    self.numbers[n], bound.head, self.cell(bound.at[0], n), HALF_POSITION, COMPLETE_POSITION
                )

    def dated_counts(self, places: Numbers) -> None:
        """Gathers counts that have a day of their own."""
        for bound in self.into.binding.dated_counts:
            days = self.days_of(bound)
            for n, number in enumerate(self.count(bound).tolist()):
                if number != NOT_KNOWN:
                    self.into.dated.append((int(places[n]), bound.means, days[n], number, self.numbers[n]))

    def days_of(self, bound: Bound) -> list[int]:
        """The day of each row on which a column speaks: the one that the mapping names, or of another column."""
        moment, into = bound.column.on, self.into
        if moment is not None and bound.on_at >= 0:
            return self._as_of(bound.on_at)
        if moment is None:
            return [UNDATED] * len(self.numbers)
        day = written_moment(moment, into.binding.mapping, into.file_name, into.reading.today)
        return [day.toordinal() if day else UNDATED] * len(self.numbers)


def degrees(number: float) -> str:
    """Degrees with six decimals at most, which is ten centimetres.

    >>> degrees(45.5), degrees(-118.2436834), degrees(0.0)
    ('45.5', '-118.243683', '0')
    """
    return f"{number:.6f}".rstrip("0").rstrip(".") if round(number, 6) else "0"


def _sum(one: Numbers, other: Numbers) -> Numbers:
    """The sum of two columns; what is not known in one of them counts as nothing, in both it stays not known."""
    added = np.where(one == NOT_KNOWN, 0, one) + np.where(other == NOT_KNOWN, 0, other)
    return np.where((one == NOT_KNOWN) & (other == NOT_KNOWN), NOT_KNOWN, added).astype(np.int32)
