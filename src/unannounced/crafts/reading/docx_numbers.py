"""Automatic numbers of a Word file, reckoned as Word shows them: they stand nowhere in its text.

A paragraph names a list (``num``) and a level; the list names its definition (``abstractNum``), which says how each
level counts. Lists with the same definition count on from each other, unless one says where it starts; a level begins
again when a level above it was counted. The rules are those of ECMA-376, part 1, 17.9.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from unannounced.crafts.reading.counting import as_word_shows
from unannounced.crafts.reading.docx_names import is_on, number, short, value
from unannounced.crafts.reading.marked import Overfull, StrictListener

LEVELS = 9
MOST_LISTS = 50_000
_PLACE = re.compile(r"%([1-9])")
_SHOWN_BULLETS = frozenset("•–—-*▪◦‣·")
_LONGEST_SHAPE = 100


@dataclass(frozen=True, slots=True)
class Level:
    """How a level of a list counts: from where, in which form, with what around it, and after what it begins again.

    ``shape`` holds %1 for the number of the first level. ``restart`` is 0 for a level that never begins again, n for
    one that does so after a level among the first n; None after any level above it. ``legal`` levels show all numbers
    in figures. ``style`` is the style of paragraph that is numbered so.
    """

    start: int = 1
    form: str = "decimal"
    shape: str = ""
    restart: int | None = None
    legal: bool = False
    style: str = ""


@dataclass(slots=True)
class List:
    """A list of the document: its definition, where levels start in it, and levels that differ in it."""

    definition: str = ""
    starts: dict[int, int] = field(default_factory=dict)
    levels: dict[int, Level] = field(default_factory=dict)


@dataclass(slots=True)
class Definitions:
    """All lists of a document; ``by_style`` leads from a definition to the style that has its levels."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    by_style: dict[str, str] = field(default_factory=dict)
    lists: dict[str, List] = field(default_factory=dict)

    def level_of_style(self, list_id: str, style: str) -> int | None:
        """The level at which a list numbers paragraphs of a style."""
        found = self.lists.get(list_id)
        levels = self.levels.get(found.definition, {}) if found and style else {}
        return next((place for place, level in levels.items() if level.style == style), None)

    def follow_styles(self, list_of_style: Mapping[str, str]) -> None:
        """Give definitions that name a style the levels of that style's list."""
        for definition, style in self.by_style.items():
            found = self.lists.get(list_of_style.get(style, ""))
            if found and not self.levels.get(definition):
                self.levels[definition] = self.levels.get(found.definition, {})


class NumberingListener(StrictListener):
    """Hears ``numbering.xml``."""

    def __init__(self) -> None:
        self.found = Definitions()
        self._levels: dict[int, Level] | None = None
        self._list: List | None = None
        self._definition = ""
        self._place: int | None = None

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take in what a mark says of a list or a level."""
        match short(tag):
            case "abstractNum":
                self._definition = value(attributes, "abstractNumId")
                self._levels = self.found.levels.setdefault(self._definition, {})
            case "num":
                self._list = self.found.lists.setdefault(value(attributes, "numId"), List())
                self._levels = self._list.levels
            case "lvlOverride" | "lvl":
                self._place = _within(number(attributes, "ilvl"))
                if short(tag) == "lvl" and self._levels is not None and self._place is not None:
                    self._levels[self._place] = Level(start=0)  # as the standard says of a level that does not
            case "abstractNumId" if self._list is not None:
                self._list.definition = value(attributes)
            case "startOverride" if self._list is not None and self._place is not None:
                self._list.starts[self._place] = number(attributes) or 0
            case "numStyleLink":
                self.found.by_style[self._definition] = value(attributes)
            case name:
                self._say(name, attributes)
        if len(self.found.levels) + len(self.found.lists) > MOST_LISTS:
            raise Overfull

    def _say(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take in what a mark says of the level it stands in."""
        if self._levels is None or self._place is None or self._place not in self._levels:
            return
        level = self._levels[self._place]
        match name:
            case "start":
                level = replace(level, start=number(attributes) or 0)
            case "numFmt":
                level = replace(level, form=value(attributes))
            case "lvlText":
                level = replace(level, shape=value(attributes)[:_LONGEST_SHAPE])
            case "lvlRestart":
                level = replace(level, restart=number(attributes))
            case "isLgl":
                level = replace(level, legal=is_on(attributes))
            case "pStyle":
                level = replace(level, style=value(attributes))
        self._levels[self._place] = level

    def end(self, tag: str) -> None:
        """Leave a level, a list or a definition."""
        match short(tag):
            case "lvl" if self._list is None:
                self._place = None
            case "lvlOverride":
                self._place = None
            case "num" | "abstractNum":
                self._levels = self._list = self._place = None


def _within(place: int | None) -> int | None:
    return place if place is not None and 0 <= place < LEVELS else None


class Count:
    """How far each list has been counted in one story: the text, or one box of text beside it."""

    def __init__(self, definitions: Definitions) -> None:
        self._all = definitions
        self._counted: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()

    def next(self, list_id: str, place: int) -> str:
        """The number of the next paragraph at a level of a list, as shown; "" if it has none."""
        one = self._all.lists.get(list_id)
        levels = self._all.levels.get(one.definition) if one else None
        if one is None or not (levels or one.levels):
            return ""
        levels = {**(levels or {}), **one.levels}
        place = place if place in levels else min(levels, key=lambda known: abs(known - place))
        counted = self._counted.setdefault(one.definition, [None] * LEVELS)
        for above in range(place):
            if counted[above] is None:
                counted[above] = levels[above].start if above in levels else 1
        counted[place] = self._counted_on(list_id, one, place, levels[place], counted[place])
        for below in range(place + 1, LEVELS):
            if _begins_again(levels.get(below), place):
                counted[below] = None
        return _shown(levels, place, counted)

    def _counted_on(self, list_id: str, one: List, place: int, level: Level, last: int | None) -> int:
        first = (list_id, place) not in self._begun
        self._begun.add((list_id, place))
        if last is None or (first and place in one.starts):
            return one.starts.get(place, level.start)
        return last + 1


def _begins_again(level: Level | None, after: int) -> bool:
    """Whether ``level`` begins again once the level ``after``, above it, was counted."""
    return level is None or level.restart is None or after < level.restart


def _shown(levels: Mapping[int, Level], place: int, counted: list[int | None]) -> str:
    level = levels[place]
    if level.form == "bullet":
        return level.shape if level.shape in _SHOWN_BULLETS else "•"
    return _PLACE.sub(lambda found: _one(levels, int(found[1]) - 1, counted, level.legal), level.shape).strip()


def _one(levels: Mapping[int, Level], place: int, counted: list[int | None], legal: bool) -> str:
    level = levels.get(place, Level())
    form = "decimal" if legal and level.form not in ("none", "decimalZero") else level.form
    reckoned = counted[place]
    return "" if reckoned is None else as_word_shows(reckoned, form)
