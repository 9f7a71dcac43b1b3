"""On which day a notice received, or an instrument deposited, takes effect under a convention, and by which clause."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from unannounced.duties.decision import Refused
from unannounced.duties.treaty.conventions import Clause, Convention, Leavable
from unannounced.duties.treaty.law import Law
from unannounced.duties.treaty.spans import day_of
from unannounced.duties.treaty.withdrawal import effect
from unannounced.duties.words import say


class Kind(StrEnum):
    """By which clause of a convention an act takes effect."""

    LEAVING = "leaving"
    JOINING = "joining"
    SUCCEEDING = "succeeding"
    EXTENDING = "extending"
    ENDING = "ending"


KINDS: Mapping[str, Kind] = {
    "denunciation": Kind.LEAVING,
    "withdrawal": Kind.LEAVING,
    "ratification": Kind.JOINING,
    "acceptance": Kind.JOINING,
    "approval": Kind.JOINING,
    "accession": Kind.JOINING,
    "succession": Kind.SUCCEEDING,
    "territorial_extension": Kind.EXTENDING,
    "territorial_withdrawal": Kind.ENDING,
}
"""The acts that take effect on a day of their own, as they are called in a question."""


@dataclass(frozen=True, slots=True)
class TakesEffect:
    """The ``day`` of effect and the ``clause`` it follows from; ``last_day_bound`` only for a leaving."""

    day: date
    clause: Clause
    last_day_bound: date | None
    disputed: bool = False
    """Whether it is disputed that a notice has any effect; the day is then the earliest there could be."""


def taking_effect(
    law: Law, convention: str, act: str, *, received: date, named_day: date | None = None
) -> TakesEffect | Refused:
    """When ``act`` (of ``KINDS``), received or deposited on a day, takes effect; refused where it never does.

    ``named_day`` is a later day that a notice itself names. Raises ``NotKnown`` for a convention that is not known,
    ``OverflowError`` or ``ValueError`` beyond the calendar (year 9999).
    """
    rules, kind = law.convention(convention), KINDS[act]
    opened = day_of(rules.opened)
    if received < opened:
        return Refused(
            say("The convention was opened for signature on {opened}; nothing was received before."),
            rules.opened.article,
            say("Check the day."),
            {"opened": opened},
        )
    if kind is Kind.LEAVING:
        return _left(law, rules, received, named_day)
    if kind in (Kind.JOINING, Kind.SUCCEEDING):
        return _joined(rules, rules.entry if kind is Kind.JOINING else rules.succession, received)
    if rules.territory is None:
        none = say("The convention has no clause on territories.")
        return Refused(none, rules.number, say("Ask about another act."))
    clause = rules.territory.extension if kind is Kind.EXTENDING else rules.territory.withdrawal
    return TakesEffect(_after(clause, received), clause, None)


def _left(law: Law, rules: Convention, received: date, named_day: date | None) -> TakesEffect | Refused:
    day = effect(law, rules.code, received=received, named_day=named_day)
    if isinstance(day, Refused):
        return day
    last = day if rules.leaving.to_end_of_day else day - timedelta(days=1)
    return TakesEffect(day, rules.leaving.clause, last, rules.leaving.possible is Leavable.DISPUTED)


def _joined(rules: Convention, clause: Clause, deposited: date) -> TakesEffect:
    """Nobody is bound before the convention itself is in force."""
    day, general = _after(clause, deposited), day_of(rules.general)
    return TakesEffect(general, rules.general, None) if general > day else TakesEffect(day, clause, None)


def _after(clause: Clause, day: date) -> date:
    return clause.period.after(day) if clause.period else day
