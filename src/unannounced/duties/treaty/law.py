"""The law as it stands on any day: every State under every convention, reckoned once and then looked up.

A standing changes on few days. For each State and convention those days are reckoned from the acts, the standing of
each is computed by ``treaty.standing``, and a question is answered by finding the interval its day falls into.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from unannounced.duties.identity import nearest
from unannounced.duties.treaty.acts import CONSENTING, DOMESTIC, LEAVING, Act, Confidence, believed, corrected
from unannounced.duties.treaty.conventions import Clause, Convention, Conventions, tied_to
from unannounced.duties.treaty.spans import day_of
from unannounced.duties.treaty.standing import BOUND, Ground, Standing, Status, status
from unannounced.duties.words import say

_ONE_DAY = timedelta(days=1)
_NOTHING_YET = say("On that day the register knew nothing of this convention.")


class NotKnown(LookupError):
    """Nothing is known by that name; ``near`` are the codes that may be meant, likeliest first."""

    def __init__(self, what: str, said: str, near: tuple[str, ...]) -> None:
        super().__init__(f"{what} {said}")
        self.what, self.said, self.near = what, said, near


@dataclass(frozen=True, slots=True)
class Interval:
    """A standing and the days on which it holds, both inclusive; ``last`` is None where no change is known."""

    first: date
    last: date | None
    status: Status


@dataclass(frozen=True, slots=True)
class Parties:
    """Codes of the States by what they are on a day: Parties, those of them that leave, and those not known."""

    bound: tuple[str, ...]
    pending: tuple[str, ...]
    not_known: tuple[str, ...]


class Law:
    """Acts under conventions, and what follows from them on each day. It never changes.

    ``names`` are the States that can be asked for: code → name. ``acts`` are in their newest corrections;
    ``on_record`` holds every row, also those corrected since. As it was ``known`` on a day, a convention of which no
    act was on record yet gives no answer: not having looked is not the same as there being nothing.
    """

    def __init__(
        self, conventions: Conventions, acts: Iterable[Act], names: Mapping[str, str], *, known: date | None = None
    ) -> None:
        self.conventions = conventions
        self.names = names
        self.known = known
        self.on_record = tuple(acts)
        self.acts = corrected(self.on_record)
        self._by_state: dict[str, tuple[Act, ...]] = _by_state(self.acts)
        self._starts: dict[tuple[str, str], tuple[list[date], list[Status]]] = {}

    def standing(self, state: str, convention: str, *, on: date) -> Status:
        """The standing of ``state`` under ``convention`` on a day, with its grounds.

        Raises ``NotKnown`` for a code that is neither among ``names`` nor that of a convention.
        """
        found = self._starts.get((state, convention))
        if found is None:
            found = self._reckon(state, convention)
        return found[1][bisect_right(found[0], on) - 1]

    def intervals(self, state: str, convention: str) -> tuple[Interval, ...]:
        """Every standing of ``state`` under ``convention``, from the first day of the calendar on, without a gap."""
        self.standing(state, convention, on=date.min)
        starts, statuses = self._starts[state, convention]
        ends = [first - _ONE_DAY for first in starts[1:]]
        return tuple(map(Interval, starts, [*ends, None], statuses))

    def knows(self, convention: str) -> bool:
        """Whether anything was on record of the convention; False only for a law as it was known on an early day."""
        tied = tied_to(convention, self.conventions)
        return self.known is None or any(act.treaty in tied for act in self.on_record)

    def parties(self, convention: str, *, on: date) -> Parties:
        """The States by what they are to ``convention`` on a day, each list by code."""
        self.convention(convention)
        found = {code: self.standing(code, convention, on=on).standing for code in self.states()}
        bound = tuple(code for code, held in found.items() if held in BOUND)
        pending = tuple(code for code, held in found.items() if held is Standing.DENUNCIATION_PENDING)
        return Parties(bound, pending, tuple(code for code, held in found.items() if held is Standing.NOT_KNOWN))

    def states(self) -> list[str]:
        """The codes of the States of which an act is on record, in order."""
        return sorted(self._by_state)

    def acts_of(self, state: str, convention: str = "") -> tuple[Act, ...]:
        """The acts of ``state``, under ``convention`` alone if one is given, by day."""
        return tuple(act for act in self._by_state.get(state, ()) if convention in ("", act.treaty))

    def convention(self, code: str) -> Convention:
        """The convention with this code; raises ``NotKnown`` with the nearest."""
        found = self.conventions.get(code)
        if found is None:
            known = {one.code: one.short_name("en") for one in self.conventions.values()}
            raise NotKnown("convention", code, nearest(code[:80], known))
        return found

    def state(self, code: str) -> str:
        """``code`` if it is that of a State; raises ``NotKnown`` with the nearest."""
        if code not in self.names:
            raise NotKnown("state", code, nearest(code[:80], self.names))
        return code

    def as_known_on(self, day: date) -> "Law":
        """The law as it was believed to be on ``day``: without what was learned later, as corrected by then."""
        return Law(self.conventions, believed(self.on_record, on=day), self.names, known=day)

    def with_acts(self, acts: Iterable[Act]) -> "Law":
        """The law if these acts were on record too: what would follow. What is reckoned of other States stays so."""
        added = tuple(acts)
        law = Law(self.conventions, (*self.on_record, *added), self.names, known=self.known)
        touched = {act.state for act in added}
        law._starts = {key: held for key, held in dict(self._starts).items() if key[0] not in touched}
        return law

    def _reckon(self, state: str, convention: str) -> tuple[list[date], list[Status]]:
        self.state(state)
        rules, acts = self.convention(convention), self._by_state.get(state, ())
        tied = {code: self.conventions[code] for code in tied_to(rules.code, self.conventions)}
        bearing = [act for act in acts if act.treaty in tied]
        if not self.knows(convention):
            self._starts[state, convention] = [date.min], [_nothing_known(rules)]
            return self._starts[state, convention]
        starts: list[date] = []
        statuses: list[Status] = []
        for day in sorted({date.min, *_days_of_change(bearing, tied)}):
            held = status(convention, bearing, self.conventions, on=day)
            if not statuses or held != statuses[-1]:
                starts.append(day)
                statuses.append(held)
        self._starts[state, convention] = starts, statuses
        return starts, statuses


def _nothing_known(convention: Convention) -> Status:
    """What can be said under a convention before any act of it was on record."""
    clause, unsure = convention.entry, Confidence.UNVERIFIED
    ground = Ground(None, "", clause.article, clause.source, unsure, _NOTHING_YET)
    return Status(Standing.NOT_KNOWN, None, None, None, unsure, (ground,))


def _by_state(acts: Iterable[Act]) -> dict[str, tuple[Act, ...]]:
    found: dict[str, list[Act]] = {}
    for act in acts:
        if act.state:
            found.setdefault(act.state, []).append(act)
    return {code: tuple(sorted(own, key=_in_order)) for code, own in found.items()}


def _in_order(act: Act) -> tuple[str, date, str, str]:
    return act.treaty, act.day or date(act.year or 9999, 1, 1), act.action, act.note


def _days_of_change(acts: Iterable[Act], bearing: Mapping[str, Convention]) -> Iterator[date]:
    """Every day on which a standing can change; days on which it does not are merged afterwards."""
    clauses = [clause for one in bearing.values() for clause in (one.entry, one.succession, one.leaving.clause)]
    ties = [one.ends_with.clause for one in bearing.values() if one.ends_with is not None]
    for one in bearing.values():
        yield from (day_of(one.general), day_of(one.opened))
    for act in acts:
        counts = act.action in CONSENTING | LEAVING | DOMESTIC
        for day in _days_of(act):
            yield from _follow(day, clauses if counts else (), ties)


def _days_of(act: Act) -> Iterator[date]:
    """The days an act may have been on: its own, or the first and last of its year; and what follows at once."""
    if act.day is not None:
        yield act.day
    elif act.year is not None:
        yield from (date(act.year, 1, 1), date(act.year, 12, 31))
    if act.named_day is not None:
        yield act.named_day


def _follow(day: date, periods: Iterable[Clause], ties: Iterable[Clause]) -> Iterator[date]:
    """``day``, the day after, the days on which it can take effect, and those that another convention's end brings."""
    yield from (day, day + _ONE_DAY)
    for clause in periods:
        for start in (day, day + _ONE_DAY):
            effect = clause.period.after(start) if clause.period else start
            yield from (effect, effect + _ONE_DAY)
            for tie in ties:
                if tie.period:
                    yield from (tie.period.after(effect), tie.period.after(effect + _ONE_DAY))
    for tie in ties:
        if tie.period:
            yield tie.period.after(day)
