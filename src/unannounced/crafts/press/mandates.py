"""What the Committee is said to do: decide complaints, publish by itself, come without notice; and to prohibit."""

import re

from unannounced.crafts.press.grammar import Look, phrase
from unannounced.crafts.press.mentions import K, T
from unannounced.duties.treaty.claims import Claim, ClaimKind

COMPLAINTS, WITHOUT_NOTICE, PROHIBITS = "complaints", "without_notice", "prohibits"
PUBLISHES, CONSENTED = "publishes", "publishes_with_consent"
_COMPLAINT = r"(?:complaints?|appeals?|applications|petitions|жалобы|скарги|звернення)"
_COMPLAINTS = (
    phrase(
        rf"{_COMPLAINT} [^;.]{{0,120}}?(?:(?:to|before|by|в|до) (?P<to>{K}|{T})|{K})[^;.]{{0,60}}? "
        r"(?:will (?:no longer|not|cease to) be|will be|are(?: no longer)?|can no longer be|is|be|would no longer be"
        r"|не будут|не будуть|больше не будут|більше не|не) "
        r"(?:considered|examined|reviewed|heard|accepted|processed|рассматрива\w*|розгляда\w*)"
        rf"|{_COMPLAINT} [^;.]{{0,120}}?{K} (?:рассматриваться|розглядатися) не (?:будут|будуть)"
    ),
    phrase(
        rf"{K}(?: ,)? (?:which )?"
        r"(?:(?:will (?:no longer|not)|no longer|can no longer|also|can|may|is able to)(?: be able to)? )?"
        r"(?:considers?|examines?|hears?|reviews?|rules? on|decides?(?: on)?|adjudicates?|investigates?) "
        r"(?:(?:individual|the) )?(?:complaints|appeals|applications|petitions) (?:from|by|of)"
    ),
    phrase(
        r"(?:(?:(?:will|can|could) no longer|can|could|may|were able to|will not)(?: be able to)? "
        r"(?:complain|appeal|(?:file|submit|send|lodge|address|bring) (?:(?:their|individual) )?"
        r"(?:complaints|appeals|petitions)) to"
        r"|(?:не смогут|не зможуть|могли|могут|можуть) (?:жаловаться|скаржитися|подавать жалобы"
        r"|подавати скарги) (?:в|до)) " + K
    ),
)
_UNTOLD = r"(?:without (?:any )?(?:prior |advance )?(?:notice|warning|notification|announcement)|unannounced)"
_SURPRISE = phrase(
    r"(?:surprise|unannounced) (?:visits?|inspections?|checks?)"
    r"|(?:без предупреждения|без попередження) (?:посещать|посетить|проверять|інспектувати|відвідувати)"
    r"|(?:visit|visits|visiting|inspect|enter|access|inspecting|посещать|відвідувати)\b[^;.]{0,90}? "
    rf"(?:{_UNTOLD}|без предупреждения|без попередження)"
)
_ABLE = re.compile(
    r"\b(?:allow\w*|right to|entitled|empower\w*|authori\w+|can|may|could|carry out|carries out|conducts?|permit\w*"
    r"|mandate|able to|power to|makes?|право|может|могут|може|можуть|provides for)\b",
    re.IGNORECASE,
)
_PUBLISHING = phrase(
    r"(?:publish|publishes|issue|issues|release|releases) (?:(?:its|their|own) )*(?:independent|own"
    r"|public)(?: public)? "
    r"(?:reports?|findings)"
)
_CONSENT = phrase(
    r"reports? [^;.]{0,60}?of which [^;.]{0,40}?(?:agreed|consented|allowed|permitted|authori[sz]ed) "
    r"(?:to publish|to make public|the publication)"
    r"|reports? [^;.]{0,60}?(?:are|is|can be|may be|were|can only be|are only|be) (?:only )?"
    r"(?:published|made public|released) (?:only )?(?:with|at|after|upon) (?:the )?"
    r"(?:consent|agreement|permission|request|approval) of"
    r"|reports? [^;.]{0,60}?(?:remain|are|stay|is|remains) confidential unless"
)
_TORTURE = r"(?:torture|cruel|inhuman|пытк\w*|катуван\w*|тортур\w*)"
_PROHIBITS = re.compile(
    rf"{T}[^;.]{{0,60}}? (?:obliges?|obliged|requires?|required|obligates?|binds?|commits?) (?:[^;.]{{0,40}}? )?"
    r"(?:not only )?to (?:prohibit|ban|outlaw|criminali[sz]e) (?:all )?torture"
    rf"|{T}(?: ,)?(?: [^;.]{{0,100}}? ,)? (?:which |that )?(?:not only |не только |не тільки |не лише )?"
    rf"(?:prohibits|bans|outlaws|forbids|запрещает|забороняє) (?:the use of |all |any )?{_TORTURE}"
    r"|" + T + r"[^;.]{0,50}?\b(?:instrument|treaty|document|text) "
    rf"(?:banning|prohibiting|outlawing|that bans|that prohibits) {_TORTURE}",
    re.IGNORECASE,
)
_WORDS = re.compile(
    r"complain|appeal|жаловат|скарж|petition|surprise|unannounced|without|publish|prohibit|ban|outlaw|forbid"
    r"|criminali"
    r"|confidential|жалоб|скарг|запрещ|заборон|без п",
    re.IGNORECASE,
)


def mandates_in(look: Look) -> None:
    """Note what the sentence says the Committee, or a convention, does."""
    if _WORDS.search(look.words):
        for read in (_complaints, _without_notice, _publishes, _prohibits):
            read(look)


def _add(look: Look, act: str, match: re.Match[str], code: str = "ECPT") -> None:
    look.add(Claim(ClaimKind.MANDATE, "", code, act=act), *match.span())


def _complaints(look: Look) -> None:
    for pattern in _COMPLAINTS:
        for match in look.said(pattern):
            to = match.groupdict().get("to")
            if to is None or look.mention(to).kind == "committee" or look.mention(to).codes == ("ECPT",):
                _add(look, COMPLAINTS, match)


def _of_the_committee(look: Look) -> bool:
    """Whether the sentence speaks of the Committee, or of its Convention and no other."""
    named = [one for one in look.sentence.mentions.values() if one.kind in ("committee", "treaty", "court's")]
    codes = {code for one in named for code in one.codes}
    return codes == {"ECPT"} or any(one.kind == "committee" for one in named)


def _without_notice(look: Look) -> None:
    for match in look.said(_SURPRISE):
        if _ABLE.search(look.words[: match.end()]) and _of_the_committee(look):
            _add(look, WITHOUT_NOTICE, match)


def _publishes(look: Look) -> None:
    if _of_the_committee(look):
        for act, pattern in ((PUBLISHES, _PUBLISHING), (CONSENTED, _CONSENT)):
            for match in look.said(pattern):
                _add(look, act, match)


def _prohibits(look: Look) -> None:
    for match in look.said(_PROHIBITS):
        named = {code for one in look.sentence.mentions.values() if one.kind == "treaty" for code in one.codes}
        if len(named) == 1:
            _add(look, PROHIBITS, match, named.pop())
