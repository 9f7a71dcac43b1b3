"""A State's standing under a treaty on a day, computed from its acts each time and never stored.

VCLT Art. 14 to 18, 24, 28, 54, 67, 68 and 70, and the final clauses of each convention (``conventions``). Domestic acts
never change a standing; they only bound what is not known about a notice to the depositary.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from unannounced.duties.treaty.acts import CONSENTING, DOMESTIC, LEAVING, SIGNING, Act, Confidence, weakest
from unannounced.duties.treaty.conventions import Convention, Conventions, Leavable
from unannounced.duties.treaty.spans import (
    Reading,
    Span,
    current,
    day_of,
    domestic_law,
    effect_of_notice,
    in_force_from,
    out_after,
    read,
)
from unannounced.duties.words import say


class Standing(StrEnum):
    """What a State is to a treaty."""

    NONE = "none"
    SIGNATORY = "signatory"
    CONSENTED = "consented"
    PARTY = "party"
    DENUNCIATION_PENDING = "party_denunciation_pending"
    FORMER_PARTY = "former_party"
    CEASED = "ceased"
    NOT_KNOWN = "not_known"


WORDS: dict[Standing, str] = {
    Standing.NONE: say("not Party"),
    Standing.SIGNATORY: say("signatory"),
    Standing.CONSENTED: say("consented, not yet in force"),
    Standing.PARTY: say("Party"),
    Standing.DENUNCIATION_PENDING: say("Party, denunciation pending"),
    Standing.FORMER_PARTY: say("former Party"),
    Standing.CEASED: say("former Party: ended with membership"),
    Standing.NOT_KNOWN: say("not known"),
}

BOUND = frozenset({Standing.PARTY, Standing.DENUNCIATION_PENDING})  # with all rights and duties in full
LEFT = frozenset({Standing.FORMER_PARTY, Standing.CEASED})  # of a State that was bound and is so no more

_ONE_DAY = timedelta(days=1)
_RECEIPT = say(
    "Denunciation announced, receipt not known: whether and on which day the depositary received a notice is not on"
    " record."
)
_NOT_BEFORE = say("No effect is possible before this day, even if the notice was received on the day of the law.")
_DOMESTIC = say("An act within the State; it changes nothing under the treaty.")
_NO_ACT = say("No act of this State is on record.")
_CONSENT_NOT_ON_RECORD = say("Whether this State had signed or consented by then is not on record.")
_NO_CONSENT = say("A notice of leaving is on record, but not the consent before it.")
_NO_RULES = say("The rules of this treaty are not known here.")
_LEFT_AT_HOME, _RATIFIED_AT_HOME, _BY_DECISION = "VCLT Art. 67(2)", "VCLT Art. 16", "COE Statute Art. 8"
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
    ``bound_until_at_least`` the last day bound whatever is not known. Both inclusive. ``confidence`` is how sure it is
    *that* the State has this standing, ``confidence_since`` how sure *since which day*.
    """

    standing: Standing
    since: date | None
    bound_until_at_least: date | None
    until: date | None
    confidence: Confidence
    grounds: tuple[Ground, ...]
    confidence_since: Confidence = Confidence.UNVERIFIED

    @property
    def bound(self) -> bool | None:
        """Whether the State is bound; None where that is not known."""
        return None if self.standing is Standing.NOT_KNOWN else self.standing in BOUND

    @property
    def certain_until(self) -> date | None:
        """The last day on which it is bound for certain, where an end is known or possible; None where none is."""
        if self.standing in BOUND and self.until is not None:
            return self.until
        return self.bound_until_at_least


@dataclass(frozen=True, slots=True)
class _Answer:
    standing: Standing
    since: date | None
    until: date | None


def status(treaty: str, acts: Sequence[Act], conventions: Conventions, *, on: date) -> Status:
    """The standing of one State under ``treaty`` on the day ``on``.

    ``acts`` are acts of that State; those under other treaties are left out, but for one whose end ends this one too
    (ECHR Art. 58(3)). Rows that repeat a computed result are never used. Many days of many States are better asked
    of ``treaty.law``, which reckons each State once.
    """
    convention = conventions.get(treaty)
    if convention is None:
        ground = Ground(None, "", "", "", Confidence.UNVERIFIED, _NO_RULES)
        return Status(Standing.NOT_KNOWN, None, None, None, Confidence.UNVERIFIED, (ground,))
    own = current([act for act in acts if act.treaty == treaty])
    followed = _followed(convention, own, acts, conventions, on)
    if followed is not None:
        return followed
    most, least = (read(convention, acts, conventions, on=on, most=way) for way in (True, False))
    agreed = _agreed(_answer(most, on), _answer(least, on))
    gap = _consent_missing(convention, own, on)
    if gap is not None and agreed.standing not in BOUND:
        return Status(Standing.NOT_KNOWN, None, None, None, Confidence.UNVERIFIED, (gap,))
    at_least = _bound_at_least(convention, own, agreed, _answer(least, on), on)
    counted = _counted(convention, own, acts, on)
    dated = _dated(convention, conventions, counted, most)
    grounds = dated + _open(convention, own, agreed, at_least, on) or (_absence(own),)
    that, since = _confidences(convention, agreed, grounds, own)
    return Status(agreed.standing, agreed.since, at_least, agreed.until, that, grounds, since)


def _followed(
    convention: Convention, own: Sequence[Act], acts: Sequence[Act], conventions: Conventions, on: date
) -> Status | None:
    """The standing that a protocol takes over from its convention; None where it does not do so on that day."""
    follows = convention.follows
    if follows is None:
        return None
    held, general = status(follows.convention, acts, conventions, on=on), day_of(convention.general)
    if on >= general:
        clause = convention.general
        first = Ground(
            general, "entry_into_force_general", follows.clause.article, clause.source, clause.confidence, ""
        )
        since = max(held.since, general) if held.since else None
        return replace(held, since=since, grounds=tuple(sorted((*held.grounds, first), key=_by_day)))
    if own or held.standing is Standing.NONE or on < day_of(convention.opened):
        return None
    clause = convention.entry
    ground = Ground(None, "", clause.article, clause.source, Confidence.UNVERIFIED, _CONSENT_NOT_ON_RECORD)
    return Status(Standing.NOT_KNOWN, None, None, None, Confidence.UNVERIFIED, (ground,))


def _consent_missing(convention: Convention, own: Sequence[Act], on: date) -> Ground | None:
    """A notice of leaving without a consent before it: the State was bound, and since when is not on record."""
    consents = [_first(act) for act in own if act.action in CONSENTING]
    for act in own:
        if act.action not in LEAVING or act.day is None or any(day < act.day for day in consents):
            continue
        out = out_after(convention, act, act.day)
        if consents and out is not None and day_of(convention.general) <= on < out:
            return Ground(act.day, act.action, convention.entry.article, act.source, act.confidence, _NO_CONSENT)
    return None


def _answer(reading: Reading, on: date) -> _Answer:
    """The standing in one reading, in the order of section: bound, consented, formerly bound, signed, nothing."""
    covering = [span for span in reading.spans if span.covers(on)]
    if covering:
        return _bound(reading.spans, covering)
    coming = [span for span in reading.spans if span.begins > on]
    if coming:
        return _Answer(Standing.CONSENTED, min(span.deposited for span in coming), None)
    ended = [span.end for span in reading.spans if span.end is not None]
    if ended:
        last = max(ended, key=lambda end: end.out)
        former = Standing.CEASED if last.with_membership else Standing.FORMER_PARTY
        return _Answer(former, last.out, last.out - _ONE_DAY)
    if reading.succeeds_later:
        return _Answer(Standing.NOT_KNOWN, None, None)
    if reading.signed is not None:
        return _Answer(Standing.SIGNATORY, reading.signed, None)
    return _Answer(Standing.NONE, None, None)


def _bound(spans: Sequence[Span], covering: Sequence[Span]) -> _Answer:
    if any(span.end is None for span in covering):
        return _Answer(Standing.PARTY, _unbroken_since(spans, covering), None)
    end = max((span.end for span in covering if span.end is not None), key=lambda end: end.out)
    if end.with_membership:
        return _Answer(Standing.PARTY, _unbroken_since(spans, covering), end.out - _ONE_DAY)
    return _Answer(Standing.DENUNCIATION_PENDING, end.noticed, end.out - _ONE_DAY)


def _unbroken_since(spans: Sequence[Span], covering: Sequence[Span]) -> date:
    """The first day of the unbroken time as Party: leaving and joining again without a gap breaks nothing."""
    since = min(span.begins for span in covering)
    for span in sorted(spans, key=lambda one: one.begins, reverse=True):
        if span.begins < since and span.end is not None and span.end.out >= since:
            since = span.begins
    return since


def _agreed(most: _Answer, least: _Answer) -> _Answer:
    """What both readings say; bound in both is Party, anything else they differ on is not known."""
    if most.standing is least.standing:
        since = most.since if most.since == least.since else None
        return _Answer(most.standing, since, most.until if most.until == least.until else None)
    if most.standing in BOUND and least.standing in BOUND:
        return _Answer(Standing.PARTY, most.since, None)
    return _Answer(Standing.NOT_KNOWN, None, None)


def _bound_at_least(
    convention: Convention, acts: Sequence[Act], agreed: _Answer, least: _Answer, on: date
) -> date | None:
    """The last day bound whatever is not known: by the reading that binds least, or after a domestic law."""
    if agreed.until is not None or agreed.standing not in BOUND | {Standing.NOT_KNOWN}:
        return None
    if least.until is not None:
        return least.until
    law = domestic_law(acts)
    effect = effect_of_notice(convention, _first(law)) if law and _first(law) <= on else None
    if law is None or effect is None or _received_after(_first(law), acts):
        return None
    at_least = effect - _ONE_DAY
    return at_least if on <= at_least else None


def _received_after(day: date, acts: Sequence[Act]) -> bool:
    """Whether a notice of leaving with a known day followed; then nothing about the receipt is open."""
    return any(act.action in LEAVING and act.day is not None and act.day >= day for act in acts)


def _counted(convention: Convention, own: Sequence[Act], acts: Sequence[Act], on: date) -> list[Act]:
    """The acts up to ``on`` that an answer names as grounds; a notice without a day is named apart."""
    counted = [act for act in own if act.action in SIGNING | CONSENTING | LEAVING | DOMESTIC or _is_change(act)]
    if convention.ends_with is not None:
        other = current([act for act in acts if act.treaty == convention.ends_with.convention])
        counted += [act for act in other if act.action in LEAVING]
    return [act for act in counted if _first(act) <= on and not (act.action in LEAVING and _has_no_day(act))]


def _first(act: Act) -> date:
    return act.day or date(act.year or 1, 1, 1)


def _has_no_day(act: Act) -> bool:
    return act.day is None and act.year is None


def _dated(
    convention: Convention, conventions: Conventions, counted: Sequence[Act], reading: Reading
) -> tuple[Ground, ...]:
    """The grounds with a day, in the order of days: the acts and the days that follow from them."""
    found = [_ground(convention, conventions, act) for act in counted]
    found += [one for act in counted for one in _effects(convention, conventions, act, reading.spans)]
    return tuple(sorted(found, key=_by_day))


def _by_day(ground: Ground) -> tuple[date, bool]:
    return ground.day or date.max, ground.act in ("entry_into_force", "denunciation_effective", "cessation")


def _open(
    convention: Convention, own: Sequence[Act], agreed: _Answer, at_least: date | None, on: date
) -> tuple[Ground, ...]:
    """The grounds for what is not known."""
    found = []
    clause = convention.leaving.clause
    law = domestic_law(own)
    if at_least is not None and law is not None and _first(law) <= on:
        day = at_least + _ONE_DAY
        found.append(Ground(day, "effect_not_before", clause.article, clause.source, Confidence.COMPUTED, _NOT_BEFORE))
    if agreed.standing in BOUND | {Standing.NOT_KNOWN} and _receipt_is_open(own, on):
        source = next((act.source for act in own if act.action in LEAVING and _has_no_day(act)), clause.source)
        unsure = Confidence.UNVERIFIED
        found.append(Ground(None, "denunciation_announced", clause.article, source, unsure, _RECEIPT))
    if agreed.standing is Standing.NOT_KNOWN and any(act.action == "succession" for act in own):
        rule = convention.succession
        found.append(Ground(None, "succession", rule.article, rule.source, Confidence.UNVERIFIED, _DATES_BACK))
    return tuple(found)


def _is_change(act: Act) -> bool:
    return act.action in ("denunciation_revoked", "signature_withdrawn")


def _receipt_is_open(acts: Sequence[Act], on: date) -> bool:
    """Whether a denunciation is on record or made into domestic law by ``on``, without a day of receipt."""
    undated = any(act.action in LEAVING and _has_no_day(act) for act in acts)
    law = domestic_law(acts)
    if law is not None:
        return _first(law) <= on and (undated or not _received_after(_first(law), acts))
    return undated


def _ground(convention: Convention, conventions: Conventions, act: Act) -> Ground:
    note, leaving = act.remark, convention.leaving
    if act.action in DOMESTIC:
        note = _DOMESTIC
    elif act.day is None:
        note = _UNDATED if act.year is None else _YEAR
    elif act.action in LEAVING and act.treaty == convention.code and leaving.possible is not Leavable.YES:
        note = leaving.clause.words.get("en", note)
    return Ground(act.day, act.action, _article(convention, conventions, act), act.source, act.confidence, note)


def _article(convention: Convention, conventions: Conventions, act: Act) -> str:
    """The rule under which the act counts, or does not."""
    if act.action in DOMESTIC:
        return _RATIFIED_AT_HOME if act.action == "domestic_ratification_law" else _LEFT_AT_HOME
    if act.action == "membership_end":
        return _BY_DECISION
    if act.action in LEAVING:
        return conventions.get(act.treaty, convention).leaving.clause.article
    if act.action == "succession":
        return convention.succession.article
    if act.action in CONSENTING:
        return convention.entry.article
    if act.action in SIGNING or act.action == "signature_withdrawn":
        return "VCLT Art. 18"
    return "VCLT Art. 68" if act.action == "denunciation_revoked" else convention.leaving.clause.article


def _effects(convention: Convention, conventions: Conventions, act: Act, spans: Sequence[Span]) -> list[Ground]:
    """The computed day that follows from a dated act: entry into force, or an end that did end a span."""
    if act.day is None:
        return []
    sure = weakest(Confidence.COMPUTED, act.confidence)
    if act.action in CONSENTING:
        return [_in_force(convention, act, act.day, sure)]
    out = out_after(conventions.get(act.treaty, convention), act, act.day) if act.action in LEAVING else None
    if out is None:
        return []
    what, clause = "denunciation_effective", convention.leaving.clause
    article, source = _article(convention, conventions, act), clause.source
    if act.treaty != convention.code and convention.ends_with and convention.ends_with.clause.period:
        clause = convention.ends_with.clause
        out, what, article, source = (
            convention.ends_with.clause.period.after(out),
            "cessation",
            clause.article,
            clause.source,
        )
    ended = {span.end.out for span in spans if span.end is not None}
    return [Ground(out, what, article, source, sure, "")] if out in ended else []


def _in_force(convention: Convention, act: Act, deposited: date, sure: Confidence) -> Ground:
    """The day of entry into force; by the general clause where the convention was not in force before."""
    day = in_force_from(convention, act, deposited)
    general = day == day_of(convention.general)
    clause = (
        convention.general if general else convention.succession if act.action == "succession" else convention.entry
    )
    return Ground(day, "entry_into_force", clause.article, clause.source, weakest(sure, clause.confidence), "")


def _absence(acts: Sequence[Act]) -> Ground:
    """The ground of there being no act; a row saying so lends its source, never the standing."""
    for act in acts:
        if act.action in ("never_party", "never_member"):
            return Ground(None, act.action, "", act.source, act.confidence, act.remark)
    return Ground(None, "", "", "", Confidence.UNVERIFIED, _NO_ACT)


def _confidences(
    convention: Convention, agreed: _Answer, grounds: Sequence[Ground], acts: Sequence[Act]
) -> tuple[Confidence, Confidence]:
    """How sure it is that the State has this standing, and since which day: two different things.

    A list of Parties that was read makes the first sure even where the days are from memory.
    """
    if agreed.standing is Standing.NOT_KNOWN:
        return Confidence.UNVERIFIED, Confidence.UNVERIFIED
    bearing = SIGNING if agreed.standing is Standing.SIGNATORY else CONSENTING | LEAVING
    held = [one.confidence for one in grounds if one.act in bearing and one.note not in (_RECEIPT, _UNDATED)]
    since = weakest(*held) if held else weakest(*(ground.confidence for ground in grounds))
    listed = convention.listed
    if listed is not None and agreed.standing in BOUND and any(act.state in listed.states for act in acts):
        return listed.clause.confidence, since
    return since, since
