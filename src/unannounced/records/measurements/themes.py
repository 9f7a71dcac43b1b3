"""What standards are about: the theme of each rule by its id, and the measures that somebody takes for a theme."""

from collections.abc import Iterator
from functools import cache

from unannounced.duties.standards import Measure, Rule, RuleBook
from unannounced.duties.words import say

SPACE = "space"
OTHER = "other"
THEMES: dict[str, str] = {
    SPACE: say("living space"),
    "regime": say("regime and contact"),
    "solitary": say("solitary confinement and discipline"),
    "police": say("police custody"),
    "health": say("health care"),
    "restraint": say("means of restraint"),
    "psychiatry": say("psychiatry and social care"),
    "juveniles": say("juveniles"),
    "women": say("women"),
    "migration": say("migration detention"),
    "registers": say("registers and complaints"),
    OTHER: say("other standards"),
}
"""Themes in the order in which pages show them."""

_SHARES = frozenset({"ratio", "m2 per person", "FTE per 100"})
_BY_WORD = {
    "SPACE": SPACE,
    "REGIME": "regime",
    "SOL": "solitary",
    "POL": "police",
    "MENDEZ": "police",
    "UNCAT": "police",
    "MED": "health",
    "IP": "health",
    "RES": "restraint",
    "EDW": "restraint",
    "TRN": "restraint",
    "PSY": "psychiatry",
    "JUV": "juveniles",
    "BKK": "women",
    "IMM": "migration",
    "REG": "registers",
    "REP": "registers",
}


def theme_of(rule: str) -> str:
    """The theme of a rule by the words of its id; ``other`` for one that has none of them.

    >>> theme_of("ECHR-SPACE-01"), theme_of("BKK-03"), theme_of("XX-99")
    ('space', 'women', 'other')
    """
    return next((_BY_WORD[word] for word in rule.split("-") if word in _BY_WORD), OTHER)


@cache
def measures_for(theme: str, book: RuleBook) -> tuple[str, ...]:
    """The measures that somebody takes for the rules of a theme, in the order of the list; none that is computed."""
    waiting = [measure for rule in book.rules if theme_of(rule.id) == theme for measure in _needed(rule)]
    wanted: set[str] = set()
    while waiting:  # what is computed from each other may go round
        measure = waiting.pop()
        if measure not in wanted and measure in book.measures:
            wanted.add(measure)
            waiting += book.measures[measure].derived_from
    return tuple(one.id for one in book.measures.values() if one.id in wanted and not _is_computed(one))


def _is_computed(measure: Measure) -> bool:
    """Whether it is a share, or an area for each person, that is computed from what one does measure."""
    return measure.only_derived or (bool(measure.derived_from) and measure.unit in _SHARES)


def _needed(rule: Rule) -> Iterator[str]:
    """The measures of which a rule speaks: tested, held as conditions, or weighing in a row of its table."""
    for test in rule.tests:
        yield test.measure
        yield from (one.measure for one in (*test.when, *test.unless))
    for band in rule.bands:
        yield from band.measures
