"""The tables of a general report on items: by kind, by State, by theme and by age; responses, implementation, repeats.

An item counts with the period in which its State learnt of it: at the final talks, or when its report was transmitted.
Where it stands is computed for the last day of the period, so that the same figures come out whenever they are made.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import chain

from unannounced.duties import dialogue
from unannounced.duties.dialogue import FollowUp
from unannounced.duties.reporting import FORCE, ItemKind
from unannounced.duties.tabulating import (
    TOTAL,
    Column,
    Facts,
    Figure,
    Form,
    ItemFact,
    Line,
    Of,
    Table,
    Value,
    rate,
    secret_among,
)
from unannounced.duties.treaty.dates import add_months
from unannounced.duties.withholding import MAIN
from unannounced.duties.words import Sentence, say

NO_THEME = "none"
AGES: tuple[tuple[str, str, int, int | None], ...] = (
    ("younger_1", say("Younger than 1 year"), 0, 1),
    ("1_2", say("1 to 2 years"), 1, 2),
    ("2_5", say("2 to 5 years"), 2, 5),
    ("older_5", say("5 years and older"), 5, None),
)
"""Ages of open items on the last day, in years: from the first number, younger than the second."""

ANSWERED = Sentence(
    say(
        "Due are answers whose day had come by the last day; answered are those of them to which an answer that "
        "addresses the item had come by then, in time or late."
    )
)
IMPLEMENTED = Sentence(
    say(
        "Implemented is what was assessed so; the rate leaves out what is no longer relevant, and what is partially "
        "implemented stands beside it, never in it."
    )
)
HALVED = Sentence(
    say("With partial at half, each item that is partially implemented counts one half, in a rate of its own.")
)
THEMES = Sentence(say("An item with several themes counts with each of them, and once in the total."))

ANSWERS, REPEATS, STANDING = "answers", "repeats", "standing"
"""Families of numbers of a total: what an item is due and answered, and where all items of it stand together."""

COUNTED = (
    "items",
    "repeats",
    "due",
    "answered",
    "implemented",
    "partially",
    "gone",
    "open",
    *(key for key, *_of in AGES),
)
"""The numbers of which tables take some."""


class Marking:
    """In which numbers an item counts on the last day; what is alike is asked once, for there are many."""

    def __init__(self, until: date) -> None:
        self.until = until
        self.born = [(key, _before(until, older), _before(until, younger)) for key, _word, older, younger in AGES]
        self.known: dict[tuple[date, date | None, bool, FollowUp, bool], tuple[str, ...]] = {}

    def of(self, one: ItemFact) -> tuple[str, ...]:
        """The numbers in which it counts."""
        alike = (one.known_on, one.due_on, one.answered, one.status, one.repeats)
        if alike not in self.known:
            self.known[alike] = tuple(self._marks(one))
        return self.known[alike]

    def _marks(self, one: ItemFact) -> Iterator[str]:
        yield "items"
        if one.repeats:
            yield "repeats"
        if one.due_on is not None and one.due_on <= self.until:
            yield from ("due", "answered") if one.answered else ("due",)
        if one.status in _STANDS:
            yield _STANDS[one.status]
        if one.status in dialogue.OPEN:
            yield from ("open", self._age(one.known_on))

    def _age(self, known_on: date) -> str:
        return next(
            key
            for key, latest, after in self.born
            if (latest is None or known_on <= latest) and (after is None or known_on > after)
        )


_STANDS = {
    FollowUp.IMPLEMENTED: "implemented",
    FollowUp.PARTIALLY_IMPLEMENTED: "partially",
    FollowUp.NO_LONGER_RELEVANT: "gone",
}


def _before(day: date, years: int | None) -> date | None:
    return None if years is None else add_months(day, -12 * years)


def _figures(of: Iterable[ItemFact], marking: Marking, secret_states: frozenset[str]) -> dict[str, Figure]:
    """Every number of some items, with how much of it unpublished reports say; one pass.

    ``secret_states`` are those of all confidential items among which these were looked for: a number of none tells as
    much as any other.
    """
    refs: dict[str, list[str]] = {name: [] for name in COUNTED}
    secret = dict.fromkeys(COUNTED, 0)
    for one in of:
        for mark in marking.of(one):
            refs[mark].append(one.ref)
            if not one.is_open:
                secret[mark] += 1
    found = {
        name: Figure(len(held), Form.COUNT, tuple(held), secret[name], secret_states) for name, held in refs.items()
    }
    return found | _rates(found)


def _together(lines: Iterable[Mapping[str, Figure]]) -> dict[str, Figure]:
    """The numbers of lines that share no item, added up."""
    held = list(lines)
    found = {name: _added([one[name] for one in held]) for name in COUNTED}
    return found | _rates(found)


def _added(figures: Sequence[Figure]) -> Figure:
    states: frozenset[str] = frozenset().union(*(one.secret_states for one in figures))
    refs = tuple(chain.from_iterable(one.refs for one in figures))
    return Figure(len(refs), Form.COUNT, refs, sum(one.secret for one in figures), states)


def _rates(found: Mapping[str, Figure]) -> dict[str, Figure]:
    done, part = found["implemented"], found["partially"]
    strict, half = (rate(one, found["items"], found["gone"]) for one in (done, part))
    return {
        "response_rate": rate(found["answered"], found["due"]),
        "implementation_rate": strict,
        "weighted_rate": replace(strict, value=_with_half(strict.value, half.value), refs=(*done.refs, *part.refs)),
    }


def _with_half(strict: Value, half: Value) -> Fraction | None:
    """The implementation rate with what is partially implemented at one half [P]."""
    return strict + half / 2 if isinstance(strict, Fraction) and isinstance(half, Fraction) else None


def _line(key: str, figures: Mapping[str, Figure], columns: Iterable[Column]) -> Line:
    return Line(key, tuple(figures[column.key] for column in columns))


def tables(facts: Facts, themes: Sequence[str], words: Sequence[str]) -> dict[str, Table]:
    """Those tables of items that are asked for, by their words; each item is looked at once for each way to part them.

    With ``themes`` there is a line for each of these, whether or not an item has it.
    """
    marking = Marking(facts.period.until)
    found: dict[str, Table] = {}
    if "items" in words:
        found["items"] = by_kind(facts, marking)
    if {"dialogue", "themes", "open"} & {*words}:
        states = {
            state: _figures(held, marking, secret_among(held))
            for state, held in sorted(_by(facts.items, _state).items())
        }
        total = _together(states.values())
        found["dialogue"] = by_state(states, total)
        if {"themes", "open"} & {*words}:
            parts = _by(facts.items, _themes)
            secret = total["items"].secret_states
            lines = {theme: _figures(parts[theme], marking, secret) for theme in _in_order(parts, themes)}
            found["themes"] = by_theme(lines, total)
            found["open"] = by_age(lines, total, every=bool(themes))
    return found


def by_kind(facts: Facts, marking: Marking) -> Table:
    """The items made known in the period, by kind: how many repeat earlier ones, and how many were answered."""
    among = [one for one in facts.items if facts.period.holds(one.known_on)]
    secret, parts = secret_among(among), _by(among, _kind)
    kinds = [kind for kind in sorted(ItemKind, key=_by_force) if parts[kind.value] or kind in USUAL]
    lines = {kind.value: _figures(parts[kind.value], marking, secret) for kind in kinds}
    return Table(
        "items",
        say("Items made known to States in the period"),
        say("Kind of item"),
        Of.ITEM_KIND,
        BY_KIND,
        tuple(_line(kind, held, BY_KIND) for kind, held in lines.items()),
        _line(TOTAL, _together(lines.values()), BY_KIND),
        (ANSWERED,),
        block="kind",
        whole="new",
    )


USUAL = frozenset(ItemKind) - {ItemKind.COMMITMENT}
"""Kinds that have a line in any case; States make voluntary commitments before other bodies."""
BY_KIND = (
    Column("items", say("Items"), family=MAIN),
    Column("repeats", say("Repeated"), family=REPEATS),
    Column("due", say("Answers due"), family=ANSWERS),
    Column("answered", say("Answered"), family=ANSWERS),
    Column("response_rate", say("Response rate"), family=ANSWERS),
)
BY_STATE = (
    Column("items", say("Items"), family=MAIN),
    Column("due", say("Answers due"), family=ANSWERS),
    Column("answered", say("Answered"), family=ANSWERS),
    Column("response_rate", say("Response rate"), family=ANSWERS),
    Column("implemented", say("Implemented"), family=STANDING),
    Column("partially", say("Partially"), family=STANDING),
    Column("gone", say("No longer relevant"), family=STANDING),
    Column("implementation_rate", say("Implementation rate"), family=STANDING),
    Column("weighted_rate", say("With partial at half"), family=STANDING),
    Column("open", say("Open"), family=STANDING),
)
BY_THEME = (
    Column("items", say("Items"), family=MAIN),
    Column("repeats", say("Repeated"), family=REPEATS),
    Column("implemented", say("Implemented"), family=STANDING),
    Column("partially", say("Partially"), family=STANDING),
    Column("gone", say("No longer relevant"), family=STANDING),
    Column("implementation_rate", say("Implementation rate"), family=STANDING),
    Column("weighted_rate", say("With partial at half"), family=STANDING),
    Column("open", say("Open"), family=STANDING),
)
BY_AGE = (
    *(Column(key, word, family=STANDING) for key, word, _older, _younger in AGES),
    Column("open", say("Open"), family=STANDING),
)


Figures = Mapping[str, Figure]


def by_state(states: Mapping[str, Figures], total: Figures) -> Table:
    """All items that States know, by State: answered, implemented, open."""
    return Table(
        "dialogue",
        say("Responses and implementation by State, since the beginning"),
        say("State"),
        Of.STATE,
        BY_STATE,
        tuple(_line(state, held, BY_STATE) for state, held in states.items()),
        _line(TOTAL, total, BY_STATE),
        (ANSWERED, IMPLEMENTED, HALVED),
        block="state",
        whole="all",
    )


def by_theme(themes: Mapping[str, Figures], total: Figures) -> Table:
    """All items that States know, by theme."""
    return Table(
        "themes",
        say("Items by theme, since the beginning"),
        say("Theme"),
        Of.THEME,
        BY_THEME,
        tuple(_line(theme, held, BY_THEME) for theme, held in themes.items()),
        _line(TOTAL, total, BY_THEME),
        (THEMES, IMPLEMENTED, HALVED),
        block="theme",
        whole="all",
    )


def by_age(themes: Mapping[str, Figures], total: Figures, *, every: bool) -> Table:
    """The items that are open on the last day, by theme and age; with ``every`` theme, also where none is open."""
    return Table(
        "open",
        say("Open items by theme and age"),
        say("Theme"),
        Of.THEME,
        BY_AGE,
        tuple(_line(theme, held, BY_AGE) for theme, held in themes.items() if every or held["open"].value),
        _line(TOTAL, total, BY_AGE),
        (THEMES, Sentence(say("Age is counted from the day the State learnt of the item to the last day."))),
        block="theme",
        whole="all",
    )


def _kind(one: ItemFact) -> tuple[str, ...]:
    return (one.kind.value,)


def _by_force(kind: ItemKind) -> int:
    return -FORCE[kind]


def _state(one: ItemFact) -> tuple[str, ...]:
    return (one.state,)


def _themes(one: ItemFact) -> tuple[str, ...]:
    return one.themes or (NO_THEME,)


def _by(of: Iterable[ItemFact], keys: Callable[[ItemFact], tuple[str, ...]]) -> defaultdict[str, list[ItemFact]]:
    found: defaultdict[str, list[ItemFact]] = defaultdict(list)
    for one in of:
        for key in keys(one):
            found[key].append(one)
    return found


def _in_order(found: Mapping[str, Sequence[ItemFact]], themes: Sequence[str]) -> list[str]:
    """The themes there are, the most frequent first; those that are to be named in any case in their own order."""
    ordered = list(themes) or sorted({*found} - {NO_THEME}, key=lambda theme: (-len(found[theme]), theme))
    return ordered + ([NO_THEME] if NO_THEME in found or themes else [])
