"""Homes full of reports, items and responses, made once in a run of the bench and shared by its measurements."""

from functools import cache
from pathlib import Path
from typing import NamedTuple

from bench import homes
from bench.telling import progress

REPORTS = 500
"""With 120 items each: 60,000 items, and 40,000 responses."""


class DialogueHome(NamedTuple):
    """A home, and how many of each it holds. Maud of the secretariat and Ana of the delegations may read all of it."""

    home: Path
    reports: int
    items: int
    responses: int


@cache
def dialogue_home(reports: int = REPORTS, database: str = "") -> DialogueHome:
    """A home with so many reports; whoever writes in it makes one of their own."""
    progress(f"dialogue: {reports:,} reports, {reports * 120:,} items")
    home = homes.newly_prepared(database)
    made = homes.ask(home, "office", "dialogue_made_up", str(reports), database=database)
    return DialogueHome(home, made["reports"], made["items"], made["responses"])
