"""What follows from each day on which the depositary may have received a notice that is not on record.

A law on leaving within the State ends nothing (VCLT Art. 67(2)): the clause on denunciation counts from the receipt of
the notice. Where that day is not known, the answer is a table: if received on …, then ….
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from unannounced.duties.treaty.acts import CONSENTING, Act, Confidence
from unannounced.duties.treaty.conventions import Convention
from unannounced.duties.treaty.law import Law
from unannounced.duties.treaty.spans import current, domestic_law, out_after, receipt_not_before, too_early

_ONE_DAY = timedelta(days=1)
_LONGEST = 50 * 366
"""Days after the first possible one up to which a table is reckoned: fifty years."""
OPEN = "denunciation_announced"
"""The ground of a status that says that the day of receipt is not on record."""


@dataclass(frozen=True, slots=True)
class IfReceived:
    """A notice received from ``first_day`` to ``last_day``, both inclusive, takes effect on one day.

    ``effect`` is the first day on which the State is not bound any more.
    """

    first_day: date
    last_day: date
    effect: date


def if_received(law: Law, state: str, convention: str, *, on: date) -> tuple[IfReceived, ...]:
    """What follows from each day up to ``on`` on which a notice of leaving may have been received.

    Days with the same effect stand together. Empty where nothing is open: the State has no law on leaving, the day of
    receipt is on record, or no notice has an effect (``Leavable.NO``). Raises ``NotKnown`` as ``Law.standing`` does.
    """
    rules = law.convention(convention)
    acts = current(law.acts_of(state, convention))
    first = receipt_not_before(acts) if domestic_law(acts) is not None else None
    is_open = any(ground.act == OPEN for ground in law.standing(state, convention, on=on).grounds)
    if first is None or not is_open:
        return ()
    together = groupby(_effects(rules, state, acts, first, on), key=lambda found: found[1])
    return tuple(_merged(effect, [day for day, _ in found]) for effect, found in together)


def _merged(effect: date, days: list[date]) -> IfReceived:
    return IfReceived(days[0], days[-1], effect)


def _effects(rules: Convention, state: str, acts: list[Act], first: date, on: date) -> Iterator[tuple[date, date]]:
    """Each possible day of receipt with the first day not bound; days on which no notice is possible are left out."""
    notice = Act(rules.code, state, "denunciation_notified", None, None, "", "", Confidence.UNVERIFIED)
    consents = [(act.day, act) for act in acts if act.action in CONSENTING and act.day is not None]
    for number in range(min((on - first).days, _LONGEST) + 1):
        day = first + number * _ONE_DAY
        out = out_after(rules, notice, day)
        if out is not None and not too_early(rules, notice, day, consents):
            yield day, out
