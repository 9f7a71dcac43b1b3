"""The States under a convention on a day: as rows of a table, as counts by standing, as classes of a map."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from unannounced.crafts.tabling import Row as Cells
from unannounced.duties.identity import folded
from unannounced.duties.treaty.acts import Confidence
from unannounced.duties.treaty.standing import Standing, Status
from unannounced.rooms.portal.law import Register
from unannounced.rooms.portal.showing import name_in
from unannounced.rooms.portal.words import SHAPES, word_of

CLASSES: Mapping[Standing, str] = {
    Standing.PARTY: "party",
    Standing.DENUNCIATION_PENDING: "pending",
    Standing.CONSENTED: "consented",
    Standing.SIGNATORY: "signatory",
    Standing.NOT_KNOWN: "not-known",
    Standing.FORMER_PARTY: "former",
    Standing.CEASED: "former",
    Standing.NONE: "none",
}
"""How a map and a time line draw each standing, in the order in which legends name them."""


@dataclass(frozen=True, slots=True)
class Line:
    """One State of the table; ``drawn`` is its class on the map."""

    code: str
    name: str
    held: Status
    drawn: str
    word: str
    shape: str

    @property
    def standing(self) -> Standing:
        """What the State is to the convention."""
        return self.held.standing

    @property
    def certain_until(self) -> date | None:
        """The last day on which it is bound for certain, where an end is known or possible."""
        return self.held.certain_until

    @property
    def sure_since(self) -> Confidence | None:
        """How sure the day is, where there is one."""
        return self.held.confidence_since if self.held.since else None


@dataclass(frozen=True, slots=True)
class Choice:
    """A standing by which the table can be narrowed, and how many States have it."""

    value: str
    word: str
    shape: str
    drawn: str
    states: int
    here: bool


def lines(register: Register, convention: str, *, on: date) -> list[Line]:
    """Every State of the register on a day, by name in the reader's language."""
    rules = register.law.convention(convention)
    words = {one: gettext(word_of(one, rules)) for one in Standing}
    found = []
    for code, state in register.states.items():
        held = register.law.standing(code, convention, on=on)
        one = held.standing
        found.append(Line(code, name_in(state.names, code), held, CLASSES[one], words[one], SHAPES[one]))
    return sorted(found, key=lambda line: folded(line.name))


def choices(found: Iterable[Line], chosen: Standing | None) -> list[Choice]:
    """The standings there are, in the order of legends."""
    words: dict[Standing, str] = {}
    counted = Counter[Standing]()
    for line in found:
        words[line.standing] = line.word
        counted[line.standing] += 1
    return [
        Choice(one.value, words[one], SHAPES[one], drawn, counted[one], one is chosen)
        for one, drawn in CLASSES.items()
        if counted[one]
    ]


def narrowed(found: Iterable[Line], chosen: Standing | None) -> list[Line]:
    """The lines with the standing that was chosen; without a choice all of which something is on record."""
    return [line for line in found if (line.standing is chosen if chosen else line.standing is not Standing.NONE)]


def chosen_standing(said: str) -> Standing | None:
    """The standing that an address names; None where it names none."""
    return Standing(said) if said in set(Standing) else None


COLUMNS = (
    "convention",
    "on",
    "state",
    "name",
    "standing",
    "bound",
    "since",
    "certain_until",
    "confidence",
    "confidence_since",
    "known_on",
)


def cells(found: Sequence[Line], convention: str, register: Register, *, on: date, known: date | None) -> list[Cells]:
    """The table to take away: names in English, so that it is the same for everyone; ``bound`` empty: not known."""
    return [
        (
            convention,
            on,
            line.code,
            register.law.names[line.code],
            line.standing.value,
            line.held.bound,
            line.held.since,
            line.certain_until,
            line.held.confidence.value,
            line.held.confidence_since.value,
            known,
        )
        for line in sorted(found, key=lambda line: line.code)
    ]
