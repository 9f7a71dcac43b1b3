"""What of a register of places may be shown publicly: a decision for each field, and no number that names somebody.

The register is the mechanism's own. A field that nobody decided on is not shown; a place whose name may not be shown
is not shown at all. A number of persons from one to four is withheld (project choice), and with it the number that
would give it away by subtraction.
"""

from collections.abc import Collection, Mapping

from unannounced.duties.decision import Allowed, Decision, Refused
from unannounced.duties.registering import ATTRIBUTES, COUNTS
from unannounced.duties.words import say

EVENTS_FIELD = "events"
RULE = say("Rule of this software: the register is the mechanism's own, and each field is shown by a decision")
FIELDS: dict[str, str] = {**ATTRIBUTES, **COUNTS, EVENTS_FIELD: say("what happened to the place")}
"""Everything a decision can be about, with its words."""

FEW = 5
"""Numbers of persons below this one, but for zero, are withheld."""

NOT_OF_PERSONS = frozenset(
    {
        "official_capacity",
        "working_capacity",
        "certified_capacity",
        "unavailable_places",
        "capacity_men",
        "capacity_women",
        "staff",
        "isolation_cells",
        "cells",
        "days_of_stay",
        "guaranteed_minimum",
    }
)
"""Counts that are of things, or of days."""

TOGETHER = (("men", "women"), ("remand", "sentenced"))
"""Counts of which one follows from the other and the whole."""


def withheld(numbers: Mapping[str, int]) -> set[str]:
    """Which of the numbers of one place on one day may not be shown: few persons, and what would give them away.

    >>> sorted(withheld({"persons": 120, "men": 117, "women": 3, "official_capacity": 2}))
    ['men', 'women']
    """
    few = {what for what, number in numbers.items() if what not in NOT_OF_PERSONS and 0 < number < FEW}
    for pair in TOGETHER:
        if few & set(pair):
            few |= set(pair) & numbers.keys()
    return few


def may_publish_places(shown: Collection[str], *, places: int, shown_before: bool) -> Decision:
    """Whether an edition of the places of a State may leave: with the name at least, and with some place.

    An edition without any place is welcome once there was one before it: that is how showing ends.
    """
    if shown_before or ("name" in shown and places):
        return Allowed()
    if "name" not in shown:
        return Refused(
            say("Nobody decided that the names of places of this State may be shown."),
            RULE,
            say("Decide first which fields may be shown; a place without a name is not shown at all."),
        )
    return Refused(
        say("There is no place of this State to show."),
        RULE,
        say("Take a register of places in first, or decide that what was entered by hand may be shown."),
    )
