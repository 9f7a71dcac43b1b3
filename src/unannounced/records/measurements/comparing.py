"""The same room on two visits: what was measured then and now, and whether a standard is met that was not."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from unannounced.duties.measuring import folded
from unannounced.duties.standards import Interval, Outcome, Rule, Value, Verdict
from unannounced.duties.words import say
from unannounced.records.measurements.judging import Asked, Marks, Together, marks_of, verdicts_of
from unannounced.records.measurements.valuing import as_values


class Change(StrEnum):
    """What became of what a standard says, from then to now."""

    WORSE = "worse"
    BETTER = "better"
    SAME = "same"
    UNSURE = "unsure"
    NOT_MEASURED = "not_measured"


CHANGE_WORDS: dict[Change, str] = {
    Change.WORSE: say("worse"),
    Change.BETTER: say("better"),
    Change.SAME: say("the same"),
    Change.UNSURE: say("cannot be said"),
    Change.NOT_MEASURED: say("not measured both times"),
}

_BADNESS = {Outcome.MET: 0, Outcome.PRESUMPTION: 1, Outcome.NOT_MET: 1}
_SILENT = frozenset({Outcome.NOT_MEASURED, Outcome.NOT_APPLICABLE})


@dataclass(frozen=True, slots=True)
class Pair:
    """A subject on two days; None on the one on which nothing of it was measured."""

    then: Together | None
    now: Together | None

    @property
    def name(self) -> str:
        """As it is called now, or was."""
        return _either(self).name

    @property
    def in_both(self) -> bool:
        """Whether something of it was measured both times."""
        return self.then is not None and self.now is not None


@dataclass(frozen=True, slots=True)
class Compared:
    """A measure, or what a rule says of it, then and now. ``difference`` is now less then, of numbers."""

    measure: str
    then: Value | None
    now: Value | None
    difference: Interval | None
    rule: Rule | None = None
    outcome_then: Outcome | None = None
    outcome_now: Outcome | None = None
    change: Change | None = None


def pairs(then: Iterable[Together], now: Iterable[Together]) -> list[Pair]:
    """The subjects of two days: the same part of the register, or the same name, is the same room.

    A room that was a part of the register on one of the days alone is found by its name.
    """
    waiting = list(then)
    by_part = {one.part.pk: one for one in waiting if one.part is not None}
    by_name: dict[str, list[Together]] = {}
    for one in waiting:
        for name in _names(one):
            by_name.setdefault(name, []).append(one)
    taken: set[int] = set()
    later = list(now)
    found: dict[int, Together] = {}
    for number, one in enumerate(later):  # parts first: a name must not take what a part has
        match = by_part.get(one.part.pk) if one.part is not None else None
        if match is not None and id(match) not in taken:
            found[number] = match
            taken.add(id(match))
    for number, one in enumerate(later):
        if number not in found:
            match = _by_name(one, by_name, taken)
            if match is not None:
                found[number] = match
                taken.add(id(match))
    both = [Pair(found.get(number), one) for number, one in enumerate(later)]
    return [*both, *(Pair(one, None) for one in waiting if id(one) not in taken)]


def _by_name(one: Together, by_name: Mapping[str, Sequence[Together]], taken: set[int]) -> Together | None:
    """The one of the same name that is not taken, unless the register says that both are parts: then they differ."""
    for name in _names(one):
        for match in by_name.get(name, ()):
            if id(match) not in taken and (match.part is None or one.part is None):
                return match
    return None


def _names(one: Together) -> list[str]:
    """Every name of a subject, folded, that of its part among them."""
    named = [row.subject for row in one.rows] + ([one.part.name] if one.part else [])
    return list(dict.fromkeys(folded(name) or name for name in named))


def _either(pair: Pair) -> Together:
    one = pair.now or pair.then
    if one is None:
        raise ValueError("a pair of nothing")
    return one


def change_of(then: Outcome | None, now: Outcome | None) -> Change | None:
    """What became of what a rule says; ``None`` where it says nothing on either day.

    >>> change_of(Outcome.NOT_MET, Outcome.MET), change_of(Outcome.MET, None), change_of(None, Outcome.NOT_APPLICABLE)
    (<Change.BETTER: 'better'>, <Change.NOT_MEASURED: 'not_measured'>, None)
    """
    speaks = [one not in _SILENT and one is not None for one in (then, now)]
    if not any(speaks):
        return None
    if Outcome.NOT_APPLICABLE in (then, now):
        return Change.UNSURE
    if not all(speaks):
        return Change.NOT_MEASURED
    if then is now:
        return Change.SAME
    if then not in _BADNESS or now not in _BADNESS:
        return Change.UNSURE
    return (Change.SAME, Change.BETTER, Change.WORSE)[_sign(_BADNESS[then] - _BADNESS[now])]


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)


def changes(pair: Pair, asked: Asked) -> Counter[Change]:
    """How many standards became better, worse and so on for one subject; reckoned from marks alone."""
    then = marks_of(pair.then, asked) if pair.then else None
    now = marks_of(pair.now, asked) if pair.now else None
    said_then, said_now = _said(then), _said(now)
    found = (
        change_of(said_then.get(key) or _silent(then, key), said_now.get(key) or _silent(now, key))
        for key in said_then.keys() | said_now.keys()
    )
    return Counter(one for one in found if one is not None)


Key = tuple[str, str]
"""A rule and the measure that it tests."""


def _said(marks: Marks | None) -> dict[Key, Outcome]:
    return {(one.rule, one.measure): one.outcome for one in marks.speaking} if marks else {}


def _silent(marks: Marks | None, key: Key) -> Outcome | None:
    """Why a rule says nothing: it does not apply, or nothing was measured for it."""
    every = marks.every if marks else ()
    return next((one.outcome for one in every if one.tests and (one.rule, one.measure) == key), None)


def compared(pair: Pair, asked: Asked) -> Iterator[Compared]:
    """Every measure that was taken then or now, then every rule that says something of it."""
    yield from _measures(pair, asked)
    then, now = _verdicts(pair.then, asked), _verdicts(pair.now, asked)
    for key in dict.fromkeys([*now, *then]):
        line = _line(then.get(key), now.get(key))
        if line is not None:
            yield line


def _line(then: Verdict | None, now: Verdict | None) -> Compared | None:
    """What a rule said then and says now; ``None`` where it says nothing on either day."""
    held = now if now is not None else then
    outcome_then, outcome_now = (one.outcome if one is not None else None for one in (then, now))
    change = change_of(outcome_then, outcome_now)
    if held is None or change is None:
        return None
    old, new = (one.value if one is not None else None for one in (then, now))
    return Compared(held.measure, old, new, difference(old, new), held.rule, outcome_then, outcome_now, change)


def _measures(pair: Pair, asked: Asked) -> Iterator[Compared]:
    then = as_values(pair.then.values) if pair.then else {}
    now = as_values(pair.now.values) if pair.now else {}
    for measure in asked.book.measures:
        if measure in then or measure in now:
            old, new = then.get(measure), now.get(measure)
            yield Compared(measure, old, new, difference(old, new))


def _verdicts(one: Together | None, asked: Asked) -> dict[tuple[str, str], Verdict]:
    if one is None:
        return {}
    return {(each.rule.id, each.measure): each for each in verdicts_of(one, asked) if _tests(each)}


def _tests(verdict: Verdict) -> bool:
    return verdict.rule.role == "test"


def difference(then: Value | None, now: Value | None) -> Interval | None:
    """Now less then, of two numbers; an interval where one of them is. ``None`` of anything else.

    >>> str(difference(Interval.of("3.5"), Interval.of(4, 5)))
    '0.5..1.5'
    """
    if isinstance(then, Interval) and isinstance(now, Interval):
        return Interval(now.low - then.high, now.high - then.low)
    return None
