"""What was reported, each claim held against the register: the verdict in words and shape, why, and what decides it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils import formats
from django.utils.text import capfirst
from django.utils.translation import gettext

from unannounced.crafts.law.reported import Reported, Told, shipped_reports
from unannounced.duties.treaty.acts import Confidence
from unannounced.duties.treaty.checking import check
from unannounced.duties.treaty.claims import VERDICT_WORDS, Verdict, When
from unannounced.duties.treaty.findings import Finding
from unannounced.duties.treaty.law import NotKnown
from unannounced.duties.treaty.standing import Ground
from unannounced.duties.words import Sentence, say
from unannounced.rooms.portal.law import Register
from unannounced.rooms.portal.showing import name_in
from unannounced.rooms.portal.words import ACTS, called
from unannounced.rooms.web.conventions import in_language, short_name
from unannounced.rooms.web.templatetags.field_words import day as in_words

SHAPES: Mapping[Verdict, str] = {
    Verdict.CONSISTENT: "check",
    Verdict.IMPRECISE: "half",
    Verdict.CONTRADICTED: "cross",
    Verdict.NOT_KNOWN: "ring",
    Verdict.OPINION: "dash",
}
"""A shape for each verdict, so that colour never speaks alone."""


@dataclass(frozen=True, slots=True)
class Telling:
    """Who made a claim, through whom, where it was read and when, in the reader's language."""

    said_by: str
    via: str
    outlet: str
    when: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A claim with its verdict, as pages show it; ``conventions`` are (code, name), ``held_on`` is the day it was
    held against: that on which it was first said. ``cited`` is the article where ``why`` does not name it itself."""

    id: str
    words: str
    tellings: tuple[Telling, ...]
    state: str
    state_name: str
    state_is_here: bool
    conventions: tuple[tuple[str, str], ...]
    held_on: date | None
    verdict: Verdict
    word: str
    shape: str
    why: Sentence
    article: str
    cited: str
    source: str
    confidence: Confidence
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A verdict by which the list can be narrowed, and how many claims have it."""

    value: str
    word: str
    shape: str
    claims: int
    here: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list is narrowed down by; empty where anything is welcome."""

    verdict: Verdict | None
    state: str
    convention: str


def claims(register: Register, *, today: date) -> list[Shown]:
    """Every claim that was reported, in the order of the file, held against the register as it is today."""
    return [_shown(register, one, today) for one in shipped_reports()]


def with_id(register: Register, code: str, *, today: date) -> Shown | None:
    """The claim with this id; None where there is none."""
    found = next((one for one in shipped_reports() if one.id == code), None)
    return _shown(register, found, today) if found else None


def around(code: str) -> tuple[str, str]:
    """The ids of the claims before and after, empty at either end."""
    ids = ["", *(one.id for one in shipped_reports()), ""]
    place = ids.index(code)
    return ids[place - 1], ids[place + 1]


def asked_for(said: Mapping[str, str]) -> Asked:
    """What an address narrows the list down by; a verdict that is none is no narrowing."""
    verdict = said.get("verdict", "")
    chosen = Verdict(verdict) if verdict in set(Verdict) else None
    return Asked(chosen, said.get("state", "")[:8], said.get("convention", "")[:40])


def narrowed(found: Iterable[Shown], asked: Asked, *, by_verdict: bool = True) -> list[Shown]:
    """Those of ``found`` that were asked for."""
    return [
        one
        for one in found
        if asked.state in ("", one.state)
        and (not asked.convention or asked.convention in {code for code, _ in one.conventions})
        and (asked.verdict in (None, one.verdict) or not by_verdict)
    ]


def choices(found: Sequence[Shown], chosen: Verdict | None) -> list[Choice]:
    """All five verdicts with their number, also those that no claim has."""
    counted = Counter(one.verdict for one in found)
    return [
        Choice(one.value, capfirst(gettext(VERDICT_WORDS[one])), SHAPES[one], counted[one], one is chosen)
        for one in (Verdict.CONTRADICTED, Verdict.IMPRECISE, Verdict.NOT_KNOWN, Verdict.CONSISTENT, Verdict.OPINION)
    ]


def _shown(register: Register, one: Reported, today: date) -> Shown:
    claim = one.claim
    found = _held_against(register, one, today)
    codes = [claim.convention] if claim.convention else list(claim.open)
    state = register.states.get(claim.state)
    return Shown(
        id=one.id,
        words=in_language(one.words),
        tellings=tuple(_telling(told) for told in one.told),
        state=claim.state,
        state_name=name_in(state.names, claim.state) if state else register.law.names.get(claim.state, claim.state),
        state_is_here=state is not None,
        conventions=tuple((code, short_name(code)) for code in codes),
        held_on=claim.said_on,
        verdict=found.verdict,
        word=capfirst(gettext(VERDICT_WORDS[found.verdict])),
        shape=SHAPES[found.verdict],
        why=with_names(found.why, register),
        article=found.article,
        cited="" if found.why.facts.get("article") == found.article else found.article,
        source=found.source,
        confidence=found.confidence,
        grounds=tuple(_in_words(ground) for ground in found.grounds),
    )


def with_names(why: Sentence, register: Register) -> Sentence:
    """A sentence with the codes among its facts as names in the reader's language; what is no code stays."""
    return replace(why, facts={name: _named(fact, register) for name, fact in why.facts.items()})


def _named(fact: object, register: Register) -> object:
    match fact:
        case tuple() | list() | frozenset():
            return ", ".join(str(_named(one, register)) for one in fact)
        case str() if fact in register.law.conventions:
            return short_name(fact)
        case str() if fact in register.states:
            return name_in(register.states[fact].names, fact)
        case str() if fact in register.law.names:
            return register.law.names[fact]
        case _:
            return fact


def _held_against(register: Register, one: Reported, today: date) -> Finding:
    """The finding; a State that this register does not have is no reason to leave the claim out."""
    try:
        return check(register.law, one.claim, today=today)
    except NotKnown:
        why = Sentence(say("The register here does not have this State."))
        return Finding(Verdict.NOT_KNOWN, why, "", "", Confidence.UNVERIFIED)


def _telling(told: Told) -> Telling:
    return Telling(
        in_language(told.said_by), in_language(told.via), in_language(told.article.outlet), _when(told.said_on)
    )


def _when(when: When) -> str:
    """The day in words, or the month where no day is named, or the year."""
    if when.day is not None:
        return in_words(when.first)
    return formats.date_format(when.first, "F Y") if when.month is not None else str(when.year)


def _in_words(ground: Ground) -> Ground:
    return Ground(ground.day, called(ACTS, ground.act), ground.article, ground.source, ground.confidence, ground.note)
