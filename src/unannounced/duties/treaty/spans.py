"""The spans of days in which a State is bound by a treaty, reckoned from its acts.

Where a day is not known, two readings are reckoned: one that binds the State most (consents early, notices of
leaving late or never) and one that binds it least. What both agree on is known; the rest is not.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from unannounced.duties.treaty.acts import CONSENTING, LEAVING, SIGNING, Act
from unannounced.duties.treaty.conventions import Clause, Convention, Conventions, Leavable
from unannounced.duties.treaty.dates import add_months

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class End:
    """A notice or event on the day ``noticed`` that ends a span; ``out`` is the first day not bound."""

    noticed: date
    out: date
    with_membership: bool


@dataclass(frozen=True, slots=True)
class Span:
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

    spans: tuple[Span, ...]
    signed: date | None
    succeeds_later: bool


def read(convention: Convention, acts: Sequence[Act], conventions: Conventions, *, on: date, most: bool) -> Reading:
    """Read the acts of one State up to ``on``, binding it ``most`` or least.

    Where ending under another convention ends this one, the acts under that one count too.
    """
    own = current([act for act in acts if act.treaty == convention.code])
    deposits = [(day, act) for act in own if act.action in CONSENTING and (day := _day(act, own, most))]
    past = [(day, act) for day, act in deposits if day <= on]
    ends = _ends(convention, own, past, on, most) + _ends_with_another(convention, acts, conventions, on, most)
    spans = [_span(convention, act, day, ends) for day, act in past]
    later = any(act.action == "succession" and day > on for day, act in deposits)
    return Reading(
        tuple(sorted((one for one in spans if not _never_in_force(one)), key=_begins)),
        _signed(own, on, most),
        later and convention.succession_dates_back and on >= day_of(convention.general),
    )


def current(acts: Sequence[Act]) -> list[Act]:
    """The acts without those that are on record with a better day too.

    A notice without a day gives way to the same notice with one; a consent of which only the year is known gives way
    to a consent with a day in that year.
    """
    dated = {act.action: act.day for act in acts if act.action in LEAVING and act.day is not None}
    last = max(_consents(acts), default=date.min)
    noticed = {action for action, day in dated.items() if day > last}
    years = {act.day.year for act in acts if act.action in CONSENTING and act.day is not None}
    return [
        act
        for act in acts
        if not (_has_no_day(act) and act.action in noticed)
        and not (act.day is None and act.action in CONSENTING and act.year in years)
    ]


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


def out_after(convention: Convention, act: Act, received: date) -> date | None:
    """The first day not bound after the notice ``act`` received on ``received``; None where leaving has no effect."""
    if act.action == "membership_end":
        return received
    out = effect_of_notice(convention, received, named_day=act.named_day)
    return out + _ONE_DAY if out is not None and convention.leaving.to_end_of_day else out


def effect_of_notice(convention: Convention, received: date, *, named_day: date | None = None) -> date | None:
    """The day on which a notice received on ``received`` takes effect, as the clause reckons it; None if never."""
    leaving = convention.leaving
    if leaving.possible is Leavable.NO or leaving.clause.period is None:
        return None
    effect = leaving.clause.period.after(received)
    return max(effect, named_day) if leaving.names_later_day and named_day is not None else effect


def in_force_from(convention: Convention, act: Act, deposited: date) -> date:
    """The first day in force after a consent deposited on ``deposited``; a State that succeeds is bound at once."""
    clause = convention.succession if act.action == "succession" else convention.entry
    return max(day_of(convention.general), _after(clause, deposited), act.named_day or date.min)


def day_of(clause: Clause) -> date:
    """The day a clause fixes; the first day of the calendar where it fixes none."""
    return clause.day or date.min


def _after(clause: Clause, day: date) -> date:
    return clause.period.after(day) if clause.period else day


def _has_no_day(act: Act) -> bool:
    return act.day is None and act.year is None


def _consents(acts: Sequence[Act]) -> list[date]:
    return [day for act in acts if act.action in CONSENTING and (day := _known(act, early=True))]


def _begins(span: Span) -> date:
    return span.begins


def _never_in_force(span: Span) -> bool:
    return span.end is not None and span.end.out <= span.begins


def _span(convention: Convention, act: Act, deposited: date, ends: Sequence[End]) -> Span:
    """A notice ends what was deposited before its day: a State that leaves and joins again on one day stays."""
    after = [end for end in ends if end.noticed > deposited]
    begins = in_force_from(convention, act, deposited)
    return Span(deposited, begins, min(after, key=_out) if after else None)


def _out(end: End) -> date:
    return end.out


def _ends(
    convention: Convention, acts: Sequence[Act], consents: Sequence[tuple[date, Act]], on: date, most: bool
) -> list[End]:
    if convention.leaving.possible is Leavable.DISPUTED and most:
        return []
    revoked = [day for act in acts if act.action == "denunciation_revoked" and (day := _day(act, acts, most))]
    found = []
    for act in acts:
        noticed = _day(act, acts, most) if act.action in LEAVING else None
        if noticed is None or noticed > on or too_early(convention, act, noticed, consents):
            continue
        out = out_after(convention, act, noticed)
        if out is None or any(noticed <= day < out and day <= on for day in revoked):
            continue
        found.append(End(noticed, out, with_membership=act.action == "membership_end"))
    return found


def too_early(convention: Convention, act: Act, noticed: date, consents: Sequence[tuple[date, Act]]) -> bool:
    """Whether the notice came before the years have passed for which a State must have been Party (ECHR Art. 58(1))."""
    years = convention.leaving.after_years
    if not years or act.action == "membership_end":
        return False
    begun = [in_force_from(convention, consent, day) for day, consent in consents if day < noticed]
    return bool(begun) and add_months(max(begun), 12 * years) > noticed


def _ends_with_another(
    convention: Convention, acts: Sequence[Act], conventions: Conventions, on: date, most: bool
) -> list[End]:
    """Ending under another convention ends this one, as ECHR Art. 58(3) says of membership."""
    tied = convention.ends_with
    other = conventions.get(tied.convention) if tied else None
    if tied is None or other is None:
        return []
    reading = read(other, acts, conventions, on=on, most=most)
    left = [span.end for span in reading.spans if span.end is not None]
    return [End(end.noticed, _after(tied.clause, end.out), with_membership=other.membership) for end in left]


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
