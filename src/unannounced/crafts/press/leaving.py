"""Leaving a convention besides the plain verb: announced, decided, notified, revoked, or spoken of as a fact."""

import re
from collections.abc import Iterable

from unannounced.crafts.press.acts import LEFT, scolded
from unannounced.crafts.press.asserting import already, planned, taken_for_granted
from unannounced.crafts.press.grammar import Look, Subject, claims, implied, phrase, treaties
from unannounced.crafts.press.mentions import CP, C, D, P, S, X
from unannounced.duties.treaty.claims import Claim, ClaimKind, When

ANNOUNCED, NOTIFIED, REVOKED = "denunciation_announced", "denunciation_notified", "denunciation_revoked"
_LEAVING = r"(?:withdrawing from|leaving|quitting|exiting|pulling out of|denouncing)"
_LEAVE = r"(?:\w+ly )?(?:withdraw from|leave|quit|exit|pull out of|denounce)"
_WITHDRAWAL = r"(?:withdrawal|exit|departure|denunciation)"
_SAID = r"(?:announced|announces|announce|declared|confirmed)"
_SAID_THAT = rf"{_SAID}(?: {D})?(?: ,)?(?: that)?(?: (?:it|they|{S}|the country|he))?"
_BEGAN = r"(?:began|begins|started|starts|initiated|initiates|launched|launches|triggered)"
_ITS = rf"(?:its|their|his|her|the|a|{P}|country|nation|'s|immediate|joint|formal|official|planned)"
_MOVED = phrase(
    r"(?:withdr(?:aws|ew|awn)|pull(?:s|ed)|took|takes|taken|remov(?:es|ed)|вывел|виводить|выводит|вивів) "
    rf"(?P<who>{S}) (?:from|out of|из|з|із) {treaties()}"
)
_ANNOUNCING = phrase(
    rf"(?:(?:is|are) (?:now )?{_LEAVING}"
    rf"|{_SAID} (?:{_ITS} ){{0,4}}{_WITHDRAWAL}(?: of {S})? (?:from|of)"
    rf"|{_SAID_THAT} (?:is|are|was|were|would be|will be) {_LEAVING}"
    rf"|{_SAID_THAT} (?:would|will) {_LEAVE}"
    rf"|(?:decided|voted|resolved|chose) to {_LEAVE}"
    rf"|{_BEGAN} (?:(?:the|its|a|their) )?(?:(?:year-long )?(?:process|procedure|procedures) )?(?:(?:of|to|for) )?"
    rf"(?:(?:its|their) )?(?:{_LEAVING}|{_LEAVE}|{_WITHDRAWAL} (?:process )?(?:from|of))"
    r"|(?:начала|начал|почала|почав|розпочала) (?:процесс|процес|процедуру) "
    r"(?:выхода|виходу|денонсации|денонсації)(?: (?:из|з|із|зі))?"
    rf"|выходит из|виходить із|виходить з|денонсирует|денонсує) {treaties()}"
)
_DECISION = phrase(rf"(?P<whose>the|this|its|their|{P}) (?:\w+ )?(?:decision|move) to {_LEAVE} {treaties()}")
_FORMAL = r"(?:(?:official|formal|written|its|their|the|a|an) ){0,3}"
_NOTICE = phrase(
    rf"(?:(?:notified|informed) [^,;]{{1,80}}? (?:of|about) (?:its|their|the|his) (?:\w+ )?"
    rf"(?:{_WITHDRAWAL}|(?:decision|intention|intent) to {_LEAVE})(?: from| of)?"
    rf"|(?:notified|informed) [^,;]{{1,80}}? that (?:it|they|the country) "
    rf"(?:is|are|was|were|would be|intends? to|intended to) (?:{_LEAVING}|{_LEAVE})"
    rf"|(?:served|gave|given) {_FORMAL}notice to {_LEAVE}"
    rf"|(?:gave|given|served|submitted) {_FORMAL}(?:notification|notice)(?: to [^,;]{{1,50}}?)? (?:of|that) "
    rf"(?:its|their|the) (?:intention|decision|intent|plan) to {_LEAVE}"
    rf"|(?:submitted|deposited|filed|delivered|handed over|sent|handed in|lodged) {_FORMAL}"
    rf"(?:notifications?|notice|letters?|instruments?|note) of (?:its |their )?{_WITHDRAWAL}(?: from| of)?)"
    rf"(?: {treaties()})?(?: (?:with|to) (?:the )?[^,;.]{{1,50}}?(?= {D}))?"
)
_RECEIVED = phrase(
    rf"(?:received|registered|accepted|acknowledged) (?P<whose>{P}) (?:\w+ )?(?:notice|notification|letter|instrument) "
    rf"of {_WITHDRAWAL} (?:from|of) {treaties()}"
)
_WAS_RECEIVED = phrase(
    rf"(?P<whose>{P}|the|its) (?:\w+ )?(?:(?:notice|notification|letter|instrument) of (?:the )?)?{_WITHDRAWAL} "
    rf"(?:from|of) {treaties()}(?: by (?P<by>{S}))? (?:was|has been) (?:received|registered|deposited|lodged|notified)"
    rf"(?: {D})? (?:by|with|at|to) (?:the )?"
    rf"[^;.]{{0,40}}?(?:secretary|depositary|secretariat|{C}|{CP}|{X})[^;.]{{0,40}}?(?= {D}|[.,;]| [.,;]|\Z| and )"
)
_REVOKED = phrase(
    r"(?:rescinded|revoked|withdrew|cancelled|canceled|reversed) (?:its|their|the|that) "
    rf"(?:notifications?|notice|{_WITHDRAWAL})(?: of {_WITHDRAWAL})?(?: (?:from|of) {treaties()})?"
)
_NOUN = phrase(
    rf"(?P<whose>{P}|its|their) (?:\w+ )?{_WITHDRAWAL} (?:from|of) {treaties()}"
    rf"|{_WITHDRAWAL} (?:of|by) (?:the )?(?P<by>{S}) from {treaties('other')}"
)

_TAKES_EFFECT = re.compile(r" (?:will |only |would )*(?:takes?|took|comes?|came|becomes?|became|is) ", re.IGNORECASE)


def leaving_in(look: Look) -> None:
    """Note every step of leaving a convention that the sentence asserts."""
    for read in (_moved, _announced, _decided, _revoked, _noun):
        read(look)


def notices_in(look: Look) -> None:
    """Note every notice of leaving given to the depositary; read before the plain verbs inside of it are."""
    _noticed(look)
    _received(look)


def _moved(look: Look) -> None:
    for match, subject in look.done(_MOVED):
        if already(look.words, match.start()):
            states = look.mention(match["who"]).codes
            when, end = look.date(subject, match.end())
            look.note(claims(look, ClaimKind.ACT, LEFT, states, match["obj"], when), subject.start, end)


def _announced(look: Look) -> None:
    for match, subject in look.done(_ANNOUNCING):
        if look.noted(match.start()) or not already(look.words, match.start()):
            continue
        if "denounc" in match.group().lower() and scolded(look, match["obj"], match.end()):
            continue
        named = tuple(code for one in look.sentence.of(match.group()) if one.kind == "state" for code in one.codes)
        when, end = look.date(subject, match.end())
        look.last = named or subject.codes
        look.note(claims(look, ClaimKind.ACT, ANNOUNCED, look.last, match["obj"], when), subject.start, end)


def _decided(look: Look) -> None:
    for match in look.said(_DECISION):
        if not planned(look.words, match.start()):
            states = look.owner(match["whose"], match.start()) or look.main_subject()
            look.note(claims(look, ClaimKind.ACT, ANNOUNCED, states, match["obj"], None), match.start(), match.end())


def _of_what(look: Look, act: str, states: tuple[str, ...], signs: str | None, when: When | None) -> Iterable[Claim]:
    """Claims of ``act`` under what is named, or else under what "the withdrawal" means."""
    if signs:
        return claims(look, ClaimKind.ACT, act, states, signs, when)
    return implied(look, ClaimKind.ACT, act, states, when)


def _noticed(look: Look) -> None:
    for match, subject in look.done(_NOTICE):
        _with_day(look, NOTIFIED, match["obj"], subject, match.end())


def _revoked(look: Look) -> None:
    for match, subject in look.done(_REVOKED):
        _with_day(look, REVOKED, match["obj"], subject, match.end())


def _with_day(look: Look, act: str, signs: str | None, subject: Subject, place: int) -> None:
    when, end = look.date(subject, place)
    look.note(_of_what(look, act, subject.codes, signs, when), subject.start, end)


def _received(look: Look) -> None:
    for match in look.said(_RECEIVED):
        after, end = look.day_after(match.end())
        when = look.when(after or look.day_before(match.start()) or look.first_day())
        states = look.mention(match["whose"]).codes
        look.note(claims(look, ClaimKind.ACT, NOTIFIED, states, match["obj"], when), match.start(), end)
    for match in look.said(_WAS_RECEIVED):
        after, end = look.day_after(match.end())
        named = [look.mention(sign).codes for sign in (match["whose"], match["by"]) if sign in look.sentence.mentions]
        states = named[0] if named else look.memory.state(look.sentence, 0) or look.memory.about(look.sentence)
        when = look.when(after) or look.inside(match)
        look.note(claims(look, ClaimKind.ACT, NOTIFIED, states, match["obj"], when), match.start(), end)


def _noun(look: Look) -> None:
    """Russia's withdrawal from the convention: an act where it is taken for granted, or has a day."""
    for match in look.said(_NOUN):
        if look.noted(match.start()) or planned(look.words, match.start()):
            continue
        if _TAKES_EFFECT.match(look.words, match.end()):
            continue  # its day is of the effect
        after, end = look.day_after(match.end(), close=True)
        if after is None and not taken_for_granted(look.words):
            continue
        states = look.owner(match["whose"] or match["by"], match.start())
        signs = match["obj"] or match["other"]
        look.note(claims(look, ClaimKind.ACT, LEFT, states, signs, look.when(after)), match.start(), end)
