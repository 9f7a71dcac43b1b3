"""Reading a table of places by a mapping: everything it says of each place, and what could not be taken."""

from datetime import date

from unannounced.crafts.registers.binding import Binding, fixed_day
from unannounced.crafts.registers.cells import Reading
from unannounced.crafts.registers.days import possible
from unannounced.crafts.registers.detailing import details_of
from unannounced.crafts.registers.gathering import UNDATED, Gathered
from unannounced.crafts.registers.meanings import Layout, Mapping
from unannounced.crafts.registers.plausible import doubt_counts, doubt_keys, doubt_positions
from unannounced.crafts.registers.problems import Problems
from unannounced.crafts.registers.settling import Settled, places_of, settled
from unannounced.crafts.registers.tables import NotATable, Table
from unannounced.crafts.registers.values import Problem, ReadPlace, ReadRegister
from unannounced.duties.words import say

NO_DAY = say("It is not known for which day the table speaks.")
SAY_DAY = say("Give the day when you take the table in, or write as_of in the mapping.")
NO_SUCH_DAY = say("The table is said to speak for {day}, of which no table can speak today.")
CORRECT_DAY = say("Correct the day where it stands: as you gave it, in the mapping, or in the name of the file.")


def read_register(table: Table, mapping: Mapping, *, today: date, as_of: date | None = None) -> ReadRegister:
    """Everything that ``table`` says, read by ``mapping``.

    ``as_of`` is the day for which the edition speaks, if somebody says it; else the mapping says where it stands, and
    a series speaks for its last day. A file that cannot be read at all has no place and one problem or more that are
    ``refused`` and have no row; so does one for which no day is known.
    """
    problems = Problems()
    try:
        table = table.on(mapping.sheet, mapping.header_row)
        return _read(table, mapping, problems, today, as_of)
    except NotATable as error:
        problems.add(error.problem)
        return _result(mapping, as_of or today, 0, [], problems)


def _read(table: Table, mapping: Mapping, problems: Problems, today: date, as_of: date | None) -> ReadRegister:
    problems.add_all(table.notes)
    binding = Binding(mapping, table.header)
    binding.name_missing(problems)
    if any(one.refused for one in problems.kept):
        return _result(mapping, as_of or today, 0, [], problems)
    binding.name_unknown(problems)
    gathered = Gathered(binding, Reading(mapping, today), problems, table.file_name)

    def refuse(row: Problem) -> None:
        gathered.rows += 1
        problems.add(row)

    for numbers, rows in table.chunks(refuse):
        gathered.take(numbers, rows)
    if not gathered.rows:
        problems.row(None, "", "", say("The table has a header and no row."), say("Choose the file that has the rows."))
        return _result(mapping, as_of or today, 0, [], problems)
    day = as_of or _edition(gathered, table.file_name, today)
    if day is None:
        problems.row(None, "", "", NO_DAY, SAY_DAY)
        return _result(mapping, today, gathered.rows, [], problems)
    if not possible(day, today=today) or (as_of or today) > today:
        problems.row(None, "", day.isoformat(), NO_SUCH_DAY, CORRECT_DAY, day=day.isoformat())
        return _result(mapping, today, gathered.rows, [], problems)
    return _settled(gathered, mapping, day, problems)


def _edition(gathered: Gathered, file_name: str, today: date) -> date | None:
    """The day for which the table speaks: what the mapping says first, or the last day of a series."""
    last = max((int(one.max()) for one in gathered.day if len(one)), default=UNDATED)
    for moment, _ in gathered.binding.as_of:
        if moment.column:
            if last != UNDATED:
                return date.fromordinal(last)
        elif (day := fixed_day(gathered.binding, file_name, today)) is not None:
            return day
    return date.fromordinal(last) if last != UNDATED else None


def _settled(gathered: Gathered, mapping: Mapping, day: date, problems: Problems) -> ReadRegister:
    if not gathered.place:
        return _result(mapping, day, gathered.rows, [], problems)
    if mapping.layout is Layout.DETAILS:
        return _result(mapping, day, gathered.rows, details_of(gathered, day.toordinal()), problems)
    found: Settled = settled(gathered, day.toordinal())
    doubt_counts(found, problems, gathered)
    places = places_of(gathered, found)
    if mapping.layout is Layout.STATE:
        about = {place.key or place.name: place.counts for place in places}
        return _result(mapping, day, gathered.rows, [], problems, about)
    doubt_keys(places, problems, gathered)
    doubt_positions(places, problems, gathered)
    return _result(mapping, day, gathered.rows, places, problems)


def _result(
    mapping: Mapping,
    as_of: date,
    rows: int,
    places: list[ReadPlace],
    problems: Problems,
    about: dict[str, dict[str, tuple[list[int], list[int]]]] | None = None,
) -> ReadRegister:
    return ReadRegister(
        register=mapping.register,
        title=mapping.title.get("en", mapping.name),
        publisher=mapping.publisher,
        licence=mapping.licence,
        as_of=as_of,
        rows=rows,
        places=places,
        problems=problems.in_order(),
        about_state=about or {},
        state=mapping.state,
        confidence=mapping.confidence,
        updates_only=mapping.layout is Layout.DETAILS,
        how_many=dict(problems.how_many),
    )
