"""The charts: each a finding in a sentence, a plot, and the table of the numbers that are drawn."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import get_language_bidi, gettext, ngettext

from unannounced.crafts.plotting import Bar, Plot, Series, grouped
from unannounced.crafts.tabling import Row
from unannounced.duties.dialogue import POSITION_WORDS, Position
from unannounced.duties.tracing import BASIS_WORDS, OUTCOME_WORDS, Basis, Outcome, outcome_of, word_for
from unannounced.rooms.portal.article import kind_in_words
from unannounced.rooms.portal.figures.asked import Asked
from unannounced.rooms.portal.figures.leading import to_items, to_reports
from unannounced.rooms.portal.figures.topics import in_order, named
from unannounced.rooms.portal.showing import name_in
from unannounced.rooms.portal.words import called

PERIOD = 5
"""Years that a table of themes through time takes together."""
DRAWN, TOLD = 15, 50
"""How many bars a picture shows at most, and how many lines its table on a page; its files have all."""
_TONES = ("one", "six", "two", "three", "four", "five", "unknown")
_POSITIONS = {one.value: word for one, word in POSITION_WORDS.items()}
Figures = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table of a chart: its name in words, where it leads, and its numbers."""

    name: str
    link: str
    numbers: tuple[int, ...]
    code: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart; ``columns`` and ``cells`` are its data to take along, ``header`` and ``lines`` its table on the page."""

    name: str
    finding: str
    plot: Plot
    header: tuple[str, ...]
    lines: tuple[Line, ...]
    columns: tuple[str, ...]

    @property
    def left_out(self) -> int:
        """How many lines of the table are not drawn."""
        return len(self.lines) - len(self.plot.bars)

    @property
    def told(self) -> list[tuple[Line, list[tuple[str, int]]]]:
        """The lines of the table, each number with the word at the head of its column."""
        return [(line, list(zip(self.header[1:], line.numbers, strict=True))) for line in self.lines[:TOLD]]

    @property
    def untold(self) -> int:
        """How many lines only its files have."""
        return max(len(self.lines) - TOLD, 0)

    def cells(self) -> list[Row]:
        """The table as data."""
        return [(line.code, line.name, *line.numbers) for line in self.lines]


def outcome_series() -> tuple[Series, ...]:
    """The seven outcomes, each with its tone."""
    return tuple(Series(gettext(OUTCOME_WORDS[one]), tone) for one, tone in zip(Outcome, _TONES, strict=True))


def outcomes_of(counted: Mapping[str, int]) -> tuple[int, ...]:
    """A number for each outcome."""
    return tuple(counted.get(one.value, 0) for one in Outcome)


def publications(asked: Asked, sums: Figures, _whole: Figures) -> Chart | None:
    """How many of the reports that can be read here bear a day of each year; no list has those on one theme alone."""
    found: Mapping[str, int] = sums.get("published", {})
    if not found:
        return None
    years, most = _years(found), max(found, key=lambda year: (found[year], year))
    led = [year for year in years if found.get(year) and not asked.theme]
    lines = [
        Line(year, to_reports(asked, year=year) if year in led else "", (found.get(year, 0),), year) for year in years
    ]
    facts = {"number": grouped(sum(found.values())), "peak": most, "first": years[0], "last": years[-1]}
    if list(found.values()).count(found[most]) == 1 and len(found) > 1:
        finding = gettext("{number} reports can be read here, more of {peak} than of any other year").format(**facts)
    else:
        finding = _of_years(facts, _reports_in_words, sum(found.values()))
    axis = gettext("Reports, by the year of the day they bear")
    header = (gettext("Year"), gettext("Reports"))
    return _chart("publications", finding, axis, header, ("reports",), lines, stands=True)


def _of_years(facts: Mapping[str, str], said: Callable[[bool, int], str], number: int) -> str:
    """How many there are of one year, or of several."""
    return said(facts["first"] == facts["last"], number).format(**facts)


def _reports_in_words(one_year: bool, number: int) -> str:
    if one_year:
        return ngettext(
            "{number} report can be read here, of the year {peak}",
            "{number} reports can be read here, all of the year {peak}",
            number,
        )
    return ngettext(
        "{number} report can be read here, of {peak}",
        "{number} reports can be read here, of the years {first} to {last}",
        number,
    )


def _items_in_words(one_year: bool, number: int) -> str:
    if one_year:
        return ngettext("{all} item, of the year {peak}", "{all} items, all of the year {peak}", number)
    return ngettext("{all} item, of {peak}", "{all} items, of the years {first} to {last}", number)


def outcomes_by_year(asked: Asked, sums: Figures, _whole: Figures) -> Chart | None:
    """The items of each year, and what became of them."""
    found: Mapping[str, Mapping[str, int]] = sums.get("years", {})
    if not found:
        return None
    totals = {year: sum(counted.values()) for year, counted in found.items()}
    most = max(totals, key=lambda year: (totals[year], year))
    lines = [
        Line(year, to_items(asked, year=year) if year in found else "", outcomes_of(found.get(year, {})), year)
        for year in _years(found)
    ]
    facts = {
        "peak": most,
        "number": grouped(totals[most]),
        "all": grouped(sum(totals.values())),
        "first": lines[0].name,
        "last": lines[-1].name,
    }
    if list(totals.values()).count(totals[most]) == 1 and len(totals) > 1:
        finding = gettext("More items are of {peak} than of any other year: {number} of {all}").format(**facts)
    else:
        finding = _of_years(facts, _items_in_words, sum(totals.values()))
    axis = gettext("Items, by the year of their report and what became of them")
    return _of_outcomes("outcomes-by-year", finding, axis, gettext("Year"), lines, stands=True)


def outcomes(asked: Asked, sums: Figures, _whole: Figures) -> Chart | None:
    """What became of the items, and on whose word that rests: a bar for each word that somebody said."""
    found: Mapping[str, int] = sums.get("became", {})
    if not found:
        return None
    keys = sorted(found, key=lambda key: (_place_of(key), -found[key]))
    lines = [_became(asked, key, found[key]) for key in keys]
    unknown = sum(number for key, number in found.items() if key.startswith(Basis.NOBODY.value))
    done, claimed = (
        sum(counted.get(one.value, 0) for counted in sums.get("years", {}).values())
        for one in (Outcome.IMPLEMENTED, Outcome.CLAIMED)
    )
    finding = gettext(
        "Implemented, as the mechanism found in public: {done} of {all}. Claimed as implemented and not verified: "
        "{claimed}. Nothing is public of {unknown}."
    ).format(all=grouped(sums["items"]), done=grouped(done), claimed=grouped(claimed), unknown=grouped(unknown))
    axis = gettext("Items, by what became of them and who says so")
    header = (gettext("What became of it"), gettext("Items"))
    chart = _chart("outcomes", finding, axis, header, ("items",), lines)
    bars = tuple(Bar(line.name, _as_outcome(line), link=line.link) for line in lines[:DRAWN])
    return replace(chart, plot=replace(chart.plot, bars=bars, series=outcome_series()))


def _as_outcome(line: Line) -> tuple[int, ...]:
    """The number of a line, at the place of the outcome that its word counts as."""
    basis, _, word = line.code.partition("/")
    return tuple(line.numbers[0] if one is outcome_of(basis, word) else 0 for one in Outcome)


def _place_of(key: str) -> int:
    return [one.value for one in Basis].index(key.partition("/")[0])


def _became(asked: Asked, key: str, number: int) -> Line:
    basis, _, word = key.partition("/")
    said = capfirst(gettext(word_for(basis, word)))
    whose = gettext(BASIS_WORDS[Basis(basis)])
    name = gettext("{word} · {whose}").format(word=said, whose=whose)
    link = to_items(asked, status=word) if basis == Basis.MECHANISM.value else ""
    return Line(name, link, (number,), key)


def kinds(asked: Asked, sums: Figures, _whole: Figures) -> Chart | None:
    """The items by kind."""
    found: Mapping[str, int] = sums.get("kinds", {})
    if not found:
        return None
    lines = _by_number(
        [Line(kind_in_words(kind), to_items(asked, kind=kind), (number,), kind) for kind, number in found.items()]
    )
    finding = gettext("{kind}: {number} of {all} items").format(
        kind=lines[0].name, number=grouped(lines[0].numbers[0]), all=grouped(sums["items"])
    )
    header = (gettext("Kind"), gettext("Items"))
    return _chart("kinds", finding, gettext("Items, by kind"), header, ("items",), lines)


def positions(asked: Asked, sums: Figures, _whole: Figures) -> Chart | None:
    """What the reports themselves say of the State's position; none where no report says anything."""
    found: Mapping[str, int] = sums.get("positions", {})
    if not set(found) - {Position.UNKNOWN.value}:
        return None
    lines = _by_number(
        [
            Line(capfirst(gettext(called(_POSITIONS, one))), _by_position(asked, one), (number,), one)
            for one, number in found.items()
        ]
    )
    finding = gettext("What the reports say of the State’s position: “{position}” on {number} of {all} items").format(
        position=lines[0].name, number=grouped(lines[0].numbers[0]), all=grouped(sums["items"])
    )
    header = (gettext("Position of the State"), gettext("Items"))
    return _chart("positions", finding, gettext("Items, by the position of the State"), header, ("items",), lines)


def _by_position(asked: Asked, position: str) -> str:
    """The search by a position; that nothing is said is nothing to search for."""
    return "" if position == Position.UNKNOWN.value else to_items(asked, position=position)


def themes(asked: Asked, sums: Figures, _whole: Figures) -> Chart | None:
    """What the items are about, and what became of them; an item can be about several topics."""
    found: Mapping[str, Mapping[str, int]] = sums.get("themes", {})
    lines = _by_number(
        [
            Line(named(one.id), to_items(asked, theme=one.id), outcomes_of(found[one.id]), one.id)
            for one in in_order()
            if one.id in found
        ]
    )
    if not lines:
        return None
    finding = gettext("No theme comes more often than “{theme}”: {number} of {all} items").format(
        theme=lines[0].name, number=grouped(sum(lines[0].numbers)), all=grouped(sums["items"])
    )
    axis = gettext("Items, by theme and what became of them; an item can be about several")
    return _of_outcomes("themes", finding, axis, gettext("Theme"), lines)


def states(asked: Asked, sums: Figures, whole: Figures) -> Chart | None:
    """The items on each State, and what became of them."""
    found: Mapping[str, Mapping[str, int]] = sums.get("states", {})
    if asked.state or not found:
        return None
    lines = _by_number(
        [
            Line(name_in(whole["names"][code], code), to_items(asked, state=code), outcomes_of(counted), code)
            for code, counted in found.items()
        ]
    )
    finding = gettext("No State has more items than {state}: {number} of {all}").format(
        state=lines[0].name, number=grouped(sum(lines[0].numbers)), all=grouped(sums["items"])
    )
    axis = gettext("Items, by State and what became of them")
    return _of_outcomes("states", finding, axis, gettext("State"), lines)


def responses(asked: Asked, sums: Figures, whole: Figures) -> Chart | None:
    """Of how many of the items on each State a response of the State is public, of a hundred; no search lists those."""
    if asked.state or asked.theme or not sums.get("answered"):
        return None
    held: Mapping[str, Figures] = whole["states"]
    rates = {code: (one.get("answered", 0), one["items"]) for code, one in held.items() if one.get("items")}
    ordered = sorted(rates, key=lambda code: (-rates[code][0] / rates[code][1], -rates[code][1]))
    lines = [
        Line(
            name_in(whole["names"][code], code),
            "",
            (*rates[code], round(100 * rates[code][0] / rates[code][1])),
            code,
        )
        for code in ordered
    ]
    finding = gettext("To {number} of {all} items a response of the State is public").format(
        number=grouped(sums["answered"]), all=grouped(sums["items"])
    )
    header = (gettext("State"), gettext("With a public response"), gettext("Items"), gettext("Of a hundred"))
    said = gettext("{number} of {all}")
    bars = tuple(
        Bar(
            line.name,
            (line.numbers[2],),
            said.format(number=grouped(line.numbers[0]), all=grouped(line.numbers[1])),
            line.link,
        )
        for line in lines[:DRAWN]
    )
    axis = gettext("Items with a public response of the State, of a hundred")
    plot = Plot(bars, (Series(header[1], "one"),), axis, most=100, mirrored=get_language_bidi())
    columns = ("state", "name", "answered", "items", "of_a_hundred")
    return Chart("responses", finding, plot, header, tuple(lines), columns)


def by_period(sums: Figures) -> tuple[list[str], list[tuple[str, list[tuple[str, int]]]]]:
    """How often each theme was asked about in each five years, the most frequent first: the heads, and the rows."""
    found: Mapping[str, Mapping[str, int]] = sums.get("theme_years", {})
    firsts = sorted({int(year) // PERIOD * PERIOD for counted in found.values() for year in counted})
    heads = [gettext("{first} to {last}").format(first=first, last=first + PERIOD - 1) for first in firsts]
    rows = []
    for one in in_order():
        if one.id in found:
            numbers = [_within(found[one.id], first) for first in firsts]
            rows.append((sum(numbers), named(one.id), list(zip(heads, numbers, strict=True))))
    return heads, [(name, cells) for _, name, cells in sorted(rows, key=lambda row: -row[0])]


def _within(counted: Mapping[str, int], first: int) -> int:
    return sum(number for year, number in counted.items() if first <= int(year) < first + PERIOD)


CHARTS: dict[str, Callable[[Asked, Figures, Figures], Chart | None]] = {
    "publications": publications,
    "outcomes-by-year": outcomes_by_year,
    "outcomes": outcomes,
    "themes": themes,
    "kinds": kinds,
    "positions": positions,
    "states": states,
    "responses": responses,
}


def _years(found: Mapping[str, Any]) -> list[str]:
    """Every year from the first to the last, also those in which there is nothing."""
    return [f"{year:04}" for year in range(int(min(found)), int(max(found)) + 1)]


def _by_number(lines: Sequence[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: -sum(line.numbers))


def _chart(
    name: str,
    finding: str,
    axis: str,
    header: tuple[str, ...],
    columns: tuple[str, ...],
    lines: Sequence[Line],
    *,
    stands: bool = False,
) -> Chart:
    """A chart of one number to a line."""
    shown = lines if stands else lines[:DRAWN]
    bars = tuple(Bar(line.name, line.numbers, link=line.link) for line in shown)
    plot = Plot(bars, (Series(header[-1], "one"),), axis, stands, mirrored=get_language_bidi())
    return Chart(name, finding, plot, header, tuple(lines), ("key", "name", *columns))


def _of_outcomes(name: str, finding: str, axis: str, of: str, lines: Sequence[Line], *, stands: bool = False) -> Chart:
    """A chart of what became of the items of each line."""
    series = outcome_series()
    shown = lines if stands else lines[:DRAWN]
    bars = tuple(Bar(line.name, line.numbers, link=line.link) for line in shown)
    plot = Plot(bars, series, axis, stands, mirrored=get_language_bidi())
    header = (of, gettext("Items"), *(capfirst(one.words) for one in series))
    told = tuple(Line(line.name, line.link, (sum(line.numbers), *line.numbers), line.code) for line in lines)
    return Chart(name, finding, plot, header, told, ("key", "name", "items", *(one.value for one in Outcome)))
