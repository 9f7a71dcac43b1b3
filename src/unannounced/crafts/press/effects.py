"""When leaving takes effect, and when a convention was made and entered into force."""

import re

from unannounced.crafts.press.attaching import belongs
from unannounced.crafts.press.grammar import PARTY, Look, claims, implied, phrase, treaties
from unannounced.crafts.press.mentions import CP, C, D, P, S, T, X
from unannounced.duties.treaty.claims import Claim, ClaimKind, When

ADOPTED, OPENED, IN_FORCE = "adoption", "opened_for_signature", "entry_into_force"
_WITHDRAWAL = r"(?:withdrawal|exit|departure|denunciation)"
_NO_DATE = phrase(
    r"no (?:exact |specific |official |effective )?(?:date|day|timeline|timetable) (?:has been|was|is|has) (?:yet )?"
    r"(?:been )?(?:set|announced|fixed|given|specified|named) for "
    rf"(?P<whose>{P}|the|its|their) (?:\w+ )?{_WITHDRAWAL}(?: (?:from|of) {treaties()})?"
)
_TAKES = (
    r"(?:will (?:only )?(?:take|come into|enter into) (?:legal )?(?:effect|force)|takes (?:legal )?effect|took effect"
    r"|came into effect|came into force|comes into force|enters into force|entered into force|became effective"
    r"|becomes effective|will become effective|is effective|was effective)"
)
_TAKES_EFFECT = phrase(
    rf"(?:(?:(?P<whose>the|its|their|this|that|{P}) )?(?:\w+ )?{_WITHDRAWAL}(?: (?:of|by) (?P<of>{S}))?"
    rf"(?: (?:from|of) {treaties()})?(?: by (?P<by>{S}))?(?: ,)?(?: which)?|(?P<also>and)) {_TAKES}(?: only)?"
    rf" (?P<day>{D})"
)
_TAKES_CYRILLIC = phrase(
    rf"(?:денонсация|выход|денонсація|вихід)(?: (?P<of>{S}))?(?: (?:(?:из|з|із|зі) )?{treaties()})?(?: (?P<by>{S}))? "
    r"(?:вступил[аи]? в силу|вступает в силу|вступит в силу|вступив у силу|на(?:була|брала|був|брав|буде|буває|бирає) "
    rf"чинності) (?P<day>{D})"
)
_WILL_CEASE = phrase(
    rf"will (?:cease|stop|no longer) (?:to be|being|be) {PARTY} (?:to|of|in) {treaties()} (?P<day>{D})"
)
_TO_COME = re.compile(r"\b(?:will|вступит|набуде)\b", re.IGNORECASE)
_WORD = r"(?:(?!(?:which|who|that|and|but|when|after|for)\b)[^\W\d_][\w’'-]*)"
_IT = r"(?P<it>\A(?:it|the document))"
_MADE = re.compile(
    rf"(?:{treaties()}|{_IT})(?: ,)? (?:which )?(?:(?:was|is|were|had been|has been|была|було|була|был) )?"
    r"(?P<verb>adopted|opened for signature|принята|принят|прийнята|прийнято|ухвалена|ухвалено|схвалена|одобрена)"
    rf"(?: (?:{C}|{CP}|{X}|{_WORD})){{0,7}}? (?P<day>{D})",
    re.IGNORECASE,
)
_ENTERED = (
    r"(?:(?:entered|came|has been) (?:into|in) (?:force|effect)|вступил[аи]? в силу|на(?:була|брала|був|брав)"
    r" чинності)"
)
_FORCE = re.compile(rf"(?:{treaties()}|{_IT})(?: ,)? (?:which )?{_ENTERED} (?P<day>{D})", re.IGNORECASE)
_AND_FORCE = re.compile(rf"(?: ,)? (?:and|which|и|та|і|й) (?:it )?{_ENTERED} (?P<day>{D})", re.IGNORECASE)
_RELATIVE = re.compile(
    rf"{T}(?: ,| which|\s(?!was|were|is|has|had|entered|came|вст|на|бул|был|прин|ухвал|схвал|одобр))", re.IGNORECASE
)
"""What is told of the convention though a noun stands before it: …, which was adopted."""
_FOR_SOME = re.compile(rf"(?: ,)? (?:for|in respect of|для) (?:the )?(?:{S}|country)", re.IGNORECASE)
_FORCE_FOR = re.compile(
    rf"(?:{treaties()}|{_IT}|(?<!\S)and(?: it)?) {_ENTERED} "
    rf"(?:(?:for|in respect of|для) (?P<who>{S}|the country|it) (?P<day>{D})"
    rf"|(?P<day2>{D}) (?:for|in respect of|для) (?P<who2>{S}|the country))",
    re.IGNORECASE,
)


def effects_in(look: Look) -> None:
    """Note every statement on days of effect and on how a convention was made."""
    for read in (_no_date, _takes_effect, _will_cease, _made, _force_for):
        read(look)


def _effect(look: Look, states: tuple[str, ...], signs: str | None, when: When | None, span: tuple[int, int]) -> None:
    if signs:
        look.note(claims(look, ClaimKind.EFFECT_DAY, "", states, signs, when), *span)
    else:
        look.note(implied(look, ClaimKind.EFFECT_DAY, "", states, when), *span)


def _whose(look: Look, *signs: str | None) -> tuple[str, ...]:
    """The State whose leaving it is: named by one of ``signs``, or the one that is spoken of."""
    named = [look.mention(sign).codes for sign in signs if sign in look.sentence.mentions]
    return named[0] if named else look.memory.state(look.sentence, 0) or look.memory.about(look.sentence)


def _no_date(look: Look) -> None:
    for match in look.said(_NO_DATE):
        _effect(look, _whose(look, match["whose"]), match["obj"], None, match.span())


def _takes_effect(look: Look) -> None:
    for match in (*look.said(_TAKES_EFFECT), *look.said(_TAKES_CYRILLIC)):
        day = look.mention(match["day"])
        when = look.when(day)
        if when is None or (day.day and day.day.year is None and _TO_COME.search(match.group())):
            continue  # a day to come whose year is not named
        said = match.groupdict()
        if not said.get("also"):
            _effect(look, _whose(look, said.get("whose"), said["of"], said["by"]), match["obj"], when, match.span())
            continue
        left = [one.claim for one in look.found if one.claim.act.startswith(("denunciation", "domestic_denunciation"))]
        if left:
            claim = left[-1]
            made = Claim(ClaimKind.EFFECT_DAY, claim.state, claim.convention, claim.open, when=when)
            look.add(made, *match.span())


def _will_cease(look: Look) -> None:
    for match, subject in look.done(_WILL_CEASE):
        when = look.when(look.mention(match["day"]))
        _effect(look, subject.codes, match["obj"], when, (subject.start, match.end()))


def _conventions(look: Look, signs: str | None) -> list[tuple[str, tuple[str, ...]]]:
    """The conventions in ``signs``; without any, what *it* at the beginning of a sentence means."""
    if signs:
        return list(look.treaties(signs))
    code = look.memory.alone(look.number - 1)
    return [(code, ())] if code else []


def _made(look: Look) -> None:
    for pattern in (_MADE, _FORCE):
        for match in look.said(pattern):
            if belongs(look.words, match.start()) and not _RELATIVE.match(match.group()):
                continue  # the law on it was adopted
            opened = match.groupdict().get("verb", "").lower() == "opened for signature"
            act = IN_FORCE if pattern is _FORCE else OPENED if opened else ADOPTED
            if pattern is _FORCE and _FOR_SOME.match(look.words, match.end()):
                continue
            _note(look, act, _conventions(look, match["obj"]), match["day"], match.span())
            then = _AND_FORCE.match(look.words, match.end())
            if then:
                _note(look, IN_FORCE, _conventions(look, match["obj"]), then["day"], then.span())


def _note(look: Look, act: str, codes: list[tuple[str, tuple[str, ...]]], day: str, span: tuple[int, int]) -> None:
    when = look.when(look.mention(day))
    if when is not None:
        for code, several in codes:
            look.add(Claim(ClaimKind.CONVENTION, "", code, several, act, when), *span)


def _force_for(look: Look) -> None:
    for match in look.said(_FORCE_FOR):
        if belongs(look.words, match.start()):
            continue
        named = match["obj"] or next(iter(re.findall(T, look.words[: match.start()])[::-1]), None)
        when = look.when(look.mention(match["day"] or match["day2"]))
        for code, several in _conventions(look, named) if when else ():
            for state in look.owner(match["who"] or match["who2"], match.start()):
                look.add(Claim(ClaimKind.ACT, state, code, several, IN_FORCE, when), *match.span())
