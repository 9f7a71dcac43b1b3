"""The spans of days in which a State is bound by a treaty, reckoned from its acts.

Where a day is not known, two readings are reckoned: one that binds the State most (consents early, notices of
leaving late or never) and one that binds it least. What both agree on is known; the rest is not.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from unannounced.duties.treaty.acts import CONSENTING, LEAVING, SIGNING, Act
from unannounced.duties.treaty.rules import RULES, Rules, six_months_after_membership

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class End:
    """A notice or event on the day ``noticed`` that ends a period; ``out`` is the first day not bound."""

    noticed: date
    out: date
    with_membership: bool


@dataclass(frozen=True, slots=True)
class Period:
    """Deposited, in force from ``begins`` (inclusive), ended by ``end`` or open."""

    deposited: date
    begins: date
    end: End | None

    def covers(self, day: date) -> bool:
        """Whether the State is bound on ``day``."""
        return self.begins <= day and (self.end is None or day < self.end.out)


@dataclass(frozen=True, slots=True)
class Reading:
    """The acts of one State as read in one way, up to a day."""

    periods: tuple[Period, ...]
    signed: date | None
    succeeds_later: bool


def read(treaty: str, acts: Sequence[Act], *, on: date, most: bool) -> Reading:
    """Read the acts of one State up to ``on``, binding it ``most`` or least.

    For the ECHR the acts under the Statute of the Council of Europe count too, since leaving it ends the ECHR.
    """
    rules = RULES[treaty]
    own = [act for act in acts if act.treaty == treaty]
    ends = _ends(rules, own, on, most)
    if treaty == "ECHR":
        ends += _ends_with_membership([act for act in acts if act.treaty == "COE-STATUTE"], on, most)
    deposits = [(day, act) for act in own if act.action in CONSENTING and (day := _day(act, own, most))]
    periods = [_period(rules, act, day, ends) for day, act in deposits if day <= on]
    later = any(act.action == "succession" and day > on for day, act in deposits)
    return Reading(
        tuple(sorted((one for one in periods if not _never_in_force(one)), key=_begins)),
        _signed(own, on, most),
        later and rules.succession_dates_back,
    )


def receipt_not_before(acts: Sequence[Act]) -> date | None:
    """The first day on which a notice of leaving can have been received after the last consent; None without one.

    A domestic law on denunciation bounds it: nothing is notified before it (an assumption, shown as such).
    """
    consents = _consents(acts)
    if not consents:
        return None
    law = domestic_law(acts)
    return max(consents) + _ONE_DAY if law is None else _known(law, early=True)


def domestic_law(acts: Sequence[Act]) -> Act | None:
    """The first domestic law on denunciation after the last consent, or None."""
    consents = _consents(acts)
    laws = [act for act in acts if act.action == "domestic_denunciation_law"]
    dated = [(day, act) for act in laws if (day := _known(act, early=True))]
    after = [(day, act) for day, act in dated if consents and day > max(consents)]
    return min(after, key=lambda law: law[0])[1] if after else None


def out_after(rules: Rules, act: Act, received: date) -> date | None:
    """The first day not bound after the notice ``act`` received on ``received``; None where leaving has no effect."""
    if act.action == "membership_end":
        return received
    if rules.leaving is None:
        return None
    out = rules.leaving(received)
    if rules.later_day_may_be_named and act.named_day is not None:
        return max(out, act.named_day)
    return out


def in_force_from(rules: Rules, act: Act, deposited: date) -> date:
    """The first day in force after a consent deposited on ``deposited``; a State that succeeds is bound at once."""
    effect = deposited if act.action == "succession" else rules.effect(deposited)
    return max(rules.general, effect)


def _consents(acts: Sequence[Act]) -> list[date]:
    return [day for act in acts if act.action in CONSENTING and (day := _known(act, early=True))]


def _begins(period: Period) -> date:
    return period.begins


def _never_in_force(period: Period) -> bool:
    return period.end is not None and period.end.out <= period.begins


def _period(rules: Rules, act: Act, deposited: date, ends: Sequence[End]) -> Period:
    """A notice ends what was deposited before its day: a State that leaves and joins again on one day stays."""
    after = [end for end in ends if end.noticed > deposited]
    begins = in_force_from(rules, act, deposited)
    return Period(deposited, begins, min(after, key=_out) if after else None)


def _out(end: End) -> date:
    return end.out


def _ends(rules: Rules, acts: Sequence[Act], on: date, most: bool) -> list[End]:
    if rules.leaving_is_open and most:
        return []
    revoked = [day for act in acts if act.action == "denunciation_revoked" and (day := _day(act, acts, most))]
    found = []
    for act in acts:
        noticed = _day(act, acts, most) if act.action in LEAVING else None
        out = out_after(rules, act, noticed) if noticed is not None and noticed <= on else None
        if noticed is None or out is None or any(noticed <= day < out and day <= on for day in revoked):
            continue
        found.append(End(noticed, out, with_membership=False))
    return found


def _ends_with_membership(acts: Sequence[Act], on: date, most: bool) -> list[End]:
    """The ECHR ends six months after membership, under the conditions of Art. 58(3)."""
    left = [end.out for end in _ends(RULES["COE-STATUTE"], acts, on, most) if end.out <= on]
    return [End(out, six_months_after_membership(out), with_membership=True) for out in left]


def _signed(acts: Sequence[Act], on: date, most: bool) -> date | None:
    signed = [day for act in acts if act.action in SIGNING and (day := _day(act, acts, most)) and day <= on]
    withdrawn = [day for act in acts if act.action == "signature_withdrawn" and (day := _day(act, acts, most))]
    standing = [day for day in signed if not any(day <= later <= on for later in withdrawn)]
    return min(standing, default=None)


def _day(act: Act, acts: Sequence[Act], most: bool) -> date | None:
    """The day of ``act`` in this reading; None if in this reading it never happened."""
    leaves = act.action in LEAVING or act.action == "signature_withdrawn"
    early = most is not leaves
    known = _known(act, early=early)
    if known is not None or not early:
        return known
    return receipt_not_before(acts) if act.action in LEAVING else date.min


def _known(act: Act, *, early: bool) -> date | None:
    if act.day is not None:
        return act.day
    if act.year is None:
        return None
    return date(act.year, 1, 1) if early else date(act.year, 12, 31)
