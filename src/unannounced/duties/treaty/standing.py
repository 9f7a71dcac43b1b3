"""A State's standing under a treaty on a day, computed from its acts each time and never stored.

VCLT Art. 14 to 18, 24, 28, 54, 68 and 70, and the final clauses of each treaty (``rules``). Domestic acts never change
a standing; they only bound what is not known about a notice to the depositary.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from unannounced.duties.treaty.acts import CONSENTING, DOMESTIC, LEAVING, SIGNING, Act, Confidence, weakest
from unannounced.duties.treaty.periods import Period, Reading, domestic_law, in_force_from, out_after, read
from unannounced.duties.treaty.rules import RULES, Rules, six_months_after_membership
from unannounced.duties.words import say


class Standing(StrEnum):
    """What a State is to a treaty."""

    NONE = "none"
    SIGNATORY = "signatory"
    CONSENTED = "consented"
    PARTY = "party"
    DENUNCIATION_PENDING = "denunciation_pending"
    FORMER_PARTY = "former_party"
    ENDED_WITH_MEMBERSHIP = "ended_with_membership"
    NOT_KNOWN = "not_known"


WORDS: dict[Standing, str] = {
    Standing.NONE: say("not Party"),
    Standing.SIGNATORY: say("signatory"),
    Standing.CONSENTED: say("consented, not yet in force"),
    Standing.PARTY: say("Party"),
    Standing.DENUNCIATION_PENDING: say("Party, denunciation pending"),
    Standing.FORMER_PARTY: say("former Party"),
    Standing.ENDED_WITH_MEMBERSHIP: say("former Party: ended with membership"),
    Standing.NOT_KNOWN: say("not known"),
}

BOUND = frozenset({Standing.PARTY, Standing.DENUNCIATION_PENDING})
"""The standings with all rights and duties in full."""

_ONE_DAY = timedelta(days=1)
_RECEIPT = say("It is not known whether and on which day the depositary received a notice of leaving.")
_NOT_BEFORE = say("No effect is possible before this day, even if the notice was received on the day of the law.")
_DOMESTIC = say("An act within the State; it changes nothing under the treaty.")
_NO_ACT = say("No act of this State is on record.")
_NO_RULES = say("The rules of this treaty are not known here.")
_YEAR = say("Only the year is known.")
_UNDATED = say("The day is not known.")
_DATES_BACK = say("Succession works back to a day of independence that is not on record.")


@dataclass(frozen=True, slots=True)
class Ground:
    """One thing an answer rests on; ``act`` is an action of the register, or a computed day like entry_into_force."""

    day: date | None
    act: str
    article: str
    source: str
    confidence: Confidence
    note: str


@dataclass(frozen=True, slots=True)
class Status:
    """The standing on a day and its grounds.

    ``since`` is its first day, None where not known. ``until`` is the last day bound, where that is known;
    ``bound_until_at_least`` the last day bound whatever is not known. Both inclusive.
    """

    standing: Standing
    since: date | None
    bound_until_at_least: date | None
    until: date | None
    confidence: Confidence
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class _Answer:
    standing: Standing
    since: date | None
    until: date | None


def status(treaty: str, acts: Sequence[Act], *, on: date) -> Status:
    """The standing of one State under ``treaty`` on the day ``on``.

    ``acts`` are acts of that State; those of other treaties are left out, except that the ECHR also looks at the
    acts under the Statute of the Council of Europe. Rows that repeat a computed result are never used.
    """
    if treaty not in RULES:
        ground = Ground(None, "", "", "", Confidence.UNVERIFIED, _NO_RULES)
        return Status(Standing.NOT_KNOWN, None, None, None, Confidence.UNVERIFIED, (ground,))
    rules, own = RULES[treaty], [act for act in acts if act.treaty == treaty]
    most, least = (read(treaty, acts, on=on, most=way) for way in (True, False))
    agreed = _agreed(_answer(most, on), _answer(least, on))
    at_least = _bound_at_least(rules, own, agreed, _answer(least, on), on)
    counted = _counted(treaty, acts, on)
    grounds = _dated(treaty, rules, counted, most) + _open(rules, own, agreed, at_least) or (_absence(own),)
    return Status(agreed.standing, agreed.since, at_least, agreed.until, _confidence(agreed, grounds), grounds)


def _answer(reading: Reading, on: date) -> _Answer:
    """The standing in one reading, in the order of section: bound, consented, formerly bound, signed, nothing."""
    covering = [period for period in reading.periods if period.covers(on)]
    if covering:
        return _bound(reading.periods, covering)
    coming = [period for period in reading.periods if period.begins > on]
    if coming:
        return _Answer(Standing.CONSENTED, min(period.deposited for period in coming), None)
    ended = [period.end for period in reading.periods if period.end is not None]
    if ended:
        last = max(ended, key=lambda end: end.out)
        former = Standing.ENDED_WITH_MEMBERSHIP if last.with_membership else Standing.FORMER_PARTY
        return _Answer(former, last.out, last.out - _ONE_DAY)
    if reading.succeeds_later:
        return _Answer(Standing.NOT_KNOWN, None, None)
    if reading.signed is not None:
        return _Answer(Standing.SIGNATORY, reading.signed, None)
    return _Answer(Standing.NONE, None, None)


def _bound(periods: Sequence[Period], covering: Sequence[Period]) -> _Answer:
    if any(period.end is None for period in covering):
        return _Answer(Standing.PARTY, _unbroken_since(periods, covering), None)
    end = max((period.end for period in covering if period.end is not None), key=lambda end: end.out)
    if end.with_membership:
        return _Answer(Standing.PARTY, _unbroken_since(periods, covering), end.out - _ONE_DAY)
    return _Answer(Standing.DENUNCIATION_PENDING, end.noticed, end.out - _ONE_DAY)


def _unbroken_since(periods: Sequence[Period], covering: Sequence[Period]) -> date:
    """The first day of the unbroken time as Party: leaving and joining again without a gap breaks nothing."""
    since = min(period.begins for period in covering)
    for period in sorted(periods, key=lambda one: one.begins, reverse=True):
        if period.begins < since and period.end is not None and period.end.out >= since:
            since = period.begins
    return since


def _agreed(most: _Answer, least: _Answer) -> _Answer:
    """What both readings say; bound in both is Party, anything else they differ on is not known."""
    if most.standing is least.standing:
        since = most.since if most.since == least.since else None
        return _Answer(most.standing, since, most.until if most.until == least.until else None)
    if most.standing in BOUND and least.standing in BOUND:
        return _Answer(Standing.PARTY, most.since, None)
    return _Answer(Standing.NOT_KNOWN, None, None)


def _bound_at_least(rules: Rules, acts: Sequence[Act], agreed: _Answer, least: _Answer, on: date) -> date | None:
    """The last day bound whatever is not known: by the reading that binds least, or after a domestic law."""
    if agreed.until is not None or agreed.standing not in BOUND | {Standing.NOT_KNOWN}:
        return None
    if least.until is not None:
        return least.until
    law = domestic_law(acts)
    if law is None or rules.leaving is None or _received_after(_first(law), acts):
        return None
    at_least = rules.leaving(_first(law)) - _ONE_DAY
    return at_least if on <= at_least else None


def _received_after(day: date, acts: Sequence[Act]) -> bool:
    """Whether a notice of leaving with a known day followed; then nothing about the receipt is open."""
    return any(act.action in LEAVING and act.day is not None and act.day >= day for act in acts)


def _counted(treaty: str, acts: Sequence[Act], on: date) -> list[Act]:
    """The acts up to ``on`` that an answer names as grounds; a notice without a day is named apart."""
    own = [act for act in acts if act.treaty == treaty]
    counted = [act for act in own if act.action in SIGNING | CONSENTING | LEAVING | DOMESTIC or _is_change(act)]
    if treaty == "ECHR":
        counted += [act for act in acts if act.treaty == "COE-STATUTE" and act.action in LEAVING]
    return [act for act in counted if _first(act) <= on and not (act.action in LEAVING and _has_no_day(act))]


def _first(act: Act) -> date:
    return act.day or date(act.year or 1, 1, 1)


def _has_no_day(act: Act) -> bool:
    return act.day is None and act.year is None


def _dated(treaty: str, rules: Rules, counted: Sequence[Act], reading: Reading) -> tuple[Ground, ...]:
    """The grounds with a day, in the order of days: the acts and the days that follow from them."""
    found = [_ground(rules, act) for act in counted]
    found += [one for act in counted for one in _effects(treaty, rules, act, reading.periods)]
    return tuple(sorted(found, key=lambda ground: ground.day or date.max))


def _open(rules: Rules, own: Sequence[Act], agreed: _Answer, at_least: date | None) -> tuple[Ground, ...]:
    """The grounds for what is not known."""
    found = []
    if at_least is not None and domestic_law(own) is not None:
        day = at_least + _ONE_DAY
        found.append(Ground(day, "effect_not_before", rules.leaving_article, "", Confidence.COMPUTED, _NOT_BEFORE))
    if agreed.standing in BOUND | {Standing.NOT_KNOWN} and _receipt_is_open(own):
        source = next((act.source for act in own if act.action in LEAVING and _has_no_day(act)), "")
        unsure = Confidence.UNVERIFIED
        found.append(Ground(None, "denunciation_notified", rules.leaving_article, source, unsure, _RECEIPT))
    if agreed.standing is Standing.NOT_KNOWN and any(act.action == "succession" for act in own):
        found.append(Ground(None, "succession", "VCST Art. 17, 23", "", Confidence.UNVERIFIED, _DATES_BACK))
    return tuple(found)


def _is_change(act: Act) -> bool:
    return act.action in ("denunciation_revoked", "signature_withdrawn")


def _receipt_is_open(acts: Sequence[Act]) -> bool:
    """Whether a denunciation is on record or made into domestic law, without a day of receipt."""
    undated = any(act.action in LEAVING and _has_no_day(act) for act in acts)
    law = domestic_law(acts)
    law_alone = law is not None and not _received_after(_first(law), acts)
    return undated or law_alone


def _ground(rules: Rules, act: Act) -> Ground:
    note = act.note
    if act.action in DOMESTIC:
        note = _DOMESTIC
    elif act.day is None:
        note = _UNDATED if act.year is None else _YEAR
    elif act.action in LEAVING and act.treaty != "COE-STATUTE" and (rules.leaving is None or rules.leaving_is_open):
        note = rules.note
    return Ground(act.day, act.action, _article(rules, act), act.source, act.confidence, note)


def _article(rules: Rules, act: Act) -> str:
    if act.action in DOMESTIC:
        return ""
    if act.action in LEAVING and act.treaty == "COE-STATUTE":
        return "COE Statute Art. 8" if act.action == "membership_end" else "COE Statute Art. 7"
    if act.action in CONSENTING:
        return rules.effect_article
    if act.action in SIGNING or act.action == "signature_withdrawn":
        return "VCLT Art. 18"
    return "VCLT Art. 68" if act.action == "denunciation_revoked" else rules.leaving_article


def _effects(treaty: str, rules: Rules, act: Act, periods: Sequence[Period]) -> list[Ground]:
    """The computed day that follows from a dated act: entry into force, or an end that did end a period."""
    if act.day is None:
        return []
    sure = weakest(Confidence.COMPUTED, act.confidence)
    if act.action in CONSENTING:
        day = in_force_from(rules, act, act.day)
        return [Ground(day, "entry_into_force", rules.effect_article, "", sure, "")]
    out = out_after(RULES[act.treaty], act, act.day) if act.action in LEAVING else None
    if out is None:
        return []
    what, article = "denunciation_effective", _article(rules, act)
    if act.treaty != treaty:
        out, what, article = six_months_after_membership(out), "cessation", "ECHR Art. 58(3)"
    ended = {period.end.out for period in periods if period.end is not None}
    return [Ground(out, what, article, "", sure, "")] if out in ended else []


def _absence(acts: Sequence[Act]) -> Ground:
    """The ground of there being no act; a row saying so lends its source, never the standing."""
    for act in acts:
        if act.action in ("never_party", "never_member"):
            return Ground(None, act.action, "", act.source, act.confidence, act.note)
    return Ground(None, "", "", "", Confidence.UNVERIFIED, _NO_ACT)


def _confidence(agreed: _Answer, grounds: Sequence[Ground]) -> Confidence:
    """The weakest ground that bears the standing; what is not known is not verified."""
    if agreed.standing is Standing.NOT_KNOWN:
        return Confidence.UNVERIFIED
    bearing = SIGNING if agreed.standing is Standing.SIGNATORY else CONSENTING | LEAVING
    held = [one.confidence for one in grounds if one.act in bearing and one.note not in (_RECEIPT, _UNDATED)]
    return weakest(*held) if held else weakest(*(ground.confidence for ground in grounds))
