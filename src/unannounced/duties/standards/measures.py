"""The closed list of what can be measured: each with a unit, a kind, and of what it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from unannounced.duties.words import say

Words = Mapping[str, str]
"""The same words by language: ``en`` and ``fr``."""


class MeasureKind(StrEnum):
    """What a measurement looks like."""

    NUMBER = "number"
    COUNT = "count"
    RATIO = "ratio"
    TRUTH = "truth"
    CHECKLIST = "checklist"
    CHOICE = "choice"
    PERIODS = "periods"


NUMBERS = frozenset({MeasureKind.NUMBER, MeasureKind.COUNT, MeasureKind.RATIO})
"""Kinds whose values are intervals."""


class Of(StrEnum):
    """Of what something is measured."""

    ROOM = "room"
    PERSON = "person"
    EPISODE = "episode"
    PLACE = "place"
    UNIT = "unit"


KIND_WORDS: dict[MeasureKind, str] = {
    MeasureKind.NUMBER: say("a number, like 10.5, or an interval, like 10.5..11.5"),
    MeasureKind.COUNT: say("a whole number"),
    MeasureKind.RATIO: say("a share, like 0.95 or 19/20, or in per cent"),
    MeasureKind.TRUTH: say("yes or no"),
    MeasureKind.CHECKLIST: say("what was found, with ; between; -item was not found, ?item was not looked at"),
    MeasureKind.CHOICE: say("one word of a list"),
    MeasureKind.PERIODS: say("first and last day, like 2026-01-01..2026-01-14, with ; between"),
}
OF_WORDS: dict[Of, str] = {
    Of.ROOM: say("of a room"),
    Of.PERSON: say("of a person"),
    Of.EPISODE: say("of an episode"),
    Of.PLACE: say("of a place of detention"),
    Of.UNIT: say("of a unit"),
}
UNIT_WORDS: dict[str, str] = {
    "m2": say("m²"),
    "m2 per person": say("m² a person"),
    "m": say("m"),
    "min": say("minutes"),
    "h": say("hours"),
    "h per day": say("hours a day"),
    "day": say("days"),
    "month": say("months"),
    "ratio": say("as a share"),
    "count": say("in number"),
    "persons": say("persons"),
    "rooms": say("rooms"),
    "beds": say("beds"),
    "per week": say("a week"),
    "per year": say("a year"),
    "FTE": say("full-time posts"),
    "FTE per 100": say("full-time posts for 100 persons"),
    "": "",
}


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that can be measured.

    ``derived_from`` names what it is computed from where nobody measured it; ``only_derived`` says that it is never
    entered. ``items`` are the entries of a checklist or the words of a choice, in their order, with their labels; those
    of an ``ordered`` choice are numbered from 0.
    """

    id: str
    unit: str
    kind: MeasureKind
    of: tuple[Of, ...]
    label: Words
    help: Words = field(default_factory=dict)
    items: Mapping[str, Words] = field(default_factory=dict)
    most: Fraction | None = None
    derived_from: tuple[str, ...] = ()
    only_derived: bool = False
    ordered: bool = False

    @property
    def may_be_interval(self) -> bool:
        """Whether somebody may write 10.5..11.5."""
        return self.kind in NUMBERS

    def name(self, language: str = "en") -> str:
        """The label in a language, in English where that has none."""
        return self.label.get(language) or self.label["en"]
