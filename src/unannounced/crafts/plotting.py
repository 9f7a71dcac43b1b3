"""Numbers as bars and columns in SVG, for a page and as a picture by itself; both can be read in grey and mirrored.

Each part of a bar has a tone: a colour *and* a pattern. On a page everything across is in parts of a hundred, so that
words stay as large as they are on any screen, and colours are those of ``portal/figures.css``; in a picture they stand
in attributes, as on ``mapping.picture``. From right to left everything is mirrored, and no part relies on CSS for it.
"""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from unannounced.crafts.charting import step_between
from unannounced.crafts.lettering import BORDER, SANS, SERIF, placed, safe
from unannounced.crafts.mapping import BLUE, FAINT, INK, MUTED, PAPER, SHEET, VERMILION, Drawing

LINE = 46  # pixels of a bar on a page: its words, and the bar below them
BAR = 16  # pixels of the bar itself
FIELD, FOOT, ROOM = 220, 26, 22  # pixels of a field of columns on a page, of the years below, of a number above
TALL = 420  # pixels of a field of columns in a picture
YEARS = 7  # labels below columns, at most
BESIDE, BESIDE_PAINTED = 0.1, 0.05  # the share of a field of columns that the numbers at its side have to themselves

# Ground, edge, and what lies on a tile of 8 × 8: tones are told apart by lightness and by pattern.
TONES: dict[str, tuple[str, str, str]] = {
    "one": (BLUE, BLUE, ""),
    "two": (PAPER, BLUE, '<path d="M0 0h8v4h-8z" {}/>'),
    "three": (PAPER, BLUE, '<circle cx="4" cy="4" r="1.9" {}/>'),
    "four": (FAINT, MUTED, ""),
    "five": (PAPER, VERMILION, '<path d="M-2 2l4-4M0 8l8-8M6 10l4-4" stroke-width="2.6" {}/>'),
    "six": (PAPER, BLUE, '<path d="M2 0v8M6 0v8" stroke-width="1.4" {}/>'),
    "unknown": (PAPER, MUTED, '<path d="M0 0l8 8M8 0l-8 8" stroke-width="0.9" {}/>'),
}


@dataclass(frozen=True, slots=True)
class Series:
    """A part of every bar: what it is in words, and its tone."""

    words: str
    tone: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar or a column: its name, a number for each series, what it says in words, and where it leads on a page."""

    name: str
    numbers: tuple[int, ...]
    said: str = ""
    link: str = ""

    @property
    def total(self) -> int:
        """All its parts together."""
        return sum(self.numbers)


@dataclass(frozen=True, slots=True)
class Plot:
    """What is drawn: bars that lie, or columns that stand; ``axis`` says of what the numbers are."""

    bars: tuple[Bar, ...]
    series: tuple[Series, ...]
    axis: str
    stands: bool = False
    most: int = 0
    mirrored: bool = False

    @property
    def top(self) -> int:
        """The number at the end of the field: given, or round."""
        if self.most:
            return self.most
        most = max((bar.total for bar in self.bars), default=0)
        between = step_between(most)
        return max(between, -(-most // between) * between)


@dataclass(frozen=True, slots=True)
class _Hand:
    """How something is drawn: on a page by class and in parts of a hundred, in a picture by colour and in pixels."""

    mirrored: bool
    painted: bool
    prefix: str
    wide: float = 100.0
    left: float = 0.0
    size: int = 0

    def x(self, share: float, wide: float = 0.0) -> str:
        """Where something begins that is ``wide``; both in shares of the field."""
        begins = 1 - share - wide if self.mirrored else share
        return self.number(self.left + self.wide * begins)

    def across(self, share: float) -> str:
        """How wide it is."""
        return self.number(self.wide * share)

    def number(self, value: float) -> str:
        """A length across."""
        return f"{value:.2f}" if self.painted else f"{value:.3f}%"

    def anchor(self, side: str) -> str:
        """The anchor of words at a side, as it is read."""
        return {"start": "end", "end": "start"}.get(side, side) if self.mirrored else side

    def fill(self, tone: str) -> str:
        """The attributes of a part with a tone."""
        ground, edge, mark = TONES[tone]
        if not self.painted:
            return f'class="tone-{tone}"' + (f' fill="url(#{self.prefix}-{tone})"' if mark else "")
        paint = f"url(#{self.prefix}-{tone})" if mark else ground
        return f'fill="{paint}" stroke="{edge}" stroke-width="1.2"'

    def words(self, share: float, y: float, said: str, side: str = "start", *, quiet: bool = False) -> str:
        """Words of one line."""
        paint = (
            f'font-family="{SANS}" font-size="{self.size}" fill="{MUTED if quiet else INK}"'
            if self.painted
            else f'class="plot-words{" plot-quiet" if quiet else ""}"'
        )
        told = placed(said, mirrored=self.mirrored)
        return f'<text x="{self.x(share)}" y="{y:.1f}" text-anchor="{self.anchor(side)}" {paint}>{told}</text>'

    def rule(self, y: float, strong: bool) -> str:
        """A line across the field."""
        paint = f'stroke="{INK if strong else FAINT}" stroke-width="1.2"' if self.painted else 'class="plot-rule"'
        ends = f'x1="{self.number(self.left)}" x2="{self.number(self.left + self.wide)}"'
        return f'<line {ends} y1="{y:.1f}" y2="{y:.1f}" {paint}/>'

    def patterns(self, series: Sequence[Series]) -> str:
        """The patterns that the tones need."""
        drawn = []
        for tone in dict.fromkeys(one.tone for one in series):
            ground, edge, mark = TONES[tone]
            if not mark:
                continue
            lines = "stroke" if "stroke-width" in mark else "fill"
            below, above = (
                (f'fill="{ground}"', f'{lines}="{edge}" fill="{"none" if lines == "stroke" else edge}"')
                if self.painted
                else (f'class="tone-{tone}-ground"', f'class="tone-{tone}-{lines}"')
            )
            if self.painted and lines == "fill":
                above = f'fill="{edge}"'
            drawn.append(
                f'<pattern id="{self.prefix}-{tone}" patternUnits="userSpaceOnUse" width="8" height="8">'
                f'<rect width="8" height="8" {below}/>{mark.format(above)}</pattern>'
            )
        return f"<defs>{''.join(drawn)}</defs>" if drawn else ""


def draw(plot: Plot, *, label: str, described_by: str, prefix: str) -> Drawing:
    """The plot for a page; ``label`` is its name for who does not see it, ``described_by`` the id of its table.

    ``prefix`` keeps the ids of two plots on a page apart.
    """
    hand = _Hand(plot.mirrored, False, prefix)
    linked = any(bar.link for bar in plot.bars)
    tall = FIELD + FOOT + ROOM if plot.stands else LINE * max(len(plot.bars), 1) + 4
    body = _columns(plot, hand, ROOM, FIELD) if plot.stands else _bars(plot, hand, 0, LINE, BAR)
    return Drawing(
        f'<svg class="plot" width="100%" height="{tall}" role="{"group" if linked else "img"}"'
        f' aria-label="{safe(label)}" aria-describedby="{safe(described_by)}">'
        f"{hand.patterns(plot.series)}{''.join(body)}</svg>"
    )


def swatch(tone: str, prefix: str) -> Drawing:
    """What a tone looks like, for the legend of a page."""
    hand = _Hand(False, False, prefix)
    return Drawing(
        f'<svg class="plot-swatch" width="24" height="14" aria-hidden="true" focusable="false">'
        f"{hand.patterns((Series('', tone),))}"
        f'<rect x="1" y="1" width="22" height="12" {hand.fill(tone)}/></svg>'
    )


def picture(plot: Plot, *, title: str, source: str) -> str:
    """The plot as a file by itself, to print and to pass on: title, axis, plot, legend, source."""
    return panels((("", plot),), title=title, source=source)


def panels(plots: Sequence[tuple[str, Plot]], *, title: str, source: str) -> str:
    """Several plots of one thing as one such file, one below the other, each under its name.

    They share the axis and the series of the first; that they are on one scale is up to ``Plot.most``.
    """
    first = plots[0][1]
    hand = _Hand(first.mirrored, True, "tone", wide=SHEET - 2 * BORDER, left=BORDER, size=20)
    heading, below = _block(hand, title, 56, 34, BORDER + 34, SERIF, INK)
    axis, below = _block(hand, first.axis, 100, 20, below + 40, SANS, MUTED)
    drawn = [heading, axis]
    for place, (name, plot) in enumerate(plots):
        if name:
            years = 30 if place and first.stands else 0  # they stand below the columns of the plot before
            named, below = _block(hand, name, 80, 24, below + 56 + years, SERIF, INK)
            drawn.append(named)
        body, below = _panel(plot, hand, below)
        drawn += body
    keys, below = _keys(plots, hand, below + (72 if first.stands else 44))
    foot, below = _block(hand, source, 118, 17, below + 44, SANS, MUTED)
    end = below + BORDER / 2
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{SHEET}" height="{end:.0f}" viewBox="0 0 {SHEET} {end:.0f}"'
        f' role="img"><title>{safe(title)}</title><desc>{safe(first.axis)}</desc>{hand.patterns(first.series)}'
        f'<rect width="{SHEET}" height="{end:.0f}" fill="{PAPER}"/>'
        f"{''.join(drawn)}{keys}{foot}</svg>\n"
    )


def _panel(plot: Plot, hand: _Hand, above: float) -> tuple[Iterator[str], float]:
    """A plot of a picture below ``above``, and where it ends; what stands below columns is still to come there."""
    if plot.stands:
        return _columns(plot, hand, above + 46, TALL), above + 46 + TALL
    line, bar = 66, 26
    return _bars(plot, hand, above + 14, line, bar), above + 14 + line * max(len(plot.bars), 1)


def grouped(number: int) -> str:
    """A number in threes, by narrow spaces that do not break.

    >>> grouped(14520)
    '14\u202f520'
    """
    return f"{number:,}".replace(",", "\u202f")


def _bars(plot: Plot, hand: _Hand, top: float, line: float, thick: float) -> Iterator[str]:
    """Bars that lie, one below the other: the name and the number above each, where it is read first."""
    for place, bar in enumerate(plot.bars):
        y = top + place * line
        words = hand.words(0, y + line - thick - 9, bar.name) + hand.words(
            1, y + line - thick - 9, bar.said or grouped(bar.total), "end"
        )
        begins, parts = 0.0, []
        for series, number in zip(plot.series, bar.numbers, strict=True):
            wide = min(number / plot.top, 1 - begins)
            if number:
                parts.append(
                    f'<rect x="{hand.x(begins, wide)}" y="{y + line - thick - 2:.1f}" width="{hand.across(wide)}"'
                    f' height="{thick:.0f}" {hand.fill(series.tone)}/>'
                )
            begins += wide
        yield _linked(words + "".join(parts), bar, plot.series)


def _columns(plot: Plot, hand: _Hand, top: float, tall: float) -> Iterator[str]:
    """Columns that stand, with round numbers at the side and as many names below as fit."""
    for number in range(0, plot.top + 1, step_between(plot.top)):
        y = top + tall * (1 - number / plot.top)
        yield hand.rule(y, not number)
        yield hand.words(0, y - 4, grouped(number), quiet=True) if number else ""
    aside = BESIDE_PAINTED if hand.painted else BESIDE
    each = (1 - aside) / max(len(plot.bars), 1)
    every = -(-len(plot.bars) // YEARS)
    wide = min(each * 0.72, 0.09)
    for place, bar in enumerate(plot.bars):
        begins, under, parts = aside + (place + 0.5) * each - wide / 2, 0.0, []
        for series, number in zip(plot.series, bar.numbers, strict=True):
            high = tall * number / plot.top
            if number:
                parts.append(
                    f'<rect x="{hand.x(begins, wide)}" y="{top + tall - under - high:.1f}" width="{hand.across(wide)}"'
                    f' height="{high:.1f}" {hand.fill(series.tone)}/>'
                )
            under += high
        yield _linked("".join(parts), bar, plot.series)
        if not (len(plot.bars) - 1 - place) % every:
            side = "end" if place == len(plot.bars) - 1 and len(plot.bars) > 4 else "middle"
            at = begins + wide if side == "end" else begins + wide / 2
            yield hand.words(at, top + tall + (19 if not hand.painted else 28), bar.name, side, quiet=True)


def _linked(drawn: str, bar: Bar, series: Sequence[Series]) -> str:
    """A bar with its words under the pointer, behind its link if it has one."""
    held = [(one.words, number) for one, number in zip(series, bar.numbers, strict=True) if number]
    parts = "; ".join(f"{words}: {grouped(number)}" for words, number in held)
    told = f"{bar.name}: {parts}" if parts and len(series) > 1 else f"{bar.name}: {bar.said or grouped(bar.total)}"
    if not drawn:
        return ""
    if bar.link:
        return f'<a href="{safe(bar.link)}" aria-label="{safe(told)}"><title>{safe(told)}</title>{drawn}</a>'
    return f"<g><title>{safe(told)}</title>{drawn}</g>"


def _keys(plots: Sequence[tuple[str, Plot]], hand: _Hand, top: float) -> tuple[str, float]:
    """The legend of a picture; none where there is but one series without words."""
    parts, y, series = [], top, plots[0][1].series
    bars = [bar for _, plot in plots for bar in plot.bars]
    for place, one in enumerate(series):
        if len(series) > 1 and any(bar.numbers[place] for bar in bars):
            wide = 36 / hand.wide
            parts.append(
                f'<rect x="{hand.x(0, wide)}" y="{y - 17:.0f}" width="36" height="22" {hand.fill(one.tone)}/>'
                + hand.words(52 / hand.wide, y, one.words)
            )
            y += 34
    return "".join(parts), y - 20 if parts else y - 44


def _block(hand: _Hand, text: str, most: int, size: int, first: float, font: str, colour: str) -> tuple[str, float]:
    """A text of a picture in lines of ``most`` characters, and where it ends."""
    broken = textwrap.wrap(text, most) or [""]
    drawn = "".join(
        f'<tspan x="{hand.x(0)}" y="{first + 1.3 * size * row:.0f}">{placed(line, mirrored=hand.mirrored)}</tspan>'
        for row, line in enumerate(broken)
    )
    written = (
        f'<text text-anchor="{hand.anchor("start")}" font-family="{font}" font-size="{size}" fill="{colour}">'
        f"{drawn}</text>"
    )
    return written, first + 1.3 * size * (len(broken) - 1)
