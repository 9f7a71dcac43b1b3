"""Rows of a table held against the law: what is new, what is known, what cannot be so, and who only looks bound."""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date

from unannounced.crafts.law.acts import ReadRow
from unannounced.duties.decision import Refused
from unannounced.duties.identity import nearest
from unannounced.duties.treaty.acts import CONSENTING, LEAVING, Act, impossible
from unannounced.duties.treaty.law import Law
from unannounced.duties.treaty.soundness import flaws
from unannounced.duties.words import say

RULE = say("Rule of this software: the treaty register")


@dataclass(frozen=True, slots=True)
class NamedRow:
    """A row that cannot be taken: the number of its line, why, and what to do."""

    number: int
    refused: Refused


@dataclass(frozen=True, slots=True)
class LooksBound:
    """A State that a table lists as if it were bound, although acts that it cannot hold say otherwise, or more."""

    number: int
    state: str
    convention: str
    listed: date | None
    notices: tuple[Act, ...]
    out: date | None
    """The first day on which it was not bound any more; None where it is bound, having come back."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """What a table would bring."""

    rows: int
    new: tuple[Act, ...]
    known: int
    refused: tuple[NamedRow, ...]
    looks_bound: tuple[LooksBound, ...]


def weigh(law: Law, rows: Iterable[ReadRow], *, on: date) -> Weighed:
    """Hold each row against the law; ``on`` is the day the table is of."""
    rows = tuple(rows)
    held = {_key(act) for act in law.on_record}
    refused = [NamedRow(row.number, row.act) for row in rows if isinstance(row.act, Refused)]
    numbered: dict[tuple[str, ...], tuple[int, Act]] = {}
    known = 0
    there = {_meant(act) for act in law.on_record} | {_meant(act) for _, act in _acts(rows)}
    for number, act in _acts(rows):
        strange = _strange(law, act, there)
        if strange is not None:
            refused.append(NamedRow(number, strange))
        elif _key(act) in held or _key(act) in numbered:
            known += 1
        else:
            numbered[_key(act)] = number, act
    wrong = dict(_unsound(law, [act for _, act in numbered.values()]))
    refused += [NamedRow(numbered[key][0], why) for key, why in wrong.items()]
    new = tuple(act for key, (_, act) in numbered.items() if key not in wrong)
    looks = tuple(_only_looks_bound(law, rows, on))
    return Weighed(len(rows), new, known, tuple(sorted(refused, key=lambda one: one.number)), looks)


def _acts(rows: Iterable[ReadRow]) -> Iterator[tuple[int, Act]]:
    for row in rows:
        if isinstance(row.act, Act):
            yield row.number, row.act


def _key(act: Act) -> tuple[str, ...]:
    """What makes two rows the same act: not the note, the source or how sure it is."""
    return (act.treaty, act.state, act.action, act.written, "; ".join(act.concerns), act.corrects, str(act.never))


def _strange(law: Law, act: Act, there: AbstractSet[tuple[str, ...]]) -> Refused | None:
    """A State or convention that the law does not know, with the nearest; or a correction of what is not ``there``."""
    if act.treaty not in law.conventions:
        named = say("No convention is called “{said}”; near are: {near}.")
        return _unknown(named, act.treaty, dict.fromkeys(law.conventions, ""))
    if act.state and act.state not in law.names:
        return _unknown(say("No State is called “{said}”; near are: {near}."), act.state, law.names)
    wrong = impossible(act)
    if wrong is not None:
        return wrong
    if act.corrects and (act.treaty, act.state, act.action, act.corrects) not in there:
        return Refused(
            say("It corrects a row of {corrects}, and there is none."),
            RULE,
            say("Give the date as the corrected row has it, or “unknown”."),
            {"corrects": act.corrects},
        )
    return None


def _meant(act: Act) -> tuple[str, ...]:
    """By what a correction says which row it means."""
    return act.treaty, act.state, act.action, act.written


def _unknown(reason: str, said: str, known: Mapping[str, str]) -> Refused:
    near = ", ".join(nearest(said[:60], known)) or "–"
    return Refused(reason, RULE, say("Correct the code."), {"said": said[:60], "near": near})


def _unsound(law: Law, new: list[Act]) -> Iterator[tuple[tuple[str, ...], Refused]]:
    """The flaws that the new acts have among those on record; those that were there before are not theirs."""
    after = law.with_acts(new)
    ours = {_key(act) for act in new}
    for state, convention in sorted({(act.state, act.treaty) for act in new if act.state}):
        for flaw in flaws(after, state, convention):
            if _key(flaw.act) in ours:
                yield _key(flaw.act), Refused(flaw.why.english, RULE, flaw.instead, flaw.why.facts)


def _only_looks_bound(law: Law, rows: Iterable[ReadRow], on: date) -> Iterator[LooksBound]:
    """The listed States of which notices are on record that this table does not have."""
    listed = {(act.state, act.treaty): (number, act) for number, act in _acts(rows) if act.action in CONSENTING}
    noticed = {(act.state, act.treaty) for _, act in _acts(rows) if act.action in LEAVING}
    for (state, convention), (number, act) in sorted(listed.items()):
        if (state, convention) in noticed or convention not in law.conventions or state not in law.names:
            continue
        since = act.day or date.min
        notices = tuple(
            one for one in law.acts_of(state, convention) if one.action in LEAVING and since < _first(one) <= on
        )
        if notices:
            held = law.standing(state, convention, on=on)
            out = held.since if held.bound is False else None
            yield LooksBound(number, state, convention, act.day, notices, out)


def _first(act: Act) -> date:
    return act.day or date(act.year or 1, 1, 1)
