"""The law as the portal knows it: the acts on the shelf, read once for each edition and looked up from then on."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Any

from unannounced.crafts.law.conventions import shipped_conventions
from unannounced.duties.treaty.acts import TERRITORIAL, Act, Confidence, completed
from unannounced.duties.treaty.law import Law
from unannounced.duties.treaty.tallies import Tally, tallies
from unannounced.records.shelf import queries
from unannounced.records.shelf.models import ShelvedState

BELIEFS = 8
"""How many earlier states of knowledge are kept for each register; a register learned on few days."""


@dataclass(frozen=True, slots=True)
class OnRecord:
    """A State as the newest edition has it, but for its acts, which are in the law."""

    code: str
    names: Mapping[str, str]
    invented: bool
    facts: tuple[Mapping[str, Any], ...]
    figures: Mapping[str, int]


class Register:
    """One edition of the real or the invented register: its States by code, its law, and what was reckoned from it.

    It never changes; what is kept in it is kept because it was asked for once.
    """

    def __init__(self, edition: int, states: Mapping[str, OnRecord], law: Law) -> None:
        self.edition = edition
        self.states = states
        self.law = law
        self._tallies: dict[str, tuple[Tally, ...]] = {}
        self._beliefs: OrderedDict[date, Register] = OrderedDict()
        self._lock = Lock()

    def tallies(self, convention: str) -> tuple[Tally, ...]:
        """How many States have each standing, by day."""
        found = self._tallies.get(convention)
        if found is None:
            found = self._tallies[convention] = tallies(self.law, convention)
        return found

    def with_territories(self, convention: str) -> list[str]:
        """The codes of the States that said anything about their territories under ``convention``."""
        acts = self.law.acts
        return sorted({act.state for act in acts if act.treaty == convention and act.action in TERRITORIAL})

    def as_known_on(self, day: date) -> "Register":
        """The register as it was believed to be on ``day``; days between two of its learnings are one belief."""
        learned = {act.known_since for act in self.law.on_record if act.known_since is not None}
        since = max((one for one in learned if one <= day), default=date.min)
        if not learned or since == max(learned):
            return self
        with self._lock:
            found = self._beliefs.get(since)
            if found is None:
                found = self._beliefs[since] = Register(self.edition, self.states, self.law.as_known_on(since))
            self._beliefs.move_to_end(since)
            while len(self._beliefs) > BELIEFS:
                self._beliefs.popitem(last=False)
        return found


_held: dict[bool, Register] = {}
_reading = Lock()


def the_register(*, invented: bool = False) -> Register:
    """The newest edition; one query, and one more in the first request after an edition was taken in."""
    edition = queries.edition_of_register()
    held = _held.get(invented)
    if held is not None and held.edition == edition:
        return held
    with _reading:
        held = _held.get(invented)
        if held is None or held.edition != edition:
            held = _held[invented] = _read(edition, invented)
    return held


def _read(edition: int, invented: bool) -> Register:
    """The States of a register. One that is replaced between two queries is read as what it is by then."""
    rows = list(queries.states(invented=invented)) if edition else []
    states = {row.code: _on_record(row) for row in rows}
    acts = [act_of(one, row.code) for row in rows for one in row.acts]
    names = {row.code: str(row.names.get("en") or row.code) for row in rows}
    read = rows[0].edition if rows else edition
    return Register(read, states, Law(shipped_conventions(), acts, names))


def _on_record(row: ShelvedState) -> OnRecord:
    return OnRecord(row.code, row.names, row.invented, tuple(row.facts), row.figures)


def act_of(row: Mapping[str, Any], code: str) -> Act:
    """A row of an edition; editions made before a column came do not have it."""
    return completed(
        Act(
            treaty=row["treaty"],
            state=code,
            action=row["action"],
            day=date.fromisoformat(row["day"]) if row["day"] else None,
            year=row["year"],
            note=row["note"],
            source=row["source"],
            confidence=Confidence(row["confidence"]),
            named_day=date.fromisoformat(row["named_day"]) if row.get("named_day") else None,
            concerns=tuple(row.get("concerns", ())),
            known_since=date.fromisoformat(row["known_since"]) if row.get("known_since") else None,
            corrects=row.get("corrects", ""),
            never=row.get("never", False),
        )
    )
