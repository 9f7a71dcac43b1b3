"""How many States are Parties: a number, or all members of the Council of Europe but some."""

import re
from collections.abc import Sequence

from unannounced.crafts.press.grammar import COUNCIL, Look, phrase, treaties
from unannounced.crafts.press.mentions import CP, B, C, S, T
from unannounced.duties.treaty.claims import Claim, ClaimKind

_STATES = (
    r"(?:countries|states|nations|member states|members|member countries|states parties|state parties|parties"
    r"|european countries|european states|держав\w*|країн\w*|государств\w*|стран\w*)"
)
_MEMBERS = r"(?:states parties|state parties|parties|member states|members|member countries|member nations)"
_N = r"(?P<n>\d{1,3})(?! (?:years?|visits|reports|percent|%|per))"
_NOT_EXACTLY = re.compile(
    r"\b(?:more than|over|at least|nearly|almost|about|around|some|fewer than|less than|under|up to|only|another"
    r"|other"
    r"|further|these|of the|первые|first)\Z",
    re.IGNORECASE,
)
_AND_MORE = re.compile(
    rf"(?: of {C})?(?: ,)? (?:as well as|plus|and|а также|а також) (?:by )?(?:the )?(?:{S}|\d)", re.IGNORECASE
)
"""46 States and one more are not 46."""
_ALL_MEMBERS = re.compile(r"\ball \d+ (?:member states|members|member countries)\Z", re.IGNORECASE)
_LIST = rf"{S}(?: (?:,|and) {S})*"
_COE_MEMBERS = (
    rf"(?:{CP} (?:members|member states|member countries|countries|states)"
    rf"|(?:members|member states|member countries|states) of {C})"
)
_NUMBERED = (
    re.compile(
        rf"(?:{treaties()}|(?P<it>\A(?:it|the document)))(?: ,)?(?: [^;,.]{{1,60}} ,)?"
        rf" (?:which )?(?:(?:has been|was|is|had been) )?"
        rf"(?:ratified|ратифицирована|ратифікована)(?: by)? (?:all )?{_N} (?:{CP} )?{_STATES}",
        re.IGNORECASE,
    ),
    phrase(
        rf"(?:all )?{_N} (?:{CP} |{C} )?{_STATES}(?: of {C})? "
        r"(?:have (?:ratified|joined|signed and ratified)|are (?:\w+ )?(?:parties|party"
        r"|members)(?: states)? (?:to|of)"
        rf"|are bound by|ratified) {treaties()}"
    ),
    phrase(
        rf"{treaties()}(?: ,)?(?: [^;.]{{0,60}} and)? (?:which )?(?:(?:currently )?has|had|counts"
        rf"|now has) {_N} {_MEMBERS}"
    ),
    phrase(rf"(?:all |of )?(?P<whose>{B}) {_N} {_MEMBERS}"),
    phrase(
        rf"(?:all |the )*{_N} {_STATES} (?:that|which|who) (?:are (?:\w+ )?(?:parties|party|members) (?:to|of)"
        r"|are bound by|have (?:ratified|joined)|ratified) "
        rf"(?:{treaties()}|(?P<it>it|the document))"
    ),
    phrase(rf"{treaties()} (?:ратифицировал[аи]?|ратифікувал[аи]) (?:все |всі )?{_N} (?:европейск\w+ )?{_STATES}"),
    phrase(rf"(?:все |всі )?{_N} (?:{C} )?{_STATES}(?: {C})? (?:ратифицировал[аи]|ратифікувал[аи]) {treaties()}"),
)
_COUNCIL_HAS = phrase(rf"{C}(?: ,)? (?:which )?(?:has|counts|now has|consists of) {_N} {_MEMBERS}")
_ALL_BUT = phrase(
    rf"(?:(?:кроме|крім|за исключением|за винятком) (?P<other>{_LIST}))"
    rf"|all (?:\d+ )?(?:of )?(?:{_COE_MEMBERS}|members|member states|states) "
    rf"(?:except|but|apart from|excluding|other than) (?:for )?(?P<who>{_LIST})"
)
_ALL = (
    phrase(
        rf"all (?:(?P<n>\d+) )?{_COE_MEMBERS}(?: (?:except|but|apart from) (?P<who>{_LIST}))? "
        rf"(?:are parties to|have ratified|are party to|are bound by|have joined) {treaties()}"
    ),
    phrase(
        rf"(?:{treaties()}|(?P<it>\A(?:it|the document)))(?: ,)? (?:(?:has been|was|is|had been) )?"
        rf"ratified by all (?:(?P<n>\d+) )?{_COE_MEMBERS}"
        rf"(?: (?:except|but|apart from) (?P<who>{_LIST}))?"
    ),
)


def parties_in(look: Look) -> None:
    """Note every statement on the number of Parties that is exact."""
    for pattern in _ALL:
        for match in look.said(pattern):
            number = int(match["n"]) if match["n"] else None
            _note(look, _named(look, match), number, match, _who(look, match))
    for pattern in _NUMBERED:
        for match in look.said(pattern):
            if _and_another(look, match):
                _note(look, _named(look, match), int(match["n"]), match, ())
            elif _exact(look, match) and not look.noted(match.start("n")):
                codes = _named(look, match)
                but = _ALL_BUT.search(look.words) if re.search(rf"{C}|{CP}", look.words) else None
                _note(look, codes, int(match["n"]), match, _who(look, but) if but else None)
    for match in look.said(_COUNCIL_HAS):
        if _exact(look, match):
            _note(look, [(COUNCIL, ())], int(match["n"]), match, None)


def _named(look: Look, match: re.Match[str]) -> list[tuple[str, tuple[str, ...]]]:
    """The conventions in ``match``; for *it*, the one named before in the sentence, or alone in the one before."""
    named = match.groupdict()
    signs = named.get("obj") or named.get("whose")
    before = re.findall(T, look.words[: match.start()])
    if not signs and len(before) == 1:
        signs = before[0]
    if signs:
        return list(look.treaties(signs))
    alone = look.memory.alone(look.number - 1) if not before else ""
    return [(alone, ())] if alone else []


def _and_another(look: Look, match: re.Match[str]) -> bool:
    """All member States of the Council of Europe and one that is none: ratified by all 46 member states, and Russia."""
    if not (_ALL_MEMBERS.search(match.group()) and _AND_MORE.match(look.words, match.end())):
        return False
    known = look.memory.aliases.conventions
    codes = [code for code, _ in _named(look, match)]
    return bool(codes) and all(code in known and known[code].european for code in codes)


def _exact(look: Look, match: re.Match[str]) -> bool:
    if _NOT_EXACTLY.search(look.words[: match.start("n")].rstrip()):
        return False
    return not _AND_MORE.match(look.words, match.end())


def _who(look: Look, match: re.Match[str]) -> tuple[str, ...]:
    """The States that are named as exceptions."""
    return tuple(
        code for one in look.sentence.of(match["who"] or match.groupdict().get("other") or "") for code in one.codes
    )


def _note(
    look: Look,
    codes: Sequence[tuple[str, tuple[str, ...]]],
    number: int | None,
    match: re.Match[str],
    excepted: tuple[str, ...] | None,
) -> None:
    """Note a number of Parties; ``excepted`` is None where it is no group of which some are excepted."""
    group = "" if excepted is None else "members"
    for code, several in codes:
        claim = Claim(ClaimKind.PARTIES, "", code, several, number=number, group=group, excepted=excepted or ())
        look.add(claim, match.start(), match.end())
