"""The tables of a general report, or of an annual report, of a mechanism: all of them for one period.

The general reports of the CPT have them in their appendices; an annual report of the SPT or of a national mechanism has
those that its kind knows. The version for the public is made from what is no secret, and says what it withholds.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from unannounced.duties import tables_of_days, tables_of_items, tables_of_visits
from unannounced.duties.profile import Mechanism, MechanismKind
from unannounced.duties.tabulating import Facts, ItemFact, Place, Table, withheld_of
from unannounced.duties.withholding import Why

TABLES = (
    "activity",
    "visits",
    "places",
    "visited",
    "reports",
    "days",
    "each-report",
    "items",
    "themes",
    "open",
    "dialogue",
    "states",
)
"""The tables there are, by their words in an address, in the order in which they stand."""
BY_STATE = frozenset({"dialogue", "states"})
"""Tables that compare States: a national mechanism has one."""

OF_ITEMS = frozenset({"items", "themes", "open", "dialogue"})
"""Tables that count items; the others can be made without looking at any."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The tables of a period, and what of them the version for the public withholds; nothing, in the other one."""

    facts: Facts
    tables: tuple[Table, ...]
    withheld: dict[Place, Why] = field(default_factory=dict)

    def table(self, word: str) -> Table | None:
        """The table of this word in an address."""
        return next((one for one in self.tables if one.id == word), None)


def figures(facts: Facts, profile: Mechanism, *, only: str = "") -> Figures:
    """Every table of the mechanism, or ``only`` one, for those who may see everything that ``facts`` hold."""
    return Figures(facts, _tables(facts, profile, (), [one for one in words(profile) if only in ("", one)]))


def open_figures(facts: Facts, profile: Mechanism, themes: Sequence[str]) -> Figures:
    """The version for the public: with every theme of ``themes``, so that no line tells by being there."""
    held = open_facts(facts, themes)
    tables = _tables(held, profile, themes, words(profile))
    return Figures(held, tables, withheld_of(tables, small=profile.small_number))


def words(profile: Mechanism) -> tuple[str, ...]:
    """The tables that the kind of mechanism has."""
    if profile.kind is MechanismKind.NATIONAL:
        return tuple(one for one in TABLES if one not in BY_STATE)
    return TABLES


def _tables(facts: Facts, profile: Mechanism, themes: Sequence[str], wanted: Sequence[str]) -> tuple[Table, ...]:
    of_items = tables_of_items.tables(facts, themes, wanted)
    return tuple(of_items[one] if one in OF_ITEMS else _of_visits(one, facts, profile) for one in wanted)


def _of_visits(word: str, facts: Facts, profile: Mechanism) -> Table:
    if word == "visits":
        return tables_of_visits.visits(facts, profile)
    return {
        "activity": tables_of_visits.activity,
        "places": tables_of_visits.places,
        "visited": tables_of_visits.visited,
        "reports": tables_of_visits.reports,
        "days": tables_of_days.days,
        "each-report": tables_of_days.each_report,
        "states": tables_of_visits.states,
    }[word](facts)


def open_facts(facts: Facts, themes: Sequence[str]) -> Facts:
    """The facts whose being there is no secret: without visits that go on, and reports that were not transmitted.

    What is left out changes no figure, so that no figure tells of it. A theme that is not among ``themes`` is none.
    """
    over = frozenset(one.ref for one in facts.visits if one.over)
    today, known = facts.period.today, frozenset(themes)
    return replace(
        facts,
        visits=[one for one in facts.visits if one.over],
        places=[one for one in facts.places if one.visit in over],
        reports=[one for one in facts.reports if one.transmitted_on is not None and one.transmitted_on <= today],
        items=[_of_themes(one, known) for one in facts.items if one.sent],
    )


def _of_themes(one: ItemFact, known: frozenset[str]) -> ItemFact:
    if known.issuperset(one.themes):
        return one
    return one._replace(themes=tuple(theme for theme in one.themes if theme in known))
