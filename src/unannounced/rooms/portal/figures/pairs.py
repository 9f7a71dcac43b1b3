"""Two States side by side: what is asked of each and what became of it, by year and by theme, on one scale."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language_bidi, gettext, ngettext

from unannounced.crafts.mapping import Drawing
from unannounced.crafts.plotting import Bar, Plot, draw, grouped, panels, swatch
from unannounced.crafts.tabling import Row
from unannounced.duties.tracing import Outcome
from unannounced.rooms.portal.figures.charts import outcome_series, outcomes_of
from unannounced.rooms.portal.figures.topics import in_order, named

DRAWN = 12
"""How many themes are drawn side by side; the table and the files have all."""
PAIRS = ("years", "themes")
COLUMNS = ("key", "name", "state", "state_name", "items", *(one.value for one in Outcome))


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two States: what was counted of it, and what the mechanism counts of itself."""

    code: str
    name: str
    sums: Mapping[str, Any]
    figures: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Pair:
    """The two plots of one thing; ``keys`` are its years or themes, those that are drawn first."""

    name: str
    finding: str
    axis: str
    sides: tuple[Side, ...]
    keys: tuple[str, ...]
    plots: tuple[Plot, ...]

    @property
    def table(self) -> str:
        """The id of its table on the page."""
        return f"table-{self.name}"

    @property
    def drawings(self) -> list[tuple[str, Drawing]]:
        """Both for the page, each with the name of its State."""
        return [(side.name, self._drawn(side, plot)) for side, plot in zip(self.sides, self.plots, strict=True)]

    @property
    def legend(self) -> list[tuple[Drawing, str]]:
        """What each tone that is drawn means, for the page."""
        bars = [bar for plot in self.plots for bar in plot.bars]
        series = enumerate(self.plots[0].series)
        held = [one for place, one in series if any(bar.numbers[place] for bar in bars)]
        return [(swatch(one.tone, f"key-{self.name}"), one.words) for one in held]

    @property
    def rows(self) -> list[tuple[str, list[tuple[str, int]]]]:
        """The number of items of both by year or theme, each with the name of its State."""
        return [
            (word_for(self.name, key), [(one.name, _asked(one, self.name, key)) for one in self.sides])
            for key in self.keys
        ]

    def cells(self) -> Iterator[Row]:
        """The numbers as data: a row for each State and year or theme."""
        for key in self.keys:
            for side in self.sides:
                numbers = outcomes_of(side.sums.get(self.name, {}).get(key, {}))
                yield key, word_for(self.name, key), side.code, side.name, sum(numbers), *numbers

    def picture(self, source: str) -> str:
        """Both as one file, to print and to pass on."""
        plots = [(side.name, plot) for side, plot in zip(self.sides, self.plots, strict=True)]
        return panels(plots, title=self.finding, source=source)

    def _drawn(self, side: Side, plot: Plot) -> Drawing:
        label = gettext("{about}. {finding}").format(about=side.name, finding=plot.axis)
        return draw(plot, label=label, described_by=self.table, prefix=f"{self.name}-{side.code}")


def pair_of(sides: Sequence[Side], name: str) -> Pair | None:
    """One of ``PAIRS``; None where there is nothing to draw."""
    keys = _years(sides) if name == "years" else _themes(sides)
    if not keys:
        return None
    stands, axis = name == "years", _axis(name)
    shown = keys if stands else keys[:DRAWN]
    bars = [
        tuple(Bar(word_for(name, key), outcomes_of(side.sums.get(name, {}).get(key, {}))) for key in shown)
        for side in sides
    ]
    series, mirrored = outcome_series(), get_language_bidi()
    most = max(Plot(one, series, axis, stands).top for one in bars)
    plots = tuple(Plot(one, series, axis, stands, most, mirrored) for one in bars)
    finding = " ".join(_found(side, name) for side in sides)
    return Pair(name, finding, axis, tuple(sides), tuple(keys), plots)


def word_for(name: str, key: str) -> str:
    """A year as it is, and a theme by its name."""
    return key if name == "years" else named(key)


def asked_on(side: Side, theme: str) -> int:
    """How many items on a State are about a theme."""
    return _asked(side, "themes", theme)


def _asked(side: Side, name: str, key: str) -> int:
    return sum(side.sums.get(name, {}).get(key, {}).values())


def _axis(name: str) -> str:
    if name == "years":
        return gettext("Items, by the year of their report and what became of them")
    return gettext("Items, by theme and what became of them; an item can be about several")


def _years(sides: Sequence[Side]) -> list[str]:
    """Every year from the first to the last in which there is anything on one of the two."""
    years = sorted({year for side in sides for year in side.sums.get("years", {})})
    return [f"{year:04}" for year in range(int(years[0]), int(years[-1]) + 1)] if years else []


def _themes(sides: Sequence[Side]) -> list[str]:
    """Every theme on which one of the two was asked anything, the most frequent first."""
    often = Counter({topic.id: sum(asked_on(side, topic.id) for side in sides) for topic in in_order()})
    return [theme for theme, number in often.most_common() if number]


def _found(side: Side, name: str) -> str:
    """What a drawing shows of a State, as a sentence."""
    items = int(side.sums.get("items", 0))
    facts: dict[str, str] = {"state": side.name, "items": grouped(items)}
    if not items:
        return gettext("{state}: no published item.").format(**facts)
    if name == "years":
        done = sum(one.get(Outcome.IMPLEMENTED.value, 0) for one in side.sums.get("years", {}).values())
        return ngettext(
            "{state}: {items} item; implemented, as the mechanism found in public: {done}.",
            "{state}: {items} items; implemented, as the mechanism found in public: {done}.",
            items,
        ).format(**facts, done=grouped(done))
    often = max(in_order(), key=lambda topic: asked_on(side, topic.id))
    number = asked_on(side, often.id)
    if not number:
        return gettext("{state}: no item has a theme.").format(**facts)
    said = gettext("{state}: no theme comes more often than “{theme}”, {number} of {all} items.")
    return said.format(**facts, theme=named(often.id), number=grouped(number), all=grouped(items))
