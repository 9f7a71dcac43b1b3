"""All conventions of a State on one line of time: a band for each, drawn by standing, with its table."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from unannounced.crafts.lettering import anchor
from unannounced.duties.treaty.conventions import Convention
from unannounced.duties.treaty.law import Interval, Law
from unannounced.duties.treaty.standing import Standing
from unannounced.rooms.portal.parties import CLASSES
from unannounced.rooms.portal.words import SHAPES, word_of
from unannounced.rooms.web.conventions import short_name
from unannounced.rooms.web.templatetags.field_words import said

AHEAD = timedelta(days=731)
"""How far a time line goes beyond today, so that what is coming is seen."""
TICKS = 8


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time with one standing; ``x`` and ``wide`` are in parts of a hundred, ``first`` None is since ever."""

    first: date
    last: date | None
    word: str
    shape: str
    drawn: str
    x: str
    wide: str

    @property
    def drawing(self) -> SafeString:
        """The stretch as it stands in its band, with its words and days for who points at it."""
        days = self.first.isoformat(), self.last.isoformat() if self.last else ""
        if self.drawn == "consented":
            return format_html(_CONSENTED, said(self.word), *days, self.x, self.wide, self.x, self.wide)
        return format_html(_PLAIN, said(self.word), *days, self.drawn, self.x, self.wide, _FILLS.get(self.drawn, ""))


_TITLE = "<g><title>{}: {} – {}</title>"
_PLAIN = _TITLE + '<rect class="{}" x="{}%" y="6" width="{}%" height="16"{}/></g>'
_CONSENTED = (
    _TITLE + '<rect class="consented-ground" x="{}%" y="6" width="{}%" height="16"/>'
    '<rect class="consented" x="{}%" y="14" width="{}%" height="8"/></g>'
)
_FILLS = {
    "pending": SafeString(' fill="url(#fill-pending)"'),
    "not-known": SafeString(' fill="url(#fill-not-known)"'),
}


@dataclass(frozen=True, slots=True)
class Band:
    """One convention through time; ``now`` is the word for its standing on the day asked about."""

    code: str
    name: str
    number: str
    now: str
    shape: str
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Bands:
    """The bands with what they have in common: the place of the day asked about, the years, the standings they show.

    A year is written (number, place, which part of its label stands there).
    """

    bands: tuple[Band, ...]
    on: str
    years: tuple[tuple[int, str, str], ...]
    legend: tuple[tuple[str, str], ...]

    @property
    def ticks(self) -> SafeString:
        """The upright lines at the years, which every band has alike."""
        line = '<line class="life-tick" x1="{}%" x2="{}%" y1="0" y2="28"/>'
        return format_html_join("", line, ((place, place) for _year, place, _anchor in self.years))


def bands(law: Law, state: str, conventions: Iterable[str], *, on: date, today: date) -> Bands | None:
    """The bands of ``conventions`` with a line at ``on``; None where the State never was anything to any of them."""
    held = {code: _merged(law.intervals(state, code)) for code in conventions if code in law.conventions}
    begun = [one[1].first for one in held.values() if len(one) > 1] + [
        date(today.year, 1, 1) for one in held.values() if len(one) == 1 and one[0].status.standing is not Standing.NONE
    ]
    if not begun:
        return None
    first = date(min(begun).year, 1, 1)
    last = max([today + AHEAD, *(one[-1].first + AHEAD for one in held.values())])
    scale = _Scale(first, last)
    found = tuple(_band(law.convention(code), those, scale, on) for code, those in held.items())
    drawn = _drawn(law, found)
    legend = tuple((kind, drawn[kind]) for kind in dict.fromkeys(CLASSES.values()) if kind in drawn)
    return Bands(found, scale.place(on), tuple(_years(scale)), legend)


def _drawn(law: Law, found: Iterable[Band]) -> dict[str, str]:
    """The words of the legend: those for Parties, and those for members only where nothing else is drawn so."""
    ordered = sorted(found, key=lambda band: not law.convention(band.code).membership)
    return {one.drawn: one.word for band in ordered for one in band.stretches}


@dataclass(frozen=True, slots=True)
class _Scale:
    first: date
    last: date

    def share(self, day: date) -> float:
        inside = min(max(day, self.first), self.last)
        return 100 * (inside - self.first).days / (self.last - self.first).days

    def place(self, day: date) -> str:
        return f"{self.share(day):.2f}"


def _merged(intervals: Sequence[Interval]) -> list[Interval]:
    """One interval for each run of the same standing, whatever else of its status changes."""
    runs = [list(run) for _, run in groupby(intervals, key=lambda one: one.status.standing)]
    return [Interval(run[0].first, run[-1].last, run[-1].status) for run in runs]


def _band(convention: Convention, found: Sequence[Interval], scale: _Scale, on: date) -> Band:
    now = next(one for one in reversed(found) if one.first <= on).status.standing
    shown = [one for one in found if one.status.standing is not Standing.NONE]
    stretches = tuple(_stretch(one, scale, convention) for one in shown)
    code, number = convention.code, convention.number
    return Band(code, short_name(code), number, word_of(now, convention), SHAPES[now], stretches)


def _stretch(one: Interval, scale: _Scale, convention: Convention) -> Stretch:
    standing, word = one.status.standing, word_of(one.status.standing, convention)
    end = one.last + timedelta(days=1) if one.last else scale.last
    x, wide = scale.share(one.first), scale.share(end) - scale.share(one.first)
    return Stretch(one.first, one.last, word, SHAPES[standing], CLASSES[standing], f"{x:.2f}", f"{max(wide, 0.2):.2f}")


def _years(scale: _Scale) -> Iterator[tuple[int, str, str]]:
    span = scale.last.year - scale.first.year
    every = next((one for one in (1, 2, 5, 10, 20, 50) if span <= one * TICKS), 100)
    for year in range(-(-scale.first.year // every) * every, scale.last.year + 1, every):
        day = date(year, 1, 1)
        if 2 <= scale.share(day) <= 96:
            yield year, scale.place(day), anchor(scale.share(day) / 100)
